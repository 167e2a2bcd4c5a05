/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SkAccountOwner:
 * @name: what the connection is called
 * @workspace: (nullable): where it belongs, if that is told
 * @is_personal: whether it acts for a person, and sees what that person sees
 * @time: Unix seconds: what the other side's clock showed as it answered; 0: not told
 *
 * What a key belongs to.
 */
typedef struct
{
  char     *name;
  char     *workspace;
  gboolean  is_personal;
  gint64    time;
} SkAccountOwner;

/**
 * SkAccountTable:
 * @id: (nullable): what to use as "data-source-id"; %NULL: it cannot be used
 * @title: what it is called; may be empty
 * @database: (nullable): the id of the database it is in
 * @database_title: (nullable): what that is called, if that was asked for
 * @url: (nullable): where it can be opened
 * @is_linked: whether it is only a view of a database that lives elsewhere
 * @is_one_of_several: whether its database has others beside it
 *
 * A place with tasks that a key opens.
 */
typedef struct
{
  char     *id;
  char     *title;
  char     *database;
  char     *database_title;
  char     *url;
  gboolean  is_linked;
  gboolean  is_one_of_several;
} SkAccountTable;

/**
 * SkAccountFit:
 * @SK_ACCOUNT_FIT_GOOD: it is there
 * @SK_ACCOUNT_FIT_MISSING: there is no such column
 * @SK_ACCOUNT_FIT_WRONG_TYPE: there is one, but of no use as it is
 *
 * How a column fits its role.
 */
typedef enum
{
  SK_ACCOUNT_FIT_GOOD,
  SK_ACCOUNT_FIT_MISSING,
  SK_ACCOUNT_FIT_WRONG_TYPE,
} SkAccountFit;

/**
 * SkAccountColumn:
 * @role: what it is to us; a key of the setting "columns"
 * @name: what it is called, or would be
 * @id: (nullable): what to use as a value of "columns"
 * @type: (nullable): what it is
 * @wanted: what it should be
 * @fit: how it fits
 * @is_required: whether nothing works without it
 * @is_known: whether it is usual to have it, so that it is worth a note if it is missing
 * @may_add: whether sk_account_source_add_async() would add it
 * @text: (nullable): what is wrong and what to do about it, for people
 *
 * One role, and the column that has it.
 */
typedef struct
{
  char         *role;
  char         *name;
  char         *id;
  char         *type;
  char         *wanted;
  SkAccountFit  fit;
  gboolean      is_required;
  gboolean      is_known;
  gboolean      may_add;
  char         *text;
} SkAccountColumn;

/* The roles of columns that may be added; the last only on request. */
#define SK_ROLE_SCHEDULED "scheduled"
#define SK_ROLE_LAST_SCHEDULED "last-scheduled"
#define SK_ROLE_AUTO_SCHEDULE "auto-schedule"

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

void            sk_account_owner_free                  (SkAccountOwner       *self);
void            sk_account_table_free                  (SkAccountTable       *self);
void            sk_account_column_free                 (SkAccountColumn      *self);

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

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkAccountOwner, sk_account_owner_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkAccountTable, sk_account_table_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkAccountColumn, sk_account_column_free)

G_END_DECLS
