/* sk-settings-watch.c — the one listener to the preferences
 *
 * It says that something changed and not what: whoever listens reads all of
 * it again.  A dialog that sets ten keys at once is one change.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-settings-watch.h"

#include "sk-settings-store.h"

struct _SkSettingsWatch
{
  GSettings         *store;             /* (nullable): no schema, no changes */
  GPtrArray         *items;             /* (element-type GSettings): workspaces, calendars */
  SkSettingsChanged  callback;
  gpointer           user_data;
  guint              idle;              /* 0: there is nothing to tell */
};

static void follow_items (SkSettingsWatch *self);

static gboolean
on_idle (gpointer user_data)
{
  SkSettingsWatch *self = user_data;

  self->idle = 0;
  self->callback (self->user_data);     /* may free the watch */

  return G_SOURCE_REMOVE;
}

static void
on_changed (GSettings  *settings,
            const char *key,
            gpointer    user_data)
{
  SkSettingsWatch *self = user_data;

  if (settings == self->store &&
      (strcmp (key, "workspaces") == 0 || strcmp (key, "calendars") == 0))
    follow_items (self);
  if (self->idle == 0)
    self->idle = g_idle_add (on_idle, self);
}

/* A key that was never read may change without a word. */
static void
follow (SkSettingsWatch *self,
        GSettings       *settings)
{
  g_autoptr(GSettingsSchema) schema = NULL;
  g_auto(GStrv) keys = NULL;

  g_signal_connect (settings, "changed", G_CALLBACK (on_changed), self);
  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_variant_unref (g_settings_get_value (settings, keys[i]));
}

static void
leave (SkSettingsWatch *self,
       GSettings       *settings)
{
  g_signal_handlers_disconnect_by_data (settings, self);
}

static void
leave_items (SkSettingsWatch *self)
{
  for (guint i = 0; i < self->items->len; i++)
    leave (self, g_ptr_array_index (self->items, i));
  g_ptr_array_set_size (self->items, 0);
}

static void
follow_each (SkSettingsWatch *self,
             const char      *key,
             GSettings     *(*open) (const char *id))
{
  g_auto(GStrv) ids = g_settings_get_strv (self->store, key);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      GSettings *item = open (ids[i]);

      if (item == NULL)
        continue;
      follow (self, item);
      g_ptr_array_add (self->items, item);
    }
}

static void
follow_items (SkSettingsWatch *self)
{
  leave_items (self);
  follow_each (self, "workspaces", sk_settings_store_open_workspace);
  follow_each (self, "calendars", sk_settings_store_open_calendar);
}

/**
 * sk_settings_watch:
 * @callback: (scope notified): called when something was changed, those of a
 *   workspace or a calendar included, and once for all that changed together;
 *   it comes from the main loop and may free the watch
 * @user_data: for @callback
 *
 * Where no preferences are installed there is nothing that could change.
 *
 * Returns: (transfer full): listens until it is freed
 */
SkSettingsWatch *
sk_settings_watch (SkSettingsChanged callback,
                   gpointer          user_data)
{
  SkSettingsWatch *self = g_new0 (SkSettingsWatch, 1);

  self->callback = callback;
  self->user_data = user_data;
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->store = sk_settings_store_open ();
  if (self->store != NULL)
    {
      follow (self, self->store);
      follow_items (self);
    }

  return self;
}

void
sk_settings_watch_free (SkSettingsWatch *self)
{
  leave_items (self);
  if (self->store != NULL)
    leave (self, self->store);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_object (&self->store);
  g_ptr_array_unref (self->items);
  g_free (self);
}
