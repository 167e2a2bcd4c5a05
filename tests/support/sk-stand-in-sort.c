/* sk-stand-in-sort.c — the order a query asks for
 *
 * Options sort by their place in the schema, empties come last; without any
 * sorts the newest row comes first: Notion promises no order at all then.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

static gboolean
check_sort (SkTable     *table,
            JsonNode    *node,
            GError     **error)
{
  static const char *const keys[] = { "property", "timestamp", "direction", NULL };

  if (!sk_is_object (node))
    return sk_refuse_value (error, "body.sorts", "an array of objects", node);

  JsonObject *sort = json_node_get_object (node);
  const char *property = sk_get_text (sort, "property");
  const char *timestamp = sk_get_text (sort, "timestamp");
  const char *direction = sk_get_text (sort, "direction");

  if (!sk_check_keys (sort, "body.sorts", keys, error))
    return FALSE;
  if ((property != NULL) == (timestamp != NULL))
    return sk_refuse_value (error, "body.sorts", "objects with `property` or `timestamp`", node);
  if (g_strcmp0 (direction, "ascending") != 0 && g_strcmp0 (direction, "descending") != 0)
    return sk_refuse_value (error, "body.sorts.direction", "`\"ascending\"` or `\"descending\"`",
                            json_object_get_member (sort, "direction"));
  if (timestamp != NULL && strcmp (timestamp, "created_time") != 0 &&
      strcmp (timestamp, "last_edited_time") != 0)
    return sk_refuse_value (error, "body.sorts.timestamp",
                            "`\"created_time\"` or `\"last_edited_time\"`",
                            json_object_get_member (sort, "timestamp"));

  return timestamp != NULL || sk_table_find (table, property) != NULL ||
         sk_refuse (error, "Could not find sort property with name or id: %s", property);
}

gboolean
sk_sorts_check (SkTable   *table,
                JsonNode  *sorts,
                GError   **error)
{
  if (!sk_check_array (sorts, "body.sorts", 100, error))
    return FALSE;

  for (guint i = 0; i < json_array_get_length (json_node_get_array (sorts)); i++)
    if (!check_sort (table, json_array_get_element (json_node_get_array (sorts), i), error))
      return FALSE;

  return TRUE;
}

/* What to compare: a number, else a text; neither: empty. */
typedef struct
{
  gboolean  numeric;
  double    number;
  char     *text;                 /* (nullable) */
} Key;

static Key
make_date_key (const char *text)
{
  SkMoment moment;

  if (text == NULL || !sk_moment_parse (text, &moment))
    return (Key) { 0 };

  return (Key) { .numeric = TRUE, .number = (double) sk_moment_at (moment) };
}

static Key make_key (SkColumn   *column,
                     const char *type,
                     JsonNode   *value);

static Key
make_object_key (SkColumn   *column,
                 const char *type,
                 JsonObject *value)
{
  const char *result = sk_get_text (value, "type");

  if (strcmp (type, "date") == 0)
    return make_date_key (sk_get_text (value, "start"));
  if (strcmp (type, "unique_id") == 0)
    return (Key) { .numeric = TRUE,
                   .number = (double) json_object_get_int_member (value, "number") };
  if (strcmp (type, "status") == 0 || strcmp (type, "select") == 0)
    return (Key) { .numeric = TRUE,
                   .number = sk_column_get_position (column, sk_get_text (value, "id")) };
  if (result != NULL && json_object_has_member (value, result))
    return make_key (column, result, json_object_get_member (value, result));

  return (Key) { 0 };
}

static Key
make_key (SkColumn   *column,
          const char *type,
          JsonNode   *value)
{
  g_autofree char *text = NULL;

  if (sk_is_number (value))
    return (Key) { .numeric = TRUE, .number = json_node_get_double (value) };
  if (sk_is_boolean (value))
    return (Key) { .numeric = TRUE, .number = json_node_get_boolean (value) ? 1 : 0 };
  if (sk_family_of (type) == SK_FAMILY_DATE && sk_is_text (value))
    return make_date_key (json_node_get_string (value));
  if (sk_is_object (value))
    return make_object_key (column, type, json_node_get_object (value));
  if (!JSON_NODE_HOLDS_NULL (value))
    text = sk_short_print (column, value);

  return (Key) { .text = text != NULL && *text != '\0' ? g_steal_pointer (&text) : NULL };
}

typedef struct
{
  SkNotionStandIn *world;
  JsonArray       *sorts;
} Order;

static Key
get_key (SkRow           *row,
         SkNotionStandIn *world,
         JsonObject      *sort)
{
  const char *timestamp = sk_get_text (sort, "timestamp");

  if (timestamp != NULL)
    {
      gint64 at = strcmp (timestamp, "created_time") == 0 ? row->created : row->edited;

      return (Key) { .numeric = TRUE, .number = (double) (at / 60) };
    }

  SkColumn *column = sk_table_find (row->table, sk_get_text (sort, "property"));
  g_autoptr(JsonNode) value = sk_row_get_value (row, column, world);

  return make_key (column, column->type, value);
}

static int
compare_keys (Key      a,
              Key      b,
              gboolean descending)
{
  gboolean a_empty = !a.numeric && a.text == NULL;
  gboolean b_empty = !b.numeric && b.text == NULL;
  int order;

  if (a_empty || b_empty)
    return (int) a_empty - (int) b_empty;
  if (a.numeric && b.numeric)
    order = (a.number > b.number) - (a.number < b.number);
  else
    order = g_strcmp0 (a.text, b.text);

  return descending ? -order : order;
}

static gint
compare_rows (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  Order *order = user_data;
  SkRow *first = *(SkRow *const *) a;
  SkRow *second = *(SkRow *const *) b;
  int result = 0;

  for (guint i = 0; result == 0 && i < json_array_get_length (order->sorts); i++)
    {
      JsonObject *sort = json_array_get_object_element (order->sorts, i);
      Key key_a = get_key (first, order->world, sort);
      Key key_b = get_key (second, order->world, sort);

      result = compare_keys (key_a, key_b,
                             strcmp (sk_get_text (sort, "direction"), "descending") == 0);
      g_free (key_a.text);
      g_free (key_b.text);
    }

  return result != 0 ? result : strcmp (first->id, second->id);
}

void
sk_sorts_apply (SkNotionStandIn *world,
                GPtrArray       *rows,
                JsonArray       *sorts)     /* (nullable): sk_sorts_check() accepted it */
{
  Order order = { world, sorts };

  for (guint i = 0; i < rows->len / 2; i++)
    {
      gpointer first = rows->pdata[i];

      rows->pdata[i] = rows->pdata[rows->len - 1 - i];
      rows->pdata[rows->len - 1 - i] = first;
    }

  if (sorts != NULL && json_array_get_length (sorts) > 0)
    g_ptr_array_sort_with_data (rows, compare_rows, &order);
}
