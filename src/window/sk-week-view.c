/* sk-week-view.c — the week: heads that stay, hours that scroll, pages of days
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-week-view.h"

#include <glib/gi18n.h>

#include "sk-day-heads.h"
#include "sk-time-words.h"
#include "sk-week-days.h"
#include "sk-week-grid.h"

#define MOST_DAYS 7

struct _SkWeekView
{
  GtkWidget   parent_instance;

  SkBoard    *board;            /* (nullable) */
  GArray     *days;             /* (element-type SkWeekDay) (nullable) */
  gint64      now;
  gint64      first_day;        /* the day at the beginning; 0: the first there is */
  gboolean    is_narrow;

  /* Template children, in the order of the .ui file */
  GtkWidget  *pager;
  GtkWidget  *back;
  GtkLabel   *range;
  GtkWidget  *forward;
  SkDayHeads *heads;
  SkWeekGrid *grid;
};

G_DEFINE_FINAL_TYPE (SkWeekView, sk_week_view, GTK_TYPE_WIDGET)

/* --- pages --- */

/* Pages of about the same length, none longer than a week. */
static guint
get_page_length (SkWeekView *self)
{
  guint n_pages = (self->days->len + MOST_DAYS - 1) / MOST_DAYS;

  if (self->is_narrow || n_pages == 0)
    return MIN (self->days->len, 1);

  return (self->days->len + n_pages - 1) / n_pages;
}

static guint
find_page_with (SkWeekView *self,
                gint64      day)
{
  guint length = get_page_length (self);

  for (guint i = 0; i < self->days->len; i++)
    if (g_array_index (self->days, SkWeekDay, i).day >= day)
      return i / MAX (length, 1) * length;

  return self->days->len > 0 ? (self->days->len - 1) / MAX (length, 1) * length : 0;
}

static char *
dup_range (SkWeekView *self,
           guint       first,
           guint       n)
{
  SkRules *rules = sk_board_get_rules (self->board);
  gint64 from = g_array_index (self->days, SkWeekDay, first).day;
  gint64 to = g_array_index (self->days, SkWeekDay, first + n - 1).day;
  g_autofree char *start = sk_words_dup_when (sk_when_day (from), rules);
  g_autofree char *end = sk_words_dup_when (sk_when_day (to), rules);

  if (n == 1)
    return g_steal_pointer (&start);

  /* Translators: days from %1$s to %2$s, e.g. "Mon 23 Nov – Fri 27 Nov" */
  return g_strdup_printf (_("%1$s – %2$s"), start, end);
}

static void
render (SkWeekView *self)
{
  guint length = get_page_length (self);
  guint first = find_page_with (self, self->first_day);
  guint n = MIN (length, self->days->len - first);
  g_autofree char *range = n > 0 ? dup_range (self, first, n) : NULL;

  gtk_widget_set_visible (self->pager, self->days->len > length);
  gtk_label_set_label (self->range, range != NULL ? range : "");
  gtk_widget_set_sensitive (self->back, first > 0);
  gtk_widget_set_sensitive (self->forward, first + n < self->days->len);
  sk_day_heads_set_board (self->heads, self->board, self->days, first, n, self->now);
  sk_week_grid_set_board (self->grid, self->board, self->days, first, n);
}

/* --- the widget --- */

/* What is as high as its letters has to be measured again. */
static void
sk_week_view_system_setting_changed (GtkWidget        *widget,
                                     GtkSystemSetting  setting)
{
  SkWeekView *self = SK_WEEK_VIEW (widget);

  GTK_WIDGET_CLASS (sk_week_view_parent_class)->system_setting_changed (widget, setting);
  if (self->board != NULL)
    render (self);
}

static void
sk_week_view_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_WEEK_VIEW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sk_week_view_parent_class)->dispose (object);
}

static void
sk_week_view_finalize (GObject *object)
{
  SkWeekView *self = SK_WEEK_VIEW (object);

  g_clear_pointer (&self->board, sk_board_unref);
  g_clear_pointer (&self->days, g_array_unref);

  G_OBJECT_CLASS (sk_week_view_parent_class)->finalize (object);
}

static void
sk_week_view_class_init (SkWeekViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sk_week_view_dispose;
  object_class->finalize = sk_week_view_finalize;
  widget_class->system_setting_changed = sk_week_view_system_setting_changed;

  g_type_ensure (SK_TYPE_DAY_HEADS);
  g_type_ensure (SK_TYPE_WEEK_GRID);
  gtk_widget_class_set_css_name (widget_class, "weekview");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-week-view.ui");
  gtk_widget_class_bind_template_child (widget_class, SkWeekView, pager);
  gtk_widget_class_bind_template_child (widget_class, SkWeekView, back);
  gtk_widget_class_bind_template_child (widget_class, SkWeekView, range);
  gtk_widget_class_bind_template_child (widget_class, SkWeekView, forward);
  gtk_widget_class_bind_template_child (widget_class, SkWeekView, heads);
  gtk_widget_class_bind_template_child (widget_class, SkWeekView, grid);
}

static void
sk_week_view_init (SkWeekView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sk_week_view_set_board:
 * @self: a view
 * @board: what to draw
 */
void
sk_week_view_set_board (SkWeekView *self,
                        SkBoard    *board)
{
  if (self->board == board)
    return;

  g_clear_pointer (&self->board, sk_board_unref);
  g_clear_pointer (&self->days, g_array_unref);
  self->board = sk_board_ref (board);
  self->days = sk_week_days_new (board);
  render (self);
}

/**
 * sk_week_view_set_now:
 * @self: a view
 * @now: Unix seconds
 */
void
sk_week_view_set_now (SkWeekView *self,
                      gint64      now)
{
  gboolean is_another_day = self->board != NULL &&
    sk_week_get_day (self->board, now) != sk_week_get_day (self->board, self->now);

  self->now = now;
  if (is_another_day)
    render (self);
  sk_week_grid_set_now (self->grid, now);
}

/**
 * sk_week_view_set_narrow:
 * @self: a view
 * @is_narrow: whether there is room for one day only
 */
void
sk_week_view_set_narrow (SkWeekView *self,
                         gboolean    is_narrow)
{
  if (self->is_narrow == is_narrow)
    return;

  self->is_narrow = is_narrow;
  if (self->board != NULL)
    render (self);
}

/**
 * sk_week_view_turn:
 * @self: a view
 * @pages: how many pages to turn; negative: back
 */
void
sk_week_view_turn (SkWeekView *self,
                   int         pages)
{
  if (self->board == NULL || self->days->len == 0)
    return;

  int first = (int) find_page_with (self, self->first_day);
  int to = first + pages * (int) get_page_length (self);

  to = CLAMP (to, 0, (int) self->days->len - 1);
  self->first_day = g_array_index (self->days, SkWeekDay, to).day;
  render (self);
}

void
sk_week_view_select (SkWeekView *self,
                     const char *task)
{
  sk_week_grid_select (self->grid, task);
}

/**
 * sk_week_view_reveal:
 * @self: a view
 * @task: the id of a task
 *
 * Turns to the page it is on.
 */
void
sk_week_view_reveal (SkWeekView *self,
                     const char *task)
{
  const SkCard *card = self->board != NULL ? sk_board_find_card (self->board, task) : NULL;
  SkSpan span = card != NULL ? sk_week_get_drawn (card) : (SkSpan) { 0, 0 };

  if (sk_span_is_empty (span) || sk_week_grid_find (self->grid, task) != NULL)
    return;

  self->first_day = sk_week_get_day (self->board, span.start);
  render (self);
}

/**
 * sk_week_view_find:
 * @self: a view
 * @task: the id of a task
 *
 * Returns: (transfer none) (nullable): its card, if it is on the page shown
 */
GtkWidget *
sk_week_view_find (SkWeekView *self,
                   const char *task)
{
  return sk_week_grid_find (self->grid, task);
}

/**
 * sk_week_view_set_places:
 * @self: a view
 * @task: the id of a task whose card was lifted
 * @tries: (element-type SkTry): where it may go, and where not
 */
void
sk_week_view_set_places (SkWeekView   *self,
                         const char   *task,
                         const GArray *tries)
{
  sk_week_grid_set_places (self->grid, task, tries);
}
