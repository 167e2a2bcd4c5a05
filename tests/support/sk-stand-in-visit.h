/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-notion-stand-in.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The columns every visit finds. */
#define SK_VISIT_SCHEMA \
  "{\"Task\": {\"type\": \"title\"}," \
  " \"Status\": {\"type\": \"status\", \"id\": \"U`;C\"}," \
  " \"Size\": {\"type\": \"select\", \"options\": [\"S\", \"L\"]}," \
  " \"Tags\": {\"type\": \"multi_select\", \"options\": [\"x\", \"y\"]}," \
  " \"Rank\": {\"type\": \"formula\", \"result\": \"number\"}," \
  " \"Any\": {\"type\": \"formula\"}," \
  " \"Hours\": {\"type\": \"number\"}," \
  " \"Auto\": {\"type\": \"checkbox\"}," \
  " \"Due\": {\"type\": \"date\"}," \
  " \"Blocked by\": {\"type\": \"relation\"}," \
  " \"Odd\": {\"type\": \"hologram\"}," \
  " \"Edited\": {\"type\": \"last_edited_time\"}}"

/* A plain client at a stand-in of its own, which holds one row. */
typedef struct
{
  SkNotionStandIn *notion;
  SoupSession     *session;
  const char      *table;
  const char      *row;
  const char      *version;
} SkVisit;

/* One request under way. */
typedef struct
{
  GBytes   *body;
  GError   *error;
  gboolean  done;
} SkVisitReply;

void         sk_visit_begin    (SkVisit       *visit,
                                gconstpointer  data);
void         sk_visit_end      (SkVisit       *visit,
                                gconstpointer  data);
char        *sk_visit_fill     (SkVisit    *visit,
                                const char *text);
SoupMessage *sk_visit_message  (SkVisit    *visit,
                                const char *method,
                                const char *path,
                                const char *body);
JsonNode    *sk_visit_send     (SkVisit     *visit,
                                SoupMessage *message,
                                guint       *status);
JsonNode    *sk_visit_ask      (SkVisit    *visit,
                                const char *method,
                                const char *path,
                                const char *body,
                                guint      *status);
JsonNode    *sk_visit_ask_well (SkVisit    *visit,
                                const char *method,
                                const char *path,
                                const char *body);
guint        sk_visit_ask_status (SkVisit    *visit,
                                  const char *method,
                                  const char *path,
                                  const char *body);
void         sk_visit_on_sent  (GObject      *source,
                                GAsyncResult *result,
                                gpointer      user_data);
void         sk_visit_finish   (SkVisitReply *reply);

G_END_DECLS
