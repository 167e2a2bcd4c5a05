/* sk-why-popover.c — why a task is where it is, and what can be said against it
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-why-popover.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <math.h>

#include "sk-card-words.h"
#include "sk-shape.h"
#include "sk-time-words.h"

#define WIDTH_CHARS 40

struct _SkWhyPopover
{
  GtkPopover  parent_instance;

  /* Template children, in the order of the .ui file */
  AdwClamp   *clamp;
  GtkLabel   *title;
  GtkLabel   *when;
  GtkLabel   *why;
  GtkLabel   *trouble;
  GtkWidget  *holding;
  GtkGrid    *blocked;
  GtkLabel   *facts;
  GtkWidget  *pin;
  GtkWidget  *release;
  GtkWidget  *ban;
  GtkWidget  *open;
};

G_DEFINE_FINAL_TYPE (SkWhyPopover, sk_why_popover, GTK_TYPE_POPOVER)

static void
sk_why_popover_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_WHY_POPOVER);

  G_OBJECT_CLASS (sk_why_popover_parent_class)->dispose (object);
}

static void
sk_why_popover_class_init (SkWhyPopoverClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sk_why_popover_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-why-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, SkWhyPopover, clamp);
  gtk_widget_class_bind_template_child (widget_class, SkWhyPopover, title);
  gtk_widget_class_bind_template_child (widget_class, SkWhyPopover, when);
  gtk_widget_class_bind_template_child (widget_class, SkWhyPopover, why);
  gtk_widget_class_bind_template_child (widget_class, SkWhyPopover, trouble);
  gtk_widget_class_bind_template_child (widget_class, SkWhyPopover, holding);
  gtk_widget_class_bind_template_child (widget_class, SkWhyPopover, blocked);
  gtk_widget_class_bind_template_child (widget_class, SkWhyPopover, facts);
  gtk_widget_class_bind_template_child (widget_class, SkWhyPopover, pin);
  gtk_widget_class_bind_template_child (widget_class, SkWhyPopover, release);
  gtk_widget_class_bind_template_child (widget_class, SkWhyPopover, ban);
  gtk_widget_class_bind_template_child (widget_class, SkWhyPopover, open);
  gtk_widget_class_bind_template_callback (widget_class, gtk_popover_popdown);
}

/* A popover of GTK 4.8 asks how high it has to be at a width from which it then takes
 * its shadow away: what is never wider than this is not asked about more. */
static void
set_width (SkWhyPopover *self)
{
  int width = sk_shape_count_letters (GTK_WIDGET (self), WIDTH_CHARS);

  adw_clamp_set_maximum_size (self->clamp, width);
  adw_clamp_set_tightening_threshold (self->clamp, width);
}

static void
sk_why_popover_init (SkWhyPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  set_width (self);
}

GtkWidget *
sk_why_popover_new (void)
{
  return g_object_new (SK_TYPE_WHY_POPOVER, NULL);
}

/* --- what it says --- */

static GtkWidget *
new_cell (const char *text,
          gboolean    is_dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), is_dim ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), is_dim ? -1 : 18);
  gtk_label_set_max_width_chars (GTK_LABEL (label), is_dim ? -1 : 28);
  gtk_widget_set_tooltip_text (label, is_dim ? NULL : text);
  gtk_widget_set_hexpand (label, !is_dim);
  if (is_dim)
    gtk_widget_add_css_class (label, "dim-label");

  return label;
}

/* A line that holds nothing back in itself only marks where a range ends. */
static void
add_blocked (SkWhyPopover    *self,
             SkRules         *rules,
             const SkBlocked *blocked,
             int              row)
{
  g_autofree char *when = sk_words_dup_span (blocked->span, rules);
  g_autofree char *what = sk_words_dup_held_by (blocked);

  gtk_grid_attach (self->blocked, new_cell (when, TRUE), 0, row, 1, 1);
  gtk_grid_attach (self->blocked, new_cell (what, FALSE), 1, row, 1, 1);
}

/* Stretches that are in no line. */
static void
take_more (SkWhyPopover *self,
           char         *text,          /* (transfer full) */
           int           row)
{
  gtk_grid_attach (self->blocked, new_cell (text, TRUE), 0, row, 2, 1);
  g_free (text);
}

static void
set_blocked (SkWhyPopover *self,
             SkRules      *rules,
             const SkCard *card)
{
  const GArray *blocked = card->blocked;
  GtkWidget *child;
  int n = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->blocked))) != NULL)
    gtk_grid_remove (self->blocked, child);

  if (card->n_blocked_before > 0)
    /* Translators: stretches of time that are taken, before those that follow in the list */
    take_more (self, g_strdup_printf (ngettext ("%u more before", "%u more before",
                                                card->n_blocked_before), card->n_blocked_before),
               n++);
  for (guint i = 0; blocked != NULL && i < blocked->len; i++)
    {
      const SkBlocked *line = &g_array_index (blocked, SkBlocked, i);

      if (!sk_span_is_empty (line->span))
        add_blocked (self, rules, line, n++);
    }

  if (card->n_blocked_after > 0)
    /* Translators: stretches of time that are taken, after those of the list above */
    take_more (self, g_strdup_printf (ngettext ("%u more after", "%u more after",
                                                card->n_blocked_after), card->n_blocked_after),
               n++);
  gtk_widget_set_visible (self->holding, n > 0);
}

static char *
dup_trouble (const SkCard *card)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (card->failure != NULL)
    g_string_append_printf (text, "%s\n", card->failure);
  if (card->late_why != NULL)
    g_string_append_printf (text, "%s\n", card->late_why);
  for (guint i = 0; card->warnings != NULL && card->warnings[i] != NULL; i++)
    g_string_append_printf (text, "%s\n", card->warnings[i]);
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_facts (SkRules      *rules,
           const SkCard *card)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *due = sk_words_dup_when (card->due, rules);
  g_autofree char *latest = sk_words_dup_latest (card, rules);

  if (*due != '\0')
    /* Translators: %s is a day or a moment */
    g_string_append_printf (text, _("Due %s. "), due);
  if (sk_card_is_placed (card) && card->fixed == SK_FIXED_NO)
    g_string_append_printf (text, "%s ", latest);
  if (!isnan (card->rank))
    /* Translators: how important a task is, a number */
    g_string_append_printf (text, _("Rank %g. "), card->rank);
  if (card->workspace != NULL)
    g_string_append (text, card->workspace);

  return g_strstrip (g_string_free (g_steal_pointer (&text), FALSE));
}

static void
set_text (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_label (label, text);
  gtk_widget_set_visible (GTK_WIDGET (label), *text != '\0');
}

static void
set_buttons (SkWhyPopover *self,
             const SkCard *card)
{
  GtkWidget *const buttons[] = { self->pin, self->release, self->ban, self->open };
  gboolean is_pinned = card->fixed == SK_FIXED_PINNED || card->fixed == SK_FIXED_MANUAL;

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (buttons[i]), "s", card->task);

  gtk_widget_set_visible (self->pin, sk_card_is_placed (card) && card->fixed == SK_FIXED_NO);
  gtk_widget_set_visible (self->release, is_pinned);
  gtk_widget_set_visible (self->ban, sk_card_is_placed (card) && card->fixed == SK_FIXED_NO);
  gtk_widget_set_visible (self->open, card->url != NULL);
}

/**
 * sk_why_popover_set_card:
 * @self: a popover
 * @board: what @card belongs to
 * @card: what is asked about
 */
void
sk_why_popover_set_card (SkWhyPopover *self,
                         SkBoard      *board,
                         const SkCard *card)
{
  SkRules *rules = sk_board_get_rules (board);
  g_autofree char *when = sk_card_is_placed (card) ? sk_words_dup_from_to (card, rules)
                                                   : g_strdup (_("Without a place"));
  g_autofree char *trouble = dup_trouble (card);
  g_autofree char *facts = dup_facts (rules, card);

  set_text (self->title, sk_words_get_card_title (card));
  set_text (self->when, when);
  set_text (self->why, card->why);
  set_text (self->trouble, trouble);
  set_text (self->facts, facts);
  set_blocked (self, rules, card);
  set_buttons (self, card);
}
