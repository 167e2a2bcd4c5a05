/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan-list.h"
#include "sk-state-bar.h"
#include "sk-week-view.h"
#include "sk-window.h"

G_BEGIN_DECLS

/* For these files only: sk-window.c, the window; sk-window-render.c, the state
 * drawn; sk-window-actions.c, what can be asked for; sk-window-move.c, what is put
 * somewhere else. */

struct _SkWindow
{
  AdwApplicationWindow  parent_instance;

  SkBusMirror          *mirror;
  char                 *selected;       /* (nullable): a task */
  AdwToast             *toast;          /* (nullable): the way back, while it is offered */
  guint                 withdrawing;    /* the timer that takes it away, or 0 */
  gint64                clock_read;     /* monotonic microseconds: when the board came */
  guint                 clock_timer;
  guint                 reshape;        /* the idle in which the layout changes */
  gboolean              is_narrow;
  gboolean              was_applying;
  gboolean              has_begun;      /* a week was shown: the focus is the person's */

  /* Template children, in the order of the .ui file */
  AdwToastOverlay      *toasts;
  GtkWidget            *undo;
  GtkLabel             *status;
  AdwBin               *apply_wide;
  GtkStack             *apply;
  GtkButton            *apply_button;
  GtkProgressBar       *progress;
  GtkWidget            *working;
  SkStateBar           *bar;
  GtkStack             *main;
  AdwBin               *week_wide;
  SkWeekView           *week;
  GtkWidget            *side;
  GtkWidget            *side_edge;
  GtkWidget            *switcher;
  GtkLabel             *n_changes;
  GtkLabel             *n_unplaced;
  AdwViewStack         *pages;
  SkPlanList           *changes;
  SkPlanList           *upcoming;
  SkPlanList           *unplaced;
  AdwViewStackPage     *changes_page;
  AdwViewStackPage     *unplaced_page;
  AdwViewStackPage     *day_page;
  AdwBin               *week_narrow;
  AdwStatusPage        *notice;
  GtkWidget            *notice_button;
  GtkWidget            *apply_edge;
  AdwBin               *apply_narrow;
  GtkWidget            *switcher_bar;
};

void sk_window_render          (SkWindow *self);
void sk_window_render_clock    (SkWindow *self);
void sk_window_add_actions     (SkWindow *self);
void sk_window_install_actions (GtkWidgetClass *widget_class);
void sk_window_install_moves   (GtkWidgetClass *widget_class);

G_END_DECLS
