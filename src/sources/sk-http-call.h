/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-http-retry.h"
#include "sk-http.h"

G_BEGIN_DECLS

/**
 * SkHttpCall:
 * @method: what is asked for
 * @uri: (nullable): where; %NULL: that makes no sense
 * @headers: (nullable): names and values in turn
 * @body: (nullable): what is sent along
 * @content_type: (nullable): what @body is
 * @explain: (nullable): how to read a refusal
 * @retry: what has become of it so far
 * @message: (nullable): the try under way
 * @is_sent: whether that left us, whatever became of it
 * @abort: ends the try under way
 * @watch: (nullable): tells that it was cancelled
 * @wait: (nullable): tells that it is time for the next try
 * @grace: (nullable): tells that a cancelled write has had long enough
 *
 * A request from the moment it is asked for until it is answered.
 */
typedef struct
{
  char           *method;
  GUri           *uri;
  char          **headers;
  GBytes         *body;
  char           *content_type;
  SkHttpExplain   explain;
  SkHttpRetry     retry;
  SoupMessage    *message;
  gboolean        is_sent;
  GCancellable   *abort;
  GSource        *watch;
  GSource        *wait;
  GSource        *grace;
} SkHttpCall;

SkHttpCall *sk_http_call_new        (const SkHttpRequest *request,
                                     const SkHttpPace    *pace);
void        sk_http_call_free       (SkHttpCall          *self);
void        sk_http_call_begin_try  (SkHttpCall          *self);
void        sk_http_call_end_try    (SkHttpCall          *self);
void        sk_http_call_abort_try  (SkHttpCall          *self,
                                     GMainContext        *context);
void        sk_http_call_stop_watch (SkHttpCall          *self);
void        sk_http_call_stop_wait  (SkHttpCall          *self);
void        sk_http_call_end        (SkHttpCall          *self);

G_END_DECLS
