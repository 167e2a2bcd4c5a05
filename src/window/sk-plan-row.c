/* sk-plan-row.c — a task as a line of a list
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-plan-row.h"

#include <glib/gi18n.h>

#include "sk-card-words.h"
#include "sk-task-keys.h"
#include "sk-time-words.h"

#define MOST_TITLE 72           /* letters */

struct _SkPlanRow
{
  GtkListBoxRow   parent_instance;

  char           *task;
  char           *group;        /* what it stands under */
  gint64          when;         /* what it is sorted by */

  /* Template children, in the order of the .ui file */
  GtkCheckButton *check;
  GtkImage       *icon;
  GtkLabel       *title;
  GtkLabel       *mark;
  GtkLabel       *detail;
  GtkWidget      *trouble;
  GtkLabel       *reason;
  GtkWidget      *retry;
};

G_DEFINE_FINAL_TYPE (SkPlanRow, sk_plan_row, GTK_TYPE_LIST_BOX_ROW)

static void
on_toggled (SkPlanRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toggle", "s", self->task);
}

static void
on_retry (SkPlanRow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.retry", "s", self->task);
}

static const char *
task_of (GtkWidget *widget)
{
  return SK_PLAN_ROW (widget)->task;
}

static void
sk_plan_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_PLAN_ROW);

  G_OBJECT_CLASS (sk_plan_row_parent_class)->dispose (object);
}

static void
sk_plan_row_finalize (GObject *object)
{
  SkPlanRow *self = SK_PLAN_ROW (object);

  g_clear_pointer (&self->task, g_free);
  g_clear_pointer (&self->group, g_free);

  G_OBJECT_CLASS (sk_plan_row_parent_class)->finalize (object);
}

static void
sk_plan_row_class_init (SkPlanRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sk_plan_row_dispose;
  object_class->finalize = sk_plan_row_finalize;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-plan-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SkPlanRow, check);
  gtk_widget_class_bind_template_child (widget_class, SkPlanRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SkPlanRow, title);
  gtk_widget_class_bind_template_child (widget_class, SkPlanRow, mark);
  gtk_widget_class_bind_template_child (widget_class, SkPlanRow, detail);
  gtk_widget_class_bind_template_child (widget_class, SkPlanRow, trouble);
  gtk_widget_class_bind_template_child (widget_class, SkPlanRow, reason);
  gtk_widget_class_bind_template_child (widget_class, SkPlanRow, retry);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
}

static void
sk_plan_row_init (SkPlanRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sk_task_keys_add (GTK_WIDGET (self), task_of);
}

GtkWidget *
sk_plan_row_new (void)
{
  return g_object_new (SK_TYPE_PLAN_ROW, NULL);
}

/* --- what it says --- */

static const char *
get_icon (const SkCard *card)
{
  if (card->failure != NULL || !sk_card_is_placed (card))
    return "dialog-warning-symbolic";
  if (card->is_late)
    return "alarm-symbolic";
  if (card->fixed == SK_FIXED_PINNED || card->fixed == SK_FIXED_MANUAL)
    return "view-pin-symbolic";

  return NULL;
}

static char *
dup_detail (const SkCard *card,
            SkRules      *rules)
{
  if (!sk_card_is_placed (card) && !sk_card_is_change (card))
    return g_strdup (card->why);
  if (!sk_card_is_placed (card))
    return sk_words_dup_from_to (card, rules);

  return sk_words_dup_from_to_clocks (card, rules);
}

/* What went wrong, or what is not as it should be; one thing at a time. */
static const char *
get_reason (const SkCard *card)
{
  if (card->failure != NULL)
    return card->failure;
  if (card->is_late)
    return card->late_why;
  if (card->warnings != NULL && card->warnings[0] != NULL)
    return card->warnings[0];
  if (!sk_card_is_placed (card) && sk_card_is_change (card))
    return card->why;

  return NULL;
}

static void
set_check (SkPlanRow    *self,
           const SkCard *card,
           gboolean      is_asked)
{
  /* Translators: %s is a task; said by screen readers for a check box */
  g_autofree char *name = g_strdup_printf (_("Write “%s”"), sk_words_get_card_title (card));

  g_signal_handlers_block_by_func (self->check, on_toggled, self);
  gtk_check_button_set_active (self->check, !card->is_off);
  g_signal_handlers_unblock_by_func (self->check, on_toggled, self);
  gtk_widget_set_visible (GTK_WIDGET (self->check), is_asked && sk_card_is_change (card));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
set_classes (SkPlanRow    *self,
             const SkCard *card)
{
  static const char *const marks[] = { "kept", "new", "moved", "missed", "removed" };
  const char *mark_classes[] = { "mark", marks[card->change], NULL };

  if (card->failure != NULL)
    mark_classes[1] = "failed";
  gtk_widget_set_css_classes (GTK_WIDGET (self->mark), mark_classes);
  if (card->is_off)
    gtk_widget_add_css_class (GTK_WIDGET (self), "off");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "off");
}

/* What is wrong, and what is only worth knowing, do not look alike. */
static void
set_trouble (SkPlanRow    *self,
             const SkCard *card)
{
  if (card->failure != NULL || card->is_late)
    gtk_widget_add_css_class (self->trouble, "trouble");
  else
    gtk_widget_remove_css_class (self->trouble, "trouble");
}

static void
set_group (SkPlanRow    *self,
           SkBoard      *board,
           const SkCard *card)
{
  g_free (self->group);
  if (!sk_card_is_placed (card))
    {
      gboolean is_removed = card->change == SK_CHANGE_REMOVED;

      /* after all days */
      self->group = g_strdup (is_removed ? _("No Longer Planned") : _("Could Not Be Placed"));
      self->when = is_removed ? G_MAXINT64 - 1 : G_MAXINT64;
      return;
    }

  self->group = sk_words_dup_day (card->span.start, sk_board_get_rules (board));
  self->when = card->span.start;
}

/* As much of a title as helps to know it; the rest is in the tip. */
static void
set_title (SkPlanRow  *self,
           const char *title)
{
  g_autofree char *start = NULL;
  g_autofree char *cut = NULL;

  if (g_utf8_strlen (title, -1) > MOST_TITLE)
    {
      start = g_utf8_substring (title, 0, MOST_TITLE - 1);
      cut = g_strconcat (g_strchomp (start), "…", NULL);
    }
  gtk_label_set_label (self->title, cut != NULL ? cut : title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), cut != NULL ? title : NULL);
}

/**
 * sk_plan_row_set_card:
 * @self: a row
 * @board: what @card belongs to
 * @card: a task
 * @is_asked: whether a change is to be checked here
 */
void
sk_plan_row_set_card (SkPlanRow    *self,
                      SkBoard      *board,
                      const SkCard *card,
                      gboolean      is_asked)
{
  SkRules *rules = sk_board_get_rules (board);
  g_autofree char *detail = dup_detail (card, rules);
  g_autofree char *name = sk_words_dup_card_name (card, rules);
  const char *reason = get_reason (card);
  const char *icon = get_icon (card);

  g_free (self->task);
  self->task = g_strdup (card->task);
  set_group (self, board, card);

  set_title (self, sk_words_get_card_title (card));
  gtk_label_set_label (self->mark, sk_words_get_card_mark (card));
  gtk_widget_set_visible (GTK_WIDGET (self->mark), *sk_words_get_card_mark (card) != '\0');
  gtk_label_set_label (self->detail, detail);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon != NULL);
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (self->trouble, reason != NULL);
  set_trouble (self, card);
  gtk_widget_set_visible (self->retry, card->failure != NULL);
  set_check (self, card, is_asked);
  set_classes (self, card);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, card->why, -1);
}

const char *
sk_plan_row_get_task (SkPlanRow *self)
{
  return self->task;
}

/**
 * sk_plan_row_get_when:
 * @self: a row
 *
 * Returns: what rows are sorted by
 */
gint64
sk_plan_row_get_when (SkPlanRow *self)
{
  return self->when;
}

/**
 * sk_plan_row_get_group:
 * @self: a row
 *
 * Returns: the heading it stands under: a day, mostly
 */
const char *
sk_plan_row_get_group (SkPlanRow *self)
{
  return self->group;
}
