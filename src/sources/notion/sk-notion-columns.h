/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-account-source.h"
#include "sk-notion-api.h"
#include "sk-notion-column.h"

G_BEGIN_DECLS

GPtrArray *sk_notion_columns_check      (JsonNode             *data_source,
                                         const char *const    *columns);
gboolean   sk_notion_columns_parse      (const char *const    *names,
                                         gboolean             *roles,
                                         GError              **error);
void       sk_notion_columns_add_async  (SkNotionApi          *api,
                                         JsonNode             *data_source,
                                         const char *const    *columns,
                                         const gboolean       *roles,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
JsonNode  *sk_notion_columns_add_finish (SkNotionApi          *api,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
