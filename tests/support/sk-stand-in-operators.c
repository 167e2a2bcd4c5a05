/* sk-stand-in-operators.c — the operators of a filter, and what they are given
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#define MOST_ITEMS 100

/* What an operator is given. */
typedef enum
{
  OPERAND_TRUE,
  OPERAND_NOTHING,
  OPERAND_BOOLEAN,
  OPERAND_NUMBER,
  OPERAND_TEXT,
  OPERAND_OPTIONS,
  OPERAND_DATE,
  OPERAND_USER,
  OPERAND_PAGE,
} Operand;

static const struct
{
  SkFamily     family;
  Operand      operand;
  const char  *operators;         /* with a space on each side */
} grammar[] = {
  { SK_FAMILY_OPTION,   OPERAND_OPTIONS, " equals does_not_equal " },
  { SK_FAMILY_OPTIONS,  OPERAND_OPTIONS, " contains does_not_contain " },
  { SK_FAMILY_CHECKBOX, OPERAND_BOOLEAN, " equals does_not_equal " },
  { SK_FAMILY_DATE,     OPERAND_DATE,    " equals before after on_or_before on_or_after " },
  { SK_FAMILY_DATE,     OPERAND_NOTHING, " past_week past_month past_year this_week next_week "
                                         "next_month next_year " },
  { SK_FAMILY_NUMBER,   OPERAND_NUMBER,  " equals does_not_equal greater_than less_than "
                                         "greater_than_or_equal_to less_than_or_equal_to " },
  { SK_FAMILY_TEXT,     OPERAND_TEXT,    " equals does_not_equal contains does_not_contain "
                                         "starts_with ends_with " },
  { SK_FAMILY_PEOPLE,   OPERAND_USER,    " contains does_not_contain " },
  { SK_FAMILY_RELATION, OPERAND_PAGE,    " contains does_not_contain " },
};

static const struct
{
  const char *type;
  SkFamily    family;
} families[] = {
  { "status",           SK_FAMILY_OPTION },
  { "select",           SK_FAMILY_OPTION },
  { "multi_select",     SK_FAMILY_OPTIONS },
  { "checkbox",         SK_FAMILY_CHECKBOX },
  { "date",             SK_FAMILY_DATE },
  { "created_time",     SK_FAMILY_DATE },
  { "last_edited_time", SK_FAMILY_DATE },
  { "number",           SK_FAMILY_NUMBER },
  { "unique_id",        SK_FAMILY_NUMBER },
  { "title",            SK_FAMILY_TEXT },
  { "rich_text",        SK_FAMILY_TEXT },
  { "url",              SK_FAMILY_TEXT },
  { "email",            SK_FAMILY_TEXT },
  { "phone_number",     SK_FAMILY_TEXT },
  { "string",           SK_FAMILY_TEXT },
  { "people",           SK_FAMILY_PEOPLE },
  { "created_by",       SK_FAMILY_PEOPLE },
  { "last_edited_by",   SK_FAMILY_PEOPLE },
  { "relation",         SK_FAMILY_RELATION },
  { "files",            SK_FAMILY_FILES },
};

SkFamily
sk_family_of (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (families); i++)
    if (strcmp (families[i].type, type) == 0)
      return families[i].family;

  return SK_FAMILY_NONE;
}

static gboolean
check_option (SkColumn    *column,
              JsonNode    *node,
              GError     **error)
{
  if (!sk_is_text (node))
    return sk_refuse_value (error, "body.filter", "a string or an array of strings", node);

  const char *name = json_node_get_string (node);

  return sk_column_find_option (column, "name", name) != NULL ||
         sk_column_is_group (column, name, NULL) ||
         sk_refuse (error, "%s option \"%s\" not found for property \"%s\".", column->type, name,
                    column->name);
}

static gboolean
check_options (SkColumn    *column,
               JsonNode    *node,
               GError     **error)
{
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return check_option (column, node, error);

  JsonArray *options = json_node_get_array (node);

  if (json_array_get_length (options) == 0 || json_array_get_length (options) > MOST_ITEMS)
    return sk_refuse_value (error, "body.filter", "1 to 100 options", node);
  for (guint i = 0; i < json_array_get_length (options); i++)
    if (!check_option (column, json_array_get_element (options, i), error))
      return FALSE;

  return TRUE;
}

static gboolean
is_date (const char *text)
{
  static const char *const words[] = {
    "today", "tomorrow", "yesterday", "one_week_ago", "one_week_from_now", "one_month_ago",
    "one_month_from_now", NULL,
  };
  SkMoment moment;

  return g_strv_contains (words, text) || sk_moment_parse (text, &moment);
}

static gboolean
check_uuid (JsonNode    *node,
            GError     **error)
{
  if (!sk_is_text (node))
    return sk_refuse_value (error, "body.filter", "a valid uuid", node);

  g_autofree char *id = sk_check_id ("body.filter", json_node_get_string (node), error);

  return id != NULL;
}

static gboolean
check_operand (Operand      operand,
               SkColumn    *column,
               JsonNode    *node,
               GError     **error)
{
  switch (operand)
    {
    case OPERAND_TRUE:
      return (sk_is_boolean (node) && json_node_get_boolean (node)) ||
             sk_refuse_value (error, "body.filter", "`true`", node);

    case OPERAND_NOTHING:
      return (sk_is_object (node) && json_object_get_size (json_node_get_object (node)) == 0) ||
             sk_refuse_value (error, "body.filter", "an empty object", node);

    case OPERAND_BOOLEAN:
      return sk_is_boolean (node) || sk_refuse_value (error, "body.filter", "a boolean", node);

    case OPERAND_NUMBER:
      return sk_is_number (node) || sk_refuse_value (error, "body.filter", "a number", node);

    case OPERAND_TEXT:
      return sk_is_text (node) || sk_refuse_value (error, "body.filter", "a string", node);

    case OPERAND_OPTIONS:
      return check_options (column, node, error);

    case OPERAND_DATE:
      return (sk_is_text (node) && is_date (json_node_get_string (node))) ||
             sk_refuse_value (error, "body.filter", "a valid ISO 8601 date string", node);

    case OPERAND_USER:
      return (sk_is_text (node) && strcmp (json_node_get_string (node), "me") == 0) ||
             check_uuid (node, error);

    case OPERAND_PAGE:
      return check_uuid (node, error);

    default:
      g_return_val_if_reached (FALSE);
    }
}

/* { "<operator>": operand }, one of them. */
gboolean
sk_operation_check (SkFamily     family,
                    SkColumn    *column,     /* (nullable): a timestamp */
                    JsonNode    *node,
                    GError     **error)
{
  if (!sk_is_object (node) || json_object_get_size (json_node_get_object (node)) != 1)
    return sk_refuse_value (error, "body.filter", "an object with one operator", node);

  g_autoptr(GList) members = json_object_get_members (json_node_get_object (node));
  g_autofree char *operator = g_strconcat (" ", members->data, " ", NULL);
  JsonNode *operand = json_object_get_member (json_node_get_object (node), members->data);
  gboolean may_be_empty = family != SK_FAMILY_CHECKBOX && family != SK_FAMILY_NONE;

  if (may_be_empty && strstr (" is_empty is_not_empty ", operator) != NULL)
    return check_operand (OPERAND_TRUE, column, operand, error);

  for (gsize i = 0; i < G_N_ELEMENTS (grammar); i++)
    if (grammar[i].family == family && strstr (grammar[i].operators, operator) != NULL)
      return check_operand (grammar[i].operand, column, operand, error);

  return sk_refuse_value (error, "body.filter", "an operator of its type", node);
}
