/* test-notion-errors.c — what people are told when Notion refuses
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-error.h"

#define ERROR(code, message) "{\"object\": \"error\", \"status\": 0, \"code\": \"" code "\", " \
                             "\"message\": \"" message "\"}"
#define LIMIT(reason) \
  "{\"object\": \"error\", \"code\": \"rate_limited\", \"message\": \"Wait\", " \
  "\"additional_data\": {\"rate_limit_reason\": \"" reason "\"}}"
#define HTML "<!DOCTYPE html><html><body><h1>Sorry, you have been blocked</h1></body></html>"

typedef struct
{
  guint       status;
  const char *body;
  const char *says;             /* (nullable): %NULL: the number has to do */
  gboolean    is_hopeless;
} Refusal;

static const Refusal refusals[] = {
  { 400, ERROR ("invalid_json", "Error parsing JSON body."), "report this as a bug", FALSE },
  { 400, ERROR ("invalid_request_url", "Invalid request URL."), "report this as a bug", FALSE },
  { 400, ERROR ("invalid_request", "No."), "report this as a bug", FALSE },
  { 400, ERROR ("missing_version", "Notion-Version header"), "report this as a bug", FALSE },
  { 400, ERROR ("validation_error", "body failed validation"), "does not accept what we sent",
    FALSE },
  { 400, ERROR ("validation_error", "Status option \\\"X\\\" does not exist"),
    "An option of a status is not there", FALSE },
  { 400, ERROR ("validation_error", "Due is not a property that exists."), "A column is not there",
    FALSE },
  { 401, ERROR ("unauthorized", "API token is invalid."), "does not accept the key", FALSE },
  { 403, ERROR ("restricted_resource", "Insufficient permissions"), "give it edit access", FALSE },
  { 403, "{\"code\": \"restricted_resource\", \"message\": \"Upgrade\", "
    "\"additional_data\": {\"block_limit\": \"1000\"}}", "limit of its plan", FALSE },
  { 403, HTML, "turned us away before Notion saw", TRUE },
  { 404, ERROR ("object_not_found", "Could not find page"), "Share it with the connection", FALSE },
  { 409, ERROR ("conflict_error", "Conflict occurred while saving."), "collision of its own",
    FALSE },
  { 413, "Too large", "no request of this size", FALSE },
  { 429, LIMIT ("public_api_request_rate_limit"), "asks us to slow down", FALSE },
  { 429, LIMIT ("public_api_space_request_rate_limit"), "connected to this workspace", FALSE },
  { 429, LIMIT ("public_api_request_blocked"), "has blocked the requests", TRUE },
  { 500, ERROR ("internal_server_error", "Unexpected error"), "trouble of its own", FALSE },
  { 502, HTML, NULL, FALSE },
  { 503, ERROR ("service_unavailable", "Temporarily unavailable"), "trouble of its own", FALSE },
  { 503, ERROR ("database_connection_unavailable", "Later"), "trouble of its own", FALSE },
  { 504, ERROR ("gateway_timeout", "Too slow"), "trouble of its own", FALSE },
  { 522, "error code: 522", NULL, FALSE },
  { 529, ERROR ("service_overload", "Overloaded"), "asks us to slow down", FALSE },
  { 400, ERROR ("validation_error", "Look: <b>here</b>"), "Notion says: Look: ", FALSE },
  { 400, "[]", NULL, FALSE },
  { 400, "{\"code\": 7, \"message\": \"x\"}", NULL, FALSE },
  { 500, "", NULL, FALSE },
};

static void
test_refusals (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      const Refusal *refusal = &refusals[i];
      g_autoptr(GBytes) body = g_bytes_new_static (refusal->body, strlen (refusal->body));
      gboolean hopeless = FALSE;
      g_autofree char *text = sk_notion_error_explain (refusal->status, body, &hopeless);

      g_test_message ("%u %s", refusal->status, refusal->body);
      g_assert_cmpint (hopeless, ==, refusal->is_hopeless);
      if (refusal->says == NULL)
        {
          g_assert_null (text);
          continue;
        }
      g_assert_nonnull (strstr (text, refusal->says));
      g_assert_null (strchr (text, '<'));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/notion/errors/refusals", test_refusals);

  return g_test_run ();
}
