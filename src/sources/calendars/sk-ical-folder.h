/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *sk_ical_folder_read (const char  *path,
                             GError     **error);

G_END_DECLS
