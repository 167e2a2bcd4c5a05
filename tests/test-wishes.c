/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sk-case.h"
#include "sk-planner.h"

/* What the person said about the place of a task, against the source. */
typedef struct
{
  const char *name;
  const char *tasks;            /* Berlin, Monday to Friday 9 to 17 */
  SkFixed     wish;             /* of the task "a" */
  const char *start;
  const char *end;
  const char *at;
  const char *answer;
} Case;

#define MON "2026-11-23T"
#define TUE "2026-11-24T"

static const Case cases[] = {
  { "a-pin-is-written-where-it-is-wanted",
    "'tasks': [{'id': 'a', 'title': 'A', 'duration_hours': 1}]",
    SK_FIXED_PINNED, TUE "10:00:00+01:00", TUE "11:00:00+01:00", MON "08:00:00+01:00",
    "a Tue 10:00-11:00 new pinned\n" },
  { "a-pin-moves-what-the-source-holds",
    "'tasks': [{'id': 'a', 'title': 'A', 'duration_hours': 1, 'scheduled': "
    "{'start': '2026-11-23T09:00:00+01:00', 'end': '2026-11-23T10:00:00+01:00'}}]",
    SK_FIXED_PINNED, TUE "10:00:00+01:00", TUE "11:00:00+01:00", MON "08:00:00+01:00",
    "a Tue 10:00-11:00 moved pinned\n" },
  { "everybody-else-goes-round-a-pin",
    "'tasks': [{'id': 'a', 'title': 'A', 'duration_hours': 1, 'rank': 1},"
    "{'id': 'b', 'title': 'B', 'duration_hours': 2, 'rank': 9}]",
    SK_FIXED_PINNED, MON "10:00:00+01:00", MON "11:00:00+01:00", MON "09:00:00+01:00",
    "a Mon 10:00-11:00 new pinned\nb Mon 11:00-13:00 new\n" },
  { "a-pin-stays-over-a-meeting-and-says-so",
    "'busy': [{'start': '2026-11-24T10:30:00+01:00', 'end': '2026-11-24T12:00:00+01:00'}],"
    "'tasks': [{'id': 'a', 'title': 'A', 'duration_hours': 1}]",
    SK_FIXED_PINNED, TUE "10:00:00+01:00", TUE "11:00:00+01:00", MON "08:00:00+01:00",
    "a Tue 10:00-11:00 new pinned over-busy\n" },
  { "a-move-of-the-persons-own-stays",
    "'tasks': [{'id': 'a', 'title': 'A', 'duration_hours': 1, 'scheduled': "
    "{'start': '2026-11-24T07:10:00+01:00', 'end': '2026-11-24T09:40:00+01:00'}}]",
    SK_FIXED_MANUAL, TUE "07:10:00+01:00", TUE "09:40:00+01:00", MON "08:00:00+01:00",
    "a Tue 07:10-09:40 kept manual\n" },
  { "it-runs-like-any-other",
    "'tasks': [{'id': 'a', 'title': 'A', 'duration_hours': 1, 'scheduled': "
    "{'start': '2026-11-23T07:30:00+01:00', 'end': '2026-11-23T09:40:00+01:00'}}]",
    SK_FIXED_MANUAL, MON "07:30:00+01:00", MON "09:40:00+01:00", MON "08:00:00+01:00",
    "a Mon 07:30-09:40 kept running\n" },
  { "at-its-end-it-is-missed-like-any-other",
    "'tasks': [{'id': 'a', 'title': 'A', 'duration_hours': 1, 'scheduled': "
    "{'start': '2026-11-23T07:30:00+01:00', 'end': '2026-11-23T08:00:00+01:00'}}]",
    SK_FIXED_MANUAL, MON "07:30:00+01:00", MON "08:00:00+01:00", MON "08:00:00+01:00",
    "a Mon 09:00-10:00 missed\n" },
  { "who-waits-for-it-begins-after-it",
    "'tasks': [{'id': 'a', 'title': 'A', 'duration_hours': 1},"
    "{'id': 'b', 'title': 'B', 'duration_hours': 1, 'rank': 9, 'blocked_by': ['a']}]",
    SK_FIXED_PINNED, TUE "10:00:00+01:00", TUE "11:00:00+01:00", MON "08:00:00+01:00",
    "a Tue 10:00-11:00 new pinned\nb Tue 11:00-12:00 new\n" },
  { "of-a-done-task-nobody-asks",
    "'tasks': [{'id': 'a', 'title': 'A', 'duration_hours': 1, 'status': 'Done'}]",
    SK_FIXED_PINNED, TUE "10:00:00+01:00", TUE "11:00:00+01:00", MON "08:00:00+01:00",
    "a left done\n" },
};

static SkSnapshot *
wish (SkSnapshot *snapshot,
      const Case *c)
{
  SkSpan wished = { sk_case_instant (c->start), sk_case_instant (c->end) };
  GPtrArray *tasks = sk_task_array_new ();

  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    {
      SkTask *task = sk_snapshot_get_task (snapshot, i);
      gboolean is_it = strcmp (sk_task_get_id (task), "a") == 0;

      g_ptr_array_add (tasks, is_it ? sk_task_with_wish (task, c->wish, wished)
                                    : sk_task_ref (task));
    }

  return sk_snapshot_with_tasks_take (snapshot, tasks);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(SkSnapshot) read = sk_case_read (c->tasks);
  g_autoptr(SkSnapshot) snapshot = wish (read, c);
  g_autoptr(SkPlan) plan = sk_planner_plan (snapshot, sk_snapshot_get_rules (snapshot),
                                            sk_case_instant (c->at));
  g_autofree char *answer = sk_case_tell (plan);

  g_assert_cmpstr (answer, ==, c->answer);
  sk_case_check (plan);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/planner/wishes/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
