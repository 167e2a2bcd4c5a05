/* test-keyring.c — where keys are kept, with a real keyring where there is one
 *
 * Run again as "--in-session" by dbus-run-session, it has a session bus and a
 * keyring of its own.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "sk-bus-name.h"
#include "sk-error.h"
#include "sk-key-file.h"
#include "sk-keyring.h"
#include "sk-part.h"
#include "sk-scratch.h"

#define KEY "ntn_KeyringSecret"
#define OTHER_KEY "ntn_AnotherSecret"

static void
assert_key (const char *workspace,
            const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSecret) key = sk_keyring_find (workspace, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (sk_secret_peek (key), ==, expected);
}

static void
assert_none (const char *workspace,
             const char *says)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(SkSecret) key = sk_keyring_find (workspace, &error);

  g_assert_null (key);
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, says));
  g_assert_null (strstr (error->message, "Secret"));
}

static gboolean
store_file (const char *workspace,
            const char *text)
{
  g_autoptr(SkSecret) key = sk_secret_new (text);

  return sk_key_file_store (workspace, key, NULL);
}

/* --- the file --- */

static void
test_file (void)
{
  g_autofree char *path = sk_key_file_dup_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  GStatBuf info;

  g_assert_true (store_file ("home", KEY));
  g_assert_true (store_file ("work", OTHER_KEY));
  assert_key ("home", KEY);
  assert_key ("work", OTHER_KEY);
  assert_none ("elsewhere", "connect");

  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (folder, &info), ==, 0);
  g_assert_cmpuint (info.st_mode & 0777, ==, 0700);
  g_remove (path);
}

static void
test_file_of_others (void)
{
  g_autofree char *path = sk_key_file_dup_path ();

  g_assert_true (store_file ("home", KEY));
  g_chmod (path, 0640);
  assert_none ("home", "chmod 600");
  g_assert_false (store_file ("work", OTHER_KEY));
  g_remove (path);
}

static void
test_file_broken (void)
{
  g_autofree char *path = sk_key_file_dup_path ();

  g_assert_true (store_file ("home", KEY));
  g_assert_true (g_file_set_contents_full (path, "[keys]\nSecret and no more\n", -1,
                                           G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  assert_none ("home", "cannot be read");
  g_remove (path);
}

/* --- the keyring --- */

#ifdef HAVE_LIBSECRET

static void
test_in_session (void)
{
  g_autoptr(SkSecret) key = sk_secret_new (KEY);
  g_autoptr(SkSecret) other = sk_secret_new (OTHER_KEY);
  g_autoptr(GError) error = NULL;

  sk_wait_for_bus_name ("org.freedesktop.secrets");

  g_assert_cmpint (sk_keyring_check (), ==, SK_KEYRING_OPEN);
  assert_none ("home", "connect");
  g_assert_true (sk_keyring_store ("home", "Home", key, &error));
  g_assert_no_error (error);
  assert_key ("home", KEY);
  assert_none ("work", "connect");

  g_assert_true (sk_keyring_store ("home", "Home", other, &error));
  assert_key ("home", OTHER_KEY);
}

static void
test_session (void)
{
  g_autofree char *bus = g_find_program_in_path ("dbus-run-session");
  g_autofree char *daemon = g_find_program_in_path ("gnome-keyring-daemon");
  g_autofree char *script = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  if (bus == NULL || daemon == NULL)
    {
      sk_part_missing ("there is no dbus-run-session, or no gnome-keyring-daemon");
      return;
    }

  /* the daemon has warnings of its own, and GDBusProxy weak references it leaves behind
   * when libsecret is done with it */
  script = g_strdup_printf ("printf pw | "
                            "env -u G_DEBUG %s --unlock --components=secrets --daemonize "
                            ">/dev/null && "
                            "export ASAN_OPTIONS=\"${ASAN_OPTIONS:-}:detect_leaks=0\" && "
                            "exec %s --in-session", daemon, g_get_prgname ());
  const char *const argv[] = { bus, "--", "sh", "-c", script, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
}

#endif

static void
test_nobody_there (void)
{
  g_autoptr(SkSecret) key = sk_secret_new (KEY);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (sk_keyring_check (), ==, SK_KEYRING_NONE);
  g_assert_false (sk_keyring_store ("home", "Home", key, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  g_assert_nonnull (strstr (error->message, "--key-file"));
  g_assert_null (strstr (error->message, KEY));
  assert_none ("home", "connect");
}

int
main (int    argc,
      char **argv)
{
  gboolean is_in_session = argc == 2 && strcmp (argv[1], "--in-session") == 0;
  g_autofree char *home = g_dir_make_tmp ("test-keyring-XXXXXX", NULL);
  int status;

  g_set_prgname (argv[0]);
  if (!is_in_session)
    {
      g_autofree char *runtime = g_build_filename (home, "run", NULL);

      g_assert_cmpint (g_mkdir (runtime, 0700), ==, 0);
      g_setenv ("HOME", home, TRUE);
      g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
      g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
      g_unsetenv ("XDG_CONFIG_HOME");
      g_unsetenv ("XDG_DATA_HOME");
    }
  g_test_init (&argc, &argv, NULL);

#ifdef HAVE_LIBSECRET
  if (is_in_session)
    {
      test_in_session ();
      sk_scratch_remove (home);
      return 0;
    }
  g_test_add_func ("/keyring/a-real-one", test_session);
#endif
  g_test_add_func ("/keyring/nobody-there", test_nobody_there);
  g_test_add_func ("/keyring/file/for-each-workspace", test_file);
  g_test_add_func ("/keyring/file/that-others-can-read", test_file_of_others);
  g_test_add_func ("/keyring/file/that-makes-no-sense", test_file_broken);

  status = g_test_run ();
  sk_scratch_remove (home);
  return status;
}
