/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sk-account.h"
#include "sk-bus-mirror.h"

G_BEGIN_DECLS

#define SK_TYPE_KEY_PAGE (sk_key_page_get_type ())
G_DECLARE_FINAL_TYPE (SkKeyPage, sk_key_page, SK, KEY_PAGE, AdwBin)

void            sk_key_page_set_mirror    (SkKeyPage   *self,
                                           SkBusMirror *mirror);
gboolean        sk_key_page_is_ready      (SkKeyPage   *self);
const char     *sk_key_page_get_workspace (SkKeyPage   *self);
SkAccountOffer *sk_key_page_get_offer     (SkKeyPage   *self);

G_END_DECLS
