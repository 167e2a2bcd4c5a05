/* sk-blocking.c — which events take time from the plan
 *
 * The one rule, for every kind of calendar.  It stands with the ports because
 * it needs both what a calendar tells and what the tasks do.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-blocking.h"

static gboolean
is_same_address (const char *lower,
                 const char *address)
{
  g_autofree char *other = g_ascii_strdown (address, -1);

  return strcmp (lower, g_strstrip (other)) == 0;
}

/* Whether one of @list is the person. */
static gboolean
names_me (const char *const     *list,          /* (nullable) */
          const SkBlockingFacts *facts)
{
  for (guint i = 0; list != NULL && list[i] != NULL; i++)
    {
      if (facts->account != NULL && is_same_address (list[i], facts->account))
        return TRUE;
      for (guint k = 0; facts->addresses != NULL && facts->addresses[k] != NULL; k++)
        if (is_same_address (list[i], facts->addresses[k]))
          return TRUE;
    }

  return FALSE;
}

/* --- what is ours --- */

static char *
dup_placement (SkSpan      span,
               const char *title)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %s", span.start, span.end,
                          title);
}

/**
 * sk_blocking_list_placements:
 * @snapshots: (element-type SkSnapshot): what the tasks' sources said
 *
 * Returns: (transfer full) (element-type utf8): the present placements
 */
GHashTable *
sk_blocking_list_placements (GPtrArray *snapshots)
{
  GHashTable *placements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < snapshots->len; i++)
    {
      SkSnapshot *snapshot = g_ptr_array_index (snapshots, i);

      for (guint k = 0; k < sk_snapshot_get_n_tasks (snapshot); k++)
        {
          SkTask *task = sk_snapshot_get_task (snapshot, k);
          SkSpan span;

          if (sk_task_get_scheduled_span (task, &span))
            g_hash_table_add (placements, dup_placement (span, sk_task_get_title (task)));
        }
    }

  return placements;
}

/* A slot of ours that a calendar shows: by the name we gave it, or because it
 * is called what the task is called and takes exactly its place. */
static gboolean
is_own (SkEvent               *event,
        const SkBlockingFacts *facts)
{
  g_autofree char *placement = NULL;

  if (g_str_has_suffix (sk_event_get_uid (event), SK_EVENT_OWN_SUFFIX))
    return TRUE;
  if (facts->placements == NULL || g_hash_table_size (facts->placements) == 0)
    return FALSE;

  placement = dup_placement (sk_event_get_span (event), sk_event_get_title (event));
  return g_hash_table_contains (facts->placements, placement);
}

/* --- the rule --- */

/**
 * sk_blocking_judge:
 * @event: an event
 * @facts: what has to be known besides
 *
 * Returns: what it does to the plan
 */
SkBlocking
sk_blocking_judge (SkEvent               *event,
                   const SkBlockingFacts *facts)
{
  if (is_own (event, facts))
    return SK_BLOCKING_OWN;
  if (sk_event_get_status (event) == SK_EVENT_CANCELLED)
    return SK_BLOCKING_CANCELLED;
  if (names_me (sk_event_get_declined_by (event), facts))
    return SK_BLOCKING_DECLINED;
  if (sk_event_get_shown (event) == SK_EVENT_SHOWN_FREE)
    return SK_BLOCKING_TRANSPARENT;
  if (sk_event_is_all_day (event) && sk_event_get_shown (event) != SK_EVENT_SHOWN_BUSY)
    return SK_BLOCKING_ALL_DAY_FREE;
  if (sk_event_get_status (event) == SK_EVENT_TENTATIVE ||
      names_me (sk_event_get_tentative_by (event), facts))
    return SK_BLOCKING_TENTATIVE;

  return SK_BLOCKING_BUSY;
}

/**
 * sk_blocking_blocks:
 * @self: what an event does
 *
 * Returns: whether nothing is planned at its time
 */
gboolean
sk_blocking_blocks (SkBlocking self)
{
  return self == SK_BLOCKING_BUSY || self == SK_BLOCKING_TENTATIVE;
}

/**
 * sk_blocking_get_code:
 * @self: what an event does
 *
 * Returns: the same for programs (formats.md §3)
 */
const char *
sk_blocking_get_code (SkBlocking self)
{
  static const char *const codes[] = {
    [SK_BLOCKING_BUSY] = "busy",
    [SK_BLOCKING_TRANSPARENT] = "transparent",
    [SK_BLOCKING_CANCELLED] = "cancelled",
    [SK_BLOCKING_DECLINED] = "declined",
    [SK_BLOCKING_ALL_DAY_FREE] = "all-day-free",
    [SK_BLOCKING_TENTATIVE] = "tentative",
    [SK_BLOCKING_OWN] = "own",
  };

  return codes[self];
}
