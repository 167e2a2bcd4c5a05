/* sk-board-codec.c — what a face draws, out of the plan that the service tells
 *
 * Read only.  A key that is not known here is passed over: the service may be
 * newer than the face.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-board-codec.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "sk-capacity-reader-private.h"
#include "sk-json-reader.h"
#include "sk-plan-codec.h"
#include "sk-plan-codes.h"
#include "sk-summary-codec.h"
#include "sk-time-codec.h"

/* What the text says; strings are the tree's. */
typedef struct
{
  const char *timezone;
  const char *digest;
  gint64      at;
  gint64      now;
  GArray     *cards;            /* (element-type SkCard) */
  GArray     *open;             /* (element-type SkSpan) */
  GArray     *events;           /* (element-type SkMeeting) */
  GArray     *capacity;         /* (element-type SkCapacity) */
  SkSummary   summary;
} Read;

/* --- codes --- */

static gboolean
read_coded (JsonNode       *node,
            const char     *place,
            const SkCodes  *codes,
            guint          *value,
            GError        **error)
{
  return sk_json_read_code (node, place, codes->codes, codes->n, value, error);
}

/* "none": nothing to write */
static gboolean
read_change (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  const char *code;
  guint change = SK_CHANGE_KEPT;

  if (!sk_json_read_string (node, place, &code, error))
    return FALSE;
  if (strcmp (code, "none") != 0 && !read_coded (node, place, &sk_change_codes, &change, error))
    return FALSE;

  *(SkChangeKind *) into = change;
  return TRUE;
}

static gboolean
read_fixed (JsonNode    *node,
            const char  *place,
            gpointer     into,
            GError     **error)
{
  guint fixed;

  if (!read_coded (node, place, &sk_fixed_codes, &fixed, error))
    return FALSE;

  *(SkFixed *) into = fixed;
  return TRUE;
}

/* --- sentences --- */

static gboolean
read_owned (JsonNode    *node,
            const char  *place,
            gpointer     into,          /* (char *) */
            GError     **error)
{
  const char *text;

  if (!sk_json_read_string (node, place, &text, error))
    return FALSE;

  g_free (*(char **) into);
  *(char **) into = g_strdup (text);
  return TRUE;
}

static const SkJsonField sentence_fields[] = {
  { "text", read_owned, 0, TRUE },
};

/* { code, text }: the text */
static gboolean
read_sentence (JsonNode    *node,
               const char  *place,
               gpointer     into,       /* (char *) */
               GError     **error)
{
  return sk_json_read_known (node, place, sentence_fields, G_N_ELEMENTS (sentence_fields), into,
                             error);
}

static gboolean
read_warning (JsonNode    *node,
              const char  *place,
              gpointer     into,        /* (element-type utf8) */
              GError     **error)
{
  g_autofree char *text = NULL;

  if (!read_sentence (node, place, &text, error))
    return FALSE;

  g_ptr_array_add (into, g_steal_pointer (&text));
  return TRUE;
}

static gboolean
read_warnings (JsonNode    *node,
               const char  *place,
               gpointer     into,       /* (GStrv) */
               GError     **error)
{
  g_autoptr(GPtrArray) warnings = g_ptr_array_new_null_terminated (0, g_free, TRUE);

  if (!sk_json_read_array (node, place, read_warning, warnings, error))
    return FALSE;

  g_strfreev (*(char ***) into);
  *(char ***) into = (char **) g_ptr_array_free (g_steal_pointer (&warnings), FALSE);
  return TRUE;
}

/* --- what holds the time before --- */

typedef struct
{
  SkSpan      span;
  guint       by;
  const char *title;
} BlockedRead;

static gboolean
read_by (JsonNode    *node,
         const char  *place,
         gpointer     into,
         GError     **error)
{
  return read_coded (node, place, &sk_blocked_by_codes, into, error);
}

static const SkJsonField blocked_fields[] = {
  { "start", sk_json_read_instant, G_STRUCT_OFFSET (BlockedRead, span.start), TRUE },
  { "end", sk_json_read_instant, G_STRUCT_OFFSET (BlockedRead, span.end), TRUE },
  { "by", read_by, G_STRUCT_OFFSET (BlockedRead, by), TRUE },
  { "title", sk_json_read_string, G_STRUCT_OFFSET (BlockedRead, title), FALSE },
};

static gboolean
read_one_blocked (JsonNode    *node,
                  const char  *place,
                  gpointer     into,
                  GError     **error)
{
  BlockedRead read = { { 0, 0 }, 0, NULL };

  if (!sk_json_read_known (node, place, blocked_fields, G_N_ELEMENTS (blocked_fields), &read,
                           error))
    return FALSE;

  sk_blocked_array_add (into, read.span, (SkBlockedBy) read.by, read.title);
  return TRUE;
}

static gboolean
read_blocked (JsonNode    *node,
              const char  *place,
              gpointer     into,        /* (GArray *) */
              GError     **error)
{
  GArray **blocked = into;

  if (*blocked == NULL)
    *blocked = sk_blocked_array_new ();

  return sk_json_read_array (node, place, read_one_blocked, *blocked, error);
}

/* --- cards --- */

static const SkJsonField why_fields[] = {
  { "text", read_owned, G_STRUCT_OFFSET (SkCard, why), TRUE },
  { "blocked", read_blocked, G_STRUCT_OFFSET (SkCard, blocked), FALSE },
  { "blocked_before", sk_json_read_count, G_STRUCT_OFFSET (SkCard, n_blocked_before), FALSE },
  { "blocked_after", sk_json_read_count, G_STRUCT_OFFSET (SkCard, n_blocked_after), FALSE },
};

static gboolean
read_why (JsonNode    *node,
          const char  *place,
          gpointer     into,    /* (SkCard) */
          GError     **error)
{
  return sk_json_read_known (node, place, why_fields, G_N_ELEMENTS (why_fields), into, error);
}

static const SkJsonField before_fields[] = {
  { "start", sk_json_read_when, G_STRUCT_OFFSET (SkCard, before_start), TRUE },
  { "end", sk_json_read_when, G_STRUCT_OFFSET (SkCard, before_end), FALSE },
};

static gboolean
read_before (JsonNode    *node,
             const char  *place,
             gpointer     into, /* (SkCard) */
             GError     **error)
{
  return sk_json_read_known (node, place, before_fields, G_N_ELEMENTS (before_fields), into,
                             error);
}

static gboolean
read_slack (JsonNode    *node,
            const char  *place,
            gpointer     into,  /* (gint64) */
            GError     **error)
{
  guint minutes;

  if (!sk_json_read_count (node, place, &minutes, error))
    return FALSE;

  *(gint64 *) into = (gint64) minutes * 60;
  return TRUE;
}

/* What placements and tasks without a place say alike. */
#define COMMON_FIELDS                                                                    \
  { "task", read_owned, G_STRUCT_OFFSET (SkCard, task), TRUE },                          \
  { "title", read_owned, G_STRUCT_OFFSET (SkCard, title), TRUE },                        \
  { "workspace", read_owned, G_STRUCT_OFFSET (SkCard, workspace), FALSE },               \
  { "url", read_owned, G_STRUCT_OFFSET (SkCard, url), FALSE },                           \
  { "change", read_change, G_STRUCT_OFFSET (SkCard, change), TRUE },                     \
  { "before", read_before, 0, FALSE },                                                   \
  { "warnings", read_warnings, G_STRUCT_OFFSET (SkCard, warnings), FALSE },              \
  { "failed", read_sentence, G_STRUCT_OFFSET (SkCard, failure), FALSE },                 \
  { "off", sk_json_read_boolean, G_STRUCT_OFFSET (SkCard, is_off), FALSE },

static const SkJsonField placement_fields[] = {
  COMMON_FIELDS
  { "rank", sk_json_read_number, G_STRUCT_OFFSET (SkCard, rank), FALSE },
  { "start", sk_json_read_instant, G_STRUCT_OFFSET (SkCard, span.start), TRUE },
  { "end", sk_json_read_instant, G_STRUCT_OFFSET (SkCard, span.end), TRUE },
  { "fixed", read_fixed, G_STRUCT_OFFSET (SkCard, fixed), FALSE },
  { "due", sk_json_read_when, G_STRUCT_OFFSET (SkCard, due), FALSE },
  { "late", sk_json_read_boolean, G_STRUCT_OFFSET (SkCard, is_late), TRUE },
  { "late_why", read_sentence, G_STRUCT_OFFSET (SkCard, late_why), FALSE },
  { "slack_minutes", read_slack, G_STRUCT_OFFSET (SkCard, slack), FALSE },
  { "why", read_why, 0, TRUE },
};

static const SkJsonField unplaced_fields[] = {
  COMMON_FIELDS
  { "text", read_owned, G_STRUCT_OFFSET (SkCard, why), TRUE },
  { "blocked", read_blocked, G_STRUCT_OFFSET (SkCard, blocked), FALSE },
  { "blocked_before", sk_json_read_count, G_STRUCT_OFFSET (SkCard, n_blocked_before), FALSE },
  { "blocked_after", sk_json_read_count, G_STRUCT_OFFSET (SkCard, n_blocked_after), FALSE },
};

/* The array owns the card before it is filled in: half of one is freed with it. */
static SkCard *
add_card (GArray *cards)
{
  g_array_set_size (cards, cards->len + 1);

  SkCard *card = &g_array_index (cards, SkCard, cards->len - 1);

  card->rank = NAN;

  return card;
}

static gboolean
read_placement (JsonNode    *node,
                const char  *place,
                gpointer     into,
                GError     **error)
{
  return sk_json_read_known (node, place, placement_fields, G_N_ELEMENTS (placement_fields),
                             add_card (into), error);
}

static gboolean
read_unplaced (JsonNode    *node,
               const char  *place,
               gpointer     into,
               GError     **error)
{
  return sk_json_read_known (node, place, unplaced_fields, G_N_ELEMENTS (unplaced_fields),
                             add_card (into), error);
}

static gboolean
read_placements (JsonNode    *node,
                 const char  *place,
                 gpointer     into,     /* (GArray *) */
                 GError     **error)
{
  return sk_json_read_array (node, place, read_placement, *(GArray **) into, error);
}

static gboolean
read_all_unplaced (JsonNode    *node,
                   const char  *place,
                   gpointer     into,   /* (GArray *) */
                   GError     **error)
{
  return sk_json_read_array (node, place, read_unplaced, *(GArray **) into, error);
}

/* --- hours, events, capacity --- */

static const SkJsonField span_fields[] = {
  { "start", sk_json_read_instant, G_STRUCT_OFFSET (SkSpan, start), TRUE },
  { "end", sk_json_read_instant, G_STRUCT_OFFSET (SkSpan, end), TRUE },
};

static gboolean
read_one_open (JsonNode    *node,
               const char  *place,
               gpointer     into,
               GError     **error)
{
  SkSpan span = { 0, 0 };

  if (!sk_json_read_known (node, place, span_fields, G_N_ELEMENTS (span_fields), &span, error))
    return FALSE;

  g_array_append_val ((GArray *) into, span);
  return TRUE;
}

static gboolean
read_open (JsonNode    *node,
           const char  *place,
           gpointer     into,   /* (GArray *) */
           GError     **error)
{
  return sk_json_read_array (node, place, read_one_open, *(GArray **) into, error);
}

static const SkJsonField event_fields[] = {
  { "start", sk_json_read_instant, G_STRUCT_OFFSET (SkMeeting, span.start), TRUE },
  { "end", sk_json_read_instant, G_STRUCT_OFFSET (SkMeeting, span.end), TRUE },
  { "title", read_owned, G_STRUCT_OFFSET (SkMeeting, title), FALSE },
  { "calendar", read_owned, G_STRUCT_OFFSET (SkMeeting, calendar), FALSE },
  { "colour", read_owned, G_STRUCT_OFFSET (SkMeeting, colour), FALSE },
};

static gboolean
read_event (JsonNode    *node,
            const char  *place,
            gpointer     into,
            GError     **error)
{
  GArray *events = into;

  g_array_set_size (events, events->len + 1);

  return sk_json_read_known (node, place, event_fields, G_N_ELEMENTS (event_fields),
                             &g_array_index (events, SkMeeting, events->len - 1), error);
}

static gboolean
read_events (JsonNode    *node,
             const char  *place,
             gpointer     into,         /* (GArray *) */
             GError     **error)
{
  return sk_json_read_array (node, place, read_event, *(GArray **) into, error);
}

static gboolean
read_capacity (JsonNode    *node,
               const char  *place,
               gpointer     into,       /* (GArray *) */
               GError     **error)
{
  return sk_json_read_array (node, place, sk_capacity_read_known, *(GArray **) into, error);
}

/* --- the whole --- */

static gboolean
read_format (JsonNode    *node,
             const char  *place,
             gpointer     into,
             GError     **error)
{
  return sk_json_read_format (node, place, SK_PLAN_FORMAT, error);
}

static const SkJsonField fields[] = {
  { "format", read_format, 0, TRUE },
  { "at", sk_json_read_instant, G_STRUCT_OFFSET (Read, at), TRUE },
  { "now", sk_json_read_instant, G_STRUCT_OFFSET (Read, now), FALSE },
  { "timezone", sk_json_read_string, G_STRUCT_OFFSET (Read, timezone), TRUE },
  { "digest", sk_json_read_string, G_STRUCT_OFFSET (Read, digest), FALSE },
  { "placements", read_placements, G_STRUCT_OFFSET (Read, cards), TRUE },
  { "unplaced", read_all_unplaced, G_STRUCT_OFFSET (Read, cards), TRUE },
  { "open", read_open, G_STRUCT_OFFSET (Read, open), FALSE },
  { "busy", read_events, G_STRUCT_OFFSET (Read, events), FALSE },
  { "capacity", read_capacity, G_STRUCT_OFFSET (Read, capacity), FALSE },
  { "summary", sk_summary_read_known, G_STRUCT_OFFSET (Read, summary), TRUE },
};

static void
read_end (Read *read)
{
  g_clear_pointer (&read->cards, g_array_unref);
  g_clear_pointer (&read->open, g_array_unref);
  g_clear_pointer (&read->events, g_array_unref);
  g_clear_pointer (&read->capacity, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Read, read_end)

static SkBoard *
take_board (Read    *read,
            GError **error)
{
  g_autoptr(GTimeZone) zone = sk_zone_parse (read->timezone);

  if (zone == NULL)
    {
      sk_json_fail (error, "timezone", _("“%s” is not a known time zone"), read->timezone);
      return NULL;
    }

  g_autoptr(SkRules) rules = sk_rules_new (&(SkRulesInit) {
    .zone_name = read->timezone,
    .zone = zone,
    .slot_minutes = SK_DEFAULT_SLOT_MINUTES,
    .days_ahead = SK_DEFAULT_DAYS_AHEAD,
  });

  return sk_board_new_take (&(SkBoardInit) {
    .at = read->at,
    .now = read->now != 0 ? read->now : read->at,
    .rules = rules,
    .digest = read->digest,
    .cards = g_steal_pointer (&read->cards),
    .open = g_steal_pointer (&read->open),
    .events = g_steal_pointer (&read->events),
    .capacity = g_steal_pointer (&read->capacity),
    .summary = read->summary,
  });
}

/**
 * sk_board_codec_read:
 * @text: a plan with its hours and busy times (formats.md §5)
 * @length: its length in bytes
 * @error: %SK_ERROR_MALFORMED, naming the place
 *
 * Returns: (transfer full) (nullable): what is to be drawn of it
 */
SkBoard *
sk_board_codec_read (const char  *text,
                     gsize        length,
                     GError     **error)
{
  g_autoptr(JsonNode) root = sk_json_parse (text, length, SK_JSON_OURS, error);
  g_auto(Read) read = {
    .cards = sk_card_array_new (),
    .open = g_array_new (FALSE, FALSE, sizeof (SkSpan)),
    .events = sk_meeting_array_new (),
    .capacity = g_array_new (FALSE, FALSE, sizeof (SkCapacity)),
  };

  if (root == NULL ||
      !sk_json_read_known (root, "", fields, G_N_ELEMENTS (fields), &read, error))
    return NULL;

  return take_board (&read, error);
}
