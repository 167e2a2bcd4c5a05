/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-agenda.h"

G_BEGIN_DECLS

GPtrArray *sk_capacity_list_due       (SkAgenda        *agenda);
GArray    *sk_capacity_measure        (SkAgenda        *agenda,
                                       const GPtrArray *due);
guint      sk_capacity_get_least_late (SkAgenda        *agenda,
                                       const GPtrArray *due);

G_END_DECLS
