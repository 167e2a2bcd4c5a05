/* sk-effect.c — what one plan makes of another
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-effect.h"

#define DAY_SECONDS (24 * 60 * 60)

static void
sk_effect_clear (gpointer data)
{
  SkEffect *self = data;

  g_clear_pointer (&self->task, sk_task_unref);
}

/* --- the two plans, side by side --- */

typedef struct
{
  GArray     *effects;
  GHashTable *by_id;            /* borrowed id → index of its effect + 1 */
} Pair;

static SkEffect *
get_effect (Pair   *pair,
            SkTask *task)
{
  guint found = GPOINTER_TO_UINT (g_hash_table_lookup (pair->by_id, sk_task_get_id (task)));

  if (found == 0)
    {
      SkEffect effect = { .task = sk_task_ref (task) };

      g_array_append_val (pair->effects, effect);
      found = pair->effects->len;
      g_hash_table_insert (pair->by_id, (char *) sk_task_get_id (task), GUINT_TO_POINTER (found));
    }

  return &g_array_index (pair->effects, SkEffect, found - 1);
}

static void
note (Pair         *pair,
      SkTask       *task,
      SkEffectSide  side,
      gsize         which)      /* offset of a side in SkEffect */
{
  *(SkEffectSide *) G_STRUCT_MEMBER_P (get_effect (pair, task), which) = side;
}

static void
note_plan (Pair   *pair,
           SkPlan *plan,
           gsize   which)
{
  for (guint i = 0; i < sk_plan_get_n_placements (plan); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (plan, i);
      SkEffectSide side = { placement->span, TRUE, sk_placement_is_late (placement) };

      note (pair, placement->task, side, which);
    }

  for (guint i = 0; i < sk_plan_get_n_unplaced (plan); i++)
    note (pair, sk_plan_get_unplaced (plan, i)->task, (SkEffectSide) { .is_known = TRUE }, which);
}

static SkEffectKind
compare_sides (const SkEffectSide *before,
               const SkEffectSide *after)
{
  if (!before->is_known || !after->is_known)
    return before->is_known ? SK_EFFECT_GONE : SK_EFFECT_ADDED;
  if (sk_effect_side_is_placed (before) != sk_effect_side_is_placed (after))
    return sk_effect_side_is_placed (after) ? SK_EFFECT_PLACED : SK_EFFECT_UNPLACED;
  if (before->late != after->late)
    return after->late ? SK_EFFECT_LATE : SK_EFFECT_ON_TIME;
  if (before->span.start != after->span.start)
    return after->span.start < before->span.start ? SK_EFFECT_EARLIER : SK_EFFECT_LATER;

  return SK_EFFECT_SAME;
}

/* --- their order --- */

/* When it is due, as clocks show it; a date is over when its day is. */
static gint64
get_due_wall (SkTask    *task,
              GTimeZone *zone)
{
  SkWhen due = sk_task_get_due (task);

  if (due.kind == SK_WHEN_DAY)
    return (due.value + 1) * DAY_SECONDS - 1;
  if (due.kind == SK_WHEN_INSTANT)
    return due.value + g_time_zone_get_offset (zone, g_time_zone_find_interval (
                         zone, G_TIME_TYPE_UNIVERSAL, due.value));

  return G_MAXINT64;
}

static gint64
get_start (const SkEffect *effect)
{
  const SkEffectSide *side = sk_effect_side_is_placed (&effect->after) ? &effect->after
                                                                       : &effect->before;

  return sk_effect_side_is_placed (side) ? side->span.start : G_MAXINT64;
}

static int
compare_numbers (gint64 a,
                 gint64 b)
{
  return a < b ? -1 : a > b;
}

static int
compare_effects (gconstpointer a,
                 gconstpointer b,
                 gpointer      zone)
{
  const SkEffect *one = a;
  const SkEffect *other = b;
  int order = compare_numbers (get_due_wall (one->task, zone), get_due_wall (other->task, zone));

  if (order == 0)
    order = compare_numbers (get_start (one), get_start (other));

  return order != 0 ? order : strcmp (sk_task_get_id (one->task), sk_task_get_id (other->task));
}

/**
 * sk_effect_list:
 * @before: a plan
 * @after: another one, in the same zone
 *
 * Returns: (transfer full) (element-type SkEffect): every due date there is in
 *   either, and everything else that differs; by due date, then by start
 */
GArray *
sk_effect_list (SkPlan *before,
                SkPlan *after)
{
  Pair pair = {
    .effects = g_array_new (FALSE, TRUE, sizeof (SkEffect)),
    .by_id = g_hash_table_new (g_str_hash, g_str_equal),
  };
  GArray *told = g_array_new (FALSE, TRUE, sizeof (SkEffect));

  g_array_set_clear_func (told, sk_effect_clear);
  note_plan (&pair, before, offsetof (SkEffect, before));
  note_plan (&pair, after, offsetof (SkEffect, after));

  for (guint i = 0; i < pair.effects->len; i++)
    {
      SkEffect *effect = &g_array_index (pair.effects, SkEffect, i);

      effect->kind = compare_sides (&effect->before, &effect->after);
      if (effect->kind != SK_EFFECT_SAME || sk_effect_has_due (effect))
        g_array_append_val (told, *effect);
      else
        sk_effect_clear (effect);
    }

  g_array_sort_with_data (told, compare_effects, sk_rules_get_zone (sk_plan_get_rules (after)));
  g_hash_table_unref (pair.by_id);
  g_array_unref (pair.effects);

  return told;
}
