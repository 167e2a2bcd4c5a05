/* sk-stand-in-server.c — one request: checked, answered, remembered
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

#include "sk-json.h"

#define JSON "application/json; charset=utf-8"
#define HTML "text/html; charset=UTF-8"
#define MOST_BYTES 500000

static void
sk_request_clear (SkStandInRequest *self)
{
  g_clear_pointer (&self->body, json_node_unref);
  g_free (self->method);
  g_free (self->path);
  g_free (self->query);
  g_free (self->code);
  g_free (self->message);
}

void
sk_request_unref (SkStandInRequest *self)
{
  g_rc_box_release_full (self, (GDestroyNotify) sk_request_clear);
}

SkStandInRequest *
sk_request_new (SoupServerMessage *message)
{
  SkStandInRequest *self = g_rc_box_new0 (SkStandInRequest);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  GUri *uri = soup_server_message_get_uri (message);

  self->method = g_strdup (soup_server_message_get_method (message));
  self->path = g_strdup (g_uri_get_path (uri));
  self->query = g_strdup (g_uri_get_query (uri));
  if (body->length > 0)
    self->body = sk_json_parse (body->data, (gsize) body->length, SK_JSON_OURS, NULL);

  return self;
}

static const char *
get_header (SoupServerMessage *message,
            const char        *name)
{
  return soup_message_headers_get_one (soup_server_message_get_request_headers (message), name);
}

static gboolean
check_token (SkNotionStandIn    *self,
             SoupServerMessage  *message,
             GError            **error)
{
  g_autofree char *expected = g_strconcat ("Bearer ", self->token, NULL);

  if (g_strcmp0 (get_header (message, "Authorization"), expected) == 0)
    return TRUE;

  g_set_error_literal (error, SK_REFUSAL, SK_REFUSED_TOKEN, "API token is invalid.");
  return FALSE;
}

static gboolean
check_version (SoupServerMessage  *message,
               gboolean           *dated,
               GError            **error)
{
  const char *version = get_header (message, "Notion-Version");

  *dated = g_strcmp0 (version, "2025-09-03") == 0;
  if (*dated || g_strcmp0 (version, "2026-03-11") == 0)
    return TRUE;

  g_set_error (error, SK_REFUSAL, SK_REFUSED_VERSION,
               version == NULL
                 ? "Notion-Version header failed validation: Notion-Version header should be "
                   "defined, instead was `undefined`.%s"
                 : "Notion-Version header failed validation: Notion-Version header should be "
                   "`\"2026-03-11\"` or `\"2025-09-03\"`, instead was `\"%s\"`.",
               version == NULL ? "" : version);
  return FALSE;
}

/* No body is fine here: whether one is needed, the endpoint knows. */
static gboolean
check_body (SoupServerMessage  *message,
            SkStandInRequest   *request,
            GError            **error)
{
  gint64 length = soup_server_message_get_request_body (message)->length;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (length == 0)
    return TRUE;
  if (g_strcmp0 (soup_message_headers_get_content_type (headers, NULL), "application/json") != 0)
    return sk_refuse_value (error, "body", "defined", NULL);
  if (length > MOST_BYTES)
    return sk_refuse (error, "body failed validation: body.length should be ≤ `%d`, instead was "
                      "`%" G_GINT64_FORMAT "`.", MOST_BYTES, length);
  if (request->body != NULL)
    return JSON_NODE_HOLDS_OBJECT (request->body) ||
           sk_refuse_value (error, "body", "an object", request->body);

  g_set_error_literal (error, SK_REFUSAL, SK_REFUSED_JSON, "Error parsing JSON body.");
  return FALSE;
}

/* The parts after "/v1/", decoded; NULL: no such path. */
static char **
split_path (const char  *path,
            GError     **error)
{
  g_auto(GStrv) parts = g_strsplit (path, "/", -1);
  g_autoptr(GStrvBuilder) decoded = g_strv_builder_new ();
  gboolean good = parts[0] != NULL && parts[1] != NULL && strcmp (parts[1], "v1") == 0;

  for (guint i = 2; good && parts[i] != NULL; i++)
    {
      g_autofree char *part = g_uri_unescape_string (parts[i], NULL);

      good = part != NULL;
      if (good)
        g_strv_builder_add (decoded, part);
    }

  if (good)
    return g_strv_builder_end (decoded);

  g_set_error_literal (error, SK_REFUSAL, SK_REFUSED_URL, "Invalid request URL.");
  return NULL;
}

/* What Notion would answer; NULL: refused. */
static JsonNode *
answer (SkNotionStandIn    *self,
        SoupServerMessage  *message,
        SkStandInRequest   *request,
        gboolean            ignore,
        GError            **error)
{
  SkCall call = { .world = self, .query = request->query, .ignore = ignore };
  g_auto(GStrv) path = NULL;

  if (!check_token (self, message, error) || !check_version (message, &call.dated, error) ||
      !check_body (message, request, error))
    return NULL;

  path = split_path (request->path, error);
  if (path == NULL)
    return NULL;

  call.path = path;
  call.body = request->body != NULL ? json_node_get_object (request->body) : NULL;
  return sk_route (&call, request->method, error);
}

/* The text of @node with request_id at its end. */
static char *
print (JsonNode   *node,
       const char *request_id)
{
  json_object_set_string_member (json_node_get_object (node), "request_id", request_id);

  return sk_json_print (node, FALSE);
}

static void
remember (SkStandInRequest *request,
          guint             status,
          JsonNode         *node)
{
  JsonObject *object = json_node_get_object (node);

  request->status = status;
  if (status < 400)
    return;

  request->code = g_strdup (sk_get_text (object, "code"));
  request->message = g_strdup (sk_get_text (object, "message"));
}

static guint
get_status (JsonNode *node)
{
  return (guint) json_object_get_int_member (json_node_get_object (node), "status");
}

static void
set_retry_after (SoupServerMessage    *message,
                 const SkStandInFault *fault)
{
  g_autofree char *seconds = g_strdup_printf ("%u", fault->retry_after);

  if (fault->retry_after > 0)
    soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                  "Retry-After", seconds);
}

/* Trouble in which the API never does what was asked; FALSE: it is not such. */
static gboolean
fail_early (SkNotionStandIn      *self,
            SoupServerMessage    *message,
            SkStandInRequest     *request,
            const SkStandInFault *fault,
            const char           *request_id)
{
  g_autoptr(JsonNode) error = NULL;
  g_autofree char *body = NULL;
  g_autofree char *location = NULL;

  switch (fault->trouble)
    {
    case SK_STAND_IN_ANSWER:
      error = sk_fault_error (fault);
      remember (request, fault->status, error);
      set_retry_after (message, fault);
      body = print (error, request_id);
      sk_reply_send (&(SkReply) { fault->status, request_id, JSON, body }, message);
      return TRUE;

    case SK_STAND_IN_HTML:
      request->status = fault->status != 0 ? fault->status : 502;
      body = g_strdup (sk_fault_html (fault));
      sk_reply_send (&(SkReply) { request->status, NULL, HTML, body }, message);
      return TRUE;

    case SK_STAND_IN_REDIRECT:
      request->status = 302;
      location = g_strconcat (self->url, request->path, NULL);
      soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                    "Location", location);
      sk_reply_send (&(SkReply) { 302, NULL, HTML, (char *) "" }, message);
      return TRUE;

    case SK_STAND_IN_DROP:
      sk_server_drop (message);
      return TRUE;

    case SK_STAND_IN_SAVED_503:
    case SK_STAND_IN_SAVED_DROP:
    case SK_STAND_IN_TRUNCATE:
    case SK_STAND_IN_TRUNCATE_GZIP:
    case SK_STAND_IN_GARBAGE:
    case SK_STAND_IN_IGNORE:
    case SK_STAND_IN_HOLD:
    case SK_STAND_IN_HOLD_BEFORE:
    default:
      return FALSE;
    }
}

/* How the answer to something done gets lost. */
static void
fail_late (SkNotionStandIn      *self,
           SoupServerMessage    *message,
           SkStandInRequest     *request,
           const SkStandInFault *fault,
           JsonNode             *node,
           const char           *request_id)
{
  g_autoptr(JsonNode) saved = NULL;
  g_autofree char *body = print (node, request_id);

  if (fault->trouble == SK_STAND_IN_SAVED_503)
    {
      saved = sk_fault_saved (node);
      g_free (body);
      body = print (saved, request_id);
      remember (request, 503, saved);
    }
  else if (fault->trouble == SK_STAND_IN_GARBAGE)
    {
      body[strlen (body) / 2] = '\0';
    }

  if (fault->trouble == SK_STAND_IN_SAVED_DROP)
    request->status = 0;
  if (fault->trouble == SK_STAND_IN_SAVED_DROP)
    sk_server_drop (message);
  else if (fault->trouble == SK_STAND_IN_TRUNCATE)
    sk_reply_truncate (&(SkReply) { request->status, request_id, JSON, body }, message);
  else if (fault->trouble == SK_STAND_IN_TRUNCATE_GZIP)
    sk_reply_truncate_gzip (&(SkReply) { request->status, request_id, JSON, body }, message);
  else
    sk_reply_send (&(SkReply) { request->status, request_id, JSON, body }, message);

  if (fault->trouble == SK_STAND_IN_HOLD)
    sk_held_add (self, message, NULL);
}

void
sk_server_handle (SkNotionStandIn      *self,
                  SoupServerMessage    *message,
                  SkStandInRequest     *request,
                  const SkStandInFault *fault)     /* (nullable) */
{
  g_autofree char *request_id = sk_mint_id (0x10000 + self->n_request_ids++, 4);
  g_autoptr(GError) refusal = NULL;
  g_autoptr(JsonNode) node = NULL;

  if (fault != NULL && fail_early (self, message, request, fault, request_id))
    return;

  node = answer (self, message, request, fault != NULL && fault->trouble == SK_STAND_IN_IGNORE,
                 &refusal);
  if (node == NULL)
    node = sk_refusal_answer (refusal);

  guint status = refusal != NULL ? get_status (node) : 200;

  remember (request, status, node);
  self->n_forbidden += status == 400 ? 1 : 0;
  if (fault != NULL && refusal == NULL)
    {
      fail_late (self, message, request, fault, node, request_id);
      return;
    }

  g_autofree char *body = print (node, request_id);

  sk_reply_send (&(SkReply) { status, request_id, JSON, body }, message);
}

/* Of the same clock as the stamps of its pages. */
static void
set_date (SkNotionStandIn   *self,
          SoupServerMessage *message)
{
  g_autoptr(GDateTime) now = g_date_time_new_from_unix_utc (self->now);
  g_autofree char *text = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", text);
}

void
sk_server_on_request (SoupServer        *server,
                      SoupServerMessage *message,
                      const char        *path,
                      GHashTable        *query,
                      gpointer           user_data)
{
  SkNotionStandIn *self = user_data;
  SkStandInRequest *request = sk_request_new (message);
  const SkStandInFault *fault = sk_faults_meet (self, request->method, request->path);

  g_ptr_array_add (self->log, request);
  set_date (self, message);
  if (fault != NULL && fault->trouble == SK_STAND_IN_HOLD_BEFORE)
    sk_held_add (self, message, request);
  else if (self->latency_ms > 0)
    sk_held_delay (self, message, request, fault);
  else
    sk_server_handle (self, message, request, fault);
}
