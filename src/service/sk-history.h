/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-journal.h"

G_BEGIN_DECLS

GPtrArray   *sk_history_read (SkJournal   *journal,
                              gint64       from,
                              guint        most,
                              GError     **error);
SkChangeSet *sk_history_find (GPtrArray   *sets,
                              const char  *id,
                              gboolean    *is_ambiguous);

G_END_DECLS
