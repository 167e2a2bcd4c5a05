/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-change.h"
#include "sk-snapshot.h"

G_BEGIN_DECLS

#define SK_TYPE_TASK_SOURCE (sk_task_source_get_type ())
G_DECLARE_INTERFACE (SkTaskSource, sk_task_source, SK, TASK_SOURCE, GObject)

/**
 * SkTaskSourceInterface:
 * @get_id: what sk_task_get_source() of its tasks says
 * @get_batch: how many changes one write may carry: all of them arrive, or none
 * @get_at_once: (nullable): how many writes may be under way at a time; %NULL: one
 * @describe: what a write would put where; pure
 * @describe_done: what would say that a task is done; pure, after a fetch
 * @rest: (nullable): lets go of what is only of use while something is asked for
 * @fetch_async: reads everything; a part is an error
 * @fetch_finish: (transfer full)
 * @poll_async: asks whether reading everything again would be of use
 * @poll_finish: whether that is known
 * @write_async: writes up to a batch of changes
 * @write_finish: whether all of them are written
 * @put_async: puts raw values where other raw values still are, in one task
 * @put_finish: whether all of them are there
 *
 * A place tasks come from and plans go back to.
 */
struct _SkTaskSourceInterface
{
  GTypeInterface parent_iface;

  const char *(*get_id)       (SkTaskSource         *self);
  guint       (*get_batch)    (SkTaskSource         *self);
  guint       (*get_at_once)  (SkTaskSource         *self);
  void        (*describe)     (SkTaskSource         *self,
                               const SkChange       *change,
                               SkRules              *rules,
                               GArray               *writes);
  gboolean    (*describe_done) (SkTaskSource        *self,
                               SkTask               *task,
                               GArray               *writes,
                               GError              **error);
  void        (*rest)         (SkTaskSource         *self);
  void        (*fetch_async)  (SkTaskSource         *self,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
  SkSnapshot *(*fetch_finish) (SkTaskSource         *self,
                               GAsyncResult         *result,
                               GError              **error);
  void        (*poll_async)   (SkTaskSource         *self,
                               gint64                since,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
  gboolean    (*poll_finish)  (SkTaskSource         *self,
                               GAsyncResult         *result,
                               guint                *n_edited,
                               GError              **error);
  void        (*write_async)  (SkTaskSource         *self,
                               GArray               *changes,
                               SkRules              *rules,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
  gboolean    (*write_finish) (SkTaskSource         *self,
                               GAsyncResult         *result,
                               GError              **error);
  void        (*put_async)    (SkTaskSource         *self,
                               GArray               *writes,
                               GCancellable         *cancellable,
                               GAsyncReadyCallback   callback,
                               gpointer              user_data);
  gboolean    (*put_finish)   (SkTaskSource         *self,
                               GAsyncResult         *result,
                               GError              **error);
};

const char *sk_task_source_get_id       (SkTaskSource         *self);
guint       sk_task_source_get_batch    (SkTaskSource         *self);
guint       sk_task_source_get_at_once  (SkTaskSource         *self);
void        sk_task_source_describe     (SkTaskSource         *self,
                                         const SkChange       *change,
                                         SkRules              *rules,
                                         GArray               *writes);
gboolean    sk_task_source_describe_done
                                        (SkTaskSource         *self,
                                         SkTask               *task,
                                         GArray               *writes,
                                         GError              **error);
void        sk_task_source_rest         (SkTaskSource         *self);
void        sk_task_source_fetch_async  (SkTaskSource         *self,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
SkSnapshot *sk_task_source_fetch_finish (SkTaskSource         *self,
                                         GAsyncResult         *result,
                                         GError              **error);
void        sk_task_source_poll_async   (SkTaskSource         *self,
                                         gint64                since,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean    sk_task_source_poll_finish  (SkTaskSource         *self,
                                         GAsyncResult         *result,
                                         guint                *n_edited,
                                         GError              **error);
void        sk_task_source_write_async  (SkTaskSource         *self,
                                         GArray               *changes,
                                         SkRules              *rules,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean    sk_task_source_write_finish (SkTaskSource         *self,
                                         GAsyncResult         *result,
                                         GError              **error);
void        sk_task_source_put_async    (SkTaskSource         *self,
                                         GArray               *writes,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean    sk_task_source_put_finish   (SkTaskSource         *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
