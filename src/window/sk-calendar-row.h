/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SK_TYPE_CALENDAR_ROW (sk_calendar_row_get_type ())
G_DECLARE_FINAL_TYPE (SkCalendarRow, sk_calendar_row, SK, CALENDAR_ROW, AdwExpanderRow)

GtkWidget  *sk_calendar_row_new    (const char    *id,
                                    GSettings     *store,
                                    GSettings     *calendar);
const char *sk_calendar_row_get_id (SkCalendarRow *self);

G_END_DECLS
