/* sk-card-face.c — what is written on a card, as much as there is room for
 *
 * A card is as high as its time is long, so what it says has to fit, and not
 * the other way round: the title first, the time below it where that fits.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-card-face.h"

#include "sk-swatch.h"

#define MARKS_GAP 4
#define DOT_GAP 5
#define LEAST_TITLE 28          /* pixels of title for which a mark gives way */
#define LEAST_BESIDE 56         /* likewise, for which a dot stands above it */

struct _SkCardFace
{
  GtkWidget       parent_instance;

  int             line;         /* how high one of the title is; 0: to be measured */
  int             below;        /* likewise, of the detail */

  /* Template children, in the order of the .ui file */
  SkSwatch       *dot;
  GtkInscription *title;
  GtkInscription *detail;
  GtkBox         *marks;
  GtkWidget      *mark_alert;
  GtkWidget      *mark_late;
  GtkWidget      *mark_pinned;
  GtkWidget      *mark_missed;
  GtkWidget      *mark_moved;
  GtkWidget      *mark_new;
  GtkProgressBar *progress;
};

G_DEFINE_FINAL_TYPE (SkCardFace, sk_card_face, GTK_TYPE_WIDGET)

static int
get_line_height (GtkInscription *text)
{
  int height;

  gtk_widget_measure (GTK_WIDGET (text), GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);

  return MAX (height, 1);
}

/* Asked once for a font: the answer costs as much as a line of text. */
static void
measure_lines (SkCardFace *self)
{
  if (self->line > 0)
    return;

  self->line = get_line_height (self->title);
  self->below = get_line_height (self->detail);
}

static void
forget_lines (SkCardFace *self)
{
  self->line = 0;
}

static void
sk_card_face_css_changed (GtkWidget         *widget,
                          GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (sk_card_face_parent_class)->css_changed (widget, change);
  forget_lines (SK_CARD_FACE (widget));
}

static void
sk_card_face_system_setting_changed (GtkWidget        *widget,
                                     GtkSystemSetting  setting)
{
  GTK_WIDGET_CLASS (sk_card_face_parent_class)->system_setting_changed (widget, setting);
  forget_lines (SK_CARD_FACE (widget));
}

static int
count_lines (GtkInscription *text,
             int             width)
{
  g_autoptr(PangoLayout) layout =
    gtk_widget_create_pango_layout (GTK_WIDGET (text), gtk_inscription_get_text (text));

  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, width * PANGO_SCALE);

  return pango_layout_get_line_count (layout);
}

/* --- size --- */

static GtkSizeRequestMode
sk_card_face_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
sk_card_face_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  /* it takes what it gets */
  *minimum = *natural = 0;
}

static void
put (GtkWidget    *child,
     GdkRectangle  area)
{
  GtkRequisition least;

  gtk_widget_get_preferred_size (child, &least, NULL);
  area.width = MAX (area.width, least.width);
  area.height = MAX (area.height, least.height);
  gtk_widget_size_allocate (child, &area, -1);
}

/* At the end of the first line, unless that leaves nothing of the title. */
static int
put_marks (SkCardFace *self,
           int         width,
           int         line)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int wanted;

  gtk_widget_measure (GTK_WIDGET (self->marks), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &wanted,
                      NULL, NULL);
  gtk_widget_set_child_visible (GTK_WIDGET (self->marks),
                                wanted > 0 && width >= wanted + LEAST_TITLE);
  put (GTK_WIDGET (self->marks), (GdkRectangle) { is_rtl ? 0 : width - wanted, 0, wanted, line });

  return gtk_widget_get_child_visible (GTK_WIDGET (self->marks)) ? wanted + MARKS_GAP : 0;
}

static int
get_dot_size (SkCardFace *self)
{
  int size;

  gtk_widget_measure (GTK_WIDGET (self->dot), GTK_ORIENTATION_HORIZONTAL, -1, &size, NULL, NULL,
                      NULL);

  return gtk_widget_should_layout (GTK_WIDGET (self->dot)) ? size : 0;
}

/* In a line that is @line high and begins at @top. */
static void
put_dot (SkCardFace *self,
         int         size,
         int         width,
         int         top,
         int         line)
{
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (size > 0)
    put (GTK_WIDGET (self->dot), (GdkRectangle) { is_rtl ? width - size : 0,
                                                  top + MAX ((line - size) / 2, 0), size, size });
}

static void
put_progress (SkCardFace *self,
              int         width,
              int         height)
{
  int bar;

  gtk_widget_measure (GTK_WIDGET (self->progress), GTK_ORIENTATION_VERTICAL, -1, &bar, NULL, NULL,
                      NULL);
  if (gtk_widget_should_layout (GTK_WIDGET (self->progress)))
    put (GTK_WIDGET (self->progress), (GdkRectangle) { 0, height - bar, width, bar });
}

static void
sk_card_face_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  SkCardFace *self = SK_CARD_FACE (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int dot = get_dot_size (self);

  measure_lines (self);

  int line = self->line;
  int below = self->below;
  int marks = put_marks (self, width, MIN (line, height));
  gboolean has_detail = height >= line + below;
  gboolean is_narrow = dot > 0 && width - dot - DOT_GAP < LEAST_BESIDE &&
                       height >= dot + line + below;
  int top = is_narrow ? dot : has_detail ? 0 : MAX ((height - line) / 2, 0);
  int beside = dot > 0 && !is_narrow ? dot + DOT_GAP : 0;
  int room = MAX (width - marks - beside, 1);
  int most = MAX ((height - below - (is_narrow ? dot : 0)) / line, 1);
  int used = (most > 1 ? MIN (count_lines (self->title, room), most) : 1) * line;

  put_dot (self, dot, width, is_narrow ? 0 : top, is_narrow ? dot : line);
  put (GTK_WIDGET (self->title), (GdkRectangle) { is_rtl ? marks : beside, MIN (top, height), room,
                                                  has_detail ? used : line });
  gtk_widget_set_child_visible (GTK_WIDGET (self->detail), has_detail);
  put (GTK_WIDGET (self->detail), (GdkRectangle) { 0, top + used, width, below });
  put_progress (self, width, height);
}

/* --- the widget --- */

static void
sk_card_face_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_CARD_FACE);

  G_OBJECT_CLASS (sk_card_face_parent_class)->dispose (object);
}

static void
sk_card_face_class_init (SkCardFaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sk_card_face_dispose;
  widget_class->get_request_mode = sk_card_face_get_request_mode;
  widget_class->measure = sk_card_face_measure;
  widget_class->size_allocate = sk_card_face_size_allocate;
  widget_class->css_changed = sk_card_face_css_changed;
  widget_class->system_setting_changed = sk_card_face_system_setting_changed;

  g_type_ensure (SK_TYPE_SWATCH);
  gtk_widget_class_set_css_name (widget_class, "face");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-card-face.ui");
  gtk_widget_class_bind_template_child (widget_class, SkCardFace, dot);
  gtk_widget_class_bind_template_child (widget_class, SkCardFace, title);
  gtk_widget_class_bind_template_child (widget_class, SkCardFace, detail);
  gtk_widget_class_bind_template_child (widget_class, SkCardFace, marks);
  gtk_widget_class_bind_template_child (widget_class, SkCardFace, mark_alert);
  gtk_widget_class_bind_template_child (widget_class, SkCardFace, mark_late);
  gtk_widget_class_bind_template_child (widget_class, SkCardFace, mark_pinned);
  gtk_widget_class_bind_template_child (widget_class, SkCardFace, mark_missed);
  gtk_widget_class_bind_template_child (widget_class, SkCardFace, mark_moved);
  gtk_widget_class_bind_template_child (widget_class, SkCardFace, mark_new);
  gtk_widget_class_bind_template_child (widget_class, SkCardFace, progress);
}

static void
sk_card_face_init (SkCardFace *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sk_card_face_set_texts:
 * @self: a face
 * @title: what it is called
 * @detail: (nullable): when it is
 */
void
sk_card_face_set_texts (SkCardFace *self,
                        const char *title,
                        const char *detail)
{
  gtk_inscription_set_text (self->title, title);
  gtk_inscription_set_text (self->detail, detail);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * sk_card_face_set_colour:
 * @self: a face
 * @colour: (nullable): of a dot before the title, such as "#3584e4"; %NULL: none
 */
void
sk_card_face_set_colour (SkCardFace *self,
                         const char *colour)
{
  gtk_widget_set_visible (GTK_WIDGET (self->dot), colour != NULL);
  if (colour != NULL)
    sk_swatch_set_colour (self->dot, colour);
}

void
sk_card_face_set_marks (SkCardFace  *self,
                        SkCardMarks  marks)
{
  gtk_widget_set_visible (self->mark_new, (marks & SK_CARD_MARK_NEW) != 0);
  gtk_widget_set_visible (self->mark_moved, (marks & SK_CARD_MARK_MOVED) != 0);
  gtk_widget_set_visible (self->mark_missed, (marks & SK_CARD_MARK_MISSED) != 0);
  gtk_widget_set_visible (self->mark_pinned, (marks & SK_CARD_MARK_PINNED) != 0);
  gtk_widget_set_visible (self->mark_late, (marks & SK_CARD_MARK_LATE) != 0);
  gtk_widget_set_visible (self->mark_alert, (marks & SK_CARD_MARK_ALERT) != 0);
}

/**
 * sk_card_face_set_progress:
 * @self: a face
 * @part: how much of its time has passed, 0 to 1; negative: it is not under way
 */
void
sk_card_face_set_progress (SkCardFace *self,
                           double      part)
{
  gtk_widget_set_visible (GTK_WIDGET (self->progress), part >= 0);
  gtk_progress_bar_set_fraction (self->progress, CLAMP (part, 0, 1));
}
