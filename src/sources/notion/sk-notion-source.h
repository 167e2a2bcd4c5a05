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
 * @columns: (nullable): which column has which role, where that is not said by
 *   its usual name: roles and ids or names of columns in turn, %NULL-terminated
 * @assignee: (nullable): whose rows are read: a person's id, name or e-mail
 *   address; %NULL or empty: everybody's
 * @done_status: (nullable): the status a finished task gets; %NULL: the first
 *   that means done
 * @http: (nullable): shared by sources with the same key; %NULL: one of its own
 * @pace: (nullable): how fast to go, without @http, and how long a second lasts;
 *   %NULL: as Notion allows everybody
 *
 * Named arguments for sk_notion_source_new() and sk_notion_account_new(), which
 * looks at no more of it than @name, @key, @base_url, @columns, @http and @pace.
 */
typedef struct
{
  const char         *name;
  const char         *key;
  const char         *database;
  const char         *base_url;
  const char *const  *left_out;
  const char *const  *columns;
  const char         *assignee;
  const char         *done_status;
  SkHttp             *http;
  const SkHttpPace   *pace;
} SkNotionConfig;

SkTaskSource *sk_notion_source_new (const SkNotionConfig  *config,
                                    GError               **error);

G_END_DECLS
