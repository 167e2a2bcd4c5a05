/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SK_DISCARDS_FORMAT "slotkeeper-discarded/1"

/**
 * SkDiscard:
 * @source: the id of the source the task comes from
 * @task: the id of the task
 * @title: what it is called
 * @facts: what the change was decided by
 *
 * A change that the person did not want.
 */
typedef struct
{
  char *source;
  char *task;
  char *title;
  char *facts;
} SkDiscard;

SkDiscard *sk_discard_new          (const char  *source,
                                    const char  *task,
                                    const char  *title,
                                    const char  *facts);
void       sk_discard_free         (SkDiscard   *self);
char      *sk_discards_codec_write (GPtrArray   *discards);
GPtrArray *sk_discards_codec_read  (const char  *text,
                                    gsize        length,
                                    GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkDiscard, sk_discard_free)

G_END_DECLS
