/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-commit.h"
#include "sk-cycle.h"
#include "sk-fake-source.h"

G_BEGIN_DECLS

#define SK_HOUR 3600

/* Two sources, a journal in a folder of its own, and Monday morning before work. */
typedef struct
{
  SkFakeSource *home;
  SkFakeSource *work;
  GListModel   *sources;
  SkRules      *rules;
  GString      *words;          /* what the sources were asked to write */
  char         *folder;
  SkJournal    *journal;
  gint64        at;
} SkMorning;

gint64    sk_morning_instant     (const char          *text);
SkRules  *sk_morning_make_rules  (int                  hour,
                                  int                  days_ahead,
                                  SkStability          stability);
void      sk_morning_keep_result (GObject             *source,
                                  GAsyncResult        *result,
                                  gpointer             user_data);
void      sk_morning_wait        (GAsyncResult       **result);

void      sk_morning_init        (SkMorning           *self);
void      sk_morning_init_in     (SkMorning           *self,
                                  const char          *folder,
                                  const SkJournalOps  *ops);
void      sk_morning_close       (SkMorning           *self);
void      sk_morning_clear       (SkMorning           *self);

char     *sk_morning_make_folder (void);
void      sk_morning_remove      (const char          *folder);

SkPlan   *sk_morning_plan        (SkMorning           *self);
SkReport *sk_morning_commit_plan (SkMorning           *self,
                                  SkPlan              *plan,
                                  gint64               seen,
                                  GCancellable        *cancellable,
                                  GError             **error);
SkReport *sk_morning_commit      (SkMorning           *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SkMorning, sk_morning_clear)

G_END_DECLS
