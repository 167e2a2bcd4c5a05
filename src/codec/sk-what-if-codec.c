/* sk-what-if-codec.c — two plans and what differs, slotkeeper-what-if/1, written
 *
 *   {"format": "slotkeeper-what-if/1",
 *    "lines": ["busy thu", …],                   as they were typed
 *    "before": PLAN, "after": PLAN,              slotkeeper-plan/1, both at the same instant
 *    "effects": [{"task", "title", "due",        due as in a plan; null: it has none
 *                 "before": {"start", "end", "late"},
 *                 "after": {"start", "end", "late"},
 *                 "change"}]}
 *
 * Effects tell every due date, and what else differs, by due date and then by
 * start.  A side is null if the task is not planned there; start and end are
 * null if it has no place.  "change" is one of same, added, gone, placed,
 * unplaced, late, on-time, earlier, later: the first that is true, "late"
 * meaning that a due date is missed which was kept.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-what-if-codec.h"

#include "sk-json.h"
#include "sk-plan-codec.h"
#include "sk-plan-codes.h"
#include "sk-time-codec.h"

static void
add_time (JsonBuilder *builder,
          const char  *key,
          SkWhen       when,
          GTimeZone   *zone)
{
  g_autofree char *text = sk_when_print (when, zone);

  sk_json_add_text (builder, key, text);
}

static void
add_side (JsonBuilder        *builder,
          const char         *key,
          const SkEffectSide *side,
          GTimeZone          *zone)
{
  SkWhen nowhere = { SK_WHEN_NONE, 0 };
  gboolean is_placed = sk_effect_side_is_placed (side);

  json_builder_set_member_name (builder, key);
  if (!side->is_known)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  add_time (builder, "start", is_placed ? sk_when_instant (side->span.start) : nowhere, zone);
  add_time (builder, "end", is_placed ? sk_when_instant (side->span.end) : nowhere, zone);
  sk_json_add_flag (builder, "late", side->late);
  json_builder_end_object (builder);
}

static void
add_effect (JsonBuilder    *builder,
            const SkEffect *effect,
            GTimeZone      *zone)
{
  json_builder_begin_object (builder);
  sk_json_add_text (builder, "task", sk_task_get_id (effect->task));
  sk_json_add_text (builder, "title", sk_task_get_title (effect->task));
  add_time (builder, "due", sk_task_get_due (effect->task), zone);
  add_side (builder, "before", &effect->before, zone);
  add_side (builder, "after", &effect->after, zone);
  sk_json_add_text (builder, "change", sk_codes_get (&sk_effect_codes, effect->kind));
  json_builder_end_object (builder);
}

/* --- the parts --- */

static void
print_built (GString     *out,
             JsonBuilder *builder)
{
  g_autoptr(JsonNode) node = json_builder_get_root (builder);

  sk_json_append (out, node, 2);
}

static void
print_lines (GString           *out,
             const char *const *lines)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; lines[i] != NULL; i++)
    json_builder_add_string_value (builder, lines[i]);
  json_builder_end_array (builder);

  g_string_append (out, ",\n  \"lines\": ");
  print_built (out, builder);
}

/* The plan as it is written anywhere else, further in.  Within a text there
 * is no line break. */
static void
print_plan (GString    *out,
            const char *key,
            SkPlan     *plan,
            const char *digest)
{
  g_autofree char *text = sk_plan_codec_write (plan, digest);
  g_auto(GStrv) lines = g_strsplit (g_strchomp (text), "\n", -1);
  g_autofree char *further_in = g_strjoinv ("\n  ", lines);

  g_string_append_printf (out, ",\n  \"%s\": %s", key, further_in);
}

static void
print_effects (GString      *out,
               const GArray *effects,
               GTimeZone    *zone)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < effects->len; i++)
    add_effect (builder, &g_array_index (effects, SkEffect, i), zone);
  json_builder_end_array (builder);

  g_string_append (out, ",\n  \"effects\": ");
  print_built (out, builder);
}

/**
 * sk_what_if_codec_write:
 * @init: two plans and what differs
 *
 * Returns: (transfer full): JSON, ended by a newline
 */
char *
sk_what_if_codec_write (const SkWhatIfInit *init)
{
  GString *out = g_string_new ("{\n  \"format\": \"" SK_WHAT_IF_FORMAT "\"");

  print_lines (out, init->lines);
  print_plan (out, "before", init->before, init->before_digest);
  print_plan (out, "after", init->after, init->after_digest);
  print_effects (out, init->effects, sk_rules_get_zone (sk_plan_get_rules (init->after)));
  g_string_append (out, "\n}\n");

  return g_string_free (out, FALSE);
}
