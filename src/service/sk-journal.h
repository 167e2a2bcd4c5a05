/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sys/types.h>

#include "sk-change-set.h"

G_BEGIN_DECLS

/**
 * SkJournalOps:
 * @write: as write(2)
 * @sync: as fsync(2)
 *
 * What the journal asks of the system: a test may stand between the two.
 */
typedef struct
{
  ssize_t (* write) (int         fd,
                     const void *bytes,
                     size_t      n);
  int     (* sync)  (int         fd);
} SkJournalOps;

typedef struct _SkJournal SkJournal;

/**
 * SkJournalVisit:
 * @line: a set with the one change of the line
 * @user_data: what was given to sk_journal_visit()
 *
 * Takes a line of the journal.
 */
typedef void (* SkJournalVisit) (const SkChangeSet *line,
                                 gpointer           user_data);

SkJournal  *sk_journal_new           (const char          *folder,
                                      const SkJournalOps  *ops);
void        sk_journal_free          (SkJournal           *self);
const char *sk_journal_get_folder    (SkJournal           *self);
const char *sk_journal_get_lock_path (SkJournal           *self);
gint64      sk_journal_get_end       (SkJournal           *self);
gboolean    sk_journal_append        (SkJournal           *self,
                                      GString             *lines,
                                      GError             **error);
gboolean    sk_journal_append_writes (SkJournal           *self,
                                      const SkChangeSet   *set,
                                      guint                first,
                                      guint                end,
                                      GError             **error);
gboolean    sk_journal_visit         (SkJournal           *self,
                                      gint64               from,
                                      SkJournalVisit       visit,
                                      gpointer             user_data,
                                      GError             **error);
guint       sk_journal_get_n_torn    (SkJournal           *self);
gint64      sk_journal_get_settled   (SkJournal           *self);
void        sk_journal_set_settled   (SkJournal           *self,
                                      gint64               settled);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkJournal, sk_journal_free)

G_END_DECLS
