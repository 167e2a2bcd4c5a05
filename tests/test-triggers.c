/* test-triggers.c — what happens to a machine: its network, power, sleep and zone
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "sk-fake-network.h"
#include "sk-mock-bus.h"
#include "sk-patience.h"
#include "sk-triggers.h"

#define PATIENCE_SECONDS 20     /* with another process */

#define LOGIN_NAME "org.freedesktop.login1"
#define LOGIN_PATH "/org/freedesktop/login1"
#define LOGIN_MANAGER "org.freedesktop.login1.Manager"

typedef struct
{
  SkTriggers *triggers;
  guint       n_back;
  guint       n_resumed;
  guint       n_zones;
  guint       n_sparing;
} World;

static void
on_network_back (SkTriggers *triggers,
                 World      *world)
{
  world->n_back++;
}

static void
on_resumed (SkTriggers *triggers,
            World      *world)
{
  world->n_resumed++;
}

static void
on_zone_changed (SkTriggers *triggers,
                 World      *world)
{
  world->n_zones++;
}

static void
on_sparing (SkTriggers *triggers,
            GParamSpec *pspec,
            World      *world)
{
  world->n_sparing++;
}

static void
world_init_take (World      *world,
                 SkTriggers *triggers)
{
  world->triggers = triggers;
  g_signal_connect (triggers, "network-back", G_CALLBACK (on_network_back), world);
  g_signal_connect (triggers, "resumed", G_CALLBACK (on_resumed), world);
  g_signal_connect (triggers, "zone-changed", G_CALLBACK (on_zone_changed), world);
  g_signal_connect (triggers, "notify::sparing", G_CALLBACK (on_sparing), world);
}

static void
world_clear (World *world)
{
  if (world->triggers != NULL)
    g_assert_finalize_object (world->triggers);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (World, world_clear)

/* Whatever has come already. */
static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* --- the network --- */

static void
test_network_back (void)
{
  g_autoptr(SkFakeNetwork) network = sk_fake_network_new (G_NETWORK_CONNECTIVITY_FULL);
  g_auto(World) world = { 0 };

  world_init_take (&world, sk_triggers_new (&(SkTriggersParts) {
    .network = G_NETWORK_MONITOR (network),
  }));

  /* routes that come and go are no news */
  sk_fake_network_set (network, G_NETWORK_CONNECTIVITY_FULL);
  sk_fake_network_set (network, G_NETWORK_CONNECTIVITY_FULL);
  g_assert_cmpuint (world.n_back, ==, 0);

  sk_fake_network_set_gone (network);
  g_assert_cmpuint (world.n_back, ==, 0);
  sk_fake_network_set (network, G_NETWORK_CONNECTIVITY_FULL);
  g_assert_cmpuint (world.n_back, ==, 1);

  /* behind a page that wants a signature */
  sk_fake_network_set_gone (network);
  sk_fake_network_set (network, G_NETWORK_CONNECTIVITY_PORTAL);
  g_assert_cmpuint (world.n_back, ==, 1);
  sk_fake_network_set (network, G_NETWORK_CONNECTIVITY_FULL);
  g_assert_cmpuint (world.n_back, ==, 2);
}

static void
test_network_there_from_the_start (void)
{
  g_autoptr(SkFakeNetwork) network = sk_fake_network_new (G_NETWORK_CONNECTIVITY_LIMITED);
  g_auto(World) world = { 0 };

  world_init_take (&world, sk_triggers_new (&(SkTriggersParts) {
    .network = G_NETWORK_MONITOR (network),
  }));
  g_assert_cmpuint (world.n_back, ==, 0);
  sk_fake_network_set (network, G_NETWORK_CONNECTIVITY_FULL);
  g_assert_cmpuint (world.n_back, ==, 1);
}

static void
test_metered (void)
{
  g_autoptr(SkFakeNetwork) network = sk_fake_network_new (G_NETWORK_CONNECTIVITY_FULL);
  gboolean is_sparing = FALSE;
  g_auto(World) world = { 0 };

  world_init_take (&world, sk_triggers_new (&(SkTriggersParts) {
    .network = G_NETWORK_MONITOR (network),
  }));
  g_assert_false (sk_triggers_get_sparing (world.triggers));

  sk_fake_network_set_metered (network, TRUE);
  g_assert_true (sk_triggers_get_sparing (world.triggers));
  g_object_get (world.triggers, "sparing", &is_sparing, NULL);
  g_assert_true (is_sparing);
  sk_fake_network_set_metered (network, TRUE);
  g_assert_cmpuint (world.n_sparing, ==, 1);

  sk_fake_network_set_metered (network, FALSE);
  g_assert_false (sk_triggers_get_sparing (world.triggers));
  g_assert_cmpuint (world.n_sparing, ==, 2);
  g_assert_cmpuint (world.n_back, ==, 0);
}

static void
test_metered_from_the_start (void)
{
  g_autoptr(SkFakeNetwork) network = sk_fake_network_new (G_NETWORK_CONNECTIVITY_FULL);
  g_auto(World) world = { 0 };

  sk_fake_network_set_metered (network, TRUE);
  world_init_take (&world, sk_triggers_new (&(SkTriggersParts) {
    .network = G_NETWORK_MONITOR (network),
  }));
  g_assert_true (sk_triggers_get_sparing (world.triggers));
}

static void
test_outlived_by_its_parts (void)
{
  g_autoptr(SkFakeNetwork) network = sk_fake_network_new (G_NETWORK_CONNECTIVITY_FULL);
  SkTriggers *triggers = sk_triggers_new (&(SkTriggersParts) {
    .network = G_NETWORK_MONITOR (network),
  });

  g_assert_finalize_object (triggers);
  sk_fake_network_set_gone (network);
  sk_fake_network_set (network, G_NETWORK_CONNECTIVITY_FULL);
  sk_fake_network_set_metered (network, TRUE);
}

static void
test_nothing_to_hear (void)
{
  g_auto(World) world = { 0 };

  world_init_take (&world, sk_triggers_new (&(SkTriggersParts) { NULL }));
  sk_triggers_watch_zone (world.triggers, NULL);
  g_assert_false (sk_triggers_get_sparing (world.triggers));
}

/* --- the zone --- */

typedef struct
{
  char *folder;
  char *localtime;
} Etc;

static void
point_at (const char *link,
          const char *target)
{
  g_autofree char *other = g_strconcat (link, ".new", NULL);

  g_assert_no_errno (symlink (target, other));
  g_assert_no_errno (g_rename (other, link));
}

static void
etc_init (Etc *etc)
{
  etc->folder = g_dir_make_tmp ("test-triggers-XXXXXX", NULL);
  etc->localtime = g_build_filename (etc->folder, "localtime", NULL);
  point_at (etc->localtime, "/usr/share/zoneinfo/Europe/Berlin");
}

static void
etc_clear (Etc *etc)
{
  g_unlink (etc->localtime);
  g_rmdir (etc->folder);
  g_free (etc->localtime);
  g_free (etc->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Etc, etc_clear)

static void
on_event (GFileMonitor      *monitor,
          GFile             *file,
          GFile             *other,
          GFileMonitorEvent  event,
          guint             *n_events)
{
  *n_events += 1;
}

/* The same again is no news: seen by a monitor that tells of everything. */
static void
test_zone_as_before (void)
{
  g_auto(Etc) etc = { 0 };
  g_auto(World) world = { 0 };
  guint n_events = 0;

  etc_init (&etc);

  g_autoptr(GFile) file = g_file_new_for_path (etc.localtime);
  g_autoptr(GFileMonitor) monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL,
                                                         NULL);

  g_signal_connect (monitor, "changed", G_CALLBACK (on_event), &n_events);
  world_init_take (&world, sk_triggers_new (&(SkTriggersParts) { NULL }));
  sk_triggers_watch_zone (world.triggers, etc.localtime);

  point_at (etc.localtime, "/usr/share/zoneinfo/Europe/Berlin");
  sk_patience_wait (&n_events, 1);
  settle ();
  g_assert_cmpuint (world.n_zones, ==, 0);

  /* nor is a link that is gone */
  n_events = 0;
  g_assert_no_errno (g_unlink (etc.localtime));
  sk_patience_wait (&n_events, 1);
  settle ();
  g_assert_cmpuint (world.n_zones, ==, 0);
}

static void
test_zone (void)
{
  g_auto(Etc) etc = { 0 };
  g_auto(World) world = { 0 };

  etc_init (&etc);
  world_init_take (&world, sk_triggers_new (&(SkTriggersParts) { NULL }));
  sk_triggers_watch_zone (world.triggers, etc.localtime);

  /* swapped, as timedated does it */
  point_at (etc.localtime, "/usr/share/zoneinfo/Asia/Tokyo");
  sk_patience_wait (&world.n_zones, 1);

  /* taken away, and another put there */
  g_assert_no_errno (g_unlink (etc.localtime));
  g_assert_no_errno (symlink ("/usr/share/zoneinfo/America/Lima", etc.localtime));
  sk_patience_wait (&world.n_zones, 2);

  /* a copy instead of a link, as some images have */
  g_assert_no_errno (g_unlink (etc.localtime));
  g_assert_true (g_file_set_contents (etc.localtime, "TZif2", -1, NULL));
  sk_patience_wait (&world.n_zones, 3);

  point_at (etc.localtime, "/usr/share/zoneinfo/Europe/Berlin");
  sk_patience_wait (&world.n_zones, 4);
  g_assert_cmpuint (world.n_zones, ==, 4);
}

static void
test_zone_of_the_person (void)
{
  g_auto(Etc) etc = { 0 };
  g_auto(Etc) other = { 0 };
  g_auto(World) world = { 0 };

  etc_init (&etc);
  etc_init (&other);
  world_init_take (&world, sk_triggers_new (&(SkTriggersParts) { NULL }));
  sk_triggers_watch_zone (world.triggers, etc.localtime);
  point_at (etc.localtime, "/usr/share/zoneinfo/Asia/Tokyo");
  sk_triggers_watch_zone (world.triggers, NULL);
  sk_triggers_watch_zone (world.triggers, other.localtime);
  point_at (etc.localtime, "/usr/share/zoneinfo/America/Lima");
  point_at (other.localtime, "/usr/share/zoneinfo/America/Lima");
  sk_patience_wait (&world.n_zones, 1);
  g_assert_cmpuint (world.n_zones, ==, 1);
}

/* --- services of the system --- */

static SkMockBus *mock_bus;
static const char *why_no_bus;

static gboolean
skip_without_bus (void)
{
  if (mock_bus != NULL)
    return FALSE;

  g_test_skip (why_no_bus);
  return TRUE;
}

/* The signal is here before the answer of the call. */
static void
emit_prepare_for_sleep (gboolean is_about_to)
{
  GVariant *argument = g_variant_new_variant (g_variant_new_boolean (is_about_to));
  GVariantBuilder arguments;

  g_variant_builder_init (&arguments, G_VARIANT_TYPE ("av"));
  g_variant_builder_add_value (&arguments, argument);
  sk_mock_bus_call (mock_bus, LOGIN_NAME, LOGIN_PATH, "EmitSignal",
                    g_variant_new ("(sssav)", LOGIN_MANAGER, "PrepareForSleep", "b",
                                   &arguments));
}

static void
test_sleep (void)
{
  g_auto(World) world = { 0 };

  if (skip_without_bus ())
    return;

  world_init_take (&world, sk_triggers_new (&(SkTriggersParts) {
    .system_bus = sk_mock_bus_get_connection (mock_bus),
  }));
  emit_prepare_for_sleep (TRUE);
  emit_prepare_for_sleep (FALSE);
  settle ();
  g_assert_cmpuint (world.n_resumed, ==, 1);
  emit_prepare_for_sleep (TRUE);
  emit_prepare_for_sleep (FALSE);
  settle ();
  g_assert_cmpuint (world.n_resumed, ==, 2);
}

/* What GLib listens to: the old name of the service, or the new one. */
static const struct
{
  const char *template;
  const char *name;
  const char *path;
} power_services[] = {
  { "power_profiles_daemon", "net.hadess.PowerProfiles", "/net/hadess/PowerProfiles" },
  { "upower_power_profiles_daemon", "org.freedesktop.UPower.PowerProfiles",
    "/org/freedesktop/UPower/PowerProfiles" },
};

static void
set_power_profile (guint       service,
                   const char *profile)
{
  GVariantBuilder properties;

  g_variant_builder_init (&properties, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&properties, "{sv}", "ActiveProfile", g_variant_new_string (profile));
  sk_mock_bus_call (mock_bus, power_services[service].name, power_services[service].path,
                    "UpdateProperties",
                    g_variant_new ("(sa{sv})", power_services[service].name, &properties));
}

/* The machine's own triggers: their bus comes later, so it is told until it is heard. */
static void
test_machine (void)
{
  gboolean is_there[G_N_ELEMENTS (power_services)] = { FALSE };
  g_auto(World) world = { 0 };

  if (skip_without_bus ())
    return;

  for (guint i = 0; i < G_N_ELEMENTS (power_services); i++)
    is_there[i] = sk_mock_bus_add (mock_bus, power_services[i].template, power_services[i].name);

  /* as GLib would have it: the program ends with the bus */
  g_dbus_connection_set_exit_on_close (sk_mock_bus_get_connection (mock_bus), TRUE);
  world_init_take (&world, sk_triggers_new_for_machine ());
  while (world.n_resumed == 0)
    {
      emit_prepare_for_sleep (FALSE);
      g_main_context_iteration (NULL, FALSE);
    }

  g_assert_false (g_dbus_connection_get_exit_on_close (sk_mock_bus_get_connection (mock_bus)));

  if (sk_triggers_get_sparing (world.triggers))
    {
      g_test_skip ("the network of this machine is metered");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (power_services); i++)
    if (is_there[i])
      set_power_profile (i, "power-saver");
  sk_patience_wait (&world.n_sparing, 1);
  g_assert_true (sk_triggers_get_sparing (world.triggers));

  for (guint i = 0; i < G_N_ELEMENTS (power_services); i++)
    if (is_there[i])
      set_power_profile (i, "balanced");
  sk_patience_wait (&world.n_sparing, 2);
  g_assert_false (sk_triggers_get_sparing (world.triggers));
}

/* No system bus at all: nothing is heard, and nobody complains. */
static void
test_no_system_bus (void)
{
  if (g_test_subprocess ())
    {
      SkTriggers *triggers = sk_triggers_new_for_machine ();
      gpointer weak = triggers;

      g_object_add_weak_pointer (G_OBJECT (triggers), &weak);
      g_object_unref (triggers);
      while (weak != NULL)
        g_main_context_iteration (NULL, TRUE);
      return;
    }

  g_autofree char *before = g_strdup (g_getenv ("DBUS_SYSTEM_BUS_ADDRESS"));

  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nowhere/at/all", TRUE);
  g_test_trap_subprocess (NULL, PATIENCE_SECONDS * G_USEC_PER_SEC, G_TEST_SUBPROCESS_DEFAULT);
  if (before != NULL)
    g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", before, TRUE);
  g_test_trap_assert_passed ();
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/triggers/network-back", test_network_back);
  g_test_add_func ("/triggers/network-there-from-the-start", test_network_there_from_the_start);
  g_test_add_func ("/triggers/metered", test_metered);
  g_test_add_func ("/triggers/metered-from-the-start", test_metered_from_the_start);
  g_test_add_func ("/triggers/outlived-by-its-parts", test_outlived_by_its_parts);
  g_test_add_func ("/triggers/nothing-to-hear", test_nothing_to_hear);
  g_test_add_func ("/triggers/zone", test_zone);
  g_test_add_func ("/triggers/zone-as-before", test_zone_as_before);
  g_test_add_func ("/triggers/zone-of-the-person", test_zone_of_the_person);
  g_test_add_func ("/triggers/sleep", test_sleep);
  g_test_add_func ("/triggers/machine", test_machine);
  g_test_add_func ("/triggers/no-system-bus", test_no_system_bus);

  if (!g_test_subprocess ())
    mock_bus = sk_mock_bus_new (&why_no_bus);
  if (mock_bus != NULL && !sk_mock_bus_add (mock_bus, "logind", LOGIN_NAME))
    g_error ("This dbusmock has no logind");
  status = g_test_run ();
  g_clear_pointer (&mock_bus, sk_mock_bus_free);

  return status;
}
