/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-journal.h"

G_BEGIN_DECLS

/**
 * SkUndoInit:
 * @sources: (element-type SkTaskSource): those that can be written
 * @journal: what is told of every write; must live as long as it
 * @id: (nullable): the set to take back, or the beginning of its id; %NULL: the last
 * @instead: (nullable) (transfer full): a set to put, instead of taking one back
 * @at: now, Unix seconds
 * @patience_ms: how long to wait while somebody else writes
 *
 * Named arguments for sk_undo_run_async().
 */
typedef struct
{
  GListModel  *sources;
  SkJournal   *journal;
  const char  *id;
  SkChangeSet *instead;
  gint64       at;
  guint        patience_ms;
} SkUndoInit;

/**
 * SkUndone:
 * @set: (owned): what was to be taken back, and what became of each part of it
 * @n_undone: how many tasks are as they were before, or have what was put
 * @n_tasks: how many it was about
 * @error: (owned) (nullable): the worst of what went wrong
 *
 * What became of an undo.
 */
typedef struct
{
  SkChangeSet *set;
  guint        n_undone;
  guint        n_tasks;
  GError      *error;
} SkUndone;

void      sk_undone_free     (SkUndone             *self);
void      sk_undo_run_async  (const SkUndoInit     *init,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);
SkUndone *sk_undo_run_finish (GAsyncResult         *result,
                              GError              **error);
gboolean  sk_undo_note_done  (SkJournal            *journal,
                              const SkChangeSet    *set,
                              guint                 first,
                              guint                 end,
                              GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkUndone, sk_undone_free)

G_END_DECLS
