/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-calendar-list.h"
#include "sk-rules.h"

G_BEGIN_DECLS

#define SK_DEFAULT_WEIGHT 1.0

/**
 * SkWorkspace:
 * @id: (nullable): what it is known by in the preferences, and its key in the
 *   keyring; %NULL: it was set by variables
 * @name: what it is called
 * @key: (nullable): the key that opens it; never shown; %NULL: it is in the keyring
 * @file: (nullable): the task file, if it is one
 * @database: (nullable): which database, as the person wrote it
 * @is_data_source: whether @database is the id of a data source
 * @columns: (nullable): roles and columns in turn, %NULL-terminated
 * @left_out: (nullable): statuses to leave out besides the usual ones
 * @assignee: (nullable): whose tasks are read; %NULL: everybody's
 * @done_status: (nullable): the status a finished task gets; %NULL: the first
 *   of those that mean done
 * @weight: how much its ranks count beside those of other workspaces
 *
 * A place tasks come from, as it was configured.
 */
typedef struct
{
  char      *id;
  char      *name;
  char      *key;
  char      *file;
  char      *database;
  gboolean   is_data_source;
  char     **columns;
  char     **left_out;
  char      *assignee;
  char      *done_status;
  double     weight;
} SkWorkspace;

/**
 * SkApply:
 * @SK_APPLY_REVIEW: never: they are shown first
 * @SK_APPLY_SMALL: while no placement moves and no task becomes late
 * @SK_APPLY_AUTOMATIC: always
 *
 * When changes are written without having been shown.
 */
typedef enum
{
  SK_APPLY_REVIEW,
  SK_APPLY_SMALL,
  SK_APPLY_AUTOMATIC,
} SkApply;

/**
 * SkSettings:
 * @rules: when the person is willing to work
 * @interval_minutes: how often to look again
 * @poll_minutes: how often to look for edits in between; 0: never
 * @apply: when to write without asking
 * @keep_my_moves: whether a date that was moved by hand stays
 * @notify_start: whether to tell when a planned task begins
 * @log_level: the least important message that is shown
 * @notion_url: (nullable): where Notion is; %NULL: the real address
 * @workspaces: (element-type SkWorkspace): in order of their names
 * @calendars: (element-type SkCalendar): who is busy when
 * @my_addresses: the person's mail addresses, %NULL-terminated
 * @hide_event_titles: whether nobody is to see what events are called
 * @export_file: (nullable): where the plan is kept as a calendar
 * @store: (nullable): the preferences, where their schema is installed
 * @may_colour: whether a terminal may be coloured
 * @state_folder: where we remember what we did
 *
 * Everything the person decided.
 */
typedef struct
{
  SkRules        *rules;
  int             interval_minutes;
  int             poll_minutes;
  SkApply         apply;
  gboolean        keep_my_moves;
  gboolean        notify_start;
  GLogLevelFlags  log_level;
  char           *notion_url;
  GPtrArray      *workspaces;
  GPtrArray      *calendars;
  char          **my_addresses;
  gboolean        hide_event_titles;
  char           *export_file;
  GSettings      *store;
  gboolean        may_colour;
  char           *state_folder;
} SkSettings;

SkWorkspace *sk_workspace_copy     (const SkWorkspace *self);
void        sk_workspace_free      (SkWorkspace *self);
SkSettings *sk_settings_read       (gboolean     with_workspaces,
                                    const char  *only,
                                    GError     **error);
void        sk_settings_free       (SkSettings  *self);
char       *sk_settings_dup_state_folder
                                   (void);
GTimeZone  *sk_settings_local_zone (const char **name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkWorkspace, sk_workspace_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkSettings, sk_settings_free)

G_END_DECLS
