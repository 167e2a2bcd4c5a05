/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-span.h"

G_BEGIN_DECLS

#define SK_MEMORY_FORMAT "slotkeeper-memory/1"

/* SkMemoryInit.paused_until of a pause that nobody gave an end. */
#define SK_MEMORY_UNTIL_RESUMED G_MAXINT64

/**
 * SkMark:
 * @source: (owned) (nullable): the id of the source the task comes from
 * @task: (owned): the id of the task
 * @span: the place it is about
 *
 * Something the person said about a task and a place.
 */
typedef struct
{
  char   *source;
  char   *task;
  SkSpan  span;
} SkMark;

/**
 * SkMemoryInit:
 * @paused_until: Unix seconds; 0: not paused; %SK_MEMORY_UNTIL_RESUMED
 * @pins: (element-type SkMark): where tasks are to be
 * @bans: (element-type SkMark): where they are not to be
 * @released: (element-type SkMark): the person's own moves that need not be kept
 *
 * What is remembered, from one run to the next.
 */
typedef struct
{
  gint64  paused_until;
  GArray *pins;
  GArray *bans;
  GArray *released;
} SkMemoryInit;

GArray   *sk_mark_array_new     (void);
void      sk_mark_array_add     (GArray              *array,
                                 const char          *source,
                                 const char          *task,
                                 SkSpan               span);
void      sk_memory_init_begin  (SkMemoryInit        *init);
void      sk_memory_init_clear  (SkMemoryInit        *init);
char     *sk_memory_codec_write (const SkMemoryInit  *init);
gboolean  sk_memory_codec_read  (const char          *text,
                                 gsize                length,
                                 SkMemoryInit        *init,
                                 GError             **error);

G_END_DECLS
