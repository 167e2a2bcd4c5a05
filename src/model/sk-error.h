/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SK_ERROR (sk_error_quark ())

/**
 * SkError:
 * @SK_ERROR_OFFLINE: wait for the network, then try again
 * @SK_ERROR_BUSY: the other side asked us to slow down, or has trouble of its own
 * @SK_ERROR_DENIED: the person must bring a key, or give it access
 * @SK_ERROR_MISSING: the person must name, share or add something that is not there
 * @SK_ERROR_CONFLICT: someone else changed it meanwhile: plan again
 * @SK_ERROR_MALFORMED: the input is not understood; the message names the place
 * @SK_ERROR_SETTING: a setting or an option has no possible value
 * @SK_ERROR_PARTIAL: some of it is done, the rest is not
 * @SK_ERROR_CHECK: a plan broke a promise
 *
 * Codes say what can be done about it, not where it happened: the message
 * says that.  Cancellation stays %G_IO_ERROR_CANCELLED and is never shown.
 */
typedef enum
{
  SK_ERROR_OFFLINE,
  SK_ERROR_BUSY,
  SK_ERROR_DENIED,
  SK_ERROR_MISSING,
  SK_ERROR_CONFLICT,
  SK_ERROR_MALFORMED,
  SK_ERROR_SETTING,
  SK_ERROR_PARTIAL,
  SK_ERROR_CHECK,
} SkError;

GQuark   sk_error_quark        (void);
gboolean sk_error_is_transient (const GError *error);
gboolean sk_error_is_worse     (const GError *error,
                                const GError *than);

G_END_DECLS
