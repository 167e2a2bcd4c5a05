/* test-tray-menu.c — what the panel shows in each state, and its numbers
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-menu-layout.h"
#include "sk-some-state.h"
#include "sk-tray-look.h"
#include "sk-tray-menu.h"

#include <string.h>

/* --- the menu of a state --- */

static const struct
{
  const char  *name;
  SkSomeState  state;
  const char  *rows;
} menus[] = {
  { "a-week-in-order",
    { .phase = SK_PHASE_IDLE, .n_next = 1 },
    "11:30–12:00 Task 1\n"
    "---\n"
    "Reschedule now = reschedule\n"
    "Preview upcoming slots… = preview ''\n"
    "Undo last changes\n"
    "---\n"
    "Pause >\n"
    "  For 1 hour = pause uint32 60\n"
    "  Until tomorrow = pause-until-tomorrow\n"
    "  Until resumed = pause uint32 0\n"
    "---\n"
    "Preferences… = preferences\n"
    "Quit = quit\n" },
  { "something-under-way-and-to-review",
    { .phase = SK_PHASE_REVIEW, .runs = TRUE, .n_next = 8, .changes = 4, .digest = "abc",
      .last_set = "s1", .title = "R&D <draft> for old_name" },
    "Now: R&D <draft> for old_name, until 11:30\n"
    "Done = done 'fix-bug'\n"
    "15 minutes more = extend ('fix-bug', uint32 15)\n"
    "---\n"
    "11:30–12:00 Task 1\n"
    "12:00–12:30 Task 2\n"
    "Wed 25 Nov 09:00–09:30 Task 3\n"
    "13:00–13:30 Task 4\n"
    "13:30–14:00 Task 5\n"
    "---\n"
    "Reschedule now = reschedule\n"
    "Preview upcoming slots… = preview ''\n"
    "Apply 4 changes = apply ('abc', @as [])\n"
    "Undo last changes = undo\n"
    "---\n"
    "Pause >\n"
    "  For 1 hour = pause uint32 60\n"
    "  Until tomorrow = pause-until-tomorrow\n"
    "  Until resumed = pause uint32 0\n"
    "---\n"
    "Preferences… = preferences\n"
    "Quit = quit\n" },
  { "hands-full",
    { .phase = SK_PHASE_APPLYING, .runs = TRUE, .changes = 1, .last_set = "s1" },
    "Now: Fix bug, until 11:30\n"
    "Done\n"
    "15 minutes more\n"
    "---\n"
    "Reschedule now\n"
    "Preview upcoming slots… = preview ''\n"
    "Apply 1 change\n"
    "Undo last changes\n"
    "---\n"
    "Pause >\n"
    "  For 1 hour = pause uint32 60\n"
    "  Until tomorrow = pause-until-tomorrow\n"
    "  Until resumed = pause uint32 0\n"
    "---\n"
    "Preferences… = preferences\n"
    "Quit = quit\n" },
  { "paused",
    { .phase = SK_PHASE_PAUSED, .paused_until = SK_PAUSED_UNTIL_RESUMED },
    "Reschedule now = reschedule\n"
    "Preview upcoming slots… = preview ''\n"
    "Undo last changes\n"
    "---\n"
    "Resume = resume\n"
    "---\n"
    "Preferences… = preferences\n"
    "Quit = quit\n" },
  { "offline-looks-but-does-not-write",
    { .phase = SK_PHASE_OFFLINE, .changes = 2, .last_set = "s1" },
    "Reschedule now = reschedule\n"
    "Preview upcoming slots… = preview ''\n"
    "Apply 2 changes\n"
    "Undo last changes\n"
    "---\n"
    "Pause >\n"
    "  For 1 hour = pause uint32 60\n"
    "  Until tomorrow = pause-until-tomorrow\n"
    "  Until resumed = pause uint32 0\n"
    "---\n"
    "Preferences… = preferences\n"
    "Quit = quit\n" },
  { "locked",
    { .phase = SK_PHASE_LOCKED, .has_no_plan = TRUE },
    "Reschedule now\n"
    "Preview upcoming slots… = preview ''\n"
    "Undo last changes\n"
    "---\n"
    "Unlock… = unlock\n"
    "Pause >\n"
    "  For 1 hour = pause uint32 60\n"
    "  Until tomorrow = pause-until-tomorrow\n"
    "  Until resumed = pause uint32 0\n"
    "---\n"
    "Preferences… = preferences\n"
    "Quit = quit\n" },
  { "before-the-first-key",
    { .phase = SK_PHASE_SETUP, .has_no_plan = TRUE },
    "Set up Slotkeeper… = preview ''\n"
    "---\n"
    "Preferences… = preferences\n"
    "Quit = quit\n" },
};

static void
print_menu (GString      *text,
            const GArray *menu,
            const char   *indent)
{
  for (guint i = 0; i < menu->len; i++)
    {
      const SkMenuRow *row = &g_array_index (menu, SkMenuRow, i);
      g_autofree char *target = row->target != NULL ? g_variant_print (row->target, TRUE) : NULL;

      if (row->is_hidden)
        continue;
      g_string_append_printf (text, "%s%s", indent, row->kind == SK_ROW_LINE ? "---" : row->label);
      if (row->action != NULL)
        g_string_append_printf (text, " = %s", row->action);
      if (row->action != NULL && target != NULL)
        g_string_append_printf (text, " %s", target);
      g_string_append (text, row->rows != NULL ? " >\n" : "\n");
      if (row->rows != NULL)
        print_menu (text, row->rows, "  ");
    }
}

static void
test_menu (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(SkState) state = sk_some_state_new (&menus[i].state);
  g_autoptr(GArray) menu = sk_tray_menu_new (state);
  g_autoptr(GString) text = g_string_new (NULL);

  print_menu (text, menu, "");
  g_assert_cmpstr (text->str, ==, menus[i].rows);
}

/* --- the icon of a state --- */

static const struct
{
  const char  *name;
  SkSomeState  state;
  const char  *icon;
  const char  *tooltip;
  const char  *description;
  gboolean     needs_person;
} looks[] = {
  { "idle", { .phase = SK_PHASE_IDLE, .n_next = 2 },
    "-symbolic", "Next: Task 1, 11:30–12:00", "Slotkeeper: Your week is in order" },
  { "idle-without-a-task", { .phase = SK_PHASE_IDLE },
    "-symbolic", "Your week is in order", "Slotkeeper: Your week is in order" },
  { "running", { .phase = SK_PHASE_IDLE, .runs = TRUE, .n_next = 1 },
    "-symbolic", "Now: Fix bug, until 11:30\nNext: Task 1, 11:30–12:00",
    "Slotkeeper: Your week is in order" },
  { "working", { .phase = SK_PHASE_WORKING, .n_next = 1 },
    "-busy-symbolic", "Looking at your tasks…\nNext: Task 1, 11:30–12:00",
    "Slotkeeper: Looking at your tasks…" },
  { "writing", { .phase = SK_PHASE_APPLYING, .done = 1, .total = 4 },
    "-busy-symbolic", "Writing 2 of 4…", "Slotkeeper: Writing 2 of 4…" },
  { "written", { .phase = SK_PHASE_APPLYING, .done = 4, .total = 4 },
    "-busy-symbolic", "Writing 4 of 4…", "Slotkeeper: Writing 4 of 4…" },
  { "review", { .phase = SK_PHASE_REVIEW, .changes = 4 },
    "-review-symbolic", "4 changes wait for review", "Slotkeeper: 4 changes wait for review" },
  { "review-one", { .phase = SK_PHASE_REVIEW, .changes = 1 },
    "-review-symbolic", "1 change waits for review", "Slotkeeper: 1 change waits for review" },
  { "paused-today", { .phase = SK_PHASE_PAUSED, .paused_until = SK_SOME_NOW + 4 * 3600 },
    "-paused-symbolic", "Paused until 14:00", "Slotkeeper: Paused until 14:00" },
  { "paused-until-another-day",
    { .phase = SK_PHASE_PAUSED, .paused_until = SK_SOME_NOW + 14 * 3600 },
    "-paused-symbolic", "Paused until Wed 25 Nov 00:00",
    "Slotkeeper: Paused until Wed 25 Nov 00:00" },
  { "paused-for-good", { .phase = SK_PHASE_PAUSED, .paused_until = SK_PAUSED_UNTIL_RESUMED },
    "-paused-symbolic", "Paused until you resume it", "Slotkeeper: Paused until you resume it" },
  { "offline", { .phase = SK_PHASE_OFFLINE },
    "-symbolic", "No connection: this is the plan of 10:00",
    "Slotkeeper: No connection: this is the plan of 10:00" },
  { "offline-from-the-start", { .phase = SK_PHASE_OFFLINE, .has_no_plan = TRUE },
    "-symbolic", "No connection", "Slotkeeper: No connection" },
  { "locked", { .phase = SK_PHASE_LOCKED, .has_no_plan = TRUE },
    "-attention-symbolic", "The keyring is locked", "Slotkeeper: The keyring is locked", TRUE },
  { "setup", { .phase = SK_PHASE_SETUP, .has_no_plan = TRUE },
    "-attention-symbolic", "Not connected to your tasks yet",
    "Slotkeeper: Not connected to your tasks yet", TRUE },
  { "failed", { .phase = SK_PHASE_FAILED, .failure = "Notion refused the key." },
    "-attention-symbolic", "Notion refused the key.", "Slotkeeper: Notion refused the key.",
    TRUE },
};

static void
test_look (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(SkState) state = sk_some_state_new (&looks[i].state);
  g_auto(SkSniLook) look = sk_tray_look_new (state);
  g_autofree char *icon = g_strconcat (APP_ID, looks[i].icon, NULL);

  g_assert_cmpstr (look.icon, ==, icon);
  g_assert_cmpstr (look.tooltip, ==, looks[i].tooltip);
  g_assert_cmpstr (look.description, ==, looks[i].description);
  g_assert_cmpint (look.needs_person, ==, looks[i].needs_person);
}

/* --- numbers --- */

/* "a b(c d) -" — rows by their keys, those beside them in brackets; "-x" is a
 * line, "+x" ticked, "!x" hidden. */
static GArray *
parse_menu (const char **text)
{
  GArray *menu = sk_menu_new ();

  while (**text != '\0' && **text != ')')
    {
      SkMenuRow row = { .kind = SK_ROW_PLAIN };
      g_autofree char *key = NULL;
      g_autoptr(GArray) rows = NULL;
      gsize length;

      *text += strspn (*text, " ");
      if (**text == '-')
        row.kind = SK_ROW_LINE;
      if (**text == '+')
        row.kind = SK_ROW_CHECK, row.is_on = TRUE;
      if (**text == '!')
        row.is_hidden = TRUE;
      *text += strspn (*text, "-+!");
      length = strcspn (*text, " ()");
      key = g_strndup (*text, length);
      *text += length;
      if (**text == '(')
        {
          (*text)++;
          rows = parse_menu (text);
          (*text)++;
        }
      row.key = key;
      row.label = key;
      row.action = "act";
      row.rows = rows;
      sk_menu_add (menu, &row);
      *text += strspn (*text, " ");
    }

  return menu;
}

static SkMenuLayout *
make_layout (const char         *text,
             const SkMenuLayout *before)
{
  g_autoptr(GArray) menu = parse_menu (&text);

  return sk_menu_layout_new (menu, before);
}

static void
print_ids (GString  *text,
           GVariant *layout)
{
  g_autoptr(GVariant) below = g_variant_get_child_value (layout, 2);
  gint32 id;

  g_variant_get_child (layout, 0, "i", &id);
  g_string_append_printf (text, "%d", id);
  if (g_variant_n_children (below) == 0)
    return;

  g_string_append_c (text, '(');
  for (gsize i = 0; i < g_variant_n_children (below); i++)
    {
      g_autoptr(GVariant) boxed = g_variant_get_child_value (below, i);
      g_autoptr(GVariant) inner = g_variant_get_variant (boxed);

      g_string_append (text, i > 0 ? " " : "");
      print_ids (text, inner);
    }
  g_string_append_c (text, ')');
}

static void
assert_ids (const SkMenuLayout *layout,
            const char         *expected)
{
  g_autoptr(GVariant) built = g_variant_ref_sink (sk_menu_layout_build (layout, 0, -1, NULL));
  g_autoptr(GString) text = g_string_new (NULL);

  print_ids (text, built);
  g_assert_cmpstr (text->str, ==, expected);
}

static const struct
{
  const char *name;
  const char *before;
  const char *after;
  const char *ids;              /* after @before got 1, 2, 3 … */
  gboolean    is_other;
  const char *news;             /* (nullable) */
} steps[] = {
  { "nothing-changes", "a b(c d) e", "a b(c d) e", "0(1 2(3 4) 5)", FALSE, NULL },
  { "a-row-goes", "a b c", "a c", "0(1 3)", TRUE, NULL },
  { "a-row-comes", "a c", "a b c", "0(1 3 2)", TRUE, NULL },
  { "a-number-is-not-given-twice", "a b", "a c", "0(1 3)", TRUE, NULL },
  { "rows-change-places", "a b c", "c a b", "0(3 1 2)", TRUE, NULL },
  { "a-row-moves-into-another", "a b(c)", "a c b(d)", "0(1 3 2(4))", TRUE, NULL },
  { "a-row-is-hidden", "a b", "a !b", "0(1 2)", FALSE,
    "([(2, {'visible': <false>})], @a(ias) [])" },
  { "a-row-becomes-a-line", "a b", "a -b", "0(1 2)", FALSE,
    "([(2, {'type': <'separator'>})], [(2, ['enabled', 'label'])])" },
  { "a-tick-comes", "a", "+a", "0(1)", FALSE,
    "([(1, {'toggle-state': <1>, 'toggle-type': <'checkmark'>})], @a(ias) [])" },
  { "a-row-goes-and-one-changes", "a b c", "a !c", "0(1 3)", TRUE,
    "([(3, {'visible': <false>})], @a(ias) [])" },
};

static gboolean
is_same_set (GVariant *a,
             GVariant *b)
{
  if (!g_variant_type_is_array (g_variant_get_type (a)) ||
      g_variant_n_children (a) != g_variant_n_children (b))
    return FALSE;

  for (gsize i = 0; i < g_variant_n_children (a); i++)
    {
      g_autoptr(GVariant) one = g_variant_get_child_value (a, i);
      gboolean found = FALSE;

      for (gsize j = 0; j < g_variant_n_children (b) && !found; j++)
        {
          g_autoptr(GVariant) other = g_variant_get_child_value (b, j);

          found = g_variant_equal (one, other);
        }
      if (!found)
        return FALSE;
    }

  return TRUE;
}

/* Whether both are the same but for the order within dictionaries and lists of names. */
static gboolean
is_same (GVariant *a,
         GVariant *b)
{
  const GVariantType *type = g_variant_get_type (a);

  if (g_variant_equal (a, b))
    return TRUE;
  if (!g_variant_type_equal (type, g_variant_get_type (b)) || !g_variant_is_container (a))
    return FALSE;
  if (g_variant_type_equal (type, G_VARIANT_TYPE_VARDICT) ||
      g_variant_type_equal (type, G_VARIANT_TYPE_STRING_ARRAY))
    return is_same_set (a, b);
  if (g_variant_n_children (a) != g_variant_n_children (b))
    return FALSE;

  for (gsize i = 0; i < g_variant_n_children (a); i++)
    {
      g_autoptr(GVariant) one = g_variant_get_child_value (a, i);
      g_autoptr(GVariant) other = g_variant_get_child_value (b, i);

      if (!is_same (one, other))
        return FALSE;
    }

  return TRUE;
}

static void
test_step (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autoptr(SkMenuLayout) before = make_layout (steps[i].before, NULL);
  g_autoptr(SkMenuLayout) after = make_layout (steps[i].after, before);
  g_autoptr(GVariant) news = NULL;
  g_autoptr(GVariant) expected = NULL;
  gboolean is_other = sk_menu_layout_compare (after, before, &news);

  if (steps[i].news != NULL)
    expected = g_variant_parse (G_VARIANT_TYPE ("(a(ia{sv})a(ias))"), steps[i].news, NULL, NULL,
                                NULL);

  assert_ids (after, steps[i].ids);
  g_assert_cmpint (is_other, ==, steps[i].is_other);
  g_assert_cmpuint (sk_menu_layout_get_revision (after), ==, steps[i].is_other ? 2 : 1);
  if (expected == NULL)
    g_assert_null (news);
  else if (!is_same (news, expected))
    {
      g_autofree char *text = g_variant_print (news, TRUE);

      g_error ("%s", text);
    }
}

/* A row that was away is another one when it comes back. */
static void
test_numbers_over_time (void)
{
  g_autoptr(SkMenuLayout) first = make_layout ("a b", NULL);
  g_autoptr(SkMenuLayout) second = make_layout ("a", first);
  g_autoptr(SkMenuLayout) third = make_layout ("a b", second);

  assert_ids (third, "0(1 3)");
  g_assert_false (sk_menu_layout_has (third, 2));
  g_assert_cmpstr (sk_menu_layout_get_row (third, 3)->key, ==, "b");
}

/* --- what panels are given --- */

static const struct
{
  int         id, depth;
  const char *ids;
} parts[] = {
  { 0, -1, "0(1 2(3 4(5)) 6)" },
  { 0, 0, "0" },
  { 0, 1, "0(1 2 6)" },
  { 0, 2, "0(1 2(3 4) 6)" },
  { 2, -1, "2(3 4(5))" },
  { 2, 1, "2(3 4)" },
  { 5, -1, "5" },
};

static void
test_parts (void)
{
  g_autoptr(SkMenuLayout) layout = make_layout ("a b(c d(e)) f", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr(GVariant) built =
        g_variant_ref_sink (sk_menu_layout_build (layout, parts[i].id, parts[i].depth, NULL));
      g_autoptr(GString) text = g_string_new (NULL);

      g_assert_cmpstr (g_variant_get_type_string (built), ==, "(ia{sv}av)");
      print_ids (text, built);
      g_assert_cmpstr (text->str, ==, parts[i].ids);
    }
}

static void
test_names (void)
{
  static const char *const some[] = { "label", "nonsense", "enabled", NULL };
  g_autoptr(SkMenuLayout) layout = make_layout ("old_name", NULL);
  g_autoptr(GVariant) found = g_variant_ref_sink (sk_menu_layout_describe (layout, 1, some));
  g_autoptr(GVariant) expected = g_variant_ref_sink (
    g_variant_new_parsed ("{'label': <'old__name'>, 'enabled': <true>}"));

  g_assert_true (is_same (found, expected));
}

#define ADD_ALL(prefix, table, test) G_STMT_START { \
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) \
    { \
      g_autofree char *path = g_strconcat (prefix, table[i].name, NULL); \
      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test); \
    } \
} G_STMT_END

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD_ALL ("/tray/menu/", menus, test_menu);
  ADD_ALL ("/tray/look/", looks, test_look);
  ADD_ALL ("/tray/layout/", steps, test_step);
  g_test_add_func ("/tray/layout/a-row-that-comes-back-is-another", test_numbers_over_time);
  g_test_add_func ("/tray/layout/a-part-of-it", test_parts);
  g_test_add_func ("/tray/layout/some-properties-of-a-row", test_names);

  return g_test_run ();
}
