#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a first start to the first preview, and every preference, with nothing but
a keyboard and what a screen reader sees.  The service, the stand-in for Notion
and the keyring are real processes; each trial has a home of its own.  TAP."""

import os
import pathlib
import subprocess
import sys
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'support'))

import access       # noqa: E402
import setting      # noqa: E402
from setting import KEY, STATUS, database   # noqa: E402

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
        """By its own name, or by what stands in its row."""
        row = node
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


# --- the assistant ---

def first_start_with_a_wrong_key_first():
    with setting.Setting([database('Tasks', WHOLE, ROWS)]) as rig:
        person = begin(rig)
        person.wait_button('Connect Notion')
        rig.key('Return')
        person.give_key('ntn_wrong')
        person.says('Notion does not accept the key')
        person.wait_button('Continue', can=False)
        person.give_key(KEY)
        person.says('The key works')
        person.wait_button('Continue')
        rig.key('Return')

        # back, and nothing is lost
        person.says('Tasks')
        rig.key('alt+b')
        person.says('The key works')
        rig.key('alt+c')
        person.wait_button('Continue')
        rig.key('alt+c')
        person.to_preview()
        person.see.wait_for('push button', contains='Apply 2 Changes')
        assert 'ntn_' not in rig.settings()
        assert pathlib.Path(rig.folder, 'autostart', setting.APP + '.desktop').exists()


def a_database_without_columns():
    with setting.Setting([database('Tasks', {'Name': {'type': 'title'}}, [
            {'Name': 'Fix bug'}])]) as rig:
        person = begin(rig)
        connect(person)
        person.see.wait_for(contains='Add 2 Missing Columns')
        person.wait_button('Continue')
        rig.key('alt+c')
        person.to_preview()
        person.see.wait_for('push button', contains='Apply 1 Change')


def an_odd_rank_column():
    odd = WHOLE | {'Rank': {'type': 'rich_text'}, 'Priority': {'type': 'number'}}
    rows = [{'Task name': 'Later', 'Status': 'Not started', 'Priority': 1},
            {'Task name': 'Sooner', 'Status': 'Not started', 'Priority': 9}]
    with setting.Setting([database('Tasks', odd, rows)]) as rig:
        person = begin(rig)
        connect(person)
        person.says('The column “Rank” has the type “rich_text”')
        person.wait_button('Continue', can=False)
        person.go_to('Rank')
        rig.key('Return')
        person.see.wait_for(name='Priority')
        rig.key('Down', 'Return')
        person.wait_button('Continue')
        rig.key('alt+c')
        person.to_preview()
        person.see.wait_for('push button', contains='Apply 2 Changes')
        titles = [p['title'] for p in rig.plan()['placements']]
        assert titles == ['Sooner', 'Later'], titles


def wait_prompt(rig):
    """The desktop's own question, which only a click may bring."""
    rig.wait_for(lambda: subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', 'Unlock'],
                                        env=rig.env, capture_output=True, check=False).stdout,
                 'a question for the password')


def a_locked_keyring():
    with setting.Setting([database('Tasks', WHOLE, ROWS)], keyring='locked') as rig:
        person = begin(rig)
        connect(person)
        person.says('Your keyring is locked')
        person.wait_button('Continue')
        rig.key('alt+c')
        wait_prompt(rig)
        rig.key('Escape')
        person.says('The keyring')
        assert not rig.settings()

        # nothing is lost; the second time it is answered
        person.wait_button('Continue')
        rig.key('alt+c')
        wait_prompt(rig)
        person.type(setting.PASSWORD)
        rig.key('Return')
        person.to_preview()
        person.see.wait_for('push button', contains='Apply 2 Changes')
        assert not pathlib.Path(rig.folder, 'slotkeeper', 'keys').exists()


def no_keyring_but_a_file():
    with setting.Setting([database('Tasks', WHOLE, ROWS)], keyring='none') as rig:
        person = begin(rig)
        connect(person)
        person.says('There is no keyring here')
        person.wait_button('Continue')
        person.go_to('Keep the Key in a File')
        rig.key('space')
        rig.key('alt+c')
        person.to_preview()
        person.see.wait_for('push button', contains='Apply 2 Changes')
        keys = pathlib.Path(rig.folder, 'slotkeeper', 'keys')
        assert keys.stat().st_mode & 0o777 == 0o600, oct(keys.stat().st_mode)


def sample_tasks():
    with setting.Setting([], keyring='none') as rig:
        person = begin(rig)
        person.wait_button('Connect Notion')
        person.go_to('Try With Sample Tasks')
        rig.key('Return')
        person.to_preview()
        person.settle(lambda: (rig.plan() or {}).get('placements'), 'a plan of the sample')


# --- the preferences ---

def open_preferences(rig, page):
    rig.wait_for(lambda: rig.owns(setting.APP), 'the service')
    rig.run('gdbus', 'call', '--session', '--dest', setting.APP, '--object-path',
            '/io/github/slotkeeper/Slotkeeper', '--method', f'{setting.APP}.Service1.TrySample')
    rig.wait_for(lambda: rig.state()['phase'] not in ('setup', 'working') and rig.plan(), 'a plan')
    person = begin(rig, 'preferences')
    person.see.wait_for(contains='Workspaces')
    for _ in range(page):
        person.rig.key('Right')
    person.rig.key('space')
    return person


def seen(rig, what, why):
    """In the next plan, or in what the service says of the one after it."""
    rig.wait_for(lambda: what(rig.plan() or {}, rig.state()), why)


def minutes(text):
    return int(text[11:13]) * 60 + int(text[14:16])


def new_starts(plan):
    return [p['start'] for p in plan['placements'] if not p['fixed']]


def planning():
    with setting.Setting([], keyring='none') as rig:
        person = open_preferences(rig, 3)
        person.go_to('Slot Length')
        rig.key('Return')
        person.see.wait_for(name='60 minutes')
        rig.key('End', 'Return')
        seen(rig, lambda plan, _: all(minutes(s) % 60 == 0 for s in new_starts(plan)), 'slots')
        person.write('Days Ahead', '3')
        seen(rig, lambda plan, _: len({o['start'][:10] for o in plan['open']}) <= 3, 'three days')
        for name, text, key in (('Minutes Between', '15', 'buffer-minutes=15'),
                                ('Minutes for a Task', '30', 'default-duration-minutes=30'),
                                ('Most of a Day', '50', 'day-limit-percent=50')):
            before = rig.state()['revision']
            person.write(name, text)
            seen(rig, lambda _, state: key in rig.settings() and state['revision'] > before, name)
        person.go_to('Move Planned Tasks')
        rig.key('Return')
        person.see.wait_for(name='From scratch')
        rig.key('End', 'Return')
        seen(rig, lambda *_: "stability='rebuild'" in rig.settings(), 'from scratch')
        for name, key in (('Mind Due Dates', 'due-dates=false'),
                          ('Fill Today', 'fill-today=false'),
                          ('Keep My Moves', 'keep-my-moves=false')):
            before = rig.state()['revision']
            person.go_to(name)
            rig.key('space')
            seen(rig, lambda _, state: key in rig.settings() and state['revision'] > before, name)


def behaviour():
    with setting.Setting([], keyring='none') as rig:
        person = open_preferences(rig, 4)
        person.write('Minutes Between Passes', '33')
        seen(rig, lambda plan, state: 30 <= (minutes(state['next_pass']) - minutes(plan['at'])) %
             1440 <= 36, 'the next pass')
        person.write('Minutes Between Looks', '0')
        seen(rig, lambda *_: 'poll-minutes=0' in rig.settings(), 'no polls')
        person.go_to('Tell When a Task Begins')
        rig.key('space')
        seen(rig, lambda *_: 'notify-start=true' in rig.settings(), 'notifications')
        person.go_to('Start When I Log In')
        rig.key('space')
        seen(rig, lambda *_: pathlib.Path(rig.folder, 'autostart', setting.APP +
                                          '.desktop').exists(), 'autostart')
        person.go_to('Write Changes', keys=('shift+Tab',))
        rig.key('Return')
        person.see.wait_for(name='All unasked')
        rig.key('End', 'Return')
        seen(rig, lambda _, state: state['can_undo'] and state['changes'] == 0, 'it writes')


TRIED = [first_start_with_a_wrong_key_first, a_database_without_columns, an_odd_rank_column,
         a_locked_keyring, no_keyring_but_a_file, sample_tasks, planning, behaviour]


def run_one(name):
    """In a process of its own: a screen reader attaches to one bus in its life."""
    try:
        {trial.__name__: trial for trial in TRIED}[name]()
    except Exception:
        traceback.print_exc()
        return 1
    return 0


def main():
    if len(sys.argv) > 1:
        sys.exit(run_one(sys.argv[1]))

    lacking = setting.missing()
    if lacking:
        required = os.environ.get('SLOTKEEPER_REQUIRE', '') not in ('', '0')
        print('Bail out! ' if required else '1..0 # SKIP ', f'not here: {", ".join(lacking)}',
              sep='')
        return
    print(f'1..{len(TRIED)}', flush=True)
    for number, trial in enumerate(TRIED, 1):
        done = subprocess.run([sys.executable, __file__, trial.__name__], capture_output=True,
                              text=True, check=False)
        name = trial.__name__.replace('_', '-')
        print(f'{"" if done.returncode == 0 else "not "}ok {number} /setting-up/{name}', flush=True)
        if done.returncode != 0:
            print('# ' + (done.stdout + done.stderr).replace('\n', '\n# '), flush=True)


if __name__ == '__main__':
    main()
