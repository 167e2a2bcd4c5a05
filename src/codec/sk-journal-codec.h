/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-change-set.h"

G_BEGIN_DECLS

#define SK_JOURNAL_FORMAT "slotkeeper-journal/1"

/**
 * SkJournalAnswer:
 * @SK_JOURNAL_LINE: a line that is understood
 * @SK_JOURNAL_TORN: no whole line: what a crash or a full disk left
 * @SK_JOURNAL_STRANGE: a whole line, but of another version
 *
 * What a line of the journal turned out to be.
 */
typedef enum
{
  SK_JOURNAL_LINE,
  SK_JOURNAL_TORN,
  SK_JOURNAL_STRANGE,
} SkJournalAnswer;

void            sk_journal_codec_append (GString            *lines,
                                         const SkChangeSet  *set,
                                         const SkWrite      *write);
SkJournalAnswer sk_journal_codec_read   (const char         *text,
                                         gsize               length,
                                         SkChangeSet       **line);

G_END_DECLS
