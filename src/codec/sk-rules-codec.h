/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-json-reader.h"
#include "sk-rules.h"

G_BEGIN_DECLS

void     sk_rules_init_default        (SkRulesInit *self,
                                       const char  *zone_name,
                                       GTimeZone   *zone);
void     sk_rules_init_clear          (SkRulesInit *self);

/* What a key of a file says about the rules; @into is the SkRulesInit. */
gboolean sk_rules_read_timezone       (JsonNode    *node,
                                       const char  *place,
                                       gpointer     into,
                                       GError     **error);
gboolean sk_rules_read_hours          (JsonNode    *node,
                                       const char  *place,
                                       gpointer     into,
                                       GError     **error);
gboolean sk_rules_read_exceptions     (JsonNode    *node,
                                       const char  *place,
                                       gpointer     into,
                                       GError     **error);
gboolean sk_rules_read_slot_minutes   (JsonNode    *node,
                                       const char  *place,
                                       gpointer     into,
                                       GError     **error);
gboolean sk_rules_read_days_ahead     (JsonNode    *node,
                                       const char  *place,
                                       gpointer     into,
                                       GError     **error);
gboolean sk_rules_read_buffer_minutes (JsonNode    *node,
                                       const char  *place,
                                       gpointer     into,
                                       GError     **error);
gboolean sk_rules_read_rules          (JsonNode    *node,
                                       const char  *place,
                                       gpointer     into,
                                       GError     **error);

G_END_DECLS
