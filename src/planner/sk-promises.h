/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-duties.h"

G_BEGIN_DECLS

/**
 * SkRecord:
 * @job: whose reservation was changed
 * @before: where it was, or %SK_NOWHERE
 *
 * What it takes to undo one step.
 */
typedef struct
{
  int        job;
  SkPosition before;
} SkRecord;

/* What one step of a search leaves to the next (sk-search.c). */
typedef struct _SkSearchMemory SkSearchMemory;

/**
 * SkPromises:
 * @agenda: whose tasks they are made to
 * @unplaced: what is free, but for what has a place
 * @free: the same, less what is reserved
 * @place: per job, its place, or %SK_NOWHERE
 * @reserve: per job, what is reserved for it, or %SK_NOWHERE
 * @earliest: per job, no start before is possible, whatever else is decided
 * @promised: per job, whether it has to be on time
 * @locked: per job, whether its reservation may not be moved just now
 * @reserved: for whom something is reserved, by day
 * @duties: how much of the time is promised
 * @by_rank: per job, its place if due dates did not count (sk-place.c), or %SK_NOWHERE
 * @records: (array length=n_records): what was done since somebody last forgot it
 * @n_records: how much that is
 * @most_records: how much there is room for
 * @memories: (nullable): room for what a search remembers, used again by the next
 * @n_searches: how many there were
 * @n_reserved: for how many something is reserved
 * @n_charged: of the most important so many, what is placed counts in @duties
 * @steps: how much longer may be searched
 *
 * Who was promised what, and the witness that all of it can be kept at once:
 * a reservation for each promised task that has no place yet, and for what it
 * waits for (planner.md §5).
 */
typedef struct
{
  SkAgenda   *agenda;
  SkFreeTime *unplaced;
  SkFreeTime *free;
  SkPosition *place;
  SkPosition *reserve;
  SkPosition *earliest;
  guint8     *promised;
  guint8     *locked;
  SkRoster   *reserved;
  SkDuties   *duties;
  SkPosition *by_rank;
  SkRecord   *records;
  int         n_records;
  int         most_records;
  SkSearchMemory *memories;
  int         n_searches;
  int         n_reserved;
  int         n_charged;
  int         steps;
} SkPromises;

SkPromises *sk_promises_new          (SkAgenda         *agenda);
void        sk_promises_free         (SkPromises       *self);
void        sk_promises_reset        (SkPromises       *self);
void        sk_promises_survey       (SkPromises       *self);
void        sk_promises_reserve_at   (SkPromises       *self,
                                      int               number,
                                      SkPosition        position);
void        sk_promises_release      (SkPromises       *self,
                                      int               number);
void        sk_promises_undo         (SkPromises       *self,
                                      int               mark);
void        sk_promises_place        (SkPromises       *self,
                                      int               number,
                                      SkPosition        position);
void        sk_promises_take_back    (SkPromises       *self,
                                      int               number);
void        sk_promises_get_window   (SkPromises       *self,
                                      int               number,
                                      SkPosition       *from,
                                      SkPosition       *to);
SkPosition  sk_promises_get_floor    (SkPromises       *self,
                                      int               number);
gboolean    sk_promises_reserve      (SkPromises       *self,
                                      int               number,
                                      int               depth,
                                      int              *budget);
gboolean    sk_promises_reserve_chain (SkPromises      *self,
                                       int              number,
                                       int             *budget);
void        sk_promises_release_chain (SkPromises      *self,
                                       int              number);
gboolean    sk_promises_place_over   (SkPromises       *self,
                                      int               number,
                                      SkPosition        position,
                                      int               depth,
                                      int              *budget);
int         sk_promises_get_due_day  (SkPromises       *self,
                                      int               number);

/* What a search may cost before the planner is content with what it has. */
#define SK_PROMISES_DEPTH 2
#define SK_PROMISES_BUDGET 100

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkPromises, sk_promises_free)

G_END_DECLS
