/* sk-plan-lists.c — the lists of a plan, read back
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-plan-reader-private.h"

#include <glib/gi18n-lib.h>

/* --- what has a place --- */

static const SkJsonField placement_fields[] = {
  { "task", sk_plan_read_task, 0, TRUE },
  { "title", sk_json_read_string, offsetof (SkPlanEntry, title) },
  { "workspace", NULL },
  { "url", NULL },
  { "rank", NULL },
  { "revision", NULL },
  { "start", sk_json_read_instant, offsetof (SkPlanEntry, placement.span.start), TRUE },
  { "end", sk_json_read_instant, offsetof (SkPlanEntry, placement.span.end), TRUE },
  { "change", sk_plan_read_change, 0, TRUE },
  { "before", sk_plan_read_before },
  { "fixed", sk_plan_read_fixed },
  { "due", NULL },
  { "late", sk_json_read_boolean, offsetof (SkPlanEntry, late), TRUE },
  { "late_why", sk_plan_read_late_why },
  { "slack_minutes", sk_json_read_count, offsetof (SkPlanEntry, slack_minutes), TRUE },
  { "warnings", sk_plan_read_warnings, 0, TRUE },
  { "why", sk_plan_read_why, 0, TRUE },
};

static gboolean
is_one_thing (const SkPlanEntry  *entry,
              const char         *place,
              GError            **error)
{
  if (entry->late != sk_placement_is_late (&entry->placement))
    return sk_plan_contradict (error, place, _("“late” and “late_why” do not agree"));
  if (entry->change == SK_CHANGE_REMOVED)
    return sk_plan_contradict (error, place, _("what has a place is not removed"));

  return sk_plan_entry_has_its_title (entry, place, error);
}

/* Only who claims that there is no earlier place has to prove it. */
static gboolean
is_proving (SkWhy why)
{
  return why != SK_WHY_KEPT && why != SK_WHY_PINNED && why != SK_WHY_RUNNING &&
         why != SK_WHY_MANUAL;
}

static gboolean
read_placement (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  SkPlanDraft *whole = into;
  SkPlanEntry entry = { .whole = whole };

  if (!sk_json_read_object (node, place, placement_fields, G_N_ELEMENTS (placement_fields),
                            &entry, error) ||
      !is_one_thing (&entry, place, error))
    {
      g_clear_pointer (&entry.placement.blocked, g_array_unref);
      return FALSE;
    }

  if (!is_proving (entry.placement.why))
    g_clear_pointer (&entry.placement.blocked, g_array_unref);

  entry.placement.task = sk_task_ref (entry.task);
  entry.placement.due = SK_DUE_UNTOLD;
  entry.placement.slack = (int) MIN (entry.slack_minutes, G_MAXINT / 60) * 60;
  entry.placement.cycle = (entry.placement.warnings & SK_WARNING_BLOCKER_CYCLE) != 0;
  entry.placement.change = (SkChangeKind) entry.change;
  g_array_append_val (whole->placements, entry.placement);
  return TRUE;
}

gboolean
sk_plan_read_placements (JsonNode    *node,
                         const char  *place,
                         gpointer     into,
                         GError     **error)
{
  return sk_json_read_array (node, place, read_placement, into, error);
}

/* --- what has none --- */

static gboolean
read_unplaced_code (JsonNode    *node,
                    const char  *place,
                    gpointer     into,
                    GError     **error)
{
  return sk_plan_read_coded (node, place, &sk_unplaced_codes, &((SkPlanEntry *) into)->code, error);
}

static gboolean
read_unplaced_change (JsonNode    *node,
                      const char  *place,
                      gpointer     into,
                      GError     **error)
{
  static const char *const codes[] = { "none", "removed" };

  return sk_json_read_code (node, place, codes, G_N_ELEMENTS (codes),
                            &((SkPlanEntry *) into)->change, error);
}

static const SkJsonField unplaced_fields[] = {
  { "task", sk_plan_read_task, 0, TRUE },
  { "title", sk_json_read_string, offsetof (SkPlanEntry, title) },
  { "workspace", NULL },
  { "url", NULL },
  { "code", read_unplaced_code, 0, TRUE },
  { "text", NULL },
  { "blocker", sk_plan_read_blocker },
  { "change", read_unplaced_change, 0, TRUE },
  { "before", sk_plan_read_before },
  { "warnings", sk_plan_read_warnings },
  { "blocked", sk_plan_read_certificate },
};

static gboolean
read_one_unplaced (JsonNode    *node,
                   const char  *place,
                   gpointer     into,
                   GError     **error)
{
  SkPlanDraft *whole = into;
  SkPlanEntry entry = { .whole = whole };

  if (!sk_json_read_object (node, place, unplaced_fields, G_N_ELEMENTS (unplaced_fields),
                            &entry, error) ||
      !sk_plan_entry_has_its_title (&entry, place, error))
    {
      g_clear_pointer (&entry.placement.blocked, g_array_unref);
      return FALSE;
    }

  SkUnplaced unplaced = {
    .task = sk_task_ref (entry.task),
    .blocker = entry.blocker != NULL ? sk_task_ref (entry.blocker) : NULL,
    .before_start = entry.placement.before_start,
    .before_end = entry.placement.before_end,
    .blocked = entry.placement.blocked,
    .warnings = entry.placement.warnings,
    .why = (SkUnplacedWhy) entry.code,
    .change = entry.change > 0 ? SK_CHANGE_REMOVED : SK_CHANGE_KEPT,
  };

  g_array_append_val (whole->unplaced, unplaced);
  return TRUE;
}

gboolean
sk_plan_read_unplaced (JsonNode    *node,
                       const char  *place,
                       gpointer     into,
                       GError     **error)
{
  return sk_json_read_array (node, place, read_one_unplaced, into, error);
}

/* --- what is not planned --- */

static gboolean
read_left_code (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  return sk_plan_read_coded (node, place, &sk_left_codes, &((SkPlanEntry *) into)->code, error);
}

static const SkJsonField left_fields[] = {
  { "task", sk_plan_read_task, 0, TRUE },
  { "code", read_left_code, 0, TRUE },
};

static gboolean
read_one_left_alone (JsonNode    *node,
                     const char  *place,
                     gpointer     into,
                     GError     **error)
{
  SkPlanDraft *whole = into;
  SkPlanEntry entry = { .whole = whole };

  if (!sk_json_read_object (node, place, left_fields, G_N_ELEMENTS (left_fields), &entry, error))
    return FALSE;

  SkLeftAlone left = { sk_task_ref (entry.task), (SkLeftWhy) entry.code };

  g_array_append_val (whole->left_alone, left);
  return TRUE;
}

gboolean
sk_plan_read_left_alone (JsonNode    *node,
                         const char  *place,
                         gpointer     into,
                         GError     **error)
{
  return sk_json_read_array (node, place, read_one_left_alone, into, error);
}
