/* sk-look.c — what a key opens, waited for
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-look.h"

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Returns: (transfer full) (nullable): whom the key belongs to */
SkAccountOwner *
sk_look_for_owner (SkAccountSource  *account,
                   GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_account_source_check_key_async (account, NULL, keep_result, &result);
  wait_for (&result);

  return sk_account_source_check_key_finish (account, result, error);
}

/* Returns: (transfer full) (nullable) (element-type SkAccountTable): what it opens */
GPtrArray *
sk_look_for_tables (SkAccountSource  *account,
                    const char       *address,  /* (nullable) */
                    GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_account_source_list_async (account, address, NULL, keep_result, &result);
  wait_for (&result);

  return sk_account_source_list_finish (account, result, error);
}

/* Returns: (transfer full) (nullable) (element-type SkAccountColumn): the roles */
GPtrArray *
sk_look_at_columns (SkAccountSource  *account,
                    const char       *address,
                    GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_account_source_check_columns_async (account, address, NULL, keep_result, &result);
  wait_for (&result);

  return sk_account_source_check_columns_finish (account, result, error);
}

/* Returns: (transfer full) (nullable) (element-type SkWrite): ticks to be made
 *   once there is a column for them */
GArray *
sk_look_for_ticks (SkAccountSource  *account,
                   const char       *address,
                   GError          **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_account_source_list_ticks_async (account, address, NULL, keep_result, &result);
  wait_for (&result);

  return sk_account_source_list_ticks_finish (account, result, error);
}

/* Returns: (transfer full) (nullable) (element-type SkWrite): ticks still to be made */
GArray *
sk_look_add_columns (SkAccountSource    *account,
                     const char         *address,
                     const char *const  *roles,
                     GError            **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_account_source_add_async (account, address, roles, NULL, keep_result, &result);
  wait_for (&result);

  return sk_account_source_add_finish (account, result, error);
}

/**
 * sk_look_tell_columns:
 * @columns: (element-type SkAccountColumn): the roles
 *
 * Tells of each column that is not as it should be what to do about it.
 *
 * Returns: whether it works as it is
 */
gboolean
sk_look_tell_columns (GPtrArray *columns)
{
  gboolean works = TRUE;

  for (guint i = 0; i < columns->len; i++)
    {
      const SkAccountColumn *column = g_ptr_array_index (columns, i);

      if (column->fit == SK_ACCOUNT_FIT_GOOD)
        continue;
      if (column->is_required)
        works = FALSE;
      if ((column->is_required || column->is_known || column->fit == SK_ACCOUNT_FIT_WRONG_TYPE) &&
          column->text != NULL)
        g_print ("  %s\n", column->text);
    }

  return works;
}
