/* sk-notion-decode.c — Notion's words, in ours
 *
 * JSON in, values out: no network and no clock, so every oddity we ever meet
 * can be kept as a file under tests/fixtures/notion.  What is not known is
 * skipped; an odd value is noted and counts as not set.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-decode.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "sk-error.h"
#include "sk-json.h"
#include "sk-time-codec.h"

/**
 * sk_notion_decode_member:
 * @node: (nullable): an object, or something else
 * @name: (nullable): the name of a member
 * @type: what it has to be
 *
 * Returns: (transfer none) (nullable): that member, if it is what it has to be
 */
JsonNode *
sk_notion_decode_member (JsonNode     *node,
                         const char   *name,
                         JsonNodeType  type)
{
  JsonNode *member = NULL;

  if (node != NULL && name != NULL && JSON_NODE_HOLDS_OBJECT (node))
    member = json_object_get_member (json_node_get_object (node), name);

  return member != NULL && json_node_get_node_type (member) == type ? member : NULL;
}

static const char *
get_text (JsonNode   *node,
          const char *name)
{
  JsonNode *member = sk_notion_decode_member (node, name, JSON_NODE_VALUE);

  return member != NULL ? json_node_get_string (member) : NULL;
}

static gboolean
get_flag (JsonNode   *node,
          const char *name)
{
  JsonNode *member = sk_notion_decode_member (node, name, JSON_NODE_VALUE);

  return member != NULL && json_node_get_value_type (member) == G_TYPE_BOOLEAN &&
         json_node_get_boolean (member);
}

static gboolean
fail (GError     **error,
      const char  *text)
{
  g_set_error_literal (error, SK_ERROR, SK_ERROR_MALFORMED, text);
  return FALSE;
}

/* A page of which we are told no more than its id is a page we may not read. */
static gboolean
take_items (JsonArray  *results,
            GPtrArray  *items,
            GError    **error)
{
  for (guint i = 0; i < json_array_get_length (results); i++)
    {
      JsonNode *item = json_array_get_element (results, i);

      if (g_strcmp0 (get_text (item, "object"), "page") == 0 &&
          (get_text (item, "id") == NULL ||
           sk_notion_decode_member (item, "properties", JSON_NODE_OBJECT) == NULL))
        {
          g_set_error_literal (error, SK_ERROR, SK_ERROR_DENIED,
                               _("Notion names pages but does not show them. Let the connection "
                                 "read content."));
          return FALSE;
        }
      g_ptr_array_add (items, json_node_ref (item));
    }

  return TRUE;
}

/**
 * sk_notion_decode_list:
 * @answer: one part of a list
 * @items: (element-type JsonNode): its items are added here
 * @next: (out) (transfer full) (nullable): where the next part begins; %NULL: this is the last
 * @error: why it cannot be taken for the whole, with the parts after it
 *
 * Returns: whether the part is sound
 */
gboolean
sk_notion_decode_list (JsonNode   *answer,
                       GPtrArray  *items,
                       char      **next,
                       GError    **error)
{
  JsonNode *results = sk_notion_decode_member (answer, "results", JSON_NODE_ARRAY);
  JsonNode *status = sk_notion_decode_member (answer, "request_status", JSON_NODE_OBJECT);
  gboolean has_more = get_flag (answer, "has_more");

  if (results == NULL)
    return fail (error, _("Notion’s answer holds no list of rows."));
  if (g_strcmp0 (get_text (status, "type"), "incomplete") == 0)
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_MISSING,
                           _("The database has more open rows than Notion gives away at once "
                             "(10,000). Finish or archive some of them."));
      return FALSE;
    }

  *next = has_more ? g_strdup (get_text (answer, "next_cursor")) : NULL;
  if (has_more && *next == NULL)
    return fail (error, _("Notion says that there are more rows, but not where."));

  return take_items (json_node_get_array (results), items, error);
}

static char *
dup_choice (JsonArray *sources)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (sources); i++)
    {
      JsonNode *source = json_array_get_element (sources, i);
      const char *name = get_text (source, "name");

      g_string_append_printf (list, "%s“%s” %s", i > 0 ? ", " : "", name != NULL ? name : "",
                              get_text (source, "id"));
    }

  return g_string_free (list, FALSE);
}

/**
 * sk_notion_decode_database:
 * @answer: a database
 * @setting: what the person sets to choose one
 * @error: %SK_ERROR_MISSING, if there is not exactly one to take
 *
 * Returns: (transfer full) (nullable): the id of its only data source
 */
char *
sk_notion_decode_database (JsonNode    *answer,
                           const char  *setting,
                           GError     **error)
{
  JsonNode *sources = sk_notion_decode_member (answer, "data_sources", JSON_NODE_ARRAY);
  JsonArray *array = sources != NULL ? json_node_get_array (sources) : NULL;
  g_autofree char *choice = NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (get_text (json_array_get_element (array, i), "id") == NULL)
      array = NULL;

  if (array == NULL)
    {
      fail (error, _("Notion’s answer does not say which data sources the database has."));
      return NULL;
    }
  if (json_array_get_length (array) == 1)
    return g_strdup (get_text (json_array_get_element (array, 0), "id"));

  choice = dup_choice (array);
  if (json_array_get_length (array) == 0)
    /* Translators: %s is the name of a variable. */
    g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
                 _("This is a linked view of a database that lives elsewhere. Open the original "
                   "in Notion, share it with the connection and set %s to its link."), setting);
  else
    /* Translators: %1$s is the name of a variable, %2$s a list of names and ids. */
    g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
                 _("The database has several data sources. Set %1$s to the id of one of them: "
                   "%2$s."), setting, choice);

  return NULL;
}

/**
 * sk_notion_decode_is_live:
 * @page: an item of a list, or an answer
 *
 * Returns: whether it is a page with an id and properties, and neither in the
 *   trash nor archived
 */
gboolean
sk_notion_decode_is_live (JsonNode *page)
{
  return g_strcmp0 (get_text (page, "object"), "page") == 0 && get_text (page, "id") != NULL &&
         sk_notion_decode_member (page, "properties", JSON_NODE_OBJECT) != NULL &&
         !get_flag (page, "in_trash") && !get_flag (page, "is_archived") &&
         !get_flag (page, "archived");
}

/**
 * sk_notion_decode_is_cut:
 * @page: a page
 * @schema: what its columns mean
 *
 * Returns: whether it has more blockers than it says
 */
gboolean
sk_notion_decode_is_cut (JsonNode       *page,
                         SkNotionSchema *schema)
{
  return get_flag (sk_notion_schema_find (schema, page, SK_NOTION_BLOCKED_BY), "has_more");
}

/**
 * sk_notion_decode_relations:
 * @items: (element-type JsonNode): a whole relation, one property item for each page
 *
 * Returns: (transfer full): the ids of the pages
 */
GStrv
sk_notion_decode_relations (GPtrArray *items)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < items->len; i++)
    {
      JsonNode *relation = sk_notion_decode_member (g_ptr_array_index (items, i), "relation",
                                                    JSON_NODE_OBJECT);
      const char *id = get_text (relation, "id");

      if (id != NULL)
        g_strv_builder_add (ids, id);
    }

  return g_strv_builder_end (ids);
}

/* A task in the making, and what its strings live in. */
typedef struct
{
  SkTaskInit      init;
  SkNotionSchema *schema;
  char           *title;
  char           *scheduled_json;
  char           *last_scheduled_json;
  GStrv           blocked_by;
} Draft;

typedef gboolean (* Decoder) (JsonNode *value,
                              Draft    *into);

static gboolean decode_title          (JsonNode *value, Draft *into);
static gboolean decode_rank           (JsonNode *value, Draft *into);
static gboolean decode_status         (JsonNode *value, Draft *into);
static gboolean decode_duration       (JsonNode *value, Draft *into);
static gboolean decode_due            (JsonNode *value, Draft *into);
static gboolean decode_scheduled      (JsonNode *value, Draft *into);
static gboolean decode_last_scheduled (JsonNode *value, Draft *into);
static gboolean decode_auto_schedule  (JsonNode *value, Draft *into);
static gboolean decode_earliest_start (JsonNode *value, Draft *into);
static gboolean decode_blocked_by     (JsonNode *value, Draft *into);
static gboolean decode_pinned         (JsonNode *value, Draft *into);

/* The one list of what becomes of a property's value. */
static const Decoder decoders[SK_NOTION_N_ROLES] = {
  [SK_NOTION_TITLE] = decode_title,
  [SK_NOTION_RANK] = decode_rank,
  [SK_NOTION_STATUS] = decode_status,
  [SK_NOTION_DURATION] = decode_duration,
  [SK_NOTION_DUE] = decode_due,
  [SK_NOTION_SCHEDULED] = decode_scheduled,
  [SK_NOTION_LAST_SCHEDULED] = decode_last_scheduled,
  [SK_NOTION_AUTO_SCHEDULE] = decode_auto_schedule,
  [SK_NOTION_EARLIEST_START] = decode_earliest_start,
  [SK_NOTION_BLOCKED_BY] = decode_blocked_by,
  [SK_NOTION_PINNED] = decode_pinned,
};

static gboolean
decode_title (JsonNode *value,
              Draft    *into)
{
  if (!JSON_NODE_HOLDS_ARRAY (value))
    return FALSE;

  JsonArray *runs = json_node_get_array (value);
  GString *title = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (runs); i++)
    {
      const char *text = get_text (json_array_get_element (runs, i), "plain_text");

      g_string_append (title, text != NULL ? text : "");
    }

  into->title = g_string_free (title, FALSE);
  return TRUE;
}

/* A number, or a formula that makes one; null is no number, and not odd. */
static gboolean
take_number (JsonNode *value,
             gboolean *is_set,
             double   *number)
{
  JsonNode *inner = value;

  if (JSON_NODE_HOLDS_OBJECT (value))
    {
      if (g_strcmp0 (get_text (value, "type"), "number") != 0)
        return FALSE;
      inner = json_object_get_member (json_node_get_object (value), "number");
    }

  *is_set = FALSE;
  if (inner == NULL || JSON_NODE_HOLDS_NULL (inner))
    return inner != NULL;
  if (!JSON_NODE_HOLDS_VALUE (inner) || (json_node_get_value_type (inner) != G_TYPE_INT64 &&
                                         json_node_get_value_type (inner) != G_TYPE_DOUBLE))
    return FALSE;

  *is_set = TRUE;
  *number = json_node_get_double (inner);
  return TRUE;
}

/* A formula may say anything; what is no number ranks nothing. */
static gboolean
decode_rank (JsonNode *value,
             Draft    *into)
{
  if (!take_number (value, &into->init.ranked, &into->init.rank))
    into->init.ranked = FALSE;

  return TRUE;
}

static gboolean
decode_status (JsonNode *value,
               Draft    *into)
{
  into->init.status = get_text (value, "name");
  into->init.standing = sk_notion_schema_get_standing (into->schema, into->init.status);

  return JSON_NODE_HOLDS_NULL (value) || into->init.status != NULL;
}

/* What is there but no number is not taken for the default length. */
static gboolean
decode_duration (JsonNode *value,
                 Draft    *into)
{
  if (take_number (value, &into->init.has_duration, &into->init.duration_hours))
    return TRUE;

  into->init.has_duration = TRUE;
  into->init.duration_hours = (double) NAN;
  return FALSE;
}

/**
 * sk_notion_decode_date:
 * @value: the value of a date property
 * @start: (out): when it begins
 * @end: (out): when it ends, if it says so
 *
 * A time without an offset is meant in the value's own zone, or in UTC.
 *
 * Returns: whether it is a date or none at all
 */
gboolean
sk_notion_decode_date (JsonNode *value,
                       SkWhen   *start,
                       SkWhen   *end)
{
  const char *start_text = get_text (value, "start");
  const char *end_text = get_text (value, "end");
  const char *zone_name = get_text (value, "time_zone");
  g_autoptr(GTimeZone) zone = zone_name != NULL ? sk_zone_parse (zone_name)
                                                : g_time_zone_new_utc ();

  *start = *end = (SkWhen) { 0 };
  if (JSON_NODE_HOLDS_NULL (value))
    return TRUE;
  if (start_text != NULL && sk_when_parse_local (start_text, zone, start) &&
      (end_text == NULL || sk_when_parse_local (end_text, zone, end)))
    return TRUE;

  *start = *end = (SkWhen) { 0 };
  return FALSE;
}

static gboolean
decode_due (JsonNode *value,
            Draft    *into)
{
  SkWhen start, end;
  gboolean is_date = sk_notion_decode_date (value, &start, &end);

  into->init.due = sk_when_is_set (end) ? end : start;
  return is_date;
}

static char *
dup_json (JsonNode *value)
{
  return JSON_NODE_HOLDS_NULL (value) ? NULL : sk_json_print (value, FALSE);
}

static gboolean
decode_scheduled (JsonNode *value,
                  Draft    *into)
{
  into->scheduled_json = dup_json (value);

  return sk_notion_decode_date (value, &into->init.scheduled_start, &into->init.scheduled_end);
}

static gboolean
decode_last_scheduled (JsonNode *value,
                       Draft    *into)
{
  SkWhen end;

  into->last_scheduled_json = dup_json (value);

  return sk_notion_decode_date (value, &into->init.last_scheduled, &end);
}

static gboolean
decode_earliest_start (JsonNode *value,
                       Draft    *into)
{
  SkWhen end;

  return sk_notion_decode_date (value, &into->init.earliest_start, &end);
}

static gboolean
take_checkbox (JsonNode *value,
               gboolean *is_ticked)
{
  if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_BOOLEAN)
    return FALSE;

  *is_ticked = json_node_get_boolean (value);
  return TRUE;
}

static gboolean
decode_auto_schedule (JsonNode *value,
                      Draft    *into)
{
  gboolean is_ticked = TRUE;
  gboolean is_checkbox = take_checkbox (value, &is_ticked);

  into->init.opted_out = !is_ticked;
  return is_checkbox;
}

static gboolean
decode_pinned (JsonNode *value,
               Draft    *into)
{
  return take_checkbox (value, &into->init.pinned);
}

static gboolean
decode_blocked_by (JsonNode *value,
                   Draft    *into)
{
  if (!JSON_NODE_HOLDS_ARRAY (value))
    return FALSE;

  JsonArray *pages = json_node_get_array (value);
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  gboolean all = TRUE;

  for (guint i = 0; i < json_array_get_length (pages); i++)
    {
      const char *id = get_text (json_array_get_element (pages, i), "id");

      if (id != NULL)
        g_strv_builder_add (ids, id);
      all = all && id != NULL;
    }

  into->blocked_by = g_strv_builder_end (ids);
  return all;
}

static void
note_oddity (Draft        *draft,
             SkNotionRole  role,
             GPtrArray    *notes)
{
  gboolean has_title = draft->title != NULL && *draft->title != '\0';

  /* Translators: %1$s is the title of a page, %2$s the name of a column. */
  g_ptr_array_add (notes, g_strdup_printf (_("Page “%1$s”: the value of “%2$s” is not understood "
                                             "and does not count."),
                                           has_title ? draft->title : draft->init.id,
                                           sk_notion_schema_get_name (draft->schema, role)));
}

static void
decode_property (JsonNode     *page,
                 SkNotionRole  role,
                 Draft        *into,
                 GPtrArray    *notes)
{
  JsonNode *property = sk_notion_schema_find (into->schema, page, role);
  const char *type = get_text (property, "type");
  JsonNode *value = NULL;

  if (property == NULL)
    return;
  if (type != NULL)
    value = json_object_get_member (json_node_get_object (property), type);
  if (value == NULL || !decoders[role] (value, into))
    note_oddity (into, role, notes);
}

/**
 * sk_notion_decode_task:
 * @page: a page for which sk_notion_decode_is_live() holds
 * @schema: what its columns mean
 * @origin: what it does not say itself
 *
 * Returns: (transfer full): the task
 */
SkTask *
sk_notion_decode_task (JsonNode             *page,
                       SkNotionSchema       *schema,
                       const SkNotionOrigin *origin)
{
  Draft draft = {
    .init.id = get_text (page, "id"),
    .init.url = get_text (page, "url"),
    .init.revision = get_text (page, "last_edited_time"),
    .init.workspace = origin->workspace,
    .init.source = origin->source,
    .schema = schema,
  };
  SkTask *task;

  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    decode_property (page, role, &draft, origin->notes);

  draft.init.title = draft.title;
  draft.init.scheduled_json = draft.scheduled_json;
  draft.init.last_scheduled_json = draft.last_scheduled_json;
  draft.init.blocked_by = origin->blocked_by != NULL ? origin->blocked_by
                                                     : (const char *const *) draft.blocked_by;
  if (origin->source == NULL)
    draft.init.opted_out = TRUE;
  task = sk_task_new (&draft.init);

  g_free (draft.title);
  g_free (draft.scheduled_json);
  g_free (draft.last_scheduled_json);
  g_strfreev (draft.blocked_by);

  return task;
}
