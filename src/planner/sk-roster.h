/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-horizon.h"

G_BEGIN_DECLS

/**
 * SkRoster:
 * @horizon: whose days they are
 * @places: (array): per job, where it is; borrowed, and kept up to date by the owner
 * @first: per day, the job on it that begins last, or -1
 * @next: per job, the one that begins next before it on the same day, or -1
 *
 * Who is on which day.  A day holds a handful, so looking through them is no
 * slower than a table with an entry for each slot of the horizon, and takes
 * hundreds of times less memory when the days are many.
 */
typedef struct
{
  const SkHorizon  *horizon;
  const SkPosition *places;
  int              *first;
  int              *next;
} SkRoster;

SkRoster *sk_roster_new    (const SkHorizon  *horizon,
                            const SkPosition *places,
                            int               n_jobs);
void      sk_roster_free   (SkRoster         *self);
void      sk_roster_clear  (SkRoster         *self);
void      sk_roster_add    (SkRoster         *self,
                            int               number);
void      sk_roster_remove (SkRoster         *self,
                            int               number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkRoster, sk_roster_free)

G_END_DECLS
