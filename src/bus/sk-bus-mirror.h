/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-account.h"
#include "sk-board.h"
#include "sk-state.h"

G_BEGIN_DECLS

#define SK_TYPE_BUS_MIRROR (sk_bus_mirror_get_type ())
G_DECLARE_FINAL_TYPE (SkBusMirror, sk_bus_mirror, SK, BUS_MIRROR, GObject)

SkBusMirror  *sk_bus_mirror_new              (GDBusConnection      *bus,
                                              const char           *program);
SkBusMirror  *sk_bus_mirror_new_for_running  (GDBusConnection      *bus);
void          sk_bus_mirror_start            (SkBusMirror          *self);
SkState      *sk_bus_mirror_get_state        (SkBusMirror          *self);
SkBoard      *sk_bus_mirror_get_board        (SkBusMirror          *self);
gboolean      sk_bus_mirror_is_connected     (SkBusMirror          *self);
gboolean      sk_bus_mirror_is_starting      (SkBusMirror          *self);
GActionGroup *sk_bus_mirror_get_actions      (SkBusMirror          *self);
void          sk_bus_mirror_activate         (SkBusMirror          *self,
                                              const char           *action,
                                              GVariant             *parameter);
void          sk_bus_mirror_tell_async       (SkBusMirror          *self,
                                              const char           *action,
                                              GVariant             *parameter,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);

void          sk_bus_mirror_attach           (SkBusMirror          *self);
void          sk_bus_mirror_what_if_async    (SkBusMirror          *self,
                                              const char *const    *lines,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void          sk_bus_mirror_places_async     (SkBusMirror          *self,
                                              const char           *task,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GArray       *sk_bus_mirror_places_finish    (SkBusMirror          *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void          sk_bus_mirror_connect_async    (SkBusMirror          *self,
                                              int                   key,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void          sk_bus_mirror_databases_async  (SkBusMirror          *self,
                                              const char           *workspace,
                                              const char           *address,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void          sk_bus_mirror_keep_key_async   (SkBusMirror          *self,
                                              const char           *workspace,
                                              const char           *place,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void          sk_bus_mirror_check_async      (SkBusMirror          *self,
                                              const char           *workspace,
                                              const char           *database,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void          sk_bus_mirror_use_database_async
                                             (SkBusMirror          *self,
                                              const char           *workspace,
                                              const char           *database,
                                              GVariant             *columns,
                                              const char *const    *add,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void          sk_bus_mirror_forget_async     (SkBusMirror          *self,
                                              const char           *workspace,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void          sk_bus_mirror_try_sample_async (SkBusMirror          *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void          sk_bus_mirror_add_calendar_async
                                             (SkBusMirror          *self,
                                              const char           *name,
                                              const char           *kind,
                                              int                   place,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void          sk_bus_mirror_remove_calendar_async
                                             (SkBusMirror          *self,
                                              const char           *calendar,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void          sk_bus_mirror_list_desktop_calendars_async
                                             (SkBusMirror          *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
void          sk_bus_mirror_export_async     (SkBusMirror          *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean      sk_bus_mirror_starts_at_login  (SkBusMirror          *self);
void          sk_bus_mirror_start_at_login_async
                                             (SkBusMirror          *self,
                                              gboolean              on,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
SkAccountOffer *sk_bus_mirror_connect_finish (SkBusMirror          *self,
                                              GAsyncResult         *result,
                                              char                **workspace,
                                              GError              **error);
SkAccountOffer *sk_bus_mirror_databases_finish
                                             (SkBusMirror          *self,
                                              GAsyncResult         *result,
                                              GError              **error);
GPtrArray    *sk_bus_mirror_check_finish     (SkBusMirror          *self,
                                              GAsyncResult         *result,
                                              GError              **error);
GVariant     *sk_bus_mirror_call_finish      (SkBusMirror          *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
