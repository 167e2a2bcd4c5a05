/* sk-summary-codec.c — how many, of a plan (formats.md, `summary`)
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-summary-codec.h"

#include "sk-json-reader.h"

#define COUNT(key, member) { key, sk_json_read_count, G_STRUCT_OFFSET (SkSummary, member), TRUE }

static const SkJsonField fields[] = {
  COUNT ("tasks", tasks),
  COUNT ("placed", placed),
  COUNT ("new", n_new),
  COUNT ("moved", moved),
  COUNT ("missed", missed),
  COUNT ("kept", kept),
  COUNT ("removed", removed),
  COUNT ("unplaced", unplaced),
  COUNT ("late", late),
  COUNT ("late_avoidable", late_avoidable),
  COUNT ("lower_bound_late", lower_bound_late),
};

/**
 * sk_summary_add:
 * @builder: where an object is being built
 * @key: what the counts are called there
 * @summary: the counts
 */
void
sk_summary_add (JsonBuilder     *builder,
                const char      *key,
                const SkSummary *summary)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_object (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      json_builder_set_member_name (builder, fields[i].key);
      json_builder_add_int_value (builder, G_STRUCT_MEMBER (guint, summary, fields[i].offset));
    }

  json_builder_end_object (builder);
}

gboolean
sk_summary_read (JsonNode    *node,
                 const char  *place,
                 gpointer     into,
                 GError     **error)
{
  return sk_json_read_object (node, place, fields, G_N_ELEMENTS (fields), into, error);
}

gboolean
sk_summary_read_known (JsonNode    *node,
                       const char  *place,
                       gpointer     into,
                       GError     **error)
{
  return sk_json_read_known (node, place, fields, G_N_ELEMENTS (fields), into, error);
}
