/* test-notion-ids.c — what people paste, and the id that is in it
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-error.h"
#include "sk-notion-api.h"
#include "sk-notion-id.h"

#define HEX "38c9ce7b60a4813398cbc95c2a1f2b3d"
#define ID "38c9ce7b-60a4-8133-98cb-c95c2a1f2b3d"
#define OTHER "1113b971e8d14ad4824405ee96652c56"

typedef struct
{
  const char *name;
  const char *text;
  const char *id;               /* NULL: there is none */
  gboolean    is_data_source;
} Case;

static const Case cases[] = {
  { "plain", HEX, ID },
  { "dashed", ID, ID },
  { "upper-case", "38C9CE7B-60A4-8133-98CB-C95C2A1F2B3D", ID },
  { "with-space-around", " \t" HEX "\n", ID },
  { "data-source", "collection://" ID, ID, TRUE },
  { "data-source-plain", "collection://" HEX, ID, TRUE },
  { "workspace-and-slug", "https://www.notion.so/acme/My-tasks-" HEX "?v=" OTHER, ID },
  { "no-slug", "https://www.notion.so/" HEX, ID },
  { "no-slug-dashed", "https://www.notion.so/" ID, ID },
  { "slug-dashed", "https://www.notion.so/Tasks-" ID "?v=" OTHER, ID },
  { "app-address", "https://app.notion.com/p/My-tasks-" HEX "?v=" OTHER "&pvs=4", ID },
  { "site", "https://acme.notion.site/Tasks-" HEX, ID },
  { "app-scheme", "notion://www.notion.so/acme/" HEX, ID },
  { "no-scheme", "www.notion.so/acme/" HEX "?v=" OTHER, ID },
  { "with-fragment", "https://www.notion.so/" HEX "?v=" OTHER "#" OTHER, ID },
  { "fragment-with-question", "https://www.notion.so/" HEX "#a?p=" OTHER, ID },
  { "trailing-slash", "https://www.notion.so/" HEX "/", ID },
  { "path-wins-over-peek", "https://www.notion.so/acme/" HEX "?v=" OTHER "&p=" OTHER "&pm=s", ID },
  { "peek-only", "https://www.notion.so/acme?v=" OTHER "&p=" HEX "&pm=s", ID },
  { "page-id", "https://www.notion.so/native/x?page_id=" HEX, ID },
  { "database-id", "https://www.notion.so/native/x?database_id=" ID, ID },
  { "encoded-slug", "https://www.notion.so/%C3%9Cbung-" HEX, ID },
  { "empty", "", NULL },
  { "a-view-is-no-database", "https://www.notion.so/acme?v=" HEX, NULL },
  { "a-block-is-no-database", "https://www.notion.so/acme#" HEX, NULL },
  { "too-short", "38c9ce7b60a4813398cbc95c2a1f2b3", NULL },
  { "too-long", HEX "0", NULL },
  { "hex-within-a-word", "https://www.notion.so/Tasks" HEX, NULL },
  { "dashes-elsewhere", "38c9ce7b6-0a4-8133-98cb-c95c2a1f2b3d", NULL },
  { "no-hex", "38c9ce7b60a4813398cbc95c2a1f2b3g", NULL },
  { "collection-of-nothing", "collection://", NULL },
  { "words", "my database", NULL },
};

static void
test_parse (gconstpointer data)
{
  const Case *c = data;
  SkNotionId id;

  g_assert_cmpint (sk_notion_id_parse (c->text, &id), ==, c->id != NULL);
  if (c->id == NULL)
    return;

  g_assert_cmpstr (id.id, ==, c->id);
  g_assert_cmpint (id.is_data_source, ==, c->is_data_source);
}

static void
test_equal (void)
{
  g_assert_true (sk_notion_id_equal (HEX, ID));
  g_assert_true (sk_notion_id_equal (ID, "38C9CE7B60A4813398CBC95C2A1F2B3D"));
  g_assert_false (sk_notion_id_equal (HEX, OTHER));
  g_assert_false (sk_notion_id_equal (NULL, NULL));
  g_assert_false (sk_notion_id_equal ("x", "x"));
}

typedef struct
{
  const char *name;
  const char *url;
  const char *key;
  gboolean    works;
} Address;

static const Address addresses[] = {
  { "the-real-one", NULL, "ntn_1", TRUE },
  { "https", "https://notion.example", "ntn_1", TRUE },
  { "https-with-version", "https://notion.example/v1/", "ntn_1", TRUE },
  { "loopback", "http://127.0.0.1:8080/v1", "ntn_1", TRUE },
  { "loopback-net", "http://127.9.8.7", "ntn_1", TRUE },
  { "loopback-6", "http://[::1]:8080", "ntn_1", TRUE },
  { "localhost", "http://localhost:8080", "ntn_1", TRUE },
  { "key-with-newline-after", "https://notion.example", "ntn_1\n", TRUE },
  { "http-elsewhere", "http://notion.example", "ntn_1", FALSE },
  { "looks-like-loopback", "http://127.0.0.1.example", "ntn_1", FALSE },
  { "looks-like-localhost", "http://localhost.example", "ntn_1", FALSE },
  { "loopback-as-user", "http://127.0.0.1@notion.example", "ntn_1", FALSE },
  { "other-scheme", "ftp://127.0.0.1", "ntn_1", FALSE },
  { "no-address", "notion", "ntn_1", FALSE },
  { "empty-address", "", "ntn_1", FALSE },
  { "with-query", "https://notion.example/?a=b", "ntn_1", FALSE },
  { "empty-key", NULL, " ", FALSE },
  { "key-with-space", NULL, "ntn 1", FALSE },
  { "key-with-line", NULL, "ntn_1\r\nX-Evil: 1", FALSE },
};

static void
test_address (gconstpointer data)
{
  const Address *a = data;
  g_autoptr(SkHttp) http = sk_http_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(SkNotionApi) api = sk_notion_api_new (http, a->url, a->key, &error);

  if (a->works)
    {
      g_assert_no_error (error);
      g_assert_nonnull (api);
      return;
    }

  if (a->url != NULL)
    g_assert_error (error, SK_ERROR, SK_ERROR_SETTING);
  else
    g_assert_error (error, SK_ERROR, SK_ERROR_DENIED);
  g_assert_null (api);
  g_assert_null (strstr (error->message, "ntn"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/notion/ids/parse/", cases[i].name, NULL);
      g_test_add_data_func (path, &cases[i], test_parse);
    }
  g_test_add_func ("/notion/ids/equal", test_equal);
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autofree char *path = g_strconcat ("/notion/ids/address/", addresses[i].name, NULL);
      g_test_add_data_func (path, &addresses[i], test_address);
    }

  return g_test_run ();
}
