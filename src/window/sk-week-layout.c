/* sk-week-layout.c — lays children out by day and time
 *
 * Where a child goes is said by sk_week_layout_place(); a child that had
 * another place travels while "settled" goes from 0 to 1.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-week-layout.h"

#define LEAST_COLUMN 64         /* pixels a day takes at least */

/* --- what is known of a child --- */

#define SK_TYPE_WEEK_PLACE (sk_week_place_get_type ())
G_DECLARE_FINAL_TYPE (SkWeekPlace, sk_week_place, SK, WEEK_PLACE, GtkLayoutChild)

struct _SkWeekPlace
{
  GtkLayoutChild parent_instance;

  SkWeekPart     part;
  SkWeekSlot     slot;
  SkWeekSlot     target;        /* of a link */
  GdkRectangle   from;          /* where it was when its place changed; empty: nowhere */
  GdkRectangle   area;          /* where it is */
  int            carried_x;     /* how far it is from where it belongs */
  int            carried_y;
};

G_DEFINE_FINAL_TYPE (SkWeekPlace, sk_week_place, GTK_TYPE_LAYOUT_CHILD)

static void
sk_week_place_class_init (SkWeekPlaceClass *klass)
{
}

static void
sk_week_place_init (SkWeekPlace *self)
{
}

/* --- the layout --- */

struct _SkWeekLayout
{
  GtkLayoutManager parent_instance;

  int              n_columns;
  int              first_minute;
  int              last_minute;
  int              gutter;
  int              hour_height;         /* 0: as high as the children want */
  double           settled;
  SkWeekFrame      frame;               /* as it was laid out last */
};

G_DEFINE_FINAL_TYPE (SkWeekLayout, sk_week_layout, GTK_TYPE_LAYOUT_MANAGER)

static SkWeekPlace *
get_place (SkWeekLayout *self,
           GtkWidget    *child)
{
  return SK_WEEK_PLACE (gtk_layout_manager_get_layout_child (GTK_LAYOUT_MANAGER (self), child));
}

static GtkSizeRequestMode
sk_week_layout_get_request_mode (GtkLayoutManager *manager,
                                 GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
measure_width (SkWeekLayout *self,
               int          *minimum,
               int          *natural)
{
  *minimum = self->gutter + self->n_columns * LEAST_COLUMN;
  *natural = self->gutter + self->n_columns * LEAST_COLUMN * 2;
}

/* Without hours: what the highest child needs. */
static int
measure_highest (GtkWidget *widget)
{
  int highest = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
      highest = MAX (highest, natural);
    }

  return highest;
}

static void
sk_week_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  SkWeekLayout *self = SK_WEEK_LAYOUT (manager);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, minimum, natural);
  else if (self->hour_height == 0)
    *minimum = *natural = measure_highest (widget);
  else
    *minimum = *natural = self->hour_height * (self->last_minute - self->first_minute) / 60;
}

static GdkRectangle
between (GdkRectangle from,
         GdkRectangle to,
         double       part)
{
  if (from.width <= 0 || part >= 1)
    return to;

  return (GdkRectangle) {
    from.x + (int) ((to.x - from.x) * part), from.y + (int) ((to.y - from.y) * part),
    from.width + (int) ((to.width - from.width) * part),
    from.height + (int) ((to.height - from.height) * part),
  };
}

/* Centred on a line, as high as it wants to be. */
static GdkRectangle
centre (GtkWidget    *child,
        GdkRectangle  line,
        int           y)
{
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);

  return (GdkRectangle) { line.x, y - height / 2, line.width, height };
}

static GdkRectangle
get_gutter (const SkWeekFrame *frame)
{
  return (GdkRectangle) {
    frame->is_rtl ? frame->width - frame->gutter : 0, 0, frame->gutter, frame->height,
  };
}

static GdkRectangle
get_days (const SkWeekFrame *frame)
{
  return (GdkRectangle) {
    frame->is_rtl ? 0 : frame->gutter, 0, frame->width - frame->gutter, frame->height,
  };
}

static GdkRectangle
get_area (SkWeekPlace       *place,
          const SkWeekFrame *frame,
          GtkWidget         *child)
{
  int y = sk_week_frame_get_y (frame, place->slot.start);
  GdkRectangle column = sk_week_frame_get_column (frame, place->slot.column);

  switch (place->part)
    {
    case SK_WEEK_SHADE:
      column.y = y;
      column.height = MAX (sk_week_frame_get_y (frame, place->slot.end) - y, 1);
      return column;

    case SK_WEEK_EDGE:
      column.x = frame->is_rtl ? column.x + column.width - 1 : column.x;
      column.width = 1;
      return column;

    case SK_WEEK_HEAD:
      return column;

    case SK_WEEK_HOUR:
      return centre (child, get_gutter (frame), y);

    case SK_WEEK_LINE:
      return centre (child, get_days (frame), y);

    case SK_WEEK_NOW:
      return centre (child, column, y);

    case SK_WEEK_LINK:
      return sk_week_frame_get_link (frame, &place->slot, &place->target);

    case SK_WEEK_SLOT:
    default:
      return sk_week_frame_get_area (frame, &place->slot);
    }
}

/* Never less than it can do with: what is too small is clipped by the grid. */
static void
allocate (GtkWidget    *child,
          GdkRectangle  area)
{
  int width;
  int height;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  area.width = MAX (area.width, width);
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, area.width, &height, NULL, NULL, NULL);
  area.height = MAX (area.height, height);

  gtk_widget_size_allocate (child, &area, -1);
}

static void
sk_week_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         int               width,
                         int               height,
                         int               baseline)
{
  SkWeekLayout *self = SK_WEEK_LAYOUT (manager);

  self->frame = (SkWeekFrame) {
    self->n_columns, self->first_minute, self->last_minute, self->gutter, width, height,
    gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL,
  };

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      SkWeekPlace *place = get_place (self, child);

      if (!gtk_widget_should_layout (child))
        continue;

      place->area = between (place->from, get_area (place, &self->frame, child), self->settled);
      place->area.x += place->carried_x;
      place->area.y += place->carried_y;
      allocate (child, place->area);
    }
}

static void
sk_week_layout_class_init (SkWeekLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = sk_week_layout_get_request_mode;
  manager_class->measure = sk_week_layout_measure;
  manager_class->allocate = sk_week_layout_allocate;
  manager_class->layout_child_type = SK_TYPE_WEEK_PLACE;
}

static void
sk_week_layout_init (SkWeekLayout *self)
{
  self->n_columns = 1;
  self->last_minute = 24 * 60;
  self->settled = 1;
}

GtkLayoutManager *
sk_week_layout_new (void)
{
  return g_object_new (SK_TYPE_WEEK_LAYOUT, NULL);
}

/**
 * sk_week_layout_set_days:
 * @self: a layout
 * @n_columns: how many days are beside each other
 * @first_minute: the time at the upper edge, minutes since midnight
 * @last_minute: the time at the lower edge
 */
void
sk_week_layout_set_days (SkWeekLayout *self,
                         int           n_columns,
                         int           first_minute,
                         int           last_minute)
{
  self->n_columns = n_columns;
  self->first_minute = first_minute;
  self->last_minute = last_minute;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

/**
 * sk_week_layout_set_hours:
 * @self: a layout
 * @gutter: pixels beside the first day
 * @hour_height: pixels an hour takes at least; 0: the children say how high it is
 */
void
sk_week_layout_set_hours (SkWeekLayout *self,
                          int           gutter,
                          int           hour_height)
{
  if (self->gutter == gutter && self->hour_height == hour_height)
    return;

  self->gutter = gutter;
  self->hour_height = hour_height;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

/**
 * sk_week_layout_set_settled:
 * @self: a layout
 * @settled: 0: everything is where it was; 1: where it belongs
 */
void
sk_week_layout_set_settled (SkWeekLayout *self,
                            double        settled)
{
  self->settled = settled;
  gtk_widget_queue_allocate (gtk_layout_manager_get_widget (GTK_LAYOUT_MANAGER (self)));
}

/**
 * sk_week_layout_place:
 * @self: a layout
 * @child: a child of its widget
 * @part: what it is
 * @slot: where it belongs; of a line only the start counts, of an edge the column
 */
void
sk_week_layout_place (SkWeekLayout     *self,
                      GtkWidget        *child,
                      SkWeekPart        part,
                      const SkWeekSlot *slot)
{
  SkWeekPlace *place = get_place (self, child);

  place->part = part;
  place->slot = *slot;
  place->from = place->area;
  gtk_layout_manager_layout_changed (GTK_LAYOUT_MANAGER (self));
}

void
sk_week_layout_link (SkWeekLayout     *self,
                     GtkWidget        *child,
                     const SkWeekSlot *from,
                     const SkWeekSlot *to)
{
  get_place (self, child)->target = *to;
  sk_week_layout_place (self, child, SK_WEEK_LINK, from);
}

const SkWeekSlot *
sk_week_layout_get_slot (SkWeekLayout *self,
                         GtkWidget    *child)
{
  return &get_place (self, child)->slot;
}

/**
 * sk_week_layout_get_area:
 * @self: a layout
 * @slot: where something would be
 *
 * Returns: where that is, as it was laid out last
 */
GdkRectangle
sk_week_layout_get_area (SkWeekLayout     *self,
                         const SkWeekSlot *slot)
{
  return sk_week_frame_get_area (&self->frame, slot);
}

/**
 * sk_week_layout_carry:
 * @self: a layout
 * @child: a child of its widget
 * @x: pixels it is away from where it belongs
 * @y: likewise
 */
void
sk_week_layout_carry (SkWeekLayout *self,
                      GtkWidget    *child,
                      int           x,
                      int           y)
{
  SkWeekPlace *place = get_place (self, child);

  place->carried_x = x;
  place->carried_y = y;
  gtk_widget_queue_allocate (gtk_layout_manager_get_widget (GTK_LAYOUT_MANAGER (self)));
}

/**
 * sk_week_layout_get_carried:
 * @self: a layout
 * @child: a child of its widget
 * @x: (out): where its edge is by now
 * @y: (out): likewise
 */
void
sk_week_layout_get_carried (SkWeekLayout *self,
                            GtkWidget    *child,
                            double       *x,
                            double       *y)
{
  SkWeekPlace *place = get_place (self, child);
  GdkRectangle home = sk_week_frame_get_area (&self->frame, &place->slot);

  *x = home.x + place->carried_x;
  *y = home.y + place->carried_y;
}
