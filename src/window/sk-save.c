/* sk-save.c — the plan, saved as a calendar file where the person says
 *
 * A line for the path, with a place that is usual: it needs no more than the
 * oldest toolkit we know, and nothing that a newer one gave up.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-save.h"

#include <glib/gi18n.h>

#include "sk-entry-reader.h"
#include "sk-preferences-store.h"

struct _SkSave
{
  AdwWindow     parent_instance;

  SkBusMirror  *mirror;
  GCancellable *cancellable;
  char         *target;         /* (nullable): where it is being saved */

  /* Template children, in the order of the .ui file */
  GtkWidget    *save;
  GtkEditable  *path;
  GtkLabel     *answer;
};

G_DEFINE_FINAL_TYPE (SkSave, sk_save, ADW_TYPE_WINDOW)

enum
{
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
say (SkSave     *self,
     const char *text,
     gboolean    is_trouble)
{
  gtk_label_set_label (self->answer, text);
  if (is_trouble)
    gtk_widget_add_css_class (GTK_WIDGET (self->answer), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->answer), "error");
  sk_entry_reader_tell (ADW_ENTRY_ROW (self->path), text, is_trouble);
}

/* What is there is not replaced without a word. */
static void
render (SkSave *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = sk_preferences_store_dup_ics_path (gtk_editable_get_text (self->path),
                                                             &error);

  gtk_widget_set_sensitive (self->save, path != NULL && self->target == NULL);
  if (path == NULL)
    say (self, error->message, TRUE);
  else if (g_file_test (path, G_FILE_TEST_EXISTS))
    say (self, _("That file is there already; it will be replaced."), FALSE);
  else
    say (self, "", FALSE);
}

static void
fail (SkSave     *self,
      const char *text)
{
  g_clear_pointer (&self->target, g_free);
  gtk_widget_set_sensitive (self->save, TRUE);
  say (self, text, TRUE);
}

static void
on_written (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(SkSave) self = SK_SAVE (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      g_signal_emit (self, signals[SAVED], 0, self->target);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  /* Translators: %s is why */
  text = g_strdup_printf (_("It could not be saved: %s"), error->message);
  fail (self, text);
}

static void
on_exported (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(SkSave) self = SK_SAVE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) answer = sk_bus_mirror_call_finish (SK_BUS_MIRROR (source), result, &error);
  g_autoptr(GFile) file = NULL;
  g_autoptr(GBytes) bytes = NULL;
  const char *text;

  if (self->mirror == NULL)
    return;
  if (answer == NULL)
    {
      fail (self, error->message);
      return;
    }

  g_variant_get (answer, "(&s)", &text);
  file = g_file_new_for_path (self->target);
  bytes = g_bytes_new (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE,
                                       self->cancellable, on_written, g_object_ref (self));
}

static void
on_save (SkSave *self)
{
  if (self->target != NULL)
    return;

  self->target = sk_preferences_store_dup_ics_path (gtk_editable_get_text (self->path), NULL);
  if (self->target == NULL)
    return;

  gtk_widget_set_sensitive (self->save, FALSE);
  sk_bus_mirror_export_async (self->mirror, self->cancellable, on_exported, g_object_ref (self));
}

/* --- the object --- */

static void
sk_save_dispose (GObject *object)
{
  SkSave *self = SK_SAVE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->mirror);
  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_SAVE);

  G_OBJECT_CLASS (sk_save_parent_class)->dispose (object);
}

static void
sk_save_finalize (GObject *object)
{
  g_free (SK_SAVE (object)->target);

  G_OBJECT_CLASS (sk_save_parent_class)->finalize (object);
}

static void
sk_save_class_init (SkSaveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sk_save_dispose;
  object_class->finalize = sk_save_finalize;

  signals[SAVED] = g_signal_new ("saved", SK_TYPE_SAVE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-save.ui");
  gtk_widget_class_bind_template_child (widget_class, SkSave, save);
  gtk_widget_class_bind_template_child (widget_class, SkSave, path);
  gtk_widget_class_bind_template_child (widget_class, SkSave, answer);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, render);
}

static void
sk_save_init (SkSave *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  sk_entry_reader_attach (ADW_ENTRY_ROW (self->path));
}

/**
 * sk_save_new:
 * @mirror: the service
 *
 * It has a signal "saved" with a path, when the plan is there.
 *
 * Returns: (transfer floating): a window to save the plan with
 */
GtkWidget *
sk_save_new (SkBusMirror *mirror)
{
  SkSave *self = g_object_new (SK_TYPE_SAVE, NULL);
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);
  /* Translators: the name of a file */
  g_autofree char *path = g_build_filename (documents != NULL ? documents : g_get_home_dir (),
                                            _("plan.ics"), NULL);

  self->mirror = g_object_ref (mirror);
  gtk_editable_set_text (self->path, path);
  gtk_widget_grab_focus (GTK_WIDGET (self->path));

  return GTK_WIDGET (self);
}
