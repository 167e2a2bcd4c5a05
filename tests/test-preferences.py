#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every preference, changed once and seen in the next plan, with nothing but a
keyboard and what a screen reader sees.  The service, the stand-in for Notion
and the keyring are real processes; each trial has a home of its own.  TAP."""

import datetime
import pathlib
import sys
import zoneinfo

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'support'))

import setting      # noqa: E402
from person import (BEHAVIOUR, CALENDARS, HOURS, PLANNING, WHOLE, WORKSPACES,    # noqa: E402
                    open_preferences, open_with_sample, run, seen)
from setting import KEY, database   # noqa: E402


def make_morning():
    """A zone in which the day has just begun, whatever the time is here."""
    east = (5 - datetime.datetime.now(datetime.timezone.utc).hour + 11) % 24 - 11
    return {'TZ': f'Etc/GMT{-east:+d}'}


MORNING = make_morning()
EVERY_DAY = {'hours': str({day: ['09:00-17:00'] for day in
                           ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')})}


def coming_days(n):
    """Today and those after it, where it is morning."""
    today = datetime.datetime.now(zoneinfo.ZoneInfo(MORNING['TZ'])).date()
    return [today + datetime.timedelta(days=i) for i in range(n)]


def place(row, day, hour):
    """It has that hour in Notion already."""
    zone = zoneinfo.ZoneInfo(MORNING['TZ'])
    start = datetime.datetime.combine(datetime.date.fromisoformat(day), datetime.time(hour), zone)
    return row | {'Scheduled Date': {'start': start.isoformat(),
                                     'end': (start + datetime.timedelta(hours=1)).isoformat()}}


def minutes(text):
    return int(text[11:13]) * 60 + int(text[14:16])


def new_starts(plan):
    return [p['start'] for p in plan['placements'] if not p['fixed']]


def lengths(plan):
    return {minutes(p['end']) - minutes(p['start']) for p in plan['placements']}


def least_pause(plan):
    """Between two tasks of one day."""
    placed = plan['placements']
    return min(minutes(b['start']) - minutes(a['end']) for a, b in zip(placed, placed[1:])
               if a['end'][:10] == b['start'][:10])


def find(plan, title):
    return next(p for p in plan['placements'] if p['title'] == title)


def most_of_a_day(plan):
    days = {}
    for p in plan['placements']:
        day = p['start'][:10]
        days[day] = days.get(day, 0) + minutes(p['end']) - minutes(p['start'])
    return max(days.values())


def choose(person, row, option, *keys):
    person.go_to(row)
    person.rig.key('Return')
    person.see.wait_for(name=option)
    person.rig.key(*keys, 'Return')


def leave(person, node):
    person.rig.key('Tab')
    person.see.wait(lambda: not person.see.has_state(node, 'FOCUSED'), 'the focus stays')


def slots():
    rows = [{'Task name': f'Task {i}', 'Status': 'Not started', 'Rank': 20 - i} for i in range(12)]
    with setting.Setting([database('Tasks', WHOLE, rows)], env=MORNING,
                         preferences=EVERY_DAY) as rig:
        person = open_preferences(rig, PLANNING)
        seen(rig, lambda plan, _: lengths(plan) == {60} and least_pause(plan) == 0, 'an hour each')
        node = person.go_to('Minutes for a Task', role='spin button')
        person.replace('0')
        person.says('Write a number from 1 to 1440.')
        leave(person, node)
        person.says_of(node, 'Write a number from 1 to 1440.')
        assert 'default-duration' not in rig.settings(), 'it stays as it was'
        person.write('Minutes for a Task', '30')
        seen(rig, lambda plan, _: lengths(plan) == {30}, 'half an hour each')
        person.see.wait_gone(contains='Write a number')

        # nothing at all is no number either, once it is confirmed
        person.go_to('Minutes for a Task', keys=('shift+Tab',), role='spin button')
        person.replace('')
        assert not person.see.find_all(contains='Write a number'), 'it is said too early'
        leave(person, node)
        person.says_of(node, 'Write a number from 1 to 1440.')
        choose(person, 'Slot Length', '60 minutes', 'End')
        seen(rig, lambda plan, _: all(minutes(s) % 60 == 0 for s in new_starts(plan)), 'slots')
        person.write('Minutes Between', '15')
        seen(rig, lambda plan, _: least_pause(plan) >= 15, 'a pause after each')
        person.write('Most of a Day', '25')
        seen(rig, lambda plan, _: most_of_a_day(plan) <= 120, 'a quarter of a day')
        person.write('Days Ahead', '2')
        seen(rig, lambda plan, _: len({o['start'][:10] for o in plan['open']}) == 2, 'two days')


def due_dates():
    rows = [{'Task name': 'Whole day', 'Status': 'Not started', 'Rank': 40, 'Est Duration Hrs': 8},
            {'Task name': 'Due', 'Status': 'Not started', 'Rank': 1, 'Est Duration Hrs': 2,
             'Due date': coming_days(1)[0].isoformat()}]
    schema = WHOLE | {'Due date': {'type': 'date'}, 'Est Duration Hrs': {'type': 'number'}}
    with setting.Setting([database('Tasks', schema, rows)], env=MORNING,
                         preferences=EVERY_DAY) as rig:
        person = open_preferences(rig, PLANNING)
        seen(rig, lambda plan, _: not find(plan, 'Due')['late'], 'it is in time')
        person.go_to('Mind Due Dates')
        rig.key('space')
        seen(rig, lambda plan, _: find(plan, 'Due')['late'], 'the more important ones go first')


def moves():
    """What happens to a task that has a place already."""
    today, tomorrow = [day.isoformat() for day in coming_days(2)]
    row = place({'Task name': 'Fix bug', 'Status': 'Not started'}, tomorrow, 9)
    with setting.Setting([database('Tasks', WHOLE, [row])], env=MORNING,
                         preferences=EVERY_DAY) as rig:
        def is_at(day, hour, fixed=None):
            seen(rig, lambda plan, _: (task := find(plan, 'Fix bug'))['fixed'] == fixed and
                 task['start'].startswith(f'{day}T{hour:02}'), f'{day} {hour}:00')

        person = open_preferences(rig, PLANNING)
        is_at(today, 9)
        person.go_to('Fill Today')
        rig.key('space')
        is_at(tomorrow, 9)
        person.go_to('Move Planned Tasks', keys=('shift+Tab',))
        choose(person, 'Move Planned Tasks', 'From scratch', 'End')
        is_at(today, 9)

        before = rig.state()['revision']
        person.go_to('Keep My Moves')
        rig.key('space')
        seen(rig, lambda _, state: 'keep-my-moves=false' in rig.settings() and
             state['revision'] > before, 'a plan with the new rule')
        person.go_to('Move Planned Tasks', keys=('shift+Tab',))
        choose(person, 'Move Planned Tasks', 'Only if they must', 'Home', 'Down')
        is_at(tomorrow, 9)


def hours():
    today, tomorrow, later = coming_days(3)
    rows = [{'Task name': 'Fix bug', 'Status': 'Not started'}]
    with setting.Setting([database('Tasks', WHOLE, rows)], env=MORNING,
                         preferences=EVERY_DAY) as rig:
        def opens(day, *ranges):
            seen(rig, lambda plan, _: [f'{o["start"][11:16]}–{o["end"][11:16]}'
                                       for o in plan['open']
                                       if o['start'].startswith(day.isoformat())] == list(ranges),
                 f'{day} {ranges}')

        person = open_preferences(rig, HOURS)
        opens(today, '09:00–17:00')
        weekday = today.strftime('%A')
        node = person.fill(weekday, '10 to noon')
        person.says_of(node, 'Write hours like')
        opens(today, '09:00–17:00')
        person.replace('10-12, 13:15-16')
        opens(today, '10:00–12:00', '13:15–16:00')

        node = person.fill('Add a Date', 'next week', 'Return')
        person.says_of(node, 'Write a date like')
        person.replace(f'{tomorrow.isoformat()} 11-12')
        rig.key('Return')
        opens(tomorrow, '11:00–12:00')
        person.fill('Add a Date', later.isoformat(), 'Return')
        opens(later)
        person.go_to('Remove', keys=('shift+Tab',), role='push button')
        rig.key('space')
        opens(tomorrow, '11:00–12:00')
        opens(later, '09:00–17:00')

        node = person.fill('Time Zone', 'Moon/Crater')
        person.says_of(node, 'Write a zone like')
        person.replace('America/New_York')
        seen(rig, lambda plan, _: plan['timezone'] == 'America/New_York', 'the zone')


PEOPLE = {'Anna': '00000000-0000-4000-8000-0000000000a1',
          'Bert': '00000000-0000-4000-8000-0000000000b2'}


def a_workspace():
    """What it is called, which columns it has, what is left out, and whose tasks."""
    schema = WHOLE | {'Priority': {'type': 'number'}, 'Assignee': {'type': 'people'}}
    rows = [{'Task name': name, 'Status': status, 'Rank': rank, 'Priority': -rank,
             'Assignee': [PEOPLE[who]]}
            for name, status, rank, who in (('One', 'Not started', 3, 'Anna'),
                                            ('Two', 'Waiting', 2, 'Anna'),
                                            ('Three', 'Not started', 1, 'Bert'))]
    with setting.Setting([database('Tasks', schema, rows)], env=MORNING,
                         preferences=EVERY_DAY) as rig:
        def plans(*titles):
            seen(rig, lambda plan, _: [p['title'] for p in plan['placements']] == list(titles),
                 f'{titles}')

        person = open_preferences(rig, WORKSPACES)
        plans('One', 'Two', 'Three')
        person.go_to('Test Workspace', role='list item')
        rig.key('Return')
        node = person.fill('Name', '')
        person.says_of(node, 'It needs a name.')
        person.replace('Team')
        seen(rig, lambda plan, _: {p['workspace'] for p in plan['placements']} == {'Team'},
             'its name')
        choose(person, 'Rank', 'Priority', 'Home')
        plans('Three', 'Two', 'One')
        person.go_to('Waiting', role='check box')
        rig.key('space')
        plans('Three', 'One')
        person.fill('Only the Tasks Of', PEOPLE['Anna'])
        plans('One')


def workspaces():
    databases = [database('Tasks', WHOLE, [{'Task name': 'One', 'Status': 'Not started'}]),
                 database('Chores', WHOLE, [{'Task name': 'Two', 'Status': 'Not started'}])]
    with setting.Setting(databases, env=MORNING, preferences=EVERY_DAY) as rig:
        def plans(*titles):
            seen(rig, lambda plan, _: {p['title'] for p in plan['placements']} == set(titles),
                 f'{titles}')

        person = open_preferences(rig, WORKSPACES)
        plans('One')
        person.go_to('Add…')
        rig.key('space')
        person.says('Your Notion Key')
        rig.key('Escape')
        person.see.wait_gone(contains='Your Notion Key')
        person.go_to('Add…')
        rig.key('space')
        person.give_key(KEY)
        person.says('The key works')
        person.wait_button('Continue')
        rig.key('Return')
        person.go_to('Chores')
        rig.key('space')
        person.wait_button('Add')
        rig.key('alt+a')
        plans('One', 'Two')

        # taken away, brought back, and taken away for good
        remove(person)
        person.go_to('Undo', role='push button')
        rig.key('space')
        person.see.wait_gone('push button', contains='Undo')
        plans('One', 'Two')
        remove(person)
        rig.key('Escape')
        seen(rig, lambda plan, _: len(plan['placements']) == 1, 'one of them is gone')


def remove(person):
    person.go_to('Remove This Workspace', role='push button')
    person.rig.key('space')
    person.says('is removed; Notion stays as it is')


def calendars():
    today = coming_days(1)[0]
    rows = [{'Task name': 'Fix bug', 'Status': 'Not started'}]
    with setting.Setting([database('Tasks', WHOLE, rows)], env=MORNING,
                         preferences=EVERY_DAY) as rig:
        def is_at(hour):
            seen(rig, lambda plan, _: minutes(find(plan, 'Fix bug')['start']) == hour * 60,
                 f'at {hour}:00')

        def events():
            return [busy['title'] for busy in rig.plan()['busy']]

        path = pathlib.Path(rig.folder, 'work.ics')
        path.write_text('BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test\r\nBEGIN:VEVENT\r\n'
                        'UID:1\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:Stand-up\r\n'
                        f'DTSTART:{today:%Y%m%d}T090000\r\nDTEND:{today:%Y%m%d}T110000\r\n'
                        'END:VEVENT\r\nEND:VCALENDAR\r\n')
        person = open_preferences(rig, CALENDARS)
        is_at(9)
        node = person.fill('File or Folder', 'work.ics', 'Return')
        person.says_of(node, 'Write where the file is')
        person.replace(str(path))
        rig.key('Return')
        is_at(11)
        assert events() == ['Stand-up'], events()

        person.go_to('Show What Events Are Called')
        rig.key('space')
        seen(rig, lambda *_: events() == [''], 'only that one is busy')
        node = person.fill('My Mail Addresses', 'me')
        person.says_of(node, '“me” is no mail address')
        person.replace('me@example.org')
        seen(rig, lambda *_: "my-addresses=['me@example.org']" in rig.settings(), 'addresses')
        person.go_to('work', keys=('shift+Tab',), role='list item')
        rig.key('Return')
        node = person.fill('Name', '')
        person.says_of(node, 'It needs a name.')
        person.replace('Office')
        seen(rig, lambda *_: "name='Office'" in rig.settings(), 'its name')
        person.go_to('Blocks Time')
        rig.key('space')
        is_at(9)
        person.go_to('Remove This Calendar', role='push button')
        rig.key('space')
        seen(rig, lambda *_: events() == [], 'it is gone')

        # what is written, as a file
        node = person.fill('Calendar File', 'plan.ics')
        person.says_of(node, 'Write where the file is')
        plan = pathlib.Path(rig.folder, 'plan.ics')
        person.replace(str(plan))
        rig.ask('apply', f"<('{rig.plan()['digest']}', @as [])>")
        seen(rig, lambda *_: plan.exists() and 'Fix bug' in plan.read_text(), 'the plan as a file')


def behaviour():
    with setting.Setting([], keyring='none') as rig:
        person = open_with_sample(rig, BEHAVIOUR)
        person.write('Minutes Between Passes', '33')
        seen(rig, lambda plan, state: 30 <= (minutes(state['next_pass']) - minutes(plan['at'])) %
             1440 <= 36, 'the next pass')
        person.write('Minutes Between Looks', '0')
        seen(rig, lambda *_: 'poll-minutes=0' in rig.settings(), 'no polls')
        person.go_to('Tell When a Task Begins')
        rig.key('space')
        seen(rig, lambda *_: 'notify-start=true' in rig.settings(), 'notifications')
        autostart = pathlib.Path(rig.folder, 'autostart')
        autostart.write_text('no folder', encoding='utf-8')
        row = person.go_to('Start When I Log In', role='list item')
        rig.key('space')
        person.says_of(row, 'cannot be written')
        person.says_of(person.go_to('Start When I Log In', role='check box'), 'cannot be written')
        autostart.unlink()
        rig.key('space')
        seen(rig, lambda *_: (autostart / f'{setting.APP}.desktop').exists(), 'autostart')
        person.see.wait_gone(contains='cannot be written')
        person.go_to('Write Changes', keys=('shift+Tab',))
        rig.key('Return')
        person.see.wait_for(name='All unasked')
        rig.key('End', 'Return')
        seen(rig, lambda _, state: state['can_undo'] and state['changes'] == 0, 'it writes')


if __name__ == '__main__':
    run(__file__, 'preferences', slots, due_dates, moves, hours, a_workspace,
        workspaces, calendars, behaviour)
