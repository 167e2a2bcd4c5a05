/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sk-task.h"

G_BEGIN_DECLS

typedef struct _SkNotionStatuses SkNotionStatuses;

SkNotionStatuses *sk_notion_statuses_new          (JsonNode           *property,
                                                   const char *const  *left_out);
void              sk_notion_statuses_free         (SkNotionStatuses   *self);
SkStanding        sk_notion_statuses_get_standing (SkNotionStatuses   *self,
                                                   const char         *status);
const char       *sk_notion_statuses_get_done     (SkNotionStatuses   *self,
                                                   const char         *wanted);
GPtrArray        *sk_notion_statuses_dup_left_out (SkNotionStatuses   *self);

G_END_DECLS
