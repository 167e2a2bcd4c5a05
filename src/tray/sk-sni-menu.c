/* sk-sni-menu.c — our menu where a panel finds it, as com.canonical.dbusmenu
 *
 * It shows rows and says which was chosen; what a row does is not known here.
 * Some panels wait for the answer to a click and draw nothing meanwhile: they
 * are answered first, the choice is told from the main loop.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-sni-menu.h"

#include <string.h>

#include "sk-dbusmenu-interface.h"
#include "sk-menu-layout.h"

/* The revision of the protocol that everybody speaks. */
#define PROTOCOL_VERSION 3

struct _SkSniMenu
{
  GObject          parent_instance;

  SkMenuLayout    *layout;
  GDBusConnection *bus;         /* (nullable): while it is exported */
  char            *path;
  guint            registration;
};

G_DEFINE_FINAL_TYPE (SkSniMenu, sk_sni_menu, G_TYPE_OBJECT)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- a choice --- */

typedef struct
{
  SkSniMenu *self;              /* (owned) */
  char      *key;
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->self);
  g_free (choice->key);
  g_free (choice);
}

static gboolean
tell_choice (gpointer data)
{
  Choice *choice = data;

  g_signal_emit (choice->self, signals[CHOSEN], 0, choice->key);

  return G_SOURCE_REMOVE;
}

static void
take_event (SkSniMenu  *self,
            int         id,
            const char *kind)
{
  const SkMenuRow *row = sk_menu_layout_get_row (self->layout, id);
  Choice *choice = NULL;

  if (row == NULL || row->action == NULL || row->is_hidden || strcmp (kind, "clicked") != 0)
    return;

  choice = g_new0 (Choice, 1);
  choice->self = g_object_ref (self);
  choice->key = g_strdup (row->key);
  g_idle_add_full (G_PRIORITY_DEFAULT, tell_choice, choice, choice_free);
}

/* --- what panels ask --- */

static gboolean
check_id (SkSniMenu             *self,
          int                    id,
          GDBusMethodInvocation *invocation)
{
  if (sk_menu_layout_has (self->layout, id))
    return TRUE;

  g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                         "There is no row %d", id);
  return FALSE;
}

/* Of several rows it is an error only if none is there. */
static gboolean
check_ids (gsize                  n_asked,
           GArray                *unknown,
           GDBusMethodInvocation *invocation)
{
  if (n_asked == 0 || unknown->len < n_asked)
    return TRUE;

  g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR,
                                                 G_DBUS_ERROR_INVALID_ARGS,
                                                 "None of these rows is there");
  return FALSE;
}

static GVariant *
make_ids (GArray *ids)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_INT32, ids->data, ids->len, sizeof (gint32));
}

static void
get_layout (SkSniMenu             *self,
            GVariant              *arguments,
            GDBusMethodInvocation *invocation)
{
  g_autofree const char **names = NULL;
  gint32 id;
  gint32 depth;

  g_variant_get (arguments, "(ii^a&s)", &id, &depth, &names);
  if (!check_id (self, id, invocation))
    return;

  g_dbus_method_invocation_return_value (
    invocation,
    g_variant_new ("(u@(ia{sv}av))", sk_menu_layout_get_revision (self->layout),
                   sk_menu_layout_build (self->layout, id, depth, names)));
}

static void
get_group_properties (SkSniMenu             *self,
                      GVariant              *arguments,
                      GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariantIter) ids = NULL;
  g_autofree const char **names = NULL;
  GVariantBuilder some;
  gint32 id;

  g_variant_get (arguments, "(ai^a&s)", &ids, &names);
  if (g_variant_iter_n_children (ids) == 0)
    {
      g_dbus_method_invocation_return_value (
        invocation,
        g_variant_new ("(@a(ia{sv}))", sk_menu_layout_describe_all (self->layout, names)));
      return;
    }

  g_variant_builder_init (&some, G_VARIANT_TYPE ("a(ia{sv})"));
  while (g_variant_iter_next (ids, "i", &id))
    if (sk_menu_layout_has (self->layout, id))
      g_variant_builder_add (&some, "(i@a{sv})", id,
                             sk_menu_layout_describe (self->layout, id, names));
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(a(ia{sv}))", &some));
}

static void
get_property (SkSniMenu             *self,
              GVariant              *arguments,
              GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariant) all = NULL;
  g_autoptr(GVariant) value = NULL;
  const char *name;
  gint32 id;

  g_variant_get (arguments, "(i&s)", &id, &name);
  if (!check_id (self, id, invocation))
    return;

  all = g_variant_ref_sink (sk_menu_layout_describe (self->layout, id, NULL));
  value = g_variant_lookup_value (all, name, NULL);
  if (value != NULL)
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(v)", value));
  else
    g_dbus_method_invocation_return_error (invocation, G_DBUS_ERROR, G_DBUS_ERROR_INVALID_ARGS,
                                           "Row %d has no “%s”", id, name);
}

static void
event (SkSniMenu             *self,
       GVariant              *arguments,
       GDBusMethodInvocation *invocation)
{
  const char *kind;
  gint32 id;

  g_variant_get (arguments, "(i&svu)", &id, &kind, NULL, NULL);
  if (!check_id (self, id, invocation))
    return;

  g_dbus_method_invocation_return_value (invocation, NULL);
  take_event (self, id, kind);
}

static void
event_group (SkSniMenu             *self,
             GVariant              *arguments,
             GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariantIter) events = NULL;
  g_autoptr(GArray) unknown = g_array_new (FALSE, FALSE, sizeof (gint32));
  const char *kind;
  gint32 id;
  gsize n = 0;

  g_variant_get (arguments, "(a(isvu))", &events);
  n = g_variant_iter_n_children (events);
  while (g_variant_iter_next (events, "(i&svu)", &id, &kind, NULL, NULL))
    if (sk_menu_layout_has (self->layout, id))
      take_event (self, id, kind);
    else
      g_array_append_val (unknown, id);

  if (check_ids (n, unknown, invocation))
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(@ai)", make_ids (unknown)));
}

/* The menu is always as it should be: nothing has to be fetched again. */
static void
about_to_show (SkSniMenu             *self,
               GVariant              *arguments,
               GDBusMethodInvocation *invocation)
{
  gint32 id;

  g_variant_get (arguments, "(i)", &id);
  if (check_id (self, id, invocation))
    g_dbus_method_invocation_return_value (invocation, g_variant_new ("(b)", FALSE));
}

static void
about_to_show_group (SkSniMenu             *self,
                     GVariant              *arguments,
                     GDBusMethodInvocation *invocation)
{
  g_autoptr(GVariantIter) ids = NULL;
  g_autoptr(GArray) unknown = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr(GArray) changed = g_array_new (FALSE, FALSE, sizeof (gint32));
  gint32 id;
  gsize n = 0;

  g_variant_get (arguments, "(ai)", &ids);
  n = g_variant_iter_n_children (ids);
  while (g_variant_iter_next (ids, "i", &id))
    if (!sk_menu_layout_has (self->layout, id))
      g_array_append_val (unknown, id);

  if (check_ids (n, unknown, invocation))
    g_dbus_method_invocation_return_value (invocation,
                                           g_variant_new ("(@ai@ai)", make_ids (changed),
                                                          make_ids (unknown)));
}

static const struct
{
  const char *name;
  void     (* answer) (SkSniMenu             *self,
                       GVariant              *arguments,
                       GDBusMethodInvocation *invocation);
} methods[] = {
  { "GetLayout", get_layout },
  { "GetGroupProperties", get_group_properties },
  { "GetProperty", get_property },
  { "Event", event },
  { "EventGroup", event_group },
  { "AboutToShow", about_to_show },
  { "AboutToShowGroup", about_to_show_group },
};

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
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++)
    if (strcmp (methods[i].name, method) == 0)
      {
        methods[i].answer (SK_SNI_MENU (user_data), arguments, invocation);
        return;
      }
}

static GVariant *
on_get (GDBusConnection  *bus,
        const char       *sender,
        const char       *path,
        const char       *interface,
        const char       *property,
        GError          **error,
        gpointer          user_data)
{
  if (strcmp (property, "Version") == 0)
    return g_variant_new_uint32 (PROTOCOL_VERSION);
  if (strcmp (property, "TextDirection") == 0)
    return g_variant_new_string ("ltr");
  if (strcmp (property, "Status") == 0)
    return g_variant_new_string ("normal");

  return g_variant_new_strv (NULL, 0);          /* IconThemePath: rows have no icons */
}

/* --- what panels are told --- */

static void
tell (SkSniMenu  *self,
      const char *signal,
      GVariant   *what)         /* (transfer floating) */
{
  g_autoptr(GVariant) owned = g_variant_ref_sink (what);

  if (self->bus != NULL)
    g_dbus_connection_emit_signal (self->bus, NULL, self->path,
                                   com_canonical_dbusmenu_interface.name, signal, owned, NULL);
}

/**
 * sk_sni_menu_draw:
 * @self: a menu
 * @menu: (element-type SkMenuRow): what it shows from now on; shared, nobody
 *   adds to it any more
 *
 * Panels are told what has changed, and nothing if nothing has.
 */
void
sk_sni_menu_draw (SkSniMenu *self,
                  GArray    *menu)
{
  g_autoptr(SkMenuLayout) before = NULL;
  g_autoptr(GVariant) news = NULL;
  gboolean is_other = FALSE;

  g_return_if_fail (SK_IS_SNI_MENU (self));
  g_return_if_fail (menu != NULL);

  before = g_steal_pointer (&self->layout);
  self->layout = sk_menu_layout_new (menu, before);
  is_other = sk_menu_layout_compare (self->layout, before, &news);

  if (news != NULL)
    tell (self, "ItemsPropertiesUpdated", news);
  if (is_other)
    tell (self, "LayoutUpdated",
          g_variant_new ("(ui)", sk_menu_layout_get_revision (self->layout), SK_MENU_ROOT));
}

/**
 * sk_sni_menu_export:
 * @self: a menu that is not exported
 * @bus: where
 * @path: at which path
 * @error: why it cannot be: something is there already
 *
 * Returns: whether panels can ask for it now
 */
gboolean
sk_sni_menu_export (SkSniMenu        *self,
                    GDBusConnection  *bus,
                    const char       *path,
                    GError          **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = on_call, .get_property = on_get };

  g_return_val_if_fail (SK_IS_SNI_MENU (self), FALSE);
  g_return_val_if_fail (self->bus == NULL, FALSE);

  self->registration =
    g_dbus_connection_register_object (bus, path,
                                       (GDBusInterfaceInfo *) &com_canonical_dbusmenu_interface,
                                       &vtable, self, NULL, error);
  if (self->registration == 0)
    return FALSE;

  self->bus = g_object_ref (bus);
  self->path = g_strdup (path);

  return TRUE;
}

void
sk_sni_menu_unexport (SkSniMenu *self)
{
  g_return_if_fail (SK_IS_SNI_MENU (self));

  if (self->bus != NULL)
    g_dbus_connection_unregister_object (self->bus, self->registration);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->path, g_free);
}

static void
sk_sni_menu_dispose (GObject *object)
{
  sk_sni_menu_unexport (SK_SNI_MENU (object));

  G_OBJECT_CLASS (sk_sni_menu_parent_class)->dispose (object);
}

static void
sk_sni_menu_finalize (GObject *object)
{
  SkSniMenu *self = SK_SNI_MENU (object);

  g_clear_pointer (&self->layout, sk_menu_layout_free);

  G_OBJECT_CLASS (sk_sni_menu_parent_class)->finalize (object);
}

static void
sk_sni_menu_class_init (SkSniMenuClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->dispose = sk_sni_menu_dispose;
  object_class->finalize = sk_sni_menu_finalize;

  /**
   * SkSniMenu::chosen:
   * @self: a menu
   * @key: the key of the row
   *
   * Somebody has chosen a row.  Comes from the main loop, after the panel was answered.
   */
  signals[CHOSEN] = g_signal_new ("chosen", SK_TYPE_SNI_MENU, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sk_sni_menu_init (SkSniMenu *self)
{
  g_autoptr(GArray) empty = sk_menu_new ();

  self->layout = sk_menu_layout_new (empty, NULL);
}

/**
 * sk_sni_menu_new:
 *
 * Returns: (transfer full): a menu without rows, which nobody sees yet
 */
SkSniMenu *
sk_sni_menu_new (void)
{
  return g_object_new (SK_TYPE_SNI_MENU, NULL);
}
