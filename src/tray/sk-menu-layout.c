/* sk-menu-layout.c — a menu in the numbers and types of com.canonical.dbusmenu
 *
 * A panel may send a click while a newer menu is on its way to it.  So a row
 * keeps its number as long as it is there, and no number is given twice: the
 * click means the row that was seen, or nothing.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-menu-layout.h"

typedef struct
{
  int              id;
  int              parent;
  const SkMenuRow *row;         /* (nullable): the root has none */
} Node;

struct _SkMenuLayout
{
  GArray     *menu;             /* (element-type SkMenuRow) */
  GArray     *nodes;            /* (element-type Node): each before what opens beside it */
  GHashTable *by_id;            /* id → where in @nodes */
  GHashTable *by_key;           /* key, owned by the row → id */
  int         last_id;          /* the last one given, here or before */
  guint       revision;
};

static void
add_node (SkMenuLayout    *self,
          int              id,
          int              parent,
          const SkMenuRow *row)
{
  Node node = { id, parent, row };

  g_hash_table_insert (self->by_id, GINT_TO_POINTER (id), GUINT_TO_POINTER (self->nodes->len));
  g_array_append_val (self->nodes, node);
}

static void
add_rows (SkMenuLayout       *self,
          const SkMenuLayout *before,
          int                 parent,
          const GArray       *rows)     /* (nullable) */
{
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const SkMenuRow *row = &g_array_index (rows, SkMenuRow, i);
      gpointer known = before != NULL ? g_hash_table_lookup (before->by_key, row->key) : NULL;
      int id = known != NULL ? GPOINTER_TO_INT (known) : ++self->last_id;

      add_node (self, id, parent, row);
      g_hash_table_insert (self->by_key, (char *) row->key, GINT_TO_POINTER (id));
      add_rows (self, before, id, row->rows);
    }
}

static gboolean
has_same_structure (const SkMenuLayout *self,
                    const SkMenuLayout *before)
{
  if (self->nodes->len != before->nodes->len)
    return FALSE;

  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *node = &g_array_index (self->nodes, Node, i);
      const Node *old = &g_array_index (before->nodes, Node, i);

      if (node->id != old->id || node->parent != old->parent)
        return FALSE;
    }

  return TRUE;
}

/**
 * sk_menu_layout_new:
 * @menu: (element-type SkMenuRow): a menu; shared, nobody adds to it any more
 * @before: (nullable): what was there before
 *
 * Returns: (transfer full): the menu with a number for each row
 */
SkMenuLayout *
sk_menu_layout_new (GArray             *menu,
                    const SkMenuLayout *before)
{
  SkMenuLayout *self = g_new0 (SkMenuLayout, 1);

  self->menu = g_array_ref (menu);
  self->nodes = g_array_new (FALSE, FALSE, sizeof (Node));
  self->by_id = g_hash_table_new (NULL, NULL);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->last_id = before != NULL ? before->last_id : SK_MENU_ROOT;
  add_node (self, SK_MENU_ROOT, SK_MENU_ROOT, NULL);
  add_rows (self, before, SK_MENU_ROOT, menu);

  self->revision = before != NULL ? before->revision : 0;
  if (before == NULL || !has_same_structure (self, before))
    self->revision++;

  return self;
}

void
sk_menu_layout_free (SkMenuLayout *self)
{
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_id);
  g_array_unref (self->nodes);
  g_array_unref (self->menu);
  g_free (self);
}

static const Node *
find_node (const SkMenuLayout *self,
           int                 id)
{
  gpointer place = NULL;

  if (!g_hash_table_lookup_extended (self->by_id, GINT_TO_POINTER (id), NULL, &place))
    return NULL;

  return &g_array_index (self->nodes, Node, GPOINTER_TO_UINT (place));
}

gboolean
sk_menu_layout_has (const SkMenuLayout *self,
                    int                 id)
{
  return g_hash_table_contains (self->by_id, GINT_TO_POINTER (id));
}

/**
 * sk_menu_layout_get_row:
 * @self: a layout
 * @id: a number
 *
 * Returns: (nullable): the row; %NULL for the root and for a number that is not there
 */
const SkMenuRow *
sk_menu_layout_get_row (const SkMenuLayout *self,
                        int                 id)
{
  const Node *node = find_node (self, id);

  return node != NULL ? node->row : NULL;
}

/**
 * sk_menu_layout_get_revision:
 * @self: a layout
 *
 * Returns: a number that grows when rows come, go or change places
 */
guint
sk_menu_layout_get_revision (const SkMenuLayout *self)
{
  return self->revision;
}

/* --- what a row looks like --- */

/* An underscore marks the key to press; two are one that is only read. */
static char *
escape_label (const char *label)
{
  g_auto(GStrv) parts = g_strsplit (label != NULL ? label : "", "_", -1);

  return g_strjoinv ("__", parts);
}

static void
put (GVariantDict      *dict,
     const char *const *names,
     const char        *name,
     GVariant          *value)          /* (transfer floating) */
{
  g_autoptr(GVariant) owned = g_variant_ref_sink (value);

  if (names == NULL || names[0] == NULL || g_strv_contains (names, name))
    g_variant_dict_insert_value (dict, name, owned);
}

static void
put_row (GVariantDict      *dict,
         const char *const *names,
         const SkMenuRow   *row)
{
  put (dict, names, "visible", g_variant_new_boolean (!row->is_hidden));
  if (row->kind == SK_ROW_LINE)
    {
      put (dict, names, "type", g_variant_new_string ("separator"));
      return;
    }

  put (dict, names, "label", g_variant_new_take_string (escape_label (row->label)));
  put (dict, names, "enabled", g_variant_new_boolean (sk_menu_row_may_choose (row)));
  if (row->rows != NULL)
    put (dict, names, "children-display", g_variant_new_string ("submenu"));
  if (row->kind != SK_ROW_PLAIN)
    {
      put (dict, names, "toggle-type",
           g_variant_new_string (row->kind == SK_ROW_RADIO ? "radio" : "checkmark"));
      put (dict, names, "toggle-state", g_variant_new_int32 (row->is_on ? 1 : 0));
    }
}

static GVariant *
describe (const Node        *node,
          const char *const *names)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  if (node->row != NULL)
    put_row (&dict, names, node->row);
  else
    put (&dict, names, "children-display", g_variant_new_string ("submenu"));

  return g_variant_dict_end (&dict);
}

/**
 * sk_menu_layout_describe:
 * @self: a layout
 * @id: a number that is there
 * @names: (nullable): which properties; none: all
 *
 * Returns: (transfer floating): its properties, `a{sv}`
 */
GVariant *
sk_menu_layout_describe (const SkMenuLayout *self,
                         int                 id,
                         const char *const  *names)
{
  const Node *node = find_node (self, id);

  g_return_val_if_fail (node != NULL, NULL);

  return describe (node, names);
}

/**
 * sk_menu_layout_describe_all:
 * @self: a layout
 * @names: (nullable): which properties; none: all
 *
 * Returns: (transfer floating): each row with its properties, `a(ia{sv})`
 */
GVariant *
sk_menu_layout_describe_all (const SkMenuLayout *self,
                             const char *const  *names)
{
  GVariantBuilder all;

  g_variant_builder_init (&all, G_VARIANT_TYPE ("a(ia{sv})"));
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *node = &g_array_index (self->nodes, Node, i);

      g_variant_builder_add (&all, "(i@a{sv})", node->id, describe (node, names));
    }

  return g_variant_builder_end (&all);
}

static GVariant *
build (const SkMenuLayout *self,
       guint               place,
       int                 depth,
       const char *const  *names)
{
  const Node *node = &g_array_index (self->nodes, Node, place);
  GVariantBuilder below;

  g_variant_builder_init (&below, G_VARIANT_TYPE ("av"));
  for (guint i = place + 1; depth != 0 && i < self->nodes->len; i++)
    if (g_array_index (self->nodes, Node, i).parent == node->id)
      g_variant_builder_add (&below, "v", build (self, i, depth - 1, names));

  return g_variant_new ("(i@a{sv}av)", node->id, describe (node, names), &below);
}

/**
 * sk_menu_layout_build:
 * @self: a layout
 * @id: a number that is there: from which row on
 * @depth: how many menus deep; 0: the row itself, -1: all
 * @names: (nullable): which properties; none: all
 *
 * Returns: (transfer floating): rows in rows, `(ia{sv}av)`
 */
GVariant *
sk_menu_layout_build (const SkMenuLayout *self,
                      int                 id,
                      int                 depth,
                      const char *const  *names)
{
  gpointer place = NULL;

  if (!g_hash_table_lookup_extended (self->by_id, GINT_TO_POINTER (id), NULL, &place))
    g_return_val_if_reached (NULL);

  return build (self, GPOINTER_TO_UINT (place), depth, names);
}

/* --- what is new --- */

/* Of @now what @before has not; %NULL: nothing. */
static GVariant *
find_new (GVariant *now,
          GVariant *before)
{
  GVariantDict dict;
  GVariantIter iter;
  const char *name;
  GVariant *value;
  g_autoptr(GVariant) found = NULL;

  g_variant_dict_init (&dict, NULL);
  g_variant_iter_init (&iter, now);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, &value))
    {
      g_autoptr(GVariant) old = g_variant_lookup_value (before, name, NULL);

      if (old == NULL || !g_variant_equal (old, value))
        g_variant_dict_insert_value (&dict, name, value);
    }

  found = g_variant_ref_sink (g_variant_dict_end (&dict));
  return g_variant_n_children (found) > 0 ? g_steal_pointer (&found) : NULL;
}

/* The names in @before that @now has not; %NULL: none. */
static GVariant *
find_gone (GVariant *now,
           GVariant *before)
{
  GVariantBuilder names;
  GVariantIter iter;
  const char *name;
  g_autoptr(GVariant) found = NULL;

  g_variant_builder_init (&names, G_VARIANT_TYPE ("as"));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_loop (&iter, "{&sv}", &name, NULL))
    {
      g_autoptr(GVariant) still = g_variant_lookup_value (now, name, NULL);

      if (still == NULL)
        g_variant_builder_add (&names, "s", name);
    }

  found = g_variant_ref_sink (g_variant_builder_end (&names));
  return g_variant_n_children (found) > 0 ? g_steal_pointer (&found) : NULL;
}

static void
compare_node (const Node      *node,
              const Node      *before,
              GVariantBuilder *updated,
              GVariantBuilder *removed)
{
  g_autoptr(GVariant) now = g_variant_ref_sink (describe (node, NULL));
  g_autoptr(GVariant) old = g_variant_ref_sink (describe (before, NULL));
  g_autoptr(GVariant) fresh = find_new (now, old);
  g_autoptr(GVariant) gone = find_gone (now, old);

  if (fresh != NULL)
    g_variant_builder_add (updated, "(i@a{sv})", node->id, fresh);
  if (gone != NULL)
    g_variant_builder_add (removed, "(i@as)", node->id, gone);
}

/**
 * sk_menu_layout_compare:
 * @self: a layout
 * @before: the one before it
 * @news: (out) (transfer full) (nullable): how rows that are in both have
 *   changed, `(a(ia{sv})a(ias))`: what is set anew, what is gone; %NULL: not at all
 *
 * Returns: whether rows have come, gone or changed places
 */
gboolean
sk_menu_layout_compare (const SkMenuLayout *self,
                        const SkMenuLayout *before,
                        GVariant          **news)
{
  GVariantBuilder updated;
  GVariantBuilder removed;
  g_autoptr(GVariant) both = NULL;
  gsize n = 0;

  g_variant_builder_init (&updated, G_VARIANT_TYPE ("a(ia{sv})"));
  g_variant_builder_init (&removed, G_VARIANT_TYPE ("a(ias)"));
  for (guint i = 0; i < self->nodes->len; i++)
    {
      const Node *node = &g_array_index (self->nodes, Node, i);
      const Node *old = find_node (before, node->id);

      if (old != NULL)
        compare_node (node, old, &updated, &removed);
    }

  both = g_variant_ref_sink (g_variant_new ("(a(ia{sv})a(ias))", &updated, &removed));
  for (gsize i = 0; i < 2; i++)
    {
      g_autoptr(GVariant) part = g_variant_get_child_value (both, i);

      n += g_variant_n_children (part);
    }
  *news = n > 0 ? g_steal_pointer (&both) : NULL;

  return self->revision != before->revision;
}
