/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-menu-row.h"
#include "sk-state.h"

G_BEGIN_DECLS

/* The row that a click on the icon itself stands for. */
#define SK_TRAY_MENU_PREVIEW "preview"

GArray *sk_tray_menu_new (SkState *state);

G_END_DECLS
