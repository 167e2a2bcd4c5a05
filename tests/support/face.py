# SPDX-License-Identifier: GPL-3.0-or-later
"""The preview window on a display and a bus of its own, with a service over a
task file in memory.  For tests, for pictures and for measurement."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

BUILD = pathlib.Path(os.environ.get('SLOTKEEPER_BUILD_ROOT', 'build')).resolve()
SOURCE = pathlib.Path(__file__).resolve().parents[2]
SAMPLE = SOURCE / 'data' / 'sample-tasks.json'
AT = '2026-11-23T08:00:00+01:00'        # in the sample's own week: it does not age

NEEDED = {'Xvfb': 'xvfb', 'dbus-daemon': 'dbus-daemon', 'openbox': 'openbox',
          'xdotool': 'xdotool', 'import': 'imagemagick', 'gdbus': 'libglib2.0-bin'}


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
        self.start('Xvfb', '-displayfd', write, '-screen', '0', f'{size}x24', '-nolisten', 'tcp',
                   pass_fds=[write], stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as answer:
            self.env['DISPLAY'] = ':' + answer.readline().strip()
        self.start('openbox', '--sm-disable', stderr=subprocess.DEVNULL)

    def start_bus(self):
        bus = self.start('dbus-daemon', '--session', '--nofork', '--print-address=1',
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.env['DBUS_SESSION_BUS_ADDRESS'] = bus.stdout.readline().strip()

    def start_service(self, tasks, at, scene, pace):
        self.service = self.start(BUILD / 'tests' / 'fake-service', tasks, at, scene, pace,
                                  extra=self.preload)

    def open(self, *arguments):
        self.window = self.start(BUILD / 'src' / 'window' / 'slotkeeper-window', *arguments,
                                 extra=self.preload)
        return self.window

    def run(self, *command):
        return subprocess.run([str(part) for part in command], env=self.env, check=True,
                              capture_output=True, text=True).stdout.strip()

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

    def find_window(self, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.window.poll() is not None:
                sys.exit(f'the window ended with {self.window.returncode}')
            found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', '.'],
                                   env=self.env, capture_output=True, text=True).stdout.split()
            if found:
                return found[-1]
            time.sleep(0.05)
        sys.exit('no window')

    def resize(self, width, height):
        self.run('xdotool', 'windowsize', self.find_window(), width, height)

    def settle(self, window='root'):
        """Waits until something is there, and nothing moves any more."""
        before = None
        end = time.monotonic() + 60
        while time.monotonic() < end:
            time.sleep(0.3)
            now = subprocess.run(['import', '-silent', '-window', window, 'rgb:-'], env=self.env,
                                 check=True, capture_output=True).stdout
            if now == before and any(now):
                break
            before = now

    def shoot(self, path, window='root'):
        self.settle(window)
        self.run('import', '-silent', '-window', window, path)
