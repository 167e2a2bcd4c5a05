/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SkSecret SkSecret;

SkSecret   *sk_secret_new         (const char *text);
SkSecret   *sk_secret_ref         (SkSecret   *self);
void        sk_secret_unref       (SkSecret   *self);
const char *sk_secret_peek        (SkSecret   *self);
void        sk_secret_wipe        (char       *text);
void        sk_secret_forbid_core (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkSecret, sk_secret_unref)

G_END_DECLS
