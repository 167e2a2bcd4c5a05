/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-secret.h"

G_BEGIN_DECLS

#define SK_HAND_OVER_MOST_BYTES 4096

/**
 * SkHandOver:
 * @n_bytes: how long it can be, at most %SK_HAND_OVER_MOST_BYTES
 * @none: said where there is nothing
 * @too_long: said where there is more
 * @broken: said where it cannot be read, or does not end
 *
 * A kind of secret that a person hands over; its sentences are marked for
 * translation, and not translated yet.
 */
typedef struct
{
  gsize       n_bytes;
  const char *none;
  const char *too_long;
  const char *broken;
} SkHandOver;

void      sk_hand_over_read_async  (int                   fd,
                                    const SkHandOver     *what,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
SkSecret *sk_hand_over_read_finish (GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
