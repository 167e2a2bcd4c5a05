/* sk-morning.c — an ordinary Monday morning, for tests of what the service does
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-morning.h"

#include <glib/gstdio.h>

#include "sk-time-codec.h"

#define PATIENCE_MS 1000

gint64
sk_morning_instant (const char *text)
{
  SkWhen when;

  g_assert_true (sk_when_parse (text, &when));
  return when.value;
}

/* Monday to Friday from @hour on, for eight hours. */
SkRules *
sk_morning_make_rules (int         hour,
                       int         days_ahead,
                       SkStability stability)
{
  g_autoptr(GTimeZone) zone = sk_zone_parse ("Europe/Berlin");
  const SkRange hours = { hour * 60, (hour + 8) * 60 };
  SkRulesInit init = {
    .zone_name = "Europe/Berlin", .zone = zone, .slot_minutes = 15,
    .days_ahead = days_ahead, .stability = stability,
    .default_duration_hours = 1, .day_limit_percent = 100,
  };
  SkRules *rules;

  for (guint i = 0; i < 5; i++)
    {
      init.week[i] = sk_ranges_new ();
      g_array_append_val (init.week[i], hours);
    }
  rules = sk_rules_new (&init);
  for (guint i = 0; i < 5; i++)
    g_array_unref (init.week[i]);

  return rules;
}

void
sk_morning_keep_result (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
sk_morning_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* --- the world --- */

char *
sk_morning_make_folder (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("test-morning-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

/* With all that is ever in it. */
void
sk_morning_remove (const char *folder)
{
  static const char *const names[] = { "journal", "lock", "discarded.json" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);
      g_remove (path);
    }
  g_rmdir (folder);
}

void
sk_morning_init_in (SkMorning          *self,
                    const char         *folder,
                    const SkJournalOps *ops)
{
  g_autoptr(GListStore) sources = g_list_store_new (SK_TYPE_TASK_SOURCE);

  self->words = g_string_new (NULL);
  self->home = sk_fake_source_new ("home", self->words);
  self->work = sk_fake_source_new ("work", self->words);
  g_list_store_append (sources, self->home);
  g_list_store_append (sources, self->work);
  self->sources = G_LIST_MODEL (g_steal_pointer (&sources));
  self->rules = sk_morning_make_rules (9, 7, SK_STABILITY_STEADY);
  self->folder = g_strdup (folder);
  self->journal = sk_journal_new (folder, ops);
  self->at = sk_morning_instant ("2026-11-23T08:00:00+01:00");
}

void
sk_morning_init (SkMorning *self)
{
  g_autofree char *folder = sk_morning_make_folder ();

  sk_morning_init_in (self, folder, NULL);
}

/* All but what is on the disk. */
void
sk_morning_close (SkMorning *self)
{
  g_clear_object (&self->sources);
  g_clear_object (&self->home);
  g_clear_object (&self->work);
  g_clear_pointer (&self->rules, sk_rules_unref);
  g_clear_pointer (&self->journal, sk_journal_free);
  g_clear_pointer (&self->folder, g_free);
  if (self->words != NULL)
    g_string_free (g_steal_pointer (&self->words), TRUE);
}

void
sk_morning_clear (SkMorning *self)
{
  sk_morning_remove (self->folder);
  sk_morning_close (self);
}

/* --- doing things --- */

SkPlan *
sk_morning_plan (SkMorning *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  SkPlan *plan;

  sk_cycle_run_async (&(SkCycleInit) {
    .sources = self->sources, .rules = self->rules, .at = self->at,
  }, NULL, sk_morning_keep_result, &result);
  sk_morning_wait (&result);
  plan = sk_cycle_run_finish (result, &error);
  g_assert_no_error (error);

  return plan;
}

/* @seen: as in SkCommitInit */
SkReport *
sk_morning_commit_plan (SkMorning     *self,
                        SkPlan        *plan,
                        gint64         seen,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_commit_run_async (&(SkCommitInit) {
    .sources = self->sources, .plan = plan, .journal = self->journal, .seen = seen,
    .patience_ms = PATIENCE_MS,
  }, cancellable, sk_morning_keep_result, &result);
  sk_morning_wait (&result);

  return sk_commit_run_finish (result, error);
}

/* Plans, and writes it. */
SkReport *
sk_morning_commit (SkMorning *self)
{
  g_autoptr(SkPlan) plan = sk_morning_plan (self);
  g_autoptr(GError) error = NULL;
  SkReport *report = sk_morning_commit_plan (self, plan, -1, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (report);

  return report;
}
