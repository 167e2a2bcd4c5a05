/* sk-check-days.c — a calendar for the checker: days, their hours and slots
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

#define DAY ((gint64) 24 * 60 * 60)

/* Two ranges that meet at a time the wall shows twice overlap by an hour; the
 * hour is the first one's, which goes on until its end. */
static void
cut_to_slots (SkCheckDay *day,
              gint64      slot)
{
  for (guint i = 0; i < day->n_ranges; i++)
    {
      gint64 first = (day->ranges[i].start - day->span.start + slot - 1) / slot;
      gint64 last = (day->ranges[i].end - day->span.start) / slot;
      SkSpan open = { day->span.start + first * slot, day->span.start + last * slot };

      if (day->n_open > 0)
        open.start = MAX (open.start, day->open[day->n_open - 1].end);
      if (!sk_span_is_empty (open))
        day->open[day->n_open++] = open;
    }
}

/* How much of a day may be filled; everything, if there is no limit. */
static gint64
allow (SkCheckDays      *self,
       const SkCheckDay *day)
{
  int percent = sk_rules_get_day_limit_percent (self->rules);
  gint64 open = 0;

  if (percent >= 100)
    return G_MAXINT64;

  for (guint i = 0; i < day->n_open; i++)
    open += sk_span_length (day->open[i]);

  return open / self->slot * percent / 100 * self->slot;
}

static SkCheckDay *
look (SkCheckDays *self,
      gint64       number)
{
  g_autoptr(GArray) pieces = sk_check_wall_walk (sk_rules_get_zone (self->rules), number);
  SkCheckDay *day = g_new0 (SkCheckDay, 1);
  const SkRange *ranges = sk_rules_get_ranges (self->rules, number, &day->n_ranges);

  day->day = number;
  day->span.start = sk_check_wall_first (pieces, number * DAY);
  day->span.end = sk_check_wall_first (pieces, (number + 1) * DAY);
  day->ranges = g_new0 (SkSpan, 2 * day->n_ranges);
  day->open = day->ranges + day->n_ranges;

  for (guint i = 0; i < day->n_ranges; i++)
    {
      day->ranges[i].start =
        sk_check_wall_first (pieces, number * DAY + ranges[i].start_minute * 60);
      /* 24:00 is where the day ends, also where the next one shows 0:00 twice */
      day->ranges[i].end = ranges[i].end_minute == SK_MINUTES_A_DAY
        ? day->span.end : sk_check_wall_last (pieces, number * DAY + ranges[i].end_minute * 60);
    }

  cut_to_slots (day, self->slot);
  day->allowance = allow (self, day);

  return day;
}

static void
day_free (gpointer data)
{
  SkCheckDay *day = data;

  g_free (day->ranges);
  g_free (day);
}

static gint64
number_at (SkCheckDays *self,
           gint64       moment)
{
  gint64 wall = moment + sk_check_wall_ahead (sk_rules_get_zone (self->rules), moment);

  return wall >= 0 ? wall / DAY : -((-wall + DAY - 1) / DAY);
}

/* The first slot of @day that begins at or after @moment. */
gint64
sk_check_days_align_up (SkCheckDays      *self,
                        const SkCheckDay *day,
                        gint64            moment)
{
  gint64 since = moment - day->span.start;

  return since <= 0 ? day->span.start : moment + (self->slot - since % self->slot) % self->slot;
}

/* The end of the last slot of @day that ends at or before @moment. */
gint64
sk_check_days_align_down (SkCheckDays      *self,
                          const SkCheckDay *day,
                          gint64            moment)
{
  gint64 since = moment - day->span.start;

  return since <= 0 ? moment : moment - since % self->slot;
}

/* The longest that fits into @day after @from while nothing else is planned. */
static gint64
longest_of_day (SkCheckDays      *self,
                const SkCheckDay *day,
                gint64            from)
{
  gint64 longest = 0;

  for (guint i = 0; i < day->n_open; i++)
    {
      gint64 start = MAX (day->open[i].start, sk_check_days_align_up (self, day, from));

      longest = MAX (longest, day->open[i].end - start);
    }

  return MIN (longest, day->allowance);
}

SkCheckDays *
sk_check_days_new (SkRules *rules,
                   gint64   at)
{
  SkCheckDays *self = g_new0 (SkCheckDays, 1);
  guint n = (guint) sk_rules_get_days_ahead (rules);

  self->rules = rules;
  self->slot = sk_rules_get_slot_seconds (rules);
  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, day_free);
  self->horizon = g_ptr_array_new ();
  gint64 today = number_at (self, at);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (self->horizon, (gpointer) sk_check_days_get (self, today + i));
  self->span.start = ((SkCheckDay *) g_ptr_array_index (self->horizon, 0))->span.start;
  self->span.end = ((SkCheckDay *) g_ptr_array_index (self->horizon, n - 1))->span.end;
  for (guint i = 0; i < n; i++)
    self->longest = MAX (self->longest,
                         longest_of_day (self, g_ptr_array_index (self->horizon, i),
                                         self->span.start));

  return self;
}

void
sk_check_days_free (SkCheckDays *self)
{
  g_ptr_array_unref (self->horizon);
  g_hash_table_unref (self->known);
  g_free (self);
}

/* Day number @day. */
const SkCheckDay *
sk_check_days_get (SkCheckDays *self,
                   gint64       day)
{
  SkCheckDay *found = g_hash_table_lookup (self->known, &day);

  if (found == NULL)
    {
      found = look (self, day);
      g_hash_table_insert (self->known, &found->day, found);
    }

  return found;
}

/* Which of the planned days @moment is in; -1 if none. */
int
sk_check_days_index (SkCheckDays *self,
                     gint64       moment)
{
  guint low = 0, high = self->horizon->len;

  if (!sk_span_contains (self->span, moment))
    return -1;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;
      const SkCheckDay *day = g_ptr_array_index (self->horizon, middle);

      if (day->span.start <= moment)
        low = middle;
      else
        high = middle;
    }

  return (int) low;
}

/* The day @moment is in. */
const SkCheckDay *
sk_check_days_find (SkCheckDays *self,
                    gint64       moment)
{
  int i = sk_check_days_index (self, moment);

  if (i >= 0)
    return g_ptr_array_index (self->horizon, i);

  return sk_check_days_get (self, number_at (self, moment));
}

/* The slot @moment is in. */
gint64
sk_check_days_floor (SkCheckDays *self,
                     gint64       moment)
{
  gint64 midnight = sk_check_days_find (self, moment)->span.start;

  return midnight + (moment - midnight) / self->slot * self->slot;
}

/* The first slot that begins at or after @moment; midnight begins one. */
gint64
sk_check_days_ceil (SkCheckDays *self,
                    gint64       moment)
{
  const SkCheckDay *day = sk_check_days_find (self, moment);
  gint64 slots = (moment - day->span.start + self->slot - 1) / self->slot;

  return MIN (day->span.start + slots * self->slot, day->span.end);
}

/* The instant by which something due then has to end. */
gint64
sk_check_days_due (SkCheckDays *self,
                   SkWhen       due)
{
  if (due.kind == SK_WHEN_NONE)
    return G_MAXINT64;
  if (due.kind == SK_WHEN_INSTANT)
    return due.value;

  const SkCheckDay *day = sk_check_days_get (self, due.value);
  gint64 last = G_MININT64;

  for (guint i = 0; i < day->n_ranges; i++)
    last = MAX (last, day->ranges[i].end);

  return day->n_ranges > 0 ? last : day->span.end;
}

/* Whether @length fits after @from while nothing else is planned. */
gboolean
sk_check_days_fits (SkCheckDays *self,
                    gint64       from,
                    gint64       length)
{
  for (guint i = 0; i < self->horizon->len; i++)
    if (longest_of_day (self, g_ptr_array_index (self->horizon, i), from) >= length)
      return TRUE;

  return FALSE;
}
