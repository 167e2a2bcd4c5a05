/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SkRowKind:
 * @SK_ROW_PLAIN: something to read, or to choose
 * @SK_ROW_CHECK: on or off
 * @SK_ROW_RADIO: one of several
 * @SK_ROW_LINE: a line between rows
 *
 * What a row looks like.
 */
typedef enum
{
  SK_ROW_PLAIN,
  SK_ROW_CHECK,
  SK_ROW_RADIO,
  SK_ROW_LINE,
} SkRowKind;

/**
 * SkMenuRow:
 * @key: (owned): what it is, unique in its menu.  A row that does something
 *   else, or does it to something else, has another key: whoever chose a key
 *   has chosen exactly that
 * @label: (owned) (nullable): what it says, as it is: nothing in it is special
 * @action: (owned) (nullable): the action it stands for; without one, and
 *   without @rows, there is nothing to choose
 * @target: (owned) (nullable): what the action is given
 * @rows: (owned) (nullable) (element-type SkMenuRow): what opens beside it
 * @kind: what it looks like
 * @is_on: whether it is ticked
 * @is_hidden: whether it is there without being seen
 *
 * A row of a menu.  A menu is an array of them, see sk_menu_new().
 */
typedef struct
{
  const char *key;
  const char *label;
  const char *action;
  GVariant   *target;
  GArray     *rows;
  SkRowKind   kind;
  gboolean    is_on;
  gboolean    is_hidden;
} SkMenuRow;

GArray          *sk_menu_new     (void);
void             sk_menu_add     (GArray          *menu,
                                  const SkMenuRow *row);
const SkMenuRow *sk_menu_find    (const GArray    *menu,
                                  const char      *key);
gboolean         sk_menu_is_seen (const GArray    *menu);

/* Whether there is anything to choose in @self. */
static inline gboolean
sk_menu_row_may_choose (const SkMenuRow *self)
{
  return self->action != NULL || self->rows != NULL;
}

G_END_DECLS
