/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sk-account.h"

G_BEGIN_DECLS

/**
 * SkColumnChosen:
 * @role: what a column is to us
 * @column: (nullable): the id of the column that was chosen; %NULL: the usual one
 * @user_data: what was given with it
 */
typedef void (* SkColumnChosen) (const char *role,
                                 const char *column,
                                 gpointer    user_data);

gboolean   sk_column_row_is_worth_showing (const SkAccountColumn *column);
GtkWidget *sk_column_row_new              (const SkAccountColumn *column,
                                           const char            *chosen,
                                           SkColumnChosen         callback,
                                           gpointer               user_data);
const char *
           sk_column_row_get_role         (GtkWidget             *row);
const char *
           sk_column_row_get_chosen       (GtkWidget             *row);

G_END_DECLS
