/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SK_TYPE_NOTION_STAND_IN (sk_notion_stand_in_get_type ())
G_DECLARE_FINAL_TYPE (SkNotionStandIn, sk_notion_stand_in, SK, NOTION_STAND_IN, GObject)

/* What a new stand-in accepts, and the time it begins with: 2026-10-19T07:00:00Z. */
#define SK_STAND_IN_TOKEN "ntn_stand_in"
#define SK_STAND_IN_NOW G_GINT64_CONSTANT (1792393200)

/**
 * SkStandInTrouble:
 * @SK_STAND_IN_ANSWER: an error in Notion's shape instead of handling the request
 * @SK_STAND_IN_SAVED_503: handled, then 503 "The change was saved, but …"
 * @SK_STAND_IN_HTML: a page of the edge's (status 502, or 403 with cf-ray), not handled
 * @SK_STAND_IN_DROP: the connection ends, not handled
 * @SK_STAND_IN_SAVED_DROP: handled, then the connection ends
 * @SK_STAND_IN_TRUNCATE: handled, then the connection ends within the body
 * @SK_STAND_IN_TRUNCATE_GZIP: handled, then a whole answer, of which gzip'd body a part is missing
 * @SK_STAND_IN_GARBAGE: handled, then a 200 whose body is no JSON
 * @SK_STAND_IN_REDIRECT: a 302 elsewhere, not handled
 * @SK_STAND_IN_IGNORE: a write answered with 200 and the unchanged object
 * @SK_STAND_IN_HOLD: handled; the answer waits for sk_notion_stand_in_release()
 * @SK_STAND_IN_HOLD_BEFORE: waits for sk_notion_stand_in_release(), then handled
 */
typedef enum
{
  SK_STAND_IN_ANSWER,
  SK_STAND_IN_SAVED_503,
  SK_STAND_IN_HTML,
  SK_STAND_IN_DROP,
  SK_STAND_IN_SAVED_DROP,
  SK_STAND_IN_TRUNCATE,
  SK_STAND_IN_TRUNCATE_GZIP,
  SK_STAND_IN_GARBAGE,
  SK_STAND_IN_REDIRECT,
  SK_STAND_IN_IGNORE,
  SK_STAND_IN_HOLD,
  SK_STAND_IN_HOLD_BEFORE,
} SkStandInTrouble;

/* Named arguments for sk_notion_stand_in_add_fault(). */
typedef struct
{
  SkStandInTrouble  trouble;
  const char       *method;       /* NULL: any */
  const char       *path;         /* a pattern as "/v1/pages/?*"; * is anything; NULL: any */
  guint             nth;          /* the first request it meets, counted from 1; 0: as 1 */
  guint             times;        /* how many in a row; 0: as 1; G_MAXUINT: for ever */
  guint             status;       /* ANSWER: 429, 529, 500, 503, 504, 409, 403 …; HTML: 502, 403 */
  const char       *code;         /* ANSWER; NULL: the one Notion sends with @status */
  const char       *message;      /* ANSWER; NULL: the one Notion sends with @status */
  const char       *reason;       /* 429: rate_limit_reason; NULL: public_api_request_rate_limit */
  guint             retry_after;  /* 429, 529, 503: seconds; 0: no Retry-After */
} SkStandInFault;

/* One request as it came, and what was answered. */
typedef struct
{
  char     *method;
  char     *path;                 /* as sent: percent-encoded */
  char     *query;                /* (nullable): as sent */
  JsonNode *body;                 /* (nullable): none, or no JSON */
  guint     status;               /* 0: none was sent (yet) */
  char     *code;                 /* (nullable): of an error */
  char     *message;              /* (nullable): of an error */
} SkStandInRequest;

/* Ids and names that are given out belong to the stand-in and live as long. */

SkNotionStandIn *sk_notion_stand_in_new             (void);
const char      *sk_notion_stand_in_get_url         (SkNotionStandIn *self);
void             sk_notion_stand_in_set_token       (SkNotionStandIn *self,
                                                     const char      *token);
gint64           sk_notion_stand_in_get_now         (SkNotionStandIn *self);
void             sk_notion_stand_in_set_now         (SkNotionStandIn *self,
                                                     gint64           now);
void             sk_notion_stand_in_set_page_limit  (SkNotionStandIn *self,
                                                     guint            n);
void             sk_notion_stand_in_set_query_cap   (SkNotionStandIn *self,
                                                     guint            n);
void             sk_notion_stand_in_set_latency     (SkNotionStandIn *self,
                                                     guint            ms);

/* A database without data sources is a linked one.  A @schema is an object of
 * columns by name, as {"Name": {"type": "title"}, "Rank": {"type": "formula",
 * "result": "number"}, "Status": {"type": "status", "groups": {"To-do": ["Not
 * started"], "Complete": ["Done"]}}, "Size": {"type": "select", "options":
 * ["S", "L"]}, "Blocked by": {"type": "relation", "to": "<data source>"}}; an
 * "id" fixes a property's id (decoded).  Any type may be named, also unknown. */
const char      *sk_notion_stand_in_add_database    (SkNotionStandIn *self,
                                                     const char      *title);
const char      *sk_notion_stand_in_add_data_source (SkNotionStandIn *self,
                                                     const char      *database,
                                                     const char      *name,
                                                     const char      *schema);
const char      *sk_notion_stand_in_add_page        (SkNotionStandIn *self,
                                                     const char      *title);
void             sk_notion_stand_in_add_wiki_child  (SkNotionStandIn *self,
                                                     const char      *wiki,
                                                     const char      *child);
const char      *sk_notion_stand_in_get_database    (SkNotionStandIn *self,
                                                     const char      *data_source);
char            *sk_notion_stand_in_dup_property_id (SkNotionStandIn *self,
                                                     const char      *data_source,
                                                     const char      *name);
void             sk_notion_stand_in_rename_property (SkNotionStandIn *self,
                                                     const char      *data_source,
                                                     const char      *name,
                                                     const char      *new_name);
void             sk_notion_stand_in_remove_property (SkNotionStandIn *self,
                                                     const char      *data_source,
                                                     const char      *name);

/* Values are an object by column name: a title, option, address or date as a
 * text; a number; a boolean; null; {"start", "end", "time_zone"}; an array of
 * ids or option names; for a formula the bare result or {"formula": result},
 * "now()" for one that follows the clock; for rollups and unknown types what
 * Notion answers; for any type {"raw": what Notion answers}.  "@ref" gives the
 * row a nickname, which may stand for its id. */
const char      *sk_notion_stand_in_add_row         (SkNotionStandIn *self,
                                                     const char      *data_source,
                                                     const char      *values);
void             sk_notion_stand_in_set_row         (SkNotionStandIn *self,
                                                     const char      *row,
                                                     const char      *values);
void             sk_notion_stand_in_trash_row       (SkNotionStandIn *self,
                                                     const char      *row);
void             sk_notion_stand_in_trash_database  (SkNotionStandIn *self,
                                                     const char      *database);
void             sk_notion_stand_in_archive_row     (SkNotionStandIn *self,
                                                     const char      *row);
char            *sk_notion_stand_in_dup_value       (SkNotionStandIn *self,
                                                     const char      *row,
                                                     const char      *property);
char            *sk_notion_stand_in_dup_json        (SkNotionStandIn *self,
                                                     const char      *row,
                                                     const char      *property);
gboolean         sk_notion_stand_in_is_trashed      (SkNotionStandIn *self,
                                                     const char      *row);
void             sk_notion_stand_in_set_shared      (SkNotionStandIn *self,
                                                     const char      *id,
                                                     gboolean         shared);
gboolean         sk_notion_stand_in_load            (SkNotionStandIn *self,
                                                     const char      *scenario,
                                                     gssize           length,
                                                     GError         **error);

void             sk_notion_stand_in_add_fault       (SkNotionStandIn      *self,
                                                     const SkStandInFault *fault);
void             sk_notion_stand_in_clear_faults    (SkNotionStandIn      *self);
guint            sk_notion_stand_in_get_n_held      (SkNotionStandIn      *self);
void             sk_notion_stand_in_release         (SkNotionStandIn      *self);

guint            sk_notion_stand_in_get_n_requests  (SkNotionStandIn *self);
const SkStandInRequest *
                 sk_notion_stand_in_get_request     (SkNotionStandIn *self,
                                                     guint            i);
guint            sk_notion_stand_in_count_requests  (SkNotionStandIn *self,
                                                     const char      *method,
                                                     const char      *path);
guint            sk_notion_stand_in_get_n_forbidden (SkNotionStandIn *self);
void             sk_notion_stand_in_clear_requests  (SkNotionStandIn *self);

G_END_DECLS
