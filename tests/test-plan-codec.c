/* test-plan-codec.c — a plan and a change set, written, and a plan read back
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-board-codec.h"
#include "sk-changes-codec.h"
#include "sk-error.h"
#include "sk-json.h"
#include "sk-plan-codec.h"
#include "sk-plan-codes.h"
#include "sk-time-codec.h"
#include "sk-what-if-codec.h"

#include <string.h>

#define ZONE "Europe/Berlin"
#define AT "2026-11-23T08:00:00+01:00"
#define DIGEST "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
#define HOUR 3600

/* --- a plan with a bit of everything --- */

static gint64
moment (const char *text)
{
  SkWhen when = { SK_WHEN_NONE, 0 };

  g_assert_true (sk_when_parse (text, &when));
  g_assert_cmpint (when.kind, ==, SK_WHEN_INSTANT);

  return when.value;
}

static SkWhen
day (const char *text)
{
  SkWhen when = { SK_WHEN_NONE, 0 };

  g_assert_true (sk_when_parse (text, &when));
  g_assert_cmpint (when.kind, ==, SK_WHEN_DAY);

  return when;
}

static SkRules *
make_rules (const char *zone_name)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  g_autoptr(GArray) hours = sk_ranges_new ();
  SkRange range = { 9 * 60, 17 * 60 };
  SkRulesInit init = {
    .zone_name = zone_name,
    .zone = zone,
    .slot_minutes = 15,
    .days_ahead = 7,
    .due_dates = TRUE,
    .fill_today = TRUE,
    .default_duration_hours = 1,
    .day_limit_percent = 100,
  };

  g_array_append_val (hours, range);
  for (guint i = 0; i < 5; i++)
    init.week[i] = hours;

  return sk_rules_new (&init);
}

static void
add_task (GPtrArray        *tasks,
          const SkTaskInit *init)
{
  g_ptr_array_add (tasks, sk_task_new (init));
}

static SkSnapshot *
make_snapshot (SkRules *rules)
{
  GPtrArray *tasks = sk_task_array_new ();

  add_task (tasks, &(SkTaskInit) {
    .id = "first", .title = "Fix “it”", .url = "https://example.org/1", .workspace = "Work",
    .revision = "r1", .ranked = TRUE, .rank = 95.6, .due = day ("2026-11-25"),
  });
  add_task (tasks, &(SkTaskInit) {
    .id = "second", .title = "", .due = sk_when_instant (moment ("2026-11-23T12:00+01:00")),
  });
  add_task (tasks, &(SkTaskInit) { .id = "third", .title = "100 % \"done\"\n", .ranked = TRUE });
  add_task (tasks, &(SkTaskInit) { .id = "lost", .title = "Lost" });
  add_task (tasks, &(SkTaskInit) { .id = "waits", .title = "Waits", .workspace = "Work" });
  add_task (tasks, &(SkTaskInit) { .id = "done", .title = "Done" });

  return sk_snapshot_new_take (&(SkSnapshotInit) { .rules = rules, .tasks = tasks });
}

static SkTask *
find (SkSnapshot *snapshot,
      const char *id)
{
  guint i;

  g_assert_true (sk_snapshot_find (snapshot, id, &i));

  return sk_snapshot_get_task (snapshot, i);
}

static SkPlacement
make_placement (SkSnapshot *snapshot,
                const char *id,
                const char *start,
                const char *end)
{
  return (SkPlacement) {
    .task = sk_task_ref (find (snapshot, id)),
    .span = { moment (start), moment (end) },
    .due = G_MAXINT64,
    .change = SK_CHANGE_NEW,
  };
}

static GArray *
make_certificate (void)
{
  GArray *blocked = sk_blocked_array_new ();

  for (guint by = 0; by < sk_blocked_by_codes.n; by++)
    {
      gint64 start = moment (AT) + (gint64) by * HOUR;

      sk_blocked_array_add (blocked, (SkSpan) { start, start + HOUR }, (SkBlockedBy) by,
                            by % 2 == 0 ? "Stand-up" : NULL);
    }

  return blocked;
}

static GArray *
make_placements (SkSnapshot *snapshot)
{
  GArray *placements = sk_placement_array_new ();
  SkPlacement first = make_placement (snapshot, "first", "2026-11-23T09:00+01:00",
                                      "2026-11-23T10:30+01:00");
  SkPlacement second = make_placement (snapshot, "second", "2026-11-24T09:00+01:00",
                                       "2026-11-24T10:00+01:00");
  SkPlacement third = make_placement (snapshot, "third", "2026-11-24T10:00+01:00",
                                      "2026-11-24T11:00+01:00");

  first.blocked = make_certificate ();
  first.slack = 480 * 60;
  first.position = 1;
  first.why = SK_WHY_EARLIEST_FIT;
  g_array_append_val (placements, first);

  second.before_start = day ("2026-11-20");
  second.change = SK_CHANGE_MOVED;
  second.why = SK_WHY_EARLIEST_FIT;
  second.blocked = sk_blocked_array_new ();
  second.late_why = SK_LATE_PROMISED_TO_OTHERS;
  second.warnings = SK_WARNING_ASSUMED_DURATION | SK_WARNING_BLOCKER_GONE;
  g_array_append_val (placements, second);

  third.before_start = sk_when_instant (third.span.start);
  third.before_end = sk_when_instant (third.span.end);
  third.change = SK_CHANGE_KEPT;
  third.why = SK_WHY_PINNED;
  third.fixed = SK_FIXED_PINNED;
  g_array_append_val (placements, third);

  return placements;
}

static GArray *
make_unplaced (SkSnapshot *snapshot)
{
  GArray *array = sk_unplaced_array_new ();
  SkUnplaced lost = {
    .task = sk_task_ref (find (snapshot, "lost")),
    .before_start = sk_when_instant (moment ("2026-11-26T09:00+01:00")),
    .before_end = sk_when_instant (moment ("2026-11-26T10:00+01:00")),
    .length = 9 * HOUR,
    .longest = 8 * HOUR,
    .why = SK_UNPLACED_TOO_LONG,
    .change = SK_CHANGE_REMOVED,
  };
  SkUnplaced waits = {
    .task = sk_task_ref (find (snapshot, "waits")),
    .blocker = sk_task_ref (find (snapshot, "lost")),
    .why = SK_UNPLACED_BLOCKER_UNPLACED,
  };

  lost.blocked = make_certificate ();
  g_array_append_val (array, lost);
  g_array_append_val (array, waits);

  return array;
}

static GArray *
make_left_alone (SkSnapshot *snapshot)
{
  GArray *array = sk_left_alone_array_new ();
  SkLeftAlone done = { sk_task_ref (find (snapshot, "done")), SK_LEFT_DONE };

  g_array_append_val (array, done);

  return array;
}

static GArray *
make_capacity (void)
{
  GArray *array = g_array_new (FALSE, FALSE, sizeof (SkCapacity));
  SkCapacity full = { day ("2026-11-25").value, 7 * HOUR, 9 * HOUR + HOUR / 2 };
  SkCapacity none = { day ("2026-11-27").value, 0, 0 };

  g_array_append_val (array, full);
  g_array_append_val (array, none);

  return array;
}

static SkPlan *
make_plan (void)
{
  g_autoptr(SkRules) rules = make_rules (ZONE);
  g_autoptr(SkSnapshot) snapshot = make_snapshot (rules);

  return sk_plan_new_take (&(SkPlanInit) {
    .snapshot = snapshot,
    .rules = rules,
    .at = moment (AT),
    .placements = make_placements (snapshot),
    .unplaced = make_unplaced (snapshot),
    .left_alone = make_left_alone (snapshot),
    .capacity = make_capacity (),
    .lower_bound_late = 1,
  });
}

static SkPlan *
read_plan (SkPlan      *plan,
           const char  *text,
           char       **digest,
           GError     **error)
{
  return sk_plan_codec_read (text, strlen (text), sk_plan_get_snapshot (plan),
                             sk_plan_get_rules (plan), digest, error);
}

/* --- written, as JSON --- */

static JsonNode *
parse (const char *text)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = sk_json_parse (text, strlen (text), SK_JSON_OURS, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (text, "}\n"));

  return node;
}

static void
assert_keys (JsonObject *object,
             const char *wanted)
{
  g_autoptr(GString) keys = g_string_new (NULL);
  JsonObjectIter iter;
  const char *key;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, NULL))
    g_string_append_printf (keys, "%s%s", keys->len > 0 ? " " : "", key);

  g_assert_cmpstr (keys->str, ==, wanted);
}

static JsonObject *
get_entry (JsonNode   *root,
           const char *list,
           guint       i)
{
  JsonArray *array = json_object_get_array_member (json_node_get_object (root), list);

  return json_array_get_object_element (array, i);
}

static void
test_keys (void)
{
  g_autoptr(SkPlan) plan = make_plan ();
  g_autofree char *text = sk_plan_codec_write (plan, DIGEST);
  g_autoptr(JsonNode) root = parse (text);
  JsonObject *second = get_entry (root, "placements", 1);
  JsonObject *first = get_entry (root, "placements", 0);
  JsonObject *why = json_object_get_object_member (first, "why");

  assert_keys (json_node_get_object (root),
               "format at timezone stability days_ahead digest placements unplaced left_alone"
               " capacity summary");
  assert_keys (second, "task title workspace url rank revision start end change before fixed due"
                       " late late_why slack_minutes warnings why");
  assert_keys (first, "task title workspace url rank revision start end change before fixed due"
                      " late late_why slack_minutes warnings why");
  assert_keys (json_object_get_object_member (second, "before"), "start end");
  assert_keys (json_object_get_object_member (second, "late_why"), "code text");
  assert_keys (json_array_get_object_element (json_object_get_array_member (second, "warnings"), 0),
               "code text");
  assert_keys (why, "code text blocked");
  assert_keys (json_array_get_object_element (json_object_get_array_member (why, "blocked"), 0),
               "start end by title");
  assert_keys (get_entry (root, "unplaced", 0),
               "task title workspace url code text blocker change before warnings blocked");
  assert_keys (get_entry (root, "unplaced", 1),
               "task title workspace url code text blocker change before warnings");
  assert_keys (get_entry (root, "capacity", 0), "date free_minutes due_minutes");
  assert_keys (get_entry (root, "left_alone", 0), "task code");
  assert_keys (json_object_get_object_member (json_node_get_object (root), "summary"),
               "tasks placed new moved missed kept removed unplaced late late_avoidable"
               " lower_bound_late");
}

static void
test_values (void)
{
  g_autoptr(SkPlan) plan = make_plan ();
  g_autofree char *text = sk_plan_codec_write (plan, DIGEST);
  g_autoptr(JsonNode) root = parse (text);
  JsonObject *whole = json_node_get_object (root);
  JsonObject *first = get_entry (root, "placements", 0);
  JsonObject *second = get_entry (root, "placements", 1);
  JsonObject *third = get_entry (root, "placements", 2);

  g_assert_cmpstr (json_object_get_string_member (whole, "format"), ==, "slotkeeper-plan/1");
  g_assert_cmpstr (json_object_get_string_member (whole, "at"), ==, AT);
  g_assert_cmpstr (json_object_get_string_member (whole, "timezone"), ==, ZONE);
  g_assert_cmpstr (json_object_get_string_member (whole, "digest"), ==, DIGEST);

  g_assert_cmpstr (json_object_get_string_member (first, "task"), ==, "first");
  g_assert_cmpstr (json_object_get_string_member (first, "title"), ==, "Fix “it”");
  g_assert_cmpstr (json_object_get_string_member (first, "start"), ==, "2026-11-23T09:00:00+01:00");
  g_assert_cmpstr (json_object_get_string_member (first, "end"), ==, "2026-11-23T10:30:00+01:00");
  g_assert_cmpstr (json_object_get_string_member (first, "due"), ==, "2026-11-25");
  g_assert_cmpint (json_object_get_int_member (first, "slack_minutes"), ==, 480);
  g_assert_nonnull (strstr (text, "\"rank\": 95.6,"));
  g_assert_true (json_object_get_null_member (first, "before"));
  g_assert_true (json_object_get_null_member (first, "fixed"));
  g_assert_false (json_object_get_boolean_member (first, "late"));
  g_assert_true (json_object_get_null_member (first, "late_why"));

  g_assert_true (json_object_get_null_member (second, "workspace"));
  g_assert_true (json_object_get_null_member (second, "url"));
  g_assert_true (json_object_get_null_member (second, "rank"));
  g_assert_true (json_object_get_null_member (second, "revision"));
  g_assert_cmpstr (json_object_get_string_member (second, "due"), ==, "2026-11-23T12:00:00+01:00");
  g_assert_true (json_object_get_boolean_member (second, "late"));
  g_assert_nonnull (strstr (text, "\"before\": {\"start\": \"2026-11-20\", \"end\": null}"));

  g_assert_cmpstr (json_object_get_string_member (third, "title"), ==, "100 % \"done\"\n");
  g_assert_cmpstr (json_object_get_string_member (third, "fixed"), ==, "pinned");
  g_assert_true (json_object_get_null_member (third, "due"));
  g_assert_cmpint (json_object_get_int_member (third, "rank"), ==, 0);
}

static void
test_summary (void)
{
  g_autoptr(SkPlan) plan = make_plan ();
  g_autofree char *text = sk_plan_codec_write (plan, DIGEST);
  g_autoptr(JsonNode) root = parse (text);
  JsonNode *summary = json_object_get_member (json_node_get_object (root), "summary");
  g_autofree char *printed = sk_json_print (summary, FALSE);

  g_assert_cmpstr (printed, ==,
                   "{\"tasks\": 5, \"placed\": 3, \"new\": 1, \"moved\": 1, \"missed\": 0,"
                   " \"kept\": 1, \"removed\": 1, \"unplaced\": 2, \"late\": 1,"
                   " \"late_avoidable\": 0, \"lower_bound_late\": 1}");
}

static void
test_one_task (void)
{
  static const struct
  {
    const char *id, *first_key, *keys;
  } rows[] = {
    { "first", "start", "task title workspace url rank revision start end change before fixed due"
                        " late late_why slack_minutes warnings why" },
    { "lost", "code", "task title workspace url code text blocker change before warnings blocked" },
    { "waits", "code", "task title workspace url code text blocker change before warnings" },
    { "done", "code", "task code" },
  };
  g_autoptr(SkPlan) plan = make_plan ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text =
        sk_plan_codec_write_task (plan, find (sk_plan_get_snapshot (plan), rows[i].id));
      g_autoptr(JsonNode) root = parse (text);

      assert_keys (json_node_get_object (root), rows[i].keys);
      g_assert_cmpstr (json_object_get_string_member (json_node_get_object (root), "task"), ==,
                       rows[i].id);
      g_assert_true (json_object_has_member (json_node_get_object (root), rows[i].first_key));
    }
}

/* Who says that there is no earlier place proves it, whatever else it says. */
static void
test_certificates (void)
{
  for (guint why = 0; why < sk_why_codes.n; why++)
    {
      gboolean proves = why != SK_WHY_KEPT && why != SK_WHY_PINNED && why != SK_WHY_RUNNING &&
                        why != SK_WHY_MANUAL;
      g_autoptr(SkRules) rules = make_rules (ZONE);
      g_autoptr(SkSnapshot) snapshot = make_snapshot (rules);
      GArray *placements = sk_placement_array_new ();
      SkPlacement placement = make_placement (snapshot, "first", "2026-11-23T09:00+01:00",
                                              "2026-11-23T10:30+01:00");
      g_autoptr(GError) error = NULL;
      g_autofree char *digest = NULL;

      placement.why = (SkWhy) why;
      placement.blocked = make_certificate ();
      g_array_append_val (placements, placement);

      g_autoptr(SkPlan) plan = sk_plan_new_take (&(SkPlanInit) {
        .snapshot = snapshot,
        .rules = rules,
        .at = moment (AT),
        .placements = placements,
        .unplaced = sk_unplaced_array_new (),
        .left_alone = sk_left_alone_array_new (),
      });
      g_autofree char *text = sk_plan_codec_write (plan, DIGEST);
      g_autoptr(SkPlan) read = read_plan (plan, text, &digest, &error);

      g_assert_no_error (error);
      g_assert_cmpint (sk_plan_get_placement (read, 0)->blocked != NULL, ==, proves);
    }
}

/* --- what if --- */

static void
test_what_if (void)
{
  static const char *const lines[] = { "busy thu", "add \"A \\\"b\\\"\" 3h", NULL };
  g_autoptr(SkPlan) before = make_plan ();
  g_autoptr(SkPlan) after = sk_plan_with_reasons_take (before, sk_placement_array_new (), NULL);
  g_autoptr(GArray) effects = sk_effect_list (before, after);
  g_autofree char *text = sk_what_if_codec_write (&(SkWhatIfInit) {
    .lines = lines,
    .before = before,
    .before_digest = DIGEST,
    .after = after,
    .after_digest = "",
    .effects = effects,
  });
  g_autofree char *alone = sk_plan_codec_write (before, DIGEST);
  g_autoptr(JsonNode) root = parse (text);
  g_autoptr(JsonNode) plan = parse (alone);
  JsonObject *whole = json_node_get_object (root);
  JsonObject *effect = get_entry (root, "effects", 0);

  assert_keys (whole, "format lines before after effects");
  g_assert_cmpstr (json_object_get_string_member (whole, "format"), ==, "slotkeeper-what-if/1");
  g_assert_cmpstr (json_array_get_string_element (json_object_get_array_member (whole, "lines"), 1),
                   ==, lines[1]);
  g_assert_true (json_node_equal (json_object_get_member (whole, "before"), plan));
  assert_keys (effect, "task title due before after change");
  assert_keys (json_object_get_object_member (effect, "before"), "start end late");
  g_assert_cmpstr (json_object_get_string_member (effect, "task"), ==, "second");
  g_assert_true (json_object_get_null_member (effect, "after"));
  g_assert_cmpstr (json_object_get_string_member (effect, "change"), ==, "gone");
}

static void
test_same_bytes (void)
{
  g_autoptr(SkPlan) one = make_plan ();
  g_autoptr(SkPlan) other = make_plan ();
  g_autofree char *text = sk_plan_codec_write (one, DIGEST);
  g_autofree char *same = sk_plan_codec_write (other, DIGEST);

  g_assert_cmpstr (text, ==, same);
}

/* --- the words --- */

/* formats.md §2, in the order of the enums */
static const char *const change_words[] = { "kept", "new", "moved", "missed" };
static const char *const fixed_words[] = { NULL, "pinned", "running", "manual" };
static const char *const why_words[] = {
  "earliest-fit", "kept", "pinned", "running", "manual", "due-rescue", "displaced", "earlier",
  "fill-today", "missed",
};
static const char *const late_words[] = {
  NULL, "past-due", "no-time", "no-stretch", "promised-to-others", "blocker-late", "search-limit",
  "due-dates-off",
};
static const char *const warning_words[] = {
  "pins-overlap", "over-busy", "blocker-cycle", "blocker-gone", "assumed-duration",
  "pin-without-time",
};
static const char *const blocked_by_words[] = {
  "busy", "task", "promise", "hours", "earliest-start", "blocker", "buffer", "pin", "ban", "past",
  "limit",
};
static const char *const unplaced_words[] = {
  "too-long", "no-room", "blocker-unplaced", "bad-duration", "earliest-start-beyond",
};
static const char *const left_words[] = { "done", "canceled", "backlog", "status", "opted-out" };
static const char *const outcome_words[] = { "planned", "written", "failed", "conflict", "undone" };

/* A plan that holds one placement. */
static SkPlan *
plan_placement (SkPlacement *change)    /* (transfer full): without a task */
{
  g_autoptr(SkRules) rules = make_rules (ZONE);
  g_autoptr(SkSnapshot) snapshot = make_snapshot (rules);
  GArray *placements = sk_placement_array_new ();

  change->task = sk_task_ref (find (snapshot, "first"));
  change->span = (SkSpan) { moment (AT), moment (AT) + HOUR };
  change->before_start = sk_when_instant (moment (AT));
  g_array_append_val (placements, *change);

  return sk_plan_new_take (&(SkPlanInit) {
    .snapshot = snapshot,
    .rules = rules,
    .at = moment (AT),
    .placements = placements,
    .unplaced = sk_unplaced_array_new (),
    .left_alone = sk_left_alone_array_new (),
  });
}

static JsonNode *
write_placement (SkPlacement *change)   /* (transfer full): without a task */
{
  g_autoptr(SkPlan) plan = plan_placement (change);
  g_autofree char *text = sk_plan_codec_write (plan, DIGEST);

  /* what is written can be read */
  g_autoptr(GError) error = NULL;
  g_autofree char *digest = NULL;
  g_autoptr(SkPlan) read = read_plan (plan, text, &digest, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sk_plan_get_n_placements (read), ==, 1);

  return parse (text);
}

static void
assert_word (JsonObject *object,
             const char *key,
             const char *word)
{
  if (word == NULL)
    g_assert_true (json_object_get_null_member (object, key));
  else
    g_assert_cmpstr (json_object_get_string_member (object, key), ==, word);
}

static void
test_placement_words (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (change_words); i++)
    {
      g_autoptr(JsonNode) root = write_placement (&(SkPlacement) { .change = (SkChangeKind) i });
      assert_word (get_entry (root, "placements", 0), "change", change_words[i]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (fixed_words); i++)
    {
      g_autoptr(JsonNode) root = write_placement (&(SkPlacement) { .fixed = (SkFixed) i });
      assert_word (get_entry (root, "placements", 0), "fixed", fixed_words[i]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (why_words); i++)
    {
      g_autoptr(JsonNode) root = write_placement (&(SkPlacement) { .why = (SkWhy) i });
      JsonObject *entry = get_entry (root, "placements", 0);

      assert_word (json_object_get_object_member (entry, "why"), "code", why_words[i]);
    }

  for (guint i = 1; i < G_N_ELEMENTS (late_words); i++)
    {
      g_autoptr(JsonNode) root = write_placement (&(SkPlacement) { .late_why = (SkLateWhy) i });
      JsonObject *entry = get_entry (root, "placements", 0);

      g_assert_true (json_object_get_boolean_member (entry, "late"));
      assert_word (json_object_get_object_member (entry, "late_why"), "code", late_words[i]);
    }
}

/* A place of a plan keeps each of them in a few bits. */
static void
test_codes_fit (void)
{
  const guint n_codes[] = { sk_change_codes.n, sk_fixed_codes.n, sk_why_codes.n, sk_late_codes.n,
                            sk_unplaced_codes.n, sk_left_codes.n };

  for (guint i = 0; i < G_N_ELEMENTS (n_codes); i++)
    g_assert_cmpuint (n_codes[i], <=, 1 << 4);
  g_assert_cmpuint (sk_warning_codes.n, <=, 8);
}

static void
test_warning_words (void)
{
  g_autoptr(JsonNode) all =
    write_placement (&(SkPlacement) { .warnings = (1 << G_N_ELEMENTS (warning_words)) - 1 });
  JsonArray *warnings = json_object_get_array_member (get_entry (all, "placements", 0), "warnings");

  g_assert_cmpuint (json_array_get_length (warnings), ==, G_N_ELEMENTS (warning_words));

  for (guint i = 0; i < G_N_ELEMENTS (warning_words); i++)
    {
      g_autoptr(JsonNode) root = write_placement (&(SkPlacement) { .warnings = 1u << i });
      JsonArray *one = json_object_get_array_member (get_entry (root, "placements", 0), "warnings");

      g_assert_cmpuint (json_array_get_length (one), ==, 1);
      assert_word (json_array_get_object_element (one, 0), "code", warning_words[i]);
      assert_word (json_array_get_object_element (warnings, i), "code", warning_words[i]);
    }
}

static void
test_blocked_by_words (void)
{
  g_autoptr(JsonNode) root = write_placement (&(SkPlacement) { .blocked = make_certificate () });
  JsonObject *why = json_object_get_object_member (get_entry (root, "placements", 0), "why");
  JsonArray *blocked = json_object_get_array_member (why, "blocked");

  g_assert_cmpuint (json_array_get_length (blocked), ==, G_N_ELEMENTS (blocked_by_words));

  for (guint i = 0; i < G_N_ELEMENTS (blocked_by_words); i++)
    {
      JsonObject *entry = json_array_get_object_element (blocked, i);

      assert_word (entry, "by", blocked_by_words[i]);
      if (i % 2 == 0)
        assert_word (entry, "title", "Stand-up");
    }
}

/* @n hours that are taken, each with the fence of two ranges after it. */
static GArray *
make_long_certificate (guint n)
{
  GArray *blocked = sk_blocked_array_new ();

  for (guint i = 0; i < n; i++)
    {
      gint64 start = moment (AT) + i * HOUR;

      sk_blocked_array_add (blocked, (SkSpan) { start, start + HOUR }, SK_BLOCKED_BY_BUSY, NULL);
      sk_blocked_array_add (blocked, (SkSpan) { start + HOUR, start + HOUR },
                            SK_BLOCKED_BY_HOURS, NULL);
    }

  return blocked;
}

static SkBoard *
show (SkPlan *plan)
{
  g_autoptr(GArray) open = g_array_new (FALSE, FALSE, sizeof (SkSpan));
  g_autofree char *text =
    sk_plan_codec_write_for_faces (plan, DIGEST, &(SkPlanFaces) { .whole = plan, .open = open });
  g_autoptr(GError) error = NULL;
  SkBoard *board = sk_board_codec_read (text, strlen (text), &error);

  g_assert_no_error (error);

  return board;
}

/* A whole certificate for whoever checks it, what is nearest for who looks. */
static void
test_faces_see_the_nearest (void)
{
  g_autoptr(SkPlan) plan =
    plan_placement (&(SkPlacement) { .blocked = make_long_certificate (30) });
  g_autofree char *whole = sk_plan_codec_write (plan, DIGEST);
  g_autoptr(JsonNode) all = parse (whole);
  g_autoptr(SkBoard) board = show (plan);
  JsonObject *why = json_object_get_object_member (get_entry (all, "placements", 0), "why");
  const SkCard *card = sk_board_get_card (board, 0);

  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (why, "blocked")), ==, 60);
  g_assert_false (json_object_has_member (why, "blocked_before"));

  g_assert_cmpuint (card->blocked->len, ==, 12);
  g_assert_cmpuint (card->n_blocked_before, ==, 24);
  g_assert_cmpuint (card->n_blocked_after, ==, 0);
  g_assert_cmpint (g_array_index (card->blocked, SkBlocked, 0).span.start, ==,
                   moment (AT) + 24 * HOUR);
}

/* What has no place is held from now on. */
static void
test_faces_see_the_first (void)
{
  g_autoptr(SkRules) rules = make_rules (ZONE);
  g_autoptr(SkSnapshot) snapshot = make_snapshot (rules);
  GArray *unplaced = sk_unplaced_array_new ();
  SkUnplaced entry = {
    .task = sk_task_ref (sk_snapshot_get_task (snapshot, 0)),
    .change = SK_CHANGE_KEPT,
    .blocked = make_long_certificate (30),
  };

  g_array_append_val (unplaced, entry);

  g_autoptr(SkPlan) plan = sk_plan_new_take (&(SkPlanInit) {
    .snapshot = snapshot,
    .rules = rules,
    .at = moment (AT),
    .placements = sk_placement_array_new (),
    .unplaced = unplaced,
    .left_alone = sk_left_alone_array_new (),
  });
  g_autoptr(SkBoard) board = show (plan);
  const SkCard *card = sk_board_get_card (board, 0);

  g_assert_cmpuint (card->blocked->len, ==, 12);
  g_assert_cmpuint (card->n_blocked_before, ==, 0);
  g_assert_cmpuint (card->n_blocked_after, ==, 24);
  g_assert_cmpint (g_array_index (card->blocked, SkBlocked, 0).span.start, ==, moment (AT));
}

static void
test_unplaced_words (void)
{
  g_autoptr(SkRules) rules = make_rules (ZONE);
  g_autoptr(SkSnapshot) snapshot = make_snapshot (rules);
  GArray *unplaced = sk_unplaced_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (unplaced_words); i++)
    {
      SkUnplaced entry = {
        .task = sk_task_ref (sk_snapshot_get_task (snapshot, i)),
        .why = (SkUnplacedWhy) i,
        .change = i == 0 ? SK_CHANGE_REMOVED : SK_CHANGE_KEPT,
      };

      g_array_append_val (unplaced, entry);
    }

  g_autoptr(SkPlan) plan = sk_plan_new_take (&(SkPlanInit) {
    .snapshot = snapshot,
    .rules = rules,
    .at = moment (AT),
    .placements = sk_placement_array_new (),
    .unplaced = unplaced,
    .left_alone = sk_left_alone_array_new (),
  });
  g_autofree char *text = sk_plan_codec_write (plan, DIGEST);
  g_autoptr(JsonNode) root = parse (text);

  for (guint i = 0; i < G_N_ELEMENTS (unplaced_words); i++)
    {
      assert_word (get_entry (root, "unplaced", i), "code", unplaced_words[i]);
      assert_word (get_entry (root, "unplaced", i), "change", i == 0 ? "removed" : "none");
    }
}

static void
test_left_words (void)
{
  g_autoptr(SkRules) rules = make_rules (ZONE);
  g_autoptr(SkSnapshot) snapshot = make_snapshot (rules);
  GArray *left = sk_left_alone_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (left_words); i++)
    {
      SkLeftAlone entry = { sk_task_ref (sk_snapshot_get_task (snapshot, i)), (SkLeftWhy) i };

      g_array_append_val (left, entry);
    }

  g_autoptr(SkPlan) plan = sk_plan_new_take (&(SkPlanInit) {
    .snapshot = snapshot,
    .rules = rules,
    .at = moment (AT),
    .placements = sk_placement_array_new (),
    .unplaced = sk_unplaced_array_new (),
    .left_alone = left,
  });
  g_autofree char *text = sk_plan_codec_write (plan, DIGEST);
  g_autoptr(JsonNode) root = parse (text);

  for (guint i = 0; i < G_N_ELEMENTS (left_words); i++)
    assert_word (get_entry (root, "left_alone", i), "code", left_words[i]);
}

/* No enum has a value that the format has no word for. */
static void
test_no_word_is_missing (void)
{
  g_assert_cmpuint (sk_change_codes.n, ==, SK_CHANGE_REMOVED + 1);
  g_assert_cmpuint (sk_fixed_codes.n, ==, SK_FIXED_MANUAL + 1);
  g_assert_cmpuint (sk_why_codes.n, ==, SK_WHY_MISSED + 1);
  g_assert_cmpuint (sk_late_codes.n, ==, SK_LATE_NOT_ASKED + 1);
  g_assert_cmpuint (1u << (sk_warning_codes.n - 1), ==, SK_WARNING_PIN_WITHOUT_TIME);
  g_assert_cmpuint (sk_blocked_by_codes.n, ==, SK_BLOCKED_BY_LIMIT + 1);
  g_assert_cmpuint (sk_unplaced_codes.n, ==, SK_UNPLACED_EARLIEST_START_BEYOND + 1);
  g_assert_cmpuint (sk_left_codes.n, ==, SK_LEFT_OPTED_OUT + 1);
  g_assert_cmpuint (sk_effect_codes.n, ==, SK_EFFECT_LATER + 1);
  g_assert_cmpuint (sk_outcome_codes.n, ==, SK_OUTCOME_UNDONE + 1);
}

/* --- read back --- */

static void
assert_same_certificate (GArray *one,
                         GArray *other)
{
  guint n = one != NULL ? one->len : 0;

  g_assert_cmpuint (other != NULL ? other->len : 0, ==, n);

  for (guint i = 0; i < n; i++)
    {
      const SkBlocked *a = &g_array_index (one, SkBlocked, i);
      const SkBlocked *b = &g_array_index (other, SkBlocked, i);

      g_assert_true (sk_span_equal (a->span, b->span));
      g_assert_cmpint (a->by, ==, b->by);
      g_assert_cmpstr (a->title, ==, b->title);
    }
}

static void
assert_same_placement (const SkPlacement *one,
                       const SkPlacement *other)
{
  g_assert_true (one->task == other->task);
  g_assert_true (sk_span_equal (one->span, other->span));
  g_assert_true (sk_when_equal (one->before_start, other->before_start));
  g_assert_true (sk_when_equal (one->before_end, other->before_end));
  g_assert_cmpint (one->slack, ==, other->slack);
  g_assert_cmpuint (one->warnings, ==, other->warnings);
  g_assert_cmpint (one->change, ==, other->change);
  g_assert_cmpint (one->fixed, ==, other->fixed);
  g_assert_cmpint (one->why, ==, other->why);
  g_assert_cmpint (one->late_why, ==, other->late_why);
  assert_same_certificate (one->blocked, other->blocked);
}

static void
test_reads_back (void)
{
  g_autoptr(SkPlan) plan = make_plan ();
  g_autofree char *text = sk_plan_codec_write (plan, DIGEST);
  g_autoptr(GError) error = NULL;
  g_autofree char *digest = NULL;
  g_autoptr(SkPlan) read = read_plan (plan, text, &digest, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (digest, ==, DIGEST);
  g_assert_cmpint (sk_plan_get_at (read), ==, moment (AT));
  g_assert_true (sk_plan_get_snapshot (read) == sk_plan_get_snapshot (plan));
  g_assert_cmpstr (sk_rules_get_zone_name (sk_plan_get_rules (read)), ==, ZONE);

  g_assert_cmpuint (sk_plan_get_n_placements (read), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      assert_same_placement (sk_plan_get_placement (plan, i), sk_plan_get_placement (read, i));
      g_assert_cmpint (sk_plan_get_placement (read, i)->due, ==, SK_DUE_UNTOLD);
    }

  g_assert_cmpuint (sk_plan_get_n_unplaced (read), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const SkUnplaced *one = sk_plan_get_unplaced (plan, i);
      const SkUnplaced *other = sk_plan_get_unplaced (read, i);

      g_assert_true (one->task == other->task);
      g_assert_true (one->blocker == other->blocker);
      g_assert_true (sk_when_equal (one->before_start, other->before_start));
      g_assert_true (sk_when_equal (one->before_end, other->before_end));
      g_assert_cmpint (one->why, ==, other->why);
      g_assert_cmpint (one->change, ==, other->change);
      assert_same_certificate (one->blocked, other->blocked);
    }

  g_assert_cmpuint (sk_plan_get_n_capacity (read), ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      const SkCapacity *one = sk_plan_get_capacity (plan, i);
      const SkCapacity *other = sk_plan_get_capacity (read, i);

      g_assert_cmpint (one->day, ==, other->day);
      g_assert_cmpint (one->free, ==, other->free);
      g_assert_cmpint (one->due, ==, other->due);
    }
  g_assert_cmpuint (sk_plan_summarize (read).lower_bound_late, ==, 1);

  g_assert_cmpuint (sk_plan_get_n_left_alone (read), ==, 1);
  g_assert_true (sk_plan_get_left_alone (read, 0)->task == sk_plan_get_left_alone (plan, 0)->task);
  g_assert_cmpint (sk_plan_get_left_alone (read, 0)->why, ==, SK_LEFT_DONE);
}

/* What --full and --days made of the rules is the plan's, and comes back with it. */
static void
test_reads_its_rules (void)
{
  static const struct
  {
    SkStability  stability;
    int          days_ahead;
    const char  *words;
  } rows[] = {
    { SK_STABILITY_STEADY, 1, "\"stability\": \"steady\",\n  \"days_ahead\": 1," },
    { SK_STABILITY_KEEP_ALL, 7, "\"stability\": \"keep-all\",\n  \"days_ahead\": 7," },
    { SK_STABILITY_REBUILD, 365, "\"stability\": \"rebuild\",\n  \"days_ahead\": 365," },
  };
  g_autoptr(SkRules) rules = make_rules (ZONE);
  g_autoptr(SkSnapshot) snapshot = make_snapshot (rules);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(SkRules) stable = sk_rules_with_stability (rules, rows[i].stability);
      g_autoptr(SkRules) its_rules = sk_rules_with_days_ahead (stable, rows[i].days_ahead);
      g_autoptr(SkPlan) plan = sk_plan_new_take (&(SkPlanInit) {
        .snapshot = snapshot,
        .rules = its_rules,
        .at = moment (AT),
        .placements = sk_placement_array_new (),
        .unplaced = sk_unplaced_array_new (),
        .left_alone = sk_left_alone_array_new (),
      });
      g_autofree char *text = sk_plan_codec_write (plan, DIGEST);
      g_autoptr(GError) error = NULL;
      g_autofree char *digest = NULL;
      g_autoptr(SkPlan) read =
        sk_plan_codec_read (text, strlen (text), snapshot, rules, &digest, &error);

      g_assert_no_error (error);
      g_assert_nonnull (strstr (text, rows[i].words));
      g_assert_cmpint (sk_rules_get_stability (sk_plan_get_rules (read)), ==, rows[i].stability);
      g_assert_cmpint (sk_rules_get_days_ahead (sk_plan_get_rules (read)), ==, rows[i].days_ahead);
    }
}

static void
test_reads_an_empty_plan (void)
{
  g_autoptr(SkRules) rules = make_rules (ZONE);
  g_autoptr(SkSnapshot) snapshot =
    sk_snapshot_new_take (&(SkSnapshotInit) { .tasks = sk_task_array_new () });
  g_autoptr(SkPlan) plan = sk_plan_new_take (&(SkPlanInit) {
    .snapshot = snapshot,
    .rules = rules,
    .at = moment (AT),
    .placements = sk_placement_array_new (),
    .unplaced = sk_unplaced_array_new (),
    .left_alone = sk_left_alone_array_new (),
  });
  g_autofree char *text = sk_plan_codec_write (plan, DIGEST);
  g_autoptr(GError) error = NULL;
  g_autofree char *digest = NULL;
  g_autoptr(SkPlan) read = read_plan (plan, text, &digest, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sk_plan_summarize (read).tasks, ==, 0);
}

/* A plan of before and after a clock change says which hour it means. */
static void
test_reads_back_over_a_clock_change (void)
{
  g_autoptr(SkRules) rules = make_rules (ZONE);
  g_autoptr(SkSnapshot) snapshot = make_snapshot (rules);
  GArray *placements = sk_placement_array_new ();
  SkPlacement once = make_placement (snapshot, "first", "2026-10-25T02:15+02:00",
                                     "2026-10-25T02:15+01:00");

  once.blocked = sk_blocked_array_new ();
  g_array_append_val (placements, once);

  g_autoptr(SkPlan) plan = sk_plan_new_take (&(SkPlanInit) {
    .snapshot = snapshot,
    .rules = rules,
    .at = moment ("2026-10-25T00:00+02:00"),
    .placements = placements,
    .unplaced = sk_unplaced_array_new (),
    .left_alone = sk_left_alone_array_new (),
  });
  g_autofree char *text = sk_plan_codec_write (plan, DIGEST);
  g_autoptr(GError) error = NULL;
  g_autofree char *digest = NULL;
  g_autoptr(SkPlan) read = read_plan (plan, text, &digest, &error);

  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "\"start\": \"2026-10-25T02:15:00+02:00\""));
  g_assert_nonnull (strstr (text, "\"end\": \"2026-10-25T02:15:00+01:00\""));
  assert_same_placement (sk_plan_get_placement (plan, 0), sk_plan_get_placement (read, 0));
}

/* --- tampered with --- */

typedef struct
{
  const char *name;
  const char *old;              /* once in the plan; then, the first of several is meant */
  const char *new;
  SkError     code;
  const char *message;          /* how it begins */
} Tampered;

#define MALFORMED SK_ERROR_MALFORMED
#define CHECK SK_ERROR_CHECK

static const Tampered tampered[] = {
  /* not the format */
  { "another-format", "slotkeeper-plan/1", "slotkeeper-tasks/1", MALFORMED, "format: must be" },
  { "a-later-format", "slotkeeper-plan/1", "slotkeeper-plan/2", MALFORMED, "format: must be" },
  { "no-format", "\"format\": \"slotkeeper-plan/1\",", "", MALFORMED, "format: is missing" },
  { "no-digest", "\"digest\": \"" DIGEST "\",", "", MALFORMED, "digest: is missing" },
  { "a-digest-that-is-a-number", "\"digest\": \"" DIGEST "\"", "\"digest\": 7", MALFORMED,
    "digest: must be a text" },
  { "at-a-date", "\"at\": \"" AT "\"", "\"at\": \"2026-11-23\"", MALFORMED,
    "at: must be a time with its offset" },
  { "at-without-offset", "\"at\": \"" AT "\"", "\"at\": \"2026-11-23T08:00:00\"", MALFORMED,
    "at: must be a date" },
  { "a-stability-that-is-not", "\"stability\": \"steady\"", "\"stability\": \"\"", MALFORMED,
    "stability: must be one of steady, keep-all, rebuild" },
  { "no-days", "\"days_ahead\": 7", "\"days_ahead\": 0", MALFORMED, "days_ahead: must be" },
  { "too-many-days", "\"days_ahead\": 7", "\"days_ahead\": 366", MALFORMED, "days_ahead: must be" },
  { "an-unknown-key", "\"timezone\":", "\"horizon\": 7, \"timezone\":", MALFORMED,
    "horizon: unknown key" },
  { "a-key-twice",
    "\"timezone\":", "\"at\": \"" AT "\", \"timezone\":", MALFORMED, "at: line 4, " },
  { "cut", "\"left_alone\": [", "", MALFORMED, "" },
  { "more-after-the-end", "\n}\n", "\n}\n{}\n", MALFORMED, "line " },

  /* placements */
  { "a-task-that-is-not", "\"task\": \"first\"", "\"task\": \"fist\"", MALFORMED,
    "placements[0].task: “fist” is no task" },
  { "a-task-that-is-a-number", "\"task\": \"second\"", "\"task\": 2", MALFORMED,
    "placements[1].task: must be a text" },
  { "no-task", "\"task\": \"second\",", "", MALFORMED, "placements[1].task: is missing" },
  { "no-start", "\"start\": \"2026-11-23T09:00:00+01:00\",\n      \"end\"", "\"end\"", MALFORMED,
    "placements[0].start: is missing" },
  { "a-date-for-a-start", "\"start\": \"2026-11-23T09:00:00+01:00\",\n      \"end\"",
    "\"start\": \"2026-11-23\",\n      \"end\"", MALFORMED,
    "placements[0].start: must be a time with its offset" },
  { "a-bad-end", "\"end\": \"2026-11-23T10:30:00+01:00\"", "\"end\": \"2026-11-23T24:00:00+01:00\"",
    MALFORMED, "placements[0].end: must be" },
  { "a-change-that-is-not", "\"change\": \"new\"", "\"change\": \"late\"", MALFORMED,
    "placements[0].change: must be one of kept, new, moved, missed" },
  { "a-fix-that-is-not", "\"fixed\": \"pinned\"", "\"fixed\": \"Pinned\"", MALFORMED,
    "placements[2].fixed: must be one of pinned, running, manual" },
  { "a-fix-without-a-word", "\"fixed\": null", "\"fixed\": \"\"", MALFORMED,
    "placements[0].fixed: must be one of" },
  { "late-is-a-word", "\"late\": true", "\"late\": \"yes\"", MALFORMED,
    "placements[1].late: must be true or false" },
  { "a-cause-that-is-not", "\"code\": \"promised-to-others\"", "\"code\": \"promised\"", MALFORMED,
    "placements[1].late_why.code: must be one of past-due, no-time" },
  { "a-cause-without-a-word", "\"late_why\": null", "\"late_why\": {\"code\": \"\"}", MALFORMED,
    "placements[0].late_why.code: must be one of" },
  { "a-cause-without-a-code", "\"late_why\": null", "\"late_why\": {}", MALFORMED,
    "placements[0].late_why.code: is missing" },
  { "slack-below-0", "\"slack_minutes\": 480", "\"slack_minutes\": -1", MALFORMED,
    "placements[0].slack_minutes: must be a whole number" },
  { "slack-of-half-a-minute", "\"slack_minutes\": 480", "\"slack_minutes\": 0.5", MALFORMED,
    "placements[0].slack_minutes: must be a whole number" },
  { "slack-beyond-all", "\"slack_minutes\": 480", "\"slack_minutes\": 1e300", MALFORMED,
    "placements[0].slack_minutes: must be a whole number" },
  { "a-warning-that-is-not", "\"code\": \"blocker-gone\"", "\"code\": \"blocker\"", MALFORMED,
    "placements[1].warnings[0].code: must be one of pins-overlap" },
  { "a-reason-that-is-not", "\"code\": \"earliest-fit\"", "\"code\": \"fits\"", MALFORMED,
    "placements[0].why.code: must be one of earliest-fit" },
  { "a-certificate-that-is-a-text", "\"blocked\": []", "\"blocked\": \"busy\"", MALFORMED,
    "placements[1].why.blocked: must be a list" },
  { "an-obstacle-that-is-not", "\"by\": \"earliest-start\"", "\"by\": \"start\"", MALFORMED,
    "placements[0].why.blocked[4].by: must be one of busy, task" },
  { "an-obstacle-without-a-place", "{\"start\": \"" AT "\", ", "{", MALFORMED,
    "placements[0].why.blocked[0].start: is missing" },
  { "an-obstacle-with-more", "\"by\": \"past\"", "\"by\": \"past\", \"task\": \"first\"", MALFORMED,
    "placements[0].why.blocked[9].task: unknown key" },
  { "before-without-a-start", "{\"start\": \"2026-11-20\", \"end\": null}", "{\"end\": null}",
    MALFORMED, "placements[1].before.start: is missing" },

  /* the other lists */
  { "unplaced-that-is-not", "\"task\": \"lost\"", "\"task\": \"found\"", MALFORMED,
    "unplaced[0].task: “found” is no task" },
  { "unplaced-for-no-reason", "\"code\": \"too-long\"", "\"code\": \"long\"", MALFORMED,
    "unplaced[0].code: must be one of too-long" },
  { "unplaced-and-moved", "\"change\": \"removed\"", "\"change\": \"moved\"", MALFORMED,
    "unplaced[0].change: must be one of none, removed" },
  { "unplaced-for-nobody", "\"blocker\": \"lost\"", "\"blocker\": \"found\"", MALFORMED,
    "unplaced[1].blocker: “found” is no task" },
  { "left-alone-for-no-reason", "\"code\": \"done\"", "\"code\": \"finished\"", MALFORMED,
    "left_alone[0].code: must be one of done, canceled" },
  { "left-alone-with-more", "\"code\": \"done\"", "\"code\": \"done\", \"text\": \"\"", MALFORMED,
    "left_alone[0].text: unknown key" },

  /* understood, but not one thing */
  { "another-zone",
    "\"timezone\": \"" ZONE "\"", "\"timezone\": \"UTC\"", CHECK, "The plan is made" },
  { "late-without-a-cause", "\"late\": false", "\"late\": true", CHECK, "placements[0]: " },
  { "a-cause-without-being-late", "\"late\": true", "\"late\": false", CHECK, "placements[1]: " },
  { "placed-and-removed",
    "\"change\": \"new\"", "\"change\": \"removed\"", CHECK, "placements[0]: " },
  { "another-title", "\"title\": \"Fix “it”\"", "\"title\": \"Fix\"", CHECK, "placements[0]: " },
  { "another-title-of-the-unplaced", "\"title\": \"Waits\"", "\"title\": \"\"", CHECK,
    "unplaced[1]: " },
  { "one-task-more", "\"tasks\": 5", "\"tasks\": 6", CHECK, "The summary" },
  { "one-placed-less", "\"placed\": 3", "\"placed\": 2", CHECK, "The summary" },
  { "one-new-more", "\"new\": 1", "\"new\": 2", CHECK, "The summary" },
  { "none-moved", "\"moved\": 1", "\"moved\": 0", CHECK, "The summary" },
  { "one-missed", "\"missed\": 0", "\"missed\": 1", CHECK, "The summary" },
  { "none-kept", "\"kept\": 1", "\"kept\": 0", CHECK, "The summary" },
  { "none-removed", "\"removed\": 1", "\"removed\": 0", CHECK, "The summary" },
  { "none-unplaced", "\"unplaced\": 2", "\"unplaced\": 0", CHECK, "The summary" },
  { "none-late", "\"late\": 1", "\"late\": 0", CHECK, "The summary" },
  { "one-avoidable", "\"late_avoidable\": 0", "\"late_avoidable\": 1", CHECK, "The summary" },
  { "a-bound-below-0", "\"lower_bound_late\": 1", "\"lower_bound_late\": -1", MALFORMED,
    "summary.lower_bound_late: must be" },
  { "a-turn", "\"blocked\": []", "\"turn\": 1, \"blocked\": []", MALFORMED,
    "placements[1].why.turn: unknown key" },
  { "capacity-without-a-date", "{\"date\": \"2026-11-25\", ", "{", MALFORMED,
    "capacity[0].date: is missing" },
  { "capacity-by-a-moment", "\"date\": \"2026-11-25\"", "\"date\": \"" AT "\"", MALFORMED,
    "capacity[0].date: must be" },
  { "capacity-below-0", "\"free_minutes\": 420", "\"free_minutes\": -1", MALFORMED,
    "capacity[0].free_minutes: must be" },
  { "capacity-with-more", "\"due_minutes\": 570", "\"due_minutes\": 570, \"hours\": 1", MALFORMED,
    "capacity[0].hours: unknown key" },
  { "another-change-than-counted", "\"change\": \"moved\"", "\"change\": \"missed\"", CHECK,
    "The summary" },
  { "a-count-that-is-missing", "\"kept\": 1,", "", MALFORMED, "summary.kept: is missing" },
  { "a-count-below-0", "\"kept\": 1", "\"kept\": -1", MALFORMED, "summary.kept: must be" },
  { "a-count-that-is-a-word",
    "\"kept\": 1", "\"kept\": \"1\"", MALFORMED, "summary.kept: must be" },
  { "a-count-that-is-unknown", "\"kept\": 1", "\"kept\": 1, \"left\": 1", MALFORMED,
    "summary.left: unknown key" },
};

static char *
replace_first (const char *text,
               const char *old,
               const char *new)
{
  const char *at = strstr (text, old);
  g_autofree char *head = NULL;

  g_assert_nonnull (at);
  head = g_strndup (text, (gsize) (at - text));

  return g_strconcat (head, new, at + strlen (old), NULL);
}

static void
test_tampered (gconstpointer data)
{
  const Tampered *row = data;
  g_autoptr(SkPlan) plan = make_plan ();
  g_autofree char *written = sk_plan_codec_write (plan, DIGEST);
  g_autofree char *text = replace_first (written, row->old, row->new);
  g_autoptr(GError) error = NULL;
  g_autofree char *digest = NULL;
  g_autoptr(SkPlan) read = read_plan (plan, text, &digest, &error);

  g_assert_null (read);
  g_assert_null (digest);
  g_assert_error (error, SK_ERROR, (int) row->code);
  if (!g_str_has_prefix (error->message, row->message))
    g_assert_cmpstr (error->message, ==, row->message);
}

static void
test_truncated (void)
{
  g_autoptr(SkPlan) plan = make_plan ();
  g_autofree char *text = sk_plan_codec_write (plan, DIGEST);

  /* the last byte is the line break after it */
  for (gsize length = 0; length < strlen (text) - 1; length++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *digest = NULL;
      g_autofree char *begun = g_strndup (text, length);
      g_autoptr(SkPlan) read = read_plan (plan, begun, &digest, &error);

      g_assert_null (read);
      g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
    }
}

/* Sentences are for people: another language is the same plan. */
static void
test_other_sentences (void)
{
  g_autoptr(SkPlan) plan = make_plan ();
  g_autofree char *written = sk_plan_codec_write (plan, DIGEST);
  g_autofree char *text = replace_first (written, "\"text\": \"", "\"text\": \"Heute: ");
  g_autoptr(GError) error = NULL;
  g_autofree char *digest = NULL;
  g_autoptr(SkPlan) read = read_plan (plan, text, &digest, &error);

  g_assert_no_error (error);
  g_assert_nonnull (read);
}

/* --- the digest --- */

static SkTask *
make_task (const char *id,
           const char *title)
{
  return sk_task_new (&(SkTaskInit) { .id = id, .title = title });
}

static void
add_change (GArray     *changes,
            const char *id,
            const char *title,
            SkWhen      before_start,
            SkWhen      before_end,
            SkSpan      after,
            gint64      at)
{
  SkChange change = { make_task (id, title), before_start, before_end, after, at };

  g_array_append_val (changes, change);
}

static void
assert_digest (GArray     *changes,
               const char *lines)
{
  g_autofree char *digest = sk_change_array_dup_digest (changes);
  g_autofree char *wanted = g_compute_checksum_for_string (G_CHECKSUM_SHA256, lines, -1);

  g_assert_cmpstr (digest, ==, wanted);
}

static const SkWhen never = { SK_WHEN_NONE, 0 };

static void
test_digest_lines (void)
{
  g_autoptr(GArray) changes = sk_change_array_new ();

  assert_digest (changes, "");
  add_change (changes, "b", "B", never, never, (SkSpan) { 3600, 7200 }, 0);
  assert_digest (changes, "b\t\t\t3600\t7200\n");
  add_change (changes, "a", "A", sk_when_instant (-60), sk_when_instant (60),
              (SkSpan) { 0, 60 }, 0);
  assert_digest (changes, "a\t-60\t60\t0\t60\nb\t\t\t3600\t7200\n");
  add_change (changes, "c", "C", sk_when_instant (1), never, (SkSpan) { 0, 0 }, 0);
  assert_digest (changes, "a\t-60\t60\t0\t60\nb\t\t\t3600\t7200\nc\t1\t\t\t\n");
  add_change (changes, "d", "D", sk_when_day (1), sk_when_day (2), (SkSpan) { 0, 60 }, 0);
  assert_digest (changes, "a\t-60\t60\t0\t60\nb\t\t\t3600\t7200\nc\t1\t\t\t\n"
                          "d\t86400\t172800\t0\t60\n");
}

static void
test_digest_same (void)
{
  g_autoptr(GArray) one = sk_change_array_new ();
  g_autoptr(GArray) other = sk_change_array_new ();

  add_change (one, "a", "A", never, never, (SkSpan) { 0, 60 }, 0);
  add_change (one, "ä", "", never, never, (SkSpan) { 60, 120 }, 0);
  add_change (other, "ä", "Another title", never, never, (SkSpan) { 60, 120 }, 999);
  add_change (other, "a", "Another title", never, never, (SkSpan) { 0, 60 }, 999);

  g_autofree char *digest = sk_change_array_dup_digest (one);
  g_autofree char *same = sk_change_array_dup_digest (other);

  g_assert_cmpstr (digest, ==, same);
  g_assert_cmpuint (strlen (digest), ==, 64);
}

static void
test_digest_differs (void)
{
  static const struct
  {
    const char *id;
    SkWhen      start, end;
    SkSpan      after;
  } rows[] = {
    { "a", { SK_WHEN_INSTANT, 60 }, { SK_WHEN_INSTANT, 120 }, { 180, 240 } },
    { "b", { SK_WHEN_INSTANT, 60 }, { SK_WHEN_INSTANT, 120 }, { 180, 240 } },
    { "a", { SK_WHEN_INSTANT, 61 }, { SK_WHEN_INSTANT, 120 }, { 180, 240 } },
    { "a", { SK_WHEN_INSTANT, 60 }, { SK_WHEN_INSTANT, 121 }, { 180, 240 } },
    { "a", { SK_WHEN_INSTANT, 60 }, { SK_WHEN_INSTANT, 120 }, { 181, 240 } },
    { "a", { SK_WHEN_INSTANT, 60 }, { SK_WHEN_INSTANT, 120 }, { 180, 241 } },
    { "a", { SK_WHEN_INSTANT, 60 }, { SK_WHEN_NONE, 0 }, { 180, 240 } },
    { "a", { SK_WHEN_NONE, 0 }, { SK_WHEN_NONE, 0 }, { 180, 240 } },
    { "a", { SK_WHEN_INSTANT, 60 }, { SK_WHEN_INSTANT, 120 }, { 0, 0 } },
  };
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GArray) changes = sk_change_array_new ();

      add_change (changes, rows[i].id, "", rows[i].start, rows[i].end, rows[i].after, 0);
      g_assert_true (g_hash_table_add (seen, sk_change_array_dup_digest (changes)));
    }
}

/* --- a change set --- */

static char *
write_changes (GArray     *writes,
               const char *id,
               gint64      at,
               SkRules    *rules)
{
  const SkChangeSet set = {
    .id = (char *) id, .at = at, .digest = (char *) DIGEST, .writes = writes,
  };

  return sk_changes_codec_write (&set, rules);
}

static void
test_changes_keys (void)
{
  g_autoptr(SkRules) rules = make_rules (ZONE);
  g_autoptr(SkSnapshot) snapshot = make_snapshot (rules);
  g_autoptr(GArray) writes = sk_write_array_new ();

  sk_write_array_add (writes, find (snapshot, "first"), "scheduled", NULL,
                      g_strdup ("{\"start\": \"2026-11-24\", \"rank\": 95.6}"));
  sk_write_array_add (writes, find (snapshot, "second"), "Last Scheduled", "[1, null, \"x\"]",
                      g_strdup ("null"));
  g_array_index (writes, SkWrite, 1).outcome = SK_OUTCOME_FAILED;
  g_array_index (writes, SkWrite, 1).code = g_strdup ("denied");
  g_array_index (writes, SkWrite, 1).text = g_strdup ("No “way”.");

  g_autofree char *text =
    write_changes (writes, "20261123-1", moment (AT), rules);
  g_autoptr(JsonNode) root = parse (text);
  g_autofree char *printed = sk_json_print (root, FALSE);

  assert_keys (json_node_get_object (root), "format id at workspace digest changes");
  for (guint i = 0; i < 2; i++)
    assert_keys (get_entry (root, "changes", i),
                 "task title property before after revision outcome code text");
  g_assert_cmpstr (printed, ==,
                   "{\"format\": \"slotkeeper-changes/1\", \"id\": \"20261123-1\","
                   " \"at\": \"" AT "\", \"workspace\": null, \"digest\": \"" DIGEST "\","
                   " \"changes\": [{\"task\": \"first\", \"title\": \"Fix “it”\","
                   " \"property\": \"scheduled\", \"before\": null,"
                   " \"after\": {\"start\": \"2026-11-24\", \"rank\": 95.6},"
                   " \"revision\": \"r1\", \"outcome\": \"planned\", \"code\": null,"
                   " \"text\": null}, {\"task\": \"second\", \"title\": \"\","
                   " \"property\": \"Last Scheduled\", \"before\": [1, null, \"x\"],"
                   " \"after\": null, \"revision\": null, \"outcome\": \"failed\","
                   " \"code\": \"denied\", \"text\": \"No “way”.\"}]}");
}

static void
test_changes_outcomes (void)
{
  g_autoptr(SkRules) rules = make_rules (ZONE);
  g_autoptr(SkSnapshot) snapshot = make_snapshot (rules);

  for (guint i = 0; i < G_N_ELEMENTS (outcome_words); i++)
    {
      g_autoptr(GArray) writes = sk_write_array_new ();

      sk_write_array_add (writes, find (snapshot, "first"), "scheduled", "1", g_strdup ("2"));
      g_array_index (writes, SkWrite, 0).outcome = (SkOutcome) i;

      g_autofree char *text = write_changes (writes, NULL, 0, rules);
      g_autoptr(JsonNode) root = parse (text);

      assert_word (get_entry (root, "changes", 0), "outcome", outcome_words[i]);
    }
}

static void
test_changes_none (void)
{
  g_autoptr(SkRules) rules = make_rules (ZONE);
  g_autoptr(GArray) writes = sk_write_array_new ();
  g_autofree char *text = write_changes (writes, NULL, moment (AT), rules);
  g_autoptr(JsonNode) root = parse (text);
  g_autofree char *printed = sk_json_print (root, FALSE);

  g_assert_cmpstr (printed, ==,
                   "{\"format\": \"slotkeeper-changes/1\", \"id\": null, \"at\": \"" AT "\","
                   " \"workspace\": null, \"digest\": \"" DIGEST "\", \"changes\": []}");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/codec/plan/writes/the-keys-of-the-format", test_keys);
  g_test_add_func ("/codec/plan/writes/values", test_values);
  g_test_add_func ("/codec/plan/writes/the-summary", test_summary);
  g_test_add_func ("/codec/plan/writes/one-task", test_one_task);
  g_test_add_func ("/codec/plan/writes/the-same-bytes-again", test_same_bytes);
  g_test_add_func ("/codec/plan/words/of-placements", test_placement_words);
  g_test_add_func ("/codec/plan/words/of-warnings", test_warning_words);
  g_test_add_func ("/codec/plan/words/of-obstacles", test_blocked_by_words);
  g_test_add_func ("/codec/plan/words/of-the-unplaced", test_unplaced_words);
  g_test_add_func ("/codec/plan/words/of-what-is-left-alone", test_left_words);
  g_test_add_func ("/codec/plan/words/none-is-missing", test_no_word_is_missing);
  g_test_add_func ("/codec/plan/reads/what-is-written", test_reads_back);
  g_test_add_func ("/codec/plan/reads/its-own-rules", test_reads_its_rules);
  g_test_add_func ("/codec/plan/reads/an-empty-plan", test_reads_an_empty_plan);
  g_test_add_func ("/codec/plan/reads/over-a-clock-change", test_reads_back_over_a_clock_change);
  g_test_add_func ("/codec/plan/reads/other-sentences", test_other_sentences);
  g_test_add_func ("/codec/plan/reads/who-proves-a-place", test_certificates);
  g_test_add_func ("/codec/what-if/both-plans-and-what-differs", test_what_if);
  g_test_add_func ("/codec/plan/refuses/what-is-cut-anywhere", test_truncated);
  g_test_add_func ("/codec/plan/digest/of-lines", test_digest_lines);
  g_test_add_func ("/codec/plan/digest/same-changes-same-digest", test_digest_same);
  g_test_add_func ("/codec/plan/words/fit", test_codes_fit);
  g_test_add_func ("/codec/plan/faces-see-the-nearest", test_faces_see_the_nearest);
  g_test_add_func ("/codec/plan/faces-see-the-first", test_faces_see_the_first);
  g_test_add_func ("/codec/plan/digest/other-changes-another", test_digest_differs);
  g_test_add_func ("/codec/changes/keys-of-the-format", test_changes_keys);
  g_test_add_func ("/codec/changes/outcomes", test_changes_outcomes);
  g_test_add_func ("/codec/changes/none", test_changes_none);

  for (gsize i = 0; i < G_N_ELEMENTS (tampered); i++)
    {
      g_autofree char *path = g_strconcat ("/codec/plan/refuses/", tampered[i].name, NULL);
      g_test_add_data_func (path, &tampered[i], test_tampered);
    }

  return g_test_run ();
}
