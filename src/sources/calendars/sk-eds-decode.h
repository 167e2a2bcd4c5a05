/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-eds-source.h"
#include "sk-ical-decode.h"

G_BEGIN_DECLS

GPtrArray *sk_eds_decode_list   (GBytes            *answer,
                                 GError           **error);
SkReading *sk_eds_decode_events (GBytes            *answer,
                                 const SkIcalWish  *wish,
                                 GError           **error);

G_END_DECLS
