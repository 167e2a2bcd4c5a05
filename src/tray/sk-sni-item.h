/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-sni-menu.h"

G_BEGIN_DECLS

#define SK_TYPE_SNI_ITEM (sk_sni_item_get_type ())
G_DECLARE_FINAL_TYPE (SkSniItem, sk_sni_item, SK, SNI_ITEM, GObject)

/**
 * SkSniLook:
 * @icon: (owned): the name of an icon of the theme
 * @tooltip: (owned): what is said when the pointer rests on it, plain text
 * @description: (owned): what a screen reader says for the icon
 * @needs_person: whether it asks to be looked at
 *
 * How the icon looks.
 */
typedef struct
{
  char     *icon;
  char     *tooltip;
  char     *description;
  gboolean  needs_person;
} SkSniLook;

void       sk_sni_look_clear      (SkSniLook       *self);

SkSniItem *sk_sni_item_new        (const char      *id,
                                   const char      *title,
                                   const char      *icon_folder,
                                   SkSniMenu       *menu);
void       sk_sni_item_open       (SkSniItem       *self,
                                   const char      *address);
void       sk_sni_item_draw       (SkSniItem       *self,
                                   const SkSniLook *look);
gboolean   sk_sni_item_is_shown   (SkSniItem       *self);
char      *sk_sni_item_take_token (SkSniItem       *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SkSniLook, sk_sni_look_clear)

G_END_DECLS
