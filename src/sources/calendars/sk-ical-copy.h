/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SkIcalCopy:
 * @bytes: the calendar
 * @etag: (nullable): what the server said of it
 * @modified: (nullable): likewise
 * @read_at: Unix seconds at which it was still right
 *
 * What a calendar held when it was last read.
 */
typedef struct
{
  GBytes *bytes;
  char   *etag;
  char   *modified;
  gint64  read_at;
} SkIcalCopy;

char       *sk_ical_copy_dup_path (const char       *folder,
                                   const char       *place);
SkIcalCopy *sk_ical_copy_load     (const char       *path);
gboolean    sk_ical_copy_store    (const char       *path,
                                   GBytes           *bytes,
                                   const char       *etag,
                                   const char       *modified);
void        sk_ical_copy_touch    (const char       *path);
void        sk_ical_copy_expect   (const char       *path);
void        sk_ical_copy_drop     (const char       *path);
void        sk_ical_copy_free     (SkIcalCopy       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkIcalCopy, sk_ical_copy_free)

G_END_DECLS
