/* sk-calendars.c — all calendars, and what of them takes time
 *
 * They are read at the same time.  One that cannot be read fails nothing, but
 * it is a doubt, and a plan with doubts is not written by itself.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-calendars.h"

#include "sk-calendar-words.h"
#include "sk-wall-clock.h"

/**
 * sk_calendars_choose_span:
 * @rules: whose days they are, and how many are planned
 * @at: the planning instant
 *
 * Returns: the horizon: from the midnight before @at on, whole local days
 */
SkSpan
sk_calendars_choose_span (SkRules *rules,
                          gint64   at)
{
  int n_days = sk_rules_get_days_ahead (rules);
  const SkSpan around = { at - 2 * 86400, at + (n_days + 2) * 86400 };
  g_autoptr(SkWallClock) clock = sk_wall_clock_new (rules, around);
  gint64 today = sk_wall_clock_day_of (clock, at);

  return (SkSpan) { sk_wall_clock_start_of_day (clock, today),
                    sk_wall_clock_start_of_day (clock, today + n_days) };
}

/* --- reading --- */

typedef struct
{
  GPtrArray *readings;          /* (element-type SkReading): in the calendars' order */
  guint      n_pending;
  GError    *cancelled;         /* (nullable) */
} Readings;

static void
free_reading (gpointer reading)
{
  g_clear_pointer ((SkReading **) &reading, sk_reading_free);
}

static void
readings_free (Readings *self)
{
  g_clear_pointer (&self->readings, g_ptr_array_unref);
  g_clear_error (&self->cancelled);
  g_free (self);
}

/* Called once per calendar, and once more by the function that started them. */
static void
finish_one (GTask *task)
{
  Readings *self = g_task_get_task_data (task);

  g_assert (self->n_pending > 0);
  if (--self->n_pending > 0)
    return;

  if (self->cancelled != NULL)
    g_task_return_error (task, g_steal_pointer (&self->cancelled));
  else
    g_task_return_pointer (task, g_steal_pointer (&self->readings),
                           (GDestroyNotify) g_ptr_array_unref);
}

typedef struct
{
  GTask *task;
  guint  i;
} Fetch;

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Fetch *fetch = user_data;
  g_autoptr(GTask) task = fetch->task;
  Readings *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  SkReading *reading = sk_busy_source_fetch_finish (SK_BUSY_SOURCE (source), result, &error);

  if (reading == NULL)
    {
      reading = sk_reading_new ();
      reading->trouble = g_steal_pointer (&error);
    }
  if (g_error_matches (reading->trouble, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      self->cancelled == NULL)
    self->cancelled = g_error_copy (reading->trouble);

  self->readings->pdata[fetch->i] = reading;
  finish_one (task);
}

/**
 * sk_calendars_read_async:
 * @calendars: (element-type SkBusySource): calendars
 * @span: what is wanted, Unix seconds
 * @zone: where days begin and end
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads all of them.
 */
void
sk_calendars_read_async (GListModel          *calendars,
                         SkSpan               span,
                         GTimeZone           *zone,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Readings *self = g_new0 (Readings, 1);
  guint n = g_list_model_get_n_items (calendars);

  self->readings = g_ptr_array_new_with_free_func (free_reading);
  g_ptr_array_set_size (self->readings, (int) n);
  self->n_pending = 1;
  g_task_set_source_tag (task, sk_calendars_read_async);
  g_task_set_task_data (task, self, (GDestroyNotify) readings_free);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(SkBusySource) source = g_list_model_get_item (calendars, i);
      Fetch *fetch = g_new (Fetch, 1);

      *fetch = (Fetch) { g_object_ref (task), i };
      self->n_pending++;
      sk_busy_source_fetch_async (source, span, zone, cancellable, on_fetched, fetch);
    }

  finish_one (task);
}

/**
 * sk_calendars_read_finish:
 * @result: what the callback was given
 * @error: only that it was cancelled
 *
 * Returns: (transfer full) (nullable) (element-type SkReading): what they say,
 *   in their order; one that could not be read has its trouble
 */
GPtrArray *
sk_calendars_read_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- judging --- */

static void
add_busy (SkSnapshotInit         *init,
          SkBusySource           *calendar,
          const SkReading        *reading,
          const SkCalendarsRules *rules)
{
  const SkBlockingFacts facts = {
    .addresses = rules->addresses,
    .account = reading->account,
    .placements = rules->placements,
  };

  for (guint i = 0; i < reading->events->len; i++)
    {
      SkEvent *event = g_ptr_array_index (reading->events, i);

      if (sk_blocking_blocks (sk_blocking_judge (event, &facts)))
        sk_busy_array_add_copy (init->busy, &(SkBusy) {
          .span = sk_event_get_span (event),
          .title = rules->hide_titles ? NULL : (char *) sk_event_get_title (event),
          .calendar = (char *) sk_busy_source_get_name (calendar),
          .colour = (char *) sk_busy_source_get_colour (calendar),
        });
    }
}

static void
add_words (SkSnapshotInit         *init,
           const char             *name,
           const SkReading        *reading,
           const SkCalendarsRules *rules)
{
  gint64 age = reading->read_at != 0 ? MAX (rules->at - reading->read_at, 0) : -1;

  for (guint i = 0; i < reading->notes->len; i++)
    g_ptr_array_add (init->notes, g_strdup_printf ("%s: %s", name,
                                                   (char *) reading->notes->pdata[i]));
  if (reading->trouble != NULL)
    g_ptr_array_add (init->doubts, sk_words_dup_doubt (name, reading->trouble->message, age));
}

/**
 * sk_calendars_judge:
 * @calendars: (element-type SkBusySource): calendars
 * @readings: (element-type SkReading): what they said, in the same order
 * @rules: what events mean to the person
 *
 * Returns: (transfer full): what takes time, and what is in doubt, as a
 *   snapshot without tasks
 */
SkSnapshot *
sk_calendars_judge (GListModel             *calendars,
                    GPtrArray              *readings,
                    const SkCalendarsRules *rules)
{
  SkSnapshotInit init = {
    .tasks = sk_task_array_new (),
    .busy = sk_busy_array_new (),
    .notes = g_ptr_array_new_with_free_func (g_free),
    .doubts = g_ptr_array_new_with_free_func (g_free),
  };

  for (guint i = 0; i < readings->len; i++)
    {
      g_autoptr(SkBusySource) source = g_list_model_get_item (calendars, i);
      const SkReading *reading = g_ptr_array_index (readings, i);

      add_busy (&init, source, reading, rules);
      add_words (&init, sk_busy_source_get_name (source), reading, rules);
    }

  return sk_snapshot_new_take (&init);
}
