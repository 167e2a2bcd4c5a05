/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>
#include <libecal/libecal.h>

G_BEGIN_DECLS

void sk_eds_json_add_source   (JsonBuilder   *builder,
                               ESource       *source);
void sk_eds_json_add_instance (JsonBuilder   *builder,
                               ICalComponent *component,
                               ICalTime      *start,
                               ICalTime      *end,
                               ICalTimezone  *usual);

G_END_DECLS
