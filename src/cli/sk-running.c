/* sk-running.c — the service that runs on this desktop, if one does
 *
 * Nothing here starts one: to ask how things are does not change how they are.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-running.h"

#include <glib/gi18n.h>

#include "sk-error.h"

#define PATIENCE_SECONDS 10     /* for what a service answers at once */

typedef gboolean (* Check) (SkBusMirror *mirror);

static gboolean
on_over (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_CONTINUE;
}

static void
set_gone (GError **error)
{
  g_set_error_literal (error, SK_ERROR, SK_ERROR_OFFLINE,
                       _("Slotkeeper does not answer. If it hangs, end it and start it again."));
}

static gboolean
wait_until (SkBusMirror  *mirror,
            Check         check,
            GError      **error)
{
  gboolean is_over = FALSE;
  guint timer = g_timeout_add_seconds (PATIENCE_SECONDS, on_over, &is_over);

  while (!check (mirror) && !is_over)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timer);

  if (check (mirror))
    return TRUE;

  set_gone (error);
  return FALSE;
}

static gboolean
is_owned (GDBusConnection *bus)
{
  g_autoptr(GVariant) answer =
    g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                 "org.freedesktop.DBus", "NameHasOwner",
                                 g_variant_new ("(s)", APP_ID), G_VARIANT_TYPE ("(b)"),
                                 G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  gboolean has_owner = FALSE;

  if (answer != NULL)
    g_variant_get (answer, "(b)", &has_owner);

  return has_owner;
}

static gboolean
has_state (SkBusMirror *mirror)
{
  return sk_bus_mirror_get_state (mirror) != NULL;
}

/**
 * sk_running_find:
 * @error: %SK_ERROR_OFFLINE if no service runs
 *
 * Returns: (transfer full) (nullable): the service, with a state
 */
SkBusMirror *
sk_running_find (GError **error)
{
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(SkBusMirror) mirror = NULL;

  if (bus == NULL || !is_owned (bus))
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_OFFLINE,
                           _("Slotkeeper is not running here. “slotkeeper --background” starts "
                             "it."));
      return NULL;
    }

  g_dbus_connection_set_exit_on_close (bus, FALSE);
  mirror = sk_bus_mirror_new_for_running (bus);

  return wait_until (mirror, has_state, error) ? g_steal_pointer (&mirror) : NULL;
}

static gboolean
has_actions (SkBusMirror *mirror)
{
  GActionGroup *actions = sk_bus_mirror_get_actions (mirror);
  g_auto(GStrv) names = actions != NULL ? g_action_group_list_actions (actions) : NULL;

  return names != NULL && names[0] != NULL;
}

/**
 * sk_running_wait_actions:
 * @mirror: a service
 * @error: %SK_ERROR_OFFLINE if it does not answer
 *
 * Waits until it has said what it can be told.
 *
 * Returns: whether it has
 */
gboolean
sk_running_wait_actions (SkBusMirror  *mirror,
                         GError      **error)
{
  return wait_until (mirror, has_actions, error);
}

/* --- telling --- */

static void
on_heard (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* It has gone, or nothing is under way that was not before. */
static void
wait_for_effect (SkBusMirror *mirror,
                 guint64      revision,
                 gboolean     is_last)
{
  gboolean is_over = FALSE;
  guint timer = g_timeout_add_seconds (PATIENCE_SECONDS, on_over, &is_over);

  while (sk_bus_mirror_is_connected (mirror) && !is_over &&
         (is_last || sk_state_get_revision (sk_bus_mirror_get_state (mirror)) == revision))
    g_main_context_iteration (NULL, TRUE);
  while (sk_bus_mirror_is_connected (mirror) &&
         (is_last || sk_state_is_busy (sk_bus_mirror_get_state (mirror))))
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (timer);
}

/* What shows in no state: a window, or a page in a browser. */
static gboolean
is_elsewhere (const char *action)
{
  static const char *const actions[] = { "preview", "preferences", "open-task", NULL };

  return g_strv_contains (actions, action);
}

/**
 * sk_running_tell:
 * @mirror: a service
 * @action: one of its actions
 * @parameter: (nullable): its parameter, sunk
 * @error: %SK_ERROR_OFFLINE if it was not heard
 *
 * Waits until what it does for it is done.
 *
 * Returns: whether it was heard
 */
gboolean
sk_running_tell (SkBusMirror  *mirror,
                 const char   *action,
                 GVariant     *parameter,
                 GError      **error)
{
  guint64 revision = sk_state_get_revision (sk_bus_mirror_get_state (mirror));
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GVariant) answer = NULL;
  g_autoptr(GError) trouble = NULL;

  sk_bus_mirror_tell_async (mirror, action, parameter, NULL, on_heard, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  answer = sk_bus_mirror_call_finish (mirror, result, &trouble);
  if (answer == NULL)
    {
      g_debug ("It was not heard: %s", trouble->message);
      set_gone (error);
      return FALSE;
    }

  if (!is_elsewhere (action))
    wait_for_effect (mirror, revision, g_str_equal (action, "quit"));

  return TRUE;
}
