/* sk-plan-codec.c — a plan, slotkeeper-plan/1, written
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-plan-codec.h"

#include "sk-json.h"
#include "sk-late-words.h"
#include "sk-plan-codes.h"
#include "sk-summary-codec.h"
#include "sk-time-codec.h"
#include "sk-warning-words.h"
#include "sk-why-words.h"

/* Of two hundred tasks each is held by what is before it: that would be megabytes. */
#define NEAREST 12              /* lines of a certificate that faces are told */

/* --- members --- */

static void
take_text (JsonBuilder *builder,
           const char  *key,
           char        *text)   /* (transfer full) (nullable) */
{
  sk_json_add_text (builder, key, text);
  g_free (text);
}

static void
add_count (JsonBuilder *builder,
           const char  *key,
           gint64       count)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, count);
}

static void
add_rank (JsonBuilder *builder,
          SkTask      *task)
{
  double rank;

  json_builder_set_member_name (builder, "rank");
  if (sk_task_get_rank (task, &rank))
    json_builder_add_double_value (builder, rank);
  else
    json_builder_add_null_value (builder);
}

static void
add_span (JsonBuilder *builder,
          SkSpan       span,
          GTimeZone   *zone)
{
  take_text (builder, "start", sk_instant_print (span.start, zone));
  take_text (builder, "end", sk_instant_print (span.end, zone));
}

static void
add_before (JsonBuilder *builder,
            SkWhen       start,
            SkWhen       end,
            GTimeZone   *zone)
{
  json_builder_set_member_name (builder, "before");
  if (!sk_when_is_set (start))
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  take_text (builder, "start", sk_when_print (start, zone));
  take_text (builder, "end", sk_when_print (end, zone));
  json_builder_end_object (builder);
}

/* --- placements --- */

static void
add_late_why (JsonBuilder       *builder,
              SkPlan            *plan,
              const SkPlacement *placement)
{
  sk_json_add_flag (builder, "late", sk_placement_is_late (placement));

  json_builder_set_member_name (builder, "late_why");
  if (!sk_placement_is_late (placement))
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  sk_json_add_text (builder, "code", sk_codes_get (&sk_late_codes, placement->late_why));
  take_text (builder, "text", sk_words_dup_late_why (plan, placement));
  json_builder_end_object (builder);
}

/* Says one warning of what @owner points to: a placement, or what has none. */
typedef char *(* Warn) (SkPlan        *plan,
                        gconstpointer  owner,
                        SkWarning      warning);

static char *
warn_of_placement (SkPlan        *plan,
                   gconstpointer  owner,
                   SkWarning      warning)
{
  return sk_words_dup_warning (plan, owner, warning);
}

static char *
warn_of_unplaced (SkPlan        *plan,
                  gconstpointer  owner,
                  SkWarning      warning)
{
  return sk_words_dup_unplaced_warning (plan, owner, warning);
}

static void
add_warnings (JsonBuilder   *builder,
              SkPlan        *plan,
              guint          warnings,
              Warn           warn,
              gconstpointer  owner)
{
  json_builder_set_member_name (builder, "warnings");
  json_builder_begin_array (builder);

  for (guint i = 0; i < sk_warning_codes.n; i++)
    {
      SkWarning warning = 1 << i;

      if ((warnings & warning) == 0)
        continue;

      json_builder_begin_object (builder);
      sk_json_add_text (builder, "code", sk_codes_get (&sk_warning_codes, i));
      take_text (builder, "text", warn (plan, owner, warning));
      json_builder_end_object (builder);
    }

  json_builder_end_array (builder);
}

static void
add_blocked (JsonBuilder     *builder,
             const SkBlocked *blocked,
             GTimeZone       *zone)
{
  json_builder_begin_object (builder);
  add_span (builder, blocked->span, zone);
  sk_json_add_text (builder, "by", sk_codes_get (&sk_blocked_by_codes, blocked->by));
  sk_json_add_text (builder, "title", blocked->title);
  json_builder_end_object (builder);
}

/* What only faces are told about an entry, and how much of the rest. */
typedef struct
{
  gboolean       is_off;        /* shown, and left alone */
  const SkWrite *failure;       /* (nullable): why it could not be written */
  guint          most_blocked;  /* lines of a certificate */
} Note;

/* Where two ranges touch there is a line for the fence between them, which holds no
 * time: nobody is shown it. */
static guint
count_stretches (const GArray *blocked,
                 guint         first,
                 guint         end)
{
  guint n = 0;

  for (guint i = first; i < end; i++)
    n += !sk_span_is_empty (g_array_index (blocked, SkBlocked, i).span);

  return n;
}

/* For faces what is nearest: before the place, or from now on where there is none. */
static void
add_certificate (JsonBuilder  *builder,
                 const GArray *blocked, /* (nullable) */
                 GTimeZone    *zone,
                 gboolean      has_place,
                 const Note   *note)    /* (nullable) */
{
  guint n = blocked != NULL ? blocked->len : 0;
  guint most = note != NULL ? MIN (note->most_blocked, n) : n;
  guint first = has_place ? n - most : 0;
  guint end = first + most;

  json_builder_set_member_name (builder, "blocked");
  json_builder_begin_array (builder);

  for (guint i = first; i < end; i++)
    add_blocked (builder, &g_array_index (blocked, SkBlocked, i), zone);

  json_builder_end_array (builder);
  if (first > 0)
    add_count (builder, "blocked_before", count_stretches (blocked, 0, first));
  if (end < n)
    add_count (builder, "blocked_after", count_stretches (blocked, end, n));
}

static void
add_why (JsonBuilder       *builder,
         SkPlan            *plan,
         const SkPlacement *placement,
         const Note        *note)       /* (nullable) */
{
  GTimeZone *zone = sk_rules_get_zone (sk_plan_get_rules (plan));

  json_builder_set_member_name (builder, "why");
  json_builder_begin_object (builder);
  sk_json_add_text (builder, "code", sk_codes_get (&sk_why_codes, placement->why));
  take_text (builder, "text", sk_words_dup_why (plan, placement));
  add_certificate (builder, placement->blocked, zone, TRUE, note);
  json_builder_end_object (builder);
}

static void
add_note (JsonBuilder *builder,
          const Note  *note)    /* (nullable) */
{
  if (note != NULL && note->is_off)
    {
      sk_json_add_flag (builder, "off", TRUE);
    }

  if (note != NULL && note->failure != NULL)
    {
      json_builder_set_member_name (builder, "failed");
      json_builder_begin_object (builder);
      sk_json_add_text (builder, "code", note->failure->code);
      sk_json_add_text (builder, "text", note->failure->text);
      json_builder_end_object (builder);
    }
}

static void
add_task (JsonBuilder *builder,
          SkTask      *task)
{
  sk_json_add_text (builder, "task", sk_task_get_id (task));
  sk_json_add_text (builder, "title", sk_task_get_title (task));
  sk_json_add_text (builder, "workspace", sk_task_get_workspace (task));
  sk_json_add_text (builder, "url", sk_task_get_url (task));
}

static void
add_placement (JsonBuilder       *builder,
               SkPlan            *plan,
               const SkPlacement *placement,
               const Note        *note)         /* (nullable) */
{
  GTimeZone *zone = sk_rules_get_zone (sk_plan_get_rules (plan));
  SkTask *task = placement->task;

  json_builder_begin_object (builder);
  add_task (builder, task);
  add_rank (builder, task);
  sk_json_add_text (builder, "revision", sk_task_get_revision (task));
  add_span (builder, placement->span, zone);
  sk_json_add_text (builder, "change", sk_codes_get (&sk_change_codes, placement->change));
  add_before (builder, placement->before_start, placement->before_end, zone);
  sk_json_add_text (builder, "fixed", placement->fixed == SK_FIXED_NO ? NULL :
                      sk_codes_get (&sk_fixed_codes, placement->fixed));
  take_text (builder, "due", sk_when_print (sk_task_get_due (task), zone));
  add_late_why (builder, plan, placement);
  add_count (builder, "slack_minutes", placement->slack / 60);
  add_warnings (builder, plan, placement->warnings, warn_of_placement, placement);
  add_why (builder, plan, placement, note);
  add_note (builder, note);
  json_builder_end_object (builder);
}

/* --- the rest --- */

static void
add_unplaced (JsonBuilder      *builder,
              SkPlan           *plan,
              const SkUnplaced *unplaced,
              const Note       *note)           /* (nullable) */
{
  GTimeZone *zone = sk_rules_get_zone (sk_plan_get_rules (plan));

  json_builder_begin_object (builder);
  add_task (builder, unplaced->task);
  sk_json_add_text (builder, "code", sk_codes_get (&sk_unplaced_codes, unplaced->why));
  take_text (builder, "text", sk_words_dup_unplaced (plan, unplaced));
  sk_json_add_text (builder, "blocker",
                    unplaced->blocker != NULL ? sk_task_get_id (unplaced->blocker) : NULL);
  sk_json_add_text (builder, "change", unplaced->change == SK_CHANGE_REMOVED ? "removed" : "none");
  add_before (builder, unplaced->before_start, unplaced->before_end, zone);
  add_warnings (builder, plan, unplaced->warnings, warn_of_unplaced, unplaced);
  if (unplaced->blocked != NULL)
    add_certificate (builder, unplaced->blocked, zone, FALSE, note);
  add_note (builder, note);
  json_builder_end_object (builder);
}

static void
add_left_alone (JsonBuilder       *builder,
                const SkLeftAlone *left)
{
  json_builder_begin_object (builder);
  sk_json_add_text (builder, "task", sk_task_get_id (left->task));
  sk_json_add_text (builder, "code", sk_codes_get (&sk_left_codes, left->why));
  json_builder_end_object (builder);
}

static void
add_capacity (JsonBuilder      *builder,
              const SkCapacity *capacity,
              GTimeZone        *zone)
{
  json_builder_begin_object (builder);
  take_text (builder, "date", sk_when_print (sk_when_day (capacity->day), zone));
  add_count (builder, "free_minutes", capacity->free / 60);
  add_count (builder, "due_minutes", capacity->due / 60);
  json_builder_end_object (builder);
}

static void
add_head (JsonBuilder *builder,
          SkPlan      *plan,
          const char  *digest)
{
  SkRules *rules = sk_plan_get_rules (plan);

  sk_json_add_text (builder, "format", SK_PLAN_FORMAT);
  take_text (builder, "at", sk_instant_print (sk_plan_get_at (plan), sk_rules_get_zone (rules)));
  sk_json_add_text (builder, "timezone", sk_rules_get_zone_name (rules));
  sk_json_add_text (builder, "stability",
                    sk_codes_get (&sk_stability_codes, sk_rules_get_stability (rules)));
  add_count (builder, "days_ahead", sk_rules_get_days_ahead (rules));
  sk_json_add_text (builder, "digest", digest);
}

static JsonNode *
take_root (JsonBuilder *builder)
{
  JsonNode *root = json_builder_get_root (builder);

  json_builder_reset (builder);

  return root;
}

/* --- in parts: a year of certificates is too much to hold as a tree --- */

typedef struct
{
  GString           *out;
  JsonBuilder       *builder;
  const SkPlanFaces *faces;     /* (nullable) */
  guint              n;         /* entries of the list so far */
} Printer;

static void
begin_list (Printer    *printer,
            const char *key)
{
  printer->n = 0;
  g_string_append_printf (printer->out, ",\n  \"%s\": [", key);
}

/* Prints what was built, and drops it before the next one is. */
static void
end_entry (Printer *printer)
{
  g_autoptr(JsonNode) entry = take_root (printer->builder);

  g_string_append (printer->out, printer->n++ > 0 ? ",\n    " : "\n    ");
  sk_json_append (printer->out, entry, 4);
}

static void
end_list (Printer *printer)
{
  g_string_append (printer->out, printer->n > 0 ? "\n  ]" : "]");
}

/* The members of the object that was built, without its braces. */
static void
print_members (Printer *printer)
{
  g_autoptr(JsonNode) node = take_root (printer->builder);
  JsonObjectIter iter;
  const char *key;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, json_node_get_object (node));
  while (json_object_iter_next_ordered (&iter, &key, &member))
    {
      g_string_append_printf (printer->out, "%s\n  \"%s\": ", printer->out->len > 1 ? "," : "",
                              key);
      sk_json_append (printer->out, member, 2);
    }
}

static Note
get_note (Printer  *printer,
          SkTask   *task,
          gboolean  is_off)
{
  gpointer failure = NULL;

  if (printer->faces != NULL && printer->faces->failures != NULL)
    failure = g_hash_table_lookup (printer->faces->failures, sk_task_get_id (task));

  return (Note) { is_off, failure, printer->faces != NULL ? NEAREST : G_MAXUINT };
}

static void
print_placement (Printer           *printer,
                 SkPlan            *plan,
                 const SkPlacement *placement,
                 gboolean           is_off)
{
  Note note = get_note (printer, placement->task, is_off);

  add_placement (printer->builder, plan, placement, &note);
  end_entry (printer);
}

static void
print_one_unplaced (Printer          *printer,
                    SkPlan           *plan,
                    const SkUnplaced *unplaced,
                    gboolean          is_off)
{
  Note note = get_note (printer, unplaced->task, is_off);

  add_unplaced (printer->builder, plan, unplaced, &note);
  end_entry (printer);
}

static gboolean
is_left_alone (SkPlan *plan,
               SkTask *task)
{
  for (guint i = 0; i < sk_plan_get_n_left_alone (plan); i++)
    if (strcmp (sk_task_get_id (sk_plan_get_left_alone (plan, i)->task),
                sk_task_get_id (task)) == 0)
      return TRUE;

  return FALSE;
}

/* The whole plan, if it changes anything that this one leaves alone. */
static SkPlan *
get_whole (Printer *printer,
           SkPlan  *plan)
{
  SkPlan *whole = printer->faces != NULL ? printer->faces->whole : NULL;

  return whole != plan ? whole : NULL;
}

static void
print_placements (Printer *printer,
                  SkPlan  *plan)
{
  SkPlan *whole = get_whole (printer, plan);

  begin_list (printer, "placements");
  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    print_placement (printer, plan, sk_plan_get_placement (plan, i), FALSE);
  for (guint i = 0; whole != NULL && i < sk_plan_get_n_placements (whole); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (whole, i);

      if (placement->change != SK_CHANGE_KEPT && is_left_alone (plan, placement->task))
        print_placement (printer, whole, placement, TRUE);
    }
  end_list (printer);
}

static void
print_unplaced (Printer *printer,
                SkPlan  *plan)
{
  SkPlan *whole = get_whole (printer, plan);

  begin_list (printer, "unplaced");
  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    print_one_unplaced (printer, plan, sk_plan_get_unplaced (plan, i), FALSE);
  for (guint i = 0; whole != NULL && i < sk_plan_get_n_unplaced (whole); i++)
    {
      const SkUnplaced *unplaced = sk_plan_get_unplaced (whole, i);

      if (unplaced->change != SK_CHANGE_KEPT && is_left_alone (plan, unplaced->task))
        print_one_unplaced (printer, whole, unplaced, TRUE);
    }
  end_list (printer);
}

static void
print_left_alone (Printer *printer,
                  SkPlan  *plan)
{
  begin_list (printer, "left_alone");
  for (guint i = 0; i < sk_plan_get_n_left_alone (plan); i++)
    {
      add_left_alone (printer->builder, sk_plan_get_left_alone (plan, i));
      end_entry (printer);
    }
  end_list (printer);
}

static void
print_capacity (Printer *printer,
                SkPlan  *plan)
{
  GTimeZone *zone = sk_rules_get_zone (sk_plan_get_rules (plan));

  begin_list (printer, "capacity");
  for (guint i = 0; i < sk_plan_get_n_capacity (plan); i++)
    {
      add_capacity (printer->builder, sk_plan_get_capacity (plan, i), zone);
      end_entry (printer);
    }
  end_list (printer);
}

/* What is shown beside the tasks. */
static void
print_time (Printer *printer,
            SkPlan  *plan)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);
  GTimeZone *zone = sk_rules_get_zone (sk_plan_get_rules (plan));

  begin_list (printer, "open");
  for (guint i = 0; i < printer->faces->open->len; i++)
    {
      json_builder_begin_object (printer->builder);
      add_span (printer->builder, g_array_index (printer->faces->open, SkSpan, i), zone);
      json_builder_end_object (printer->builder);
      end_entry (printer);
    }
  end_list (printer);

  begin_list (printer, "busy");
  for (guint i = 0; i < sk_snapshot_get_n_busy (snapshot); i++)
    {
      const SkBusy *busy = sk_snapshot_get_busy (snapshot, i);

      json_builder_begin_object (printer->builder);
      add_span (printer->builder, busy->span, zone);
      sk_json_add_text (printer->builder, "title", busy->title);
      if (busy->calendar != NULL)
        sk_json_add_text (printer->builder, "calendar", busy->calendar);
      if (busy->colour != NULL)
        sk_json_add_text (printer->builder, "colour", busy->colour);
      json_builder_end_object (printer->builder);
      end_entry (printer);
    }
  end_list (printer);
}

static char *
print_plan (SkPlan            *plan,
            const char        *digest,
            const SkPlanFaces *faces)   /* (nullable) */
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  Printer printer = { g_string_new ("{"), builder, faces, 0 };
  SkSummary summary = sk_plan_summarize (plan);

  json_builder_begin_object (builder);
  add_head (builder, plan, digest);
  json_builder_end_object (builder);
  print_members (&printer);

  print_placements (&printer, plan);
  print_unplaced (&printer, plan);
  print_left_alone (&printer, plan);
  print_capacity (&printer, plan);
  if (faces != NULL)
    print_time (&printer, plan);

  json_builder_begin_object (builder);
  sk_summary_add (builder, "summary", &summary);
  json_builder_end_object (builder);
  print_members (&printer);
  g_string_append (printer.out, "\n}\n");

  return g_string_free (printer.out, FALSE);
}

/**
 * sk_plan_codec_write:
 * @plan: a plan, with certificates or without
 * @digest: the digest of its changes
 *
 * Returns: (transfer full): formats.md §2, JSON, ended by a newline
 */
char *
sk_plan_codec_write (SkPlan     *plan,
                     const char *digest)
{
  return print_plan (plan, digest, NULL);
}

/**
 * sk_plan_codec_write_for_faces:
 * @plan: the plan that is shown
 * @digest: the digest of its changes
 * @faces: what is shown besides
 *
 * Returns: (transfer full): formats.md §5, `Plan`: as sk_plan_codec_write(), with
 *   `open` and `busy`; what is left alone among the others, with `off`; and
 *   `failed` where something was tried in vain.  Of a certificate only the lines
 *   next before the place, or the first ones where there is no place, and in
 *   `blocked_before` and `blocked_after` how many more stretches it has
 */
char *
sk_plan_codec_write_for_faces (SkPlan            *plan,
                               const char        *digest,
                               const SkPlanFaces *faces)
{
  return print_plan (plan, digest, faces);
}

/**
 * sk_plan_codec_write_task:
 * @plan: a plan
 * @task: one of its tasks
 *
 * Returns: (transfer full): the task's entry in whichever list of the plan it
 *   is in, JSON, ended by a newline
 */
char *
sk_plan_codec_write_task (SkPlan *plan,
                          SkTask *task)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  const SkPlacement *placement = sk_plan_find_placement (plan, sk_task_get_id (task));

  if (placement != NULL)
    add_placement (builder, plan, placement, NULL);

  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    if (sk_plan_get_unplaced (plan, i)->task == task)
      add_unplaced (builder, plan, sk_plan_get_unplaced (plan, i), NULL);

  for (guint i = 0; i < sk_plan_get_n_left_alone (plan); i++)
    if (sk_plan_get_left_alone (plan, i)->task == task)
      add_left_alone (builder, sk_plan_get_left_alone (plan, i));

  g_autoptr(JsonNode) entry = take_root (builder);
  g_autofree char *text = sk_json_print (entry, TRUE);

  return g_strconcat (text, "\n", NULL);
}
