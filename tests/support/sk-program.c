/* sk-program.c — a program under test, run and listened to
 *
 * Nothing here waits for time to pass: the main context turns until the
 * program has said or done something.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-program.h"

#define CHUNK 4096
#define PATIENCE 10             /* seconds, for what should be there at once */

/* One of its two pipes. */
typedef struct
{
  SkProgram *program;
  GString   *text;
} Pipe;

static void listen_on (GInputStream *stream,
                       Pipe         *pipe);

static void
on_said (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Pipe *pipe = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result,
                                                              &error);

  g_assert_no_error (error);
  if (g_bytes_get_size (bytes) > 0)
    {
      g_string_append_len (pipe->text, g_bytes_get_data (bytes, NULL),
                           (gssize) g_bytes_get_size (bytes));
      listen_on (G_INPUT_STREAM (source), pipe);
      return;
    }

  pipe->program->n_open--;
  g_free (pipe);
}

static void
listen_on (GInputStream *stream,
           Pipe         *pipe)
{
  g_input_stream_read_bytes_async (stream, CHUNK, G_PRIORITY_DEFAULT, NULL, on_said, pipe);
}

static void
add_pipe (SkProgram    *self,
          GInputStream *stream,
          GString      *text)
{
  Pipe *pipe = g_new (Pipe, 1);

  *pipe = (Pipe) { self, text };
  self->n_open++;
  listen_on (stream, pipe);
}

static void
on_ended (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  SkProgram *self = user_data;
  g_autoptr(GError) error = NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  if (g_subprocess_get_if_exited (self->process))
    self->status = g_subprocess_get_exit_status (self->process);
  self->n_open--;
}

static void
feed (SkProgram  *self,
      const char *input)
{
  GOutputStream *stream = g_subprocess_get_stdin_pipe (self->process);
  g_autoptr(GError) error = NULL;

  /* it need not wait for what it does not want */
  if (!g_output_stream_write_all (stream, input, strlen (input), NULL, NULL, &error))
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  g_output_stream_close (stream, NULL, NULL);
}

/**
 * sk_program_start_with:
 * @argv: the program and its arguments
 * @environment: all of its environment, as NAME=value
 * @input: (nullable): what it can read, no more than a pipe holds
 *
 * Returns: (transfer full): the program
 */
SkProgram *
sk_program_start_with (const char *const *argv,
                       const char *const *environment,
                       const char        *input)
{
  GSubprocessFlags flags = input != NULL ? G_SUBPROCESS_FLAGS_STDIN_PIPE : 0;
  g_autoptr(GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (flags | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                               G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr(GError) error = NULL;
  SkProgram *self = g_new0 (SkProgram, 1);

  g_subprocess_launcher_set_environ (launcher, (char **) environment);
  self->out = g_string_new (NULL);
  self->err = g_string_new (NULL);
  self->status = -1;
  self->process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);

  add_pipe (self, g_subprocess_get_stdout_pipe (self->process), self->out);
  add_pipe (self, g_subprocess_get_stderr_pipe (self->process), self->err);
  self->n_open++;
  g_subprocess_wait_async (self->process, NULL, on_ended, self);
  if (input != NULL)
    feed (self, input);

  return self;
}

/**
 * sk_program_start:
 * @argv: the program and its arguments
 * @environment: all of its environment, as NAME=value
 *
 * Starts it with nothing to read.
 *
 * Returns: (transfer full): the program
 */
SkProgram *
sk_program_start (const char *const *argv,
                  const char *const *environment)
{
  return sk_program_start_with (argv, environment, NULL);
}

/* Ends it, if it has not ended. */
void
sk_program_free (SkProgram *self)
{
  if (self->n_open > 0)
    g_subprocess_force_exit (self->process);
  sk_program_wait (self);

  g_object_unref (self->process);
  g_string_free (self->out, TRUE);
  g_string_free (self->err, TRUE);
  g_free (self);
}

/* Until it has ended, and everything it said is here. */
void
sk_program_wait (SkProgram *self)
{
  while (self->n_open > 0)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
on_patience_ended (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;

  return G_SOURCE_CONTINUE;
}

/**
 * sk_program_wait_for_answer:
 * @self: a program
 * @words: what is waited for
 *
 * Returns: whether @words stand on stdout; %FALSE: it ended without them, or
 *   seems never to say them
 */
gboolean
sk_program_wait_for_answer (SkProgram  *self,
                            const char *words)
{
  gboolean impatient = FALSE;
  guint timer = g_timeout_add_seconds (PATIENCE, on_patience_ended, &impatient);

  while (strstr (self->out->str, words) == NULL && self->n_open > 0 && !impatient)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (timer);
  return strstr (self->out->str, words) != NULL;
}

void
sk_program_signal (SkProgram *self,
                   int        number)
{
  g_subprocess_send_signal (self->process, number);
}
