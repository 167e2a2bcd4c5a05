/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-notion-source.h"
#include "sk-notion-stand-in.h"

G_BEGIN_DECLS

#define QUERY "/v1/data_sources/*/query"
#define PAGE "/v1/pages/*"

#define LEAST "\"Task name\": {\"type\": \"title\"}, " \
              "\"Scheduled Date\": {\"type\": \"date\", \"id\": \"|t\\\\<\"}"
#define SCHEMA "{" LEAST ", " \
  "\"Rank\": {\"type\": \"formula\", \"result\": \"number\", \"id\": \"r;k~\"}, " \
  "\"Status\": {\"type\": \"status\", \"id\": \"U`;C\", \"groups\": {" \
    "\"To-do\": [\"Not started\", \"Backlog\", \"Waiting\"], \"In progress\": [\"In progress\"], " \
    "\"Complete\": [\"Done\", \"Shipped\", \"Canceled\"]}}, " \
  "\"Est Duration Hrs\": {\"type\": \"number\"}, " \
  "\"Due date\": {\"type\": \"date\"}, " \
  "\"Last Scheduled\": {\"type\": \"date\"}, " \
  "\"Auto Schedule\": {\"type\": \"checkbox\"}, " \
  "\"Blocked by\": {\"type\": \"relation\"}, " \
  "\"Pinned\": {\"type\": \"checkbox\"}}"

/* A row as sk_notion_world_make_change() believes it to be. */
#define TICKED "{\"Task name\": \"T\", \"Auto Schedule\": true}"

/* A stand-in for Notion with one database, and a source that reads it. */
typedef struct
{
  SkNotionStandIn *notion;
  const char      *database;
  const char      *table;
  SkTaskSource    *source;
  SkRules         *rules;
} SkNotionWorld;

void          sk_notion_world_init         (SkNotionWorld         *self,
                                            const char            *schema);
void          sk_notion_world_init_keeping (SkNotionWorld         *self);
void          sk_notion_world_clear        (SkNotionWorld         *self);
void          sk_notion_world_configure    (SkNotionWorld         *self,
                                            const SkNotionConfig  *config);
SkTaskSource *sk_notion_world_make_source  (SkNotionWorld         *self,
                                            const char            *key,
                                            const char            *database);
void          sk_notion_world_keep_result  (GObject               *source,
                                            GAsyncResult          *result,
                                            gpointer               user_data);
void          sk_notion_world_wait         (GAsyncResult         **result);
SkSnapshot   *sk_notion_world_fetch        (SkNotionWorld         *self,
                                            GError               **error);
SkSnapshot   *sk_notion_world_fetch_well   (SkNotionWorld         *self);
guint         sk_notion_world_poll         (SkNotionWorld         *self,
                                            gint64                 since,
                                            GError               **error);
SkTask       *sk_notion_world_get_task     (SkSnapshot            *snapshot,
                                            const char            *id);
gint64        sk_notion_world_instant      (const char            *text);
GArray       *sk_notion_world_make_change  (const char            *id,
                                            const char            *start,
                                            const char            *end);
gboolean      sk_notion_world_write        (SkNotionWorld         *self,
                                            GArray                *changes,
                                            GError               **error);
gboolean      sk_notion_world_write_one    (SkNotionWorld         *self,
                                            const char            *row,
                                            GError               **error);
gboolean      sk_notion_world_put          (SkNotionWorld         *self,
                                            GArray                *writes,
                                            GError               **error);
gboolean      sk_notion_world_is_noted     (SkSnapshot            *snapshot,
                                            const char            *words);
void          sk_notion_world_assert_error (const GError          *error,
                                            int                    code);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SkNotionWorld, sk_notion_world_clear)

G_END_DECLS
