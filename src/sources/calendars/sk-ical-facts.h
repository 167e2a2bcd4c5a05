/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libical/ical.h>

#include "sk-event.h"

G_BEGIN_DECLS

/**
 * SkIcalFacts:
 * @init: what sk_event_new() is told; its strings live as long as this does
 *
 * What a component says of an event besides its times.
 */
typedef struct
{
  SkEventInit   init;
  char         *title;
  char        **declined_by;
  char        **tentative_by;
} SkIcalFacts;

void sk_ical_facts_read  (SkIcalFacts   *self,
                          icalcomponent *event);
void sk_ical_facts_clear (SkIcalFacts   *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SkIcalFacts, sk_ical_facts_clear)

G_END_DECLS
