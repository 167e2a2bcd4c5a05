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
  SkSummary   summary;
} Draft;

/* One entry of any of the three lists. */
typedef struct
{
  Draft       *whole;
  SkTask      *task;            /* borrowed */
  SkPlacement  placement;       /* owns its certificate */
  gboolean     late;
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

static gboolean
read_entry_task (JsonNode    *node,
                 const char  *place,
                 gpointer     into,
                 GError     **error)
{
  Entry *entry = into;
  const char *id;
  guint i;

  if (!sk_json_read_string (node, place, &id, error))
    return FALSE;
  if (!sk_snapshot_find (entry->whole->snapshot, id, &i))
    return sk_json_fail (error, place, _("“%s” is no task of the task file"), id);

  entry->task = sk_snapshot_get_task (entry->whole->snapshot, i);
  return TRUE;
}

static gboolean
read_span_start (JsonNode    *node,
                 const char  *place,
                 gpointer     into,
                 GError     **error)
{
  return sk_json_read_instant (node, place, &((SkSpan *) into)->start, error);
}

static gboolean
read_span_end (JsonNode    *node,
               const char  *place,
               gpointer     into,
               GError     **error)
{
  return sk_json_read_instant (node, place, &((SkSpan *) into)->end, error);
}

static gboolean
read_entry_start (JsonNode    *node,
                  const char  *place,
                  gpointer     into,
                  GError     **error)
{
  return read_span_start (node, place, &((Entry *) into)->placement.span, error);
}

static gboolean
read_entry_end (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  return read_span_end (node, place, &((Entry *) into)->placement.span, error);
}

static gboolean
read_before_start (JsonNode    *node,
                   const char  *place,
                   gpointer     into,
                   GError     **error)
{
  return sk_json_read_when (node, place, &((Entry *) into)->placement.before_start, error);
}

static gboolean
read_before_end (JsonNode    *node,
                 const char  *place,
                 gpointer     into,
                 GError     **error)
{
  return sk_json_read_when (node, place, &((Entry *) into)->placement.before_end, error);
}

static const SkJsonField before_fields[] = {
  { "start", read_before_start, TRUE },
  { "end", read_before_end },
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
read_late (JsonNode    *node,
           const char  *place,
           gpointer     into,
           GError     **error)
{
  return sk_json_read_boolean (node, place, &((Entry *) into)->late, error);
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
  { "code", read_late_code, TRUE },
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
read_slack (JsonNode    *node,
            const char  *place,
            gpointer     into,
            GError     **error)
{
  int minutes;

  if (!sk_json_read_integer (node, place, 0, G_MAXINT / 60, &minutes, error))
    return FALSE;

  ((Entry *) into)->placement.slack = (gint64) minutes * 60;
  return TRUE;
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
  { "code", read_warning_code, TRUE },
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
  SkSpan      span;             /* first: the spans' own functions fill it in */
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

static gboolean
read_blocked_title (JsonNode    *node,
                    const char  *place,
                    gpointer     into,
                    GError     **error)
{
  return sk_json_read_string (node, place, &((BlockedDraft *) into)->title, error);
}

static const SkJsonField blocked_fields[] = {
  { "start", read_span_start, TRUE },
  { "end", read_span_end, TRUE },
  { "by", read_blocked_by, TRUE },
  { "title", read_blocked_title },
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

static gboolean
read_turn (JsonNode    *node,
           const char  *place,
           gpointer     into,
           GError     **error)
{
  int turn;

  if (!sk_json_read_integer (node, place, 0, G_MAXINT, &turn, error))
    return FALSE;

  ((Entry *) into)->placement.turn = (guint) turn;
  return TRUE;
}

static const SkJsonField why_fields[] = {
  { "code", read_why_code, TRUE },
  { "text", NULL },
  { "turn", read_turn, TRUE },
  { "blocked", read_certificate, TRUE },
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
  { "task", read_entry_task, TRUE },
  { "title", NULL },
  { "workspace", NULL },
  { "url", NULL },
  { "rank", NULL },
  { "revision", NULL },
  { "start", read_entry_start, TRUE },
  { "end", read_entry_end, TRUE },
  { "change", read_change, TRUE },
  { "before", read_before },
  { "fixed", read_fixed },
  { "due", NULL },
  { "late", read_late, TRUE },
  { "late_why", read_late_why },
  { "slack_minutes", read_slack, TRUE },
  { "warnings", read_warnings, TRUE },
  { "why", read_why, TRUE },
};

static gboolean
read_placement (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  Draft *whole = into;
  Entry entry = { .whole = whole };
  gboolean read = sk_json_read_object (node, place, placement_fields,
                                       G_N_ELEMENTS (placement_fields), &entry, error);

  if (read && entry.late != sk_placement_is_late (&entry.placement))
    read = sk_json_fail (error, place, _("“late” and “late_why” do not agree"));
  if (read && entry.change == SK_CHANGE_REMOVED)
    read = sk_json_fail (error, place, _("what has a place is not removed"));
  if (!read)
    {
      g_clear_pointer (&entry.placement.blocked, g_array_unref);
      return FALSE;
    }
  /* only who claims an earliest fit has to prove it */
  if (entry.placement.why != SK_WHY_EARLIEST_FIT)
    g_clear_pointer (&entry.placement.blocked, g_array_unref);

  entry.placement.task = sk_task_ref (entry.task);
  entry.placement.due = SK_DUE_UNTOLD;
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
  { "task", read_entry_task, TRUE },
  { "title", NULL },
  { "workspace", NULL },
  { "url", NULL },
  { "code", read_unplaced_code, TRUE },
  { "text", NULL },
  { "change", read_unplaced_change, TRUE },
  { "before", read_before },
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
                            &entry, error))
    return FALSE;

  SkUnplaced unplaced = {
    .task = sk_task_ref (entry.task),
    .before_start = entry.placement.before_start,
    .before_end = entry.placement.before_end,
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
  { "task", read_entry_task, TRUE },
  { "code", read_left_code, TRUE },
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

#define READ_COUNT(name, member)                                                       \
  static gboolean                                                                      \
  read_n_ ## name (JsonNode *node, const char *place, gpointer into, GError **error)   \
  {                                                                                    \
    int count;                                                                         \
                                                                                       \
    if (!sk_json_read_integer (node, place, 0, G_MAXINT, &count, error))               \
      return FALSE;                                                                    \
                                                                                       \
    ((Draft *) into)->summary.member = (guint) count;                                  \
    return TRUE;                                                                       \
  }

READ_COUNT (tasks, tasks)
READ_COUNT (placed, placed)
READ_COUNT (new, n_new)
READ_COUNT (moved, moved)
READ_COUNT (missed, missed)
READ_COUNT (kept, kept)
READ_COUNT (removed, removed)
READ_COUNT (unplaced, unplaced)
READ_COUNT (late, late)
READ_COUNT (late_avoidable, late_avoidable)
READ_COUNT (lower_bound_late, lower_bound_late)

static const SkJsonField summary_fields[] = {
  { "tasks", read_n_tasks, TRUE },
  { "placed", read_n_placed, TRUE },
  { "new", read_n_new, TRUE },
  { "moved", read_n_moved, TRUE },
  { "missed", read_n_missed, TRUE },
  { "kept", read_n_kept, TRUE },
  { "removed", read_n_removed, TRUE },
  { "unplaced", read_n_unplaced, TRUE },
  { "late", read_n_late, TRUE },
  { "late_avoidable", read_n_late_avoidable, TRUE },
  { "lower_bound_late", read_n_lower_bound_late, TRUE },
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
  const char *format;

  if (!sk_json_read_string (node, place, &format, error))
    return FALSE;
  if (strcmp (format, SK_PLAN_FORMAT) != 0)
    return sk_json_fail (error, place, _("must be “%s”"), SK_PLAN_FORMAT);

  return TRUE;
}

static gboolean
read_at (JsonNode    *node,
         const char  *place,
         gpointer     into,
         GError     **error)
{
  return sk_json_read_instant (node, place, &((Draft *) into)->at, error);
}

static gboolean
read_timezone (JsonNode    *node,
               const char  *place,
               gpointer     into,
               GError     **error)
{
  return sk_json_read_string (node, place, &((Draft *) into)->timezone, error);
}

static gboolean
read_digest (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  return sk_json_read_string (node, place, &((Draft *) into)->digest, error);
}

static const SkJsonField plan_fields[] = {
  { "format", read_format, TRUE },
  { "at", read_at, TRUE },
  { "timezone", read_timezone, TRUE },
  { "digest", read_digest, TRUE },
  { "placements", read_placements, TRUE },
  { "unplaced", read_unplaced, TRUE },
  { "left_alone", read_left_alone, TRUE },
  { "summary", read_summary, TRUE },
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
 * @rules: the rules it follows
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

  plan = sk_plan_new_take (&(SkPlanInit) {
    .snapshot = snapshot,
    .rules = rules,
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
