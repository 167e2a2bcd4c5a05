/* test-undo.c — what is taken back, what is not made again, and a program killed at every step
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sk-discards.h"
#include "sk-error.h"
#include "sk-history.h"
#include "sk-hold.h"
#include "sk-morning.h"
#include "sk-recovery.h"
#include "sk-undo.h"

#define N_TASKS 3
#define PATIENCE_MS 1000

/* Tasks a, b and c of an hour each, the first the most important. */
static void
add_tasks (SkFakeSource *source)
{
  static const char *const ids[N_TASKS] = { "a", "b", "c" };

  for (guint i = 0; i < N_TASKS; i++)
    sk_fake_source_add_task (source, &(SkTaskInit) {
      .id = ids[i], .ranked = TRUE, .rank = 100 - i, .has_duration = TRUE, .duration_hours = 1,
    });
}

static void
world_init_in (SkMorning          *world,
               const char         *folder,
               const SkJournalOps *ops)
{
  sk_morning_init_in (world, folder, ops);
  add_tasks (world->home);
}

static void
world_init (SkMorning *world)
{
  g_autofree char *folder = sk_morning_make_folder ();

  world_init_in (world, folder, NULL);
}

/* --- doing things --- */

/* Plans and writes; returns how many changes were written. */
static guint
commit (SkMorning *world)
{
  g_autoptr(SkReport) report = sk_morning_commit (world);

  g_assert_no_error (report->error);

  return report->n_written;
}

static SkUndone *
undo (SkMorning   *world,
      const char  *id,
      GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_undo_run_async (&(SkUndoInit) {
    .sources = world->sources, .journal = world->journal, .id = id, .at = world->at + 60,
    .patience_ms = PATIENCE_MS,
  }, NULL, sk_morning_keep_result, &result);
  sk_morning_wait (&result);

  return sk_undo_run_finish (result, error);
}

static guint
undo_all_of (SkMorning  *world,
             const char *id)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkUndone) undone = undo (world, id, &error);

  g_assert_no_error (error);
  g_assert_no_error (undone->error);
  g_assert_cmpuint (undone->n_undone, ==, undone->n_tasks);

  return undone->n_undone;
}

static SkRecovered
recover (SkMorning *world)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  SkRecovered recovered;

  sk_recovery_run_async (&(SkRecoveryInit) {
    .sources = world->sources, .journal = world->journal, .patience_ms = PATIENCE_MS,
  }, NULL, sk_morning_keep_result, &result);
  sk_morning_wait (&result);
  g_assert_true (sk_recovery_run_finish (result, &recovered, &error));
  g_assert_no_error (error);

  return recovered;
}

/* What the source holds: "a 09:00 b 10:00 c -". */
static char *
dup_places (SkMorning *world)
{
  g_autoptr(SkPlan) plan = sk_morning_plan (world);
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    {
      SkTask *task = sk_snapshot_get_task (snapshot, i);
      SkSpan span = { 0, 0 };

      g_string_append_printf (text, "%s%s ", i > 0 ? " " : "", sk_task_get_id (task));
      if (sk_task_get_scheduled_span (task, &span))
        g_string_append_printf (text, "%" G_GINT64_FORMAT ":00",
                                (span.start - world->at) / SK_HOUR + 8);
      else
        g_string_append_c (text, '-');
    }

  return g_string_free (text, FALSE);
}

static void
assert_places (SkMorning  *world,
               const char *expected)
{
  g_autofree char *places = dup_places (world);

  g_assert_cmpstr (places, ==, expected);
}

static GPtrArray *
read_sets (SkMorning *world)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *sets = sk_history_read (world->journal, 0, 0, &error);

  g_assert_no_error (error);

  return sets;
}

#define ALL_PLACED "a 9:00 b 10:00 c 11:00"
#define NOT_PLACED "a - b - c -"

static SkSpan
hour_at (SkMorning *world,
         int        hour)
{
  gint64 start = world->at + (hour - 8) * SK_HOUR;

  return (SkSpan) { start, start + SK_HOUR };
}

/* --- taking back --- */

static void
test_exact (void)
{
  g_auto(SkMorning) world = { NULL };
  g_autoptr(GPtrArray) sets = NULL;
  const SkChangeSet *first, *second;

  world_init (&world);
  g_assert_cmpuint (commit (&world), ==, N_TASKS);
  assert_places (&world, ALL_PLACED);
  g_assert_cmpuint (undo_all_of (&world, NULL), ==, N_TASKS);
  assert_places (&world, NOT_PLACED);

  sets = read_sets (&world);
  g_assert_cmpuint (sets->len, ==, 2);
  first = g_ptr_array_index (sets, 0);
  second = g_ptr_array_index (sets, 1);
  g_assert_cmpuint (sk_change_set_count (first, SK_OUTCOME_UNDONE), ==, N_TASKS);
  g_assert_cmpuint (sk_change_set_count (second, SK_OUTCOME_WRITTEN), ==, N_TASKS);
  g_assert_cmpstr (second->undoes, ==, first->id);
}

static void
test_nothing_to_undo (void)
{
  g_auto(SkMorning) world = { NULL };
  g_autoptr(GError) none = NULL;
  g_autoptr(GError) twice = NULL;
  g_autoptr(GError) unknown = NULL;

  world_init (&world);
  g_assert_null (undo (&world, NULL, &none));
  g_assert_error (none, SK_ERROR, SK_ERROR_SETTING);

  commit (&world);
  undo_all_of (&world, NULL);
  g_assert_null (undo (&world, NULL, &twice));
  g_assert_error (twice, SK_ERROR, SK_ERROR_SETTING);
  g_assert_null (undo (&world, "2030", &unknown));
  g_assert_error (unknown, SK_ERROR, SK_ERROR_SETTING);
}

static void
test_last_first (void)
{
  g_auto(SkMorning) world = { NULL };

  world_init (&world);
  commit (&world);
  sk_fake_source_add_task (world.home, &(SkTaskInit) {
    .id = "d", .ranked = TRUE, .rank = 10, .has_duration = TRUE, .duration_hours = 1,
  });
  g_assert_cmpuint (commit (&world), ==, 1);
  g_assert_cmpuint (undo_all_of (&world, NULL), ==, 1);
  assert_places (&world, ALL_PLACED " d -");
  g_assert_cmpuint (undo_all_of (&world, NULL), ==, N_TASKS);
  assert_places (&world, NOT_PLACED " d -");
}

/* What is taken back can be made again by taking that back. */
static void
test_redo (void)
{
  g_auto(SkMorning) world = { NULL };
  g_autoptr(GPtrArray) sets = NULL;

  world_init (&world);
  commit (&world);
  undo_all_of (&world, NULL);
  sets = read_sets (&world);
  undo_all_of (&world, ((SkChangeSet *) g_ptr_array_index (sets, 1))->id);
  assert_places (&world, ALL_PLACED);
  undo_all_of (&world, NULL);
  assert_places (&world, NOT_PLACED);
}

static void
test_changed_since (void)
{
  g_auto(SkMorning) world = { NULL };
  g_autoptr(SkUndone) undone = NULL;
  g_autoptr(GError) error = NULL;
  const SkWrite *refused;

  world_init (&world);
  commit (&world);
  sk_fake_source_move_task (world.home, "b", hour_at (&world, 15));
  undone = undo (&world, NULL, &error);

  g_assert_no_error (error);
  g_assert_error (undone->error, SK_ERROR, SK_ERROR_CONFLICT);
  g_assert_cmpuint (undone->n_undone, ==, 2);
  g_assert_cmpuint (undone->n_tasks, ==, 3);
  assert_places (&world, "a - b 15:00 c -");
  refused = &g_array_index (undone->set->writes, SkWrite, 2);
  g_assert_cmpint (refused->outcome, ==, SK_OUTCOME_CONFLICT);
  g_assert_cmpstr (refused->code, ==, "conflict");
  g_assert_cmpint (g_array_index (undone->set->writes, SkWrite, 0).outcome, ==,
                   SK_OUTCOME_UNDONE);
}

static void
test_offline (void)
{
  g_auto(SkMorning) world = { NULL };
  g_autoptr(SkUndone) undone = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world);
  commit (&world);
  sk_fake_source_fail_write (world.home, 2, SK_ERROR, SK_ERROR_OFFLINE);
  undone = undo (&world, NULL, &error);
  g_assert_error (undone->error, SK_ERROR, SK_ERROR_OFFLINE);
  g_assert_cmpuint (undone->n_undone, ==, 1);
  assert_places (&world, "a - b 10:00 c 11:00");
  g_assert_cmpuint (undo_all_of (&world, NULL), ==, 2);
  assert_places (&world, NOT_PLACED);
}

/* --- not again by itself --- */

static guint
count_unwanted (SkMorning *world)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkDiscards) discards = sk_discards_load (world->folder, &error);
  g_autoptr(SkPlan) plan = sk_morning_plan (world);
  g_autoptr(GHashTable) held = NULL;

  g_assert_no_error (error);
  held = sk_discards_choose_held (discards, plan);

  return g_hash_table_size (held);
}

static void
test_not_again (void)
{
  g_auto(SkMorning) world = { NULL };

  world_init (&world);
  g_assert_cmpuint (count_unwanted (&world), ==, 0);
  commit (&world);
  undo_all_of (&world, NULL);
  g_assert_cmpuint (count_unwanted (&world), ==, N_TASKS);

  world.at += 3 * 24 * SK_HOUR;    /* time alone changes nothing */
  g_assert_cmpuint (count_unwanted (&world), ==, N_TASKS);
}

static void
test_held_pass (void)
{
  g_auto(SkMorning) world = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(SkDiscards) discards = NULL;
  g_autoptr(SkPlan) plan = NULL;
  g_autoptr(SkPlan) other = NULL;
  g_autoptr(GHashTable) held = NULL;
  g_autoptr(SkReport) report = NULL;

  world_init (&world);
  commit (&world);
  undo_all_of (&world, NULL);
  sk_fake_source_add_task (world.home, &(SkTaskInit) {
    .id = "d", .ranked = TRUE, .rank = 10, .has_duration = TRUE, .duration_hours = 1,
  });
  plan = sk_morning_plan (&world);
  discards = sk_discards_load (world.folder, &error);
  held = sk_discards_choose_held (discards, plan);
  other = sk_hold_plan (plan, held, &error);
  g_assert_no_error (error);
  report = sk_morning_commit_plan (&world, other, -1, NULL, &error);

  g_assert_cmpuint (report->n_written, ==, 1);
  assert_places (&world, NOT_PLACED " d 9:00");
}

static void
test_due_changes (void)
{
  g_auto(SkMorning) world = { NULL };

  world_init (&world);
  commit (&world);
  undo_all_of (&world, NULL);
  sk_fake_source_change_due (world.home, "b", sk_when_day (20785));
  g_assert_cmpuint (count_unwanted (&world), ==, N_TASKS - 1);
}

static void
test_busy_changes (void)
{
  g_auto(SkMorning) world = { NULL };

  world_init (&world);
  commit (&world);
  undo_all_of (&world, NULL);
  sk_fake_source_add_busy (world.home, hour_at (&world, 9), "Stand-up");
  g_assert_cmpuint (count_unwanted (&world), ==, N_TASKS - 1);
  sk_fake_source_add_busy (world.home, hour_at (&world, 15), "Elsewhere");
  g_assert_cmpuint (count_unwanted (&world), ==, N_TASKS - 1);
}

static void
test_moved_by_hand (void)
{
  g_auto(SkMorning) world = { NULL };

  world_init (&world);
  commit (&world);
  undo_all_of (&world, NULL);
  sk_fake_source_move_task (world.home, "a", (SkSpan) { 1000, 4600 });
  g_assert_cmpuint (count_unwanted (&world), ==, N_TASKS - 1);
}

/* --- two who write --- */

static void
test_somebody_else_wrote (void)
{
  g_auto(SkMorning) world = { NULL };
  g_autoptr(SkPlan) old = NULL;
  g_autoptr(SkReport) report = NULL;
  g_autoptr(GError) error = NULL;
  gint64 seen;

  world_init (&world);
  seen = sk_journal_get_end (world.journal);
  old = sk_morning_plan (&world);
  commit (&world);
  report = sk_morning_commit_plan (&world, old, seen, NULL, &error);

  g_assert_null (report);
  g_assert_error (error, SK_ERROR, SK_ERROR_CONFLICT);
  g_assert_cmpuint (sk_fake_source_get_n_writes (world.home), ==, N_TASKS);
}

/* --- killed --- */

static guint steps_left;

/* Every step is the last for one of the children. */
static void
on_step (void)
{
  if (--steps_left == 0)
    kill (getpid (), SIGKILL);
}

/* A write that can be cut in the middle. */
static ssize_t
write_in_steps (int         fd,
                const void *bytes,
                size_t      n)
{
  const char *text = bytes;
  size_t half = n / 2;

  on_step ();
  g_assert_cmpint (write (fd, text, half), ==, half);
  on_step ();
  g_assert_cmpint (write (fd, text + half, n - half), ==, n - half);
  on_step ();

  return (ssize_t) n;
}

static int
sync_in_steps (int fd)
{
  int done = fsync (fd);

  on_step ();

  return done;
}

static const SkJournalOps stepping_ops = { write_in_steps, sync_in_steps };

typedef void (* Deed) (SkMorning *world);

static void
do_commit (SkMorning *world)
{
  commit (world);
}

/* Two writes are under way at a time. */
static void
do_commit_at_once (SkMorning *world)
{
  sk_fake_source_set_at_once (world->home, 2);
  commit (world);
}

static void
do_undo (SkMorning *world)
{
  undo_all_of (world, NULL);
}

static void
do_recover (SkMorning *world)
{
  recover (world);
}

/* Returns whether the deed came to its end before it was killed. */
static gboolean
do_until (Deed         deed,
          guint        n_steps,
          const char  *folder,
          SkFakeShelf *shelf)
{
  pid_t child = fork ();
  int status;

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      SkMorning world = { NULL };

      g_random_set_seed ((guint32) getpid ());  /* no two change sets with one name */
      world_init_in (&world, folder, &stepping_ops);
      steps_left = n_steps;
      sk_fake_source_set_shelf (world.home, shelf, on_step);
      deed (&world);
      _exit (0);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) ? WTERMSIG (status) == SIGKILL : WEXITSTATUS (status) == 0);

  return !WIFSIGNALED (status);
}

static void
open_again (SkMorning   *world,
            const char  *folder,
            SkFakeShelf *shelf)
{
  world_init_in (world, folder, NULL);
  sk_fake_source_set_shelf (world->home, shelf, NULL);
}

/* What the source holds is what the journal says of it, the last word on each
 * task counting; and of what it does not hold the journal does not say so. */
static void
assert_agree (SkMorning         *world,
              const SkFakeShelf *shelf)
{
  g_autoptr(GPtrArray) sets = read_sets (world);
  gboolean is_placed[N_TASKS] = { FALSE };

  for (guint s = 0; s < sets->len; s++)
    {
      const SkChangeSet *set = g_ptr_array_index (sets, s);

      for (guint i = 0; i < set->writes->len; i++)
        g_assert_cmpint (g_array_index (set->writes, SkWrite, i).outcome, !=, SK_OUTCOME_PLANNED);
      for (guint i = 0; i < set->writes->len; i = sk_change_set_find_end (set, i))
        {
          const SkWrite *write = &g_array_index (set->writes, SkWrite, i);
          guint task = (guint) (*sk_task_get_id (write->task) - 'a');

          if (write->outcome == SK_OUTCOME_WRITTEN)
            is_placed[task] = set->undoes == NULL;
        }
    }

  for (guint i = 0; i < N_TASKS; i++)
    g_assert_cmpint (shelf[i].is_placed, ==, is_placed[i]);
}

static SkFakeShelf *
new_shelf (void)
{
  SkFakeShelf *shelf = mmap (NULL, N_TASKS * sizeof *shelf, PROT_READ | PROT_WRITE,
                             MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  g_assert_true (shelf != MAP_FAILED);
  return shelf;
}

/* Until everything is as it was before anything was done. */
static void
undo_everything (SkMorning *world)
{
  g_autoptr(SkUndone) undone = NULL;

  do
    {
      g_clear_pointer (&undone, sk_undone_free);
      undone = undo (world, NULL, NULL);
      if (undone != NULL)
        g_assert_no_error (undone->error);
    }
  while (undone != NULL);
}

/* A deed after a commit, killed at step @n; returns whether it was. */
static gboolean
kill_at (Deed     deed,
         guint    n,
         gboolean needs_commit)
{
  g_autofree char *folder = sk_morning_make_folder ();
  SkFakeShelf *shelf = new_shelf ();
  SkMorning world = { NULL };
  gboolean is_done;

  if (needs_commit)
    g_assert_true (do_until (do_commit, G_MAXUINT, folder, shelf));
  is_done = do_until (deed, n, folder, shelf);

  open_again (&world, folder, shelf);
  recover (&world);
  assert_agree (&world, shelf);
  g_assert_cmpuint (recover (&world).n_written, ==, 0);

  commit (&world);              /* whatever was left is done */
  assert_agree (&world, shelf);
  assert_places (&world, ALL_PLACED);
  undo_everything (&world);
  assert_places (&world, NOT_PLACED);
  for (guint i = 0; i < N_TASKS; i++)
    g_assert_cmpint (shelf[i].planned, ==, 0);
  sk_morning_close (&world);

  munmap (shelf, N_TASKS * sizeof *shelf);
  sk_morning_remove (folder);

  return !is_done;
}

static void
test_killed_while_writing (void)
{
  guint n = 1;

  while (kill_at (do_commit, n, FALSE))
    n++;
  g_test_message ("killed at %u steps", n - 1);
  g_assert_cmpuint (n, >, N_TASKS * 10);
}

static void
test_killed_while_writing_two (void)
{
  guint n = 1;

  while (kill_at (do_commit_at_once, n, FALSE))
    n++;
  g_test_message ("killed at %u steps", n - 1);
  g_assert_cmpuint (n, >, N_TASKS * 10);
}

static void
test_killed_while_undoing (void)
{
  guint n = 1;

  while (kill_at (do_undo, n, TRUE))
    n++;
  g_test_message ("killed at %u steps", n - 1);
  g_assert_cmpuint (n, >, N_TASKS * 10);
}

/* Killed while it looks at what a killed one left. */
static void
test_killed_while_recovering (void)
{
  for (guint first = 1; first < 30; first += 4)
    for (guint second = 1; second < 12; second++)
      {
        g_autofree char *folder = sk_morning_make_folder ();
        SkFakeShelf *shelf = new_shelf ();
        SkMorning world = { NULL };

        do_until (do_commit, first, folder, shelf);
        do_until (do_recover, second, folder, shelf);
        open_again (&world, folder, shelf);
        recover (&world);
        assert_agree (&world, shelf);
        sk_morning_close (&world);
        munmap (shelf, N_TASKS * sizeof *shelf);
        sk_morning_remove (folder);
      }
}

/* The lock of a killed process is nobody's. */
static void
test_killed_lets_go (void)
{
  g_autofree char *folder = sk_morning_make_folder ();
  SkFakeShelf *shelf = new_shelf ();
  SkMorning world = { NULL };

  g_assert_false (do_until (do_commit, 8, folder, shelf));
  open_again (&world, folder, shelf);
  g_assert_cmpuint (recover (&world).n_lost + commit (&world), >, 0);
  sk_morning_clear (&world);
  munmap (shelf, N_TASKS * sizeof *shelf);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/undo/exactly", test_exact);
  g_test_add_func ("/undo/nothing-to-undo", test_nothing_to_undo);
  g_test_add_func ("/undo/the-last-first", test_last_first);
  g_test_add_func ("/undo/an-undo", test_redo);
  g_test_add_func ("/undo/not-what-changed-since", test_changed_since);
  g_test_add_func ("/undo/goes-on-where-it-stopped", test_offline);

  g_test_add_func ("/undo/not-again/by-itself", test_not_again);
  g_test_add_func ("/undo/not-again/but-the-rest-is-planned", test_held_pass);
  g_test_add_func ("/undo/not-again/until-the-due-date-changes", test_due_changes);
  g_test_add_func ("/undo/not-again/until-what-is-busy-there-changes", test_busy_changes);
  g_test_add_func ("/undo/not-again/until-it-is-moved", test_moved_by_hand);

  g_test_add_func ("/commit/two/nothing-over-what-somebody-else-wrote",
                   test_somebody_else_wrote);

  g_test_add_func ("/killed/while-writing", test_killed_while_writing);
  g_test_add_func ("/killed/while-writing-two-at-once", test_killed_while_writing_two);
  g_test_add_func ("/killed/while-undoing", test_killed_while_undoing);
  g_test_add_func ("/killed/while-looking-at-what-is-left", test_killed_while_recovering);
  g_test_add_func ("/killed/lets-go-of-the-lock", test_killed_lets_go);

  return g_test_run ();
}
