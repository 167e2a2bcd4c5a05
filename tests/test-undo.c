/* test-undo.c — what is taken back, what is not made again, and a program killed at every step
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sk-commit.h"
#include "sk-cycle.h"
#include "sk-discards.h"
#include "sk-error.h"
#include "sk-fake-source.h"
#include "sk-history.h"
#include "sk-hold.h"
#include "sk-recovery.h"
#include "sk-time-codec.h"
#include "sk-undo.h"

#define HOUR 3600
#define N_TASKS 3
#define PATIENCE_MS 1000

/* One source, its journal, and a morning. */
typedef struct
{
  SkFakeSource *source;
  GListModel   *sources;
  SkRules      *rules;
  char         *folder;
  SkJournal    *journal;
  gint64        at;
} World;

static gint64
instant (const char *text)
{
  SkWhen when;

  g_assert_true (sk_when_parse (text, &when));
  return when.value;
}

static SkRules *
make_rules (void)
{
  g_autoptr(GTimeZone) zone = sk_zone_parse ("Europe/Berlin");
  const SkRange hours = { 9 * 60, 17 * 60 };
  SkRulesInit init = {
    .zone_name = "Europe/Berlin", .zone = zone, .slot_minutes = 15, .days_ahead = 7,
    .default_duration_hours = 1, .day_limit_percent = 100,
  };
  SkRules *rules;

  for (guint i = 0; i < 5; i++)
    {
      init.week[i] = sk_ranges_new ();
      g_array_append_val (init.week[i], hours);
    }
  rules = sk_rules_new (&init);
  for (guint i = 0; i < 5; i++)
    g_array_unref (init.week[i]);

  return rules;
}

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
world_init_in (World              *world,
               const char         *folder,
               const SkJournalOps *ops)
{
  g_autoptr(GListStore) sources = g_list_store_new (SK_TYPE_TASK_SOURCE);

  world->folder = g_strdup (folder);
  world->source = sk_fake_source_new ("home", NULL);
  add_tasks (world->source);
  g_list_store_append (sources, world->source);
  world->sources = G_LIST_MODEL (g_steal_pointer (&sources));
  world->rules = make_rules ();
  world->journal = sk_journal_new (world->folder, ops);
  world->at = instant ("2026-11-23T08:00:00+01:00");
}

static char *
make_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("test-undo-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
world_init (World *world)
{
  g_autofree char *folder = make_folder ();

  world_init_in (world, folder, NULL);
}

static void
remove_folder (const char *folder)
{
  static const char *const names[] = { "journal", "lock", "discarded.json" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_remove (path);
    }
  g_rmdir (folder);
}

/* All but what is on the disk. */
static void
world_close (World *world)
{
  g_clear_object (&world->sources);
  g_clear_object (&world->source);
  g_clear_pointer (&world->rules, sk_rules_unref);
  g_clear_pointer (&world->journal, sk_journal_free);
  g_clear_pointer (&world->folder, g_free);
}

static void
world_clear (World *world)
{
  remove_folder (world->folder);
  world_close (world);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* --- doing things --- */

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static SkPlan *
make_plan (World *world)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  SkPlan *plan;

  sk_cycle_run_async (&(SkCycleInit) {
    .sources = world->sources, .rules = world->rules, .at = world->at,
  }, NULL, keep_result, &result);
  wait_for (&result);
  plan = sk_cycle_run_finish (result, &error);
  g_assert_no_error (error);

  return plan;
}

static SkReport *
commit_plan (World   *world,
             SkPlan  *plan,
             gint64   seen,
             GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_commit_run_async (&(SkCommitInit) {
    .sources = world->sources, .plan = plan, .journal = world->journal, .seen = seen,
    .patience_ms = PATIENCE_MS,
  }, NULL, keep_result, &result);
  wait_for (&result);

  return sk_commit_run_finish (result, error);
}

/* Plans and writes; returns how many changes were written. */
static guint
commit (World *world)
{
  g_autoptr(SkPlan) plan = make_plan (world);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkReport) report = commit_plan (world, plan, -1, &error);

  g_assert_no_error (error);
  g_assert_no_error (report->error);

  return report->n_written;
}

static SkUndone *
undo (World       *world,
      const char  *id,
      GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_undo_run_async (&(SkUndoInit) {
    .sources = world->sources, .journal = world->journal, .id = id, .at = world->at + 60,
    .patience_ms = PATIENCE_MS,
  }, NULL, keep_result, &result);
  wait_for (&result);

  return sk_undo_run_finish (result, error);
}

static guint
undo_all_of (World      *world,
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
recover (World *world)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  SkRecovered recovered;

  sk_recovery_run_async (&(SkRecoveryInit) {
    .sources = world->sources, .journal = world->journal, .patience_ms = PATIENCE_MS,
  }, NULL, keep_result, &result);
  wait_for (&result);
  g_assert_true (sk_recovery_run_finish (result, &recovered, &error));
  g_assert_no_error (error);

  return recovered;
}

/* What the source holds: "a 09:00 b 10:00 c -". */
static char *
dup_places (World *world)
{
  g_autoptr(SkPlan) plan = make_plan (world);
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    {
      SkTask *task = sk_snapshot_get_task (snapshot, i);
      SkSpan span = { 0, 0 };

      g_string_append_printf (text, "%s%s ", i > 0 ? " " : "", sk_task_get_id (task));
      if (sk_task_get_scheduled_span (task, &span))
        g_string_append_printf (text, "%" G_GINT64_FORMAT ":00",
                                (span.start - world->at) / HOUR + 8);
      else
        g_string_append_c (text, '-');
    }

  return g_string_free (text, FALSE);
}

static void
assert_places (World      *world,
               const char *expected)
{
  g_autofree char *places = dup_places (world);

  g_assert_cmpstr (places, ==, expected);
}

static GPtrArray *
read_sets (World *world)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *sets = sk_history_read (world->journal, 0, 0, &error);

  g_assert_no_error (error);

  return sets;
}

#define ALL_PLACED "a 9:00 b 10:00 c 11:00"
#define NOT_PLACED "a - b - c -"

static SkSpan
hour_at (World *world,
         int    hour)
{
  gint64 start = world->at + (hour - 8) * HOUR;

  return (SkSpan) { start, start + HOUR };
}

/* --- taking back --- */

static void
test_exact (void)
{
  g_auto(World) world = { NULL };
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
  g_auto(World) world = { NULL };
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
  g_auto(World) world = { NULL };

  world_init (&world);
  commit (&world);
  sk_fake_source_add_task (world.source, &(SkTaskInit) {
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
  g_auto(World) world = { NULL };
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
  g_auto(World) world = { NULL };
  g_autoptr(SkUndone) undone = NULL;
  g_autoptr(GError) error = NULL;
  const SkWrite *refused;

  world_init (&world);
  commit (&world);
  sk_fake_source_move_task (world.source, "b", hour_at (&world, 15));
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
  g_auto(World) world = { NULL };
  g_autoptr(SkUndone) undone = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world);
  commit (&world);
  sk_fake_source_fail_write (world.source, 2, SK_ERROR, SK_ERROR_OFFLINE);
  undone = undo (&world, NULL, &error);
  g_assert_error (undone->error, SK_ERROR, SK_ERROR_OFFLINE);
  g_assert_cmpuint (undone->n_undone, ==, 1);
  assert_places (&world, "a - b 10:00 c 11:00");
  g_assert_cmpuint (undo_all_of (&world, NULL), ==, 2);
  assert_places (&world, NOT_PLACED);
}

/* --- not again by itself --- */

static guint
count_unwanted (World *world)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkDiscards) discards = sk_discards_load (world->folder, &error);
  g_autoptr(SkPlan) plan = make_plan (world);
  g_autoptr(GHashTable) held = NULL;

  g_assert_no_error (error);
  held = sk_discards_choose_held (discards, plan);

  return g_hash_table_size (held);
}

static void
test_not_again (void)
{
  g_auto(World) world = { NULL };

  world_init (&world);
  g_assert_cmpuint (count_unwanted (&world), ==, 0);
  commit (&world);
  undo_all_of (&world, NULL);
  g_assert_cmpuint (count_unwanted (&world), ==, N_TASKS);

  world.at += 3 * 24 * HOUR;    /* time alone changes nothing */
  g_assert_cmpuint (count_unwanted (&world), ==, N_TASKS);
}

static void
test_held_pass (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(SkDiscards) discards = NULL;
  g_autoptr(SkPlan) plan = NULL;
  g_autoptr(SkPlan) other = NULL;
  g_autoptr(GHashTable) held = NULL;
  g_autoptr(SkReport) report = NULL;

  world_init (&world);
  commit (&world);
  undo_all_of (&world, NULL);
  sk_fake_source_add_task (world.source, &(SkTaskInit) {
    .id = "d", .ranked = TRUE, .rank = 10, .has_duration = TRUE, .duration_hours = 1,
  });
  plan = make_plan (&world);
  discards = sk_discards_load (world.folder, &error);
  held = sk_discards_choose_held (discards, plan);
  other = sk_hold_plan (plan, held, &error);
  g_assert_no_error (error);
  report = commit_plan (&world, other, -1, &error);

  g_assert_cmpuint (report->n_written, ==, 1);
  assert_places (&world, NOT_PLACED " d 9:00");
}

static void
test_due_changes (void)
{
  g_auto(World) world = { NULL };

  world_init (&world);
  commit (&world);
  undo_all_of (&world, NULL);
  sk_fake_source_change_due (world.source, "b", sk_when_day (20785));
  g_assert_cmpuint (count_unwanted (&world), ==, N_TASKS - 1);
}

static void
test_busy_changes (void)
{
  g_auto(World) world = { NULL };

  world_init (&world);
  commit (&world);
  undo_all_of (&world, NULL);
  sk_fake_source_add_busy (world.source, hour_at (&world, 9), "Stand-up");
  g_assert_cmpuint (count_unwanted (&world), ==, N_TASKS - 1);
  sk_fake_source_add_busy (world.source, hour_at (&world, 15), "Elsewhere");
  g_assert_cmpuint (count_unwanted (&world), ==, N_TASKS - 1);
}

static void
test_moved_by_hand (void)
{
  g_auto(World) world = { NULL };

  world_init (&world);
  commit (&world);
  undo_all_of (&world, NULL);
  sk_fake_source_move_task (world.source, "a", (SkSpan) { 1000, 4600 });
  g_assert_cmpuint (count_unwanted (&world), ==, N_TASKS - 1);
}

/* --- two who write --- */

static void
test_somebody_else_wrote (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(SkPlan) old = NULL;
  g_autoptr(SkReport) report = NULL;
  g_autoptr(GError) error = NULL;
  gint64 seen;

  world_init (&world);
  seen = sk_journal_get_end (world.journal);
  old = make_plan (&world);
  commit (&world);
  report = commit_plan (&world, old, seen, &error);

  g_assert_null (report);
  g_assert_error (error, SK_ERROR, SK_ERROR_CONFLICT);
  g_assert_cmpuint (sk_fake_source_get_n_writes (world.source), ==, N_TASKS);
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

typedef void (* Deed) (World *world);

static void
do_commit (World *world)
{
  commit (world);
}

static void
do_undo (World *world)
{
  undo_all_of (world, NULL);
}

static void
do_recover (World *world)
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
      World world = { NULL };

      g_random_set_seed ((guint32) getpid ());  /* no two change sets with one name */
      world_init_in (&world, folder, &stepping_ops);
      steps_left = n_steps;
      sk_fake_source_set_shelf (world.source, shelf, on_step);
      deed (&world);
      _exit (0);
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status) ? WTERMSIG (status) == SIGKILL : WEXITSTATUS (status) == 0);

  return !WIFSIGNALED (status);
}

static void
open_again (World       *world,
            const char  *folder,
            SkFakeShelf *shelf)
{
  world_init_in (world, folder, NULL);
  sk_fake_source_set_shelf (world->source, shelf, NULL);
}

/* What the source holds is what the journal says of it, the last word on each
 * task counting; and of what it does not hold the journal does not say so. */
static void
assert_agree (World             *world,
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
undo_everything (World *world)
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
  g_autofree char *folder = make_folder ();
  SkFakeShelf *shelf = new_shelf ();
  World world = { NULL };
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
  world_close (&world);

  munmap (shelf, N_TASKS * sizeof *shelf);
  remove_folder (folder);

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
        g_autofree char *folder = make_folder ();
        SkFakeShelf *shelf = new_shelf ();
        World world = { NULL };

        do_until (do_commit, first, folder, shelf);
        do_until (do_recover, second, folder, shelf);
        open_again (&world, folder, shelf);
        recover (&world);
        assert_agree (&world, shelf);
        world_close (&world);
        munmap (shelf, N_TASKS * sizeof *shelf);
        remove_folder (folder);
      }
}

/* The lock of a killed process is nobody's. */
static void
test_killed_lets_go (void)
{
  g_autofree char *folder = make_folder ();
  SkFakeShelf *shelf = new_shelf ();
  World world = { NULL };

  g_assert_false (do_until (do_commit, 8, folder, shelf));
  open_again (&world, folder, shelf);
  g_assert_cmpuint (recover (&world).n_lost + commit (&world), >, 0);
  world_clear (&world);
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
  g_test_add_func ("/killed/while-undoing", test_killed_while_undoing);
  g_test_add_func ("/killed/while-looking-at-what-is-left", test_killed_while_recovering);
  g_test_add_func ("/killed/lets-go-of-the-lock", test_killed_lets_go);

  return g_test_run ();
}
