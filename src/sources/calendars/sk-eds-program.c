/* sk-eds-program.c — the helper that reads the desktop's calendars
 *
 * It links what would triple the size of the service, and it ends after each
 * read.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-eds-program.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"

#define NAME "slotkeeper-eds"
#define TIMEOUT_SECONDS 60
#define MAX_ANSWER (32u * 1024 * 1024)
#define EXIT_NO_SERVER 3

typedef struct
{
  GSubprocess *process;
  GSource     *deadline;
  gboolean     is_late;
} Run;

static void
run_free (Run *self)
{
  if (self->deadline != NULL)
    g_source_destroy (self->deadline);
  g_clear_pointer (&self->deadline, g_source_unref);
  g_clear_object (&self->process);
  g_free (self);
}

/* In the build tree it stands beside the folder of the program that asks. */
static char *
dup_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self != NULL ? g_path_get_dirname (self) : g_strdup ("/");
  g_autofree char *tree = g_path_get_dirname (folder);
  g_autofree char *built = g_build_filename (tree, "eds", NAME, NULL);

  return g_file_test (built, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer (&built)
                                                        : g_build_filename (LIBEXECDIR, NAME, NULL);
}

static void
return_absent (GTask *task)
{
  g_task_return_new_error (task, SK_ERROR, SK_ERROR_MISSING,
                           _("the desktop’s calendars cannot be read here, because there is no "
                             "Evolution Data Server. Add the address of the calendar instead."));
}

static void
on_answered (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  Run *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) answer = NULL;
  gboolean is_over = g_subprocess_communicate_finish (self->process, result, &answer, NULL, &error);

  if (!is_over && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_subprocess_force_exit (self->process);
      g_task_return_error (task, g_steal_pointer (&error));
    }
  else if (is_over && g_subprocess_get_successful (self->process) &&
           g_bytes_get_size (answer) <= MAX_ANSWER)
    {
      g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) g_bytes_unref);
    }
  else if (is_over && g_subprocess_get_if_exited (self->process) &&
           g_subprocess_get_exit_status (self->process) == EXIT_NO_SERVER)
    {
      return_absent (task);
    }
  else
    {
      g_task_return_new_error (task, SK_ERROR, SK_ERROR_BUSY, "%s",
                               self->is_late
                               ? _("the desktop’s calendars did not answer in time.")
                               : _("the desktop does not let it be read. See whether it is still "
                                   "there."));
    }
}

static gboolean
on_late (gpointer user_data)
{
  Run *self = user_data;

  self->is_late = TRUE;
  g_subprocess_force_exit (self->process);

  return G_SOURCE_REMOVE;
}

/**
 * sk_eds_program_run_async:
 * @program: (nullable): the helper; %NULL: where it is installed
 * @args: what it is to do, %NULL-terminated
 * @cancellable: (nullable): stops it
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Runs the helper once.
 */
void
sk_eds_program_run_async (const char          *program,
                          const char *const   *args,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *path = program != NULL ? g_strdup (program) : dup_program ();
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) argv = NULL;
  Run *self = g_new0 (Run, 1);

  g_task_set_source_tag (task, sk_eds_program_run_async);
  g_task_set_task_data (task, self, (GDestroyNotify) run_free);
  g_strv_builder_add (builder, path);
  g_strv_builder_addv (builder, (const char **) args);
  argv = g_strv_builder_end (builder);
  self->process = g_subprocess_newv ((const char *const *) argv,
                                     G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                     G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
  if (self->process == NULL)
    {
      return_absent (task);
      return;
    }

  self->deadline = g_timeout_source_new_seconds (TIMEOUT_SECONDS);
  g_source_set_callback (self->deadline, on_late, self, NULL);
  g_source_attach (self->deadline, g_task_get_context (task));
  g_subprocess_communicate_async (self->process, NULL, cancellable, on_answered,
                                  g_object_ref (task));
}

/**
 * sk_eds_program_run_finish:
 * @result: what the callback was given
 * @error: an SkError, half a sentence to follow the name of the calendar
 *
 * Returns: (transfer full) (nullable): what it said
 */
GBytes *
sk_eds_program_run_finish (GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
