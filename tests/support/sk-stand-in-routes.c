/* sk-stand-in-routes.c — which path is answered by what
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

typedef enum
{
  BODY_NONE,
  BODY_MAY,
  BODY_MUST,
} Body;

/* A ? stands for one part of a path. */
static const struct
{
  const char *method;
  const char *path;
  Body        body;
  JsonNode *(*answer) (SkCall *call, GError **error);
} routes[] = {
  { "GET",   "users/me",             BODY_NONE, sk_answer_me },
  { "POST",  "search",               BODY_MAY,  sk_answer_search },
  { "GET",   "databases/?",          BODY_NONE, sk_answer_database },
  { "GET",   "data_sources/?",       BODY_NONE, sk_answer_data_source },
  { "PATCH", "data_sources/?",       BODY_MUST, sk_answer_data_source_edit },
  { "POST",  "data_sources/?/query", BODY_MAY,  sk_answer_query },
  { "GET",   "pages/?",              BODY_NONE, sk_answer_page },
  { "PATCH", "pages/?",              BODY_MUST, sk_answer_page_edit },
  { "POST",  "pages",                BODY_MUST, sk_answer_page_create },
  { "GET",   "pages/?/properties/?", BODY_NONE, sk_answer_property },
};

static gboolean
fits (const char         *pattern,
      const char *const  *path)
{
  g_auto(GStrv) parts = g_strsplit (pattern, "/", -1);
  guint n = g_strv_length (parts);

  if (n != g_strv_length ((char **) path))
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (strcmp (parts[i], "?") != 0 ? strcmp (parts[i], path[i]) != 0 : *path[i] == '\0')
      return FALSE;

  return TRUE;
}

JsonNode *
sk_route (SkCall      *call,
          const char  *method,
          GError     **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    if (strcmp (routes[i].method, method) == 0 &&
        fits (routes[i].path, (const char *const *) call->path))
      {
        if (routes[i].body == BODY_MUST && call->body == NULL)
          {
            sk_refuse_value (error, "body", "defined", NULL);
            return NULL;
          }
        if (routes[i].body == BODY_NONE && call->body != NULL)
          {
            sk_refuse (error, "body failed validation: body should be not present.");
            return NULL;
          }

        return routes[i].answer (call, error);
      }

  g_set_error_literal (error, SK_REFUSAL, SK_REFUSED_URL, "Invalid request URL.");
  return NULL;
}
