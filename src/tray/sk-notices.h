/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-notice.h"
#include "sk-state.h"

G_BEGIN_DECLS

/* What notices are about. */
#define SK_NOTICE_REVIEW "review"
#define SK_NOTICE_APPLIED "applied"
#define SK_NOTICE_LATE "late"
#define SK_NOTICE_ENDED "ended"
#define SK_NOTICE_START "start"
#define SK_NOTICE_TROUBLE "trouble"
#define SK_NOTICE_BACKGROUND "background"

/**
 * SkNews:
 * @fresh: (owned) (element-type SkNotice): what the person should be told
 * @stale: (owned): kinds that no longer hold, %NULL-terminated
 */
typedef struct
{
  GPtrArray *fresh;
  GPtrArray *stale;
} SkNews;

gboolean  sk_notices_may_compare    (SkState *state);
SkNews    sk_notices_compare        (SkState *before,
                                     SkState *after,
                                     gboolean tells_starts);
SkNotice *sk_notices_new_background (void);
void      sk_news_clear             (SkNews  *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SkNews, sk_news_clear)

G_END_DECLS
