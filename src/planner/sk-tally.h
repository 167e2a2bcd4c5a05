/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SkTally:
 *
 * How many slots are left until the end of each day, less what is spoken for
 * by then.
 */
typedef struct _SkTally SkTally;

SkTally *sk_tally_new             (int               n_days);
void     sk_tally_free            (SkTally          *self);
void     sk_tally_count           (SkTally          *self,
                                   const int        *slots);
void     sk_tally_charge          (SkTally          *self,
                                   int               from,
                                   int               until,
                                   int               n_slots);
int      sk_tally_get             (const SkTally    *self,
                                   int               day);
int      sk_tally_get_least       (const SkTally    *self,
                                   int               day);
int      sk_tally_find_last_short (const SkTally    *self,
                                   int               until,
                                   int               n_slots);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkTally, sk_tally_free)

G_END_DECLS
