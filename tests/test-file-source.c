/* test-file-source.c — dates written into people's own files, and nothing else
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "sk-error.h"
#include "sk-file-source.h"
#include "sk-time-codec.h"

#define NOBODY 65534

/* What every change here writes. */
#define START "2026-11-24T09:00:00+01:00"
#define END "2026-11-24T10:30:00+01:00"
#define AT "2026-11-23T08:01:42+01:00"
#define SCHEDULED "{\"start\": \"" START "\", \"end\": \"" END "\"}"
#define LAST "\"" AT "\""

/* A folder with one task file. */
typedef struct
{
  char         *folder;
  char         *path;
  SkTaskSource *source;
  SkRules      *rules;
} World;

static void
write_file (World      *world,
            const char *text)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (world->path, text, -1, &error);
  g_assert_no_error (error);
}

static char *
read_file (World *world)
{
  g_autoptr(GError) error = NULL;
  char *text;

  g_file_get_contents (world->path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
assert_file (World      *world,
             const char *expected)
{
  g_autofree char *text = read_file (world);

  g_assert_cmpstr (text, ==, expected);
}

static void
open_path (World      *world,
           const char *path)
{
  g_autoptr(GTimeZone) zone = sk_zone_parse ("Europe/Berlin");
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_clear_object (&world->source);
  world->source = sk_file_source_new (file, "Europe/Berlin", zone);
}

/* @text: (nullable): of the file; %NULL: there is none */
static void
world_init (World      *world,
            const char *text)
{
  g_autoptr(GTimeZone) zone = sk_zone_parse ("Europe/Berlin");
  g_autoptr(GError) error = NULL;

  world->folder = g_dir_make_tmp ("test-file-source-XXXXXX", &error);
  g_assert_no_error (error);
  world->path = g_build_filename (world->folder, "tasks.json", NULL);
  if (text != NULL)
    write_file (world, text);
  open_path (world, world->path);
  world->rules = sk_rules_new (&(SkRulesInit) {
    .zone_name = "Europe/Berlin", .zone = zone, .slot_minutes = 15, .days_ahead = 7,
    .default_duration_hours = 1, .day_limit_percent = 100,
  });
}

static void
remove_all (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);
      remove_all (inner);
    }

  g_remove (path);
}

static void
world_clear (World *world)
{
  g_clear_object (&world->source);
  g_clear_pointer (&world->rules, sk_rules_unref);
  g_chmod (world->folder, 0700);
  remove_all (world->folder);
  g_free (world->folder);
  g_free (world->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

static guint
count_files (World *world)
{
  g_autoptr(GDir) dir = g_dir_open (world->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

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

static SkSnapshot *
fetch (World         *world,
       GCancellable  *cancellable,
       GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_task_source_fetch_async (world->source, cancellable, keep_result, &result);
  wait_for (&result);

  return sk_task_source_fetch_finish (world->source, result, error);
}

static SkSnapshot *
fetch_well (World *world)
{
  g_autoptr(GError) error = NULL;
  SkSnapshot *snapshot = fetch (world, NULL, &error);

  g_assert_no_error (error);
  return snapshot;
}

static gint64
instant (const char *text)
{
  SkWhen when;

  g_assert_true (sk_when_parse (text, &when));
  return when.value;
}

/* Adds to @changes that a task of @snapshot goes to START and END, or nowhere. */
static void
add_change (GArray     *changes,
            SkSnapshot *snapshot,
            const char *id,
            gboolean    placed)
{
  guint i;

  g_assert_true (sk_snapshot_find (snapshot, id, &i));

  SkTask *task = sk_snapshot_get_task (snapshot, i);
  SkChange change = {
    .task = sk_task_ref (task),
    .before_start = sk_task_get_scheduled_start (task),
    .before_end = sk_task_get_scheduled_end (task),
    .at = instant (AT),
  };

  if (placed)
    change.after = (SkSpan) { instant (START), instant (END) };
  g_array_append_val (changes, change);
}

/* For each word of @ids a change; "-id" loses its place. */
static GArray *
make_changes (SkSnapshot *snapshot,
              const char *ids)
{
  GArray *changes = sk_change_array_new ();
  g_auto(GStrv) words = g_strsplit (ids, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    add_change (changes, snapshot, words[i] + (*words[i] == '-'), *words[i] != '-');

  return changes;
}

static gboolean
write_changes (World         *world,
               GArray        *changes,
               GCancellable  *cancellable,
               GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_task_source_write_async (world->source, changes, world->rules, cancellable,
                              keep_result, &result);
  wait_for (&result);

  return sk_task_source_write_finish (world->source, result, error);
}

/* Reads, and writes what was asked for. */
static gboolean
read_and_write (World       *world,
                const char  *ids,
                GError     **error)
{
  g_autoptr(SkSnapshot) snapshot = fetch_well (world);
  g_autoptr(GArray) changes = make_changes (snapshot, ids);

  return write_changes (world, changes, NULL, error);
}

/* --- which bytes change --- */

typedef struct
{
  const char *name;
  const char *before;
  const char *ids;
  const char *after;
} BytesCase;

#define HEAD "{\"format\": \"slotkeeper-tasks/1\", "
#define FILE_OF(task) HEAD "\"tasks\": [" task "]}"

static const BytesCase bytes_cases[] = {
  { "both-dates-are-replaced",
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"scheduled\": {\"start\": \"2026-11-20\"}, "
             "\"last_scheduled\": \"2026-11-19\"}"), "a",
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"scheduled\": " SCHEDULED ", "
             "\"last_scheduled\": " LAST "}") },
  { "null-is-replaced",
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"scheduled\": null, \"last_scheduled\": null}"),
    "a",
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"scheduled\": " SCHEDULED ", "
             "\"last_scheduled\": " LAST "}") },
  { "a-lost-place-becomes-null",
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"scheduled\": " SCHEDULED "}"), "-a",
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"scheduled\": null, \"last_scheduled\": " LAST
             "}") },
  { "missing-keys-are-added-on-the-line",
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\"}"), "a",
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"scheduled\": " SCHEDULED
             ", \"last_scheduled\": " LAST "}") },
  { "missing-keys-are-added-each-on-a-line-of-its-own",
    HEAD "\"tasks\": [\n  {\n    \"id\": \"a\",\n    \"title\": \"A\"\n  }\n]}", "a",
    HEAD "\"tasks\": [\n  {\n    \"id\": \"a\",\n    \"title\": \"A\",\n    \"scheduled\": "
    SCHEDULED ",\n    \"last_scheduled\": " LAST "\n  }\n]}" },
  { "missing-keys-are-added-behind-tabs",
    HEAD "\"tasks\": [\n\t{\n\t\t\"id\": \"a\",\n\t\t\"title\": \"A\"\n\t}\n]}", "a",
    HEAD "\"tasks\": [\n\t{\n\t\t\"id\": \"a\",\n\t\t\"title\": \"A\",\n\t\t\"scheduled\": "
    SCHEDULED ",\n\t\t\"last_scheduled\": " LAST "\n\t}\n]}" },
  { "missing-keys-are-added-with-the-files-line-ends",
    HEAD "\"tasks\": [\r\n {\"id\": \"a\",\r\n  \"title\": \"A\"}\r\n]}\r\n", "a",
    HEAD "\"tasks\": [\r\n {\"id\": \"a\",\r\n  \"title\": \"A\",\r\n  \"scheduled\": " SCHEDULED
    ",\r\n  \"last_scheduled\": " LAST "}\r\n]}\r\n" },
  { "only-the-missing-key-is-added",
    FILE_OF ("{\"id\": \"a\", \"last_scheduled\": null, \"title\": \"A\"}"), "a",
    FILE_OF ("{\"id\": \"a\", \"last_scheduled\": " LAST ", \"title\": \"A\", \"scheduled\": "
             SCHEDULED "}") },
  { "keys-stay-in-their-order",
    FILE_OF ("{\"last_scheduled\": \"2026-11-19\", \"title\": \"A\", "
             "\"scheduled\": {\"end\": \"2026-11-21\", \"start\": \"2026-11-20\"}, "
             "\"id\": \"a\"}"), "a",
    FILE_OF ("{\"last_scheduled\": " LAST ", \"title\": \"A\", \"scheduled\": " SCHEDULED ", "
             "\"id\": \"a\"}") },
  { "numbers-stay-as-they-were-written",
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"rank\": 95.60, \"duration_hours\": 15e-1}, "
             "{\"id\": \"b\", \"title\": \"B\", \"rank\": 9007199254740993, "
             "\"duration_hours\": 0.10000000000000001}"), "a",
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"rank\": 95.60, \"duration_hours\": 15e-1, "
             "\"scheduled\": " SCHEDULED ", \"last_scheduled\": " LAST "}, "
             "{\"id\": \"b\", \"title\": \"B\", \"rank\": 9007199254740993, "
             "\"duration_hours\": 0.10000000000000001}") },
  { "odd-spacing-stays",
    "\n\n {  \"format\"\t:\"slotkeeper-tasks/1\"  ,\"tasks\":\t[ {\"id\"  : \"a\"   ,   "
    "\"title\":\"A\"  }  ,\n\n\n  {\"id\":\"b\",\"title\":\"B\",\"scheduled\":null}  ] \n}\n \n",
    "b a",
    "\n\n {  \"format\"\t:\"slotkeeper-tasks/1\"  ,\"tasks\":\t[ {\"id\"  : \"a\"   ,   "
    "\"title\":\"A\",   \"scheduled\": " SCHEDULED ",   \"last_scheduled\": " LAST "  }  ,\n\n\n"
    "  {\"id\":\"b\",\"title\":\"B\",\"scheduled\":" SCHEDULED ",\"last_scheduled\": " LAST
    "}  ] \n}\n \n" },
  { "a-byte-order-mark-stays",
    "\xef\xbb\xbf" FILE_OF ("{\"id\": \"a\", \"title\": \"A\"}"), "a",
    "\xef\xbb\xbf" FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"scheduled\": " SCHEDULED
                            ", \"last_scheduled\": " LAST "}") },
  { "escapes-stay-as-they-were-written",
    FILE_OF ("{\"id\": \"a\", \"title\": \"\\u00e9t\\u00E9 \\/ \\\"\\\\\", "
             "\"url\": \"https:\\/\\/example.org\\/{[\"}, "
             "{\"id\": \"b\", \"title\": \"Ünïcode \\ud83d\\ude00 😀\"}"), "b",
    FILE_OF ("{\"id\": \"a\", \"title\": \"\\u00e9t\\u00E9 \\/ \\\"\\\\\", "
             "\"url\": \"https:\\/\\/example.org\\/{[\"}, "
             "{\"id\": \"b\", \"title\": \"Ünïcode \\ud83d\\ude00 😀\", \"scheduled\": " SCHEDULED
             ", \"last_scheduled\": " LAST "}") },
  { "a-title-may-look-like-json",
    FILE_OF ("{\"id\": \"a\", \"title\": \"\\\", \\\"scheduled\\\": null, {[}]\"}, "
             "{\"id\": \"scheduled\", \"title\": \"tasks\"}"), "scheduled",
    FILE_OF ("{\"id\": \"a\", \"title\": \"\\\", \\\"scheduled\\\": null, {[}]\"}, "
             "{\"id\": \"scheduled\", \"title\": \"tasks\", \"scheduled\": " SCHEDULED
             ", \"last_scheduled\": " LAST "}") },
  { "what-stands-around-the-tasks-stays",
    "{\"tasks\": [{\"id\": \"a\", \"title\": \"A\"}, {\"id\": \"b\", \"title\": \"B\"}],\n"
    " \"hours\": {\"mon\": [ \"09:00-12:00\",\"13:00-17:00\" ]}, \"slot_minutes\": 30,\n"
    " \"busy\": [], \"format\": \"slotkeeper-tasks/1\", \"days_ahead\": 7.0}", "a",
    "{\"tasks\": [{\"id\": \"a\", \"title\": \"A\", \"scheduled\": " SCHEDULED
    ", \"last_scheduled\": " LAST "}, {\"id\": \"b\", \"title\": \"B\"}],\n"
    " \"hours\": {\"mon\": [ \"09:00-12:00\",\"13:00-17:00\" ]}, \"slot_minutes\": 30,\n"
    " \"busy\": [], \"format\": \"slotkeeper-tasks/1\", \"days_ahead\": 7.0}" },
  { "many-at-once",
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"blocked_by\": [\"b\", \"c\"]},"
             "{\"id\": \"b\", \"title\": \"B\", \"scheduled\": null},"
             "{\"title\": \"C\", \"id\": \"c\", \"last_scheduled\": null}"), "c a b",
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"blocked_by\": [\"b\", \"c\"], \"scheduled\": "
             SCHEDULED ", \"last_scheduled\": " LAST "},"
             "{\"id\": \"b\", \"title\": \"B\", \"scheduled\": " SCHEDULED
             ", \"last_scheduled\": " LAST "},"
             "{\"title\": \"C\", \"id\": \"c\", \"last_scheduled\": " LAST ", \"scheduled\": "
             SCHEDULED "}") },
  { "a-key-may-be-spelled-with-escapes",
    HEAD "\"\\u0074asks\": [{\"id\": \"a\", \"title\": \"A\"}]}", "a",
    HEAD "\"\\u0074asks\": [{\"id\": \"a\", \"title\": \"A\", \"scheduled\": " SCHEDULED
    ", \"last_scheduled\": " LAST "}]}" },
  { "a-date-may-be-spelled-with-escapes",
    FILE_OF ("{\"id\": \"a\", \"sch\\u0065duled\": null, \"title\": \"A\"}"), "a",
    FILE_OF ("{\"id\": \"a\", \"sch\\u0065duled\": " SCHEDULED ", \"title\": \"A\", "
             "\"last_scheduled\": " LAST "}") },
};

static void
test_bytes (gconstpointer data)
{
  const BytesCase *c = data;
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world, c->before);
  read_and_write (&world, c->ids, &error);

  g_assert_no_error (error);
  assert_file (&world, c->after);
  g_assert_cmpuint (count_files (&world), ==, 1);
  G_GNUC_UNUSED g_autoptr(SkSnapshot) again = fetch_well (&world);
}

#define PLAIN FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"scheduled\": {\"start\": " \
                       "\"2026-11-20T14:00:00+01:00\", \"end\": \"2026-11-20T15:00:00+01:00\"}}")
#define PLAIN_WRITTEN FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"scheduled\": " SCHEDULED \
                               ", \"last_scheduled\": " LAST "}")

static void
test_reads_back (void)
{
  g_auto(World) world = { 0 };
  SkSpan span;

  world_init (&world, PLAIN);
  g_assert_true (read_and_write (&world, "a", NULL));
  g_autoptr(SkSnapshot) snapshot = fetch_well (&world);
  SkTask *task = sk_snapshot_get_task (snapshot, 0);

  g_assert_true (sk_task_get_scheduled_span (task, &span));
  g_assert_cmpint (span.start, ==, instant (START));
  g_assert_cmpint (span.end, ==, instant (END));
  g_assert_cmpint (sk_task_get_last_scheduled (task).value, ==, instant (AT));
}

static void
test_nothing (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GArray) none = sk_change_array_new ();
  g_autoptr(GError) error = NULL;

  world_init (&world, PLAIN);
  write_changes (&world, none, NULL, &error);

  g_assert_no_error (error);
  assert_file (&world, PLAIN);
}

static void
test_describe (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GArray) writes = sk_write_array_new ();

  world_init (&world, PLAIN);
  g_autoptr(SkSnapshot) snapshot = fetch_well (&world);
  g_autoptr(GArray) changes = make_changes (snapshot, "a");

  sk_task_source_describe (world.source, &g_array_index (changes, SkChange, 0), world.rules,
                           writes);

  const SkWrite *scheduled = &g_array_index (writes, SkWrite, 0);
  const SkWrite *last = &g_array_index (writes, SkWrite, 1);

  g_assert_cmpuint (writes->len, ==, 2);
  g_assert_cmpstr (scheduled->property, ==, "scheduled");
  g_assert_cmpstr (scheduled->before, ==, "{\"start\": \"2026-11-20T14:00:00+01:00\", "
                   "\"end\": \"2026-11-20T15:00:00+01:00\"}");
  g_assert_cmpstr (scheduled->after, ==, SCHEDULED);
  g_assert_cmpstr (last->property, ==, "last_scheduled");
  g_assert_cmpstr (last->before, ==, "null");
  g_assert_cmpstr (last->after, ==, LAST);
  assert_file (&world, PLAIN);
}

/* --- how the file is replaced --- */

static void
test_permissions (gconstpointer data)
{
  int mode = GPOINTER_TO_INT (data);
  g_auto(World) world = { 0 };
  GStatBuf info;

  world_init (&world, PLAIN);
  g_assert_cmpint (g_chmod (world.path, mode), ==, 0);
  g_assert_true (read_and_write (&world, "a", NULL));

  g_assert_cmpint (g_stat (world.path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, mode);
  assert_file (&world, PLAIN_WRITTEN);
}

static void
test_replaced (void)
{
  g_auto(World) world = { 0 };
  g_autofree char *other = NULL;
  g_autofree char *kept = NULL;

  world_init (&world, PLAIN);
  other = g_build_filename (world.folder, "backup.json", NULL);
  g_assert_cmpint (link (world.path, other), ==, 0);
  g_assert_true (read_and_write (&world, "a", NULL));

  /* whoever has the old file open still reads all of it */
  assert_file (&world, PLAIN_WRITTEN);
  g_assert_true (g_file_get_contents (other, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, PLAIN);
}

static void
test_link (void)
{
  g_auto(World) world = { 0 };
  g_autofree char *shortcut = NULL;
  g_autofree char *to = NULL;

  world_init (&world, PLAIN);
  shortcut = g_build_filename (world.folder, "shortcut.json", NULL);
  g_assert_cmpint (symlink ("tasks.json", shortcut), ==, 0);
  open_path (&world, shortcut);
  g_assert_true (read_and_write (&world, "a", NULL));

  to = g_file_read_link (shortcut, NULL);
  g_assert_cmpstr (to, ==, "tasks.json");
  assert_file (&world, PLAIN_WRITTEN);
  g_assert_cmpuint (count_files (&world), ==, 2);
}

/* --- conflicts --- */

#define TASK_AT(start, end) FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"scheduled\": " \
                                     "{\"start\": \"" start "\", \"end\": \"" end "\"}}")

typedef struct
{
  const char *name;
  const char *believed;
  const char *now;
  gboolean    conflict;
} ConflictCase;

static const ConflictCase conflict_cases[] = {
  { "a-moved-start",
    TASK_AT ("2026-11-20T14:00:00+01:00", "2026-11-20T15:00:00+01:00"),
    TASK_AT ("2026-11-20T14:15:00+01:00", "2026-11-20T15:00:00+01:00"), TRUE },
  { "a-moved-end",
    TASK_AT ("2026-11-20T14:00:00+01:00", "2026-11-20T15:00:00+01:00"),
    TASK_AT ("2026-11-20T14:00:00+01:00", "2026-11-20T16:00:00+01:00"), TRUE },
  { "a-place-where-there-was-none",
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\"}"),
    TASK_AT ("2026-11-20T14:00:00+01:00", "2026-11-20T15:00:00+01:00"), TRUE },
  { "no-place-where-there-was-one",
    TASK_AT ("2026-11-20T14:00:00+01:00", "2026-11-20T15:00:00+01:00"),
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\", \"scheduled\": null}"), TRUE },
  { "a-date-instead-of-a-time",
    TASK_AT ("2026-11-20T00:00:00+01:00", "2026-11-20T00:00:00+01:00"),
    TASK_AT ("2026-11-20", "2026-11-20"), TRUE },
  { "a-task-that-is-gone",
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\"}"),
    FILE_OF ("{\"id\": \"b\", \"title\": \"A\"}"), TRUE },
  { "what-we-would-have-written-ourselves",
    TASK_AT ("2026-11-20T14:00:00+01:00", "2026-11-20T15:00:00+01:00"),
    TASK_AT (START, END), TRUE },
  { "another-spelling-is-none",
    TASK_AT ("2026-11-20T14:00:00+01:00", "2026-11-20T15:00:00+01:00"),
    TASK_AT ("2026-11-20T13:00Z", "2026-11-20T15:00:00.000+01:00"), FALSE },
  { "another-title-is-none",
    FILE_OF ("{\"id\": \"a\", \"title\": \"A\"}"),
    FILE_OF ("{\"id\": \"b\", \"title\": \"New\"}, {\"id\": \"a\", \"title\": \"Changed\"}"),
    FALSE },
};

static void
test_conflict (gconstpointer data)
{
  const ConflictCase *c = data;
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world, c->believed);
  g_autoptr(SkSnapshot) snapshot = fetch_well (&world);
  g_autoptr(GArray) changes = make_changes (snapshot, "a");
  write_file (&world, c->now);
  gboolean written = write_changes (&world, changes, NULL, &error);

  g_assert_cmpint (written, ==, !c->conflict);
  if (c->conflict)
    {
      g_assert_error (error, SK_ERROR, SK_ERROR_CONFLICT);
      g_assert_nonnull (strstr (error->message, "“A”"));
      g_assert_nonnull (strstr (error->message, world.path));
      assert_file (&world, c->now);
    }
  else
    {
      g_autofree char *text = read_file (&world);

      g_assert_no_error (error);
      g_assert_nonnull (strstr (text, SCHEDULED));
    }
}

/* What was written in the meantime besides is kept. */
static void
test_newer_text (void)
{
  g_auto(World) world = { 0 };

  world_init (&world, FILE_OF ("{\"id\": \"a\", \"title\": \"A\"}"));
  g_autoptr(SkSnapshot) snapshot = fetch_well (&world);
  g_autoptr(GArray) changes = make_changes (snapshot, "a");
  write_file (&world, HEAD "\"days_ahead\": 3, \"tasks\": [{\"id\": \"n\", \"title\": \"New\"}, "
              "{\"id\": \"a\", \"rank\": 7, \"title\": \"Other\"}]}");
  g_assert_true (write_changes (&world, changes, NULL, NULL));

  assert_file (&world, HEAD "\"days_ahead\": 3, \"tasks\": [{\"id\": \"n\", \"title\": \"New\"}, "
               "{\"id\": \"a\", \"rank\": 7, \"title\": \"Other\", \"scheduled\": " SCHEDULED
               ", \"last_scheduled\": " LAST "}]}");
}

static void
test_all_or_none (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *now = FILE_OF ("{\"id\": \"a\", \"title\": \"A\"}, "
                             "{\"id\": \"b\", \"title\": \"B\", \"scheduled\": "
                             "{\"start\": \"2026-11-26\"}}");

  world_init (&world, FILE_OF ("{\"id\": \"a\", \"title\": \"A\"}, "
                               "{\"id\": \"b\", \"title\": \"B\"}"));
  g_autoptr(SkSnapshot) snapshot = fetch_well (&world);
  g_autoptr(GArray) changes = make_changes (snapshot, "a b");
  write_file (&world, now);
  write_changes (&world, changes, NULL, &error);

  g_assert_error (error, SK_ERROR, SK_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "“B”"));
  assert_file (&world, now);
}

static void
test_spoilt_meanwhile (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world, PLAIN);
  g_autoptr(SkSnapshot) snapshot = fetch_well (&world);
  g_autoptr(GArray) changes = make_changes (snapshot, "a");
  write_file (&world, "{\"format\": ");
  write_changes (&world, changes, NULL, &error);

  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, world.path));
  assert_file (&world, "{\"format\": ");
}

/* The error is ours, so the program can say what to do about it. */
static void
test_gone_meanwhile (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world, PLAIN);
  g_autoptr(SkSnapshot) snapshot = fetch_well (&world);
  g_autoptr(GArray) changes = make_changes (snapshot, "a");
  g_remove (world.path);
  write_changes (&world, changes, NULL, &error);

  g_assert_nonnull (error);
  g_assert_cmpuint (count_files (&world), ==, 0);
  g_assert_nonnull (strstr (error->message, world.path));
  g_assert_cmpstr (g_quark_to_string (error->domain), ==, g_quark_to_string (SK_ERROR));
}

/* --- what cannot be read or written --- */

static void
test_no_file (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world, NULL);
  g_autoptr(SkSnapshot) snapshot = fetch (&world, NULL, &error);

  g_assert_null (snapshot);
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
  g_assert_true (g_str_has_prefix (error->message, world.path));
}

static void
test_folder (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world, NULL);
  open_path (&world, world.folder);
  g_autoptr(SkSnapshot) snapshot = fetch (&world, NULL, &error);

  g_assert_null (snapshot);
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
  g_assert_true (g_str_has_prefix (error->message, world.folder));
}

static void
test_malformed (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world, FILE_OF ("{\"id\": \"a\", \"title\": \"A\"}, {\"id\": \"a\", "
                               "\"title\": \"B\"}"));
  g_autoptr(SkSnapshot) snapshot = fetch (&world, NULL, &error);

  g_assert_null (snapshot);
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
  g_assert_true (g_str_has_prefix (error->message, world.path));
  g_assert_nonnull (strstr (error->message, "tasks[1]"));
}

static void
test_stopped (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) read_error = NULL;
  g_autoptr(GError) write_error = NULL;

  world_init (&world, PLAIN);
  g_autoptr(SkSnapshot) snapshot = fetch_well (&world);
  g_autoptr(GArray) changes = make_changes (snapshot, "a");
  g_cancellable_cancel (cancellable);

  g_assert_null (fetch (&world, cancellable, &read_error));
  g_assert_error (read_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_false (write_changes (&world, changes, cancellable, &write_error));
  g_assert_error (write_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_file (&world, PLAIN);
}

/* Root may do anything; so it becomes somebody else for a while. */
static gboolean
become_nobody (World *world)
{
  if (geteuid () != 0)
    return TRUE;

  if (chown (world->folder, NOBODY, NOBODY) == 0 && chown (world->path, NOBODY, NOBODY) == 0 &&
      seteuid (NOBODY) == 0)
    return TRUE;

  g_test_skip ("Root cannot become somebody else here");
  return FALSE;
}

static void
become_oneself (void)
{
  if (getuid () == 0)
    g_assert_cmpint (seteuid (0), ==, 0);
}

static void
test_unreadable (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world, PLAIN);
  g_chmod (world.path, 0);
  if (!become_nobody (&world))
    return;
  g_autoptr(SkSnapshot) snapshot = fetch (&world, NULL, &error);
  become_oneself ();

  g_assert_null (snapshot);
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
  g_assert_true (g_str_has_prefix (error->message, world.path));
}

static void
test_read_only_folder (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world, PLAIN);
  g_autoptr(SkSnapshot) snapshot = fetch_well (&world);
  g_autoptr(GArray) changes = make_changes (snapshot, "a");
  if (!become_nobody (&world))
    return;
  g_chmod (world.folder, 0500);
  write_changes (&world, changes, NULL, &error);
  become_oneself ();

  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  g_assert_true (g_str_has_prefix (error->message, world.path));
  assert_file (&world, PLAIN);
  g_assert_cmpuint (count_files (&world), ==, 1);
}

/* A file its owner protected is not replaced. */
static void
test_read_only_file (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world, PLAIN);
  g_autoptr(SkSnapshot) snapshot = fetch_well (&world);
  g_autoptr(GArray) changes = make_changes (snapshot, "a");
  g_chmod (world.path, 0444);
  if (!become_nobody (&world))
    return;
  write_changes (&world, changes, NULL, &error);
  become_oneself ();

  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  assert_file (&world, PLAIN);
}

/* --- raw values --- */

static gboolean
put (World       *world,
     const char  *id,
     const char  *property,
     const char  *before,
     const char  *after,
     GError     **error)
{
  g_autoptr(GArray) writes = sk_write_array_new ();
  g_autoptr(SkTask) task = sk_task_new (&(SkTaskInit) { .id = id, .title = "Fix bug" });
  g_autoptr(GAsyncResult) result = NULL;

  sk_write_array_add (writes, task, property, before, g_strdup (after));
  sk_task_source_put_async (world->source, writes, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return sk_task_source_put_finish (world->source, result, error);
}

#define RAW(scheduled) \
  "{\"format\": \"slotkeeper-tasks/1\", \"tasks\": [\n" \
  "  {\"id\": \"b\", \"title\": \"B\", \"rank\": 95.60},\n" \
  "  {\"id\": \"a\", \"sched\\u0075led\": " scheduled ", \"title\": \"A\"}]}\n"

typedef struct
{
  const char *name;
  const char *id;
  const char *property;
  const char *before;
  const char *after;
  const char *text;             /* (nullable): what the file says then; %NULL: a conflict */
} Put;

static const Put put_cases[] = {
  { "a-day", "a", "scheduled", "{\"start\":\"2026-11-24\",\"end\":null}", "null", RAW ("null") },
  { "another-day", "a", "scheduled", "{\"start\": \"2026-11-24\", \"end\": null}",
    "{\"start\": \"2026-11-25\"}", RAW ("{\"start\": \"2026-11-25\"}") },
  { "already-there", "a", "scheduled", "null", "{\"start\": \"2026-11-24\", \"end\": null}",
    RAW ("{\"start\": \"2026-11-24\", \"end\": null}") },
  { "somebody-else", "a", "scheduled", "null", "{\"start\": \"2026-11-26\"}", NULL },
  { "not-ours", "a", "title", "\"A\"", "\"X\"", NULL },
  { "no-such-task", "c", "scheduled", "null", "{\"start\": \"2026-11-26\"}", NULL },
};

static void
test_put (gconstpointer data)
{
  static const char file[] = RAW ("{\"start\": \"2026-11-24\", \"end\": null}");
  const Put *c = data;
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world, file);
  g_assert_cmpint (put (&world, c->id, c->property, c->before, c->after, &error), ==,
                   c->text != NULL);
  assert_file (&world, c->text != NULL ? c->text : file);
  if (c->text != NULL)
    {
      g_assert_no_error (error);
      return;
    }

  g_assert_error (error, SK_ERROR, SK_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "“Fix bug”"));
}

/* --- news --- */

static guint
poll (World         *world,
      gint64         since,
      GCancellable  *cancellable,
      GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  guint n_edited;

  sk_task_source_poll_async (world->source, since, cancellable, keep_result, &result);
  wait_for (&result);
  sk_task_source_poll_finish (world->source, result, &n_edited, error);

  return n_edited;
}

static void
assert_news (World *world,
             guint  n)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpuint (poll (world, G_MAXINT64, NULL, &error), ==, n);
  g_assert_no_error (error);
}

static void
test_leaves_rules (void)
{
  g_auto(World) world = { 0 };

  world_init (&world, FILE_OF ("{\"id\": \"a\", \"title\": \"A\"}"));
  g_autoptr(SkSnapshot) whole = fetch_well (&world);

  sk_file_source_leave_rules (SK_FILE_SOURCE (world.source));
  g_autoptr(SkSnapshot) tasks = fetch_well (&world);

  g_assert_nonnull (sk_snapshot_get_rules (whole));
  g_assert_null (sk_snapshot_get_rules (tasks));
  g_assert_cmpuint (sk_snapshot_get_n_tasks (tasks), ==, 1);
}

#define ONE FILE_OF ("{\"id\": \"a\", \"title\": \"A\"}")
#define OTHER FILE_OF ("{\"id\": \"a\", \"title\": \"B\"}")

static void
test_news (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GError) error = NULL;

  world_init (&world, ONE);
  g_assert_cmpuint (poll (&world, 0, NULL, &error), ==, 1);
  assert_news (&world, 0);      /* written long before, and never read */
  sk_snapshot_unref (fetch_well (&world));
  assert_news (&world, 0);
  assert_news (&world, 0);

  /* news until it is read */
  write_file (&world, OTHER);
  assert_news (&world, 1);
  assert_news (&world, 1);
  sk_snapshot_unref (fetch_well (&world));
  assert_news (&world, 0);
}

static void
test_own_write_is_no_news (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(SkSnapshot) snapshot = NULL;
  g_autoptr(GArray) changes = sk_change_array_new ();
  g_autoptr(GError) error = NULL;

  world_init (&world, ONE);
  snapshot = fetch_well (&world);
  add_change (changes, snapshot, "a", TRUE);
  write_changes (&world, changes, NULL, &error);
  g_assert_no_error (error);
  assert_news (&world, 0);

  /* but does not hide somebody's edit that was not read */
  write_file (&world, OTHER);
  write_changes (&world, changes, NULL, &error);
  g_clear_error (&error);
  assert_news (&world, 1);
}

static void
test_no_news_of_no_file (void)
{
  g_auto(World) world = { 0 };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) stopped = NULL;

  world_init (&world, ONE);
  sk_snapshot_unref (fetch_well (&world));
  g_cancellable_cancel (cancellable);
  poll (&world, 0, cancellable, &stopped);
  g_assert_error (stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_remove (world.path);
  poll (&world, 0, NULL, &error);
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, world.path));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (bytes_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/file/bytes/", bytes_cases[i].name, NULL);
      g_test_add_data_func (path, &bytes_cases[i], test_bytes);
    }
  g_test_add_func ("/file/what-was-written-reads-back", test_reads_back);
  g_test_add_func ("/file/no-changes-no-bytes", test_nothing);
  g_test_add_func ("/file/says-what-it-would-write", test_describe);

  g_test_add_data_func ("/file/replaced/keeps-0600", GINT_TO_POINTER (0600), test_permissions);
  g_test_add_data_func ("/file/replaced/keeps-0640", GINT_TO_POINTER (0640), test_permissions);
  g_test_add_func ("/file/replaced/in-one-step", test_replaced);
  g_test_add_func ("/file/replaced/behind-a-link", test_link);

  for (gsize i = 0; i < G_N_ELEMENTS (conflict_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/file/conflict/", conflict_cases[i].name, NULL);
      g_test_add_data_func (path, &conflict_cases[i], test_conflict);
    }
  g_test_add_func ("/file/conflict/other-changes-are-kept", test_newer_text);
  g_test_add_func ("/file/conflict/all-is-written-or-nothing", test_all_or_none);

  g_test_add_func ("/file/news/until-it-is-read", test_news);
  g_test_add_func ("/file/leaves-rules", test_leaves_rules);
  g_test_add_func ("/file/news/our-own-write-is-none", test_own_write_is_no_news);
  g_test_add_func ("/file/news/not-of-a-file-that-is-gone", test_no_news_of_no_file);

  g_test_add_func ("/file/trouble/no-file", test_no_file);
  g_test_add_func ("/file/trouble/a-folder", test_folder);
  g_test_add_func ("/file/trouble/names-file-and-place", test_malformed);
  g_test_add_func ("/file/trouble/stopped", test_stopped);
  g_test_add_func ("/file/trouble/spoilt-meanwhile", test_spoilt_meanwhile);
  g_test_add_func ("/file/trouble/a-file-that-may-not-be-read", test_unreadable);
  g_test_add_func ("/file/trouble/a-folder-that-may-not-be-written", test_read_only_folder);

  /* g_file_set_contents_full() takes the umask off, and would shut out a group */
  g_test_add_data_func ("/file/keeps-0664", GINT_TO_POINTER (0664),
                        test_permissions);
  g_test_add_func ("/file/gone-meanwhile", test_gone_meanwhile);
  g_test_add_func ("/file/a-file-that-may-not-be-written", test_read_only_file);

  for (gsize i = 0; i < G_N_ELEMENTS (put_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/file/put/", put_cases[i].name, NULL);
      g_test_add_data_func (path, &put_cases[i], test_put);
    }

  return g_test_run ();
}
