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

/* From @from on there is no way to place all of @set. */
typedef struct
{
  guint64    set;
  SkPosition from;
} Memory;

typedef struct
{
  int        number;
  SkPosition from;
  SkPosition to;
  int        room;              /* free slots until @to */
  guint64    after;             /* members it waits for */
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
  Memory     *memories;
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

      *member = (Member) { .number = numbers[i] };
      sk_promises_get_window (promises, numbers[i], &member->from, &member->to);
    }

  g_qsort_with_data (search->members, n, sizeof (Member), compare_members, promises);
  for (int i = 0; i < n; i++)
    search->members[i].room = count_before (search, search->members[i].to);
  find_edges (search);
}

/* --- looking --- */

static Memory *
get_memory (Search  *search,
            guint64  set)
{
  guint64 hash = set * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  return &search->memories[hash >> 54 & (N_MEMORIES - 1)];
}

/* Whether those due by each moment have enough slots until then. */
static gboolean
has_room (Search     *search,
          guint64     remaining,
          SkPosition  from)
{
  int used = count_before (search, from);
  int needed = 0;

  for (int i = 0; i < search->n; i++)
    if (remaining >> i & 1)
      {
        needed += get_job (search, i)->n_slots;
        if (needed > search->members[i].room - used)
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

  for (int i = 0; i < search->n; i++)
    {
      const Member *member = &search->members[i];

      if (!(remaining >> i & 1))
        continue;

      if (search->takes || starts[i] < from)
        starts[i] = sk_agenda_find_first (promises->agenda, get_job (search, i), promises->free,
                                          NULL, MAX (from, member->from), member->to);
      if (starts[i] == SK_NOWHERE)
        return SK_NOWHERE;
      if ((member->after & remaining) == 0)
        earliest_end = MIN (earliest_end, sk_job_get_end (get_job (search, i), starts[i]));
    }

  return earliest_end;
}

/* One of two that are alike need not be tried if the other was. */
static gboolean
has_twin (Search  *search,
          guint64  remaining,
          int      i)
{
  const SkJob *job = get_job (search, i);

  for (int k = 0; k < i; k++)
    if ((remaining >> k & 1) && get_job (search, k)->n_slots == job->n_slots &&
        search->members[k].from == search->members[i].from &&
        search->members[k].to == search->members[i].to &&
        job->n_blockers + job->n_dependents + job->n_bans == 0 &&
        get_job (search, k)->n_blockers + get_job (search, k)->n_dependents +
        get_job (search, k)->n_bans == 0)
      return TRUE;

  return FALSE;
}

static SkSearchResult
look (Search           *search,
      guint64           remaining,
      SkPosition        from,
      const SkPosition *earlier)
{
  SkPosition starts[SK_SEARCH_MOST];
  Memory *memory = get_memory (search, remaining);

  if (remaining == 0)
    return SK_SEARCH_FOUND;
  if (!search->is_limited && memory->set == remaining && from >= memory->from)
    return SK_SEARCH_NONE;
  if ((search->budget -= 1 + __builtin_popcountll (remaining) / 4) < 0)
    return SK_SEARCH_GAVE_UP;

  SkPosition earliest_end = SK_NOWHERE;

  memcpy (starts, earlier, sizeof (SkPosition) * (gsize) search->n);
  if (search->is_limited || has_room (search, remaining, from))
    earliest_end = find_starts (search, remaining, from, starts);

  for (int i = 0; i < search->n && earliest_end != SK_NOWHERE; i++)
    {
      Member *member = &search->members[i];

      if (!(remaining >> i & 1) || (member->after & remaining) != 0 ||
          starts[i] >= earliest_end || has_twin (search, remaining, i))
        continue;

      SkPosition end = sk_job_get_end (get_job (search, i), starts[i]);

      member->found = starts[i];
      if (search->takes)
        sk_free_time_take (search->promises->free, starts[i], get_job (search, i)->n_slots);

      SkSearchResult result = look (search, remaining & ~((guint64) 1 << i), end, starts);

      if (search->takes)
        sk_free_time_give (search->promises->free, starts[i], get_job (search, i)->n_slots);
      if (result != SK_SEARCH_NONE)
        return result;
    }

  *memory = (Memory) { remaining, from };
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
  search.memories = g_new0 (Memory, N_MEMORIES);
  set_up (&search, numbers, n);
  for (int i = 0; i < n; i++)
    starts[i] = SK_NOWHERE;

  SkSearchResult result = look (&search,
                                n == SK_SEARCH_MOST ? G_MAXUINT64 : ((guint64) 1 << n) - 1, 0,
                                starts);

  promises->steps -= allowed - MAX (search.budget, 0);
  g_free (search.memories);
  g_free (search.before);

  for (int i = 0; result == SK_SEARCH_FOUND && i < n; i++)
    sk_promises_reserve_at (promises, search.members[i].number, search.members[i].found);

  return result;
}
