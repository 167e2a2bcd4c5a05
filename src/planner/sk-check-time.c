/* sk-check-time.c — how much time there is, and how much of it is spoken for
 *
 * The time is that of the hours, from now on, less what is busy and fixed, and
 * of each day no more than its limit leaves.  Against it stands the work that
 * has to end by some instant: a tree over all such instants holds, for each,
 * what is left until then, and knows the least from any of them on.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-check-private.h"

struct _SkCheckTime
{
  SkCheck *check;
  gint64  *before;              /* of each planned day, the time before it */
  GArray  *dues;                /* (element-type gint64): sorted, each once */
  gint64  *least;               /* of each node, of what is below it */
  gint64  *spoken;              /* of each node, less for all that is below it */
};

/* The time that a planned day has until @until, while only fixed tasks are there. */
static gint64
count_day (SkCheck *check,
           guint    number,
           gint64   until)
{
  const SkCheckDay *day = g_ptr_array_index (check->days->horizon, number);
  GArray *gaps = sk_check_free_gaps (check->base, number, SK_CHECK_BUSY_ROW);
  gint64 time = 0;

  for (guint i = 0; i < gaps->len; i++)
    {
      SkSpan gap = g_array_index (gaps, SkSpan, i);
      gint64 end = sk_check_days_align_down (check->days, day, MIN (gap.end, until));

      time += MAX (0, end - MAX (gap.start, check->first));
    }

  return MAX (0, MIN (time, sk_check_free_room (check->base, number, SK_CHECK_BUSY_ROW)));
}

/* The time that is not busy and not fixed from now until @moment. */
gint64
sk_check_time_until (SkCheckTime *self,
                     gint64       moment)
{
  guint n = self->check->days->horizon->len;
  int day = sk_check_days_index (self->check->days, moment);

  if (day >= 0)
    return self->before[day] + count_day (self->check, (guint) day, moment);

  return moment < self->check->days->span.start ? 0 : self->before[n];
}

/* --- the tree --- */

/* A node has what lies between @low and @high; its halves are numbers 2n and 2n + 1. */
static void
plant (SkCheckTime *self,
       guint        node,
       guint        low,
       guint        high)
{
  guint middle = (low + high) / 2;

  if (high - low == 1)
    {
      self->least[node] = sk_check_time_until (self, g_array_index (self->dues, gint64, low));
      return;
    }

  plant (self, 2 * node, low, middle);
  plant (self, 2 * node + 1, middle, high);
  self->least[node] = MIN (self->least[2 * node], self->least[2 * node + 1]);
}

static void
speak_for (SkCheckTime *self,
           guint        node,
           guint        low,
           guint        high,
           guint        from,
           gint64       length)
{
  guint middle = (low + high) / 2;

  if (high <= from)
    return;

  if (low >= from)
    {
      self->least[node] -= length;
      self->spoken[node] += length;
      return;
    }

  speak_for (self, 2 * node, low, middle, from, length);
  speak_for (self, 2 * node + 1, middle, high, from, length);
  self->least[node] = MIN (self->least[2 * node], self->least[2 * node + 1]) -
                      self->spoken[node];
}

static gint64
find_least (const SkCheckTime *self,
            guint              node,
            guint              low,
            guint              high,
            guint              from)
{
  guint middle = (low + high) / 2;

  if (low >= from)
    return self->least[node];

  gint64 right = find_least (self, 2 * node + 1, middle, high, from);
  gint64 left = middle > from ? find_least (self, 2 * node, low, middle, from) : right;

  return MIN (left, right) - self->spoken[node];
}

/* The first of the dues that is not before @due. */
static guint
find_due (const SkCheckTime *self,
          gint64             due)
{
  guint low = 0, high = self->dues->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->dues, gint64, middle) < due)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* Takes @length away from all the time that ends at or after @due. */
void
sk_check_time_speak_for (SkCheckTime *self,
                         gint64       due,
                         gint64       length)
{
  guint from = find_due (self, due);

  if (from < self->dues->len)
    speak_for (self, 1, 0, self->dues->len, from, length);
}

/* The least time that is left until @due, or until any later instant. */
gint64
sk_check_time_left (SkCheckTime *self,
                    gint64       due)
{
  guint from = find_due (self, due);

  return from < self->dues->len ? find_least (self, 1, 0, self->dues->len, from) : G_MAXINT64;
}

/* --- all of it --- */

static int
compare_moments (gconstpointer a,
                 gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return left < right ? -1 : left > right;
}

static void
list_dues (SkCheckTime *self)
{
  guint n = 0;

  for (guint i = 0; i < self->check->rows->len; i++)
    {
      const SkCheckRow *row = &g_array_index (self->check->rows, SkCheckRow, i);

      if (row->due < G_MAXINT64)
        g_array_append_val (self->dues, row->due);
    }

  g_array_sort (self->dues, compare_moments);
  for (guint i = 0; i < self->dues->len; i++)
    if (n == 0 || g_array_index (self->dues, gint64, n - 1) !=
                  g_array_index (self->dues, gint64, i))
      g_array_index (self->dues, gint64, n++) = g_array_index (self->dues, gint64, i);
  g_array_set_size (self->dues, n);
}

/* Asks what is free beside what is busy and fixed, now: later it may not be. */
SkCheckTime *
sk_check_time_new (SkCheck *check)
{
  SkCheckTime *self = g_new0 (SkCheckTime, 1);
  guint n = check->days->horizon->len;

  self->check = check;
  self->before = g_new0 (gint64, n + 1);
  for (guint i = 0; i < n; i++)
    self->before[i + 1] = self->before[i] + count_day (check, i, check->days->span.end);

  self->dues = g_array_new (FALSE, FALSE, sizeof (gint64));
  list_dues (self);
  self->least = g_new0 (gint64, 4 * (gsize) self->dues->len + 1);
  self->spoken = g_new0 (gint64, 4 * (gsize) self->dues->len + 1);
  if (self->dues->len > 0)
    plant (self, 1, 0, self->dues->len);

  return self;
}

void
sk_check_time_free (SkCheckTime *self)
{
  g_array_unref (self->dues);
  g_free (self->before);
  g_free (self->least);
  g_free (self->spoken);
  g_free (self);
}
