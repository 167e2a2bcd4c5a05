/* tray-demo.c — the tray and the notifications without the program behind them
 *
 *   tray-demo STATE [notify]
 *
 * For tests with a real panel and a real notification server: it shows the
 * state that is named on its command line or, later, on its standard input, in
 * the panel or also in notifications, and says on its standard output which
 * action came.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <string.h>

#include "sk-notify.h"
#include "sk-some-state.h"
#include "sk-tray.h"

static const struct
{
  const char  *name;
  SkSomeState  state;
} states[] = {
  { "idle", { .phase = SK_PHASE_IDLE, .n_next = 2 } },
  { "working", { .phase = SK_PHASE_WORKING, .n_next = 2 } },
  { "review", { .phase = SK_PHASE_REVIEW, .runs = TRUE, .n_next = 4, .changes = 4,
                .last_set = "s1", .title = "R&D <draft> for old_name" } },
  { "paused", { .phase = SK_PHASE_PAUSED, .n_next = 2, .paused_until = SK_SOME_NOW + 4 * 3600 } },
  { "failed", { .phase = SK_PHASE_FAILED, .n_next = 2,
                .failure = "Notion refused the key. Enter it again." } },
  { "ended", { .phase = SK_PHASE_IDLE, .n_next = 2, .ended = "x",
               .title = "R&D <b>draft</b> & more" } },
};

typedef struct
{
  GApplication     *application;
  SkTray           *tray;
  SkNotify         *notify;     /* (nullable) */
  GDataInputStream *input;
  const char       *first;      /* the state to begin with */
  gboolean          notifies;
} Demo;

static void
render (Demo       *demo,
        const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (strcmp (states[i].name, name) == 0)
      {
        g_autoptr(SkState) state = sk_some_state_new (&states[i].state);

        sk_tray_render (demo->tray, state);
        if (demo->notify != NULL)
          sk_notify_render (demo->notify, state);
        g_print ("state %s\n", name);
        return;
      }

  g_printerr ("No state is called “%s”\n", name);
}

static void
on_line (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Demo *demo = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (demo->input, result, NULL, NULL);

  if (line == NULL)             /* its test has ended */
    {
      g_application_quit (demo->application);
      return;
    }

  render (demo, line);
  g_data_input_stream_read_line_async (demo->input, G_PRIORITY_DEFAULT, NULL, on_line, demo);
}

static void
on_shown (SkTray     *tray,
          GParamSpec *pspec,
          gpointer    user_data)
{
  g_print ("%s\n", sk_tray_is_shown (tray) ? "shown" : "not shown");
}

static void
on_action (GSimpleAction *action,
           GVariant      *target,
           gpointer       user_data)
{
  Demo *demo = user_data;
  g_autofree char *text = target != NULL ? g_variant_print (target, TRUE) : g_strdup ("");

  g_print ("action %s %s\n", g_action_get_name (G_ACTION (action)), text);
  if (strcmp (g_action_get_name (G_ACTION (action)), "quit") == 0)
    g_application_quit (demo->application);
}

static const GActionEntry entries[] = {
  { .name = "reschedule", .activate = on_action },
  { .name = "preview", .activate = on_action, .parameter_type = "s" },
  { .name = "apply", .activate = on_action, .parameter_type = "(sas)" },
  { .name = "apply-all", .activate = on_action, .parameter_type = "s" },
  { .name = "undo", .activate = on_action },
  { .name = "pause", .activate = on_action, .parameter_type = "u" },
  { .name = "pause-until-tomorrow", .activate = on_action },
  { .name = "resume", .activate = on_action },
  { .name = "unlock", .activate = on_action },
  { .name = "done", .activate = on_action, .parameter_type = "s" },
  { .name = "extend", .activate = on_action, .parameter_type = "(su)" },
  { .name = "preferences", .activate = on_action },
  { .name = "quit", .activate = on_action },
};

static void
on_startup (GApplication *application,
            Demo         *demo)
{
  g_autoptr(GInputStream) standard_input = g_unix_input_stream_new (0, FALSE);

  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   demo);
  demo->tray = sk_tray_new (G_ACTION_GROUP (application), g_getenv ("SLOTKEEPER_ICONS"));
  if (demo->notifies)
    demo->notify = sk_notify_new_for_application (application);
  g_signal_connect (demo->tray, "notify::is-shown", G_CALLBACK (on_shown), NULL);
  render (demo, demo->first);
  sk_tray_open (demo->tray, NULL);

  demo->input = g_data_input_stream_new (standard_input);
  g_data_input_stream_read_line_async (demo->input, G_PRIORITY_DEFAULT, NULL, on_line, demo);
  g_application_hold (application);
}

static void
on_activate (GApplication *application,
             gpointer      user_data)
{
}

static void
on_shutdown (GApplication *application,
             Demo         *demo)
{
  if (demo->notify != NULL)
    sk_notify_withdraw (demo->notify);
  g_clear_object (&demo->notify);
  g_clear_object (&demo->tray);
  g_clear_object (&demo->input);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GApplication) application = g_application_new (APP_ID, G_APPLICATION_DEFAULT_FLAGS);
  Demo demo = { .application = application, .first = argc > 1 ? argv[1] : "idle",
                .notifies = argc > 2 };

  g_log_writer_default_set_use_stderr (TRUE);
  setvbuf (stdout, NULL, _IOLBF, 0);
  g_signal_connect (application, "startup", G_CALLBACK (on_startup), &demo);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), NULL);
  g_signal_connect (application, "shutdown", G_CALLBACK (on_shutdown), &demo);

  return g_application_run (application, 1, argv);
}
