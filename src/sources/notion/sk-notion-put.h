/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-change.h"
#include "sk-notion-api.h"
#include "sk-notion-look.h"
#include "sk-notion-schema.h"

G_BEGIN_DECLS

void     sk_notion_put_async  (SkNotionApi          *api,
                               GArray               *writes,
                               SkNotionSchema       *schema,
                               SkNotionLook         *look,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
gboolean sk_notion_put_finish (SkNotionApi          *api,
                               GAsyncResult         *result,
                               GError              **error);

G_END_DECLS
