/* sk-notion-look.c — whether rows are still as they were read, seen for many at once
 *
 * To look at every page before it is written costs as many requests as the
 * writes themselves.  One request tells as much of a hundred rows: where there
 * are few, all are read once more; where there are many, those that were
 * edited since they were read.  A row that is not where it should be may be
 * done, somebody else's, in the trash or gone: then its own page is looked at.
 *
 * What is edited after a look and before the write is not seen: Notion has no
 * "only if unchanged".  So a look is good for two seconds, counted from when it
 * was asked for, for each request that it costs, and not shorter than it took;
 * a write that has not left us one second later is not sent, but looks again
 * (sk-notion-deed.c).  Of a few writes each leaves right after the look.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-look.h"

#define AGE_A_REQUEST 2         /* seconds that a look is good for, for each request it costs */
#define ROWS_A_REQUEST 100
#define FEW_ROWS 200            /* all of them are read again */

struct _SkNotionLook
{
  SkNotionKnown *known;         /* (unowned): the rows as they were read */
  GHashTable    *seen;          /* by id, SkTask (nullable): as a look saw them; %NULL: not */
  gboolean       is_whole;      /* what is not seen is not there; else it is as it was read */
  gint64         from;          /* Notion's time: edits before are seen; 0: nothing is */
  gint64         fresh_until;   /* monotonic */
  guint          second_ms;
  GPtrArray     *waiting;       /* (element-type GTask): for the look that is under way */
};

/* A look, while it is under way. */
typedef struct
{
  SkNotionLook *self;
  gint64        began;          /* monotonic */
  gint64        at;             /* Notion's time */
  gboolean      is_whole;
} Looking;

static void
unref_row (gpointer row)        /* (nullable) */
{
  if (row != NULL)
    sk_task_unref (row);
}

/**
 * sk_notion_look_new:
 * @known: the rows as they were read; they have to live as long
 * @second_ms: how long a second lasts, as in SkHttpPace; 0: no look is good
 *   for a later write
 *
 * Returns: (transfer full): nothing was looked at yet
 */
SkNotionLook *
sk_notion_look_new (SkNotionKnown *known,
                    guint          second_ms)
{
  SkNotionLook *self = g_new0 (SkNotionLook, 1);

  self->known = known;
  self->second_ms = second_ms;
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_row);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

void
sk_notion_look_free (SkNotionLook *self)
{
  g_hash_table_unref (self->seen);
  g_ptr_array_unref (self->waiting);
  g_free (self);
}

/**
 * sk_notion_look_forget:
 * @self: a look
 *
 * Everything is read anew: the next write looks again.
 */
void
sk_notion_look_forget (SkNotionLook *self)
{
  g_hash_table_remove_all (self->seen);
  self->is_whole = FALSE;
  self->from = 0;
  self->fresh_until = 0;
}

static void
see (SkNotionLook *self,
     const char   *id,
     SkTask       *row)         /* (nullable) */
{
  g_hash_table_replace (self->seen, g_strdup (id), row != NULL ? sk_task_ref (row) : NULL);
}

/* Where Notion is slow, no more than half of the time is spent looking. */
static gint64
get_end (SkNotionLook *self,
         gint64        began,
         guint         n_rows)
{
  gint64 now = g_get_monotonic_time ();
  gint64 age = (gint64) AGE_A_REQUEST * (n_rows / ROWS_A_REQUEST + 1) * self->second_ms * 1000;

  return self->second_ms > 0 ? MAX (began + age, now + (now - began)) : 0;
}

static void
take_rows (SkNotionLook  *self,
           const Looking *looking,
           SkSnapshot    *rows)
{
  guint n = sk_snapshot_get_n_tasks (rows);

  if (looking->is_whole)
    g_hash_table_remove_all (self->seen);
  for (guint i = 0; i < n; i++)
    {
      SkTask *row = sk_snapshot_get_task (rows, i);

      see (self, sk_task_get_id (row), row);
    }

  self->is_whole = looking->is_whole;
  self->from = looking->at;
  self->fresh_until = get_end (self, looking->began, n);
}

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autofree Looking *looking = user_data;
  SkNotionLook *self = looking->self;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSnapshot) rows = sk_notion_fetch_finish (result, &error);
  g_autoptr(GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  if (rows != NULL)
    take_rows (self, looking, rows);
  for (guint i = 0; i < waiting->len; i++)
    if (rows != NULL)
      g_task_return_boolean (waiting->pdata[i], TRUE);
    else
      g_task_return_error (waiting->pdata[i], g_error_copy (error));
}

static void
begin (SkNotionLook        *self,
       const SkNotionFetch *what,
       GCancellable        *cancellable)
{
  Looking *looking = g_new0 (Looking, 1);
  SkNotionFetch reading = *what;
  gint64 from = self->from > 0 ? self->from : sk_notion_known_get_time (self->known);

  looking->self = self;
  looking->began = g_get_monotonic_time ();
  looking->at = sk_notion_api_get_time (what->api);
  looking->is_whole = from == 0 || sk_notion_known_get_n_rows (self->known) <= FEW_ROWS;
  reading.since = looking->is_whole ? 0 : MAX (1, from - SK_NOTION_OVERLAP);
  sk_notion_fetch_async (&reading, cancellable, on_fetched, looking);
}

/**
 * sk_notion_look_async:
 * @self: a look; it has to live until it is done
 * @what: what to look at, and with
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Looks at all rows, unless that was just done; whoever asks meanwhile waits
 * for the same look.
 */
void
sk_notion_look_async (SkNotionLook        *self,
                      const SkNotionFetch *what,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sk_notion_look_async);
  g_task_set_check_cancellable (task, FALSE);
  if (g_get_monotonic_time () < self->fresh_until)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  g_ptr_array_add (self->waiting, g_steal_pointer (&task));
  if (self->waiting->len == 1)
    begin (self, what, cancellable);
}

/**
 * sk_notion_look_finish:
 * @result: what the callback was given
 * @error: why they could not be read, whole
 *
 * Returns: whether the rows are known as they are now
 */
gboolean
sk_notion_look_finish (GAsyncResult  *result,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sk_notion_look_take:
 * @self: a look
 * @id: the id of a row
 *
 * A row is good for one write: until sk_notion_look_take_page() says what
 * became of it, or it is given back, nobody knows how it is.
 *
 * Returns: (transfer full) (nullable): the row; %NULL: look at the page itself
 */
SkTask *
sk_notion_look_take (SkNotionLook *self,
                     const char   *id)
{
  gpointer row = NULL;

  if (!g_hash_table_lookup_extended (self->seen, id, NULL, &row) && !self->is_whole)
    row = sk_notion_known_get_row (self->known, id);
  if (row != NULL)
    sk_task_ref (row);
  see (self, id, NULL);

  return row;
}

/**
 * sk_notion_look_give_back:
 * @self: a look
 * @row: from sk_notion_look_take()
 *
 * Nothing was written: the row is as it was seen, unless it was seen again.
 */
void
sk_notion_look_give_back (SkNotionLook *self,
                          SkTask       *row)
{
  const char *id = sk_task_get_id (row);

  if (g_hash_table_lookup (self->seen, id) == NULL)
    see (self, id, row);
}

/**
 * sk_notion_look_take_page:
 * @self: a look
 * @page: a row, as Notion answered a write of ours
 * @schema: what its columns mean
 * @roles: what we wrote
 *
 * See sk_notion_known_take_page().
 */
void
sk_notion_look_take_page (SkNotionLook   *self,
                          JsonNode       *page,
                          SkNotionSchema *schema,
                          guint           roles)
{
  SkTask *row = sk_notion_known_take_page (self->known, page, schema, roles);

  if (row != NULL)
    see (self, sk_task_get_id (row), row);
}
