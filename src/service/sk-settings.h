/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-rules.h"

G_BEGIN_DECLS

/**
 * SkWorkspace:
 * @name: what it is called
 * @key: the key that opens it; never shown
 * @database: which database, as the person wrote it
 *
 * A place tasks come from, as it was configured.
 */
typedef struct
{
  char *name;
  char *key;
  char *database;
} SkWorkspace;

/**
 * SkSettings:
 * @rules: when the person is willing to work
 * @interval_minutes: how often to look again
 * @log_level: the least important message that is shown
 * @notion_url: (nullable): where Notion is; %NULL: the real address
 * @workspaces: (element-type SkWorkspace): in order of their names
 * @may_colour: whether a terminal may be coloured
 *
 * Everything the person decided.
 */
typedef struct
{
  SkRules        *rules;
  int             interval_minutes;
  GLogLevelFlags  log_level;
  char           *notion_url;
  GPtrArray      *workspaces;
  gboolean        may_colour;
} SkSettings;

SkSettings *sk_settings_read       (gboolean     with_workspaces,
                                    const char  *only,
                                    GError     **error);
void        sk_settings_free       (SkSettings  *self);
GTimeZone  *sk_settings_local_zone (const char **name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkSettings, sk_settings_free)

G_END_DECLS
