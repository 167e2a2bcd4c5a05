/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sk-account-source.h"

G_BEGIN_DECLS

SkAccountOwner *sk_notion_tables_read_owner    (JsonNode   *user);
JsonNode       *sk_notion_tables_encode_search (void);
GPtrArray      *sk_notion_tables_from_hits     (GPtrArray  *hits);
GPtrArray      *sk_notion_tables_from_object   (JsonNode   *object);

G_END_DECLS
