/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SkTaskOf:
 * @widget: a widget that may show a task
 *
 * Returns: (nullable): the id of the task it shows
 */
typedef const char *(* SkTaskOf) (GtkWidget *widget);

void sk_task_keys_add (GtkWidget *widget,
                       SkTaskOf   task_of);

G_END_DECLS
