#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What repeats, compared instance by instance with a second implementation: rules
as python-dateutil understands them, zones as Python does, and exceptions, dates
and overrides told once more here.  Skipped where dateutil is not.  TAP."""

import datetime
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
from zoneinfo import ZoneInfo

try:
    from dateutil.rrule import rrulestr
except ImportError:
    rrulestr = None

AT = '2026-02-02T08:00:00+00:00'
DAYS = 365
SERIES = 250            # for each person
PERSONS = ['Europe/Berlin', 'America/New_York', 'Pacific/Auckland', 'America/Santiago']
ZONES = PERSONS + ['Australia/Lord_Howe', 'Europe/Dublin', 'Asia/Kolkata']
CLOCKS = [(9, 0), (0, 0), (1, 30), (2, 0), (2, 30), (3, 0), (14, 15), (23, 30)]
# Where a rule is clear: dateutil takes BYWEEKNO without a day for all of the week,
# and cuts off the first week before it counts positions.
RULES = ['FREQ=DAILY', 'FREQ=DAILY;INTERVAL=3', 'FREQ=DAILY;BYMONTH=3,10;BYDAY=MO,WE,SU',
         'FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,30', 'FREQ=DAILY;BYMONTHDAY=1,-1',
         'FREQ=WEEKLY', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
         'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU', 'FREQ=WEEKLY;INTERVAL=5;BYMONTH=2,3,11',
         'FREQ=MONTHLY', 'FREQ=MONTHLY;BYDAY=2TU', 'FREQ=MONTHLY;BYDAY=-1SU',
         'FREQ=MONTHLY;BYMONTHDAY=31', 'FREQ=MONTHLY;BYMONTHDAY=-2,15;INTERVAL=2',
         'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13',
         'FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1,-2;BYHOUR=8,20', 'FREQ=MONTHLY;BYDAY=5MO',
         'FREQ=YEARLY', 'FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU', 'FREQ=YEARLY;BYDAY=20MO,-1FR',
         'FREQ=YEARLY;BYYEARDAY=1,100,-1', 'FREQ=YEARLY;BYWEEKNO=10,44;BYDAY=SU,MO',
         'FREQ=YEARLY;BYMONTHDAY=29;BYMONTH=2,3,11', 'FREQ=YEARLY;BYDAY=TH;BYMONTH=3,11',
         'FREQ=HOURLY;INTERVAL=7', 'FREQ=HOURLY;BYDAY=SU;BYHOUR=1,2,3',
         'FREQ=MINUTELY;INTERVAL=45;BYDAY=SU;BYMONTH=3,4,9,10,11']


def local(clock):
    return clock.strftime('%Y%m%dT%H%M%S')


def at(clock, zone):
    """Of two such instants the first; where there is none, as if nobody had changed it."""
    return int(clock.replace(tzinfo=ZoneInfo(zone)).timestamp())


def utc(instant):
    return local(datetime.datetime.fromtimestamp(instant, datetime.timezone.utc)) + 'Z'


class Series:
    """One that repeats, as text and as what it means."""

    def __init__(self, rand, title, person):
        self.rand, self.title, self.person = rand, title, person
        self.kind = rand.choice(['zone'] * 5 + ['utc', 'floating', 'day'])
        self.zone = {'zone': rand.choice(ZONES), 'utc': 'UTC'}.get(self.kind, person)
        self.choose_rule()
        self.choose_length()
        self.lines = [self.time('DTSTART', self.first), self.length, 'RRULE:' + self.rule]
        self.overrides = []
        self.found = {self.at(c): (title, self.at(c), self.end(c)) for c in self.clocks}
        for change in (self.limit, self.leave_out, self.add, self.override):
            change()

    def at(self, clock):
        return at(clock, self.zone)

    def time(self, name, clock):
        if self.kind == 'day':
            return f'{name};VALUE=DATE:{clock:%Y%m%d}'
        if self.kind == 'zone':
            return f'{name};TZID={self.zone}:{local(clock)}'
        return f'{name}:{local(clock)}' + ('Z' if self.kind == 'utc' else '')

    def choose_rule(self):
        rules = [r for r in RULES if self.kind != 'day' or
                 ('HOUR' not in r and 'MINUTE' not in r)]
        self.rule = self.rand.choice(rules)
        clock = (0, 0) if self.kind == 'day' else self.rand.choice(CLOCKS)
        begin = datetime.datetime(2026, self.rand.randint(1, 9), self.rand.randint(1, 28), *clock)
        self.first = rrulestr(self.rule, dtstart=begin).after(begin, inc=True)
        last = self.first + datetime.timedelta(days=DAYS + 60)
        self.clocks = list(rrulestr(self.rule, dtstart=self.first).between(
            self.first, last, inc=True))

    def choose_length(self):
        days = self.rand.choice([1, 1, 2, 5])
        seconds = self.rand.choice([0, 1800, 5400, 8 * 3600, 25 * 3600])
        if self.kind == 'day':
            self.length = f'DURATION:P{days}D'
            self.end = lambda c: self.at(c + datetime.timedelta(days=days))
        elif self.rand.random() < 0.5:
            self.length = f'DURATION:PT{seconds}S'
            self.end = lambda c: self.at(c) + seconds
        else:
            self.length = 'DTEND:' + utc(self.at(self.first) + seconds)
            self.end = lambda c: self.at(c) + seconds

    def limit(self):
        way = self.rand.choice(['', '', 'COUNT', 'UNTIL', 'DATE'])
        last = self.rand.choice(self.clocks)
        if way == 'COUNT':
            kept = self.clocks[:self.rand.choice([1, 4, 30])]
            end = f';COUNT={kept.index(kept[-1]) + 1}'
        elif way == 'DATE' or (way and self.kind == 'day'):
            kept = [c for c in self.clocks if c.date() <= last.date()]
            end = f';UNTIL={last:%Y%m%d}'
        elif way == 'UNTIL':
            kept = [c for c in self.clocks if self.at(c) <= self.at(last)]
            end = ';UNTIL=' + (local(last) if self.kind == 'floating' else utc(self.at(last)))
        else:
            return
        if way == 'COUNT' and len(kept) == len(self.clocks):
            return
        self.clocks, self.lines[2] = kept, self.lines[2] + end
        self.found = {self.at(c): self.found[self.at(c)] for c in kept}

    def leave_out(self):
        for clock in self.rand.sample(self.clocks, min(len(self.clocks), self.rand.randint(0, 3))):
            absolute = self.kind == 'zone' and self.rand.random() < 0.3
            self.lines.append('EXDATE:' + utc(self.at(clock)) if absolute
                              else self.time('EXDATE', clock))
            self.found.pop(self.at(clock), None)

    def add(self):
        taken = {self.at(c) for c in self.clocks}
        for days in self.rand.sample([1, 2, 17], self.rand.randint(0, 2)):
            clock = self.first + datetime.timedelta(days=days)
            if self.at(clock) not in taken:
                self.lines.append(self.time('RDATE', clock))
                self.found[self.at(clock)] = (self.title, self.at(clock), self.end(clock))

    def override(self):
        here = [c for c in self.clocks if self.at(c) in self.found]
        for clock in self.rand.sample(here, min(len(here), self.rand.randint(0, 2))):
            step = datetime.timedelta(days=self.rand.choice([-1, 1, 9])) if self.kind == 'day' \
                else datetime.timedelta(minutes=self.rand.choice([-60, 30, 1440]))
            moved = clock + step
            length = 'P1D' if self.kind == 'day' else 'PT10M'
            end = self.at(moved + datetime.timedelta(days=1)) if self.kind == 'day' \
                else self.at(moved) + 600
            self.overrides.append([self.time('RECURRENCE-ID', clock),
                                   self.time('DTSTART', moved), 'DURATION:' + length])
            self.found[self.at(clock)] = (self.title + ' moved', self.at(moved), end)

    def text(self):
        events = [(self.title, self.lines)] + [(self.title + ' moved', o) for o in self.overrides]
        self.rand.shuffle(events)
        return ''.join('\r\n'.join(['BEGIN:VEVENT', f'UID:{self.title}', f'SUMMARY:{title}',
                                    *lines, 'END:VEVENT', '']) for title, lines in events)


def read(slotkeeperctl, folder, text, person):
    path, tasks = pathlib.Path(folder, 'x.ics'), pathlib.Path(folder, 'tasks.json')
    path.write_text('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n' + text + 'END:VCALENDAR\r\n', newline='')
    tasks.write_text(json.dumps({'format': 'slotkeeper-tasks/1', 'timezone': person, 'tasks': []}))
    answer = subprocess.run([slotkeeperctl, 'busy', '--json', '--from', tasks, '--at', AT, '--days',
                             str(DAYS), '--calendar', path], capture_output=True, text=True,
                            check=True, env={'HOME': folder, 'LC_ALL': 'C.UTF-8', 'TZ': 'UTC'})
    seconds = lambda said: int(datetime.datetime.fromisoformat(said).timestamp())  # noqa: E731
    return sorted((b['title'], seconds(b['start']), seconds(b['end']))
                  for b in json.loads(answer.stdout))


def expect(series, person):
    midnight = datetime.datetime.fromisoformat(AT).astimezone(ZoneInfo(person)).replace(
        hour=0, minute=0, tzinfo=None)
    begin, end = at(midnight, person), at(midnight + datetime.timedelta(days=DAYS), person)
    return sorted(f for s in series for f in s.found.values()
                  if f[1] < end and (f[2] > begin or f[1] == f[2] >= begin))


def compare(slotkeeperctl, person, seed):
    rand = random.Random(seed)
    series = [Series(rand, f'S{i}', person) for i in range(SERIES)]
    with tempfile.TemporaryDirectory() as folder:
        found = read(slotkeeperctl, folder, ''.join(s.text() for s in series), person)
    wanted = expect(series, person)
    print(f'# {person}: {len(wanted)} instances of {SERIES} series')
    odd = {f[0].split()[0] for f in set(found) ^ set(wanted)}
    for one in [s for s in series if s.title in odd][:5]:
        print('# ' + one.text().replace('\r\n', '\n# '))
        mine = lambda all_: {f for f in all_ if f[0].split()[0] == one.title}     # noqa: E731
        print(f'# missing {sorted(mine(wanted) - mine(found))[:3]}, '
              f'too many {sorted(mine(found) - mine(wanted))[:3]}')
    return found == wanted


def main():
    if rrulestr is None:
        required = os.environ.get('SLOTKEEPER_REQUIRE', '') not in ('', '0')
        print('Bail out! Not here: python3-dateutil' if required
              else '1..0 # SKIP not here: python3-dateutil')
        return
    print(f'1..{len(PERSONS)}')
    for number, person in enumerate(PERSONS, 1):
        is_same = compare(sys.argv[1], person, number)
        print(f'{"" if is_same else "not "}ok {number} /calendars/compared/{person}', flush=True)


if __name__ == '__main__':
    main()
