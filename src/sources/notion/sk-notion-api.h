/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "sk-http.h"

G_BEGIN_DECLS

#define SK_TYPE_NOTION_API (sk_notion_api_get_type ())
G_DECLARE_FINAL_TYPE (SkNotionApi, sk_notion_api, SK, NOTION_API, GObject)

SkNotionApi *sk_notion_api_new               (SkHttp               *http,
                                              const char           *base_url,
                                              const char           *key,
                                              GError              **error);
void         sk_notion_api_rest              (SkNotionApi          *self);
void         sk_notion_api_ask_async         (SkNotionApi          *self,
                                              const char           *method,
                                              const char           *path,
                                              JsonNode             *body,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void         sk_notion_api_look_async        (SkNotionApi          *self,
                                              const char           *path,
                                              guint                 n_failed,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void         sk_notion_api_change_async      (SkNotionApi          *self,
                                              const char           *path,
                                              JsonNode             *body,
                                              guint                 patience,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void         sk_notion_api_get_page_async    (SkNotionApi          *self,
                                              const char           *page,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gint64       sk_notion_api_get_time          (SkNotionApi          *self);
JsonNode    *sk_notion_api_finish            (SkNotionApi          *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
