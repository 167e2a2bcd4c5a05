/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-menu-row.h"

G_BEGIN_DECLS

/* The menu itself, as a row. */
#define SK_MENU_ROOT 0

typedef struct _SkMenuLayout SkMenuLayout;

SkMenuLayout    *sk_menu_layout_new          (GArray             *menu,
                                              const SkMenuLayout *before);
void             sk_menu_layout_free         (SkMenuLayout       *self);
gboolean         sk_menu_layout_has          (const SkMenuLayout *self,
                                              int                 id);
const SkMenuRow *sk_menu_layout_get_row      (const SkMenuLayout *self,
                                              int                 id);
guint            sk_menu_layout_get_revision (const SkMenuLayout *self);
GVariant        *sk_menu_layout_build        (const SkMenuLayout *self,
                                              int                 id,
                                              int                 depth,
                                              const char *const  *names);
GVariant        *sk_menu_layout_describe     (const SkMenuLayout *self,
                                              int                 id,
                                              const char *const  *names);
GVariant        *sk_menu_layout_describe_all (const SkMenuLayout *self,
                                              const char *const  *names);
gboolean         sk_menu_layout_compare      (const SkMenuLayout *self,
                                              const SkMenuLayout *before,
                                              GVariant          **news);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkMenuLayout, sk_menu_layout_free)

G_END_DECLS
