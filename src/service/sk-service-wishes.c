/* sk-service-wishes.c — what the person asks the service for
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-service-private.h"

#include "sk-error.h"
#include "sk-wall-clock.h"

#define SECONDS_A_DAY (24 * 60 * 60)
#define MOST_DAYS_AHEAD (2 * 366)

/**
 * sk_service_reschedule:
 * @self: a service
 * @full: whether to forget present places
 *
 * Reads and plans now, and shows also what was taken back once.
 */
void
sk_service_reschedule (SkService *self,
                       gboolean   full)
{
  self->is_full |= full;
  self->shows_all = TRUE;
  self->n_conflicts = 0;
  sk_ticker_ask (self->ticker, SK_PASS_ASKED);
}

/**
 * sk_service_apply:
 * @self: a service
 * @digest: the name of the changes the person saw
 * @ids: (nullable): the only tasks to change; empty: all
 *
 * Writes them, if they are the same by now.
 */
void
sk_service_apply (SkService         *self,
                  const char        *digest,
                  const char *const *ids)
{
  self->n_conflicts = 0;
  sk_service_push (self, (SkErrand) {
    .kind = SK_ERRAND_APPLY,
    .digest = g_strdup (digest),
    .ids = g_strdupv ((char **) ids),
  });
}

/**
 * sk_service_stop:
 * @self: a service
 *
 * Stops writing between two writes; what is written stays.
 */
void
sk_service_stop (SkService *self)
{
  if (self->is_writing)
    g_cancellable_cancel (self->cancellable);
}

/**
 * sk_service_discard:
 * @self: a service
 *
 * Remembers that the changes that are shown are not wanted.
 */
void
sk_service_discard (SkService *self)
{
  sk_service_push (self, (SkErrand) {
    .kind = SK_ERRAND_DISCARD,
    .digest = g_strdup (sk_state_get_digest (self->state)),
  });
}

/**
 * sk_service_except:
 * @self: a service
 * @ids: (nullable): the tasks that are to be left alone in what is shown, and no
 *   others
 */
void
sk_service_except (SkService         *self,
                   const char *const *ids)
{
  g_hash_table_remove_all (self->excepted);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    g_hash_table_add (self->excepted, g_strdup (ids[i]));

  if (self->whole == NULL || self->is_writing)
    return;

  sk_service_hold_again (self);
  sk_service_publish (self);
}

void
sk_service_undo (SkService *self)
{
  sk_service_push (self, (SkErrand) { .kind = SK_ERRAND_UNDO });
}

/* --- rest --- */

/* Where that cannot be, it is said, and holds until we end. */
static void
remember (SkService *self)
{
  g_autoptr(GError) error = NULL;

  if (!sk_memory_save (self->memory, &error))
    sk_service_add_notice (self, error->message);
}

/**
 * sk_service_pause_until:
 * @self: a service
 * @until: Unix seconds; 0: no longer; %G_MAXINT64: until the person says so
 *
 * Begins nothing of itself until then, also after a restart.
 */
void
sk_service_pause_until (SkService *self,
                        gint64     until)
{
  if (self->memory == NULL)
    return;

  sk_memory_set_paused_until (self->memory, until);
  remember (self);
  sk_service_arm (self);
  sk_service_publish (self);
}

/**
 * sk_service_pause:
 * @self: a service
 * @minutes: for how long; 0: until the person says so
 */
void
sk_service_pause (SkService *self,
                  guint      minutes)
{
  sk_service_pause_until (self, minutes == 0 ? SK_PAUSED_UNTIL_RESUMED
                                             : sk_service_now (self) + (gint64) minutes * 60);
}

/**
 * sk_service_pause_until_tomorrow:
 * @self: a service
 *
 * Until the next midnight where the person is.
 */
void
sk_service_pause_until_tomorrow (SkService *self)
{
  gint64 now = sk_service_now (self);

  if (self->settings == NULL)
    return;

  g_autoptr(SkWallClock) clock = sk_wall_clock_new_for_day (self->settings->rules,
                                                            now / SECONDS_A_DAY);

  sk_service_pause_until (self,
                          sk_wall_clock_start_of_day (clock,
                                                      sk_wall_clock_day_of (clock, now) + 1));
}

void
sk_service_resume (SkService *self)
{
  sk_service_pause_until (self, 0);
}

/* --- places --- */

static void
plan_again (SkService *self)
{
  remember (self);
  if (!self->is_writing)
    sk_service_plan_again (self);
  sk_service_arm (self);
  sk_service_publish (self);
}

/* No slot is longer than a day, and no plan reaches so far: whatever says so is
 * not from one of our faces. */
static gboolean
is_place (SkService *self,
          SkSpan     span)
{
  return span.start > 0 && span.end > span.start &&
         span.end - span.start <= SECONDS_A_DAY &&
         span.end <= sk_service_now (self) + MOST_DAYS_AHEAD * (gint64) SECONDS_A_DAY;
}

/**
 * sk_service_pin:
 * @self: a service
 * @id: the id of a task
 * @span: where it is to be
 */
void
sk_service_pin (SkService  *self,
                const char *id,
                SkSpan      span)
{
  SkTask *task = sk_service_find_task (self, id);

  if (task == NULL || !is_place (self, span))
    return;

  sk_memory_pin (self->memory, task, span);
  plan_again (self);
}

/**
 * sk_service_ban:
 * @self: a service
 * @id: the id of a task
 * @span: where it is not to be
 */
void
sk_service_ban (SkService  *self,
                const char *id,
                SkSpan      span)
{
  SkTask *task = sk_service_find_task (self, id);

  if (task == NULL || !is_place (self, span))
    return;

  sk_memory_ban (self->memory, task, span);
  plan_again (self);
}

/**
 * sk_service_release:
 * @self: a service
 * @id: the id of a task
 *
 * It may be planned like any other again.
 */
void
sk_service_release (SkService  *self,
                    const char *id)
{
  SkTask *task = sk_service_find_task (self, id);

  if (task == NULL)
    return;

  sk_memory_release (self->memory, task);
  plan_again (self);
}

/**
 * sk_service_finish_task:
 * @self: a service
 * @id: the id of a task
 *
 * Sets its status to done.
 */
void
sk_service_finish_task (SkService  *self,
                        const char *id)
{
  sk_service_push (self, (SkErrand) { .kind = SK_ERRAND_FINISH, .task = g_strdup (id) });
}

/**
 * sk_service_extend:
 * @self: a service
 * @id: the id of a task whose slot has begun
 * @minutes: how much later it is to end: than now, if it has ended
 */
void
sk_service_extend (SkService  *self,
                   const char *id,
                   guint       minutes)
{
  sk_service_push (self, (SkErrand) {
    .kind = SK_ERRAND_EXTEND,
    .task = g_strdup (id),
    .minutes = minutes,
  });
}

static void
on_unlocked (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(SkService) self = SK_SERVICE (user_data);
  g_autoptr(GError) error = NULL;

  if (sk_key_store_unlock_finish (SK_KEY_STORE (source), result, &error))
    sk_ticker_ask (self->ticker, SK_PASS_ASKED);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sk_service_tell (self, error->message);
}

/**
 * sk_service_unlock:
 * @self: a service
 *
 * Lets the desktop ask for the keyring's password, if a key is in there.
 */
void
sk_service_unlock (SkService *self)
{
  if (self->is_locked && self->parts.keys != NULL)
    sk_key_store_unlock_async (self->parts.keys, NULL, on_unlocked, g_object_ref (self));
}

/* --- what happened outside --- */

void
sk_service_note_network (SkService *self)
{
  sk_ticker_ask (self->ticker, SK_PASS_NETWORK);
}

void
sk_service_note_resumed (SkService *self)
{
  sk_ticker_ask (self->ticker, SK_PASS_RESUME);
}

/**
 * sk_service_note_zone:
 * @self: a service
 *
 * The machine is in another zone: the hours mean something else.
 */
void
sk_service_note_zone (SkService *self)
{
  sk_service_reload (self);
}

/**
 * sk_service_set_sparing:
 * @self: a service
 * @sparing: whether the network or the battery is to be spared
 */
void
sk_service_set_sparing (SkService *self,
                        gboolean   sparing)
{
  self->sparing = sparing;
  sk_service_arm (self);
}
