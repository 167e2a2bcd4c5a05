/* sk-wiring-calendars.c — which kinds of calendars there are
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-wiring-calendars.h"

#include <glib/gi18n-lib.h>

#include "sk-eds-source.h"
#include "sk-error.h"
#include "sk-ical-copy.h"
#include "sk-ical-source.h"
#include "sk-keyring.h"
#include "sk-setup.h"

/* What the keyring knows the address of a calendar by. */
static char *
dup_key (const SkCalendar *calendar)
{
  return g_strconcat ("calendar-", calendar->id, NULL);
}

/* Its address; else why there is none, in half a sentence. */
static SkSecret *
find_address (const SkCalendar  *calendar,
              GError           **error)
{
  g_autofree char *key = dup_key (calendar);
  SkSecret *address = sk_keyring_find (key, NULL);

  if (address == NULL)
    g_set_error_literal (error, SK_ERROR, SK_ERROR_DENIED,
                         sk_keyring_check () == SK_KEYRING_LOCKED
                         ? _("its address is in the keyring, which is locked. Unlock it.")
                         : _("its address is not in the keyring. Add the calendar again."));

  return address;
}

static char *
dup_copies (const SkSettings *settings)
{
  return g_build_filename (settings->state_folder, "calendars", NULL);
}

/**
 * sk_wiring_new_calendar:
 * @calendar: a calendar, as it was configured
 * @settings: what is configured
 *
 * An address that cannot be had now is told when the calendar is read.
 *
 * Returns: (transfer full): what reads it
 */
SkBusySource *
sk_wiring_new_calendar (const SkCalendar *calendar,
                        const SkSettings *settings)
{
  g_autofree char *copies = dup_copies (settings);
  gboolean is_path = calendar->place != NULL && !sk_ical_source_is_address (calendar->place);
  g_autoptr(SkSecret) address = NULL;
  g_autoptr(GError) trouble = NULL;

  if (calendar->desktop != NULL)
    return sk_eds_source_new (&(SkEdsConfig) {
      .name = calendar->name,
      .uid = calendar->desktop,
      .copies = copies,
      .colour = calendar->colour,
      .is_free = calendar->is_free,
    });

  if (calendar->place == NULL)
    address = find_address (calendar, &trouble);
  else if (!is_path)
    address = sk_secret_new (calendar->place);

  return sk_ical_source_new (&(SkIcalConfig) {
    .name = calendar->name,
    .id = calendar->id,
    .path = is_path ? calendar->place : NULL,
    .address = address,
    .trouble = trouble,
    .copies = copies,
    .colour = calendar->colour,
    .is_free = calendar->is_free,
  });
}

/**
 * sk_wiring_new_calendars:
 * @calendars: (element-type SkCalendar): calendars, as they were configured
 * @settings: what is configured
 *
 * Returns: (transfer full) (element-type SkBusySource): what reads them
 */
GListModel *
sk_wiring_new_calendars (GPtrArray        *calendars,
                         const SkSettings *settings)
{
  GListStore *sources = g_list_store_new (SK_TYPE_BUSY_SOURCE);

  for (guint i = 0; i < calendars->len; i++)
    {
      g_autoptr(SkBusySource) source =
        sk_wiring_new_calendar (g_ptr_array_index (calendars, i), settings);

      g_list_store_append (sources, source);
    }

  return G_LIST_MODEL (sources);
}

/**
 * sk_wiring_drop_copy:
 * @calendar: a calendar with an id
 * @settings: what is configured
 *
 * Forgets what it held when it was last read.
 */
void
sk_wiring_drop_copy (const SkCalendar *calendar,
                     const SkSettings *settings)
{
  const char *known_by = calendar->desktop != NULL ? calendar->desktop : calendar->id;
  g_autofree char *copies = dup_copies (settings);
  g_autofree char *path = sk_ical_copy_dup_path (copies, known_by);

  sk_ical_copy_drop (path);
}

/**
 * sk_wiring_store_address:
 * @calendar: a calendar with an id
 * @address: where it is
 * @error: %SK_ERROR_DENIED, saying what can be done
 *
 * Puts the address of a calendar into the keyring: it is a secret.
 *
 * Returns: whether it is there
 */
gboolean
sk_wiring_store_address (const SkCalendar  *calendar,
                         SkSecret          *address,
                         GError           **error)
{
  g_autofree char *key = dup_key (calendar);

  return sk_keyring_store (key, calendar->name, address, error);
}

/**
 * sk_wiring_list_desktop_async:
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks which calendars the desktop has.
 */
void
sk_wiring_list_desktop_async (GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  sk_eds_source_list_async (NULL, cancellable, callback, user_data);
}

/**
 * sk_wiring_list_desktop_finish:
 * @result: what the callback was given
 * @error: %SK_ERROR_MISSING where the desktop has none that can be read
 *
 * Returns: (transfer full) (nullable) (element-type SkCalendar): the calendars,
 *   as they can be remembered
 */
GPtrArray *
sk_wiring_list_desktop_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_autoptr(GPtrArray) found = sk_eds_source_list_finish (result, error);
  GPtrArray *calendars;

  if (found == NULL)
    return NULL;

  calendars = sk_calendar_list_new ();
  for (guint i = 0; i < found->len; i++)
    {
      const SkEdsCalendar *one = g_ptr_array_index (found, i);
      SkCalendar *calendar = g_new0 (SkCalendar, 1);

      calendar->id = sk_setup_dup_id (one->uid);
      calendar->name = g_strdup (one->name);
      calendar->desktop = g_strdup (one->uid);
      calendar->colour = g_strdup (one->colour);
      g_ptr_array_add (calendars, calendar);
    }

  return calendars;
}
