/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-http.h"
#include "sk-task-source.h"

G_BEGIN_DECLS

#define SK_TYPE_NOTION_SOURCE (sk_notion_source_get_type ())
G_DECLARE_FINAL_TYPE (SkNotionSource, sk_notion_source, SK, NOTION_SOURCE, GObject)

/**
 * SkNotionConfig:
 * @name: what the person calls the workspace; the source's id
 * @key: the key of the connection
 * @database: the id or the address of the database, as the person copied it
 * @base_url: (nullable): another address than Notion's, with "/v1" or without
 * @left_out: (nullable): statuses to leave out besides the usual ones
 * @http: (nullable): shared by sources with the same key; %NULL: one of its own
 * @pace: (nullable): how fast to go, without @http, and how long a second lasts;
 *   %NULL: as Notion allows everybody
 *
 * Named arguments for sk_notion_source_new().
 */
typedef struct
{
  const char         *name;
  const char         *key;
  const char         *database;
  const char         *base_url;
  const char *const  *left_out;
  SkHttp             *http;
  const SkHttpPace   *pace;
} SkNotionConfig;

SkTaskSource *sk_notion_source_new (const SkNotionConfig  *config,
                                    GError               **error);

G_END_DECLS
