/* sk-search.c — all at once: whether, and how, some promises can be kept
 *
 * Where moving one reservation after another has failed, this looks at them
 * together.  If there is any way, there is one in which each task, taken in
 * the order of starts, begins as early as it can after the one before: so it
 * is enough to try orders.  Of all tasks that remain, only those are tried
 * that begin before another could have ended (the active schedules of
 * Giffler and Thompson, 1960).  What has failed once from some moment on is
 * not tried again from a later one with the same tasks remaining.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-search.h"

#define N_MEMORIES 1024

/* From @from on there is no way to place all of @set; so the search that was
 * the @stamp-th has found. */
struct _SkSearchMemory
{
  guint64    set;
  SkPosition from;
  int        stamp;
};

typedef struct
{
  int        number;
  int        n_slots;
  SkPosition from;
  SkPosition to;
  int        room;              /* free slots until @to */
  guint64    after;             /* members it waits for */
  guint64    twins;             /* members before it that are alike in everything */
  SkPosition found;
} Member;

typedef struct
{
  SkPromises *promises;
  Member      members[SK_SEARCH_MOST];
  int         n;
  int         budget;
  gboolean    is_limited;       /* by days: then what is left depends on the way taken */
  gboolean    takes;            /* whether what comes before keeps others away from more */
  int        *before;           /* per day, how many slots are free before it */
} Search;

static const SkJob *
get_job (const Search *search,
         int           i)
{
  return &search->promises->agenda->jobs[search->members[i].number];
}

/* --- setting up --- */

static int
compare_members (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  const Member *one = a;
  const Member *other = b;
  SkPromises *promises = user_data;
  int longer = promises->agenda->jobs[one->number].n_slots -
               promises->agenda->jobs[other->number].n_slots;

  if (one->to != other->to)
    return one->to < other->to ? -1 : 1;
  if (longer != 0)
    return longer > 0 ? -1 : 1;

  return one->number - other->number;
}

static void
find_edges (Search *search)
{
  SkAgenda *agenda = search->promises->agenda;

  for (int i = 0; i < search->n; i++)
    for (int k = 0; k < get_job (search, i)->n_blockers; k++)
      for (int other = 0; other < search->n; other++)
        if (search->members[other].number == sk_agenda_get_blocker (agenda, get_job (search, i), k))
          search->members[i].after |= (guint64) 1 << other;
}

static gboolean
is_plain (const SkJob *job)
{
  return job->n_blockers + job->n_dependents + job->n_bans == 0;
}

/* One of two that are alike need not be tried if the other was.  They are next
 * to each other, but for where they begin. */
static void
find_twins (Search *search)
{
  for (int i = 1; i < search->n; i++)
    {
      Member *member = &search->members[i];

      for (int k = i - 1; k >= 0 && is_plain (get_job (search, i)); k--)
        {
          const Member *other = &search->members[k];

          if (other->to != member->to || other->n_slots != member->n_slots)
            break;
          if (other->from == member->from && is_plain (get_job (search, k)))
            member->twins |= (guint64) 1 << k;
        }
    }
}

/* How many slots are free before @position. */
static int
count_before (const Search *search,
              SkPosition    position)
{
  const SkHorizon *horizon = search->promises->agenda->horizon;
  int day = MIN (sk_horizon_get_day (horizon, position), horizon->n_days - 1);

  return search->before[day] +
         sk_free_time_count (search->promises->free, day * horizon->day_bits, position);
}

static void
count_days (Search *search)
{
  const SkHorizon *horizon = search->promises->agenda->horizon;
  int n = 0;

  search->before = g_new (int, horizon->n_days);
  for (int day = 0; day < horizon->n_days; day++)
    {
      search->before[day] = n;
      n += sk_free_time_count (search->promises->free, day * horizon->day_bits,
                               (day + 1) * horizon->day_bits);
    }
}

static void
set_up (Search    *search,
        const int *numbers,
        int        n)
{
  SkPromises *promises = search->promises;

  search->n = n;
  count_days (search);
  for (int i = 0; i < n; i++)
    {
      Member *member = &search->members[i];

      *member = (Member) {
        .number = numbers[i],
        .n_slots = promises->agenda->jobs[numbers[i]].n_slots,
      };
      sk_promises_get_window (promises, numbers[i], &member->from, &member->to);
    }

  g_qsort_with_data (search->members, n, sizeof (Member), compare_members, promises);
  for (int i = 0; i < n; i++)
    search->members[i].room = count_before (search, search->members[i].to);
  find_edges (search);
  find_twins (search);
}

/* --- looking --- */

static SkSearchMemory *
get_memory (Search  *search,
            guint64  set)
{
  guint64 hash = set * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return &search->promises->memories[hash >> 54 & (N_MEMORIES - 1)];
}

static gboolean
has_failed (Search     *search,
            guint64     remaining,
            SkPosition  from)
{
  const SkSearchMemory *memory = get_memory (search, remaining);

  return memory->stamp == search->promises->n_searches && memory->set == remaining &&
         from >= memory->from;
}

/* Whether those due by each moment have enough slots until then. */
static gboolean
has_room (Search     *search,
          guint64     remaining,
          SkPosition  from)
{
  int needed = count_before (search, from);

  for (guint64 rest = remaining; rest != 0; rest &= rest - 1)
    {
      const Member *member = &search->members[__builtin_ctzll (rest)];

      needed += member->n_slots;
      if (needed > member->room)
        return FALSE;
    }

  return TRUE;
}

/* Where each of @remaining would begin next; the earliest end of those that
 * wait for nobody.  SK_NOWHERE: one of them has no place any more.  What
 * @starts says already, from a moment before @from, need not be looked for
 * again unless it has passed. */
static SkPosition
find_starts (Search     *search,
             guint64     remaining,
             SkPosition  from,
             SkPosition *starts)
{
  SkPromises *promises = search->promises;
  SkPosition earliest_end = G_MAXINT;

  for (guint64 rest = remaining; rest != 0; rest &= rest - 1)
    {
      int i = __builtin_ctzll (rest);
      const Member *member = &search->members[i];

      if (search->takes || starts[i] < from)
        starts[i] = sk_agenda_find_first (promises->agenda, get_job (search, i), promises->free,
                                          NULL, MAX (from, member->from), member->to);
      if (starts[i] == SK_NOWHERE)
        return SK_NOWHERE;
      if ((member->after & remaining) == 0)
        earliest_end = MIN (earliest_end, starts[i] + member->n_slots);
    }

  return earliest_end;
}

static SkSearchResult look (Search           *search,
                            guint64           remaining,
                            SkPosition        from,
                            const SkPosition *earlier);

/* With member @i at @start, the others after it. */
static SkSearchResult
look_behind (Search           *search,
             guint64           remaining,
             int               i,
             const SkPosition *starts)
{
  SkFreeTime *free_time = search->promises->free;
  Member *member = &search->members[i];
  SkSearchResult result;

  member->found = starts[i];
  if (search->takes)
    sk_free_time_take (free_time, starts[i], member->n_slots);

  result = look (search, remaining & ~((guint64) 1 << i), starts[i] + member->n_slots, starts);

  if (search->takes)
    sk_free_time_give (free_time, starts[i], member->n_slots);

  return result;
}

static SkSearchResult
look (Search           *search,
      guint64           remaining,
      SkPosition        from,
      const SkPosition *earlier)
{
  SkPosition starts[SK_SEARCH_MOST];
  SkPosition earliest_end = SK_NOWHERE;

  if (remaining == 0)
    return SK_SEARCH_FOUND;
  if (!search->is_limited && has_failed (search, remaining, from))
    return SK_SEARCH_NONE;
  if ((search->budget -= 1 + __builtin_popcountll (remaining) / 4) < 0)
    return SK_SEARCH_GAVE_UP;

  if (search->is_limited || has_room (search, remaining, from))
    {
      memcpy (starts, earlier, sizeof (SkPosition) * (gsize) search->n);
      earliest_end = find_starts (search, remaining, from, starts);
    }

  for (guint64 rest = earliest_end != SK_NOWHERE ? remaining : 0; rest != 0; rest &= rest - 1)
    {
      int i = __builtin_ctzll (rest);
      const Member *member = &search->members[i];

      if (starts[i] >= earliest_end || ((member->after | member->twins) & remaining) != 0)
        continue;

      SkSearchResult result = look_behind (search, remaining, i, starts);

      if (result != SK_SEARCH_NONE)
        return result;
    }

  *get_memory (search, remaining) = (SkSearchMemory) {
    remaining, from, search->promises->n_searches,
  };
  return SK_SEARCH_NONE;
}

/**
 * sk_search_reserve:
 * @promises: promises, with nothing reserved for any of @numbers
 * @numbers: (array length=n): jobs, among them all that wait for each other
 * @n: how many, up to %SK_SEARCH_MOST
 * @budget: how many steps it may take
 *
 * Looks for a place for each of them in what is free.
 *
 * Returns: what came of it; without success nothing is changed
 */
SkSearchResult
sk_search_reserve (SkPromises *promises,
                   const int  *numbers,
                   int         n,
                   int         budget)
{
  Search search = { .promises = promises, .budget = MIN (budget, promises->steps) };
  SkPosition starts[SK_SEARCH_MOST];
  int allowed = search.budget;

  g_assert (n <= SK_SEARCH_MOST);
  search.is_limited = sk_rules_get_day_limit_percent (promises->agenda->rules) <
                      SK_DEFAULT_DAY_LIMIT_PERCENT;
  search.takes = search.is_limited || sk_rules_get_buffer_minutes (promises->agenda->rules) > 0;
  if (promises->n_searches++ == 0)
    promises->memories = g_new0 (SkSearchMemory, N_MEMORIES);
  set_up (&search, numbers, n);
  for (int i = 0; i < n; i++)
    starts[i] = SK_NOWHERE;

  SkSearchResult result = look (&search,
                                n == SK_SEARCH_MOST ? G_MAXUINT64 : ((guint64) 1 << n) - 1, 0,
                                starts);

  promises->steps -= allowed - MAX (search.budget, 0);
  g_free (search.before);

  for (int i = 0; result == SK_SEARCH_FOUND && i < n; i++)
    sk_promises_reserve_at (promises, search.members[i].number, search.members[i].found);

  return result;
}
