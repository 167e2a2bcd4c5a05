/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SkSettingsWatch SkSettingsWatch;

/**
 * SkSettingsChanged:
 * @user_data: what was given with it
 *
 * Something was changed in the preferences: time to read them again.
 */
typedef void (* SkSettingsChanged) (gpointer user_data);

SkSettingsWatch *sk_settings_watch      (SkSettingsChanged  callback,
                                         gpointer           user_data);
void             sk_settings_watch_free (SkSettingsWatch   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkSettingsWatch, sk_settings_watch_free)

G_END_DECLS
