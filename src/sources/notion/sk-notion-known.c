/* sk-notion-known.c — the rows as they were last read, and as we have written them since
 *
 * Notion tells when a row was edited by the minute, and of every edit the same:
 * also of our own, and of columns that are nothing to us.  What is news is seen
 * by comparing values.  Times are Notion's own: the machine's clock may be wrong.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-known.h"

#include "sk-notion-decode.h"
#include "sk-notion-difference.h"

struct _SkNotionKnown
{
  char       *workspace;
  GHashTable *rows;             /* by id, SkTask */
  gint64      from;             /* Notion's time: news were edited then or later; 0: not known */
};

/**
 * sk_notion_known_new:
 * @workspace: what the person calls it; the source's id
 *
 * Returns: (transfer full): no rows yet
 */
SkNotionKnown *
sk_notion_known_new (const char *workspace)
{
  SkNotionKnown *self = g_new0 (SkNotionKnown, 1);

  self->workspace = g_strdup (workspace);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                      (GDestroyNotify) sk_task_unref);

  return self;
}

void
sk_notion_known_free (SkNotionKnown *self)
{
  g_free (self->workspace);
  g_hash_table_unref (self->rows);
  g_free (self);
}

static void
insert (SkNotionKnown *self,
        SkTask        *row)
{
  g_hash_table_replace (self->rows, (char *) sk_task_get_id (row), sk_task_ref (row));
}

/**
 * sk_notion_known_take:
 * @self: known rows
 * @snapshot: all rows, just read
 * @at: Notion's time before they were asked for; 0: not known
 *
 * Forgets what was known before.
 */
void
sk_notion_known_take (SkNotionKnown *self,
                      SkSnapshot    *snapshot,
                      gint64         at)
{
  g_hash_table_remove_all (self->rows);
  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    insert (self, sk_snapshot_get_task (snapshot, i));
  self->from = at;
}

/**
 * sk_notion_known_get_time:
 * @self: known rows
 *
 * Returns: Notion's time before they were asked for; 0: not known
 */
gint64
sk_notion_known_get_time (SkNotionKnown *self)
{
  return self->from;
}

guint
sk_notion_known_get_n_rows (SkNotionKnown *self)
{
  return g_hash_table_size (self->rows);
}

/**
 * sk_notion_known_get_row:
 * @self: known rows
 * @id: the id of one of them
 *
 * Returns: (transfer none) (nullable): it
 */
SkTask *
sk_notion_known_get_row (SkNotionKnown *self,
                         const char    *id)
{
  return g_hash_table_lookup (self->rows, id);
}

/* The roles whose values may change without an edit. */
static guint
get_formulas (SkNotionSchema *schema)
{
  return g_strcmp0 (sk_notion_schema_get_type (schema, SK_NOTION_RANK), "formula") == 0
         ? SK_NOTION_ROLES (SK_NOTION_RANK) : 0;
}

/**
 * sk_notion_known_take_page:
 * @self: known rows
 * @page: one of them, as Notion answered a write of ours
 * @schema: what its columns mean
 * @roles: what we wrote
 *
 * Our own writes are no news.  If the answer shows an edit of somebody else's,
 * too, the row stays as it was known: that is news.
 *
 * Returns: (transfer none) (nullable): the row as it is known now; %NULL: it is not
 */
SkTask *
sk_notion_known_take_page (SkNotionKnown  *self,
                           JsonNode       *page,
                           SkNotionSchema *schema,
                           guint           roles)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(SkTask) now = sk_notion_decode_task (page, schema, &(SkNotionOrigin) {
                                                   .workspace = self->workspace,
                                                   .source = self->workspace,
                                                   .notes = notes,
                                                 });
  SkTask *known = g_hash_table_lookup (self->rows, sk_task_get_id (now));

  if (known == NULL ||
      (sk_notion_difference (known, now) & ~(roles | get_formulas (schema))) != 0)
    return NULL;

  insert (self, now);
  return now;
}

/**
 * sk_notion_known_get_since:
 * @self: known rows
 * @since: Unix seconds, by the machine's clock, for want of Notion's
 *
 * Returns: Unix seconds: whatever is not known yet was edited then or later
 */
gint64
sk_notion_known_get_since (SkNotionKnown *self,
                           gint64         since)
{
  return MAX (1, (self->from > 0 ? self->from : since) - SK_NOTION_OVERLAP);
}

/* A row that nobody knows is news if it is one of those that are read; one
 * that is done was edited as such. */
static gboolean
is_new (SkTask *row)
{
  return sk_task_get_source (row) != NULL && sk_task_get_standing (row) == SK_STANDING_OPEN;
}

/* A formula that follows the clock is no edit.  One that follows an edit of
 * another column is, but of two edits in one minute nobody can tell.  And a
 * query may show for a while what was there before we wrote. */
static gboolean
is_edited (SkTask         *known,
           SkTask         *now,
           SkNotionSchema *schema)
{
  int order = g_strcmp0 (sk_task_get_revision (now), sk_task_get_revision (known));
  guint ignored = order == 0 ? get_formulas (schema) : 0;

  return order >= 0 && (sk_notion_difference (known, now) & ~ignored) != 0;
}

/**
 * sk_notion_known_count_news:
 * @self: known rows
 * @edited: rows that were edited since sk_notion_known_get_since()
 * @schema: what the columns mean
 * @at: Notion's time before they were asked for; 0: not known
 *
 * The rows stay as they were known: what is news is news until all is read again.
 *
 * Returns: how many of them are news
 */
guint
sk_notion_known_count_news (SkNotionKnown  *self,
                            SkSnapshot     *edited,
                            SkNotionSchema *schema,
                            gint64          at)
{
  guint n = 0;

  for (guint i = 0; i < sk_snapshot_get_n_tasks (edited); i++)
    {
      SkTask *now = sk_snapshot_get_task (edited, i);
      SkTask *known = g_hash_table_lookup (self->rows, sk_task_get_id (now));

      n += known != NULL ? is_edited (known, now, schema) : is_new (now);
    }

  if (n == 0 && self->from > 0)
    self->from = at;

  return n;
}
