/* sk-stand-in-visit.c — a plain client, to see how a stand-in answers
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-visit.h"

#include "sk-json.h"

void
sk_visit_begin (SkVisit      *visit,
                gconstpointer data)
{
  visit->notion = sk_notion_stand_in_new ();
  visit->session = soup_session_new ();
  visit->version = "2026-03-11";
  visit->table = sk_notion_stand_in_add_data_source (visit->notion, NULL, "Tasks", SK_VISIT_SCHEMA);
  visit->row = sk_notion_stand_in_add_row (visit->notion, visit->table,
                                           "{\"@ref\": \"bug\", \"Task\": \"Fix bug\","
                                           " \"Rank\": {\"formula\": 95.6}, \"Auto\": true,"
                                           " \"Due\": \"2026-11-25\"}");
}

void
sk_visit_end (SkVisit      *visit,
              gconstpointer data)
{
  g_object_unref (visit->session);
  g_object_unref (visit->notion);
}

void
sk_visit_on_sent (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  SkVisitReply *reply = user_data;

  reply->body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &reply->error);
  reply->done = TRUE;
}

SoupMessage *
sk_visit_message (SkVisit    *visit,
                  const char *method,
                  const char *path,
                  const char *body)
{
  g_autofree char *url = g_strconcat (sk_notion_stand_in_get_url (visit->notion), path, NULL);
  SoupMessage *message = soup_message_new (method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  soup_message_headers_append (headers, "Authorization", "Bearer " SK_STAND_IN_TOKEN);
  if (visit->version != NULL)
    soup_message_headers_append (headers, "Notion-Version", visit->version);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (body != NULL)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }

  return message;
}

void
sk_visit_finish (SkVisitReply *reply)
{
  while (!reply->done)
    g_main_context_iteration (NULL, TRUE);
}

/* The answer as JSON; NULL where there is none, *@status is 0 without any. */
JsonNode *
sk_visit_send (SkVisit     *visit,
               SoupMessage *message,     /* (transfer full) */
               guint       *status)
{
  SkVisitReply reply = { 0 };
  JsonNode *node = NULL;

  soup_session_send_and_read_async (visit->session, message, G_PRIORITY_DEFAULT, NULL,
                                    sk_visit_on_sent, &reply);
  sk_visit_finish (&reply);
  *status = reply.error == NULL ? soup_message_get_status (message) : 0;
  if (reply.body != NULL)
    node = sk_json_parse (g_bytes_get_data (reply.body, NULL), g_bytes_get_size (reply.body),
                          SK_JSON_OURS, NULL);
  if (node != NULL)
    g_assert_cmpstr (json_object_get_string_member (json_node_get_object (node), "request_id"), ==,
                     soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                   "x-notion-request-id"));

  g_clear_pointer (&reply.body, g_bytes_unref);
  g_clear_error (&reply.error);
  g_object_unref (message);
  return node;
}

JsonNode *
sk_visit_ask (SkVisit    *visit,
              const char *method,
              const char *path,
              const char *body,
              guint      *status)
{
  return sk_visit_send (visit, sk_visit_message (visit, method, path, body), status);
}

/* Only how it went. */
guint
sk_visit_ask_status (SkVisit    *visit,
                     const char *method,
                     const char *path,
                     const char *body)
{
  guint status;
  JsonNode *node = sk_visit_ask (visit, method, path, body, &status);

  g_clear_pointer (&node, json_node_unref);
  return status;
}

/* The answer of a request that must go well. */
JsonNode *
sk_visit_ask_well (SkVisit    *visit,
                   const char *method,
                   const char *path,
                   const char *body)
{
  guint status;
  JsonNode *node = sk_visit_ask (visit, method, path, body, &status);

  if (status != 200)
    g_error ("%s %s: %u %s", method, path, status,
             node != NULL ? json_object_get_string_member (json_node_get_object (node), "message")
                          : "");

  return node;
}

/* "%T" is the data source, "%R" the row. */
char *
sk_visit_fill (SkVisit    *visit,
               const char *text)
{
  g_autoptr(GString) filled = g_string_new (text);

  g_string_replace (filled, "%T", visit->table, 0);
  g_string_replace (filled, "%R", visit->row, 0);

  return g_strdup (filled->str);
}
