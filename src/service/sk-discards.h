/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

typedef struct _SkDiscards SkDiscards;

SkDiscards *sk_discards_load        (const char  *folder,
                                     GError     **error);
void        sk_discards_free        (SkDiscards  *self);
void        sk_discards_add         (SkDiscards  *self,
                                     SkTask      *task,
                                     const char  *facts);
gboolean    sk_discards_save        (SkDiscards  *self,
                                     GError     **error);
GHashTable *sk_discards_choose_held (SkDiscards  *self,
                                     SkPlan      *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkDiscards, sk_discards_free)

G_END_DECLS
