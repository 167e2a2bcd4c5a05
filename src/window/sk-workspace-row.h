/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sk-bus-mirror.h"

G_BEGIN_DECLS

#define SK_TYPE_WORKSPACE_ROW (sk_workspace_row_get_type ())
G_DECLARE_FINAL_TYPE (SkWorkspaceRow, sk_workspace_row, SK, WORKSPACE_ROW, AdwExpanderRow)

GtkWidget  *sk_workspace_row_new    (const char     *id,
                                     SkBusMirror    *mirror,
                                     GSettings      *store,
                                     GSettings      *workspace);
const char *sk_workspace_row_get_id (SkWorkspaceRow *self);

G_END_DECLS
