/* sk-databases-codec.c — what a key opens, slotkeeper-databases/1
 *
 *   {"format": "slotkeeper-databases/1",
 *    "owner": {"name", "workspace", "personal"},
 *    "keyring": "open | locked | none",
 *    "databases": [{"id", "title", "database", "database_title", "url",
 *                   "linked", "one_of_several"}]}
 *
 * Written by the service, and read by the window that sets up a workspace.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-databases-codec.h"

#include "sk-json-reader.h"

static const char *const keyring_codes[] = {
  [SK_KEYRING_OPEN] = "open", [SK_KEYRING_LOCKED] = "locked", [SK_KEYRING_NONE] = "none",
};

/* --- writing --- */

static void
add_owner (JsonBuilder          *builder,
           const SkAccountOwner *owner)
{
  json_builder_set_member_name (builder, "owner");
  json_builder_begin_object (builder);
  sk_json_add_text (builder, "name", owner->name);
  sk_json_add_text (builder, "workspace", owner->workspace);
  sk_json_add_flag (builder, "personal", owner->is_personal);
  json_builder_end_object (builder);
}

static void
add_table (JsonBuilder          *builder,
           const SkAccountTable *table)
{
  json_builder_begin_object (builder);
  sk_json_add_text (builder, "id", table->id);
  sk_json_add_text (builder, "title", table->title);
  sk_json_add_text (builder, "database", table->database);
  sk_json_add_text (builder, "database_title", table->database_title);
  sk_json_add_text (builder, "url", table->url);
  sk_json_add_flag (builder, "linked", table->is_linked);
  sk_json_add_flag (builder, "one_of_several", table->is_one_of_several);
  json_builder_end_object (builder);
}

/**
 * sk_databases_codec_write:
 * @offer: what a key opens
 *
 * Returns: (transfer full): JSON, ended by a newline
 */
char *
sk_databases_codec_write (const SkAccountOffer *offer)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sk_json_add_text (builder, "format", SK_DATABASES_FORMAT);
  add_owner (builder, offer->owner);
  sk_json_add_text (builder, "keyring", keyring_codes[offer->keyring]);
  json_builder_set_member_name (builder, "databases");
  json_builder_begin_array (builder);
  for (guint i = 0; i < offer->tables->len; i++)
    add_table (builder, g_ptr_array_index (offer->tables, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = sk_json_print (root, FALSE);

  return g_strconcat (text, "\n", NULL);
}

/* --- reading --- */

/* Strings are the tree's. */
typedef struct
{
  SkAccountOwner  owner;
  guint           keyring;
  GPtrArray      *tables;       /* (element-type SkAccountTable) */
} Read;

static gboolean
read_format (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  return sk_json_read_format (node, place, SK_DATABASES_FORMAT, error);
}

static const SkJsonField owner_fields[] = {
  { "name", sk_json_read_string, G_STRUCT_OFFSET (SkAccountOwner, name), TRUE },
  { "workspace", sk_json_read_string, G_STRUCT_OFFSET (SkAccountOwner, workspace), FALSE },
  { "personal", sk_json_read_boolean, G_STRUCT_OFFSET (SkAccountOwner, is_personal), TRUE },
};

static gboolean
read_owner (JsonNode    *node,
            const char  *place,
            gpointer     into,
            GError     **error)
{
  return sk_json_read_object (node, place, owner_fields, G_N_ELEMENTS (owner_fields), into, error);
}

static gboolean
read_keyring (JsonNode    *node,
              const char  *place,
              gpointer     into,
              GError     **error)
{
  return sk_json_read_code (node, place, keyring_codes, G_N_ELEMENTS (keyring_codes), into, error);
}

static const SkJsonField table_fields[] = {
  { "id", sk_json_read_string, G_STRUCT_OFFSET (SkAccountTable, id), FALSE },
  { "title", sk_json_read_string, G_STRUCT_OFFSET (SkAccountTable, title), TRUE },
  { "database", sk_json_read_string, G_STRUCT_OFFSET (SkAccountTable, database), FALSE },
  { "database_title", sk_json_read_string, G_STRUCT_OFFSET (SkAccountTable, database_title),
    FALSE },
  { "url", sk_json_read_string, G_STRUCT_OFFSET (SkAccountTable, url), FALSE },
  { "linked", sk_json_read_boolean, G_STRUCT_OFFSET (SkAccountTable, is_linked), TRUE },
  { "one_of_several", sk_json_read_boolean, G_STRUCT_OFFSET (SkAccountTable, is_one_of_several),
    TRUE },
};

static gboolean
read_table (JsonNode    *node,
            const char  *place,
            gpointer     into,
            GError     **error)
{
  SkAccountTable read = { NULL };
  SkAccountTable *table;

  if (!sk_json_read_object (node, place, table_fields, G_N_ELEMENTS (table_fields), &read, error))
    return FALSE;

  table = g_memdup2 (&read, sizeof read);
  table->id = g_strdup (read.id);
  table->title = g_strdup (read.title);
  table->database = g_strdup (read.database);
  table->database_title = g_strdup (read.database_title);
  table->url = g_strdup (read.url);
  g_ptr_array_add (into, table);
  return TRUE;
}

static gboolean
read_tables (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  return sk_json_read_array (node, place, read_table, *(gpointer *) into, error);
}

static const SkJsonField fields[] = {
  { "format", read_format, 0, TRUE },
  { "owner", read_owner, G_STRUCT_OFFSET (Read, owner), TRUE },
  { "keyring", read_keyring, G_STRUCT_OFFSET (Read, keyring), TRUE },
  { "databases", read_tables, G_STRUCT_OFFSET (Read, tables), TRUE },
};

static SkAccountOwner *
dup_owner (const SkAccountOwner *read)
{
  SkAccountOwner *owner = g_new0 (SkAccountOwner, 1);

  owner->name = g_strdup (read->name);
  owner->workspace = g_strdup (read->workspace);
  owner->is_personal = read->is_personal;

  return owner;
}

/**
 * sk_databases_codec_read:
 * @text: what sk_databases_codec_write() wrote
 * @length: its length in bytes
 * @error: %SK_ERROR_MALFORMED, naming the place
 *
 * Returns: (transfer full) (nullable): what a key opens
 */
SkAccountOffer *
sk_databases_codec_read (const char  *text,
                         gsize        length,
                         GError     **error)
{
  g_autoptr(JsonNode) root = sk_json_parse (text, length, SK_JSON_OURS, error);
  g_autoptr(GPtrArray) tables =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sk_account_table_free);
  Read read = { .tables = tables };

  if (root == NULL ||
      !sk_json_read_object (root, "", fields, G_N_ELEMENTS (fields), &read, error))
    return NULL;

  return sk_account_offer_new (dup_owner (&read.owner), (SkKeyringState) read.keyring,
                               g_steal_pointer (&tables));
}
