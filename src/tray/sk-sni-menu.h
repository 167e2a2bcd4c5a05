/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-menu-row.h"

G_BEGIN_DECLS

#define SK_TYPE_SNI_MENU (sk_sni_menu_get_type ())
G_DECLARE_FINAL_TYPE (SkSniMenu, sk_sni_menu, SK, SNI_MENU, GObject)

SkSniMenu *sk_sni_menu_new      (void);
void       sk_sni_menu_draw     (SkSniMenu        *self,
                                 GArray           *menu);
gboolean   sk_sni_menu_export   (SkSniMenu        *self,
                                 GDBusConnection  *bus,
                                 const char       *path,
                                 GError          **error);
void       sk_sni_menu_unexport (SkSniMenu        *self);

G_END_DECLS
