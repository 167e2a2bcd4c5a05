/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

gboolean sk_export_keep (SkPlan      *plan,
                         const char  *path,
                         GError     **error);

G_END_DECLS
