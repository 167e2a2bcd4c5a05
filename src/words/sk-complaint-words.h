/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-complaint.h"
#include "sk-rules.h"

G_BEGIN_DECLS

char *sk_words_dup_complaint (const SkComplaint *complaint,
                              SkRules           *rules);

G_END_DECLS
