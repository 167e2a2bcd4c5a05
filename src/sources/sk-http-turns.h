/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-http.h"

G_BEGIN_DECLS

/**
 * SkHttpTurns:
 * @pace: how fast to go
 * @sent: (element-type gint64) (owned): when requests went, monotonic, in the last minute
 * @rest_until: monotonic: nothing goes before
 * @closed_until: monotonic: nothing is even tried before
 * @closed_by: (owned) (nullable): why
 *
 * Who may go when, for one key.
 */
typedef struct
{
  SkHttpPace  pace;
  GQueue      sent;
  gint64      rest_until;
  gint64      closed_until;
  GError     *closed_by;
} SkHttpTurns;

void     sk_http_turns_init      (SkHttpTurns       *self,
                                  const SkHttpPace  *pace);
void     sk_http_turns_clear     (SkHttpTurns       *self);
gint64   sk_http_turns_take      (SkHttpTurns       *self);
void     sk_http_turns_rest      (SkHttpTurns       *self,
                                  gint64             ms);
void     sk_http_turns_close     (SkHttpTurns       *self,
                                  gint64             seconds,
                                  const GError      *why);
gboolean sk_http_turns_is_closed (SkHttpTurns       *self,
                                  GError           **why);

G_END_DECLS
