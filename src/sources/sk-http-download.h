/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SkDownload:
 * @is_unchanged: whether the server says that what we have is still right
 * @body: (nullable): what it sent otherwise
 * @etag: (nullable): what to say next time
 * @modified: (nullable): likewise
 *
 * What came of a conditional read.
 */
typedef struct
{
  gboolean  is_unchanged;
  GBytes   *body;
  char     *etag;
  char     *modified;
} SkDownload;

/**
 * SkDownloadInit:
 * @address: (nullable): where from; http, https or webcal
 * @etag: (nullable): what it said last time
 * @modified: (nullable): likewise
 * @timeout_ms: after how long it is given up
 *
 * Named arguments for sk_http_download_async().
 */
typedef struct
{
  const char *address;
  const char *etag;
  const char *modified;
  guint       timeout_ms;
} SkDownloadInit;

void        sk_http_download_async  (const SkDownloadInit  *init,
                                     GCancellable          *cancellable,
                                     GAsyncReadyCallback    callback,
                                     gpointer               user_data);
SkDownload *sk_http_download_finish (GAsyncResult          *result,
                                     GError               **error);
void        sk_download_free        (SkDownload            *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkDownload, sk_download_free)

G_END_DECLS
