/* test-notices.c — what a person is told when one state follows another
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notices.h"
#include "sk-notify.h"
#include "sk-some-state.h"

#define NOBODY 99               /* instead of a phase: there is no state */

/* --- one state after another --- */

static const struct
{
  const char  *name;
  SkSomeState  before;
  SkSomeState  after;
  const char  *news;            /* "+kind" told, "-kind" taken back */
} steps[] = {
  { "all-is-well", { .phase = NOBODY }, { .phase = SK_PHASE_IDLE, .n_next = 3 }, "" },
  { "nothing-is-new",
    { .phase = SK_PHASE_REVIEW, .changes = 2, .late = "a", .ended = "x", .last_set = "s1",
      .written = 1 },
    { .phase = SK_PHASE_REVIEW, .changes = 2, .late = "a", .ended = "x", .last_set = "s1",
      .written = 1 },
    "" },

  { "changes-wait", { .phase = SK_PHASE_IDLE }, { .phase = SK_PHASE_REVIEW, .changes = 2 },
    "+review" },
  { "changes-wait-from-the-start",
    { .phase = NOBODY }, { .phase = SK_PHASE_REVIEW, .changes = 2 }, "+review" },
  { "other-changes-wait",
    { .phase = SK_PHASE_REVIEW, .changes = 2, .digest = "a" },
    { .phase = SK_PHASE_REVIEW, .changes = 2, .digest = "b" }, "+review" },
  { "nothing-waits-any-more",
    { .phase = SK_PHASE_REVIEW, .changes = 2 }, { .phase = SK_PHASE_IDLE }, "-review" },
  { "changes-are-being-written",
    { .phase = SK_PHASE_REVIEW, .changes = 2 }, { .phase = SK_PHASE_APPLYING, .changes = 2 },
    "-review" },
  { "the-person-rests",
    { .phase = SK_PHASE_REVIEW, .changes = 2 },
    { .phase = SK_PHASE_PAUSED, .changes = 2, .paused_until = SK_PAUSED_UNTIL_RESUMED },
    "-review" },
  { "the-network-goes-changes-stay",
    { .phase = SK_PHASE_REVIEW, .changes = 2 }, { .phase = SK_PHASE_OFFLINE, .changes = 2 }, "" },

  { "changes-were-written",
    { .phase = SK_PHASE_APPLYING, .changes = 2 },
    { .phase = SK_PHASE_IDLE, .last_set = "s1", .written = 2 }, "+applied" },
  { "and-once-more",
    { .phase = SK_PHASE_IDLE, .last_set = "s1", .written = 2 },
    { .phase = SK_PHASE_IDLE, .last_set = "s2", .written = 1 }, "+applied" },
  { "and-taken-back",
    { .phase = SK_PHASE_IDLE, .last_set = "s1", .written = 2 }, { .phase = SK_PHASE_IDLE },
    "-applied" },
  { "of-what-was-written-before-we-began-nothing",
    { .phase = NOBODY }, { .phase = SK_PHASE_IDLE, .last_set = "s1", .written = 2 }, "" },
  { "nor-once-the-first-plan-is-made",
    { .phase = SK_PHASE_OFFLINE, .has_no_plan = TRUE },
    { .phase = SK_PHASE_IDLE, .last_set = "s1", .written = 2, .ended = "x" }, "" },

  { "a-due-date-cannot-be-met",
    { .phase = SK_PHASE_IDLE }, { .phase = SK_PHASE_IDLE, .late = "a" }, "+late" },
  { "and-another",
    { .phase = SK_PHASE_IDLE, .late = "a" }, { .phase = SK_PHASE_IDLE, .late = "a b" }, "+late" },
  { "they-can-be-met-after-all",
    { .phase = SK_PHASE_IDLE, .late = "a b" }, { .phase = SK_PHASE_IDLE }, "-late" },

  { "a-slot-ends",
    { .phase = SK_PHASE_IDLE }, { .phase = SK_PHASE_IDLE, .ended = "x" }, "+ended" },
  { "another-slot-ends",
    { .phase = SK_PHASE_IDLE, .ended = "x" }, { .phase = SK_PHASE_IDLE, .ended = "y" }, "+ended" },
  { "its-task-is-done",
    { .phase = SK_PHASE_IDLE, .ended = "x" }, { .phase = SK_PHASE_IDLE }, "-ended" },
  { "a-slot-begins-and-that-is-not-told-unless-asked",
    { .phase = SK_PHASE_IDLE }, { .phase = SK_PHASE_IDLE, .runs = TRUE }, "" },

  { "the-key-is-refused",
    { .phase = SK_PHASE_IDLE }, { .phase = SK_PHASE_FAILED, .failure = "No." }, "+trouble" },
  { "something-else-is-wrong",
    { .phase = SK_PHASE_FAILED, .failure = "No." },
    { .phase = SK_PHASE_FAILED, .failure = "Gone." }, "+trouble" },
  { "it-is-mended",
    { .phase = SK_PHASE_FAILED, .failure = "No." }, { .phase = SK_PHASE_IDLE }, "-trouble" },
  { "the-keyring-is-locked", { .phase = NOBODY }, { .phase = SK_PHASE_LOCKED }, "+trouble" },
  { "the-keyring-is-unlocked",
    { .phase = SK_PHASE_LOCKED }, { .phase = SK_PHASE_IDLE }, "-trouble" },

  { "much-at-once",
    { .phase = SK_PHASE_REVIEW, .changes = 1, .ended = "x" },
    { .phase = SK_PHASE_FAILED, .failure = "No.", .late = "a", .last_set = "s1", .written = 1 },
    "-review +applied +late -ended +trouble" },
  { "the-program-ends",
    { .phase = SK_PHASE_REVIEW, .changes = 1, .late = "a", .ended = "x" }, { .phase = NOBODY },
    "-review -late -ended" },
};

static SkState *
make_state (const SkSomeState *some)
{
  return (int) some->phase == NOBODY ? NULL : sk_some_state_new (some);
}

static gboolean
has_kind (const char *list,
          char        sign,
          const char *kind)
{
  g_auto(GStrv) words = g_strsplit (list, " ", -1);
  g_autofree char *word = g_strdup_printf ("%c%s", sign, kind);

  return g_strv_contains ((const char *const *) words, word);
}

static guint
count_words (const char *list)
{
  g_auto(GStrv) words = g_strsplit (list, " ", -1);

  return *list != '\0' ? g_strv_length (words) : 0;
}

static void
test_step (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(SkState) before = make_state (&steps[i].before);
  g_autoptr(SkState) after = make_state (&steps[i].after);
  g_auto(SkNews) news = sk_notices_compare (before, after, FALSE);

  g_assert_cmpuint (news.fresh->len + news.stale->len - 1, ==, count_words (steps[i].news));
  for (guint j = 0; j < news.fresh->len; j++)
    g_assert_true (has_kind (steps[i].news, '+', ((SkNotice *) news.fresh->pdata[j])->kind));
  for (guint j = 0; news.stale->pdata[j] != NULL; j++)
    g_assert_true (has_kind (steps[i].news, '-', news.stale->pdata[j]));
}

/* --- what it says --- */

static const struct
{
  const char  *name;
  SkSomeState  after;
  const char  *notice;
} texts[] = {
  { "review", { .phase = SK_PHASE_REVIEW, .changes = 2, .digest = "abc" },
    "2 changes wait for review\n12 tasks: 2 new\n(preview '')\n"
    "[Review: preview '']\n[Apply: apply-all 'abc']" },
  { "applied", { .phase = SK_PHASE_IDLE, .last_set = "s1", .written = 1, .n_next = 1 },
    "1 change written\nNext: Task 1, 11:30–12:00\n(preview '')\n[Undo: undo]" },
  { "one-late", { .phase = SK_PHASE_IDLE, .late = "taxes" },
    "! 1 due date cannot be met\n“taxes”\n(preview 'taxes')\n[Review: preview 'taxes']" },
  { "some-late", { .phase = SK_PHASE_IDLE, .late = "taxes bank" },
    "! 2 due dates cannot be met\n“taxes”, “bank”\n(preview 'taxes')\n"
    "[Review: preview 'taxes']" },
  { "many-late", { .phase = SK_PHASE_IDLE, .late = "a b c d e f g h", .more_late = 3 },
    "! 11 due dates cannot be met\n“a”, “b”, “c”, “d”, “e” and 6 more\n(preview 'a')\n"
    "[Review: preview 'a']" },
  { "ended", { .phase = SK_PHASE_IDLE, .ended = "x", .title = "R&D <draft>" },
    "A slot has ended\n“R&D <draft>” ended at 10:00 and is not done.\n(preview 'x')\n"
    "[Done: done 'x']\n[15 minutes more: extend ('x', uint32 15)]\n[Put back: reschedule]" },
  { "start", { .phase = SK_PHASE_IDLE, .runs = TRUE },
    "A slot begins\nNow: Fix bug, until 11:30\n(preview 'fix-bug')" },
  { "trouble", { .phase = SK_PHASE_FAILED, .failure = "Notion refused the key." },
    "! Your plan stands still\nNotion refused the key.\n(preferences)\n"
    "[Open preferences: preferences]" },
  { "locked", { .phase = SK_PHASE_LOCKED },
    "The keyring is locked\nYour plan stands still until it is unlocked.\n(unlock)\n"
    "[Unlock…: unlock]" },
};

static void
print_button (GString        *text,
              const SkButton *button)
{
  g_string_append (text, button->action);
  if (button->target != NULL)
    {
      g_autofree char *target = g_variant_print (button->target, TRUE);

      g_string_append_printf (text, " %s", target);
    }
}

static char *
print_notice (const SkNotice *notice)
{
  GString *text = g_string_new (notice->is_urgent ? "! " : "");

  g_string_append_printf (text, "%s\n%s\n(", notice->title, notice->body);
  print_button (text, &notice->click);
  g_string_append (text, ")");
  for (guint i = 0; i < notice->buttons->len; i++)
    {
      const SkButton *button = &g_array_index (notice->buttons, SkButton, i);

      g_string_append_printf (text, "\n[%s: ", button->label);
      print_button (text, button);
      g_string_append (text, "]");
    }

  return g_string_free (text, FALSE);
}

static void
test_text (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(SkState) before = sk_some_state_new (&(SkSomeState) { .phase = SK_PHASE_IDLE });
  g_autoptr(SkState) after = sk_some_state_new (&texts[i].after);
  g_auto(SkNews) news = sk_notices_compare (before, after, TRUE);
  g_autofree char *text = NULL;

  g_assert_cmpuint (news.fresh->len, ==, 1);
  text = print_notice (news.fresh->pdata[0]);
  g_assert_cmpstr (text, ==, texts[i].notice);
}

/* --- over time --- */

static void
note (const char     *kind,
      const SkNotice *notice,
      gpointer        user_data)
{
  g_string_append_printf (user_data, "%c%s ", notice != NULL ? '+' : '-', kind);
}

static void
render (SkNotify          *notify,
        const SkSomeState *some)
{
  g_autoptr(SkState) state = sk_some_state_new (some);

  sk_notify_render (notify, state);
}

/* A pass that finds what was there before is not heard of, whatever it looks
 * like while it runs. */
static void
test_passes_are_quiet (void)
{
  SkSomeState waits = { .phase = SK_PHASE_REVIEW, .changes = 2 };
  SkSomeState fails = { .phase = SK_PHASE_FAILED, .failure = "No." };
  SkSomeState works = { .phase = SK_PHASE_WORKING };
  g_autoptr(GString) heard = g_string_new (NULL);
  g_autoptr(SkNotify) notify = sk_notify_new (note, heard);

  render (notify, &works);
  for (int i = 0; i < 3; i++)
    {
      render (notify, &waits);
      render (notify, &works);
    }
  for (int i = 0; i < 3; i++)
    {
      render (notify, &fails);
      render (notify, &works);
    }
  g_assert_cmpstr (heard->str, ==, "+review -review +trouble ");
}

static void
test_starts_on_request (void)
{
  g_autoptr(GString) heard = g_string_new (NULL);
  g_autoptr(SkNotify) notify = sk_notify_new (note, heard);

  sk_notify_set_tells_starts (notify, TRUE);
  render (notify, &(SkSomeState) { .phase = SK_PHASE_IDLE });
  render (notify, &(SkSomeState) { .phase = SK_PHASE_IDLE, .runs = TRUE });
  render (notify, &(SkSomeState) { .phase = SK_PHASE_IDLE });
  g_assert_cmpstr (heard->str, ==, "+start -start ");
}

static void
test_withdraws (void)
{
  g_autoptr(GString) heard = g_string_new (NULL);
  g_autoptr(SkNotify) notify = sk_notify_new (note, heard);

  render (notify, &(SkSomeState) { .phase = SK_PHASE_REVIEW, .changes = 2 });
  sk_notify_tell_background (notify);
  sk_notify_withdraw (notify);
  render (notify, &(SkSomeState) { .phase = SK_PHASE_REVIEW, .changes = 3 });
  g_assert_cmpstr (heard->str, ==, "+review +background -review -background ");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *path = g_strconcat ("/notices/told/", steps[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_step);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strconcat ("/notices/says/", texts[i].name, NULL);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_text);
    }
  g_test_add_func ("/notices/passes-are-quiet", test_passes_are_quiet);
  g_test_add_func ("/notices/starts-on-request", test_starts_on_request);
  g_test_add_func ("/notices/the-program-ends", test_withdraws);

  return g_test_run ();
}
