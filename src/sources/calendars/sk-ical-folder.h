/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *sk_ical_folder_read (const char    *path,
                             GCancellable  *cancellable,
                             GError       **error);

G_END_DECLS
