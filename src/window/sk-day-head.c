/* sk-day-head.c — the name of a day, and how full it is
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-day-head.h"

#include <glib/gi18n.h>

#include "sk-card-words.h"
#include "sk-time-words.h"

struct _SkDayHead
{
  GtkWidget       parent_instance;

  /* Template children, in the order of the .ui file */
  GtkLabel       *weekday;
  GtkLabel       *date;
  GtkProgressBar *load;
  GtkLabel       *hours;
};

G_DEFINE_FINAL_TYPE (SkDayHead, sk_day_head, GTK_TYPE_WIDGET)

static void
sk_day_head_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_DAY_HEAD);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sk_day_head_parent_class)->dispose (object);
}

static void
sk_day_head_class_init (SkDayHeadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sk_day_head_dispose;

  gtk_widget_class_set_css_name (widget_class, "dayhead");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-day-head.ui");
  gtk_widget_class_bind_template_child (widget_class, SkDayHead, weekday);
  gtk_widget_class_bind_template_child (widget_class, SkDayHead, date);
  gtk_widget_class_bind_template_child (widget_class, SkDayHead, load);
  gtk_widget_class_bind_template_child (widget_class, SkDayHead, hours);
}

static void
sk_day_head_init (SkDayHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sk_day_head_new (void)
{
  return g_object_new (SK_TYPE_DAY_HEAD, NULL);
}

static void
set_style (GtkWidget  *widget,
           const char *style,
           gboolean    has_it)
{
  if (has_it)
    gtk_widget_add_css_class (widget, style);
  else
    gtk_widget_remove_css_class (widget, style);
}

static void
set_load (SkDayHead       *self,
          SkBoard         *board,
          const SkWeekDay *day,
          const char      *name)
{
  const SkCapacity *capacity = sk_board_find_capacity (board, day->day);
  gboolean is_over = capacity != NULL && capacity->due > capacity->free;
  double part = day->open > 0 ? (double) day->taken / (double) day->open : 0;
  g_autofree char *shortly = sk_words_dup_load (day->taken, day->open);
  g_autofree char *whole = sk_words_dup_load_long (day->taken, day->open, capacity);
  /* Translators: %1$s is a day, %2$s says how full it is */
  g_autofree char *spoken = g_strdup_printf (_("%1$s: %2$s"), name, whole);

  gtk_progress_bar_set_fraction (self->load, MIN (part, 1));
  set_style (GTK_WIDGET (self->load), "over", is_over);
  set_style (GTK_WIDGET (self->load), "full", part >= 1);
  gtk_label_set_label (self->hours, day->open > 0 ? shortly : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), whole);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
}

/**
 * sk_day_head_set_day:
 * @self: a head
 * @board: what @day belongs to
 * @day: a day
 * @is_today: whether it is today
 */
void
sk_day_head_set_day (SkDayHead       *self,
                     SkBoard         *board,
                     const SkWeekDay *day,
                     gboolean         is_today)
{
  g_autofree char *name = sk_words_dup_when (sk_when_day (day->day), sk_board_get_rules (board));
  g_autofree char *number = NULL;
  GDate date;

  sk_day_to_date (day->day, &date);
  number = g_strdup_printf ("%d", g_date_get_day (&date));
  gtk_label_set_label (self->weekday, sk_words_get_weekday (day->day));
  gtk_label_set_label (self->date, number);
  set_style (GTK_WIDGET (self), "today", is_today);
  set_load (self, board, day, name);
}
