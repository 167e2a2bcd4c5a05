/* sk-hours-editor.c — the hours of each weekday, a line each
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-hours-editor.h"

#include "sk-checked-row.h"
#include "sk-preferences-store.h"

struct _SkHoursEditor
{
  AdwBin               parent_instance;

  GSettings           *store;   /* (nullable) */
  GtkWidget           *rows[SK_N_WEEKDAYS];

  /* Template children, in the order of the .ui file */
  AdwPreferencesGroup *days;
};

G_DEFINE_FINAL_TYPE (SkHoursEditor, sk_hours_editor, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  GSettings *store;
  guint      weekday;
} Day;

static void
day_free (Day *day)
{
  g_object_unref (day->store);
  g_free (day);
}

static gboolean
set_hours (const char  *text,
           gpointer     user_data,
           GError     **error)
{
  const Day *day = user_data;

  return sk_preferences_store_set_hours (day->store, day->weekday, text, error);
}

/* 5 January 1970 was a Monday. */
static char *
dup_weekday (guint weekday)
{
  g_autoptr(GDateTime) day = g_date_time_new_utc (1970, 1, 5 + (int) weekday, 0, 0, 0);

  return g_date_time_format (day, "%A");
}

static void
on_checked (SkHoursEditor *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_day (SkHoursEditor *self,
         guint          weekday)
{
  g_autofree char *title = dup_weekday (weekday);
  g_autofree char *text = sk_preferences_store_dup_hours (self->store, weekday);
  GtkWidget *row = sk_checked_row_new (title, text, NULL);
  Day *day = g_new (Day, 1);

  *day = (Day) { g_object_ref (self->store), weekday };
  sk_checked_row_set_home (SK_CHECKED_ROW (row), set_hours, day, (GDestroyNotify) day_free);
  g_signal_connect_object (row, "checked", G_CALLBACK (on_checked), self, G_CONNECT_SWAPPED);
  self->rows[weekday] = row;
  adw_preferences_group_add (self->days, row);
}

static GtkWidget *
find_refused (SkHoursEditor *self)
{
  for (guint weekday = 0; weekday < SK_N_WEEKDAYS; weekday++)
    if (self->rows[weekday] != NULL &&
        sk_checked_row_is_refused (SK_CHECKED_ROW (self->rows[weekday])))
      return self->rows[weekday];

  return NULL;
}

/* Where something is to be mended. */
static gboolean
sk_hours_editor_grab_focus (GtkWidget *widget)
{
  GtkWidget *row = find_refused (SK_HOURS_EDITOR (widget));

  return row != NULL &&
         gtk_widget_grab_focus (GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (row))));
}

static void
sk_hours_editor_dispose (GObject *object)
{
  g_clear_object (&SK_HOURS_EDITOR (object)->store);
  adw_bin_set_child (ADW_BIN (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_HOURS_EDITOR);

  G_OBJECT_CLASS (sk_hours_editor_parent_class)->dispose (object);
}

static void
sk_hours_editor_class_init (SkHoursEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sk_hours_editor_dispose;
  widget_class->grab_focus = sk_hours_editor_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", SK_TYPE_HOURS_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-hours-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, SkHoursEditor, days);
}

static void
sk_hours_editor_init (SkHoursEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sk_hours_editor_set_store:
 * @self: the hours
 * @store: the preferences they are in
 */
void
sk_hours_editor_set_store (SkHoursEditor *self,
                           GSettings     *store)
{
  g_return_if_fail (self->store == NULL);

  self->store = g_object_ref (store);
  for (guint weekday = 0; weekday < SK_N_WEEKDAYS; weekday++)
    add_day (self, weekday);
}

/**
 * sk_hours_editor_is_ready:
 * @self: the hours
 *
 * Returns: whether all that was typed could be taken
 */
gboolean
sk_hours_editor_is_ready (SkHoursEditor *self)
{
  return find_refused (self) == NULL;
}
