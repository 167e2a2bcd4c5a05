/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SK_TYPE_FAKE_NETWORK (sk_fake_network_get_type ())
G_DECLARE_FINAL_TYPE (SkFakeNetwork, sk_fake_network, SK, FAKE_NETWORK, GObject)

SkFakeNetwork *sk_fake_network_new         (GNetworkConnectivity  connectivity);
void           sk_fake_network_set         (SkFakeNetwork        *self,
                                            GNetworkConnectivity  connectivity);
void           sk_fake_network_set_metered (SkFakeNetwork        *self,
                                            gboolean              is_metered);
void           sk_fake_network_set_gone    (SkFakeNetwork        *self);

G_END_DECLS
