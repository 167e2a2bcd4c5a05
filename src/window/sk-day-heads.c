/* sk-day-heads.c — the heads of the days, in line with what is below them
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-day-heads.h"

#include "sk-day-head.h"
#include "sk-week-days.h"
#include "sk-week-layout.h"

struct _SkDayHeads
{
  GtkWidget  parent_instance;

  GPtrArray *heads;             /* (element-type SkDayHead) */
};

G_DEFINE_FINAL_TYPE (SkDayHeads, sk_day_heads, GTK_TYPE_WIDGET)

static void
sk_day_heads_dispose (GObject *object)
{
  SkDayHeads *self = SK_DAY_HEADS (object);

  for (guint i = 0; i < self->heads->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->heads, i));
  g_ptr_array_set_size (self->heads, 0);

  G_OBJECT_CLASS (sk_day_heads_parent_class)->dispose (object);
}

static void
sk_day_heads_finalize (GObject *object)
{
  g_ptr_array_unref (SK_DAY_HEADS (object)->heads);

  G_OBJECT_CLASS (sk_day_heads_parent_class)->finalize (object);
}

static void
sk_day_heads_class_init (SkDayHeadsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sk_day_heads_dispose;
  object_class->finalize = sk_day_heads_finalize;

  gtk_widget_class_set_css_name (widget_class, "dayheads");
  gtk_widget_class_set_layout_manager_type (widget_class, SK_TYPE_WEEK_LAYOUT);
}

static void
sk_day_heads_init (SkDayHeads *self)
{
  self->heads = g_ptr_array_new ();
}

/* As wide as the hours below. */
static int
get_gutter (GtkWidget *widget)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, "00:00");
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);

  return width + 12;
}

static void
set_n_heads (SkDayHeads *self,
             guint       n)
{
  for (; self->heads->len > n; g_ptr_array_set_size (self->heads, self->heads->len - 1))
    gtk_widget_unparent (g_ptr_array_index (self->heads, self->heads->len - 1));
  while (self->heads->len < n)
    {
      GtkWidget *head = sk_day_head_new ();

      gtk_widget_set_parent (head, GTK_WIDGET (self));
      g_ptr_array_add (self->heads, head);
    }
}

/**
 * sk_day_heads_set_board:
 * @self: heads
 * @board: what the days belong to
 * @days: (element-type SkWeekDay): all days of @board
 * @first: the first of @days to show
 * @n: how many to show
 * @now: Unix seconds
 */
void
sk_day_heads_set_board (SkDayHeads *self,
                        SkBoard    *board,
                        GArray     *days,
                        guint       first,
                        guint       n,
                        gint64      now)
{
  SkWeekLayout *layout = SK_WEEK_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));
  gint64 today = sk_week_get_day (board, now);

  set_n_heads (self, n);
  sk_week_layout_set_days (layout, (int) MAX (n, 1), 0, 24 * 60);
  sk_week_layout_set_hours (layout, get_gutter (GTK_WIDGET (self)), 0);
  for (guint i = 0; i < n; i++)
    {
      const SkWeekDay *day = &g_array_index (days, SkWeekDay, first + i);
      GtkWidget *head = g_ptr_array_index (self->heads, i);

      sk_day_head_set_day (SK_DAY_HEAD (head), board, day, day->day == today);
      sk_week_layout_place (layout, head, SK_WEEK_HEAD, &(SkWeekSlot) { .column = (int) i });
    }
}
