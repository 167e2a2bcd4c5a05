/* sk-notices.c — what a person should be told when one state follows another
 *
 * Each kind of notice has a subject: what exactly it is about in a state, or
 * nothing.  The same subject is told once, another one anew in its place, and
 * without one it is taken back.  So there is never more than one of a kind.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-notices.h"

#include <glib/gi18n-lib.h>

#include "sk-error.h"
#include "sk-name-words.h"
#include "sk-state-words.h"
#include "sk-words.h"

#define MORE_MINUTES 15

static GVariant *
make_any_task (void)
{
  return g_variant_new_string ("");
}

/* --- changes wait for review --- */

static char *
dup_review (SkState *state)
{
  SkPhase phase = sk_state_get_phase (state);

  if (sk_state_get_n_changes (state) == 0 ||
      (phase != SK_PHASE_REVIEW && phase != SK_PHASE_OFFLINE))
    return NULL;

  return g_strdup (sk_state_get_digest (state));
}

/* One server cuts an action's name at the brackets of a list, so it is the
 * action without one. */
static SkNotice *
make_review (SkState *state)
{
  SkNotice *notice = sk_notice_new (SK_NOTICE_REVIEW,
                                    sk_words_dup_n_waiting (sk_state_get_n_changes (state)),
                                    sk_words_dup_counts (sk_state_get_counts (state)));

  sk_notice_set_click (notice, "preview", make_any_task ());
  sk_notice_add_button (notice, C_("button", "Review"), "preview", make_any_task ());
  sk_notice_add_button (notice, C_("button", "Apply"), "apply-all",
                        g_variant_new_string (sk_state_get_digest (state)));

  return notice;
}

/* --- changes were written --- */

static char *
dup_applied (SkState *state)
{
  if (!sk_state_can_undo (state) || sk_state_get_last_written (state) == 0)
    return NULL;

  return g_strdup (sk_state_get_last_set (state));
}

static SkNotice *
make_applied (SkState *state)
{
  char *next = sk_words_dup_next (state);
  SkNotice *notice = sk_notice_new (SK_NOTICE_APPLIED,
                                    sk_words_dup_n_written (sk_state_get_last_written (state)),
                                    next != NULL ? next : g_strdup (""));

  sk_notice_set_click (notice, "preview", make_any_task ());
  sk_notice_add_button (notice, C_("button", "Undo"), "undo", NULL);

  return notice;
}

/* --- due dates that cannot be met --- */

static char *
dup_late (SkState *state)
{
  g_autoptr(GString) tasks = NULL;

  if (sk_state_get_n_late (state) == 0)
    return NULL;

  tasks = g_string_new (NULL);
  g_string_printf (tasks, "%u", sk_state_get_counts (state)->late);
  for (guint i = 0; i < sk_state_get_n_late (state); i++)
    g_string_append_printf (tasks, "\n%s", sk_state_get_late (state, i)->task);

  return g_string_free (g_steal_pointer (&tasks), FALSE);
}

static guint
count_late (SkState *state)
{
  return MAX (sk_state_get_counts (state)->late, sk_state_get_n_late (state));
}

/* The state names more of them than are told by name; the rest is only counted. */
static char *
dup_late_names (SkState *state)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < sk_state_get_n_late (state); i++)
    {
      const SkSlot *slot = sk_state_get_late (state, i);

      g_ptr_array_add (names, *slot->title != '\0' ? slot->title : slot->task);
    }
  for (guint i = sk_state_get_n_late (state); i < count_late (state); i++)
    g_ptr_array_add (names, (char *) "");

  return sk_words_dup_names (names);
}

static SkNotice *
make_late (SkState *state)
{
  guint n = count_late (state);
  char *title = g_strdup_printf (ngettext ("%u due date cannot be met",
                                           "%u due dates cannot be met", n), n);
  SkNotice *notice = sk_notice_new (SK_NOTICE_LATE, title, dup_late_names (state));

  notice->is_urgent = TRUE;
  sk_notice_set_click (notice, "preview",
                       g_variant_new_string (sk_state_get_late (state, 0)->task));
  sk_notice_add_button (notice, C_("button", "Review"), "preview",
                        g_variant_new_string (sk_state_get_late (state, 0)->task));

  return notice;
}

/* --- a slot has ended, a slot begins --- */

static char *
dup_slot (const SkSlot *slot,           /* (nullable) */
          gint64        moment)
{
  if (slot == NULL)
    return NULL;

  return g_strdup_printf ("%s\n%" G_GINT64_FORMAT, slot->task, moment);
}

static char *
dup_ended (SkState *state)
{
  const SkSlot *slot = sk_state_get_ended (state);

  return dup_slot (slot, slot != NULL ? slot->span.end : 0);
}

static SkNotice *
make_ended (SkState *state)
{
  const SkSlot *slot = sk_state_get_ended (state);
  SkNotice *notice = sk_notice_new (SK_NOTICE_ENDED, g_strdup (_("A slot has ended")),
                                    sk_words_dup_ended (state));

  sk_notice_set_click (notice, "preview", g_variant_new_string (slot->task));
  sk_notice_add_button (notice, C_("task", "Done"), "done", g_variant_new_string (slot->task));
  sk_notice_add_button (notice, _("15 minutes more"), "extend",
                        g_variant_new ("(su)", slot->task, MORE_MINUTES));
  sk_notice_add_button (notice, C_("button", "Put back"), "reschedule", NULL);

  return notice;
}

static char *
dup_start (SkState *state)
{
  const SkSlot *slot = sk_state_get_running (state);

  return dup_slot (slot, slot != NULL ? slot->span.start : 0);
}

static SkNotice *
make_start (SkState *state)
{
  SkNotice *notice = sk_notice_new (SK_NOTICE_START, g_strdup (_("A slot begins")),
                                    sk_words_dup_running (state));

  sk_notice_set_click (notice, "preview",
                       g_variant_new_string (sk_state_get_running (state)->task));

  return notice;
}

/* --- what only the person can mend --- */

static char *
dup_trouble (SkState *state)
{
  SkPhase phase = sk_state_get_phase (state);
  const GError *error = sk_state_get_error (state);

  if (phase == SK_PHASE_LOCKED)
    return g_strdup ("");
  if (phase == SK_PHASE_FAILED && error != NULL)
    return g_strdup (error->message);

  return NULL;
}

static SkNotice *
make_trouble (SkState *state)
{
  gboolean is_locked = sk_state_get_phase (state) == SK_PHASE_LOCKED;
  SkNotice *notice = sk_notice_new (SK_NOTICE_TROUBLE,
                                    g_strdup (is_locked ? _("The keyring is locked")
                                                        : _("Your plan stands still")),
                                    is_locked ? g_strdup (_("Your plan stands still until it is "
                                                            "unlocked."))
                                              : sk_words_dup_phase (state));

  notice->is_urgent = !is_locked;
  if (is_locked)
    {
      sk_notice_set_click (notice, "unlock", NULL);
      sk_notice_add_button (notice, _("Unlock…"), "unlock", NULL);
    }
  else
    {
      sk_notice_set_click (notice, "preferences", NULL);
      sk_notice_add_button (notice, C_("button", "Open preferences"), "preferences", NULL);
    }

  return notice;
}

/* --- all kinds --- */

/* What happens is told when it happens; what is, also when we begin. */
static const struct
{
  const char *kind;
  char     *(* dup_subject) (SkState *state);
  SkNotice *(* make)        (SkState *state);
  gboolean    happens;
  gboolean    is_optional;
} kinds[] = {
  { SK_NOTICE_REVIEW, dup_review, make_review },
  { SK_NOTICE_APPLIED, dup_applied, make_applied, .happens = TRUE },
  { SK_NOTICE_LATE, dup_late, make_late },
  { SK_NOTICE_ENDED, dup_ended, make_ended, .happens = TRUE },
  { SK_NOTICE_START, dup_start, make_start, .happens = TRUE, .is_optional = TRUE },
  { SK_NOTICE_TROUBLE, dup_trouble, make_trouble },
};

/**
 * sk_notices_may_compare:
 * @state: a state
 *
 * Returns: whether it says how things are; not while somebody is looking
 */
gboolean
sk_notices_may_compare (SkState *state)
{
  return sk_state_get_phase (state) != SK_PHASE_WORKING;
}

/**
 * sk_notices_compare:
 * @before: (nullable): the last state that was compared
 * @after: (nullable): the state there is now, one that may be compared; %NULL:
 *   there is nobody any more who could act on a notice
 * @tells_starts: whether the person wants to know when a slot begins
 *
 * Returns: (transfer full): what to tell and what to take back
 */
SkNews
sk_notices_compare (SkState  *before,
                    SkState  *after,
                    gboolean  tells_starts)
{
  SkNews news = { g_ptr_array_new_with_free_func ((GDestroyNotify) sk_notice_free),
                  g_ptr_array_new () };
  gboolean has_begun = before != NULL && sk_state_get_at (before) != 0;

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *old = before != NULL ? kinds[i].dup_subject (before) : NULL;
      g_autofree char *subject = after != NULL ? kinds[i].dup_subject (after) : NULL;

      if (subject == NULL && old != NULL)
        g_ptr_array_add (news.stale, (char *) kinds[i].kind);
      if (subject == NULL || g_strcmp0 (subject, old) == 0)
        continue;
      if ((kinds[i].happens && !has_begun) || (kinds[i].is_optional && !tells_starts))
        continue;
      g_ptr_array_add (news.fresh, kinds[i].make (after));
    }

  g_ptr_array_add (news.stale, NULL);

  return news;
}

/**
 * sk_notices_new_background:
 *
 * For when the last window was closed and no panel shows an icon.
 *
 * Returns: (transfer full): that it goes on, and how to end it
 */
SkNotice *
sk_notices_new_background (void)
{
  SkNotice *notice = sk_notice_new (SK_NOTICE_BACKGROUND,
                                    g_strdup (_("Slotkeeper goes on in the background")),
                                    g_strdup (_("This desktop has no place for its icon: start "
                                                "it again to see your plan.")));

  sk_notice_set_click (notice, "preview", make_any_task ());
  sk_notice_add_button (notice, _("Quit"), "quit", NULL);

  return notice;
}

void
sk_news_clear (SkNews *self)
{
  g_clear_pointer (&self->fresh, g_ptr_array_unref);
  g_clear_pointer (&self->stale, g_ptr_array_unref);
}
