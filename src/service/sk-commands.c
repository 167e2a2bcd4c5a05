/* sk-commands.c — what a person can ask for, whichever face they ask through
 *
 * The actions of formats.md §5 that are the service's own.  What is asked with
 * an id that is none, or when it makes no sense, does nothing.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-commands.h"

/* Nobody makes a slot longer than a day. */
#define MOST_MINUTES (24 * 60)

static void
on_reschedule (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  sk_service_reschedule (user_data, FALSE);
}

static void
on_reschedule_full (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  sk_service_reschedule (user_data, TRUE);
}

static void
on_apply (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  const char *digest;
  g_autofree const char **ids = NULL;

  g_variant_get (parameter, "(&s^a&s)", &digest, &ids);
  sk_service_apply (user_data, digest, ids);
}

/* For a notification: some servers find an action by its text and stumble over
 * the brackets of a list in it. */
static void
on_apply_all (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  sk_service_apply (user_data, g_variant_get_string (parameter, NULL), NULL);
}

static void
on_stop (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  sk_service_stop (user_data);
}

static void
on_discard (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  sk_service_discard (user_data);
}

static void
on_except (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  g_autofree const char **ids = g_variant_get_strv (parameter, NULL);

  sk_service_except (user_data, ids);
}

static void
on_undo (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  sk_service_undo (user_data);
}

static void
on_pause (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  sk_service_pause (user_data, g_variant_get_uint32 (parameter));
}

static void
on_pause_until_tomorrow (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  sk_service_pause_until_tomorrow (user_data);
}

static void
on_resume (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  sk_service_resume (user_data);
}

static void
on_pin (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  const char *id;
  SkSpan span;

  g_variant_get (parameter, "(&sxx)", &id, &span.start, &span.end);
  sk_service_pin (user_data, id, span);
}

static void
on_ban (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  const char *id;
  SkSpan span;

  g_variant_get (parameter, "(&sxx)", &id, &span.start, &span.end);
  sk_service_ban (user_data, id, span);
}

static void
on_release (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  sk_service_release (user_data, g_variant_get_string (parameter, NULL));
}

static void
on_done (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  sk_service_finish_task (user_data, g_variant_get_string (parameter, NULL));
}

static void
on_extend (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  const char *id;
  guint minutes;

  g_variant_get (parameter, "(&su)", &id, &minutes);
  if (minutes > 0)
    sk_service_extend (user_data, id, MIN (minutes, MOST_MINUTES));
}

static void
on_unlock (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  sk_service_unlock (user_data);
}

static const GActionEntry entries[] = {
  { .name = "reschedule", .activate = on_reschedule },
  { .name = "reschedule-full", .activate = on_reschedule_full },
  { .name = "apply", .activate = on_apply, .parameter_type = "(sas)" },
  { .name = "apply-all", .activate = on_apply_all, .parameter_type = "s" },
  { .name = "stop", .activate = on_stop },
  { .name = "discard", .activate = on_discard },
  { .name = "except", .activate = on_except, .parameter_type = "as" },
  { .name = "undo", .activate = on_undo },
  { .name = "pause", .activate = on_pause, .parameter_type = "u" },
  { .name = "pause-until-tomorrow", .activate = on_pause_until_tomorrow },
  { .name = "resume", .activate = on_resume },
  { .name = "pin", .activate = on_pin, .parameter_type = "(sxx)" },
  { .name = "ban", .activate = on_ban, .parameter_type = "(sxx)" },
  { .name = "release", .activate = on_release, .parameter_type = "s" },
  { .name = "done", .activate = on_done, .parameter_type = "s" },
  { .name = "extend", .activate = on_extend, .parameter_type = "(su)" },
  { .name = "unlock", .activate = on_unlock },
};

static void
enable (GActionMap *map,
        const char *name,
        gboolean    is_enabled)
{
  GAction *action = g_action_map_lookup_action (map, name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

/* What a button could do now.  Who pressed it a moment ago is still heard: the
 * service looks for itself. */
static void
render (SkService  *service,
        GParamSpec *pspec,
        GActionMap *map)
{
  SkState *state = sk_service_get_state (service);
  gboolean is_busy = sk_state_is_busy (state);
  gboolean has_changes = sk_state_get_n_changes (state) > 0;

  enable (map, "apply", has_changes && !is_busy);
  enable (map, "apply-all", has_changes && !is_busy);
  enable (map, "discard", has_changes && !is_busy);
  enable (map, "stop", sk_state_get_phase (state) == SK_PHASE_APPLYING);
  enable (map, "undo", sk_state_can_undo (state) && !is_busy);
  enable (map, "unlock", sk_state_get_phase (state) == SK_PHASE_LOCKED);
  enable (map, "resume", sk_state_get_paused_until (state) != 0);
}

/**
 * sk_commands_add:
 * @map: what gets the actions; outlives @service
 * @service: what does them
 *
 * Everything a person can ask the service for.
 */
void
sk_commands_add (GActionMap *map,
                 SkService  *service)
{
  g_action_map_add_action_entries (map, entries, G_N_ELEMENTS (entries), service);
  g_signal_connect_object (service, "notify::state", G_CALLBACK (render), map, 0);
  render (service, NULL, map);
}
