/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-snapshot.h"

G_BEGIN_DECLS

typedef struct _SkMemory SkMemory;

SkMemory   *sk_memory_load             (const char  *folder,
                                        GError     **error);
void        sk_memory_free             (SkMemory    *self);
gboolean    sk_memory_save             (SkMemory    *self,
                                        GError     **error);
gint64      sk_memory_get_paused_until (SkMemory    *self);
void        sk_memory_set_paused_until (SkMemory    *self,
                                        gint64       paused_until);
void        sk_memory_pin              (SkMemory    *self,
                                        SkTask      *task,
                                        SkSpan       span);
void        sk_memory_ban              (SkMemory    *self,
                                        SkTask      *task,
                                        SkSpan       span);
void        sk_memory_release          (SkMemory    *self,
                                        SkTask      *task);
gboolean    sk_memory_is_released      (SkMemory    *self,
                                        SkTask      *task,
                                        SkSpan       span);
gboolean    sk_memory_forget_past      (SkMemory    *self,
                                        gint64       at);
SkSnapshot *sk_memory_amend            (SkMemory    *self,
                                        SkSnapshot  *snapshot);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkMemory, sk_memory_free)

G_END_DECLS
