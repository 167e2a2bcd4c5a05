/* test-key-store.c — keys, looked for without waiting and without a dialog
 *
 * First with a keyring that is played, then with a real one.  Run again as
 * "--in-session HOW" by dbus-run-session, it has a session bus and a keyring
 * of its own: unlocked, locked since the login, or none.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "sk-bus-name.h"
#include "sk-desktop-keys.h"
#include "sk-error.h"
#include "sk-key-file.h"
#include "sk-part.h"
#include "sk-scratch.h"

#define KEY "ntn_KeyringSecret"
#define OTHER_KEY "ntn_AnotherSecret"

/* --- waiting for an answer --- */

static void
on_result (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static void
assert_found (SkKeyStore     *store,
              const char     *workspace,
              const char     *key,              /* (nullable) */
              SkKeyringState  keyring)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(SkKeyAnswer) answer = NULL;
  g_autoptr(GError) error = NULL;

  sk_key_store_find_async (store, workspace, NULL, on_result, &result);
  answer = sk_key_store_find_finish (store, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (answer->key != NULL ? sk_secret_peek (answer->key) : NULL, ==, key);
  g_assert_cmpint (answer->keyring, ==, keyring);
}

static SkKeyringState
check (SkKeyStore *store)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  SkKeyringState state = SK_KEYRING_NONE;

  sk_key_store_check_async (store, NULL, on_result, &result);
  g_assert_true (sk_key_store_check_finish (store, wait_for (&result), &state, &error));
  g_assert_no_error (error);

  return state;
}

static gboolean
keep (SkKeyStore  *store,
      const char  *workspace,
      const char  *text,
      SkKeyPlace  *place,
      GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(SkSecret) key = sk_secret_new (text);

  sk_key_store_store_async (store, workspace, "Home", key, *place, NULL, on_result, &result);
  return sk_key_store_store_finish (store, wait_for (&result), place, error);
}

static void
assert_kept (SkKeyStore *store,
             const char *workspace,
             const char *text,
             SkKeyPlace  place,
             SkKeyPlace  expected)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (keep (store, workspace, text, &place, &error));
  g_assert_no_error (error);
  g_assert_cmpint (place, ==, expected);
}

static gboolean
forget (SkKeyStore  *store,
        const char  *workspace,
        GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_key_store_clear_async (store, workspace, NULL, on_result, &result);
  return sk_key_store_clear_finish (store, wait_for (&result), error);
}

static void
assert_forgotten (SkKeyStore *store,
                  const char *workspace)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (forget (store, workspace, &error));
  g_assert_no_error (error);
}

static gboolean
unlock (SkKeyStore  *store,
        GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  sk_key_store_unlock_async (store, NULL, on_result, &result);
  return sk_key_store_unlock_finish (store, wait_for (&result), error);
}

/* --- a keyring that is played --- */

#define FAKE_TYPE_KEYRING (fake_keyring_get_type ())
G_DECLARE_FINAL_TYPE (FakeKeyring, fake_keyring, FAKE, KEYRING, GObject)

struct _FakeKeyring
{
  GObject         parent_instance;

  SkKeyringState  state;
  SkSecret       *key;          /* (nullable): of whatever workspace */
};

static void fake_keyring_key_store_init (SkKeyStoreInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FakeKeyring, fake_keyring, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SK_TYPE_KEY_STORE,
                                                      fake_keyring_key_store_init))

static void
fake_find (SkKeyStore          *store,
           const char          *workspace,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  FakeKeyring *self = FAKE_KEYRING (store);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  SkSecret *key = self->state == SK_KEYRING_OPEN && self->key != NULL ? sk_secret_ref (self->key)
                                                                      : NULL;

  g_task_return_pointer (task, sk_key_answer_new (key, self->state),
                         (GDestroyNotify) sk_key_answer_free);
}

static void
fake_store (SkKeyStore          *store,
            const char          *workspace,
            const char          *name,
            SkSecret            *key,
            SkKeyPlace           place,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  FakeKeyring *self = FAKE_KEYRING (store);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  if (self->state != SK_KEYRING_OPEN)
    {
      g_task_return_new_error (task, SK_ERROR,
                               self->state == SK_KEYRING_NONE ? SK_ERROR_MISSING : SK_ERROR_DENIED,
                               "It is not open");
      return;
    }

  g_clear_pointer (&self->key, sk_secret_unref);
  self->key = sk_secret_ref (key);
  g_task_return_int (task, SK_KEY_PLACE_KEYRING);
}

static void
fake_clear (SkKeyStore          *store,
            const char          *workspace,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  FakeKeyring *self = FAKE_KEYRING (store);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_clear_pointer (&self->key, sk_secret_unref);
  g_task_return_boolean (task, TRUE);
}

static void
fake_check (SkKeyStore          *store,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (store, cancellable, callback, user_data);

  g_task_return_int (task, FAKE_KEYRING (store)->state);
}

static void
fake_unlock (SkKeyStore          *store,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (store, cancellable, callback, user_data);

  FAKE_KEYRING (store)->state = SK_KEYRING_OPEN;
  sk_key_store_emit_locked_changed (store, FALSE);
  g_task_return_boolean (task, TRUE);
}

static void
fake_keyring_key_store_init (SkKeyStoreInterface *iface)
{
  iface->find_async = fake_find;
  iface->store_async = fake_store;
  iface->clear_async = fake_clear;
  iface->check_async = fake_check;
  iface->unlock_async = fake_unlock;
}

static void
fake_keyring_finalize (GObject *object)
{
  g_clear_pointer (&FAKE_KEYRING (object)->key, sk_secret_unref);

  G_OBJECT_CLASS (fake_keyring_parent_class)->finalize (object);
}

static void
fake_keyring_class_init (FakeKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fake_keyring_finalize;
}

static void
fake_keyring_init (FakeKeyring *self)
{
}

/* --- one key, in one place --- */

static gboolean
is_in_file (void)
{
  g_autofree char *path = sk_key_file_dup_path ();

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_open (void)
{
  g_autoptr(FakeKeyring) keyring = g_object_new (FAKE_TYPE_KEYRING, NULL);
  g_autoptr(SkKeyStore) store = sk_desktop_keys_new_with (SK_KEY_STORE (keyring));

  g_assert_cmpint (check (store), ==, SK_KEYRING_OPEN);
  assert_found (store, "home", NULL, SK_KEYRING_OPEN);
  assert_kept (store, "home", KEY, SK_KEY_PLACE_KEYRING, SK_KEY_PLACE_KEYRING);
  assert_found (store, "home", KEY, SK_KEYRING_OPEN);
  g_assert_nonnull (keyring->key);
  g_assert_false (is_in_file ());

  assert_forgotten (store, "home");
  assert_found (store, "home", NULL, SK_KEYRING_OPEN);
  g_assert_null (keyring->key);
}

/* The newest key wins, wherever an older one is. */
static void
test_moves (void)
{
  g_autoptr(FakeKeyring) keyring = g_object_new (FAKE_TYPE_KEYRING, NULL);
  g_autoptr(SkKeyStore) store = sk_desktop_keys_new_with (SK_KEY_STORE (keyring));

  assert_kept (store, "home", "ntn_1", SK_KEY_PLACE_KEYRING, SK_KEY_PLACE_KEYRING);
  assert_kept (store, "home", "ntn_2", SK_KEY_PLACE_FILE, SK_KEY_PLACE_FILE);
  assert_found (store, "home", "ntn_2", SK_KEYRING_OPEN);
  assert_kept (store, "home", "ntn_3", SK_KEY_PLACE_MEMORY, SK_KEY_PLACE_MEMORY);
  assert_found (store, "home", "ntn_3", SK_KEYRING_OPEN);
  g_assert_false (is_in_file ());
  assert_kept (store, "home", "ntn_4", SK_KEY_PLACE_FILE, SK_KEY_PLACE_FILE);
  assert_found (store, "home", "ntn_4", SK_KEYRING_OPEN);
  assert_kept (store, "home", "ntn_5", SK_KEY_PLACE_KEYRING, SK_KEY_PLACE_KEYRING);
  assert_found (store, "home", "ntn_5", SK_KEYRING_OPEN);
  g_assert_false (is_in_file ());
}

static void
test_locked (void)
{
  g_autoptr(FakeKeyring) keyring = g_object_new (FAKE_TYPE_KEYRING, NULL);
  g_autoptr(SkKeyStore) store = sk_desktop_keys_new_with (SK_KEY_STORE (keyring));
  SkKeyPlace place = SK_KEY_PLACE_KEYRING;
  g_autoptr(GError) error = NULL;

  keyring->state = SK_KEYRING_LOCKED;
  g_assert_cmpint (check (store), ==, SK_KEYRING_LOCKED);
  assert_found (store, "home", NULL, SK_KEYRING_LOCKED);
  g_assert_false (keep (store, "home", KEY, &place, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  assert_found (store, "home", NULL, SK_KEYRING_LOCKED);        /* nor in memory, unasked */
  g_clear_error (&error);

  /* and what there was stays until the new one is safe */
  assert_kept (store, "home", OTHER_KEY, SK_KEY_PLACE_FILE, SK_KEY_PLACE_FILE);
  g_assert_false (keep (store, "home", KEY, &place, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  assert_found (store, "home", OTHER_KEY, SK_KEYRING_OPEN);
  assert_forgotten (store, "home");
}

static void
on_locked_changed (SkKeyStore *store,
                   gboolean    is_locked,
                   gpointer    user_data)
{
  *(int *) user_data = is_locked;
}

static void
test_unlocked (void)
{
  g_autoptr(FakeKeyring) keyring = g_object_new (FAKE_TYPE_KEYRING, NULL);
  g_autoptr(SkKeyStore) store = sk_desktop_keys_new_with (SK_KEY_STORE (keyring));
  g_autoptr(GError) error = NULL;
  int told = -1;

  keyring->state = SK_KEYRING_LOCKED;
  g_signal_connect (store, "locked-changed", G_CALLBACK (on_locked_changed), &told);
  g_assert_true (unlock (store, &error));
  g_assert_no_error (error);
  g_assert_cmpint (told, ==, FALSE);
}

/* Without a keyring it is memory, and never a file unasked. */
static void
test_none (gconstpointer data)
{
  g_autoptr(FakeKeyring) keyring = data != NULL ? g_object_new (FAKE_TYPE_KEYRING, NULL) : NULL;
  g_autoptr(SkKeyStore) store = NULL;
  g_autoptr(SkKeyStore) next = sk_desktop_keys_new_with (NULL);

  if (keyring != NULL)
    keyring->state = SK_KEYRING_NONE;
  store = sk_desktop_keys_new_with ((SkKeyStore *) keyring);

  g_assert_cmpint (check (store), ==, SK_KEYRING_NONE);
  assert_found (store, "home", NULL, SK_KEYRING_NONE);
  assert_kept (store, "home", KEY, SK_KEY_PLACE_KEYRING, SK_KEY_PLACE_MEMORY);
  assert_found (store, "home", KEY, SK_KEYRING_OPEN);
  assert_found (store, "work", NULL, SK_KEYRING_NONE);
  g_assert_false (is_in_file ());
  assert_found (next, "home", NULL, SK_KEYRING_NONE);           /* we have quit meanwhile */

  assert_kept (store, "home", OTHER_KEY, SK_KEY_PLACE_FILE, SK_KEY_PLACE_FILE);
  assert_found (next, "home", OTHER_KEY, SK_KEYRING_OPEN);
  assert_forgotten (store, "home");
  assert_found (next, "home", NULL, SK_KEYRING_NONE);
  g_assert_false (is_in_file ());
}

/* Another workspace's key stays in the file. */
static void
test_file_of_two (void)
{
  g_autoptr(SkKeyStore) store = sk_desktop_keys_new_with (NULL);

  assert_kept (store, "home", KEY, SK_KEY_PLACE_FILE, SK_KEY_PLACE_FILE);
  assert_kept (store, "work", OTHER_KEY, SK_KEY_PLACE_FILE, SK_KEY_PLACE_FILE);
  assert_forgotten (store, "home");
  assert_found (store, "home", NULL, SK_KEYRING_NONE);
  assert_found (store, "work", OTHER_KEY, SK_KEYRING_OPEN);
  assert_forgotten (store, "work");
}

static void
test_file_of_others (void)
{
  g_autoptr(SkKeyStore) store = sk_desktop_keys_new_with (NULL);
  g_autofree char *path = sk_key_file_dup_path ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  assert_kept (store, "home", KEY, SK_KEY_PLACE_FILE, SK_KEY_PLACE_FILE);
  g_chmod (path, 0640);
  sk_key_store_find_async (store, "home", NULL, on_result, &result);
  g_assert_null (sk_key_store_find_finish (store, wait_for (&result), &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  g_assert_null (strstr (error->message, KEY));
  g_clear_error (&error);

  g_assert_false (forget (store, "home", &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  g_remove (path);
}

/* --- a real one --- */

#ifdef HAVE_LIBSECRET

/* Who gives up is told nothing else. */
static void
assert_silent_when_cancelled (SkKeyStore *store)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) before = NULL;
  g_autoptr(GAsyncResult) during = NULL;
  g_autoptr(GError) error = NULL;

  sk_key_store_find_async (store, "home", cancellable, on_result, &during);
  g_cancellable_cancel (cancellable);
  g_assert_null (sk_key_store_find_finish (store, wait_for (&during), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  sk_key_store_unlock_async (store, cancellable, on_result, &before);
  g_assert_false (sk_key_store_unlock_finish (store, wait_for (&before), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What is asked of the bus itself must be answered without starting anything. */
static gboolean
has_owner (const char *name)
{
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GVariant) reply = NULL;
  gboolean is_there;

  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "NameHasOwner",
                                       g_variant_new ("(s)", name), G_VARIANT_TYPE ("(b)"),
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_variant_get (reply, "(b)", &is_there);

  return is_there;
}

/* No dialog has appeared, or was asked for. */
static void
assert_no_prompt (void)
{
  g_assert_false (has_owner ("org.gnome.keyring.SystemPrompter"));
}

static GVariant *
call_service (const char *interface,
              const char *method,
              GVariant   *parameters)
{
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr(GError) error = NULL;
  GVariant *reply;

  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.secrets", "/org/freedesktop/secrets",
                                       interface, method, parameters, NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);

  return reply;
}

static void
lock_elsewhere (const char *collection)
{
  const char *const all[] = { collection, NULL };
  g_autoptr(GVariant) reply = call_service ("org.freedesktop.Secret.Service", "Lock",
                                            g_variant_new ("(^ao)", all));
}

static GVariant *
make_bytes (const char *text)
{
  return g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, text, strlen (text), 1);
}

/* As a desktop does that knows the password. */
static void
unlock_elsewhere (const char *collection)
{
  g_autoptr(GVariant) opened = NULL;
  g_autoptr(GVariant) unlocked = NULL;
  const char *session;

  opened = call_service ("org.freedesktop.Secret.Service", "OpenSession",
                         g_variant_new ("(sv)", "plain", g_variant_new_string ("")));
  g_variant_get (opened, "(v&o)", NULL, &session);
  unlocked = call_service ("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface",
                           "UnlockWithMasterPassword",
                           g_variant_new ("(o(o@ay@ays))", collection, session, make_bytes (""),
                                          make_bytes ("pw"), "text/plain"));
}

static void
in_unlocked (void)
{
  g_autoptr(SkKeyStore) store = sk_desktop_keys_new ();
  const char *login = "/org/freedesktop/secrets/collection/login";
  g_autoptr(GError) error = NULL;
  int told = -1;

  sk_wait_for_bus_name ("org.freedesktop.secrets");
  g_signal_connect (store, "locked-changed", G_CALLBACK (on_locked_changed), &told);
  g_assert_cmpint (check (store), ==, SK_KEYRING_OPEN);
  assert_found (store, "home", NULL, SK_KEYRING_OPEN);
  assert_kept (store, "home", KEY, SK_KEY_PLACE_KEYRING, SK_KEY_PLACE_KEYRING);
  assert_kept (store, "work", OTHER_KEY, SK_KEY_PLACE_KEYRING, SK_KEY_PLACE_KEYRING);
  assert_found (store, "home", KEY, SK_KEYRING_OPEN);
  assert_found (store, "work", OTHER_KEY, SK_KEYRING_OPEN);
  assert_kept (store, "home", OTHER_KEY, SK_KEY_PLACE_KEYRING, SK_KEY_PLACE_KEYRING);
  assert_found (store, "home", OTHER_KEY, SK_KEYRING_OPEN);
  assert_forgotten (store, "work");
  assert_forgotten (store, "work");
  assert_found (store, "work", NULL, SK_KEYRING_OPEN);
  g_assert_true (unlock (store, &error));
  g_assert_cmpint (told, ==, -1);
  assert_silent_when_cancelled (store);

  /* the person locks it while we run */
  lock_elsewhere (login);
  while (told != TRUE)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (check (store), ==, SK_KEYRING_LOCKED);
  assert_found (store, "home", NULL, SK_KEYRING_LOCKED);
  assert_no_prompt ();

  /* and unlocks it again, somewhere else */
  unlock_elsewhere (login);
  while (told != FALSE)
    g_main_context_iteration (NULL, TRUE);
  assert_found (store, "home", OTHER_KEY, SK_KEYRING_OPEN);
}

/* As after a login that did not unlock it. */
static void
in_locked (void)
{
  g_autoptr(SkKeyStore) store = sk_desktop_keys_new ();
  g_autoptr(GError) error = NULL;
  int told = -1;

  sk_wait_for_bus_name ("org.freedesktop.secrets");
  g_signal_connect (store, "locked-changed", G_CALLBACK (on_locked_changed), &told);
  assert_found (store, "home", NULL, SK_KEYRING_LOCKED);
  g_assert_cmpint (told, ==, TRUE);
  g_assert_cmpint (check (store), ==, SK_KEYRING_LOCKED);
  assert_found (store, "never", NULL, SK_KEYRING_LOCKED);
  g_assert_false (forget (store, "home", &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  g_clear_error (&error);
  assert_no_prompt ();

  /* there is nobody here who could answer a dialog */
  g_assert_false (unlock (store, &error));
  g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  g_assert_cmpint (check (store), ==, SK_KEYRING_LOCKED);
}

static void
in_absent (void)
{
  g_autoptr(SkKeyStore) store = sk_desktop_keys_new ();

  g_assert_cmpint (check (store), ==, SK_KEYRING_NONE);
  assert_found (store, "home", NULL, SK_KEYRING_NONE);
  assert_kept (store, "home", KEY, SK_KEY_PLACE_KEYRING, SK_KEY_PLACE_MEMORY);
  assert_found (store, "home", KEY, SK_KEYRING_OPEN);
  assert_forgotten (store, "home");
  assert_found (store, "home", NULL, SK_KEYRING_NONE);
}

/* A bus that starts nobody: the machine's would start a keyring. */
static const char bus_config[] =
  "<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context='default'>"
  "<allow send_destination='*' eavesdrop='true'/><allow eavesdrop='true'/><allow own='*'/>"
  "</policy></busconfig>";

static const struct
{
  const char *how;
  const char *daemon;           /* started in that session, in this way */
  void     (* test) (void);
} sessions[] = {
  { "unlocked", "printf pw | env -u G_DEBUG gnome-keyring-daemon --unlock --components=secrets "
                "--daemonize", in_unlocked },
  { "locked", "env -u G_DEBUG gnome-keyring-daemon --start --components=secrets", in_locked },
  { "absent", "true", in_absent },
};

/* In this order: what the first leaves behind, the second finds locked. */
static void
run_session (gsize i)
{
  g_autofree char *config = g_build_filename (g_get_home_dir (), "bus.conf", NULL);
  g_autofree char *config_option = g_strconcat ("--config-file=", config, NULL);
  g_autofree char *script = NULL;
  g_autoptr(GError) error = NULL;
  int status;

  g_assert_true (g_file_set_contents (config, bus_config, -1, NULL));
  /* GDBusProxy leaves weak references behind when libsecret is done with it */
  script = g_strdup_printf ("%s >/dev/null && "
                            "export ASAN_OPTIONS=\"${ASAN_OPTIONS:-}:detect_leaks=0\" && "
                            "exec %s --in-session %s",
                            sessions[i].daemon, g_get_prgname (), sessions[i].how);
  const char *const argv[] = { "dbus-run-session", config_option, "--", "sh", "-c", script, NULL };

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL,
                NULL, NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_spawn_check_wait_status (status, &error);
  g_assert_no_error (error);
}

static void
test_sessions (void)
{
  g_autofree char *bus = g_find_program_in_path ("dbus-run-session");
  g_autofree char *daemon = g_find_program_in_path ("gnome-keyring-daemon");

  if (bus == NULL || daemon == NULL)
    sk_part_missing ("there is no dbus-run-session, or no gnome-keyring-daemon");
  else
    for (gsize i = 0; i < G_N_ELEMENTS (sessions); i++)
      run_session (i);
}

static void
be_in_session (const char *how)
{
  for (gsize i = 0; i < G_N_ELEMENTS (sessions); i++)
    if (strcmp (sessions[i].how, how) == 0)
      sessions[i].test ();
}

#endif

/* --- all of it --- */

static char *
make_home (void)
{
  char *home = g_dir_make_tmp ("test-key-store-XXXXXX", NULL);
  g_autofree char *runtime = g_build_filename (home, "run", NULL);

  g_assert_cmpint (g_mkdir (runtime, 0700), ==, 0);
  g_setenv ("HOME", home, TRUE);
  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
  g_unsetenv ("XDG_CONFIG_HOME");
  g_unsetenv ("XDG_DATA_HOME");

  return home;
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *home = NULL;
  int status;

  g_set_prgname (argv[0]);
#ifdef HAVE_LIBSECRET
  if (argc == 3 && strcmp (argv[1], "--in-session") == 0)
    {
      be_in_session (argv[2]);
      return 0;
    }
#endif

  home = make_home ();
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/key-store/keyring/is-open", test_open);
  g_test_add_func ("/key-store/keyring/is-locked", test_locked);
  g_test_add_func ("/key-store/keyring/is-unlocked-by-a-click", test_unlocked);
  g_test_add_data_func ("/key-store/keyring/is-not-there", GUINT_TO_POINTER (1), test_none);
  g_test_add_data_func ("/key-store/keyring/is-not-in-this-build", NULL, test_none);
  g_test_add_func ("/key-store/one-key-a-workspace", test_moves);
  g_test_add_func ("/key-store/file/for-each-workspace", test_file_of_two);
  g_test_add_func ("/key-store/file/that-others-can-read", test_file_of_others);
#ifdef HAVE_LIBSECRET
  g_test_add_func ("/key-store/a-real-one", test_sessions);
#endif

  status = g_test_run ();
  sk_scratch_remove (home);
  return status;
}
