/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SkHttpRetry:
 * @may_repeat: whether sending it twice does no harm
 * @second_ms: how long a second of waiting lasts
 * @n_limited: how often we were asked to slow down
 * @n_failed: how often something else went wrong
 *
 * What has become of one request so far.
 */
typedef struct
{
  gboolean may_repeat;
  guint    second_ms;
  guint    n_limited;
  guint    n_failed;
} SkHttpRetry;

gint64   sk_http_retry_get_wait   (SkHttpRetry *self,
                                   guint        n);
gboolean sk_http_retry_is_put_off (SoupMessage *message,
                                   gint64      *seconds);
gboolean sk_http_retry_refused    (SkHttpRetry *self,
                                   SoupMessage *message,
                                   gint64      *ms);
gboolean sk_http_retry_lost       (SkHttpRetry *self,
                                   gint64      *ms);

G_END_DECLS
