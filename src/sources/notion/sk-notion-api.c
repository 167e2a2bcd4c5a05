/* sk-notion-api.c — requests to Notion, one at a time
 *
 * A request goes out and JSON comes in; what it means is said elsewhere.  The
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
#include "sk-notion-address.h"
#include "sk-notion-error.h"
#include "sk-notion-json.h"

#define VERSION "2026-03-11"

struct _SkNotionApi
{
  GObject   parent_instance;

  SkHttp   *http;
  char     *base;               /* up to and with "/v1/" */
  SkSecret *key;
};

G_DEFINE_FINAL_TYPE (SkNotionApi, sk_notion_api, G_TYPE_OBJECT)

#define MAX_MESSAGE 300         /* characters, with somebody else's text */

/* Not before the key is hidden: a cut could leave half of it. */
static void
shorten (GError *error)         /* (nullable) */
{
  if (error == NULL || g_utf8_strlen (error->message, -1) <= MAX_MESSAGE)
    return;

  g_autofree char *whole = error->message;
  g_autofree char *beginning = g_utf8_substring (whole, 0, MAX_MESSAGE);

  error->message = g_strconcat (beginning, "…", NULL);
}

/* Whatever they answer, the key does not come back out of here. */
static void
hide_key (SkNotionApi *self,
          GError      *error)
{
  const char *key = sk_secret_peek (self->key);

  if (error == NULL || strstr (error->message, key) == NULL)
    return;

  g_auto(GStrv) parts = g_strsplit (error->message, key, -1);

  g_free (error->message);
  error->message = g_strjoinv ("…", parts);
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = sk_http_send_finish (SK_HTTP (source), result, &error);
  g_autoptr(JsonNode) root = body != NULL ? sk_notion_json_parse (body, &error) : NULL;

  if (root != NULL)
    {
      g_task_return_pointer (task, g_steal_pointer (&root), (GDestroyNotify) json_node_unref);
      return;
    }

  hide_key (g_task_get_source_object (task), error);
  shorten (error);
  g_task_return_error (task, g_steal_pointer (&error));
}

static GBytes *
print (JsonNode *body)
{
  char *text = sk_json_print (body, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

/* What is particular about a request. */
typedef struct
{
  const char *method;
  const char *path;
  JsonNode   *body;             /* (nullable) */
  guint       n_failed;
  guint       patience;
} Asked;

static void
send (SkNotionApi         *self,
      const Asked         *asked,
      GCancellable        *cancellable,
      GAsyncReadyCallback  callback,
      gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *url = g_strconcat (self->base, asked->path, NULL);
  g_autoptr(GBytes) bytes = asked->body != NULL ? print (asked->body) : NULL;
  static const char *const headers[] = { "Notion-Version", VERSION, NULL };

  g_task_set_source_tag (task, send);
  g_task_set_check_cancellable (task, FALSE);
  g_debug ("%s %s", asked->method, asked->path);
  sk_http_send_async (self->http, &(SkHttpRequest) {
                        .method = asked->method,
                        .url = url,
                        .headers = headers,
                        .bearer = self->key,
                        .body = bytes,
                        .content_type = "application/json",
                        .explain = sk_notion_error_explain,
                        .may_repeat = !g_str_equal (asked->method, "PATCH"),
                        .n_failed = asked->n_failed,
                        .patience = asked->patience,
                      }, cancellable, on_sent, task);
}

/**
 * sk_notion_api_ask_async:
 * @self: Notion
 * @method: "GET" or "POST": nothing is changed
 * @path: what follows "/v1/"; goes out as it is: ids come percent-encoded
 * @body: (nullable): what is sent along
 * @cancellable: (nullable): stops it, as in sk_http_send_async()
 * @callback: called when it is done; see sk_notion_api_finish()
 * @user_data: for @callback
 *
 * Asks for one object.
 */
void
sk_notion_api_ask_async (SkNotionApi         *self,
                         const char          *method,
                         const char          *path,
                         JsonNode            *body,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  send (self, &(Asked) { .method = method, .path = path, .body = body }, cancellable, callback,
        user_data);
}

/**
 * sk_notion_api_look_async:
 * @self: Notion
 * @path: what follows "/v1/"; goes out as it is: ids come percent-encoded
 * @n_failed: how often something came to nothing before: it waits the longer
 * @cancellable: (nullable): stops it, as in sk_http_send_async()
 * @callback: called when it is done; see sk_notion_api_finish()
 * @user_data: for @callback
 *
 * Asks for one object, after a pause.
 */
void
sk_notion_api_look_async (SkNotionApi         *self,
                          const char          *path,
                          guint                n_failed,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  send (self, &(Asked) { .method = "GET", .path = path, .n_failed = n_failed }, cancellable,
        callback, user_data);
}

/**
 * sk_notion_api_change_async:
 * @self: Notion
 * @path: what follows "/v1/"; goes out as it is: ids come percent-encoded
 * @body: what is to be
 * @patience: seconds it may wait for its turn, as in SkHttpRequest
 * @cancellable: (nullable): stops it, as in sk_http_send_async()
 * @callback: called when it is done; see sk_notion_api_finish()
 * @user_data: for @callback
 *
 * Changes one object.
 */
void
sk_notion_api_change_async (SkNotionApi         *self,
                            const char          *path,
                            JsonNode            *body,
                            guint                patience,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  send (self, &(Asked) { .method = "PATCH", .path = path, .body = body, .patience = patience },
        cancellable, callback, user_data);
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

  sk_notion_api_ask_async (self, "GET", path, NULL, cancellable, callback, user_data);
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

/**
 * sk_notion_api_get_time:
 * @self: Notion
 *
 * Returns: Unix seconds: what Notion's clock showed when it last answered; 0:
 *   it never did
 */
gint64
sk_notion_api_get_time (SkNotionApi *self)
{
  return sk_http_get_server_time (self->http);
}

static void
sk_notion_api_finalize (GObject *object)
{
  SkNotionApi *self = SK_NOTION_API (object);

  g_clear_object (&self->http);
  g_free (self->base);
  g_clear_pointer (&self->key, sk_secret_unref);

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

/* Without the spaces around it; %NULL: no key looks like that. */
static SkSecret *
take_key (const char *text)
{
  char *key = g_strstrip (g_strdup (text));
  gboolean is_key = *key != '\0';
  SkSecret *secret = NULL;

  for (const char *p = key; *p != '\0'; p++)
    is_key = is_key && g_ascii_isgraph (*p);
  if (is_key)
    secret = sk_secret_new (key);

  sk_secret_wipe (key);
  return secret;
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
  g_autofree char *base = sk_notion_address_dup_base (base_url, error);
  g_autoptr(SkSecret) secret = NULL;

  if (base == NULL)
    return NULL;

  secret = take_key (key);
  if (secret == NULL)
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_DENIED,
                           _("The Notion key is empty or holds characters no key has. "
                             "Copy it again."));
      return NULL;
    }

  SkNotionApi *self = g_object_new (SK_TYPE_NOTION_API, NULL);
  self->http = g_object_ref (http);
  self->base = g_steal_pointer (&base);
  self->key = g_steal_pointer (&secret);

  return self;
}

/**
 * sk_notion_api_rest:
 * @self: Notion
 *
 * Lets go of connections until something is asked again.
 */
void
sk_notion_api_rest (SkNotionApi *self)
{
  sk_http_rest (self->http);
}
