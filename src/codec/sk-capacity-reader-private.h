/* sk-capacity-reader-private.h — a day of "capacity", wherever a format has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "sk-json-reader.h"

G_BEGIN_DECLS

gboolean sk_capacity_read       (JsonNode    *node,
                                 const char  *place,
                                 gpointer     into,      /* GArray of SkCapacity */
                                 GError     **error);
gboolean sk_capacity_read_known (JsonNode    *node,
                                 const char  *place,
                                 gpointer     into,      /* GArray of SkCapacity */
                                 GError     **error);

G_END_DECLS
