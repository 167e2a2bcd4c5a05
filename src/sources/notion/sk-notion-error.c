/* sk-notion-error.c — what a refusal of Notion's means, for people
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-error.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-notion-json.h"

/* Notion's own words, if it is Notion that speaks: a gate in between answers
 * with a page of HTML, which is not for people. */
static char *
dup_message (JsonNode *root)
{
  const char *text = sk_notion_json_get_text (root, "message");

  if (sk_notion_json_get_text (root, "code") == NULL || text == NULL)
    return NULL;

  return g_strndup (text, strcspn (text, "<"));
}

static const char *
get_additional (JsonNode   *root,
                const char *member)
{
  return sk_notion_json_get_text (sk_notion_json_get (root, "additional_data"), member);
}

static gboolean
is_blocked (JsonNode *root)
{
  return g_strcmp0 (get_additional (root, "rate_limit_reason"), "public_api_request_blocked") == 0;
}

/* What stands between us and Notion speaks HTML, and not for Notion. */
static char *
explain_gate (guint     status,
              gboolean *hopeless)
{
  *hopeless = status == 403;
  if (status == 403)
    return g_strdup (_("Something in front of Notion turned us away before Notion saw the request "
                       "(403). It may be a proxy, a VPN or Notion’s own gate. Try again in some "
                       "minutes, or from another network; the key need not be changed."));
  if (status == 413)
    return g_strdup (_("Notion takes no request of this size (413). Please report this as a "
                       "bug."));

  return NULL;
}

static char *
explain_refusal (JsonNode   *root,
                 const char *message)
{
  if (sk_notion_json_get (sk_notion_json_get (root, "additional_data"), "block_limit") != NULL)
    return g_strdup_printf (_("The Notion workspace has reached the limit of its plan. "
                              "Notion says: %s"), message);

  /* Translators: %s is a message from Notion, in English. */
  return g_strdup_printf (_("Notion does not allow it. Let the connection read and update "
                            "content, and give it edit access to the database. "
                            "Notion says: %s"), message);
}

static char *
explain_limit (JsonNode   *root,
               const char *message,
               gboolean   *hopeless)
{
  const char *reason = get_additional (root, "rate_limit_reason");

  *hopeless = is_blocked (root);
  if (*hopeless)
    return g_strdup_printf (_("Notion has blocked the requests of this connection. It is left "
                              "alone for some minutes. Notion says: %s"), message);
  if (g_strcmp0 (reason, "public_api_space_request_rate_limit") == 0)
    return g_strdup (_("Notion asks everything that is connected to this workspace to slow down. "
                       "It will be tried again later."));

  return g_strdup (_("Notion asks us to slow down. It will be tried again later."));
}

static char *
explain_trouble (guint       status,
                 const char *message)
{
  if (status == 409)
    return g_strdup_printf (_("Notion could not save because of a collision of its own. It will "
                              "be tried again later. Notion says: %s"), message);

  return g_strdup_printf (_("Notion has trouble of its own. It will be tried again later. "
                            "Notion says: %s"), message);
}

/* Notion's own words for an option it does not know. */
static gboolean
names_option (const char *message)
{
  return strstr (message, "option") != NULL && strstr (message, "does not exist") != NULL;
}

/* Likewise for a column; it has two ways to say so. */
static gboolean
names_column (const char *message)
{
  return strstr (message, "is not a property that exists") != NULL ||
         strstr (message, "Could not find property") != NULL;
}

/**
 * sk_notion_error_is_stale:
 * @error: (nullable): why a request was refused
 *
 * Returns: whether Notion does not know a column or an option that we named
 */
gboolean
sk_notion_error_is_stale (const GError *error)
{
  return g_error_matches (error, SK_ERROR, SK_ERROR_MALFORMED) &&
         (names_option (error->message) || names_column (error->message));
}

/* Notion's words are the cause; what to do is ours to say. */
static char *
explain_mistake (JsonNode   *root,
                 guint       status,
                 const char *message)
{
  const char *code = sk_notion_json_get_text (root, "code");

  if (status == 404)
    return g_strdup_printf (_("Notion does not show this to the key. Share it with the connection "
                              "(••• menu → Connections). Notion says: %s"), message);
  if (names_option (message))
    return g_strdup_printf (_("An option of a status is not there any more. Check the statuses "
                              "in Notion and in the settings. Notion says: %s"), message);
  if (names_column (message))
    return g_strdup_printf (_("A column is not there any more. Check the columns of the database "
                              "in Notion. Notion says: %s"), message);
  if (g_strcmp0 (code, "validation_error") == 0)
    return g_strdup_printf (_("Notion does not accept what we sent. If it stays like that, please "
                              "report this as a bug. Notion says: %s"), message);

  return g_strdup_printf (_("Notion does not understand the request. Please report this as a bug. "
                            "Notion says: %s"), message);
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
    return explain_gate (status, hopeless);
  if (status == 401)
    return g_strdup (_("Notion does not accept the key. Make a new one in the settings of your "
                       "connection and store it again."));
  if (status == 403)
    return explain_refusal (root, message);
  if (status == 429 || status == 529)
    return explain_limit (root, message, hopeless);
  if (status == 409 || status >= 500)
    return explain_trouble (status, message);

  return explain_mistake (root, status, message);
}
