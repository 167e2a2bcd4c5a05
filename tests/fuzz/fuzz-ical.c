/* fuzz-ical.c — whatever a calendar is, decoding it ends, and in order
 *
 * For libFuzzer, by hand:
 *
 *   CC=clang meson setup build-fuzz -Dfuzz=enabled -Db_lundef=false \
 *     -Db_sanitize=address,undefined -Dc_args=-fsanitize=fuzzer-no-link
 *   ninja -C build-fuzz tests/fuzz/fuzz-ical
 *   build-fuzz/tests/fuzz/fuzz-ical -max_total_time=600 -timeout=60 \
 *     -dict=tests/fuzz/ical.dict corpus tests/fuzz/ical
 *
 * What it found is kept in tests/fuzz/ical and decoded by test-ical-corpus.c.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ical-decode.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            size_t        size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  const SkSpan span = { 1792360800, 1792360800 + 14 * 86400 };  /* around a clock change */
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) events = sk_ical_decode (text, size, &(SkIcalWish) {
    .calendar = "fuzz", .span = span, .zone = zone,
  }, notes, NULL);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      SkSpan found = sk_event_get_span (g_ptr_array_index (events, i));

      g_assert_cmpint (found.end, >=, found.start);
      g_assert_true (found.start < span.end && found.end >= span.start);
      g_assert_true (i == 0 || sk_event_compare (g_ptr_array_index (events, i - 1),
                                                 g_ptr_array_index (events, i)) <= 0);
    }

  return 0;
}
