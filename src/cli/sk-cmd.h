/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-clock.h"
#include "sk-journal.h"
#include "sk-settings.h"

G_BEGIN_DECLS

/**
 * SkExit:
 *
 * How the program ends (formats.md §3).
 */
typedef enum
{
  SK_EXIT_DONE = 0,
  SK_EXIT_PARTIAL = 1,
  SK_EXIT_USAGE = 2,
  SK_EXIT_USER_MUST_ACT = 3,
  SK_EXIT_TEMPORARY = 4,
  SK_EXIT_CONFLICT = 5,
  SK_EXIT_NOT_UNDERSTOOD = 6,
  SK_EXIT_CHECK_FAILED = 7,
} SkExit;

/**
 * SkInvocation:
 * @settings: what is configured
 * @journal: what was written
 * @clock: running, or stopped by --at
 * @from: (nullable): a task file to use instead of the configured workspaces
 * @workspace: (nullable): the only workspace to use
 * @calendars: (nullable): files and addresses to plan around besides
 * @output: (nullable): the file export writes; %NULL: stdout
 * @days: how many days to plan; 0: as configured
 * @full: whether to forget present placements
 * @json: whether to answer for programs
 * @yes: whether to write without asking
 * @add_columns: whether connect adds columns that are missing
 * @auto_schedule: whether it adds "Auto Schedule" too, ticked everywhere
 * @key_file: whether it keeps the key in a file
 * @network: whether doctor lists the hosts that are contacted
 * @only: (nullable): the only tasks to change
 * @except: (nullable): tasks not to change
 * @what_if: (nullable): what is supposed, a line each
 * @args: (nullable): what stood after the verb, %NULL-terminated
 * @n_args: how many there are
 *
 * What was asked for.
 */
typedef struct
{
  SkSettings  *settings;
  SkJournal   *journal;
  SkClock      clock;
  char        *from;
  char        *workspace;
  char       **calendars;
  char        *output;
  int          days;
  gboolean     full;
  gboolean     json;
  gboolean     yes;
  gboolean     add_columns;
  gboolean     auto_schedule;
  gboolean     key_file;
  gboolean     network;
  char       **only;
  char       **except;
  char       **what_if;
  char       **args;
  guint        n_args;
} SkInvocation;

/**
 * SkCmd:
 * @name: the verb
 * @usage: (nullable): what stands after it
 * @summary: what it does; to be translated
 * @n_args: how many arguments it takes
 * @n_optional: how many more may follow
 * @run: does it
 *
 * A verb is a constant in its own file.
 */
typedef struct
{
  const char *name;
  const char *usage;
  const char *summary;
  guint       n_args;
  guint       n_optional;
  SkExit   (* run) (const SkInvocation *invocation);
} SkCmd;

extern const SkCmd sk_cmd_plan;
extern const SkCmd sk_cmd_apply;
extern const SkCmd sk_cmd_watch;
extern const SkCmd sk_cmd_undo;
extern const SkCmd sk_cmd_history;
extern const SkCmd sk_cmd_connect;
extern const SkCmd sk_cmd_doctor;
extern const SkCmd sk_cmd_explain;
extern const SkCmd sk_cmd_busy;
extern const SkCmd sk_cmd_export;
extern const SkCmd sk_cmd_verify;
extern const SkCmd sk_cmd_status;
extern const SkCmd sk_cmd_tell;

const SkCmd *sk_cmd_find       (const char   *name);
char        *sk_cmd_list       (void);
void         sk_cmd_print_json (const char   *text);
SkExit       sk_cmd_get_exit   (const GError *error);
SkExit       sk_cmd_fail       (const GError *error);
SkExit       sk_cmd_usage      (const char   *format,
                                ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
