/* test-journal.c — a file that only grows, what is left of it after a crash, and its lock
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sk-error.h"
#include "sk-history.h"
#include "sk-journal-codec.h"
#include "sk-lock.h"

#define AT G_GINT64_CONSTANT (1795417200)

typedef struct
{
  char      *home;
  char      *folder;            /* two levels down, not there yet */
  char      *path;
  SkJournal *journal;
} World;

static void
world_init (World *world)
{
  world->home = g_dir_make_tmp ("test-journal-XXXXXX", NULL);
  world->folder = g_build_filename (world->home, "state", "slotkeeper", NULL);
  world->path = g_build_filename (world->folder, "journal", NULL);
  world->journal = sk_journal_new (world->folder, NULL);
}

static void
remove_all (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *entry;

  while (dir != NULL && (entry = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, entry, NULL);
      remove_all (inner);
    }

  g_remove (path);
}

static void
world_clear (World *world)
{
  g_clear_pointer (&world->journal, sk_journal_free);
  remove_all (world->home);
  g_free (world->home);
  g_free (world->folder);
  g_free (world->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* A set of one task of the source "Work", with one property. */
static SkChangeSet *
make_set (const char *id,
          const char *task,
          SkOutcome   outcome)
{
  SkChangeSet *set = sk_change_set_new (id, AT, "d1", NULL);
  g_autoptr(SkTask) made = sk_task_new (&(SkTaskInit) {
    .id = task, .title = "A “title”\nof two lines", .workspace = "Work", .source = "work",
    .revision = "r1",
  });

  sk_write_array_add_by_id (set->writes, made, "Scheduled Date", "a%3Ab",
                            "{\"start\": \"2026-11-24\", \"rank\": 95.6}", g_strdup ("null"));
  g_array_index (set->writes, SkWrite, 0).outcome = outcome;
  g_array_index (set->writes, SkWrite, 0).facts = g_strdup ("1 2 abc");

  return set;
}

static void
append (World      *world,
        const char *id,
        const char *task,
        SkOutcome   outcome)
{
  g_autoptr(SkChangeSet) set = make_set (id, task, outcome);
  g_autoptr(GError) error = NULL;

  g_assert_true (sk_journal_append_writes (world->journal, set, 0, 1, &error));
  g_assert_no_error (error);
}

static char *
read_all (World *world)
{
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (world->path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
write_raw (World      *world,
           const char *text)
{
  g_autofree char *before = NULL;
  g_autofree char *all = NULL;

  g_mkdir_with_parents (world->folder, 0700);
  g_file_get_contents (world->path, &before, NULL, NULL);
  all = g_strconcat (before != NULL ? before : "", text, NULL);
  g_assert_true (g_file_set_contents (world->path, all, -1, NULL));
}

static GPtrArray *
read_sets (World *world)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *sets = sk_history_read (world->journal, 0, 0, &error);

  g_assert_no_error (error);

  return sets;
}

static SkOutcome
get_outcome (GPtrArray *sets,
             guint      i)
{
  const SkChangeSet *set = g_ptr_array_index (sets, i);

  return g_array_index (set->writes, SkWrite, 0).outcome;
}

/* --- the file --- */

static void
test_private (void)
{
  g_auto(World) world = { NULL };
  GStatBuf file, folder;

  world_init (&world);
  append (&world, "s1", "a", SK_OUTCOME_PLANNED);
  g_assert_cmpint (g_stat (world.path, &file), ==, 0);
  g_assert_cmpint (g_stat (world.folder, &folder), ==, 0);
  g_assert_cmpuint (file.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (folder.st_mode & 0777, ==, 0700);

  g_chmod (world.path, 0644);
  g_chmod (world.folder, 0755);
  append (&world, "s1", "a", SK_OUTCOME_WRITTEN);
  g_stat (world.path, &file);
  g_stat (world.folder, &folder);
  g_assert_cmpuint (file.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (folder.st_mode & 0777, ==, 0700);
}

static void
test_one_line_each (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  world_init (&world);
  append (&world, "s1", "a", SK_OUTCOME_PLANNED);
  append (&world, "s1", "a", SK_OUTCOME_WRITTEN);
  text = read_all (&world);
  lines = g_strsplit (text, "\n", -1);

  g_assert_cmpuint (g_strv_length (lines), ==, 3);
  g_assert_cmpstr (lines[2], ==, "");
  g_assert_cmpstr (lines[0], ==,
    "{\"format\": \"slotkeeper-journal/1\", \"id\": \"s1\", \"at\": \"2026-11-23T07:00:00+00:00\", "
    "\"workspace\": \"Work\", \"source\": \"work\", \"digest\": \"d1\", \"undoes\": null, "
    "\"task\": \"a\", \"title\": \"A “title”\\nof two lines\", "
    "\"property\": \"Scheduled Date\", \"property_id\": \"a%3Ab\", "
    "\"before\": {\"start\": \"2026-11-24\", \"rank\": 95.6}, \"after\": null, "
    "\"revision\": \"r1\", \"facts\": \"1 2 abc\", \"outcome\": \"planned\", \"code\": null, "
    "\"text\": null}");
  g_assert_nonnull (strstr (lines[1], "\"outcome\": \"written\""));
}

static void
test_reads_back (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GPtrArray) sets = NULL;
  const SkChangeSet *set;
  const SkWrite *write;

  world_init (&world);
  append (&world, "s1", "a", SK_OUTCOME_PLANNED);
  append (&world, "s1", "a", SK_OUTCOME_WRITTEN);
  append (&world, "s2", "a", SK_OUTCOME_PLANNED);
  sets = read_sets (&world);

  g_assert_cmpuint (sets->len, ==, 2);
  set = g_ptr_array_index (sets, 0);
  write = &g_array_index (set->writes, SkWrite, 0);
  g_assert_cmpstr (set->id, ==, "s1");
  g_assert_cmpint (set->at, ==, AT);
  g_assert_cmpstr (set->digest, ==, "d1");
  g_assert_cmpuint (set->writes->len, ==, 1);
  g_assert_cmpint (write->outcome, ==, SK_OUTCOME_WRITTEN);
  g_assert_cmpstr (sk_task_get_id (write->task), ==, "a");
  g_assert_cmpstr (sk_task_get_source (write->task), ==, "work");
  g_assert_cmpstr (write->property_id, ==, "a%3Ab");
  g_assert_cmpstr (write->before, ==, "{\"start\": \"2026-11-24\", \"rank\": 95.6}");
  g_assert_cmpstr (write->after, ==, "null");
  g_assert_cmpstr (write->facts, ==, "1 2 abc");
  g_assert_cmpint (get_outcome (sets, 1), ==, SK_OUTCOME_PLANNED);
}

static void
test_never_written (void)
{
  g_auto(World) world = { NULL };

  world_init (&world);
  g_autoptr(GPtrArray) sets = read_sets (&world);

  g_assert_cmpuint (sets->len, ==, 0);
  g_assert_cmpint (sk_journal_get_end (world.journal), ==, 0);
  g_assert_false (g_file_test (world.folder, G_FILE_TEST_EXISTS));
}

/* More lines than a piece holds, and lines longer than a piece. */
static void
test_long (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *title = g_strnfill (100 * 1000, 'x');
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autoptr(GPtrArray) sets = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world);
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *id = g_strdup_printf ("s%u", i);
      g_autoptr(SkChangeSet) set = make_set (id, "a", SK_OUTCOME_WRITTEN);

      g_array_index (set->writes, SkWrite, 0).text = i % 7 == 0 ? g_strdup (title) : NULL;
      sk_journal_codec_append (lines, set, &g_array_index (set->writes, SkWrite, 0));
    }
  g_assert_true (sk_journal_append (world.journal, lines, &error));
  g_clear_pointer (&sets, g_ptr_array_unref);
  sets = read_sets (&world);
  g_assert_cmpuint (sets->len, ==, 40);

  g_clear_pointer (&sets, g_ptr_array_unref);
  sets = sk_history_read (world.journal, 0, 3, &error);
  g_assert_cmpuint (sets->len, ==, 3);
  g_assert_cmpstr (((SkChangeSet *) g_ptr_array_index (sets, 0))->id, ==, "s37");
}

/* --- what a crash leaves --- */

/* Wherever the last line is cut, what stands before it is read, and what is
 * written after it too. */
static void
test_torn (void)
{
  g_autoptr(SkChangeSet) last = make_set ("s2", "b", SK_OUTCOME_PLANNED);
  g_autoptr(GString) line = g_string_new (NULL);

  sk_journal_codec_append (line, last, &g_array_index (last->writes, SkWrite, 0));
  for (gsize cut = 1; cut < line->len - 1; cut += 7)
    {
      g_auto(World) world = { NULL };
      g_autofree char *part = g_strndup (line->str, cut);
      g_autoptr(GPtrArray) before = NULL;
      g_autoptr(GPtrArray) after = NULL;

      world_init (&world);
      append (&world, "s1", "a", SK_OUTCOME_WRITTEN);
      write_raw (&world, part);
      before = read_sets (&world);
      g_assert_cmpuint (before->len, ==, 1);
      g_assert_cmpuint (sk_journal_get_n_torn (world.journal), ==, 1);

      append (&world, "s3", "c", SK_OUTCOME_WRITTEN);
      after = read_sets (&world);
      g_assert_cmpuint (after->len, ==, 2);
      g_assert_cmpuint (sk_journal_get_n_torn (world.journal), ==, 1);
    }
}

/* Only the newline is missing: the line counts, and the next is its own. */
static void
test_without_newline (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *text = NULL;
  g_autoptr(GPtrArray) sets = NULL;

  world_init (&world);
  append (&world, "s1", "a", SK_OUTCOME_WRITTEN);
  text = read_all (&world);
  text[strlen (text) - 1] = '\0';
  g_assert_true (g_file_set_contents (world.path, text, -1, NULL));
  append (&world, "s2", "b", SK_OUTCOME_WRITTEN);
  sets = read_sets (&world);

  g_assert_cmpuint (sets->len, ==, 2);
  g_assert_cmpuint (sk_journal_get_n_torn (world.journal), ==, 0);
}

static void
test_other_version (gconstpointer data)
{
  const char *line = data;
  g_auto(World) world = { NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) sets = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  world_init (&world);
  append (&world, "s1", "a", SK_OUTCOME_WRITTEN);
  write_raw (&world, line);
  before = read_all (&world);
  sets = sk_history_read (world.journal, 0, 0, &error);
  after = read_all (&world);

  g_assert_null (sets);
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, world.path));
  g_assert_cmpstr (before, ==, after);
}

/* What a later version of the same format adds is not asked for. */
static void
test_added_field (void)
{
  g_auto(World) world = { NULL };
  g_autofree char *text = NULL;
  g_autoptr(GString) more = NULL;
  g_autoptr(GPtrArray) sets = NULL;

  world_init (&world);
  append (&world, "s1", "a", SK_OUTCOME_WRITTEN);
  text = read_all (&world);
  more = g_string_new (text);
  g_string_replace (more, "\"code\": null", "\"code\": null, \"mood\": {\"a\": [1]}", 0);
  g_assert_true (g_file_set_contents (world.path, more->str, -1, NULL));
  sets = read_sets (&world);

  g_assert_cmpuint (sets->len, ==, 1);
}

/* --- a system that refuses --- */

static int sync_error, write_error;
static gsize room;

static ssize_t
write_little (int         fd,
              const void *bytes,
              size_t      n)
{
  ssize_t done;

  if (write_error != 0 && room == 0)
    {
      errno = write_error;
      return -1;
    }
  done = write (fd, bytes, MIN (n, room));
  room -= (gsize) done;

  return done;
}

static int
sync_badly (int fd)
{
  errno = sync_error;

  return sync_error != 0 ? -1 : 0;
}

static void
test_disk_full (void)
{
  const SkJournalOps ops = { write_little, sync_badly };
  g_auto(World) world = { NULL };
  g_autoptr(SkChangeSet) set = make_set ("s1", "a", SK_OUTCOME_PLANNED);
  g_autoptr(SkJournal) full = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) sets = NULL;

  world_init (&world);
  full = sk_journal_new (world.folder, &ops);
  write_error = ENOSPC;
  sync_error = 0;
  room = 30;
  g_assert_false (sk_journal_append_writes (full, set, 0, 1, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, world.path));

  append (&world, "s2", "b", SK_OUTCOME_WRITTEN);
  sets = read_sets (&world);
  g_assert_cmpuint (sets->len, ==, 1);
}

static void
test_disk_lies (void)
{
  const SkJournalOps ops = { write_little, sync_badly };
  g_auto(World) world = { NULL };
  g_autoptr(SkChangeSet) set = make_set ("s1", "a", SK_OUTCOME_PLANNED);
  g_autoptr(SkJournal) sick = NULL;
  g_autoptr(GError) error = NULL;

  world_init (&world);
  sick = sk_journal_new (world.folder, &ops);
  room = G_MAXINT;
  sync_error = EIO;
  g_assert_false (sk_journal_append_writes (sick, set, 0, 1, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
}

static void
test_no_file (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(SkChangeSet) set = make_set ("s1", "a", SK_OUTCOME_PLANNED);
  g_autoptr(GError) error = NULL;

  world_init (&world);
  g_assert_cmpint (g_mkdir_with_parents (world.path, 0700), ==, 0);
  g_assert_false (sk_journal_append_writes (world.journal, set, 0, 1, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
}

/* --- which set is meant --- */

static void
test_find (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GPtrArray) sets = NULL;
  gboolean is_ambiguous;

  world_init (&world);
  append (&world, "20261123-1", "a", SK_OUTCOME_WRITTEN);
  append (&world, "20261123-12", "a", SK_OUTCOME_WRITTEN);
  append (&world, "20261124-1", "a", SK_OUTCOME_WRITTEN);
  sets = read_sets (&world);

  g_assert_true (sk_history_find (sets, "20261123-1", &is_ambiguous) == sets->pdata[0]);
  g_assert_true (sk_history_find (sets, "20261124", &is_ambiguous) == sets->pdata[2]);
  g_assert_null (sk_history_find (sets, "20261123", &is_ambiguous));
  g_assert_true (is_ambiguous);
  g_assert_null (sk_history_find (sets, "2027", &is_ambiguous));
  g_assert_false (is_ambiguous);
  g_assert_null (sk_history_find (sets, "", &is_ambiguous));
}

/* --- the lock --- */

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
ask (World         *world,
     guint          patience_ms,
     GCancellable  *cancellable,
     GAsyncResult **result)
{
  g_autofree char *path = g_build_filename (world->folder, "lock", NULL);

  sk_lock_take_async (&(SkLockInit) { path, patience_ms, 1 }, cancellable, keep_result, result);
}

static SkLock *
take (GAsyncResult **result,
      GError       **error)
{
  SkLock *lock;

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  lock = sk_lock_take_finish (*result, error);
  g_clear_object (result);

  return lock;
}

static void
test_lock_free (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkLock) lock = NULL;

  world_init (&world);
  ask (&world, 0, NULL, &result);
  lock = take (&result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (lock);
}

/* Descriptors of one process exclude each other as those of two do. */
static void
test_lock_waits (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkLock) first = NULL;
  g_autoptr(SkLock) second = NULL;

  world_init (&world);
  ask (&world, 0, NULL, &result);
  first = take (&result, &error);
  ask (&world, 60 * 1000, NULL, &result);
  for (guint i = 0; i < 5; i++)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (result);

  g_clear_pointer (&first, sk_lock_free);
  second = take (&result, &error);
  g_assert_no_error (error);
  g_assert_nonnull (second);
}

static void
test_lock_gives_up (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkLock) first = NULL;

  world_init (&world);
  ask (&world, 0, NULL, &result);
  first = take (&result, &error);
  ask (&world, 3, NULL, &result);
  g_assert_null (take (&result, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_BUSY);
}

static void
test_lock_cancelled (void)
{
  g_auto(World) world = { NULL };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkLock) first = NULL;

  world_init (&world);
  ask (&world, 0, NULL, &result);
  first = take (&result, &error);
  ask (&world, 60 * 1000, cancellable, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (take (&result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/journal/is-nobody-elses-business", test_private);
  g_test_add_func ("/journal/one-line-of-json-each", test_one_line_each);
  g_test_add_func ("/journal/reads-what-it-wrote", test_reads_back);
  g_test_add_func ("/journal/none-is-an-empty-one", test_never_written);
  g_test_add_func ("/journal/long-ones-are-read-in-pieces", test_long);

  g_test_add_func ("/journal/torn/anywhere", test_torn);
  g_test_add_func ("/journal/torn/only-the-newline", test_without_newline);
  g_test_add_data_func ("/journal/version/newer", "{\"format\": \"slotkeeper-journal/2\"}\n",
                        test_other_version);
  g_test_add_data_func ("/journal/version/none", "{\"id\": \"s1\"}\n", test_other_version);
  g_test_add_data_func ("/journal/version/no-object", "[1]\n", test_other_version);
  g_test_add_func ("/journal/version/may-say-more", test_added_field);

  g_test_add_func ("/journal/trouble/a-full-disk", test_disk_full);
  g_test_add_func ("/journal/trouble/a-disk-that-does-not-keep-it", test_disk_lies);
  g_test_add_func ("/journal/trouble/no-file", test_no_file);

  g_test_add_func ("/journal/a-set-is-known-by-the-beginning-of-its-id", test_find);

  g_test_add_func ("/lock/nobody-has-it", test_lock_free);
  g_test_add_func ("/lock/waits-for-somebody-else", test_lock_waits);
  g_test_add_func ("/lock/does-not-wait-for-ever", test_lock_gives_up);
  g_test_add_func ("/lock/can-be-stopped", test_lock_cancelled);

  return g_test_run ();
}
