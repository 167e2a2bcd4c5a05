/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-json.h"
#include "sk-plan.h"

G_BEGIN_DECLS

void     sk_summary_add        (JsonBuilder      *builder,
                                const char       *key,
                                const SkSummary  *summary);

/* Into an SkSummary; the second lets pass what it does not know. */
gboolean sk_summary_read       (JsonNode         *node,
                                const char       *place,
                                gpointer          into,
                                GError          **error);
gboolean sk_summary_read_known (JsonNode         *node,
                                const char       *place,
                                gpointer          into,
                                GError          **error);

G_END_DECLS
