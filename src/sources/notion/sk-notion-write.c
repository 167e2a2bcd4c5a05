/* sk-notion-write.c — one change of the plan, written to its page
 *
 * Whether the page is still as it was read is seen from a look at many rows,
 * or else from the page itself (sk-notion-look.c); how it is sent, and sent
 * again, is said in sk-notion-deed.c.
 *
 *   look ──► write ──► does the answer show another edit? ──► take back
 *
 * The answer to a write is the whole page.  If it shows that somebody edited
 * what the change was decided by, after the look and before the write, then
 * the page gets the place back that it had: as if the look had seen it.  What
 * no answer shows is that the place itself was edited in between: that edit is
 * lost to us, and is in Notion's history of the page.  See sk-notion-look.c
 * for how long that gap is.
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
#include "sk-notion-deed.h"
#include "sk-notion-encode.h"
#include "sk-notion-put.h"

typedef struct
{
  SkChange        change;
  SkNotionSchema *schema;
  SkRules        *rules;
  char           *assignee;     /* (nullable) */
  SkNotionLook   *look;         /* (unowned) */
  SkTask         *seen;         /* (nullable): what a look saw */
  gboolean        is_alone;     /* looks at its page itself */
} Writing;

static Writing *
writing_new (const SkNotionWrite *what)
{
  Writing *writing = g_rc_box_new0 (Writing);

  writing->change = *what->change;
  sk_task_ref (writing->change.task);
  writing->schema = sk_notion_schema_ref (what->rows->schema);
  writing->rules = sk_rules_ref (what->rules);
  writing->assignee = g_strdup (what->rows->assignee);
  writing->look = what->look;
  writing->is_alone = what->is_alone;

  return writing;
}

static void
writing_clear (Writing *writing)
{
  sk_task_unref (writing->change.task);
  sk_notion_schema_unref (writing->schema);
  sk_rules_unref (writing->rules);
  g_free (writing->assignee);
  g_clear_pointer (&writing->seen, sk_task_unref);
}

static void
writing_unref (gpointer writing)
{
  g_rc_box_release_full (writing, (GDestroyNotify) writing_clear);
}

/* --- is it as it was read? --- */

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

/* The task that the page is; %NULL: it is none of ours any more. */
static SkTask *
decode (Writing  *writing,
        JsonNode *page)
{
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);

  if (!sk_notion_decode_is_live (page) ||
      !sk_notion_decode_is_assigned (page, writing->schema, writing->assignee))
    return NULL;

  return sk_notion_decode_task (page, writing->schema, &(SkNotionOrigin) {
                                  .workspace = sk_task_get_workspace (writing->change.task),
                                  .source = "",         /* it is one of ours */
                                  .notes = notes,
                                });
}

static gboolean
is_as_read (gpointer   data,
            JsonNode  *page,
            GError   **error)
{
  Writing *writing = data;
  g_autoptr(SkTask) now = decode (writing, page);

  if (now != NULL && !sk_notion_check_columns (writing->schema, page, error))
    return FALSE;

  return still_holds (writing, now, error);
}

static gboolean
is_written (gpointer   data,
            JsonNode  *page,
            GError   **error)
{
  Writing *writing = data;

  return sk_notion_check (&writing->change, writing->schema, page, error);
}

static JsonNode *
encode (gpointer      data,
        SkNotionTimes times)
{
  Writing *writing = data;

  return sk_notion_encode_change (&writing->change, writing->schema, writing->rules, times);
}

static const SkNotionDeedClass klass = { is_as_read, is_written, encode };

/* --- was it edited in between? --- */

/* The same writes, the other way round. */
static GArray *
invert (Writing *writing)
{
  GArray *writes = sk_write_array_new ();

  sk_notion_encode_describe (&writing->change, writing->schema, writing->rules, writes);
  for (guint i = 0; i < writes->len; i++)
    {
      SkWrite *write = &g_array_index (writes, SkWrite, i);
      char *before = write->before;

      write->before = write->after;
      write->after = before;
    }

  return writes;
}

static void
on_taken_back (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (sk_notion_put_finish (SK_NOTION_API (source), result, &error))
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_CONFLICT,
                             _("It was edited in Notion while it was being written, so that was "
                               "taken back. Plan again."));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    /* Translators: %s is a whole sentence that says why. */
    g_task_return_new_error (task, SK_ERROR, SK_ERROR_CONFLICT,
                             _("It was edited in Notion while it was being written, and that could "
                               "not be taken back. Look at it in Notion, and plan again. %s"),
                             error->message);
}

static void
take_back (GTask *task)
{
  Writing *writing = g_task_get_task_data (task);
  g_autoptr(GArray) writes = invert (writing);

  sk_notion_put_async (g_task_get_source_object (task), writes, writing->schema, writing->look,
                       g_task_get_cancellable (task), on_taken_back, g_object_ref (task));
}

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean is_sent;
  g_autoptr(JsonNode) page = sk_notion_deed_finish (SK_NOTION_API (source), result, &is_sent,
                                                    &error);
  g_autoptr(SkTask) now = page != NULL ? decode (writing, page) : NULL;

  if (page == NULL)
    {
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
        sk_notion_look_give_back (writing->look, writing->seen);
      g_task_return_error (task, error);
    }
  else if (now != NULL && sk_change_is_still_wanted (&writing->change, now))
    {
      sk_notion_look_take_page (writing->look, page, writing->schema, SK_NOTION_ROLES_WRITTEN);
      g_task_return_boolean (task, TRUE);
    }
  else if (is_sent)
    {
      take_back (task);
    }
  else
    {
      still_holds (writing, NULL, &error);
      g_task_return_error (task, error);
    }
}

/* --- writing --- */

static void
begin (GTask    *task,
       gboolean  is_looked_at)
{
  Writing *writing = g_task_get_task_data (task);
  g_autofree char *path = g_strconcat ("pages/", sk_task_get_id (writing->change.task), NULL);

  sk_notion_deed_async (g_task_get_source_object (task), &(SkNotionDeed) {
                          .klass = &klass,
                          .path = path,
                          .is_looked_at = is_looked_at,
                          .data = g_rc_box_acquire (writing),
                          .free = writing_unref,
                        }, g_task_get_cancellable (task), on_done, g_object_ref (task));
}

static void
on_looked (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Writing *writing = g_task_get_task_data (task);
  GError *error = NULL;

  if (!sk_notion_look_finish (result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  writing->seen = sk_notion_look_take (writing->look, sk_task_get_id (writing->change.task));
  if (writing->seen == NULL || still_holds (writing, writing->seen, &error))
    begin (task, writing->seen != NULL && !writing->is_alone);
  else
    g_task_return_error (task, error);
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
  g_task_set_task_data (task, writing_new (what), writing_unref);
  sk_notion_look_async (what->look, what->rows, cancellable, on_looked, g_object_ref (task));
}

/**
 * sk_notion_write_finish:
 * @api: Notion
 * @result: what the callback was given
 * @error: %SK_ERROR_CONFLICT if the page changed; %G_IO_ERROR_TIMED_OUT if
 *   nothing was sent, because the look is too old by now: try again; else why
 *   it is not certain to hold the change
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
