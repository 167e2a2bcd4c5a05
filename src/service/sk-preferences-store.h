/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SkPreference:
 *
 * What a person can decide with a switch or a number: one key each.
 */
typedef enum
{
  SK_PREFERENCE_BUFFER,
  SK_PREFERENCE_DAY_LIMIT,
  SK_PREFERENCE_DAYS_AHEAD,
  SK_PREFERENCE_DEFAULT_DURATION,
  SK_PREFERENCE_DUE_DATES,
  SK_PREFERENCE_FILL_TODAY,
  SK_PREFERENCE_INTERVAL,
  SK_PREFERENCE_KEEP_MY_MOVES,
  SK_PREFERENCE_NOTIFY_START,
  SK_PREFERENCE_POLL,
  SK_PREFERENCE_SHOW_TITLES,
} SkPreference;

/**
 * SkChoice:
 *
 * What a person can decide by taking one of a few.
 */
typedef enum
{
  SK_CHOICE_APPLY,              /* as SkApply */
  SK_CHOICE_SLOT,               /* 5, 10, 15, 20, 30, 60 minutes */
  SK_CHOICE_STABILITY,          /* as SkStability */
} SkChoice;

#define SK_N_WEEKDAYS 7

void      sk_preferences_store_bind          (GSettings          *store,
                                              SkPreference        preference,
                                              gpointer            object,
                                              const char         *property);
void      sk_preferences_store_get_range     (GSettings          *store,
                                              SkPreference        preference,
                                              guint              *least,
                                              guint              *most);
guint     sk_preferences_store_get_choice    (GSettings          *store,
                                              SkChoice            choice);
void      sk_preferences_store_set_choice    (GSettings          *store,
                                              SkChoice            choice,
                                              guint               chosen);
char     *sk_preferences_store_dup_hours     (GSettings          *store,
                                              guint               weekday);
gboolean  sk_preferences_store_set_hours     (GSettings          *store,
                                              guint               weekday,
                                              const char         *text,
                                              GError            **error);
GStrv     sk_preferences_store_list_days     (GSettings          *store);
char     *sk_preferences_store_dup_day       (GSettings          *store,
                                              const char         *date);
gboolean  sk_preferences_store_add_day       (GSettings          *store,
                                              const char         *text,
                                              GError            **error);
void      sk_preferences_store_remove_day    (GSettings          *store,
                                              const char         *date);
char     *sk_preferences_store_dup_zone      (GSettings          *store);
gboolean  sk_preferences_store_set_zone      (GSettings          *store,
                                              const char         *name,
                                              GError            **error);

/* Of a workspace: sk_settings_store_open_workspace(). */
char     *sk_preferences_store_dup_name      (GSettings          *workspace);
gboolean  sk_preferences_store_set_name      (GSettings          *store,
                                              GSettings          *workspace,
                                              const char         *name,
                                              GError            **error);
gboolean  sk_preferences_store_is_file       (GSettings          *workspace);
char     *sk_preferences_store_dup_database  (GSettings          *workspace);
char     *sk_preferences_store_dup_column    (GSettings          *workspace,
                                              const char         *role);
void      sk_preferences_store_set_column    (GSettings          *workspace,
                                              const char         *role,
                                              const char         *column);
gboolean  sk_preferences_store_leaves_out    (GSettings          *workspace,
                                              const char         *status);
void      sk_preferences_store_set_left_out  (GSettings          *workspace,
                                              const char         *status,
                                              gboolean            is_left_out);
char     *sk_preferences_store_dup_assignee  (GSettings          *workspace);
void      sk_preferences_store_set_assignee  (GSettings          *workspace,
                                              const char         *assignee);

/* Of a calendar: sk_settings_store_open_calendar(); its name as of a workspace. */
GStrv     sk_preferences_store_list_calendars
                                             (GSettings          *store);
void      sk_preferences_store_watch_calendars
                                             (GSettings          *store,
                                              GCallback           changed,
                                              gpointer            object);
gboolean  sk_preferences_store_set_calendar_name
                                             (GSettings          *store,
                                              GSettings          *calendar,
                                              const char         *name,
                                              GError            **error);
char     *sk_preferences_store_dup_place     (GSettings          *calendar);
char     *sk_preferences_store_dup_colour    (GSettings          *calendar);
void      sk_preferences_store_set_colour    (GSettings          *calendar,
                                              const char         *colour);
void      sk_preferences_store_bind_blocks   (GSettings          *calendar,
                                              gpointer            object,
                                              const char         *property);
char     *sk_preferences_store_dup_addresses (GSettings          *store);
gboolean  sk_preferences_store_set_addresses (GSettings          *store,
                                              const char         *text,
                                              GError            **error);
char     *sk_preferences_store_dup_export    (GSettings          *store);
gboolean  sk_preferences_store_set_export    (GSettings          *store,
                                              const char         *path,
                                              GError            **error);
char     *sk_preferences_store_dup_ics_path  (const char         *text,
                                              GError            **error);

G_END_DECLS
