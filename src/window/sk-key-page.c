/* sk-key-page.c — where to make a key, and the line it is pasted into
 *
 * The key is sent on as soon as it is there, through a pipe; nothing of it
 * stays here but what is in the line.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-key-page.h"

#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "sk-entry-reader.h"
#include "sk-hand-off.h"
#include "sk-refusal.h"

#define TYPING_MS 700
#define KEYS_ADDRESS "https://www.notion.so/developers"

struct _SkKeyPage
{
  AdwBin          parent_instance;

  SkBusMirror    *mirror;
  char           *workspace;    /* (nullable): the id the service gave it */
  SkAccountOffer *offer;        /* (nullable): what the key opens */
  GCancellable   *cancellable;  /* (nullable): a key is being looked at */
  guint           timer;        /* the person is still typing */
  guint           length;       /* of what was there before */

  /* Template children, in the order of the .ui file */
  GtkEditable    *key;
  GtkSpinner     *spinner;
  GtkImage       *icon;
  GtkLabel       *answer;
};

G_DEFINE_FINAL_TYPE (SkKeyPage, sk_key_page, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- what came of it --- */

static void
say (SkKeyPage  *self,
     const char *text,
     const char *icon,          /* (nullable): it is being looked at, or nothing is */
     gboolean    is_trouble)
{
  gtk_label_set_label (self->answer, text);
  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon != NULL);
  gtk_spinner_set_spinning (self->spinner, self->cancellable != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), self->cancellable != NULL);
  if (is_trouble)
    gtk_widget_add_css_class (GTK_WIDGET (self->answer), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->answer), "error");
  if (is_trouble)
    gtk_widget_add_css_class (GTK_WIDGET (self->key), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->key), "error");
  sk_entry_reader_tell (ADW_ENTRY_ROW (self->key), text, is_trouble);
  if (*text != '\0')
    sk_refusal_show (GTK_WIDGET (self->answer));
  g_signal_emit (self, signals[CHANGED], 0);
}

static char *
dup_welcome (const SkAccountOwner *owner)
{
  if (owner->workspace != NULL && *owner->workspace != '\0')
    /* Translators: %1$s is what a connection is called, %2$s a workspace of Notion's */
    return g_strdup_printf (_("The key works: “%1$s” in “%2$s”."), owner->name, owner->workspace);

  /* Translators: %s is what a connection is called */
  return g_strdup_printf (_("The key works: “%s”."), owner->name);
}

static void
on_connected (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(SkKeyPage) self = SK_KEY_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autofree char *workspace = NULL;
  g_autofree char *welcome = NULL;
  SkAccountOffer *offer = sk_bus_mirror_connect_finish (SK_BUS_MIRROR (source), result, &workspace,
                                                        &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (offer == NULL)
    {
      say (self, error->message, "dialog-warning-symbolic", TRUE);
      return;
    }

  self->offer = offer;
  self->workspace = g_steal_pointer (&workspace);
  welcome = dup_welcome (self->offer->owner);
  say (self, welcome, "emblem-ok-symbolic", FALSE);
}

/* --- sending it --- */

static void
forget_answer (SkKeyPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->workspace, g_free);
  g_clear_pointer (&self->offer, sk_account_offer_free);
}

static void
check (SkKeyPage *self)
{
  const char *key = gtk_editable_get_text (self->key);
  int fd;

  forget_answer (self);
  if (*key == '\0')
    {
      say (self, "", NULL, FALSE);
      return;
    }

  fd = sk_hand_off_open (key);
  if (fd < 0)
    {
      say (self, _("The key could not be sent on. Try again."), "dialog-warning-symbolic", TRUE);
      return;
    }

  self->cancellable = g_cancellable_new ();
  sk_bus_mirror_connect_async (self->mirror, fd, self->cancellable, on_connected,
                               g_object_ref (self));
  close (fd);
  say (self, _("Asking Notion whose key this is…"), NULL, FALSE);
}

static gboolean
on_typed (gpointer user_data)
{
  SkKeyPage *self = user_data;

  self->timer = 0;
  check (self);

  return G_SOURCE_REMOVE;
}

/* What comes in one piece was pasted. */
static void
on_key_changed (SkKeyPage *self)
{
  guint length = (guint) g_utf8_strlen (gtk_editable_get_text (self->key), -1);
  gboolean is_pasted = length > self->length + 1;

  self->length = length;
  forget_answer (self);
  if (is_pasted || length == 0)
    check (self);
  else
    {
      say (self, "", NULL, FALSE);
      self->timer = g_timeout_add (TYPING_MS, on_typed, self);
    }
}

/* Enter asks at once; where the answer is there, it goes on like any other. */
static void
on_key_activated (SkKeyPage *self)
{
  if (self->offer == NULL && self->cancellable == NULL)
    check (self);
}

static void
on_make_key (SkKeyPage *self)
{
  g_app_info_launch_default_for_uri_async (KEYS_ADDRESS, NULL, NULL, NULL, NULL);
}

/* --- the object --- */

static gboolean
sk_key_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (gtk_editable_get_delegate (SK_KEY_PAGE (widget)->key)));
}

static void
sk_key_page_dispose (GObject *object)
{
  SkKeyPage *self = SK_KEY_PAGE (object);

  forget_answer (self);
  g_clear_object (&self->mirror);
  gtk_widget_dispose_template (GTK_WIDGET (object), SK_TYPE_KEY_PAGE);

  G_OBJECT_CLASS (sk_key_page_parent_class)->dispose (object);
}

static void
sk_key_page_class_init (SkKeyPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sk_key_page_dispose;
  widget_class->grab_focus = sk_key_page_grab_focus;

  signals[CHANGED] = g_signal_new ("changed", SK_TYPE_KEY_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/slotkeeper/Slotkeeper/window/sk-key-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SkKeyPage, key);
  gtk_widget_class_bind_template_child (widget_class, SkKeyPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, SkKeyPage, icon);
  gtk_widget_class_bind_template_child (widget_class, SkKeyPage, answer);
  gtk_widget_class_bind_template_callback (widget_class, on_key_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_key_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_make_key);
}

static void
sk_key_page_init (SkKeyPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  sk_entry_reader_attach (ADW_ENTRY_ROW (self->key));
}

void
sk_key_page_set_mirror (SkKeyPage   *self,
                        SkBusMirror *mirror)
{
  self->mirror = g_object_ref (mirror);
}

/**
 * sk_key_page_is_ready:
 * @self: the page
 *
 * Returns: whether there is a key that opens something
 */
gboolean
sk_key_page_is_ready (SkKeyPage *self)
{
  return self->offer != NULL;
}

/**
 * sk_key_page_get_workspace:
 * @self: a page that is ready
 *
 * Returns: the id by which the service knows the key
 */
const char *
sk_key_page_get_workspace (SkKeyPage *self)
{
  return self->workspace;
}

/**
 * sk_key_page_get_offer:
 * @self: a page that is ready
 *
 * Returns: (transfer none): what the key opens
 */
SkAccountOffer *
sk_key_page_get_offer (SkKeyPage *self)
{
  return self->offer;
}
