/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-setup.h"

G_BEGIN_DECLS

SkAccountOwner *sk_look_for_owner     (SkAccountSource    *account,
                                       GError            **error);
GPtrArray      *sk_look_for_tables    (SkAccountSource    *account,
                                       const char         *address,
                                       GError            **error);
GPtrArray      *sk_look_at_columns    (SkAccountSource    *account,
                                       const char         *address,
                                       GError            **error);
GArray         *sk_look_for_ticks     (SkAccountSource    *account,
                                       const char         *address,
                                       GError            **error);
GArray         *sk_look_add_columns   (SkAccountSource    *account,
                                       const char         *address,
                                       const char *const  *roles,
                                       GError            **error);
gboolean        sk_look_tell_columns  (GPtrArray          *columns);

G_END_DECLS
