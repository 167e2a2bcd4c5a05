/* sk-notion-api.c — what can be asked of Notion, and under which address
 *
 * Requests go out and JSON comes in; what it means is said elsewhere.  The
 * key enters here and is never seen again, not even in a message.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-api.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-json.h"
#include "sk-notion-decode.h"

#define VERSION "2026-03-11"
#define MAX_MESSAGE 300         /* characters of somebody else's text */

struct _SkNotionApi
{
  GObject  parent_instance;

  SkHttp  *http;
  char    *base;                /* up to and with "/v1/" */
  char    *key;
  char    *authorization;
};

G_DEFINE_FINAL_TYPE (SkNotionApi, sk_notion_api, G_TYPE_OBJECT)

/* 32 hexadecimal digits, with the four dashes of a UUID or with none. */
static gboolean
take_uuid (const char *text,
           gsize       length,
           char       *id)
{
  gboolean dashed = length == 36;
  char *out = id;

  if (length != 32 && length != 36)
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      gboolean is_dash = dashed && (i == 8 || i == 13 || i == 18 || i == 23);

      if (is_dash ? text[i] != '-' : !g_ascii_isxdigit (text[i]))
        return FALSE;
      if (is_dash)
        continue;
      if (out - id == 8 || out - id == 13 || out - id == 18 || out - id == 23)
        *out++ = '-';
      *out++ = g_ascii_tolower (text[i]);
    }

  *out = '\0';
  return TRUE;
}

/* The id at the end of a segment, alone or after a name and a dash. */
static gboolean
take_last_uuid (const char *segment,
                gsize       length,
                char       *id)
{
  const gsize lengths[] = { 36, 32 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      gsize n = lengths[i];

      if (length >= n && (length == n || segment[length - n - 1] == '-') &&
          take_uuid (segment + length - n, n, id))
        return TRUE;
    }

  return FALSE;
}

/* Never "v": that is a view. */
static gboolean
take_from_query (const char *query,
                 char       *id)
{
  static const char *const names[] = { "p=", "page_id=", "database_id=" };
  g_auto(GStrv) pairs = g_strsplit (query, "&", -1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint j = 0; pairs[j] != NULL; j++)
      if (g_str_has_prefix (pairs[j], names[i]) &&
          take_uuid (pairs[j] + strlen (names[i]), strlen (pairs[j]) - strlen (names[i]), id))
        return TRUE;

  return FALSE;
}

/**
 * sk_notion_id_parse:
 * @text: the id of a database or a data source, or the address of one
 * @id: (out): what it points to
 *
 * Returns: whether there is an id in it
 */
gboolean
sk_notion_id_parse (const char *text,
                    SkNotionId *id)
{
  g_autofree char *address = g_strstrip (g_strdup (text));
  char *query;
  const char *segment;
  gsize length;

  memset (id, 0, sizeof *id);
  if (take_uuid (address, strlen (address), id->id))
    return TRUE;
  if (g_str_has_prefix (address, "collection://"))
    {
      id->is_data_source = TRUE;
      return take_uuid (address + strlen ("collection://"),
                        strlen (address) - strlen ("collection://"), id->id);
    }

  address[strcspn (address, "#")] = '\0';
  query = strchr (address, '?');
  if (query != NULL)
    *query++ = '\0';
  length = strlen (address);
  while (length > 0 && address[length - 1] == '/')
    address[--length] = '\0';
  segment = strrchr (address, '/');
  segment = segment != NULL ? segment + 1 : address;

  return take_last_uuid (segment, strlen (segment), id->id) ||
         (query != NULL && take_from_query (query, id->id));
}

/**
 * sk_notion_id_equal:
 * @a: (nullable): an id
 * @b: (nullable): another one
 *
 * Returns: whether they are the same, with dashes or without
 */
gboolean
sk_notion_id_equal (const char *a,
                    const char *b)
{
  char id_a[37], id_b[37];

  return a != NULL && b != NULL && take_uuid (a, strlen (a), id_a) &&
         take_uuid (b, strlen (b), id_b) && g_str_equal (id_a, id_b);
}

/* Notion's own words, if it is Notion that speaks: a gate in between answers
 * with a page of HTML, which is not for people. */
static char *
dup_message (JsonNode *root)
{
  JsonNode *code = sk_notion_decode_member (root, "code", JSON_NODE_VALUE);
  JsonNode *message = sk_notion_decode_member (root, "message", JSON_NODE_VALUE);
  const char *text = message != NULL ? json_node_get_string (message) : NULL;

  if (code == NULL || json_node_get_string (code) == NULL || text == NULL)
    return NULL;

  return g_utf8_substring (text, 0, MIN (MAX_MESSAGE, g_utf8_strlen (text, -1)));
}

static char *
explain (guint     status,
         GBytes   *body,
         gboolean *hopeless)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *message = NULL;

  if (length > 0)
    root = sk_json_parse (data, length, SK_JSON_STRANGERS, NULL);
  if (root == NULL || (message = dup_message (root)) == NULL)
    return NULL;

  JsonNode *more = sk_notion_decode_member (root, "additional_data", JSON_NODE_OBJECT);
  JsonNode *reason = sk_notion_decode_member (more, "rate_limit_reason", JSON_NODE_VALUE);

  *hopeless = reason != NULL &&
              g_strcmp0 (json_node_get_string (reason), "public_api_request_blocked") == 0;

  if (status == 401)
    return g_strdup (_("Notion does not accept the key. Make a new one in the settings of your "
                       "connection and store it again."));
  if (status == 403)
    /* Translators: %s is a message from Notion, in English. */
    return g_strdup_printf (_("Notion does not allow it. Let the connection read and update "
                              "content, and give it edit access to the database. "
                              "Notion says: %s"), message);
  if (*hopeless)
    return g_strdup_printf (_("Notion has blocked the requests of this connection. "
                              "Notion says: %s"), message);
  if (status == 429 || status == 529)
    return g_strdup (_("Notion asks us to slow down. It will be tried again later."));
  if (status == 409 || status >= 500)
    return g_strdup_printf (_("Notion has trouble of its own. It will be tried again later. "
                              "Notion says: %s"), message);

  return g_strdup_printf (_("Notion says: %s"), message);
}

/* Whatever they answer, the key does not come back out of here. */
static void
hide_key (SkNotionApi *self,
          GError      *error)
{
  if (error == NULL || strstr (error->message, self->key) == NULL)
    return;

  g_auto(GStrv) parts = g_strsplit (error->message, self->key, -1);

  g_free (error->message);
  error->message = g_strjoinv ("…", parts);
}

static JsonNode *
parse (GBytes  *body,
       GError **error)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autoptr(JsonNode) root = sk_json_parse (length > 0 ? data : "", length, SK_JSON_STRANGERS,
                                            error);

  if (root == NULL)
    {
      g_prefix_error (error, _("Notion’s answer cannot be read: "));
      return NULL;
    }
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_MALFORMED,
                           _("Notion’s answer is not an object."));
      return NULL;
    }

  return g_steal_pointer (&root);
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = sk_http_send_finish (SK_HTTP (source), result, &error);
  g_autoptr(JsonNode) root = body != NULL ? parse (body, &error) : NULL;

  if (root != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&root), (GDestroyNotify) json_node_unref);
      return;
    }

  hide_key (g_task_get_source_object (task), error);
  g_task_return_error (task, g_steal_pointer (&error));
}

/* @path and what it holds goes out as it is: ids come percent-encoded. */
static void
call_async (SkNotionApi         *self,
            const char          *method,
            const char          *path,
            JsonNode            *body,          /* (nullable) */
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *url = g_strconcat (self->base, path, NULL);
  g_autoptr(GBytes) bytes = NULL;
  const char *const headers[] = {
    "Authorization", self->authorization,
    "Notion-Version", VERSION,
    NULL
  };

  if (body != NULL)
    {
      char *text = sk_json_print (body, FALSE);

      bytes = g_bytes_new_take (text, strlen (text));
    }

  g_task_set_source_tag (task, call_async);
  g_task_set_check_cancellable (task, FALSE);
  g_debug ("%s %s", method, path);
  sk_http_send_async (self->http, &(SkHttpRequest) {
                        .method = method,
                        .url = url,
                        .headers = headers,
                        .body = bytes,
                        .content_type = "application/json",
                        .explain = explain,
                        .may_repeat = !g_str_equal (method, "PATCH"),
                      }, cancellable, on_sent, task);
}

/**
 * sk_notion_api_get_page_async:
 * @self: Notion
 * @page: the id of a page
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads one page with all its properties.
 */
void
sk_notion_api_get_page_async (SkNotionApi         *self,
                              const char          *page,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autofree char *path = g_strconcat ("pages/", page, NULL);

  call_async (self, "GET", path, NULL, cancellable, callback, user_data);
}

/**
 * sk_notion_api_update_page_async:
 * @self: Notion
 * @page: the id of a page
 * @body: what to change
 * @cancellable: (nullable): stops it before it is sent
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes properties of one page; the answer is the page as it is then.
 */
void
sk_notion_api_update_page_async (SkNotionApi         *self,
                                 const char          *page,
                                 JsonNode            *body,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autofree char *path = g_strconcat ("pages/", page, NULL);

  call_async (self, "PATCH", path, body, cancellable, callback, user_data);
}

/**
 * sk_notion_api_finish:
 * @self: Notion
 * @result: what the callback was given
 * @error: why not
 *
 * Returns: (transfer full) (nullable): the one object that was asked for
 */
JsonNode *
sk_notion_api_finish (SkNotionApi   *self,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* A list that comes in parts, each naming the next. */
typedef struct
{
  char       *path;
  JsonNode   *body;             /* (nullable): of a query */
  GPtrArray  *items;            /* (element-type JsonNode) */
  GHashTable *cursors;          /* those already followed */
} Listing;

static void
listing_free (Listing *listing)
{
  g_free (listing->path);
  g_clear_pointer (&listing->body, json_node_unref);
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
  SkNotionApi *self = g_task_get_source_object (task);
  Listing *listing = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (listing->body != NULL)
    {
      if (cursor != NULL)
        json_object_set_string_member (json_node_get_object (listing->body), "start_cursor",
                                       cursor);
      call_async (self, "POST", listing->path, listing->body, cancellable, on_part,
                  g_object_ref (task));
      return;
    }

  g_autofree char *escaped = cursor != NULL ? g_uri_escape_string (cursor, NULL, FALSE) : NULL;
  g_autofree char *path = g_strconcat (listing->path, escaped != NULL ? "&start_cursor=" : NULL,
                                       escaped, NULL);

  call_async (self, "GET", path, NULL, cancellable, on_part, g_object_ref (task));
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

  if (answer == NULL || !sk_notion_decode_list (answer, listing->items, &cursor, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (cursor == NULL)
    g_task_return_pointer (task, g_steal_pointer (&listing->items),
                           (GDestroyNotify) g_ptr_array_unref);
  else if (!g_hash_table_add (listing->cursors, g_strdup (cursor)))
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_MALFORMED,
                             _("Notion’s list of rows goes round in a circle. "
                               "Try again later."));
  else
    ask_part (task, cursor);
}

static void
list_async (SkNotionApi         *self,
            char                *path,          /* (transfer full) */
            JsonNode            *body,          /* (transfer full) (nullable) */
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Listing *listing = g_new0 (Listing, 1);

  listing->path = path;
  listing->body = body;
  listing->items = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  listing->cursors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_source_tag (task, list_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, listing, (GDestroyNotify) listing_free);
  ask_part (task, NULL);
}

/**
 * sk_notion_api_query_async:
 * @self: Notion
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
sk_notion_api_query_async (SkNotionApi         *self,
                           const char          *data_source,
                           const char          *properties,
                           JsonNode            *body,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  list_async (self, g_strconcat ("data_sources/", data_source, "/query?", properties, NULL),
              body, cancellable, callback, user_data);
}

/**
 * sk_notion_api_list_async:
 * @self: Notion
 * @page: the id of a page
 * @property: the id of one of its properties, as Notion gave it
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads all values of a property of which a page holds only the first few.
 */
void
sk_notion_api_list_async (SkNotionApi         *self,
                          const char          *page,
                          const char          *property,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  list_async (self, g_strconcat ("pages/", page, "/properties/", property, "?page_size=100", NULL),
              NULL, cancellable, callback, user_data);
}

/**
 * sk_notion_api_list_finish:
 * @self: Notion
 * @result: what the callback was given
 * @error: why it could not be read, whole
 *
 * Returns: (transfer full) (nullable) (element-type JsonNode): everything in the list
 */
GPtrArray *
sk_notion_api_list_finish (SkNotionApi   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Which kind of thing an id names can only be found out by asking. */
typedef enum
{
  LOOK_DATABASE,
  LOOK_DATA_SOURCE,
  LOOK_PAGE,
} Look;

typedef struct
{
  char *id;
  char *setting;
  Look  look;
} Search;

static void
search_free (Search *search)
{
  g_free (search->id);
  g_free (search->setting);
  g_free (search);
}

static void on_looked (GObject      *source,
                       GAsyncResult *result,
                       gpointer      user_data);

static void
look (GTask *task,
      Look   at)
{
  static const char *const paths[] = { "databases/", "data_sources/", "pages/" };
  Search *search = g_task_get_task_data (task);
  g_autofree char *path = g_strconcat (paths[at], search->id, NULL);

  search->look = at;
  call_async (g_task_get_source_object (task), "GET", path, NULL,
              g_task_get_cancellable (task), on_looked, g_object_ref (task));
}

static void
on_nothing_there (GTask *task)
{
  Search *search = g_task_get_task_data (task);

  if (search->look != LOOK_PAGE)
    look (task, search->look + 1);
  else
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_MISSING,
                             /* Translators: the menu is Notion's, %1$s an id, %2$s a variable. */
                             _("Notion shows no database %1$s to this key. Open the database in "
                               "Notion and share it with the connection (••• menu → "
                               "Connections), or correct %2$s."),
                             search->id, search->setting);
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Search *search = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = sk_notion_api_finish (SK_NOTION_API (source), result, &error);
  g_autofree char *id = NULL;

  if (g_error_matches (error, SK_ERROR, SK_ERROR_MISSING))
    {
      on_nothing_there (task);
    }
  else if (answer == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (search->look == LOOK_PAGE)
    {
      g_task_return_new_error (task, SK_ERROR, SK_ERROR_MISSING,
                               /* Translators: %1$s is an id, %2$s a variable. */
                               _("%1$s is a page, not a database. Open the database itself in "
                                 "Notion, copy its link and set %2$s to it."),
                               search->id, search->setting);
    }
  else if (search->look == LOOK_DATA_SOURCE)
    {
      g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) json_node_unref);
    }
  else if ((id = sk_notion_decode_database (answer, search->setting, &error)) == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else
    {
      g_free (search->id);
      search->id = g_steal_pointer (&id);
      look (task, LOOK_DATA_SOURCE);
    }
}

/**
 * sk_notion_api_find_async:
 * @self: Notion
 * @id: what the person pointed at
 * @setting: what they set to do so, to name it in a message
 * @cancellable: (nullable): stops it
 * @callback: called when it is done; see sk_notion_api_finish()
 * @user_data: for @callback
 *
 * Finds the data source that is meant, and reads its columns.
 */
void
sk_notion_api_find_async (SkNotionApi         *self,
                          const SkNotionId    *id,
                          const char          *setting,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  search->id = g_strdup (id->id);
  search->setting = g_strdup (setting);
  g_task_set_source_tag (task, sk_notion_api_find_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  look (task, id->is_data_source ? LOOK_DATA_SOURCE : LOOK_DATABASE);
}

static void
sk_notion_api_finalize (GObject *object)
{
  SkNotionApi *self = SK_NOTION_API (object);

  g_clear_object (&self->http);
  g_free (self->base);
  g_free (self->key);
  g_free (self->authorization);

  G_OBJECT_CLASS (sk_notion_api_parent_class)->finalize (object);
}

static void
sk_notion_api_class_init (SkNotionApiClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sk_notion_api_finalize;
}

static void
sk_notion_api_init (SkNotionApi *self)
{
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

/* A key goes over HTTPS, or does not leave the machine. */
static char *
dup_base (const char  *url,
          GError     **error)
{
  g_autofree char *base = g_strstrip (g_strdup (url));
  g_autoptr(GUri) uri = g_uri_parse (base, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  if (host == NULL || *host == '\0' || g_uri_get_query (uri) != NULL ||
      g_uri_get_fragment (uri) != NULL || g_uri_get_userinfo (uri) != NULL ||
      !(g_ascii_strcasecmp (g_uri_get_scheme (uri), "https") == 0 ||
        (g_ascii_strcasecmp (g_uri_get_scheme (uri), "http") == 0 && is_loopback (host))))
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_SETTING,
                           _("The address of Notion must begin with https:// (or with http:// "
                             "for this machine itself). Correct SLOTKEEPER_NOTION_URL."));
      return NULL;
    }

  while (g_str_has_suffix (base, "/"))
    base[strlen (base) - 1] = '\0';
  if (g_str_has_suffix (base, "/v1"))
    base[strlen (base) - strlen ("/v1")] = '\0';

  return g_strconcat (base, "/v1/", NULL);
}

static gboolean
is_key (const char *key)
{
  for (const char *p = key; *p != '\0'; p++)
    if (!g_ascii_isgraph (*p))
      return FALSE;

  return *key != '\0';
}

/**
 * sk_notion_api_new:
 * @http: the way out, shared by all that use the same key
 * @base_url: (nullable): another address than Notion's, with "/v1" or without
 * @key: the key of a connection; spaces around it do not count
 * @error: %SK_ERROR_SETTING, if one of the two is of no use
 *
 * Returns: (transfer full) (nullable): Notion, as this key sees it
 */
SkNotionApi *
sk_notion_api_new (SkHttp      *http,
                   const char  *base_url,
                   const char  *key,
                   GError     **error)
{
  g_autofree char *base = dup_base (base_url != NULL ? base_url : SK_NOTION_BASE_URL, error);
  g_autofree char *stripped = g_strstrip (g_strdup (key));

  if (base == NULL)
    return NULL;
  if (!is_key (stripped))
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_SETTING,
                           _("The Notion key is empty or holds characters no key has. "
                             "Copy it again."));
      return NULL;
    }

  SkNotionApi *self = g_object_new (SK_TYPE_NOTION_API, NULL);
  self->http = g_object_ref (http);
  self->base = g_steal_pointer (&base);
  self->authorization = g_strconcat ("Bearer ", stripped, NULL);
  self->key = g_steal_pointer (&stripped);

  return self;
}
