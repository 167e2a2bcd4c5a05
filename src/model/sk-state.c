/* sk-state.c — everything a face may show, at one moment
 *
 * Small enough to travel at every change; the plan itself is asked for by
 * whoever draws it.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-state.h"

struct _SkState
{
  guint64    revision;
  SkPhase    phase;
  gint64     at;
  char      *zone_name;
  SkSummary  counts;
  guint      n_changes;
  char      *digest;
  GArray    *running;           /* (element-type SkSlot): none or one */
  GArray    *next;              /* (element-type SkSlot) */
  GArray    *late;              /* (element-type SkSlot) */
  GArray    *ended;             /* (element-type SkSlot): none or one */
  gint64     next_pass;
  guint      done;
  guint      total;
  gint64     paused_until;
  gboolean   can_undo;
  char      *last_set;
  guint      last_written;
  GArray    *capacity;          /* (element-type SkCapacity) */
  GError    *error;
  char     **notices;
  GArray    *workspaces;        /* (element-type SkPlace) */
};

G_DEFINE_BOXED_TYPE (SkState, sk_state, sk_state_ref, sk_state_unref)

/* --- its parts --- */

static void
sk_slot_clear (gpointer data)
{
  SkSlot *self = data;

  g_clear_pointer (&self->task, g_free);
  g_clear_pointer (&self->title, g_free);
}

/**
 * sk_slot_array_new:
 *
 * Returns: (transfer full) (element-type SkSlot): no slots yet
 */
GArray *
sk_slot_array_new (void)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (SkSlot));

  g_array_set_clear_func (array, sk_slot_clear);

  return array;
}

void
sk_slot_array_add (GArray     *array,
                   const char *task,
                   const char *title,
                   SkSpan      span)
{
  SkSlot slot = { g_strdup (task), g_strdup (title != NULL ? title : ""), span };

  g_array_append_val (array, slot);
}

static void
sk_place_clear (gpointer data)
{
  SkPlace *self = data;

  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->kind, g_free);
}

/**
 * sk_place_array_new:
 *
 * Returns: (transfer full) (element-type SkPlace): no workspaces yet
 */
GArray *
sk_place_array_new (void)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (SkPlace));

  g_array_set_clear_func (array, sk_place_clear);

  return array;
}

void
sk_place_array_add (GArray     *array,
                    const char *id,
                    const char *name,
                    const char *kind)
{
  SkPlace place = { g_strdup (id), g_strdup (name), g_strdup (kind) };

  g_array_append_val (array, place);
}

static GArray *
copy_slots (const GArray *slots)        /* (nullable) */
{
  GArray *copy = sk_slot_array_new ();

  for (guint i = 0; slots != NULL && i < slots->len; i++)
    {
      const SkSlot *slot = &g_array_index (slots, SkSlot, i);

      sk_slot_array_add (copy, slot->task, slot->title, slot->span);
    }

  return copy;
}

static GArray *
copy_slot (const SkSlot *slot)          /* (nullable) */
{
  GArray *copy = sk_slot_array_new ();

  if (slot != NULL)
    sk_slot_array_add (copy, slot->task, slot->title, slot->span);

  return copy;
}

static GArray *
copy_capacity (const GArray *capacity)  /* (nullable) */
{
  GArray *copy = g_array_new (FALSE, FALSE, sizeof (SkCapacity));

  if (capacity != NULL)
    g_array_append_vals (copy, capacity->data, capacity->len);

  return copy;
}

static GArray *
copy_workspaces (const GArray *workspaces)      /* (nullable) */
{
  GArray *copy = sk_place_array_new ();

  for (guint i = 0; workspaces != NULL && i < workspaces->len; i++)
    {
      const SkPlace *place = &g_array_index (workspaces, SkPlace, i);

      sk_place_array_add (copy, place->id, place->name, place->kind);
    }

  return copy;
}

/* --- the whole --- */

/**
 * sk_state_new:
 * @init: what there is to show
 *
 * Returns: (transfer full): a state that never changes
 */
SkState *
sk_state_new (const SkStateInit *init)
{
  SkState *self = g_atomic_rc_box_new0 (SkState);

  self->revision = init->revision;
  self->phase = init->phase;
  self->at = init->at;
  self->zone_name = g_strdup (init->zone_name);
  self->counts = init->counts;
  self->n_changes = init->n_changes;
  self->digest = g_strdup (init->digest);
  self->running = copy_slot (init->running);
  self->next = copy_slots (init->next);
  self->late = copy_slots (init->late);
  self->ended = copy_slot (init->ended);
  self->next_pass = init->next_pass;
  self->done = init->done;
  self->total = init->total;
  self->paused_until = init->paused_until;
  self->can_undo = init->can_undo;
  self->last_set = g_strdup (init->last_set);
  self->last_written = init->last_written;
  self->capacity = copy_capacity (init->capacity);
  self->error = init->error != NULL ? g_error_copy (init->error) : NULL;
  self->notices = g_strdupv ((char **) init->notices);
  self->workspaces = copy_workspaces (init->workspaces);

  return self;
}

static void
sk_state_clear (SkState *self)
{
  g_free (self->zone_name);
  g_free (self->digest);
  g_array_unref (self->running);
  g_array_unref (self->next);
  g_array_unref (self->late);
  g_array_unref (self->ended);
  g_free (self->last_set);
  g_array_unref (self->capacity);
  g_clear_error (&self->error);
  g_strfreev (self->notices);
  g_array_unref (self->workspaces);
}

SkState *
sk_state_ref (SkState *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sk_state_unref (SkState *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) sk_state_clear);
}

guint64
sk_state_get_revision (SkState *self)
{
  return self->revision;
}

SkPhase
sk_state_get_phase (SkState *self)
{
  return self->phase;
}

gint64
sk_state_get_at (SkState *self)
{
  return self->at;
}

/**
 * sk_state_get_zone_name:
 * @self: a state
 *
 * Returns: (nullable): the IANA zone in which times are to be shown
 */
const char *
sk_state_get_zone_name (SkState *self)
{
  return self->zone_name;
}

/**
 * sk_state_dup_zone:
 * @self: a state
 *
 * Returns: (transfer full): the zone in which times are to be shown; UTC if it
 *   is not known here
 */
GTimeZone *
sk_state_dup_zone (SkState *self)
{
  GTimeZone *zone = NULL;

  if (self->zone_name != NULL)
    zone = g_time_zone_new_identifier (self->zone_name);

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

/**
 * sk_state_get_counts:
 * @self: a state
 *
 * Returns: (transfer none): the plan in numbers; all 0 while there is none
 */
const SkSummary *
sk_state_get_counts (SkState *self)
{
  return &self->counts;
}

guint
sk_state_get_n_changes (SkState *self)
{
  return self->n_changes;
}

/**
 * sk_state_get_digest:
 * @self: a state
 *
 * Returns: (nullable): the name of the changes that wait; who asks for them to
 *   be written says it again
 */
const char *
sk_state_get_digest (SkState *self)
{
  return self->digest;
}

static const SkSlot *
get_slot (GArray *slots,
          guint   i)
{
  return i < slots->len ? &g_array_index (slots, SkSlot, i) : NULL;
}

/**
 * sk_state_get_running:
 * @self: a state
 *
 * Returns: (transfer none) (nullable): the slot under way
 */
const SkSlot *
sk_state_get_running (SkState *self)
{
  return get_slot (self->running, 0);
}

guint
sk_state_get_n_next (SkState *self)
{
  return self->next->len;
}

/**
 * sk_state_get_next:
 * @self: a state
 * @i: which
 *
 * Returns: (transfer none) (nullable): a slot to come
 */
const SkSlot *
sk_state_get_next (SkState *self,
                   guint    i)
{
  return get_slot (self->next, i);
}

guint
sk_state_get_n_late (SkState *self)
{
  return self->late->len;
}

/**
 * sk_state_get_late:
 * @self: a state
 * @i: which
 *
 * Returns: (transfer none) (nullable): a task that misses its due date
 */
const SkSlot *
sk_state_get_late (SkState *self,
                   guint    i)
{
  return get_slot (self->late, i);
}

/**
 * sk_state_get_ended:
 * @self: a state
 *
 * Returns: (transfer none) (nullable): the last slot that ended without its
 *   task being done
 */
const SkSlot *
sk_state_get_ended (SkState *self)
{
  return get_slot (self->ended, 0);
}

gint64
sk_state_get_next_pass (SkState *self)
{
  return self->next_pass;
}

guint
sk_state_get_done (SkState *self)
{
  return self->done;
}

guint
sk_state_get_total (SkState *self)
{
  return self->total;
}

gint64
sk_state_get_paused_until (SkState *self)
{
  return self->paused_until;
}

gboolean
sk_state_can_undo (SkState *self)
{
  return self->can_undo;
}

/**
 * sk_state_get_last_set:
 * @self: a state
 *
 * Returns: (nullable): the id of the change set that was written last
 */
const char *
sk_state_get_last_set (SkState *self)
{
  return self->last_set;
}

guint
sk_state_get_last_written (SkState *self)
{
  return self->last_written;
}

guint
sk_state_get_n_capacity (SkState *self)
{
  return self->capacity->len;
}

const SkCapacity *
sk_state_get_capacity (SkState *self,
                       guint    i)
{
  g_return_val_if_fail (i < self->capacity->len, NULL);

  return &g_array_index (self->capacity, SkCapacity, i);
}

/**
 * sk_state_get_error:
 * @self: a state
 *
 * Returns: (transfer none) (nullable): what is wrong, in words for people
 */
const GError *
sk_state_get_error (SkState *self)
{
  return self->error;
}

/**
 * sk_state_get_notices:
 * @self: a state
 *
 * Returns: (transfer none) (nullable): sentences, %NULL-terminated
 */
const char *const *
sk_state_get_notices (SkState *self)
{
  return (const char *const *) self->notices;
}

guint
sk_state_get_n_workspaces (SkState *self)
{
  return self->workspaces->len;
}

const SkPlace *
sk_state_get_workspace (SkState *self,
                        guint    i)
{
  g_return_val_if_fail (i < self->workspaces->len, NULL);

  return &g_array_index (self->workspaces, SkPlace, i);
}

/**
 * sk_state_is_busy:
 * @self: a state
 *
 * Returns: whether something is under way that the person can wait for
 */
gboolean
sk_state_is_busy (SkState *self)
{
  return self->phase == SK_PHASE_WORKING || self->phase == SK_PHASE_APPLYING;
}
