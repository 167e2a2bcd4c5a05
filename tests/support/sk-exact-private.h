/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-exact.h"

G_BEGIN_DECLS

#define SK_EXACT_NEVER G_MAXINT

/* A task, with times as slots since the first day began. */
typedef struct
{
  SkTask   *task;
  double    rank;               /* a blocker has the best of what it holds up */
  gint64    order_due;          /* likewise the earliest */
  gint64    due;                /* Unix seconds, or G_MAXINT64 */
  int       length;
  int       earliest;
  int       latest_end;         /* or SK_EXACT_NEVER */
  guint     blockers;           /* a bit per job */
  gboolean  hopeless;           /* its due date has passed */
  SkSpan    fixed;              /* empty: it may be placed */
} SkExactJob;

struct _SkExact
{
  SkExactJob *jobs;             /* most important first */
  guint       n;
  gint64      origin;           /* when slot 0 begins */
  gint64      slot;             /* seconds */
  int         n_slots;
  gboolean   *open;             /* per slot: in hours, nothing busy or fixed, not past */
  gboolean   *fence;            /* per slot: an open range ends with it */
};

gint64   sk_exact_instant     (SkExact           *self,
                               int                slot);
int      sk_exact_end_of      (SkExact           *self,
                               const SkExactPlan *plan,
                               guint              job);
gboolean sk_exact_is_fixed    (const SkExactJob  *job);
void     sk_exact_plan_begin  (SkExact           *self,
                               SkExactPlan       *plan);
void     sk_exact_plan_put    (SkExact           *self,
                               SkExactPlan       *plan,
                               guint              job,
                               int                start);

G_END_DECLS
