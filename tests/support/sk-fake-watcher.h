/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SkFakeWatcher:
 * @item: (owned) (nullable): the icon that asked to be shown: the name of its connection
 * @n_items: how often one was taken
 * @heard: what the icon and its menu have told, a word each: "NewIcon LayoutUpdated(2,0)"
 * @refuses: whether it takes no icons
 *
 * A panel: it watches for icons, and asks and clicks as panels do.
 */
typedef struct
{
  char            *item;
  guint            n_items;
  GString         *heard;
  gboolean         refuses;

  GDBusConnection *bus;
  guint            object;
  guint            name;
  gboolean         is_there;
  guint            signals[2];
} SkFakeWatcher;

SkFakeWatcher *sk_fake_watcher_new           (const char     *address);
SkFakeWatcher *sk_fake_watcher_new_without_room
                                             (const char     *address);
void           sk_fake_watcher_free          (SkFakeWatcher  *self);
void           sk_fake_watcher_wait_for_item (SkFakeWatcher  *self);
char          *sk_fake_watcher_take_heard    (SkFakeWatcher  *self);
GVariant      *sk_fake_watcher_ask_item      (SkFakeWatcher  *self,
                                              const char     *method,
                                              GVariant       *arguments,
                                              GError        **error);
GVariant      *sk_fake_watcher_ask_menu      (SkFakeWatcher  *self,
                                              const char     *method,
                                              GVariant       *arguments,
                                              GError        **error);
GVariant      *sk_fake_watcher_get_all       (SkFakeWatcher  *self,
                                              gboolean        of_menu);
gboolean       sk_fake_watcher_click         (SkFakeWatcher  *self,
                                              int             id);
int            sk_fake_watcher_find          (SkFakeWatcher  *self,
                                              const char     *label);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkFakeWatcher, sk_fake_watcher_free)

G_END_DECLS
