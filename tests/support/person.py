# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody at the window who has a keyboard and a screen reader, and nothing else;
and how what they try is run."""

import os
import subprocess
import sys
import traceback

import access
import setting
from setting import KEY, STATUS

WHOLE = {'Task name': {'type': 'title'}, 'Rank': {'type': 'number'}, 'Status': STATUS,
         'Scheduled Date': {'type': 'date'}, 'Last Scheduled': {'type': 'date'}}
ROWS = [{'Task name': 'Fix bug', 'Status': 'Not started'},
        {'Task name': 'Call bank', 'Status': 'Not started'}]


class Person:
    """Looks and types, and has no mouse."""

    def __init__(self, rig, atspi):
        self.rig = rig
        self.see = access.Access(atspi)

    def wait_button(self, name, can=True):
        button = self.see.wait_for('push button', contains=name)
        self.see.wait(lambda: self.see.has_state(button, 'SENSITIVE') == can,
                      f'“{name}” can{"not" if can else ""} be pressed')
        return button

    def go_to(self, name, keys=('Tab',), role=None):
        """Tab until it is there: by what it is called, or by what it is in."""
        for _ in range(90):
            node = self.see.focused()
            if node is not None and role in (None, node.get_role_name()) and \
               self.is_called(node, name):
                return node
            self.rig.key(*keys)
        raise AssertionError(f'no way to “{name}” with the keyboard')

    def is_called(self, node, name):
        """By its own name, or by what stands in its row; a check has only its own."""
        row = node if node.get_role_name() != 'check box' else None
        for _ in range(5):
            if row is None or row.get_role_name() == 'list item':
                break
            row = row.get_parent()
        return any(name in (part.get_name() or '') for part in
                   (self.see.nodes(row) if row is not None and
                    row.get_role_name() == 'list item' else [node]))

    def type(self, text):
        self.rig.run('xdotool', 'type', '--clearmodifiers', '--delay', '12', text)

    def replace(self, text):
        self.rig.key('ctrl+a')
        if text:
            self.type(text)
        else:
            self.rig.key('Delete')

    def write(self, name, text):
        self.go_to(name, role='spin button')
        self.replace(text)
        self.rig.key('Tab')

    def fill(self, name, text, *keys):
        """A line to type in, and what is pressed then."""
        node = self.go_to(name, role='text')
        self.replace(text)
        if keys:
            self.rig.key(*keys)
        return node

    def says_of(self, node, text):
        """What is said right at what was typed, and that it cannot be so."""
        self.see.wait(lambda: text in (node.get_description() or '') and
                      any(self.see.has_state(node, state) for state in ('INVALID',
                                                                        'INVALID_ENTRY')),
                      f'“{text}” is not said there')
        self.says(text)

    def give_key(self, key):
        self.see.wait_for(contains='Your Notion Key')
        self.rig.key('ctrl+a')
        self.type(key)

    def says(self, text):
        return self.see.wait_for(contains=text)

    def to_preview(self):
        """From the hours on: the rest is as it should be."""
        self.see.wait_for(contains='Monday')
        self.wait_button('Continue')
        self.rig.key('alt+c')
        self.wait_button('Show My Week')
        self.rig.key('alt+w')

    def settle(self, what, why):
        return self.rig.wait_for(what, why)


def begin(rig, *arguments):
    person = Person(rig, access.attach(rig.env))
    rig.open(*arguments)
    rig.find_window()
    return person


def connect(person):
    person.wait_button('Connect Notion')
    person.rig.key('Return')
    person.give_key(KEY)
    person.says('The key works')
    person.wait_button('Continue')
    person.rig.key('Return')


# --- the preferences, and what they do ---

WORKSPACES, CALENDARS, HOURS, PLANNING, BEHAVIOUR = range(5)


def open_page(rig, page, over_the_week=False):
    rig.wait_for(lambda: rig.state()['phase'] not in ('setup', 'working') and rig.plan(), 'a plan')
    person = begin(rig, *([] if over_the_week else ['preferences']))
    if over_the_week:
        person.see.wait_for('push button', contains='Apply')
        rig.key('ctrl+comma')
    person.see.wait_for(contains='Workspaces')
    for _ in range(page):
        person.rig.key('Right')
    person.rig.key('space')
    return person


def open_preferences(rig, page):
    rig.connect()
    return open_page(rig, page)


def open_with_sample(rig, page, **options):
    rig.wait_for(lambda: rig.owns(setting.APP), 'the service')
    rig.call('TrySample', ('()', ()))
    return open_page(rig, page, **options)


def seen(rig, what, why):
    """In the next plan, or in what the service says of the one after it."""
    rig.wait_for(lambda: what(rig.plan() or {}, rig.state()), why)


# --- how trials are run: each in a process of its own, for a screen reader
# attaches to one bus in its life ---

def run_one(trial):
    try:
        trial()
    except Exception:
        traceback.print_exc()
        return 1
    return 0


def run(script, suite, *trials):
    """In TAP; or the one that the command line names."""
    if len(sys.argv) > 1:
        sys.exit(run_one({trial.__name__: trial for trial in trials}[sys.argv[1]]))

    lacking = setting.missing()
    if lacking:
        required = os.environ.get('SLOTKEEPER_REQUIRE', '') not in ('', '0')
        print('Bail out! ' if required else '1..0 # SKIP ', f'not here: {", ".join(lacking)}',
              sep='')
        return
    print(f'1..{len(trials)}', flush=True)
    for number, trial in enumerate(trials, 1):
        done = subprocess.run([sys.executable, script, trial.__name__], capture_output=True,
                              text=True, check=False)
        name = trial.__name__.replace('_', '-')
        print(f'{"" if done.returncode == 0 else "not "}ok {number} /{suite}/{name}', flush=True)
        if done.returncode != 0:
            print('# ' + (done.stdout + done.stderr).replace('\n', '\n# '), flush=True)
