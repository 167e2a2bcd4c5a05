/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-json-reader.h"
#include "sk-plan-codes.h"

G_BEGIN_DECLS

/* Reading a plan back.  For these files only: sk-plan-reader.c, the whole;
 * sk-plan-lists.c, its lists of tasks; sk-plan-entry.c, what an entry of any
 * of them may say. */

/**
 * SkPlanDraft:
 *
 * What has been read of a plan.
 */
typedef struct
{
  SkSnapshot *snapshot;
  GArray     *placements;
  GArray     *unplaced;
  GArray     *left_alone;
  GArray     *capacity;
  const char *timezone;
  const char *digest;
  gint64      at;
  guint       stability;
  int         days_ahead;
  SkSummary   summary;
} SkPlanDraft;

/**
 * SkPlanEntry:
 *
 * What has been read of one entry of any of its lists.
 */
typedef struct
{
  SkPlanDraft *whole;
  SkTask      *task;            /* borrowed */
  SkTask      *blocker;         /* borrowed */
  const char  *title;
  SkPlacement  placement;       /* owns its certificate */
  gboolean     late;
  guint        slack_minutes;
  guint        code;
  guint        change;
} SkPlanEntry;

gboolean sk_plan_read_coded       (JsonNode           *node,
                                   const char         *place,
                                   const SkCodes      *codes,
                                   guint              *value,
                                   GError            **error);
gboolean sk_plan_contradict       (GError            **error,
                                   const char         *place,
                                   const char         *problem);
gboolean sk_plan_entry_has_its_title
                                  (const SkPlanEntry  *entry,
                                   const char         *place,
                                   GError            **error);

gboolean sk_plan_read_task        (JsonNode    *node,
                                   const char  *place,
                                   gpointer     into,      /* SkPlanEntry */
                                   GError     **error);
gboolean sk_plan_read_blocker     (JsonNode    *node,
                                   const char  *place,
                                   gpointer     into,      /* SkPlanEntry */
                                   GError     **error);
gboolean sk_plan_read_before      (JsonNode    *node,
                                   const char  *place,
                                   gpointer     into,      /* SkPlanEntry */
                                   GError     **error);
gboolean sk_plan_read_change      (JsonNode    *node,
                                   const char  *place,
                                   gpointer     into,      /* SkPlanEntry */
                                   GError     **error);
gboolean sk_plan_read_fixed       (JsonNode    *node,
                                   const char  *place,
                                   gpointer     into,      /* SkPlanEntry */
                                   GError     **error);
gboolean sk_plan_read_late_why    (JsonNode    *node,
                                   const char  *place,
                                   gpointer     into,      /* SkPlanEntry */
                                   GError     **error);
gboolean sk_plan_read_warnings    (JsonNode    *node,
                                   const char  *place,
                                   gpointer     into,      /* SkPlanEntry */
                                   GError     **error);
gboolean sk_plan_read_certificate (JsonNode    *node,
                                   const char  *place,
                                   gpointer     into,      /* SkPlanEntry */
                                   GError     **error);
gboolean sk_plan_read_why         (JsonNode    *node,
                                   const char  *place,
                                   gpointer     into,      /* SkPlanEntry */
                                   GError     **error);

gboolean sk_plan_read_placements  (JsonNode    *node,
                                   const char  *place,
                                   gpointer     into,      /* SkPlanDraft */
                                   GError     **error);
gboolean sk_plan_read_unplaced    (JsonNode    *node,
                                   const char  *place,
                                   gpointer     into,      /* SkPlanDraft */
                                   GError     **error);
gboolean sk_plan_read_left_alone  (JsonNode    *node,
                                   const char  *place,
                                   gpointer     into,      /* SkPlanDraft */
                                   GError     **error);

G_END_DECLS
