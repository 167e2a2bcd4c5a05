# SPDX-License-Identifier: GPL-3.0-or-later
"""The window over the real service, a stand-in for Notion and a keyring of its
own, looked at and used through what a screen reader sees."""

import json
import os
import pathlib
import shutil
import subprocess

import desk
from face import BUILD, SOURCE, Face

NEEDED = {'Xvfb': 'xvfb', 'dbus-daemon': 'dbus-daemon', 'openbox': 'openbox',
          'xdotool': 'xdotool', 'gnome-keyring-daemon': 'gnome-keyring',
          '/usr/libexec/at-spi-bus-launcher': 'at-spi2-core'}
APP = 'io.github.slotkeeper.Slotkeeper'
KEY = 'ntn_SetUpSecret0123456789'
PASSWORD = 'keyring-password'
STATUS = {'type': 'status', 'groups': {'To-do': ['Not started', 'Waiting'],
                                       'Complete': ['Done']}}


def missing():
    """What is not here, or nothing."""
    absent = {package for command, package in NEEDED.items() if not shutil.which(command)}
    try:
        import gi
        gi.require_version('Atspi', '2.0')
    except (ImportError, ValueError):
        absent.add('python3-gi, gir1.2-atspi-2.0')
    return sorted(absent)


def database(title, schema, rows=()):
    return {'title': title, 'data_sources': [{'name': title, 'schema': schema,
                                              'rows': list(rows)}]}


class Setting(Face):
    """A first start: an empty home, and Notion with some databases."""

    def __init__(self, databases, keyring='open', env=None, size='1024x800', scale=1,
                 preferences=None):
        self.databases = databases
        self.keyring = keyring
        self.preferences = preferences or {}
        super().__init__(size=size, scale=scale, env={
            'GSETTINGS_BACKEND': 'keyfile', 'GSETTINGS_SCHEMA_DIR': str(BUILD / 'data'),
            'TZ': 'Europe/Berlin', 'NO_AT_BRIDGE': '',
            'XDG_DATA_DIRS': f'{SOURCE}/data:/usr/local/share:/usr/share',
        } | (env or {}))

    def start_service(self, tasks, at, scene, pace):
        self.env['XDG_STATE_HOME'] = self.folder
        self.write_preferences()
        self.start_keyring()
        self.start_notion()
        self.start_program()

    def start_program(self):
        self.service = self.start(BUILD / 'src' / 'app' / 'slotkeeper', '--background')

    def end_program(self):
        self.service.terminate()
        self.service.wait()

    def start_again(self):
        self.end_program()
        self.start_program()
        self.wait_for(lambda: self.owns(APP), 'the service')

    def start_bus(self):
        """Without a keyring also none that the bus would start."""
        if self.keyring != 'none':
            super().start_bus()
            return
        config = pathlib.Path(self.folder, 'bus.conf')
        config.write_text('<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen>'
                          '<servicedir>/usr/share/dbus-1/accessibility-services</servicedir>'
                          f'<servicedir>{self.folder}/services</servicedir>'
                          '<policy context="default"><allow send_destination="*"'
                          ' eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>'
                          '</busconfig>')
        services = pathlib.Path(self.folder, 'services')
        services.mkdir()
        for service in pathlib.Path('/usr/share/dbus-1/services').glob('org.a11y.*'):
            shutil.copy(service, services)
        bus = self.start('dbus-daemon', f'--config-file={config}', '--nofork',
                         '--print-address=1', stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL, text=True)
        self.env['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().strip()

    def write_preferences(self):
        """What was decided before: key and value as GSettings writes them."""
        if not self.preferences:
            return
        path = self.settings_path()
        path.parent.mkdir(parents=True)
        path.write_text('[io/github/slotkeeper/Slotkeeper]\n' +
                        ''.join(f'{key}={value}\n' for key, value in self.preferences.items()))

    def start_keyring(self):
        """Unlocked, locked since the login, or none."""
        if self.keyring == 'none':
            return
        self.unlock()
        if self.keyring == 'locked':
            self.lock()

    def lock(self):
        """As after a login without a password."""
        self.run_keyring_away()
        self.start('gnome-keyring-daemon', '--foreground', '--components=secrets',
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def unlock(self):
        self.daemon = self.start('gnome-keyring-daemon', '--unlock', '--foreground',
                                 '--components=secrets', stdin=subprocess.PIPE,
                                 stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.daemon.stdin.write(PASSWORD.encode())
        self.daemon.stdin.close()
        self.wait_for(lambda: self.owns('org.freedesktop.secrets'), 'a keyring')
        self.run('gdbus', 'call', '--session', '--dest', 'org.freedesktop.secrets',
                 '--object-path', '/org/freedesktop/secrets',
                 '--method', 'org.freedesktop.Secret.Service.ReadAlias', 'default')

    def run_keyring_away(self):
        self.daemon.terminate()
        self.daemon.wait()
        self.wait_for(lambda: not self.owns('org.freedesktop.secrets'), 'no keyring')

    def owns(self, name):
        return 'true' in self.run('gdbus', 'call', '--session', '--dest', 'org.freedesktop.DBus',
                                  '--object-path', '/org/freedesktop/DBus', '--method',
                                  'org.freedesktop.DBus.NameHasOwner', name)

    def start_notion(self):
        scenario = pathlib.Path(self.folder, 'scenario.json')
        scenario.write_text(json.dumps({'token': KEY, 'databases': self.databases}))
        self.notion = self.start(BUILD / 'tests' / 'notion-stand-in', scenario,
                                 stdout=subprocess.PIPE, text=True)
        self.env['SLOTKEEPER_NOTION_URL'] = self.notion.stdout.readline().strip()
        while self.notion.stdout.readline().strip():
            pass

    # --- what is so ---

    @staticmethod
    def wait_for(what, name, seconds=40):
        return desk.wait(name, what, seconds)

    def get(self, name):
        text = self.run('gdbus', 'call', '--session', '--dest', APP, '--object-path',
                        '/io/github/slotkeeper/Slotkeeper', '--method',
                        'org.freedesktop.DBus.Properties.Get', f'{APP}.Service1', name)
        import gi
        from gi.repository import GLib
        return GLib.Variant.parse(None, text, None, None).unpack()[0]

    def state(self):
        return json.loads(self.get('State'))

    def plan(self):
        text = self.get('Plan')
        return json.loads(text) if text else None

    def settings_path(self):
        return pathlib.Path(self.folder, 'glib-2.0', 'settings', 'keyfile')

    def settings(self):
        path = self.settings_path()
        return path.read_text() if path.exists() else ''

    # --- set up already ---

    def call(self, method, parameters, key=None):
        """One of the service's methods; a key goes by a pipe, as the window sends it."""
        from gi.repository import Gio, GLib
        bus = Gio.DBusConnection.new_for_address_sync(
            self.env['DBUS_SESSION_BUS_ADDRESS'],
            Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT |
            Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None)
        files = Gio.UnixFDList()
        if key is not None:
            read, write = os.pipe()
            os.write(write, key.encode())
            os.close(write)
            files.append(read)
            os.close(read)
        answer, _ = bus.call_with_unix_fd_list_sync(
            APP, '/io/github/slotkeeper/Slotkeeper', f'{APP}.Service1', method,
            GLib.Variant(*parameters), None, Gio.DBusCallFlags.NONE, 60_000, files, None)
        bus.close_sync(None)
        return answer.unpack()

    def connect(self, title='Tasks', place=None):
        """What the assistant does: the database of that title is planned from now on."""
        self.wait_for(lambda: self.owns(APP), 'the service')
        workspace, offer = self.call('Connect', ('(h)', (0,)), KEY)
        table = next(t['id'] for t in json.loads(offer)['databases'] if t['title'] == title)
        place = place or ('keyring' if self.keyring != 'none' else 'file')
        self.call('KeepKey', ('(ss)', (workspace, place)))
        self.call('UseDatabase', ('(ssa{ss}as)', (workspace, table, {}, [])))
        return workspace
