/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sk-bus-mirror.h"

G_BEGIN_DECLS

#define SK_TYPE_SAVE (sk_save_get_type ())
G_DECLARE_FINAL_TYPE (SkSave, sk_save, SK, SAVE, AdwWindow)

GtkWidget *sk_save_new (SkBusMirror *mirror);

G_END_DECLS
