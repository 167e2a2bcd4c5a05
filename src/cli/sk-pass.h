/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-cmd.h"
#include "sk-commit.h"
#include "sk-plan.h"
#include "sk-undo.h"

G_BEGIN_DECLS

#define SK_PASS_MAX_TRIES 3     /* of a pass that meets changes by others */

GListModel *sk_pass_open   (const SkInvocation  *invocation,
                            GError             **error);
GListModel *sk_pass_open_calendars
                           (const SkInvocation  *invocation);
GPtrArray  *sk_pass_read_calendars
                           (GListModel          *calendars,
                            SkSpan               span,
                            SkRules             *rules);
gboolean    sk_pass_is_certain
                           (SkPlan              *plan,
                            GError             **error);
void        sk_pass_export (const SkInvocation  *invocation,
                            SkPlan              *plan);
SkPlan     *sk_pass_plan   (const SkInvocation  *invocation,
                            GListModel          *sources,
                            gboolean             certify,
                            GCancellable        *cancellable,
                            GError             **error);
SkPlan     *sk_pass_plan_tasks
                           (const SkInvocation  *invocation,
                            GListModel          *sources,
                            GError             **error);
SkReport   *sk_pass_commit (const SkInvocation  *invocation,
                            GListModel          *sources,
                            SkPlan              *plan,
                            gint64               seen,
                            GCancellable        *cancellable,
                            GError             **error);
gboolean    sk_pass_recover
                           (const SkInvocation  *invocation,
                            GListModel          *sources,
                            GCancellable        *cancellable,
                            GError             **error);
SkUndone   *sk_pass_undo   (const SkInvocation  *invocation,
                            GListModel          *sources,
                            const char          *id,
                            GError             **error);
gboolean    sk_pass_intend (const SkInvocation  *invocation,
                            const SkChangeSet   *set,
                            GError             **error);
SkUndone   *sk_pass_put    (const SkInvocation  *invocation,
                            GListModel          *sources,
                            SkChangeSet         *set,
                            GError             **error);
GHashTable *sk_pass_list_unwanted
                           (const SkInvocation  *invocation,
                            SkPlan              *plan,
                            GError             **error);
gboolean    sk_pass_hold   (SkPlan             **plan,
                            GHashTable          *held,
                            GError             **error);
void        sk_pass_tell_unwanted
                           (SkPlan              *plan,
                            GHashTable          *unwanted,
                            gboolean             is_held);
void        sk_pass_note   (SkPlan              *plan);
void        sk_pass_tell_failures
                           (GArray              *writes);
SkTask     *sk_pass_find_task
                           (SkPlan              *plan,
                            const char          *wanted);

G_END_DECLS
