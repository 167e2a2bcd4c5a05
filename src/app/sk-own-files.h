/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sk_own_files_dup_window  (void);
char *sk_own_files_dup_icons   (void);
char *sk_own_files_dup_service (void);

G_END_DECLS
