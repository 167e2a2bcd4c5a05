/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *sk_hours_text_print     (const char *const  *ranges);
GStrv     sk_hours_text_parse     (const char         *text,
                                   GError            **error);
gboolean  sk_hours_text_parse_day (const char         *text,
                                   char              **date,
                                   GStrv              *ranges,
                                   GError            **error);

G_END_DECLS
