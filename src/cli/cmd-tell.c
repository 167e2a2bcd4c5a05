/* cmd-tell.c — slotkeeperctl tell ACTION
 *
 * What can be said is what the service that runs says it can be told; the
 * words after an action are read as its parameter wants them.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "sk-cmd.h"
#include "sk-error.h"
#include "sk-find-task.h"
#include "sk-ink.h"
#include "sk-running.h"
#include "sk-state-words.h"
#include "sk-time-codec.h"

#define MOST_ARGUMENTS 10000

/* The words that are left, and what they may mean. */
typedef struct
{
  const char *const *at;
  SkBoard           *board;     /* (nullable) */
  GTimeZone         *zone;
} Words;

/* --- what a word is --- */

/* A text is a task, but for these. */
static const struct
{
  const char *action;
  const char *says;
} texts[] = {
  { "apply", N_("DIGEST") },
  { "apply-all", N_("DIGEST") },
  { "preview", N_("PAGE") },
};

static const char *
get_text_name (const char *action)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (texts[i].action, action))
      return texts[i].says;

  return NULL;
}

static void
describe (GString            *usage,
          const char         *action,
          const GVariantType *type)     /* (nullable) */
{
  const char *text = get_text_name (action);

  if (type == NULL)
    return;

  if (g_variant_type_is_tuple (type))
    for (type = g_variant_type_first (type); type != NULL; type = g_variant_type_next (type))
      describe (usage, action, type);
  else if (g_variant_type_equal (type, G_VARIANT_TYPE_STRING_ARRAY))
    g_string_append_printf (usage, " [%s…]", _("TASK"));
  else if (g_variant_type_equal (type, G_VARIANT_TYPE_STRING))
    g_string_append_printf (usage, " %s", text != NULL ? _(text) : _("TASK"));
  else if (g_variant_type_equal (type, G_VARIANT_TYPE_UINT32))
    g_string_append_printf (usage, " %s", _("MINUTES"));
  else
    g_string_append_printf (usage, " %s", _("TIME"));
}

static char *
dup_usage (GActionGroup *actions,
           const char   *action)
{
  GString *usage = g_string_new (action);

  describe (usage, action, g_action_group_get_action_parameter_type (actions, action));

  return g_string_free (usage, FALSE);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
print_possible (GActionGroup *actions)
{
  g_auto(GStrv) names = g_action_group_list_actions (actions);

  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  g_printerr ("%s\n", _("What can be told:"));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *usage = dup_usage (actions, names[i]);

      g_printerr ("  %s\n", usage);
    }
}

/* --- reading words --- */

static GVariant *read_value (Words               *words,
                             const char          *action,
                             const GVariantType  *type,
                             GError             **error);

static void
set_wrong (GError     **error,
           const char  *format,
           const char  *word)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, SK_ERROR, SK_ERROR_SETTING, format, word);
#pragma GCC diagnostic pop
}

/* The tasks that are planned, as far as it matters for finding one. */
static SkSnapshot *
list_tasks (SkBoard *board)     /* (nullable) */
{
  SkSnapshotInit init = { .tasks = sk_task_array_new (), .busy = sk_busy_array_new () };

  for (guint i = 0; board != NULL && i < sk_board_get_n_cards (board); i++)
    {
      const SkCard *card = sk_board_get_card (board, i);

      g_ptr_array_add (init.tasks, sk_task_new (&(SkTaskInit) {
        .id = card->task,
        .title = card->title,
      }));
    }

  return sk_snapshot_new_take (&init);
}

static GVariant *
read_text (Words       *words,
           const char  *action,
           GError     **error)
{
  const char *word = *words->at++;
  g_autoptr(SkSnapshot) snapshot = NULL;
  SkTask *task;

  if (!g_utf8_validate (word, -1, NULL))
    {
      set_wrong (error, _("An argument is not UTF-8."), NULL);
      return NULL;
    }
  if (get_text_name (action) != NULL)
    return g_variant_new_string (word);

  snapshot = list_tasks (words->board);
  task = sk_find_task (snapshot, word, error);

  return task != NULL ? g_variant_new_string (sk_task_get_id (task)) : NULL;
}

static GVariant *
read_minutes (Words   *words,
              GError **error)
{
  const char *word = *words->at++;
  guint64 minutes;

  if (g_ascii_string_to_unsigned (word, 10, 0, G_MAXUINT32, &minutes, NULL))
    return g_variant_new_uint32 ((guint32) minutes);

  set_wrong (error, _("“%s” is no number of minutes."), word);
  return NULL;
}

/* Seconds since 1970, or a time as a person writes it. */
static GVariant *
read_instant (Words   *words,
              GError **error)
{
  const char *word = *words->at++;
  gint64 seconds;
  SkWhen when;

  if (g_ascii_string_to_signed (word, 10, 0, G_MAXINT64, &seconds, NULL))
    return g_variant_new_int64 (seconds);
  if (sk_when_parse_local (word, words->zone, &when) && when.kind == SK_WHEN_INSTANT)
    return g_variant_new_int64 (when.value);

  set_wrong (error, _("“%s” is no time: it is such as 2026-11-23T08:00."), word);
  return NULL;
}

static GVariant *
read_list (Words       *words,
           GError     **error)
{
  GVariantBuilder list;

  g_variant_builder_init (&list, G_VARIANT_TYPE_STRING_ARRAY);
  while (*words->at != NULL)
    {
      GVariant *task = read_text (words, "", error);

      if (task == NULL)
        {
          g_variant_builder_clear (&list);
          return NULL;
        }
      g_variant_builder_add_value (&list, task);
    }

  return g_variant_builder_end (&list);
}

static GVariant *
read_tuple (Words               *words,
            const char          *action,
            const GVariantType  *type,
            GError             **error)
{
  GVariantBuilder tuple;

  g_variant_builder_init (&tuple, type);
  for (type = g_variant_type_first (type); type != NULL; type = g_variant_type_next (type))
    {
      GVariant *part = read_value (words, action, type, error);

      if (part == NULL)
        {
          g_variant_builder_clear (&tuple);
          return NULL;
        }
      g_variant_builder_add_value (&tuple, part);
    }

  return g_variant_builder_end (&tuple);
}

static GVariant *
read_value (Words               *words,
            const char          *action,
            const GVariantType  *type,
            GError             **error)
{
  if (g_variant_type_is_tuple (type))
    return read_tuple (words, action, type, error);
  if (g_variant_type_equal (type, G_VARIANT_TYPE_STRING_ARRAY))
    return read_list (words, error);

  if (*words->at == NULL)
    set_wrong (error, _("%s needs more arguments."), action);
  else if (g_variant_type_equal (type, G_VARIANT_TYPE_STRING))
    return read_text (words, action, error);
  else if (g_variant_type_equal (type, G_VARIANT_TYPE_UINT32))
    return read_minutes (words, error);
  else if (g_variant_type_equal (type, G_VARIANT_TYPE_INT64))
    return read_instant (words, error);
  else
    set_wrong (error, _("%s cannot be told from a command line."), action);

  return NULL;
}

/* A slot that ends before it begins is not refused by the service: it is passed over. */
static gboolean
is_possible (GVariant  *parameter,      /* (nullable) */
             GError   **error)
{
  gint64 start, end;

  if (parameter == NULL || !g_variant_is_of_type (parameter, G_VARIANT_TYPE ("(sxx)")))
    return TRUE;

  g_variant_get (parameter, "(&sxx)", NULL, &start, &end);
  if (start < end)
    return TRUE;

  set_wrong (error, _("The second time must be after the first."), NULL);
  return FALSE;
}

static gboolean
read_parameter (SkBusMirror         *mirror,
                const char *const   *arguments,
                GVariant           **parameter,        /* (nullable) */
                GError             **error)
{
  GActionGroup *actions = sk_bus_mirror_get_actions (mirror);
  const GVariantType *type = g_action_group_get_action_parameter_type (actions, arguments[0]);
  g_autoptr(GTimeZone) zone = sk_state_dup_zone (sk_bus_mirror_get_state (mirror));
  Words words = { arguments + 1, sk_bus_mirror_get_board (mirror), zone };

  *parameter = NULL;
  if (type != NULL)
    {
      GVariant *value = read_value (&words, arguments[0], type, error);

      if (value == NULL)
        return FALSE;
      *parameter = g_variant_ref_sink (value);
    }
  if (*words.at == NULL)
    return is_possible (*parameter, error);

  set_wrong (error, _("“%s” is one argument too many."), *words.at);
  return FALSE;
}

/* --- what came of it --- */

/* What writes tells in notices what it could not. */
static gboolean
is_writing (const char *action)
{
  static const char *const writing[] = { "apply", "apply-all", "undo", "done", "extend", NULL };

  return g_strv_contains (writing, action);
}

/* Whether what is wrong is wrong with this, though it may have been before. */
static gboolean
looks_at_tasks (const char *action)
{
  return is_writing (action) || g_str_has_prefix (action, "reschedule");
}

static SkExit
tell_outcome (const char *action,
              SkState    *before,
              SkState    *after)
{
  const char *const *notices = sk_state_get_notices (after);
  const GError *error = sk_state_get_error (after);
  g_autofree char *phase = sk_words_dup_phase (after);
  gboolean has_written = sk_state_get_last_set (after) != NULL &&
                         g_strcmp0 (sk_state_get_last_set (before),
                                    sk_state_get_last_set (after)) != 0;

  if (error != NULL && (looks_at_tasks (action) || sk_state_get_error (before) == NULL))
    return sk_cmd_fail (error);

  for (guint i = 0; notices != NULL && notices[i] != NULL; i++)
    g_printerr ("slotkeeperctl: %s\n", notices[i]);
  sk_ink_print_line (SK_INK_PLAIN, phase);
  if (notices == NULL || !is_writing (action))
    return SK_EXIT_DONE;

  return has_written ? SK_EXIT_PARTIAL : SK_EXIT_CONFLICT;
}

static SkExit
tell (SkBusMirror *mirror,
      const char  *action,
      GVariant    *parameter)   /* (nullable) */
{
  g_autoptr(SkState) before = sk_state_ref (sk_bus_mirror_get_state (mirror));
  g_autoptr(GError) error = NULL;

  if (!g_action_group_get_action_enabled (sk_bus_mirror_get_actions (mirror), action))
    {
      g_autofree char *phase = sk_words_dup_phase (before);

      /* Translators: %1$s is the name of an action, %2$s how things are, a sentence */
      g_printerr (_("slotkeeperctl: %1$s is not possible now: %2$s\n"), action, phase);
      return SK_EXIT_TEMPORARY;
    }
  if (!sk_running_tell (mirror, action, parameter, &error))
    return sk_cmd_fail (error);
  if (!sk_bus_mirror_is_connected (mirror))
    return SK_EXIT_DONE;

  return tell_outcome (action, before, sk_bus_mirror_get_state (mirror));
}

static SkExit
run (const SkInvocation *invocation)
{
  const char *const *arguments = (const char *const *) invocation->args;
  g_autoptr(GError) error = NULL;
  g_autoptr(SkBusMirror) mirror = sk_running_find (&error);
  g_autoptr(GVariant) parameter = NULL;

  if (mirror == NULL || !sk_running_wait_actions (mirror, &error))
    return sk_cmd_fail (error);

  GActionGroup *actions = sk_bus_mirror_get_actions (mirror);

  if (!g_action_group_has_action (actions, arguments[0]))
    {
      SkExit status = sk_cmd_usage (_("“%s” is nothing it can be told."), arguments[0]);

      print_possible (actions);
      return status;
    }
  if (!read_parameter (mirror, arguments, &parameter, &error))
    {
      g_autofree char *usage = dup_usage (actions, arguments[0]);

      /* Translators: %1$s is what is wrong, a sentence, %2$s how it is written */
      return sk_cmd_usage (_("%1$s It is: tell %2$s"), error->message, usage);
    }

  return tell (mirror, arguments[0], parameter);
}

const SkCmd sk_cmd_tell = {
  .name = "tell",
  .usage = "ACTION [ARG…]",
  .summary = N_("Tell the Slotkeeper that runs to do something"),
  .n_args = 1,
  .n_optional = MOST_ARGUMENTS,
  .run = run,
};
