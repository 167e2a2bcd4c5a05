/* sk-fake-source.c — tasks in memory, for tests
 *
 * It answers as any source does, later and through the main context, and does
 * what it is told to: hold tasks, take writes, refuse the n-th of them.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-fake-source.h"

#include <stdio.h>

#include "sk-error.h"

/* A write that is to fail: which one, counted from 1, and how. */
typedef struct
{
  guint   nth;
  GError *error;
} Refusal;

struct _SkFakeSource
{
  GObject       parent_instance;

  char         *id;
  GString      *journal;        /* (nullable): borrowed */
  SkRules      *rules;          /* (nullable): that come with the tasks */
  GPtrArray    *tasks;          /* (element-type SkTask) */
  GArray       *busy;           /* (element-type SkBusy) */
  GPtrArray    *notes;          /* (element-type utf8) */
  GArray       *refusals;       /* (element-type Refusal) */
  SkFakeShelf  *shelf;          /* (nullable): one per task, in their order */
  void        (*on_step) (void);  /* (nullable): before and after anything is stored */
  GError       *fetch_error;    /* (nullable) */
  GCancellable *cancellable;    /* (nullable): cancelled with write @cancel_after */
  guint         cancel_after;
  guint         batch;
  guint         at_once;
  guint         n_fetches;
  guint         n_polls;
  guint         n_rests;
  guint         n_writes;
  guint         n_edited;       /* since it was read */
  guint         n_under_way;
  guint         most_at_once;   /* writes that were ever under way */
};

static void sk_fake_source_iface_init (SkTaskSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SkFakeSource, sk_fake_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SK_TYPE_TASK_SOURCE,
                                                      sk_fake_source_iface_init))

static const char *
sk_fake_source_get_id (SkTaskSource *source)
{
  return SK_FAKE_SOURCE (source)->id;
}

static guint
sk_fake_source_get_batch (SkTaskSource *source)
{
  return SK_FAKE_SOURCE (source)->batch;
}

static guint
sk_fake_source_get_at_once (SkTaskSource *source)
{
  return SK_FAKE_SOURCE (source)->at_once;
}

static char *
dup_span_json (SkSpan span)
{
  if (sk_span_is_empty (span))
    return g_strdup ("null");

  return g_strdup_printf ("[%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT "]", span.start, span.end);
}

static char *
dup_place_json (SkTask *task)
{
  SkSpan place = { 0, 0 };

  sk_task_get_scheduled_span (task, &place);

  return dup_span_json (place);
}

static char *
dup_planned_json (SkTask *task)
{
  SkWhen planned = sk_task_get_last_scheduled (task);

  if (!sk_when_is_set (planned))
    return g_strdup ("null");

  return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) planned.value);
}

static void
sk_fake_source_describe (SkTaskSource   *source,
                         const SkChange *change,
                         SkRules        *rules,
                         GArray         *writes)
{
  g_autofree char *place = dup_place_json (change->task);
  g_autofree char *planned = dup_planned_json (change->task);

  sk_write_array_add (writes, change->task, SK_FAKE_SCHEDULED, place,
                      dup_span_json (change->after));
  sk_write_array_add (writes, change->task, SK_FAKE_LAST_SCHEDULED, planned,
                      g_strdup_printf ("%" G_GINT64_FORMAT, change->at));
}

static char *
dup_standing_json (SkTask *task)
{
  return g_strdup_printf ("%d", sk_task_get_standing (task));
}

static gboolean
sk_fake_source_describe_done (SkTaskSource  *source,
                              SkTask        *task,
                              GArray        *writes,
                              GError       **error)
{
  g_autofree char *before = dup_standing_json (task);

  sk_write_array_add (writes, task, SK_FAKE_STANDING, before,
                      g_strdup_printf ("%d", SK_STANDING_DONE));
  return TRUE;
}

static void
sk_fake_source_rest (SkTaskSource *source)
{
  SK_FAKE_SOURCE (source)->n_rests++;
}

/* --- reading --- */

static SkSnapshot *
make_snapshot (SkFakeSource *self)
{
  SkSnapshotInit init = {
    .rules = self->rules,
    .tasks = sk_task_array_new (),
    .busy = sk_busy_array_new (),
    .notes = g_ptr_array_new_with_free_func (g_free),
  };

  for (guint i = 0; i < self->tasks->len; i++)
    g_ptr_array_add (init.tasks, sk_task_ref (g_ptr_array_index (self->tasks, i)));
  for (guint i = 0; i < self->busy->len; i++)
    sk_busy_array_add (init.busy, g_array_index (self->busy, SkBusy, i).span,
                       g_array_index (self->busy, SkBusy, i).title);
  for (guint i = 0; i < self->notes->len; i++)
    g_ptr_array_add (init.notes, g_strdup (g_ptr_array_index (self->notes, i)));

  return sk_snapshot_new_take (&init);
}

static void
sk_fake_source_fetch_async (SkTaskSource        *source,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  SkFakeSource *self = SK_FAKE_SOURCE (source);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sk_fake_source_fetch_async);
  self->n_fetches++;
  if (g_task_return_error_if_cancelled (task))
    return;

  if (self->fetch_error != NULL)
    {
      g_task_return_error (task, g_error_copy (self->fetch_error));
      return;
    }

  self->n_edited = 0;
  g_task_return_pointer (task, make_snapshot (self), (GDestroyNotify) sk_snapshot_unref);
}

static SkSnapshot *
sk_fake_source_fetch_finish (SkTaskSource  *source,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
sk_fake_source_poll_async (SkTaskSource        *source,
                           gint64               since,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  SkFakeSource *self = SK_FAKE_SOURCE (source);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, sk_fake_source_poll_async);
  self->n_polls++;
  if (g_task_return_error_if_cancelled (task))
    return;

  if (self->fetch_error != NULL)
    g_task_return_error (task, g_error_copy (self->fetch_error));
  else
    g_task_return_int (task, self->n_edited);
}

static gboolean
sk_fake_source_poll_finish (SkTaskSource  *source,
                            GAsyncResult  *result,
                            guint         *n_edited,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), FALSE);

  gssize n = g_task_propagate_int (G_TASK (result), error);

  *n_edited = (guint) MAX (n, 0);
  return n >= 0;
}

/* --- writing --- */

/* What a task is to become. */
typedef struct
{
  SkSpan     place;             /* empty: none */
  SkWhen     planned;
  SkWhen     due;
  SkStanding standing;
} Target;

static SkTask *
change_task (SkTask       *task,
             const Target *target)
{
  gboolean is_placed = !sk_span_is_empty (target->place);
  SkTaskInit init = {
    .id = sk_task_get_id (task),
    .title = sk_task_get_title (task),
    .workspace = sk_task_get_workspace (task),
    .source = sk_task_get_source (task),
    .revision = sk_task_get_revision (task),
    .status = sk_task_get_status (task),
    .standing = target->standing,
    .due = target->due,
    .earliest_start = sk_task_get_earliest_start (task),
    .opted_out = sk_task_is_opted_out (task),
    .pinned = sk_task_is_pinned (task),
    .blocked_by = sk_task_get_blocked_by (task),
    .last_scheduled = target->planned,
  };

  init.ranked = sk_task_get_rank (task, &init.rank);
  init.has_duration = sk_task_get_duration_hours (task, &init.duration_hours);
  if (is_placed)
    {
      init.scheduled_start = sk_when_instant (target->place.start);
      init.scheduled_end = sk_when_instant (target->place.end);
    }

  return sk_task_new (&init);
}

static guint
find_task (SkFakeSource *self,
           const char   *id)
{
  for (guint i = 0; i < self->tasks->len; i++)
    if (strcmp (sk_task_get_id (g_ptr_array_index (self->tasks, i)), id) == 0)
      return i;

  g_error ("%s was asked for %s, which it does not have", self->id, id);
}

static void
step (SkFakeSource *self)
{
  if (self->on_step != NULL)
    self->on_step ();
}

static void
store (SkFakeSource *self,
       guint         i,
       const Target *target)
{
  SkTask *task = g_ptr_array_index (self->tasks, i);

  step (self);
  if (self->shelf != NULL)
    self->shelf[i] = (SkFakeShelf) { !sk_span_is_empty (target->place), target->place,
                                     target->planned.value };
  self->tasks->pdata[i] = change_task (task, target);
  sk_task_unref (task);
  step (self);
}

static Target
get_target (SkTask *task)
{
  Target target = { { 0, 0 }, sk_task_get_last_scheduled (task), sk_task_get_due (task),
                    sk_task_get_standing (task) };

  sk_task_get_scheduled_span (task, &target.place);

  return target;
}

static void
apply (SkFakeSource   *self,
       const SkChange *change)
{
  guint i = find_task (self, sk_task_get_id (change->task));
  Target target = get_target (g_ptr_array_index (self->tasks, i));

  target.place = change->after;
  target.planned = sk_when_instant (change->at);
  store (self, i, &target);
}

static void
note (SkFakeSource *self,
      char          mark,
      GArray       *changes)
{
  if (self->journal == NULL)
    return;

  g_string_append_printf (self->journal, "%s%s", self->journal->len > 0 ? " " : "", self->id);
  for (guint i = 0; i < changes->len; i++)
    g_string_append_printf (self->journal, "%c%s", i == 0 ? mark : ',',
                            sk_task_get_id (g_array_index (changes, SkChange, i).task));
}

static const GError *
get_refusal (SkFakeSource *self,
             guint         nth)
{
  for (guint i = 0; i < self->refusals->len; i++)
    if (g_array_index (self->refusals, Refusal, i).nth == nth)
      return g_array_index (self->refusals, Refusal, i).error;

  return NULL;
}

static void
sk_fake_source_write_async (SkTaskSource        *source,
                            GArray              *changes,
                            SkRules             *rules,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  SkFakeSource *self = SK_FAKE_SOURCE (source);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  const GError *refusal;

  g_task_set_source_tag (task, sk_fake_source_write_async);
  g_task_set_check_cancellable (task, FALSE);
  if (g_task_return_error_if_cancelled (task))
    {
      self->n_under_way++;
      return;
    }

  refusal = get_refusal (self, ++self->n_writes);
  self->n_under_way++;
  self->most_at_once = MAX (self->most_at_once, self->n_under_way);
  note (self, refusal != NULL ? '!' : ':', changes);
  for (guint i = 0; i < changes->len && refusal == NULL; i++)
    apply (self, &g_array_index (changes, SkChange, i));

  if (self->cancellable != NULL && self->n_writes == self->cancel_after)
    g_cancellable_cancel (self->cancellable);

  if (refusal != NULL)
    g_task_return_error (task, g_error_copy (refusal));
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
sk_fake_source_write_finish (SkTaskSource  *source,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), FALSE);

  SK_FAKE_SOURCE (source)->n_under_way--;

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
is_as_before (SkTask *task,
              GArray *writes)
{
  g_autofree char *place = dup_place_json (task);
  g_autofree char *planned = dup_planned_json (task);
  g_autofree char *standing = dup_standing_json (task);

  for (guint i = 0; i < writes->len; i++)
    {
      const SkWrite *write = &g_array_index (writes, SkWrite, i);
      const char *now = strcmp (write->property, SK_FAKE_SCHEDULED) == 0 ? place
                        : strcmp (write->property, SK_FAKE_STANDING) == 0 ? standing : planned;

      if (strcmp (write->before, now) != 0)
        return FALSE;
    }

  return TRUE;
}

static void
read_target (GArray *writes,
             Target *target)
{
  for (guint i = 0; i < writes->len; i++)
    {
      const SkWrite *write = &g_array_index (writes, SkWrite, i);

      if (strcmp (write->property, SK_FAKE_STANDING) == 0)
        target->standing = (SkStanding) g_ascii_strtoll (write->after, NULL, 10);
      else if (strcmp (write->property, SK_FAKE_LAST_SCHEDULED) == 0)
        target->planned = strcmp (write->after, "null") == 0
                          ? (SkWhen) { 0 } : sk_when_instant (g_ascii_strtoll (write->after, NULL,
                                                                               10));
      else if (sscanf (write->after, "[%" G_GINT64_FORMAT ", %" G_GINT64_FORMAT "]",
                       &target->place.start, &target->place.end) != 2)
        target->place = (SkSpan) { 0, 0 };
    }
}

static void
sk_fake_source_put_async (SkTaskSource        *source,
                          GArray              *writes,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  SkFakeSource *self = SK_FAKE_SOURCE (source);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  guint i = find_task (self, sk_task_get_id (g_array_index (writes, SkWrite, 0).task));
  SkTask *present = g_ptr_array_index (self->tasks, i);
  const GError *refusal = get_refusal (self, ++self->n_writes);
  Target target = get_target (present);

  g_task_set_source_tag (task, sk_fake_source_put_async);
  if (refusal != NULL)
    {
      g_task_return_error (task, g_error_copy (refusal));
      return;
    }
  if (!is_as_before (present, writes))
    {
      g_task_return_new_error (task, SK_ERROR, SK_ERROR_CONFLICT, "%s changed in %s",
                               sk_task_get_id (present), self->id);
      return;
    }

  read_target (writes, &target);
  store (self, i, &target);
  g_task_return_boolean (task, TRUE);
}

static gboolean
sk_fake_source_put_finish (SkTaskSource  *source,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, source), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- the object --- */

static void
sk_fake_source_iface_init (SkTaskSourceInterface *iface)
{
  iface->get_id = sk_fake_source_get_id;
  iface->get_batch = sk_fake_source_get_batch;
  iface->get_at_once = sk_fake_source_get_at_once;
  iface->describe = sk_fake_source_describe;
  iface->describe_done = sk_fake_source_describe_done;
  iface->rest = sk_fake_source_rest;
  iface->fetch_async = sk_fake_source_fetch_async;
  iface->fetch_finish = sk_fake_source_fetch_finish;
  iface->poll_async = sk_fake_source_poll_async;
  iface->poll_finish = sk_fake_source_poll_finish;
  iface->write_async = sk_fake_source_write_async;
  iface->write_finish = sk_fake_source_write_finish;
  iface->put_async = sk_fake_source_put_async;
  iface->put_finish = sk_fake_source_put_finish;
}

static void
sk_fake_source_finalize (GObject *object)
{
  SkFakeSource *self = SK_FAKE_SOURCE (object);

  g_free (self->id);
  g_clear_pointer (&self->rules, sk_rules_unref);
  g_ptr_array_unref (self->tasks);
  g_array_unref (self->busy);
  g_ptr_array_unref (self->notes);
  g_array_unref (self->refusals);
  g_clear_error (&self->fetch_error);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (sk_fake_source_parent_class)->finalize (object);
}

static void
sk_fake_source_class_init (SkFakeSourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sk_fake_source_finalize;
}

static void
refusal_clear (gpointer data)
{
  g_clear_error (&((Refusal *) data)->error);
}

static void
sk_fake_source_init (SkFakeSource *self)
{
  self->tasks = sk_task_array_new ();
  self->busy = sk_busy_array_new ();
  self->notes = g_ptr_array_new_with_free_func (g_free);
  self->refusals = g_array_new (FALSE, FALSE, sizeof (Refusal));
  g_array_set_clear_func (self->refusals, refusal_clear);
  self->batch = 1;
  self->at_once = 1;
}

/**
 * sk_fake_source_new:
 * @id: what its tasks know it by
 * @journal: (nullable): where writes are noted; must live as long as it
 *
 * Returns: (transfer full): a source without tasks, that takes one write at a time
 */
SkFakeSource *
sk_fake_source_new (const char *id,
                    GString    *journal)
{
  SkFakeSource *self = g_object_new (SK_TYPE_FAKE_SOURCE, NULL);

  self->id = g_strdup (id);
  self->journal = journal;

  return self;
}

void
sk_fake_source_set_batch (SkFakeSource *self,
                          guint         batch)
{
  self->batch = batch;
}

void
sk_fake_source_set_at_once (SkFakeSource *self,
                            guint         at_once)
{
  self->at_once = at_once;
}

/* The rules its tasks come with, as those of a task file do. */
void
sk_fake_source_set_rules (SkFakeSource *self,
                          SkRules      *rules)
{
  g_clear_pointer (&self->rules, sk_rules_unref);
  self->rules = sk_rules_ref (rules);
}

/* Where @init names no workspace, it is the source's id; its source always is. */
void
sk_fake_source_add_task (SkFakeSource     *self,
                         const SkTaskInit *init)
{
  SkTaskInit whole = *init;

  whole.source = self->id;
  if (whole.workspace == NULL)
    whole.workspace = self->id;
  if (whole.title == NULL)
    whole.title = whole.id;

  self->n_edited++;
  g_ptr_array_add (self->tasks, sk_task_new (&whole));
}

void
sk_fake_source_add_busy (SkFakeSource *self,
                         SkSpan        span,
                         const char   *title)
{
  sk_busy_array_add (self->busy, span, title);
}

void
sk_fake_source_add_note (SkFakeSource *self,
                         const char   *words)
{
  g_ptr_array_add (self->notes, g_strdup (words));
}

/* Keeps its tasks on @shelf, one place each, and finds them there: for a
 * source that outlives the process.  After all tasks are added. */
void
sk_fake_source_set_shelf (SkFakeSource *self,
                          SkFakeShelf  *shelf,
                          void        (*on_step) (void))
{
  self->shelf = shelf;
  for (guint i = 0; i < self->tasks->len; i++)
    {
      SkTask *task = g_ptr_array_index (self->tasks, i);
      Target target = get_target (task);

      target.place = shelf[i].is_placed ? shelf[i].place : (SkSpan) { 0, 0 };
      target.planned = shelf[i].planned != 0 ? sk_when_instant (shelf[i].planned)
                                             : (SkWhen) { 0 };
      store (self, i, &target);
    }
  self->on_step = on_step;
}

/* As a person would: it counts as edited until it is read again. */
void
sk_fake_source_move_task (SkFakeSource *self,
                          const char   *id,
                          SkSpan        place)
{
  guint i = find_task (self, id);
  Target target = get_target (g_ptr_array_index (self->tasks, i));

  target.place = place;
  self->n_edited++;
  store (self, i, &target);
}

/* As a person would. */
void
sk_fake_source_change_due (SkFakeSource *self,
                           const char   *id,
                           SkWhen        due)
{
  guint i = find_task (self, id);
  Target target = get_target (g_ptr_array_index (self->tasks, i));

  target.due = due;
  self->n_edited++;
  store (self, i, &target);
}

/* From now on it can be read again. */
void
sk_fake_source_heal (SkFakeSource *self)
{
  g_clear_error (&self->fetch_error);
}

/* What it holds. */
SkTask *
sk_fake_source_get_task (SkFakeSource *self,
                         const char   *id)
{
  return g_ptr_array_index (self->tasks, find_task (self, id));
}

guint
sk_fake_source_get_n_rests (SkFakeSource *self)
{
  return self->n_rests;
}

/* From now on it cannot be read, nor asked what is new.  The message names the
 * source. */
void
sk_fake_source_fail_fetch (SkFakeSource *self,
                           GQuark        domain,
                           int           code)
{
  g_clear_error (&self->fetch_error);
  self->fetch_error = g_error_new (domain, code, "%s cannot be read", self->id);
}

/* Refuses the @nth write from now on, the next being 1.  The message names
 * the source and the number. */
void
sk_fake_source_fail_write (SkFakeSource *self,
                           guint         nth,
                           GQuark        domain,
                           int           code)
{
  Refusal refusal = { self->n_writes + nth, NULL };

  refusal.error = g_error_new (domain, code, "%s refuses write %u", self->id, nth);
  g_array_append_val (self->refusals, refusal);
}

/* Cancels @cancellable once the @nth write, counted from now on, is done. */
void
sk_fake_source_cancel_after (SkFakeSource *self,
                             guint         nth,
                             GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
  self->cancel_after = self->n_writes + nth;
}

guint
sk_fake_source_get_n_fetches (SkFakeSource *self)
{
  return self->n_fetches;
}

/* How often it was asked what is new. */
guint
sk_fake_source_get_n_polls (SkFakeSource *self)
{
  return self->n_polls;
}

/* How often it was asked to write, refused writes included. */
guint
sk_fake_source_get_n_writes (SkFakeSource *self)
{
  return self->n_writes;
}

/* How many writes were ever under way at a time. */
guint
sk_fake_source_get_most_at_once (SkFakeSource *self)
{
  return self->most_at_once;
}
