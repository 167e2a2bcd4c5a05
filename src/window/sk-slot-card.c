/* sk-slot-card.c — a task in its slot, or an event of the calendar
 *
 * What it is, is said by its style classes and by marks; colours are the style
 * sheet's.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-slot-card.h"

#include "sk-card-face.h"
#include "sk-card-words.h"
#include "sk-task-keys.h"
#include "sk-week-days.h"

#define N_COLOURS 6
#define MOST_CLASSES 8

struct _SkSlotCard
{
  GtkButton   parent_instance;

  char       *task;             /* (nullable): an event has none */
  SkSpan      span;             /* where it is drawn */
  gboolean    is_running;

  /* Template children, in the order of the .ui file */
  SkCardFace *face;
};

G_DEFINE_FINAL_TYPE (SkSlotCard, sk_slot_card, GTK_TYPE_BUTTON)

/* --- what it looks like --- */

static const char *const change_classes[] = {
  [SK_CHANGE_KEPT] = "kept",
  [SK_CHANGE_NEW] = "new",
  [SK_CHANGE_MOVED] = "moved",
  [SK_CHANGE_MISSED] = "missed",
  [SK_CHANGE_REMOVED] = "removed",
};

static const char *const colour_classes[N_COLOURS] = {
  "colour-0", "colour-1", "colour-2", "colour-3", "colour-4", "colour-5",
};

static void
set_classes (SkSlotCard   *self,
             const SkCard *card,
             guint         colour)
{
  const char *classes[MOST_CLASSES];
  guint n = 0;

  classes[n++] = "slot";
  classes[n++] = change_classes[card->change];
  classes[n++] = colour_classes[colour % N_COLOURS];
  if (card->fixed == SK_FIXED_RUNNING)
    classes[n++] = "running";
  else if (card->fixed != SK_FIXED_NO)
    classes[n++] = "pinned";
  if (card->is_late)
    classes[n++] = "late";
  if (card->is_off)
    classes[n++] = "off";
  classes[n] = NULL;

  gtk_widget_set_css_classes (GTK_WIDGET (self), classes);
}

static SkCardMarks
get_marks (const SkCard *card)
{
  SkCardMarks marks = 0;

  if (card->change == SK_CHANGE_NEW)
    marks |= SK_CARD_MARK_NEW;
  if (card->change == SK_CHANGE_MOVED)
    marks |= SK_CARD_MARK_MOVED;
  if (card->change == SK_CHANGE_MISSED)
    marks |= SK_CARD_MARK_MISSED;
  if (card->fixed == SK_FIXED_PINNED || card->fixed == SK_FIXED_MANUAL)
    marks |= SK_CARD_MARK_PINNED;
  if (card->is_late)
    marks |= SK_CARD_MARK_LATE;
  if (card->failure != NULL || (card->warnings != NULL && card->warnings[0] != NULL))
    marks |= SK_CARD_MARK_ALERT;

  return marks;
}

static void
set_name (SkSlotCard *self,
          const char *name,
          const char *more)     /* (nullable) */
{
  g_autofree char *tip = more != NULL ? g_strdup_printf ("%s\n%s", name, more) : g_strdup (name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, more != NULL ? more : "",
                                  -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tip);
}

/* --- the widget --- */

static const char *
task_of (GtkWidget *widget)
{
  return SK_SLOT_CARD (widget)->task;
}

static void
sk_slot_card_clicked (GtkButton *button)
{
  SkSlotCard *self = SK_SLOT_CARD (button);

  if (self->task != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.why", "s", self->task);
}

static void
on_focus (SkSlotCard *self)
{
  if (self->task != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.select", "s", self->task);
}

/* A button lets go of its child itself, and does not expect it gone before. */
static void
sk_slot_card_dispose (GObject *object)
{
  gtk_button_set_child (GTK_BUTTON (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_SLOT_CARD);

  G_OBJECT_CLASS (sk_slot_card_parent_class)->dispose (object);
}

static void
sk_slot_card_finalize (GObject *object)
{
  SkSlotCard *self = SK_SLOT_CARD (object);

  g_clear_pointer (&self->task, g_free);

  G_OBJECT_CLASS (sk_slot_card_parent_class)->finalize (object);
}

static void
sk_slot_card_class_init (SkSlotCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sk_slot_card_dispose;
  object_class->finalize = sk_slot_card_finalize;
  GTK_BUTTON_CLASS (klass)->clicked = sk_slot_card_clicked;

  g_type_ensure (SK_TYPE_CARD_FACE);
  gtk_widget_class_set_css_name (widget_class, "card");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-slot-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SkSlotCard, face);
}

static void
sk_slot_card_init (SkSlotCard *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (focus, "enter", G_CALLBACK (on_focus), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  sk_task_keys_add (GTK_WIDGET (self), task_of);
}

GtkWidget *
sk_slot_card_new (void)
{
  return g_object_new (SK_TYPE_SLOT_CARD, NULL);
}

/**
 * sk_slot_card_set_card:
 * @self: a card
 * @board: what @card belongs to, for its zone
 * @card: the task to show
 * @colour: a number for the workspace it comes from
 */
void
sk_slot_card_set_card (SkSlotCard   *self,
                       SkBoard      *board,
                       const SkCard *card,
                       guint         colour)
{
  SkRules *rules = sk_board_get_rules (board);
  g_autofree char *name = sk_words_dup_card_name (card, rules);
  g_autofree char *when = NULL;

  if (self->task != card->task)
    {
      g_free (self->task);
      self->task = g_strdup (card->task);
    }
  self->span = sk_week_get_drawn (card);
  self->is_running = card->fixed == SK_FIXED_RUNNING;
  when = sk_words_dup_clocks (self->span, rules);

  sk_card_face_set_texts (self->face, sk_words_get_card_title (card), when);
  sk_card_face_set_colour (self->face, NULL);
  sk_card_face_set_marks (self->face, get_marks (card));
  sk_card_face_set_progress (self->face, -1);
  set_classes (self, card, colour);
  set_name (self, name, card->why);
}

/**
 * sk_slot_card_set_event:
 * @self: a card
 * @board: what @event belongs to, for its zone
 * @event: the event to show
 */
void
sk_slot_card_set_event (SkSlotCard    *self,
                        SkBoard       *board,
                        const SkMeeting *event)
{
  const char *const classes[] = { "slot", "busy", NULL };
  SkRules *rules = sk_board_get_rules (board);
  g_autofree char *name = sk_words_dup_event_name (event, rules);
  g_autofree char *when = sk_words_dup_clocks (event->span, rules);

  g_clear_pointer (&self->task, g_free);
  self->span = event->span;
  self->is_running = FALSE;

  sk_card_face_set_texts (self->face, sk_words_get_event_title (event), when);
  sk_card_face_set_colour (self->face, event->colour);
  sk_card_face_set_marks (self->face, 0);
  sk_card_face_set_progress (self->face, -1);
  gtk_widget_set_css_classes (GTK_WIDGET (self), (const char **) classes);
  set_name (self, name, NULL);
}

/**
 * sk_slot_card_set_now:
 * @self: a card
 * @now: Unix seconds
 *
 * Shows how much of a slot under way has passed.
 */
void
sk_slot_card_set_now (SkSlotCard *self,
                      gint64      now)
{
  if (self->is_running && !sk_span_is_empty (self->span))
    sk_card_face_set_progress (self->face, (double) (now - self->span.start) /
                                           (double) sk_span_length (self->span));
}

/**
 * sk_slot_card_get_task:
 * @self: a card
 *
 * Returns: (nullable): the id of its task; %NULL if it shows an event
 */
const char *
sk_slot_card_get_task (SkSlotCard *self)
{
  return self->task;
}

SkSpan
sk_slot_card_get_span (SkSlotCard *self)
{
  return self->span;
}
