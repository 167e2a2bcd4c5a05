/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-state.h"

G_BEGIN_DECLS

/* 10:00 on a Tuesday, 24 November 2026, in Berlin, where all of it is. */
#define SK_SOME_NOW 1795510800

#define SK_SOME_TASK "fix-bug"

/**
 * SkSomeState:
 * @phase: what it is about
 * @has_no_plan: whether nothing was planned yet
 * @title: (nullable): what its task is called; "Fix bug"
 * @runs: whether that is under way, from 09:30 to 11:30
 * @n_next: how many slots follow, of half an hour each; every third is tomorrow at nine
 * @changes: how many changes wait
 * @digest: (nullable): their name; "d1"
 * @late: (nullable): ids of tasks that will be late, separated by spaces
 * @more_late: how many more there are, of whom the state says no more
 * @ended: (nullable): the id of a task whose slot ended at 10:00
 * @done: how many are written
 * @total: of how many
 * @paused_until: Unix seconds
 * @last_set: (nullable): what can be undone
 * @written: how many changes it wrote
 * @failure: (nullable): what is wrong
 *
 * A state, in the few words a test needs.
 */
typedef struct
{
  SkPhase     phase;
  gboolean    has_no_plan;
  const char *title;
  gboolean    runs;
  guint       n_next;
  guint       changes;
  const char *digest;
  const char *late;
  guint       more_late;
  const char *ended;
  guint       done;
  guint       total;
  gint64      paused_until;
  const char *last_set;
  guint       written;
  const char *failure;
} SkSomeState;

SkState *sk_some_state_new (const SkSomeState *some);

G_END_DECLS
