/* test-blocking.c — the one rule of what takes time, row by row
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-blocking.h"

#define ME "me@example.org"
#define YOU "you@example.org"
#define FREE SK_EVENT_SHOWN_FREE
#define BUSY SK_EVENT_SHOWN_BUSY
#define UNSAID SK_EVENT_SHOWN_UNSAID

static const char *const me[] = { ME, NULL };
static const char *const you[] = { YOU, NULL };

typedef struct
{
  const char  *name;
  SkEventInit  event;
  const char  *code;
  gboolean     blocks;
} Case;

static const Case cases[] = {
  { "an-event-blocks", { { 0 } }, "busy", TRUE },
  { "marked-busy", { .shown = BUSY }, "busy", TRUE },
  { "marked-free", { .shown = FREE }, "transparent", FALSE },
  { "cancelled", { .status = SK_EVENT_CANCELLED, .shown = BUSY }, "cancelled", FALSE },
  { "tentative-blocks", { .status = SK_EVENT_TENTATIVE }, "tentative", TRUE },
  { "tentative-but-free", { .status = SK_EVENT_TENTATIVE, .shown = FREE }, "transparent", FALSE },
  { "i-declined", { .declined_by = me }, "declined", FALSE },
  { "i-declined-and-it-is-free", { .declined_by = me, .shown = FREE }, "declined", FALSE },
  { "someone-else-declined", { .declined_by = you }, "busy", TRUE },
  { "i-may-come", { .tentative_by = me }, "tentative", TRUE },
  { "someone-else-may-come", { .tentative_by = you }, "busy", TRUE },
  { "all-day", { .all_day = TRUE }, "all-day-free", FALSE },
  { "all-day-marked-busy", { .all_day = TRUE, .shown = BUSY }, "busy", TRUE },
  { "all-day-marked-free", { .all_day = TRUE, .shown = FREE }, "transparent", FALSE },
  { "all-day-busy-tentative", { .all_day = TRUE, .shown = BUSY, .status = SK_EVENT_TENTATIVE },
    "tentative", TRUE },
  { "our-export", { .uid = "a" SK_EVENT_OWN_SUFFIX }, "own", FALSE },
  { "our-export-in-the-middle", { .uid = "a" SK_EVENT_OWN_SUFFIX "x" }, "busy", TRUE },
  { "a-placement", { .span = { 900, 1800 }, .title = "Write" }, "own", FALSE },
  { "a-placement-that-was-renamed", { .span = { 900, 1800 }, .title = "Read" }, "busy", TRUE },
  { "a-placement-that-was-moved", { .span = { 901, 1800 }, .title = "Write" }, "busy", TRUE },
};

static GHashTable *
list_placements (void)
{
  g_autoptr(GPtrArray) snapshots =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sk_snapshot_unref);
  GPtrArray *tasks = sk_task_array_new ();

  g_ptr_array_add (tasks, sk_task_new (&(SkTaskInit) {
    .id = "w", .title = "Write",
    .scheduled_start = sk_when_instant (900), .scheduled_end = sk_when_instant (1800),
  }));
  g_ptr_array_add (tasks, sk_task_new (&(SkTaskInit) { .id = "r", .title = "Read" }));
  g_ptr_array_add (snapshots, sk_snapshot_new_take (&(SkSnapshotInit) { .tasks = tasks }));

  return sk_blocking_list_placements (snapshots);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;
  static const char *const addresses[] = { "Other@example.org", "Me@Example.org ", NULL };
  g_autoptr(GHashTable) placements = list_placements ();
  g_autoptr(SkEvent) event = sk_event_new (&c->event);
  SkBlocking found = sk_blocking_judge (event, &(SkBlockingFacts) {
    .addresses = addresses, .placements = placements,
  });

  g_assert_cmpstr (sk_blocking_get_code (found), ==, c->code);
  g_assert_cmpint (sk_blocking_blocks (found), ==, c->blocks);
}

/* The desktop knows whose calendar it is. */
static void
test_account (void)
{
  g_autoptr(SkEvent) event = sk_event_new (&(SkEventInit) { .declined_by = me });

  g_assert_cmpint (sk_blocking_judge (event, &(SkBlockingFacts) { .account = "ME@example.org" }),
                   ==, SK_BLOCKING_DECLINED);
  g_assert_cmpint (sk_blocking_judge (event, &(SkBlockingFacts) { .account = YOU }),
                   ==, SK_BLOCKING_BUSY);
  g_assert_cmpint (sk_blocking_judge (event, &(SkBlockingFacts) { NULL }), ==, SK_BLOCKING_BUSY);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/calendars/blocking/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/calendars/blocking/whose-calendar", test_account);

  return g_test_run ();
}
