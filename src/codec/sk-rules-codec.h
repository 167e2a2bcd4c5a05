/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-json-reader.h"
#include "sk-rules.h"

G_BEGIN_DECLS

/**
 * SkRulesDraft:
 * @init: what was read so far; its arrays belong to the draft
 *
 * Rules in the making, as a file's keys fill them in one by one.
 */
typedef struct
{
  SkRulesInit init;
} SkRulesDraft;

void     sk_rules_draft_init  (SkRulesDraft  *self,
                               const char    *zone_name,
                               GTimeZone     *zone);
void     sk_rules_draft_clear (SkRulesDraft  *self);

gboolean sk_rules_read_timezone       (JsonNode    *node,
                                       const char  *place,
                                       gpointer     draft,
                                       GError     **error);
gboolean sk_rules_read_hours          (JsonNode    *node,
                                       const char  *place,
                                       gpointer     draft,
                                       GError     **error);
gboolean sk_rules_read_exceptions     (JsonNode    *node,
                                       const char  *place,
                                       gpointer     draft,
                                       GError     **error);
gboolean sk_rules_read_slot_minutes   (JsonNode    *node,
                                       const char  *place,
                                       gpointer     draft,
                                       GError     **error);
gboolean sk_rules_read_days_ahead     (JsonNode    *node,
                                       const char  *place,
                                       gpointer     draft,
                                       GError     **error);
gboolean sk_rules_read_buffer_minutes (JsonNode    *node,
                                       const char  *place,
                                       gpointer     draft,
                                       GError     **error);
gboolean sk_rules_read_rules          (JsonNode    *node,
                                       const char  *place,
                                       gpointer     draft,
                                       GError     **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SkRulesDraft, sk_rules_draft_clear)

G_END_DECLS
