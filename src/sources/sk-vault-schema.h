/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsecret/secret.h>

G_BEGIN_DECLS

extern const SecretSchema sk_vault_schema;

GHashTable *sk_vault_schema_make_attributes (const char *workspace);
char       *sk_vault_schema_dup_label       (const char *name);

G_END_DECLS
