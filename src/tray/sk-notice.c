/* sk-notice.c — a notification, as a value
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notice.h"

static void
sk_button_clear (gpointer data)
{
  SkButton *self = data;

  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->action, g_free);
  g_clear_pointer (&self->target, g_variant_unref);
}

static void
sk_button_init (SkButton   *self,
                const char *label,
                const char *action,
                GVariant   *target)
{
  self->label = g_strdup (label);
  self->action = g_strdup (action);
  self->target = target != NULL ? g_variant_ref_sink (target) : NULL;
}

/**
 * sk_notice_new:
 * @kind: what it is about; lives as long as the program
 * @title: (transfer full): in a few words, nothing that a person wrote
 * @body: (transfer full): in a sentence
 *
 * Returns: (transfer full): a notice without buttons
 */
SkNotice *
sk_notice_new (const char *kind,
               char       *title,
               char       *body)
{
  SkNotice *self = g_new0 (SkNotice, 1);

  self->kind = kind;
  self->title = title;
  self->body = body;
  self->buttons = g_array_new (FALSE, FALSE, sizeof (SkButton));
  g_array_set_clear_func (self->buttons, sk_button_clear);

  return self;
}

/**
 * sk_notice_set_click:
 * @self: a notice that has none yet
 * @action: what a click on the whole does: on some desktops it is all there is
 * @target: (nullable) (transfer floating): what the action is given
 */
void
sk_notice_set_click (SkNotice   *self,
                     const char *action,
                     GVariant   *target)
{
  sk_button_init (&self->click, "", action, target);
}

/**
 * sk_notice_add_button:
 * @self: a notice
 * @label: what the button says
 * @action: what it does
 * @target: (nullable) (transfer floating): what the action is given
 */
void
sk_notice_add_button (SkNotice   *self,
                      const char *label,
                      const char *action,
                      GVariant   *target)
{
  SkButton button;

  sk_button_init (&button, label, action, target);
  g_array_append_val (self->buttons, button);
}

void
sk_notice_free (SkNotice *self)
{
  g_free (self->title);
  g_free (self->body);
  sk_button_clear (&self->click);
  g_array_unref (self->buttons);
  g_free (self);
}
