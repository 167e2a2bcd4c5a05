/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sk-busy-source.h"

G_BEGIN_DECLS

#define SK_TYPE_FAKE_CALENDAR (sk_fake_calendar_get_type ())
G_DECLARE_FINAL_TYPE (SkFakeCalendar, sk_fake_calendar, SK, FAKE_CALENDAR, GObject)

/* What it is told to say, and what it was asked; a test sets and reads it. */
struct _SkFakeCalendar
{
  GObject    parent_instance;

  GPtrArray *events;            /* (element-type SkEvent) */
  GError    *trouble;           /* (nullable) */
  gint64     read_at;           /* 0 with trouble: it is an error */
  SkSpan     asked;
  char      *asked_zone;
  char      *account;
};

G_END_DECLS
