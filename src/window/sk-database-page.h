/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "sk-account.h"
#include "sk-bus-mirror.h"

G_BEGIN_DECLS

#define SK_TYPE_DATABASE_PAGE (sk_database_page_get_type ())
G_DECLARE_FINAL_TYPE (SkDatabasePage, sk_database_page, SK, DATABASE_PAGE, AdwBin)

void     sk_database_page_set_mirror (SkDatabasePage       *self,
                                      SkBusMirror          *mirror);
void     sk_database_page_set_offer  (SkDatabasePage       *self,
                                      const char           *workspace,
                                      SkAccountOffer       *offer);
gboolean sk_database_page_is_ready   (SkDatabasePage       *self);
void     sk_database_page_use_async  (SkDatabasePage       *self,
                                      GAsyncReadyCallback   callback,
                                      gpointer              user_data);
gboolean sk_database_page_use_finish (SkDatabasePage       *self,
                                      GAsyncResult         *result);

G_END_DECLS
