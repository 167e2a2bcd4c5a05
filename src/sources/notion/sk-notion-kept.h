/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-notion-fetch.h"

G_BEGIN_DECLS

typedef struct _SkNotionKept SkNotionKept;

SkNotionKept *sk_notion_kept_new         (guint                 second_ms);
void          sk_notion_kept_free        (SkNotionKept         *self);
void          sk_notion_kept_drop        (SkNotionKept         *self);
void          sk_notion_kept_expect      (SkNotionKept         *self,
                                          guint                 n_rows);
void          sk_notion_kept_read_async  (SkNotionKept         *self,
                                          const SkNotionFetch  *what,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean      sk_notion_kept_read_finish (GAsyncResult         *result,
                                          GError              **error);
SkTask       *sk_notion_kept_take        (SkNotionKept         *self,
                                          const char           *id);

G_END_DECLS
