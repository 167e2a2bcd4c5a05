/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-change.h"
#include "sk-snapshot.h"

G_BEGIN_DECLS

#define SK_TASKS_FORMAT "slotkeeper-tasks/1"

SkSnapshot *sk_tasks_codec_read  (const char  *text,
                                  gsize        length,
                                  const char  *source,
                                  const char  *zone_name,
                                  GTimeZone   *zone,
                                  GError     **error);
char       *sk_tasks_codec_dup_scheduled
                                 (const SkChange *change,
                                  SkRules        *rules);
char       *sk_tasks_codec_dup_last_scheduled
                                 (const SkChange *change,
                                  SkRules        *rules);
char       *sk_tasks_splice      (const char  *text,
                                  SkSnapshot  *said,
                                  GArray      *changes,
                                  SkRules     *rules);
char       *sk_tasks_get_raw     (const char  *text,
                                  SkSnapshot  *said,
                                  const char  *task,
                                  const char  *key);
char       *sk_tasks_splice_raw  (const char  *text,
                                  SkSnapshot  *said,
                                  GArray      *writes);

G_END_DECLS
