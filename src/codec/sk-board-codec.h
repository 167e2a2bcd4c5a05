/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-board.h"

G_BEGIN_DECLS

SkBoard *sk_board_codec_read (const char  *text,
                              gsize        length,
                              GError     **error);

G_END_DECLS
