/* sk-columns-codec.c — the columns of a database and their roles, slotkeeper-columns/1
 *
 *   {"format": "slotkeeper-columns/1",
 *    "columns": [{"role", "name", "id", "type", "wanted",
 *                 "fit": "good | missing | wrong-type",
 *                 "required", "known", "may_add", "text",
 *                 "choices": [{"id", "name"}], "options": ["…"]}]}
 *
 * Written by the service, and read by the window that sets up a workspace.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-columns-codec.h"

#include "sk-json-reader.h"

static const char *const fit_codes[] = {
  [SK_ACCOUNT_FIT_GOOD] = "good",
  [SK_ACCOUNT_FIT_MISSING] = "missing",
  [SK_ACCOUNT_FIT_WRONG_TYPE] = "wrong-type",
};

/* --- writing --- */

static void
add_choices (JsonBuilder *builder,
             GPtrArray   *choices)      /* (nullable) */
{
  json_builder_set_member_name (builder, "choices");
  json_builder_begin_array (builder);
  for (guint i = 0; choices != NULL && i < choices->len; i++)
    {
      const SkAccountChoice *choice = g_ptr_array_index (choices, i);

      json_builder_begin_object (builder);
      sk_json_add_text (builder, "id", choice->id);
      sk_json_add_text (builder, "name", choice->name);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_options (JsonBuilder       *builder,
             const char *const *options)        /* (nullable) */
{
  json_builder_set_member_name (builder, "options");
  json_builder_begin_array (builder);
  for (guint i = 0; options != NULL && options[i] != NULL; i++)
    json_builder_add_string_value (builder, options[i]);
  json_builder_end_array (builder);
}

static void
add_column (JsonBuilder           *builder,
            const SkAccountColumn *column)
{
  json_builder_begin_object (builder);
  sk_json_add_text (builder, "role", column->role);
  sk_json_add_text (builder, "name", column->name);
  sk_json_add_text (builder, "id", column->id);
  sk_json_add_text (builder, "type", column->type);
  sk_json_add_text (builder, "wanted", column->wanted);
  sk_json_add_text (builder, "fit", fit_codes[column->fit]);
  sk_json_add_flag (builder, "required", column->is_required);
  sk_json_add_flag (builder, "known", column->is_known);
  sk_json_add_flag (builder, "may_add", column->may_add);
  sk_json_add_text (builder, "text", column->text);
  add_choices (builder, column->choices);
  add_options (builder, (const char *const *) column->options);
  json_builder_end_object (builder);
}

/**
 * sk_columns_codec_write:
 * @columns: (element-type SkAccountColumn): every role once
 *
 * Returns: (transfer full): JSON, ended by a newline
 */
char *
sk_columns_codec_write (GPtrArray *columns)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  sk_json_add_text (builder, "format", SK_COLUMNS_FORMAT);
  json_builder_set_member_name (builder, "columns");
  json_builder_begin_array (builder);
  for (guint i = 0; i < columns->len; i++)
    add_column (builder, g_ptr_array_index (columns, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);

  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = sk_json_print (root, FALSE);

  return g_strconcat (text, "\n", NULL);
}

/* --- reading --- */

static gboolean
read_format (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  return sk_json_read_format (node, place, SK_COLUMNS_FORMAT, error);
}

/* Whose strings are its own: @into is a (char *). */
static gboolean
read_text (JsonNode    *node,
           const char  *place,
           gpointer     into,
           GError     **error)
{
  const char *text;

  if (!sk_json_read_string (node, place, &text, error))
    return FALSE;

  *(char **) into = g_strdup (text);
  return TRUE;
}

static gboolean
read_fit (JsonNode    *node,
          const char  *place,
          gpointer     into,
          GError     **error)
{
  guint fit;

  if (!sk_json_read_code (node, place, fit_codes, G_N_ELEMENTS (fit_codes), &fit, error))
    return FALSE;

  *(SkAccountFit *) into = fit;
  return TRUE;
}

static const SkJsonField choice_fields[] = {
  { "id", read_text, G_STRUCT_OFFSET (SkAccountChoice, id), TRUE },
  { "name", read_text, G_STRUCT_OFFSET (SkAccountChoice, name), TRUE },
};

static gboolean
read_choice (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  SkAccountChoice *choice = g_new0 (SkAccountChoice, 1);

  g_ptr_array_add (into, choice);
  return sk_json_read_object (node, place, choice_fields, G_N_ELEMENTS (choice_fields), choice,
                              error);
}

static gboolean
read_choices (JsonNode    *node,
              const char  *place,
              gpointer     into,
              GError     **error)
{
  GPtrArray **choices = into;

  *choices = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_account_choice_free);
  return sk_json_read_array (node, place, read_choice, *choices, error);
}

static gboolean
read_option (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  const char *text;

  if (!sk_json_read_string (node, place, &text, error))
    return FALSE;

  g_strv_builder_add (into, text);
  return TRUE;
}

static gboolean
read_options (JsonNode    *node,
              const char  *place,
              gpointer     into,
              GError     **error)
{
  g_autoptr(GStrvBuilder) options = g_strv_builder_new ();

  if (!sk_json_read_array (node, place, read_option, options, error))
    return FALSE;

  *(char ***) into = g_strv_builder_end (options);
  return TRUE;
}

static const SkJsonField column_fields[] = {
  { "role", read_text, G_STRUCT_OFFSET (SkAccountColumn, role), TRUE },
  { "name", read_text, G_STRUCT_OFFSET (SkAccountColumn, name), TRUE },
  { "id", read_text, G_STRUCT_OFFSET (SkAccountColumn, id), FALSE },
  { "type", read_text, G_STRUCT_OFFSET (SkAccountColumn, type), FALSE },
  { "wanted", read_text, G_STRUCT_OFFSET (SkAccountColumn, wanted), TRUE },
  { "fit", read_fit, G_STRUCT_OFFSET (SkAccountColumn, fit), TRUE },
  { "required", sk_json_read_boolean, G_STRUCT_OFFSET (SkAccountColumn, is_required), TRUE },
  { "known", sk_json_read_boolean, G_STRUCT_OFFSET (SkAccountColumn, is_known), TRUE },
  { "may_add", sk_json_read_boolean, G_STRUCT_OFFSET (SkAccountColumn, may_add), TRUE },
  { "text", read_text, G_STRUCT_OFFSET (SkAccountColumn, text), FALSE },
  { "choices", read_choices, G_STRUCT_OFFSET (SkAccountColumn, choices), TRUE },
  { "options", read_options, G_STRUCT_OFFSET (SkAccountColumn, options), TRUE },
};

static gboolean
read_column (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  SkAccountColumn *column = g_new0 (SkAccountColumn, 1);

  g_ptr_array_add (into, column);
  return sk_json_read_object (node, place, column_fields, G_N_ELEMENTS (column_fields), column,
                              error);
}

static gboolean
read_columns (JsonNode    *node,
              const char  *place,
              gpointer     into,
              GError     **error)
{
  return sk_json_read_array (node, place, read_column, *(gpointer *) into, error);
}

typedef struct
{
  GPtrArray *columns;
} Read;

static const SkJsonField fields[] = {
  { "format", read_format, 0, TRUE },
  { "columns", read_columns, G_STRUCT_OFFSET (Read, columns), TRUE },
};

/**
 * sk_columns_codec_read:
 * @text: what sk_columns_codec_write() wrote
 * @length: its length in bytes
 * @error: %SK_ERROR_MALFORMED, naming the place
 *
 * Returns: (transfer full) (nullable) (element-type SkAccountColumn): every role once
 */
GPtrArray *
sk_columns_codec_read (const char  *text,
                       gsize        length,
                       GError     **error)
{
  g_autoptr(JsonNode) root = sk_json_parse (text, length, SK_JSON_OURS, error);
  g_autoptr(GPtrArray) columns =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sk_account_column_free);
  Read read = { columns };

  if (root == NULL ||
      !sk_json_read_object (root, "", fields, G_N_ELEMENTS (fields), &read, error))
    return NULL;

  return g_steal_pointer (&columns);
}
