/* sk-window-move.c — a task put somewhere else, by keys or by hand
 *
 * Where it may go is the service's to say; putting it there pins it.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-window-private.h"

#include "sk-moves.h"

typedef struct
{
  SkWindow *window;             /* (owned) */
  char     *task;               /* (owned) */
  SkMove    move;
} Question;

static Question *
question_new (SkWindow   *window,
              const char *task,
              SkMove      move)
{
  Question *self = g_new0 (Question, 1);

  self->window = g_object_ref (window);
  self->task = g_strdup (task);
  self->move = move;

  return self;
}

static void
question_free (Question *self)
{
  g_object_unref (self->window);
  g_free (self->task);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/* What is asked is not worth a message: a key that does nothing says enough. */
static GArray *
take_answer (GObject      *source,
             GAsyncResult *result)
{
  g_autoptr(GError) error = NULL;
  GArray *tries = sk_bus_mirror_places_finish (SK_BUS_MIRROR (source), result, &error);

  if (error != NULL)
    g_debug ("Nothing is known about places: %s", error->message);

  return tries;
}

static void
put (SkWindow   *self,
     const char *task,
     SkSpan      place)
{
  sk_bus_mirror_activate (self->mirror, "pin",
                          g_variant_new ("(sxx)", task, place.start, place.end));
}

/* --- by keys --- */

static void
on_places_to_shift (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  g_autoptr(GArray) tries = take_answer (source, result);
  SkBoard *board = sk_bus_mirror_get_board (SK_BUS_MIRROR (source));
  const SkCard *card = board != NULL ? sk_board_find_card (board, question->task) : NULL;
  const SkTry *to;

  if (tries == NULL || card == NULL)
    return;

  to = sk_moves_choose (tries, board, card->span, question->move);
  if (to != NULL)
    put (question->window, question->task, to->span);
  else
    gtk_widget_error_bell (GTK_WIDGET (question->window));
}

static void
shift (SkWindow *self,
       GVariant *task,
       SkMove    move)
{
  SkBoard *board = sk_bus_mirror_get_board (self->mirror);
  const char *id = g_variant_get_string (task, NULL);
  const SkCard *card = board != NULL ? sk_board_find_card (board, id) : NULL;

  if (card != NULL && sk_card_is_placed (card) && card->fixed != SK_FIXED_RUNNING)
    sk_bus_mirror_places_async (self->mirror, id, NULL, on_places_to_shift,
                                question_new (self, id, move));
}

static void
on_shift_earlier (GtkWidget  *widget,
                  const char *name,
                  GVariant   *task)
{
  shift (SK_WINDOW (widget), task, SK_MOVE_EARLIER);
}

static void
on_shift_later (GtkWidget  *widget,
                const char *name,
                GVariant   *task)
{
  shift (SK_WINDOW (widget), task, SK_MOVE_LATER);
}

/* Where days go from right to left, left is later. */
static void
shift_sideways (SkWindow *self,
                GVariant *task,
                gboolean  is_left)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  shift (self, task, is_left != is_rtl ? SK_MOVE_DAY_EARLIER : SK_MOVE_DAY_LATER);
}

static void
on_shift_left (GtkWidget  *widget,
               const char *name,
               GVariant   *task)
{
  shift_sideways (SK_WINDOW (widget), task, TRUE);
}

static void
on_shift_right (GtkWidget  *widget,
                const char *name,
                GVariant   *task)
{
  shift_sideways (SK_WINDOW (widget), task, FALSE);
}

/* --- by hand --- */

static void
on_places_to_show (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  g_autoptr(GArray) tries = take_answer (source, result);

  if (tries != NULL && question->window->week != NULL)
    sk_week_view_set_places (question->window->week, question->task, tries);
}

static void
on_lift (GtkWidget  *widget,
         const char *name,
         GVariant   *task)
{
  SkWindow *self = SK_WINDOW (widget);
  const char *id = g_variant_get_string (task, NULL);

  sk_bus_mirror_places_async (self->mirror, id, NULL, on_places_to_show,
                              question_new (self, id, SK_MOVE_LATER));
}

static void
on_put (GtkWidget  *widget,
        const char *name,
        GVariant   *parameter)
{
  const char *task;
  SkSpan place;

  g_variant_get (parameter, "(&sxx)", &task, &place.start, &place.end);
  put (SK_WINDOW (widget), task, place);
}

/**
 * sk_window_install_moves:
 * @widget_class: the window's class
 */
void
sk_window_install_moves (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.shift-earlier", "s", on_shift_earlier);
  gtk_widget_class_install_action (widget_class, "win.shift-later", "s", on_shift_later);
  gtk_widget_class_install_action (widget_class, "win.shift-left", "s", on_shift_left);
  gtk_widget_class_install_action (widget_class, "win.shift-right", "s", on_shift_right);
  gtk_widget_class_install_action (widget_class, "win.lift", "s", on_lift);
  gtk_widget_class_install_action (widget_class, "win.put", "(sxx)", on_put);
}
