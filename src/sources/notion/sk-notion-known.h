/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sk-notion-schema.h"
#include "sk-snapshot.h"

G_BEGIN_DECLS

/* Seconds that Notion may need until a query shows an edit. */
#define SK_NOTION_OVERLAP 120

typedef struct _SkNotionKnown SkNotionKnown;

SkNotionKnown *sk_notion_known_new        (const char      *workspace);
void           sk_notion_known_free       (SkNotionKnown   *self);
void           sk_notion_known_take       (SkNotionKnown   *self,
                                           SkSnapshot      *snapshot,
                                           gint64           at);
gint64         sk_notion_known_get_time   (SkNotionKnown   *self);
guint          sk_notion_known_get_n_rows (SkNotionKnown   *self);
SkTask        *sk_notion_known_get_row    (SkNotionKnown   *self,
                                           const char      *id);
SkTask        *sk_notion_known_take_page  (SkNotionKnown   *self,
                                           JsonNode        *page,
                                           SkNotionSchema  *schema,
                                           guint            roles);
gint64         sk_notion_known_get_since  (SkNotionKnown   *self,
                                           gint64           since);
guint          sk_notion_known_count_news (SkNotionKnown   *self,
                                           SkSnapshot      *edited,
                                           SkNotionSchema  *schema,
                                           gint64           at);

G_END_DECLS
