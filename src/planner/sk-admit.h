/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-promises.h"

G_BEGIN_DECLS

gboolean sk_admit_keeps_all (SkPromises       *promises,
                             int               number,
                             SkPosition        position);
void     sk_admit_note      (SkPromises       *promises);
void     sk_admit_in_order  (SkPromises       *promises,
                             const SkFreeTime *preferred,
                             const SkPosition *wish);

G_END_DECLS
