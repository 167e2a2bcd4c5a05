/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-promises.h"

G_BEGIN_DECLS

/* As many as a set of bits can hold. */
#define SK_SEARCH_MOST 64

/**
 * SkSearchResult:
 * @SK_SEARCH_FOUND: all of them have a reservation now
 * @SK_SEARCH_NONE: it is proved that there is no way
 * @SK_SEARCH_GAVE_UP: the steps were used up
 */
typedef enum
{
  SK_SEARCH_FOUND,
  SK_SEARCH_NONE,
  SK_SEARCH_GAVE_UP,
} SkSearchResult;

SkSearchResult sk_search_reserve (SkPromises *promises,
                                  const int  *numbers,
                                  int         n,
                                  int         budget);

G_END_DECLS
