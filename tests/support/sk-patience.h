/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sk_patience_wait (const guint *counter,
                       guint        n);

G_END_DECLS
