/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-change.h"
#include "sk-notion-look.h"
#include "sk-rules.h"

G_BEGIN_DECLS

/**
 * SkNotionWrite:
 * @change: what should be
 * @rules: whose zone the times are told in
 * @rows: what the rows are read with, and what the columns mean
 * @look: at the rows; it has to live until it is done
 * @is_alone: whether the page itself is looked at, too: looks at all were too
 *   old whenever its turn came
 *
 * Named arguments for sk_notion_write_async().
 */
typedef struct
{
  const SkChange      *change;
  SkRules             *rules;
  const SkNotionFetch *rows;
  SkNotionLook        *look;
  gboolean             is_alone;
} SkNotionWrite;

void     sk_notion_write_async  (SkNotionApi          *api,
                                 const SkNotionWrite  *what,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
gboolean sk_notion_write_finish (SkNotionApi          *api,
                                 GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
