/* sk-stand-in-held.c — answers that wait until a test releases them, or for a while
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

struct _SkHeld
{
  SoupServerMessage *message;
  SkStandInRequest  *request;     /* (nullable): still to be handled */
  SkNotionStandIn   *world;       /* (unowned) */
  GSource           *timer;       /* (nullable): of one that waits by itself */
  const SkStandInFault *fault;    /* (nullable) */
};

void
sk_held_free (SkHeld *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
  g_clear_pointer (&self->request, sk_request_unref);
  g_object_unref (self->message);
  g_free (self);
}

void
sk_held_add (SkNotionStandIn   *self,
             SoupServerMessage *message,
             SkStandInRequest  *request)     /* (nullable): handled already */
{
  SkHeld *held = g_new0 (SkHeld, 1);

  held->message = g_object_ref (message);
  held->request = request != NULL ? g_rc_box_acquire (request) : NULL;
  g_ptr_array_add (self->held, held);
  soup_server_message_pause (message);
}

static gboolean
on_while_over (gpointer user_data)
{
  SkHeld *held = user_data;
  SkNotionStandIn *self = held->world;
  g_autoptr(SoupServerMessage) message = g_object_ref (held->message);

  sk_server_handle (self, message, held->request, held->fault);
  soup_server_message_unpause (message);
  g_ptr_array_remove_fast (self->late, held);

  return G_SOURCE_REMOVE;
}

/* As if it were far away. */
void
sk_held_delay (SkNotionStandIn      *self,
               SoupServerMessage    *message,
               SkStandInRequest     *request,
               const SkStandInFault *fault)     /* (nullable) */
{
  SkHeld *held = g_new0 (SkHeld, 1);

  held->message = g_object_ref (message);
  held->request = g_rc_box_acquire (request);
  held->world = self;
  held->fault = fault;
  held->timer = g_timeout_source_new (self->latency_ms);
  g_source_set_callback (held->timer, on_while_over, held, NULL);
  g_source_attach (held->timer, g_main_context_get_thread_default ());
  g_ptr_array_add (self->late, held);
  soup_server_message_pause (message);
}

guint
sk_notion_stand_in_get_n_held (SkNotionStandIn *self)
{
  return self->held->len;
}

/**
 * sk_notion_stand_in_release:
 * @self: a stand-in
 *
 * Lets every answer go that is held, in the order of their requests.
 */
void
sk_notion_stand_in_release (SkNotionStandIn *self)
{
  g_return_if_fail (SK_IS_NOTION_STAND_IN (self));

  g_autoptr(GPtrArray) held = g_steal_pointer (&self->held);

  self->held = g_ptr_array_new_with_free_func ((GDestroyNotify) sk_held_free);
  for (guint i = 0; i < held->len; i++)
    {
      SkHeld *one = g_ptr_array_index (held, i);

      if (one->request != NULL)
        sk_server_handle (self, one->message, one->request, NULL);
      soup_server_message_unpause (one->message);
    }
}
