/* sk-plan-reader.c — a plan, slotkeeper-plan/1, read back to be checked
 *
 * The tasks are those of a snapshot; the plan says what became of them.
 * Sentences are not looked at: they are for people.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-plan-codec.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-json-reader.h"
#include "sk-plan-codes.h"
#include "sk-time-codec.h"

typedef struct
{
  SkSnapshot *snapshot;
  GArray     *placements;
  GArray     *unplaced;
  GArray     *left_alone;
  const char *timezone;
  const char *digest;
  gint64      at;
  guint       stability;
  int         days_ahead;
  SkSummary   summary;
} Draft;

/* One entry of any of the three lists. */
typedef struct
{
  Draft       *whole;
  SkTask      *task;            /* borrowed */
  SkTask      *blocker;         /* borrowed */
  const char  *title;
  SkPlacement  placement;       /* owns its certificate */
  gboolean     late;
  guint        slack_minutes;
  guint        code;
  guint        change;
} Entry;

static gboolean
read_coded (JsonNode       *node,
            const char     *place,
            const SkCodes  *codes,
            guint          *value,
            GError        **error)
{
  return sk_json_read_code (node, place, codes->codes, codes->n, value, error);
}

/* --- an entry --- */

/* A plan that says two things at once is understood, and wrong. */
static gboolean
contradict (GError     **error,
            const char  *place,
            const char  *problem)
{
  g_set_error (error, SK_ERROR, SK_ERROR_CHECK, "%s: %s", place, problem);
  return FALSE;
}

static gboolean
find_task (JsonNode    *node,
           const char  *place,
           SkSnapshot  *snapshot,
           SkTask     **task,
           GError     **error)
{
  const char *id;
  guint i;

  if (!sk_json_read_string (node, place, &id, error))
    return FALSE;
  if (!sk_snapshot_find (snapshot, id, &i))
    return sk_json_fail (error, place, _("“%s” is no task of the task file"), id);

  *task = sk_snapshot_get_task (snapshot, i);
  return TRUE;
}

static gboolean
read_entry_task (JsonNode    *node,
                 const char  *place,
                 gpointer     into,
                 GError     **error)
{
  Entry *entry = into;

  return find_task (node, place, entry->whole->snapshot, &entry->task, error);
}

static gboolean
read_entry_blocker (JsonNode    *node,
                    const char  *place,
                    gpointer     into,
                    GError     **error)
{
  Entry *entry = into;

  return find_task (node, place, entry->whole->snapshot, &entry->blocker, error);
}

static gboolean
has_its_title (const Entry  *entry,
               const char   *place,
               GError      **error)
{
  if (entry->title == NULL || strcmp (entry->title, sk_task_get_title (entry->task)) == 0)
    return TRUE;

  return contradict (error, place, _("the title is not that of the task"));
}

static const SkJsonField before_fields[] = {
  { "start", sk_json_read_when, offsetof (Entry, placement.before_start), TRUE },
  { "end", sk_json_read_when, offsetof (Entry, placement.before_end) },
};

static gboolean
read_before (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  return sk_json_read_object (node, place, before_fields, G_N_ELEMENTS (before_fields),
                              into, error);
}

static gboolean
read_change (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  return read_coded (node, place, &sk_change_codes, &((Entry *) into)->change, error);
}

static gboolean
read_fixed (JsonNode    *node,
            const char  *place,
            gpointer     into,
            GError     **error)
{
  guint fixed;

  if (!read_coded (node, place, &sk_fixed_codes, &fixed, error))
    return FALSE;

  ((Entry *) into)->placement.fixed = (SkFixed) fixed;
  return TRUE;
}

static gboolean
read_late_code (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  guint why;

  if (!read_coded (node, place, &sk_late_codes, &why, error))
    return FALSE;

  ((Entry *) into)->placement.late_why = (SkLateWhy) why;
  return TRUE;
}

static const SkJsonField late_why_fields[] = {
  { "code", read_late_code, 0, TRUE },
  { "text", NULL },
};

static gboolean
read_late_why (JsonNode    *node,
               const char  *place,
               gpointer     into,
               GError     **error)
{
  return sk_json_read_object (node, place, late_why_fields, G_N_ELEMENTS (late_why_fields),
                              into, error);
}

static gboolean
read_warning_code (JsonNode    *node,
                   const char  *place,
                   gpointer     into,
                   GError     **error)
{
  guint bit;

  if (!read_coded (node, place, &sk_warning_codes, &bit, error))
    return FALSE;

  ((Entry *) into)->placement.warnings |= 1u << bit;
  return TRUE;
}

static const SkJsonField warning_fields[] = {
  { "code", read_warning_code, 0, TRUE },
  { "text", NULL },
};

static gboolean
read_warning (JsonNode    *node,
              const char  *place,
              gpointer     into,
              GError     **error)
{
  return sk_json_read_object (node, place, warning_fields, G_N_ELEMENTS (warning_fields),
                              into, error);
}

static gboolean
read_warnings (JsonNode    *node,
               const char  *place,
               gpointer     into,
               GError     **error)
{
  return sk_json_read_array (node, place, read_warning, into, error);
}

/* --- its certificate --- */

typedef struct
{
  SkSpan      span;
  guint       by;
  const char *title;
} BlockedDraft;

static gboolean
read_blocked_by (JsonNode    *node,
                 const char  *place,
                 gpointer     into,
                 GError     **error)
{
  return read_coded (node, place, &sk_blocked_by_codes, &((BlockedDraft *) into)->by, error);
}

static const SkJsonField blocked_fields[] = {
  { "start", sk_json_read_instant, offsetof (BlockedDraft, span.start), TRUE },
  { "end", sk_json_read_instant, offsetof (BlockedDraft, span.end), TRUE },
  { "by", read_blocked_by, 0, TRUE },
  { "title", sk_json_read_string, offsetof (BlockedDraft, title) },
};

static gboolean
read_blocked (JsonNode    *node,
              const char  *place,
              gpointer     into,
              GError     **error)
{
  BlockedDraft draft = { 0 };

  if (!sk_json_read_object (node, place, blocked_fields, G_N_ELEMENTS (blocked_fields),
                            &draft, error))
    return FALSE;

  sk_blocked_array_add (((Entry *) into)->placement.blocked, draft.span,
                        (SkBlockedBy) draft.by, draft.title);
  return TRUE;
}

static gboolean
read_certificate (JsonNode    *node,
                  const char  *place,
                  gpointer     into,
                  GError     **error)
{
  Entry *entry = into;

  entry->placement.blocked = sk_blocked_array_new ();
  return sk_json_read_array (node, place, read_blocked, entry, error);
}

static gboolean
read_why_code (JsonNode    *node,
               const char  *place,
               gpointer     into,
               GError     **error)
{
  guint why;

  if (!read_coded (node, place, &sk_why_codes, &why, error))
    return FALSE;

  ((Entry *) into)->placement.why = (SkWhy) why;
  return TRUE;
}

static const SkJsonField why_fields[] = {
  { "code", read_why_code, 0, TRUE },
  { "text", NULL },
  { "turn", sk_json_read_count, offsetof (Entry, placement.turn) },
  { "blocked", read_certificate, 0, TRUE },
};

static gboolean
read_why (JsonNode    *node,
          const char  *place,
          gpointer     into,
          GError     **error)
{
  return sk_json_read_object (node, place, why_fields, G_N_ELEMENTS (why_fields), into, error);
}

/* --- the three lists --- */

static const SkJsonField placement_fields[] = {
  { "task", read_entry_task, 0, TRUE },
  { "title", sk_json_read_string, offsetof (Entry, title) },
  { "workspace", NULL },
  { "url", NULL },
  { "rank", NULL },
  { "revision", NULL },
  { "start", sk_json_read_instant, offsetof (Entry, placement.span.start), TRUE },
  { "end", sk_json_read_instant, offsetof (Entry, placement.span.end), TRUE },
  { "change", read_change, 0, TRUE },
  { "before", read_before },
  { "fixed", read_fixed },
  { "due", NULL },
  { "late", sk_json_read_boolean, offsetof (Entry, late), TRUE },
  { "late_why", read_late_why },
  { "slack_minutes", sk_json_read_count, offsetof (Entry, slack_minutes), TRUE },
  { "warnings", read_warnings, 0, TRUE },
  { "why", read_why, 0, TRUE },
};

static gboolean
is_one_thing (const Entry  *entry,
              const char   *place,
              GError      **error)
{
  if (entry->late != sk_placement_is_late (&entry->placement))
    return contradict (error, place, _("“late” and “late_why” do not agree"));
  if (entry->change == SK_CHANGE_REMOVED)
    return contradict (error, place, _("what has a place is not removed"));

  return has_its_title (entry, place, error);
}

static gboolean
read_placement (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  Draft *whole = into;
  Entry entry = { .whole = whole };

  if (!sk_json_read_object (node, place, placement_fields, G_N_ELEMENTS (placement_fields),
                            &entry, error) ||
      !is_one_thing (&entry, place, error))
    {
      g_clear_pointer (&entry.placement.blocked, g_array_unref);
      return FALSE;
    }

  /* only who claims an earliest fit has to prove it */
  if (entry.placement.why != SK_WHY_EARLIEST_FIT)
    g_clear_pointer (&entry.placement.blocked, g_array_unref);

  entry.placement.task = sk_task_ref (entry.task);
  entry.placement.due = SK_DUE_UNTOLD;
  entry.placement.slack = (gint64) entry.slack_minutes * 60;
  entry.placement.cycle = (entry.placement.warnings & SK_WARNING_BLOCKER_CYCLE) != 0;
  entry.placement.change = (SkChangeKind) entry.change;
  g_array_append_val (whole->placements, entry.placement);
  return TRUE;
}

static gboolean
read_placements (JsonNode    *node,
                 const char  *place,
                 gpointer     into,
                 GError     **error)
{
  return sk_json_read_array (node, place, read_placement, into, error);
}

static gboolean
read_unplaced_code (JsonNode    *node,
                    const char  *place,
                    gpointer     into,
                    GError     **error)
{
  return read_coded (node, place, &sk_unplaced_codes, &((Entry *) into)->code, error);
}

static gboolean
read_unplaced_change (JsonNode    *node,
                      const char  *place,
                      gpointer     into,
                      GError     **error)
{
  static const char *const codes[] = { "none", "removed" };

  return sk_json_read_code (node, place, codes, G_N_ELEMENTS (codes),
                            &((Entry *) into)->change, error);
}

static const SkJsonField unplaced_fields[] = {
  { "task", read_entry_task, 0, TRUE },
  { "title", sk_json_read_string, offsetof (Entry, title) },
  { "workspace", NULL },
  { "url", NULL },
  { "code", read_unplaced_code, 0, TRUE },
  { "text", NULL },
  { "blocker", read_entry_blocker },
  { "change", read_unplaced_change, 0, TRUE },
  { "before", read_before },
  { "warnings", read_warnings },
};

static gboolean
read_one_unplaced (JsonNode    *node,
                   const char  *place,
                   gpointer     into,
                   GError     **error)
{
  Draft *whole = into;
  Entry entry = { .whole = whole };

  if (!sk_json_read_object (node, place, unplaced_fields, G_N_ELEMENTS (unplaced_fields),
                            &entry, error) ||
      !has_its_title (&entry, place, error))
    return FALSE;

  SkUnplaced unplaced = {
    .task = sk_task_ref (entry.task),
    .blocker = entry.blocker != NULL ? sk_task_ref (entry.blocker) : NULL,
    .before_start = entry.placement.before_start,
    .before_end = entry.placement.before_end,
    .warnings = entry.placement.warnings,
    .why = (SkUnplacedWhy) entry.code,
    .change = entry.change > 0 ? SK_CHANGE_REMOVED : SK_CHANGE_KEPT,
  };

  g_array_append_val (whole->unplaced, unplaced);
  return TRUE;
}

static gboolean
read_unplaced (JsonNode    *node,
               const char  *place,
               gpointer     into,
               GError     **error)
{
  return sk_json_read_array (node, place, read_one_unplaced, into, error);
}

static gboolean
read_left_code (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  return read_coded (node, place, &sk_left_codes, &((Entry *) into)->code, error);
}

static const SkJsonField left_fields[] = {
  { "task", read_entry_task, 0, TRUE },
  { "code", read_left_code, 0, TRUE },
};

static gboolean
read_one_left_alone (JsonNode    *node,
                     const char  *place,
                     gpointer     into,
                     GError     **error)
{
  Draft *whole = into;
  Entry entry = { .whole = whole };

  if (!sk_json_read_object (node, place, left_fields, G_N_ELEMENTS (left_fields), &entry, error))
    return FALSE;

  SkLeftAlone left = { sk_task_ref (entry.task), (SkLeftWhy) entry.code };

  g_array_append_val (whole->left_alone, left);
  return TRUE;
}

static gboolean
read_left_alone (JsonNode    *node,
                 const char  *place,
                 gpointer     into,
                 GError     **error)
{
  return sk_json_read_array (node, place, read_one_left_alone, into, error);
}

/* --- the plan --- */

#define COUNT(key, member) { key, sk_json_read_count, offsetof (SkSummary, member), TRUE }

static const SkJsonField summary_fields[] = {
  COUNT ("tasks", tasks),
  COUNT ("placed", placed),
  COUNT ("new", n_new),
  COUNT ("moved", moved),
  COUNT ("missed", missed),
  COUNT ("kept", kept),
  COUNT ("removed", removed),
  COUNT ("unplaced", unplaced),
  COUNT ("late", late),
  COUNT ("late_avoidable", late_avoidable),
  COUNT ("lower_bound_late", lower_bound_late),
};

static gboolean
read_summary (JsonNode    *node,
              const char  *place,
              gpointer     into,
              GError     **error)
{
  return sk_json_read_object (node, place, summary_fields, G_N_ELEMENTS (summary_fields),
                              into, error);
}

static gboolean
read_format (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  return sk_json_read_format (node, place, SK_PLAN_FORMAT, error);
}

static gboolean
read_stability (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  return read_coded (node, place, &sk_stability_codes, into, error);
}

static gboolean
read_days_ahead (JsonNode    *node,
                 const char  *place,
                 gpointer     into,
                 GError     **error)
{
  return sk_json_read_integer (node, place, 1, SK_MAX_DAYS_AHEAD, into, error);
}

static const SkJsonField plan_fields[] = {
  { "format", read_format, 0, TRUE },
  { "at", sk_json_read_instant, offsetof (Draft, at), TRUE },
  { "timezone", sk_json_read_string, offsetof (Draft, timezone), TRUE },
  { "stability", read_stability, offsetof (Draft, stability) },
  { "days_ahead", read_days_ahead, offsetof (Draft, days_ahead) },
  { "digest", sk_json_read_string, offsetof (Draft, digest), TRUE },
  { "placements", read_placements, 0, TRUE },
  { "unplaced", read_unplaced, 0, TRUE },
  { "left_alone", read_left_alone, 0, TRUE },
  { "summary", read_summary, offsetof (Draft, summary), TRUE },
};

static void
draft_clear (Draft *draft)
{
  g_clear_pointer (&draft->placements, g_array_unref);
  g_clear_pointer (&draft->unplaced, g_array_unref);
  g_clear_pointer (&draft->left_alone, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

static gboolean
counts_agree (SkPlan           *plan,
              const SkSummary  *said,
              GError          **error)
{
  SkSummary counted = sk_plan_summarize (plan);

  if (memcmp (&counted, said, sizeof counted) == 0)
    return TRUE;

  g_set_error_literal (error, SK_ERROR, SK_ERROR_CHECK,
                       _("The summary does not count what the plan holds."));
  return FALSE;
}

/**
 * sk_plan_codec_read:
 * @text: a plan (formats.md §2)
 * @length: its length in bytes
 * @snapshot: the tasks it plans
 * @rules: the rules it follows, but for what it says of them itself
 * @digest: (out) (transfer full): the digest it names
 * @error: %SK_ERROR_MALFORMED, naming the place; %SK_ERROR_CHECK if it
 *   contradicts itself
 *
 * Returns: (transfer full) (nullable): the plan
 */
SkPlan *
sk_plan_codec_read (const char  *text,
                    gsize        length,
                    SkSnapshot  *snapshot,
                    SkRules     *rules,
                    char       **digest,
                    GError     **error)
{
  g_autoptr(JsonNode) root = sk_json_parse (text, length, SK_JSON_OURS, error);
  g_autoptr(SkPlan) plan = NULL;
  g_auto(Draft) draft = {
    .snapshot = snapshot,
    .stability = sk_rules_get_stability (rules),
    .days_ahead = sk_rules_get_days_ahead (rules),
    .placements = sk_placement_array_new (),
    .unplaced = sk_unplaced_array_new (),
    .left_alone = sk_left_alone_array_new (),
  };

  if (root == NULL ||
      !sk_json_read_object (root, "", plan_fields, G_N_ELEMENTS (plan_fields), &draft, error))
    return NULL;
  if (strcmp (draft.timezone, sk_rules_get_zone_name (rules)) != 0)
    {
      g_set_error (error, SK_ERROR, SK_ERROR_CHECK, _("The plan is made for %1$s, not for %2$s."),
                   draft.timezone, sk_rules_get_zone_name (rules));
      return NULL;
    }

  /* what --full and --days had changed */
  g_autoptr(SkRules) steady = sk_rules_with_stability (rules, (SkStability) draft.stability);
  g_autoptr(SkRules) its_rules = sk_rules_with_days_ahead (steady, draft.days_ahead);

  plan = sk_plan_new_take (&(SkPlanInit) {
    .snapshot = snapshot,
    .rules = its_rules,
    .at = draft.at,
    .placements = g_steal_pointer (&draft.placements),
    .unplaced = g_steal_pointer (&draft.unplaced),
    .left_alone = g_steal_pointer (&draft.left_alone),
  });
  if (!counts_agree (plan, &draft.summary, error))
    return NULL;

  *digest = g_strdup (draft.digest);
  return g_steal_pointer (&plan);
}
