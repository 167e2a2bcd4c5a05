/* sk-workspace-row.c — one workspace: its name, its columns, what is left out
 *
 * Which columns and statuses there are is asked when somebody looks.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-workspace-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sk-checked-row.h"
#include "sk-column-row.h"
#include "sk-column-words.h"
#include "sk-preferences-store.h"

struct _SkWorkspaceRow
{
  AdwExpanderRow  parent_instance;

  char           *id;
  SkBusMirror    *mirror;
  GSettings      *store;
  GSettings      *workspace;
  GCancellable   *cancellable;
  GPtrArray      *asked;        /* (element-type GtkWidget): rows that the service was asked for */
  gboolean        has_asked;
};

G_DEFINE_FINAL_TYPE (SkWorkspaceRow, sk_workspace_row, ADW_TYPE_EXPANDER_ROW)

enum
{
  NEW_KEY,
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- its name, and whose tasks --- */

static void
render_name (SkWorkspaceRow *self)
{
  g_autofree char *name = sk_preferences_store_dup_name (self->workspace);
  g_autofree char *escaped = g_markup_escape_text (name, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), escaped);
}

static gboolean
set_name (const char  *text,
          gpointer     user_data,
          GError     **error)
{
  SkWorkspaceRow *self = user_data;

  if (!sk_preferences_store_set_name (self->store, self->workspace, text, error))
    return FALSE;

  render_name (self);
  return TRUE;
}

static gboolean
set_assignee (const char  *text,
              gpointer     user_data,
              GError     **error)
{
  sk_preferences_store_set_assignee (SK_WORKSPACE_ROW (user_data)->workspace, text);

  return TRUE;
}

static void
add_line (SkWorkspaceRow  *self,
          const char      *title,
          const char      *hint,
          const char      *text,
          SkCheckedRowSet  set)
{
  GtkWidget *row = sk_checked_row_new (title, text, hint);

  sk_checked_row_set_home (SK_CHECKED_ROW (row), set, self, NULL);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/* --- its key --- */

static void
on_new_key (SkWorkspaceRow *self)
{
  g_signal_emit (self, signals[NEW_KEY], 0);
}

static void
add_new_key (SkWorkspaceRow *self)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("New Key"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _("Paste another key, and choose the same database"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_signal_connect_object (row, "activated", G_CALLBACK (on_new_key), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

/* --- its columns and statuses --- */

static void
on_column (const char *role,
           const char *column,
           gpointer    user_data)
{
  sk_preferences_store_set_column (SK_WORKSPACE_ROW (user_data)->workspace, role, column);
}

static void
on_status (GtkCheckButton *check,
           SkWorkspaceRow *self)
{
  sk_preferences_store_set_left_out (self->workspace,
                                     g_object_get_data (G_OBJECT (check), "sk-status"),
                                     gtk_check_button_get_active (check));
}

/* The check is what can be pressed; its place in the row is no stop on the way. */
static GtkWidget *
make_status (SkWorkspaceRow *self,
             const char     *status)
{
  GtkWidget *check = gtk_check_button_new_with_label (status);
  GtkWidget *child = gtk_flow_box_child_new ();

  g_object_set_data_full (G_OBJECT (check), "sk-status", g_strdup (status), g_free);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               sk_preferences_store_leaves_out (self->workspace, status));
  g_signal_connect_object (check, "toggled", G_CALLBACK (on_status), self, 0);
  gtk_widget_set_focusable (child, FALSE);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), check);

  return child;
}

static GtkWidget *
make_statuses (SkWorkspaceRow    *self,
               const char *const *options)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (_("Also Leave Out"));
  GtkWidget *use = gtk_label_new (_("Statuses whose tasks are not planned, besides finished ones"));
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (use), 0);
  gtk_label_set_wrap (GTK_LABEL (use), TRUE);
  gtk_widget_add_css_class (use, "caption");
  gtk_widget_add_css_class (use, "dim-label");
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  for (guint i = 0; options[i] != NULL; i++)
    gtk_flow_box_append (GTK_FLOW_BOX (flow), make_status (self, options[i]));
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), use);
  gtk_box_append (GTK_BOX (box), flow);
  gtk_widget_add_css_class (box, "boxed-content");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Also Leave Out"));

  return row;
}

static GtkWidget *
make_note (const char *text)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);

  return row;
}


static void
add_asked (SkWorkspaceRow *self,
           GtkWidget      *row)
{
  g_ptr_array_add (self->asked, row);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
}

static void
clear_asked (SkWorkspaceRow *self)
{
  for (guint i = 0; i < self->asked->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->asked, i));
  g_ptr_array_set_size (self->asked, 0);
}

static void
add_columns (SkWorkspaceRow *self,
             GPtrArray      *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const SkAccountColumn *column = g_ptr_array_index (columns, i);
      g_autofree char *chosen = sk_preferences_store_dup_column (self->workspace, column->role);

      if (column->choices != NULL && column->choices->len > 0 &&
          strcmp (column->role, "title") != 0)
        add_asked (self, sk_column_row_new (column, chosen, on_column, self));
    }
  for (guint i = 0; i < columns->len; i++)
    {
      const SkAccountColumn *column = g_ptr_array_index (columns, i);

      if (strcmp (column->role, "status") == 0 && column->options != NULL &&
          column->options[0] != NULL)
        add_asked (self, make_statuses (self, (const char *const *) column->options));
    }
}

static void
on_checked (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(SkWorkspaceRow) self = SK_WORKSPACE_ROW (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) columns = sk_bus_mirror_check_finish (SK_BUS_MIRROR (source), result,
                                                             &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->mirror == NULL)
    return;

  clear_asked (self);
  if (columns != NULL)
    add_columns (self, columns);
  else
    add_asked (self, make_note (error->message));
  self->has_asked = columns != NULL;
}

static void
on_expanded (SkWorkspaceRow *self)
{
  g_autofree char *database = NULL;

  if (!adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)) || self->has_asked ||
      sk_preferences_store_is_file (self->workspace))
    return;

  self->has_asked = TRUE;
  clear_asked (self);
  add_asked (self, make_note (_("Looking at its columns…")));
  database = sk_preferences_store_dup_database (self->workspace);
  sk_bus_mirror_check_async (self->mirror, self->id, database, self->cancellable, on_checked,
                             g_object_ref (self));
}

/* --- the object --- */

static void
on_remove (SkWorkspaceRow *self)
{
  g_signal_emit (self, signals[REMOVE], 0);
}

static void
add_remove (SkWorkspaceRow *self)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _("Remove This Workspace"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Remove This Workspace"), -1);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_remove), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), button);
}

static void
sk_workspace_row_dispose (GObject *object)
{
  SkWorkspaceRow *self = SK_WORKSPACE_ROW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->mirror);
  g_clear_object (&self->store);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (sk_workspace_row_parent_class)->dispose (object);
}

static void
sk_workspace_row_finalize (GObject *object)
{
  SkWorkspaceRow *self = SK_WORKSPACE_ROW (object);

  g_free (self->id);
  g_ptr_array_unref (self->asked);

  G_OBJECT_CLASS (sk_workspace_row_parent_class)->finalize (object);
}

static void
sk_workspace_row_class_init (SkWorkspaceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sk_workspace_row_dispose;
  object_class->finalize = sk_workspace_row_finalize;

  signals[NEW_KEY] = g_signal_new ("new-key", SK_TYPE_WORKSPACE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[REMOVE] = g_signal_new ("remove", SK_TYPE_WORKSPACE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
sk_workspace_row_init (SkWorkspaceRow *self)
{
  self->cancellable = g_cancellable_new ();
  self->asked = g_ptr_array_new ();
}

/**
 * sk_workspace_row_new:
 * @id: the id of a workspace
 * @mirror: the service
 * @store: the preferences
 * @workspace: those of the workspace
 *
 * It has the signals "new-key", when the person wants to give it another key, and
 * "remove", when it is to be gone.
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
sk_workspace_row_new (const char  *id,
                      SkBusMirror *mirror,
                      GSettings   *store,
                      GSettings   *workspace)
{
  SkWorkspaceRow *self = g_object_new (SK_TYPE_WORKSPACE_ROW, NULL);
  gboolean is_file = sk_preferences_store_is_file (workspace);
  g_autofree char *name = sk_preferences_store_dup_name (workspace);
  g_autofree char *assignee = sk_preferences_store_dup_assignee (workspace);

  self->id = g_strdup (id);
  self->mirror = g_object_ref (mirror);
  self->store = g_object_ref (store);
  self->workspace = g_object_ref (workspace);
  render_name (self);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 is_file ? _("A task file") : _("A Notion database"));
  add_remove (self);
  add_line (self, _("Name"), _("How it is called in Slotkeeper"), name, set_name);
  if (!is_file)
    {
      add_line (self, _("Only the Tasks Of (Name or E-Mail)"),
                _("Leave it empty to plan everybody’s"), assignee, set_assignee);
      add_new_key (self);
    }
  g_signal_connect (self, "notify::expanded", G_CALLBACK (on_expanded), NULL);

  return GTK_WIDGET (self);
}

const char *
sk_workspace_row_get_id (SkWorkspaceRow *self)
{
  return self->id;
}
