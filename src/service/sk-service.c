/* sk-service.c — holds the latest state, and does one thing at a time
 *
 * What takes a while is an errand: it waits its turn, runs, and ends in
 * sk_service_finish().  When passes and polls begin is the ticker's.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-service-private.h"

#include "sk-commit.h"
#include "sk-diff.h"
#include "sk-error.h"
#include "sk-export.h"
#include "sk-outlook.h"
#include "sk-task-source.h"

G_DEFINE_FINAL_TYPE (SkService, sk_service, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
errand_clear (SkErrand *errand)
{
  g_clear_pointer (&errand->digest, g_free);
  g_clear_pointer (&errand->ids, g_strfreev);
  g_clear_pointer (&errand->task, g_free);
}

static void
errand_free (gpointer data)
{
  errand_clear (data);
  g_free (data);
}

/* --- the state --- */

static SkPhase
get_phase (SkService *self,
           guint      n_changes)
{
  if (self->is_writing)
    return SK_PHASE_APPLYING;
  if (self->errand != NULL && self->errand->kind != SK_ERRAND_POLL)
    return SK_PHASE_WORKING;
  if (self->settings != NULL && self->settings->workspaces->len == 0)
    return SK_PHASE_SETUP;
  if (self->is_locked)
    return SK_PHASE_LOCKED;
  if (sk_error_is_transient (self->error))
    return SK_PHASE_OFFLINE;
  if (self->error != NULL)
    return SK_PHASE_FAILED;
  if (self->memory != NULL &&
      sk_memory_get_paused_until (self->memory) > sk_service_now (self))
    return SK_PHASE_PAUSED;

  return n_changes > 0 ? SK_PHASE_REVIEW : SK_PHASE_IDLE;
}

static GArray *
list_workspaces (SkService *self)
{
  GArray *places = sk_place_array_new ();

  for (guint i = 0; self->settings != NULL && i < self->settings->workspaces->len; i++)
    {
      const SkWorkspace *workspace = g_ptr_array_index (self->settings->workspaces, i);

      sk_place_array_add (places, workspace->id != NULL ? workspace->id : workspace->name,
                          workspace->name, workspace->file != NULL ? "file" : "notion");
    }

  return places;
}

static GArray *
list_capacity (SkPlan *plan)
{
  GArray *capacity = g_array_new (FALSE, FALSE, sizeof (SkCapacity));

  for (guint i = 0; plan != NULL && i < sk_plan_get_n_capacity (plan); i++)
    g_array_append_val (capacity, *sk_plan_get_capacity (plan, i));

  return capacity;
}

static const char *const *
get_notices (SkService *self)
{
  return self->notices->len > 0 ? (const char *const *) self->notices->pdata : NULL;
}

static gint64
get_next_pass (SkService *self)
{
  gint64 next = sk_ticker_get_next_pass (self->ticker);

  return next != SK_ALARM_NEVER ? next : 0;
}

/**
 * sk_service_publish:
 * @self: a service
 *
 * Lets everybody see how it is.
 */
void
sk_service_publish (SkService *self)
{
  g_auto(SkOutlook) outlook = { NULL };
  g_autoptr(GArray) changes = self->plan != NULL ? sk_diff (self->plan) : sk_change_array_new ();
  g_autoptr(GArray) workspaces = list_workspaces (self);
  g_autoptr(GArray) capacity = list_capacity (self->plan);
  g_autofree char *digest = sk_change_array_dup_digest (changes);
  SkRules *rules = self->settings != NULL ? self->settings->rules : NULL;
  SkStateInit init = {
    .revision = ++self->revision,
    .phase = get_phase (self, changes->len),
    .n_changes = changes->len,
    .digest = self->plan != NULL ? digest : NULL,
    .next_pass = get_next_pass (self),
    .done = self->done,
    .total = self->total,
    .paused_until = self->memory != NULL ? sk_memory_get_paused_until (self->memory) : 0,
    .can_undo = sk_past_can_undo (self->past),
    .last_set = self->last_set,
    .last_written = self->last_written,
    .capacity = capacity,
    .error = self->error,
    .notices = get_notices (self),
    .workspaces = workspaces,
  };

  sk_outlook_init (&outlook, self->plan, sk_service_now (self));
  sk_outlook_fill (&outlook, &init);
  if (self->plan != NULL)
    {
      rules = sk_plan_get_rules (self->plan);
      init.at = sk_plan_get_at (self->plan);
      init.counts = sk_plan_summarize (self->plan);
    }
  if (rules != NULL)
    init.zone_name = sk_rules_get_zone_name (rules);

  g_clear_pointer (&self->state, sk_state_unref);
  self->state = sk_state_new (&init);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

/**
 * sk_service_take_error:
 * @self: a service
 * @error: (transfer full) (nullable): what is wrong from now on
 */
void
sk_service_take_error (SkService *self,
                       GError    *error)
{
  g_clear_error (&self->error);
  if (error != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_error_free (error);
  else
    self->error = error;
}

void
sk_service_add_notice (SkService  *self,
                       const char *text)
{
  if (!g_ptr_array_find_with_equal_func (self->notices, text, g_str_equal, NULL))
    g_ptr_array_add (self->notices, g_strdup (text));
}

/* --- when --- */

/**
 * sk_service_arm:
 * @self: a service
 *
 * Tells the ticker what there is to wait for.
 */
void
sk_service_arm (SkService *self)
{
  g_auto(SkOutlook) outlook = { NULL };

  if (self->settings == NULL || self->is_ending)
    return;

  sk_outlook_init (&outlook, self->plan, sk_service_now (self));
  sk_ticker_set_inputs (self->ticker, &(SkTickerInputs) {
    .rules = self->settings->rules,
    .interval_minutes = self->settings->interval_minutes,
    .poll_minutes = self->settings->poll_minutes,
    .slot_end = sk_outlook_get_slot_end (&outlook),
    .slot_start = sk_outlook_get_slot_start (&outlook),
    .paused_until = self->memory != NULL ? sk_memory_get_paused_until (self->memory) : 0,
    .sparing = self->sparing,
  });
}

static gboolean
is_ticked (SkErrandKind kind)
{
  return kind == SK_ERRAND_PASS || kind == SK_ERRAND_POLL;
}

static gboolean
starts_from_reading (SkErrandKind kind)
{
  return kind == SK_ERRAND_FINISH || kind == SK_ERRAND_EXTEND;
}

/* What starts from a task as it was read waits while it was written since: the pass
 * that was asked for then goes before it, and a poll that the ticker waits for. */
static SkErrand *
take_next (SkService *self)
{
  SkErrand *first = g_queue_peek_head (&self->errands);

  if (first == NULL || !self->is_behind || !starts_from_reading (first->kind))
    return g_queue_pop_head (&self->errands);

  for (GList *link = self->errands.head; link != NULL; link = link->next)
    {
      SkErrand *errand = link->data;

      if (!is_ticked (errand->kind))
        continue;

      g_queue_delete_link (&self->errands, link);
      return errand;
    }

  return NULL;
}

static void
begin_next (SkService *self)
{
  if (self->errand != NULL)
    return;

  self->errand = take_next (self);
  if (self->errand == NULL)
    return;

  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (self->is_ending)
    g_cancellable_cancel (self->cancellable);
  if (self->errand->kind != SK_ERRAND_POLL)
    sk_service_publish (self);
  sk_service_run (self);
}

static void
close_sources (SkService *self)
{
  g_clear_object (&self->sources);
  g_clear_object (&self->calendars);
}

/* What is written, for any program that shows calendars. */
static void
keep_export (SkService *self)
{
  g_autoptr(GError) error = NULL;

  if (self->settings != NULL && self->settings->export_file != NULL && self->plan != NULL &&
      !sk_plan_has_changes (self->plan) &&
      !sk_export_keep (self->plan, self->settings->export_file, &error))
    sk_service_add_notice (self, error->message);
}

/* Connections and memory are for those who work. */
static void
rest (SkService *self)
{
  for (guint i = 0; self->sources != NULL && i < g_list_model_get_n_items (self->sources); i++)
    {
      g_autoptr(SkTaskSource) source = g_list_model_get_item (self->sources, i);

      sk_task_source_rest (source);
    }

  if (self->parts.rest != NULL)
    self->parts.rest (self->parts.data);
}

static void
return_end (SkService *self)
{
  if (self->end != NULL)
    g_task_return_boolean (self->end, TRUE);
  g_clear_object (&self->end);
}

/**
 * sk_service_push:
 * @self: a service
 * @errand: what is to be done; eaten
 *
 * Does it when everything before it is done.
 */
void
sk_service_push (SkService *self,
                 SkErrand   errand)
{
  if (self->is_ending && !is_ticked (errand.kind))
    {
      errand_clear (&errand);
      return;
    }

  g_queue_push_tail (&self->errands, g_memdup2 (&errand, sizeof errand));
  begin_next (self);
}

/**
 * sk_service_finish:
 * @self: a service with an errand
 * @has_worked: whether it came to its end; not if it failed for now
 *
 * Ends it, and begins the next one.
 */
void
sk_service_finish (SkService *self,
                   gboolean   has_worked)
{
  SkErrandKind kind = self->errand->kind;

  if (kind != SK_ERRAND_POLL && has_worked)
    keep_export (self);
  g_clear_pointer (&self->errand, errand_free);
  /* a pass that failed would fail again: what waits for it goes on as it can */
  if (kind == SK_ERRAND_PASS)
    self->is_behind = FALSE;
  if (is_ticked (kind))
    sk_ticker_finish (self->ticker, has_worked);
  if (self->is_stale)
    close_sources (self);
  self->is_stale = FALSE;
  sk_service_arm (self);
  if (g_queue_is_empty (&self->errands))
    rest (self);
  if (kind != SK_ERRAND_POLL)
    sk_service_publish (self);

  if (self->is_ending)
    return_end (self);
  else
    begin_next (self);
}

static void
on_pass (SkTicker     *ticker,
         SkPassReason  reason,
         gpointer      user_data)
{
  SkService *self = user_data;

  if (reason != SK_PASS_ASKED && reason != SK_PASS_EDITED)
    self->shows_all = FALSE;
  sk_service_push (self, (SkErrand) { .kind = SK_ERRAND_PASS });
}

static void
on_poll (SkTicker *ticker,
         gpointer  user_data)
{
  sk_service_push (user_data, (SkErrand) { .kind = SK_ERRAND_POLL });
}

/* What runs, and what comes next, is something else from now on. */
static void
on_slot_start (SkTicker *ticker,
               gpointer  user_data)
{
  SkService *self = user_data;

  sk_service_publish (self);
  sk_service_arm (self);
}

/* The slot that the ticker waited for is forgotten with that: the pass that is
 * due with its end is asked for. */
static void
on_slot_end (SkTicker *ticker,
             gpointer  user_data)
{
  SkService *self = user_data;

  sk_ticker_ask (self->ticker, SK_PASS_SLOT_END);
  on_slot_start (ticker, self);
}

/* The person unlocked it, here or anywhere else. */
static void
on_locked_changed (SkKeyStore *keys,
                   gboolean    is_locked,
                   SkService  *self)
{
  if (!is_locked && self->is_locked)
    sk_ticker_ask (self->ticker, SK_PASS_ASKED);
}

/* --- the object --- */

static void
sk_service_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  SkService *self = SK_SERVICE (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_boxed (value, self->state);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sk_service_dispose (GObject *object)
{
  SkService *self = SK_SERVICE (object);

  if (self->ticker != NULL)
    g_signal_handlers_disconnect_by_data (self->ticker, self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->ticker);
  close_sources (self);
  g_clear_object (&self->parts.alarm);
  if (self->parts.keys != NULL)
    g_signal_handlers_disconnect_by_data (self->parts.keys, self);
  g_clear_object (&self->parts.keys);

  G_OBJECT_CLASS (sk_service_parent_class)->dispose (object);
}

static void
sk_service_finalize (GObject *object)
{
  SkService *self = SK_SERVICE (object);

  g_queue_clear_full (&self->errands, errand_free);
  g_clear_pointer (&self->errand, errand_free);
  g_clear_pointer (&self->settings, sk_settings_free);
  g_clear_pointer (&self->past, sk_past_free);
  g_clear_pointer (&self->journal, sk_journal_free);
  g_clear_pointer (&self->memory, sk_memory_free);
  g_clear_pointer (&self->read, sk_snapshot_unref);
  g_clear_pointer (&self->whole, sk_plan_unref);
  g_clear_pointer (&self->plan, sk_plan_unref);
  g_clear_pointer (&self->writing, sk_plan_unref);
  g_clear_pointer (&self->failures, g_hash_table_unref);
  g_clear_pointer (&self->excepted, g_hash_table_unref);
  g_clear_pointer (&self->notices, g_ptr_array_unref);
  g_clear_pointer (&self->state, sk_state_unref);
  g_clear_error (&self->error);
  g_free (self->last_set);
  g_free (self->misread);

  G_OBJECT_CLASS (sk_service_parent_class)->finalize (object);
}

static void
sk_service_class_init (SkServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sk_service_get_property;
  object_class->dispose = sk_service_dispose;
  object_class->finalize = sk_service_finalize;

  props[PROP_STATE] =
    g_param_spec_boxed ("state", NULL, NULL, SK_TYPE_STATE,
                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sk_service_init (SkService *self)
{
  g_queue_init (&self->errands);
  self->excepted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) sk_write_free);
  self->notices = g_ptr_array_new_null_terminated (0, g_free, TRUE);
  self->state = sk_state_new (&(SkStateInit) { .phase = SK_PHASE_WORKING });
}

/**
 * sk_service_new:
 * @parts: what it is made of
 * @folder: where it remembers what it did
 *
 * Returns: (transfer full): a service that does nothing until it is started
 */
SkService *
sk_service_new (const SkServiceParts *parts,
                const char           *folder)
{
  SkService *self = g_object_new (SK_TYPE_SERVICE, NULL);

  self->parts = *parts;
  g_object_ref (self->parts.alarm);
  if (self->parts.keys != NULL)
    {
      g_object_ref (self->parts.keys);
      g_signal_connect (self->parts.keys, "locked-changed", G_CALLBACK (on_locked_changed), self);
    }
  self->journal = sk_journal_new (folder, NULL);
  self->past = sk_past_new (self->journal);
  self->ticker = sk_ticker_new (parts->alarm, parts->clock, parts->seed);
  g_signal_connect (self->ticker, "pass", G_CALLBACK (on_pass), self);
  g_signal_connect (self->ticker, "poll", G_CALLBACK (on_poll), self);
  g_signal_connect (self->ticker, "slot-end", G_CALLBACK (on_slot_end), self);
  g_signal_connect (self->ticker, "slot-start", G_CALLBACK (on_slot_start), self);

  return self;
}

/**
 * sk_service_reload:
 * @self: a service
 *
 * Reads the person's decisions again, and plans by them.  What cannot be
 * understood is said, and the last ones that could stay in force.
 */
void
sk_service_reload (SkService *self)
{
  GError *error = NULL;
  SkSettings *settings = self->parts.read_settings (self->parts.data, &error);

  g_clear_pointer (&self->misread, g_free);
  if (settings == NULL)
    {
      self->misread = g_strdup (error->message);
      sk_service_take_error (self, error);
      sk_service_publish (self);
      return;
    }

  g_clear_pointer (&self->settings, sk_settings_free);
  self->settings = settings;
  if (self->errand == NULL)
    close_sources (self);
  else
    self->is_stale = TRUE;
  sk_service_arm (self);
  sk_ticker_ask (self->ticker, SK_PASS_SETTINGS);
}

/**
 * sk_service_tell:
 * @self: a service
 * @text: what went wrong with something the person asked for
 *
 * Says it wherever its state is seen, until the next pass.
 */
void
sk_service_tell (SkService  *self,
                 const char *text)
{
  g_return_if_fail (SK_IS_SERVICE (self));

  sk_service_add_notice (self, text);
  sk_service_publish (self);
}

/**
 * sk_service_start:
 * @self: a service
 *
 * Begins to look after the week.
 */
void
sk_service_start (SkService *self)
{
  g_return_if_fail (SK_IS_SERVICE (self));

  sk_service_reload (self);
}

/**
 * sk_service_end_async:
 * @self: a service
 * @callback: called when nothing is under way any more
 * @user_data: for @callback
 *
 * Ends what is under way between two writes; what was begun is finished, and
 * nothing more begins.
 */
void
sk_service_end_async (SkService           *self,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_return_if_fail (SK_IS_SERVICE (self));
  g_return_if_fail (self->end == NULL);

  self->end = g_task_new (self, NULL, callback, user_data);
  self->is_ending = TRUE;
  sk_alarm_clear (self->parts.alarm);
  if (self->errand == NULL)
    return_end (self);
  else
    g_cancellable_cancel (self->cancellable);
}

gboolean
sk_service_end_finish (SkService     *self,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sk_service_get_state:
 * @self: a service
 *
 * Returns: (transfer none): how it is
 */
SkState *
sk_service_get_state (SkService *self)
{
  g_return_val_if_fail (SK_IS_SERVICE (self), NULL);

  return self->state;
}

/**
 * sk_service_get_plan:
 * @self: a service
 *
 * Returns: (transfer none) (nullable): the plan that is shown
 */
SkPlan *
sk_service_get_plan (SkService *self)
{
  g_return_val_if_fail (SK_IS_SERVICE (self), NULL);

  return self->plan;
}

/**
 * sk_service_get_whole_plan:
 * @self: a service
 *
 * Returns: (transfer none) (nullable): the plan with what is held
 */
SkPlan *
sk_service_get_whole_plan (SkService *self)
{
  g_return_val_if_fail (SK_IS_SERVICE (self), NULL);

  return self->whole;
}

/**
 * sk_service_get_settings:
 * @self: a service
 *
 * Returns: (transfer none) (nullable): what is in force
 */
const SkSettings *
sk_service_get_settings (SkService *self)
{
  g_return_val_if_fail (SK_IS_SERVICE (self), NULL);

  return self->settings;
}

/**
 * sk_service_find_task:
 * @self: a service
 * @id: the id of a task
 *
 * Returns: (transfer none) (nullable): the task, as it was read last
 */
SkTask *
sk_service_find_task (SkService  *self,
                      const char *id)
{
  guint i;

  g_return_val_if_fail (SK_IS_SERVICE (self), NULL);

  if (self->read == NULL || !sk_snapshot_find (self->read, id, &i))
    return NULL;

  return sk_snapshot_get_task (self->read, i);
}
