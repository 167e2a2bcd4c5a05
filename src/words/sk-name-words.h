/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-task.h"

G_BEGIN_DECLS

const char *sk_words_get_task_name (SkTask    *task);
char       *sk_words_dup_names     (GPtrArray *names);

G_END_DECLS
