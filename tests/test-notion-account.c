/* test-notion-account.c — what a key opens, and columns that are added
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-error.h"
#include "sk-notion-account.h"
#include "sk-notion-world.h"

static SkAccountSource *
make_account (SkNotionWorld *world,
              const char    *key)
{
  g_autoptr(GError) error = NULL;
  SkAccountSource *account = sk_notion_account_new (&(SkNotionConfig) {
    .name = "Home",
    .key = key,
    .base_url = sk_notion_stand_in_get_url (world->notion),
    .pace = &(SkHttpPace) { .requests = 10000, .timeout = 60 },
  }, &error);

  g_assert_no_error (error);
  return account;
}

static SkAccountOwner *
check_key (SkNotionWorld  *world,
           const char     *key,
           GError        **error)
{
  g_autoptr(SkAccountSource) account = make_account (world, key);
  g_autoptr(GAsyncResult) result = NULL;

  sk_account_source_check_key_async (account, NULL, sk_notion_world_keep_result, &result);
  sk_notion_world_wait (&result);

  return sk_account_source_check_key_finish (account, result, error);
}

/* @address: (nullable) */
static GPtrArray *
list (SkNotionWorld  *world,
      const char     *address,
      GError        **error)
{
  g_autoptr(SkAccountSource) account = make_account (world, SK_STAND_IN_TOKEN);
  g_autoptr(GAsyncResult) result = NULL;

  sk_account_source_list_async (account, address, NULL, sk_notion_world_keep_result, &result);
  sk_notion_world_wait (&result);

  return sk_account_source_list_finish (account, result, error);
}

static GPtrArray *
check_columns (SkNotionWorld  *world,
               const char     *address,
               GError        **error)
{
  g_autoptr(SkAccountSource) account = make_account (world, SK_STAND_IN_TOKEN);
  g_autoptr(GAsyncResult) result = NULL;

  sk_account_source_check_columns_async (account, address, NULL, sk_notion_world_keep_result,
                                         &result);
  sk_notion_world_wait (&result);

  return sk_account_source_check_columns_finish (account, result, error);
}

static GArray *
add (SkNotionWorld      *world,
     const char *const  *roles,
     GError            **error)
{
  g_autoptr(SkAccountSource) account = make_account (world, SK_STAND_IN_TOKEN);
  g_autoptr(GAsyncResult) result = NULL;

  sk_account_source_add_async (account, world->database, roles, NULL,
                               sk_notion_world_keep_result, &result);
  sk_notion_world_wait (&result);

  return sk_account_source_add_finish (account, result, error);
}

static void
test_key (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;

  sk_notion_world_init (&world, SCHEMA);

  g_autoptr(SkAccountOwner) owner = check_key (&world, SK_STAND_IN_TOKEN, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (owner->name, !=, "");
  g_assert_false (owner->is_personal);
  g_assert_null (check_key (&world, "ntn_another", &error));
  sk_notion_world_assert_error (error, SK_ERROR_DENIED);
  g_assert_null (strstr (error->message, "ntn_another"));
}

static void
test_list (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const char *other;

  sk_notion_world_init (&world, SCHEMA);
  sk_notion_stand_in_add_data_source (world.notion, world.database, "Later", SCHEMA);
  for (guint i = 0; i < 150; i++)
    {
      other = sk_notion_stand_in_add_database (world.notion, "Other");
      sk_notion_stand_in_add_data_source (world.notion, other, "Other", SCHEMA);
    }

  g_autoptr(GPtrArray) tables = list (&world, NULL, &error);
  guint n_several = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (tables->len, ==, 152);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "POST", "/v1/search"), ==, 2);
  for (guint i = 0; i < tables->len; i++)
    {
      const SkAccountTable *table = g_ptr_array_index (tables, i);

      g_assert_nonnull (table->id);
      g_assert_cmpstr (table->title, !=, "");
      n_several += table->is_one_of_several;
    }
  g_assert_cmpuint (n_several, ==, 2);
}

static void
test_list_nothing (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;

  sk_notion_world_init (&world, SCHEMA);
  sk_notion_stand_in_set_shared (world.notion, world.database, FALSE);
  sk_notion_stand_in_set_shared (world.notion, world.table, FALSE);

  g_autoptr(GPtrArray) tables = list (&world, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tables->len, ==, 0);
}

static void
test_list_address (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const SkAccountTable *table;
  const char *linked;

  sk_notion_world_init (&world, SCHEMA);
  sk_notion_stand_in_add_data_source (world.notion, world.database, "Later", SCHEMA);
  g_autoptr(GPtrArray) both = list (&world, world.database, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (both->len, ==, 2);
  table = g_ptr_array_index (both, 1);
  g_assert_cmpstr (table->title, ==, "Later");
  g_assert_cmpstr (table->database_title, ==, "Tasks");
  g_assert_true (table->is_one_of_several);

  g_autoptr(GPtrArray) one = list (&world, world.table, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpstr (((SkAccountTable *) one->pdata[0])->id, ==, world.table);

  linked = sk_notion_stand_in_add_database (world.notion, "Linked");
  g_autoptr(GPtrArray) none = list (&world, linked, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 1);
  table = g_ptr_array_index (none, 0);
  g_assert_true (table->is_linked);
  g_assert_null (table->id);

  const char *page = sk_notion_stand_in_add_page (world.notion, "A page");

  g_assert_null (list (&world, page, &error));
  sk_notion_world_assert_error (error, SK_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "is a page"));
}

static const SkAccountColumn *
get_column (GPtrArray  *columns,
            const char *role)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const SkAccountColumn *column = g_ptr_array_index (columns, i);

      if (g_str_equal (column->role, role))
        return column;
    }

  g_assert_not_reached ();
}

static void
test_columns (void)
{
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  const SkAccountColumn *column;

  sk_notion_world_init (&world, "{\"Name\": {\"type\": \"title\"}, "
    "\"Rank\": {\"type\": \"rich_text\"}, \"Due date\": {\"type\": \"date\", \"id\": \"d;1\"}}");

  g_autoptr(GPtrArray) columns = check_columns (&world, world.database, &error);

  g_assert_no_error (error);
  column = get_column (columns, "title");
  g_assert_cmpint (column->fit, ==, SK_ACCOUNT_FIT_GOOD);
  g_assert_cmpstr (column->name, ==, "Name");
  column = get_column (columns, "due");
  g_assert_cmpint (column->fit, ==, SK_ACCOUNT_FIT_GOOD);
  g_assert_cmpstr (column->id, ==, "d%3B1");
  column = get_column (columns, "rank");
  g_assert_cmpint (column->fit, ==, SK_ACCOUNT_FIT_WRONG_TYPE);
  g_assert_cmpstr (column->type, ==, "rich_text");
  g_assert_nonnull (strstr (column->text, "“Rank”"));
  g_assert_false (column->may_add);
  column = get_column (columns, SK_ROLE_SCHEDULED);
  g_assert_cmpint (column->fit, ==, SK_ACCOUNT_FIT_MISSING);
  g_assert_true (column->is_required && column->may_add);
  g_assert_nonnull (strstr (column->text, "--add-columns"));
  column = get_column (columns, SK_ROLE_LAST_SCHEDULED);
  g_assert_true (!column->is_required && column->may_add);
  column = get_column (columns, "status");
  g_assert_true (column->is_known && !column->may_add);
}

/* Those that are missing, whatever became of the answer, and once. */
static void
test_add (gconstpointer data)
{
  static const char *const roles[] = { SK_ROLE_SCHEDULED, SK_ROLE_LAST_SCHEDULED, NULL };
  const SkStandInFault *fault = data;
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *due = NULL;

  sk_notion_world_init (&world, "{\"Name\": {\"type\": \"title\"}, "
                                "\"scheduled date\": {\"type\": \"date\"}}");
  due = sk_notion_stand_in_dup_property_id (world.notion, world.table, "scheduled date");
  if (fault != NULL)
    sk_notion_stand_in_add_fault (world.notion, fault);

  g_autoptr(GArray) ticks = add (&world, roles, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ticks->len, ==, 0);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH",
                                                       "/v1/data_sources/*"), ==, 1);

  /* Once more: there is nothing to do. */
  g_autoptr(GArray) again = add (&world, roles, &error);
  g_autoptr(GPtrArray) columns = check_columns (&world, world.table, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 0);
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==, 1);
  g_assert_cmpstr (get_column (columns, SK_ROLE_SCHEDULED)->id, ==, due);
  g_assert_cmpint (get_column (columns, SK_ROLE_LAST_SCHEDULED)->fit, ==, SK_ACCOUNT_FIT_GOOD);
  g_assert_cmpint (get_column (columns, SK_ROLE_AUTO_SCHEDULE)->fit, ==, SK_ACCOUNT_FIT_MISSING);
}

/* A column of another type is not turned into ours. */
static void
test_add_wrong_type (void)
{
  static const char *const roles[] = { SK_ROLE_SCHEDULED, NULL };
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;

  sk_notion_world_init (&world, "{\"Name\": {\"type\": \"title\"}, "
                                "\"Scheduled Date\": {\"type\": \"rich_text\"}}");
  g_assert_null (add (&world, roles, &error));
  sk_notion_world_assert_error (error, SK_ERROR_MISSING);
  g_assert_nonnull (strstr (error->message, "“Scheduled Date” has the type “rich_text”"));
  g_assert_cmpuint (sk_notion_stand_in_count_requests (world.notion, "PATCH", NULL), ==, 0);
}

static void
test_add_stranger (void)
{
  static const char *const roles[] = { "rank", NULL };
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;

  sk_notion_world_init (&world, SCHEMA);
  g_assert_null (add (&world, roles, &error));
  sk_notion_world_assert_error (error, SK_ERROR_SETTING);
  g_assert_cmpuint (sk_notion_stand_in_get_n_requests (world.notion), ==, 0);
}

/* The ticks are told, one for each open row, and put by whoever asked. */
static void
test_add_ticks (void)
{
  static const char *const roles[] = { SK_ROLE_AUTO_SCHEDULE, NULL };
  g_auto(SkNotionWorld) world = { 0 };
  g_autoptr(GError) error = NULL;

  sk_notion_world_init (&world, "{" LEAST ", \"Status\": {\"type\": \"select\", "
                                "\"options\": [\"Open\", \"Done\"]}}");
  for (guint i = 0; i < 120; i++)
    sk_notion_stand_in_add_row (world.notion, world.table, "{\"Status\": \"Open\"}");
  sk_notion_stand_in_add_row (world.notion, world.table, "{\"Status\": \"Done\"}");

  g_autoptr(GArray) ticks = add (&world, roles, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ticks->len, ==, 120);
  for (guint i = 0; i < ticks->len; i++)
    {
      const SkWrite *tick = &g_array_index (ticks, SkWrite, i);
      g_autoptr(GArray) one = sk_write_array_new ();

      g_assert_cmpstr (sk_task_get_source (tick->task), ==, "Home");
      sk_write_array_add_by_id (one, tick->task, tick->property, tick->property_id, tick->before,
                                g_strdup (tick->after));
      sk_notion_world_put (&world, one, &error);
      g_assert_no_error (error);
    }

  g_autoptr(SkSnapshot) snapshot = sk_notion_world_fetch_well (&world);

  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    g_assert_false (sk_task_is_opted_out (sk_snapshot_get_task (snapshot, i)));

  /* A column that is there is the person's. */
  g_autoptr(GArray) again = add (&world, roles, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  static const SkStandInFault saved = {
    .trouble = SK_STAND_IN_SAVED_503, .method = "PATCH",
  };
  static const SkStandInFault dropped = {
    .trouble = SK_STAND_IN_SAVED_DROP, .method = "PATCH",
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/notion/account/key", test_key);
  g_test_add_func ("/notion/account/list", test_list);
  g_test_add_func ("/notion/account/list-nothing", test_list_nothing);
  g_test_add_func ("/notion/account/list-address", test_list_address);
  g_test_add_func ("/notion/account/columns", test_columns);
  g_test_add_data_func ("/notion/account/add/well", NULL, test_add);
  g_test_add_data_func ("/notion/account/add/saved-but-trouble", &saved, test_add);
  g_test_add_data_func ("/notion/account/add/saved-but-dropped", &dropped, test_add);
  g_test_add_func ("/notion/account/add/wrong-type", test_add_wrong_type);
  g_test_add_func ("/notion/account/add/stranger", test_add_stranger);
  g_test_add_func ("/notion/account/add/ticks", test_add_ticks);

  return g_test_run ();
}
