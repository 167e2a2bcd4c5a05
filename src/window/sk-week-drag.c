/* sk-week-drag.c — a card lifted, and put somewhere else
 *
 * Where it may go is asked of the service once it is lifted; until that is
 * known it can be carried, but not put down.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-week-drag.h"

#include <adwaita.h>

#include "sk-card-words.h"
#include "sk-slot-card.h"
#include "sk-try.h"
#include "sk-week-layout.h"

#define LIFT_PIXELS 8           /* less is a click by an unsteady hand */

struct _SkWeekDrag
{
  GObject     parent_instance;

  SkWeekGrid *grid;             /* it owns us */
  GtkWidget  *card;             /* (nullable): the one that is carried */
  char       *task;             /* (nullable): what it shows */
  GArray     *tries;            /* (element-type SkTry) (nullable): not known yet */
  GPtrArray  *lights;           /* (element-type GtkWidget): where it may go */
  GtkWidget  *target;           /* where it would go now, or why not */
  SkSpan      place;            /* where that is; empty: nowhere */
  double      x;                /* how far it has been carried */
  double      y;
};

G_DEFINE_FINAL_TYPE (SkWeekDrag, sk_week_drag, G_TYPE_OBJECT)

static SkWeekLayout *
get_layout (SkWeekDrag *self)
{
  return SK_WEEK_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self->grid)));
}

static GtkWidget *
new_light (SkWeekDrag *self,
           const char *style)
{
  GtkWidget *light = g_object_new (ADW_TYPE_BIN, "can-target", FALSE, NULL);

  gtk_widget_add_css_class (light, style);
  gtk_widget_set_parent (light, GTK_WIDGET (self->grid));

  return light;
}

/* --- where it may go --- */

/* What overlaps is one light: places differ by a slot. */
static void
add_lights (SkWeekDrag *self)
{
  SkSpan stretch = { 0, 0 };

  for (guint i = 0; i <= self->tries->len; i++)
    {
      const SkTry *try = i < self->tries->len ? &g_array_index (self->tries, SkTry, i) : NULL;
      SkWeekSlot slot;

      if (try != NULL && !try->is_possible)
        continue;
      if (try != NULL && try->span.start <= stretch.end && !sk_span_is_empty (stretch))
        {
          stretch.end = MAX (stretch.end, try->span.end);
          continue;
        }
      if (!sk_span_is_empty (stretch) && sk_week_grid_find_slot (self->grid, stretch, &slot))
        {
          GtkWidget *light = new_light (self, "possible");

          g_ptr_array_add (self->lights, light);
          sk_week_layout_place (get_layout (self), light, SK_WEEK_SHADE, &slot);
        }
      if (try != NULL)
        stretch = try->span;
    }
}

static double
get_distance (SkWeekDrag  *self,
              const SkTry *try)
{
  SkWeekSlot slot;
  GdkRectangle area;
  double x;
  double y;

  if (!sk_week_grid_find_slot (self->grid, try->span, &slot))
    return G_MAXDOUBLE;

  area = sk_week_layout_get_area (get_layout (self), &slot);
  sk_week_layout_get_carried (get_layout (self), self->card, &x, &y);

  /* sideways only a whole day counts */
  return ABS (area.x - x) * 4 + ABS (area.y - y);
}

static const SkTry *
find_nearest (SkWeekDrag *self)
{
  const SkTry *best = NULL;
  double least = G_MAXDOUBLE;

  for (guint i = 0; self->tries != NULL && i < self->tries->len; i++)
    {
      const SkTry *try = &g_array_index (self->tries, SkTry, i);
      double distance = get_distance (self, try);

      if (distance < least)
        {
          best = try;
          least = distance;
        }
    }

  return best;
}

/* Under the pointer: the time it would have, or what is in the way. */
static char *
dup_label (SkWeekDrag  *self,
           const SkTry *try)
{
  SkBlocked blocked = { try->span, try->by, try->title };

  if (!try->is_possible)
    return sk_words_dup_held_by (&blocked);

  return sk_words_dup_clocks (try->span, sk_board_get_rules (sk_week_grid_get_board (self->grid)));
}

static void
show_target (SkWeekDrag *self)
{
  const SkTry *try = find_nearest (self);
  g_autofree char *text = try != NULL ? dup_label (self, try) : NULL;
  SkWeekSlot slot;

  self->place = try != NULL && try->is_possible ? try->span : (SkSpan) { 0, 0 };
  gtk_widget_set_visible (self->target, try != NULL);
  if (try == NULL || !sk_week_grid_find_slot (self->grid, try->span, &slot))
    return;

  gtk_label_set_label (GTK_LABEL (adw_bin_get_child (ADW_BIN (self->target))), text);
  if (try->is_possible)
    gtk_widget_remove_css_class (self->target, "refused");
  else
    gtk_widget_add_css_class (self->target, "refused");
  sk_week_layout_place (get_layout (self), self->target, SK_WEEK_SLOT, &slot);
}

/* --- lifting and putting down --- */

static void
lift (SkWeekDrag *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_yalign (GTK_LABEL (label), 1);
  self->task = g_strdup (sk_slot_card_get_task (SK_SLOT_CARD (self->card)));
  self->target = new_light (self, "target");
  gtk_widget_set_overflow (self->target, GTK_OVERFLOW_HIDDEN);
  adw_bin_set_child (ADW_BIN (self->target), label);
  gtk_widget_set_visible (self->target, FALSE);
  gtk_widget_add_css_class (self->card, "lifted");
  gtk_widget_activate_action (GTK_WIDGET (self->grid), "win.lift", "s", self->task);
}

static gboolean
is_lifted (SkWeekDrag *self)
{
  return self->task != NULL;
}

static void
on_begin (GtkGestureDrag *gesture,
          double          x,
          double          y,
          SkWeekDrag     *self)
{
  GtkWidget *card = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (gesture));

  sk_week_drag_stop (self);
  if (sk_slot_card_get_task (SK_SLOT_CARD (card)) != NULL)
    self->card = card;
}

/* The card moves under the pointer, so what is told is how far it lags behind. */
static void
on_update (GtkGestureDrag *gesture,
           double          x,
           double          y,
           SkWeekDrag     *self)
{
  if (self->card == NULL)
    return;

  if (!is_lifted (self))
    {
      if (ABS (x) + ABS (y) < LIFT_PIXELS)
        return;
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      lift (self);
    }

  self->x += x;
  self->y += y;
  sk_week_layout_carry (get_layout (self), self->card, (int) self->x, (int) self->y);
  show_target (self);
}

static void
on_end (GtkGestureDrag *gesture,
        double          x,
        double          y,
        SkWeekDrag     *self)
{
  if (is_lifted (self) && !sk_span_is_empty (self->place))
    gtk_widget_activate_action (GTK_WIDGET (self->grid), "win.put", "(sxx)", self->task,
                                self->place.start, self->place.end);

  sk_week_drag_stop (self);
}

static void
on_cancel (GtkGesture       *gesture,
           GdkEventSequence *sequence,
           SkWeekDrag       *self)
{
  sk_week_drag_stop (self);
}

/* --- the object --- */

static void
sk_week_drag_finalize (GObject *object)
{
  SkWeekDrag *self = SK_WEEK_DRAG (object);

  g_free (self->task);
  g_clear_pointer (&self->tries, g_array_unref);
  g_ptr_array_unref (self->lights);

  G_OBJECT_CLASS (sk_week_drag_parent_class)->finalize (object);
}

static void
sk_week_drag_class_init (SkWeekDragClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sk_week_drag_finalize;
}

static void
sk_week_drag_init (SkWeekDrag *self)
{
  self->lights = g_ptr_array_new ();
}

/**
 * sk_week_drag_new:
 * @grid: what cards lie on; it lives at least as long
 *
 * Returns: (transfer full): what carries them
 */
SkWeekDrag *
sk_week_drag_new (SkWeekGrid *grid)
{
  SkWeekDrag *self = g_object_new (SK_TYPE_WEEK_DRAG, NULL);

  self->grid = grid;

  return self;
}

/**
 * sk_week_drag_add_card:
 * @self: what carries cards
 * @card: a card that may be carried
 */
void
sk_week_drag_add_card (SkWeekDrag *self,
                       GtkWidget  *card)
{
  GtkGesture *gesture = gtk_gesture_drag_new ();

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
  g_signal_connect_object (gesture, "drag-begin", G_CALLBACK (on_begin), self, 0);
  g_signal_connect_object (gesture, "drag-update", G_CALLBACK (on_update), self, 0);
  g_signal_connect_object (gesture, "drag-end", G_CALLBACK (on_end), self, 0);
  g_signal_connect_object (gesture, "cancel", G_CALLBACK (on_cancel), self, 0);
  gtk_widget_add_controller (card, GTK_EVENT_CONTROLLER (gesture));
}

/**
 * sk_week_drag_set_places:
 * @self: what carries cards
 * @task: the id of a task
 * @tries: (element-type SkTry): where it may go, and where not
 *
 * What comes too late, for a card that is down again, is not looked at.
 */
void
sk_week_drag_set_places (SkWeekDrag   *self,
                         const char   *task,
                         const GArray *tries)
{
  if (g_strcmp0 (self->task, task) != 0 || self->tries != NULL)
    return;

  self->tries = g_array_ref ((GArray *) tries);
  add_lights (self);
  show_target (self);
}

/**
 * sk_week_drag_stop:
 * @self: what carries cards
 *
 * Lets go of what is carried; also for when the cards are laid anew.
 */
void
sk_week_drag_stop (SkWeekDrag *self)
{
  if (self->card != NULL && is_lifted (self))
    {
      gtk_widget_remove_css_class (self->card, "lifted");
      sk_week_layout_carry (get_layout (self), self->card, 0, 0);
    }
  for (guint i = 0; i < self->lights->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->lights, i));
  g_ptr_array_set_size (self->lights, 0);
  g_clear_pointer (&self->target, gtk_widget_unparent);
  g_clear_pointer (&self->tries, g_array_unref);
  g_clear_pointer (&self->task, g_free);
  self->card = NULL;
  self->place = (SkSpan) { 0, 0 };
  self->x = self->y = 0;
}
