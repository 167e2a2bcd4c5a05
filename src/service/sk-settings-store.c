/* sk-settings-store.c — what the person decided in the preferences
 *
 * The schema is looked up, never assumed: on a server, and in the build tree,
 * there is none, and variables are enough.  A range that a schema cannot say
 * is checked here, and an error names the key.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-settings-store.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-time-codec.h"

#define CALENDAR_SCHEMA APP_ID ".Calendar"
#define CALENDAR_PATH "/io/github/slotkeeper/Slotkeeper/calendars/%s/"
#define WORKSPACE_SCHEMA APP_ID ".Workspace"
#define WORKSPACE_PATH "/io/github/slotkeeper/Slotkeeper/workspaces/%s/"

static GSettingsSchema *
look_up (const char *id)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();

  return source != NULL ? g_settings_schema_source_lookup (source, id, TRUE) : NULL;
}

/**
 * sk_settings_store_open:
 *
 * Returns: (transfer full) (nullable): the preferences, where they are installed
 */
GSettings *
sk_settings_store_open (void)
{
  g_autoptr(GSettingsSchema) schema = look_up (APP_ID);

  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

/**
 * sk_settings_store_is_lasting:
 * @store: the preferences
 *
 * Returns: whether what is put there is still there tomorrow: without a
 *   desktop's service there may be nothing but memory behind them
 */
gboolean
sk_settings_store_is_lasting (GSettings *store)
{
  g_autoptr(GSettingsBackend) backend = NULL;

  g_object_get (store, "backend", &backend, NULL);

  return g_strcmp0 (G_OBJECT_TYPE_NAME (backend), "GMemorySettingsBackend") != 0;
}

/* An id becomes a part of a path. */
static gboolean
is_id (const char *id)
{
  return *id != '\0' && strchr (id, '/') == NULL;
}

/**
 * sk_settings_store_open_item:
 * @schema: the id of a relocatable schema
 * @path: where its items are, with "%s" for @id
 * @id: the id of an item
 *
 * Returns: (transfer full) (nullable): what was decided about it, where the
 *   schema is installed and @id can be one
 */
GSettings *
sk_settings_store_open_item (const char *schema,
                             const char *path,
                             const char *id)
{
  g_autoptr(GSettingsSchema) found = is_id (id) ? look_up (schema) : NULL;
  g_auto(GStrv) around = g_strsplit (path, "%s", 2);
  g_autofree char *whole = g_strjoinv (id, around);

  return found != NULL ? g_settings_new_full (found, NULL, whole) : NULL;
}

/**
 * sk_settings_store_open_calendar:
 * @id: the id of a calendar
 *
 * Returns: (transfer full) (nullable): what is set for it; %NULL: the id is
 *   none, or no preferences are installed
 */
GSettings *
sk_settings_store_open_calendar (const char *id)
{
  return sk_settings_store_open_item (CALENDAR_SCHEMA, CALENDAR_PATH, id);
}

/* --- hours --- */

static gboolean
fail (const char  *key,
      const char  *value,
      const char  *allowed,
      GError     **error)
{
  /* Translators: %1$s is a setting, %2$s its value, %3$s says what it may be */
  g_set_error (error, SK_ERROR, SK_ERROR_SETTING,
               _("The setting %1$s has “%2$s”, but must be %3$s."), key, value, allowed);
  return FALSE;
}

static int
compare_ranges (gconstpointer a,
                gconstpointer b)
{
  return ((const SkRange *) a)->start_minute - ((const SkRange *) b)->start_minute;
}

static gboolean
is_apart (GArray *ranges)
{
  for (guint i = 1; i < ranges->len; i++)
    if (g_array_index (ranges, SkRange, i).start_minute <
        g_array_index (ranges, SkRange, i - 1).end_minute)
      return FALSE;

  return TRUE;
}

static GArray *
read_ranges (const char         *key,
             const char *const  *texts,
             GError            **error)
{
  g_autoptr(GArray) ranges = sk_ranges_new ();

  for (guint i = 0; texts[i] != NULL; i++)
    {
      SkRange range;

      if (!sk_range_parse (texts[i], &range))
        {
          fail (key, texts[i], _("a range such as 09:00-12:30"), error);
          return NULL;
        }
      g_array_append_val (ranges, range);
    }

  g_array_sort (ranges, compare_ranges);
  if (!is_apart (ranges))
    {
      g_autofree char *all = g_strjoinv (", ", (char **) texts);

      fail (key, all, _("ranges that do not overlap"), error);
      return NULL;
    }

  return g_steal_pointer (&ranges);
}

static gboolean
find_weekday (const char *name,
              guint      *weekday)
{
  static const char *const names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      {
        *weekday = i;
        return TRUE;
      }

  return FALSE;
}

static gboolean
read_week (GSettings    *store,
           SkRulesInit  *init,
           GError      **error)
{
  g_autoptr(GVariant) hours = g_settings_get_value (store, "hours");
  GVariantIter iter;
  const char *name;
  const char **texts;
  gboolean is_fine = TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (init->week); i++)
    init->week[i] = sk_ranges_new ();

  g_variant_iter_init (&iter, hours);
  while (is_fine && g_variant_iter_next (&iter, "{&s^a&s}", &name, &texts))
    {
      GArray *ranges = NULL;
      guint weekday;

      if (!find_weekday (name, &weekday))
        fail ("hours", name, _("a day such as mon"), error);
      else
        ranges = read_ranges ("hours", texts, error);

      is_fine = ranges != NULL;
      if (is_fine)
        {
          g_array_unref (init->week[weekday]);
          init->week[weekday] = ranges;
        }
      g_free (texts);
    }

  return is_fine;
}

static gboolean
read_exceptions (GSettings    *store,
                 SkRulesInit  *init,
                 GError      **error)
{
  g_autoptr(GVariant) exceptions = g_settings_get_value (store, "exceptions");
  GVariantIter iter;
  const char *date;
  const char **texts;
  gboolean is_fine = TRUE;

  init->exceptions = sk_exceptions_new ();
  g_variant_iter_init (&iter, exceptions);
  while (is_fine && g_variant_iter_next (&iter, "{&s^a&s}", &date, &texts))
    {
      SkException exception = { 0, NULL };
      SkWhen day;

      if (!sk_when_parse (date, &day) || day.kind != SK_WHEN_DAY)
        fail ("exceptions", date, _("a date such as 2026-12-24"), error);
      else
        exception = (SkException) { day.value, read_ranges ("exceptions", texts, error) };

      is_fine = exception.ranges != NULL;
      if (is_fine)
        g_array_append_val (init->exceptions, exception);
      g_free (texts);
    }

  return is_fine;
}

/**
 * sk_settings_store_read_hours:
 * @store: the preferences
 * @init: where the week and the exceptions go; freed by the caller
 * @error: %SK_ERROR_SETTING, naming the key
 *
 * Returns: whether they make sense
 */
gboolean
sk_settings_store_read_hours (GSettings    *store,
                              SkRulesInit  *init,
                              GError      **error)
{
  return read_week (store, init, error) && read_exceptions (store, init, error);
}

/* --- the other rules --- */

/**
 * sk_settings_store_read_rules:
 * @store: the preferences
 * @init: where all rules but hours and zone go
 * @error: %SK_ERROR_SETTING, naming the key
 *
 * Returns: whether they make sense
 */
gboolean
sk_settings_store_read_rules (GSettings    *store,
                              SkRulesInit  *init,
                              GError      **error)
{
  init->slot_minutes = (int) g_settings_get_uint (store, "slot-minutes");
  init->days_ahead = (int) g_settings_get_uint (store, "days-ahead");
  init->buffer_minutes = (int) g_settings_get_uint (store, "buffer-minutes");
  init->stability = (SkStability) g_settings_get_enum (store, "stability");
  init->due_dates = g_settings_get_boolean (store, "due-dates");
  init->fill_today = g_settings_get_boolean (store, "fill-today");
  init->default_duration_hours = g_settings_get_uint (store, "default-duration-minutes") / 60.0;
  init->day_limit_percent = (int) g_settings_get_uint (store, "day-limit-percent");

  if (!sk_rules_is_slot_length (init->slot_minutes))
    {
      g_autofree char *value = g_strdup_printf ("%d", init->slot_minutes);

      return fail ("slot-minutes", value, _("5, 10, 15, 20, 30 or 60"), error);
    }

  return TRUE;
}

/* --- workspaces --- */

/**
 * sk_settings_store_open_workspace:
 * @id: the id of a workspace
 *
 * Returns: (transfer full) (nullable): what is set for it; %NULL: the id is
 *   none, or no preferences are installed
 */
GSettings *
sk_settings_store_open_workspace (const char *id)
{
  return sk_settings_store_open_item (WORKSPACE_SCHEMA, WORKSPACE_PATH, id);
}

static char **
dup_columns (GSettings *settings)
{
  g_autoptr(GVariant) columns = g_settings_get_value (settings, "columns");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  GVariantIter iter;
  const char *role, *column;

  g_variant_iter_init (&iter, columns);
  while (g_variant_iter_next (&iter, "{&s&s}", &role, &column))
    g_strv_builder_add_many (builder, role, column, NULL);

  return g_strv_builder_end (builder);
}

static char *
dup_set (GSettings  *settings,
         const char *key)
{
  g_autofree char *value = g_settings_get_string (settings, key);

  return *value != '\0' ? g_steal_pointer (&value) : NULL;
}

static SkWorkspace *
read_workspace (const char *id)
{
  g_autoptr(GSettings) settings = sk_settings_store_open_workspace (id);
  g_autofree char *kind = NULL;
  g_autofree char *database = NULL;
  SkWorkspace *workspace;

  if (settings == NULL)
    return NULL;

  kind = g_settings_get_string (settings, "kind");
  database = dup_set (settings, "database-id");
  workspace = g_new0 (SkWorkspace, 1);
  workspace->id = g_strdup (id);
  workspace->name = dup_set (settings, "name");
  if (workspace->name == NULL)
    workspace->name = g_strdup (id);
  if (strcmp (kind, "file") == 0)
    workspace->file = dup_set (settings, "file");
  workspace->database = dup_set (settings, "data-source-id");
  workspace->is_data_source = workspace->database != NULL;
  if (workspace->database == NULL)
    workspace->database = g_steal_pointer (&database);
  workspace->columns = dup_columns (settings);
  workspace->left_out = g_settings_get_strv (settings, "left-out-statuses");
  workspace->assignee = dup_set (settings, "assignee");
  workspace->done_status = dup_set (settings, "done-status");
  workspace->weight = g_settings_get_double (settings, "weight");

  return workspace;
}

/**
 * sk_settings_store_read_workspaces:
 * @store: the preferences
 * @workspaces: (element-type SkWorkspace): what is added to; they have no key
 */
void
sk_settings_store_read_workspaces (GSettings *store,
                                   GPtrArray *workspaces)
{
  g_auto(GStrv) ids = g_settings_get_strv (store, "workspaces");

  for (guint i = 0; ids[i] != NULL; i++)
    {
      SkWorkspace *workspace = read_workspace (ids[i]);

      if (workspace != NULL)
        g_ptr_array_add (workspaces, workspace);
    }
}

/**
 * sk_settings_store_list_workspaces:
 * @store: the preferences
 *
 * Returns: (transfer full): the ids of the workspaces
 */
GStrv
sk_settings_store_list_workspaces (GSettings *store)
{
  return g_settings_get_strv (store, "workspaces");
}

static void
list_workspace (GSettings  *store,
                const char *id)
{
  g_auto(GStrv) ids = g_settings_get_strv (store, "workspaces");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) more = NULL;

  if (g_strv_contains ((const char *const *) ids, id))
    return;

  g_strv_builder_addv (builder, (const char **) ids);
  g_strv_builder_add (builder, id);
  more = g_strv_builder_end (builder);
  g_settings_set_strv (store, "workspaces", (const char *const *) more);
}

static GVariant *
make_columns (char **columns)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  for (guint i = 0; columns[i] != NULL; i += 2)
    g_variant_builder_add (&builder, "{ss}", columns[i], columns[i + 1]);

  return g_variant_builder_end (&builder);
}

static gboolean
set_place (GSettings         *settings,
           const SkWorkspace *workspace)
{
  const char *key = workspace->is_data_source ? "data-source-id" : "database-id";

  if (workspace->file != NULL)
    return g_settings_set_string (settings, "kind", "file") &&
           g_settings_set_string (settings, "file", workspace->file);

  return g_settings_set_string (settings, "kind", "notion") &&
         g_settings_set_string (settings, key, workspace->database);
}

/**
 * sk_settings_store_add_workspace:
 * @store: the preferences
 * @workspace: a Notion database or a task file; its key is not put there
 *
 * Remembers where it is and, unless that is %NULL, which columns have which
 * role, in place of one with the same id.  What else the person decided about
 * that one stays.
 *
 * Returns: whether it is remembered
 */
gboolean
sk_settings_store_add_workspace (GSettings         *store,
                                 const SkWorkspace *workspace)
{
  g_autoptr(GSettings) settings = sk_settings_store_open_workspace (workspace->id);

  if (settings == NULL || !g_settings_set_string (settings, "name", workspace->name) ||
      !set_place (settings, workspace) ||
      (workspace->columns != NULL &&
       !g_settings_set_value (settings, "columns", make_columns (workspace->columns))))
    return FALSE;

  list_workspace (store, workspace->id);
  g_settings_sync ();
  return TRUE;
}

/**
 * sk_settings_store_remove_workspace:
 * @store: the preferences
 * @id: the id of a workspace
 *
 * Forgets it and everything the person decided about it.
 *
 * Returns: whether there was one
 */
gboolean
sk_settings_store_remove_workspace (GSettings  *store,
                                    const char *id)
{
  g_auto(GStrv) ids = g_settings_get_strv (store, "workspaces");
  g_autoptr(GSettings) settings = sk_settings_store_open_workspace (id);
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GStrvBuilder) rest = g_strv_builder_new ();
  g_auto(GStrv) left = NULL;
  g_auto(GStrv) keys = NULL;

  if (settings == NULL || !g_strv_contains ((const char *const *) ids, id))
    return FALSE;

  for (guint i = 0; ids[i] != NULL; i++)
    if (strcmp (ids[i], id) != 0)
      g_strv_builder_add (rest, ids[i]);
  left = g_strv_builder_end (rest);
  g_settings_set_strv (store, "workspaces", (const char *const *) left);

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
  g_settings_sync ();

  return TRUE;
}
