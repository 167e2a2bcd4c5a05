/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SkCalendar:
 * @id: (nullable): what it is known by in the preferences, and its address in
 *   the keyring; %NULL: it was set by a variable or typed
 * @name: what it is called
 * @place: (nullable): the file, folder or address, as the person wrote it; may
 *   be a secret; %NULL: it is an address, and that is in the keyring
 * @desktop: (nullable): which of the desktop's calendars it is instead
 * @colour: (nullable): how it is shown, such as "#3584e4"
 * @is_free: whether nothing in it takes time
 *
 * A calendar, as it was configured.
 */
typedef struct
{
  char     *id;
  char     *name;
  char     *place;
  char     *desktop;
  char     *colour;
  gboolean  is_free;
} SkCalendar;

void        sk_calendar_free           (SkCalendar  *self);
gboolean    sk_calendar_is_address     (const char  *place);
char       *sk_calendar_dup_usual_name (const char  *place,
                                        guint        number);
GPtrArray  *sk_calendar_list_new       (void);
gboolean    sk_calendar_list_add_text  (GPtrArray   *calendars,
                                        const char  *text,
                                        GError     **error);
void        sk_calendar_list_add_place (GPtrArray   *calendars,
                                        const char  *place);
void        sk_calendar_list_add_store (GPtrArray   *calendars,
                                        GSettings   *store);
gboolean    sk_calendar_list_remember  (GSettings        *store,
                                        const SkCalendar *calendar);
void        sk_calendar_list_forget    (GSettings   *store,
                                        const char  *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SkCalendar, sk_calendar_free)

G_END_DECLS
