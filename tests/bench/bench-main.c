/* bench-main.c — how good, how steady and how fast the planner is, in tables
 *
 * Everything but the times is the same on every machine.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench.h"

#include <stdlib.h>
#include <string.h>

/**
 * bench_count:
 * @options: what was asked for
 * @usual: how many cases there are by default
 * @quick: how many for a smoke test
 *
 * Returns: how many it is now
 */
guint
bench_count (const BenchOptions *options,
             guint               usual,
             guint               quick)
{
  if (options->cases > 0)
    return options->cases;

  return options->quick ? quick : usual;
}

/**
 * bench_percent:
 * @n: how many
 * @of: of how many
 *
 * Returns: that in percent
 */
double
bench_percent (guint n,
               guint of)
{
  return of > 0 ? 100.0 * n / of : 0;
}

/**
 * bench_judge:
 * @value: what was measured
 * @most: what it may be at the most
 *
 * Returns: the verdict, to be printed
 */
const char *
bench_judge (double value,
             double most)
{
  return value <= most ? "met" : "MISSED";
}

/* As the kernel calls it, where it does. */
static char *
dup_cpu (void)
{
  g_autofree char *text = NULL;

  if (!g_file_get_contents ("/proc/cpuinfo", &text, NULL, NULL))
    return g_strdup ("unknown processor");

  const char *line = strstr (text, "model name");
  const char *colon = line != NULL ? strchr (line, ':') : NULL;

  if (colon == NULL)
    return g_strdup ("unknown processor");

  return g_strstrip (g_strndup (colon + 1, strcspn (colon + 1, "\n")));
}

static void
print_machine (void)
{
  g_autofree char *cpu = dup_cpu ();

  g_print ("%s, %u cores\n", cpu, g_get_num_processors ());
#ifdef __clang__
  g_print ("clang %s", __clang_version__);
#else
  g_print ("gcc %s", __VERSION__);
#endif
  g_print (", GLib %u.%u.%u%s\n", glib_major_version, glib_minor_version, glib_micro_version,
#ifdef __OPTIMIZE__
           "");
#else
           ", NOT OPTIMISED: the times say nothing");
#endif
}

typedef struct
{
  const char *name;
  const char *says;
  void      (*run) (const BenchOptions *options);
} Part;

static const Part parts[] = {
  { "quality", "Due dates that are kept, against the best there is", bench_quality },
  { "one-machine", "One machine, the published cases", bench_one_machine },
  { "planted", "Due dates that can all be kept", bench_planted },
  { "week", "A week, a pass every ten minutes", bench_week },
  { "events", "Something happens", bench_events },
  { "speed", "Time and memory", bench_speed },
};

static gboolean
is_wanted (const char  *name,
           char       **names)
{
  return names == NULL || g_strv_contains ((const char *const *) names, name);
}

static void
run_parts (const BenchOptions  *options,
           char               **names)
{
  print_machine ();
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (is_wanted (parts[i].name, names))
      {
        gint64 start = g_get_monotonic_time ();

        g_print ("\n=== %s (%s)\n\n", parts[i].says, parts[i].name);
        (*parts[i].run) (options);
        g_print ("\n%.1f s\n", (double) (g_get_monotonic_time () - start) / 1e6);
      }
}

static gboolean
are_known (char **names)
{
  for (; names != NULL && *names != NULL; names++)
    {
      gboolean known = FALSE;

      for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
        known |= g_str_equal (parts[i].name, *names);
      if (!known)
        {
          g_printerr ("No part is called \"%s\".\n", *names);
          return FALSE;
        }
    }

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_auto(GStrv) names = NULL;
  gboolean quick = FALSE;
  int cases = 0;
  const GOptionEntry entries[] = {
    { "quick", 'q', 0, G_OPTION_ARG_NONE, &quick, "A smoke test of some seconds", NULL },
    { "cases", 'n', 0, G_OPTION_ARG_INT, &cases, "How many cases per row", "N" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &names, NULL,
      "[quality] [one-machine] [planted] [week] [events] [speed]" },
    { NULL },
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);
  g_autoptr(GError) error = NULL;

  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return EXIT_FAILURE;
    }
  if (!are_known (names))
    return EXIT_FAILURE;

  BenchOptions options = { .quick = quick, .cases = (guint) MAX (cases, 0) };

  run_parts (&options, names);

  return EXIT_SUCCESS;
}
