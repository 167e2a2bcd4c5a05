/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-alarm.h"
#include "sk-clock.h"
#include "sk-key-store.h"
#include "sk-plan.h"
#include "sk-settings.h"
#include "sk-state.h"

G_BEGIN_DECLS

/**
 * SkServiceParts:
 * @read_settings: (transfer full) what the person decided, as of now
 * @open_sources: (transfer full) (element-type SkTaskSource) where tasks come from
 * @open_calendars: (nullable): (transfer full) (element-type SkBusySource) who is busy when
 * @rest: called when nothing is to be done for a while
 * @data: for these; it outlives the service
 * @keys: (nullable): where keys are kept; %NULL: @open_sources finds them
 * @clock: what time it is
 * @alarm: what wakes it; nobody else sets it
 * @seed: of the chance in how long is waited for the network
 *
 * What the service is made of.
 */
typedef struct
{
  SkSettings *(* read_settings) (gpointer           data,
                                 GError           **error);
  GListModel *(* open_sources)  (const SkSettings  *settings,
                                 gpointer           data,
                                 GError           **error);
  GListModel *(* open_calendars) (const SkSettings *settings,
                                  gpointer          data);
  void        (* rest)          (gpointer           data);
  gpointer    data;
  SkKeyStore *keys;
  SkClock     clock;
  SkAlarm    *alarm;
  guint32     seed;
} SkServiceParts;

#define SK_TYPE_SERVICE (sk_service_get_type ())
G_DECLARE_FINAL_TYPE (SkService, sk_service, SK, SERVICE, GObject)

SkService  *sk_service_new             (const SkServiceParts *parts,
                                        const char           *folder);
void        sk_service_start           (SkService            *self);
void        sk_service_end_async       (SkService            *self,
                                        GAsyncReadyCallback   callback,
                                        gpointer              user_data);
gboolean    sk_service_end_finish      (SkService            *self,
                                        GAsyncResult         *result,
                                        GError              **error);
SkState    *sk_service_get_state       (SkService            *self);
SkPlan     *sk_service_get_plan        (SkService            *self);
SkPlan     *sk_service_get_whole_plan  (SkService            *self);
char       *sk_service_dup_plan_text   (SkService            *self);
char       *sk_service_dup_calendar    (SkService            *self,
                                        GError              **error);
char       *sk_service_dup_what_if     (SkService            *self,
                                        const char *const    *lines,
                                        GError              **error);
char       *sk_service_dup_places      (SkService            *self,
                                        const char           *id,
                                        GError              **error);
const SkSettings *
            sk_service_get_settings    (SkService            *self);
SkTask     *sk_service_find_task       (SkService            *self,
                                        const char           *id);

/* What the person can ask for: sk-commands.c says it in actions. */
void        sk_service_reschedule      (SkService            *self,
                                        gboolean              full);
void        sk_service_apply           (SkService            *self,
                                        const char           *digest,
                                        const char *const    *ids);
void        sk_service_stop            (SkService            *self);
void        sk_service_discard         (SkService            *self);
void        sk_service_except          (SkService            *self,
                                        const char *const    *ids);
void        sk_service_undo            (SkService            *self);
void        sk_service_pause           (SkService            *self,
                                        guint                 minutes);
void        sk_service_pause_until_tomorrow
                                       (SkService            *self);
void        sk_service_pause_until     (SkService            *self,
                                        gint64                until);
void        sk_service_resume          (SkService            *self);
void        sk_service_pin             (SkService            *self,
                                        const char           *id,
                                        SkSpan                span);
void        sk_service_ban             (SkService            *self,
                                        const char           *id,
                                        SkSpan                span);
void        sk_service_release         (SkService            *self,
                                        const char           *id);
void        sk_service_finish_task     (SkService            *self,
                                        const char           *id);
void        sk_service_extend          (SkService            *self,
                                        const char           *id,
                                        guint                 minutes);
void        sk_service_unlock          (SkService            *self);
void        sk_service_tell            (SkService            *self,
                                        const char           *text);

/* What happened outside. */
void        sk_service_reload          (SkService            *self);
void        sk_service_note_network    (SkService            *self);
void        sk_service_note_resumed    (SkService            *self);
void        sk_service_note_zone       (SkService            *self);
void        sk_service_set_sparing     (SkService            *self,
                                        gboolean              sparing);

G_END_DECLS
