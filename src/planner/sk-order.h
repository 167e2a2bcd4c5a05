/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-agenda.h"

G_BEGIN_DECLS

void sk_order_sort (SkAgenda *agenda);

G_END_DECLS
