/* sk-service-answers.c — what the service is asked about its plan
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-service-private.h"

#include <glib/gi18n-lib.h>

#include "sk-commit.h"
#include "sk-effect.h"
#include "sk-error.h"
#include "sk-horizon.h"
#include "sk-ical-codec.h"
#include "sk-places-codec.h"
#include "sk-places.h"
#include "sk-plan-codec.h"
#include "sk-what-if-codec.h"
#include "sk-what-if.h"
#include "sk-why.h"

static gboolean
has_plan (SkService  *self,
          GError    **error)
{
  if (self->plan != NULL)
    return TRUE;

  g_set_error_literal (error, SK_ERROR, SK_ERROR_BUSY, _("There is no plan yet."));
  return FALSE;
}

static GArray *
list_open (SkPlan *plan)
{
  g_autoptr(SkHorizon) horizon = sk_horizon_new (sk_plan_get_rules (plan), sk_plan_get_at (plan));
  GArray *open = g_array_new (FALSE, FALSE, sizeof (SkSpan));

  for (guint i = 0; i < horizon->n_stretches; i++)
    {
      SkSpan span = sk_horizon_get_span_of (horizon, &horizon->stretches[i]);

      g_array_append_val (open, span);
    }

  return open;
}

/**
 * sk_service_dup_plan_text:
 * @self: a service
 *
 * Returns: (transfer full): the plan that is shown, with everything a face needs
 *   to draw it (formats.md §5, `Plan`); empty while there is none
 */
char *
sk_service_dup_plan_text (SkService *self)
{
  g_return_val_if_fail (SK_IS_SERVICE (self), NULL);

  if (self->plan == NULL)
    return g_strdup ("");

  g_autoptr(SkPlan) certified = sk_why_certify (self->plan);
  g_autoptr(GArray) open = list_open (self->plan);
  g_autofree char *digest = sk_commit_dup_digest (self->plan);

  return sk_plan_codec_write_for_faces (certified, digest, &(SkPlanFaces) {
    .whole = self->whole == self->plan ? certified : self->whole,
    .open = open,
    .failures = self->failures,
  });
}

/**
 * sk_service_dup_calendar:
 * @self: a service
 * @error: %SK_ERROR_BUSY while there is no plan
 *
 * Returns: (transfer full) (nullable): the plan that is shown, as iCalendar
 */
char *
sk_service_dup_calendar (SkService  *self,
                         GError    **error)
{
  g_return_val_if_fail (SK_IS_SERVICE (self), NULL);

  return has_plan (self, error) ? sk_ical_codec_write (self->plan) : NULL;
}

/**
 * sk_service_dup_what_if:
 * @self: a service
 * @lines: what is supposed, %NULL-terminated
 * @error: %SK_ERROR_SETTING, naming the line; %SK_ERROR_BUSY while there is no plan
 *
 * Returns: (transfer full) (nullable): what that would change, `slotkeeper-what-if/1`
 */
char *
sk_service_dup_what_if (SkService          *self,
                        const char *const  *lines,
                        GError            **error)
{
  g_return_val_if_fail (SK_IS_SERVICE (self), NULL);

  g_autoptr(SkPlan) supposed = has_plan (self, error)
                                 ? sk_what_if_plan (self->plan, lines, FALSE, error) : NULL;

  if (supposed == NULL)
    return NULL;

  g_autoptr(GArray) effects = sk_effect_list (self->plan, supposed);
  g_autofree char *before = sk_commit_dup_digest (self->plan);
  g_autofree char *after = sk_commit_dup_digest (supposed);

  return sk_what_if_codec_write (&(SkWhatIfInit) {
    .lines = lines,
    .before = self->plan,
    .before_digest = before,
    .after = supposed,
    .after_digest = after,
    .effects = effects,
  });
}

/**
 * sk_service_dup_places:
 * @self: a service
 * @id: the id of a task
 * @error: %SK_ERROR_MISSING; %SK_ERROR_BUSY while there is no plan
 *
 * Returns: (transfer full) (nullable): where it could be, `slotkeeper-places/1`
 */
char *
sk_service_dup_places (SkService   *self,
                       const char  *id,
                       GError     **error)
{
  SkSnapshot *snapshot;
  guint i;

  g_return_val_if_fail (SK_IS_SERVICE (self), NULL);

  if (!has_plan (self, error))
    return NULL;

  snapshot = sk_plan_get_snapshot (self->plan);
  if (!sk_snapshot_find (snapshot, id, &i))
    {
      g_set_error_literal (error, SK_ERROR, SK_ERROR_MISSING,
                           _("That task is not there any more."));
      return NULL;
    }

  g_autoptr(GArray) tries = sk_places_list (self->plan, sk_snapshot_get_task (snapshot, i));

  return sk_places_codec_write (sk_snapshot_get_task (snapshot, i), tries,
                                sk_plan_get_rules (self->plan));
}
