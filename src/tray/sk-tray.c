/* sk-tray.c — the state, drawn in the panel
 *
 * What was chosen comes back as the key of a row, and the row of that key in
 * the present state says which action that is.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-tray.h"

#include <glib/gi18n-lib.h>

#include "sk-sni-item.h"
#include "sk-sni-menu.h"
#include "sk-tray-look.h"
#include "sk-tray-menu.h"

struct _SkTray
{
  GObject       parent_instance;

  GActionGroup *actions;
  SkSniMenu    *menu;
  SkSniItem    *item;
  SkState      *state;          /* (nullable): before anything was drawn */
};

G_DEFINE_FINAL_TYPE (SkTray, sk_tray, G_TYPE_OBJECT)

enum
{
  PROP_IS_SHOWN = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* The token is for what this choice opens, and for nothing later. */
static void
act (SkTray     *self,
     const char *key)
{
  g_autoptr(GArray) menu = NULL;
  const SkMenuRow *row = NULL;

  if (self->state == NULL)
    return;

  menu = sk_tray_menu_new (self->state);
  row = sk_menu_find (menu, key);
  if (row != NULL && row->action != NULL)
    g_action_group_activate_action (self->actions, row->action, row->target);

  if (self->item != NULL)       /* "quit" may have taken it away */
    g_free (sk_sni_item_take_token (self->item));
}

static void
on_chosen (SkSniMenu  *menu,
           const char *key,
           gpointer    user_data)
{
  g_autoptr(SkTray) self = g_object_ref (SK_TRAY (user_data));

  act (self, key);
}

static void
on_activated (SkSniItem *item,
              gpointer   user_data)
{
  g_autoptr(SkTray) self = g_object_ref (SK_TRAY (user_data));

  act (self, SK_TRAY_MENU_PREVIEW);
}

static void
on_shown (SkSniItem  *item,
          GParamSpec *pspec,
          gpointer    user_data)
{
  g_object_notify_by_pspec (G_OBJECT (user_data), props[PROP_IS_SHOWN]);
}

/**
 * sk_tray_render:
 * @self: a tray
 * @state: what there is to show
 */
void
sk_tray_render (SkTray  *self,
                SkState *state)
{
  g_auto(SkSniLook) look = { NULL };
  g_autoptr(GArray) menu = NULL;

  g_return_if_fail (SK_IS_TRAY (self));
  g_return_if_fail (state != NULL);

  sk_state_ref (state);
  g_clear_pointer (&self->state, sk_state_unref);
  self->state = state;

  look = sk_tray_look_new (state);
  menu = sk_tray_menu_new (state);
  sk_sni_item_draw (self->item, &look);
  sk_sni_menu_draw (self->menu, menu);
}

/**
 * sk_tray_open:
 * @self: a tray that was rendered, and not opened yet
 * @error: there is no session bus
 *
 * Shows the icon in the panel as soon as there is one.
 *
 * Returns: whether there is a bus that panels can be on
 */
gboolean
sk_tray_open (SkTray  *self,
              GError **error)
{
  g_autofree char *address = NULL;

  g_return_val_if_fail (SK_IS_TRAY (self), FALSE);
  g_return_val_if_fail (self->state != NULL, FALSE);

  address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, error);
  if (address != NULL)
    sk_sni_item_open (self->item, address);

  return address != NULL;
}

/**
 * sk_tray_is_shown:
 * @self: a tray
 *
 * Returns: whether a panel shows it; where none does, a second start has to
 *   open the window and notifications have to say the rest
 */
gboolean
sk_tray_is_shown (SkTray *self)
{
  g_return_val_if_fail (SK_IS_TRAY (self), FALSE);

  return sk_sni_item_is_shown (self->item);
}

/**
 * sk_tray_take_token:
 * @self: a tray
 *
 * For whoever opens a window because of an action: the action came from the
 * panel if there is one.
 *
 * Returns: (transfer full) (nullable): an activation token
 */
char *
sk_tray_take_token (SkTray *self)
{
  g_return_val_if_fail (SK_IS_TRAY (self), NULL);

  return sk_sni_item_take_token (self->item);
}

static void
sk_tray_dispose (GObject *object)
{
  SkTray *self = SK_TRAY (object);

  if (self->item != NULL)
    g_object_run_dispose (G_OBJECT (self->item));       /* the icon goes at once */
  g_clear_object (&self->item);
  g_clear_object (&self->menu);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->state, sk_state_unref);

  G_OBJECT_CLASS (sk_tray_parent_class)->dispose (object);
}

static void
sk_tray_get_property (GObject    *object,
                      guint       prop_id,
                      GValue     *value,
                      GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_IS_SHOWN:
      g_value_set_boolean (value, sk_tray_is_shown (SK_TRAY (object)));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sk_tray_class_init (SkTrayClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = sk_tray_dispose;
  object_class->get_property = sk_tray_get_property;

  /**
   * SkTray:is-shown:
   *
   * Whether a panel shows it.
   */
  props[PROP_IS_SHOWN] =
    g_param_spec_boolean ("is-shown", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
sk_tray_init (SkTray *self)
{
}

/**
 * sk_tray_new:
 * @actions: what rows of the menu stand for (formats.md §5)
 * @icon_folder: (nullable): where the icons are if they are not installed
 *
 * Returns: (transfer full): a tray that nobody sees yet
 */
SkTray *
sk_tray_new (GActionGroup *actions,
             const char   *icon_folder)
{
  SkTray *self = NULL;

  g_return_val_if_fail (G_IS_ACTION_GROUP (actions), NULL);

  self = g_object_new (SK_TYPE_TRAY, NULL);
  self->actions = g_object_ref (actions);
  self->menu = sk_sni_menu_new ();
  self->item = sk_sni_item_new (APP_ID, C_("app", "Slotkeeper"), icon_folder, self->menu);
  g_signal_connect_object (self->menu, "chosen", G_CALLBACK (on_chosen), self, 0);
  g_signal_connect_object (self->item, "activated", G_CALLBACK (on_activated), self, 0);
  g_signal_connect_object (self->item, "notify::is-shown", G_CALLBACK (on_shown), self, 0);

  return self;
}
