/* sk-stand-in-refuse.c — what the stand-in for Notion says no with
 *
 * Checks shared by the endpoints, and the sentences Notion refuses with.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#include "sk-json.h"

G_DEFINE_QUARK (sk-refusal, sk_refusal)

/* Always FALSE, so that a check can return it. */
gboolean
sk_refuse (GError     **error,
           const char  *format,
           ...)
{
  va_list args;

  va_start (args, format);
  g_autofree char *message = g_strdup_vprintf (format, args);
  va_end (args);

  g_set_error_literal (error, SK_REFUSAL, SK_REFUSED_VALIDATION, message);
  return FALSE;
}

/* Notion's "where should be this, instead was that"; no @was is undefined. */
gboolean
sk_refuse_value (GError     **error,
                 const char  *where,
                 const char  *should,
                 JsonNode    *was)
{
  g_autofree char *text = was != NULL ? sk_json_print (was, FALSE) : g_strdup ("undefined");
  g_auto(GStrv) parts = g_strsplit (where, ".", 2);

  return sk_refuse (error, "%s failed validation: %s should be %s, instead was `%s`.",
                    parts[0], where, should, text);
}

gboolean
sk_refuse_missing (GError     **error,
                   const char  *what,
                   const char  *id)
{
  g_set_error (error, SK_REFUSAL, SK_REFUSED_MISSING,
               "Could not find %s with ID: %s. Make sure the relevant pages and databases are "
               "shared with your integration \"" SK_STAND_IN_NAME "\".", what, id);
  return FALSE;
}

gboolean
sk_check_keys (JsonObject         *object,
               const char         *where,
               const char *const  *keys,
               GError            **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    if (!g_strv_contains (keys, name))
      {
        g_autofree char *place = g_strdup_printf ("%s.%s", where, name);

        return sk_refuse_value (error, place, "not present", member);
      }

  return TRUE;
}

gboolean
sk_check_array (JsonNode     *node,
                const char   *where,
                guint         max,
                GError      **error)
{
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return sk_refuse_value (error, where, "an array", node);

  guint n = json_array_get_length (json_node_get_array (node));

  return n <= max ||
         sk_refuse (error, "body failed validation: %s.length should be ≤ `%u`, instead was `%u`.",
                    where, max, n);
}

gboolean
sk_is_text (JsonNode *node)
{
  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING;
}

gboolean
sk_is_number (JsonNode *node)
{
  return node != NULL && (json_node_get_value_type (node) == G_TYPE_INT64 ||
                          json_node_get_value_type (node) == G_TYPE_DOUBLE);
}

gboolean
sk_is_boolean (JsonNode *node)
{
  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
}

gboolean
sk_is_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node);
}

/* NULL where it is not a text. */
const char *
sk_get_text (JsonObject *object,
             const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return sk_is_text (node) ? json_node_get_string (node) : NULL;
}

/* Notion's shape of an error; request_id follows when it is sent. */
JsonNode *
sk_error_new (guint       status,
              const char *code,
              const char *text,
              JsonObject *additional)     /* (transfer full) (nullable) */
{
  JsonObject *answer = json_object_new ();

  json_object_set_string_member (answer, "object", "error");
  json_object_set_int_member (answer, "status", status);
  json_object_set_string_member (answer, "code", code);
  json_object_set_string_member (answer, "message", text);
  if (additional != NULL)
    json_object_set_object_member (answer, "additional_data", additional);

  return sk_object_node (answer);
}

JsonNode *
sk_refusal_answer (const GError *refusal)
{
  static const struct
  {
    guint       status;
    const char *code;
  } kinds[] = {
    [SK_REFUSED_VALIDATION] = { 400, "validation_error" },
    [SK_REFUSED_JSON] = { 400, "invalid_json" },
    [SK_REFUSED_URL] = { 400, "invalid_request_url" },
    [SK_REFUSED_VERSION] = { 400, "missing_version" },
    [SK_REFUSED_TOKEN] = { 401, "unauthorized" },
    [SK_REFUSED_MISSING] = { 404, "object_not_found" },
  };
  JsonObject *additional = NULL;

  if (refusal->code == SK_REFUSED_MISSING)
    {
      additional = json_object_new ();
      json_object_set_string_member (additional, "integration_id", SK_STAND_IN_BOT);
    }

  return sk_error_new (kinds[refusal->code].status, kinds[refusal->code].code, refusal->message,
                       additional);
}
