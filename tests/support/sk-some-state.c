/* sk-some-state.c — states for the tests of faces
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-some-state.h"

#include "sk-error.h"

#define MINUTE 60
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* From 11:30 on, half an hour each; the third is at nine the next day. */
static GArray *
make_next (guint n)
{
  GArray *slots = sk_slot_array_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *task = g_strdup_printf ("task-%u", i + 1);
      g_autofree char *title = g_strdup_printf ("Task %u", i + 1);
      gint64 start = i % 3 < 2 ? SK_SOME_NOW + 90 * MINUTE + i * 30 * MINUTE
                               : SK_SOME_NOW + DAY - HOUR;

      sk_slot_array_add (slots, task, title, (SkSpan) { start, start + 30 * MINUTE });
    }

  return slots;
}

static GArray *
make_late (const char *ids)     /* (nullable) */
{
  g_auto(GStrv) words = g_strsplit (ids != NULL ? ids : "", " ", -1);
  GArray *slots = sk_slot_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      sk_slot_array_add (slots, words[i], words[i], (SkSpan) { 0, 0 });

  return slots;
}

/**
 * sk_some_state_new:
 * @some: what is not as in a week in order
 *
 * Returns: (transfer full): a state
 */
SkState *
sk_some_state_new (const SkSomeState *some)
{
  g_autoptr(GArray) next = make_next (some->n_next);
  g_autoptr(GArray) late = make_late (some->late);
  const char *title = some->title != NULL ? some->title : "Fix bug";
  SkSlot running = { (char *) SK_SOME_TASK, (char *) title,
                     { SK_SOME_NOW - 30 * MINUTE, SK_SOME_NOW + 90 * MINUTE } };
  SkSlot ended = { (char *) some->ended, (char *) title,
                   { SK_SOME_NOW - HOUR, SK_SOME_NOW } };
  g_autoptr(GError) error = NULL;

  if (some->failure != NULL)
    error = g_error_new_literal (SK_ERROR, SK_ERROR_DENIED, some->failure);

  return sk_state_new (&(SkStateInit) {
    .revision = 1,
    .phase = some->phase,
    .at = some->has_no_plan ? 0 : SK_SOME_NOW,
    .zone_name = "Europe/Berlin",
    .counts = { .tasks = 12, .placed = 12, .n_new = some->changes,
                .late = late->len + some->more_late },
    .n_changes = some->changes,
    .digest = some->changes == 0 ? NULL : some->digest != NULL ? some->digest : "d1",
    .running = some->runs ? &running : NULL,
    .next = next,
    .late = late,
    .ended = some->ended != NULL ? &ended : NULL,
    .done = some->done,
    .total = some->total,
    .paused_until = some->paused_until,
    .can_undo = some->last_set != NULL,
    .last_set = some->last_set,
    .last_written = some->written,
    .error = error,
  });
}
