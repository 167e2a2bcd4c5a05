/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-task-source.h"

G_BEGIN_DECLS

#define SK_TYPE_FILE_SOURCE (sk_file_source_get_type ())
G_DECLARE_FINAL_TYPE (SkFileSource, sk_file_source, SK, FILE_SOURCE, GObject)

SkTaskSource *sk_file_source_new (GFile      *file,
                                  const char *zone_name,
                                  GTimeZone  *zone);
void          sk_file_source_leave_rules
                                 (SkFileSource *self);

G_END_DECLS
