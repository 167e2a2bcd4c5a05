/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SK_TYPE_HOURS_EDITOR (sk_hours_editor_get_type ())
G_DECLARE_FINAL_TYPE (SkHoursEditor, sk_hours_editor, SK, HOURS_EDITOR, AdwBin)

void     sk_hours_editor_set_store (SkHoursEditor *self,
                                    GSettings     *store);
gboolean sk_hours_editor_is_ready  (SkHoursEditor *self);

G_END_DECLS
