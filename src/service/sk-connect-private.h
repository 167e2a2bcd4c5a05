/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-connect.h"
#include "sk-journal.h"

G_BEGIN_DECLS

struct _SkConnect
{
  GObject          parent_instance;

  SkConnectParts   parts;       /* the store of keys is owned */
  SkJournal       *journal;
  SkWorkspace     *setup;       /* (nullable): being set up: nobody else has heard of it */
  SkKeyPlace       place;       /* where its key will be kept */
};

typedef void (* SkConnectNext) (GTask *task);

/**
 * SkConnectJob:
 * @workspace: (owned): which one, with its key
 * @settings: (owned): what was configured when it began
 * @account: (owned) (nullable): what the key opens
 * @is_setup: whether the workspace is the one that is being set up
 * @next: what comes when the workspace is found
 * @owner: (owned) (nullable): whose the key is
 * @tables: (owned) (nullable): what it opens
 * @address: (owned) (nullable): which database is meant
 * @columns: (owned) (nullable): roles and columns in turn
 * @add: (owned) (nullable): roles to add columns for
 * @ticks: (owned) (nullable): what is to be ticked in a new column
 *
 * The task data of everything that is asked.
 */
typedef struct
{
  SkWorkspace      *workspace;
  SkSettings       *settings;
  SkAccountSource  *account;
  gboolean          is_setup;
  SkConnectNext     next;
  SkAccountOwner   *owner;
  GPtrArray        *tables;
  char             *address;
  char            **columns;
  char            **add;
  SkChangeSet      *ticks;
} SkConnectJob;

GTask    *sk_connect_task_new   (SkConnect            *self,
                                 gpointer              tag,
                                 GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
void      sk_connect_open       (GTask                *task,
                                 const char           *workspace,
                                 SkConnectNext         next);
gboolean  sk_connect_open_account
                                (GTask                *task);
void      sk_connect_fail       (GTask                *task,
                                 GError               *error);
void      sk_connect_offer      (GTask                *task);
void      sk_connect_use        (GTask                *task);
char     *sk_connect_dup_name   (const SkSettings     *settings,
                                 const char           *wanted);

G_END_DECLS
