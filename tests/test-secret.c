/* test-secret.c — a key, where it is kept
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-secret.h"

#include <sys/resource.h>

#ifndef __has_feature
#define __has_feature(x) 0
#endif

/* A build that watches memory locks none of it. */
#if defined (__SANITIZE_ADDRESS__) || __has_feature (address_sanitizer)
#define MAY_LOCK FALSE
#else
#define MAY_LOCK TRUE
#endif

/* How much of the pages that @address is on is locked; -1: nobody says. */
static gint64
get_locked_kb (gconstpointer address)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  gboolean is_here = FALSE;

  if (!g_file_get_contents ("/proc/self/smaps", &text, NULL, NULL))
    return -1;

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *end = NULL;
      guint64 from = g_ascii_strtoull (lines[i], &end, 16);

      if (end != lines[i] && *end == '-')
        is_here = from <= (gsize) address &&
                  (gsize) address < g_ascii_strtoull (end + 1, NULL, 16);
      else if (is_here && g_str_has_prefix (lines[i], "Locked:"))
        return g_ascii_strtoll (lines[i] + strlen ("Locked:"), NULL, 10);
    }

  return -1;
}

static void
test_locked (void)
{
  g_autoptr(SkSecret) secret = sk_secret_new ("ntn_secret");
  g_autoptr(SkSecret) again = sk_secret_ref (secret);
  gint64 kb = get_locked_kb (sk_secret_peek (secret));

  g_assert_cmpstr (sk_secret_peek (again), ==, "ntn_secret");
  if (kb < 0 || !MAY_LOCK)
    g_test_skip ("nobody says what is locked here");
  else
    g_assert_cmpint (kb, >, 0);
}

static void
test_long (void)
{
  g_autofree char *text = g_strnfill (10000, 'x');
  g_autoptr(SkSecret) secret = sk_secret_new (text);

  g_assert_cmpstr (sk_secret_peek (secret), ==, text);
}

static void
test_no_core (void)
{
  struct rlimit limit;

  sk_secret_forbid_core ();
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  g_assert_cmpuint (limit.rlim_cur, ==, 0);
  g_assert_cmpuint (limit.rlim_max, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret/locked", test_locked);
  g_test_add_func ("/secret/long", test_long);
  g_test_add_func ("/secret/no-core", test_no_core);

  return g_test_run ();
}
