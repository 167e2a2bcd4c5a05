/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-ical-time.h"
#include "sk-span.h"

G_BEGIN_DECLS

gboolean sk_ical_rule_expand (const struct icalrecurrencetype *rule,
                              gint64                           start,
                              gboolean                         is_date,
                              SkSpan                           walls,
                              gint64                          *budget,
                              GArray                          *found);

G_END_DECLS
