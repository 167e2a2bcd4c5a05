/* sk-effect-words.c — how we say what would be otherwise
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-effect-words.h"

#include <glib/gi18n-lib.h>

#include "sk-time-words.h"

/**
 * sk_words_get_effect:
 * @kind: what another plan makes of a task
 *
 * Returns: that, in a word or two; empty if it is nothing
 */
const char *
sk_words_get_effect (SkEffectKind kind)
{
  switch (kind)
    {
    case SK_EFFECT_ADDED:
      return C_("effect", "added");

    case SK_EFFECT_GONE:
      return C_("effect", "gone");

    case SK_EFFECT_PLACED:
      return C_("effect", "gets a place");

    case SK_EFFECT_UNPLACED:
      return C_("effect", "loses its place");

    case SK_EFFECT_LATE:
      return C_("effect", "becomes late");

    case SK_EFFECT_ON_TIME:
      return C_("effect", "becomes on time");

    case SK_EFFECT_EARLIER:
      return C_("effect", "earlier");

    case SK_EFFECT_LATER:
      return C_("effect", "later");

    case SK_EFFECT_SAME:
    default:
      return "";
    }
}

/**
 * sk_words_dup_effect_side:
 * @effect: what another plan makes of a task
 * @side: the task in one of the two plans
 * @rules: rules, for their zone
 *
 * Returns: (transfer full): "Thu 26 Nov 09:00, on time"
 */
char *
sk_words_dup_effect_side (const SkEffect     *effect,
                          const SkEffectSide *side,
                          SkRules            *rules)
{
  g_autofree char *start = NULL;

  if (!side->is_known)
    return g_strdup ("–");
  if (!sk_effect_side_is_placed (side))
    return g_strdup (_("no place"));

  start = sk_words_dup_moment (side->span.start, rules);
  if (!sk_effect_has_due (effect))
    return g_steal_pointer (&start);

  /* Translators: %s is a moment, e.g. "Thu 26 Nov 09:00" */
  return g_strdup_printf (side->late ? _("%s, late") : _("%s, on time"), start);
}

/* --- all in all --- */

typedef struct
{
  guint missed;
  guint added_late;
  guint saved;
  guint moved;
  guint placed;
  guint unplaced;
} Count;

static void
count_due (Count          *count,
           const SkEffect *effect)
{
  gboolean was = sk_effect_side_is_on_time (&effect->before);
  gboolean is = sk_effect_side_is_on_time (&effect->after);

  if (!sk_effect_has_due (effect) || effect->kind == SK_EFFECT_GONE)
    return;

  if (effect->kind == SK_EFFECT_ADDED)
    count->added_late += !is;
  else if (was != is)
    *(is ? &count->saved : &count->missed) += 1;
}

static void
count_place (Count          *count,
             const SkEffect *effect)
{
  gboolean was = sk_effect_side_is_placed (&effect->before);
  gboolean is = sk_effect_side_is_placed (&effect->after);

  if (was && is && effect->before.span.start != effect->after.span.start)
    count->moved++;
  count->placed += effect->kind == SK_EFFECT_PLACED;
  count->unplaced += effect->kind == SK_EFFECT_UNPLACED;
}

/* Adds a sentence about @n things. */
static void
say (GString    *text,
     guint       n,
     const char *pattern)
{
  if (n == 0)
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_string_append_printf (text, pattern, n);
#pragma GCC diagnostic pop
}

/**
 * sk_words_dup_effects:
 * @effects: (element-type SkEffect): from sk_effect_list()
 *
 * Returns: (transfer full): what they come to, in sentences
 */
char *
sk_words_dup_effects (const GArray *effects)
{
  GString *text = g_string_new (NULL);
  Count n = { 0 };

  for (guint i = 0; i < effects->len; i++)
    {
      count_due (&n, &g_array_index (effects, SkEffect, i));
      count_place (&n, &g_array_index (effects, SkEffect, i));
    }

  say (text, n.missed, ngettext ("%u due date that is kept now would be missed.",
                                 "%u due dates that are kept now would be missed.", n.missed));
  say (text, n.saved, ngettext ("%u due date that is missed now would be kept.",
                                "%u due dates that are missed now would be kept.", n.saved));
  say (text, n.added_late, ngettext ("%u added task would not be on time.",
                                     "%u added tasks would not be on time.", n.added_late));
  if (text->len == 0)
    g_string_append (text, _("Every due date would be kept or missed as it is now."));
  say (text, n.placed, ngettext ("%u task would get a place.", "%u tasks would get a place.",
                                 n.placed));
  say (text, n.unplaced, ngettext ("%u task would lose its place.",
                                   "%u tasks would lose their places.", n.unplaced));
  say (text, n.moved, ngettext ("%u task would move.", "%u tasks would move.", n.moved));

  return g_string_free (text, FALSE);
}
