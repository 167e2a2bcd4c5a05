/* sk-notion-kept.c — the rows as they were just now, for whoever writes many
 *
 * To look at every page before it is written costs as many requests as the
 * writes themselves.  As long as what Notion allows in a minute is enough for
 * both, that is what is done.  Of more writes than that all rows are read,
 * which costs one request for every hundred of them, kept for a few seconds
 * — up to a minute where there are very many — and read again.
 *
 * What is edited while they are kept is not seen, and a write may go over it.
 * That gap is there whoever looks: Notion has no "only if unchanged".
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-kept.h"

#define MAX_AGE 60              /* seconds */
#define AGE_A_REQUEST 5         /* seconds, for each request that reading the rows costs */
#define ROWS_A_REQUEST 100
#define MAX_LOOKS 80            /* in a pass, with as many writes within what a minute allows */
#define LOOK_TIME 15            /* seconds of looks and writes; a slow Notion gets no more looks */

struct _SkNotionKept
{
  GHashTable *rows;             /* (nullable): by id, tasks no write has asked for yet */
  gint64      since;            /* monotonic: when the last of them came */
  guint       n_looks;          /* at single pages, before all rows are read */
  gint64      looks_until;      /* monotonic; 0: nothing was looked at yet */
  guint       max_age;          /* seconds */
  guint       second_ms;
};

/**
 * sk_notion_kept_new:
 * @second_ms: how long a second lasts, as in SkHttpPace; 0: nothing is kept
 *   for a second write
 *
 * Returns: (transfer full): no rows yet
 */
SkNotionKept *
sk_notion_kept_new (guint second_ms)
{
  SkNotionKept *self = g_new0 (SkNotionKept, 1);

  self->second_ms = second_ms;
  self->max_age = MAX_AGE;

  return self;
}

void
sk_notion_kept_free (SkNotionKept *self)
{
  sk_notion_kept_drop (self);
  g_free (self);
}

/**
 * sk_notion_kept_drop:
 * @self: kept rows
 *
 * Forgets them: the next write has them read again.
 */
void
sk_notion_kept_drop (SkNotionKept *self)
{
  g_clear_pointer (&self->rows, g_hash_table_unref);
  self->n_looks = 0;
  self->looks_until = 0;
}

/**
 * sk_notion_kept_expect:
 * @self: kept rows
 * @n_rows: how many there were just now
 *
 * Tells what reading them all would cost.
 */
void
sk_notion_kept_expect (SkNotionKept *self,
                       guint         n_rows)
{
  self->n_looks = MAX_LOOKS;
  self->max_age = MIN (MAX_AGE, (n_rows / ROWS_A_REQUEST + 1) * AGE_A_REQUEST);
}

static gboolean
is_fresh (SkNotionKept *self)
{
  gint64 max_age = (gint64) self->max_age * self->second_ms * 1000;

  return self->rows != NULL && g_get_monotonic_time () - self->since < max_age;
}

/* Takes one of the looks that there is time for. */
static gboolean
take_look (SkNotionKept *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->looks_until == 0)
    self->looks_until = now + (gint64) LOOK_TIME * self->second_ms * 1000;
  if (self->n_looks == 0 || (self->second_ms > 0 && now >= self->looks_until))
    return FALSE;

  self->n_looks--;
  return TRUE;
}

/* Their age counts from the end: reading very many takes longer than they are kept. */
static void
keep (SkNotionKept *self,
      SkSnapshot   *snapshot)
{
  sk_notion_kept_drop (self);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                      (GDestroyNotify) sk_task_unref);
  self->since = g_get_monotonic_time ();
  for (guint i = 0; i < sk_snapshot_get_n_tasks (snapshot); i++)
    {
      SkTask *task = sk_snapshot_get_task (snapshot, i);

      g_hash_table_insert (self->rows, (char *) sk_task_get_id (task), sk_task_ref (task));
    }
}

static void
on_fetched (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;
  g_autoptr(SkSnapshot) snapshot = sk_notion_fetch_finish (result, &error);

  if (snapshot == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  keep (g_task_get_task_data (task), snapshot);
  g_task_return_boolean (task, TRUE);
}

/**
 * sk_notion_kept_read_async:
 * @self: kept rows; they have to live until it is done
 * @what: what to read
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Reads the rows, unless those that are kept are fresh, or there is time to
 * look at the page itself.
 */
void
sk_notion_kept_read_async (SkNotionKept        *self,
                           const SkNotionFetch *what,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sk_notion_kept_read_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, self, NULL);
  if (is_fresh (self) || take_look (self))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  sk_notion_kept_drop (self);
  sk_notion_fetch_async (what, cancellable, on_fetched, g_object_ref (task));
}

/**
 * sk_notion_kept_read_finish:
 * @result: what the callback was given
 * @error: why they could not be read, whole
 *
 * Returns: whether there are rows to take from
 */
gboolean
sk_notion_kept_read_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sk_notion_kept_take:
 * @self: kept rows
 * @id: the id of a row
 *
 * A row is good for one write, after which it is no longer as it was read.
 *
 * Returns: (transfer full) (nullable): the row; %NULL: look at the page itself
 */
SkTask *
sk_notion_kept_take (SkNotionKept *self,
                     const char   *id)
{
  gpointer row = NULL;

  if (self->rows != NULL)
    g_hash_table_steal_extended (self->rows, id, NULL, &row);

  return row;
}
