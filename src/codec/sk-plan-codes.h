/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-plan.h"

G_BEGIN_DECLS

/**
 * SkCodes:
 * @codes: the words of a format, in the order of an enum
 * @n: how many there are
 */
typedef struct
{
  const char *const *codes;
  guint              n;
} SkCodes;

extern const SkCodes sk_change_codes;
extern const SkCodes sk_fixed_codes;
extern const SkCodes sk_why_codes;
extern const SkCodes sk_late_codes;
extern const SkCodes sk_warning_codes;
extern const SkCodes sk_blocked_by_codes;
extern const SkCodes sk_unplaced_codes;
extern const SkCodes sk_left_codes;
extern const SkCodes sk_outcome_codes;
extern const SkCodes sk_stability_codes;
extern const SkCodes sk_effect_codes;
extern const SkCodes sk_phase_codes;

static inline const char *
sk_codes_get (const SkCodes *self,
              guint          i)
{
  g_return_val_if_fail (i < self->n, NULL);

  return self->codes[i];
}

G_END_DECLS
