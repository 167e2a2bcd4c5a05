/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-journal.h"
#include "sk-memory.h"

G_BEGIN_DECLS

typedef struct _SkPast SkPast;

SkPast     *sk_past_new      (SkJournal   *journal);
void        sk_past_free     (SkPast      *self);
gboolean    sk_past_update   (SkPast      *self,
                              GError     **error);
gboolean    sk_past_can_undo (SkPast      *self);
SkSnapshot *sk_past_amend    (SkPast      *self,
                              SkSnapshot  *snapshot,
                              SkMemory    *memory,
                              gint64       at);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkPast, sk_past_free)

G_END_DECLS
