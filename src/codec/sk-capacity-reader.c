/* sk-capacity-reader.c — a day of "capacity", wherever a format has it
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-capacity-reader-private.h"

#include "sk-plan.h"
#include "sk-time-codec.h"

typedef gboolean (* ReadObject) (JsonNode           *node,
                                 const char         *place,
                                 const SkJsonField  *fields,
                                 gsize               n_fields,
                                 gpointer            into,
                                 GError            **error);

typedef struct
{
  gint64 day;
  guint  free_minutes;
  guint  due_minutes;
} Read;

static const SkJsonField fields[] = {
  { "date", sk_json_read_day, G_STRUCT_OFFSET (Read, day), TRUE },
  { "free_minutes", sk_json_read_count, G_STRUCT_OFFSET (Read, free_minutes), TRUE },
  { "due_minutes", sk_json_read_count, G_STRUCT_OFFSET (Read, due_minutes), TRUE },
};

static gboolean
read_by (ReadObject   read_object,
         JsonNode    *node,
         const char  *place,
         GArray      *days,
         GError     **error)
{
  Read read = { 0 };

  if (!read_object (node, place, fields, G_N_ELEMENTS (fields), &read, error))
    return FALSE;

  SkCapacity capacity = {
    .day = read.day,
    .free = (gint64) read.free_minutes * 60,
    .due = (gint64) read.due_minutes * 60,
  };

  g_array_append_val (days, capacity);
  return TRUE;
}

/* Appends a day to @into; a key it does not know is an error. */
gboolean
sk_capacity_read (JsonNode    *node,
                  const char  *place,
                  gpointer     into,
                  GError     **error)
{
  return read_by (sk_json_read_object, node, place, into, error);
}

/* The same, for formats whose newer keys are passed over. */
gboolean
sk_capacity_read_known (JsonNode    *node,
                        const char  *place,
                        gpointer     into,
                        GError     **error)
{
  return read_by (sk_json_read_known, node, place, into, error);
}
