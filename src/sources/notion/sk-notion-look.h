/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-notion-fetch.h"
#include "sk-notion-known.h"

G_BEGIN_DECLS

typedef struct _SkNotionLook SkNotionLook;

SkNotionLook *sk_notion_look_new        (SkNotionKnown        *known,
                                         guint                 second_ms);
void          sk_notion_look_free       (SkNotionLook         *self);
void          sk_notion_look_forget     (SkNotionLook         *self);
void          sk_notion_look_async      (SkNotionLook         *self,
                                         const SkNotionFetch  *what,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean      sk_notion_look_finish     (GAsyncResult         *result,
                                         GError              **error);
SkTask       *sk_notion_look_take       (SkNotionLook         *self,
                                         const char           *id);
void          sk_notion_look_give_back  (SkNotionLook         *self,
                                         SkTask               *row);
void          sk_notion_look_take_page  (SkNotionLook         *self,
                                         JsonNode             *page,
                                         SkNotionSchema       *schema,
                                         guint                 roles);

G_END_DECLS
