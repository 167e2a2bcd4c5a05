#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""From a first start to the first preview, with nothing but a keyboard and what a
screen reader sees.  The service, the stand-in for Notion
and the keyring are real processes; each trial has a home of its own.  TAP."""

import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'support'))

import setting      # noqa: E402
from person import ROWS, WHOLE, begin, connect, run     # noqa: E402
from setting import KEY, database   # noqa: E402


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

        # whoever has a look at the key has not asked for it to be read out
        eye = next(node for node in person.see.nodes() if node.get_description() == 'Show Text')
        eye.do_action(0)
        person.see.wait(lambda: eye.get_description() == 'Hide Text', 'the key is not shown')
        node = person.go_to('Key', role='text')
        person.see.wait(lambda: 'The key works' in (node.get_description() or ''), 'the answer')
        assert KEY not in (node.get_description() or ''), node.get_description()
        person.go_to('Continue', role='push button')
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

        # why it does not go on is said, whatever else does not work
        person.go_to('Add 2 Missing Columns')
        rig.key('space')
        person.says('The database has no column')
        person.wait_button('Continue', can=False)
        node = person.fill('Or Paste the Address', 'nowhere', 'Return')
        person.see.wait(lambda: person.see.has_state(node, 'INVALID') or
                        person.see.has_state(node, 'INVALID_ENTRY'), 'it is not refused')
        person.says('The database has no column')
        person.go_to('Add 2 Missing Columns')
        rig.key('space')
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


def hours_that_are_refused():
    """Nobody goes on past them, and nothing is lost on Back."""
    with setting.Setting([], keyring='none') as rig:
        person = begin(rig)
        person.wait_button('Connect Notion')
        person.go_to('Try With Sample Tasks')
        rig.key('Return')
        person.see.wait_for(contains='Monday')
        node = person.fill('Monday', '9 to 5')
        person.says_of(node, 'Write hours like')
        person.wait_button('Continue', can=False)
        rig.key('alt+b')
        person.wait_button('Try With Sample Tasks')
        person.go_to('Try With Sample Tasks')
        rig.key('Return')
        person.says_of(node, 'Write hours like')
        person.fill('Monday', '10-12')
        person.wait_button('Continue')
        rig.key('alt+c')
        person.wait_button('Show My Week')
        rig.key('alt+w')
        person.settle(lambda: "'mon': ['10:00-12:00']" in rig.settings() and rig.plan(),
                      'a plan with these hours')


def in_360_pixels():
    """No page makes the window wider, and its buttons are there."""
    with setting.Setting([database('Tasks', WHOLE, ROWS)], keyring='none') as rig:
        def is_narrow(page):
            person.says(page)
            rig.wait_for(lambda: rig.width() == 360, f'“{page}” fits')

        person = begin(rig)
        person.wait_button('Connect Notion')
        rig.resize(360, 640)
        is_narrow('Welcome to Slotkeeper')
        rig.key('Return')
        is_narrow('Your Notion Key')

        # the buttons move, and what is typed goes on
        person.give_key(KEY[:12])
        rig.resize(900, 640)
        rig.wait_for(lambda: rig.width() == 900, 'it is wide')
        person.type(KEY[12:])
        person.says('The key works')
        rig.resize(360, 640)
        is_narrow('Your Notion Key')
        person.wait_button('Continue')
        rig.key('Return')
        is_narrow('Or Paste the Address')
        person.wait_button('Continue')
        rig.key('alt+c')
        is_narrow('Monday')
        person.wait_button('Back')
        person.wait_button('Continue')
        rig.key('Return')
        is_narrow('Always in Order')
        person.wait_button('Show My Week')


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


def a_start_with_a_locked_keyring():
    """Set up long ago: the window says what is in the way, and unlocks it."""
    with setting.Setting([database('Tasks', WHOLE, ROWS)]) as rig:
        rig.connect()
        rig.end_program()
        rig.lock()
        rig.start_program()
        rig.wait_for(lambda: rig.owns(setting.APP) and rig.state()['phase'] == 'locked', 'a lock')
        person = begin(rig)
        person.says('our keyring is locked')
        person.go_to('Unlock', role='push button')
        rig.key('space')
        wait_prompt(rig)
        rig.key('Escape')
        person.settle(lambda: rig.state()['phase'] == 'locked', 'it is locked as before')
        person.go_to('Unlock', role='push button')
        rig.key('space')
        wait_prompt(rig)
        person.type(setting.PASSWORD)
        rig.key('Return')
        person.see.wait_for('push button', contains='Apply 2 Changes')


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


def a_key_that_is_gone():
    """There was no keyring, and Slotkeeper has quit: the same database gets a new key."""
    with setting.Setting([database('Tasks', WHOLE, ROWS)], keyring='none') as rig:
        workspace = rig.connect(place='keyring')
        rig.start_again()
        rig.wait_for(lambda: rig.state()['phase'] == 'failed', 'there is no key')
        person = begin(rig)
        person.says('There is no key for it')
        person.go_to('Preferences', role='push button')
        rig.key('space')
        person.go_to('Test Workspace', role='list item')
        rig.key('Return')
        person.go_to('New Key', role='list item')
        rig.key('Return')
        person.give_key(KEY)
        person.says('The key works')
        person.wait_button('Continue')
        rig.key('Return')
        person.go_to('Keep the Key in a File')
        rig.key('space')
        person.wait_button('Add')
        rig.key('alt+a')
        person.see.wait_for('push button', contains='Apply 2 Changes')
        assert [w['id'] for w in rig.state()['workspaces']] == [workspace]


def sample_tasks():
    with setting.Setting([], keyring='none') as rig:
        person = begin(rig)
        person.wait_button('Connect Notion')
        person.go_to('Try With Sample Tasks')
        rig.key('Return')
        person.to_preview()
        person.settle(lambda: (rig.plan() or {}).get('placements'), 'a plan of the sample')


if __name__ == '__main__':
    run(__file__, 'setting-up', first_start_with_a_wrong_key_first, a_database_without_columns,
        an_odd_rank_column, hours_that_are_refused, in_360_pixels, a_locked_keyring,
        a_start_with_a_locked_keyring, no_keyring_but_a_file, a_key_that_is_gone,
        sample_tasks)
