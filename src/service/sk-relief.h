/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

/**
 * SkRelief:
 * @obstacle: a line of the task's certificate; borrowed
 * @place: where the task could be if that were not there, all else staying where it is
 *
 * What would have to go for the earliest better place.
 */
typedef struct
{
  const SkBlocked *obstacle;
  SkSpan           place;
} SkRelief;

gboolean sk_relief_find (SkPlan   *plan,
                         SkTask   *task,
                         SkRelief *relief);

G_END_DECLS
