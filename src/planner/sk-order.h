/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-agenda.h"

G_BEGIN_DECLS

int  sk_order_compare (const SkJob *a,
                       const SkJob *b);
void sk_order_sort    (SkAgenda    *agenda);

G_END_DECLS
