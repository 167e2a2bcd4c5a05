/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

#define SK_TYPE_STATE (sk_state_get_type ())

/* Of what the faces say about slots to come and due dates missed, so many; the
 * plan has them all. */
#define SK_STATE_MOST_SLOTS 8

/* SkState.paused_until of a pause that nobody gave an end. */
#define SK_PAUSED_UNTIL_RESUMED G_MAXINT64

typedef struct _SkState SkState;

/**
 * SkPhase:
 * @SK_PHASE_SETUP: there is no workspace yet
 * @SK_PHASE_LOCKED: the keyring has to be unlocked by the person
 * @SK_PHASE_IDLE: the week is in order
 * @SK_PHASE_WORKING: a pass is under way
 * @SK_PHASE_REVIEW: changes wait to be looked at
 * @SK_PHASE_APPLYING: changes are being written
 * @SK_PHASE_PAUSED: the person asked for rest
 * @SK_PHASE_OFFLINE: what passes by itself is in the way; the last plan stands
 * @SK_PHASE_FAILED: the person has to do something; the error says what
 *
 * What the program is about (formats.md §5).
 */
typedef enum
{
  SK_PHASE_SETUP,
  SK_PHASE_LOCKED,
  SK_PHASE_IDLE,
  SK_PHASE_WORKING,
  SK_PHASE_REVIEW,
  SK_PHASE_APPLYING,
  SK_PHASE_PAUSED,
  SK_PHASE_OFFLINE,
  SK_PHASE_FAILED,
} SkPhase;

/**
 * SkSlot:
 * @task: (owned): the id of a task
 * @title: (owned): what it is called; may be empty
 * @span: its slot
 *
 * A task in its slot, as far as a menu or a notification needs it.
 */
typedef struct
{
  char   *task;
  char   *title;
  SkSpan  span;
} SkSlot;

/**
 * SkPlace:
 * @id: (owned): the id of a workspace
 * @name: (owned): what it is called
 * @kind: (owned): "notion" or "file"
 *
 * A workspace, as far as the faces need it.
 */
typedef struct
{
  char *id;
  char *name;
  char *kind;
} SkPlace;

/**
 * SkStateInit:
 * @revision: grows with each state, also over restarts of a face
 * @phase: what the program is about
 * @at: the planning instant of the plan, Unix seconds; 0: there is no plan yet
 * @zone_name: (nullable): the IANA zone the person lives in
 * @counts: the plan in numbers
 * @n_changes: how many changes wait to be written
 * @digest: (nullable): their name (formats.md §2)
 * @running: (nullable): the slot under way
 * @next: (nullable) (element-type SkSlot): the slots after it, up to
 *   %SK_STATE_MOST_SLOTS
 * @late: (nullable) (element-type SkSlot): those that miss their due date, up to
 *   %SK_STATE_MOST_SLOTS; an empty span: without a place
 * @ended: (nullable): the last slot that ended without its task being done
 * @next_pass: when the next pass is due, Unix seconds; 0: none is
 * @done: how many changes are written of those being written
 * @total: how many are being written; 0: none
 * @paused_until: Unix seconds; 0: not paused; %SK_PAUSED_UNTIL_RESUMED
 * @can_undo: whether something was written that can be taken back
 * @last_set: (nullable): the change set that was written last by itself, or by
 *   request
 * @last_written: how many changes it wrote
 * @capacity: (nullable) (element-type SkCapacity): by day
 * @error: (nullable): what is wrong
 * @notices: (nullable): what the person should know though nothing is wrong: a
 *   sentence each, %NULL-terminated
 * @workspaces: (nullable) (element-type SkPlace): where tasks come from
 *
 * Named arguments for sk_state_new(); everything is copied.
 */
typedef struct
{
  guint64            revision;
  SkPhase            phase;
  gint64             at;
  const char        *zone_name;
  SkSummary          counts;
  guint              n_changes;
  const char        *digest;
  const SkSlot      *running;
  const GArray      *next;
  const GArray      *late;
  const SkSlot      *ended;
  gint64             next_pass;
  guint              done;
  guint              total;
  gint64             paused_until;
  gboolean           can_undo;
  const char        *last_set;
  guint              last_written;
  const GArray      *capacity;
  const GError      *error;
  const char *const *notices;
  const GArray      *workspaces;
} SkStateInit;

GType              sk_state_get_type         (void);
SkState           *sk_state_new              (const SkStateInit *init);
SkState           *sk_state_ref              (SkState           *self);
void               sk_state_unref            (SkState           *self);
guint64            sk_state_get_revision     (SkState           *self);
SkPhase            sk_state_get_phase        (SkState           *self);
gint64             sk_state_get_at           (SkState           *self);
const char        *sk_state_get_zone_name    (SkState           *self);
GTimeZone         *sk_state_dup_zone         (SkState           *self);
const SkSummary   *sk_state_get_counts       (SkState           *self);
guint              sk_state_get_n_changes    (SkState           *self);
const char        *sk_state_get_digest       (SkState           *self);
const SkSlot      *sk_state_get_running      (SkState           *self);
guint              sk_state_get_n_next       (SkState           *self);
const SkSlot      *sk_state_get_next         (SkState           *self,
                                              guint              i);
guint              sk_state_get_n_late       (SkState           *self);
const SkSlot      *sk_state_get_late         (SkState           *self,
                                              guint              i);
const SkSlot      *sk_state_get_ended        (SkState           *self);
gint64             sk_state_get_next_pass    (SkState           *self);
guint              sk_state_get_done         (SkState           *self);
guint              sk_state_get_total        (SkState           *self);
gint64             sk_state_get_paused_until (SkState           *self);
gboolean           sk_state_can_undo         (SkState           *self);
const char        *sk_state_get_last_set     (SkState           *self);
guint              sk_state_get_last_written (SkState           *self);
guint              sk_state_get_n_capacity   (SkState           *self);
const SkCapacity  *sk_state_get_capacity     (SkState           *self,
                                              guint              i);
const GError      *sk_state_get_error        (SkState           *self);
const char *const *sk_state_get_notices      (SkState           *self);
guint              sk_state_get_n_workspaces (SkState           *self);
const SkPlace     *sk_state_get_workspace    (SkState           *self,
                                              guint              i);
gboolean           sk_state_is_busy          (SkState           *self);

GArray            *sk_slot_array_new         (void);
void               sk_slot_array_add         (GArray            *array,
                                              const char        *task,
                                              const char        *title,
                                              SkSpan             span);
GArray            *sk_place_array_new        (void);
void               sk_place_array_add        (GArray            *array,
                                              const char        *id,
                                              const char        *name,
                                              const char        *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkState, sk_state_unref)

G_END_DECLS
