/* sk-plan-entry.c — what a plan says of one task, read back
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-plan-reader-private.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"

gboolean
sk_plan_read_coded (JsonNode       *node,
                    const char     *place,
                    const SkCodes  *codes,
                    guint          *value,
                    GError        **error)
{
  return sk_json_read_code (node, place, codes->codes, codes->n, value, error);
}

/* --- an entry --- */

/* A plan that says two things at once is understood, and wrong. */
gboolean
sk_plan_contradict (GError     **error,
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

gboolean
sk_plan_read_task (JsonNode    *node,
                   const char  *place,
                   gpointer     into,
                   GError     **error)
{
  SkPlanEntry *entry = into;

  return find_task (node, place, entry->whole->snapshot, &entry->task, error);
}

gboolean
sk_plan_read_blocker (JsonNode    *node,
                      const char  *place,
                      gpointer     into,
                      GError     **error)
{
  SkPlanEntry *entry = into;

  return find_task (node, place, entry->whole->snapshot, &entry->blocker, error);
}

gboolean
sk_plan_entry_has_its_title (const SkPlanEntry  *entry,
                             const char         *place,
                             GError            **error)
{
  if (entry->title == NULL || strcmp (entry->title, sk_task_get_title (entry->task)) == 0)
    return TRUE;

  return sk_plan_contradict (error, place, _("the title is not that of the task"));
}

static const SkJsonField before_fields[] = {
  { "start", sk_json_read_when, offsetof (SkPlanEntry, placement.before_start), TRUE },
  { "end", sk_json_read_when, offsetof (SkPlanEntry, placement.before_end) },
};

gboolean
sk_plan_read_before (JsonNode    *node,
                     const char  *place,
                     gpointer     into,
                     GError     **error)
{
  return sk_json_read_object (node, place, before_fields, G_N_ELEMENTS (before_fields),
                              into, error);
}

gboolean
sk_plan_read_change (JsonNode    *node,
                     const char  *place,
                     gpointer     into,
                     GError     **error)
{
  return sk_plan_read_coded (node, place, &sk_change_codes, &((SkPlanEntry *) into)->change, error);
}

gboolean
sk_plan_read_fixed (JsonNode    *node,
                    const char  *place,
                    gpointer     into,
                    GError     **error)
{
  guint fixed;

  if (!sk_plan_read_coded (node, place, &sk_fixed_codes, &fixed, error))
    return FALSE;

  ((SkPlanEntry *) into)->placement.fixed = (SkFixed) fixed;
  return TRUE;
}

static gboolean
read_late_code (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  guint why;

  if (!sk_plan_read_coded (node, place, &sk_late_codes, &why, error))
    return FALSE;

  ((SkPlanEntry *) into)->placement.late_why = (SkLateWhy) why;
  return TRUE;
}

static const SkJsonField late_why_fields[] = {
  { "code", read_late_code, 0, TRUE },
  { "text", NULL },
};

gboolean
sk_plan_read_late_why (JsonNode    *node,
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

  if (!sk_plan_read_coded (node, place, &sk_warning_codes, &bit, error))
    return FALSE;

  ((SkPlanEntry *) into)->placement.warnings |= 1u << bit;
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

gboolean
sk_plan_read_warnings (JsonNode    *node,
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
  BlockedDraft *draft = into;

  return sk_plan_read_coded (node, place, &sk_blocked_by_codes, &draft->by, error);
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

  sk_blocked_array_add (((SkPlanEntry *) into)->placement.blocked, draft.span,
                        (SkBlockedBy) draft.by, draft.title);
  return TRUE;
}

gboolean
sk_plan_read_certificate (JsonNode    *node,
                          const char  *place,
                          gpointer     into,
                          GError     **error)
{
  SkPlanEntry *entry = into;

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

  if (!sk_plan_read_coded (node, place, &sk_why_codes, &why, error))
    return FALSE;

  ((SkPlanEntry *) into)->placement.why = (SkWhy) why;
  return TRUE;
}

static const SkJsonField why_fields[] = {
  { "code", read_why_code, 0, TRUE },
  { "text", NULL },
  { "blocked", sk_plan_read_certificate, 0, TRUE },
};

gboolean
sk_plan_read_why (JsonNode    *node,
                  const char  *place,
                  gpointer     into,
                  GError     **error)
{
  return sk_json_read_object (node, place, why_fields, G_N_ELEMENTS (why_fields), into, error);
}
