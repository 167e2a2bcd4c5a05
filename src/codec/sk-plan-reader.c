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

#include "sk-capacity-reader-private.h"
#include "sk-error.h"
#include "sk-plan-reader-private.h"
#include "sk-summary-codec.h"

/* --- capacity --- */

static gboolean
read_capacity (JsonNode    *node,
               const char  *place,
               gpointer     into,
               GError     **error)
{
  SkPlanDraft *draft = into;

  return sk_json_read_array (node, place, sk_capacity_read, draft->capacity, error);
}

/* --- the whole --- */

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
  return sk_plan_read_coded (node, place, &sk_stability_codes, into, error);
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
  { "at", sk_json_read_instant, offsetof (SkPlanDraft, at), TRUE },
  { "timezone", sk_json_read_string, offsetof (SkPlanDraft, timezone), TRUE },
  { "stability", read_stability, offsetof (SkPlanDraft, stability) },
  { "days_ahead", read_days_ahead, offsetof (SkPlanDraft, days_ahead) },
  { "digest", sk_json_read_string, offsetof (SkPlanDraft, digest), TRUE },
  { "placements", sk_plan_read_placements, 0, TRUE },
  { "unplaced", sk_plan_read_unplaced, 0, TRUE },
  { "left_alone", sk_plan_read_left_alone, 0, TRUE },
  { "capacity", read_capacity },
  { "summary", sk_summary_read, offsetof (SkPlanDraft, summary), TRUE },
};

static void
draft_clear (SkPlanDraft *draft)
{
  g_clear_pointer (&draft->placements, g_array_unref);
  g_clear_pointer (&draft->unplaced, g_array_unref);
  g_clear_pointer (&draft->left_alone, g_array_unref);
  g_clear_pointer (&draft->capacity, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SkPlanDraft, draft_clear)

/* The lower bound is no count: it is taken as it is said. */
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
  g_auto(SkPlanDraft) draft = {
    .snapshot = snapshot,
    .stability = sk_rules_get_stability (rules),
    .days_ahead = sk_rules_get_days_ahead (rules),
    .placements = sk_placement_array_new (),
    .unplaced = sk_unplaced_array_new (),
    .left_alone = sk_left_alone_array_new (),
    .capacity = g_array_new (FALSE, FALSE, sizeof (SkCapacity)),
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
    .capacity = g_steal_pointer (&draft.capacity),
    .lower_bound_late = draft.summary.lower_bound_late,
  });
  if (!counts_agree (plan, &draft.summary, error))
    return NULL;

  *digest = g_strdup (draft.digest);
  return g_steal_pointer (&plan);
}
