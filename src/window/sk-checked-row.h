/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SkCheckedRowSet:
 * @text: what was typed
 * @user_data: what was given with it
 * @error: why that cannot be, in a sentence
 *
 * Returns: whether it is set
 */
typedef gboolean (* SkCheckedRowSet) (const char  *text,
                                      gpointer     user_data,
                                      GError     **error);

#define SK_TYPE_CHECKED_ROW (sk_checked_row_get_type ())
G_DECLARE_FINAL_TYPE (SkCheckedRow, sk_checked_row, SK, CHECKED_ROW, AdwEntryRow)

GtkWidget *sk_checked_row_new        (const char      *title,
                                      const char      *text,
                                      const char      *hint);
void       sk_checked_row_set_hint   (SkCheckedRow    *self,
                                      const char      *hint);
void       sk_checked_row_set_home   (SkCheckedRow    *self,
                                      SkCheckedRowSet  set,
                                      gpointer         user_data,
                                      GDestroyNotify   destroy);
void       sk_checked_row_empty      (SkCheckedRow    *self);
void       sk_checked_row_refuse     (SkCheckedRow    *self,
                                      const char      *text);
gboolean   sk_checked_row_is_refused (SkCheckedRow    *self);

G_END_DECLS
