/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-snapshot.h"

G_BEGIN_DECLS

SkTask *sk_find_task (SkSnapshot  *snapshot,
                      const char  *wanted,
                      GError     **error);

G_END_DECLS
