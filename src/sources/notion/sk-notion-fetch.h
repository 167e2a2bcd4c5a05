/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-notion-api.h"
#include "sk-notion-schema.h"
#include "sk-snapshot.h"

G_BEGIN_DECLS

/**
 * SkNotionFetch:
 * @api: Notion
 * @schema: what the columns of the data source mean
 * @workspace: what the person calls it; the source's id
 * @left_out: (nullable): statuses to leave out besides the usual ones
 * @assignee: (nullable): whose rows
 * @rows_only: whether the rows are enough: no blockers but those a row shows
 * @since: Unix seconds, by Notion's clock: only what was edited then or later,
 *   whatever its status, and as a stranger if it is not @assignee's; 0: all
 *
 * Named arguments for sk_notion_fetch_async().
 */
typedef struct
{
  SkNotionApi        *api;
  SkNotionSchema     *schema;
  const char         *workspace;
  const char *const  *left_out;
  const char         *assignee;
  gboolean            rows_only;
  gint64              since;
} SkNotionFetch;

void        sk_notion_fetch_async  (const SkNotionFetch  *what,
                                    GCancellable         *cancellable,
                                    GAsyncReadyCallback   callback,
                                    gpointer              user_data);
SkSnapshot *sk_notion_fetch_finish (GAsyncResult         *result,
                                    GError              **error);

G_END_DECLS
