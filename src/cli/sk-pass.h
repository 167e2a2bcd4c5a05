/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-cmd.h"
#include "sk-commit.h"
#include "sk-plan.h"

G_BEGIN_DECLS

GListModel *sk_pass_open   (const SkInvocation  *invocation,
                            GError             **error);
SkPlan     *sk_pass_plan   (const SkInvocation  *invocation,
                            GListModel          *sources,
                            gboolean             certify,
                            GCancellable        *cancellable,
                            GError             **error);
SkReport   *sk_pass_commit (GListModel          *sources,
                            SkPlan              *plan,
                            GCancellable        *cancellable,
                            GError             **error);
void        sk_pass_note   (SkPlan              *plan);
void        sk_pass_tell_failures
                           (const SkReport      *report);
SkTask     *sk_pass_find_task
                           (SkPlan              *plan,
                            const char          *wanted);

G_END_DECLS
