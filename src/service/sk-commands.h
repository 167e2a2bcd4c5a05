/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-service.h"

G_BEGIN_DECLS

void sk_commands_add (GActionMap *map,
                      SkService  *service);

G_END_DECLS
