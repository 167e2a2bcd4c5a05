/* sk-stand-in-lists.c — long lists, a page at a time
 *
 * A cursor is Notion's "s:<uuid>:<uuid>": the list as it was found first, and
 * a place in it.  It is refused where anything else is asked than at first.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#define MOST_ITEMS 100

void
sk_session_free (SkSession *self)
{
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->items);
  g_free (self->about);
  g_free (self);
}

static char *
make_cursor (const char *session_id,
             guint       place)
{
  g_autofree char *uuid = sk_mint_id (place, 8);

  return g_strdup_printf ("s:%s:%s", session_id, uuid);
}

static gboolean
go_on (SkCall      *call,
       const char  *about,
       const char  *cursor,
       SkPage      *page,
       GError     **error)
{
  g_auto(GStrv) parts = g_strsplit (cursor, ":", -1);
  gpointer id = NULL;
  gpointer session = NULL;
  gpointer place = NULL;

  if (g_strv_length (parts) == 3)
    g_hash_table_lookup_extended (call->world->sessions, parts[1], &id, &session);
  page->session = session;
  page->session_id = id;

  return (page->session != NULL && strcmp (page->session->about, about) == 0 &&
          g_hash_table_lookup_extended (page->session->places, cursor, NULL, &place) &&
          (page->first = GPOINTER_TO_UINT (place)) > 0) ||
         sk_refuse (error, "The start_cursor provided is invalid: %s", cursor);
}

static gboolean
check_size (JsonNode    *node,
            const char  *where,
            guint       *size,
            GError     **error)
{
  if (node == NULL)
    return TRUE;
  if (json_node_get_value_type (node) != G_TYPE_INT64)
    return sk_refuse_value (error, where, "a number", node);
  if (json_node_get_int (node) < 1)
    return sk_refuse_value (error, where, "≥ `1`", node);
  if (json_node_get_int (node) > MOST_ITEMS)
    return sk_refuse_value (error, where, "≤ `100`", node);

  *size = (guint) json_node_get_int (node);
  return TRUE;
}

/* A whole number stays a text where it is none. */
static JsonNode *
read_parameter (const char *query,
                const char *key)
{
  g_autofree char *text = sk_query_get (query, key);
  gint64 number;

  if (text == NULL)
    return NULL;
  if (strcmp (key, "page_size") == 0 &&
      g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return json_node_init_int (json_node_alloc (), number);

  return sk_text_node (text);
}

static JsonNode *
get_parameter (SkCall     *call,
               const char *key)
{
  JsonNode *node = call->body != NULL ? json_object_get_member (call->body, key) : NULL;

  return node != NULL ? json_node_ref (node) : read_parameter (call->query, key);
}

/* Where the request wants to begin, and how much it wants. */
gboolean
sk_page_open (SkCall      *call,
              const char  *about,
              SkPage      *page,
              GError     **error)
{
  g_autoptr(JsonNode) size = get_parameter (call, "page_size");
  g_autoptr(JsonNode) cursor = get_parameter (call, "start_cursor");
  const char *where = call->body != NULL ? "body" : "query";
  g_autofree char *where_size = g_strconcat (where, ".page_size", NULL);
  g_autofree char *where_cursor = g_strconcat (where, ".start_cursor", NULL);

  *page = (SkPage) { .n = MOST_ITEMS };
  if (!check_size (size, where_size, &page->n, error))
    return FALSE;

  page->n = MIN (page->n, call->world->page_limit);
  if (cursor == NULL)
    return TRUE;
  if (!sk_is_text (cursor))
    return sk_refuse_value (error, where_cursor, "a string or `undefined`", cursor);

  return go_on (call, about, json_node_get_string (cursor), page, error);
}

/* The whole list, found for the first page. */
void
sk_page_begin (SkCall     *call,
               const char *about,
               GPtrArray  *items,     /* (transfer full) */
               guint       cap,
               SkPage     *page)
{
  SkSession *session = g_new0 (SkSession, 1);
  char *id = sk_mint_id (call->world->n_ids++, 4);

  session->about = g_strdup (about);
  session->items = items;
  session->places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  session->cut = items->len > cap;
  if (session->cut)
    g_ptr_array_set_size (items, (int) cap);

  g_hash_table_insert (call->world->sessions, id, session);
  page->session = session;
  page->session_id = id;
}

/* What every list begins with. */
JsonObject *
sk_page_answer (SkPage    *page,
                JsonArray *results)     /* (transfer full) */
{
  guint next = page->first + page->n;
  gboolean more = next < page->session->items->len;
  g_autofree char *cursor = make_cursor (page->session_id, next);
  JsonObject *answer = json_object_new ();

  if (more)
    g_hash_table_replace (page->session->places, g_strdup (cursor), GUINT_TO_POINTER (next));

  json_object_set_string_member (answer, "object", "list");
  json_object_set_array_member (answer, "results", results);
  json_object_set_member (answer, "next_cursor", more ? sk_text_node (cursor) : sk_null_node ());
  json_object_set_boolean_member (answer, "has_more", more);

  return answer;
}
