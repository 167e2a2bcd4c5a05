/* sk-notion-decode.c — a row of Notion's, as a task
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

#include "sk-json.h"
#include "sk-notion-date.h"
#include "sk-notion-json.h"
#include "sk-notion-value.h"

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

static void
draft_clear (Draft *draft)
{
  g_free (draft->title);
  g_free (draft->scheduled_json);
  g_free (draft->last_scheduled_json);
  g_strfreev (draft->blocked_by);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Draft, draft_clear)

typedef gboolean (* Decoder) (JsonNode *value,
                              Draft    *into);

static gboolean
decode_title (JsonNode *value,
              Draft    *into)
{
  return sk_notion_value_read_title (value, &into->title);
}

/* A formula may say anything; what is no number ranks nothing. */
static gboolean
decode_rank (JsonNode *value,
             Draft    *into)
{
  sk_notion_value_read_number (value, &into->init.ranked, &into->init.rank);

  return TRUE;
}

static gboolean
decode_status (JsonNode *value,
               Draft    *into)
{
  gboolean is_option = sk_notion_value_read_option (value, &into->init.status);

  into->init.standing = sk_notion_schema_get_standing (into->schema, into->init.status);
  return is_option;
}

/* What is there but no number is not taken for the default length. */
static gboolean
decode_duration (JsonNode *value,
                 Draft    *into)
{
  if (sk_notion_value_read_number (value, &into->init.has_duration, &into->init.duration_hours))
    return TRUE;

  into->init.has_duration = TRUE;
  into->init.duration_hours = (double) NAN;
  return FALSE;
}

static gboolean
decode_due (JsonNode *value,
            Draft    *into)
{
  SkWhen start, end;
  gboolean is_date = sk_notion_date_read (value, &start, &end);

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
  SkWhen start, end;

  into->scheduled_json = dup_json (value);
  if (!sk_notion_date_read (value, &start, &end))
    return FALSE;
  if (sk_when_is_set (end) && (end.kind != start.kind || end.value < start.value))
    return FALSE;

  into->init.scheduled_start = start;
  into->init.scheduled_end = end;
  return TRUE;
}

static gboolean
decode_last_scheduled (JsonNode *value,
                       Draft    *into)
{
  SkWhen end;

  into->last_scheduled_json = dup_json (value);

  return sk_notion_date_read (value, &into->init.last_scheduled, &end);
}

static gboolean
decode_earliest_start (JsonNode *value,
                       Draft    *into)
{
  SkWhen end;

  return sk_notion_date_read (value, &into->init.earliest_start, &end);
}

static gboolean
decode_auto_schedule (JsonNode *value,
                      Draft    *into)
{
  gboolean is_ticked = TRUE;
  gboolean is_checkbox = sk_notion_value_read_checkbox (value, &is_ticked);

  into->init.opted_out = !is_ticked;
  return is_checkbox;
}

static gboolean
decode_blocked_by (JsonNode *value,
                   Draft    *into)
{
  return sk_notion_value_read_relation (value, &into->blocked_by);
}

static gboolean
decode_pinned (JsonNode *value,
               Draft    *into)
{
  return sk_notion_value_read_checkbox (value, &into->init.pinned);
}

/* Whose a row is decides whether it is a task, and says nothing about it. */
static gboolean
decode_nothing (JsonNode *value,
                Draft    *into)
{
  return TRUE;
}

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
  [SK_NOTION_ASSIGNEE] = decode_nothing,
};

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

/* A property holds its value under the name of its type. */
static void
decode_property (JsonNode     *page,
                 SkNotionRole  role,
                 Draft        *into,
                 GPtrArray    *notes)
{
  JsonNode *property = sk_notion_schema_find (into->schema, page, role);
  JsonNode *value = sk_notion_json_get (property, sk_notion_json_get_text (property, "type"));

  if (property != NULL && (value == NULL || !decoders[role] (value, into)))
    note_oddity (into, role, notes);
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
  return g_strcmp0 (sk_notion_json_get_text (page, "object"), "page") == 0 &&
         sk_notion_json_get_text (page, "id") != NULL &&
         sk_notion_json_get_object (page, "properties") != NULL &&
         !sk_notion_json_get_flag (page, "in_trash") &&
         !sk_notion_json_get_flag (page, "is_archived") &&
         !sk_notion_json_get_flag (page, "archived");
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
  return sk_notion_json_get_flag (sk_notion_schema_find (schema, page, SK_NOTION_BLOCKED_BY),
                                  "has_more");
}

/**
 * sk_notion_decode_is_assigned:
 * @page: a page
 * @schema: what its columns mean
 * @assignee: (nullable): the id, the name or the e-mail address of a person
 *
 * Returns: whether it is that person's, or nobody is asked for
 */
gboolean
sk_notion_decode_is_assigned (JsonNode       *page,
                              SkNotionSchema *schema,
                              const char     *assignee)
{
  JsonArray *people = sk_notion_json_get_array (sk_notion_schema_find (schema, page,
                                                                       SK_NOTION_ASSIGNEE),
                                                "people");

  if (assignee == NULL || *assignee == '\0')
    return TRUE;
  for (guint i = 0; people != NULL && i < json_array_get_length (people); i++)
    if (sk_notion_value_is_person (json_array_get_element (people, i), assignee))
      return TRUE;

  return FALSE;
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
  g_auto(Draft) draft = {
    .init.id = sk_notion_json_get_text (page, "id"),
    .init.url = sk_notion_json_get_text (page, "url"),
    .init.revision = sk_notion_json_get_text (page, "last_edited_time"),
    .init.workspace = origin->workspace,
    .init.source = origin->source,
    .schema = schema,
  };

  for (SkNotionRole role = 0; role < SK_NOTION_N_ROLES; role++)
    decode_property (page, role, &draft, origin->notes);

  draft.init.title = draft.title;
  draft.init.scheduled_json = draft.scheduled_json;
  draft.init.last_scheduled_json = draft.last_scheduled_json;
  draft.init.blocked_by = origin->blocked_by != NULL ? origin->blocked_by
                                                     : (const char *const *) draft.blocked_by;
  if (origin->source == NULL)
    draft.init.opted_out = TRUE;

  return sk_task_new (&draft.init);
}
