/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench.h"

G_BEGIN_DECLS

#define WEEK_MINUTE ((gint64) 60)
#define WEEK_DAY (24 * 60 * WEEK_MINUTE)
#define WEEK_PASS (10 * WEEK_MINUTE)
#define WEEK_WORKING_DAY ((8 * 60 + 30) * WEEK_MINUTE)
#define WEEK_N_DAYS 5
#define WEEK_N_TASKS 80

/* A task as it goes through the week. */
typedef struct
{
  SkTask   *task;
  gint64    due;                /* or G_MAXINT64 */
  gboolean  ends_early;
  gboolean  takes_longer;
  gboolean  waits;              /* its place is over, it is not */
  gboolean  done;
} WeekItem;

typedef struct
{
  guint  moved;
  guint  forced;
  guint  over;
  guint  n_passes;
  guint  n_quiet;
  guint  n_due;
  guint  n_missed;
  guint  n_done;
  gint64 microseconds;
} WeekAccount;

typedef struct
{
  guint32      seed;
  gint64       monday;          /* at nine */
  gint64       first_day;
  SkWorld     *world;           /* as it began; with the rules of the policy */
  const BenchPolicy *policy;
  GArray      *items;           /* (element-type WeekItem) */
  GArray      *busy;            /* from sk_busy_array_new() */
  WeekAccount *account;
} Week;

void week_begin      (Week   *self);
void week_work       (Week   *self,
                      gint64  now);
void week_let_happen (Week   *self,
                      gint64  now);

G_END_DECLS
