/* sk-journal-codec.c — a line of the journal, slotkeeper-journal/1
 *
 * A line is one change of formats.md §2 with the names of its set, so that
 * every line can be understood alone.  What a later version adds to a line is
 * not asked for.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-journal-codec.h"

#include "sk-json.h"
#include "sk-plan-codes.h"
#include "sk-time-codec.h"

/* --- writing --- */

static void
add_value (JsonBuilder *builder,
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
add_set (JsonBuilder       *builder,
         const SkChangeSet *set,
         SkTask            *task)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *at = sk_instant_print (set->at, utc);

  sk_json_add_text (builder, "format", SK_JOURNAL_FORMAT);
  sk_json_add_text (builder, "id", set->id);
  sk_json_add_text (builder, "at", at);
  sk_json_add_text (builder, "workspace", sk_task_get_workspace (task));
  sk_json_add_text (builder, "source", sk_task_get_source (task));
  sk_json_add_text (builder, "digest", set->digest);
  sk_json_add_text (builder, "undoes", set->undoes);
}

/**
 * sk_journal_codec_append:
 * @lines: what is added to
 * @set: whose write it is
 * @write: one of its writes, with what became of it
 *
 * Adds a line, ended by a newline.
 */
void
sk_journal_codec_append (GString           *lines,
                         const SkChangeSet *set,
                         const SkWrite     *write)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_set (builder, set, write->task);
  sk_json_add_text (builder, "task", sk_task_get_id (write->task));
  sk_json_add_text (builder, "title", sk_task_get_title (write->task));
  sk_json_add_text (builder, "property", write->property);
  sk_json_add_text (builder, "property_id", write->property_id);
  add_value (builder, "before", write->before);
  add_value (builder, "after", write->after);
  sk_json_add_text (builder, "revision", sk_task_get_revision (write->task));
  sk_json_add_text (builder, "facts", write->facts);
  sk_json_add_text (builder, "outcome", sk_codes_get (&sk_outcome_codes, write->outcome));
  sk_json_add_text (builder, "code", write->code);
  sk_json_add_text (builder, "text", write->text);
  json_builder_end_object (builder);

  g_autoptr(JsonNode) root = json_builder_get_root (builder);

  sk_json_append (lines, root, -1);
  g_string_append_c (lines, '\n');
}

/* --- reading --- */

static const char *
get_text (JsonObject *object,
          const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
         ? json_node_get_string (node) : NULL;
}

static char *
dup_value (JsonObject *object,
           const char *key)
{
  JsonNode *node = json_object_get_member (object, key);

  return node != NULL ? sk_json_print (node, FALSE) : g_strdup ("null");
}

static gboolean
read_outcome (JsonObject *object,
              SkOutcome  *outcome)
{
  const char *code = get_text (object, "outcome");

  for (guint i = 0; i < sk_outcome_codes.n; i++)
    if (g_strcmp0 (code, sk_outcome_codes.codes[i]) == 0)
      {
        *outcome = (SkOutcome) i;
        return TRUE;
      }

  return FALSE;
}

static SkTask *
read_task (JsonObject *object)
{
  const char *title = get_text (object, "title");

  return sk_task_new (&(SkTaskInit) {
    .id = get_text (object, "task"),
    .title = title != NULL ? title : "",
    .workspace = get_text (object, "workspace"),
    .source = get_text (object, "source"),
    .revision = get_text (object, "revision"),
  });
}

static SkChangeSet *
read_line (JsonObject *object)
{
  const char *at = get_text (object, "at");
  SkOutcome outcome;
  SkWhen when;

  if (get_text (object, "id") == NULL || get_text (object, "task") == NULL ||
      get_text (object, "property") == NULL || !read_outcome (object, &outcome) ||
      at == NULL || !sk_when_parse (at, &when))
    return NULL;

  SkChangeSet *set = sk_change_set_new (get_text (object, "id"), when.value,
                                        get_text (object, "digest"),
                                        get_text (object, "undoes"));
  SkWrite write = {
    .task = read_task (object),
    .property = g_strdup (get_text (object, "property")),
    .property_id = g_strdup (get_text (object, "property_id")),
    .before = dup_value (object, "before"),
    .after = dup_value (object, "after"),
    .outcome = outcome,
    .code = g_strdup (get_text (object, "code")),
    .text = g_strdup (get_text (object, "text")),
    .facts = g_strdup (get_text (object, "facts")),
  };

  g_array_append_val (set->writes, write);
  return set;
}

/**
 * sk_journal_codec_read:
 * @text: a line, without its end
 * @length: its length in bytes
 * @line: (out) (transfer full) (optional): a set with the one change of the line
 *
 * Returns: what it is
 */
SkJournalAnswer
sk_journal_codec_read (const char   *text,
                       gsize         length,
                       SkChangeSet **line)
{
  g_autoptr(JsonNode) node = sk_json_parse (text, length, SK_JSON_OURS, NULL);
  JsonObject *object;

  *line = NULL;
  if (node == NULL)
    return SK_JOURNAL_TORN;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return SK_JOURNAL_STRANGE;

  object = json_node_get_object (node);
  if (g_strcmp0 (get_text (object, "format"), SK_JOURNAL_FORMAT) == 0)
    *line = read_line (object);

  return *line != NULL ? SK_JOURNAL_LINE : SK_JOURNAL_STRANGE;
}
