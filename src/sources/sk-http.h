/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

#include "sk-secret.h"

G_BEGIN_DECLS

#define SK_TYPE_HTTP (sk_http_get_type ())
G_DECLARE_FINAL_TYPE (SkHttp, sk_http, SK, HTTP, GObject)

/**
 * SkHttpPace:
 * @requests: how many requests may be sent in any minute
 * @second_ms: how long a second of waiting lasts: 1000, or less in a test
 * @timeout: seconds after which an answer that is not whole counts as lost
 * @timeout_ms: the same for a test that has less time; 0: @timeout
 * @at_once: how many may be under way at the same time; 0: as 1
 *
 * How fast we go.  Every wait is counted in seconds of @second_ms, so that a
 * test sees the same waits in less time.
 */
typedef struct
{
  guint requests;
  guint second_ms;
  guint timeout;
  guint timeout_ms;
  guint at_once;
} SkHttpPace;

/**
 * SkHttpExplain:
 * @status: the status of an answer that is not a success
 * @body: what came with it
 * @hopeless: (out): whether the sender is blocked, and sending anything is of no use
 *
 * Says, in the words of whoever answers there, what is wrong.
 *
 * Returns: (transfer full) (nullable): a sentence for people; %NULL: the body says nothing
 */
typedef char *(* SkHttpExplain) (guint     status,
                                 GBytes   *body,
                                 gboolean *hopeless);

/**
 * SkHttpRequest:
 * @method: such as "GET"
 * @url: where to; sent as it is, nothing is encoded again
 * @headers: (nullable): names and values in turn, %NULL-terminated
 * @bearer: (nullable): the key it is sent with
 * @body: (nullable): what is sent along
 * @content_type: (nullable): what @body is
 * @explain: (nullable): how to read a refusal
 * @may_repeat: whether sending it twice does no harm: a read
 * @n_failed: how often the same came to nothing before: it waits the longer
 * @patience: seconds after which it is of no use any more to send it, and it
 *   ends with %G_IO_ERROR_TIMED_OUT when its turn comes; 0: it stays of use
 *
 * Named arguments for sk_http_send_async().
 */
typedef struct
{
  const char         *method;
  const char         *url;
  const char *const  *headers;
  SkSecret           *bearer;
  GBytes             *body;
  const char         *content_type;
  SkHttpExplain       explain;
  gboolean            may_repeat;
  guint               n_failed;
  guint               patience;
} SkHttpRequest;

SkHttp *sk_http_new         (const SkHttpPace     *pace);
void    sk_http_rest        (SkHttp               *self);
gint64  sk_http_get_server_time
                            (SkHttp               *self);
void    sk_http_send_async  (SkHttp               *self,
                             const SkHttpRequest  *request,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              user_data);
GBytes *sk_http_send_finish (SkHttp               *self,
                             GAsyncResult         *result,
                             GError              **error);

G_END_DECLS
