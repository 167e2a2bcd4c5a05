/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sk-bus-mirror.h"

G_BEGIN_DECLS

#define SK_TYPE_CALENDARS_PAGE (sk_calendars_page_get_type ())
G_DECLARE_FINAL_TYPE (SkCalendarsPage, sk_calendars_page, SK, CALENDARS_PAGE, AdwBin)

void sk_calendars_page_set_up (SkCalendarsPage *self,
                               SkBusMirror     *mirror,
                               GSettings       *store);

G_END_DECLS
