/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-json.h"
#include "sk-when.h"

G_BEGIN_DECLS

/**
 * SkJsonRead:
 * @node: a value that is not null
 * @place: where it stands, for people: "tasks[3].due"
 * @into: what to fill in
 * @error: %SK_ERROR_MALFORMED, beginning with @place
 *
 * Reads one value.
 *
 * Returns: whether it is understood
 */
typedef gboolean (* SkJsonRead) (JsonNode    *node,
                                 const char  *place,
                                 gpointer     into,
                                 GError     **error);

/**
 * SkJsonField:
 * @key: a key that may appear
 * @read: (nullable): what reads its value; %NULL: any value is fine
 * @offset: where in the struct that is filled in @read begins
 * @required: whether it has to appear, with a value that is not null
 *
 * A line of a table that says what an object holds.
 */
typedef struct
{
  const char *key;
  SkJsonRead  read;
  gsize       offset;
  gboolean    required;
} SkJsonField;

gboolean sk_json_read_object  (JsonNode           *node,
                               const char         *place,
                               const SkJsonField  *fields,
                               gsize               n_fields,
                               gpointer            into,
                               GError            **error);
gboolean sk_json_read_known   (JsonNode           *node,
                               const char         *place,
                               const SkJsonField  *fields,
                               gsize               n_fields,
                               gpointer            into,
                               GError            **error);
gboolean sk_json_read_array   (JsonNode           *node,
                               const char         *place,
                               SkJsonRead          read,
                               gpointer            into,
                               GError            **error);

/* What a value of each kind is read into is said in brackets. */
gboolean sk_json_read_string  (JsonNode           *node,
                               const char         *place,
                               gpointer            into,      /* (const char *), borrowed */
                               GError            **error);
gboolean sk_json_read_boolean (JsonNode           *node,
                               const char         *place,
                               gpointer            into,      /* (gboolean) */
                               GError            **error);
gboolean sk_json_read_number  (JsonNode           *node,
                               const char         *place,
                               gpointer            into,      /* (double) */
                               GError            **error);
gboolean sk_json_read_count   (JsonNode           *node,
                               const char         *place,
                               gpointer            into,      /* (guint) */
                               GError            **error);
gboolean sk_json_read_when    (JsonNode           *node,
                               const char         *place,
                               gpointer            into,      /* (SkWhen) */
                               GError            **error);
gboolean sk_json_read_day     (JsonNode           *node,
                               const char         *place,
                               gpointer            into,      /* (gint64) */
                               GError            **error);
gboolean sk_json_read_instant (JsonNode           *node,
                               const char         *place,
                               gpointer            into,      /* (gint64) */
                               GError            **error);

gboolean sk_json_read_integer (JsonNode           *node,
                               const char         *place,
                               int                 least,
                               int                 most,
                               int                *value,
                               GError            **error);
gboolean sk_json_read_code    (JsonNode           *node,
                               const char         *place,
                               const char *const  *codes,
                               guint               n_codes,
                               guint              *value,
                               GError            **error);
gboolean sk_json_read_format  (JsonNode           *node,
                               const char         *place,
                               const char         *format,
                               GError            **error);
gboolean sk_json_fail         (GError            **error,
                               const char         *place,
                               const char         *format,
                               ...) G_GNUC_PRINTF (3, 4);

G_END_DECLS
