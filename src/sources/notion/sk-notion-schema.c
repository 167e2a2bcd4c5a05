/* sk-notion-schema.c — which Notion property means what
 *
 * The only list of the columns we know and of the types they may have.  They
 * are found by name once, and addressed by their id from then on.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-schema.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-notion-decode.h"

/* What a column is good for, if it is there at all. */
typedef enum
{
  USE_OPTIONAL,                 /* few have it */
  USE_USUAL,                    /* worth a note if it is missing */
  USE_REQUIRED,
} Use;

/* The one list of what we read and write, in the order of SkNotionRole. */
static const struct
{
  const char *name;
  const char *types[2];
  Use         use;
} roles[SK_NOTION_N_ROLES] = {
  [SK_NOTION_TITLE]          = { "Task name",        { "title" },             USE_REQUIRED },
  [SK_NOTION_RANK]           = { "Rank",             { "formula", "number" }, USE_USUAL },
  [SK_NOTION_STATUS]         = { "Status",           { "status", "select" },  USE_USUAL },
  [SK_NOTION_DURATION]       = { "Est Duration Hrs", { "number", "formula" }, USE_USUAL },
  [SK_NOTION_DUE]            = { "Due date",         { "date" },              USE_USUAL },
  [SK_NOTION_SCHEDULED]      = { "Scheduled Date",   { "date" },              USE_REQUIRED },
  [SK_NOTION_LAST_SCHEDULED] = { "Last Scheduled",   { "date" },              USE_OPTIONAL },
  [SK_NOTION_AUTO_SCHEDULE]  = { "Auto Schedule",    { "checkbox" },          USE_OPTIONAL },
  [SK_NOTION_EARLIEST_START] = { "Earliest Start",   { "date" },              USE_OPTIONAL },
  [SK_NOTION_BLOCKED_BY]     = { "Blocked by",       { "relation" },          USE_OPTIONAL },
  [SK_NOTION_PINNED]         = { "Pinned",           { "checkbox" },          USE_OPTIONAL },
};

#define COMPLETE_GROUP "Complete"

typedef struct
{
  char *name;
  char *id;
  char *type;
} Column;

struct _SkNotionSchema
{
  char       *id;
  Column      columns[SK_NOTION_N_ROLES];
  GPtrArray  *options;          /* (element-type utf8): the statuses, as they are called */
  GHashTable *standings;        /* casefolded status → SkStanding */
};

static char *
fold (const char *text)
{
  g_autofree char *copy = g_strstrip (g_strdup (text));

  return g_utf8_casefold (copy, -1);
}

static gboolean
is_type (SkNotionRole  role,
         const char   *type)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles[role].types); i++)
    if (g_strcmp0 (roles[role].types[i], type) == 0)
      return TRUE;

  return FALSE;
}

static const char *
get_text (JsonNode   *node,
          const char *member)
{
  JsonNode *value = sk_notion_decode_member (node, member, JSON_NODE_VALUE);

  return value != NULL ? json_node_get_string (value) : NULL;
}

/* The title is known by its type: every database has one.  Other columns
 * are known by their name, exactly, or else without regard to case. */
static const char *
choose (JsonObject   *properties,
        SkNotionRole  role)
{
  g_autoptr(GList) names = json_object_get_members (properties);
  g_autofree char *wanted = fold (roles[role].name);
  const char *chosen = NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *property = json_object_get_member (properties, l->data);
      g_autofree char *folded = fold (l->data);

      if (role == SK_NOTION_TITLE ? g_strcmp0 (get_text (property, "type"), "title") == 0
                                  : g_str_equal (l->data, roles[role].name))
        return l->data;
      if (role != SK_NOTION_TITLE && g_str_equal (folded, wanted) &&
          (chosen == NULL || strcmp (l->data, chosen) < 0))
        chosen = l->data;
    }

  return chosen;
}

static gboolean
fail_missing (SkNotionRole   role,
              GError       **error)
{
  /* Translators: %1$s is the name of a column, %2$s a type of columns in Notion. */
  g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
               _("The database has no column “%1$s”. Add one of the type “%2$s” in Notion."),
               roles[role].name, roles[role].types[0]);
  return FALSE;
}

static gboolean
fail_type (SkNotionRole   role,
           const char    *name,
           const char    *type,
           GError       **error)
{
  /* Translators: %1$s is the name of a column, the others types of columns in Notion. */
  g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
               _("The column “%1$s” has the type “%2$s” and must have the type “%3$s”. "
                 "Change it in Notion, or rename it and add another one."),
               name, type, roles[role].types[0]);
  return FALSE;
}

static gboolean
find_column (SkNotionSchema  *self,
             JsonObject      *properties,
             SkNotionRole     role,
             GError         **error)
{
  const char *name = choose (properties, role);
  JsonNode *property = name != NULL ? json_object_get_member (properties, name) : NULL;
  const char *id = get_text (property, "id");
  const char *type = get_text (property, "type");

  if (id == NULL || type == NULL)
    return roles[role].use != USE_REQUIRED || fail_missing (role, error);
  if (!is_type (role, type))
    return fail_type (role, name, type, error);

  self->columns[role] = (Column) { g_strdup (name), g_strdup (id), g_strdup (type) };
  return TRUE;
}

static void
set_standing (SkNotionSchema *self,
              const char     *status,
              SkStanding      standing)
{
  g_hash_table_replace (self->standings, fold (status), GINT_TO_POINTER (standing));
}

/* The last group called Complete; people may have renamed others to that. */
static JsonArray *
find_complete_group (JsonNode *config)
{
  JsonNode *groups = sk_notion_decode_member (config, "groups", JSON_NODE_ARRAY);
  g_autofree char *wanted = fold (COMPLETE_GROUP);

  for (guint i = groups != NULL ? json_array_get_length (json_node_get_array (groups)) : 0;
       i > 0; i--)
    {
      JsonNode *group = json_array_get_element (json_node_get_array (groups), i - 1);
      const char *name = get_text (group, "name");
      g_autofree char *folded = fold (name != NULL ? name : "");
      JsonNode *ids = sk_notion_decode_member (group, "option_ids", JSON_NODE_ARRAY);

      if (g_str_equal (folded, wanted) && ids != NULL)
        return json_node_get_array (ids);
    }

  return NULL;
}

static gboolean
holds (JsonArray  *ids,
       const char *id)
{
  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      JsonNode *node = json_array_get_element (ids, i);

      if (JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), id) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
read_options (SkNotionSchema *self,
              JsonNode       *property)
{
  JsonNode *config = sk_notion_decode_member (property, get_text (property, "type"),
                                              JSON_NODE_OBJECT);
  JsonNode *options = sk_notion_decode_member (config, "options", JSON_NODE_ARRAY);
  JsonArray *complete = find_complete_group (config);

  for (guint i = 0; options != NULL && i < json_array_get_length (json_node_get_array (options));
       i++)
    {
      JsonNode *option = json_array_get_element (json_node_get_array (options), i);
      const char *name = get_text (option, "name");
      const char *id = get_text (option, "id");

      if (name == NULL)
        continue;
      g_ptr_array_add (self->options, g_strdup (name));
      if (id != NULL && holds (complete, id))
        set_standing (self, name, SK_STANDING_DONE);
    }
}

static SkNotionSchema *
schema_alloc (JsonNode          *object,
              const char *const *left_out)
{
  SkNotionSchema *self = g_atomic_rc_box_new0 (SkNotionSchema);

  self->id = g_strdup (get_text (object, "id"));
  self->options = g_ptr_array_new_with_free_func (g_free);
  self->standings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; left_out != NULL && left_out[i] != NULL; i++)
    set_standing (self, left_out[i], SK_STANDING_STATUS);

  return self;
}

/**
 * sk_notion_schema_new:
 * @data_source: a data source, as Notion describes it
 * @left_out: (nullable): statuses the person wants left out besides
 * @error: %SK_ERROR_MISSING, naming the column and what to do about it
 *
 * Returns: (transfer full) (nullable): which of its columns means what
 */
SkNotionSchema *
sk_notion_schema_new (JsonNode           *data_source,
                      const char *const  *left_out,
                      GError            **error)
{
  JsonNode *properties = sk_notion_decode_member (data_source, "properties", JSON_NODE_OBJECT);
  g_autoptr(SkNotionSchema) self = schema_alloc (data_source, left_out);

  if (properties == NULL || self->id == NULL)
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_MALFORMED,
                           _("Notion’s answer does not say which columns the database has."));
      return NULL;
    }

  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    if (!find_column (self, json_node_get_object (properties), role, error))
      return NULL;

  if (self->columns[SK_NOTION_STATUS].name != NULL)
    read_options (self, json_object_get_member (json_node_get_object (properties),
                                                self->columns[SK_NOTION_STATUS].name));

  return g_steal_pointer (&self);
}

/**
 * sk_notion_schema_new_for_page:
 * @page: a page of a database we know nothing about
 * @left_out: (nullable): statuses the person wants left out besides
 *
 * Returns: (transfer full): which of its properties we understand; a
 *   property of another type is none of ours
 */
SkNotionSchema *
sk_notion_schema_new_for_page (JsonNode          *page,
                               const char *const *left_out)
{
  JsonNode *properties = sk_notion_decode_member (page, "properties", JSON_NODE_OBJECT);
  SkNotionSchema *self = schema_alloc (page, left_out);

  for (SkNotionRole role = 0; properties != NULL && role < SK_NOTION_N_ROLES; role++)
    find_column (self, json_node_get_object (properties), role, NULL);

  return self;
}

static void
schema_clear (SkNotionSchema *self)
{
  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    {
      g_free (self->columns[role].name);
      g_free (self->columns[role].id);
      g_free (self->columns[role].type);
    }
  g_free (self->id);
  g_ptr_array_unref (self->options);
  g_hash_table_unref (self->standings);
}

SkNotionSchema *
sk_notion_schema_ref (SkNotionSchema *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
sk_notion_schema_unref (SkNotionSchema *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) schema_clear);
}

/**
 * sk_notion_schema_get_id:
 * @self: a schema
 *
 * Returns: the id of the data source
 */
const char *
sk_notion_schema_get_id (SkNotionSchema *self)
{
  return self->id;
}

/**
 * sk_notion_schema_get_column:
 * @self: a schema
 * @role: what is looked for
 *
 * Returns: (nullable): the id of that column, percent-encoded as Notion gave it
 */
const char *
sk_notion_schema_get_column (SkNotionSchema *self,
                             SkNotionRole    role)
{
  return self->columns[role].id;
}

/**
 * sk_notion_schema_get_name:
 * @self: (nullable): a schema; %NULL: not known yet
 * @role: what is looked for
 *
 * Returns: what that column is called, or would be if there were one
 */
const char *
sk_notion_schema_get_name (SkNotionSchema *self,
                           SkNotionRole    role)
{
  return self != NULL && self->columns[role].name != NULL ? self->columns[role].name
                                                          : roles[role].name;
}

/**
 * sk_notion_schema_get_type:
 * @self: a schema
 * @role: what is looked for
 *
 * Returns: (nullable): that column's type
 */
const char *
sk_notion_schema_get_type (SkNotionSchema *self,
                           SkNotionRole    role)
{
  return self->columns[role].type;
}

/* Notion encodes some ids and others not. */
static gboolean
is_same_id (const char *a,
            const char *b)
{
  g_autofree char *plain_a = g_uri_unescape_string (a, NULL);
  g_autofree char *plain_b = g_uri_unescape_string (b, NULL);

  return g_str_equal (plain_a != NULL ? plain_a : a, plain_b != NULL ? plain_b : b);
}

/**
 * sk_notion_schema_find:
 * @self: a schema
 * @page: a page
 * @role: what is looked for
 *
 * Returns: (transfer none) (nullable): that property of the page, with id and type
 */
JsonNode *
sk_notion_schema_find (SkNotionSchema *self,
                       JsonNode       *page,
                       SkNotionRole    role)
{
  JsonNode *properties = sk_notion_decode_member (page, "properties", JSON_NODE_OBJECT);
  JsonObjectIter iter;
  JsonNode *property;

  if (properties == NULL || self->columns[role].id == NULL)
    return NULL;

  json_object_iter_init (&iter, json_node_get_object (properties));
  while (json_object_iter_next (&iter, NULL, &property))
    {
      const char *id = get_text (property, "id");

      if (id != NULL && is_same_id (id, self->columns[role].id))
        return property;
    }

  return NULL;
}

/**
 * sk_notion_schema_get_standing:
 * @self: a schema
 * @status: (nullable): a status
 *
 * A name that everybody knows says more than the group it is in: Canceled is
 * often among the complete ones.
 *
 * Returns: what that status means to us
 */
SkStanding
sk_notion_schema_get_standing (SkNotionSchema *self,
                               const char     *status)
{
  g_autofree char *folded = fold (status != NULL ? status : "");
  SkStanding standing = sk_standing_from_name (folded);

  if (standing != SK_STANDING_OPEN)
    return standing;

  return (SkStanding) GPOINTER_TO_INT (g_hash_table_lookup (self->standings, folded));
}

/**
 * sk_notion_schema_dup_left_out:
 * @self: a schema
 *
 * Returns: (transfer full) (element-type utf8): the statuses of this database
 *   that leave a task out; Notion accepts no other names in a filter
 */
GPtrArray *
sk_notion_schema_dup_left_out (SkNotionSchema *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->options->len; i++)
    {
      const char *name = g_ptr_array_index (self->options, i);

      if (sk_notion_schema_get_standing (self, name) != SK_STANDING_OPEN)
        g_ptr_array_add (names, g_strdup (name));
    }

  return names;
}

/**
 * sk_notion_schema_add_notes:
 * @self: a schema
 * @notes: (element-type utf8): what is added to
 *
 * Says which columns are missing, and what that means.
 */
void
sk_notion_schema_add_notes (SkNotionSchema *self,
                            GPtrArray      *notes)
{
  g_autoptr(GString) missing = g_string_new (NULL);

  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    if (roles[role].use == USE_USUAL && self->columns[role].id == NULL)
      /* Translators: what stands between two names of columns. */
      g_string_append_printf (missing, "%s“%s”", missing->len > 0 ? _(", ") : "",
                              roles[role].name);

  if (missing->len > 0)
    /* Translators: %s is a list of names of columns. */
    g_ptr_array_add (notes, g_strdup_printf (_("The database has no column %s; tasks are planned "
                                               "without it."), missing->str));
  if (self->columns[SK_NOTION_LAST_SCHEDULED].id == NULL)
    /* Translators: %s is the name of a column. */
    g_ptr_array_add (notes, g_strdup_printf (_("The database has no column “%s”; when a task was "
                                               "last planned is not written."),
                                             roles[SK_NOTION_LAST_SCHEDULED].name));
}
