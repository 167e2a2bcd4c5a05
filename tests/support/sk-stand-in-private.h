/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-notion-stand-in.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Who is who in every stand-in. */
#define SK_STAND_IN_NAME "Slotkeeper Tests"
#define SK_STAND_IN_SPACE "00000000-0000-4000-8000-0000000000f0"
#define SK_STAND_IN_BOT "00000000-0000-4000-8000-0000000000f1"
#define SK_STAND_IN_PERSON "00000000-0000-4000-8000-0000000000f2"
#define SK_STAND_IN_ROOT "00000000-0000-4000-8000-000000000001"

typedef struct _SkBase SkBase;
typedef struct _SkTable SkTable;
typedef struct _SkColumn SkColumn;
typedef struct _SkRow SkRow;

/* A database: a container of data sources. */
struct _SkBase
{
  char     *id;
  char     *title;
  gint64    created;
  gint64    edited;
  gboolean  hidden;
  gboolean  in_trash;             /* with all its data sources */
};

/* A data source; or what a plain page has instead of one. */
struct _SkTable
{
  char        *id;
  char        *title;
  SkBase      *base;              /* NULL: of a plain page */
  SkTable     *wiki;              /* (nullable): whose row it is */
  GPtrArray   *columns;           /* (element-type SkColumn), as answered: by id */
  GPtrArray   *rows;              /* (element-type SkRow), oldest first */
  JsonNode    *icon;              /* (nullable) */
  const char  *editor;
  gint64       created;
  gint64       edited;
  guint        n_numbered;
  gboolean     hidden;
};

struct _SkColumn
{
  char       *id;                 /* decoded */
  char       *name;
  char       *type;
  char       *result;             /* (nullable): of a formula */
  JsonObject *config;             /* what stands under its type in the schema */
};

struct _SkRow
{
  char       *id;
  SkTable    *table;
  GHashTable *values;             /* column id → JsonNode, as answered under the type */
  JsonNode   *icon;               /* (nullable) */
  JsonNode   *cover;              /* (nullable) */
  const char *author;
  const char *editor;
  gint64      created;
  gint64      edited;
  guint       number;
  gboolean    hidden;
  gboolean    in_trash;
  gboolean    is_archived;
  gboolean    is_locked;
};

struct _SkNotionStandIn
{
  GObject     parent_instance;

  SoupServer *server;
  char       *url;
  char       *token;
  gint64      now;
  guint       page_limit;
  guint       query_cap;
  guint       latency_ms;
  guint       n_ids;
  guint       n_request_ids;
  guint       n_forbidden;
  GPtrArray  *bases;              /* (element-type SkBase) */
  GPtrArray  *tables;             /* (element-type SkTable) */
  GHashTable *rows;               /* id → SkRow, borrowed */
  GHashTable *nicknames;          /* → id */
  GHashTable *sessions;           /* id → what a cursor goes on with */
  GPtrArray  *faults;
  GPtrArray  *held;
  GPtrArray  *late;
  GPtrArray  *log;                /* (element-type SkStandInRequest) */
};

/* One request while it is answered. */
typedef struct
{
  SkNotionStandIn  *world;
  char            **path;         /* decoded, without "v1" */
  const char       *query;        /* (nullable): as sent */
  JsonObject       *body;         /* (nullable) */
  gboolean          dated;        /* 2025-09-03: answers hold "archived" */
  gboolean          ignore;       /* a write does nothing */
} SkCall;

/* Why a request is refused: the codes of Notion's. */
#define SK_REFUSAL (sk_refusal_quark ())

typedef enum
{
  SK_REFUSED_VALIDATION,
  SK_REFUSED_JSON,
  SK_REFUSED_URL,
  SK_REFUSED_VERSION,
  SK_REFUSED_TOKEN,
  SK_REFUSED_MISSING,
} SkRefusal;

/* sk-stand-in-refuse.c */
GQuark      sk_refusal_quark     (void);
gboolean    sk_refuse            (GError     **error,
                                  const char  *format,
                                  ...) G_GNUC_PRINTF (2, 3);
gboolean    sk_refuse_value      (GError     **error,
                                  const char  *where,
                                  const char  *should,
                                  JsonNode    *was);
gboolean    sk_refuse_missing    (GError     **error,
                                  const char  *what,
                                  const char  *id);
gboolean    sk_check_keys        (JsonObject         *object,
                                  const char         *where,
                                  const char *const  *keys,
                                  GError            **error);
gboolean    sk_check_array       (JsonNode     *node,
                                  const char   *where,
                                  guint         max,
                                  GError      **error);
gboolean    sk_is_text           (JsonNode *node);
gboolean    sk_is_number         (JsonNode *node);
gboolean    sk_is_boolean        (JsonNode *node);
gboolean    sk_is_object         (JsonNode *node);
const char *sk_get_text          (JsonObject *object,
                                  const char *member);

/* sk-stand-in-ids.c */
char       *sk_mint_id           (guint       counter,
                                  guint       version);
char       *sk_mint_property_id  (guint counter);
char       *sk_normal_id         (const char *text);
char       *sk_check_id          (const char  *where,
                                  const char  *text,
                                  GError     **error);
char       *sk_encode_id         (const char *property_id);
char       *sk_bare_id           (const char *id);

/* sk-stand-in-dates.c */
typedef struct
{
  gint64   local;                 /* the clock on the wall, as if it were UTC */
  int      offset;                /* seconds east */
  gboolean timed;
  gboolean zoned;                 /* an offset or Z was written */
} SkMoment;

gboolean    sk_moment_parse      (const char *text,
                                  SkMoment   *moment);
gint64      sk_moment_at         (SkMoment self);
JsonNode   *sk_date_read         (JsonNode    *node,
                                  const char  *where,
                                  GError     **error);
char       *sk_stamp_print       (gint64 at);
char       *sk_exact_stamp_print (gint64 at);
char       *sk_instant_print_utc (gint64 at);

/* sk-stand-in-world.c */
SkBase     *sk_world_find_base   (SkNotionStandIn *self,
                                  const char      *id);
SkTable    *sk_world_find_table  (SkNotionStandIn *self,
                                  const char      *id);
SkRow      *sk_world_find_row    (SkNotionStandIn *self,
                                  const char      *id);
char       *sk_world_mint_id     (SkNotionStandIn *self);
SkTable    *sk_world_add_table   (SkNotionStandIn *self,
                                  SkBase          *base,
                                  const char      *title);
SkRow      *sk_world_add_row     (SkNotionStandIn *self,
                                  SkTable         *table,
                                  const char      *author);
void        sk_base_free         (SkBase *self);
void        sk_table_free        (SkTable *self);
void        sk_table_touch       (SkTable         *self,
                                  SkNotionStandIn *world,
                                  const char      *editor);
gboolean    sk_table_is_hidden   (SkTable *self);
SkColumn   *sk_table_find        (SkTable    *self,
                                  const char *key);
SkColumn   *sk_table_find_exact  (SkTable    *self,
                                  const char *key);
SkColumn   *sk_table_get_title   (SkTable *self);
gboolean    sk_row_is_hidden     (SkRow *self);
void        sk_row_touch         (SkRow           *self,
                                  SkNotionStandIn *world,
                                  const char      *editor);
void        sk_row_set           (SkRow    *self,
                                  SkColumn *column,
                                  JsonNode *value);

/* sk-stand-in-schema.c */
SkColumn   *sk_column_new        (SkNotionStandIn *world,
                                  const char      *name,
                                  const char      *type,
                                  JsonObject      *config);
void        sk_column_free       (SkColumn *self);
void        sk_table_take_column (SkTable  *self,
                                  SkColumn *column);
void        sk_table_read_schema (SkTable         *self,
                                  SkNotionStandIn *world,
                                  const char      *schema);
JsonNode   *sk_column_answer     (SkColumn *self);
JsonObject *sk_column_find_option (SkColumn   *self,
                                   const char *member,
                                   const char *value);
guint       sk_column_get_position (SkColumn   *self,
                                    const char *option_id);
gboolean    sk_column_is_group   (SkColumn   *self,
                                  const char *name,
                                  const char *option_id);
JsonObject *sk_column_add_option (SkColumn        *self,
                                  SkNotionStandIn *world,
                                  const char      *name,
                                  const char      *color);

/* sk-stand-in-values.c */
JsonNode   *sk_row_get_value     (SkRow           *self,
                                  SkColumn        *column,
                                  SkNotionStandIn *world);
JsonNode   *sk_row_answer_value  (SkRow           *self,
                                  SkColumn        *column,
                                  SkNotionStandIn *world);
JsonNode   *sk_rich_text_new     (const char *text);
char       *sk_rich_text_print   (JsonNode *node);
JsonObject *sk_user_new          (const char *id,
                                  gboolean    full);
JsonNode   *sk_object_node       (JsonObject *object);
JsonNode   *sk_array_node        (JsonArray *array);
JsonNode   *sk_text_node         (const char *text);
JsonNode   *sk_null_node         (void);

/* sk-stand-in-short.c */
JsonNode   *sk_short_read        (SkNotionStandIn *world,
                                  SkColumn        *column,
                                  JsonNode        *value);
char       *sk_short_print       (SkColumn *column,
                                  JsonNode *value);

/* sk-stand-in-write.c, sk-stand-in-write-text.c */
JsonNode   *sk_rich_text_read    (JsonNode    *value,
                                  const char  *where,
                                  GError     **error);
JsonNode   *sk_write_check       (SkNotionStandIn  *world,
                                  SkColumn         *column,
                                  const char       *key,
                                  JsonNode         *value,
                                  GError          **error);

/* sk-stand-in-operators.c, -filter.c, -match.c, -match-date.c, -sort.c */
typedef enum
{
  SK_FAMILY_NONE,
  SK_FAMILY_OPTION,
  SK_FAMILY_OPTIONS,
  SK_FAMILY_CHECKBOX,
  SK_FAMILY_DATE,
  SK_FAMILY_NUMBER,
  SK_FAMILY_TEXT,
  SK_FAMILY_PEOPLE,
  SK_FAMILY_RELATION,
  SK_FAMILY_FILES,
} SkFamily;

SkFamily    sk_family_of         (const char *type);
gboolean    sk_operation_check   (SkFamily     family,
                                  SkColumn    *column,
                                  JsonNode    *node,
                                  GError     **error);
gboolean    sk_filter_check      (SkTable   *table,
                                  JsonNode  *filter,
                                  GError   **error);
const char *sk_filter_get_key    (JsonObject *condition);
gboolean    sk_filter_matches    (SkNotionStandIn *world,
                                  SkRow           *row,
                                  JsonObject      *filter);
gboolean    sk_match_value       (SkNotionStandIn *world,
                                  SkColumn        *column,
                                  const char      *type,
                                  JsonNode        *value,
                                  JsonObject      *operation);
gboolean    sk_match_date        (gint64      now,
                                  JsonNode   *value,
                                  const char *operator,
                                  JsonNode   *operand);
gboolean    sk_sorts_check       (SkTable   *table,
                                  JsonNode  *sorts,
                                  GError   **error);
void        sk_sorts_apply       (SkNotionStandIn *world,
                                  GPtrArray       *rows,
                                  JsonArray       *sorts);

/* sk-stand-in-lists.c */
typedef struct
{
  char       *about;              /* what the cursor belongs to */
  GPtrArray  *items;              /* (element-type utf8) */
  GHashTable *places;             /* a cursor that was given out → how far it is */
  gboolean    cut;                /* there were more than a query gives */
} SkSession;

/* A page of a list: @n items of the session's from @first on. */
typedef struct
{
  SkSession  *session;            /* NULL: the first page */
  const char *session_id;
  guint       first;
  guint       n;
} SkPage;

void        sk_session_free      (SkSession *self);
gboolean    sk_page_open         (SkCall      *call,
                                  const char  *about,
                                  SkPage      *page,
                                  GError     **error);
void        sk_page_begin        (SkCall     *call,
                                  const char *about,
                                  GPtrArray  *items,
                                  guint       cap,
                                  SkPage     *page);
JsonObject *sk_page_answer       (SkPage    *page,
                                  JsonArray *results);

/* sk-stand-in-query-string.c */
char       *sk_query_get         (const char *query,
                                  const char *key);
gboolean    sk_query_check       (const char         *query,
                                  const char *const  *keys,
                                  GError            **error);
gboolean    sk_query_columns     (const char  *query,
                                  SkTable     *table,
                                  GHashTable **columns,
                                  GError     **error);

/* sk-stand-in-answers.c */
JsonNode   *sk_base_answer       (SkBase *self,
                                  SkCall *call);
JsonNode   *sk_table_answer      (SkTable *self,
                                  SkCall  *call);
JsonNode   *sk_row_answer        (SkRow      *self,
                                  SkCall     *call,
                                  GHashTable *columns);

/* The endpoints, each in the file of its name.  NULL: refused. */
JsonNode   *sk_answer_me               (SkCall *call, GError **error);
JsonNode   *sk_answer_search           (SkCall *call, GError **error);
JsonNode   *sk_answer_database         (SkCall *call, GError **error);
JsonNode   *sk_answer_data_source      (SkCall *call, GError **error);
JsonNode   *sk_answer_data_source_edit (SkCall *call, GError **error);
JsonNode   *sk_answer_query            (SkCall *call, GError **error);
JsonNode   *sk_answer_page             (SkCall *call, GError **error);
JsonNode   *sk_answer_page_edit        (SkCall *call, GError **error);
JsonNode   *sk_answer_page_create      (SkCall *call, GError **error);
JsonNode   *sk_answer_property         (SkCall *call, GError **error);

/* sk-stand-in-routes.c */
JsonNode   *sk_route                   (SkCall *call, const char *method, GError **error);

/* sk-stand-in-faults.c */
typedef struct _SkFault SkFault;

void                  sk_fault_free  (SkFault *self);
const SkStandInFault *sk_faults_meet (SkNotionStandIn *self,
                                      const char      *method,
                                      const char      *path);
JsonNode             *sk_fault_error (const SkStandInFault *self);
JsonNode             *sk_fault_saved (JsonNode *answer);
const char           *sk_fault_html  (const SkStandInFault *self);

/* sk-stand-in-server.c, sk-stand-in-send.c, sk-stand-in-held.c */
typedef struct _SkHeld SkHeld;

/* What will be sent. */
typedef struct
{
  guint       status;
  const char *request_id;         /* NULL: the API never saw the request */
  const char *type;
  char       *body;
} SkReply;

SkStandInRequest *sk_request_new (SoupServerMessage *message);
void        sk_request_unref     (SkStandInRequest *self);
void        sk_server_handle     (SkNotionStandIn      *self,
                                  SoupServerMessage    *message,
                                  SkStandInRequest     *request,
                                  const SkStandInFault *fault);
void        sk_server_on_request (SoupServer        *server,
                                  SoupServerMessage *message,
                                  const char        *path,
                                  GHashTable        *query,
                                  gpointer           user_data);
JsonNode   *sk_error_new         (guint       status,
                                  const char *code,
                                  const char *text,
                                  JsonObject *additional);
JsonNode   *sk_refusal_answer    (const GError *refusal);
void        sk_reply_send        (const SkReply     *self,
                                  SoupServerMessage *message);
void        sk_reply_truncate    (const SkReply     *self,
                                  SoupServerMessage *message);
void        sk_reply_truncate_gzip
                                 (const SkReply     *self,
                                  SoupServerMessage *message);
void        sk_server_drop       (SoupServerMessage *message);
void        sk_held_add          (SkNotionStandIn   *self,
                                  SoupServerMessage *message,
                                  SkStandInRequest  *request);
void        sk_held_delay        (SkNotionStandIn      *self,
                                  SoupServerMessage    *message,
                                  SkStandInRequest     *request,
                                  const SkStandInFault *fault);
void        sk_held_free         (SkHeld *self);

G_END_DECLS
