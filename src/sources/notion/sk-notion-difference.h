/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-notion-column.h"
#include "sk-task.h"

G_BEGIN_DECLS

guint sk_notion_difference (SkTask *a,
                            SkTask *b);

G_END_DECLS
