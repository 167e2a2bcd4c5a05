/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "sk-busy-source.h"
#include "sk-clock.h"
#include "sk-key-store.h"
#include "sk-settings.h"

G_BEGIN_DECLS

/**
 * SkCalendarSetupParts:
 * @read_settings: (transfer full) what the person decided, as of now
 * @open_calendar: (transfer full) what reads a calendar
 * @drop_copy: forgets the last good copy of a calendar
 * @list_async: asks which calendars the desktop has
 * @list_finish: (transfer full) (element-type SkCalendar)
 * @data: for the first three; it outlives the object
 * @keys: where addresses are kept
 * @clock: what time it is
 *
 * What adding calendars is made of.
 */
typedef struct
{
  SkSettings   *(* read_settings) (gpointer              data,
                                   GError              **error);
  SkBusySource *(* open_calendar) (const SkCalendar     *calendar,
                                   const SkSettings     *settings,
                                   gpointer              data);
  void          (* drop_copy)     (const SkCalendar     *calendar,
                                   const SkSettings     *settings,
                                   gpointer              data);
  void          (* list_async)    (GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
  GPtrArray    *(* list_finish)   (GAsyncResult         *result,
                                   GError              **error);
  gpointer      data;
  SkKeyStore   *keys;
  SkClock       clock;
} SkCalendarSetupParts;

/**
 * SkCalendarKind:
 * @SK_CALENDAR_FILE: a file, or a folder of them
 * @SK_CALENDAR_ADDRESS: an address, which may be a secret
 * @SK_CALENDAR_DESKTOP: one of the desktop's
 *
 * What kind of calendar it is.
 */
typedef enum
{
  SK_CALENDAR_FILE,
  SK_CALENDAR_ADDRESS,
  SK_CALENDAR_DESKTOP,
} SkCalendarKind;

#define SK_TYPE_CALENDAR_SETUP (sk_calendar_setup_get_type ())
G_DECLARE_FINAL_TYPE (SkCalendarSetup, sk_calendar_setup, SK, CALENDAR_SETUP, GObject)

SkCalendarSetup *sk_calendar_setup_new           (const SkCalendarSetupParts  *parts);
void             sk_calendar_setup_add_async     (SkCalendarSetup             *self,
                                                  const char                  *name,
                                                  SkCalendarKind               kind,
                                                  int                          fd,
                                                  GCancellable                *cancellable,
                                                  GAsyncReadyCallback          callback,
                                                  gpointer                     user_data);
char            *sk_calendar_setup_add_finish    (SkCalendarSetup             *self,
                                                  GAsyncResult                *result,
                                                  char                       **calendar,
                                                  GError                     **error);
void             sk_calendar_setup_remove_async  (SkCalendarSetup             *self,
                                                  const char                  *calendar,
                                                  GCancellable                *cancellable,
                                                  GAsyncReadyCallback          callback,
                                                  gpointer                     user_data);
gboolean         sk_calendar_setup_remove_finish (SkCalendarSetup             *self,
                                                  GAsyncResult                *result,
                                                  GError                     **error);
void             sk_calendar_setup_list_async    (SkCalendarSetup             *self,
                                                  GCancellable                *cancellable,
                                                  GAsyncReadyCallback          callback,
                                                  gpointer                     user_data);
GPtrArray       *sk_calendar_setup_list_finish   (SkCalendarSetup             *self,
                                                  GAsyncResult                *result,
                                                  GError                     **error);

G_END_DECLS
