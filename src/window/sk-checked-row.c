/* sk-checked-row.c — a line to type in that refuses what cannot be
 *
 * What is right is set with every letter; what is not is said beside it, and
 * what was set before stays.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-checked-row.h"

struct _SkCheckedRow
{
  AdwEntryRow      parent_instance;

  SkCheckedRowSet  set;         /* (nullable) */
  gpointer         user_data;
  GDestroyNotify   destroy;     /* (nullable) */
  GtkLabel        *complaint;   /* (nullable): beside it, for what is wrong */
  guint            idle;        /* something was typed */
};

G_DEFINE_FINAL_TYPE (SkCheckedRow, sk_checked_row, ADW_TYPE_ENTRY_ROW)

static void
say (SkCheckedRow *self,
     const char   *text)        /* (nullable): all is well */
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  /* Translators: %1$s is what a row is called, %2$s a sentence about what was typed there */
  g_autofree char *whole = text != NULL ? g_strdup_printf ("%1$s: %2$s", title, text) : NULL;

  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                            : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), text);
  if (self->complaint == NULL)
    return;

  gtk_label_set_label (self->complaint, whole != NULL ? whole : "");
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), whole != NULL);
}

static gboolean
on_idle (gpointer user_data)
{
  SkCheckedRow *self = user_data;
  g_autoptr(GError) error = NULL;

  self->idle = 0;
  if (self->set (gtk_editable_get_text (GTK_EDITABLE (self)), self->user_data, &error))
    say (self, NULL);
  else
    say (self, error->message);

  return G_SOURCE_REMOVE;
}

/* To replace text is to take it away and to put other text there: only what is
 * there in the end was meant. */
static void
on_changed (SkCheckedRow *self)
{
  if (self->set != NULL && self->idle == 0)
    self->idle = g_idle_add (on_idle, self);
}

static void
sk_checked_row_dispose (GObject *object)
{
  SkCheckedRow *self = SK_CHECKED_ROW (object);

  self->set = NULL;
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->complaint);
  if (self->destroy != NULL)
    self->destroy (self->user_data);
  self->destroy = NULL;

  G_OBJECT_CLASS (sk_checked_row_parent_class)->dispose (object);
}

static void
sk_checked_row_class_init (SkCheckedRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sk_checked_row_dispose;
}

static void
sk_checked_row_init (SkCheckedRow *self)
{
  g_signal_connect (self, "changed", G_CALLBACK (on_changed), NULL);
}

/**
 * sk_checked_row_new:
 * @title: what is typed there
 * @text: what it is now
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
sk_checked_row_new (const char *title,
                    const char *text)
{
  GtkWidget *self = g_object_new (SK_TYPE_CHECKED_ROW, "title", title, NULL);

  gtk_editable_set_text (GTK_EDITABLE (self), text);

  return self;
}

/**
 * sk_checked_row_set_home:
 * @self: a row
 * @set: takes what was typed, or refuses it
 * @user_data: for @set
 * @destroy: (nullable): for @user_data
 * @complaint: (nullable): where it is said what is wrong
 */
void
sk_checked_row_set_home (SkCheckedRow    *self,
                         SkCheckedRowSet  set,
                         gpointer         user_data,
                         GDestroyNotify   destroy,
                         GtkLabel        *complaint)
{
  g_return_if_fail (self->set == NULL);

  self->set = set;
  self->user_data = user_data;
  self->destroy = destroy;
  self->complaint = complaint != NULL ? g_object_ref (complaint) : NULL;
}
