/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-notices.h"

G_BEGIN_DECLS

#define SK_TYPE_NOTIFY (sk_notify_get_type ())
G_DECLARE_FINAL_TYPE (SkNotify, sk_notify, SK, NOTIFY, GObject)

/**
 * SkNotifySink:
 * @kind: what it is about
 * @notice: (nullable): what to show in place of the last one of that kind;
 *   %NULL: nothing
 * @user_data: whose it is
 *
 * Where notices go.
 */
typedef void (* SkNotifySink) (const char     *kind,
                               const SkNotice *notice,
                               gpointer        user_data);

SkNotify *sk_notify_new                 (SkNotifySink  sink,
                                         gpointer      user_data);
SkNotify *sk_notify_new_for_application (GApplication *application);
void      sk_notify_set_tells_starts    (SkNotify     *self,
                                         gboolean      tells_starts);
void      sk_notify_render              (SkNotify     *self,
                                         SkState      *state);
void      sk_notify_withdraw            (SkNotify     *self);
void      sk_notify_tell_background     (SkNotify     *self);

G_END_DECLS
