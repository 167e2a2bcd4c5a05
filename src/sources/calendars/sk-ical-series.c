/* sk-ical-series.c — the events that share a UID, each time they take place
 *
 * A master that repeats, and overrides that stand in for some of its times.
 *
 * SPDX-FileCopyrightText: The Slotkeeper authors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sk-ical-series.h"

#include "sk-ical-facts.h"
#include "sk-ical-stretch.h"

/* Zones are a day apart at most, and so is what a clock change adds. */
#define SLACK (2 * SK_DAY_SECONDS)
/* Who moves a series by more than a year begins another. */
#define MAX_SHIFT (400 * (gint64) SK_DAY_SECONDS)

/* A VEVENT, understood. */
typedef struct
{
  icalcomponent *event;
  SkIcalFacts    facts;
  SkIcalStretch  stretch;
  int            sequence;
  SkIcalMoment   replaces;      /* of an override: which time */
  gboolean       goes_on;       /* of an override: all later ones too */
} Entry;

struct _SkIcalSeries
{
  GPtrArray *masters;           /* (element-type Entry) */
  GPtrArray *overrides;         /* (element-type Entry) */
};

/* One time a master takes place. */
typedef struct
{
  gint64 at;
  gint64 wall;                  /* on the clock of the master */
  gint64 end;                   /* of a period; 0: as long as the master */
} Instance;

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  sk_ical_facts_clear (&entry->facts);
  g_free (entry);
}

SkIcalSeries *
sk_ical_series_new (void)
{
  SkIcalSeries *self = g_new0 (SkIcalSeries, 1);

  self->masters = g_ptr_array_new_with_free_func (entry_free);
  self->overrides = g_ptr_array_new_with_free_func (entry_free);

  return self;
}

void
sk_ical_series_free (SkIcalSeries *self)
{
  g_ptr_array_unref (self->masters);
  g_ptr_array_unref (self->overrides);
  g_free (self);
}

/* --- reading --- */

/* What libical does not understand it leaves out, and says so in a property of
 * its own: a meeting that lost its rule would be there only once. */
static gboolean
lost_times (icalcomponent *event)
{
  static const char *const names[] = {
    "RRULE", "RDATE", "EXDATE", "EXRULE", "DTSTART", "DTEND", "DURATION", "RECURRENCE-ID",
  };

  for (icalproperty *p = icalcomponent_get_first_property (event, ICAL_XLICERROR_PROPERTY);
       p != NULL; p = icalcomponent_get_next_property (event, ICAL_XLICERROR_PROPERTY))
    for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
      if (icalproperty_get_xlicerror (p) != NULL &&
          strstr (icalproperty_get_xlicerror (p), names[i]) != NULL)
        return TRUE;

  return FALSE;
}

static gboolean
has_future_range (icalproperty *id)
{
  icalparameter *range = icalproperty_get_first_parameter (id, ICAL_RANGE_PARAMETER);

  return range != NULL && icalparameter_get_range (range) == ICAL_RANGE_THISANDFUTURE;
}

static int
read_sequence (icalcomponent *event)
{
  icalproperty *property = icalcomponent_get_first_property (event, ICAL_SEQUENCE_PROPERTY);

  return property != NULL ? icalproperty_get_sequence (property) : 0;
}

/* Of several that say the same time, the newest; of two as new, the later. */
static void
add_override (SkIcalSeries *self,
              Entry        *entry)      /* (transfer full) */
{
  for (guint i = 0; i < self->overrides->len; i++)
    {
      Entry *other = g_ptr_array_index (self->overrides, i);

      if (other->replaces.at != entry->replaces.at ||
          other->replaces.is_date != entry->replaces.is_date)
        continue;

      if (other->sequence > entry->sequence)
        {
          entry_free (entry);
          return;
        }
      g_ptr_array_remove_index (self->overrides, i);
      break;
    }

  g_ptr_array_add (self->overrides, entry);
}

/* Many programs give one UID to unlike events: only what is plainly older than
 * another is left out. */
static void
add_master (SkIcalSeries *self,
            Entry        *entry)        /* (transfer full) */
{
  Entry *other = self->masters->len > 0 ? g_ptr_array_index (self->masters, 0) : NULL;

  if (other != NULL && other->sequence > entry->sequence)
    {
      entry_free (entry);
      return;
    }
  if (other != NULL && other->sequence < entry->sequence)
    g_ptr_array_set_size (self->masters, 0);

  g_ptr_array_add (self->masters, entry);
}

/**
 * sk_ical_series_take:
 * @self: the events of one UID
 * @context: what decoding has to know
 * @event: another of them; borrowed for as long as @self lives
 *
 * Adds an event, if it is understood.
 */
void
sk_ical_series_take (SkIcalSeries  *self,
                     SkIcalContext *context,
                     icalcomponent *event)
{
  icalproperty *id = icalcomponent_get_first_property (event, ICAL_RECURRENCEID_PROPERTY);
  Entry *entry = g_new0 (Entry, 1);

  context->n_half += lost_times (event);
  if (!sk_ical_stretch_read (context, event, &entry->stretch) ||
      (id != NULL && !sk_ical_context_read (context, id, icalproperty_get_recurrenceid (id),
                                            entry->stretch.start.zone, &entry->replaces)))
    {
      context->n_odd++;
      entry_free (entry);
      return;
    }

  entry->event = event;
  entry->sequence = read_sequence (event);
  entry->goes_on = id != NULL && has_future_range (id);
  sk_ical_facts_read (&entry->facts, event);
  if (id != NULL)
    add_override (self, entry);
  else
    add_master (self, entry);
}

/* --- instances --- */

static void
add_instance (GArray             *instances,
              const SkIcalMoment *start,
              gint64              wall,
              gint64              end)
{
  const Instance instance = { sk_ical_zone_resolve (start->zone, wall), wall, end };

  g_array_append_val (instances, instance);
}

/* Exchange ends a series of days with the midnight at which the last one begins
 * where it was made, in UTC; others with the last second of that day. */
static gint64
find_last_day (const SkIcalMoment *start,
               gint64              until)
{
  gint64 local = until + sk_ical_zone_get_offset (start->zone, until);
  gint64 day = sk_ical_time_get_day (until);
  gint64 second = until - day * SK_DAY_SECONDS;

  if (local == sk_ical_time_get_day (local) * SK_DAY_SECONDS)
    return local;

  return second >= SK_DAY_SECONDS / 2 && second < SK_DAY_SECONDS - 60 ? (day + 1) * SK_DAY_SECONDS
                                                                      : until;
}

/* An end in UTC is as good as one on the series' own clock; a day is meant
 * to its end. */
static void
localise_until (struct icalrecurrencetype *rule,
                const SkIcalMoment        *start)
{
  gint64 until;

  if (icaltime_is_null_time (rule->until) || !sk_ical_time_read (rule->until, &until))
    return;

  if (rule->until.is_date && !start->is_date)
    until += SK_DAY_SECONDS - 1;
  else if (icaltime_is_utc (rule->until) && !start->is_date)
    until += sk_ical_zone_get_offset (start->zone, until);
  else if (icaltime_is_utc (rule->until))
    until = find_last_day (start, until);

  rule->until = sk_ical_time_make (CLAMP (until, SK_WALL_FIRST, SK_WALL_LAST), FALSE);
}

/* The times of all rules of a kind. */
static void
expand (const Entry       *master,
        SkIcalContext     *context,
        icalproperty_kind  kind,
        SkSpan             walls,
        GArray            *found)
{
  const SkIcalMoment *start = &master->stretch.start;
  gboolean is_whole = TRUE;

  for (icalproperty *p = icalcomponent_get_first_property (master->event, kind);
       p != NULL; p = icalcomponent_get_next_property (master->event, kind))
    {
      struct icalrecurrencetype rule = kind == ICAL_RRULE_PROPERTY ? icalproperty_get_rrule (p)
                                                                   : icalproperty_get_exrule (p);

      localise_until (&rule, start);
      is_whole &= sk_ical_rule_expand (&rule, start->wall, start->is_date, walls,
                                       &context->budget, found);
    }

  context->n_endless += !is_whole;
}

/* The end of a period; 0 where there is none. */
static gint64
read_period_end (SkIcalContext       *context,
                 icalproperty        *property,
                 struct icalperiodtype period,
                 const SkIcalMoment  *begin)
{
  SkIcalMoment end;

  if (!icaltime_is_null_time (period.end))
    return sk_ical_context_read (context, property, period.end, begin->zone, &end) ? end.at : 0;

  return begin->at + MAX (icaldurationtype_as_int (period.duration), 0);
}

static void
add_dates (const Entry   *master,
           SkIcalContext *context,
           GArray        *instances)
{
  const SkIcalMoment *start = &master->stretch.start;

  for (icalproperty *p = icalcomponent_get_first_property (master->event, ICAL_RDATE_PROPERTY);
       p != NULL; p = icalcomponent_get_next_property (master->event, ICAL_RDATE_PROPERTY))
    {
      struct icaldatetimeperiodtype date = icalproperty_get_rdate (p);
      gboolean is_period = icaltime_is_null_time (date.time);
      SkIcalMoment moment;
      gint64 wall, end = 0;

      if (!sk_ical_context_read (context, p, is_period ? date.period.start : date.time,
                                 start->zone, &moment))
        continue;

      if (is_period)
        end = read_period_end (context, p, date.period, &moment);
      if (start->is_date)
        wall = sk_ical_time_get_day (moment.wall) * SK_DAY_SECONDS;
      else if (moment.is_date)
        wall = moment.wall + start->wall - sk_ical_time_get_day (start->wall) * SK_DAY_SECONDS;
      else
        wall = moment.at + sk_ical_zone_get_offset (start->zone, moment.at);
      add_instance (instances, start, wall, end);
    }
}

static int
compare_instances (gconstpointer a,
                   gconstpointer b)
{
  const Instance *one = a, *other = b;

  if (one->at != other->at)
    return one->at < other->at ? -1 : 1;

  return one->end > other->end ? -1 : one->end < other->end;
}

/* Every time the master would take place around what is wanted. */
static GArray *
list_instances (const Entry   *master,
                SkIcalContext *context,
                SkSpan         walls)
{
  const SkIcalMoment *start = &master->stretch.start;
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  GArray *instances = g_array_new (FALSE, FALSE, sizeof (Instance));

  add_instance (instances, start, start->wall, 0);
  expand (master, context, ICAL_RRULE_PROPERTY, walls, found);
  for (guint i = 0; i < found->len; i++)
    add_instance (instances, start, g_array_index (found, gint64, i), 0);
  add_dates (master, context, instances);
  g_array_sort (instances, compare_instances);

  return instances;
}

/* --- what is left out --- */

/* Instants, or days where the days are what is meant. */
typedef struct
{
  GHashTable *instants;
  GHashTable *days;
} Gaps;

static void
gaps_clear (Gaps *gaps)
{
  g_clear_pointer (&gaps->instants, g_hash_table_unref);
  g_clear_pointer (&gaps->days, g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gaps, gaps_clear)

static void
add_gap (GHashTable *set,
         gint64      value)
{
  g_hash_table_add (set, g_memdup2 (&value, sizeof value));
}

static void
add_gap_at (Gaps               *gaps,
            const SkIcalMoment *moment,
            const SkIcalMoment *start)
{
  if (moment->is_date || start->is_date)
    add_gap (gaps->days, sk_ical_time_get_day (moment->wall));
  else
    add_gap (gaps->instants, moment->at);
}

static gboolean
is_gap (const Gaps     *gaps,
        const Instance *instance)
{
  gint64 day = sk_ical_time_get_day (instance->wall);

  return g_hash_table_contains (gaps->instants, &instance->at) ||
         g_hash_table_contains (gaps->days, &day);
}

/* What is excluded, and what overrides stand in for. */
static void
find_gaps (SkIcalSeries  *self,
           const Entry   *master,
           SkIcalContext *context,
           SkSpan         walls,
           Gaps          *gaps)
{
  const SkIcalMoment *start = &master->stretch.start;
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));

  gaps->instants = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gaps->days = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (icalproperty *p = icalcomponent_get_first_property (master->event, ICAL_EXDATE_PROPERTY);
       p != NULL; p = icalcomponent_get_next_property (master->event, ICAL_EXDATE_PROPERTY))
    {
      SkIcalMoment moment;

      if (sk_ical_context_read (context, p, icalproperty_get_exdate (p), start->zone, &moment))
        add_gap_at (gaps, &moment, start);
    }

  expand (master, context, ICAL_EXRULE_PROPERTY, walls, found);
  for (guint i = 0; i < found->len; i++)
    add_gap (gaps->instants, sk_ical_zone_resolve (start->zone, g_array_index (found, gint64, i)));

  for (guint i = 0; i < self->overrides->len; i++)
    add_gap_at (gaps, &((Entry *) self->overrides->pdata[i])->replaces, start);
}

/* --- unfolding --- */

/* The override that speaks for @instance because it speaks for all from an
 * earlier one on; the latest of them. */
static Entry *
find_earlier (SkIcalSeries   *self,
              const Instance *instance)
{
  Entry *best = NULL;

  for (guint i = 0; i < self->overrides->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->overrides, i);

      if (entry->goes_on && entry->replaces.at <= instance->at &&
          (best == NULL || entry->replaces.at > best->replaces.at))
        best = entry;
    }

  return best;
}

/* How far an override moves what it speaks for. */
static gint64
get_shift (const Entry *override)
{
  return override->stretch.start.wall - override->replaces.wall;
}

static void
unfold_instance (SkIcalSeries   *self,
                 const Entry    *master,
                 SkIcalContext  *context,
                 const Instance *instance)
{
  const Entry *entry = find_earlier (self, instance);
  gint64 at = instance->at;
  SkSpan span;

  if (entry != NULL)
    at = sk_ical_zone_resolve (entry->stretch.start.zone, instance->wall + get_shift (entry));
  else
    entry = master;

  span = sk_ical_stretch_move (&entry->stretch, at);
  if (instance->end != 0 && entry == master)
    span.end = MAX (instance->end, span.start);
  sk_ical_context_add (context, &entry->facts.init, span, entry->stretch.start.is_date);
}

/* What has to be looked at so that nothing is missed which is long, or moved. */
static SkSpan
choose_walls (SkIcalSeries  *self,
              const Entry   *master,
              SkIcalContext *context)
{
  gint64 length = sk_ical_stretch_get_length (&master->stretch);
  gint64 shift = 0;

  for (guint i = 0; i < self->overrides->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->overrides, i);

      if (!entry->goes_on)
        continue;
      length = MAX (length, sk_ical_stretch_get_length (&entry->stretch));
      shift = MAX (shift, MIN (ABS (get_shift (entry)), MAX_SHIFT));
    }

  return (SkSpan) { context->wish->span.start - SLACK - length - shift,
                    context->wish->span.end + SLACK + shift };
}

static void
unfold_master (SkIcalSeries  *self,
               const Entry   *master,
               SkIcalContext *context)
{
  SkSpan walls = choose_walls (self, master, context);
  g_autoptr(GArray) instances = list_instances (master, context, walls);
  g_auto(Gaps) gaps = { NULL };
  const Instance *previous = NULL;

  find_gaps (self, master, context, walls, &gaps);
  for (guint i = 0; i < instances->len; i++)
    {
      const Instance *instance = &g_array_index (instances, Instance, i);

      if ((previous == NULL || previous->at != instance->at) && !is_gap (&gaps, instance))
        unfold_instance (self, master, context, instance);
      previous = instance;
    }
}

/* Once for all overrides: a rule may be long, and there may be many. */
static GHashTable *
collect_rules (SkIcalSeries *self)
{
  GHashTable *rules = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; self->overrides->len > 0 && i < self->masters->len; i++)
    {
      icalcomponent *event = ((Entry *) self->masters->pdata[i])->event;

      for (icalproperty *p = icalcomponent_get_first_property (event, ICAL_RRULE_PROPERTY);
           p != NULL; p = icalcomponent_get_next_property (event, ICAL_RRULE_PROPERTY))
        g_hash_table_add (rules, g_strdup (icalproperty_get_value_as_string (p)));
    }

  return rules;
}

/* Others copy the rule of the series into every override, where it means
 * nothing. */
static gboolean
repeats_series (const Entry *override,
                GHashTable  *rules)
{
  icalproperty *rule = icalcomponent_get_first_property (override->event, ICAL_RRULE_PROPERTY);

  return rule != NULL && g_hash_table_contains (rules, icalproperty_get_value_as_string (rule));
}

/* Some programs split a series by giving an override a rule of its own: then
 * it also stands for what that names. */
static void
unfold_override (SkIcalSeries  *self,
                 const Entry   *override,
                 GHashTable    *rules,          /* (element-type utf8): of the masters */
                 SkIcalContext *context)
{
  gint64 previous = override->stretch.start.at;

  sk_ical_context_add (context, &override->facts.init,
                       sk_ical_stretch_move (&override->stretch, previous),
                       override->stretch.start.is_date);
  if (repeats_series (override, rules))
    return;

  SkSpan walls = choose_walls (self, override, context);
  g_autoptr(GArray) instances = list_instances (override, context, walls);
  g_auto(Gaps) gaps = { NULL };

  find_gaps (self, override, context, walls, &gaps);
  for (guint i = 0; i < instances->len; i++)
    {
      const Instance *instance = &g_array_index (instances, Instance, i);

      if (instance->at != previous && instance->at != override->stretch.start.at &&
          !is_gap (&gaps, instance))
        sk_ical_context_add (context, &override->facts.init,
                             sk_ical_stretch_move (&override->stretch, instance->at),
                             override->stretch.start.is_date);
      previous = instance->at;
    }
}

/**
 * sk_ical_series_unfold:
 * @self: the events of one UID
 * @context: what decoding has to know, and remembers what is found
 *
 * Finds every time they take place that is wanted.
 */
void
sk_ical_series_unfold (SkIcalSeries  *self,
                       SkIcalContext *context)
{
  g_autoptr(GHashTable) rules = collect_rules (self);

  for (guint i = 0; i < self->masters->len; i++)
    unfold_master (self, g_ptr_array_index (self->masters, i), context);

  for (guint i = 0; i < self->overrides->len; i++)
    unfold_override (self, g_ptr_array_index (self->overrides, i), rules, context);
}
