#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Notifications in a real server, dunst: shown, one of a kind, an action chosen, titles
with "<" and "&" as they were written.

    real-dunst.py PROGRAM       tests/support/tray-demo.c"""

import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
import desk as d    # noqa: E402, the folder has to be known first

CONFIG = '''[global]
    width = 380
    height = 200
    origin = top-right
    offset = 10x10
    font = Sans 10
    markup = full
    format = "<b>%s</b>\\n%b"
    idle_threshold = 0
    dmenu = {menu}
    show_indicators = no
    icon_path = {icons}
    enable_recursive_icon_lookup = no
[urgency_low]
    timeout = 0
[urgency_normal]
    timeout = 0
[urgency_critical]
    timeout = 0
'''

# Offered all actions, it takes the one whose name is in the file "choice".
MENU = '''#!/bin/sh
tee {home}/offered | grep -m 1 -F "$(cat {home}/choice)"
'''


class Notifications(d.Desk):
    def __init__(self, arguments):
        super().__init__()
        self.command = arguments

    def begin(self):
        menu = self.write('menu', MENU.format(home=self.home), 0o700)
        icons = os.environ.get('SLOTKEEPER_ICONS', '')
        config = self.write('dunstrc', CONFIG.format(menu=menu, icons=icons))
        self.start('dunst', 'dunst', '-conf', config)
        d.wait('dunst', lambda: b'org.freedesktop.Notifications' in self.run(
            'gdbus', 'call', '--session', '--dest', 'org.freedesktop.DBus', '--object-path', '/',
            '--method', 'org.freedesktop.DBus.ListNames'))
        self.program = self.start('program', *self.command, 'idle', 'notify',
                                  stdin=subprocess.PIPE)
        d.wait('the program', lambda: self.program.says('^state idle$'))

    def tell(self, state):
        self.program.process.stdin.write(f'{state}\n'.encode())
        self.program.process.stdin.flush()
        d.wait(f'the state {state}', lambda: self.program.says(f'^state {state}$'))

    def count(self):
        return int(self.run('dunstctl', 'count', 'displayed') or 0)

    def wait_for(self, number):
        d.wait(f'{number} notifications', lambda: self.count() == number)

    def choose(self, action):
        self.write('choice', action)
        self.run('dunstctl', 'context')

    def get_last(self):
        """The notification that was closed last."""
        return json.loads(self.run('dunstctl', 'history'))['data'][0][0]


def need_parts():
    d.need('Xvfb', 'dbus-daemon', 'dunst', 'dunstctl', 'gdbus')


def make_tests(arguments):
    def apply_is_chosen():
        need_parts()
        with Notifications(arguments) as desk:
            desk.begin()
            desk.tell('review')
            desk.wait_for(1)
            desk.look_when_still('dunst-review')
            desk.choose('Apply')
            d.wait('what was chosen', lambda: desk.program.says("^action apply-all 'd1'$"))

    def one_of_a_kind():
        need_parts()
        with Notifications(arguments) as desk:
            desk.begin()
            for _ in range(3):
                desk.tell('review')
                desk.wait_for(1)
                desk.tell('working')
                desk.tell('idle')
                desk.wait_for(0)
            desk.tell('failed')
            desk.wait_for(1)
            desk.look_when_still('dunst-failed')
            desk.program.end()

    def titles_are_as_written():
        need_parts()
        with Notifications(arguments) as desk:
            desk.begin()
            desk.tell('ended')
            desk.wait_for(1)
            desk.look_when_still('dunst-ended')
            desk.choose('15 minutes more')
            d.wait('what was chosen',
                   lambda: desk.program.says(r"^action extend \('x', uint32 15\)$"))
            desk.run('dunstctl', 'close-all')
            desk.wait_for(0)
            body = desk.get_last()['body']['data']
            assert '<b>' not in body and '&lt;b&gt;draft&lt;/b&gt; &amp; more' in body, body

    def the_end_takes_all_back():
        need_parts()
        with Notifications(arguments) as desk:
            desk.begin()
            desk.tell('review')
            desk.wait_for(1)
            desk.program.process.stdin.close()
            desk.wait_for(0)

    return [('/dunst/apply-is-chosen', apply_is_chosen),
            ('/dunst/one-of-a-kind', one_of_a_kind),
            ('/dunst/titles-are-as-written', titles_are_as_written),
            ('/dunst/the-end-takes-all-back', the_end_takes_all_back)]


if __name__ == '__main__':
    sys.exit(d.tap(*make_tests(sys.argv[1:])))
