/* sk-preferences-store.c — what can be changed in the preferences, by what it is
 *
 * The window names a preference and never a key.  What cannot be is refused
 * here, with a sentence for where it was typed.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-preferences-store.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "sk-error.h"
#include "sk-hours-text.h"
#include "sk-settings-store.h"
#include "sk-time-codec.h"

/* --- switches and numbers --- */

static const char *const keys[] = {
  [SK_PREFERENCE_BUFFER] = "buffer-minutes",
  [SK_PREFERENCE_DAY_LIMIT] = "day-limit-percent",
  [SK_PREFERENCE_DAYS_AHEAD] = "days-ahead",
  [SK_PREFERENCE_DEFAULT_DURATION] = "default-duration-minutes",
  [SK_PREFERENCE_DUE_DATES] = "due-dates",
  [SK_PREFERENCE_FILL_TODAY] = "fill-today",
  [SK_PREFERENCE_INTERVAL] = "interval-minutes",
  [SK_PREFERENCE_KEEP_MY_MOVES] = "keep-my-moves",
  [SK_PREFERENCE_NOTIFY_START] = "notify-start",
  [SK_PREFERENCE_POLL] = "poll-minutes",
  [SK_PREFERENCE_SHOW_TITLES] = "show-event-titles",
};

/**
 * sk_preferences_store_bind:
 * @store: the preferences
 * @preference: one of them
 * @object: what shows it and lets it be changed
 * @property: the property of @object that has it
 */
void
sk_preferences_store_bind (GSettings    *store,
                           SkPreference  preference,
                           gpointer      object,
                           const char   *property)
{
  g_settings_bind (store, keys[preference], object, property, G_SETTINGS_BIND_DEFAULT);
}

/**
 * sk_preferences_store_get_range:
 * @store: the preferences
 * @preference: one that is a number
 * @least: (out): what it is at least
 * @most: (out): what it is at most
 */
void
sk_preferences_store_get_range (GSettings    *store,
                                SkPreference  preference,
                                guint        *least,
                                guint        *most)
{
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GSettingsSchemaKey) key = NULL;
  g_autoptr(GVariant) range = NULL;
  g_autoptr(GVariant) limits = NULL;
  const char *kind;

  g_object_get (store, "settings-schema", &schema, NULL);
  key = g_settings_schema_get_key (schema, keys[preference]);
  range = g_settings_schema_key_get_range (key);
  g_variant_get (range, "(&sv)", &kind, &limits);
  g_return_if_fail (strcmp (kind, "range") == 0);
  g_variant_get (limits, "(uu)", least, most);
}

/* --- one of a few --- */

static const guint slots[] = { 5, 10, 15, 20, 30, 60 };
static const char *const applies[] = { "review", "small", "automatic" };

static guint
find_slot (guint minutes)
{
  for (guint i = 0; i < G_N_ELEMENTS (slots); i++)
    if (slots[i] >= minutes)
      return i;

  return G_N_ELEMENTS (slots) - 1;
}

static guint
find_apply (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (applies); i++)
    if (strcmp (applies[i], name) == 0)
      return i;

  return 0;
}

guint
sk_preferences_store_get_choice (GSettings *store,
                                 SkChoice   choice)
{
  g_autofree char *apply = NULL;

  switch (choice)
    {
    case SK_CHOICE_APPLY:
      apply = g_settings_get_string (store, "apply");
      return find_apply (apply);

    case SK_CHOICE_SLOT:
      return find_slot (g_settings_get_uint (store, "slot-minutes"));

    case SK_CHOICE_STABILITY:
    default:
      return (guint) g_settings_get_enum (store, "stability");
    }
}

/**
 * sk_preferences_store_set_choice:
 * @store: the preferences
 * @choice: what is decided
 * @chosen: which of the few, counted from 0
 */
void
sk_preferences_store_set_choice (GSettings *store,
                                 SkChoice   choice,
                                 guint      chosen)
{
  if (sk_preferences_store_get_choice (store, choice) == chosen)
    return;

  switch (choice)
    {
    case SK_CHOICE_APPLY:
      g_settings_set_string (store, "apply", applies[MIN (chosen, G_N_ELEMENTS (applies) - 1)]);
      break;

    case SK_CHOICE_SLOT:
      g_settings_set_uint (store, "slot-minutes", slots[MIN (chosen, G_N_ELEMENTS (slots) - 1)]);
      break;

    case SK_CHOICE_STABILITY:
    default:
      g_settings_set_enum (store, "stability", (int) chosen);
    }
}

/* --- hours --- */

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static GStrv
dup_ranges (GSettings  *store,
            const char *key,
            const char *entry)
{
  g_autoptr(GVariant) all = g_settings_get_value (store, key);
  g_autofree const char **ranges = NULL;
  char *const none[] = { NULL };

  if (!g_variant_lookup (all, entry, "^a&s", &ranges))
    return g_strdupv ((char **) none);

  return g_strdupv ((char **) ranges);
}

static void
set_ranges (GSettings         *store,
            const char        *key,
            const char        *entry,
            const char *const *ranges)  /* (nullable): no entry */
{
  g_autoptr(GVariant) all = g_settings_get_value (store, key);
  g_autoptr(GVariant) set = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name;
  GVariant *value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sas}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&s@as}", &name, &value))
    {
      if (strcmp (name, entry) != 0)
        g_variant_builder_add (&builder, "{s@as}", name, value);
      g_variant_unref (value);
    }
  if (ranges != NULL)
    g_variant_builder_add (&builder, "{s^as}", entry, ranges);

  set = g_variant_ref_sink (g_variant_builder_end (&builder));
  if (!g_variant_equal (all, set))
    g_settings_set_value (store, key, set);
}

/**
 * sk_preferences_store_dup_hours:
 * @store: the preferences
 * @weekday: 0 is Monday
 *
 * Returns: (transfer full): its hours in one line; empty: it is free
 */
char *
sk_preferences_store_dup_hours (GSettings *store,
                                guint      weekday)
{
  g_auto(GStrv) ranges = dup_ranges (store, "hours", weekdays[weekday]);

  return sk_hours_text_print ((const char *const *) ranges);
}

/**
 * sk_preferences_store_set_hours:
 * @store: the preferences
 * @weekday: 0 is Monday
 * @text: its hours in one line; empty: it is free
 * @error: %SK_ERROR_SETTING, saying how to write them
 *
 * Returns: whether they are set; otherwise they stay as they are
 */
gboolean
sk_preferences_store_set_hours (GSettings   *store,
                                guint        weekday,
                                const char  *text,
                                GError     **error)
{
  g_auto(GStrv) ranges = sk_hours_text_parse (text, error);

  if (ranges == NULL)
    return FALSE;

  set_ranges (store, "hours", weekdays[weekday],
              ranges[0] != NULL ? (const char *const *) ranges : NULL);
  return TRUE;
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * sk_preferences_store_list_days:
 * @store: the preferences
 *
 * Returns: (transfer full): the dates with other hours, in order
 */
GStrv
sk_preferences_store_list_days (GSettings *store)
{
  g_autoptr(GVariant) all = g_settings_get_value (store, "exceptions");
  g_autoptr(GPtrArray) dates = g_ptr_array_new ();
  g_autoptr(GStrvBuilder) sorted = g_strv_builder_new ();
  GVariantIter iter;
  const char *date;

  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&sas}", &date, NULL))
    g_ptr_array_add (dates, (char *) date);
  g_ptr_array_sort (dates, compare_strings);
  for (guint i = 0; i < dates->len; i++)
    g_strv_builder_add (sorted, g_ptr_array_index (dates, i));

  return g_strv_builder_end (sorted);
}

char *
sk_preferences_store_dup_day (GSettings  *store,
                              const char *date)
{
  g_auto(GStrv) ranges = dup_ranges (store, "exceptions", date);

  return sk_hours_text_print ((const char *const *) ranges);
}

/**
 * sk_preferences_store_add_day:
 * @store: the preferences
 * @text: a date and, if it is not a free day, its hours
 * @error: %SK_ERROR_SETTING, saying how to write them
 *
 * Returns: whether that day has these hours now
 */
gboolean
sk_preferences_store_add_day (GSettings   *store,
                              const char  *text,
                              GError     **error)
{
  g_autofree char *date = NULL;
  g_auto(GStrv) ranges = NULL;

  if (!sk_hours_text_parse_day (text, &date, &ranges, error))
    return FALSE;

  set_ranges (store, "exceptions", date, (const char *const *) ranges);
  return TRUE;
}

void
sk_preferences_store_remove_day (GSettings  *store,
                                 const char *date)
{
  set_ranges (store, "exceptions", date, NULL);
}

/* --- the zone --- */

char *
sk_preferences_store_dup_zone (GSettings *store)
{
  return g_settings_get_string (store, "timezone");
}

/**
 * sk_preferences_store_set_zone:
 * @store: the preferences
 * @name: an IANA name; empty: the machine's
 * @error: %SK_ERROR_SETTING, saying how to write it
 *
 * Returns: whether it is set
 */
gboolean
sk_preferences_store_set_zone (GSettings   *store,
                               const char  *name,
                               GError     **error)
{
  g_autoptr(GTimeZone) zone = *name != '\0' ? sk_zone_parse (name) : NULL;

  if (*name != '\0' && zone == NULL)
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_SETTING,
                           _("Write a zone like Europe/Berlin; leave it empty for the "
                             "computer’s."));
      return FALSE;
    }

  g_settings_set_string (store, "timezone", name);
  return TRUE;
}

/* --- a workspace --- */

char *
sk_preferences_store_dup_name (GSettings *workspace)
{
  return g_settings_get_string (workspace, "name");
}

/* A workspace and a calendar are items of a list, each with a name. */
typedef GSettings *(* OpenItem) (const char *id);

static gboolean
is_taken (GSettings  *store,
          const char *list,
          OpenItem    open,
          GSettings  *item,
          const char *name)
{
  g_auto(GStrv) ids = g_settings_get_strv (store, list);
  g_autofree char *own = NULL;

  g_object_get (item, "path", &own, NULL);
  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr(GSettings) other = open (ids[i]);
      g_autofree char *path = NULL;
      g_autofree char *called = NULL;

      if (other == NULL)
        continue;
      g_object_get (other, "path", &path, NULL);
      called = g_settings_get_string (other, "name");
      if (strcmp (path, own) != 0 && g_ascii_strcasecmp (called, name) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
set_name (GSettings   *item,
          const char  *name,
          const char  *complaint,       /* (nullable): it cannot be called so */
          GError     **error)
{
  if (*name == '\0')
    complaint = _("It needs a name.");

  if (complaint == NULL)
    g_settings_set_string (item, "name", name);
  else
    g_set_error_literal (error, SK_ERROR, SK_ERROR_SETTING, complaint);

  return complaint == NULL;
}

/**
 * sk_preferences_store_set_name:
 * @store: the preferences
 * @workspace: one of its workspaces
 * @name: what it is to be called
 * @error: %SK_ERROR_SETTING if it cannot be called so
 *
 * Returns: whether it is called so now
 */
gboolean
sk_preferences_store_set_name (GSettings   *store,
                               GSettings   *workspace,
                               const char  *name,
                               GError     **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  gboolean taken = is_taken (store, "workspaces", sk_settings_store_open_workspace, workspace,
                             stripped);

  return set_name (workspace, stripped, taken ? _("Another workspace is called so.") : NULL,
                   error);
}

gboolean
sk_preferences_store_is_file (GSettings *workspace)
{
  g_autofree char *kind = g_settings_get_string (workspace, "kind");

  return strcmp (kind, "file") == 0;
}

/**
 * sk_preferences_store_dup_database:
 * @workspace: a workspace that is a database
 *
 * Returns: (transfer full): which
 */
char *
sk_preferences_store_dup_database (GSettings *workspace)
{
  g_autofree char *source = g_settings_get_string (workspace, "data-source-id");

  return *source != '\0' ? g_strconcat ("collection://", source, NULL)
                         : g_settings_get_string (workspace, "database-id");
}

/**
 * sk_preferences_store_dup_column:
 * @workspace: a workspace that is a database
 * @role: what a column is to us
 *
 * Returns: (transfer full) (nullable): the id of the column that was chosen for it
 */
char *
sk_preferences_store_dup_column (GSettings  *workspace,
                                 const char *role)
{
  g_autoptr(GVariant) columns = g_settings_get_value (workspace, "columns");
  char *column = NULL;

  g_variant_lookup (columns, role, "s", &column);

  return column;
}

/**
 * sk_preferences_store_set_column:
 * @workspace: a workspace that is a database
 * @role: what a column is to us
 * @column: (nullable): the id of a column; %NULL: the one that is called as usual
 */
void
sk_preferences_store_set_column (GSettings  *workspace,
                                 const char *role,
                                 const char *column)
{
  g_autoptr(GVariant) columns = g_settings_get_value (workspace, "columns");
  g_autoptr(GVariant) set = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name, *value;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, columns);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &value))
    if (strcmp (name, role) != 0)
      g_variant_builder_add (&builder, "{ss}", name, value);
  if (column != NULL)
    g_variant_builder_add (&builder, "{ss}", role, column);

  set = g_variant_ref_sink (g_variant_builder_end (&builder));
  if (!g_variant_equal (columns, set))
    g_settings_set_value (workspace, "columns", set);
}

gboolean
sk_preferences_store_leaves_out (GSettings  *workspace,
                                 const char *status)
{
  g_auto(GStrv) left_out = g_settings_get_strv (workspace, "left-out-statuses");

  return g_strv_contains ((const char *const *) left_out, status);
}

void
sk_preferences_store_set_left_out (GSettings  *workspace,
                                   const char *status,
                                   gboolean    is_left_out)
{
  g_auto(GStrv) before = g_settings_get_strv (workspace, "left-out-statuses");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) after = NULL;

  if (g_strv_contains ((const char *const *) before, status) == is_left_out)
    return;

  for (guint i = 0; before[i] != NULL; i++)
    if (strcmp (before[i], status) != 0)
      g_strv_builder_add (builder, before[i]);
  if (is_left_out)
    g_strv_builder_add (builder, status);
  after = g_strv_builder_end (builder);
  g_settings_set_strv (workspace, "left-out-statuses", (const char *const *) after);
}

char *
sk_preferences_store_dup_assignee (GSettings *workspace)
{
  return g_settings_get_string (workspace, "assignee");
}

void
sk_preferences_store_set_assignee (GSettings  *workspace,
                                   const char *assignee)
{
  g_autofree char *stripped = g_strstrip (g_strdup (assignee));

  g_settings_set_string (workspace, "assignee", stripped);
}

/* --- calendars --- */

/**
 * sk_preferences_store_list_calendars:
 * @store: the preferences
 *
 * Returns: (transfer full): the ids of the calendars
 */
GStrv
sk_preferences_store_list_calendars (GSettings *store)
{
  return g_settings_get_strv (store, "calendars");
}

/**
 * sk_preferences_store_watch_calendars:
 * @store: the preferences
 * @changed: (scope forever): called when one was added or removed
 * @object: its only argument; it is not called any more once that is gone
 */
void
sk_preferences_store_watch_calendars (GSettings *store,
                                      GCallback  changed,
                                      gpointer   object)
{
  g_signal_connect_object (store, "changed::calendars", changed, object, G_CONNECT_SWAPPED);
}

/**
 * sk_preferences_store_set_calendar_name:
 * @store: the preferences
 * @calendar: one of its calendars
 * @name: what it is to be called
 * @error: %SK_ERROR_SETTING if it cannot be called so
 *
 * Returns: whether it is called so now
 */
gboolean
sk_preferences_store_set_calendar_name (GSettings   *store,
                                        GSettings   *calendar,
                                        const char  *name,
                                        GError     **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (name));
  gboolean taken = is_taken (store, "calendars", sk_settings_store_open_calendar, calendar,
                             stripped);

  return set_name (calendar, stripped, taken ? _("Another calendar is called so.") : NULL, error);
}

/**
 * sk_preferences_store_dup_place:
 * @calendar: a calendar
 *
 * Returns: (transfer full): where it comes from, for people; never an address
 */
char *
sk_preferences_store_dup_place (GSettings *calendar)
{
  g_autofree char *kind = g_settings_get_string (calendar, "kind");

  if (strcmp (kind, "file") == 0)
    return g_settings_get_string (calendar, "location");

  return g_strdup (strcmp (kind, "eds") == 0 ? _("A calendar of the desktop")
                                             : _("An address, kept in the keyring"));
}

char *
sk_preferences_store_dup_colour (GSettings *calendar)
{
  return g_settings_get_string (calendar, "colour");
}

void
sk_preferences_store_set_colour (GSettings  *calendar,
                                 const char *colour)
{
  g_settings_set_string (calendar, "colour", colour);
}

/**
 * sk_preferences_store_bind_blocks:
 * @calendar: a calendar
 * @object: what shows whether its events take time, and lets it be changed
 * @property: the property of @object that has it
 */
void
sk_preferences_store_bind_blocks (GSettings  *calendar,
                                  gpointer    object,
                                  const char *property)
{
  g_settings_bind (calendar, "blocks", object, property, G_SETTINGS_BIND_DEFAULT);
}

/**
 * sk_preferences_store_dup_addresses:
 * @store: the preferences
 *
 * Returns: (transfer full): the person's mail addresses in one line
 */
char *
sk_preferences_store_dup_addresses (GSettings *store)
{
  g_auto(GStrv) addresses = g_settings_get_strv (store, "my-addresses");

  return g_strjoinv (", ", addresses);
}

/* Whether it could be one: the rest only its server knows. */
static gboolean
is_mail_address (const char *text)
{
  const char *at = strchr (text, '@');

  return at != NULL && at != text && at[1] != '\0' && strchr (at + 1, '@') == NULL;
}

/**
 * sk_preferences_store_set_addresses:
 * @store: the preferences
 * @text: mail addresses in one line, apart by commas or blanks
 * @error: %SK_ERROR_SETTING, naming what is none
 *
 * Returns: whether they are set; otherwise they stay as they are
 */
gboolean
sk_preferences_store_set_addresses (GSettings   *store,
                                    const char  *text,
                                    GError     **error)
{
  g_auto(GStrv) parts = g_strsplit_set (text, ",; ", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) addresses = NULL;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0')
        continue;
      if (!is_mail_address (parts[i]))
        {
          g_set_error (error, SK_ERROR, SK_ERROR_SETTING,
                       _("“%s” is no mail address. Write addresses like me@example.org."),
                       parts[i]);
          return FALSE;
        }
      g_strv_builder_add (builder, parts[i]);
    }

  addresses = g_strv_builder_end (builder);
  g_settings_set_strv (store, "my-addresses", (const char *const *) addresses);
  return TRUE;
}

/* --- the plan as a file --- */

char *
sk_preferences_store_dup_export (GSettings *store)
{
  return g_settings_get_string (store, "export-file");
}

/**
 * sk_preferences_store_set_export:
 * @store: the preferences
 * @path: the calendar file the plan is kept in; empty: none
 * @error: %SK_ERROR_SETTING, saying how to write it
 *
 * Returns: whether it is set; otherwise it stays as it is
 */
gboolean
sk_preferences_store_set_export (GSettings   *store,
                                 const char  *path,
                                 GError     **error)
{
  g_autofree char *whole = NULL;

  if (*path != '\0')
    whole = sk_preferences_store_dup_ics_path (path, error);
  if (*path != '\0' && whole == NULL)
    return FALSE;

  g_settings_set_string (store, "export-file", whole != NULL ? whole : "");
  return TRUE;
}

/**
 * sk_preferences_store_dup_ics_path:
 * @text: where a calendar file is to be, as it was typed
 * @error: %SK_ERROR_SETTING, saying how to write it
 *
 * Returns: (transfer full) (nullable): its path
 */
char *
sk_preferences_store_dup_ics_path (const char  *text,
                                   GError     **error)
{
  g_autofree char *path = g_str_has_prefix (text, "~/")
                          ? g_build_filename (g_get_home_dir (), text + 2, NULL)
                          : g_strdup (text);
  g_autofree char *folder = g_path_get_dirname (path);

  if (!g_path_is_absolute (path) || !g_str_has_suffix (path, ".ics"))
    g_set_error_literal (error, SK_ERROR, SK_ERROR_SETTING,
                         _("Write where the file is from the beginning, with .ics at its end, "
                           "such as /home/me/plan.ics."));
  else if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    g_set_error (error, SK_ERROR, SK_ERROR_SETTING, _("There is no folder %s."), folder);
  else
    return g_steal_pointer (&path);

  return NULL;
}
