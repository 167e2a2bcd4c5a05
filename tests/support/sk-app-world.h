/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-bus-mirror.h"
#include "sk-notion-stand-in.h"
#include "sk-program.h"

G_BEGIN_DECLS

#define SK_APP_WORLD_KEY "ntn_AppWorldSecret"

/**
 * SkAppWorld:
 * @home: a home folder with nothing in it but what is configured
 * @bus: a connection to a session bus that nobody else is on
 * @mirror: the service, as the window sees it; none is started by looking
 * @notion: (nullable): a stand-in for Notion, after sk_app_world_use_notion()
 * @rows: (element-type utf8): its rows
 * @environment: of every program that is started
 *
 * What a new user's session looks like to the real program.
 */
typedef struct
{
  char            *home;
  GDBusConnection *bus;
  SkBusMirror     *mirror;
  SkNotionStandIn *notion;
  GPtrArray       *rows;
  GStrv            environment;

  GTestDBus       *daemon;
  guint64          revision;    /* of the state that was there before a pass */
  char            *program;
} SkAppWorld;

typedef gboolean (* SkAppWorldCheck) (SkAppWorld *world);

gboolean    sk_app_world_is_possible    (void);
SkAppWorld *sk_app_world_new            (void);
void        sk_app_world_free           (SkAppWorld      *self);
void        sk_app_world_use_sample     (SkAppWorld      *self);
void        sk_app_world_use_notion     (SkAppWorld      *self,
                                         guint            n_rows);
void        sk_app_world_set_variable   (SkAppWorld      *self,
                                         const char      *name,
                                         const char      *value);
SkProgram  *sk_app_world_start          (SkAppWorld      *self,
                                         const char      *option);
SkProgram  *sk_app_world_run_ctl        (SkAppWorld      *self,
                                         const char *const *words,
                                         int              status);
void        sk_app_world_wait           (SkAppWorld      *self,
                                         SkAppWorldCheck  check);
void        sk_app_world_wait_for       (SkAppWorld      *self,
                                         SkAppWorldCheck  check,
                                         guint            seconds);
void        sk_app_world_wait_for_failure
                                        (SkAppWorld      *self);
void        sk_app_world_wait_for_phase (SkAppWorld      *self,
                                         SkPhase          phase);
void        sk_app_world_tell           (SkAppWorld      *self,
                                         const char      *action,
                                         GVariant        *parameter);
void        sk_app_world_reschedule     (SkAppWorld      *self);
guint       sk_app_world_count_windows  (SkAppWorld      *self);
gboolean    sk_app_world_is_up          (SkAppWorld      *self);
gboolean    sk_app_world_is_down        (SkAppWorld      *self);
char       *sk_app_world_find_text      (SkAppWorld      *self,
                                         const char      *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkAppWorld, sk_app_world_free)

G_END_DECLS
