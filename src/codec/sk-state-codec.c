/* sk-state-codec.c — what the service is about, slotkeeper-state/1
 *
 * Written by the service for the bus and for "slotkeeperctl status", and read
 * by the window.  Times are in the person's zone.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-state-codec.h"

#include "sk-capacity-reader-private.h"
#include "sk-error.h"
#include "sk-json-reader.h"
#include "sk-plan-codes.h"
#include "sk-summary-codec.h"
#include "sk-time-codec.h"

#define UNTIL_RESUMED "until-resumed"

static const char *const error_codes[] = {
  "offline", "busy", "denied", "missing", "conflict", "malformed", "setting", "partial", "check",
};

/* --- writing --- */

static void
add_count (JsonBuilder *builder,
           const char  *key,
           gint64       count)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, count);
}

static void
add_instant (JsonBuilder *builder,
             const char  *key,
             gint64       instant,      /* 0: none */
             GTimeZone   *zone)
{
  g_autofree char *text = instant != 0 ? sk_instant_print (instant, zone) : NULL;

  sk_json_add_text (builder, key, text);
}

static void
add_slot (JsonBuilder  *builder,
          const SkSlot *slot,
          GTimeZone    *zone)
{
  gboolean has_place = !sk_span_is_empty (slot->span);

  json_builder_begin_object (builder);
  sk_json_add_text (builder, "task", slot->task);
  sk_json_add_text (builder, "title", slot->title);
  add_instant (builder, "start", has_place ? slot->span.start : 0, zone);
  add_instant (builder, "end", has_place ? slot->span.end : 0, zone);
  json_builder_end_object (builder);
}

static void
add_one_slot (JsonBuilder  *builder,
              const char   *key,
              const SkSlot *slot,       /* (nullable) */
              GTimeZone    *zone)
{
  json_builder_set_member_name (builder, key);
  if (slot != NULL)
    add_slot (builder, slot, zone);
  else
    json_builder_add_null_value (builder);
}

typedef const SkSlot *(* GetSlot) (SkState *state,
                                   guint    i);

static void
add_slots (JsonBuilder *builder,
           const char  *key,
           SkState     *state,
           guint        n,
           GetSlot      get,
           GTimeZone   *zone)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n; i++)
    add_slot (builder, get (state, i), zone);
  json_builder_end_array (builder);
}

static void
add_progress (JsonBuilder *builder,
              SkState     *state)
{
  json_builder_set_member_name (builder, "progress");
  if (sk_state_get_total (state) == 0)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  add_count (builder, "done", sk_state_get_done (state));
  add_count (builder, "total", sk_state_get_total (state));
  json_builder_end_object (builder);
}

static void
add_paused (JsonBuilder *builder,
            SkState     *state,
            GTimeZone   *zone)
{
  if (sk_state_get_paused_until (state) == SK_PAUSED_UNTIL_RESUMED)
    sk_json_add_text (builder, "paused_until", UNTIL_RESUMED);
  else
    add_instant (builder, "paused_until", sk_state_get_paused_until (state), zone);
}

static void
add_written (JsonBuilder *builder,
             SkState     *state)
{
  json_builder_set_member_name (builder, "written");
  if (sk_state_get_last_set (state) == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  sk_json_add_text (builder, "id", sk_state_get_last_set (state));
  add_count (builder, "changes", sk_state_get_last_written (state));
  json_builder_end_object (builder);
}

static void
add_capacity (JsonBuilder *builder,
              SkState     *state,
              GTimeZone   *zone)
{
  json_builder_set_member_name (builder, "capacity");
  json_builder_begin_array (builder);
  for (guint i = 0; i < sk_state_get_n_capacity (state); i++)
    {
      const SkCapacity *capacity = sk_state_get_capacity (state, i);
      g_autofree char *date = sk_when_print (sk_when_day (capacity->day), zone);

      json_builder_begin_object (builder);
      sk_json_add_text (builder, "date", date);
      add_count (builder, "free_minutes", capacity->free / 60);
      add_count (builder, "due_minutes", capacity->due / 60);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* What is no error of ours is not known to get better by itself. */
static void
add_error (JsonBuilder  *builder,
           const GError *error)         /* (nullable) */
{
  json_builder_set_member_name (builder, "error");
  if (error == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  json_builder_begin_object (builder);
  sk_json_add_text (builder, "code", error->domain == SK_ERROR ? error_codes[error->code]
                                                               : "partial");
  sk_json_add_text (builder, "text", error->message);
  json_builder_end_object (builder);
}

static void
add_notices (JsonBuilder *builder,
             SkState     *state)
{
  const char *const *notices = sk_state_get_notices (state);

  json_builder_set_member_name (builder, "notices");
  json_builder_begin_array (builder);
  for (guint i = 0; notices != NULL && notices[i] != NULL; i++)
    json_builder_add_string_value (builder, notices[i]);
  json_builder_end_array (builder);
}

static void
add_workspaces (JsonBuilder *builder,
                SkState     *state)
{
  json_builder_set_member_name (builder, "workspaces");
  json_builder_begin_array (builder);
  for (guint i = 0; i < sk_state_get_n_workspaces (state); i++)
    {
      const SkPlace *place = sk_state_get_workspace (state, i);

      json_builder_begin_object (builder);
      sk_json_add_text (builder, "id", place->id);
      sk_json_add_text (builder, "name", place->name);
      sk_json_add_text (builder, "kind", place->kind);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static GTimeZone *
get_zone (SkState *state)
{
  const char *name = sk_state_get_zone_name (state);
  GTimeZone *zone = name != NULL ? sk_zone_parse (name) : NULL;

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

/**
 * sk_state_codec_write:
 * @state: a state
 *
 * Returns: (transfer full): formats.md §5, JSON, ended by a newline
 */
char *
sk_state_codec_write (SkState *state)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GTimeZone) zone = get_zone (state);

  json_builder_begin_object (builder);
  sk_json_add_text (builder, "format", SK_STATE_FORMAT);
  add_count (builder, "revision", (gint64) sk_state_get_revision (state));
  sk_json_add_text (builder, "phase", sk_codes_get (&sk_phase_codes, sk_state_get_phase (state)));
  add_instant (builder, "at", sk_state_get_at (state), zone);
  sk_json_add_text (builder, "timezone", sk_state_get_zone_name (state));
  sk_summary_add (builder, "counts", sk_state_get_counts (state));
  add_count (builder, "changes", sk_state_get_n_changes (state));
  sk_json_add_text (builder, "digest", sk_state_get_digest (state));
  add_one_slot (builder, "running", sk_state_get_running (state), zone);
  add_slots (builder, "next", state, sk_state_get_n_next (state), sk_state_get_next, zone);
  add_slots (builder, "late", state, sk_state_get_n_late (state), sk_state_get_late, zone);
  add_one_slot (builder, "ended", sk_state_get_ended (state), zone);
  add_instant (builder, "next_pass", sk_state_get_next_pass (state), zone);
  add_progress (builder, state);
  add_paused (builder, state, zone);
  sk_json_add_flag (builder, "can_undo", sk_state_can_undo (state));
  add_written (builder, state);
  add_capacity (builder, state, zone);
  add_error (builder, sk_state_get_error (state));
  add_notices (builder, state);
  add_workspaces (builder, state);
  json_builder_end_object (builder);

  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = sk_json_print (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}

/* --- reading --- */

typedef struct
{
  guint       code;
  const char *text;
} Trouble;

typedef struct
{
  const char *id;
  guint       n;
} Written;

/* What the text says; strings are the tree's. */
typedef struct
{
  SkStateInit  init;
  double       revision;
  GArray      *running;         /* (element-type SkSlot): none or one */
  GArray      *next;
  GArray      *late;
  GArray      *ended;           /* likewise */
  Written      written;
  GArray      *capacity;
  Trouble      trouble;
  GPtrArray   *notices;
  GArray      *workspaces;
} Read;

static gboolean
read_format (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  return sk_json_read_format (node, place, SK_STATE_FORMAT, error);
}

static gboolean
read_phase (JsonNode    *node,
            const char  *place,
            gpointer     into,
            GError     **error)
{
  guint phase;

  if (!sk_json_read_code (node, place, sk_phase_codes.codes, sk_phase_codes.n, &phase, error))
    return FALSE;

  *(SkPhase *) into = phase;
  return TRUE;
}

typedef struct
{
  const char *task;
  const char *title;
  SkSpan      span;
} SlotRead;

static const SkJsonField slot_fields[] = {
  { "task", sk_json_read_string, G_STRUCT_OFFSET (SlotRead, task), TRUE },
  { "title", sk_json_read_string, G_STRUCT_OFFSET (SlotRead, title), TRUE },
  { "start", sk_json_read_instant, G_STRUCT_OFFSET (SlotRead, span.start), FALSE },
  { "end", sk_json_read_instant, G_STRUCT_OFFSET (SlotRead, span.end), FALSE },
};

static gboolean
read_slot (JsonNode    *node,
           const char  *place,
           gpointer     into,
           GError     **error)
{
  SlotRead slot = { NULL };

  if (!sk_json_read_object (node, place, slot_fields, G_N_ELEMENTS (slot_fields), &slot, error))
    return FALSE;

  sk_slot_array_add (into, slot.task, slot.title, slot.span);
  return TRUE;
}

static gboolean
read_one_slot (JsonNode    *node,
               const char  *place,
               gpointer     into,
               GError     **error)
{
  return read_slot (node, place, *(gpointer *) into, error);
}

static gboolean
read_slots (JsonNode    *node,
            const char  *place,
            gpointer     into,
            GError     **error)
{
  return sk_json_read_array (node, place, read_slot, *(gpointer *) into, error);
}

static const SkJsonField progress_fields[] = {
  { "done", sk_json_read_count, G_STRUCT_OFFSET (SkStateInit, done), TRUE },
  { "total", sk_json_read_count, G_STRUCT_OFFSET (SkStateInit, total), TRUE },
};

static gboolean
read_progress (JsonNode    *node,
               const char  *place,
               gpointer     into,
               GError     **error)
{
  return sk_json_read_object (node, place, progress_fields, G_N_ELEMENTS (progress_fields), into,
                              error);
}

static gboolean
read_paused (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  if (json_node_get_value_type (node) == G_TYPE_STRING &&
      strcmp (json_node_get_string (node), UNTIL_RESUMED) == 0)
    {
      *(gint64 *) into = SK_PAUSED_UNTIL_RESUMED;
      return TRUE;
    }

  return sk_json_read_instant (node, place, into, error);
}

static const SkJsonField written_fields[] = {
  { "id", sk_json_read_string, G_STRUCT_OFFSET (Written, id), TRUE },
  { "changes", sk_json_read_count, G_STRUCT_OFFSET (Written, n), TRUE },
};

static gboolean
read_written (JsonNode    *node,
              const char  *place,
              gpointer     into,
              GError     **error)
{
  return sk_json_read_object (node, place, written_fields, G_N_ELEMENTS (written_fields), into,
                              error);
}

static gboolean
read_capacity (JsonNode    *node,
               const char  *place,
               gpointer     into,
               GError     **error)
{
  return sk_json_read_array (node, place, sk_capacity_read, *(GArray **) into, error);
}

static gboolean
read_error_code (JsonNode    *node,
                 const char  *place,
                 gpointer     into,
                 GError     **error)
{
  return sk_json_read_code (node, place, error_codes, G_N_ELEMENTS (error_codes), into, error);
}

static const SkJsonField error_fields[] = {
  { "code", read_error_code, G_STRUCT_OFFSET (Trouble, code), TRUE },
  { "text", sk_json_read_string, G_STRUCT_OFFSET (Trouble, text), TRUE },
};

static gboolean
read_error (JsonNode    *node,
            const char  *place,
            gpointer     into,
            GError     **error)
{
  return sk_json_read_object (node, place, error_fields, G_N_ELEMENTS (error_fields), into, error);
}

static gboolean
read_notice (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  const char *text;

  if (!sk_json_read_string (node, place, &text, error))
    return FALSE;

  g_ptr_array_add (into, g_strdup (text));
  return TRUE;
}

static gboolean
read_notices (JsonNode    *node,
              const char  *place,
              gpointer     into,
              GError     **error)
{
  return sk_json_read_array (node, place, read_notice, *(gpointer *) into, error);
}

static const SkJsonField place_fields[] = {
  { "id", sk_json_read_string, G_STRUCT_OFFSET (SkPlace, id), TRUE },
  { "name", sk_json_read_string, G_STRUCT_OFFSET (SkPlace, name), TRUE },
  { "kind", sk_json_read_string, G_STRUCT_OFFSET (SkPlace, kind), TRUE },
};

static gboolean
read_workspace (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  SkPlace read = { NULL };

  if (!sk_json_read_object (node, place, place_fields, G_N_ELEMENTS (place_fields), &read, error))
    return FALSE;

  sk_place_array_add (into, read.id, read.name, read.kind);
  return TRUE;
}

static gboolean
read_workspaces (JsonNode    *node,
                 const char  *place,
                 gpointer     into,
                 GError     **error)
{
  return sk_json_read_array (node, place, read_workspace, *(gpointer *) into, error);
}

static const SkJsonField fields[] = {
  { "format", read_format, 0, TRUE },
  { "revision", sk_json_read_number, G_STRUCT_OFFSET (Read, revision), TRUE },
  { "phase", read_phase, G_STRUCT_OFFSET (Read, init.phase), TRUE },
  { "at", sk_json_read_instant, G_STRUCT_OFFSET (Read, init.at), FALSE },
  { "timezone", sk_json_read_string, G_STRUCT_OFFSET (Read, init.zone_name), FALSE },
  { "counts", sk_summary_read, G_STRUCT_OFFSET (Read, init.counts), TRUE },
  { "changes", sk_json_read_count, G_STRUCT_OFFSET (Read, init.n_changes), TRUE },
  { "digest", sk_json_read_string, G_STRUCT_OFFSET (Read, init.digest), FALSE },
  { "running", read_one_slot, G_STRUCT_OFFSET (Read, running), FALSE },
  { "next", read_slots, G_STRUCT_OFFSET (Read, next), TRUE },
  { "late", read_slots, G_STRUCT_OFFSET (Read, late), TRUE },
  { "ended", read_one_slot, G_STRUCT_OFFSET (Read, ended), FALSE },
  { "next_pass", sk_json_read_instant, G_STRUCT_OFFSET (Read, init.next_pass), FALSE },
  { "progress", read_progress, G_STRUCT_OFFSET (Read, init), FALSE },
  { "paused_until", read_paused, G_STRUCT_OFFSET (Read, init.paused_until), FALSE },
  { "can_undo", sk_json_read_boolean, G_STRUCT_OFFSET (Read, init.can_undo), TRUE },
  { "written", read_written, G_STRUCT_OFFSET (Read, written), FALSE },
  { "capacity", read_capacity, G_STRUCT_OFFSET (Read, capacity), TRUE },
  { "error", read_error, G_STRUCT_OFFSET (Read, trouble), FALSE },
  { "notices", read_notices, G_STRUCT_OFFSET (Read, notices), TRUE },
  { "workspaces", read_workspaces, G_STRUCT_OFFSET (Read, workspaces), TRUE },
};

static void
read_begin (Read *read)
{
  *read = (Read) {
    .running = sk_slot_array_new (),
    .next = sk_slot_array_new (),
    .late = sk_slot_array_new (),
    .ended = sk_slot_array_new (),
    .capacity = g_array_new (FALSE, FALSE, sizeof (SkCapacity)),
    .notices = g_ptr_array_new_null_terminated (0, g_free, TRUE),
    .workspaces = sk_place_array_new (),
  };
}

static void
read_end (Read *read)
{
  g_array_unref (read->running);
  g_array_unref (read->next);
  g_array_unref (read->late);
  g_array_unref (read->ended);
  g_array_unref (read->capacity);
  g_ptr_array_unref (read->notices);
  g_array_unref (read->workspaces);
}

static const SkSlot *
get_one (GArray *slots)
{
  return slots->len > 0 ? &g_array_index (slots, SkSlot, 0) : NULL;
}

static SkState *
make_state (Read *read)
{
  g_autoptr(GError) trouble = NULL;

  if (read->trouble.text != NULL)
    trouble = g_error_new_literal (SK_ERROR, (int) read->trouble.code, read->trouble.text);

  read->init.revision = (guint64) read->revision;
  read->init.running = get_one (read->running);
  read->init.next = read->next;
  read->init.late = read->late;
  read->init.ended = get_one (read->ended);
  read->init.last_set = read->written.id;
  read->init.last_written = read->written.n;
  read->init.capacity = read->capacity;
  read->init.error = trouble;
  read->init.notices = (const char *const *) read->notices->pdata;
  read->init.workspaces = read->workspaces;

  return sk_state_new (&read->init);
}

/**
 * sk_state_codec_read:
 * @text: what sk_state_codec_write() wrote
 * @length: its length in bytes
 * @error: %SK_ERROR_MALFORMED, naming the place
 *
 * Returns: (transfer full) (nullable): the state
 */
SkState *
sk_state_codec_read (const char  *text,
                     gsize        length,
                     GError     **error)
{
  g_autoptr(JsonNode) root = sk_json_parse (text, length, SK_JSON_OURS, error);
  SkState *state = NULL;
  Read read;

  if (root == NULL)
    return NULL;

  read_begin (&read);
  if (sk_json_read_object (root, "", fields, G_N_ELEMENTS (fields), &read, error))
    state = make_state (&read);
  read_end (&read);

  return state;
}
