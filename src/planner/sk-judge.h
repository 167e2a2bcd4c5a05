/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-promises.h"

G_BEGIN_DECLS

void sk_judge_late      (SkAgenda *agenda);
void sk_judge_slack     (SkAgenda *agenda);
void sk_judge_reasons   (SkAgenda *agenda);
void sk_judge_refusals  (SkAgenda *agenda);

G_END_DECLS
