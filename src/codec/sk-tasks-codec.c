/* sk-tasks-codec.c — the task file, slotkeeper-tasks/1, read
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-tasks-codec.h"

#include <glib/gi18n-lib.h>

#include "sk-json-reader.h"
#include "sk-rules-codec.h"
#include "sk-time-codec.h"

typedef struct
{
  SkRulesInit  rules;
  const char  *source;
  GPtrArray   *tasks;
  GArray      *busy;
  GArray      *bans;
  GHashTable  *ids;             /* borrowed id → index of the task + 1 */
} Draft;

typedef struct
{
  SkTaskInit  init;
  GPtrArray  *blocked_by;       /* (element-type utf8), borrowed, %NULL-terminated at the end */
  char       *scheduled_json;
  char       *last_scheduled_json;
} TaskDraft;

/* --- a task --- */

static gboolean
read_id (JsonNode    *node,
         const char  *place,
         gpointer     into,
         GError     **error)
{
  TaskDraft *draft = into;

  if (!sk_json_read_string (node, place, &draft->init.id, error))
    return FALSE;
  if (*draft->init.id == '\0')
    return sk_json_fail (error, place, _("may not be empty"));
  /* a line of the digest holds it between tabs */
  if (strpbrk (draft->init.id, "\t\n") != NULL)
    return sk_json_fail (error, place, _("may not hold a tab or a line break"));

  return TRUE;
}

static gboolean
read_rank (JsonNode    *node,
           const char  *place,
           gpointer     into,
           GError     **error)
{
  TaskDraft *draft = into;

  draft->init.ranked = TRUE;
  return sk_json_read_number (node, place, &draft->init.rank, error);
}

static gboolean
read_duration (JsonNode    *node,
               const char  *place,
               gpointer     into,
               GError     **error)
{
  TaskDraft *draft = into;

  draft->init.has_duration = TRUE;
  return sk_json_read_number (node, place, &draft->init.duration_hours, error);
}

static gboolean
read_auto_schedule (JsonNode    *node,
                    const char  *place,
                    gpointer     into,
                    GError     **error)
{
  gboolean automatic;

  if (!sk_json_read_boolean (node, place, &automatic, error))
    return FALSE;

  ((TaskDraft *) into)->init.opted_out = !automatic;
  return TRUE;
}

static const SkJsonField scheduled_fields[] = {
  { "start", sk_json_read_when, offsetof (SkTaskInit, scheduled_start) },
  { "end", sk_json_read_when, offsetof (SkTaskInit, scheduled_end) },
};

/* A date and a time are compared as far as they can be: somewhere on earth
 * the day begins 14 hours before it does in UTC, and ends 12 hours after. */
static gboolean
ends_before_it_starts (SkWhen start,
                       SkWhen end)
{
  if (start.kind == SK_WHEN_NONE || end.kind == SK_WHEN_NONE)
    return FALSE;
  if (start.kind == end.kind)
    return end.value < start.value;
  if (start.kind == SK_WHEN_DAY)
    return end.value < start.value * 86400 - 14 * 3600;

  return (end.value + 1) * 86400 + 12 * 3600 < start.value;
}

static gboolean
read_scheduled (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  TaskDraft *draft = into;
  SkTaskInit *init = &draft->init;

  if (!sk_json_read_object (node, place, scheduled_fields, G_N_ELEMENTS (scheduled_fields),
                            init, error))
    return FALSE;
  if (sk_when_is_set (init->scheduled_end) && !sk_when_is_set (init->scheduled_start))
    return sk_json_fail (error, place, _("has an end without a start"));
  if (ends_before_it_starts (init->scheduled_start, init->scheduled_end))
    return sk_json_fail (error, place, _("ends before it starts"));

  draft->scheduled_json = sk_json_print (node, FALSE);
  return TRUE;
}

static gboolean
read_last_scheduled (JsonNode    *node,
                     const char  *place,
                     gpointer     into,
                     GError     **error)
{
  TaskDraft *draft = into;

  draft->last_scheduled_json = sk_json_print (node, FALSE);
  return sk_json_read_when (node, place, &draft->init.last_scheduled, error);
}

static gboolean
read_blocker (JsonNode    *node,
              const char  *place,
              gpointer     into,
              GError     **error)
{
  const char *id;

  if (!sk_json_read_string (node, place, &id, error))
    return FALSE;

  g_ptr_array_add (((TaskDraft *) into)->blocked_by, (char *) id);
  return TRUE;
}

static gboolean
read_blocked_by (JsonNode    *node,
                 const char  *place,
                 gpointer     into,
                 GError     **error)
{
  return sk_json_read_array (node, place, read_blocker, into, error);
}

static const SkJsonField task_fields[] = {
  { "id", read_id, 0, TRUE },
  { "title", sk_json_read_string, offsetof (TaskDraft, init.title), TRUE },
  { "url", sk_json_read_string, offsetof (TaskDraft, init.url) },
  { "workspace", sk_json_read_string, offsetof (TaskDraft, init.workspace) },
  { "revision", sk_json_read_string, offsetof (TaskDraft, init.revision) },
  { "rank", read_rank },
  { "status", sk_json_read_string, offsetof (TaskDraft, init.status) },
  { "duration_hours", read_duration },
  { "due", sk_json_read_when, offsetof (TaskDraft, init.due) },
  { "earliest_start", sk_json_read_when, offsetof (TaskDraft, init.earliest_start) },
  { "auto_schedule", read_auto_schedule },
  { "pinned", sk_json_read_boolean, offsetof (TaskDraft, init.pinned) },
  { "scheduled", read_scheduled },
  { "last_scheduled", read_last_scheduled },
  { "blocked_by", read_blocked_by },
};

static void
task_draft_clear (TaskDraft *draft)
{
  g_clear_pointer (&draft->blocked_by, g_ptr_array_unref);
  g_clear_pointer (&draft->scheduled_json, g_free);
  g_clear_pointer (&draft->last_scheduled_json, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (TaskDraft, task_draft_clear)

static gboolean
read_task (JsonNode    *node,
           const char  *place,
           gpointer     into,
           GError     **error)
{
  Draft *whole = into;
  g_auto(TaskDraft) draft = {
    .init.source = whole->source,
    .init.status = "Not started",
    .blocked_by = g_ptr_array_new (),
  };

  if (!sk_json_read_object (node, place, task_fields, G_N_ELEMENTS (task_fields), &draft, error))
    return FALSE;

  g_ptr_array_add (draft.blocked_by, NULL);
  draft.init.standing = sk_standing_from_name (draft.init.status);
  draft.init.blocked_by = (const char *const *) draft.blocked_by->pdata;
  draft.init.scheduled_json = draft.scheduled_json;
  draft.init.last_scheduled_json = draft.last_scheduled_json;

  SkTask *task = sk_task_new (&draft.init);
  guint other = GPOINTER_TO_UINT (g_hash_table_lookup (whole->ids, draft.init.id));

  g_ptr_array_add (whole->tasks, task);
  if (other > 0)
    {
      g_autofree char *id_place = g_strconcat (place, ".id", NULL);
      return sk_json_fail (error, id_place, _("“%1$s” is the id of tasks[%2$u] already"),
                           draft.init.id, other - 1);
    }

  g_hash_table_insert (whole->ids, (char *) sk_task_get_id (task),
                       GUINT_TO_POINTER (whole->tasks->len));
  return TRUE;
}

static gboolean
read_tasks (JsonNode    *node,
            const char  *place,
            gpointer     into,
            GError     **error)
{
  return sk_json_read_array (node, place, read_task, into, error);
}

/* --- busy times and bans --- */

typedef struct
{
  SkSpan      span;
  const char *text;
} SpanDraft;

static gboolean
read_span (JsonNode           *node,
           const char         *place,
           const SkJsonField  *fields,
           gsize               n_fields,
           SpanDraft          *draft,
           GError            **error)
{
  if (!sk_json_read_object (node, place, fields, n_fields, draft, error))
    return FALSE;
  if (draft->span.end < draft->span.start)
    return sk_json_fail (error, place, _("ends before it starts"));

  return TRUE;
}

static const SkJsonField busy_fields[] = {
  { "start", sk_json_read_instant, offsetof (SpanDraft, span.start), TRUE },
  { "end", sk_json_read_instant, offsetof (SpanDraft, span.end), TRUE },
  { "title", sk_json_read_string, offsetof (SpanDraft, text) },
};

static gboolean
read_busy_time (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  SpanDraft draft = { 0 };

  if (!read_span (node, place, busy_fields, G_N_ELEMENTS (busy_fields), &draft, error))
    return FALSE;

  sk_busy_array_add (((Draft *) into)->busy, draft.span, draft.text);
  return TRUE;
}

static gboolean
read_busy (JsonNode    *node,
           const char  *place,
           gpointer     into,
           GError     **error)
{
  return sk_json_read_array (node, place, read_busy_time, into, error);
}

static const SkJsonField ban_fields[] = {
  { "task", sk_json_read_string, offsetof (SpanDraft, text), TRUE },
  { "start", sk_json_read_instant, offsetof (SpanDraft, span.start), TRUE },
  { "end", sk_json_read_instant, offsetof (SpanDraft, span.end), TRUE },
};

static gboolean
read_ban (JsonNode    *node,
          const char  *place,
          gpointer     into,
          GError     **error)
{
  SpanDraft draft = { 0 };

  if (!read_span (node, place, ban_fields, G_N_ELEMENTS (ban_fields), &draft, error))
    return FALSE;

  sk_ban_array_add (((Draft *) into)->bans, draft.text, draft.span);
  return TRUE;
}

static gboolean
read_bans (JsonNode    *node,
           const char  *place,
           gpointer     into,
           GError     **error)
{
  return sk_json_read_array (node, place, read_ban, into, error);
}

/* --- the file --- */

static gboolean
read_format (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  return sk_json_read_format (node, place, SK_TASKS_FORMAT, error);
}

#define RULES offsetof (Draft, rules)

static const SkJsonField file_fields[] = {
  { "format", read_format, 0, TRUE },
  { "timezone", sk_rules_read_timezone, RULES },
  { "hours", sk_rules_read_hours, RULES },
  { "exceptions", sk_rules_read_exceptions, RULES },
  { "slot_minutes", sk_rules_read_slot_minutes, RULES },
  { "days_ahead", sk_rules_read_days_ahead, RULES },
  { "buffer_minutes", sk_rules_read_buffer_minutes, RULES },
  { "rules", sk_rules_read_rules, RULES },
  { "busy", read_busy },
  { "bans", read_bans },
  { "tasks", read_tasks, 0, TRUE },
};

static gboolean
knows_blockers (Draft   *draft,
                GError **error)
{
  for (guint i = 0; i < draft->tasks->len; i++)
    {
      const char *const *ids = sk_task_get_blocked_by (g_ptr_array_index (draft->tasks, i));

      for (guint k = 0; ids[k] != NULL; k++)
        if (!g_hash_table_contains (draft->ids, ids[k]))
          {
            g_autofree char *place = g_strdup_printf ("tasks[%u].blocked_by[%u]", i, k);
            return sk_json_fail (error, place, _("“%s” is no task of this file"), ids[k]);
          }
    }

  return TRUE;
}

static void
draft_clear (Draft *draft)
{
  sk_rules_init_clear (&draft->rules);
  g_clear_pointer (&draft->tasks, g_ptr_array_unref);
  g_clear_pointer (&draft->busy, g_array_unref);
  g_clear_pointer (&draft->bans, g_array_unref);
  g_clear_pointer (&draft->ids, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

/**
 * sk_tasks_codec_read:
 * @text: a task file (formats.md §1)
 * @length: its length in bytes
 * @source: what sk_task_get_source() of its tasks will say
 * @zone_name: the name of @zone
 * @zone: the zone of a file that names none: the machine's
 * @error: %SK_ERROR_MALFORMED, naming the place
 *
 * Returns: (transfer full) (nullable): what it says, its rules included
 */
SkSnapshot *
sk_tasks_codec_read (const char  *text,
                     gsize        length,
                     const char  *source,
                     const char  *zone_name,
                     GTimeZone   *zone,
                     GError     **error)
{
  g_autoptr(JsonNode) root = sk_json_parse (text, length, SK_JSON_OURS, error);
  g_autoptr(SkRules) rules = NULL;
  g_auto(Draft) draft = {
    .source = source,
    .tasks = sk_task_array_new (),
    .busy = sk_busy_array_new (),
    .bans = sk_ban_array_new (),
    .ids = g_hash_table_new (g_str_hash, g_str_equal),
  };

  if (root == NULL)
    return NULL;

  sk_rules_init_default (&draft.rules, zone_name, zone);
  if (!sk_json_read_object (root, "", file_fields, G_N_ELEMENTS (file_fields), &draft, error) ||
      !knows_blockers (&draft, error))
    return NULL;

  rules = sk_rules_new (&draft.rules);

  return sk_snapshot_new_take (&(SkSnapshotInit) {
    .rules = rules,
    .tasks = g_steal_pointer (&draft.tasks),
    .busy = g_steal_pointer (&draft.busy),
    .bans = g_steal_pointer (&draft.bans),
  });
}

/* --- what is written back --- */

static char *
print_and_free (JsonNode *node)
{
  g_autoptr(JsonNode) owned = node;

  return sk_json_print (owned, FALSE);
}

/**
 * sk_tasks_codec_dup_scheduled:
 * @change: a change
 * @rules: whose zone the times are told in
 *
 * Returns: (transfer full): the value `scheduled` is to have, JSON
 */
char *
sk_tasks_codec_dup_scheduled (const SkChange *change,
                              SkRules        *rules)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  GTimeZone *zone = sk_rules_get_zone (rules);
  g_autofree char *start = sk_instant_print (change->after.start, zone);
  g_autofree char *end = sk_instant_print (change->after.end, zone);

  if (sk_span_is_empty (change->after))
    return g_strdup ("null");

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "start");
  json_builder_add_string_value (builder, start);
  json_builder_set_member_name (builder, "end");
  json_builder_add_string_value (builder, end);
  json_builder_end_object (builder);

  return print_and_free (json_builder_get_root (builder));
}

/**
 * sk_tasks_codec_dup_last_scheduled:
 * @change: a change
 * @rules: whose zone the time is told in
 *
 * Returns: (transfer full): the value `last_scheduled` is to have, JSON
 */
char *
sk_tasks_codec_dup_last_scheduled (const SkChange *change,
                                   SkRules        *rules)
{
  g_autofree char *at = sk_instant_print (change->at, sk_rules_get_zone (rules));
  JsonNode *node = json_node_alloc ();

  return print_and_free (json_node_init_string (node, at));
}
