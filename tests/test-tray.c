/* test-tray.c — the icon and its menu, with a panel on a bus of their own
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-fake-watcher.h"
#include "sk-some-state.h"
#include "sk-tray.h"

#include <string.h>

#define NO_PICTURE "@a(iiay) []"

typedef struct
{
  GTestDBus          *bus;
  const char         *address;
  GSimpleActionGroup *actions;
  GString            *done;     /* the actions that came, and what with */
  char               *token;    /* what the last "preview" found */
  SkTray             *tray;
} Fixture;

/* --- the actions --- */

static void
on_action (GSimpleAction *action,
           GVariant      *target,
           gpointer       user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *text = target != NULL ? g_variant_print (target, TRUE) : g_strdup ("");

  g_string_append_printf (fixture->done, "%s%s %s", fixture->done->len > 0 ? "\n" : "",
                          g_action_get_name (G_ACTION (action)), text);
  if (strcmp (g_action_get_name (G_ACTION (action)), "preview") == 0)
    {
      g_free (fixture->token);
      fixture->token = sk_tray_take_token (fixture->tray);
    }
}

static const GActionEntry entries[] = {
  { .name = "reschedule", .activate = on_action },
  { .name = "preview", .activate = on_action, .parameter_type = "s" },
  { .name = "apply", .activate = on_action, .parameter_type = "(sas)" },
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

/* --- the world --- */

static void
render (Fixture           *fixture,
        const SkSomeState *some)
{
  g_autoptr(SkState) state = sk_some_state_new (some);

  sk_tray_render (fixture->tray, state);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *daemon = g_find_program_in_path ("dbus-daemon");
  g_autoptr(GError) error = NULL;

  if (daemon == NULL)
    return;

  fixture->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (fixture->bus);
  fixture->address = g_test_dbus_get_bus_address (fixture->bus);
  fixture->done = g_string_new (NULL);
  fixture->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->actions), entries,
                                   G_N_ELEMENTS (entries), fixture);
  fixture->tray = sk_tray_new (G_ACTION_GROUP (fixture->actions), "/somewhere/icons");
  render (fixture, &(SkSomeState) { .phase = SK_PHASE_IDLE, .n_next = 1 });
  sk_tray_open (fixture->tray, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  if (fixture->bus == NULL)
    return;

  g_clear_object (&fixture->tray);
  g_clear_object (&fixture->actions);
  g_string_free (fixture->done, TRUE);
  g_free (fixture->token);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_test_dbus_down (fixture->bus);
  g_object_unref (fixture->bus);
}

static gboolean
is_skipped (Fixture *fixture)
{
  if (fixture->bus == NULL)
    g_test_skip ("there is no dbus-daemon");

  return fixture->bus == NULL;
}

static SkFakeWatcher *
start_panel (Fixture *fixture)
{
  SkFakeWatcher *panel = sk_fake_watcher_new (fixture->address);

  sk_fake_watcher_wait_for_item (panel);
  while (!sk_tray_is_shown (fixture->tray))
    g_main_context_iteration (NULL, TRUE);

  return panel;
}

static void
wait_for_action (Fixture *fixture)
{
  while (fixture->done->len == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_done (Fixture    *fixture,
             const char *expected)
{
  g_assert_cmpstr (fixture->done->str, ==, expected);
  g_string_truncate (fixture->done, 0);
}

static void
assert_heard (SkFakeWatcher *panel,
              const char    *expected)
{
  g_autofree char *heard = sk_fake_watcher_take_heard (panel);

  g_assert_cmpstr (heard, ==, expected);
}

/* --- what it says of itself --- */

static const struct
{
  const char *name;
  const char *value;            /* as GVariant writes it with its type */
} item_properties[] = {
  { "Category", "'ApplicationStatus'" },
  { "Id", "'" APP_ID "'" },
  { "Title", "'Slotkeeper'" },
  { "Status", "'NeedsAttention'" },
  { "WindowId", "0" },
  { "IconThemePath", "'/somewhere/icons'" },
  { "Menu", "objectpath '/StatusNotifierItem/Menu'" },
  { "ItemIsMenu", "false" },
  { "IconName", "'" APP_ID "-attention-symbolic'" },
  { "IconPixmap", NO_PICTURE },
  { "OverlayIconName", "''" },
  { "OverlayIconPixmap", NO_PICTURE },
  { "AttentionIconName", "'" APP_ID "-attention-symbolic'" },
  { "AttentionIconPixmap", NO_PICTURE },
  { "AttentionMovieName", "''" },
  { "ToolTip", "('', " NO_PICTURE ", 'Slotkeeper', "
               "'R&amp;D says &lt;no&gt;\\nNext: Task 1, 11:30–12:00')" },
  { "IconAccessibleDesc", "'Slotkeeper: R&D says <no>'" },
  { "AttentionAccessibleDesc", "'Slotkeeper: R&D says <no>'" },
  { "XAyatanaLabel", "''" },
  { "XAyatanaLabelGuide", "''" },
  { "XAyatanaOrderingIndex", "uint32 0" },
};

static const struct
{
  const char *name;
  const char *value;
} menu_properties[] = {
  { "Version", "uint32 3" },
  { "TextDirection", "'ltr'" },
  { "Status", "'normal'" },
  { "IconThemePath", "@as []" },
};

static void
assert_property (GVariant   *all,
                 const char *name,
                 const char *expected)
{
  g_autoptr(GVariant) value = g_variant_lookup_value (all, name, NULL);
  g_autofree char *text = NULL;

  g_assert_nonnull (value);
  text = g_variant_print (value, TRUE);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_properties (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(SkFakeWatcher) panel = NULL;
  g_autoptr(GVariant) item = NULL;
  g_autoptr(GVariant) menu = NULL;

  if (is_skipped (fixture))
    return;

  render (fixture, &(SkSomeState) { .phase = SK_PHASE_FAILED, .n_next = 1,
                                    .failure = "R&D says <no>" });
  panel = start_panel (fixture);
  item = sk_fake_watcher_get_all (panel, FALSE);
  menu = sk_fake_watcher_get_all (panel, TRUE);

  g_assert_cmpuint (g_variant_n_children (item), ==, G_N_ELEMENTS (item_properties));
  for (gsize i = 0; i < G_N_ELEMENTS (item_properties); i++)
    assert_property (item, item_properties[i].name, item_properties[i].value);
  g_assert_cmpuint (g_variant_n_children (menu), ==, G_N_ELEMENTS (menu_properties));
  for (gsize i = 0; i < G_N_ELEMENTS (menu_properties); i++)
    assert_property (menu, menu_properties[i].name, menu_properties[i].value);
}

/* --- what it tells --- */

static void
test_news (Fixture       *fixture,
           gconstpointer  data)
{
  SkSomeState some = { .phase = SK_PHASE_IDLE, .n_next = 1 };
  g_autoptr(SkFakeWatcher) panel = NULL;
  g_autofree char *heard = NULL;

  if (is_skipped (fixture))
    return;

  panel = start_panel (fixture);
  assert_heard (panel, "");
  render (fixture, &some);
  assert_heard (panel, "");

  some.runs = TRUE;
  render (fixture, &some);
  assert_heard (panel, "NewToolTip LayoutUpdated(3, 0)");

  some.title = "Mend bug";
  render (fixture, &some);
  assert_heard (panel, "NewToolTip ItemsPropertiesUpdated"
                       "([(16, {'label': <'Now: Mend bug, until 11:30'>})], [])");

  some.phase = SK_PHASE_FAILED;
  some.failure = "No.";
  render (fixture, &some);
  heard = sk_fake_watcher_take_heard (panel);
  g_assert_true (g_str_has_prefix (heard, "NewIcon NewAttentionIcon NewToolTip "
                                          "NewStatus('NeedsAttention',) ItemsPropertiesUpdated"));
}

/* --- clicks --- */

static void
click (Fixture       *fixture,
       SkFakeWatcher *panel,
       const char    *label)
{
  int id = sk_fake_watcher_find (panel, label);

  g_assert_cmpint (id, !=, 0);
  g_assert_true (sk_fake_watcher_click (panel, id));
}

static const struct
{
  const char *label;
  const char *done;
} rows[] = {
  { "Done", "done 'fix-bug'" },
  { "15 minutes more", "extend ('fix-bug', uint32 15)" },
  { "Reschedule now", "reschedule " },
  { "Preview upcoming slots…", "preview ''" },
  { "Apply 4 changes", "apply ('d1', @as [])" },
  { "Undo last changes", "undo " },
  { "For 1 hour", "pause uint32 60" },
  { "Until tomorrow", "pause-until-tomorrow " },
  { "Until resumed", "pause uint32 0" },
  { "Preferences…", "preferences " },
  { "Quit", "quit " },
};

static void
test_clicks (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(SkFakeWatcher) panel = NULL;

  if (is_skipped (fixture))
    return;

  render (fixture, &(SkSomeState) { .phase = SK_PHASE_REVIEW, .runs = TRUE, .n_next = 3,
                                    .changes = 4, .last_set = "s1" });
  panel = start_panel (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      click (fixture, panel, rows[i].label);
      wait_for_action (fixture);
      assert_done (fixture, rows[i].done);
    }
}

/* Lines to read, lines between and what is hidden do nothing; what comes after shows it. */
static void
test_dead_rows (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(SkFakeWatcher) panel = NULL;

  if (is_skipped (fixture))
    return;

  panel = start_panel (fixture);
  click (fixture, panel, "11:30–12:00 Task 1");
  click (fixture, panel, "Undo last changes");
  click (fixture, panel, "Unlock…");
  click (fixture, panel, "Resume");
  click (fixture, panel, "Pause");
  g_assert_true (sk_fake_watcher_click (panel, 0));
  click (fixture, panel, "Reschedule now");
  wait_for_action (fixture);
  assert_done (fixture, "reschedule ");
}

/* A click on what was seen never does something else. */
static void
test_click_crosses_update (Fixture       *fixture,
                           gconstpointer  data)
{
  SkSomeState some = { .phase = SK_PHASE_REVIEW, .changes = 4, .digest = "old" };
  g_autoptr(SkFakeWatcher) panel = NULL;
  int apply = 0;
  int quit = 0;

  if (is_skipped (fixture))
    return;

  render (fixture, &some);
  panel = start_panel (fixture);
  apply = sk_fake_watcher_find (panel, "Apply 4 changes");
  quit = sk_fake_watcher_find (panel, "Quit");

  some.digest = "new";
  some.runs = TRUE;
  render (fixture, &some);
  g_assert_false (sk_fake_watcher_click (panel, apply));
  g_assert_true (sk_fake_watcher_click (panel, quit));
  wait_for_action (fixture);
  assert_done (fixture, "quit ");
}

static void
test_left_click (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char *const ways[] = { "Activate", "SecondaryActivate" };
  g_autoptr(SkFakeWatcher) panel = NULL;

  if (is_skipped (fixture))
    return;

  panel = start_panel (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr(GVariant) answer =
        sk_fake_watcher_ask_item (panel, ways[i], g_variant_new ("(ii)", 1, 2), NULL);

      g_assert_nonnull (answer);
      wait_for_action (fixture);
      assert_done (fixture, "preview ''");
    }
}

static void
give_token (SkFakeWatcher *panel,
            const char    *token)
{
  g_autoptr(GVariant) answer =
    sk_fake_watcher_ask_item (panel, "ProvideXdgActivationToken", g_variant_new ("(s)", token),
                              NULL);

  g_assert_nonnull (answer);
}

/* A token serves the choice it came with; an empty one is none. */
static const struct
{
  const char *token;
  const char *label;
  const char *found;
} tokens[] = {
  { "t1", "Preview upcoming slots…", "t1" },
  { "t2", "Reschedule now", "t1" },             /* opens nothing, takes nothing */
  { NULL, "Preview upcoming slots…", NULL },    /* and t2 is gone */
  { "", "Preview upcoming slots…", NULL },
};

static void
test_token (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(SkFakeWatcher) panel = NULL;

  if (is_skipped (fixture))
    return;

  panel = start_panel (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (tokens); i++)
    {
      if (tokens[i].token != NULL)
        give_token (panel, tokens[i].token);
      click (fixture, panel, tokens[i].label);
      wait_for_action (fixture);
      g_assert_cmpstr (fixture->token, ==, tokens[i].found);
      g_string_truncate (fixture->done, 0);
    }
}

/* --- answered before anything is done --- */

typedef struct
{
  SkFakeWatcher *panel;
  gboolean       is_answered;
} Patience;

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  ((Patience *) user_data)->is_answered = answer != NULL;
}

/* Would never return if the answer came after it. */
static void
on_slow (GSimpleAction *action,
         GVariant      *target,
         gpointer       user_data)
{
  Patience *patience = user_data;

  while (!patience->is_answered)
    g_main_context_iteration (NULL, TRUE);
  patience->panel = NULL;
}

static const struct
{
  const char *path, *interface, *method, *arguments;
} impatient[] = {
  { "/StatusNotifierItem", "org.kde.StatusNotifierItem", "Activate", "(1, 2)" },
  { "/StatusNotifierItem/Menu", "com.canonical.dbusmenu", "Event",
    "(%d, 'clicked', <0>, uint32 0)" },
  { "/StatusNotifierItem/Menu", "com.canonical.dbusmenu", "EventGroup",
    "([(%d, 'clicked', <0>, uint32 0)],)" },
};

static void
test_answers_first (Fixture       *fixture,
                    gconstpointer  data)
{
  Patience patience = { NULL, FALSE };
  const GActionEntry slow[] = { { .name = "preview", .activate = on_slow,
                                  .parameter_type = "s" } };
  g_autoptr(SkFakeWatcher) panel = NULL;

  if (is_skipped (fixture))
    return;

  panel = start_panel (fixture);
  g_action_map_add_action_entries (G_ACTION_MAP (fixture->actions), slow, 1, &patience);
  for (gsize i = 0; i < G_N_ELEMENTS (impatient); i++)
    {
      g_autofree char *number =
        g_strdup_printf ("%d", sk_fake_watcher_find (panel, "Preview upcoming slots…"));
      g_auto(GStrv) parts = g_strsplit (impatient[i].arguments, "%d", 2);
      g_autofree char *text = g_strjoinv (number, parts);

      patience = (Patience) { panel, FALSE };
      g_dbus_connection_call (panel->bus, panel->item, impatient[i].path, impatient[i].interface,
                              impatient[i].method, g_variant_parse (NULL, text, NULL, NULL, NULL),
                              NULL, G_DBUS_CALL_FLAGS_NONE, -1, NULL, on_answered, &patience);
      while (patience.panel != NULL)
        g_main_context_iteration (NULL, TRUE);
    }
}

/* --- the panel comes and goes --- */

static void
on_shown (SkTray     *tray,
          GParamSpec *pspec,
          gpointer    user_data)
{
  g_string_append_c (user_data, sk_tray_is_shown (tray) ? '+' : '-');
}

static void
test_panels_come_and_go (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(GString) shown = g_string_new (NULL);

  if (is_skipped (fixture))
    return;

  g_signal_connect (fixture->tray, "notify::is-shown", G_CALLBACK (on_shown), shown);
  g_assert_false (sk_tray_is_shown (fixture->tray));
  for (int i = 0; i < 3; i++)
    {
      SkFakeWatcher *panel = start_panel (fixture);

      g_assert_cmpuint (panel->n_items, ==, 1);
      click (fixture, panel, "Reschedule now");
      wait_for_action (fixture);
      assert_done (fixture, "reschedule ");
      sk_fake_watcher_free (panel);
      while (sk_tray_is_shown (fixture->tray))
        g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpstr (shown->str, ==, "+-+-+-");
}

static void
test_panel_refuses (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(SkFakeWatcher) panel = NULL;

  if (is_skipped (fixture))
    return;

  g_test_expect_message ("sk-tray", G_LOG_LEVEL_MESSAGE, "*No room*");
  panel = sk_fake_watcher_new_without_room (fixture->address);
  sk_fake_watcher_wait_for_item (panel);
  assert_heard (panel, "");
  g_test_assert_expected_messages ();
  g_assert_false (sk_tray_is_shown (fixture->tray));
}

static void
on_gone (GDBusConnection *bus,
         const char      *name,
         gpointer         user_data)
{
  *(gboolean *) user_data = TRUE;
}

/* There is no other way to leave a panel. */
static void
test_goes_by_its_connection (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(SkFakeWatcher) panel = NULL;
  gboolean is_gone = FALSE;
  guint watch = 0;

  if (is_skipped (fixture))
    return;

  panel = start_panel (fixture);
  watch = g_bus_watch_name_on_connection (panel->bus, panel->item, G_BUS_NAME_WATCHER_FLAGS_NONE,
                                          NULL, on_gone, &is_gone, NULL);
  g_clear_object (&fixture->tray);
  while (!is_gone)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (watch);
}

/* --- odd questions --- */

static const struct
{
  const char *name;
  const char *method;
  const char *arguments;
  const char *answer;           /* (nullable): %NULL: an error */
} questions[] = {
  { "layout-of-an-unknown-row", "GetLayout", "(999, -1, @as [])", NULL },
  { "property-of-an-unknown-row", "GetProperty", "(999, 'label')", NULL },
  { "unknown-property", "GetProperty", "(1, 'colour')", NULL },
  { "label", "GetProperty", "(1, 'label')", "(<'11:30–12:00 Task 1'>,)" },
  { "row-by-itself", "GetLayout", "(1, 0, ['label'])",
    "(uint32 2, (1, {'label': <'11:30–12:00 Task 1'>}, @av []))" },
  { "properties-of-some-rows", "GetGroupProperties", "([1, 999], ['enabled'])",
    "([(1, {'enabled': <false>})],)" },
  { "event-on-an-unknown-row", "Event", "(999, 'clicked', <0>, uint32 0)", NULL },
  { "unknown-event", "Event", "(1, 'tickled', <0>, uint32 0)", "()" },
  { "menu-opens", "Event", "(0, 'opened', <0>, uint32 0)", "()" },
  { "events-some-unknown", "EventGroup",
    "([(1, 'hovered', <0>, uint32 0), (999, 'clicked', <0>, uint32 0)],)", "([999],)" },
  { "events-all-unknown", "EventGroup", "([(999, 'clicked', <0>, uint32 0)],)", NULL },
  { "no-events", "EventGroup", "(@a(isvu) [],)", "(@ai [],)" },
  { "about-to-show", "AboutToShow", "(0,)", "(false,)" },
  { "about-to-show-an-unknown-row", "AboutToShow", "(999,)", NULL },
  { "about-to-show-some-unknown", "AboutToShowGroup", "([0, 999],)", "(@ai [], [999])" },
  { "about-to-show-all-unknown", "AboutToShowGroup", "([998, 999],)", NULL },
  { "no-such-method", "Explode", "()", NULL },
  { "wrong-arguments", "GetLayout", "('a',)", NULL },
};

static void
test_question (Fixture       *fixture,
               gconstpointer  data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(SkFakeWatcher) panel = NULL;
  g_autoptr(GVariant) answer = NULL;
  g_autoptr(GVariant) expected = NULL;
  g_autoptr(GError) error = NULL;
  GVariant *arguments = NULL;

  if (is_skipped (fixture))
    return;

  panel = start_panel (fixture);
  arguments = g_variant_parse (NULL, questions[i].arguments, NULL, NULL, &error);
  g_assert_no_error (error);
  answer = sk_fake_watcher_ask_menu (panel, questions[i].method, arguments, &error);
  if (questions[i].answer == NULL)
    {
      g_assert_null (answer);
      g_assert_true (g_dbus_error_is_remote_error (error));
      return;
    }

  g_assert_no_error (error);
  expected = g_variant_parse (NULL, questions[i].answer, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpvariant (answer, expected);
}

/* Asked for nothing in particular, it tells of every row. */
static void
test_all_rows (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(SkFakeWatcher) panel = NULL;
  g_autoptr(GVariant) answer = NULL;
  g_autoptr(GVariant) all = NULL;

  if (is_skipped (fixture))
    return;

  panel = start_panel (fixture);
  answer = sk_fake_watcher_ask_menu (panel, "GetGroupProperties",
                                     g_variant_new_parsed ("(@ai [], @as [])"), NULL);
  all = g_variant_get_child_value (answer, 0);
  g_assert_cmpuint (g_variant_n_children (all), ==, 16);
}

#define ADD(path, test) \
  g_test_add ("/tray/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("says-what-it-is-in-the-right-types", test_properties);
  ADD ("tells-what-has-changed-and-no-more", test_news);
  ADD ("every-row-does-what-it-says", test_clicks);
  ADD ("other-rows-do-nothing", test_dead_rows);
  ADD ("a-click-crosses-an-update", test_click_crosses_update);
  ADD ("a-click-on-the-icon-previews", test_left_click);
  ADD ("a-token-serves-once", test_token);
  ADD ("answers-before-it-acts", test_answers_first);
  ADD ("panels-come-and-go", test_panels_come_and_go);
  ADD ("a-panel-refuses", test_panel_refuses);
  ADD ("goes-by-its-connection", test_goes_by_its_connection);
  ADD ("tells-of-every-row", test_all_rows);
  for (gsize i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autofree char *path = g_strconcat ("/tray/asked/", questions[i].name, NULL);

      g_test_add (path, Fixture, GSIZE_TO_POINTER (i), set_up, test_question, tear_down);
    }

  return g_test_run ();
}
