/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-sni-item.h"
#include "sk-state.h"

G_BEGIN_DECLS

SkSniLook sk_tray_look_new (SkState *state);

G_END_DECLS
