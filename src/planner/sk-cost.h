/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-agenda.h"

G_BEGIN_DECLS

int sk_cost_compare_due (SkAgenda         *agenda,
                         const SkPosition *one,
                         const SkPosition *other);
int sk_cost_compare     (SkAgenda         *agenda,
                         const SkPosition *one,
                         const SkPosition *other);

G_END_DECLS
