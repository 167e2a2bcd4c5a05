/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "sk-http.h"

G_BEGIN_DECLS

#define SK_NOTION_BASE_URL "https://api.notion.com"

/**
 * SkNotionId:
 * @id: lower case, with dashes
 * @is_data_source: whether it names a data source for certain
 *
 * What an address that a person copied points to.
 */
typedef struct
{
  char     id[37];
  gboolean is_data_source;
} SkNotionId;

gboolean sk_notion_id_parse (const char *text,
                             SkNotionId *id);
gboolean sk_notion_id_equal (const char *a,
                             const char *b);

#define SK_TYPE_NOTION_API (sk_notion_api_get_type ())
G_DECLARE_FINAL_TYPE (SkNotionApi, sk_notion_api, SK, NOTION_API, GObject)

SkNotionApi *sk_notion_api_new               (SkHttp               *http,
                                              const char           *base_url,
                                              const char           *key,
                                              GError              **error);
void         sk_notion_api_find_async        (SkNotionApi          *self,
                                              const SkNotionId     *id,
                                              const char           *setting,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void         sk_notion_api_get_page_async    (SkNotionApi          *self,
                                              const char           *page,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void         sk_notion_api_update_page_async (SkNotionApi          *self,
                                              const char           *page,
                                              JsonNode             *body,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
JsonNode    *sk_notion_api_finish            (SkNotionApi          *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void         sk_notion_api_query_async       (SkNotionApi          *self,
                                              const char           *data_source,
                                              const char           *properties,
                                              JsonNode             *body,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void         sk_notion_api_list_async        (SkNotionApi          *self,
                                              const char           *page,
                                              const char           *property,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GPtrArray   *sk_notion_api_list_finish       (SkNotionApi          *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
