/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-setup.h"

G_BEGIN_DECLS

gboolean  sk_ask_is_possible (void);
SkSecret *sk_ask_for_key     (void);
guint     sk_ask_for_number  (guint most);

G_END_DECLS
