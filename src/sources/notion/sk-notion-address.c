/* sk-notion-address.c — where a key may be sent
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-address.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "sk-error.h"

#define NOTION "https://api.notion.com"

static gboolean
is_loopback (const char *host)
{
  g_autoptr(GInetAddress) address = g_inet_address_new_from_string (host);

  return g_ascii_strcasecmp (host, "localhost") == 0 ||
         (address != NULL && g_inet_address_get_is_loopback (address));
}

/* A key goes over HTTPS, or does not leave the machine. */
static gboolean
is_safe (GUri *uri)
{
  const char *scheme = g_uri_get_scheme (uri);
  const char *host = g_uri_get_host (uri);

  return host != NULL && *host != '\0' && g_uri_get_query (uri) == NULL &&
         g_uri_get_fragment (uri) == NULL && g_uri_get_userinfo (uri) == NULL &&
         (g_ascii_strcasecmp (scheme, "https") == 0 ||
          (g_ascii_strcasecmp (scheme, "http") == 0 && is_loopback (host)));
}

/**
 * sk_notion_address_dup_base:
 * @url: (nullable): another address than Notion's, with "/v1" or without
 * @error: %SK_ERROR_SETTING
 *
 * Returns: (transfer full) (nullable): what all addresses of requests begin with
 */
char *
sk_notion_address_dup_base (const char  *url,
                            GError     **error)
{
  g_autofree char *base = g_strstrip (g_strdup (url != NULL ? url : NOTION));
  g_autoptr(GUri) uri = g_uri_parse (base, G_URI_FLAGS_NONE, NULL);

  if (uri == NULL || !is_safe (uri))
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
