/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "sk-when.h"

G_BEGIN_DECLS

#define SK_TYPE_RULES (sk_rules_get_type ())

#define SK_MINUTES_A_DAY 1440

#define SK_DEFAULT_DAY_START (9 * 60)
#define SK_DEFAULT_DAY_END (17 * 60)
#define SK_DEFAULT_SLOT_MINUTES 15
#define SK_DEFAULT_DAYS_AHEAD 7
#define SK_DEFAULT_DURATION_HOURS 1.0
#define SK_DEFAULT_DAY_LIMIT_PERCENT 100
#define SK_MAX_DAYS_AHEAD 365
#define SK_MAX_BUFFER_MINUTES (24 * 60)

typedef struct _SkRules SkRules;

/**
 * SkStability:
 * @SK_STABILITY_STEADY: a placement stays unless there is a reason worth a move
 * @SK_STABILITY_KEEP_ALL: a placement that is still possible never moves
 * @SK_STABILITY_REBUILD: present placements are forgotten
 */
typedef enum
{
  SK_STABILITY_STEADY,
  SK_STABILITY_KEEP_ALL,
  SK_STABILITY_REBUILD,
} SkStability;

/**
 * SkRange:
 * @start_minute: wall-clock minutes since midnight
 * @end_minute: likewise, up to 1440; after @start_minute
 *
 * One open stretch of a working day, as people say it: "09:00-12:30".
 */
typedef struct
{
  int start_minute;
  int end_minute;
} SkRange;

/**
 * SkException:
 * @day: days since 1970-01-01
 * @ranges: (element-type SkRange): that day's hours; empty: it is closed
 */
typedef struct
{
  gint64  day;
  GArray *ranges;
} SkException;

/**
 * SkRulesInit:
 * @zone_name: the IANA name of @zone
 * @zone: the zone the hours are meant in
 * @week: (nullable): per weekday, Monday first, the open ranges; %NULL: closed
 * @exceptions: (nullable): (element-type SkException): days with other hours
 * @slot_minutes: the grid: 5, 10, 15, 20, 30 or 60
 * @days_ahead: how many local days are planned, the first included
 * @buffer_minutes: kept free after each placement and around each busy time
 * @stability: what a present placement is worth
 * @due_dates: whether due dates count
 * @fill_today: whether idle time today attracts later work
 * @default_duration_hours: for a task of which nobody said how long it takes
 * @day_limit_percent: how much of a day's hours may be filled
 *
 * Named arguments for sk_rules_new().  Ranges are sorted and do not overlap;
 * whoever reads them from outside has refused everything else.
 */
typedef struct
{
  const char   *zone_name;
  GTimeZone    *zone;
  GArray       *week[7];
  GArray       *exceptions;
  int           slot_minutes;
  int           days_ahead;
  int           buffer_minutes;
  SkStability   stability;
  gboolean      due_dates;
  gboolean      fill_today;
  double        default_duration_hours;
  int           day_limit_percent;
} SkRulesInit;

GType          sk_rules_get_type                   (void);
SkRules       *sk_rules_new                        (const SkRulesInit *init);
SkRules       *sk_rules_with_stability             (SkRules           *self,
                                                    SkStability        stability);
SkRules       *sk_rules_with_days_ahead            (SkRules           *self,
                                                    int                days_ahead);
SkRules       *sk_rules_ref                        (SkRules           *self);
void           sk_rules_unref                      (SkRules           *self);
GTimeZone     *sk_rules_get_zone                   (SkRules           *self);
const char    *sk_rules_get_zone_name              (SkRules           *self);
const SkRange *sk_rules_get_ranges                 (SkRules           *self,
                                                    gint64             day,
                                                    guint             *n_ranges);
int            sk_rules_get_slot_minutes           (SkRules           *self);
gint64         sk_rules_get_slot_seconds           (SkRules           *self);
int            sk_rules_get_days_ahead             (SkRules           *self);
int            sk_rules_get_buffer_minutes         (SkRules           *self);
SkStability    sk_rules_get_stability              (SkRules           *self);
gboolean       sk_rules_get_due_dates              (SkRules           *self);
gboolean       sk_rules_get_fill_today             (SkRules           *self);
double         sk_rules_get_default_duration_hours (SkRules           *self);
int            sk_rules_get_day_limit_percent      (SkRules           *self);

gboolean       sk_rules_is_slot_length             (int                minutes);
GArray        *sk_ranges_new                       (void);
GArray        *sk_exceptions_new                   (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkRules, sk_rules_unref)

G_END_DECLS
