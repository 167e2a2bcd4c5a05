/* sk-state-bar.c — one sentence about what is in the way, and what mends it
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-state-bar.h"

struct _SkStateBar
{
  GtkWidget    parent_instance;

  /* Template children, in the order of the .ui file */
  GtkRevealer *revealer;
  GtkWidget   *bar;
  GtkLabel    *text;
  GtkButton   *button;
};

G_DEFINE_FINAL_TYPE (SkStateBar, sk_state_bar, GTK_TYPE_WIDGET)

static void
sk_state_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_STATE_BAR);

  G_OBJECT_CLASS (sk_state_bar_parent_class)->dispose (object);
}

static void
sk_state_bar_class_init (SkStateBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sk_state_bar_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-state-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SkStateBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, SkStateBar, bar);
  gtk_widget_class_bind_template_child (widget_class, SkStateBar, text);
  gtk_widget_class_bind_template_child (widget_class, SkStateBar, button);
}

static void
sk_state_bar_init (SkStateBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sk_state_bar_say:
 * @self: a bar
 * @text: a sentence
 * @button: (nullable): what can be done
 * @action: (nullable): the action that does it
 * @is_trouble: whether something is wrong
 */
void
sk_state_bar_say (SkStateBar *self,
                  const char *text,
                  const char *button,
                  const char *action,
                  gboolean    is_trouble)
{
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->button), button != NULL);
  gtk_button_set_label (self->button, button != NULL ? button : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
  if (is_trouble)
    gtk_widget_add_css_class (self->bar, "trouble");
  else
    gtk_widget_remove_css_class (self->bar, "trouble");
  gtk_revealer_set_reveal_child (self->revealer, TRUE);
}

void
sk_state_bar_hush (SkStateBar *self)
{
  gtk_revealer_set_reveal_child (self->revealer, FALSE);
}
