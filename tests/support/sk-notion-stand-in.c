/* sk-notion-stand-in.c — a server that answers as Notion does, for tests
 *
 * It lives in the main context of who made it, on 127.0.0.1, and holds what
 * tests put into it.  It is as strict as Notion is known to be, and stricter
 * where Notion's behaviour is not known: what passes here passes there.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

G_DEFINE_FINAL_TYPE (SkNotionStandIn, sk_notion_stand_in, G_TYPE_OBJECT)

static void
sk_notion_stand_in_dispose (GObject *object)
{
  SkNotionStandIn *self = SK_NOTION_STAND_IN (object);

  if (self->server != NULL)
    soup_server_disconnect (self->server);
  g_ptr_array_set_size (self->held, 0);
  g_ptr_array_set_size (self->late, 0);
  g_clear_object (&self->server);

  G_OBJECT_CLASS (sk_notion_stand_in_parent_class)->dispose (object);
}

static void
sk_notion_stand_in_finalize (GObject *object)
{
  SkNotionStandIn *self = SK_NOTION_STAND_IN (object);

  g_ptr_array_unref (self->log);
  g_ptr_array_unref (self->held);
  g_ptr_array_unref (self->late);
  g_ptr_array_unref (self->faults);
  g_hash_table_unref (self->sessions);
  g_hash_table_unref (self->nicknames);
  g_hash_table_unref (self->rows);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->bases);
  g_free (self->token);
  g_free (self->url);

  G_OBJECT_CLASS (sk_notion_stand_in_parent_class)->finalize (object);
}

static void
sk_notion_stand_in_class_init (SkNotionStandInClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sk_notion_stand_in_dispose;
  object_class->finalize = sk_notion_stand_in_finalize;
}

static void
sk_notion_stand_in_init (SkNotionStandIn *self)
{
  self->token = g_strdup (SK_STAND_IN_TOKEN);
  self->now = SK_STAND_IN_NOW;
  self->page_limit = G_MAXUINT;
  self->query_cap = 10000;
  self->bases = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_base_free);
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_table_free);
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  self->nicknames = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) sk_session_free);
  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_fault_free);
  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_held_free);
  self->late = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_held_free);
  self->log = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_request_unref);
}

/**
 * sk_notion_stand_in_new:
 *
 * Begins to listen, in the thread's default main context.
 *
 * Returns: (transfer full): a stand-in that holds nothing yet
 */
SkNotionStandIn *
sk_notion_stand_in_new (void)
{
  SkNotionStandIn *self = g_object_new (SK_TYPE_NOTION_STAND_IN, NULL);
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr(GError) error = NULL;

  self->server = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->server, NULL, sk_server_on_request, self, NULL);
  if (!soup_server_listen (self->server, address, 0, &error))
    g_error ("The stand-in for Notion cannot listen: %s", error->message);

  GSList *uris = soup_server_get_uris (self->server);

  self->url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  return self;
}

/* Without "/v1". */
const char *
sk_notion_stand_in_get_url (SkNotionStandIn *self)
{
  return self->url;
}

void
sk_notion_stand_in_set_token (SkNotionStandIn *self,
                              const char      *token)
{
  char *copy = g_strdup (token);

  g_free (self->token);
  self->token = copy;
}

/* The server's clock: it stands until it is set. */
gint64
sk_notion_stand_in_get_now (SkNotionStandIn *self)
{
  return self->now;
}

void
sk_notion_stand_in_set_now (SkNotionStandIn *self,
                            gint64           now)
{
  self->now = now;
}

/* At most so many results in one answer, whatever page_size says. */
void
sk_notion_stand_in_set_page_limit (SkNotionStandIn *self,
                                   guint            n)
{
  g_return_if_fail (n > 0);

  self->page_limit = n;
}

/* At most so many rows for one query; Notion's is 10,000. */
void
sk_notion_stand_in_set_query_cap (SkNotionStandIn *self,
                                  guint            n)
{
  self->query_cap = n;
}

/* So long every answer takes, as from far away. */
void
sk_notion_stand_in_set_latency (SkNotionStandIn *self,
                                guint            ms)
{
  self->latency_ms = ms;
}

guint
sk_notion_stand_in_get_n_requests (SkNotionStandIn *self)
{
  return self->log->len;
}

/* In the order in which they came. */
const SkStandInRequest *
sk_notion_stand_in_get_request (SkNotionStandIn *self,
                                guint            i)
{
  g_return_val_if_fail (i < self->log->len, NULL);

  return g_ptr_array_index (self->log, i);
}

/**
 * sk_notion_stand_in_count_requests:
 * @self: a stand-in
 * @method: (nullable): NULL: any
 * @path: (nullable): a pattern, as of a fault; NULL: any
 *
 * Returns: how many such requests came
 */
guint
sk_notion_stand_in_count_requests (SkNotionStandIn *self,
                                   const char      *method,
                                   const char      *path)
{
  guint n = 0;

  for (guint i = 0; i < self->log->len; i++)
    {
      const SkStandInRequest *request = g_ptr_array_index (self->log, i);

      n += (method == NULL || strcmp (method, request->method) == 0) &&
           (path == NULL || g_pattern_match_simple (path, request->path)) ? 1 : 0;
    }

  return n;
}

/* How many were answered with 400: what a correct client never sends. */
guint
sk_notion_stand_in_get_n_forbidden (SkNotionStandIn *self)
{
  return self->n_forbidden;
}

void
sk_notion_stand_in_clear_requests (SkNotionStandIn *self)
{
  g_ptr_array_set_size (self->log, 0);
  self->n_forbidden = 0;
}
