/* sk-notion-world.c — a source of tasks, and the stand-in that it reads
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notion-world.h"

#include "sk-error.h"
#include "sk-time-codec.h"

/* The source anew, with what @config says; what it leaves out is as usual. */
void
sk_notion_world_configure (SkNotionWorld        *self,
                           const SkNotionConfig *config)
{
  static const char *const left_out[] = { "Waiting", NULL };
  static const SkHttpPace pace = { .requests = 100000, .timeout = 60, .at_once = 4 };
  g_autoptr(GError) error = NULL;
  SkNotionConfig whole = *config;

  whole.name = "Home";
  whole.base_url = sk_notion_stand_in_get_url (self->notion);
  if (whole.key == NULL)
    whole.key = SK_STAND_IN_TOKEN;
  if (whole.database == NULL)
    whole.database = self->database;
  if (whole.left_out == NULL)
    whole.left_out = left_out;
  if (whole.pace == NULL)
    whole.pace = &pace;

  g_clear_object (&self->source);
  self->source = sk_notion_source_new (&whole, &error);
  g_assert_no_error (error);
}

SkTaskSource *
sk_notion_world_make_source (SkNotionWorld *self,
                             const char    *key,
                             const char    *database)
{
  sk_notion_world_configure (self, &(SkNotionConfig) { .key = key, .database = database });

  return g_steal_pointer (&self->source);
}

void
sk_notion_world_init (SkNotionWorld *self,
                      const char    *schema)
{
  g_autoptr(GTimeZone) zone = sk_zone_parse ("Europe/Berlin");

  self->notion = sk_notion_stand_in_new ();
  self->database = sk_notion_stand_in_add_database (self->notion, "Tasks");
  self->table = sk_notion_stand_in_add_data_source (self->notion, self->database, "Tasks",
                                                    schema);
  self->rules = sk_rules_new (&(SkRulesInit) {
    .zone_name = "Europe/Berlin", .zone = zone, .slot_minutes = 15, .days_ahead = 7,
    .default_duration_hours = 1, .day_limit_percent = 100,
  });
  sk_notion_world_configure (self, &(SkNotionConfig) { NULL });
}

/* As sk_notion_world_init(), but a second is so long that every look is fresh. */
void
sk_notion_world_init_keeping (SkNotionWorld *self)
{
  static const SkHttpPace pace = { .requests = 100000, .second_ms = 100000, .timeout = 60 };

  sk_notion_world_init (self, SCHEMA);
  sk_notion_world_configure (self, &(SkNotionConfig) { .pace = &pace });
}

void
sk_notion_world_clear (SkNotionWorld *self)
{
  g_assert_cmpuint (sk_notion_stand_in_get_n_forbidden (self->notion), ==, 0);
  g_clear_object (&self->source);
  g_clear_object (&self->notion);
  g_clear_pointer (&self->rules, sk_rules_unref);
}

void
sk_notion_world_keep_result (GObject      *source,
                             GAsyncResult *result,
                             gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
sk_notion_world_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

SkSnapshot *
sk_notion_world_fetch (SkNotionWorld  *self,
                       GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_task_source_fetch_async (self->source, NULL, sk_notion_world_keep_result, &result);
  sk_notion_world_wait (&result);

  return sk_task_source_fetch_finish (self->source, result, error);
}

SkSnapshot *
sk_notion_world_fetch_well (SkNotionWorld *self)
{
  g_autoptr(GError) error = NULL;
  SkSnapshot *snapshot = sk_notion_world_fetch (self, &error);

  g_assert_no_error (error);
  return snapshot;
}

/* How many rows are news; 0 where that cannot be told. */
guint
sk_notion_world_poll (SkNotionWorld  *self,
                      gint64          since,
                      GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  guint n_edited;

  sk_task_source_poll_async (self->source, since, NULL, sk_notion_world_keep_result, &result);
  sk_notion_world_wait (&result);
  sk_task_source_poll_finish (self->source, result, &n_edited, error);

  return n_edited;
}

SkTask *
sk_notion_world_get_task (SkSnapshot *snapshot,
                          const char *id)
{
  guint i;

  g_assert_true (sk_snapshot_find (snapshot, id, &i));
  return sk_snapshot_get_task (snapshot, i);
}

gint64
sk_notion_world_instant (const char *text)
{
  SkWhen when;

  g_assert_true (sk_when_parse (text, &when));
  return when.value;
}

/* @start: (nullable): %NULL: the date goes */
GArray *
sk_notion_world_make_change (const char *id,
                             const char *start,
                             const char *end)
{
  GArray *changes = sk_change_array_new ();
  SkChange change = {
    .task = sk_task_new (&(SkTaskInit) { .id = id }),
    .at = sk_notion_world_instant ("2026-11-23T08:01:42+01:00"),
  };

  if (start != NULL)
    change.after = (SkSpan) { sk_notion_world_instant (start), sk_notion_world_instant (end) };
  g_array_append_val (changes, change);

  return changes;
}

gboolean
sk_notion_world_write (SkNotionWorld  *self,
                       GArray         *changes,
                       GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_task_source_write_async (self->source, changes, self->rules, NULL,
                              sk_notion_world_keep_result, &result);
  sk_notion_world_wait (&result);

  return sk_task_source_write_finish (self->source, result, error);
}

gboolean
sk_notion_world_write_one (SkNotionWorld  *self,
                           const char     *row,
                           GError        **error)
{
  g_autoptr(GArray) changes = sk_notion_world_make_change (row, "2026-11-24T09:00:00+01:00",
                                                           "2026-11-24T10:30:00+01:00");

  return sk_notion_world_write (self, changes, error);
}

gboolean
sk_notion_world_put (SkNotionWorld  *self,
                     GArray         *writes,
                     GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_task_source_put_async (self->source, writes, NULL, sk_notion_world_keep_result, &result);
  sk_notion_world_wait (&result);

  return sk_task_source_put_finish (self->source, result, error);
}

gboolean
sk_notion_world_is_noted (SkSnapshot *snapshot,
                          const char *words)
{
  for (guint i = 0; i < sk_snapshot_get_n_notes (snapshot); i++)
    if (strstr (sk_snapshot_get_note (snapshot, i), words) != NULL)
      return TRUE;

  return FALSE;
}

/* An error that a person may see. */
void
sk_notion_world_assert_error (const GError *error,
                              int           code)
{
  g_assert_error (error, SK_ERROR, code);
  g_assert_true (g_str_has_prefix (error->message, "Home: "));
  g_assert_null (strstr (error->message, SK_STAND_IN_TOKEN));
  g_assert_null (strstr (error->message, "Bearer"));
  g_assert_null (strchr (error->message, '<'));
}
