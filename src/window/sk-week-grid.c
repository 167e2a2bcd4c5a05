/* sk-week-grid.c — the days with what is on them
 *
 * Every thing drawn is a widget, also a line or a shade, so that all colours
 * are the style sheet's.  Cards are kept per task: what only moves keeps its
 * focus, and is seen to move.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-week-grid.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "sk-card-words.h"
#include "sk-slot-card.h"
#include "sk-time-words.h"
#include "sk-week-days.h"
#include "sk-week-layout.h"

#define SETTLE_MILLISECONDS 200
#define LEAST_HOUR_LINES 2.6    /* lines of text an hour has room for at least */
#define MOST_HOUR_LINES 9.0
#define CARD_LINES 1.35         /* what the shortest card needs */

struct _SkWeekGrid
{
  GtkWidget     parent_instance;

  SkBoard      *board;          /* (nullable) */
  GArray       *days;           /* (element-type SkWeekDay) (nullable): those shown */
  GPtrArray    *decor;          /* (element-type GtkWidget): made anew with each board */
  GPtrArray    *events;         /* (element-type GtkWidget) */
  GHashTable   *cards;          /* (element-type utf8 GtkWidget) */
  GPtrArray    *workspaces;     /* (element-type utf8): their order is their colour */
  GtkWidget    *ghost;          /* of the card that is looked at */
  GtkWidget    *link;
  GtkWidget    *now_line;
  AdwAnimation *settling;
  char         *selected;       /* (nullable): a task */
  gint64        now;
  int           first_minute;   /* at the upper edge */
  int           last_minute;    /* at the lower edge */
};

G_DEFINE_FINAL_TYPE (SkWeekGrid, sk_week_grid, GTK_TYPE_WIDGET)

static SkWeekLayout *
get_layout (SkWeekGrid *self)
{
  return SK_WEEK_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self)));
}

/* --- decoration --- */

static GtkWidget *
new_decor (const char *style)
{
  GtkWidget *widget = g_object_new (ADW_TYPE_BIN,
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                    "can-target", FALSE,
                                    "can-focus", FALSE,
                                    NULL);

  gtk_widget_add_css_class (widget, style);

  return widget;
}

/* Below everything that is there already. */
static GtkWidget *
add_decor (SkWeekGrid       *self,
           GtkWidget        *widget,
           SkWeekPart        part,
           const SkWeekSlot *slot)
{
  gtk_widget_insert_after (widget, GTK_WIDGET (self), NULL);
  g_ptr_array_add (self->decor, widget);
  sk_week_layout_place (get_layout (self), widget, part, slot);

  return widget;
}

static void
clear_decor (SkWeekGrid *self)
{
  for (guint i = 0; i < self->decor->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->decor, i));
  g_ptr_array_set_size (self->decor, 0);
}

static void
add_hour (SkWeekGrid *self,
          int         minute)
{
  g_autofree char *text = g_strdup_printf ("%02d:%02d", minute / 60, minute % 60);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                   "label", text,
                                   "xalign", 1.0,
                                   NULL);

  gtk_widget_add_css_class (label, "hour");
  gtk_widget_add_css_class (label, "numeric");
  add_decor (self, label, SK_WEEK_HOUR, &(SkWeekSlot) { .start = minute });
}

static void
add_lines (SkWeekGrid *self)
{
  for (int minute = self->first_minute + 30; minute < self->last_minute; minute += 30)
    {
      gboolean is_hour = minute % 60 == 0;

      add_decor (self, new_decor (is_hour ? "hour-line" : "half-line"), SK_WEEK_LINE,
                 &(SkWeekSlot) { .start = minute });
      if (is_hour)
        add_hour (self, minute);
    }
}

/* What is not open between @from and @to. */
static void
add_shade (SkWeekGrid *self,
           int         column,
           int         from,
           int         to,
           gboolean    is_break)
{
  if (from < to)
    add_decor (self, new_decor (is_break ? "break" : "closed"), SK_WEEK_SHADE,
               &(SkWeekSlot) { .column = column, .start = from, .end = to });
}

static void
add_shades (SkWeekGrid *self,
            int         column)
{
  const SkWeekDay *day = &g_array_index (self->days, SkWeekDay, column);
  int until = self->first_minute;
  gboolean is_begun = FALSE;

  for (guint i = 0; i < sk_board_get_n_open (self->board); i++)
    {
      SkSpan open = sk_week_get_minutes (self->board, day->day, sk_board_get_open (self->board, i));

      if (sk_span_is_empty (open))
        continue;
      add_shade (self, column, until, (int) open.start, is_begun);
      until = (int) open.end;
      is_begun = TRUE;
    }
  add_shade (self, column, until, self->last_minute, FALSE);
}

/* --- what is on the days --- */

typedef struct
{
  const SkCard  *card;          /* or else */
  const SkMeeting *event;
} Item;

static void
add_item (SkWeekGrid    *self,
          GArray        *items,
          GArray        *slots,
          Item           item,
          SkSpan         span)
{
  for (guint column = 0; column < self->days->len && !sk_span_is_empty (span); column++)
    {
      gint64 day = g_array_index (self->days, SkWeekDay, column).day;
      SkSpan minutes = sk_week_get_minutes (self->board, day, span);
      SkWeekSlot slot = { (int) column, (int) minutes.start, (int) minutes.end };

      if (sk_span_is_empty (minutes))
        continue;
      g_array_append_val (items, item);
      g_array_append_val (slots, slot);
    }
}

static void
list_items (SkWeekGrid *self,
            GArray     *items,
            GArray     *slots)
{
  for (guint i = 0; i < sk_board_get_n_events (self->board); i++)
    {
      const SkMeeting *event = sk_board_get_event (self->board, i);

      add_item (self, items, slots, (Item) { NULL, event }, event->span);
    }
  for (guint i = 0; i < sk_board_get_n_cards (self->board); i++)
    {
      const SkCard *card = sk_board_get_card (self->board, i);

      add_item (self, items, slots, (Item) { card, NULL }, sk_week_get_drawn (card));
    }
}

static guint
get_colour (SkWeekGrid *self,
            const char *workspace)
{
  guint i;

  if (workspace == NULL)
    return 0;
  if (!g_ptr_array_find_with_equal_func (self->workspaces, workspace, g_str_equal, &i))
    {
      i = self->workspaces->len;
      g_ptr_array_add (self->workspaces, g_strdup (workspace));
    }

  return i;
}

static void look_at (SkWeekGrid *self,
                     const char *task);

static void
on_enter (GtkEventController *controller,
          double              x,
          double              y,
          SkWeekGrid         *self)
{
  GtkWidget *card = gtk_event_controller_get_widget (controller);

  look_at (self, sk_slot_card_get_task (SK_SLOT_CARD (card)));
}

static void
on_leave (GtkEventController *controller,
          SkWeekGrid         *self)
{
  look_at (self, self->selected);
}

static GtkWidget *
new_card (SkWeekGrid *self)
{
  GtkWidget *card = sk_slot_card_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_object (motion, "enter", G_CALLBACK (on_enter), self, 0);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave), self, 0);
  gtk_widget_add_controller (card, motion);
  gtk_widget_insert_before (card, GTK_WIDGET (self), self->ghost);

  return card;
}

/* A task that goes on over midnight has two cards. */
static char *
make_key (const char *task,
          gboolean    is_rest)
{
  return g_strconcat (task, is_rest ? "/rest" : "/", NULL);
}

static void
show_card (SkWeekGrid       *self,
           GHashTable       *unused,
           const SkCard     *card,
           const SkWeekSlot *slot)
{
  g_autofree char *key = make_key (card->task, slot->start == 0);
  gpointer old_key;
  gpointer widget;

  if (g_hash_table_steal_extended (unused, key, &old_key, &widget))
    g_free (old_key);
  else
    widget = new_card (self);

  sk_slot_card_set_card (widget, self->board, card, get_colour (self, card->workspace));
  sk_week_layout_place (get_layout (self), widget, SK_WEEK_SLOT, slot);
  g_hash_table_insert (self->cards, g_steal_pointer (&key), widget);
}

static void
show_event (SkWeekGrid       *self,
            guint             n,
            const SkMeeting    *event,
            const SkWeekSlot *slot)
{
  if (n == self->events->len)
    g_ptr_array_add (self->events, new_card (self));

  GtkWidget *card = g_ptr_array_index (self->events, n);

  sk_slot_card_set_event (SK_SLOT_CARD (card), self->board, event);
  sk_week_layout_place (get_layout (self), card, SK_WEEK_SLOT, slot);
}

static void
show_items (SkWeekGrid *self,
            GArray     *items,
            GArray     *slots)
{
  g_autoptr(GHashTable) unused = self->cards;
  GHashTableIter iter;
  gpointer widget;
  guint n_events = 0;

  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < items->len; i++)
    {
      const Item *item = &g_array_index (items, Item, i);
      const SkWeekSlot *slot = &g_array_index (slots, SkWeekSlot, i);

      if (item->card != NULL)
        show_card (self, unused, item->card, slot);
      else
        show_event (self, n_events++, item->event, slot);
    }

  g_hash_table_iter_init (&iter, unused);
  while (g_hash_table_iter_next (&iter, NULL, &widget))
    gtk_widget_unparent (widget);
  for (; self->events->len > n_events; g_ptr_array_set_size (self->events, self->events->len - 1))
    gtk_widget_unparent (g_ptr_array_index (self->events, self->events->len - 1));
}

/* --- where it was --- */

static gboolean
find_slot (SkWeekGrid *self,
           SkSpan      span,
           SkWeekSlot *slot)
{
  for (guint column = 0; column < self->days->len && !sk_span_is_empty (span); column++)
    {
      gint64 day = g_array_index (self->days, SkWeekDay, column).day;
      SkSpan minutes = sk_week_get_minutes (self->board, day, span);

      *slot = (SkWeekSlot) { (int) column, (int) minutes.start, (int) minutes.end, 0, 1 };
      if (!sk_span_is_empty (minutes))
        return TRUE;
    }

  return FALSE;
}

/* A place that is given up; empty for what stays, and for what has passed. */
static SkSpan
get_left (const SkCard *card)
{
  if (card->is_off || (card->change != SK_CHANGE_MOVED && card->change != SK_CHANGE_REMOVED &&
                       card->change != SK_CHANGE_MISSED))
    return (SkSpan) { 0, 0 };

  return sk_card_get_before (card);
}

static GtkWidget *
new_ghost (const char *title)   /* (nullable) */
{
  GtkWidget *ghost = new_decor ("ghost");
  GtkWidget *text = gtk_inscription_new (title);

  g_object_set (text,
                "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                "min-chars", 0, "min-lines", 0, "yalign", 0.0,
                "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END,
                NULL);
  gtk_widget_set_overflow (ghost, GTK_OVERFLOW_HIDDEN);
  adw_bin_set_child (ADW_BIN (ghost), text);

  return ghost;
}

static void
add_ghosts (SkWeekGrid *self)
{
  for (guint i = 0; i < sk_board_get_n_cards (self->board); i++)
    {
      const SkCard *card = sk_board_get_card (self->board, i);
      SkWeekSlot slot;

      if (find_slot (self, get_left (card), &slot))
        add_decor (self, new_ghost (sk_words_get_card_title (card)), SK_WEEK_SLOT, &slot);
    }
}

/* Which two sides of the elbow are drawn; the style sheet mirrors them. */
static void
shape_link (GtkWidget        *link,
            const SkWeekSlot *from,
            const SkWeekSlot *to)
{
  int middle = (from->start + from->end) / 2;
  const char *classes[] = {
    "link",
    to->column > from->column ? "toward-end" : to->column < from->column ? "toward-start"
                                                                         : "upright",
    to->start > middle ? "down" : to->end < middle ? "up" : "level",
    NULL,
  };

  gtk_widget_set_css_classes (link, classes);
}

/* Shows where the task was, above everything, and the way from there. */
static void
look_at (SkWeekGrid *self,
         const char *task)      /* (nullable) */
{
  const SkCard *card = self->board != NULL ? sk_board_find_card (self->board, task) : NULL;
  GtkWidget *widget = task != NULL ? sk_week_grid_find (self, task) : NULL;
  SkWeekSlot from = { 0 };
  SkWeekSlot to = widget != NULL ? *sk_week_layout_get_slot (get_layout (self), widget)
                                 : (SkWeekSlot) { 0 };
  gboolean is_moved = card != NULL && find_slot (self, get_left (card), &from);

  gtk_widget_set_visible (self->ghost, is_moved);
  gtk_widget_set_visible (self->link, is_moved && widget != NULL);
  if (!is_moved)
    return;

  gtk_inscription_set_text (GTK_INSCRIPTION (adw_bin_get_child (ADW_BIN (self->ghost))),
                            sk_words_get_card_title (card));
  sk_week_layout_place (get_layout (self), self->ghost, SK_WEEK_SLOT, &from);
  if (widget != NULL)
    {
      shape_link (self->link, &from, &to);
      sk_week_layout_link (get_layout (self), self->link, &from, &to);
    }
}

/* --- focus --- */

static int
compare_cards (gconstpointer a,
               gconstpointer b)
{
  GtkWidget *one = *(GtkWidget *const *) a;
  GtkWidget *other = *(GtkWidget *const *) b;
  SkSpan x = sk_slot_card_get_span (SK_SLOT_CARD (one));
  SkSpan y = sk_slot_card_get_span (SK_SLOT_CARD (other));

  if (x.start != y.start)
    return x.start < y.start ? -1 : 1;

  return x.end < y.end ? -1 : x.end > y.end;
}

/* Everything that can be walked to, in order of time. */
static GPtrArray *
list_cards (SkWeekGrid *self)
{
  GPtrArray *cards = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer widget;

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &widget))
    g_ptr_array_add (cards, widget);
  for (guint i = 0; i < self->events->len; i++)
    g_ptr_array_add (cards, g_ptr_array_index (self->events, i));
  g_ptr_array_sort (cards, compare_cards);

  return cards;
}

static int
get_distance (const SkWeekSlot *one,
              const SkWeekSlot *other)
{
  return ABS ((one->start + one->end) - (other->start + other->end)) +
         ABS (one->lane - other->lane);
}

/* The one beside @card at about the same time, in the nearest column that way. */
static GtkWidget *
find_beside (SkWeekGrid *self,
             GPtrArray  *cards,
             GtkWidget  *card,
             int         step)
{
  const SkWeekSlot *own = sk_week_layout_get_slot (get_layout (self), card);
  GtkWidget *best = NULL;
  const SkWeekSlot *its = NULL;

  for (guint i = 0; i < cards->len; i++)
    {
      GtkWidget *other = g_ptr_array_index (cards, i);
      const SkWeekSlot *slot = sk_week_layout_get_slot (get_layout (self), other);
      int ahead = (slot->column - own->column) * step;

      if (ahead <= 0)
        continue;
      if (best == NULL || ahead < (its->column - own->column) * step ||
          (slot->column == its->column && get_distance (slot, own) < get_distance (its, own)))
        {
          best = other;
          its = slot;
        }
    }

  return best;
}

static GtkWidget *
find_first_task (SkWeekGrid *self,
                 GPtrArray  *cards)
{
  GtkWidget *selected = self->selected != NULL ? sk_week_grid_find (self, self->selected) : NULL;

  if (selected != NULL)
    return selected;

  for (guint i = 0; i < cards->len; i++)
    if (sk_slot_card_get_task (g_ptr_array_index (cards, i)) != NULL)
      return g_ptr_array_index (cards, i);

  return cards->len > 0 ? g_ptr_array_index (cards, 0) : NULL;
}

/* One stop for Tab; inside, the arrows walk in time and between days. */
static gboolean
sk_week_grid_focus (GtkWidget        *widget,
                    GtkDirectionType  direction)
{
  SkWeekGrid *self = SK_WEEK_GRID (widget);
  g_autoptr(GPtrArray) cards = list_cards (self);
  GtkWidget *current = gtk_widget_get_focus_child (widget);
  int step = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL ? -1 : 1;
  GtkWidget *next = NULL;
  guint i = 0;

  if (current == NULL)
    next = find_first_task (self, cards);
  else if (direction == GTK_DIR_LEFT || direction == GTK_DIR_RIGHT)
    next = find_beside (self, cards, current, direction == GTK_DIR_RIGHT ? step : -step);
  else if (g_ptr_array_find (cards, current, &i) && direction == GTK_DIR_DOWN)
    next = i + 1 < cards->len ? g_ptr_array_index (cards, i + 1) : NULL;
  else if (direction == GTK_DIR_UP)
    next = i > 0 ? g_ptr_array_index (cards, i - 1) : NULL;

  return next != NULL && gtk_widget_grab_focus (next);
}

static gboolean
sk_week_grid_grab_focus (GtkWidget *widget)
{
  SkWeekGrid *self = SK_WEEK_GRID (widget);
  g_autoptr(GPtrArray) cards = list_cards (self);
  GtkWidget *first = find_first_task (self, cards);

  return first != NULL && gtk_widget_grab_focus (first);
}

/* --- how high an hour is --- */

static int
get_shortest (GArray *slots)
{
  int shortest = 60;

  for (guint i = 0; i < slots->len; i++)
    {
      const SkWeekSlot *slot = &g_array_index (slots, SkWeekSlot, i);

      shortest = MIN (shortest, MAX (slot->end - slot->start, 5));
    }

  return shortest;
}

/* High enough that the shortest slot has room for a line of text. */
static void
fit_hours (SkWeekGrid *self,
           GArray     *slots)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "00:00");
  double lines = CLAMP (CARD_LINES * 60 / get_shortest (slots), LEAST_HOUR_LINES, MOST_HOUR_LINES);
  int width;
  int height;

  pango_layout_get_pixel_size (layout, &width, &height);
  sk_week_layout_set_hours (get_layout (self), width + 12, (int) (lines * height));
}

static void
find_hours (SkWeekGrid *self)
{
  int first = 24 * 60;
  int last = 0;

  for (guint i = 0; i < self->days->len; i++)
    {
      first = MIN (first, g_array_index (self->days, SkWeekDay, i).first_minute);
      last = MAX (last, g_array_index (self->days, SkWeekDay, i).last_minute);
    }
  if (first >= last)
    {
      first = 9 * 60;
      last = 17 * 60;
    }

  /* whole hours, and half an hour of air */
  self->first_minute = MAX (first / 60 * 60 - 30, 0);
  self->last_minute = MIN ((last + 59) / 60 * 60 + 30, 24 * 60);
}

/* --- all of it --- */

static void
show_now (SkWeekGrid *self)
{
  SkWeekSlot slot;
  gboolean is_here = self->board != NULL && self->days != NULL &&
                     find_slot (self, (SkSpan) { self->now, self->now + 1 }, &slot) &&
                     slot.start > self->first_minute && slot.start < self->last_minute;
  GHashTableIter iter;
  gpointer widget;

  gtk_widget_set_visible (self->now_line, is_here);
  if (is_here)
    sk_week_layout_place (get_layout (self), self->now_line, SK_WEEK_NOW, &slot);

  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &widget))
    sk_slot_card_set_now (widget, self->now);
}

static void
render (SkWeekGrid *self)
{
  g_autoptr(GArray) items = g_array_new (FALSE, FALSE, sizeof (Item));
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (SkWeekSlot));

  list_items (self, items, slots);
  sk_week_assign_lanes ((SkWeekSlot *) slots->data, slots->len);
  find_hours (self);
  sk_week_layout_set_days (get_layout (self), (int) MAX (self->days->len, 1), self->first_minute,
                           self->last_minute);
  fit_hours (self, slots);

  clear_decor (self);
  add_ghosts (self);
  add_lines (self);
  for (guint i = 0; i < self->days->len; i++)
    {
      add_decor (self, new_decor ("day-edge"), SK_WEEK_EDGE, &(SkWeekSlot) { .column = (int) i });
      add_shades (self, (int) i);
    }
  show_items (self, items, slots);
  show_now (self);
  sk_week_grid_select (self, self->selected);
}

static void
on_settle (double   value,
           gpointer user_data)
{
  sk_week_layout_set_settled (get_layout (user_data), value);
}

static void
sk_week_grid_dispose (GObject *object)
{
  SkWeekGrid *self = SK_WEEK_GRID (object);
  GtkWidget *child;

  g_clear_object (&self->settling);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sk_week_grid_parent_class)->dispose (object);
}

static void
sk_week_grid_finalize (GObject *object)
{
  SkWeekGrid *self = SK_WEEK_GRID (object);

  g_clear_pointer (&self->board, sk_board_unref);
  g_clear_pointer (&self->days, g_array_unref);
  g_clear_pointer (&self->decor, g_ptr_array_unref);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_clear_pointer (&self->workspaces, g_ptr_array_unref);
  g_clear_pointer (&self->selected, g_free);

  G_OBJECT_CLASS (sk_week_grid_parent_class)->finalize (object);
}

static void
sk_week_grid_class_init (SkWeekGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sk_week_grid_dispose;
  object_class->finalize = sk_week_grid_finalize;
  widget_class->focus = sk_week_grid_focus;
  widget_class->grab_focus = sk_week_grid_grab_focus;

  gtk_widget_class_set_css_name (widget_class, "weekgrid");
  gtk_widget_class_set_layout_manager_type (widget_class, SK_TYPE_WEEK_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
sk_week_grid_init (SkWeekGrid *self)
{
  self->decor = g_ptr_array_new ();
  self->events = g_ptr_array_new ();
  self->workspaces = g_ptr_array_new_with_free_func (g_free);
  self->cards = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->link = new_decor ("link");
  self->ghost = new_ghost (NULL);
  self->now_line = new_decor ("now");
  gtk_widget_add_css_class (self->ghost, "active");
  gtk_widget_set_visible (self->link, FALSE);
  gtk_widget_set_visible (self->ghost, FALSE);
  gtk_widget_set_visible (self->now_line, FALSE);
  gtk_widget_set_parent (self->ghost, GTK_WIDGET (self));
  gtk_widget_set_parent (self->link, GTK_WIDGET (self));
  gtk_widget_set_parent (self->now_line, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Week"),
                                  -1);
  self->settling = adw_timed_animation_new (
    GTK_WIDGET (self), 0, 1, SETTLE_MILLISECONDS,
    adw_callback_animation_target_new (on_settle, self, NULL));
}

/**
 * sk_week_grid_set_board:
 * @self: a grid
 * @board: what to draw
 * @days: (element-type SkWeekDay): all days of @board
 * @first: the first of @days to show
 * @n: how many to show
 */
void
sk_week_grid_set_board (SkWeekGrid *self,
                        SkBoard    *board,
                        GArray     *days,
                        guint       first,
                        guint       n)
{
  gboolean is_same = self->days != NULL && self->days->len == n && n > 0 && first < days->len &&
                     g_array_index (self->days, SkWeekDay, 0).day ==
                     g_array_index (days, SkWeekDay, first).day;
  SkBoard *old = self->board;

  self->board = sk_board_ref (board);
  g_clear_pointer (&old, sk_board_unref);
  g_clear_pointer (&self->days, g_array_unref);
  self->days = g_array_new (FALSE, FALSE, sizeof (SkWeekDay));
  if (n > 0)
    g_array_append_vals (self->days, &g_array_index (days, SkWeekDay, first), n);
  render (self);

  /* other days are another page: nothing travels there */
  if (is_same)
    adw_animation_play (self->settling);
  else
    adw_animation_skip (self->settling);
}

/**
 * sk_week_grid_set_now:
 * @self: a grid
 * @now: Unix seconds
 */
void
sk_week_grid_set_now (SkWeekGrid *self,
                      gint64      now)
{
  self->now = now;
  show_now (self);
}

/**
 * sk_week_grid_find:
 * @self: a grid
 * @task: the id of a task
 *
 * Returns: (transfer none) (nullable): its card, if it is among the days shown
 */
GtkWidget *
sk_week_grid_find (SkWeekGrid *self,
                   const char *task)
{
  g_autofree char *key = make_key (task, FALSE);

  return g_hash_table_lookup (self->cards, key);
}

/**
 * sk_week_grid_select:
 * @self: a grid
 * @task: (nullable): the id of a task
 */
void
sk_week_grid_select (SkWeekGrid *self,
                     const char *task)
{
  g_autofree char *selected = g_strdup (task);
  GHashTableIter iter;
  gpointer widget;

  g_free (self->selected);
  self->selected = g_steal_pointer (&selected);
  g_hash_table_iter_init (&iter, self->cards);
  while (g_hash_table_iter_next (&iter, NULL, &widget))
    if (g_strcmp0 (sk_slot_card_get_task (widget), self->selected) == 0)
      gtk_widget_add_css_class (widget, "selected");
    else
      gtk_widget_remove_css_class (widget, "selected");

  look_at (self, self->selected);
}
