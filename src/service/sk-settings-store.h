/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-settings.h"

G_BEGIN_DECLS

GSettings   *sk_settings_store_open            (void);
GSettings   *sk_settings_store_open_workspace  (const char   *id);
GSettings   *sk_settings_store_open_calendar   (const char   *id);
GSettings   *sk_settings_store_open_item       (const char   *schema,
                                                const char   *path,
                                                const char   *id);
gboolean     sk_settings_store_is_lasting      (GSettings    *store);
gboolean     sk_settings_store_read_hours      (GSettings    *store,
                                                SkRulesInit  *init,
                                                GError      **error);
gboolean     sk_settings_store_read_rules      (GSettings    *store,
                                                SkRulesInit  *init,
                                                GError      **error);
void         sk_settings_store_read_workspaces (GSettings    *store,
                                                GPtrArray    *workspaces);
GStrv        sk_settings_store_list_workspaces (GSettings    *store);
gboolean     sk_settings_store_add_workspace   (GSettings    *store,
                                                const SkWorkspace *workspace);
gboolean     sk_settings_store_remove_workspace
                                               (GSettings    *store,
                                                const char   *id);

G_END_DECLS
