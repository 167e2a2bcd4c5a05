/* sk-shape.c — says when what is in it has become wide or narrow
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-shape.h"

struct _SkShape
{
  AdwBin   parent_instance;

  guint    letters;             /* so many, and it is wide */
  gboolean is_narrow;
  guint    idle;
};

G_DEFINE_FINAL_TYPE (SkShape, sk_shape, ADW_TYPE_BIN)

enum
{
  PROP_LETTERS = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

enum
{
  RESHAPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
is_narrow_at (SkShape *self,
              int      width)
{
  return width < sk_shape_count_letters (GTK_WIDGET (self), self->letters);
}

static gboolean
on_idle (gpointer user_data)
{
  SkShape *self = user_data;
  gboolean is_narrow = is_narrow_at (self, gtk_widget_get_width (GTK_WIDGET (self)));

  self->idle = 0;
  if (is_narrow != self->is_narrow)
    {
      self->is_narrow = is_narrow;
      g_signal_emit (self, signals[RESHAPED], 0);
    }

  return G_SOURCE_REMOVE;
}

static GtkSizeRequestMode
sk_shape_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (adw_bin_get_child (ADW_BIN (widget)));
}

static void
sk_shape_measure (GtkWidget      *widget,
                  GtkOrientation  orientation,
                  int             for_size,
                  int            *minimum,
                  int            *natural,
                  int            *minimum_baseline,
                  int            *natural_baseline)
{
  gtk_widget_measure (adw_bin_get_child (ADW_BIN (widget)), orientation, for_size, minimum,
                      natural, minimum_baseline, natural_baseline);
}

/* What is laid out cannot change while it is. */
static void
sk_shape_size_allocate (GtkWidget *widget,
                        int        width,
                        int        height,
                        int        baseline)
{
  SkShape *self = SK_SHAPE (widget);

  gtk_widget_allocate (adw_bin_get_child (ADW_BIN (widget)), width, height, baseline, NULL);

  if (is_narrow_at (self, width) != self->is_narrow && self->idle == 0)
    self->idle = g_idle_add_full (GDK_PRIORITY_REDRAW - 1, on_idle, self, NULL);
}

static void
sk_shape_set_property (GObject      *object,
                       guint         id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  SK_SHAPE (object)->letters = g_value_get_uint (value);
}

static void
sk_shape_dispose (GObject *object)
{
  g_clear_handle_id (&SK_SHAPE (object)->idle, g_source_remove);

  G_OBJECT_CLASS (sk_shape_parent_class)->dispose (object);
}

static void
sk_shape_class_init (SkShapeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = sk_shape_set_property;
  object_class->dispose = sk_shape_dispose;
  widget_class->get_request_mode = sk_shape_get_request_mode;
  widget_class->measure = sk_shape_measure;
  widget_class->size_allocate = sk_shape_size_allocate;

  props[PROP_LETTERS] =
    g_param_spec_uint ("letters", NULL, NULL, 0, G_MAXINT, 0,
                       G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[RESHAPED] = g_signal_new ("reshaped", SK_TYPE_SHAPE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
}

static void
sk_shape_init (SkShape *self)
{
  /* a layout manager would not tell how wide it is */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
}

/**
 * sk_shape_count_letters:
 * @widget: where text is
 * @n: a number of letters
 *
 * With letters twice as large there is half the room.
 *
 * Returns: about how wide so many are, in pixels
 */
int
sk_shape_count_letters (GtkWidget *widget,
                        guint      n)
{
  PangoFontMetrics *metrics =
    pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int letter = pango_font_metrics_get_approximate_char_width (metrics);

  pango_font_metrics_unref (metrics);

  return PANGO_PIXELS (letter * (int) n);
}

/**
 * sk_shape_is_narrow:
 * @self: what has a shape
 *
 * It has a signal "reshaped", when that has changed.
 *
 * Returns: whether it is narrower than its letters
 */
gboolean
sk_shape_is_narrow (SkShape *self)
{
  return self->is_narrow;
}

/**
 * sk_shape_move_child:
 * @from: where something is, or nothing
 * @to: where it is to be
 */
void
sk_shape_move_child (AdwBin *from,
                     AdwBin *to)
{
  GtkWidget *child = adw_bin_get_child (from);

  if (child == NULL)
    return;

  g_object_ref (child);
  adw_bin_set_child (from, NULL);
  adw_bin_set_child (to, child);
  g_object_unref (child);
}
