/* sk-swatch.c — a spot of a colour that only the person knows
 *
 * How large it is, and what is around it, is the style sheet's.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-swatch.h"

struct _SkSwatch
{
  GtkWidget parent_instance;

  GdkRGBA   colour;
};

G_DEFINE_FINAL_TYPE (SkSwatch, sk_swatch, GTK_TYPE_WIDGET)

static void
sk_swatch_snapshot (GtkWidget   *widget,
                    GtkSnapshot *snapshot)
{
  SkSwatch *self = SK_SWATCH (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  const graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, height);
  GskRoundedRect round;

  gsk_rounded_rect_init_from_rect (&round, &bounds, (float) MIN (width, height) / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &round);
  gtk_snapshot_append_color (snapshot, &self->colour, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
sk_swatch_class_init (SkSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = sk_swatch_snapshot;
  gtk_widget_class_set_css_name (widget_class, "swatch");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
sk_swatch_init (SkSwatch *self)
{
}

/**
 * sk_swatch_new:
 * @colour: such as "#3584e4"; anything else is a grey
 *
 * Returns: (transfer floating): a spot of it
 */
GtkWidget *
sk_swatch_new (const char *colour)
{
  GtkWidget *self = g_object_new (SK_TYPE_SWATCH,
                                  "halign", GTK_ALIGN_CENTER,
                                  "valign", GTK_ALIGN_CENTER,
                                  NULL);

  sk_swatch_set_colour (SK_SWATCH (self), colour);

  return self;
}

/**
 * sk_swatch_set_colour:
 * @self: a spot
 * @colour: such as "#3584e4"; anything else is a grey
 */
void
sk_swatch_set_colour (SkSwatch   *self,
                      const char *colour)
{
  if (!gdk_rgba_parse (&self->colour, colour))
    self->colour = (GdkRGBA) { 0.6f, 0.6f, 0.6f, 1 };
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
