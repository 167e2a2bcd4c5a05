/* sk-change.c — the difference between the plan and the world
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-change.h"

static void
sk_change_clear (gpointer data)
{
  SkChange *self = data;

  g_clear_pointer (&self->task, sk_task_unref);
}

/**
 * sk_change_array_new:
 *
 * Returns: (transfer full) (element-type SkChange): nothing yet
 */
GArray *
sk_change_array_new (void)
{
  GArray *array = g_array_new (FALSE, TRUE, sizeof (SkChange));

  g_array_set_clear_func (array, sk_change_clear);

  return array;
}

/**
 * sk_change_is_still_wanted:
 * @self: a change
 * @now: its task, as its source says it is now
 *
 * Whether everything that people edit and that the change was decided by is
 * as it was, but for the place that the change is about.  A rank is not asked
 * for: it is often a formula, and changes with the clock.
 *
 * Returns: whether the change would still be decided
 */
gboolean
sk_change_is_still_wanted (const SkChange *self,
                        SkTask         *now)
{
  SkTask *then = self->task;

  return sk_task_get_standing (now) == sk_task_get_standing (then) &&
         sk_task_is_opted_out (now) == sk_task_is_opted_out (then) &&
         sk_task_is_pinned (now) == sk_task_is_pinned (then) &&
         sk_task_has_same_duration (now, then) &&
         sk_when_equal (sk_task_get_due (now), sk_task_get_due (then)) &&
         sk_when_equal (sk_task_get_earliest_start (now), sk_task_get_earliest_start (then));
}

/**
 * sk_change_still_holds:
 * @self: a change
 * @now: its task, as its source says it is now
 *
 * Returns: whether the change may be written without overwriting an edit, and
 *   would still be decided
 */
gboolean
sk_change_still_holds (const SkChange *self,
                       SkTask         *now)
{
  return sk_change_is_still_wanted (self, now) &&
         sk_when_equal (sk_task_get_scheduled_start (now), self->before_start) &&
         sk_when_equal (sk_task_get_scheduled_end (now), self->before_end);
}

static void
append_when (GString *line,
             SkWhen   when)
{
  g_string_append_c (line, '\t');
  if (when.kind == SK_WHEN_DAY)
    g_string_append_printf (line, "%" G_GINT64_FORMAT, (gint64) when.value * 24 * 60 * 60);
  else if (when.kind == SK_WHEN_INSTANT)
    g_string_append_printf (line, "%" G_GINT64_FORMAT, (gint64) when.value);
}

static char *
dup_line (const SkChange *change)
{
  GString *line = g_string_new (sk_task_get_id (change->task));
  gboolean placed = !sk_span_is_empty (change->after);

  append_when (line, change->before_start);
  append_when (line, change->before_end);
  append_when (line, placed ? sk_when_instant (change->after.start) : (SkWhen) { 0 });
  append_when (line, placed ? sk_when_instant (change->after.end) : (SkWhen) { 0 });
  g_string_append_c (line, '\n');

  return g_string_free (line, FALSE);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * sk_change_array_dup_digest:
 * @changes: (element-type SkChange): what would be written
 *
 * A name for what was seen (formats.md §2): the SHA-256 of one line per
 * change — the task, where it was and where it goes, in Unix seconds (a date
 * without a time as its midnight in UTC) — each ended by a newline, sorted by
 * their bytes.  The same changes have the same digest whatever else differs.
 *
 * Returns: (transfer full): hexadecimal
 */
char *
sk_change_array_dup_digest (GArray *changes)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < changes->len; i++)
    g_ptr_array_add (lines, dup_line (&g_array_index (changes, SkChange, i)));

  g_ptr_array_sort (lines, compare_lines);
  for (guint i = 0; i < lines->len; i++)
    g_checksum_update (sum, g_ptr_array_index (lines, i), -1);

  return g_strdup (g_checksum_get_string (sum));
}

static void
sk_write_clear (gpointer data)
{
  SkWrite *self = data;

  g_clear_pointer (&self->task, sk_task_unref);
  g_clear_pointer (&self->property, g_free);
  g_clear_pointer (&self->property_id, g_free);
  g_clear_pointer (&self->before, g_free);
  g_clear_pointer (&self->after, g_free);
  g_clear_pointer (&self->code, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->facts, g_free);
}

/**
 * sk_write_copy:
 * @self: a write
 * @copy: (out caller-allocates): what becomes one like it, to be put into an
 *   array of sk_write_array_new()
 */
void
sk_write_copy (const SkWrite *self,
               SkWrite       *copy)
{
  *copy = (SkWrite) {
    .task = sk_task_ref (self->task),
    .property = g_strdup (self->property),
    .property_id = g_strdup (self->property_id),
    .before = g_strdup (self->before),
    .after = g_strdup (self->after),
    .outcome = self->outcome,
    .code = g_strdup (self->code),
    .text = g_strdup (self->text),
    .facts = g_strdup (self->facts),
  };
}

/**
 * sk_write_array_new:
 *
 * Returns: (transfer full) (element-type SkWrite): nothing yet
 */
GArray *
sk_write_array_new (void)
{
  GArray *array = g_array_new (FALSE, TRUE, sizeof (SkWrite));

  g_array_set_clear_func (array, sk_write_clear);

  return array;
}

/**
 * sk_write_dup:
 * @self: a write
 *
 * Returns: (transfer full): one like it
 */
SkWrite *
sk_write_dup (const SkWrite *self)
{
  SkWrite *copy = g_new (SkWrite, 1);

  sk_write_copy (self, copy);
  return copy;
}

void
sk_write_free (SkWrite *self)
{
  sk_write_clear (self);
  g_free (self);
}

/**
 * sk_write_array_add:
 * @array: (element-type SkWrite): from sk_write_array_new()
 * @task: whose property
 * @property: which, in the source's own words
 * @before: (nullable): JSON; %NULL: there was nothing
 * @after: (transfer full): JSON
 *
 * Adds a property that the source knows by its name.
 */
void
sk_write_array_add (GArray     *array,
                    SkTask     *task,
                    const char *property,
                    const char *before,
                    char       *after)
{
  sk_write_array_add_by_id (array, task, property, NULL, before, after);
}

/**
 * sk_write_array_add_by_id:
 * @array: (element-type SkWrite): from sk_write_array_new()
 * @task: whose property
 * @property: which, in the source's own words
 * @property_id: (nullable): what the source knows it by
 * @before: (nullable): JSON; %NULL: there was nothing
 * @after: (transfer full): JSON
 *
 * Adds a property that people may rename.
 */
void
sk_write_array_add_by_id (GArray     *array,
                          SkTask     *task,
                          const char *property,
                          const char *property_id,
                          const char *before,
                          char       *after)
{
  SkWrite write = {
    .task = sk_task_ref (task),
    .property = g_strdup (property),
    .property_id = g_strdup (property_id),
    .before = g_strdup (before != NULL ? before : "null"),
    .after = after,
    .outcome = SK_OUTCOME_PLANNED,
  };

  g_array_append_val (array, write);
}
