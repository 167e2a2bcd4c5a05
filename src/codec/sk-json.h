/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * SkJsonFlags:
 * @SK_JSON_STRANGERS: written by others: a key that appears twice is tolerated
 * @SK_JSON_OURS: in a format of ours: a key that appears twice is an error
 */
typedef enum
{
  SK_JSON_STRANGERS,
  SK_JSON_OURS,
} SkJsonFlags;

JsonNode *sk_json_parse    (const char   *text,
                            gsize         length,
                            SkJsonFlags   flags,
                            GError      **error);
void      sk_json_add_text (JsonBuilder  *builder,
                            const char   *key,
                            const char   *text);
void      sk_json_add_flag (JsonBuilder  *builder,
                            const char   *key,
                            gboolean      flag);
void      sk_json_append   (GString      *out,
                            JsonNode     *node,
                            int           indent);
char     *sk_json_print    (JsonNode     *node,
                            gboolean      pretty);
char     *sk_json_dup_number (double      number);

G_END_DECLS
