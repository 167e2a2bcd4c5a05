/* sk-plan-list.c — tasks under headings, or why there are none
 *
 * Rows are kept per task: what stays keeps its focus.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-plan-list.h"

#include <adwaita.h>

#include "sk-plan-row.h"

#define FIRST_ROWS 24           /* more than a display shows */
#define MORE_ROWS 12

struct _SkPlanList
{
  GtkWidget      parent_instance;

  GHashTable    *by_task;       /* (element-type utf8 SkPlanRow) */
  SkBoard       *board;         /* (nullable) */
  SkListed       listed;
  gboolean       is_asked;
  guint          filling;       /* the idle in which more rows are made */
  gboolean       wants_focus;   /* as soon as there is a row */

  /* Template children, in the order of the .ui file */
  GtkStack      *stack;
  GtkListBox    *rows;
  AdwStatusPage *empty;
};

G_DEFINE_FINAL_TYPE (SkPlanList, sk_plan_list, GTK_TYPE_WIDGET)

static void
on_row_selected (SkPlanList *self,
                 SkPlanRow  *row)
{
  if (row != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.select", "s", sk_plan_row_get_task (row));
}

static void
on_row_activated (SkPlanList *self,
                  SkPlanRow  *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.why", "s", sk_plan_row_get_task (row));
}

static int
compare_rows (GtkListBoxRow *a,
              GtkListBoxRow *b,
              gpointer       user_data)
{
  gint64 one = sk_plan_row_get_when (SK_PLAN_ROW (a));
  gint64 other = sk_plan_row_get_when (SK_PLAN_ROW (b));

  if (one != other)
    return one < other ? -1 : 1;

  return g_strcmp0 (sk_plan_row_get_task (SK_PLAN_ROW (a)),
                    sk_plan_row_get_task (SK_PLAN_ROW (b)));
}

static void
update_heading (GtkListBoxRow *row,
                GtkListBoxRow *before,
                gpointer       user_data)
{
  const char *group = sk_plan_row_get_group (SK_PLAN_ROW (row));
  GtkWidget *label;

  if (before != NULL && g_strcmp0 (sk_plan_row_get_group (SK_PLAN_ROW (before)), group) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (group);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "group");
  gtk_list_box_row_set_header (row, label);
}

/* --- size --- */

/* It scrolls: how high it is has no say in how wide it has to be.  A label that
 * wraps would try width after width for an answer, each row of it. */
static GtkSizeRequestMode
sk_plan_list_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
sk_plan_list_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (SK_PLAN_LIST (widget)->stack), orientation, -1, minimum, natural,
                      NULL, NULL);
}

static void
sk_plan_list_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  gtk_widget_allocate (GTK_WIDGET (SK_PLAN_LIST (widget)->stack), width, height, baseline, NULL);
}

static gboolean
sk_plan_list_grab_focus (GtkWidget *widget)
{
  SkPlanList *self = SK_PLAN_LIST (widget);
  GtkListBoxRow *selected = gtk_list_box_get_selected_row (self->rows);
  GtkListBoxRow *row = selected != NULL ? selected : gtk_list_box_get_row_at_index (self->rows, 0);

  self->wants_focus = row == NULL;

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

/* What closed over a row may leave it behind as the last that had the focus. */
static GtkWidget *
get_focused (SkPlanList *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->rows))
         ? gtk_widget_get_focus_child (GTK_WIDGET (self->rows)) : NULL;
}

/* One stop for Tab, and one more for a button in the row; the arrows walk. */
static gboolean
sk_plan_list_focus (GtkWidget        *widget,
                    GtkDirectionType  direction)
{
  SkPlanList *self = SK_PLAN_LIST (widget);
  GtkWidget *row = get_focused (self);
  gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (is_tab && row != NULL)
    return direction == GTK_DIR_TAB_FORWARD && gtk_widget_child_focus (row, direction);
  if (is_tab && gtk_widget_get_mapped (GTK_WIDGET (self->rows)))
    return gtk_widget_grab_focus (widget);

  return GTK_WIDGET_CLASS (sk_plan_list_parent_class)->focus (widget, direction);
}

/* --- rows --- */

static gboolean
is_listed (SkPlanList *self,
           const char *task)
{
  const SkCard *card = sk_board_find_card (self->board, task);

  return card != NULL && self->listed (card);
}

static void
remove_rows (SkPlanList *self)
{
  GHashTableIter iter;
  gpointer task;
  gpointer row;

  g_hash_table_iter_init (&iter, self->by_task);
  while (g_hash_table_iter_next (&iter, &task, &row))
    if (!is_listed (self, task))
      {
        gtk_list_box_remove (self->rows, row);
        g_hash_table_iter_remove (&iter);
      }
}

static void
update_rows (SkPlanList *self)
{
  GHashTableIter iter;
  gpointer task;
  gpointer row;

  g_hash_table_iter_init (&iter, self->by_task);
  while (g_hash_table_iter_next (&iter, &task, &row))
    sk_plan_row_set_card (row, self->board, sk_board_find_card (self->board, task),
                          self->is_asked);
}

/* Returns: whether all rows are there */
static gboolean
add_rows (SkPlanList *self,
          guint       most)
{
  for (guint i = 0; i < sk_board_get_n_cards (self->board); i++)
    {
      const SkCard *card = sk_board_get_card (self->board, i);
      GtkWidget *row;

      if (!self->listed (card) || g_hash_table_contains (self->by_task, card->task))
        continue;
      if (most-- == 0)
        return FALSE;

      row = sk_plan_row_new ();
      sk_plan_row_set_card (SK_PLAN_ROW (row), self->board, card, self->is_asked);
      gtk_list_box_append (self->rows, row);
      g_hash_table_insert (self->by_task, g_strdup (card->task), row);
    }

  return TRUE;
}

static gboolean
on_fill (gpointer user_data)
{
  SkPlanList *self = user_data;

  if (!add_rows (self, MORE_ROWS))
    return G_SOURCE_CONTINUE;

  self->filling = 0;
  return G_SOURCE_REMOVE;
}

/* As many as can be seen now, and the rest when there is time; none while nobody
 * looks. */
static void
fill (SkPlanList *self)
{
  g_clear_handle_id (&self->filling, g_source_remove);
  if (self->board == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  remove_rows (self);
  update_rows (self);
  if (!add_rows (self, FIRST_ROWS))
    self->filling = g_idle_add (on_fill, self);
  gtk_list_box_invalidate_sort (self->rows);
  gtk_list_box_invalidate_headers (self->rows);
}

static gboolean
has_rows (SkPlanList *self)
{
  for (guint i = 0; i < sk_board_get_n_cards (self->board); i++)
    if (self->listed (sk_board_get_card (self->board, i)))
      return TRUE;

  return FALSE;
}

static void
sk_plan_list_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sk_plan_list_parent_class)->map (widget);

  fill (SK_PLAN_LIST (widget));
  if (SK_PLAN_LIST (widget)->wants_focus)
    gtk_widget_grab_focus (widget);
}

/* --- the widget --- */

static void
sk_plan_list_dispose (GObject *object)
{
  g_clear_handle_id (&SK_PLAN_LIST (object)->filling, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_PLAN_LIST);

  G_OBJECT_CLASS (sk_plan_list_parent_class)->dispose (object);
}

static void
sk_plan_list_finalize (GObject *object)
{
  g_hash_table_unref (SK_PLAN_LIST (object)->by_task);
  g_clear_pointer (&SK_PLAN_LIST (object)->board, sk_board_unref);

  G_OBJECT_CLASS (sk_plan_list_parent_class)->finalize (object);
}

static void
sk_plan_list_class_init (SkPlanListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sk_plan_list_dispose;
  object_class->finalize = sk_plan_list_finalize;
  widget_class->map = sk_plan_list_map;
  widget_class->get_request_mode = sk_plan_list_get_request_mode;
  widget_class->measure = sk_plan_list_measure;
  widget_class->size_allocate = sk_plan_list_size_allocate;
  widget_class->focus = sk_plan_list_focus;
  widget_class->grab_focus = sk_plan_list_grab_focus;

  gtk_widget_class_set_css_name (widget_class, "planlist");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-plan-list.ui");
  gtk_widget_class_bind_template_child (widget_class, SkPlanList, stack);
  gtk_widget_class_bind_template_child (widget_class, SkPlanList, rows);
  gtk_widget_class_bind_template_child (widget_class, SkPlanList, empty);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
sk_plan_list_init (SkPlanList *self)
{
  self->by_task = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_sort_func (self->rows, compare_rows, NULL, NULL);
  gtk_list_box_set_header_func (self->rows, update_heading, NULL, NULL);
}

/**
 * sk_plan_list_set_board:
 * @self: a list
 * @board: what to draw
 * @listed: which tasks of it
 * @is_asked: whether changes are to be checked here
 */
void
sk_plan_list_set_board (SkPlanList *self,
                        SkBoard    *board,
                        SkListed    listed,
                        gboolean    is_asked)
{
  SkBoard *old = self->board;

  if (old == board && self->listed == listed && self->is_asked == is_asked &&
      self->filling != 0)
    return;

  self->board = sk_board_ref (board);
  g_clear_pointer (&old, sk_board_unref);
  self->listed = listed;
  self->is_asked = is_asked;
  fill (self);
  gtk_stack_set_visible_child_name (self->stack, has_rows (self) ? "rows" : "empty");
}

/**
 * sk_plan_list_set_empty:
 * @self: a list
 * @icon: the name of an icon
 * @title: what it means that there is nothing
 * @text: (nullable): what happens next
 */
void
sk_plan_list_set_empty (SkPlanList *self,
                        const char *icon,
                        const char *title,
                        const char *text)
{
  adw_status_page_set_icon_name (self->empty, icon);
  adw_status_page_set_title (self->empty, title);
  adw_status_page_set_description (self->empty, text);
}

/**
 * sk_plan_list_select:
 * @self: a list
 * @task: (nullable): the id of a task
 */
void
sk_plan_list_select (SkPlanList *self,
                     const char *task)
{
  GtkWidget *row = task != NULL ? sk_plan_list_find (self, task) : NULL;

  if (GTK_WIDGET (gtk_list_box_get_selected_row (self->rows)) == row)
    return;

  g_signal_handlers_block_by_func (self->rows, on_row_selected, self);
  gtk_list_box_select_row (self->rows, row != NULL ? GTK_LIST_BOX_ROW (row) : NULL);
  g_signal_handlers_unblock_by_func (self->rows, on_row_selected, self);
}

/**
 * sk_plan_list_find:
 * @self: a list
 * @task: the id of a task
 *
 * Returns: (transfer none) (nullable): its row
 */
GtkWidget *
sk_plan_list_find (SkPlanList *self,
                   const char *task)
{
  return g_hash_table_lookup (self->by_task, task);
}
