/* sk-calendar-list.c — which calendars there are, as the person says it
 *
 * In the preferences one by one, in a variable as a list, or typed.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-calendar-list.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-secret.h"
#include "sk-settings-store.h"

void
sk_calendar_free (SkCalendar *self)
{
  g_free (self->id);
  g_free (self->name);
  sk_secret_wipe (self->place);
  g_free (self->desktop);
  g_free (self->colour);
  g_free (self);
}

/**
 * sk_calendar_list_new:
 *
 * Returns: (transfer full) (element-type SkCalendar): none yet
 */
GPtrArray *
sk_calendar_list_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sk_calendar_free);
}

/* --- as text --- */

/**
 * sk_calendar_is_address:
 * @place: what a person calls a place
 *
 * Returns: whether it is an address, and not a file
 */
gboolean
sk_calendar_is_address (const char *place)
{
  return strstr (place, "://") != NULL;
}

/**
 * sk_calendar_dup_usual_name:
 * @place: where a calendar is
 * @number: which one it is, from 1 on
 *
 * Returns: (transfer full): what it is called if nobody named it; never an address
 */
char *
sk_calendar_dup_usual_name (const char *place,
                            guint       number)
{
  if (!sk_calendar_is_address (place))
    return g_path_get_basename (place);

  /* Translators: what a calendar is called that has no name, e.g. "Calendar 2" */
  return g_strdup_printf (_("Calendar %u"), number);
}

static void
add (GPtrArray  *calendars,
     const char *name,          /* (nullable) */
     const char *place)
{
  SkCalendar *calendar = g_new0 (SkCalendar, 1);

  calendar->name = name != NULL ? g_strdup (name)
                                : sk_calendar_dup_usual_name (place, calendars->len + 1);
  calendar->place = g_strdup (place);
  g_ptr_array_add (calendars, calendar);
}

/* The name of "NAME=PLACE": an address and a path have something before their
 * first "=" that a name has not. */
static char *
dup_name (const char *entry)
{
  const char *equals = strchr (entry, '=');

  if (equals == NULL || equals == entry)
    return NULL;

  g_autofree char *name = g_strndup (entry, (gsize) (equals - entry));
  return strpbrk (name, "/:?") == NULL ? g_steal_pointer (&name) : NULL;
}

/**
 * sk_calendar_list_add_text:
 * @calendars: (element-type SkCalendar): what is added to
 * @text: "NAME=PLACE" or "PLACE", apart by blanks or in lines
 * @error: %SK_ERROR_SETTING, naming the calendar that has no place
 *
 * Returns: whether each has a place
 */
gboolean
sk_calendar_list_add_text (GPtrArray   *calendars,
                           const char  *text,
                           GError     **error)
{
  g_auto(GStrv) entries = g_strsplit_set (text, " \t\r\n", -1);
  gboolean is_fine = TRUE;

  for (guint i = 0; is_fine && entries[i] != NULL; i++)
    {
      g_autofree char *name = dup_name (entries[i]);
      const char *place = name != NULL ? entries[i] + strlen (name) + 1 : entries[i];

      if (*place != '\0')
        add (calendars, name, place);
      else if (name != NULL)
        {
          g_set_error (error, SK_ERROR, SK_ERROR_SETTING,
                       _("The calendar “%s” has no file or address. Write NAME=FILE or "
                         "NAME=ADDRESS."), name);
          is_fine = FALSE;
        }
    }

  for (guint i = 0; entries[i] != NULL; i++)
    memset (entries[i], 0, strlen (entries[i]));
  return is_fine;
}

/**
 * sk_calendar_list_add_place:
 * @calendars: (element-type SkCalendar): what is added to
 * @place: a file, a folder or an address
 *
 * Adds a calendar that somebody typed.
 */
void
sk_calendar_list_add_place (GPtrArray  *calendars,
                            const char *place)
{
  add (calendars, NULL, place);
}

/* --- in the preferences --- */

static char *
dup_set (GSettings  *settings,
         const char *key)
{
  g_autofree char *value = g_settings_get_string (settings, key);

  return *value != '\0' ? g_steal_pointer (&value) : NULL;
}

static SkCalendar *
read_calendar (GSettings  *settings,
               const char *id)
{
  g_autofree char *kind = g_settings_get_string (settings, "kind");
  SkCalendar *calendar = g_new0 (SkCalendar, 1);

  calendar->id = g_strdup (id);
  calendar->name = dup_set (settings, "name");
  if (calendar->name == NULL)
    calendar->name = g_strdup (id);
  if (strcmp (kind, "eds") == 0)
    calendar->desktop = g_settings_get_string (settings, "location");
  else if (strcmp (kind, "file") == 0)
    calendar->place = g_settings_get_string (settings, "location");
  calendar->colour = dup_set (settings, "colour");
  calendar->is_free = !g_settings_get_boolean (settings, "blocks");

  return calendar;
}

/**
 * sk_calendar_list_add_store:
 * @calendars: (element-type SkCalendar): what is added to; addresses stay in the
 *   keyring
 * @store: the preferences
 *
 * Adds the calendars of the preferences.
 */
void
sk_calendar_list_add_store (GPtrArray *calendars,
                            GSettings *store)
{
  g_auto(GStrv) ids = g_settings_get_strv (store, "calendars");

  for (guint i = 0; ids[i] != NULL; i++)
    {
      g_autoptr(GSettings) settings = sk_settings_store_open_calendar (ids[i]);

      if (settings != NULL)
        g_ptr_array_add (calendars, read_calendar (settings, ids[i]));
    }
}

/* The ids without one of them, and with it at the end if it is wanted. */
static void
list_id (GSettings  *store,
         const char *id,
         gboolean    is_wanted)
{
  g_auto(GStrv) ids = g_settings_get_strv (store, "calendars");
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) others = NULL;

  if (is_wanted && g_strv_contains ((const char *const *) ids, id))
    return;

  for (guint i = 0; ids[i] != NULL; i++)
    if (strcmp (ids[i], id) != 0)
      g_strv_builder_add (builder, ids[i]);
  if (is_wanted)
    g_strv_builder_add (builder, id);
  others = g_strv_builder_end (builder);
  g_settings_set_strv (store, "calendars", (const char *const *) others);
}

/**
 * sk_calendar_list_remember:
 * @store: the preferences
 * @calendar: a calendar with an id; an address is not put there, but into the
 *   keyring by whoever has it
 *
 * Remembers it, in place of one with the same id.
 *
 * Returns: whether it is remembered
 */
gboolean
sk_calendar_list_remember (GSettings        *store,
                           const SkCalendar *calendar)
{
  g_autoptr(GSettings) settings = sk_settings_store_open_calendar (calendar->id);
  gboolean is_file = calendar->place != NULL && !sk_calendar_is_address (calendar->place);
  const char *kind = calendar->desktop != NULL ? "eds" : is_file ? "file" : "address";
  const char *location = calendar->desktop != NULL ? calendar->desktop
                         : is_file ? calendar->place : "";

  if (settings == NULL || !g_settings_set_string (settings, "name", calendar->name) ||
      !g_settings_set_string (settings, "kind", kind) ||
      !g_settings_set_string (settings, "location", location) ||
      !g_settings_set_string (settings, "colour",
                              calendar->colour != NULL ? calendar->colour : "") ||
      !g_settings_set_boolean (settings, "blocks", !calendar->is_free))
    return FALSE;

  list_id (store, calendar->id, TRUE);
  g_settings_sync ();
  return TRUE;
}

/**
 * sk_calendar_list_forget:
 * @store: the preferences
 * @id: the id of a calendar
 *
 * Takes it out of the preferences.
 */
void
sk_calendar_list_forget (GSettings  *store,
                         const char *id)
{
  static const char *const keys[] = { "name", "kind", "location", "colour", "blocks" };
  g_autoptr(GSettings) settings = sk_settings_store_open_calendar (id);

  list_id (store, id, FALSE);
  for (gsize i = 0; settings != NULL && i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (settings, keys[i]);
  g_settings_sync ();
}
