/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

#define SK_EXACT_MOST 16
#define SK_EXACT_NOWHERE G_MAXINT64

typedef struct _SkExact SkExact;

/**
 * SkExactPlan:
 * @n: how many tasks there are
 * @tasks: the tasks, most important first; borrowed
 * @starts: Unix seconds, or %SK_EXACT_NOWHERE
 * @has_due: whether it has a due date
 * @on_time: whether it is placed so that its due date, if any, is met
 *
 * A plan, as far as its worth is concerned.
 */
typedef struct
{
  guint     n;
  SkTask   *tasks[SK_EXACT_MOST];
  gint64    starts[SK_EXACT_MOST];
  gboolean  has_due[SK_EXACT_MOST];
  gboolean  on_time[SK_EXACT_MOST];
} SkExactPlan;

SkExact  *sk_exact_new                (SkSnapshot        *snapshot,
                                       SkRules           *rules,
                                       gint64             at);
void      sk_exact_free               (SkExact           *self);

void      sk_exact_solve              (SkExact           *self,
                                       SkExactPlan       *plan);
void      sk_exact_plan_by_rank       (SkExact           *self,
                                       SkExactPlan       *plan);
void      sk_exact_try_all            (SkExact           *self,
                                       SkExactPlan       *plan);
void      sk_exact_read               (SkExact           *self,
                                       SkPlan            *from,
                                       SkExactPlan       *plan);
guint     sk_exact_count_least_late   (SkExact           *self);

int       sk_exact_plan_compare_dues  (const SkExactPlan *a,
                                       const SkExactPlan *b);
int       sk_exact_plan_compare       (const SkExactPlan *a,
                                       const SkExactPlan *b);
guint     sk_exact_plan_count_late    (const SkExactPlan *self);
char     *sk_exact_plan_dup_dump      (const SkExactPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkExact, sk_exact_free)

G_END_DECLS
