/* sk-notion-statuses.c — what the statuses of one database mean
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-statuses.h"

#include "sk-notion-json.h"
#include "sk-notion-name.h"

#define COMPLETE_GROUP "Complete"

struct _SkNotionStatuses
{
  GPtrArray  *options;          /* (element-type utf8): as they are called */
  GHashTable *standings;        /* casefolded status → SkStanding */
};

static void
set_standing (SkNotionStatuses *self,
              const char       *status,
              SkStanding        standing)
{
  g_hash_table_replace (self->standings, sk_notion_name_fold (status), GINT_TO_POINTER (standing));
}

/* The last group called Complete; people may have renamed others to that. */
static JsonArray *
find_complete_group (JsonNode *config)
{
  JsonArray *groups = sk_notion_json_get_array (config, "groups");

  for (guint i = groups != NULL ? json_array_get_length (groups) : 0; i > 0; i--)
    {
      JsonNode *group = json_array_get_element (groups, i - 1);
      const char *name = sk_notion_json_get_text (group, "name");
      JsonArray *ids = sk_notion_json_get_array (group, "option_ids");

      if (name != NULL && ids != NULL && sk_notion_name_equal (name, COMPLETE_GROUP))
        return ids;
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

/* A property is configured under the name of its type. */
static void
read_options (SkNotionStatuses *self,
              JsonNode         *property)
{
  JsonNode *config = sk_notion_json_get (property, sk_notion_json_get_text (property, "type"));
  JsonArray *options = sk_notion_json_get_array (config, "options");
  JsonArray *complete = find_complete_group (config);

  for (guint i = 0; options != NULL && i < json_array_get_length (options); i++)
    {
      JsonNode *option = json_array_get_element (options, i);
      const char *name = sk_notion_json_get_text (option, "name");
      const char *id = sk_notion_json_get_text (option, "id");

      if (name == NULL)
        continue;
      g_ptr_array_add (self->options, g_strdup (name));
      if (id != NULL && holds (complete, id))
        set_standing (self, name, SK_STANDING_DONE);
    }
}

/**
 * sk_notion_statuses_new:
 * @property: (nullable): the column of statuses, as a database describes it
 * @left_out: (nullable): statuses the person wants left out besides
 *
 * Returns: (transfer full): what they mean
 */
SkNotionStatuses *
sk_notion_statuses_new (JsonNode          *property,
                        const char *const *left_out)
{
  SkNotionStatuses *self = g_new0 (SkNotionStatuses, 1);

  self->options = g_ptr_array_new_with_free_func (g_free);
  self->standings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; left_out != NULL && left_out[i] != NULL; i++)
    set_standing (self, left_out[i], SK_STANDING_STATUS);
  read_options (self, property);

  return self;
}

void
sk_notion_statuses_free (SkNotionStatuses *self)
{
  g_ptr_array_unref (self->options);
  g_hash_table_unref (self->standings);
  g_free (self);
}

/**
 * sk_notion_statuses_get_standing:
 * @self: the statuses of a database
 * @status: (nullable): one of them
 *
 * A name that everybody knows says more than the group it is in: Canceled is
 * often among the complete ones.
 *
 * Returns: what that status means to us
 */
SkStanding
sk_notion_statuses_get_standing (SkNotionStatuses *self,
                                 const char       *status)
{
  g_autofree char *folded = sk_notion_name_fold (status != NULL ? status : "");
  SkStanding standing = sk_standing_from_name (folded);

  if (standing != SK_STANDING_OPEN)
    return standing;

  return (SkStanding) GPOINTER_TO_INT (g_hash_table_lookup (self->standings, folded));
}

/**
 * sk_notion_statuses_get_done:
 * @self: the statuses of a database
 * @wanted: (nullable): the one the person chose; %NULL: the first that means it
 *
 * Returns: (nullable): the status a finished task gets; %NULL: there is no such
 */
const char *
sk_notion_statuses_get_done (SkNotionStatuses *self,
                             const char       *wanted)
{
  for (guint i = 0; i < self->options->len; i++)
    {
      const char *name = g_ptr_array_index (self->options, i);

      if (wanted != NULL ? sk_notion_name_equal (name, wanted)
                         : sk_notion_statuses_get_standing (self, name) == SK_STANDING_DONE)
        return name;
    }

  return NULL;
}

/**
 * sk_notion_statuses_dup_left_out:
 * @self: the statuses of a database
 *
 * Returns: (transfer full) (element-type utf8): those of its statuses that
 *   leave a task out; Notion accepts no other names in a filter
 */
GPtrArray *
sk_notion_statuses_dup_left_out (SkNotionStatuses *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->options->len; i++)
    {
      const char *name = g_ptr_array_index (self->options, i);

      if (sk_notion_statuses_get_standing (self, name) != SK_STANDING_OPEN)
        g_ptr_array_add (names, g_strdup (name));
    }

  return names;
}
