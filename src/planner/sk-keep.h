/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-agenda.h"

G_BEGIN_DECLS

void     sk_keep_fixed  (SkAgenda         *agenda);
void     sk_keep_legal  (SkAgenda         *agenda);
gboolean sk_keep_let_go (SkAgenda         *agenda,
                         const SkPosition *places);

G_END_DECLS
