/* sk-changes-codec.c — what was written, slotkeeper-changes/1
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-changes-codec.h"

#include "sk-json.h"
#include "sk-plan-codes.h"
#include "sk-time-codec.h"

/* A value in the source's own words, which are JSON already. */
static void
add_raw (JsonBuilder *builder,
         const char  *key,
         const char  *json)
{
  JsonNode *node = sk_json_parse (json, strlen (json), SK_JSON_STRANGERS, NULL);

  json_builder_set_member_name (builder, key);
  if (node != NULL)
    json_builder_add_value (builder, node);
  else
    json_builder_add_null_value (builder);
}

static void
add_write (JsonBuilder   *builder,
           const SkWrite *write)
{
  json_builder_begin_object (builder);
  sk_json_add_text (builder, "task", sk_task_get_id (write->task));
  sk_json_add_text (builder, "title", sk_task_get_title (write->task));
  sk_json_add_text (builder, "property", write->property);
  add_raw (builder, "before", write->before);
  add_raw (builder, "after", write->after);
  sk_json_add_text (builder, "revision", sk_task_get_revision (write->task));
  sk_json_add_text (builder, "outcome", sk_codes_get (&sk_outcome_codes, write->outcome));
  sk_json_add_text (builder, "code", write->code);
  sk_json_add_text (builder, "text", write->text);
  json_builder_end_object (builder);
}

static void
add_set (JsonBuilder       *builder,
         const SkChangeSet *set,
         SkRules           *rules)
{
  g_autofree char *instant = sk_instant_print (set->at, sk_rules_get_zone (rules));

  json_builder_begin_object (builder);
  sk_json_add_text (builder, "format", SK_CHANGES_FORMAT);
  sk_json_add_text (builder, "id", set->id);
  sk_json_add_text (builder, "at", instant);
  sk_json_add_text (builder, "workspace", sk_change_set_get_workspace (set));
  sk_json_add_text (builder, "digest", set->digest);
  if (set->undoes != NULL)
    sk_json_add_text (builder, "undoes", set->undoes);
  json_builder_set_member_name (builder, "changes");
  json_builder_begin_array (builder);
  for (guint i = 0; i < set->writes->len; i++)
    add_write (builder, &g_array_index (set->writes, SkWrite, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static char *
print_line (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = sk_json_print (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}

/**
 * sk_changes_codec_write:
 * @set: what was written, and what became of each property
 * @rules: whose zone its instant is told in
 *
 * Returns: (transfer full): formats.md §2, JSON, ended by a newline
 */
char *
sk_changes_codec_write (const SkChangeSet *set,
                        SkRules           *rules)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  add_set (builder, set, rules);

  return print_line (builder);
}

/**
 * sk_changes_codec_write_all:
 * @sets: (element-type SkChangeSet): change sets
 * @rules: whose zone their instants are told in
 *
 * Returns: (transfer full): a JSON array of them, ended by a newline
 */
char *
sk_changes_codec_write_all (GPtrArray *sets,
                            SkRules   *rules)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < sets->len; i++)
    add_set (builder, g_ptr_array_index (sets, i), rules);
  json_builder_end_array (builder);

  return print_line (builder);
}
