/* sk-settings.c — which keys exist, and what they default to
 *
 * Nobody else has heard of environment variables.  A value out of range is an
 * error that names it: a silent default would plan the wrong week.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-settings.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-secret.h"
#include "sk-settings-store.h"
#include "sk-time-codec.h"

#define ZONES "/usr/share/zoneinfo/"
#define DEFAULT_INTERVAL_MINUTES 10
#define DEFAULT_POLL_MINUTES 2
#define MAX_INTERVAL_MINUTES 1440

#define KEY_SUFFIX "NOTION_API_KEY"
#define KEY_FILE_SUFFIX "NOTION_API_KEY_FILE"
#define DATABASE_SUFFIX "NOTION_DB_ID"

SkWorkspace *
sk_workspace_copy (const SkWorkspace *self)
{
  SkWorkspace *copy = g_new0 (SkWorkspace, 1);

  *copy = (SkWorkspace) {
    .id = g_strdup (self->id),
    .name = g_strdup (self->name),
    .key = g_strdup (self->key),
    .file = g_strdup (self->file),
    .database = g_strdup (self->database),
    .is_data_source = self->is_data_source,
    .columns = g_strdupv (self->columns),
    .left_out = g_strdupv (self->left_out),
    .assignee = g_strdup (self->assignee),
    .done_status = g_strdup (self->done_status),
    .weight = self->weight,
  };

  return copy;
}

void
sk_workspace_free (SkWorkspace *self)
{
  g_free (self->id);
  g_free (self->name);
  sk_secret_wipe (self->key);
  g_free (self->file);
  g_free (self->database);
  g_strfreev (self->columns);
  g_strfreev (self->left_out);
  g_free (self->assignee);
  g_free (self->done_status);
  g_free (self);
}

void
sk_settings_free (SkSettings *self)
{
  g_clear_pointer (&self->rules, sk_rules_unref);
  g_clear_pointer (&self->workspaces, g_ptr_array_unref);
  g_clear_pointer (&self->calendars, g_ptr_array_unref);
  g_strfreev (self->my_addresses);
  g_free (self->export_file);
  g_clear_object (&self->store);
  g_free (self->notion_url);
  g_free (self->state_folder);
  g_free (self);
}

/**
 * sk_settings_local_zone:
 * @name: (out): its name
 *
 * Returns: (transfer full): the machine's zone
 */
GTimeZone *
sk_settings_local_zone (const char **name)
{
  GTimeZone *zone = g_time_zone_new_local ();
  const char *identifier = g_time_zone_get_identifier (zone);

  /* as TZ may have it: ":Europe/Berlin", or a whole path */
  if (*identifier == ':')
    identifier++;
  if (g_str_has_prefix (identifier, ZONES))
    identifier += strlen (ZONES);
  *name = g_intern_string (identifier);

  return zone;
}

/* --- variables --- */

/* An empty variable is not set: that is how people switch one off. */
static const char *
get_variable (const char *name)
{
  const char *value = g_getenv (name);

  return value != NULL && *value != '\0' ? value : NULL;
}

static gboolean
fail (GError     **error,
      const char  *variable,
      const char  *value,
      const char  *allowed)
{
  /* Translators: %1$s is a variable, %2$s its value, %3$s says what it may be */
  g_set_error (error, SK_ERROR, SK_ERROR_SETTING, _("%1$s is “%2$s”, but must be %3$s."),
               variable, value, allowed);
  return FALSE;
}

static gboolean
read_number (const char  *variable,
             int          least,
             int          most,
             int         *number,
             GError     **error)
{
  const char *value = get_variable (variable);
  g_autofree char *allowed = NULL;
  guint64 parsed;

  if (value == NULL)
    return TRUE;

  allowed = g_strdup_printf (_("a whole number from %1$d to %2$d"), least, most);
  if (!g_ascii_string_to_unsigned (value, 10, (guint64) least, (guint64) most, &parsed, NULL))
    return fail (error, variable, value, allowed);

  *number = (int) parsed;
  return TRUE;
}

static gboolean
read_minute (const char  *variable,
             int         *minute,
             GError     **error)
{
  const char *value = get_variable (variable);

  if (value == NULL || sk_minute_parse (value, minute))
    return TRUE;

  return fail (error, variable, value, _("a time of day such as 9 or 9:30"));
}

/* --- rules --- */

static const char *const weekdays[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static gboolean
add_weekday (const char *name,
             gboolean    works[7])
{
  for (gsize i = 0; i < G_N_ELEMENTS (weekdays); i++)
    if (g_ascii_strcasecmp (weekdays[i], name) == 0)
      return works[i] = TRUE;

  return FALSE;
}

static gboolean
read_weekdays (gboolean   works[7],
               GError   **error)
{
  const char *value = get_variable ("WORK_DAYS");
  g_auto(GStrv) names = g_strsplit (value != NULL ? value : "mon,tue,wed,thu,fri", ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    if (!add_weekday (g_strstrip (names[i]), works))
      return fail (error, "WORK_DAYS", value, _("a list of days such as mon,tue,wed,thu,fri"));

  return TRUE;
}

static gboolean
read_variable_hours (SkRulesInit  *init,
                     GError      **error)
{
  SkRange range = { SK_DEFAULT_DAY_START, SK_DEFAULT_DAY_END };
  gboolean works[7] = { FALSE };

  if (!read_minute ("WORK_START_HOUR", &range.start_minute, error) ||
      !read_minute ("WORK_END_HOUR", &range.end_minute, error) ||
      !read_weekdays (works, error))
    return FALSE;
  if (range.end_minute <= range.start_minute)
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_SETTING,
                           _("WORK_END_HOUR must be later than WORK_START_HOUR."));
      return FALSE;
    }

  for (guint i = 0; i < G_N_ELEMENTS (init->week); i++)
    {
      init->week[i] = sk_ranges_new ();
      if (works[i])
        g_array_append_val (init->week[i], range);
    }

  return TRUE;
}

/* One variable about hours, and the hours are those of variables. */
static gboolean
read_hours (GSettings    *store,       /* (nullable) */
            SkRulesInit  *init,
            GError      **error)
{
  if (store != NULL && get_variable ("WORK_START_HOUR") == NULL &&
      get_variable ("WORK_END_HOUR") == NULL && get_variable ("WORK_DAYS") == NULL)
    return sk_settings_store_read_hours (store, init, error);

  return read_variable_hours (init, error);
}

static gboolean
read_zone (GSettings    *store,        /* (nullable) */
           SkRulesInit  *init,
           GError      **error)
{
  const char *value = get_variable ("SCHEDULER_TIMEZONE");
  const char *name = value != NULL ? "SCHEDULER_TIMEZONE" : "timezone";
  g_autofree char *stored = NULL;

  if (value == NULL && store != NULL)
    {
      stored = g_settings_get_string (store, "timezone");
      value = *stored != '\0' ? g_intern_string (stored) : NULL;
    }
  if (value == NULL)
    {
      init->zone = sk_settings_local_zone (&init->zone_name);
      return TRUE;
    }

  init->zone = sk_zone_parse (value);
  init->zone_name = value;
  if (init->zone == NULL)
    return fail (error, name, value,
                 _("an IANA time zone such as Europe/Berlin that this machine knows"));

  return TRUE;
}

static gboolean
read_slot (SkRulesInit  *init,
           GError      **error)
{
  if (!read_number ("SLOT_DURATION_MINUTES", 5, 60, &init->slot_minutes, error))
    return FALSE;
  if (!sk_rules_is_slot_length (init->slot_minutes))
    return fail (error, "SLOT_DURATION_MINUTES", get_variable ("SLOT_DURATION_MINUTES"),
                 _("5, 10, 15, 20, 30 or 60"));

  return TRUE;
}

static SkRules *
read_rules (GSettings  *store,         /* (nullable) */
            GError    **error)
{
  SkRules *rules = NULL;
  SkRulesInit init = {
    .slot_minutes = SK_DEFAULT_SLOT_MINUTES,
    .days_ahead = SK_DEFAULT_DAYS_AHEAD,
    .stability = SK_STABILITY_STEADY,
    .due_dates = TRUE,
    .fill_today = TRUE,
    .default_duration_hours = SK_DEFAULT_DURATION_HOURS,
    .day_limit_percent = SK_DEFAULT_DAY_LIMIT_PERCENT,
  };

  if ((store == NULL || sk_settings_store_read_rules (store, &init, error)) &&
      read_hours (store, &init, error) && read_zone (store, &init, error) &&
      read_slot (&init, error) &&
      read_number ("SCHEDULE_DAYS_AHEAD", 1, SK_MAX_DAYS_AHEAD, &init.days_ahead, error))
    rules = sk_rules_new (&init);

  for (guint i = 0; i < G_N_ELEMENTS (init.week); i++)
    g_clear_pointer (&init.week[i], g_array_unref);
  g_clear_pointer (&init.exceptions, g_array_unref);
  g_clear_pointer (&init.zone, g_time_zone_unref);

  return rules;
}

/* --- workspaces --- */

/* "NAME_" before a suffix, or nothing before it: then it is "Notion". */
static char *
dup_prefix (const char *variable,
            const char *suffix)
{
  if (!g_str_has_suffix (variable, suffix))
    return NULL;

  char *prefix = g_strndup (variable, strlen (variable) - strlen (suffix));

  if (*prefix == '\0' || (strlen (prefix) > 1 && g_str_has_suffix (prefix, "_")))
    return prefix;

  g_free (prefix);
  return NULL;
}

static char *
read_key (const char  *prefix,
          GError     **error)
{
  g_autofree char *variable = g_strconcat (prefix, KEY_SUFFIX, NULL);
  g_autofree char *file_variable = g_strconcat (prefix, KEY_FILE_SUFFIX, NULL);
  const char *file = get_variable (file_variable);
  char *key = g_strdup (get_variable (variable));

  /* the name is not told: somebody may have put the key itself there */
  if (key == NULL && file != NULL && !g_file_get_contents (file, &key, NULL, NULL))
    {
      g_set_error (error, SK_ERROR, SK_ERROR_DENIED,
                   _("The file %s names cannot be read. Check its path and permissions."),
                   file_variable);
      return NULL;
    }
  if (key == NULL || *g_strstrip (key) == '\0')
    {
      g_clear_pointer (&key, g_free);
      g_set_error (error, SK_ERROR, SK_ERROR_DENIED,
                   _("There is a database in %1$s%2$s, but no key for it. Set %3$s."),
                   prefix, DATABASE_SUFFIX, variable);
    }

  return key;
}

static char *
dup_name (const char *prefix)
{
  return *prefix != '\0' ? g_strndup (prefix, strlen (prefix) - 1) : g_strdup ("Notion");
}

static SkWorkspace *
read_workspace (const char  *prefix,
                GError     **error)
{
  g_autofree char *variable = g_strconcat (prefix, DATABASE_SUFFIX, NULL);
  g_autofree char *name = dup_name (prefix);
  const char *database = get_variable (variable);
  char *key = read_key (prefix, error);

  if (key == NULL)
    return NULL;
  if (database == NULL)
    {
      sk_secret_wipe (key);
      g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
                   _("There is a key for %1$s, but no database. Set %2$s to its id or address."),
                   name, variable);
      return NULL;
    }

  SkWorkspace *workspace = g_new0 (SkWorkspace, 1);

  workspace->name = g_steal_pointer (&name);
  workspace->key = key;
  workspace->database = g_strstrip (g_strdup (database));
  workspace->weight = SK_DEFAULT_WEIGHT;
  return workspace;
}

static int
compare_strings (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Sorted, so that of two errors always the same is told. */
static GPtrArray *
list_prefixes (void)
{
  static const char *const suffixes[] = { KEY_SUFFIX, KEY_FILE_SUFFIX, DATABASE_SUFFIX };
  g_auto(GStrv) variables = g_listenv ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *prefixes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; variables[i] != NULL; i++)
    for (gsize k = 0; k < G_N_ELEMENTS (suffixes); k++)
      {
        g_autofree char *prefix = dup_prefix (variables[i], suffixes[k]);

        if (prefix == NULL || get_variable (variables[i]) == NULL ||
            g_hash_table_contains (seen, prefix))
          continue;
        g_hash_table_add (seen, prefix);
        g_ptr_array_add (prefixes, g_steal_pointer (&prefix));
      }

  g_ptr_array_sort (prefixes, compare_strings);
  return prefixes;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp ((*(const SkWorkspace *const *) a)->name, (*(const SkWorkspace *const *) b)->name);
}

static gboolean
has_unique_names (GPtrArray  *workspaces,
                  GError    **error)
{
  for (guint i = 1; i < workspaces->len; i++)
    {
      const SkWorkspace *workspace = g_ptr_array_index (workspaces, i);
      const SkWorkspace *previous = g_ptr_array_index (workspaces, i - 1);

      if (strcmp (workspace->name, previous->name) != 0)
        continue;

      g_set_error (error, SK_ERROR, SK_ERROR_SETTING,
                   _("Two workspaces are called “%s”. Name one of their variables differently."),
                   workspace->name);
      return FALSE;
    }

  return TRUE;
}

/* Half a workspace that nobody asked for stands in nobody's way. */
static gboolean
is_wanted (const char *prefix,
           const char *only)    /* (nullable) */
{
  g_autofree char *name = dup_name (prefix);

  return only == NULL || g_ascii_strcasecmp (name, only) == 0;
}

static gboolean
has_name (GPtrArray  *workspaces,
          const char *name)
{
  for (guint i = 0; i < workspaces->len; i++)
    if (g_ascii_strcasecmp (((SkWorkspace *) workspaces->pdata[i])->name, name) == 0)
      return TRUE;

  return FALSE;
}

/* Those of the preferences, except where variables say otherwise. */
static void
add_stored (SkSettings *self,
            const char *only)           /* (nullable) */
{
  g_autoptr(GPtrArray) stored =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sk_workspace_free);

  sk_settings_store_read_workspaces (self->store, stored);
  while (stored->len > 0)
    {
      SkWorkspace *workspace = g_ptr_array_steal_index (stored, 0);

      if (has_name (self->workspaces, workspace->name) ||
          (only != NULL && g_ascii_strcasecmp (workspace->name, only) != 0))
        sk_workspace_free (workspace);
      else
        g_ptr_array_add (self->workspaces, workspace);
    }
}

static gboolean
read_workspaces (SkSettings  *self,
                 const char  *only,
                 GError     **error)
{
  g_autoptr(GPtrArray) prefixes = list_prefixes ();

  self->workspaces = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_workspace_free);

  for (guint i = 0; i < prefixes->len; i++)
    {
      const char *prefix = g_ptr_array_index (prefixes, i);
      SkWorkspace *workspace;

      if (!is_wanted (prefix, only))
        continue;

      workspace = read_workspace (prefix, error);
      if (workspace == NULL)
        return FALSE;
      g_ptr_array_add (self->workspaces, workspace);
    }

  if (self->store != NULL)
    add_stored (self, only);
  g_ptr_array_sort (self->workspaces, compare_names);
  return has_unique_names (self->workspaces, error);
}

/* --- calendars --- */

/* The file of SCHEDULER_CALENDARS_FILE, whose name is not told: somebody may
 * have put an address itself there. */
static gboolean
read_calendar_file (SkSettings  *self,
                    GError     **error)
{
  const char *file = get_variable ("SCHEDULER_CALENDARS_FILE");
  g_autofree char *text = NULL;
  gboolean is_read;

  if (file == NULL)
    return TRUE;
  if (!g_file_get_contents (file, &text, NULL, NULL))
    {
      g_set_error (error, SK_ERROR, SK_ERROR_DENIED,
                   _("The file %s names cannot be read. Check its path and permissions."),
                   "SCHEDULER_CALENDARS_FILE");
      return FALSE;
    }

  is_read = sk_calendar_list_add_text (self->calendars, text, error);
  sk_secret_wipe (g_steal_pointer (&text));
  return is_read;
}

static char **
read_addresses (GSettings *store)      /* (nullable) */
{
  const char *value = get_variable ("SCHEDULER_MY_ADDRESSES");

  if (value != NULL)
    return g_strsplit_set (value, ", ", -1);

  return store != NULL ? g_settings_get_strv (store, "my-addresses") : g_new0 (char *, 1);
}

static char *
read_export_file (GSettings *store)    /* (nullable) */
{
  g_autofree char *stored = store != NULL ? g_settings_get_string (store, "export-file") : NULL;
  const char *value = get_variable ("SCHEDULER_EXPORT_FILE");

  if (value == NULL)
    value = stored;

  return value != NULL && *value != '\0' ? g_strdup (value) : NULL;
}

static gboolean
read_calendars (SkSettings  *self,
                GError     **error)
{
  const char *value = get_variable ("SCHEDULER_CALENDARS");

  self->calendars = sk_calendar_list_new ();
  self->my_addresses = read_addresses (self->store);
  self->export_file = read_export_file (self->store);
  self->hide_event_titles = self->store != NULL &&
                            !g_settings_get_boolean (self->store, "show-event-titles");
  if (self->store != NULL)
    sk_calendar_list_add_store (self->calendars, self->store);

  return (value == NULL || sk_calendar_list_add_text (self->calendars, value, error)) &&
         read_calendar_file (self, error);
}

/* --- the rest --- */

static const struct
{
  const char     *name;
  GLogLevelFlags  level;
} log_levels[] = {
  { "DEBUG", G_LOG_LEVEL_DEBUG },
  { "INFO", G_LOG_LEVEL_INFO },
  { "WARNING", G_LOG_LEVEL_WARNING },
  { "ERROR", G_LOG_LEVEL_CRITICAL },
};

static gboolean
read_log_level (SkSettings  *self,
                GError     **error)
{
  const char *value = get_variable ("SCHEDULER_LOG_LEVEL");
  g_autofree char *stored = NULL;

  self->log_level = G_LOG_LEVEL_INFO;
  if (value == NULL && self->store != NULL)
    value = stored = g_settings_get_string (self->store, "log-level");
  if (value == NULL)
    return TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (log_levels); i++)
    if (g_ascii_strcasecmp (log_levels[i].name, value) == 0)
      {
        self->log_level = log_levels[i].level;
        return TRUE;
      }

  return fail (error, "SCHEDULER_LOG_LEVEL", value, _("DEBUG, INFO, WARNING or ERROR"));
}

/* A schema has these values and no other; a variable may have any. */
static gboolean
read_apply (SkSettings  *self,
            GError     **error)
{
  static const char *const names[] = { "review", "small", "automatic" };
  const char *value = get_variable ("SCHEDULER_APPLY");
  g_autofree char *stored = NULL;

  if (value == NULL && self->store != NULL)
    value = stored = g_settings_get_string (self->store, "apply");
  if (value == NULL)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], value) == 0)
      {
        self->apply = (SkApply) i;
        return TRUE;
      }

  return fail (error, "SCHEDULER_APPLY", value, _("review, small or automatic"));
}

static void
read_habits (SkSettings *self)
{
  self->interval_minutes = DEFAULT_INTERVAL_MINUTES;
  self->poll_minutes = DEFAULT_POLL_MINUTES;
  self->apply = SK_APPLY_REVIEW;
  self->keep_my_moves = TRUE;
  if (self->store == NULL)
    return;

  self->interval_minutes = (int) g_settings_get_uint (self->store, "interval-minutes");
  self->poll_minutes = (int) g_settings_get_uint (self->store, "poll-minutes");
  self->keep_my_moves = g_settings_get_boolean (self->store, "keep-my-moves");
  self->notify_start = g_settings_get_boolean (self->store, "notify-start");
}

/**
 * sk_settings_dup_state_folder:
 *
 * Returns: (transfer full): where we remember what we did; it need not be there
 */
char *
sk_settings_dup_state_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "slotkeeper", NULL);
}

/**
 * sk_settings_read:
 * @with_workspaces: whether the workspaces are wanted: half of one is an error
 * @only: (nullable): the only workspace that is
 * @error: %SK_ERROR_SETTING for a value that cannot be; %SK_ERROR_DENIED or
 *   %SK_ERROR_MISSING for half a workspace
 *
 * Returns: (transfer full) (nullable): what the person decided
 */
SkSettings *
sk_settings_read (gboolean     with_workspaces,
                  const char  *only,
                  GError     **error)
{
  g_autoptr(SkSettings) self = g_new0 (SkSettings, 1);

  self->store = sk_settings_store_open ();
  read_habits (self);
  self->may_colour = get_variable ("NO_COLOR") == NULL &&
                     g_strcmp0 (get_variable ("TERM"), "dumb") != 0;
  self->notion_url = g_strdup (get_variable ("SLOTKEEPER_NOTION_URL"));
  self->state_folder = sk_settings_dup_state_folder ();
  if (!read_number ("SCHEDULER_INTERVAL_MINUTES", 1, MAX_INTERVAL_MINUTES,
                    &self->interval_minutes, error) ||
      !read_log_level (self, error) ||
      !read_apply (self, error) ||
      !read_calendars (self, error) ||
      (with_workspaces && !read_workspaces (self, only, error)))
    return NULL;

  self->rules = read_rules (self->store, error);
  if (self->rules == NULL)
    return NULL;

  return g_steal_pointer (&self);
}
