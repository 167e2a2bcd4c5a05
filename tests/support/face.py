# SPDX-License-Identifier: GPL-3.0-or-later
"""The preview window on a display and a bus of its own, with a service over a
task file in memory.  For tests, for pictures and for measurement."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import desk

BUILD = pathlib.Path(os.environ.get('SLOTKEEPER_BUILD_ROOT', 'build')).resolve()
SOURCE = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = SOURCE / 'data' / 'sample-tasks.json'
STILL = 0.3             # seconds without a change
AT = '2026-11-23T08:00:00+01:00'        # in the sample's own week: it does not age

NEEDED = {'Xvfb': 'xvfb', 'dbus-daemon': 'dbus-daemon', 'openbox': 'openbox',
          'xdotool': 'xdotool', 'import': 'imagemagick', 'gdbus': 'libglib2.0-bin'}


def skip(lacking):
    """Says in TAP that nothing is tried; where everything has to be, that fails."""
    if os.environ.get('SLOTKEEPER_REQUIRE', '') not in ('', '0'):
        print(f'Bail out! Not here: {", ".join(lacking)}')
        sys.exit(1)
    print(f'1..0 # SKIP not here: {", ".join(lacking)}')


def missing():
    """What is not here, or nothing."""
    return sorted(package for command, package in NEEDED.items() if not shutil.which(command))


class Face:
    """Everything a window needs to be looked at; ends what it began."""

    def __init__(self, size='1400x900', scene='', tasks=SAMPLE, at=AT, pace=20, env=None,
                 scale=1, preload=None):
        self.children = []
        self.preload = {'LD_PRELOAD': preload} if preload else {}
        self.folder = tempfile.mkdtemp(prefix='slotkeeper-face-')
        self.env = {key: value for key, value in os.environ.items()
                    if key not in ('DBUS_SESSION_BUS_ADDRESS', 'WAYLAND_DISPLAY', 'G_DEBUG')}
        self.env |= {
            'HOME': self.folder, 'XDG_RUNTIME_DIR': self.folder, 'XDG_CONFIG_HOME': self.folder,
            'XDG_DATA_HOME': self.folder, 'XDG_CACHE_HOME': self.folder,
            'GDK_BACKEND': 'x11', 'GSK_RENDERER': 'cairo', 'GDK_DEBUG': 'gl-disable',
            'GSETTINGS_BACKEND': 'memory', 'GIO_USE_VFS': 'local', 'NO_AT_BRIDGE': '1',
            'LC_ALL': 'C.UTF-8', 'TZ': 'Pacific/Chatham', 'GTK_USE_PORTAL': '0',
        }
        # a toolkit keeps what it needs until the end
        self.env['ASAN_OPTIONS'] = self.env.get('ASAN_OPTIONS', '') + ':detect_leaks=0'
        self.env |= env or {}
        try:
            self.write_settings(scale)
            self.start_display(size)
            self.start_bus()
            self.start_service(tasks, at, scene, pace)
        except BaseException:
            self.close()
            raise

    # --- processes ---

    def start(self, *command, extra=None, **options):
        child = subprocess.Popen([str(part) for part in command], env=self.env | (extra or {}),
                                 **options)
        self.children.append(child)
        return child

    def write_settings(self, scale):
        settings = pathlib.Path(self.folder, 'gtk-4.0', 'settings.ini')
        settings.parent.mkdir()
        settings.write_text('[Settings]\n'
                            f'gtk-font-name=Cantarell {11 * scale}\n')

    def start_display(self, size):
        read, write = os.pipe()
        # who asks first and goes again would have it begin anew, under a window manager
        self.start('Xvfb', '-displayfd', write, '-screen', '0', f'{size}x24', '-nolisten', 'tcp',
                   '-noreset', pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            self.env['DISPLAY'] = ':' + answer.readline().strip()
        self.start('openbox', '--sm-disable', stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
        desk.wait('a window manager', lambda: self.is_answered('xdotool', 'get_num_desktops'))

    def start_bus(self):
        bus = self.start('dbus-daemon', '--session', '--nofork', '--print-address=1',
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.env['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().strip()

    def start_service(self, tasks, at, scene, pace):
        self.service = self.start(BUILD / 'tests' / 'fake-service', tasks, at, scene, pace,
                                  extra=self.preload)
        self.run('gdbus', 'wait', '--session', '--timeout', '60',
                 'io.github.slotkeeper.Slotkeeper')

    def open(self, *arguments):
        self.window = self.start(BUILD / 'src' / 'window' / 'slotkeeper-window', *arguments,
                                 extra=self.preload)
        return self.window

    def run(self, *command):
        return subprocess.run([str(part) for part in command], env=self.env, check=True,
                              capture_output=True, text=True).stdout.strip()

    def is_answered(self, *command):
        return subprocess.run(command, env=self.env, capture_output=True).returncode == 0

    def close(self):
        for child in reversed(self.children):
            if child.poll() is None:
                child.terminate()
        for child in reversed(self.children):
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # --- hands and eyes ---

    def key(self, *keys):
        self.run('xdotool', 'key', '--clearmodifiers', *keys)

    def ask(self, action, *parameters):
        """One of the service's actions, as any face would ask for it."""
        self.run('gdbus', 'call', '--session', '--dest', 'io.github.slotkeeper.Slotkeeper',
                 '--object-path', '/io/github/slotkeeper/Slotkeeper',
                 '--method', 'org.gtk.Actions.Activate', action,
                 '[' + ', '.join(parameters) + ']', '{}')

    def find_window(self):
        return desk.wait('a window', self.look_for_window, 60)

    def look_for_window(self):
        if self.window.poll() is not None:
            sys.exit(f'the window ended with {self.window.returncode}')
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '.'],
                               env=self.env, capture_output=True, text=True).stdout.split()
        return found[-1] if found else None

    def resize(self, width, height):
        self.run('xdotool', 'windowsize', self.find_window(), width, height)

    def width(self):
        found = self.run('xdotool', 'getwindowgeometry', '--shell', self.find_window())
        return int(dict(line.split('=') for line in found.splitlines())['WIDTH'])

    def settle(self, window='root'):
        """Waits until something is there, and nothing moves any more."""
        seen = [None]

        def is_still():
            before, seen[0] = seen[0], subprocess.run(
                ['import', '-silent', '-window', window, 'rgb:-'], env=self.env, check=True,
                capture_output=True).stdout
            return seen[0] == before and any(seen[0])

        desk.wait('a picture that stays', is_still, 60, pause=STILL)

    def shoot(self, path, window='root'):
        self.settle(window)
        self.run('import', '-silent', '-window', window, path)
