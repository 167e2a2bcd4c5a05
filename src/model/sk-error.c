/* sk-error.c — what can go wrong, named by its remedy
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-error.h"

G_DEFINE_QUARK (sk-error-quark, sk_error)

/**
 * sk_error_is_transient:
 * @error: (nullable): an error
 *
 * Returns: whether the same thing may work later with nobody doing anything
 */
gboolean
sk_error_is_transient (const GError *error)
{
  return g_error_matches (error, SK_ERROR, SK_ERROR_OFFLINE) ||
         g_error_matches (error, SK_ERROR, SK_ERROR_BUSY);
}

/* What the person must do goes before what has changed, that before what
 * passes by itself, that before what is only incomplete. */
static int
get_weight (const GError *error)
{
  if (error->domain != SK_ERROR)
    return 4;

  switch ((SkError) error->code)
    {
    case SK_ERROR_DENIED:
    case SK_ERROR_MISSING:
    case SK_ERROR_SETTING:
    case SK_ERROR_MALFORMED:
    case SK_ERROR_CHECK:
      return 5;

    case SK_ERROR_CONFLICT:
      return 3;

    case SK_ERROR_OFFLINE:
    case SK_ERROR_BUSY:
      return 2;

    case SK_ERROR_PARTIAL:
    default:
      return 1;
    }
}

/**
 * sk_error_is_worse:
 * @error: an error
 * @than: (nullable): another one
 *
 * Of several errors one decides what is told and how the program ends.
 *
 * Returns: whether @error rather than @than should
 */
gboolean
sk_error_is_worse (const GError *error,
                   const GError *than)
{
  return than == NULL || get_weight (error) > get_weight (than);
}
