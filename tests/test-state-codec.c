/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sk-error.h"
#include "sk-state-codec.h"

#define MONDAY 1795420800       /* 2026-11-23 08:00 UTC */

static SkState *
make_full (void)
{
  g_autoptr(GArray) next = sk_slot_array_new ();
  g_autoptr(GArray) late = sk_slot_array_new ();
  g_autoptr(GArray) workspaces = sk_place_array_new ();
  g_autoptr(GArray) capacity = g_array_new (FALSE, FALSE, sizeof (SkCapacity));
  g_autoptr(GError) error = g_error_new_literal (SK_ERROR, SK_ERROR_OFFLINE, "No “net” <&>");
  SkCapacity day = { 20780, 3600, 5400 };
  const char *const notices[] = { "One.", "Two.", NULL };
  SkSlot running = { (char *) "a", (char *) "Fix “bug”", { MONDAY, MONDAY + 3600 } };
  SkSlot ended = { (char *) "z", (char *) "", { MONDAY - 3600, MONDAY } };

  sk_slot_array_add (next, "b", "Write docs", (SkSpan) { MONDAY + 3600, MONDAY + 7200 });
  sk_slot_array_add (late, "c", "Thesis", (SkSpan) { 0, 0 });
  sk_place_array_add (workspaces, "w-1", "Livepeer", "notion");
  g_array_append_val (capacity, day);

  return sk_state_new (&(SkStateInit) {
    .revision = 42,
    .phase = SK_PHASE_APPLYING,
    .at = MONDAY,
    .zone_name = "Europe/Berlin",
    .counts = { .tasks = 12, .placed = 11, .n_new = 3, .late_avoidable = 1 },
    .n_changes = 4,
    .digest = "abc",
    .running = &running,
    .next = next,
    .late = late,
    .ended = &ended,
    .next_pass = MONDAY + 600,
    .done = 2,
    .total = 4,
    .paused_until = SK_PAUSED_UNTIL_RESUMED,
    .can_undo = TRUE,
    .last_set = "20261123-080000-abcdef",
    .last_written = 7,
    .capacity = capacity,
    .error = error,
    .notices = notices,
    .workspaces = workspaces,
  });
}

static SkState *
pass_through (SkState *state)
{
  g_autofree char *text = sk_state_codec_write (state);
  g_autoptr(GError) error = NULL;
  SkState *again = sk_state_codec_read (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_nonnull (again);

  return again;
}

static void
assert_slot (const SkSlot *slot,
             const char   *task,
             const char   *title,
             SkSpan        span)
{
  g_assert_nonnull (slot);
  g_assert_cmpstr (slot->task, ==, task);
  g_assert_cmpstr (slot->title, ==, title);
  g_assert_true (sk_span_equal (slot->span, span));
}

static void
test_comes_back_whole (void)
{
  g_autoptr(SkState) written = make_full ();
  g_autoptr(SkState) read = pass_through (written);
  g_autofree char *first = sk_state_codec_write (written);
  g_autofree char *second = sk_state_codec_write (read);

  g_assert_cmpstr (first, ==, second);
  g_assert_cmpuint (sk_state_get_revision (read), ==, 42);
  g_assert_cmpint (sk_state_get_phase (read), ==, SK_PHASE_APPLYING);
  g_assert_true (sk_state_is_busy (read));
  g_assert_cmpint (sk_state_get_at (read), ==, MONDAY);
  g_assert_cmpstr (sk_state_get_zone_name (read), ==, "Europe/Berlin");
  g_assert_cmpuint (sk_state_get_counts (read)->n_new, ==, 3);
  g_assert_cmpuint (sk_state_get_counts (read)->late_avoidable, ==, 1);
  g_assert_cmpuint (sk_state_get_n_changes (read), ==, 4);
  g_assert_cmpstr (sk_state_get_digest (read), ==, "abc");
  assert_slot (sk_state_get_running (read), "a", "Fix “bug”", (SkSpan) { MONDAY, MONDAY + 3600 });
  assert_slot (sk_state_get_ended (read), "z", "", (SkSpan) { MONDAY - 3600, MONDAY });
  assert_slot (sk_state_get_next (read, 0), "b", "Write docs",
               (SkSpan) { MONDAY + 3600, MONDAY + 7200 });
  assert_slot (sk_state_get_late (read, 0), "c", "Thesis", (SkSpan) { 0, 0 });
  g_assert_null (sk_state_get_next (read, 1));
  g_assert_cmpint (sk_state_get_next_pass (read), ==, MONDAY + 600);
  g_assert_cmpuint (sk_state_get_done (read), ==, 2);
  g_assert_cmpuint (sk_state_get_total (read), ==, 4);
  g_assert_cmpint (sk_state_get_paused_until (read), ==, SK_PAUSED_UNTIL_RESUMED);
  g_assert_true (sk_state_can_undo (read));
  g_assert_cmpstr (sk_state_get_last_set (read), ==, "20261123-080000-abcdef");
  g_assert_cmpuint (sk_state_get_last_written (read), ==, 7);
  g_assert_cmpint (sk_state_get_capacity (read, 0)->due, ==, 5400);
  g_assert_error (sk_state_get_error (read), SK_ERROR, SK_ERROR_OFFLINE);
  g_assert_cmpstr (sk_state_get_error (read)->message, ==, "No “net” <&>");
  g_assert_cmpstr (sk_state_get_notices (read)[1], ==, "Two.");
  g_assert_cmpstr (sk_state_get_workspace (read, 0)->name, ==, "Livepeer");
}

static void
test_empty_is_empty (void)
{
  g_autoptr(SkState) written = sk_state_new (&(SkStateInit) { .phase = SK_PHASE_SETUP });
  g_autoptr(SkState) read = pass_through (written);

  g_assert_cmpint (sk_state_get_phase (read), ==, SK_PHASE_SETUP);
  g_assert_cmpint (sk_state_get_at (read), ==, 0);
  g_assert_null (sk_state_get_running (read));
  g_assert_null (sk_state_get_digest (read));
  g_assert_null (sk_state_get_error (read));
  g_assert_null (sk_state_get_last_set (read));
  g_assert_cmpuint (sk_state_get_total (read), ==, 0);
  g_assert_cmpint (sk_state_get_paused_until (read), ==, 0);
  g_assert_cmpuint (sk_state_get_n_workspaces (read), ==, 0);
}

typedef struct
{
  const char *name;
  const char *text;
  const char *place;            /* what the message names */
} Refusal;

static const Refusal refusals[] = {
  { "no-json", "{", "" },
  { "another-format", "{\"format\": \"slotkeeper-state/2\"}", "format" },
  { "an-unknown-key", "{\"format\": \"slotkeeper-state/1\", \"fase\": 1}", "fase" },
  { "nothing-but-a-format", "{\"format\": \"slotkeeper-state/1\"}", "revision" },
};

static void
test_refuses (gconstpointer data)
{
  const Refusal *refusal = data;
  g_autoptr(GError) error = NULL;
  SkState *state = sk_state_codec_read (refusal->text, strlen (refusal->text), &error);

  g_assert_null (state);
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, refusal->place));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/codec/state/comes-back-whole", test_comes_back_whole);
  g_test_add_func ("/codec/state/empty-is-empty", test_empty_is_empty);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/codec/state/refuses-", refusals[i].name, NULL);

      g_test_add_data_func (path, &refusals[i], test_refuses);
    }

  return g_test_run ();
}
