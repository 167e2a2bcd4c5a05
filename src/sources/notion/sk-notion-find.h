/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-notion-api.h"
#include "sk-notion-id.h"

G_BEGIN_DECLS

void      sk_notion_find_async  (SkNotionApi          *api,
                                 const SkNotionId     *id,
                                 const char           *setting,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
void      sk_notion_find_any_async
                                (SkNotionApi          *api,
                                 const SkNotionId     *id,
                                 const char           *setting,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
JsonNode *sk_notion_find_finish (SkNotionApi          *api,
                                 GAsyncResult         *result,
                                 GError              **error);

gboolean  sk_notion_find_parse  (const char           *address,
                                 const char           *name,
                                 SkNotionId           *id,
                                 GError              **error);
char     *sk_notion_find_dup_setting
                                (const char           *name);
char     *sk_notion_find_only   (JsonNode             *database,
                                 const char           *setting,
                                 GError              **error);

G_END_DECLS
