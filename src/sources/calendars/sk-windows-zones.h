/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *sk_windows_zones_find (const char *name);
const char *sk_windows_zones_get  (guint       i);

G_END_DECLS
