/* sk-stand-in-faults.c — trouble a test asks for
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

struct _SkFault
{
  SkStandInFault fault;           /* its strings are ours */
  guint          n_seen;
  guint          n_done;
};

void
sk_fault_free (SkFault *self)
{
  g_free ((char *) self->fault.method);
  g_free ((char *) self->fault.path);
  g_free ((char *) self->fault.code);
  g_free ((char *) self->fault.message);
  g_free ((char *) self->fault.reason);
  g_free (self);
}

void
sk_notion_stand_in_add_fault (SkNotionStandIn      *self,
                              const SkStandInFault *fault)
{
  g_return_if_fail (SK_IS_NOTION_STAND_IN (self));
  g_return_if_fail (fault->trouble != SK_STAND_IN_ANSWER || fault->status >= 400);

  SkFault *copy = g_new0 (SkFault, 1);

  copy->fault = *fault;
  copy->fault.method = g_strdup (fault->method);
  copy->fault.path = g_strdup (fault->path);
  copy->fault.code = g_strdup (fault->code);
  copy->fault.message = g_strdup (fault->message);
  copy->fault.reason = g_strdup (fault->reason);
  copy->fault.nth = MAX (fault->nth, 1);
  copy->fault.times = MAX (fault->times, 1);
  g_ptr_array_add (self->faults, copy);
}

void
sk_notion_stand_in_clear_faults (SkNotionStandIn *self)
{
  g_ptr_array_set_size (self->faults, 0);
}

/* Each counts the requests it matches; the first that is due happens. */
const SkStandInFault *
sk_faults_meet (SkNotionStandIn *self,
                const char      *method,
                const char      *path)
{
  SkFault *due = NULL;

  for (guint i = 0; i < self->faults->len; i++)
    {
      SkFault *fault = g_ptr_array_index (self->faults, i);

      if ((fault->fault.method != NULL && strcmp (fault->fault.method, method) != 0) ||
          (fault->fault.path != NULL && !g_pattern_match_simple (fault->fault.path, path)))
        continue;

      fault->n_seen++;
      if (due == NULL && fault->n_seen >= fault->fault.nth && fault->n_done < fault->fault.times)
        due = fault;
    }

  if (due == NULL)
    return NULL;
  if (due->fault.times != G_MAXUINT)
    due->n_done++;

  return &due->fault;
}

static const struct
{
  guint       status;
  const char *code;
  const char *text;
} errors[] = {
  { 401, "unauthorized", "API token is invalid." },
  { 403, "restricted_resource", "Insufficient permissions for this endpoint." },
  { 404, "object_not_found", "Could not find page." },
  { 409, "conflict_error", "Conflict occurred while saving. Please try again." },
  { 429, "rate_limited", "You have been rate limited. Please try again in a few minutes." },
  { 500, "internal_server_error", "Unexpected error occurred." },
  { 503, "service_unavailable", "Public API service is temporarily unavailable, please try again "
                                "later." },
  { 504, "gateway_timeout", "The request timed out." },
  { 529, "service_overload", "The service is overloaded. Please try again later." },
};

static JsonObject *
make_additional (const SkStandInFault *self)
{
  JsonObject *additional = json_object_new ();
  g_autofree char *seconds = g_strdup_printf ("%u", self->retry_after);

  if (self->status == 429)
    json_object_set_string_member (additional, "rate_limit_reason",
                                   self->reason != NULL ? self->reason
                                                        : "public_api_request_rate_limit");
  if (self->retry_after > 0)
    json_object_set_string_member (additional, "retry_after", seconds);

  return additional;
}

/* The answer of SK_STAND_IN_ANSWER. */
JsonNode *
sk_fault_error (const SkStandInFault *self)
{
  gboolean additional = self->status == 429 || self->retry_after > 0;
  const char *code = self->code;
  const char *text = "Something went wrong.";

  for (gsize i = 0; i < G_N_ELEMENTS (errors); i++)
    if (errors[i].status == self->status)
      {
        code = self->code != NULL ? self->code : errors[i].code;
        text = errors[i].text;
      }
  if (self->message != NULL)
    text = self->message;

  return sk_error_new (self->status, code != NULL ? code : "internal_server_error", text,
                       additional ? make_additional (self) : NULL);
}

/* The answer of SK_STAND_IN_SAVED_503, where @answer could not be built. */
JsonNode *
sk_fault_saved (JsonNode *answer)
{
  JsonObject *additional = json_object_new ();
  JsonArray *guidance = json_array_new ();

  json_array_add_string_element (guidance, "Read the object again to confirm the saved change.");
  json_array_add_string_element (guidance, "Do not repeat the write.");
  json_object_set_array_member (additional, "retry_guidance", guidance);
  json_object_set_string_member (additional, "committed_resource_id",
                                 json_object_get_string_member_with_default (
                                   json_node_get_object (answer), "id", ""));
  json_object_set_string_member (additional, "elapsed_ms", "55012");
  json_object_set_string_member (additional, "deadline_ms", "55000");

  return sk_error_new (503, "service_unavailable",
                       "The change was saved, but the response could not be built in time. Read "
                       "the object again to confirm the saved change.", additional);
}

const char *
sk_fault_html (const SkStandInFault *self)
{
  return self->status == 403
           ? "<!DOCTYPE html><html><head><title>Attention Required! | Cloudflare</title></head>"
             "<body><h1>Sorry, you have been blocked</h1></body></html>\n"
           : "<html><head><title>502 Bad Gateway</title></head>"
             "<body><center><h1>502 Bad Gateway</h1></center></body></html>\n";
}
