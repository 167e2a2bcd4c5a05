/* sk-fake-service.c — the service as a face sees it, over a task file in memory
 *
 * It plans with the real planner and speaks formats.md §5, but reads no source
 * and writes nothing: "applied" means that the text it holds says so.  A scene
 * is a state a face must be able to draw, whatever the plan is.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-fake-service.h"

#include "sk-commit.h"
#include "sk-diff.h"
#include "sk-error.h"
#include "sk-hold.h"
#include "sk-horizon.h"
#include "sk-json.h"
#include "sk-places-codec.h"
#include "sk-places.h"
#include "sk-plan-codec.h"
#include "sk-planner.h"
#include "sk-state-codec.h"
#include "sk-tasks-codec.h"
#include "sk-time-codec.h"
#include "sk-why.h"

#define OBJECT_PATH "/io/github/slotkeeper/Slotkeeper"
#define INTERFACE APP_ID ".Service1"

struct _SkFakeService
{
  GObject             parent_instance;

  GDBusConnection    *bus;
  GSimpleActionGroup *actions;
  char               *text;             /* the task file */
  GPtrArray          *undo;             /* (element-type utf8): what it was before */
  gint64              at;
  SkPlan             *whole;            /* with nothing held */
  SkPlan             *plan;
  GHashTable         *held;             /* (element-type utf8) */
  GString            *log;              /* what was asked for, a line each */
  char               *scene;
  guint64             revision;
  guint               pace;
  guint               done;
  guint               total;
  guint               written;
  guint               timer;
  guint               name;
  guint               object_id;
  guint               actions_id;
  gboolean            is_discarded;
};

G_DEFINE_FINAL_TYPE (SkFakeService, sk_fake_service, G_TYPE_OBJECT)

static const char interface_xml[] =
  "<node><interface name='" INTERFACE "'>"
  "<property name='State' type='s' access='read'/>"
  "<property name='Plan' type='s' access='read'>"
  "<annotation name='org.freedesktop.DBus.Property.EmitsChangedSignal' value='invalidates'/>"
  "</property>"
  "<method name='Attach'/>"
  "<method name='WhatIf'><arg type='as' direction='in'/><arg type='s' direction='out'/></method>"
  "<method name='Places'><arg type='s' direction='in'/><arg type='s' direction='out'/></method>"
  "<method name='Connect'><arg type='h' direction='in'/><arg type='s' direction='out'/>"
  "<arg type='s' direction='out'/></method>"
  "</interface></node>";

/* --- scenes --- */

typedef struct
{
  const char *name;
  SkPhase     phase;
  int         error;            /* -1: none */
  const char *text;
} Scene;

static const Scene scenes[] = {
  { "setup", SK_PHASE_SETUP, -1 },
  { "locked", SK_PHASE_LOCKED, -1 },
  { "working", SK_PHASE_WORKING, -1 },
  { "applying", SK_PHASE_APPLYING, -1 },
  { "paused", SK_PHASE_PAUSED, -1 },
  { "offline", SK_PHASE_OFFLINE, SK_ERROR_OFFLINE, "Notion cannot be reached." },
  { "denied", SK_PHASE_FAILED, SK_ERROR_DENIED, "Notion refuses the key of “Work”." },
  { "missing", SK_PHASE_FAILED, SK_ERROR_MISSING, "“Work” has no column “Scheduled Date”." },
  { "conflict", SK_PHASE_REVIEW, SK_ERROR_CONFLICT,
    "2 tasks changed in Notion while you were looking; the plan was made again." },
  { "partial", SK_PHASE_REVIEW, SK_ERROR_PARTIAL, "1 of 8 changes could not be written." },
};

static const Scene *
find_scene (SkFakeService *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    if (g_strcmp0 (scenes[i].name, self->scene) == 0)
      return &scenes[i];

  return NULL;
}

/* --- what it says --- */

static guint
count_changes (SkFakeService *self)
{
  g_autoptr(GArray) changes = sk_diff (self->plan);

  return self->is_discarded ? 0 : changes->len;
}

static SkPhase
get_phase (SkFakeService *self)
{
  const Scene *scene = find_scene (self);

  if (self->total > 0)
    return SK_PHASE_APPLYING;
  if (scene != NULL)
    return scene->phase;

  return count_changes (self) > 0 ? SK_PHASE_REVIEW : SK_PHASE_IDLE;
}

static GArray *
list_late (SkPlan *plan)
{
  GArray *late = sk_slot_array_new ();

  for (guint i = 0; i < sk_plan_get_n_placements (plan) && late->len < SK_STATE_MOST_SLOTS; i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (plan, i);

      if (sk_placement_is_late (placement))
        sk_slot_array_add (late, sk_task_get_id (placement->task),
                           sk_task_get_title (placement->task), placement->span);
    }

  return late;
}

static char *
dup_state (SkFakeService *self)
{
  const Scene *scene = find_scene (self);
  g_autofree char *digest = sk_commit_dup_digest (self->plan);
  g_autoptr(GArray) late = list_late (self->plan);
  g_autoptr(GError) error = NULL;
  SkPhase phase = get_phase (self);

  if (scene != NULL && scene->error >= 0)
    error = g_error_new_literal (SK_ERROR, scene->error, scene->text);

  g_autoptr(SkState) state = sk_state_new (&(SkStateInit) {
    .revision = self->revision,
    .phase = phase,
    .at = self->at,
    .zone_name = sk_rules_get_zone_name (sk_plan_get_rules (self->plan)),
    .counts = sk_plan_summarize (self->plan),
    .n_changes = count_changes (self),
    .digest = digest,
    .late = late,
    .next_pass = self->at + 600,
    .done = phase == SK_PHASE_APPLYING && self->total == 0 ? 2 : self->done,
    .total = phase == SK_PHASE_APPLYING && self->total == 0 ? 4 : self->total,
    .paused_until = phase == SK_PHASE_PAUSED ? self->at + 6 * 3600 : 0,
    .can_undo = self->undo->len > 0,
    .last_set = self->written > 0 ? "20261123-070000-aaaaaa" : NULL,
    .last_written = self->written,
    .error = error,
  });

  return sk_state_codec_write (state);
}

static void
add_instant (JsonObject *object,
             const char *key,
             gint64      instant,
             GTimeZone  *zone)
{
  g_autofree char *text = sk_instant_print (instant, zone);

  json_object_set_string_member (object, key, text);
}

static void
add_hours (JsonObject *root,
           SkPlan     *plan)
{
  SkRules *rules = sk_plan_get_rules (plan);
  g_autoptr(SkHorizon) horizon = sk_horizon_new (rules, sk_plan_get_at (plan));
  JsonArray *open = json_array_new ();

  for (guint i = 0; i < horizon->n_stretches; i++)
    {
      JsonObject *stretch = json_object_new ();
      SkSpan span = sk_horizon_get_span_of (horizon, &horizon->stretches[i]);

      add_instant (stretch, "start", span.start, sk_rules_get_zone (rules));
      add_instant (stretch, "end", span.end, sk_rules_get_zone (rules));
      json_array_add_object_element (open, stretch);
    }

  json_object_set_array_member (root, "open", open);
}

static void
add_busy (JsonObject *root,
          SkPlan     *plan)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (plan);
  GTimeZone *zone = sk_rules_get_zone (sk_plan_get_rules (plan));
  JsonArray *events = json_array_new ();

  for (guint i = 0; i < sk_snapshot_get_n_busy (snapshot); i++)
    {
      const SkBusy *busy = sk_snapshot_get_busy (snapshot, i);
      JsonObject *event = json_object_new ();

      add_instant (event, "start", busy->span.start, zone);
      add_instant (event, "end", busy->span.end, zone);
      json_object_set_string_member (event, "title", busy->title != NULL ? busy->title : "");
      json_array_add_object_element (events, event);
    }

  json_object_set_array_member (root, "busy", events);
}

/* What was proposed and refused, as it was proposed. */
static void
add_held (JsonObject *root,
          SkPlan     *whole,
          const char *id)
{
  guint i;

  if (!sk_snapshot_find (sk_plan_get_snapshot (whole), id, &i))
    return;

  g_autofree char *text =
    sk_plan_codec_write_task (whole, sk_snapshot_get_task (sk_plan_get_snapshot (whole), i));
  g_autoptr(JsonNode) entry = sk_json_parse (text, strlen (text), SK_JSON_OURS, NULL);
  JsonObject *object = json_node_dup_object (entry);
  const char *list = json_object_has_member (object, "start") ? "placements" : "unplaced";

  json_object_set_boolean_member (object, "off", TRUE);
  json_array_add_object_element (json_object_get_array_member (root, list), object);
}

static void
add_failure (JsonObject *root)
{
  JsonArray *placements = json_object_get_array_member (root, "placements");
  JsonObject *failure = json_object_new ();

  json_object_set_string_member (failure, "code", "offline");
  json_object_set_string_member (failure, "text", "Notion did not answer in time.");
  if (json_array_get_length (placements) > 0)
    json_object_set_object_member (json_array_get_object_element (placements, 0), "failed",
                                   failure);
}

static char *
dup_plan (SkFakeService *self)
{
  g_autofree char *digest = sk_commit_dup_digest (self->plan);
  g_autoptr(SkPlan) certified = sk_why_certify (self->plan);
  g_autofree char *text = NULL;
  GHashTableIter iter;
  gpointer id;

  if (get_phase (self) == SK_PHASE_SETUP || get_phase (self) == SK_PHASE_LOCKED)
    return g_strdup ("");

  text = sk_plan_codec_write (certified, digest);

  g_autoptr(JsonNode) root = sk_json_parse (text, strlen (text), SK_JSON_OURS, NULL);

  add_hours (json_node_get_object (root), self->plan);
  add_busy (json_node_get_object (root), self->plan);
  if (g_strcmp0 (self->scene, "partial") == 0)
    add_failure (json_node_get_object (root));
  g_hash_table_iter_init (&iter, self->held);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    add_held (json_node_get_object (root), self->whole, id);

  return sk_json_print (root, FALSE);
}

static void
announce (SkFakeService *self,
          gboolean       with_plan)
{
  g_autofree char *state = NULL;
  const char *const invalidated[] = { "Plan", NULL };
  const char *const none[] = { NULL };
  GVariantBuilder changed;
  GAction *undo = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "undo");

  self->revision++;
  state = dup_state (self);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (undo), self->undo->len > 0);
  g_variant_builder_init (&changed, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&changed, "{sv}", "State", g_variant_new_string (state));
  g_dbus_connection_emit_signal (self->bus, NULL, OBJECT_PATH, "org.freedesktop.DBus.Properties",
                                 "PropertiesChanged",
                                 g_variant_new ("(sa{sv}^as)", INTERFACE, &changed,
                                                with_plan ? invalidated : none), NULL);
}

/* --- what it does --- */

static SkSnapshot *
read_tasks (SkFakeService  *self,
            GError        **error)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();

  return sk_tasks_codec_read (self->text, strlen (self->text), "sample", "UTC", utc, error);
}

static gboolean
plan (SkFakeService  *self,
      GError        **error)
{
  g_autoptr(SkSnapshot) snapshot = read_tasks (self, error);
  SkPlan *whole;
  SkPlan *held;

  if (snapshot == NULL)
    return FALSE;

  whole = sk_planner_plan (snapshot, sk_snapshot_get_rules (snapshot), self->at);
  held = sk_hold_plan (whole, self->held, error);
  if (held == NULL)
    {
      sk_plan_unref (whole);
      return FALSE;
    }

  g_clear_pointer (&self->whole, sk_plan_unref);
  g_clear_pointer (&self->plan, sk_plan_unref);
  self->whole = whole;
  self->plan = held;
  return TRUE;
}

static void
plan_again (SkFakeService *self)
{
  g_autoptr(GError) error = NULL;

  if (!plan (self, &error))
    g_printerr ("%s\n", error->message);
  announce (self, TRUE);
}

static void
replace_text (SkFakeService *self,
              char          *text)      /* (transfer full) */
{
  g_free (self->text);
  self->text = text;
  g_hash_table_remove_all (self->held);
  plan_again (self);
}

static void
note (SkFakeService *self,
      const char    *action,
      GVariant      *parameter)
{
  g_autofree char *said = parameter != NULL ? g_variant_print (parameter, FALSE) : g_strdup ("");

  g_string_append_printf (self->log, "%s %s\n", action, said);
}

static void
finish_writing (SkFakeService *self)
{
  g_autoptr(GArray) changes = sk_diff (self->plan);

  self->written = self->done;
  g_array_set_size (changes, self->done);
  self->done = self->total = 0;
  g_ptr_array_add (self->undo, g_strdup (self->text));
  replace_text (self, sk_tasks_splice (self->text, sk_plan_get_snapshot (self->plan), changes,
                                       sk_plan_get_rules (self->plan)));
}

static gboolean
on_write (gpointer user_data)
{
  SkFakeService *self = user_data;

  if (self->done < self->total)
    self->done++;
  if (self->done < self->total)
    {
      announce (self, FALSE);
      return G_SOURCE_CONTINUE;
    }

  self->timer = 0;
  finish_writing (self);
  return G_SOURCE_REMOVE;
}

static void
on_apply (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  SkFakeService *self = user_data;

  note (self, "apply", parameter);
  if (self->total > 0 || count_changes (self) == 0)
    return;

  self->total = count_changes (self);
  announce (self, FALSE);
  self->timer = g_timeout_add (self->pace, on_write, self);
}

static void
on_stop (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  SkFakeService *self = user_data;

  note (self, "stop", parameter);
  if (self->total == 0)
    return;

  g_clear_handle_id (&self->timer, g_source_remove);
  finish_writing (self);
}

static void
on_undo (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  SkFakeService *self = user_data;

  note (self, "undo", parameter);
  if (self->undo->len > 0)
    replace_text (self, g_ptr_array_steal_index (self->undo, self->undo->len - 1));
}

static void
on_except (GSimpleAction *action,
           GVariant      *parameter,
           gpointer       user_data)
{
  SkFakeService *self = user_data;
  g_autofree const char **ids = g_variant_get_strv (parameter, NULL);

  note (self, "except", parameter);
  g_hash_table_remove_all (self->held);
  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_add (self->held, g_strdup (ids[i]));
  plan_again (self);
}

/* The tasks of the file, to be changed. */
static JsonObject *
find_task (JsonNode   *root,
           const char *id)
{
  JsonArray *tasks = json_object_get_array_member (json_node_get_object (root), "tasks");

  for (guint i = 0; i < json_array_get_length (tasks); i++)
    {
      JsonObject *task = json_array_get_object_element (tasks, i);

      if (strcmp (json_object_get_string_member (task, "id"), id) == 0)
        return task;
    }

  return NULL;
}

static JsonObject *
make_span (SkFakeService *self,
           gint64         start,
           gint64         end)
{
  JsonObject *span = json_object_new ();
  GTimeZone *zone = sk_rules_get_zone (sk_plan_get_rules (self->plan));

  add_instant (span, "start", start, zone);
  add_instant (span, "end", end, zone);

  return span;
}

static void
on_pin (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  SkFakeService *self = user_data;
  g_autoptr(JsonNode) root = sk_json_parse (self->text, strlen (self->text), SK_JSON_OURS, NULL);
  const char *id;
  gint64 start;
  gint64 end;

  note (self, "pin", parameter);
  g_variant_get (parameter, "(&sxx)", &id, &start, &end);
  json_object_set_object_member (find_task (root, id), "scheduled", make_span (self, start, end));
  json_object_set_boolean_member (find_task (root, id), "pinned", TRUE);
  replace_text (self, sk_json_print (root, TRUE));
}

static void
on_ban (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       user_data)
{
  SkFakeService *self = user_data;
  g_autoptr(JsonNode) root = sk_json_parse (self->text, strlen (self->text), SK_JSON_OURS, NULL);
  JsonObject *file = json_node_get_object (root);
  JsonObject *ban;
  const char *id;
  gint64 start;
  gint64 end;

  note (self, "ban", parameter);
  g_variant_get (parameter, "(&sxx)", &id, &start, &end);
  if (!json_object_has_member (file, "bans"))
    json_object_set_array_member (file, "bans", json_array_new ());
  ban = make_span (self, start, end);
  json_object_set_string_member (ban, "task", id);
  json_array_add_object_element (json_object_get_array_member (file, "bans"), ban);
  replace_text (self, sk_json_print (root, TRUE));
}

static void
on_release (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  SkFakeService *self = user_data;
  g_autoptr(JsonNode) root = sk_json_parse (self->text, strlen (self->text), SK_JSON_OURS, NULL);

  note (self, "release", parameter);
  json_object_set_boolean_member (find_task (root, g_variant_get_string (parameter, NULL)),
                                  "pinned", FALSE);
  replace_text (self, sk_json_print (root, TRUE));
}

static void
on_discard (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       user_data)
{
  SkFakeService *self = user_data;

  note (self, "discard", parameter);
  for (guint i = 0; i < sk_plan_get_n_placements (self->whole); i++)
    {
      const SkPlacement *placement = sk_plan_get_placement (self->whole, i);

      if (placement->change != SK_CHANGE_KEPT)
        g_hash_table_add (self->held, g_strdup (sk_task_get_id (placement->task)));
    }
  plan_again (self);
}

static void
on_reschedule (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  SkFakeService *self = user_data;

  note (self, g_action_get_name (G_ACTION (action)), parameter);
  g_clear_pointer (&self->scene, g_free);
  g_hash_table_remove_all (self->held);
  plan_again (self);
}

static void
on_scene (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  sk_fake_service_set_scene (user_data, g_variant_get_string (parameter, NULL));
}

static void
on_other (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  note (user_data, g_action_get_name (G_ACTION (action)), parameter);
}

static const GActionEntry entries[] = {
  { .name = "apply", .activate = on_apply, .parameter_type = "(sas)" },
  { .name = "stop", .activate = on_stop },
  { .name = "undo", .activate = on_undo },
  { .name = "discard", .activate = on_discard },
  { .name = "except", .activate = on_except, .parameter_type = "as" },
  { .name = "reschedule", .activate = on_reschedule },
  { .name = "reschedule-full", .activate = on_reschedule },
  { .name = "resume", .activate = on_reschedule },
  { .name = "unlock", .activate = on_reschedule },
  { .name = "pause", .activate = on_other, .parameter_type = "u" },
  { .name = "pin", .activate = on_pin, .parameter_type = "(sxx)" },
  { .name = "ban", .activate = on_ban, .parameter_type = "(sxx)" },
  { .name = "release", .activate = on_release, .parameter_type = "s" },
  { .name = "open-task", .activate = on_other, .parameter_type = "s" },
  { .name = "scene", .activate = on_scene, .parameter_type = "s" },
};

/* --- the bus --- */

static char *
dup_places (SkFakeService *self,
            const char    *id)
{
  SkSnapshot *snapshot = sk_plan_get_snapshot (self->plan);
  guint i;

  if (!sk_snapshot_find (snapshot, id, &i))
    return NULL;

  g_autoptr(GArray) tries = sk_places_list (self->plan, sk_snapshot_get_task (snapshot, i));

  return sk_places_codec_write (sk_snapshot_get_task (snapshot, i), tries,
                                sk_plan_get_rules (self->plan));
}

static void
on_call (GDBusConnection       *bus,
         const char            *sender,
         const char            *path,
         const char            *interface,
         const char            *method,
         GVariant              *arguments,
         GDBusMethodInvocation *invocation,
         gpointer               user_data)
{
  SkFakeService *self = user_data;
  g_autofree char *answer = NULL;
  const char *id;

  note (self, method, NULL);
  if (strcmp (method, "Attach") == 0)
    {
      g_dbus_method_invocation_return_value (invocation, NULL);
      return;
    }
  if (strcmp (method, "Places") == 0)
    {
      g_variant_get (arguments, "(&s)", &id);
      answer = dup_places (self, id);
    }
  if (answer != NULL)
    {
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(s)", answer));
      return;
    }

  g_dbus_method_invocation_return_error (invocation, SK_ERROR, SK_ERROR_DENIED,
                                         "“%s” is not what this service does.", method);
}

static GVariant *
on_get (GDBusConnection  *bus,
        const char       *sender,
        const char       *path,
        const char       *interface,
        const char       *property,
        GError          **error,
        gpointer          user_data)
{
  SkFakeService *self = user_data;

  return g_variant_new_take_string (strcmp (property, "State") == 0 ? dup_state (self)
                                                                    : dup_plan (self));
}

static const GDBusInterfaceVTable vtable = { on_call, on_get, NULL };

static void
export (SkFakeService *self)
{
  g_autoptr(GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interface_xml, NULL);

  self->object_id = g_dbus_connection_register_object (self->bus, OBJECT_PATH,
                                                       info->interfaces[0], &vtable, self, NULL,
                                                       NULL);
  self->actions_id = g_dbus_connection_export_action_group (self->bus, OBJECT_PATH,
                                                            G_ACTION_GROUP (self->actions), NULL);
}

void
sk_fake_service_own_name (SkFakeService *self)
{
  self->name = g_bus_own_name_on_connection (self->bus, APP_ID, G_BUS_NAME_OWNER_FLAGS_NONE, NULL,
                                             NULL, NULL, NULL);
}

void
sk_fake_service_drop_name (SkFakeService *self)
{
  g_clear_handle_id (&self->name, g_bus_unown_name);
}

/* --- the object --- */

static void
sk_fake_service_dispose (GObject *object)
{
  SkFakeService *self = SK_FAKE_SERVICE (object);

  sk_fake_service_drop_name (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->object_id != 0)
    g_dbus_connection_unregister_object (self->bus, self->object_id);
  if (self->actions_id != 0)
    g_dbus_connection_unexport_action_group (self->bus, self->actions_id);
  self->object_id = self->actions_id = 0;

  G_OBJECT_CLASS (sk_fake_service_parent_class)->dispose (object);
}

static void
sk_fake_service_finalize (GObject *object)
{
  SkFakeService *self = SK_FAKE_SERVICE (object);

  g_clear_object (&self->bus);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->whole, sk_plan_unref);
  g_clear_pointer (&self->plan, sk_plan_unref);
  g_free (self->text);
  g_free (self->scene);
  g_ptr_array_unref (self->undo);
  g_hash_table_unref (self->held);
  g_string_free (self->log, TRUE);

  G_OBJECT_CLASS (sk_fake_service_parent_class)->finalize (object);
}

static void
sk_fake_service_class_init (SkFakeServiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = sk_fake_service_dispose;
  object_class->finalize = sk_fake_service_finalize;
}

static void
sk_fake_service_init (SkFakeService *self)
{
  self->actions = g_simple_action_group_new ();
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->undo = g_ptr_array_new_with_free_func (g_free);
  self->log = g_string_new (NULL);
  self->pace = 20;
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
}

/**
 * sk_fake_service_new:
 * @bus: where to be
 * @tasks: a task file
 * @at: the planning instant, Unix seconds; the clock stands still
 * @error: what is wrong with the task file
 *
 * Returns: (transfer full) (nullable): a service that owns no name yet
 */
SkFakeService *
sk_fake_service_new (GDBusConnection  *bus,
                     const char       *tasks,
                     gint64            at,
                     GError          **error)
{
  g_autoptr(SkFakeService) self = g_object_new (SK_TYPE_FAKE_SERVICE, NULL);

  self->bus = g_object_ref (bus);
  self->text = g_strdup (tasks);
  self->at = at;
  if (!plan (self, error))
    return NULL;

  g_simple_action_set_enabled (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), "undo")), FALSE);
  export (self);

  return g_steal_pointer (&self);
}

/**
 * sk_fake_service_set_pace:
 * @self: a service
 * @milliseconds: how long each write takes
 */
void
sk_fake_service_set_pace (SkFakeService *self,
                          guint          milliseconds)
{
  self->pace = milliseconds;
}

/**
 * sk_fake_service_set_scene:
 * @self: a service
 * @scene: one of the scenes; anything else: what the plan says
 */
void
sk_fake_service_set_scene (SkFakeService *self,
                           const char    *scene)
{
  g_free (self->scene);
  self->scene = g_strdup (scene);
  announce (self, TRUE);
}

/**
 * sk_fake_service_get_log:
 * @self: a service
 *
 * Returns: what it was asked for, a line each
 */
const char *
sk_fake_service_get_log (SkFakeService *self)
{
  return self->log->str;
}
