#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole program on a desktop of real parts: a panel, a notification server, a
keyring, a machine that sleeps; and a stand-in for Notion that tells what was asked.

    real-program.py --icons FOLDER --schemas FOLDER SLOTKEEPER SLOTKEEPERCTL STAND-IN"""

import argparse
import importlib
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
import desk as d    # noqa: E402, the folders have to be known first
panels = importlib.import_module('real-panel')

KEY = 'ntn_RealProgramSecret'
PASSWORD = 'of-the-login-keyring'
N_ROWS = 3

COLUMNS = {
    'Task name': {'type': 'title'}, 'Rank': {'type': 'number'},
    'Status': {'type': 'status', 'groups': {'To-do': ['Not started'], 'In progress': [],
                                            'Complete': ['Done']}},
    'Scheduled Date': {'type': 'date'}, 'Last Scheduled': {'type': 'date'},
    'Est Duration Hrs': {'type': 'number'}, 'Due date': {'type': 'date'},
}

# Only our own session's parts: what the machine could start besides is not asked for.
BUS = '''<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <servicedir>{home}/services</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
'''

# The panel keeps its settings there.
XFCONF = '/usr/share/dbus-1/services/org.xfce.Xfconf.service'

# Who would ask for the password of a keyring: it notes that it was called.
PROMPTER = '''[D-BUS Service]
Name=org.gnome.keyring.SystemPrompter
Exec=/usr/bin/touch {home}/prompted
'''

# Of what dunst offers, a line each, the test takes one.
CHOOSER = '''#!/bin/sh
grep "$(cat "$HOME/choice")"
'''

DUNST = '''[global]
dmenu = {home}/chooser
history_length = 5
'''


class Desk(panels.Panel):
    def __init__(self, arguments, has_screen=True):
        super().__init__(arguments)
        self.has_screen = has_screen
        self.env.update({
            'GSETTINGS_BACKEND': 'keyfile', 'GSETTINGS_SCHEMA_DIR': arguments.schemas,
            'G_DEBUG': 'fatal-criticals', 'GIO_USE_PROXY_RESOLVER': 'dummy',
            'TZ': 'Pacific/Chatham', 'DBUS_SYSTEM_BUS_ADDRESS': 'unix:path=/nowhere',
        })
        self.start_notion()

    def start_screen(self):
        if self.has_screen:
            super().start_screen()
        else:
            self.screen = subprocess.Popen(['true'])

    def start_bus(self):
        self.write('services/prompter.service', PROMPTER.format(home=self.home))
        self.write('services/xfconf.service', panels.read(XFCONF))
        config = self.write('bus.conf', BUS.format(home=self.home))
        self.bus = subprocess.Popen(['dbus-daemon', f'--config-file={config}', '--nofork',
                                     '--print-address=1'], env=self.env, text=True,
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.env['DBUS_SESSION_BUS_ADDRESS'] = self.bus.stdout.readline().strip()

    def start_notion(self):
        rows = [{'Task name': f'Task {i} & more', 'Rank': i, 'Status': 'Not started',
                 'Est Duration Hrs': 1} for i in range(N_ROWS)]
        scenario = self.write('scenario.json', json.dumps({
            'token': KEY,
            'databases': [{'title': 'Tasks', 'data_sources': [
                {'name': 'Tasks', 'schema': COLUMNS, 'rows': rows}]}]}))
        self.asked = os.path.join(self.home, 'asked')
        notion = self.start('notion', self.arguments.stand_in, scenario, self.asked)
        said = d.wait('Notion', lambda: re.search(r'(http\S+)\n(\S+) database Tasks\n',
                                                  notion.text()))
        self.env['SLOTKEEPER_NOTION_URL'], self.database = said[1], said[2]

    def give_key(self):
        self.env.update({'NOTION_API_KEY': KEY, 'NOTION_DB_ID': self.database})

    # --- the program ---

    def start_service(self, phase='review'):
        self.program = self.start('program', self.arguments.program, '--background')
        self.wait_for_phase(phase)

    def ctl(self, *words, **options):
        return subprocess.run([self.arguments.ctl, *words], env=self.env, text=True,
                              capture_output=True, timeout=d.PATIENCE, check=False, **options)

    def get_state(self):
        said = self.ctl('status', '--json')
        return json.loads(said.stdout) if said.returncode == 0 else None

    def wait_for_phase(self, phase):
        def is_so():
            assert self.program.process.poll() is None, f'it has ended:\n{self.program.text()}'
            state = self.get_state()
            return state if state and state['phase'] == phase else None
        return d.wait(f'the phase {phase}', is_so)

    def count_asked(self, pattern):
        return len(re.findall(pattern, panels.read(self.asked), re.M))

    def count_queries(self):
        return self.count_asked('^POST .*/query 200')

    def count_writes(self):
        return self.count_asked('^PATCH /v1/pages/.* 200')

    def has_name(self, name):
        said = self.run('gdbus', 'call', '--session', '--dest', 'org.freedesktop.DBus',
                        '--object-path', '/org/freedesktop/DBus',
                        '--method', 'org.freedesktop.DBus.NameHasOwner', name)
        return b'true' in said

    def quit(self):
        self.ctl('tell', 'quit')
        d.wait('its end', lambda: self.program.process.poll() is not None)
        assert self.program.process.returncode == 0, self.program.text()
        assert KEY not in self.program.text()


# --- a panel ---

def show_icon(desk):
    d.need('Xvfb', 'dbus-daemon', 'xfce4-panel', 'xdotool', 'import', 'gdbus')
    empty = desk.start_panel()
    desk.give_key()
    desk.env['SLOTKEEPER_ICONS'] = desk.arguments.icons
    desk.start_service()
    desk.wait_for_icon(empty)
    return empty


def icon_is_seen_and_clicked(arguments):
    with Desk(arguments) as desk:
        show_icon(desk)
        waiting = desk.look_when_still('program-review')
        assert waiting.count_contrast(desk.icon) > 20, 'the icon is blank'
        before = desk.count_queries()
        panels.click_row(desk, 'Reschedule now', 'program-menu')
        d.wait('the pass', lambda: desk.count_queries() > before)
        desk.wait_for_phase('review')

        digest = desk.get_state()['digest']
        desk.ctl('tell', 'apply', digest)
        desk.wait_for_phase('idle')
        assert desk.count_writes() == N_ROWS
        d.wait('another icon', lambda: desk.look('program-idle').find_difference(
            waiting, bottom=panels.PANEL_HEIGHT))
        desk.quit()
        d.wait('the icon to go', lambda: not desk.look().count_contrast(desk.icon))


def panel_restarts(arguments):
    with Desk(arguments) as desk:
        empty = show_icon(desk)
        desk.panel.end()
        d.wait('the panel to go', lambda: not desk.has_name('org.kde.StatusNotifierWatcher'))
        desk.start_panel()
        desk.wait_for_icon(empty)
        before = desk.count_queries()
        panels.click_row(desk, 'Reschedule now')
        d.wait('the pass', lambda: desk.count_queries() > before)
        desk.wait_for_phase('review')
        desk.quit()


# --- notifications ---

def start_dunst(desk):
    desk.write('chooser', CHOOSER, 0o700)
    config = desk.write('dunstrc', DUNST.format(home=desk.home))
    dunst = desk.start('dunst', 'dunst', '-conf', config)
    d.wait('dunst', lambda: desk.has_name('org.freedesktop.Notifications'))
    return dunst


def count_shown(desk):
    return json.loads(desk.run('dunstctl', 'count', 'displayed') or b'0')


def apply_is_chosen(arguments):
    d.need('Xvfb', 'dbus-daemon', 'dunst', 'dunstctl', 'gdbus')
    with Desk(arguments) as desk:
        dunst = start_dunst(desk)
        desk.give_key()
        desk.start_service()
        d.wait('the notification', lambda: count_shown(desk) > 0)
        desk.look_when_still('program-notification')
        desk.write('choice', 'Apply')
        desk.run('dunstctl', 'context')
        d.wait('the writes', lambda: desk.count_writes() == N_ROWS)
        desk.wait_for_phase('idle')
        desk.look_when_still('program-applied')

        dunst.end()
        d.wait('dunst to go', lambda: not desk.has_name('org.freedesktop.Notifications'))
        desk.ctl('tell', 'undo')
        desk.ctl('tell', 'reschedule')
        desk.wait_for_phase('review')
        start_dunst(desk)
        desk.ctl('tell', 'apply', desk.get_state()['digest'])
        desk.wait_for_phase('idle')
        d.wait('the next notification', lambda: count_shown(desk) > 0)
        desk.quit()


# --- a keyring ---

def start_keyring(desk):
    keyring = desk.start('keyring', 'gnome-keyring-daemon', '--foreground', '--unlock',
                         '--components=secrets', stdin=subprocess.PIPE)
    keyring.process.stdin.write(PASSWORD.encode())
    keyring.process.stdin.close()
    d.wait('the keyring', lambda: desk.has_name('org.freedesktop.secrets'))
    return keyring


def lock(desk):
    desk.run('gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets',
             '--object-path', '/org/freedesktop/secrets',
             '--method', 'org.freedesktop.Secret.Service.Lock',
             "[objectpath '/org/freedesktop/secrets/collection/login']")
    assert is_locked(desk)


def is_locked(desk):
    return b'true' in desk.run('gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets',
                               '--object-path', '/org/freedesktop/secrets/collection/login',
                               '--method', 'org.freedesktop.DBus.Properties.Get',
                               'org.freedesktop.Secret.Collection', 'Locked')


def unlock(desk, keyring):
    """As a login does: with the password, and no dialog."""
    keyring.end()
    d.wait('the keyring to go', lambda: not desk.has_name('org.freedesktop.secrets'))
    start_keyring(desk)
    assert not is_locked(desk)


def connect(desk):
    said = desk.ctl('connect', desk.database, input=KEY + '\n')
    assert said.returncode == 0, said.stdout + said.stderr


def has_asked(desk):
    """Whether somebody was to ask for the password."""
    return os.path.exists(os.path.join(desk.home, 'prompted'))


def keyring_opens_and_locks(arguments):
    d.need('dbus-daemon', 'gnome-keyring-daemon', 'gdbus')
    with Desk(arguments, has_screen=False) as desk:
        keyring = start_keyring(desk)
        connect(desk)
        desk.start_service()
        desk.quit()

        lock(desk)
        desk.start_service('locked')
        assert desk.count_writes() == 0 and is_locked(desk) and not has_asked(desk)
        unlock(desk, keyring)
        desk.ctl('tell', 'reschedule')
        desk.wait_for_phase('review')
        assert not has_asked(desk)
        desk.quit()


def keyring_is_absent(arguments):
    d.need('dbus-daemon', 'gdbus')
    with Desk(arguments, has_screen=False) as desk:
        keyring = os.path.join(desk.home, 'config_home/glib-2.0/settings/keyfile')
        desk.write(keyring, '[io/github/slotkeeper/Slotkeeper]\nworkspaces=[\'tasks\']\n'
                   '[io/github/slotkeeper/Slotkeeper/workspaces/tasks]\nname=\'Tasks\'\n'
                   f'kind=\'notion\'\ndatabase-id=\'{desk.database}\'\n')
        desk.start_service('failed')
        error = desk.get_state()['error']
        assert error['code'] == 'denied' and 'Tasks' in error['text'], error
        assert not desk.has_name('org.freedesktop.secrets')
        desk.quit()


# --- a machine that sleeps ---

def has_mock():
    return subprocess.run(['/usr/bin/python3', '-c', 'import dbusmock'], check=False,
                          stderr=subprocess.DEVNULL).returncode == 0


def machine_wakes(arguments):
    d.need('dbus-daemon', 'gdbus')
    if not has_mock():
        raise d.Missing('there is no python3-dbusmock')
    with Desk(arguments, has_screen=False) as desk:
        desk.env['DBUS_SYSTEM_BUS_ADDRESS'] = desk.env['DBUS_SESSION_BUS_ADDRESS']
        desk.start('logind', '/usr/bin/python3', '-m', 'dbusmock', '--system', '--template',
                   'logind')
        d.wait('logind', lambda: desk.has_name('org.freedesktop.login1'))
        desk.give_key()
        desk.start_service()
        before = desk.count_queries()
        for sleeps in ('true', 'false'):
            desk.run('gdbus', 'call', '--session', '--dest', 'org.freedesktop.login1',
                     '--object-path', '/org/freedesktop/login1',
                     '--method', 'org.freedesktop.DBus.Mock.EmitSignal',
                     'org.freedesktop.login1.Manager', 'PrepareForSleep', 'b', f'[<{sleeps}>]')
        # it gives the network 10 to 30 seconds
        d.wait('the pass', lambda: desk.count_queries() > before, 30 + d.PATIENCE)
        desk.quit()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--icons', required=True)
    parser.add_argument('--schemas', required=True)
    parser.add_argument('--only')
    for name in ('program', 'ctl', 'stand_in'):
        parser.add_argument(name)
    arguments = parser.parse_args()
    tests = (('/program/icon-is-seen-and-reschedule-now-is-clicked', icon_is_seen_and_clicked),
             ('/program/the-panel-restarts', panel_restarts),
             ('/program/apply-is-chosen-in-a-notification', apply_is_chosen),
             ('/program/the-keyring-opens-and-locks', keyring_opens_and_locks),
             ('/program/the-keyring-is-absent', keyring_is_absent),
             ('/program/the-machine-wakes', machine_wakes))
    return d.tap(*((name, lambda test=test: test(arguments)) for name, test in tests
                   if arguments.only in (None, test.__name__)))


if __name__ == '__main__':
    sys.exit(main())
