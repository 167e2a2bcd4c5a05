/* sk-notion-list.c — a list that comes in parts, read to its end
 *
 * Each part names the next.  Where Notion gives away no more of a query, it is
 * asked for what was created since; a row may come twice that way.  A list of
 * which a part is missing is an error.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-list.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-notion-encode.h"
#include "sk-notion-json.h"

static gboolean
fail (GError     **error,
      SkError      code,
      const char  *text)
{
  g_set_error_literal (error, SK_ERROR, (int) code, text);
  return FALSE;
}

/* A page of which we are told no more than its id is a page we may not read. */
static gboolean
is_hidden (JsonNode *item)
{
  return g_strcmp0 (sk_notion_json_get_text (item, "object"), "page") == 0 &&
         (sk_notion_json_get_text (item, "id") == NULL ||
          sk_notion_json_get_object (item, "properties") == NULL);
}

/**
 * sk_notion_list_take:
 * @answer: one part of a list
 * @items: (element-type JsonNode): its items are added here
 * @next: (out) (transfer full) (nullable): where the next part begins; %NULL: this is the last
 * @error: why it cannot be taken for the whole, with the parts after it
 *
 * Returns: whether the part is sound
 */
gboolean
sk_notion_list_take (JsonNode   *answer,
                     GPtrArray  *items,
                     char      **next,
                     GError    **error)
{
  JsonArray *results = sk_notion_json_get_array (answer, "results");
  gboolean has_more = sk_notion_json_get_flag (answer, "has_more");

  if (results == NULL)
    return fail (error, SK_ERROR_MALFORMED, _("Notion’s answer holds no list of rows."));

  *next = has_more ? g_strdup (sk_notion_json_get_text (answer, "next_cursor")) : NULL;
  if (has_more && *next == NULL)
    return fail (error, SK_ERROR_MALFORMED,
                 _("Notion says that there are more rows, but not where."));

  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonNode *item = json_array_get_element (results, i);

      if (is_hidden (item))
        return fail (error, SK_ERROR_DENIED,
                     _("Notion names pages but does not show them. Let the connection read "
                       "content."));
      g_ptr_array_add (items, json_node_ref (item));
    }

  return TRUE;
}

#define MAX_STARTS 3            /* of a list whose cursor is refused on the way */

typedef struct
{
  char       *path;
  JsonNode   *query;            /* (nullable): what is sent along */
  JsonNode   *body;             /* (nullable): the window of it under way */
  char       *since;            /* (nullable): where that begins */
  GPtrArray  *items;            /* (element-type JsonNode) */
  GHashTable *cursors;          /* those already followed */
  guint       n_starts;
} Listing;

static void
listing_free (Listing *listing)
{
  g_free (listing->path);
  g_clear_pointer (&listing->query, json_node_unref);
  g_clear_pointer (&listing->body, json_node_unref);
  g_free (listing->since);
  g_clear_pointer (&listing->items, g_ptr_array_unref);
  g_clear_pointer (&listing->cursors, g_hash_table_unref);
  g_free (listing);
}

static void on_part (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data);

static void
ask_part (GTask      *task,
          const char *cursor)   /* (nullable) */
{
  SkNotionApi *api = g_task_get_source_object (task);
  Listing *listing = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (listing->body != NULL)
    {
      if (cursor != NULL)
        json_object_set_string_member (json_node_get_object (listing->body), "start_cursor",
                                       cursor);
      sk_notion_api_ask_async (api, "POST", listing->path, listing->body, cancellable, on_part,
                               g_object_ref (task));
      return;
    }

  g_autofree char *escaped = cursor != NULL ? g_uri_escape_string (cursor, NULL, FALSE) : NULL;
  g_autofree char *path = g_strconcat (listing->path, escaped != NULL ? "&start_cursor=" : NULL,
                                       escaped, NULL);

  sk_notion_api_ask_async (api, "GET", path, NULL, cancellable, on_part, g_object_ref (task));
}

static void
start (GTask *task)
{
  Listing *listing = g_task_get_task_data (task);

  listing->n_starts++;
  g_clear_pointer (&listing->since, g_free);
  g_ptr_array_set_size (listing->items, 0);
  g_hash_table_remove_all (listing->cursors);
  g_clear_pointer (&listing->body, json_node_unref);
  if (listing->query != NULL)
    listing->body = sk_notion_encode_window (listing->query, NULL);
  ask_part (task, NULL);
}

/* A cursor lives as long as Notion likes. */
static gboolean
is_bad_cursor (const GError *error)
{
  return g_error_matches (error, SK_ERROR, SK_ERROR_MALFORMED) &&
         strstr (error->message, "start_cursor") != NULL;
}

static gboolean
is_cut (JsonNode *answer)
{
  JsonNode *status = sk_notion_json_get (answer, "request_status");

  return g_strcmp0 (sk_notion_json_get_text (status, "type"), "incomplete") == 0;
}

/* Goes on with what was created when the last row was, or later. */
static gboolean
open_window (Listing  *listing,
             GError  **error)
{
  JsonNode *last = listing->items->len > 0
                   ? g_ptr_array_index (listing->items, listing->items->len - 1) : NULL;
  const char *since = sk_notion_json_get_text (last, "created_time");

  if (!g_str_has_prefix (listing->path, "data_sources/") || since == NULL)
    return fail (error, SK_ERROR_MALFORMED,
                 _("Notion holds back a part of a list, and there is no way to the rest."));
  if (g_strcmp0 (since, listing->since) == 0)
    return fail (error, SK_ERROR_MISSING,
                 _("More open rows were created within one minute than Notion gives away at once "
                   "(10,000). Finish or archive some of them."));

  g_free (listing->since);
  listing->since = g_strdup (since);
  json_node_unref (listing->body);
  listing->body = sk_notion_encode_window (listing->query, since);
  return TRUE;
}

static void
go_on (GTask      *task,
       JsonNode   *answer,
       const char *cursor)      /* (nullable) */
{
  Listing *listing = g_task_get_task_data (task);
  GError *error = NULL;

  if (cursor != NULL && !g_hash_table_add (listing->cursors, g_strdup (cursor)))
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_MALFORMED,
                             _("Notion’s list of rows goes round in a circle. "
                               "Try again later."));
  else if (cursor != NULL)
    ask_part (task, cursor);
  else if (!is_cut (answer))
    g_task_return_pointer (task, g_steal_pointer (&listing->items),
                           (GDestroyNotify) g_ptr_array_unref);
  else if (open_window (listing, &error))
    ask_part (task, NULL);
  else
    g_task_return_error (task, error);
}

static void
on_part (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Listing *listing = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = sk_notion_api_finish (SK_NOTION_API (source), result, &error);
  g_autofree char *cursor = NULL;

  if (is_bad_cursor (error) && listing->n_starts < MAX_STARTS)
    start (task);
  else if (answer == NULL || !sk_notion_list_take (answer, listing->items, &cursor, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    go_on (task, answer, cursor);
}

static void
list_async (SkNotionApi         *api,
            char                *path,          /* (transfer full) */
            JsonNode            *query,         /* (transfer full) (nullable) */
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (api, cancellable, callback, user_data);
  Listing *listing = g_new0 (Listing, 1);

  listing->path = path;
  listing->query = query;
  listing->items = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  listing->cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_source_tag (task, list_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, listing, (GDestroyNotify) listing_free);
  start (task);
}

/**
 * sk_notion_list_search_async:
 * @api: Notion
 * @body: (transfer full): what is looked for
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Lists what a search finds.
 */
void
sk_notion_list_search_async (SkNotionApi         *api,
                             JsonNode            *body,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  list_async (api, g_strdup ("search"), body, cancellable, callback, user_data);
}

/**
 * sk_notion_list_rows_async:
 * @api: Notion
 * @data_source: the id of a data source
 * @properties: which properties to send, as a query string
 * @body: (transfer full): filter and size of a part
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads all rows the filter lets through; a part of them is an error.
 */
void
sk_notion_list_rows_async (SkNotionApi         *api,
                           const char          *data_source,
                           const char          *properties,
                           JsonNode            *body,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  list_async (api, g_strconcat ("data_sources/", data_source, "/query?", properties, NULL),
              body, cancellable, callback, user_data);
}

/**
 * sk_notion_list_values_async:
 * @api: Notion
 * @page: the id of a page
 * @property: the id of one of its properties, as Notion gave it
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads all values of a property of which a page holds only the first few.
 */
void
sk_notion_list_values_async (SkNotionApi         *api,
                             const char          *page,
                             const char          *property,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  list_async (api, g_strconcat ("pages/", page, "/properties/", property, "?page_size=100", NULL),
              NULL, cancellable, callback, user_data);
}

/**
 * sk_notion_list_finish:
 * @api: Notion
 * @result: what the callback was given
 * @error: why it could not be read, whole
 *
 * Returns: (transfer full) (nullable) (element-type JsonNode): everything in the list
 */
GPtrArray *
sk_notion_list_finish (SkNotionApi   *api,
                       GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, api), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
