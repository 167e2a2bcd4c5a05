/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-busy-source.h"
#include "sk-secret.h"

G_BEGIN_DECLS

#define SK_TYPE_ICAL_SOURCE (sk_ical_source_get_type ())
G_DECLARE_FINAL_TYPE (SkIcalSource, sk_ical_source, SK, ICAL_SOURCE, GObject)

/**
 * SkIcalConfig:
 * @name: what the calendar is called
 * @id: (nullable): what its copy is known by; %NULL: by where it is
 * @path: (nullable): the file, or a folder of them
 * @address: (nullable): where it is instead
 * @trouble: (nullable): why it is not known where it is
 * @copies: (nullable): the folder in which the last good copy is kept
 * @colour: (nullable): how it is shown
 * @is_free: whether nothing in it takes time
 * @timeout_ms: after how long a read is given up; 0: as usual
 *
 * Named arguments for sk_ical_source_new().
 */
typedef struct
{
  const char   *name;
  const char   *id;
  const char   *path;
  SkSecret     *address;
  const GError *trouble;
  const char   *copies;
  const char   *colour;
  gboolean      is_free;
  guint         timeout_ms;
} SkIcalConfig;

SkBusySource *sk_ical_source_new        (const SkIcalConfig *config);
gboolean      sk_ical_source_is_address (const char         *text);

G_END_DECLS
