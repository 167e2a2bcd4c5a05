/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SkInk:
 *
 * What text on a terminal looks like.
 */
typedef enum
{
  SK_INK_PLAIN,
  SK_INK_BOLD,
  SK_INK_DIM,
  SK_INK_GREEN,
  SK_INK_YELLOW,
  SK_INK_RED,
} SkInk;

void  sk_ink_start      (gboolean    may_colour);
void  sk_ink_print      (SkInk       ink,
                         const char *text);
void  sk_ink_print_line (SkInk       ink,
                         const char *text);
char *sk_ink_dup_fitted (const char *text,
                         guint       width);

G_END_DECLS
