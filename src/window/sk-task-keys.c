/* sk-task-keys.c — the keys that mean the same on a card and on a row
 *
 * They only name an action of the window and the task it is for.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-task-keys.h"

typedef struct
{
  guint            key;
  GdkModifierType  modifiers;
  const char      *action;
} TaskKey;

static const TaskKey keys[] = {
  { GDK_KEY_space, 0, "win.toggle" },
  { GDK_KEY_KP_Space, 0, "win.toggle" },
  { GDK_KEY_Return, 0, "win.why" },
  { GDK_KEY_KP_Enter, 0, "win.why" },
  { GDK_KEY_ISO_Enter, 0, "win.why" },
  { GDK_KEY_p, 0, "win.pin" },
  { GDK_KEY_P, 0, "win.pin" },
  { GDK_KEY_Up, GDK_CONTROL_MASK, "win.shift-earlier" },
  { GDK_KEY_Down, GDK_CONTROL_MASK, "win.shift-later" },
  { GDK_KEY_Left, GDK_CONTROL_MASK, "win.shift-left" },
  { GDK_KEY_Right, GDK_CONTROL_MASK, "win.shift-right" },
};

static gboolean
on_key (GtkEventControllerKey *controller,
        guint                  key,
        guint                  code,
        GdkModifierType        modifiers,
        gpointer               user_data)
{
  SkTaskOf task_of = (SkTaskOf) user_data;
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  const char *task = task_of (widget);

  modifiers &= gtk_accelerator_get_default_mod_mask ();
  for (gsize i = 0; task != NULL && i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key && keys[i].modifiers == modifiers)
      return gtk_widget_activate_action (widget, keys[i].action, "s", task);

  return FALSE;
}

/**
 * sk_task_keys_add:
 * @widget: a widget that shows a task
 * @task_of: says which
 *
 * Before the widget's own keys: on a button, space would be a click.
 */
void
sk_task_keys_add (GtkWidget *widget,
                  SkTaskOf   task_of)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (on_key), (gpointer) task_of);
  gtk_widget_add_controller (widget, controller);
}
