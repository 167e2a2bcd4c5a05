#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The calendars of the preferences, with nothing but a keyboard and what a screen
reader sees: what is chosen there is looked for in the plan, and in the week.
The service, a keyring and a server of calendars are real.  TAP."""

import datetime
import http.server
import pathlib
import sys
import threading
import zoneinfo

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'support'))

import desk         # noqa: E402
import setting      # noqa: E402
from person import CALENDARS, open_with_sample, run, seen   # noqa: E402

ZONE = zoneinfo.ZoneInfo('Europe/Berlin')
SECRET = 'private-0123456789abcdef'


# --- calendars ---

def day(ahead):
    return (datetime.datetime.now(ZONE) + datetime.timedelta(days=ahead)).strftime('%Y%m%d')


def event(uid, title, ahead, clock, length='PT30M', more=''):
    return (f'BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{title}\r\n'
            f'DTSTART;TZID=Europe/Berlin:{day(ahead)}T{clock}\r\nDURATION:{length}\r\n{more}'
            'END:VEVENT\r\n')


def calendar(*events):
    return 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\n' + ''.join(events) + 'END:VCALENDAR\r\n'


def every_day(title='Stand-up'):
    """From tomorrow on, so that some of it is on a working day that is shown."""
    return calendar(event('daily', title, 1, '100000', more='RRULE:FREQ=DAILY;COUNT=9\r\n'))


class Server:
    """One calendar at a secret address, on this machine."""

    def __init__(self, text):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                found = self.path == f'/{SECRET}/basic.ics'
                body = text.encode() if found else b'<html>No such calendar</html>'
                self.send_response(200 if found else 404)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.base = f'http://127.0.0.1:{self.server.server_port}'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


# --- what is looked for ---

def busy(plan, **wanted):
    return [b for b in plan.get('busy', []) if all(b.get(k) == v for k, v in wanted.items())]


def add_file(rig, person):
    path = pathlib.Path(rig.folder, 'meetings.ics')
    path.write_text(every_day())
    person.fill('File or Folder', str(path), 'Return')
    person.says('Added: 9 events, next: Stand-up, tomorrow 10:00')
    seen(rig, lambda plan, _: busy(plan, title='Stand-up', calendar='meetings'),
                    'what the calendar holds')
    return path


def open_row(person, name):
    """What belongs to a calendar is inside of its row."""
    person.go_to(name, keys=('shift+Tab',), role='list item')
    person.rig.key('space')
    person.says('Blocks Time')


def cards(person, text):
    """Those of the week; a card is a button, like many things."""
    return person.see.find_all('push button', contains=text)


# --- trials ---

def a_file_and_what_becomes_of_it():
    with setting.Setting([], keyring='none') as rig:
        person = open_with_sample(rig, CALENDARS, over_the_week=True)
        path = add_file(rig, person)

        # whose it is, to be seen and to be heard
        person.go_to('Colour', keys=('shift+Tab',))
        rig.key('Return')
        person.see.wait_for('push button', name='Red')
        person.go_to('Red')
        rig.key('Return')
        seen(rig, lambda plan, _: busy(plan, title='Stand-up', colour='#e01b24'),
                        'the colour')
        person.see.wait(lambda: cards(person, 'in “meetings”'), 'a card that says the calendar')
        assert all('Stand-up' in card.get_name() for card in cards(person, 'in “meetings”'))

        # what it is called, and that only the person is to know
        person.go_to('Show What Events Are Called')
        rig.key('space')
        seen(rig, lambda plan, _: busy(plan, title='', colour='#e01b24'), 'no titles')
        person.see.wait(lambda: cards(person, 'in “meetings”') and
                        all(card.get_name().startswith('Busy, ')
                            for card in cards(person, 'in “meetings”')), 'only “Busy”')

        # that it does not take time
        open_row(person, 'meetings')
        person.go_to('Blocks Time')
        rig.key('space')
        seen(rig, lambda plan, _: plan and not busy(plan, calendar='meetings'),
                        'time that is free')

        # that it goes
        person.go_to('Remove This Calendar', role='push button')
        rig.key('space')
        person.says('The calendar is removed.')
        person.see.wait_gone(contains='Blocks Time')
        assert 'meetings.ics' not in rig.settings(), rig.settings()
        assert path.exists()
        assert not list(pathlib.Path(rig.folder, 'slotkeeper', 'calendars').glob('*'))


def a_file_that_is_not_a_calendar():
    with setting.Setting([], keyring='none') as rig:
        person = open_with_sample(rig, CALENDARS)
        path = pathlib.Path(rig.folder, 'page.ics')
        path.write_text('<html>Sign in</html>')
        person.fill('File or Folder', str(path), 'Return')
        person.says('what is there is not a calendar')
        person.fill('File or Folder', str(path) + 'x', 'Return')
        person.says('No such file')
        assert 'page.ics' not in rig.settings()


def an_address_that_is_tried():
    events = [event('s', 'Stand-up', 1, '100000')]
    events += [event(f'{i}', 'Later', 2 + i // 3, f'{9 + i % 3 * 2:02}0000') for i in range(411)]
    with Server(calendar(*events)) as server, setting.Setting([]) as rig:
        person = open_with_sample(rig, CALENDARS)
        person.fill('Address', f'{server.base}/{SECRET}/wrong.ics', 'Return')
        person.says('The calendar could not be read')
        assert 'calendars=' not in rig.settings()
        person.fill('Address', f'{server.base}/{SECRET}/basic.ics', 'Return')
        person.says('Added: 412 events, next: Stand-up, tomorrow 10:00')
        seen(rig, lambda plan, _: busy(plan, title='Later'), 'what the calendar holds')

        # the address is a secret: nothing tells it, and with the calendar it goes
        assert SECRET not in rig.settings() and SECRET not in rig.get('Plan')
        assert SECRET not in person.see.tree()
        for copy in pathlib.Path(rig.folder, 'slotkeeper').rglob('*'):
            assert copy.is_dir() or SECRET not in copy.read_text(errors='replace'), copy
        open_row(person, 'Calendar 1')
        person.go_to('Remove This Calendar', role='push button')
        rig.key('space')
        person.says('The calendar is removed.')
        seen(rig, lambda plan, _: plan and not busy(plan, title='Later'), 'free time')


def none_of_the_desktop():
    with setting.Setting([], keyring='none') as rig:
        person = open_with_sample(rig, CALENDARS)
        person.go_to('Calendars of This Desktop')
        rig.key('space')
        person.says('Add the address of a calendar instead')


def one_of_the_desktop():
    with setting.Setting([]) as rig:
        person = open_with_sample(rig, CALENDARS)
        person.go_to('Calendars of This Desktop')
        rig.key('space')
        person.go_to('Add “Personal”', role='push button')
        rig.key('space')
        person.says('Added: no events in the coming year')
        person.says('Is in the list above')
        assert "name='Personal'" in rig.settings() and "kind='eds'" in rig.settings()


def has_desktop_calendars():
    return (setting.BUILD / 'src' / 'eds' / 'slotkeeper-eds').exists() and pathlib.Path(
        '/usr/share/dbus-1/services/org.gnome.evolution.dataserver.Sources5.service').exists()


TRIED = [a_file_and_what_becomes_of_it, a_file_that_is_not_a_calendar, an_address_that_is_tried,
         none_of_the_desktop]
if desk.IS_REQUIRED or has_desktop_calendars():
    TRIED.append(one_of_the_desktop)

if __name__ == '__main__':
    run(__file__, 'calendars-page', *TRIED)
