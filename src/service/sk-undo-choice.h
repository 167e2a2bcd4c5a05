/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-change-set.h"
#include "sk-task-source.h"

G_BEGIN_DECLS

SkTaskSource *sk_undo_choice_dup_source (GListModel   *sources,
                                         SkTask       *task);
SkChangeSet  *sk_undo_choice_make       (GPtrArray    *sets,
                                         GListModel   *sources,
                                         const char   *id,
                                         GError      **error);

G_END_DECLS
