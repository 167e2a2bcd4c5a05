/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-bus-mirror.h"

G_BEGIN_DECLS

SkBusMirror *sk_running_find         (GError      **error);
gboolean     sk_running_wait_actions (SkBusMirror  *mirror,
                                      GError      **error);
gboolean     sk_running_tell         (SkBusMirror  *mirror,
                                      const char   *action,
                                      GVariant     *parameter,
                                      GError      **error);

G_END_DECLS
