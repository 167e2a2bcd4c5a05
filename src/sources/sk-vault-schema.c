/* sk-vault-schema.c — what our items in a keyring are known by
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-vault-schema.h"

#include <glib/gi18n-lib.h>

const SecretSchema sk_vault_schema = {
  .name = APP_ID ".Token",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = { { "workspace", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

/**
 * sk_vault_schema_make_attributes:
 * @workspace: the id of a workspace
 *
 * Returns: (transfer full): what an item of it is found by
 */
GHashTable *
sk_vault_schema_make_attributes (const char *workspace)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (char *) "workspace", g_strdup (workspace));

  return attributes;
}

/**
 * sk_vault_schema_dup_label:
 * @name: what a workspace is called
 *
 * Returns: (transfer full): what an item of it is called
 */
char *
sk_vault_schema_dup_label (const char *name)
{
  /* Translators: what a keyring's own window calls the key; %s is a workspace */
  return g_strdup_printf (_("Slotkeeper’s key for %s"), name);
}
