/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SkNotionId:
 * @id: lower case, with dashes
 * @is_data_source: whether it names a data source for certain
 *
 * What an address that a person copied points to.
 */
typedef struct
{
  char     id[37];
  gboolean is_data_source;
} SkNotionId;

gboolean sk_notion_id_parse (const char *text,
                             SkNotionId *id);
gboolean sk_notion_id_equal (const char *a,
                             const char *b);

G_END_DECLS
