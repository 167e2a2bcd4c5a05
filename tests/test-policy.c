/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sk-case.h"
#include "sk-policy.h"

typedef struct
{
  const char *name;
  const char *members;          /* Berlin, Monday to Friday 9 to 17 */
  gboolean    is_small;
} Case;

#define AT "2026-11-24T08:00:00+01:00"

static const Case cases[] = {
  { "nothing-to-write-is-small",
    "'tasks': [{'id': 'a', 'title': 'A', 'scheduled': {'start': '2026-11-24T09:00:00+01:00', "
    "'end': '2026-11-24T10:00:00+01:00'}}]", TRUE },
  { "a-new-task-surprises-nobody", "'tasks': [{'id': 'a', 'title': 'A'}]", TRUE },
  { "what-was-missed-has-to-go-somewhere",
    "'tasks': [{'id': 'a', 'title': 'A', 'scheduled': {'start': '2026-11-23T09:00:00+01:00', "
    "'end': '2026-11-23T10:00:00+01:00'}}]", TRUE },
  { "a-move-is-asked-for",
    "'busy': [{'start': '2026-11-24T09:30:00+01:00', 'end': '2026-11-24T10:30:00+01:00'}],"
    "'tasks': [{'id': 'a', 'title': 'A', 'scheduled': {'start': '2026-11-24T09:00:00+01:00', "
    "'end': '2026-11-24T10:00:00+01:00'}}]", FALSE },
  { "a-task-that-becomes-late-is-asked-for",
    "'tasks': [{'id': 'a', 'title': 'A', 'due': '2026-11-23'}]", FALSE },
  { "one-that-is-late-already-is-not",
    "'tasks': [{'id': 'a', 'title': 'A', 'due': '2026-11-23', 'scheduled': "
    "{'start': '2026-11-24T09:00:00+01:00', 'end': '2026-11-24T10:00:00+01:00'}},"
    "{'id': 'b', 'title': 'B'}]", TRUE },
  { "a-place-that-is-lost-is-asked-for",
    "'tasks': [{'id': 'a', 'title': 'A', 'duration_hours': 9, 'scheduled': "
    "{'start': '2026-11-24T09:00:00+01:00', 'end': '2026-11-24T10:00:00+01:00'}}]", FALSE },
};

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  g_autoptr(SkPlan) plan = sk_case_plan (c->members, AT);

  g_assert_false (sk_policy_may_write (SK_APPLY_REVIEW, plan));
  g_assert_cmpint (sk_policy_may_write (SK_APPLY_SMALL, plan), ==, c->is_small);
  g_assert_true (sk_policy_may_write (SK_APPLY_AUTOMATIC, plan));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/service/policy/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
