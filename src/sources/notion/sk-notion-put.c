/* sk-notion-put.c — raw values, put where other raw values still are
 *
 * For what is taken back, and for single values people set with us.  It knows
 * no roles: a property is what its id says, of whatever type it is there.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-put.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-json.h"
#include "sk-notion-decode.h"
#include "sk-notion-deed.h"
#include "sk-notion-json.h"
#include "sk-notion-raw.h"

/* One property, and what was last found there. */
typedef struct
{
  char     *name;
  char     *id;                 /* (nullable) */
  JsonNode *before;
  JsonNode *after;
  char     *found_id;           /* (nullable): as Notion gives it now */
  char     *found_type;         /* (nullable) */
} Item;

typedef struct
{
  char           *page;
  char           *title;
  SkNotionSchema *schema;
  SkNotionLook   *look;         /* (unowned) */
  GArray         *items;        /* (element-type Item) */
} Putting;

static void
item_clear (gpointer data)
{
  Item *item = data;

  g_free (item->name);
  g_free (item->id);
  json_node_unref (item->before);
  json_node_unref (item->after);
  g_free (item->found_id);
  g_free (item->found_type);
}

static void
putting_clear (Putting *putting)
{
  g_free (putting->page);
  g_free (putting->title);
  g_clear_pointer (&putting->schema, sk_notion_schema_unref);
  g_array_unref (putting->items);
}

static void
putting_unref (gpointer putting)
{
  g_rc_box_release_full (putting, (GDestroyNotify) putting_clear);
}

/* What was written down by us is JSON; anything else is nothing. */
static JsonNode *
parse (const char *json)
{
  JsonNode *node = sk_json_parse (json, strlen (json), SK_JSON_STRANGERS, NULL);

  return node != NULL ? node : json_node_new (JSON_NODE_NULL);
}

static Putting *
putting_new (GArray         *writes,
             SkNotionSchema *schema,
             SkNotionLook   *look)
{
  Putting *putting = g_rc_box_new0 (Putting);
  SkTask *task = g_array_index (writes, SkWrite, 0).task;

  putting->page = g_strdup (sk_task_get_id (task));
  putting->title = g_strdup (sk_task_get_title (task));
  putting->schema = sk_notion_schema_ref (schema);
  putting->look = look;
  putting->items = g_array_new (FALSE, TRUE, sizeof (Item));
  g_array_set_clear_func (putting->items, item_clear);
  for (guint i = 0; i < writes->len; i++)
    {
      const SkWrite *write = &g_array_index (writes, SkWrite, i);
      Item item = {
        .name = g_strdup (write->property),
        .id = g_strdup (write->property_id),
        .before = parse (write->before),
        .after = parse (write->after),
      };

      g_array_append_val (putting->items, item);
    }

  return putting;
}

/* --- what is there --- */

static gboolean
fail (char    *text,            /* (transfer full) */
      GError **error)
{
  g_set_error_literal (error, SK_ERROR, SK_ERROR_CONFLICT, text);
  g_free (text);
  return FALSE;
}

/* The value of the property, whose id and type are remembered. */
static JsonNode *
find (Item     *item,
      JsonNode *page)
{
  const char *name = item->name;
  JsonNode *property = item->id != NULL
                       ? sk_notion_schema_find_by_id (page, item->id, &name)
                       : sk_notion_json_get (sk_notion_json_get (page, "properties"), name);
  const char *id = sk_notion_json_get_text (property, "id");
  const char *type = sk_notion_json_get_text (property, "type");

  if (id == NULL || type == NULL)
    return NULL;

  g_free (item->found_id);
  g_free (item->found_type);
  item->found_id = g_strdup (id);
  item->found_type = g_strdup (type);

  return sk_notion_json_get (property, type);
}

static gboolean
is_live (Putting   *putting,
         JsonNode  *page,
         GError   **error)
{
  if (sk_notion_decode_is_live (page))
    return TRUE;

  /* Translators: %s is the title of a task. */
  return fail (g_strdup_printf (_("“%s” is in Notion’s trash, or archived, and was left there."),
                                putting->title), error);
}

static gboolean
is_put (gpointer   data,
        JsonNode  *page,
        GError   **error)
{
  Putting *putting = data;

  for (guint i = 0; i < putting->items->len; i++)
    {
      Item *item = &g_array_index (putting->items, Item, i);
      JsonNode *value = find (item, page);

      if (value == NULL || !sk_notion_raw_is_same (item->found_type, value, item->after))
        /* Translators: %1$s is the title of a task, %2$s the name of a column. */
        return fail (g_strdup_printf (_("“%1$s”: Notion took the change, but “%2$s” holds "
                                        "something else than was written."),
                                      putting->title, item->name), error);
    }

  return is_live (putting, page, error);
}

static gboolean
has_option (Putting   *putting,
            Item      *item,
            GError   **error)
{
  const char *name = sk_notion_json_get_text (item->after, "name");
  gboolean is_option = g_str_equal (item->found_type, "status") ||
                       g_str_equal (item->found_type, "select");

  if (!is_option || JSON_NODE_HOLDS_NULL (item->after) ||
      sk_notion_schema_has_option (putting->schema, item->found_id, item->after))
    return TRUE;

  /* Translators: %1$s is the name of a column, %2$s one of its options. */
  g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
               _("The column “%1$s” has no option “%2$s” any more. Add it in Notion, or choose "
                 "another one."),
               item->name, name != NULL ? name : sk_notion_json_get_text (item->after, "id"));
  return FALSE;
}

static gboolean
may_put_item (Putting   *putting,
              Item      *item,
              JsonNode  *page,
              GError   **error)
{
  JsonNode *value = find (item, page);
  g_autoptr(JsonNode) to_set = value != NULL ? sk_notion_raw_to_set (item->found_type, item->after)
                                             : NULL;

  if (value == NULL)
    /* Translators: %1$s is the title of a task, %2$s the name of a column. */
    return fail (g_strdup_printf (_("“%1$s”: the column “%2$s” is not there any more. The task "
                                    "was left as it is."), putting->title, item->name), error);
  if (!sk_notion_raw_is_same (item->found_type, value, item->before))
    /* Translators: %1$s is the title of a task, %2$s the name of a column. */
    return fail (g_strdup_printf (_("“%1$s”: somebody changed “%2$s” in Notion meanwhile. The "
                                    "task was left as it is."), putting->title, item->name),
                 error);
  if (to_set == NULL)
    /* Translators: %1$s is the title of a task, %2$s the name of a column. */
    return fail (g_strdup_printf (_("“%1$s”: the column “%2$s” is of another type now, and "
                                    "cannot hold the value. The task was left as it is."),
                                  putting->title, item->name), error);

  return has_option (putting, item, error);
}

static gboolean
may_put (gpointer   data,
         JsonNode  *page,
         GError   **error)
{
  Putting *putting = data;

  if (!is_live (putting, page, error))
    return FALSE;

  for (guint i = 0; i < putting->items->len; i++)
    if (!may_put_item (putting, &g_array_index (putting->items, Item, i), page, error))
      return FALSE;

  return TRUE;
}

/* Raw values say themselves how their times are told. */
static JsonNode *
encode (gpointer      data,
        SkNotionTimes times)
{
  Putting *putting = data;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "properties");
  json_builder_begin_object (builder);
  for (guint i = 0; i < putting->items->len; i++)
    {
      Item *item = &g_array_index (putting->items, Item, i);

      json_builder_set_member_name (builder, item->found_id);
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, item->found_type);
      json_builder_add_value (builder, sk_notion_raw_to_set (item->found_type, item->after));
      json_builder_end_object (builder);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  return json_builder_get_root (builder);
}

static const SkNotionDeedClass klass = { may_put, is_put, encode };

/* What those of the properties mean that mean anything. */
static guint
get_roles (const Putting *putting)
{
  guint roles = 0;

  for (guint i = 0; i < putting->items->len; i++)
    roles |= sk_notion_schema_get_roles (putting->schema,
                                         g_array_index (putting->items, Item, i).found_id);

  return roles;
}

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Putting *putting = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(JsonNode) page = sk_notion_deed_finish (SK_NOTION_API (source), result, NULL, &error);

  if (page == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  sk_notion_look_take_page (putting->look, page, putting->schema, get_roles (putting));
  g_task_return_boolean (task, TRUE);
}

/**
 * sk_notion_put_async:
 * @api: Notion
 * @writes: (element-type SkWrite): properties of one page
 * @schema: what its data source has: an option that is not there is not sent
 * @look: at the rows; it has to live until it is done
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * See sk_task_source_put_async().
 */
void
sk_notion_put_async (SkNotionApi         *api,
                     GArray              *writes,
                     SkNotionSchema      *schema,
                     SkNotionLook        *look,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (api, cancellable, callback, user_data);
  Putting *putting = putting_new (writes, schema, look);
  g_autofree char *path = g_strconcat ("pages/", putting->page, NULL);

  g_task_set_source_tag (task, sk_notion_put_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, putting, putting_unref);
  sk_notion_deed_async (api, &(SkNotionDeed) {
                          .klass = &klass, .path = path, .data = g_rc_box_acquire (putting),
                          .free = putting_unref,
                        }, cancellable, on_done, g_object_ref (task));
}

/**
 * sk_notion_put_finish:
 * @api: Notion
 * @result: what the callback was given
 * @error: %SK_ERROR_CONFLICT if something else is there by now
 *
 * Returns: whether the page holds the values
 */
gboolean
sk_notion_put_finish (SkNotionApi   *api,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, api), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
