/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SkButton:
 * @label: (owned): what it says; empty for what a click on the whole does
 * @action: (owned): which action it stands for
 * @target: (owned) (nullable): what the action is given
 */
typedef struct
{
  char     *label;
  char     *action;
  GVariant *target;
} SkButton;

/**
 * SkNotice:
 * @kind: what it is about; a notice replaces the last one of its kind
 * @title: (owned): in a few words; never what a person wrote, since some
 *   desktops read it as markup
 * @body: (owned): in a sentence, plain text
 * @click: what a click on the whole does
 * @buttons: (owned) (element-type SkButton): what else can be done
 * @is_urgent: whether it should interrupt
 *
 * Something to notify the person of.
 */
typedef struct
{
  const char *kind;
  char       *title;
  char       *body;
  SkButton    click;
  GArray     *buttons;
  gboolean    is_urgent;
} SkNotice;

SkNotice *sk_notice_new        (const char *kind,
                                char       *title,
                                char       *body);
void      sk_notice_set_click  (SkNotice   *self,
                                const char *action,
                                GVariant   *target);
void      sk_notice_add_button (SkNotice   *self,
                                const char *label,
                                const char *action,
                                GVariant   *target);
void      sk_notice_free       (SkNotice   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkNotice, sk_notice_free)

G_END_DECLS
