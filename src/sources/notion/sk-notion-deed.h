/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-notion-api.h"
#include "sk-notion-date.h"

G_BEGIN_DECLS

/**
 * SkNotionDeedClass:
 * @may_do: whether the object is as it has to be for this; if not, why
 * @is_done: whether the object holds what was meant; if not, what it does not hold
 * @encode: (transfer full): the body of the update
 *
 * What is particular about a kind of change.  @may_do is asked about an object
 * before @encode is.
 */
typedef struct
{
  gboolean  (*may_do)  (gpointer        data,
                        JsonNode       *now,
                        GError        **error);
  gboolean  (*is_done) (gpointer        data,
                        JsonNode       *now,
                        GError        **error);
  JsonNode *(*encode)  (gpointer        data,
                        SkNotionTimes   times);
} SkNotionDeedClass;

/**
 * SkNotionDeed:
 * @klass: what is particular about it
 * @path: the object: "pages/…" or "data_sources/…"
 * @is_looked_at: whether it is known already that it may be done
 * @data: (transfer full): for @klass
 * @free: frees @data
 *
 * A change of one object; named arguments for sk_notion_deed_async().
 */
typedef struct
{
  const SkNotionDeedClass *klass;
  const char              *path;
  gboolean                 is_looked_at;
  gpointer                 data;
  GDestroyNotify           free;
} SkNotionDeed;

void      sk_notion_deed_async  (SkNotionApi          *api,
                                 const SkNotionDeed   *deed,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
JsonNode *sk_notion_deed_finish (SkNotionApi          *api,
                                 GAsyncResult         *result,
                                 gboolean             *is_sent,
                                 GError              **error);

G_END_DECLS
