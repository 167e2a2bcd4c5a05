/* sk-checked-row.c — a line to type in, with a line below that says what it is for
 *
 * What is right is set with every letter; what is not is said below it, where it
 * was typed, and what was set before stays.  What is asked of somebody else, with
 * a button, is refused there, too.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-checked-row.h"

#include "sk-entry-reader.h"
#include "sk-refusal.h"

struct _SkCheckedRow
{
  AdwEntryRow      parent_instance;

  SkCheckedRowSet  set;         /* (nullable) */
  gpointer         user_data;
  GDestroyNotify   destroy;     /* (nullable) */
  char            *hint;        /* (nullable) */
  char            *refusal;     /* (nullable): all is well */
  GtkWidget       *below;
  guint            idle;        /* something was typed */
};

G_DEFINE_FINAL_TYPE (SkCheckedRow, sk_checked_row, ADW_TYPE_ENTRY_ROW)

enum
{
  CHECKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_class (GtkWidget  *widget,
           const char *name,
           gboolean    on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
render (SkCheckedRow *self)
{
  gboolean is_refused = self->refusal != NULL;
  const char *text = is_refused ? self->refusal : self->hint;

  gtk_label_set_label (GTK_LABEL (self->below), text != NULL ? text : "");
  gtk_widget_set_visible (self->below, text != NULL);
  set_class (self->below, "error", is_refused);
  set_class (self->below, "dim-label", !is_refused);
  set_class (GTK_WIDGET (self), "error", is_refused);
  sk_entry_reader_tell (ADW_ENTRY_ROW (self), text, is_refused);
}

static gboolean
on_idle (gpointer user_data)
{
  SkCheckedRow *self = user_data;
  g_autoptr(GError) error = NULL;

  self->idle = 0;
  self->set (gtk_editable_get_text (GTK_EDITABLE (self)), self->user_data, &error);
  sk_checked_row_refuse (self, error != NULL ? error->message : NULL);

  return G_SOURCE_REMOVE;
}

/* To replace text is to take it away and to put other text there: only what is
 * there in the end was meant.  What was refused is another thing now. */
static void
on_changed (SkCheckedRow *self)
{
  if (self->set == NULL)
    sk_checked_row_refuse (self, NULL);
  else if (self->idle == 0)
    self->idle = g_idle_add (on_idle, self);
}

static void
sk_checked_row_dispose (GObject *object)
{
  SkCheckedRow *self = SK_CHECKED_ROW (object);

  self->set = NULL;
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->below, gtk_widget_unparent);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  self->destroy = NULL;

  G_OBJECT_CLASS (sk_checked_row_parent_class)->dispose (object);
}

static void
sk_checked_row_finalize (GObject *object)
{
  SkCheckedRow *self = SK_CHECKED_ROW (object);

  g_free (self->hint);
  g_free (self->refusal);

  G_OBJECT_CLASS (sk_checked_row_parent_class)->finalize (object);
}

static void
sk_checked_row_class_init (SkCheckedRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sk_checked_row_dispose;
  object_class->finalize = sk_checked_row_finalize;

  signals[CHECKED] = g_signal_new ("checked", SK_TYPE_CHECKED_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
make_below (void)
{
  GtkWidget *below = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT,
                                   NULL);

  gtk_label_set_xalign (GTK_LABEL (below), 0);
  gtk_label_set_wrap (GTK_LABEL (below), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (below), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (below, "caption");
  gtk_widget_add_css_class (below, "below");

  return below;
}

static void
sk_checked_row_init (SkCheckedRow *self)
{
  sk_entry_reader_attach (ADW_ENTRY_ROW (self));
  self->below = make_below ();
  gtk_widget_set_layout_manager (GTK_WIDGET (self),
                                 gtk_box_layout_new (GTK_ORIENTATION_VERTICAL));
  gtk_widget_insert_before (self->below, GTK_WIDGET (self), NULL);
  g_signal_connect (self, "changed", G_CALLBACK (on_changed), NULL);
  render (self);
}

/**
 * sk_checked_row_new:
 * @title: what is typed there
 * @text: what it is now
 * @hint: (nullable): what it is for, or how to write it
 *
 * It has a signal "checked", when it may be right or wrong otherwise than before.
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
sk_checked_row_new (const char *title,
                    const char *text,
                    const char *hint)
{
  SkCheckedRow *self = g_object_new (SK_TYPE_CHECKED_ROW, "title", title, NULL);

  gtk_editable_set_text (GTK_EDITABLE (self), text);
  sk_checked_row_set_hint (self, hint);

  return GTK_WIDGET (self);
}

/**
 * sk_checked_row_set_hint:
 * @self: a row
 * @hint: (nullable): what it is for, or how to write it
 */
void
sk_checked_row_set_hint (SkCheckedRow *self,
                         const char   *hint)
{
  g_free (self->hint);
  self->hint = g_strdup (hint);
  render (self);
}

/**
 * sk_checked_row_set_home:
 * @self: a row
 * @set: takes what was typed, or refuses it
 * @user_data: for @set
 * @destroy: (nullable): for @user_data
 */
void
sk_checked_row_set_home (SkCheckedRow    *self,
                         SkCheckedRowSet  set,
                         gpointer         user_data,
                         GDestroyNotify   destroy)
{
  g_return_if_fail (self->set == NULL);

  self->set = set;
  self->user_data = user_data;
  self->destroy = destroy;
}

/**
 * sk_checked_row_empty:
 * @self: a row with a button to apply what was typed
 *
 * Takes away what was typed, and the button with it.
 */
void
sk_checked_row_empty (SkCheckedRow *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self), "");
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), FALSE);
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (self), TRUE);
}

/**
 * sk_checked_row_refuse:
 * @self: a row
 * @text: (nullable): why what was typed there cannot be; %NULL: it can
 */
void
sk_checked_row_refuse (SkCheckedRow *self,
                       const char   *text)
{
  if (g_strcmp0 (self->refusal, text) == 0)
    return;

  g_free (self->refusal);
  self->refusal = g_strdup (text);
  render (self);
  if (text != NULL)
    sk_refusal_show (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHECKED], 0);
}

gboolean
sk_checked_row_is_refused (SkCheckedRow *self)
{
  return self->refusal != NULL;
}
