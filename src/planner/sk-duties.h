/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-agenda.h"
#include "sk-roster.h"
#include "sk-tally.h"

G_BEGIN_DECLS

/**
 * SkDuties:
 * @agenda: whose tasks they are
 * @free_time: what is free for them; borrowed
 * @room: per day, how many slots of that may be used; borrowed
 * @own_room: (nullable): the same, where it was counted here
 * @left: free slots until the end of each day, less promised work due by then
 * @last: per job that was promised, the last position it may take
 * @due: who was promised, by the day it is due
 *
 * How much of the time until each moment is promised.
 */
typedef struct
{
  SkAgenda         *agenda;
  const SkFreeTime *free_time;
  const int        *room;
  int              *own_room;
  SkTally          *left;
  SkPosition       *last;
  SkRoster         *due;
} SkDuties;

SkDuties *sk_duties_new      (SkAgenda         *agenda);
void      sk_duties_free     (SkDuties         *self);
void      sk_duties_begin    (SkDuties         *self,
                              const SkFreeTime *free_time);
void      sk_duties_promise  (SkDuties         *self,
                              int               number,
                              SkPosition        limit);
gboolean  sk_duties_has_time (const SkDuties   *self,
                              int               number,
                              SkPosition        limit);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkDuties, sk_duties_free)

G_END_DECLS
