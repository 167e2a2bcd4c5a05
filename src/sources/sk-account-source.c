/* sk-account-source.c — the door through which a workspace is set up
 *
 * Whose the key is, what it opens, which columns are there and which are
 * missing.  It is asked once; tasks come through sk-task-source.c.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-account-source.h"

G_DEFINE_INTERFACE (SkAccountSource, sk_account_source, G_TYPE_OBJECT)

static void
sk_account_source_default_init (SkAccountSourceInterface *iface)
{
}

/**
 * sk_account_source_check_key_async:
 * @self: an account
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks whom the key belongs to.
 */
void
sk_account_source_check_key_async (SkAccountSource     *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (SK_IS_ACCOUNT_SOURCE (self));

  SK_ACCOUNT_SOURCE_GET_IFACE (self)->check_key_async (self, cancellable, callback, user_data);
}

/**
 * sk_account_source_check_key_finish:
 * @self: an account
 * @result: what the callback was given
 * @error: %SK_ERROR_DENIED if the key is refused, or why it is not known
 *
 * Returns: (transfer full) (nullable): whose it is
 */
SkAccountOwner *
sk_account_source_check_key_finish (SkAccountSource  *self,
                                    GAsyncResult     *result,
                                    GError          **error)
{
  g_return_val_if_fail (SK_IS_ACCOUNT_SOURCE (self), NULL);

  return SK_ACCOUNT_SOURCE_GET_IFACE (self)->check_key_finish (self, result, error);
}

/**
 * sk_account_source_list_async:
 * @self: an account
 * @address: (nullable): what a person copied; %NULL: everything the key opens
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Lists places with tasks.  Everything is what a search finds: something that
 * was shared just now may be missing there, and is found by its address.
 */
void
sk_account_source_list_async (SkAccountSource     *self,
                              const char          *address,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (SK_IS_ACCOUNT_SOURCE (self));

  SK_ACCOUNT_SOURCE_GET_IFACE (self)->list_async (self, address, cancellable, callback,
                                                  user_data);
}

/**
 * sk_account_source_list_finish:
 * @self: an account
 * @result: what the callback was given
 * @error: %SK_ERROR_MISSING if there is nothing at the address, or why it
 *   cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type SkAccountTable): the places
 */
GPtrArray *
sk_account_source_list_finish (SkAccountSource  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (SK_IS_ACCOUNT_SOURCE (self), NULL);

  return SK_ACCOUNT_SOURCE_GET_IFACE (self)->list_finish (self, result, error);
}

/**
 * sk_account_source_check_columns_async:
 * @self: an account
 * @address: the id of a place with tasks, or what a person copied
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Compares its columns with what they have to be.
 */
void
sk_account_source_check_columns_async (SkAccountSource     *self,
                                       const char          *address,
                                       GCancellable        *cancellable,
                                       GAsyncReadyCallback  callback,
                                       gpointer             user_data)
{
  g_return_if_fail (SK_IS_ACCOUNT_SOURCE (self));
  g_return_if_fail (address != NULL);

  SK_ACCOUNT_SOURCE_GET_IFACE (self)->check_columns_async (self, address, cancellable, callback,
                                                           user_data);
}

/**
 * sk_account_source_check_columns_finish:
 * @self: an account
 * @result: what the callback was given
 * @error: why they cannot be read
 *
 * Returns: (transfer full) (nullable) (element-type SkAccountColumn): every role once
 */
GPtrArray *
sk_account_source_check_columns_finish (SkAccountSource  *self,
                                        GAsyncResult     *result,
                                        GError          **error)
{
  g_return_val_if_fail (SK_IS_ACCOUNT_SOURCE (self), NULL);

  return SK_ACCOUNT_SOURCE_GET_IFACE (self)->check_columns_finish (self, result, error);
}

/**
 * sk_account_source_list_ticks_async:
 * @self: an account
 * @address: the id of a place with tasks, or what a person copied
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Lists what will have to be ticked in a column of %SK_ROLE_AUTO_SCHEDULE that
 * is not there yet: to be journalled before it is added, so that whoever is
 * ended in between can go on.
 */
void
sk_account_source_list_ticks_async (SkAccountSource     *self,
                                    const char          *address,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_return_if_fail (SK_IS_ACCOUNT_SOURCE (self));
  g_return_if_fail (address != NULL);

  SK_ACCOUNT_SOURCE_GET_IFACE (self)->list_ticks_async (self, address, cancellable, callback,
                                                        user_data);
}

/**
 * sk_account_source_list_ticks_finish:
 * @self: an account
 * @result: what the callback was given
 * @error: why they cannot be listed
 *
 * Returns: (transfer full) (nullable) (element-type SkWrite): one for each open row
 */
GArray *
sk_account_source_list_ticks_finish (SkAccountSource  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  g_return_val_if_fail (SK_IS_ACCOUNT_SOURCE (self), NULL);

  return SK_ACCOUNT_SOURCE_GET_IFACE (self)->list_ticks_finish (self, result, error);
}

/**
 * sk_account_source_add_async:
 * @self: an account
 * @address: the id of a place with tasks, or what a person copied
 * @roles: which columns to add, such as %SK_ROLE_SCHEDULED; one that is there
 *   is left as it is
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Adds columns, and touches none that is there.
 */
void
sk_account_source_add_async (SkAccountSource     *self,
                             const char          *address,
                             const char *const   *roles,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (SK_IS_ACCOUNT_SOURCE (self));
  g_return_if_fail (address != NULL && roles != NULL);

  SK_ACCOUNT_SOURCE_GET_IFACE (self)->add_async (self, address, roles, cancellable, callback,
                                                 user_data);
}

/**
 * sk_account_source_add_finish:
 * @self: an account
 * @result: what the callback was given
 * @error: why they are not there
 *
 * A new column of %SK_ROLE_AUTO_SCHEDULE is ticked nowhere, so nothing would
 * be planned.  Pass the writes of each task to sk_task_source_put_async(), and
 * those of sk_account_source_list_ticks_async() rather than these where it has
 * both: they are journalled already.
 *
 * Returns: (transfer full) (nullable) (element-type SkWrite): the ticks that
 *   are still to be made, one for each open row; none without such a column
 */
GArray *
sk_account_source_add_finish (SkAccountSource  *self,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_return_val_if_fail (SK_IS_ACCOUNT_SOURCE (self), NULL);

  return SK_ACCOUNT_SOURCE_GET_IFACE (self)->add_finish (self, result, error);
}
