/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SkProgram:
 * @out: what it has said on stdout so far
 * @err: what it has said on stderr so far
 * @status: how it ended; -1 while it runs, or if a signal ended it
 *
 * A program under test, run beside the test: what the test serves in its own
 * main context, the program gets.
 */
typedef struct
{
  GString       *out;
  GString       *err;
  int            status;

  GSubprocess   *process;
  guint          n_open;        /* pipes, and the process itself */
} SkProgram;

SkProgram *sk_program_start           (const char *const *argv,
                                       const char *const *environment);
SkProgram *sk_program_start_with      (const char *const *argv,
                                       const char *const *environment,
                                       const char        *input);
void       sk_program_free            (SkProgram         *self);
void       sk_program_wait            (SkProgram         *self);
gboolean   sk_program_wait_for_answer (SkProgram         *self,
                                       const char        *words);
void       sk_program_signal          (SkProgram         *self,
                                       int                number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkProgram, sk_program_free)

G_END_DECLS
