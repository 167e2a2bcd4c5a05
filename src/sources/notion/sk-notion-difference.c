/* sk-notion-difference.c — in what two readings of one row differ
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-difference.h"

#define MOST_SHOWN 25           /* pages of a relation that a row shows */

static gboolean
is_same_title (SkTask *a,
               SkTask *b)
{
  return g_strcmp0 (sk_task_get_title (a), sk_task_get_title (b)) == 0;
}

static gboolean
is_same_rank (SkTask *a,
              SkTask *b)
{
  double one = 0, other = 0;

  return sk_task_get_rank (a, &one) == sk_task_get_rank (b, &other) &&
         !(one < other) && !(one > other);
}

static gboolean
is_same_status (SkTask *a,
                SkTask *b)
{
  return sk_task_get_standing (a) == sk_task_get_standing (b) &&
         g_strcmp0 (sk_task_get_status (a), sk_task_get_status (b)) == 0;
}

static gboolean
is_same_due (SkTask *a,
             SkTask *b)
{
  return sk_when_equal (sk_task_get_due (a), sk_task_get_due (b));
}

static gboolean
is_same_scheduled (SkTask *a,
                   SkTask *b)
{
  return sk_when_equal (sk_task_get_scheduled_start (a), sk_task_get_scheduled_start (b)) &&
         sk_when_equal (sk_task_get_scheduled_end (a), sk_task_get_scheduled_end (b));
}

static gboolean
is_same_last_scheduled (SkTask *a,
                        SkTask *b)
{
  return sk_when_equal (sk_task_get_last_scheduled (a), sk_task_get_last_scheduled (b));
}

static gboolean
is_same_auto_schedule (SkTask *a,
                       SkTask *b)
{
  return sk_task_is_opted_out (a) == sk_task_is_opted_out (b);
}

static gboolean
is_same_earliest_start (SkTask *a,
                        SkTask *b)
{
  return sk_when_equal (sk_task_get_earliest_start (a), sk_task_get_earliest_start (b));
}

/* Of two readings one may show only the first few. */
static gboolean
is_same_blocked_by (SkTask *a,
                    SkTask *b)
{
  static const char *const none[] = { NULL };
  const char *const *one = sk_task_get_blocked_by (a);
  const char *const *other = sk_task_get_blocked_by (b);
  guint i = 0;

  one = one != NULL ? one : none;
  other = other != NULL ? other : none;
  while (one[i] != NULL && other[i] != NULL && strcmp (one[i], other[i]) == 0)
    i++;

  return i == MOST_SHOWN ? one[i] == NULL || other[i] == NULL
                         : one[i] == NULL && other[i] == NULL;
}

static gboolean
is_same_pinned (SkTask *a,
                SkTask *b)
{
  return sk_task_is_pinned (a) == sk_task_is_pinned (b);
}

static gboolean
is_same_assignee (SkTask *a,
                  SkTask *b)
{
  return (sk_task_get_source (a) == NULL) == (sk_task_get_source (b) == NULL);
}

static gboolean (*const is_same[SK_NOTION_N_ROLES]) (SkTask *a,
                                                     SkTask *b) = {
  [SK_NOTION_TITLE] = is_same_title,
  [SK_NOTION_RANK] = is_same_rank,
  [SK_NOTION_STATUS] = is_same_status,
  [SK_NOTION_DURATION] = sk_task_has_same_duration,
  [SK_NOTION_DUE] = is_same_due,
  [SK_NOTION_SCHEDULED] = is_same_scheduled,
  [SK_NOTION_LAST_SCHEDULED] = is_same_last_scheduled,
  [SK_NOTION_AUTO_SCHEDULE] = is_same_auto_schedule,
  [SK_NOTION_EARLIEST_START] = is_same_earliest_start,
  [SK_NOTION_BLOCKED_BY] = is_same_blocked_by,
  [SK_NOTION_PINNED] = is_same_pinned,
  [SK_NOTION_ASSIGNEE] = is_same_assignee,
};

/**
 * sk_notion_difference:
 * @a: a row, as it was read
 * @b: the same row, read another time
 *
 * Returns: the roles in which they differ, as a mask of SK_NOTION_ROLES()
 */
guint
sk_notion_difference (SkTask *a,
                      SkTask *b)
{
  guint roles = 0;

  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    if (!is_same[role] (a, b))
      roles |= SK_NOTION_ROLES (role);

  return roles;
}
