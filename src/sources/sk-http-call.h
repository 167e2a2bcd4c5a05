/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-http-retry.h"
#include "sk-http.h"

G_BEGIN_DECLS

/**
 * SkHttpPlace:
 * @SK_HTTP_WAITING: in the queue, for its turn
 * @SK_HTTP_UNDER_WAY: sent, not answered
 * @SK_HTTP_RESTING: until it is worth another try
 *
 * Where a call is.
 */
typedef enum
{
  SK_HTTP_WAITING,
  SK_HTTP_UNDER_WAY,
  SK_HTTP_RESTING,
} SkHttpPlace;

/**
 * SkHttpCall:
 * @place: where it is
 * @method: what is asked for
 * @uri: (nullable): where; %NULL: that makes no sense
 * @headers: (nullable): names and values in turn
 * @bearer: (nullable): the key it is sent with
 * @body: (nullable): what is sent along
 * @content_type: (nullable): what @body is
 * @explain: (nullable): how to read a refusal
 * @retry: what has become of it so far
 * @message: (nullable): the try under way
 * @is_sent: whether that left us, whatever became of it
 * @abort: ends the try under way
 * @is_late: whether the try under way has had all the time there is
 * @timeout_ms: how long that is; 0: for ever
 * @useful_until: monotonic: when it is of no use any more to send it; 0: never
 * @watch: (nullable): tells that it was cancelled
 * @wait: (nullable): tells that it is time for the next try
 * @grace: (nullable): tells that a cancelled write has had long enough
 * @deadline: (nullable): tells that the try under way is late
 *
 * A request from the moment it is asked for until it is answered.
 */
typedef struct
{
  SkHttpPlace     place;
  char           *method;
  GUri           *uri;
  char          **headers;
  SkSecret       *bearer;
  GBytes         *body;
  char           *content_type;
  SkHttpExplain   explain;
  SkHttpRetry     retry;
  SoupMessage    *message;
  gboolean        is_sent;
  GCancellable   *abort;
  gboolean        is_late;
  guint           timeout_ms;
  gint64          useful_until;
  GSource        *watch;
  GSource        *wait;
  GSource        *grace;
  GSource        *deadline;
} SkHttpCall;

SkHttpCall *sk_http_call_new        (const SkHttpRequest *request,
                                     const SkHttpPace    *pace);
void        sk_http_call_free       (SkHttpCall          *self);
gboolean    sk_http_call_is_useful  (SkHttpCall          *self,
                                     GError             **error);
void        sk_http_call_begin_try  (SkHttpCall          *self,
                                     GMainContext        *context);
void        sk_http_call_end_try    (SkHttpCall          *self);
void        sk_http_call_abort_try  (SkHttpCall          *self,
                                     GMainContext        *context);
void        sk_http_call_stop_watch (SkHttpCall          *self);
void        sk_http_call_stop_wait  (SkHttpCall          *self);
void        sk_http_call_end        (SkHttpCall          *self);

G_END_DECLS
