/* sk-notion-check.c — whether a page holds what was meant
 *
 * Times are compared as instants, by the minute: Notion keeps no seconds, and
 * tells them with another offset than they came with.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-check.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-notion-date.h"
#include "sk-notion-json.h"

/* @end: (nullable) */
static gboolean
holds_date (JsonNode     *property,     /* (nullable) */
            gint64        start,
            const gint64 *end)
{
  JsonNode *value = sk_notion_json_get (property, "date");
  SkWhen is_start, is_end;

  if (value == NULL || !sk_notion_date_read (value, &is_start, &is_end))
    return FALSE;

  return sk_notion_date_is_minute (is_start, start) &&
         (end != NULL ? sk_notion_date_is_minute (is_end, *end) : !sk_when_is_set (is_end));
}

static gboolean
holds_nothing (JsonNode *property)      /* (nullable) */
{
  JsonNode *value = sk_notion_json_get (property, "date");

  return value != NULL && JSON_NODE_HOLDS_NULL (value);
}

static gboolean
is_scheduled (const SkChange *change,
              SkNotionSchema *schema,
              JsonNode       *page)
{
  JsonNode *property = sk_notion_schema_find (schema, page, SK_NOTION_SCHEDULED);

  return sk_span_is_empty (change->after)
         ? holds_nothing (property)
         : holds_date (property, change->after.start, &change->after.end);
}

static gboolean
is_last_scheduled (const SkChange *change,
                   SkNotionSchema *schema,
                   JsonNode       *page)
{
  JsonNode *property = sk_notion_schema_find (schema, page, SK_NOTION_LAST_SCHEDULED);

  return sk_notion_schema_get_column (schema, SK_NOTION_LAST_SCHEDULED) == NULL ||
         holds_date (property, change->at, NULL);
}

/**
 * sk_notion_check:
 * @change: what should be
 * @schema: what the columns mean
 * @page: the page, as Notion says it is now
 * @error: %SK_ERROR_CONFLICT, naming the column that holds something else
 *
 * Returns: whether the page holds what was meant
 */
gboolean
sk_notion_check (const SkChange  *change,
                 SkNotionSchema  *schema,
                 JsonNode        *page,
                 GError         **error)
{
  SkNotionRole wrong;

  if (!is_scheduled (change, schema, page))
    wrong = SK_NOTION_SCHEDULED;
  else if (!is_last_scheduled (change, schema, page))
    wrong = SK_NOTION_LAST_SCHEDULED;
  else
    return TRUE;

  /* Translators: %s is the name of a column. */
  g_set_error (error, SK_ERROR, SK_ERROR_CONFLICT,
               _("Notion took the change, but “%s” holds something else than was written. "
                 "Something else changes it, too: plan again."),
               sk_notion_schema_get_name (schema, wrong));
  return FALSE;
}

/**
 * sk_notion_check_columns:
 * @schema: what the columns mean
 * @page: a page, with all its properties
 * @error: %SK_ERROR_MISSING, naming the column that is gone
 *
 * Returns: whether the page still has the columns we write
 */
gboolean
sk_notion_check_columns (SkNotionSchema  *schema,
                         JsonNode        *page,
                         GError         **error)
{
  static const SkNotionRole written[] = { SK_NOTION_SCHEDULED, SK_NOTION_LAST_SCHEDULED };

  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      JsonNode *property = sk_notion_schema_find (schema, page, written[i]);

      if (sk_notion_schema_get_column (schema, written[i]) == NULL ||
          g_strcmp0 (sk_notion_json_get_text (property, "type"), "date") == 0)
        continue;

      /* Translators: %s is the name of a column. */
      g_set_error (error, SK_ERROR, SK_ERROR_MISSING,
                   _("The column “%s” is gone, or of another type by now, and nothing was "
                     "written. Plan again."), sk_notion_schema_get_name (schema, written[i]));
      return FALSE;
    }

  return TRUE;
}
