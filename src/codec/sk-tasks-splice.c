/* sk-tasks-splice.c — dates written into a task file, all else byte for byte
 *
 * People keep such files by hand: their numbers, spaces and order of keys
 * are theirs.  So nothing is printed anew; the values that change are cut
 * out of the text and replaced.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-tasks-codec.h"

#include "sk-json.h"

/* A place in a text that is known to be JSON: nothing here checks it again. */
typedef const char *Cursor;

static void
skip_space (Cursor *at)
{
  while (**at == ' ' || **at == '\t' || **at == '\n' || **at == '\r')
    (*at)++;
}

static void
skip_string (Cursor *at)
{
  for ((*at)++; **at != '"'; (*at)++)
    if (**at == '\\')
      (*at)++;

  (*at)++;
}

static void
skip_value (Cursor *at)
{
  guint depth = 0;

  do
    {
      if (**at == '"')
        {
          skip_string (at);
          continue;
        }
      if (**at == '{' || **at == '[')
        depth++;
      else if (**at == '}' || **at == ']')
        depth--;
      else if (depth == 0 && strchr (", \t\r\n", **at) != NULL)
        return;
      (*at)++;
    }
  while (depth > 0 || strchr (",]} \t\r\n", **at) == NULL);
}

/* The bytes of one member of an object. */
typedef struct
{
  Cursor gap;                   /* after the brace or comma before it */
  Cursor key;
  Cursor key_end;
  Cursor value;
  Cursor value_end;
} Member;

/* Reads the member at @at, which is after a brace or comma, and moves past it. */
static gboolean
next_member (Cursor *at,
             Member *member)
{
  member->gap = *at;
  skip_space (at);
  if (**at != '"')
    return FALSE;

  member->key = *at;
  skip_string (at);
  member->key_end = *at;
  skip_space (at);
  (*at)++;                      /* the colon */
  skip_space (at);
  member->value = *at;
  skip_value (at);
  member->value_end = *at;
  skip_space (at);
  if (**at == ',')
    (*at)++;

  return TRUE;
}

/* "sched\u0075led" is the key scheduled, too. */
static gboolean
is_key (const Member *member,
        const char   *key)
{
  g_autofree char *text = g_strndup (member->key, (gsize) (member->key_end - member->key));
  g_autoptr(JsonNode) node = sk_json_parse (text, strlen (text), SK_JSON_OURS, NULL);

  return node != NULL && strcmp (json_node_get_string (node), key) == 0;
}

static Cursor
find_tasks (const char *text)
{
  Cursor at = text;
  Member member;

  skip_space (&at);
  at++;
  while (next_member (&at, &member))
    if (is_key (&member, "tasks"))
      return member.value;

  return NULL;
}

/* Copies up to a value, then @value instead of it. */
static void
replace_value (GString      *out,
               Cursor       *copied,
               const Member *member,
               const char   *value)
{
  g_string_append_len (out, *copied, member->value - *copied);
  g_string_append (out, value);
  *copied = member->value_end;
}

/* Adds a member after @last, set apart as @last is. */
static void
add_member (GString      *out,
            Cursor       *copied,
            const Member *last,
            const char   *key,
            const char   *value)
{
  g_string_append_len (out, *copied, last->value_end - *copied);
  g_string_append_c (out, ',');
  g_string_append_len (out, last->gap, last->key - last->gap);
  g_string_append_printf (out, "\"%s\": %s", key, value);
  *copied = last->value_end;
}

/* A key of a task, and what it is to hold: JSON. */
typedef struct
{
  const char *key;
  const char *value;
} Entry;

static const Entry *
find_entry (const Entry  *entries,
            guint         n_entries,
            const Member *member,
            guint        *i)
{
  for (*i = 0; *i < n_entries; (*i)++)
    if (is_key (member, entries[*i].key))
      return &entries[*i];

  return NULL;
}

/* Sets keys of the object that begins at @object; no more than 32 of them. */
static void
splice_object (GString     *out,
               Cursor      *copied,
               Cursor       object,
               const Entry *entries,
               guint        n_entries)
{
  guint32 found = 0;
  Cursor at = object + 1;
  Member last = { 0 };
  Member member;
  guint i;

  while (next_member (&at, &member))
    {
      const Entry *entry = find_entry (entries, n_entries, &member, &i);

      last = member;
      if (entry == NULL)
        continue;
      replace_value (out, copied, &member, entry->value);
      found |= 1u << i;
    }

  for (i = 0; i < n_entries; i++)
    if ((found & (1u << i)) == 0)
      add_member (out, copied, &last, entries[i].key, entries[i].value);
}

/* Writes the two dates of the object that begins at @object. */
static void
splice_task (GString        *out,
             Cursor         *copied,
             Cursor          object,
             const SkChange *change,
             SkRules        *rules)
{
  g_autofree char *scheduled = sk_tasks_codec_dup_scheduled (change, rules);
  g_autofree char *last_scheduled = sk_tasks_codec_dup_last_scheduled (change, rules);
  const Entry entries[] = {
    { "scheduled", scheduled },
    { "last_scheduled", last_scheduled },
  };

  splice_object (out, copied, object, entries, G_N_ELEMENTS (entries));
}

/* Borrowed id → the change of that task. */
static GHashTable *
index_changes (GArray *changes)
{
  GHashTable *by_id = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < changes->len; i++)
    {
      SkChange *change = &g_array_index (changes, SkChange, i);

      g_hash_table_insert (by_id, (char *) sk_task_get_id (change->task), change);
    }

  return by_id;
}

/**
 * sk_tasks_splice:
 * @text: a task file that sk_tasks_codec_read() has read
 * @said: what it said
 * @changes: (element-type SkChange): what is to be written
 * @rules: whose zone the times are told in
 *
 * Returns: (transfer full): the text with the dates of the changed tasks, all
 *   other bytes as they were
 */
char *
sk_tasks_splice (const char *text,
                 SkSnapshot *said,
                 GArray     *changes,
                 SkRules    *rules)
{
  const char *start = g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text;
  g_autoptr(GHashTable) by_id = index_changes (changes);
  GString *out = g_string_new (NULL);
  Cursor copied = text;
  Cursor at = find_tasks (start);

  g_return_val_if_fail (at != NULL, g_string_free (out, FALSE));

  at++;                         /* the bracket */
  for (guint i = 0; i < sk_snapshot_get_n_tasks (said); i++)
    {
      const SkChange *change =
        g_hash_table_lookup (by_id, sk_task_get_id (sk_snapshot_get_task (said, i)));

      skip_space (&at);
      if (change != NULL)
        splice_task (out, &copied, at, change, rules);
      skip_value (&at);
      skip_space (&at);
      at++;                     /* the comma, or the closing bracket */
    }

  g_string_append (out, copied);

  return g_string_free (out, FALSE);
}

/* Where the object of a task begins. */
static Cursor
find_task (const char *text,
           SkSnapshot *said,
           const char *task)
{
  const char *start = g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text;
  Cursor at = find_tasks (start);

  g_return_val_if_fail (at != NULL, NULL);

  at++;                         /* the bracket */
  for (guint i = 0; i < sk_snapshot_get_n_tasks (said); i++)
    {
      skip_space (&at);
      if (strcmp (sk_task_get_id (sk_snapshot_get_task (said, i)), task) == 0)
        return at;
      skip_value (&at);
      skip_space (&at);
      at++;                     /* the comma, or the closing bracket */
    }

  return NULL;
}

/**
 * sk_tasks_get_raw:
 * @text: a task file that sk_tasks_codec_read() has read
 * @said: what it said
 * @task: the id of a task
 * @key: one of its keys
 *
 * Returns: (transfer full) (nullable): what the file holds there, byte for
 *   byte; "null" if nothing; %NULL: there is no such task
 */
char *
sk_tasks_get_raw (const char *text,
                  SkSnapshot *said,
                  const char *task,
                  const char *key)
{
  Cursor at = find_task (text, said, task);
  Member member;

  if (at == NULL)
    return NULL;

  at++;                         /* the brace */
  while (next_member (&at, &member))
    if (is_key (&member, key))
      return g_strndup (member.value, (gsize) (member.value_end - member.value));

  return g_strdup ("null");
}

/**
 * sk_tasks_splice_raw:
 * @text: a task file that sk_tasks_codec_read() has read
 * @said: what it said
 * @writes: (element-type SkWrite): keys of one task that is in it, and their values
 *
 * Returns: (transfer full): the text with these values, all other bytes as
 *   they were
 */
char *
sk_tasks_splice_raw (const char *text,
                     SkSnapshot *said,
                     GArray     *writes)
{
  Cursor object = find_task (text, said, sk_task_get_id (g_array_index (writes, SkWrite, 0).task));
  g_autofree Entry *entries = g_new (Entry, writes->len);
  GString *out = g_string_new (NULL);
  Cursor copied = text;

  for (guint i = 0; i < writes->len; i++)
    entries[i] = (Entry) {
      g_array_index (writes, SkWrite, i).property, g_array_index (writes, SkWrite, i).after,
    };

  splice_object (out, &copied, object, entries, writes->len);
  g_string_append (out, copied);

  return g_string_free (out, FALSE);
}
