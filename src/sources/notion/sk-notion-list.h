/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-notion-api.h"

G_BEGIN_DECLS

void       sk_notion_list_rows_async   (SkNotionApi          *api,
                                        const char           *data_source,
                                        const char           *properties,
                                        JsonNode             *body,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
void       sk_notion_list_search_async (SkNotionApi          *api,
                                        JsonNode             *body,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
void       sk_notion_list_values_async (SkNotionApi          *api,
                                        const char           *page,
                                        const char           *property,
                                        GCancellable         *cancellable,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
GPtrArray *sk_notion_list_finish       (SkNotionApi          *api,
                                        GAsyncResult         *result,
                                        GError              **error);

gboolean   sk_notion_list_take         (JsonNode             *answer,
                                        GPtrArray            *items,
                                        char                **next,
                                        GError              **error);

G_END_DECLS
