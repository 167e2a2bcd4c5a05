/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void sk_entry_reader_attach (AdwEntryRow *row);
void sk_entry_reader_tell   (AdwEntryRow *row,
                             const char  *text,
                             gboolean     is_refused);

G_END_DECLS
