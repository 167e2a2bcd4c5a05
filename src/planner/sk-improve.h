/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-promises.h"

G_BEGIN_DECLS

void sk_improve_steadily (SkPromises *promises,
                          SkPosition *places);

G_END_DECLS
