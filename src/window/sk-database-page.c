/* sk-database-page.c — which database, and which of its columns means what
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-database-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "sk-checked-row.h"
#include "sk-column-row.h"
#include "sk-column-words.h"
#include "sk-refusal.h"

struct _SkDatabasePage
{
  AdwBin               parent_instance;

  SkBusMirror         *mirror;
  char                *workspace;       /* (nullable) */
  GPtrArray           *tables;          /* (nullable) (element-type SkAccountTable) */
  SkKeyringState       keyring;
  char                *table;           /* (nullable): the id of what is chosen */
  GPtrArray           *columns;         /* (nullable) (element-type SkAccountColumn) */
  GHashTable          *chosen;          /* (element-type utf8 utf8): roles and columns */
  GtkCheckButton      *radio;           /* nowhere to be seen: it leads the others */
  GPtrArray           *table_rows;      /* (element-type GtkWidget) */
  GPtrArray           *column_rows;     /* (element-type GtkWidget) */
  GCancellable        *cancellable;     /* (nullable): something is being asked */
  gboolean             is_sought;       /* whether that is an address that was pasted */

  /* Template children, in the order of the .ui file */
  AdwPreferencesGroup *databases;
  SkCheckedRow        *address;
  GtkWidget           *answer_box;
  GtkSpinner          *spinner;
  GtkLabel            *answer;
  GtkWidget           *columns_box;
  GtkFlowBox          *found;
  AdwPreferencesGroup *others;
  AdwActionRow        *missing;
  GtkSwitch           *add;
  GtkWidget           *ticks_row;
  GtkSwitch           *ticks;
  AdwPreferencesGroup *keyring_group;
  GtkSwitch           *file;
};

G_DEFINE_FINAL_TYPE (SkDatabasePage, sk_database_page, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
tell_changed (SkDatabasePage *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
say (SkDatabasePage *self,
     const char     *text,              /* (nullable): nothing to say */
     gboolean        is_trouble)
{
  gtk_widget_set_visible (self->answer_box, text != NULL);
  gtk_label_set_label (self->answer, text != NULL ? text : "");
  gtk_spinner_set_spinning (self->spinner, self->cancellable != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->cancellable != NULL);
  if (is_trouble)
    gtk_widget_add_css_class (GTK_WIDGET (self->answer), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->answer), "error");
  if (text != NULL && is_trouble)
    sk_refusal_show (self->answer_box);
}

static GCancellable *
begin (SkDatabasePage *self,
       const char     *text)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  say (self, text, FALSE);
  tell_changed (self);

  return self->cancellable;
}

/* --- its columns --- */

static void
add_found (SkDatabasePage        *self,
           const SkAccountColumn *column)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("emblem-ok-symbolic");
  GtkWidget *label = gtk_label_new (column->name);
  GtkFlowBoxChild *child = GTK_FLOW_BOX_CHILD (gtk_flow_box_child_new ());

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (icon, "success");
  gtk_widget_set_tooltip_text (box, sk_words_get_column_use (column->role));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_flow_box_child_set_child (child, box);
  gtk_flow_box_append (self->found, GTK_WIDGET (child));
}

/* What may be added, except for the ticks, which are asked for by themselves. */
static gboolean
is_to_add (const SkAccountColumn *column)
{
  return column->may_add && column->fit == SK_ACCOUNT_FIT_MISSING &&
         strcmp (column->role, SK_ROLE_AUTO_SCHEDULE) != 0;
}

/* What stands in the way even so: a sentence, for there is nothing to choose. */
static const SkAccountColumn *
find_obstacle (SkDatabasePage *self)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const SkAccountColumn *column = g_ptr_array_index (self->columns, i);

      if (sk_account_column_stands_in_the_way (column) &&
          !g_hash_table_contains (self->chosen, column->role) &&
          !(is_to_add (column) && gtk_switch_get_active (self->add)))
        return column;
    }

  return NULL;
}

/* In the row where another column can be chosen, if there is one. */
static void
render_obstacle (SkDatabasePage *self)
{
  const SkAccountColumn *obstacle = self->columns != NULL ? find_obstacle (self) : NULL;
  gboolean is_said = FALSE;

  for (guint i = 0; i < self->column_rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->column_rows, i);
      gboolean is_here = obstacle != NULL &&
                         strcmp (sk_column_row_get_role (row), obstacle->role) == 0;

      sk_refusal_say (ADW_ACTION_ROW (row), NULL, is_here ? obstacle->text : NULL);
      is_said = is_said || is_here;
    }
  say (self, obstacle != NULL && !is_said ? obstacle->text : NULL, TRUE);
}

static void
on_chosen (const char *role,
           const char *column,
           gpointer    user_data)
{
  SkDatabasePage *self = user_data;

  if (column != NULL)
    g_hash_table_insert (self->chosen, g_strdup (role), g_strdup (column));
  else
    g_hash_table_remove (self->chosen, role);
  render_obstacle (self);
  tell_changed (self);
}

static void
clear_columns (SkDatabasePage *self)
{
  GtkFlowBoxChild *child;

  while ((child = gtk_flow_box_get_child_at_index (self->found, 0)) != NULL)
    gtk_flow_box_remove (self->found, GTK_WIDGET (child));
  for (guint i = 0; i < self->column_rows->len; i++)
    adw_preferences_group_remove (self->others, g_ptr_array_index (self->column_rows, i));
  g_ptr_array_set_size (self->column_rows, 0);
}

static const SkAccountColumn *
find_column (SkDatabasePage *self,
             const char     *role)
{
  for (guint i = 0; self->columns != NULL && i < self->columns->len; i++)
    if (strcmp (((SkAccountColumn *) self->columns->pdata[i])->role, role) == 0)
      return self->columns->pdata[i];

  return NULL;
}

static void
render_missing (SkDatabasePage *self)
{
  const SkAccountColumn *ticks = find_column (self, SK_ROLE_AUTO_SCHEDULE);
  g_autoptr(GString) names = g_string_new (NULL);
  g_autofree char *title = NULL;
  guint n = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const SkAccountColumn *column = g_ptr_array_index (self->columns, i);

      if (is_to_add (column))
        g_string_append_printf (names, "%s%s", n++ > 0 ? ", " : "", column->name);
    }

  title = g_strdup_printf (ngettext ("Add %u Missing Column", "Add %u Missing Columns", n), n);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->missing), title);
  adw_action_row_set_subtitle (self->missing, names->str);
  gtk_widget_set_visible (GTK_WIDGET (self->missing), n > 0);
  gtk_widget_set_visible (self->ticks_row,
                          ticks != NULL && ticks->fit == SK_ACCOUNT_FIT_MISSING);
}

static void
render_columns (SkDatabasePage *self)
{
  clear_columns (self);
  gtk_widget_set_visible (self->columns_box, self->columns != NULL);
  if (self->columns == NULL)
    return;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const SkAccountColumn *column = g_ptr_array_index (self->columns, i);

      if (column->fit == SK_ACCOUNT_FIT_GOOD)
        add_found (self, column);
      else if (sk_column_row_is_worth_showing (column) && column->choices->len > 0)
        {
          GtkWidget *row = sk_column_row_new (column,
                                              g_hash_table_lookup (self->chosen, column->role),
                                              on_chosen, self);

          g_ptr_array_add (self->column_rows, row);
          adw_preferences_group_add (self->others, row);
        }
    }
  gtk_widget_set_visible (GTK_WIDGET (self->others), self->column_rows->len > 0);
  render_missing (self);
}

static void
on_checked (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(SkDatabasePage) self = SK_DATABASE_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  GPtrArray *columns = sk_bus_mirror_check_finish (SK_BUS_MIRROR (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  self->columns = columns;
  render_columns (self);
  if (columns != NULL)
    render_obstacle (self);
  else
    say (self, error->message, TRUE);
  tell_changed (self);
}

static void
check (SkDatabasePage *self)
{
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_hash_table_remove_all (self->chosen);
  render_columns (self);
  sk_bus_mirror_check_async (self->mirror, self->workspace, self->table,
                             begin (self, _("Looking at its columns…")), on_checked,
                             g_object_ref (self));
}

/* --- which one --- */

static void
choose (SkDatabasePage *self,
        const char     *table)
{
  if (g_strcmp0 (self->table, table) == 0)
    return;

  g_free (self->table);
  self->table = g_strdup (table);
  check (self);
}

static void
on_toggled (GtkCheckButton *radio,
            SkDatabasePage *self)
{
  if (gtk_check_button_get_active (radio))
    choose (self, g_object_get_data (G_OBJECT (radio), "sk-table"));
}

static char *
dup_where (const SkAccountTable *table)
{
  if (!sk_account_table_may_be_used (table))
    return g_strdup (_("Only a view of a database that lives elsewhere: share that one with the "
                       "connection"));
  if (table->is_one_of_several && table->database_title != NULL)
    /* Translators: %s is a database that has several tables */
    return g_strdup_printf (_("One of several in “%s”"), table->database_title);
  if (table->is_one_of_several)
    return g_strdup (_("One of several in its database"));

  return g_strdup ("");
}

static void
add_table (SkDatabasePage       *self,
           const SkAccountTable *table)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *radio = gtk_check_button_new ();
  gboolean may_use = sk_account_table_may_be_used (table);
  const char *title = *table->title != '\0' ? table->title : _("(no title)");
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *where = dup_where (table);
  g_autofree char *where_escaped = g_markup_escape_text (where, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), where_escaped);
  gtk_widget_set_valign (radio, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (radio), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  g_object_set_data_full (G_OBJECT (radio), "sk-table", g_strdup (table->id), g_free);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (radio), self->radio);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (radio),
                               may_use && g_strcmp0 (self->table, table->id) == 0);
  g_signal_connect (radio, "toggled", G_CALLBACK (on_toggled), self);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), radio);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), radio);
  gtk_widget_set_sensitive (row, may_use);
  g_ptr_array_add (self->table_rows, row);
  adw_preferences_group_add (self->databases, row);
}

static const SkAccountTable *
find_only (GPtrArray *tables)
{
  const SkAccountTable *only = NULL;

  for (guint i = 0; i < tables->len; i++)
    if (sk_account_table_may_be_used (g_ptr_array_index (tables, i)))
      {
        if (only != NULL)
          return NULL;
        only = g_ptr_array_index (tables, i);
      }

  return only;
}

static void
render_tables (SkDatabasePage *self)
{
  for (guint i = 0; i < self->table_rows->len; i++)
    adw_preferences_group_remove (self->databases, g_ptr_array_index (self->table_rows, i));
  g_ptr_array_set_size (self->table_rows, 0);
  for (guint i = 0; i < self->tables->len; i++)
    add_table (self, g_ptr_array_index (self->tables, i));
}

static void
take_offer (SkDatabasePage *self,
            SkAccountOffer *offer)
{
  const SkAccountTable *only;

  g_clear_pointer (&self->tables, g_ptr_array_unref);
  self->tables = g_ptr_array_ref (offer->tables);
  self->keyring = offer->keyring;
  gtk_widget_set_visible (GTK_WIDGET (self->keyring_group), self->keyring != SK_KEYRING_OPEN);
  adw_preferences_group_set_description (self->keyring_group,
                                         self->keyring == SK_KEYRING_LOCKED
                                         ? _("Your keyring is locked. You will be asked to unlock "
                                             "it.")
                                         : _("There is no keyring here: the key is kept until "
                                             "Slotkeeper quits."));
  only = find_only (self->tables);
  if (only != NULL)
    choose (self, only->id);
  render_tables (self);
  if (self->tables->len == 0)
    say (self, _("The key opens no database yet. In Notion, open yours, choose ••• and "
                 "Connections, add the connection, and look again. Or paste its address above."),
         TRUE);
}

static void
on_listed (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(SkDatabasePage) self = SK_DATABASE_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkAccountOffer) offer = sk_bus_mirror_databases_finish (SK_BUS_MIRROR (source), result,
                                                                    &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (error != NULL && !self->is_sought)
    say (self, error->message, TRUE);
  else
    render_obstacle (self);
  sk_checked_row_refuse (self->address,
                         error != NULL && self->is_sought ? error->message : NULL);
  if (offer != NULL)
    take_offer (self, offer);
  tell_changed (self);
}

static void
list (SkDatabasePage *self,
      const char     *address)
{
  self->is_sought = *address != '\0';
  sk_bus_mirror_databases_async (self->mirror, self->workspace, address,
                                 begin (self, _("Looking for it…")), on_listed,
                                 g_object_ref (self));
}

static void
on_address (SkDatabasePage *self)
{
  list (self, gtk_editable_get_text (GTK_EDITABLE (self->address)));
}

static void
on_look_again (SkDatabasePage *self)
{
  list (self, "");
}

static void
on_add (SkDatabasePage *self)
{
  if (self->columns != NULL)
    render_obstacle (self);
  tell_changed (self);
}

/* --- that one --- */

static GVariant *
make_columns (SkDatabasePage *self)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  gpointer role, column;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_hash_table_iter_init (&iter, self->chosen);
  while (g_hash_table_iter_next (&iter, &role, &column))
    g_variant_builder_add (&builder, "{ss}", role, column);

  return g_variant_builder_end (&builder);
}

static GStrv
list_roles (SkDatabasePage *self)
{
  g_autoptr(GStrvBuilder) roles = g_strv_builder_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      const SkAccountColumn *column = g_ptr_array_index (self->columns, i);

      if (is_to_add (column) && gtk_switch_get_active (self->add) &&
          !g_hash_table_contains (self->chosen, column->role))
        g_strv_builder_add (roles, column->role);
    }
  if (gtk_widget_get_visible (self->ticks_row) && gtk_switch_get_active (self->ticks))
    g_strv_builder_add (roles, SK_ROLE_AUTO_SCHEDULE);

  return g_strv_builder_end (roles);
}

static void
fail (GTask  *task,
      GError *error)            /* (transfer full) */
{
  SkDatabasePage *self = g_task_get_source_object (task);

  g_clear_object (&self->cancellable);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, NULL, FALSE);
  else
    say (self, error->message, TRUE);

  /* a keyring that refused: the person may want another place */
  if (self->keyring != SK_KEYRING_OPEN)
    gtk_widget_set_visible (GTK_WIDGET (self->keyring_group), TRUE);
  tell_changed (self);
  g_error_free (error);
  g_task_return_boolean (task, FALSE);
}

static void
on_used (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkDatabasePage *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(GVariant) answer = sk_bus_mirror_call_finish (SK_BUS_MIRROR (source), result, &error);

  if (answer == NULL)
    {
      fail (task, error);
      return;
    }

  g_clear_object (&self->cancellable);
  say (self, NULL, FALSE);
  tell_changed (self);
  g_task_return_boolean (task, TRUE);
}

static void
on_kept (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkDatabasePage *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr(GVariant) answer = sk_bus_mirror_call_finish (SK_BUS_MIRROR (source), result, &error);
  g_auto(GStrv) roles = NULL;

  if (answer == NULL)
    {
      fail (task, error);
      return;
    }

  roles = list_roles (self);
  sk_bus_mirror_use_database_async (self->mirror, self->workspace, self->table,
                                    make_columns (self), (const char *const *) roles,
                                    self->cancellable, on_used, g_object_ref (task));
}

/**
 * sk_database_page_use_async:
 * @self: a page that is ready
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Has the service plan what is chosen from now on.  What is refused is said on
 * the page.
 */
void
sk_database_page_use_async (SkDatabasePage      *self,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);
  gboolean in_file = gtk_widget_get_visible (GTK_WIDGET (self->keyring_group)) &&
                     gtk_switch_get_active (self->file);

  g_task_set_source_tag (task, sk_database_page_use_async);
  sk_bus_mirror_keep_key_async (self->mirror, self->workspace, in_file ? "file" : "keyring",
                                begin (self, _("Making it ready…")), on_kept, task);
}

gboolean
sk_database_page_use_finish (SkDatabasePage *self,
                             GAsyncResult   *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/* --- the object --- */

static gboolean
sk_database_page_grab_focus (GtkWidget *widget)
{
  SkDatabasePage *self = SK_DATABASE_PAGE (widget);

  return self->table_rows->len > 0
         ? gtk_widget_grab_focus (g_ptr_array_index (self->table_rows, 0))
         : gtk_widget_grab_focus (GTK_WIDGET (gtk_editable_get_delegate (
                                                GTK_EDITABLE (self->address))));
}

static void
sk_database_page_dispose (GObject *object)
{
  SkDatabasePage *self = SK_DATABASE_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->mirror);
  g_clear_object (&self->radio);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_DATABASE_PAGE);

  G_OBJECT_CLASS (sk_database_page_parent_class)->dispose (object);
}

static void
sk_database_page_finalize (GObject *object)
{
  SkDatabasePage *self = SK_DATABASE_PAGE (object);

  g_free (self->workspace);
  g_free (self->table);
  g_hash_table_unref (self->chosen);
  g_ptr_array_unref (self->table_rows);
  g_ptr_array_unref (self->column_rows);

  G_OBJECT_CLASS (sk_database_page_parent_class)->finalize (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, SkDatabasePage, name)

static void
sk_database_page_class_init (SkDatabasePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sk_database_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = sk_database_page_finalize;
  widget_class->grab_focus = sk_database_page_grab_focus;
  g_type_ensure (SK_TYPE_CHECKED_ROW);

  signals[CHANGED] = g_signal_new ("changed", SK_TYPE_DATABASE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-database-page.ui");
  BIND (databases);
  BIND (address);
  BIND (answer_box);
  BIND (spinner);
  BIND (answer);
  BIND (columns_box);
  BIND (found);
  BIND (others);
  BIND (missing);
  BIND (add);
  BIND (ticks_row);
  BIND (ticks);
  BIND (keyring_group);
  BIND (file);
  gtk_widget_class_bind_template_callback (widget_class, on_address);
  gtk_widget_class_bind_template_callback (widget_class, on_look_again);
  gtk_widget_class_bind_template_callback (widget_class, on_add);
}

static void
sk_database_page_init (SkDatabasePage *self)
{
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->radio = g_object_ref_sink (GTK_CHECK_BUTTON (gtk_check_button_new ()));
  self->table_rows = g_ptr_array_new ();
  self->column_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sk_database_page_set_mirror (SkDatabasePage *self,
                             SkBusMirror    *mirror)
{
  self->mirror = g_object_ref (mirror);
}

/**
 * sk_database_page_set_offer:
 * @self: the page
 * @workspace: the id of a workspace
 * @offer: what its key opens
 *
 * For the same workspace nothing changes: what was chosen stays.
 */
void
sk_database_page_set_offer (SkDatabasePage *self,
                            const char     *workspace,
                            SkAccountOffer *offer)
{
  if (g_strcmp0 (self->workspace, workspace) == 0)
    return;

  g_free (self->workspace);
  self->workspace = g_strdup (workspace);
  g_clear_pointer (&self->table, g_free);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  render_columns (self);
  say (self, NULL, FALSE);
  take_offer (self, offer);
  tell_changed (self);
}

/**
 * sk_database_page_is_ready:
 * @self: the page
 *
 * Returns: whether a database is chosen that can be planned
 */
gboolean
sk_database_page_is_ready (SkDatabasePage *self)
{
  return self->columns != NULL && self->cancellable == NULL && find_obstacle (self) == NULL;
}
