/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-account-source.h"
#include "sk-clock.h"
#include "sk-key-store.h"
#include "sk-settings.h"

G_BEGIN_DECLS

/**
 * SkConnectParts:
 * @read_settings: (transfer full) what the person decided, as of now
 * @open_account: (transfer full) what a workspace's key opens
 * @open_sources: (transfer full) (element-type SkTaskSource) where tasks come from
 * @changed: called when a workspace has another key, which no setting says
 * @data: for these; it outlives the object
 * @keys: where keys are kept
 * @clock: what time it is
 *
 * What setting up is made of.
 */
typedef struct
{
  SkSettings      *(* read_settings) (gpointer            data,
                                      GError            **error);
  SkAccountSource *(* open_account)  (const SkWorkspace  *workspace,
                                      const SkSettings   *settings,
                                      gpointer            data,
                                      GError            **error);
  GListModel      *(* open_sources)  (const SkSettings   *settings,
                                      gpointer            data,
                                      GError            **error);
  void             (* changed)       (gpointer            data);
  gpointer         data;
  SkKeyStore      *keys;
  SkClock          clock;
} SkConnectParts;

/**
 * SkConnectChoice:
 * @database: one that the key opens: its id, or what a person copied
 * @columns: (nullable): roles and ids of columns in turn, where the person chose
 * @add: (nullable): roles whose columns are to be added
 *
 * What a person decided about a workspace.
 */
typedef struct
{
  const char         *database;
  const char *const  *columns;
  const char *const  *add;
} SkConnectChoice;

#define SK_TYPE_CONNECT (sk_connect_get_type ())
G_DECLARE_FINAL_TYPE (SkConnect, sk_connect, SK, CONNECT, GObject)

SkConnect *sk_connect_new           (const SkConnectParts   *parts,
                                     const char             *folder);
void       sk_connect_begin_async   (SkConnect              *self,
                                     int                     fd,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data);
char      *sk_connect_begin_finish  (SkConnect              *self,
                                     GAsyncResult           *result,
                                     char                  **workspace,
                                     GError                **error);
void       sk_connect_list_async    (SkConnect              *self,
                                     const char             *workspace,
                                     const char             *address,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data);
void       sk_connect_check_async   (SkConnect              *self,
                                     const char             *workspace,
                                     const char             *database,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data);
char      *sk_connect_text_finish   (SkConnect              *self,
                                     GAsyncResult           *result,
                                     GError                **error);
void       sk_connect_use_async     (SkConnect              *self,
                                     const char             *workspace,
                                     const SkConnectChoice  *choice,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data);
void       sk_connect_keep_async    (SkConnect              *self,
                                     const char             *workspace,
                                     SkKeyPlace              place,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data);
void       sk_connect_forget_async  (SkConnect              *self,
                                     const char             *workspace,
                                     GCancellable           *cancellable,
                                     GAsyncReadyCallback     callback,
                                     gpointer                user_data);
gboolean   sk_connect_try_sample    (SkConnect              *self,
                                     GError                **error);
gboolean   sk_connect_done_finish   (SkConnect              *self,
                                     GAsyncResult           *result,
                                     GError                **error);

G_END_DECLS
