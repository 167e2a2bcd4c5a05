/* sk-stand-in-send.c — how an answer leaves, or fails to
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-stand-in-private.h"

/* A dropped connection carries this much of a body at most. */
#define MOST_TRUNCATED 4096

static GBytes *
compress (const char *text)
{
  g_autoptr(GZlibCompressor) zip = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 6);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (zip));

  g_output_stream_write_all (stream, text, strlen (text), NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static gboolean
accepts_gzip (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  return soup_message_headers_header_contains (headers, "Accept-Encoding", "gzip");
}

void
sk_reply_send (const SkReply     *self,
               SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  SoupMessageBody *body = soup_server_message_get_response_body (message);

  soup_server_message_set_status (message, self->status, NULL);
  soup_message_headers_replace (headers, "Server", "cloudflare");
  soup_message_headers_replace (headers, "CF-Ray", "9f0000000000abcd-FRA");
  soup_message_headers_replace (headers, "Content-Type", self->type);
  if (self->request_id != NULL)
    soup_message_headers_replace (headers, "x-notion-request-id", self->request_id);

  if (accepts_gzip (message))
    {
      g_autoptr(GBytes) bytes = compress (self->body);

      soup_message_headers_replace (headers, "Content-Encoding", "gzip");
      soup_message_body_append_bytes (body, bytes);
    }
  else
    {
      soup_message_body_append (body, SOUP_MEMORY_COPY, self->body, strlen (self->body));
    }
}

/* A promise of the whole body, its first half, and nothing more. */
void
sk_reply_truncate (const SkReply     *self,
                   SoupServerMessage *message)
{
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);
  gsize length = strlen (self->body);
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, "HTTP/1.1 %u OK\r\nContent-Type: %s\r\n"
                          "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                          self->status, self->type, length);
  g_string_append_len (text, self->body, (gssize) MIN (length / 2, MOST_TRUNCATED));
  g_output_stream_write_all (g_io_stream_get_output_stream (stream), text->str, text->len, NULL,
                             NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

/* What came in between ended too early, and did not notice. */
void
sk_reply_truncate_gzip (const SkReply     *self,
                        SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr(GBytes) whole = compress (self->body);
  g_autoptr(GBytes) part = g_bytes_new_from_bytes (whole, 0, g_bytes_get_size (whole) / 2);

  soup_server_message_set_status (message, self->status, NULL);
  soup_message_headers_replace (headers, "Content-Type", self->type);
  soup_message_headers_replace (headers, "Content-Encoding", "gzip");
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), part);
}

void
sk_server_drop (SoupServerMessage *message)
{
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);

  g_io_stream_close (stream, NULL, NULL);
}
