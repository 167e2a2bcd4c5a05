/* sk-notion-deed.c — one change of one object, made once
 *
 * look ──► is it as it has to be? ──► send ──► does the answer hold it? ──► done
 *   ▲          no: an error                           │
 *   └──────────────────── no certain answer ──────────┘
 *
 * The object is looked at before anything is sent, so nothing is written over
 * a newer edit; and after an answer that is lost or says there was trouble, so
 * nothing is sent twice that may have arrived.  An edit made after the look and
 * before the write is not seen: Notion has no "only if unchanged".  So what has
 * to wait for its turn for more than a second is not sent, but looked at again.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-deed.h"

#include "sk-error.h"

#define MAX_SENT 5              /* tries of one change */
#define PATIENCE 1              /* seconds between a look and the turn */
#define MAX_LATE 5              /* turns that come too late; then none does */

typedef struct
{
  const SkNotionDeedClass *klass;
  char                    *path;
  gpointer                 data;
  GDestroyNotify           free;
  SkNotionTimes            times;
  guint                    n_sent;
  guint                    n_late;
  gboolean                 is_looked_at;  /* by somebody else */
  GError                  *lost;  /* (nullable): why we do not know whether the last one arrived */
} Doing;

static void
doing_free (Doing *doing)
{
  doing->free (doing->data);
  g_free (doing->path);
  g_clear_error (&doing->lost);
  g_free (doing);
}

static void
return_object (GTask    *task,
               JsonNode *object)
{
  g_task_return_pointer (task, json_node_ref (object), (GDestroyNotify) json_node_unref);
}

/* --- look --- */

/* What did not make sense once will not the next time. */
static gboolean
may_send_again (const Doing *doing)
{
  return sk_error_is_transient (doing->lost) && doing->n_sent < MAX_SENT;
}

static void send_change (GTask *task);

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Doing *doing = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) now = sk_notion_api_finish (SK_NOTION_API (source), result, &error);

  if (now != NULL && doing->klass->is_done (doing->data, now, NULL))
    return_object (task, now);
  else if (now == NULL || !doing->klass->may_do (doing->data, now, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (doing->lost != NULL && !may_send_again (doing))
    g_task_return_error (task, g_steal_pointer (&doing->lost));
  else
    send_change (task);
}

static void
look (GTask *task)
{
  Doing *doing = g_task_get_task_data (task);

  sk_notion_api_look_async (g_task_get_source_object (task), doing->path, doing->n_sent,
                            g_task_get_cancellable (task), on_looked, g_object_ref (task));
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
  Doing *doing = g_task_get_task_data (task);

  g_clear_error (&doing->lost);
  doing->lost = lost;
  look (task);
}

/* Nothing was sent: what was seen is too old.  Whoever saw it may look again. */
static void
look_once_more (GTask  *task,
                GError *late)   /* (transfer full) */
{
  Doing *doing = g_task_get_task_data (task);

  doing->n_sent--;
  doing->n_late++;
  if (doing->is_looked_at && doing->n_sent == 0)
    {
      g_task_return_error (task, late);
      return;
    }

  g_error_free (late);
  look (task);
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Doing *doing = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) answer = sk_notion_api_finish (SK_NOTION_API (source), result, &error);

  if (answer != NULL && doing->klass->is_done (doing->data, answer, &error))
    {
      return_object (task, answer);
    }
  else if (answer == NULL && is_unknown_zone (error) && doing->times == SK_NOTION_TIMES_LOCAL)
    {
      doing->times = SK_NOTION_TIMES_OFFSET;
      send_change (task);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    {
      look_once_more (task, g_steal_pointer (&error));
    }
  else if (answer == NULL && may_have_arrived (error))
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
  Doing *doing = g_task_get_task_data (task);
  g_autoptr(JsonNode) body = doing->klass->encode (doing->data, doing->times);

  doing->n_sent++;
  sk_notion_api_change_async (g_task_get_source_object (task), doing->path, body,
                              doing->n_late < MAX_LATE ? PATIENCE : 0,
                              g_task_get_cancellable (task), on_sent, g_object_ref (task));
}

/**
 * sk_notion_deed_async:
 * @api: Notion
 * @deed: what to do
 * @cancellable: (nullable): stops it, as in sk_http_send_async()
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Does it, unless the object is not as it has to be.
 */
void
sk_notion_deed_async (SkNotionApi         *api,
                      const SkNotionDeed  *deed,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (api, cancellable, callback, user_data);
  Doing *doing = g_new0 (Doing, 1);

  doing->klass = deed->klass;
  doing->path = g_strdup (deed->path);
  doing->data = deed->data;
  doing->free = deed->free;
  doing->times = SK_NOTION_TIMES_LOCAL;
  doing->is_looked_at = deed->is_looked_at;
  g_task_set_source_tag (task, sk_notion_deed_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, doing, (GDestroyNotify) doing_free);
  if (deed->is_looked_at)
    send_change (task);
  else
    look (task);
}

/**
 * sk_notion_deed_finish:
 * @api: Notion
 * @result: what the callback was given
 * @is_sent: (out) (optional): whether anything was sent: else it held it already
 * @error: why the object is not as it has to be, or is not certain to hold
 *   what was meant; %G_IO_ERROR_TIMED_OUT if it was not sent, because somebody
 *   else's look at it is too old by now
 *
 * Returns: (transfer full) (nullable): the object, which holds what was meant
 */
JsonNode *
sk_notion_deed_finish (SkNotionApi   *api,
                       GAsyncResult  *result,
                       gboolean      *is_sent,
                       GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, api), NULL);

  if (is_sent != NULL)
    *is_sent = ((Doing *) g_task_get_task_data (G_TASK (result)))->n_sent > 0;

  return g_task_propagate_pointer (G_TASK (result), error);
}
