/* test-set-up-codec.c — what a key opens, as text, and a week told of another
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "sk-columns-codec.h"
#include "sk-databases-codec.h"
#include "sk-error.h"
#include "sk-tasks-codec.h"
#include "sk-tasks-shift.h"
#include "sk-time-codec.h"

/* --- there and back --- */

static SkAccountOffer *
make_offer (void)
{
  SkAccountOwner *owner = g_new0 (SkAccountOwner, 1);
  SkAccountTable *tasks = g_new0 (SkAccountTable, 1);
  SkAccountTable *view = g_new0 (SkAccountTable, 1);
  GPtrArray *tables = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_account_table_free);

  *owner = (SkAccountOwner) { g_strdup ("My “scheduler”"), NULL, TRUE };
  *tasks = (SkAccountTable) {
    .id = g_strdup ("a"), .title = g_strdup ("Tasks\n<b>"), .database = g_strdup ("d"),
    .database_title = g_strdup ("Home"), .url = g_strdup ("https://x"), .is_one_of_several = TRUE,
  };
  *view = (SkAccountTable) { .title = g_strdup (""), .is_linked = TRUE };
  g_ptr_array_add (tables, tasks);
  g_ptr_array_add (tables, view);

  return sk_account_offer_new (owner, SK_KEYRING_LOCKED, tables);
}

static void
test_databases (void)
{
  g_autoptr(SkAccountOffer) offer = make_offer ();
  g_autofree char *text = sk_databases_codec_write (offer);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkAccountOffer) read = sk_databases_codec_read (text, strlen (text), &error);
  g_autofree char *again = NULL;
  const SkAccountTable *table;

  g_assert_no_error (error);
  g_assert_cmpstr (read->owner->name, ==, "My “scheduler”");
  g_assert_null (read->owner->workspace);
  g_assert_true (read->owner->is_personal);
  g_assert_cmpint (read->keyring, ==, SK_KEYRING_LOCKED);
  g_assert_cmpuint (read->tables->len, ==, 2);
  table = g_ptr_array_index (read->tables, 0);
  g_assert_cmpstr (table->title, ==, "Tasks\n<b>");
  g_assert_true (sk_account_table_may_be_used (table));
  g_assert_false (sk_account_table_may_be_used (g_ptr_array_index (read->tables, 1)));
  again = sk_databases_codec_write (read);
  g_assert_cmpstr (again, ==, text);
}

static GPtrArray *
make_columns (void)
{
  GPtrArray *columns = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_account_column_free);
  SkAccountColumn *rank = g_new0 (SkAccountColumn, 1);
  SkAccountColumn *date = g_new0 (SkAccountColumn, 1);
  SkAccountChoice *choice = g_new0 (SkAccountChoice, 1);
  const char *const options[] = { "Not started", "Done, \"really\"", NULL };

  *choice = (SkAccountChoice) { g_strdup ("r%3B"), g_strdup ("Priority") };
  *rank = (SkAccountColumn) {
    .role = g_strdup ("rank"), .name = g_strdup ("Rank"), .id = g_strdup ("U%60"),
    .type = g_strdup ("rich_text"), .wanted = g_strdup ("formula"),
    .fit = SK_ACCOUNT_FIT_WRONG_TYPE, .is_known = TRUE, .text = g_strdup ("Change it."),
    .choices = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_account_choice_free),
    .options = g_strdupv ((char **) options),
  };
  g_ptr_array_add (rank->choices, choice);
  *date = (SkAccountColumn) {
    .role = g_strdup ("scheduled"), .name = g_strdup ("Scheduled Date"),
    .wanted = g_strdup ("date"), .fit = SK_ACCOUNT_FIT_MISSING, .is_required = TRUE,
    .may_add = TRUE,
  };
  g_ptr_array_add (columns, rank);
  g_ptr_array_add (columns, date);

  return columns;
}

static void
test_columns (void)
{
  g_autoptr(GPtrArray) columns = make_columns ();
  g_autofree char *text = sk_columns_codec_write (columns);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) read = sk_columns_codec_read (text, strlen (text), &error);
  g_autofree char *again = NULL;
  const SkAccountColumn *column;

  g_assert_no_error (error);
  g_assert_cmpuint (read->len, ==, 2);
  column = g_ptr_array_index (read, 0);
  g_assert_cmpint (column->fit, ==, SK_ACCOUNT_FIT_WRONG_TYPE);
  g_assert_cmpstr (((SkAccountChoice *) column->choices->pdata[0])->name, ==, "Priority");
  g_assert_cmpstr (column->options[1], ==, "Done, \"really\"");
  column = g_ptr_array_index (read, 1);
  g_assert_null (column->id);
  g_assert_true (column->may_add && column->is_required);
  again = sk_columns_codec_write (read);
  g_assert_cmpstr (again, ==, text);
}

static const struct
{
  const char *name;
  const char *text;
  const char *says;
} refusals[] = {
  { "another-format", "{\"format\": \"slotkeeper-plan/1\", \"columns\": []}", "format" },
  { "no-columns", "{\"format\": \"slotkeeper-columns/1\"}", "columns" },
  { "a-fit-there-is-not",
    "{\"format\": \"slotkeeper-columns/1\", \"columns\": [{\"role\": \"r\", \"name\": \"n\", "
    "\"wanted\": \"w\", \"fit\": \"nearly\", \"required\": true, \"known\": true, "
    "\"may_add\": true, \"choices\": [], \"options\": []}]}", "columns[0].fit" },
  { "half-a-text", "{\"format\": \"slotkeeper-col", "" },
};

static void
test_refusal (gconstpointer data)
{
  const char *const *row = data;
  g_autoptr(GError) error = NULL;

  g_assert_null (sk_columns_codec_read (row[1], strlen (row[1]), &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
  g_assert_nonnull (strstr (error->message, row[2]));
}

/* --- a week told of another --- */

#define WEEK "{\"format\": \"slotkeeper-tasks/1\", \"timezone\": \"Europe/Berlin\", " \
  "\"exceptions\": [{\"date\": \"2026-11-25\", \"hours\": []}], " \
  "\"busy\": [{\"start\": \"2026-11-24T10:00:00+01:00\", " \
    "\"end\": \"2026-11-24T10:30:00+01:00\", \"title\": \"2026-11-24\"}], " \
  "\"tasks\": [{\"id\": \"2026-11-24\", \"title\": \"T\", \"due\": \"2026-11-26\", " \
    "\"scheduled\": {\"start\": \"2026-11-24T09:00:00+01:00\", " \
      "\"end\": \"2026-11-24T10:00:00+01:00\"}, \"last_scheduled\": \"2026-11-20\"}]}"

typedef struct
{
  const char *name;
  const char *zone;
  const char *now;
  const char *busy;             /* when it begins then */
  const char *due;
  const char *exception;
} Shift;

static const Shift shifts[] = {
  { "its-own-week-stays", "Europe/Berlin", "2026-11-23T08:00:00+01:00",
    "2026-11-24T10:00:00+01:00", "2026-11-26", "2026-11-25" },
  { "thursday-is-still-this-week", "Europe/Berlin", "2026-12-03T20:00:00+01:00",
    "2026-12-01T10:00:00+01:00", "2026-12-03", "2026-12-02" },
  { "friday-is-nearly-the-next", "Europe/Berlin", "2026-12-04T08:00:00+01:00",
    "2026-12-08T10:00:00+01:00", "2026-12-10", "2026-12-09" },
  { "into-the-past", "Europe/Berlin", "2025-11-24T08:00:00+01:00",
    "2025-11-25T10:00:00+01:00", "2025-11-27", "2025-11-26" },
  { "ten-is-ten-in-summer", "Europe/Berlin", "2027-07-05T08:00:00+02:00",
    "2027-07-06T10:00:00+02:00", "2027-07-08", "2027-07-07" },
  { "ten-is-ten-elsewhere", "America/New_York", "2026-11-23T08:00:00-05:00",
    "2026-11-24T10:00:00-05:00", "2026-11-26", "2026-11-25" },
  { "sunday-there-is-monday-here", "Pacific/Chatham", "2026-11-22T23:00:00Z",
    "2026-11-24T10:00:00+13:45", "2026-11-26", "2026-11-25" },
};

static gint64
instant (const char *text)
{
  SkWhen when;

  g_assert_true (sk_when_parse (text, &when));
  return when.value;
}

static char *
shift (const char  *text,
       const char  *zone_name,
       const char  *now,
       GError     **error)
{
  g_autoptr(GTimeZone) zone = sk_zone_parse (zone_name);

  return sk_tasks_shift (text, strlen (text),
                         &(SkTasksShift) { instant (now), zone_name, zone }, error);
}

static void
assert_has (const char *text,
            const char *key,
            const char *value)
{
  g_autofree char *member = g_strdup_printf ("\"%s\": \"%s\"", key, value);

  if (strstr (text, member) == NULL)
    g_error ("%s is not in %s", member, text);
}

static void
test_shift (gconstpointer data)
{
  const Shift *row = data;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = shift (WEEK, row->zone, row->now, &error);

  g_assert_no_error (error);
  assert_has (text, "start", row->busy);
  assert_has (text, "due", row->due);
  assert_has (text, "date", row->exception);
  assert_has (text, "timezone", row->zone);

  /* what is not a date of the format stays, whatever it looks like */
  assert_has (text, "title", "2026-11-24");
  assert_has (text, "id", "2026-11-24");
}

static void
test_weekless (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (shift ("{\"format\": \"slotkeeper-tasks/1\", \"tasks\": []}", "UTC",
                        "2026-11-23T08:00:00Z", &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_MALFORMED);
}

static void
test_sample (void)
{
  g_autoptr(GTimeZone) zone = sk_zone_parse ("Europe/Berlin");
  g_autofree char *sample = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSnapshot) before = NULL;
  g_autoptr(SkSnapshot) after = NULL;

  g_file_get_contents (g_getenv ("SLOTKEEPER_SAMPLE"), &sample, NULL, &error);
  g_assert_no_error (error);
  text = shift (sample, "Europe/Berlin", "2027-03-30T12:00:00+02:00", &error);
  g_assert_no_error (error);
  before = sk_tasks_codec_read (sample, strlen (sample), "s", "UTC", zone, &error);
  after = sk_tasks_codec_read (text, strlen (text), "s", "UTC", zone, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sk_snapshot_get_n_tasks (after), ==, sk_snapshot_get_n_tasks (before));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/codec/databases/there-and-back", test_databases);
  g_test_add_func ("/codec/columns/there-and-back", test_columns);
  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strconcat ("/codec/columns/refuses/", refusals[i].name, NULL);
      g_test_add_data_func (path, &refusals[i], test_refusal);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (shifts); i++)
    {
      g_autofree char *path = g_strconcat ("/codec/shift/", shifts[i].name, NULL);
      g_test_add_data_func (path, &shifts[i], test_shift);
    }
  g_test_add_func ("/codec/shift/not-without-a-week", test_weekless);
  g_test_add_func ("/codec/shift/the-sample-can-be-read", test_sample);

  return g_test_run ();
}
