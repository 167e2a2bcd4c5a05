/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SkTasksShift:
 * @now: the instant that is the present, Unix seconds
 * @zone_name: the IANA name of @zone
 * @zone: where the person is
 *
 * Where a week of a task file is to go.
 */
typedef struct
{
  gint64      now;
  const char *zone_name;
  GTimeZone  *zone;
} SkTasksShift;

char *sk_tasks_shift (const char          *text,
                      gsize                length,
                      const SkTasksShift  *to,
                      GError             **error);

G_END_DECLS
