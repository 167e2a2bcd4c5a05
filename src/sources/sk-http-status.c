/* sk-http-status.c — what a refusal means, by its number alone
 *
 * For answers that say nothing else we understand: a proxy's, a firewall's.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-http-status.h"

#include <glib/gi18n-lib.h>

/**
 * sk_http_status_is_limit:
 * @status: the status of a refusal
 *
 * Returns: whether we are asked to slow down; nothing was done then
 */
gboolean
sk_http_status_is_limit (guint status)
{
  return status == 429 || status == 529;
}

/**
 * sk_http_status_is_passing:
 * @status: the status of a refusal
 *
 * Returns: whether it is worth another try, where that does no harm
 */
gboolean
sk_http_status_is_passing (guint status)
{
  return status == 409 || status == 500 || (status >= 502 && status <= 504) ||
         (status >= 520 && status <= 526);
}

/**
 * sk_http_status_get_code:
 * @status: the status of a refusal
 *
 * Returns: what can be done about it
 */
SkError
sk_http_status_get_code (guint status)
{
  if (status == 401 || status == 403)
    return SK_ERROR_DENIED;
  if (status == 404 || status == 410)
    return SK_ERROR_MISSING;
  if (status == 408 || status == 409 || status == 429 || status >= 500)
    return SK_ERROR_BUSY;

  return SK_ERROR_MALFORMED;
}

/**
 * sk_http_status_dup_text:
 * @status: the status of a refusal
 * @host: who refused
 *
 * Returns: (transfer full): a sentence for people
 */
char *
sk_http_status_dup_text (guint       status,
                         const char *host)
{
  SkError code = sk_http_status_get_code (status);

  if (status >= 300 && status < 400)
    /* Translators: %1$s is the name of a server, %2$u the number of an HTTP status. */
    return g_strdup_printf (_("%1$s sends us elsewhere (%2$u), and we do not follow. "
                              "Check the address."), host, status);
  if (code == SK_ERROR_DENIED)
    return g_strdup_printf (_("%1$s turned us away (%2$u). Check the key, and whether a proxy "
                              "or a firewall stands in between."), host, status);
  if (code == SK_ERROR_MISSING)
    return g_strdup_printf (_("%1$s has nothing at this address (%2$u). Check it."), host, status);
  if (code == SK_ERROR_BUSY)
    return g_strdup_printf (_("%1$s has trouble of its own (%2$u). Try again later."),
                            host, status);

  return g_strdup_printf (_("%1$s did not accept the request (%2$u). "
                            "Please report this as a bug."), host, status);
}
