/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-account-source.h"
#include "sk-notion-source.h"

G_BEGIN_DECLS

#define SK_TYPE_NOTION_ACCOUNT (sk_notion_account_get_type ())
G_DECLARE_FINAL_TYPE (SkNotionAccount, sk_notion_account, SK, NOTION_ACCOUNT, GObject)

SkAccountSource *sk_notion_account_new (const SkNotionConfig  *config,
                                        GError               **error);

G_END_DECLS
