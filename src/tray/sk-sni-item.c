/* sk-sni-item.c — an icon in the panel, as org.kde.StatusNotifierItem
 *
 * It has a connection of its own, because a panel knows an icon by the
 * connection it came from and can be told to forget it in no other way than by
 * closing that.  Both objects are there before it is registered, since some
 * panels look at once; it registers anew whenever a panel's watcher appears.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-sni-item.h"

#include <string.h>

#include "sk-sni-interface.h"

#define ITEM_PATH "/StatusNotifierItem"
#define MENU_PATH "/StatusNotifierItem/Menu"

#define WATCHER_NAME "org.kde.StatusNotifierWatcher"
#define WATCHER_PATH "/StatusNotifierWatcher"

struct _SkSniItem
{
  GObject          parent_instance;

  char            *id;
  char            *title;
  char            *icon_folder;
  SkSniMenu       *menu;
  SkSniLook        look;
  char            *token;               /* (nullable): the right to open a window */

  GCancellable    *opening;
  GCancellable    *registering;         /* (nullable): while a watcher is there */
  GDBusConnection *bus;                 /* (nullable): once it is open */
  guint            registration;
  guint            watch;
  gboolean         is_shown;
};

G_DEFINE_FINAL_TYPE (SkSniItem, sk_sni_item, G_TYPE_OBJECT)

enum
{
  PROP_IS_SHOWN = 1,
  N_PROPS
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

void
sk_sni_look_clear (SkSniLook *self)
{
  g_clear_pointer (&self->icon, g_free);
  g_clear_pointer (&self->tooltip, g_free);
  g_clear_pointer (&self->description, g_free);
}

/* --- what panels ask --- */

static gboolean
tell_activation (gpointer data)
{
  g_signal_emit (data, signals[ACTIVATED], 0);

  return G_SOURCE_REMOVE;
}

/* Answered before anything is done: a panel may wait for it. */
static void
on_call (GDBusConnection       *bus,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *arguments,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  SkSniItem *self = SK_SNI_ITEM (user_data);

  if (strcmp (method, "ProvideXdgActivationToken") == 0)
    {
      g_clear_pointer (&self->token, g_free);
      g_variant_get (arguments, "(s)", &self->token);
    }
  else if (strcmp (method, "Activate") == 0 || strcmp (method, "SecondaryActivate") == 0)
    {
      g_idle_add_full (G_PRIORITY_DEFAULT, tell_activation, g_object_ref (self), g_object_unref);
    }

  g_dbus_method_invocation_return_value (invocation, NULL);
}

static GVariant *
make_no_picture (void)
{
  return g_variant_new_array (G_VARIANT_TYPE ("(iiay)"), NULL, 0);
}

static GVariant *
get_id (SkSniItem *self)
{
  return g_variant_new_string (self->id);
}

static GVariant *
get_title (SkSniItem *self)
{
  return g_variant_new_string (self->title);
}

static GVariant *
get_category (SkSniItem *self)
{
  return g_variant_new_string ("ApplicationStatus");
}

static const char *
get_status_name (const SkSniLook *look)
{
  return look->needs_person ? "NeedsAttention" : "Active";
}

static GVariant *
get_status (SkSniItem *self)
{
  return g_variant_new_string (get_status_name (&self->look));
}

static GVariant *
get_zero (SkSniItem *self)
{
  return g_variant_new_int32 (0);
}

static GVariant *
get_icon_folder (SkSniItem *self)
{
  return g_variant_new_string (self->icon_folder);
}

static GVariant *
get_menu (SkSniItem *self)
{
  return g_variant_new_object_path (MENU_PATH);
}

static GVariant *
get_no (SkSniItem *self)
{
  return g_variant_new_boolean (FALSE);
}

static GVariant *
get_icon (SkSniItem *self)
{
  return g_variant_new_string (self->look.icon);
}

/* None beside a name: one panel would take it for the better of the two, and
 * all fetch it again at each change. */
static GVariant *
get_picture (SkSniItem *self)
{
  return make_no_picture ();
}

/* Panels read the second text as markup and some the first as well, so
 * whatever a person wrote is in the second, escaped. */
static GVariant *
get_tooltip (SkSniItem *self)
{
  g_autofree char *text = g_markup_escape_text (self->look.tooltip, -1);

  return g_variant_new ("(s@a(iiay)ss)", "", make_no_picture (), self->title, text);
}

static GVariant *
get_description (SkSniItem *self)
{
  return g_variant_new_string (self->look.description);
}

static GVariant *
get_nothing (SkSniItem *self)
{
  return g_variant_new_string ("");
}

static GVariant *
get_order (SkSniItem *self)
{
  return g_variant_new_uint32 (0);
}

static const struct
{
  const char *name;
  GVariant *(* get) (SkSniItem *self);
} properties[] = {
  { "Category", get_category },
  { "Id", get_id },
  { "Title", get_title },
  { "Status", get_status },
  { "WindowId", get_zero },
  { "IconThemePath", get_icon_folder },
  { "Menu", get_menu },
  { "ItemIsMenu", get_no },
  { "IconName", get_icon },
  { "IconPixmap", get_picture },
  { "OverlayIconName", get_nothing },
  { "OverlayIconPixmap", get_picture },
  { "AttentionIconName", get_icon },
  { "AttentionIconPixmap", get_picture },
  { "AttentionMovieName", get_nothing },
  { "ToolTip", get_tooltip },
  { "IconAccessibleDesc", get_description },
  { "AttentionAccessibleDesc", get_description },
  { "XAyatanaLabel", get_nothing },
  { "XAyatanaLabelGuide", get_nothing },
  { "XAyatanaOrderingIndex", get_order },
};

static GVariant *
on_get (GDBusConnection  *bus,
        const char       *sender,
        const char       *path,
        const char       *interface,
        const char       *property,
        GError          **error,
        gpointer          user_data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (properties); i++)
    if (strcmp (properties[i].name, property) == 0)
      return properties[i].get (SK_SNI_ITEM (user_data));

  return NULL;
}

/* --- being registered --- */

static void
set_shown (SkSniItem *self,
           gboolean   is_shown)
{
  if (self->is_shown == is_shown)
    return;

  self->is_shown = is_shown;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_IS_SHOWN]);
}

static void
stop_registering (SkSniItem *self)
{
  g_cancellable_cancel (self->registering);
  g_clear_object (&self->registering);
}

static void
on_registered (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(SkSniItem) self = SK_SNI_ITEM (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = NULL;

  answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;                     /* that watcher is gone */

  if (answer == NULL)
    g_message ("No place in the panel: %s", error->message);
  set_shown (self, answer != NULL);
}

static void
on_watcher_appeared (GDBusConnection *bus,
                     const char      *name,
                     const char      *owner,
                     gpointer         user_data)
{
  SkSniItem *self = SK_SNI_ITEM (user_data);

  stop_registering (self);
  self->registering = g_cancellable_new ();
  g_dbus_connection_call (bus, owner, WATCHER_PATH, WATCHER_NAME, "RegisterStatusNotifierItem",
                          g_variant_new ("(s)", g_dbus_connection_get_unique_name (bus)), NULL,
                          G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, self->registering,
                          on_registered, g_object_ref (self));
}

static void
on_watcher_vanished (GDBusConnection *bus,
                     const char      *name,
                     gpointer         user_data)
{
  SkSniItem *self = SK_SNI_ITEM (user_data);

  stop_registering (self);
  set_shown (self, FALSE);
}

static gboolean
export (SkSniItem  *self,
        GError    **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call, .get_property = on_get };

  self->registration =
    g_dbus_connection_register_object (self->bus, ITEM_PATH,
                                       (GDBusInterfaceInfo *)
                                       &org_kde_status_notifier_item_interface,
                                       &vtable, self, NULL, error);

  return self->registration != 0 &&
         sk_sni_menu_export (self->menu, self->bus, MENU_PATH, error);
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(SkSniItem) self = SK_SNI_ITEM (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusConnection) bus = g_dbus_connection_new_for_address_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      g_cancellable_is_cancelled (self->opening))
    return;

  self->bus = g_steal_pointer (&bus);
  if (self->bus == NULL || !export (self, &error))
    {
      g_message ("No icon in the panel: %s", error->message);
      return;
    }

  self->watch = g_bus_watch_name_on_connection (self->bus, WATCHER_NAME,
                                                G_BUS_NAME_WATCHER_FLAGS_NONE,
                                                on_watcher_appeared, on_watcher_vanished,
                                                self, NULL);
}

/**
 * sk_sni_item_open:
 * @self: an item that was not opened yet
 * @address: of the bus that panels are on
 *
 * Shows the icon in the panel: at once, or as soon as there is one.  Where that
 * cannot be, the log says so and the item stays unseen.
 */
void
sk_sni_item_open (SkSniItem  *self,
                  const char *address)
{
  g_return_if_fail (SK_IS_SNI_ITEM (self));
  g_return_if_fail (address != NULL && self->opening == NULL);

  self->opening = g_cancellable_new ();
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT |
                                     G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, self->opening, on_opened, g_object_ref (self));
}

/* --- how it looks --- */

static void
tell (SkSniItem  *self,
      const char *signal,
      GVariant   *what)         /* (transfer floating) (nullable) */
{
  g_autoptr(GVariant) owned = what != NULL ? g_variant_ref_sink (what) : NULL;

  if (self->bus != NULL)
    g_dbus_connection_emit_signal (self->bus, NULL, ITEM_PATH,
                                   org_kde_status_notifier_item_interface.name, signal, owned,
                                   NULL);
}

static gboolean
replace (char       **place,
         const char  *text)
{
  if (g_strcmp0 (*place, text) == 0)
    return FALSE;

  g_free (*place);
  *place = g_strdup (text);

  return TRUE;
}

/**
 * sk_sni_item_draw:
 * @self: an item
 * @look: how it looks from now on; copied
 *
 * Panels are told what has changed, and nothing if nothing has.
 */
void
sk_sni_item_draw (SkSniItem       *self,
                  const SkSniLook *look)
{
  gboolean was_needed = FALSE;
  gboolean is_other = FALSE;

  g_return_if_fail (SK_IS_SNI_ITEM (self));
  g_return_if_fail (look != NULL && look->icon != NULL);

  was_needed = self->look.needs_person;
  self->look.needs_person = look->needs_person;
  is_other = replace (&self->look.icon, look->icon);
  is_other |= replace (&self->look.description, look->description);

  if (is_other)
    {
      tell (self, "NewIcon", NULL);
      tell (self, "NewAttentionIcon", NULL);
    }
  if (replace (&self->look.tooltip, look->tooltip))
    tell (self, "NewToolTip", NULL);
  if (was_needed != look->needs_person)
    tell (self, "NewStatus", g_variant_new ("(s)", get_status_name (look)));
}

/**
 * sk_sni_item_is_shown:
 * @self: an item
 *
 * Returns: whether a panel has taken it
 */
gboolean
sk_sni_item_is_shown (SkSniItem *self)
{
  g_return_val_if_fail (SK_IS_SNI_ITEM (self), FALSE);

  return self->is_shown;
}

/**
 * sk_sni_item_take_token:
 * @self: an item
 *
 * The panel gives it before a click; it serves once.
 *
 * Returns: (transfer full) (nullable): an activation token for the window that opens
 */
char *
sk_sni_item_take_token (SkSniItem *self)
{
  g_autofree char *token = NULL;

  g_return_val_if_fail (SK_IS_SNI_ITEM (self), NULL);

  token = g_steal_pointer (&self->token);

  return token != NULL && *token != '\0' ? g_steal_pointer (&token) : NULL;
}

/* --- the object --- */

static void
sk_sni_item_dispose (GObject *object)
{
  SkSniItem *self = SK_SNI_ITEM (object);

  stop_registering (self);
  g_cancellable_cancel (self->opening);
  if (self->watch != 0)
    g_bus_unwatch_name (self->watch);
  self->watch = 0;
  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->bus, self->registration);
  self->registration = 0;
  if (self->menu != NULL)
    sk_sni_menu_unexport (self->menu);
  if (self->bus != NULL)
    g_dbus_connection_close (self->bus, NULL, NULL, NULL);
  g_clear_object (&self->bus);
  g_clear_object (&self->menu);

  G_OBJECT_CLASS (sk_sni_item_parent_class)->dispose (object);
}

static void
sk_sni_item_finalize (GObject *object)
{
  SkSniItem *self = SK_SNI_ITEM (object);

  g_clear_object (&self->opening);
  g_free (self->id);
  g_free (self->title);
  g_free (self->icon_folder);
  g_free (self->token);
  sk_sni_look_clear (&self->look);

  G_OBJECT_CLASS (sk_sni_item_parent_class)->finalize (object);
}

static void
sk_sni_item_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_IS_SHOWN:
      g_value_set_boolean (value, SK_SNI_ITEM (object)->is_shown);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sk_sni_item_class_init (SkSniItemClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = sk_sni_item_dispose;
  object_class->finalize = sk_sni_item_finalize;
  object_class->get_property = sk_sni_item_get_property;

  /**
   * SkSniItem:is-shown:
   *
   * Whether a panel has taken it.
   */
  props[PROP_IS_SHOWN] =
    g_param_spec_boolean ("is-shown", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * SkSniItem::activated:
   * @self: an item
   *
   * Somebody has clicked on the icon.  Comes from the main loop, after the
   * panel was answered.
   */
  signals[ACTIVATED] = g_signal_new ("activated", SK_TYPE_SNI_ITEM, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
}

static void
sk_sni_item_init (SkSniItem *self)
{
  self->look.icon = g_strdup ("");
  self->look.tooltip = g_strdup ("");
  self->look.description = g_strdup ("");
}

/**
 * sk_sni_item_new:
 * @id: what panels know it by, the same at every start
 * @title: what it is called; without "<" and "&", which some panels read as markup
 * @icon_folder: (nullable): where the icons are if they are not installed
 * @menu: its menu
 *
 * Returns: (transfer full): an icon that nobody sees yet
 */
SkSniItem *
sk_sni_item_new (const char *id,
                 const char *title,
                 const char *icon_folder,
                 SkSniMenu  *menu)
{
  SkSniItem *self = NULL;

  g_return_val_if_fail (id != NULL && title != NULL, NULL);
  g_return_val_if_fail (SK_IS_SNI_MENU (menu), NULL);

  self = g_object_new (SK_TYPE_SNI_ITEM, NULL);
  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->icon_folder = g_strdup (icon_folder != NULL ? icon_folder : "");
  self->menu = g_object_ref (menu);

  return self;
}
