/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-agenda.h"

G_BEGIN_DECLS

void sk_graph_link (SkAgenda *agenda);

G_END_DECLS
