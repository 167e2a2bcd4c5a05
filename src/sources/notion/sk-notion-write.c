/* sk-notion-write.c — one change, written to its page
 *
 * look ──► is it as it was read? ──► send ──► does the answer hold it? ──► done
 *   ▲          no: conflict                        │
 *   └────────────────── no certain answer ─────────┘
 *
 * The row as it was just read, or else the page, is looked at before anything
 * is sent, so nothing is written over a newer edit; and the page after an
 * answer that is lost or says there was trouble, so nothing is sent twice that
 * may have arrived.  An edit made after the look and before the write is not
 * seen: that is within the minute for which rows are kept (sk-notion-kept.c).
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-write.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-notion-check.h"
#include "sk-notion-decode.h"
#include "sk-notion-encode.h"

#define MAX_SENT 5              /* tries of one write */

typedef struct
{
  SkChange        change;
  SkNotionSchema *schema;
  SkRules        *rules;
  SkNotionKept   *kept;         /* (unowned) */
  SkNotionTimes   times;
  guint           n_sent;
  GError         *lost;         /* (nullable): why we do not know whether the last one arrived */
} Writing;

static Writing *
writing_new (const SkNotionWrite *what)
{
  Writing *writing = g_new0 (Writing, 1);

  writing->change = *what->change;
  sk_task_ref (writing->change.task);
  writing->schema = sk_notion_schema_ref (what->rows->schema);
  writing->rules = sk_rules_ref (what->rules);
  writing->kept = what->kept;
  writing->times = SK_NOTION_TIMES_LOCAL;

  return writing;
}

static void
writing_free (Writing *writing)
{
  sk_task_unref (writing->change.task);
  sk_notion_schema_unref (writing->schema);
  sk_rules_unref (writing->rules);
  g_clear_error (&writing->lost);
  g_free (writing);
}

/* --- look --- */

static gboolean
still_holds (Writing  *writing,
             SkTask   *now,     /* (nullable) */
             GError  **error)
{
  if (now != NULL && sk_change_still_holds (&writing->change, now))
    return TRUE;

  g_set_error_literal (error, SK_ERROR, SK_ERROR_CONFLICT,
                       _("It changed in Notion since it was read, and was left as it is. "
                         "Plan again."));
  return FALSE;
}

static gboolean
is_as_read (Writing   *writing,
            JsonNode  *page,
            GError   **error)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  SkNotionOrigin origin = {
    .workspace = sk_task_get_workspace (writing->change.task),
    .source = "",               /* it is one of ours */
    .notes = notes,
  };
  g_autoptr(SkTask) now = NULL;

  if (sk_notion_decode_is_live (page))
    now = sk_notion_decode_task (page, writing->schema, &origin);

  return still_holds (writing, now, error);
}

/* What did not make sense once will not the next time. */
static gboolean
may_send_again (const Writing *writing)
{
  return sk_error_is_transient (writing->lost) && writing->n_sent < MAX_SENT;
}

static void send_change (GTask *task);

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Writing *writing = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) page = sk_notion_api_finish (SK_NOTION_API (source), result, &error);

  if (page != NULL && writing->n_sent > 0 &&
      sk_notion_check (&writing->change, writing->schema, page, NULL))
    g_task_return_boolean (task, TRUE);
  else if (page == NULL || !is_as_read (writing, page, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (writing->lost != NULL && !may_send_again (writing))
    g_task_return_error (task, g_steal_pointer (&writing->lost));
  else
    send_change (task);
}

static void
look (GTask *task)
{
  Writing *writing = g_task_get_task_data (task);

  sk_notion_api_get_page_async (g_task_get_source_object (task),
                                sk_task_get_id (writing->change.task),
                                g_task_get_cancellable (task), on_looked, g_object_ref (task));
}

/* A row that is not among them may be done, in the trash or gone: the page knows. */
static void
on_rows (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sk_notion_kept_read_finish (result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  g_autoptr(SkTask) now = sk_notion_kept_take (writing->kept,
                                               sk_task_get_id (writing->change.task));

  if (now == NULL)
    look (task);
  else if (still_holds (writing, now, &error))
    send_change (task);
  else
    g_task_return_error (task, error);
}

/* --- send --- */

/* Notion's list of zones may lag behind the machine's. */
static gboolean
is_unknown_zone (const GError *error)
{
  return g_error_matches (error, SK_ERROR, SK_ERROR_MALFORMED) &&
         strstr (error->message, "time_zone") != NULL;
}

/* No answer, half an answer, one that makes no sense, or one of trouble. */
static gboolean
may_have_arrived (const GError *error)
{
  return sk_error_is_transient (error) ||
         g_error_matches (error, SK_ERROR, SK_ERROR_MALFORMED);
}

static void
look_again (GTask  *task,
            GError *lost)       /* (transfer full) */
{
  Writing *writing = g_task_get_task_data (task);

  g_clear_error (&writing->lost);
  writing->lost = lost;
  look (task);
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Writing *writing = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) page = sk_notion_api_finish (SK_NOTION_API (source), result, &error);

  if (page != NULL && sk_notion_check (&writing->change, writing->schema, page, &error))
    {
      g_task_return_boolean (task, TRUE);
    }
  else if (page == NULL && is_unknown_zone (error) && writing->times == SK_NOTION_TIMES_LOCAL)
    {
      writing->times = SK_NOTION_TIMES_OFFSET;
      send_change (task);
    }
  else if (page == NULL && may_have_arrived (error))
    {
      look_again (task, g_steal_pointer (&error));
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
send_change (GTask *task)
{
  Writing *writing = g_task_get_task_data (task);
  g_autoptr(JsonNode) body = sk_notion_encode_change (&writing->change, writing->schema,
                                                      writing->rules, writing->times);

  writing->n_sent++;
  sk_notion_api_update_page_async (g_task_get_source_object (task),
                                   sk_task_get_id (writing->change.task), body,
                                   g_task_get_cancellable (task), on_sent,
                                   g_object_ref (task));
}

/**
 * sk_notion_write_async:
 * @api: Notion
 * @what: what to write
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Writes a change, unless the page changed since the change was decided.
 */
void
sk_notion_write_async (SkNotionApi         *api,
                       const SkNotionWrite *what,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (api, cancellable, callback, user_data);

  g_task_set_source_tag (task, sk_notion_write_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, writing_new (what), (GDestroyNotify) writing_free);
  sk_notion_kept_read_async (what->kept, what->rows, cancellable, on_rows, g_object_ref (task));
}

/**
 * sk_notion_write_finish:
 * @api: Notion
 * @result: what the callback was given
 * @error: %SK_ERROR_CONFLICT if the page changed; else why it is not certain
 *   to hold the change
 *
 * Returns: whether the page holds the change
 */
gboolean
sk_notion_write_finish (SkNotionApi   *api,
                        GAsyncResult  *result,
                        GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, api), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
