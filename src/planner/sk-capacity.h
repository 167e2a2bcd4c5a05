/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-agenda.h"

G_BEGIN_DECLS

GArray *sk_capacity_measure        (SkAgenda *agenda);
guint   sk_capacity_get_least_late (SkAgenda *agenda);

G_END_DECLS
