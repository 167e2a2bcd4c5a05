/* sk-what-if.c — the same tasks, had something been otherwise
 *
 *   add TITLE [LENGTH] [rank=NUMBER] [due=WHEN] [start=WHEN] [after=TASK]…
 *   busy DAY[-DAY] [FROM-TO]…
 *   without TASK
 *
 * A title of several words stands in quotes; words and moments are those of
 * sk-what-if-line.c.  Lines are followed in their order: a later one may name
 * what an earlier one added.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-what-if.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-find-task.h"
#include "sk-planner.h"
#include "sk-wall-clock.h"
#include "sk-what-if-line.h"
#include "sk-why.h"

/* What one line is read against. */
typedef struct
{
  SkSnapshot *snapshot;
  SkRules    *rules;
  gint64      today;
} Scene;

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (GError     **error,
        const char  *format,
        ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *problem = g_strdup_vprintf (format, args);
  va_end (args);

  g_set_error_literal (error, SK_ERROR, SK_ERROR_SETTING, problem);
  return FALSE;
}

/* --- a copy to change --- */

static SkSnapshotInit
copy_snapshot (SkSnapshot *snapshot)
{
  SkSnapshotInit init = {
    .rules = sk_snapshot_get_rules (snapshot),
    .tasks = sk_task_array_new (),
    .busy = sk_busy_array_new (),
    .bans = sk_ban_array_new (),
    .notes = g_ptr_array_new_with_free_func (g_free),
  };

  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    g_ptr_array_add (init.tasks, sk_task_ref (sk_snapshot_get_task (snapshot, i)));

  for (guint i = 0; i < sk_snapshot_get_n_busy (snapshot); i++)
    sk_busy_array_add_copy (init.busy, sk_snapshot_get_busy (snapshot, i));

  for (guint i = 0; i < sk_snapshot_get_n_bans (snapshot); i++)
    {
      const SkBan *ban = sk_snapshot_get_ban (snapshot, i);

      sk_ban_array_add (init.bans, ban->task, ban->span);
    }

  for (guint i = 0; i < sk_snapshot_get_n_notes (snapshot); i++)
    g_ptr_array_add (init.notes, g_strdup (sk_snapshot_get_note (snapshot, i)));

  return init;
}

/* --- add --- */

typedef struct
{
  SkTaskInit  init;
  GPtrArray  *blocked_by;       /* (element-type utf8), borrowed */
} Addition;

static gboolean
read_rank (const Scene  *scene,
           const char   *value,
           Addition     *addition,
           GError      **error)
{
  addition->init.ranked = TRUE;
  if (sk_what_if_parse_number (value, &addition->init.rank))
    return TRUE;

  return refuse (error, _("“%s” is no rank: it is a number, such as rank=90."), value);
}

static gboolean
read_moment (const Scene  *scene,
             const char   *value,
             gboolean      ends,
             SkWhen       *when,
             GError      **error)
{
  if (sk_what_if_parse_moment (value, scene->today, scene->rules, ends, when))
    return TRUE;

  return refuse (error, _("“%s” is no day or time: say today, tomorrow, a weekday such as fri, "
                          "a date such as 2026-11-27, or one with a time: fri-15:00 or "
                          "2026-11-27T15:00."), value);
}

static gboolean
read_due (const Scene  *scene,
          const char   *value,
          Addition     *addition,
          GError      **error)
{
  return read_moment (scene, value, TRUE, &addition->init.due, error);
}

static gboolean
read_start (const Scene  *scene,
            const char   *value,
            Addition     *addition,
            GError      **error)
{
  return read_moment (scene, value, FALSE, &addition->init.earliest_start, error);
}

static gboolean
read_after (const Scene  *scene,
            const char   *value,
            Addition     *addition,
            GError      **error)
{
  SkTask *task = sk_find_task (scene->snapshot, value, error);

  if (task == NULL)
    return FALSE;

  g_ptr_array_add (addition->blocked_by, (char *) sk_task_get_id (task));
  return TRUE;
}

static const struct
{
  const char  *key;
  gboolean  (* read) (const Scene  *scene,
                      const char   *value,
                      Addition     *addition,
                      GError      **error);
} options[] = {
  { "rank=", read_rank },
  { "due=", read_due },
  { "start=", read_start },
  { "after=", read_after },
};

static gboolean
read_option (const Scene  *scene,
             const char   *word,
             Addition     *addition,
             GError      **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (options); i++)
    if (g_str_has_prefix (word, options[i].key))
      return options[i].read (scene, word + strlen (options[i].key), addition, error);

  if (!addition->init.has_duration &&
      sk_what_if_parse_duration (word, &addition->init.duration_hours))
    {
      addition->init.has_duration = TRUE;
      return TRUE;
    }

  return refuse (error, _("“%s” is not understood: after the title may stand one length of time, "
                          "such as 3h, 90m, 1h30 or 1.5h, and rank=, due=, start= and after=. "
                          "A title of several words stands in quotes."), word);
}

/* An id that no task has. */
static char *
dup_free_id (SkSnapshot *snapshot)
{
  for (guint n = 1;; n++)
    {
      g_autofree char *id = g_strdup_printf ("what-if-%u", n);

      if (!sk_snapshot_find (snapshot, id, NULL))
        return g_steal_pointer (&id);
    }
}

static SkSnapshot *
add_task (const Scene  *scene,
          GStrv         words,
          GError      **error)
{
  g_autoptr(GPtrArray) blocked_by = g_ptr_array_new ();
  g_autofree char *id = dup_free_id (scene->snapshot);
  Addition addition = { { .id = id, .title = words[0] }, blocked_by };

  if (words[0] == NULL || *words[0] == '\0')
    {
      refuse (error, _("A title is missing: say add \"Title\" 3h, and after it perhaps rank=90, "
                       "due=fri, start=thu or after=TASK."));
      return NULL;
    }

  for (guint i = 1; words[i] != NULL; i++)
    if (!read_option (scene, words[i], &addition, error))
      return NULL;

  SkSnapshotInit init = copy_snapshot (scene->snapshot);

  g_ptr_array_add (blocked_by, NULL);
  addition.init.blocked_by = (const char *const *) blocked_by->pdata;
  g_ptr_array_add (init.tasks, sk_task_new (&addition.init));

  return sk_snapshot_new_take (&init);
}

/* --- busy --- */

static void
add_busy (GArray      *busy,
          const Scene *scene,
          gint64       day,
          SkRange      range)
{
  g_autoptr(SkWallClock) clock = sk_wall_clock_new_for_day (scene->rules, day);

  /* Translators: what a supposed busy time is called */
  sk_busy_array_add (busy, sk_wall_clock_resolve (clock, day, &range), _("What if"));
}

static SkSnapshot *
add_busy_days (const Scene  *scene,
               GStrv         words,
               GError      **error)
{
  g_autoptr(GArray) ranges = sk_ranges_new ();
  SkRange whole_day = { 0, SK_MINUTES_A_DAY };
  gint64 first, last;

  if (words[0] == NULL || !sk_what_if_parse_days (words[0], scene->today, &first, &last))
    {
      refuse (error, _("“%s” is no day: say today, tomorrow, a weekday such as thu, a date such as "
                       "2026-11-26, or the first and the last: thu-fri."),
              words[0] != NULL ? words[0] : "");
      return NULL;
    }

  for (guint i = 1; words[i] != NULL; i++)
    {
      SkRange range;

      if (!sk_what_if_parse_range (words[i], &range))
        {
          refuse (error, _("“%s” is no time of a day: say 13:00-17:00, the end after the start "
                           "and at most 24:00."), words[i]);
          return NULL;
        }
      g_array_append_val (ranges, range);
    }

  if (ranges->len == 0)
    g_array_append_val (ranges, whole_day);

  SkSnapshotInit init = copy_snapshot (scene->snapshot);

  for (gint64 day = first; day <= last; day++)
    for (guint i = 0; i < ranges->len; i++)
      add_busy (init.busy, scene, day, g_array_index (ranges, SkRange, i));

  return sk_snapshot_new_take (&init);
}

/* --- without --- */

/* @task, waiting for everything it waits for but @id. */
static SkTask *
release_task (SkTask     *task,
              const char *id)
{
  const char *const *blockers = sk_task_get_blocked_by (task);
  g_autoptr(GPtrArray) others = g_ptr_array_new ();
  SkSpan wished;
  SkFixed wish = sk_task_get_wish (task, &wished);
  SkTaskInit init = {
    .id = sk_task_get_id (task),
    .title = sk_task_get_title (task),
    .url = sk_task_get_url (task),
    .workspace = sk_task_get_workspace (task),
    .source = sk_task_get_source (task),
    .revision = sk_task_get_revision (task),
    .status = sk_task_get_status (task),
    .standing = sk_task_get_standing (task),
    .due = sk_task_get_due (task),
    .earliest_start = sk_task_get_earliest_start (task),
    .opted_out = sk_task_is_opted_out (task),
    .pinned = sk_task_is_pinned (task),
    .wish = wish,
    .wished = wished,
    .scheduled_start = sk_task_get_scheduled_start (task),
    .scheduled_end = sk_task_get_scheduled_end (task),
    .last_scheduled = sk_task_get_last_scheduled (task),
    .scheduled_json = sk_task_get_scheduled_json (task),
    .last_scheduled_json = sk_task_get_last_scheduled_json (task),
  };

  if (blockers == NULL || !g_strv_contains (blockers, id))
    return sk_task_ref (task);

  for (guint i = 0; blockers[i] != NULL; i++)
    if (strcmp (blockers[i], id) != 0)
      g_ptr_array_add (others, (char *) blockers[i]);
  g_ptr_array_add (others, NULL);

  init.ranked = sk_task_get_rank (task, &init.rank);
  init.has_duration = sk_task_get_duration_hours (task, &init.duration_hours);
  init.blocked_by = (const char *const *) others->pdata;

  return sk_task_new (&init);
}

static SkSnapshot *
remove_task (const Scene  *scene,
             GStrv         words,
             GError      **error)
{
  g_autofree char *wanted = g_strjoinv (" ", words);
  GPtrArray *tasks = NULL;
  SkTask *gone;

  if (*wanted == '\0')
    {
      refuse (error, _("A task is missing: say without and its id, the beginning of it, or its "
                       "whole title."));
      return NULL;
    }

  gone = sk_find_task (scene->snapshot, wanted, error);
  if (gone == NULL)
    return NULL;

  tasks = sk_task_array_new ();
  for (guint i = 0; i < sk_snapshot_get_n_tasks (scene->snapshot); i++)
    {
      SkTask *task = sk_snapshot_get_task (scene->snapshot, i);

      if (task != gone)
        g_ptr_array_add (tasks, release_task (task, sk_task_get_id (gone)));
    }

  return sk_snapshot_with_tasks_take (scene->snapshot, tasks);
}

/* --- lines --- */

static const struct
{
  const char    *verb;
  SkSnapshot  *(* follow) (const Scene  *scene,
                           GStrv         words,
                           GError      **error);
} verbs[] = {
  { "add", add_task },
  { "busy", add_busy_days },
  { "without", remove_task },
};

static SkSnapshot *
follow_line (const Scene  *scene,
             const char   *line,
             GError      **error)
{
  g_auto(GStrv) words = NULL;

  if (!g_utf8_validate (line, -1, NULL))
    {
      refuse (error, _("This is no UTF-8 text."));
      return NULL;
    }

  words = sk_what_if_split (line, error);
  if (words == NULL)
    return NULL;

  for (gsize i = 0; words[0] != NULL && i < G_N_ELEMENTS (verbs); i++)
    if (strcmp (words[0], verbs[i].verb) == 0)
      return verbs[i].follow (scene, words + 1, error);

  refuse (error, _("It begins with add, busy or without: add \"Title\" 3h rank=90 due=fri, "
                   "busy thu 13:00-17:00, or without TASK."));
  return NULL;
}

/**
 * sk_what_if_apply:
 * @lines: what is supposed, %NULL-terminated
 * @snapshot: what there is
 * @rules: rules, for their zone
 * @at: the planning instant; its local day is today
 * @error: %SK_ERROR_SETTING, naming the line and what is allowed
 *
 * Returns: (transfer full) (nullable): what there would be
 */
SkSnapshot *
sk_what_if_apply (const char *const *lines,
                  SkSnapshot        *snapshot,
                  SkRules           *rules,
                  gint64             at,
                  GError           **error)
{
  g_autoptr(SkSnapshot) supposed = sk_snapshot_ref (snapshot);
  g_autoptr(SkWallClock) clock = sk_wall_clock_new (rules, (SkSpan) { at, at + 1 });
  gint64 today = sk_wall_clock_day_of (clock, at);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      Scene scene = { supposed, rules, today };
      SkSnapshot *next = follow_line (&scene, lines[i], error);

      if (next == NULL)
        {
          g_autofree char *line = g_utf8_make_valid (lines[i], -1);

          g_prefix_error (error, _("What if “%s”? "), line);
          return NULL;
        }

      sk_snapshot_unref (supposed);
      supposed = next;
    }

  return g_steal_pointer (&supposed);
}

/**
 * sk_what_if_plan:
 * @plan: the plan there is
 * @lines: what is supposed, %NULL-terminated
 * @certify: whether the plan is to say what holds each earlier start
 * @error: %SK_ERROR_SETTING, naming the line and what is allowed
 *
 * Returns: (transfer full) (nullable): what it would be, by the same rules
 *   and at the same instant
 */
SkPlan *
sk_what_if_plan (SkPlan            *plan,
                 const char *const *lines,
                 gboolean           certify,
                 GError           **error)
{
  SkRules *rules = sk_plan_get_rules (plan);
  gint64 at = sk_plan_get_at (plan);
  g_autoptr(SkSnapshot) snapshot =
    sk_what_if_apply (lines, sk_plan_get_snapshot (plan), rules, at, error);

  if (snapshot == NULL)
    return NULL;

  g_autoptr(SkPlan) supposed = sk_planner_plan (snapshot, rules, at);

  return certify ? sk_why_certify (supposed) : g_steal_pointer (&supposed);
}
