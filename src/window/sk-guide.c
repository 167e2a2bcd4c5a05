/* sk-guide.c — what the marks mean, and which keys there are
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-guide.h"

#include <glib/gi18n.h>

struct _SkGuide
{
  AdwWindow            parent_instance;

  /* Template children, in the order of the .ui file */
  AdwPreferencesGroup *marks;
  AdwPreferencesGroup *keys;
};

G_DEFINE_FINAL_TYPE (SkGuide, sk_guide, ADW_TYPE_WINDOW)

typedef struct
{
  const char *style;
  const char *icon;             /* (nullable) */
  const char *title;
  const char *text;
} Mark;

static const Mark marks[] = {
  { "new", "media-record-symbolic", N_("New"), N_("It had no slot and gets one.") },
  { "moved", "go-jump-symbolic", N_("Moved"),
    N_("A dashed outline shows where it was; point at it to see the way.") },
  { "missed", "document-open-recent-symbolic", N_("Missed"),
    N_("Its slot passed without it being done; it gets another.") },
  { "kept", NULL, N_("Kept"), N_("It stays where it is.") },
  { "pinned", "view-pin-symbolic", N_("Pinned"), N_("You put it there; nothing moves it.") },
  { "running", NULL, N_("Running"), N_("It is under way; nothing moves it.") },
  { "late", "alarm-symbolic", N_("Late"), N_("It misses its due date.") },
  { "off", NULL, N_("Left as It Is"), N_("You unchecked it; the rest is planned around it.") },
  { "busy", NULL, N_("Busy"), N_("An event; the dot has the colour of its calendar.") },
};

typedef struct
{
  const char *accelerator;
  const char *title;
} Key;

static const Key keys[] = {
  { "<Control>Return", N_("Apply the changes") },
  { "<Control>z", N_("Undo the last write") },
  { "<Control>r", N_("Reschedule") },
  { "space", N_("Check or uncheck a change") },
  { "Return", N_("Why is it there?") },
  { "p", N_("Pin it, or take the pin out") },
  { "Down", N_("Walk in time, and between days") },
  { "<Control>Down", N_("Put it later, and pin it") },
  { "<Control>Right", N_("Put it on another day, and pin it") },
  { "<Control>1", N_("Changes") },
  { "<Control>2", N_("Upcoming") },
  { "<Control>3", N_("Unplaced") },
  { "<Control>4", N_("Day") },
  { "<Alt>Right", N_("Later days") },
  { "<Alt>Left", N_("Earlier days") },
  { "F1", N_("Marks and keyboard shortcuts") },
  { "<Control>w", N_("Close the window") },
};

static void
add_mark (SkGuide    *self,
          const Mark *mark)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *sample = mark->icon != NULL ? gtk_image_new_from_icon_name (mark->icon)
                                         : adw_bin_new ();
  const char *const classes[] = { "sample", "slot", "colour-0", mark->style, NULL };

  gtk_widget_set_css_classes (sample, (const char **) classes);
  gtk_widget_set_valign (sample, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(mark->title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _(mark->text));
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), sample);
  adw_preferences_group_add (self->marks, row);
}

static void
add_key (SkGuide   *self,
         const Key *key)
{
  GtkWidget *row = adw_action_row_new ();
  guint code;
  GdkModifierType modifiers;

  gtk_accelerator_parse (key->accelerator, &code, &modifiers);

  g_autofree char *text = gtk_accelerator_get_label (code, modifiers);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "key");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _(key->title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_preferences_group_add (self->keys, row);
}

static void
sk_guide_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_GUIDE);

  G_OBJECT_CLASS (sk_guide_parent_class)->dispose (object);
}

static void
sk_guide_class_init (SkGuideClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sk_guide_dispose;

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-guide.ui");
  gtk_widget_class_bind_template_child (widget_class, SkGuide, marks);
  gtk_widget_class_bind_template_child (widget_class, SkGuide, keys);
}

static void
sk_guide_init (SkGuide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    add_mark (self, &marks[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    add_key (self, &keys[i]);
}

GtkWidget *
sk_guide_new (void)
{
  return g_object_new (SK_TYPE_GUIDE, NULL);
}
