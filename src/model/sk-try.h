/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-placement.h"

G_BEGIN_DECLS

/**
 * SkTry:
 * @span: a place a task could be put
 * @is_possible: whether nothing is in the way that does not give way
 * @by: if not, what is there
 * @title: (owned) (nullable): what that is called
 *
 * A place that was looked at.
 */
typedef struct
{
  SkSpan       span;
  gboolean     is_possible;
  SkBlockedBy  by;
  char        *title;
} SkTry;

GArray *sk_try_array_new (void);

G_END_DECLS
