/* sk-account.c — what a key opens, as values
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-account.h"

#include <string.h>

void
sk_account_owner_free (SkAccountOwner *self)
{
  g_free (self->name);
  g_free (self->workspace);
  g_free (self);
}

void
sk_account_table_free (SkAccountTable *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->database);
  g_free (self->database_title);
  g_free (self->url);
  g_free (self);
}

/**
 * sk_account_table_may_be_used:
 * @self: a place with tasks
 *
 * Returns: whether tasks can be read there, and not only seen from there
 */
gboolean
sk_account_table_may_be_used (const SkAccountTable *self)
{
  return self->id != NULL && !self->is_linked;
}

/**
 * sk_account_offer_new:
 * @owner: (transfer full): whose the key is
 * @keyring: how it is with the keyring
 * @tables: (transfer full) (element-type SkAccountTable): what the key opens
 *
 * Returns: (transfer full): what can be chosen from
 */
SkAccountOffer *
sk_account_offer_new (SkAccountOwner *owner,
                      SkKeyringState  keyring,
                      GPtrArray      *tables)
{
  SkAccountOffer *self = g_new0 (SkAccountOffer, 1);

  *self = (SkAccountOffer) { owner, keyring, tables };

  return self;
}

void
sk_account_offer_free (SkAccountOffer *self)
{
  sk_account_owner_free (self->owner);
  g_ptr_array_unref (self->tables);
  g_free (self);
}

void
sk_account_choice_free (SkAccountChoice *self)
{
  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

void
sk_account_column_free (SkAccountColumn *self)
{
  g_free (self->role);
  g_free (self->name);
  g_free (self->id);
  g_free (self->type);
  g_free (self->wanted);
  g_free (self->text);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_strfreev (self->options);
  g_free (self);
}

/**
 * sk_account_column_stands_in_the_way:
 * @self: a role, and the column that has it
 *
 * Returns: whether nothing can be planned as it is: one that is needed is not
 *   there, or one that is there cannot be read
 */
gboolean
sk_account_column_stands_in_the_way (const SkAccountColumn *self)
{
  if (self->fit == SK_ACCOUNT_FIT_WRONG_TYPE)
    return strcmp (self->role, SK_ROLE_ASSIGNEE) != 0;

  return self->fit == SK_ACCOUNT_FIT_MISSING && self->is_required;
}
