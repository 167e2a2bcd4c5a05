/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-change.h"

G_BEGIN_DECLS

/**
 * SkChangeSet:
 * @id: (owned): its name
 * @at: when it was decided, Unix seconds
 * @digest: (owned) (nullable): the digest of the changes
 * @undoes: (owned) (nullable): the id of the set that it takes back
 * @writes: (owned) (element-type SkWrite): its properties, those of a task one
 *   after the other
 *
 * What was written in one go, and is taken back in one go.
 */
typedef struct
{
  char   *id;
  gint64  at;
  char   *digest;
  char   *undoes;
  GArray *writes;
} SkChangeSet;

char        *sk_change_set_dup_id        (gint64             at);
SkChangeSet *sk_change_set_new           (const char        *id,
                                          gint64             at,
                                          const char        *digest,
                                          const char        *undoes);
void         sk_change_set_free          (SkChangeSet       *self);
guint        sk_change_set_find_end      (const SkChangeSet *self,
                                          guint              first);
guint        sk_change_set_count         (const SkChangeSet *self,
                                          SkOutcome          outcome);
const char  *sk_change_set_get_workspace (const SkChangeSet *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkChangeSet, sk_change_set_free)

G_END_DECLS
