/* sk-notify.c — the state, told in notifications
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notify.h"

struct _SkNotify
{
  GObject       parent_instance;

  SkNotifySink  sink;
  gpointer      user_data;
  gboolean      tells_starts;
  gboolean      is_over;
  SkState      *told;           /* (nullable): the last one that was compared */

  GApplication *application;    /* (nullable) (unowned): whose sink it is; it owns us */
  gboolean      is_asked;
  gboolean      reads_markup;
};

G_DEFINE_FINAL_TYPE (SkNotify, sk_notify, G_TYPE_OBJECT)

/* The state goes into @self, and what is new in it to the sink. */
static void
tell (SkNotify *self,
      SkState  *state)          /* (nullable) */
{
  g_auto(SkNews) news = sk_notices_compare (self->told, state, self->tells_starts);

  g_clear_pointer (&self->told, sk_state_unref);
  self->told = state != NULL ? sk_state_ref (state) : NULL;

  for (guint i = 0; news.stale->pdata[i] != NULL; i++)
    self->sink (news.stale->pdata[i], NULL, self->user_data);
  for (guint i = 0; i < news.fresh->len; i++)
    {
      const SkNotice *notice = news.fresh->pdata[i];

      self->sink (notice->kind, notice, self->user_data);
    }
}

/**
 * sk_notify_render:
 * @self: a sender
 * @state: what there is now
 *
 * Tells what is new in it.
 */
void
sk_notify_render (SkNotify *self,
                  SkState  *state)
{
  g_return_if_fail (SK_IS_NOTIFY (self));
  g_return_if_fail (state != NULL);

  if (!self->is_over && sk_notices_may_compare (state))
    tell (self, state);
}

/**
 * sk_notify_withdraw:
 * @self: a sender
 *
 * Takes everything back and tells nothing any more: nobody will be there to
 * answer a button.
 */
void
sk_notify_withdraw (SkNotify *self)
{
  g_return_if_fail (SK_IS_NOTIFY (self));

  self->is_over = TRUE;
  tell (self, NULL);
  self->sink (SK_NOTICE_BACKGROUND, NULL, self->user_data);
}

/**
 * sk_notify_tell_background:
 * @self: a sender
 *
 * Says that the program goes on: the last window was closed, and no panel
 * shows it.
 */
void
sk_notify_tell_background (SkNotify *self)
{
  g_autoptr(SkNotice) notice = sk_notices_new_background ();

  g_return_if_fail (SK_IS_NOTIFY (self));

  self->sink (notice->kind, notice, self->user_data);
}

/**
 * sk_notify_set_tells_starts:
 * @self: a sender
 * @tells_starts: whether the person wants to know when a slot begins
 */
void
sk_notify_set_tells_starts (SkNotify *self,
                            gboolean  tells_starts)
{
  g_return_if_fail (SK_IS_NOTIFY (self));

  self->tells_starts = tells_starts;
}

/* --- to the desktop --- */

/* Which way notifications go is chosen by GApplication when the first is sent,
 * and this asks what it asks.  Only on the oldest way is the text markup. */
static gboolean
reads_markup (GApplication *application)
{
  GDBusConnection *bus = g_application_get_dbus_connection (application);
  g_autoptr(GVariant) answer = NULL;

  if (bus == NULL || g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    return FALSE;

  answer = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/", "org.freedesktop.DBus",
                                        "GetNameOwner",
                                        g_variant_new ("(s)", "org.gtk.Notifications"),
                                        G_VARIANT_TYPE ("(s)"), G_DBUS_CALL_FLAGS_NONE, -1, NULL,
                                        NULL);

  return answer == NULL;
}

static char *
dup_body (SkNotify   *self,
          const char *body)
{
  if (!self->is_asked)
    {
      self->reads_markup = reads_markup (self->application);
      self->is_asked = TRUE;
    }

  return self->reads_markup ? g_markup_escape_text (body, -1) : g_strdup (body);
}

static void
add_buttons (GNotification  *notification,
             const SkNotice *notice)
{
  g_autofree char *click = g_strconcat ("app.", notice->click.action, NULL);

  g_notification_set_default_action_and_target_value (notification, click, notice->click.target);
  for (guint i = 0; i < notice->buttons->len; i++)
    {
      const SkButton *button = &g_array_index (notice->buttons, SkButton, i);
      g_autofree char *action = g_strconcat ("app.", button->action, NULL);

      g_notification_add_button_with_target_value (notification, button->label, action,
                                                   button->target);
    }
}

static void
show (const char     *kind,
      const SkNotice *notice,
      gpointer        user_data)
{
  SkNotify *self = SK_NOTIFY (user_data);
  g_autoptr(GNotification) notification = NULL;
  g_autoptr(GIcon) icon = NULL;
  g_autofree char *body = NULL;

  if (notice == NULL)
    {
      g_application_withdraw_notification (self->application, kind);
      return;
    }

  body = dup_body (self, notice->body);
  icon = g_themed_icon_new (APP_ID);
  notification = g_notification_new (notice->title);
  g_notification_set_body (notification, body);
  g_notification_set_icon (notification, icon);
  g_notification_set_priority (notification, notice->is_urgent ? G_NOTIFICATION_PRIORITY_HIGH
                                                               : G_NOTIFICATION_PRIORITY_NORMAL);
  add_buttons (notification, notice);
  g_application_send_notification (self->application, kind, notification);
}

/* --- the object --- */

static void
sk_notify_finalize (GObject *object)
{
  SkNotify *self = SK_NOTIFY (object);

  g_clear_pointer (&self->told, sk_state_unref);

  G_OBJECT_CLASS (sk_notify_parent_class)->finalize (object);
}

static void
sk_notify_class_init (SkNotifyClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sk_notify_finalize;
}

static void
sk_notify_init (SkNotify *self)
{
}

/**
 * sk_notify_new:
 * @sink: where notices go
 * @user_data: for @sink; has to outlive the sender
 *
 * Returns: (transfer full): a sender that has told nothing yet
 */
SkNotify *
sk_notify_new (SkNotifySink sink,
               gpointer     user_data)
{
  SkNotify *self = g_object_new (SK_TYPE_NOTIFY, NULL);

  self->sink = sink;
  self->user_data = user_data;

  return self;
}

/**
 * sk_notify_new_for_application:
 * @application: a registered application, which outlives the sender and has
 *   the actions (formats.md §5)
 *
 * Returns: (transfer full): a sender to the desktop
 */
SkNotify *
sk_notify_new_for_application (GApplication *application)
{
  SkNotify *self = sk_notify_new (show, NULL);

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  self->application = application;
  self->user_data = self;

  return self;
}
