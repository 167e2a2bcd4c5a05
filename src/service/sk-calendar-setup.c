/* sk-calendar-setup.c — a calendar that is added, tried before it is kept
 *
 *   place ──► which one? ──► read it once ──► keep its address ──► remember
 *
 * What cannot be read is not added.  An address is a secret: it comes through
 * a descriptor, goes to the keyring, and is in no error.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-calendar-setup.h"

#include <glib/gi18n-lib.h>

#include "sk-calendar-words.h"
#include "sk-error.h"
#include "sk-hand-over.h"
#include "sk-setup.h"

#define YEAR_SECONDS (366 * 24 * 60 * 60)

struct _SkCalendarSetup
{
  GObject               parent_instance;

  SkCalendarSetupParts  parts;          /* the store of keys is owned */
  GPtrArray            *offered;        /* (nullable) (element-type SkCalendar): the desktop's */
};

G_DEFINE_FINAL_TYPE (SkCalendarSetup, sk_calendar_setup, G_TYPE_OBJECT)

/* The task data of adding and of removing. */
typedef struct
{
  SkCalendarKind  kind;
  char           *name;         /* (nullable): what the person calls it */
  SkSettings     *settings;
  SkCalendar     *calendar;
  char           *sum;          /* what it holds, in words */
} Job;

static void
job_free (Job *job)
{
  g_free (job->name);
  g_clear_pointer (&job->settings, sk_settings_free);
  g_clear_pointer (&job->calendar, sk_calendar_free);
  g_free (job->sum);
  g_free (job);
}

static GTask *
make_task (SkCalendarSetup     *self,
           gpointer             tag,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, g_new0 (Job, 1), (GDestroyNotify) job_free);

  return task;
}

/* Those that the preferences have; what a variable says is nobody's to change. */
static GPtrArray *
list_kept (const SkSettings *settings)
{
  GPtrArray *calendars = sk_calendar_list_new ();

  if (settings->store != NULL)
    sk_calendar_list_add_store (calendars, settings->store);

  return calendars;
}

/* What the keyring knows the address of a calendar by. */
static char *
dup_key (const SkCalendar *calendar)
{
  return g_strconcat ("calendar-", calendar->id, NULL);
}

/* --- remembering it --- */

/* Nothing is left of what is not kept. */
static void
refuse (GTask  *task,
        GError *error)          /* (transfer full) */
{
  SkCalendarSetup *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  self->parts.drop_copy (job->calendar, job->settings, self->parts.data);
  g_task_return_error (task, error);
}

static void
remember (GTask *task)
{
  Job *job = g_task_get_task_data (task);

  if (job->settings->store != NULL &&
      sk_calendar_list_remember (job->settings->store, job->calendar))
    g_task_return_boolean (task, TRUE);
  else
    refuse (task, g_error_new_literal (SK_ERROR, SK_ERROR_DENIED,
                                       _("The settings cannot be written.")));
}

static void
on_taken_back (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);

  sk_key_store_clear_finish (SK_KEY_STORE (source), result, NULL);
  refuse (task, g_error_new_literal (SK_ERROR, SK_ERROR_DENIED,
                                     _("There is no keyring to keep the address in, and it may be "
                                       "a secret. Save the calendar in a file, and add the file "
                                       "instead.")));
}

/* Memory is no place: the next start would not find the calendar. */
static void
on_stored (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Job *job = g_task_get_task_data (task);
  SkKeyPlace place;
  g_autofree char *key = dup_key (job->calendar);
  GError *error = NULL;

  if (!sk_key_store_store_finish (SK_KEY_STORE (source), result, &place, &error))
    refuse (task, error);
  else if (place == SK_KEY_PLACE_MEMORY)
    sk_key_store_clear_async (SK_KEY_STORE (source), key, NULL, on_taken_back,
                              g_object_ref (task));
  else
    remember (task);
}

static void
keep (GTask *task)
{
  SkCalendarSetup *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  g_autofree char *key = dup_key (job->calendar);
  g_autoptr(SkSecret) address = NULL;

  if (job->kind != SK_CALENDAR_ADDRESS)
    {
      remember (task);
      return;
    }

  address = sk_secret_new (job->calendar->place);
  sk_key_store_store_async (self->parts.keys, key, job->calendar->name, address,
                            SK_KEY_PLACE_KEYRING, g_task_get_cancellable (task), on_stored,
                            g_object_ref (task));
}

/* --- trying it --- */

static char *
dup_sum (const SkSettings *settings,
         const SkReading  *reading,
         gint64            now)
{
  SkEvent *next = NULL;
  guint n_events = 0;

  for (guint i = 0; i < reading->events->len; i++)
    {
      SkEvent *event = g_ptr_array_index (reading->events, i);

      if (sk_event_get_status (event) == SK_EVENT_CANCELLED)
        continue;
      n_events++;
      if (next == NULL && sk_event_get_span (event).start >= now)
        next = event;
    }

  return sk_words_dup_calendar_sum (n_events,
                                    next != NULL && !settings->hide_event_titles
                                    ? sk_event_get_title (next) : NULL,
                                    next != NULL ? sk_event_get_span (next).start : 0,
                                    now, sk_rules_get_zone (settings->rules));
}

/* An old copy is no proof that it can be read. */
static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkCalendarSetup *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkReading) reading = sk_busy_source_fetch_finish (SK_BUSY_SOURCE (source), result,
                                                              &error);
  const GError *trouble = reading != NULL ? reading->trouble : error;
  g_autofree char *refusal = trouble != NULL ? sk_words_dup_refusal (trouble->message) : NULL;

  if (refusal != NULL)
    {
      refuse (task, g_error_new_literal (trouble->domain, trouble->code, refusal));
      return;
    }

  job->sum = dup_sum (job->settings, reading, sk_clock_now (self->parts.clock));
  keep (task);
}

static void
try_it (GTask *task)
{
  SkCalendarSetup *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  g_autoptr(SkBusySource) source = self->parts.open_calendar (job->calendar, job->settings,
                                                              self->parts.data);
  gint64 now = sk_clock_now (self->parts.clock);

  sk_busy_source_fetch_async (source, (SkSpan) { now, now + YEAR_SECONDS },
                              sk_rules_get_zone (job->settings->rules),
                              g_task_get_cancellable (task), on_read, g_object_ref (task));
}

/* --- which one it is --- */

static const SkCalendar *
find (GPtrArray  *calendars,
      const char *id)
{
  for (guint i = 0; i < calendars->len; i++)
    {
      const SkCalendar *calendar = g_ptr_array_index (calendars, i);

      if (strcmp (calendar->id, id) == 0)
        return calendar;
    }

  return NULL;
}

static gboolean
has_name (GPtrArray  *calendars,
          const char *name)
{
  for (guint i = 0; i < calendars->len; i++)
    {
      const SkCalendar *calendar = g_ptr_array_index (calendars, i);

      if (g_ascii_strcasecmp (calendar->name, name) == 0)
        return TRUE;
    }

  return FALSE;
}

/* The same, or with a number if there is one called so; "work.ics" is "work". */
static char *
dup_free_name (GPtrArray  *calendars,
               const char *wanted,      /* (nullable): as usual */
               const char *place)
{
  g_autofree char *base = wanted != NULL ? g_strdup (wanted)
                          : sk_calendar_dup_usual_name (place, calendars->len + 1);
  char *name;

  if (wanted == NULL && g_str_has_suffix (base, ".ics") && strlen (base) > strlen (".ics"))
    base[strlen (base) - strlen (".ics")] = '\0';
  name = g_strdup (base);
  for (guint i = 2; has_name (calendars, name); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", base, i);
    }

  return name;
}

/* A colour that is told apart from the ones before. */
static const char *
choose_colour (guint number)
{
  static const char *const colours[] = {
    "#3584e4", "#33d17a", "#ff7800", "#9141ac", "#e01b24", "#f6d32d", "#986a44",
  };

  return colours[number % G_N_ELEMENTS (colours)];
}

/* People copy paths from file managers, too. */
static char *
dup_path (const char *text)
{
  if (g_str_has_prefix (text, "file://"))
    return g_filename_from_uri (text, NULL, NULL);
  if (g_str_has_prefix (text, "~/"))
    return g_build_filename (g_get_home_dir (), text + 2, NULL);

  return g_path_is_absolute (text) ? g_strdup (text) : NULL;
}

static const char *
check_place (const Job  *job,
             GPtrArray  *kept,
             const char *place)         /* (nullable) */
{
  if (place == NULL)
    return _("Write where the file is from the beginning, such as /home/me/work.ics.");
  if (job->kind == SK_CALENDAR_ADDRESS && !sk_calendar_is_address (place))
    return _("Write the whole address: it begins with https:// or webcal://.");

  for (guint i = 0; i < kept->len; i++)
    {
      const SkCalendar *calendar = g_ptr_array_index (kept, i);

      if (g_strcmp0 (calendar->place, place) == 0 || g_strcmp0 (calendar->desktop, place) == 0)
        return _("That calendar is there already.");
    }

  return NULL;
}

static SkCalendar *
make_calendar (SkCalendarSetup *self,
               const Job       *job,
               GPtrArray       *kept,
               const char      *place)
{
  gboolean is_desktop = job->kind == SK_CALENDAR_DESKTOP;
  g_autofree char *desktop_id = is_desktop ? sk_setup_dup_id (place) : NULL;
  const SkCalendar *offer = desktop_id != NULL && self->offered != NULL
                            ? find (self->offered, desktop_id) : NULL;
  const char *wanted = job->name == NULL && offer != NULL ? offer->name : job->name;
  const char *colour = offer != NULL && offer->colour != NULL ? offer->colour
                                                              : choose_colour (kept->len);
  SkCalendar *calendar = g_new0 (SkCalendar, 1);

  calendar->name = dup_free_name (kept, wanted, place);
  calendar->id = is_desktop ? g_steal_pointer (&desktop_id) : sk_setup_dup_id (calendar->name);
  calendar->place = is_desktop ? NULL : g_strdup (place);
  calendar->desktop = is_desktop ? g_strdup (place) : NULL;
  calendar->colour = g_strdup (colour);

  return calendar;
}

static void
on_place (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkCalendarSetup *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(SkSecret) handed = sk_hand_over_read_finish (result, &error);
  g_autoptr(GPtrArray) kept = NULL;
  g_autofree char *path = NULL;
  const char *place, *complaint;

  if (handed != NULL)
    job->settings = self->parts.read_settings (self->parts.data, &error);
  if (job->settings == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  kept = list_kept (job->settings);
  path = job->kind == SK_CALENDAR_FILE ? dup_path (sk_secret_peek (handed)) : NULL;
  place = job->kind == SK_CALENDAR_FILE ? path : sk_secret_peek (handed);
  complaint = check_place (job, kept, place);
  if (complaint != NULL)
    {
      g_task_return_new_error (task, SK_ERROR, SK_ERROR_SETTING, "%s", complaint);
      return;
    }

  job->calendar = make_calendar (self, job, kept, place);
  try_it (task);
}

/**
 * sk_calendar_setup_add_async:
 * @self: who adds calendars
 * @name: what it is to be called; empty: as it is usual
 * @kind: what kind it is
 * @fd: says where it is and then ends; eaten
 * @cancellable: (nullable): to give up
 * @callback: called when it is kept, or was refused
 * @user_data: for @callback
 *
 * Reads a calendar once, and keeps it if that works.
 */
void
sk_calendar_setup_add_async (SkCalendarSetup     *self,
                             const char          *name,
                             SkCalendarKind       kind,
                             int                  fd,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  static const SkHandOver words = {
    .n_bytes = SK_HAND_OVER_MOST_BYTES,
    .none = N_("Write where the calendar is."),
    .too_long = N_("That is too long. Copy the address again, and nothing else."),
    .broken = N_("What was written could not be read. Try again."),
  };

  g_return_if_fail (SK_IS_CALENDAR_SETUP (self));

  GTask *task = make_task (self, sk_calendar_setup_add_async, cancellable, callback, user_data);
  Job *job = g_task_get_task_data (task);
  g_autofree char *stripped = g_strstrip (g_strdup (name));

  job->kind = kind;
  job->name = *stripped != '\0' ? g_steal_pointer (&stripped) : NULL;
  sk_hand_over_read_async (fd, &words, cancellable, on_place, task);
}

/**
 * sk_calendar_setup_add_finish:
 * @self: who adds calendars
 * @result: what the callback was given
 * @calendar: (out): the id by which it is known from now on
 * @error: why it is not kept, in a sentence that does not say where it is
 *
 * Returns: (transfer full) (nullable): what it holds, in words
 */
char *
sk_calendar_setup_add_finish (SkCalendarSetup  *self,
                              GAsyncResult     *result,
                              char            **calendar,
                              GError          **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  job = g_task_get_task_data (G_TASK (result));
  *calendar = g_strdup (job->calendar->id);

  return g_steal_pointer (&job->sum);
}

/* --- removing --- */

static void
on_cleared (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;

  if (sk_key_store_clear_finish (SK_KEY_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sk_calendar_setup_remove_async:
 * @self: who adds calendars
 * @calendar: the id of one
 * @cancellable: (nullable): to give up
 * @callback: called when it is gone
 * @user_data: for @callback
 *
 * Forgets a calendar, its address, and what it held when it was last read.
 */
void
sk_calendar_setup_remove_async (SkCalendarSetup     *self,
                                const char          *calendar,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_return_if_fail (SK_IS_CALENDAR_SETUP (self));

  g_autoptr(GTask) task = make_task (self, sk_calendar_setup_remove_async, cancellable, callback,
                                     user_data);
  GError *error = NULL;
  g_autoptr(SkSettings) settings = self->parts.read_settings (self->parts.data, &error);
  g_autoptr(GPtrArray) kept = settings != NULL ? list_kept (settings) : NULL;
  const SkCalendar *found = kept != NULL ? find (kept, calendar) : NULL;
  g_autofree char *key = found != NULL ? dup_key (found) : NULL;

  if (settings == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (found == NULL)
    {
      g_task_return_new_error (task, SK_ERROR, SK_ERROR_MISSING, "%s",
                               _("That calendar is not there any more."));
      return;
    }

  sk_calendar_list_forget (settings->store, calendar);
  self->parts.drop_copy (found, settings, self->parts.data);
  if (found->place == NULL && found->desktop == NULL)
    sk_key_store_clear_async (self->parts.keys, key, cancellable, on_cleared,
                              g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

/**
 * sk_calendar_setup_remove_finish:
 * @self: who adds calendars
 * @result: what the callback was given
 * @error: %SK_ERROR_MISSING, or why its address cannot be forgotten
 *
 * Returns: whether nothing is left of it
 */
gboolean
sk_calendar_setup_remove_finish (SkCalendarSetup  *self,
                                 GAsyncResult     *result,
                                 GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- the desktop's --- */

static void
return_no_list (GTask        *task,
                const GError *why)
{
  if (g_error_matches (why, SK_ERROR, SK_ERROR_MISSING))
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_MISSING, "%s",
                             _("This desktop has no calendars that can be read: there is no "
                               "Evolution Data Server. Add the address of a calendar instead."));
  else
    g_task_return_new_error (task, SK_ERROR, why->domain == SK_ERROR ? why->code : SK_ERROR_BUSY,
                             "%s", _("The desktop’s calendars cannot be listed now. Try again "
                                     "later, or add the address of a calendar instead."));
}

static void
on_listed (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  SkCalendarSetup *self = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  GPtrArray *calendars = self->parts.list_finish (result, &error);

  if (calendars == NULL)
    {
      return_no_list (task, error);
      return;
    }

  g_clear_pointer (&self->offered, g_ptr_array_unref);
  self->offered = g_ptr_array_ref (calendars);
  g_task_return_pointer (task, calendars, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * sk_calendar_setup_list_async:
 * @self: who adds calendars
 * @cancellable: (nullable): to give up
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks which calendars the desktop has.
 */
void
sk_calendar_setup_list_async (SkCalendarSetup     *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (SK_IS_CALENDAR_SETUP (self));

  GTask *task = make_task (self, sk_calendar_setup_list_async, cancellable, callback, user_data);

  self->parts.list_async (cancellable, on_listed, task);
}

/**
 * sk_calendar_setup_list_finish:
 * @self: who adds calendars
 * @result: what the callback was given
 * @error: %SK_ERROR_MISSING where the desktop has none that can be read
 *
 * Returns: (transfer full) (nullable) (element-type SkCalendar): those that it has
 */
GPtrArray *
sk_calendar_setup_list_finish (SkCalendarSetup  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- the object --- */

static void
sk_calendar_setup_finalize (GObject *object)
{
  SkCalendarSetup *self = SK_CALENDAR_SETUP (object);

  g_clear_object (&self->parts.keys);
  g_clear_pointer (&self->offered, g_ptr_array_unref);

  G_OBJECT_CLASS (sk_calendar_setup_parent_class)->finalize (object);
}

static void
sk_calendar_setup_class_init (SkCalendarSetupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sk_calendar_setup_finalize;
}

static void
sk_calendar_setup_init (SkCalendarSetup *self)
{
}

/**
 * sk_calendar_setup_new:
 * @parts: what it is made of
 *
 * Returns: (transfer full): who adds calendars
 */
SkCalendarSetup *
sk_calendar_setup_new (const SkCalendarSetupParts *parts)
{
  SkCalendarSetup *self = g_object_new (SK_TYPE_CALENDAR_SETUP, NULL);

  self->parts = *parts;
  g_object_ref (self->parts.keys);

  return self;
}
