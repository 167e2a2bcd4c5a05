/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-task-source.h"

G_BEGIN_DECLS

#define SK_TYPE_FAKE_SOURCE (sk_fake_source_get_type ())
G_DECLARE_FINAL_TYPE (SkFakeSource, sk_fake_source, SK, FAKE_SOURCE, GObject)

/* The properties of a task that a write sets, as sk_task_source_describe() calls them. */
#define SK_FAKE_SCHEDULED "Place"
#define SK_FAKE_LAST_SCHEDULED "Planned"
#define SK_FAKE_STANDING "Standing"

/**
 * SkFakeShelf:
 * @is_placed: whether the task has a place
 * @place: which
 * @planned: when it was planned; 0: never
 *
 * What a source holds of a task, kept where it outlives the process.
 */
typedef struct
{
  gboolean is_placed;
  SkSpan   place;
  gint64   planned;
} SkFakeShelf;

/* What sources do is noted in the journal, one word per write: "home:a,b", or
 * "home!a,b" for one that was refused. */
SkFakeSource *sk_fake_source_new          (const char       *id,
                                           GString          *journal);
void          sk_fake_source_set_batch    (SkFakeSource     *self,
                                           guint             batch);
void          sk_fake_source_set_at_once  (SkFakeSource     *self,
                                           guint             at_once);
void          sk_fake_source_set_rules    (SkFakeSource     *self,
                                           SkRules          *rules);
void          sk_fake_source_add_task     (SkFakeSource     *self,
                                           const SkTaskInit *init);
void          sk_fake_source_add_busy     (SkFakeSource     *self,
                                           SkSpan            span,
                                           const char       *title);
void          sk_fake_source_add_note     (SkFakeSource     *self,
                                           const char       *words);
void          sk_fake_source_set_shelf    (SkFakeSource     *self,
                                           SkFakeShelf      *shelf,
                                           void            (*on_step) (void));
void          sk_fake_source_move_task    (SkFakeSource     *self,
                                           const char       *id,
                                           SkSpan            place);
void          sk_fake_source_change_due   (SkFakeSource     *self,
                                           const char       *id,
                                           SkWhen            due);
void          sk_fake_source_fail_fetch   (SkFakeSource     *self,
                                           GQuark            domain,
                                           int               code);
void          sk_fake_source_fail_write   (SkFakeSource     *self,
                                           guint             nth,
                                           GQuark            domain,
                                           int               code);
void          sk_fake_source_cancel_after (SkFakeSource     *self,
                                           guint             nth,
                                           GCancellable     *cancellable);
void          sk_fake_source_heal         (SkFakeSource     *self);
SkTask       *sk_fake_source_get_task     (SkFakeSource     *self,
                                           const char       *id);
guint         sk_fake_source_get_n_rests  (SkFakeSource     *self);
guint         sk_fake_source_get_n_fetches
                                          (SkFakeSource     *self);
guint         sk_fake_source_get_n_polls  (SkFakeSource     *self);
guint         sk_fake_source_get_n_writes (SkFakeSource     *self);
guint         sk_fake_source_get_most_at_once
                                          (SkFakeSource     *self);

G_END_DECLS
