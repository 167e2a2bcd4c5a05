/* sk-service-errands.c — one pass, one poll
 *
 *   open ──► recover ──► read ──► plan ──► show, or write what may be written
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-service-private.h"

#include <glib/gi18n-lib.h>

#include "sk-cycle.h"
#include "sk-error.h"
#include "sk-keys.h"
#include "sk-lock.h"
#include "sk-policy.h"
#include "sk-recovery.h"
#include "sk-task-source.h"

static void
fail (SkService *self,
      GError    *error)         /* (transfer full) */
{
  sk_service_take_error (self, error);
  sk_service_finish (self, FALSE);
}

/* --- a pass --- */

static SkSnapshot *
amend (SkSnapshot *snapshot,
       gint64      at,
       gpointer    user_data)
{
  SkService *self = user_data;

  g_clear_pointer (&self->read, sk_snapshot_unref);
  self->read = sk_snapshot_ref (snapshot);

  return sk_service_amend (self, snapshot, at);
}

static void
take_notes (SkService *self)
{
  for (guint i = 0; i < sk_snapshot_get_n_doubts (self->read); i++)
    sk_service_add_notice (self, sk_snapshot_get_doubt (self->read, i));
  for (guint i = 0; i < sk_snapshot_get_n_notes (self->read); i++)
    sk_service_add_notice (self, sk_snapshot_get_note (self->read, i));
}

/* What was taken back is shown to whoever asks, and not made again by itself.
 * Where a calendar could not be read there may be a meeting: the person looks. */
static gboolean
may_write (SkService *self)
{
  return sk_plan_has_changes (self->plan) && !self->shows_unwanted && !self->is_ending &&
         sk_snapshot_get_n_doubts (self->read) == 0 &&
         sk_memory_get_paused_until (self->memory) <= sk_service_now (self) &&
         sk_policy_may_write (self->settings->apply, self->plan);
}

static void
on_planned (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(SkService) self = SK_SERVICE (user_data);
  GError *error = NULL;
  SkPlan *plan = sk_cycle_run_finish (result, &error);

  if (plan == NULL)
    {
      fail (self, error);
      return;
    }

  self->is_full = FALSE;
  g_hash_table_remove_all (self->failures);
  sk_service_take_error (self, NULL);
  take_notes (self);
  sk_service_take_plan (self, plan);
  if (may_write (self))
    sk_service_write (self, self->plan);
  else
    sk_service_finish (self, TRUE);
}

static void
read_and_plan (SkService *self)
{
  self->seen = sk_journal_get_end (self->journal);
  self->read_at = sk_service_now (self);
  sk_cycle_run_async (&(SkCycleInit) {
    .sources = self->sources,
    .calendars = self->calendars,
    .addresses = (const char *const *) self->settings->my_addresses,
    .hide_titles = self->settings->hide_event_titles,
    .rules = self->settings->rules,
    .at = self->read_at,
    .full = self->is_full,
    .amend = amend,
    .amend_data = self,
  }, self->cancellable, on_planned, g_object_ref (self));
}

static void
tell_recovered (SkService         *self,
                const SkRecovered *recovered)
{
  if (recovered->n_written + recovered->n_lost == 0)
    return;

  g_autofree char *text =
    g_strdup_printf (ngettext ("Slotkeeper was interrupted while it wrote; %u change is looked "
                               "after now.",
                               "Slotkeeper was interrupted while it wrote; %u changes are looked "
                               "after now.", recovered->n_written + recovered->n_lost),
                     recovered->n_written + recovered->n_lost);

  sk_service_add_notice (self, text);
}

static void
on_recovered (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(SkService) self = SK_SERVICE (user_data);
  GError *error = NULL;
  SkRecovered recovered;

  if (!sk_recovery_run_finish (result, &recovered, &error) ||
      !sk_past_update (self->past, &error))
    {
      fail (self, error);
      return;
    }

  tell_recovered (self, &recovered);
  read_and_plan (self);
}

/* What has to be there before anything can be asked for. */
static gboolean
prepare (SkService  *self,
         GError    **error)
{
  if (self->settings == NULL)
    self->settings = self->parts.read_settings (self->parts.data, error);
  if (self->settings == NULL)
    return FALSE;

  if (self->memory == NULL)
    self->memory = sk_memory_load (sk_journal_get_folder (self->journal), error);

  return self->memory != NULL &&
         (!sk_memory_forget_past (self->memory, sk_service_now (self)) ||
          sk_memory_save (self->memory, error));
}

static void
recover (SkService *self)
{
  sk_recovery_run_async (&(SkRecoveryInit) {
    .sources = self->sources,
    .journal = self->journal,
    .patience_ms = SK_LOCK_PATIENCE_MS,
  }, self->cancellable, on_recovered, g_object_ref (self));
}

static void
open_sources (SkService *self)
{
  GError *error = NULL;

  if (self->sources == NULL)
    self->sources = self->parts.open_sources (self->settings, self->parts.data, &error);
  if (self->calendars == NULL && self->parts.open_calendars != NULL)
    self->calendars = self->parts.open_calendars (self->settings, self->parts.data);
  sk_keys_take_back (self->settings);
  if (self->sources != NULL)
    recover (self);
  else
    fail (self, error);
}

static void
on_keys (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(SkService) self = SK_SERVICE (user_data);
  GError *error = NULL;
  g_autoptr(SkKeys) keys = sk_keys_find_finish (SK_KEY_STORE (source), result, &error);

  if (keys == NULL)
    {
      fail (self, error);
      return;
    }

  self->is_locked = keys->locked != NULL;
  if (self->is_locked)
    {
      /* Translators: %s is what a workspace is called */
      fail (self, g_error_new (SK_ERROR, SK_ERROR_DENIED,
                               _("The key of “%s” is in the keyring, which is locked."),
                               keys->locked));
      return;
    }

  sk_keys_hand_out (keys, self->settings);
  open_sources (self);
}

static void
run_pass (SkService *self)
{
  GError *error = NULL;

  if (!self->keeps_notices)
    g_ptr_array_set_size (self->notices, 0);
  self->keeps_notices = FALSE;
  if (self->misread != NULL)
    sk_service_add_notice (self, self->misread);
  self->is_locked = FALSE;
  if (!prepare (self, &error))
    fail (self, error);
  else if (self->sources == NULL && self->parts.keys != NULL)
    sk_keys_find_async (self->parts.keys, self->settings, self->cancellable, on_keys,
                        g_object_ref (self));
  else
    open_sources (self);
}

/* --- a poll --- */

static void poll_next (SkService *self,
                       guint      number);

typedef struct
{
  SkService *self;
  guint      number;            /* of the source that is asked */
} Poll;

/* What a poll cannot find out, the next pass does: its errors are not told. */
static void
on_polled (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Poll *poll = user_data;
  g_autoptr(SkService) self = poll->self;
  g_autoptr(GError) error = NULL;
  guint n_edited = 0;

  if (!sk_task_source_poll_finish (SK_TASK_SOURCE (source), result, &n_edited, &error))
    {
      g_debug ("A poll failed: %s", error->message);
      sk_service_finish (self, TRUE);
    }
  else if (n_edited > 0)
    {
      sk_service_finish (self, TRUE);
      sk_ticker_ask (self->ticker, SK_PASS_EDITED);
    }
  else
    poll_next (self, poll->number + 1);
}

static void
poll_next (SkService *self,
           guint      number)
{
  g_autoptr(SkTaskSource) source =
    self->sources != NULL ? g_list_model_get_item (self->sources, number) : NULL;
  Poll *poll;

  if (source == NULL)
    {
      sk_service_finish (self, TRUE);
      return;
    }

  poll = g_new (Poll, 1);
  *poll = (Poll) { g_object_ref (self), number };
  sk_task_source_poll_async (source, self->read_at, self->cancellable, on_polled, poll);
}

/**
 * sk_service_run:
 * @self: a service with an errand
 *
 * Begins it; sk_service_finish() is called when it has ended.
 */
void
sk_service_run (SkService *self)
{
  switch (self->errand->kind)
    {
    case SK_ERRAND_PASS:
      run_pass (self);
      break;

    case SK_ERRAND_POLL:
      poll_next (self, 0);
      break;

    case SK_ERRAND_APPLY:
      sk_service_run_apply (self);
      break;

    case SK_ERRAND_DISCARD:
      sk_service_run_discard (self);
      break;

    case SK_ERRAND_UNDO:
      sk_service_run_undo (self);
      break;

    case SK_ERRAND_FINISH:
      sk_service_run_finish (self);
      break;

    case SK_ERRAND_EXTEND:
      sk_service_run_extend (self);
      break;

    default:
      g_assert_not_reached ();
    }
}
