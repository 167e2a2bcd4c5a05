/* sk-notion-error.c — what a refusal of Notion's means, for people
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-error.h"

#include <glib/gi18n-lib.h>

#include "sk-notion-json.h"

/* Notion's own words, if it is Notion that speaks: a gate in between answers
 * with a page of HTML, which is not for people. */
static char *
dup_message (JsonNode *root)
{
  const char *text = sk_notion_json_get_text (root, "message");

  if (sk_notion_json_get_text (root, "code") == NULL || text == NULL)
    return NULL;

  return g_strdup (text);
}

static gboolean
is_blocked (JsonNode *root)
{
  const char *reason = sk_notion_json_get_text (sk_notion_json_get (root, "additional_data"),
                                                "rate_limit_reason");

  return g_strcmp0 (reason, "public_api_request_blocked") == 0;
}

/**
 * sk_notion_error_explain:
 * @status: the status of an answer that is not a success
 * @body: what came with it
 * @hopeless: (out): whether sending the same again is of no use
 *
 * See #SkHttpExplain.
 *
 * Returns: (transfer full) (nullable): a sentence for people; %NULL: it is not Notion's
 */
char *
sk_notion_error_explain (guint     status,
                         GBytes   *body,
                         gboolean *hopeless)
{
  g_autoptr(JsonNode) root = sk_notion_json_parse (body, NULL);
  g_autofree char *message = dup_message (root);

  if (message == NULL)
    return NULL;

  *hopeless = is_blocked (root);

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
