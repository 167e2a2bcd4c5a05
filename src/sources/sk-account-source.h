/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-account.h"

G_BEGIN_DECLS

#define SK_TYPE_ACCOUNT_SOURCE (sk_account_source_get_type ())
G_DECLARE_INTERFACE (SkAccountSource, sk_account_source, SK, ACCOUNT_SOURCE, GObject)

/**
 * SkAccountSourceInterface:
 * @check_key_async: asks whom the key belongs to
 * @check_key_finish: (transfer full)
 * @list_async: lists what it opens
 * @list_finish: (transfer full)
 * @check_columns_async: compares columns with their roles
 * @check_columns_finish: (transfer full)
 * @list_ticks_async: lists what is to be ticked in a column of ticks that is not there yet
 * @list_ticks_finish: (transfer full)
 * @add_async: adds columns that are missing
 * @add_finish: (transfer full)
 *
 * What is asked and done before there is a source of tasks.
 */
struct _SkAccountSourceInterface
{
  GTypeInterface parent_iface;

  void            (*check_key_async)      (SkAccountSource      *self,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
  SkAccountOwner *(*check_key_finish)     (SkAccountSource      *self,
                                           GAsyncResult         *result,
                                           GError              **error);
  void            (*list_async)           (SkAccountSource      *self,
                                           const char           *address,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
  GPtrArray      *(*list_finish)          (SkAccountSource      *self,
                                           GAsyncResult         *result,
                                           GError              **error);
  void            (*check_columns_async)  (SkAccountSource      *self,
                                           const char           *address,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
  GPtrArray      *(*check_columns_finish) (SkAccountSource      *self,
                                           GAsyncResult         *result,
                                           GError              **error);
  void            (*list_ticks_async)     (SkAccountSource      *self,
                                           const char           *address,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
  GArray         *(*list_ticks_finish)    (SkAccountSource      *self,
                                           GAsyncResult         *result,
                                           GError              **error);
  void            (*add_async)            (SkAccountSource      *self,
                                           const char           *address,
                                           const char *const    *roles,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
  GArray         *(*add_finish)           (SkAccountSource      *self,
                                           GAsyncResult         *result,
                                           GError              **error);
};

void            sk_account_source_check_key_async      (SkAccountSource      *self,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
SkAccountOwner *sk_account_source_check_key_finish     (SkAccountSource      *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);
void            sk_account_source_list_async           (SkAccountSource      *self,
                                                        const char           *address,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
GPtrArray      *sk_account_source_list_finish          (SkAccountSource      *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);
void            sk_account_source_check_columns_async  (SkAccountSource      *self,
                                                        const char           *address,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
GPtrArray      *sk_account_source_check_columns_finish (SkAccountSource      *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);
void            sk_account_source_list_ticks_async     (SkAccountSource      *self,
                                                        const char           *address,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
GArray         *sk_account_source_list_ticks_finish    (SkAccountSource      *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);
void            sk_account_source_add_async            (SkAccountSource      *self,
                                                        const char           *address,
                                                        const char *const    *roles,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
GArray         *sk_account_source_add_finish           (SkAccountSource      *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);

G_END_DECLS
