# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop for one test: a screen, a bus and a home of its own, and the programs
of it.  Whatever is waited for is looked at again and again until a deadline."""

import glob
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import time

PATIENCE = float(os.environ.get('SLOTKEEPER_PATIENCE', '20'))      # seconds, for anything
STILL = 0.2                                                        # seconds without a change


# As in sk-part.h.
IS_REQUIRED = os.environ.get('SLOTKEEPER_REQUIRE', '') not in ('', '0')


class Missing(Exception):
    """A part that this test needs is not on this machine."""


def need(*programs):
    for program in programs:
        if shutil.which(program) is None:
            raise Missing(f'there is no {program}')


def need_file(what, *patterns):
    if not any(glob.glob(pattern) for pattern in patterns):
        raise Missing(f'there is no {what}')


def wait(what, look, patience=PATIENCE, pause=0.02):
    """What look () returns as soon as that is something."""
    deadline = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f'waited in vain: {what}')
        time.sleep(pause)
        pause = min(pause * 1.5, 0.3)


class Program:
    """A program, with what it says kept in a file."""

    def __init__(self, desk, name, command, **options):
        self.log = os.path.join(desk.home, f'{name}.log')
        self.name = name
        with open(self.log, 'wb') as log:
            self.process = subprocess.Popen(command, env=desk.env, stdout=log, stderr=log,
                                            **options)

    def text(self):
        with open(self.log, encoding='utf-8', errors='replace') as log:
            return log.read()

    def says(self, pattern):
        if self.process.poll() is not None and not re.search(pattern, self.text(), re.M):
            raise AssertionError(f'{self.name} has ended:\n{self.text()}')
        return re.search(pattern, self.text(), re.M)

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.process.stdin is not None:
            self.process.stdin.close()


class Desk:
    def __init__(self):
        self.programs = []
        self.home = tempfile.mkdtemp(prefix='slotkeeper-desk-')
        self.env = {name: os.environ[name] for name in ('PATH', 'LANG', 'ASAN_OPTIONS',
                                                        'UBSAN_OPTIONS', 'G_DEBUG')
                    if name in os.environ}
        self.env.update({
            'HOME': self.home, 'LC_ALL': 'C.UTF-8', 'GDK_BACKEND': 'x11', 'NO_AT_BRIDGE': '1',
            'GIO_USE_VFS': 'local', 'GSETTINGS_BACKEND': 'memory', 'XDG_CURRENT_DESKTOP': 'XFCE',
        })
        for variable in ('CONFIG_HOME', 'DATA_HOME', 'CACHE_HOME', 'STATE_HOME', 'RUNTIME_DIR'):
            folder = os.path.join(self.home, variable.lower())
            os.mkdir(folder, 0o700)
            self.env['XDG_' + variable] = folder

    def __enter__(self):
        self.start_screen()
        self.start_bus()
        return self

    def __exit__(self, *problem):
        if problem[0] is not None and problem[0] is not Missing:
            for program in self.programs:
                print('\n'.join(f'# {program.name}: {line}'
                                for line in program.text().splitlines()[-20:]))
        for program in reversed(self.programs):
            program.end()
        self.bus.terminate()
        self.bus.wait()
        self.screen.terminate()
        self.screen.wait()
        shutil.rmtree(self.home, ignore_errors=True)

    def start_screen(self):
        read, write = os.pipe()
        self.screen = subprocess.Popen(
            ['Xvfb', '-displayfd', str(write), '-screen', '0', '800x600x24', '-nolisten', 'tcp',
             '-nocursor', '-fbdir', self.home],
            pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write)
        with os.fdopen(read) as pipe:
            self.env['DISPLAY'] = ':' + pipe.readline().strip()

    def start_bus(self):
        self.bus = subprocess.Popen(['dbus-daemon', '--session', '--nofork', '--print-address=1'],
                                    env=self.env, stdout=subprocess.PIPE,
                                    stderr=subprocess.DEVNULL, text=True)
        self.env['DBUS_SESSION_BUS_ADDRESS'] = self.bus.stdout.readline().strip()

    def start(self, name, *command, **options):
        program = Program(self, name, command, **options)
        self.programs.append(program)
        return program

    def run(self, *command):
        return subprocess.run(command, env=self.env, stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, timeout=PATIENCE, check=False).stdout

    def write(self, path, text, mode=0o600):
        path = os.path.join(self.home, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        os.chmod(path, mode)
        return path

    # --- the screen ---

    def look(self, keep=None):
        """The screen as it is, kept under that name if SLOTKEEPER_PICTURES names a folder."""
        screen = os.path.join(self.home, 'Xvfb_screen0')
        with open(screen, 'rb') as file:
            picture = Picture(file.read())
        folder = os.environ.get('SLOTKEEPER_PICTURES')
        if keep and folder:
            os.makedirs(folder, exist_ok=True)
            self.run('convert', 'xwd:' + screen, os.path.join(folder, keep + '.png'))
        return picture

    def look_when_still(self, keep=None):
        """The same, once nothing has changed for a while."""
        last = [self.look(), time.monotonic()]

        def still():
            now = self.look()
            if now.data != last[0].data:
                last[:] = [now, time.monotonic()]
            return time.monotonic() - last[1] > STILL
        wait('the screen to be still', still)
        return self.look(keep)

    def point(self, x, y, button=None):
        click = ['click', str(button)] if button else []
        self.run('xdotool', 'mousemove', str(x), str(y), *click)


class Picture:
    """What an X window dump shows, four bytes a pixel of which three are colour."""

    def __init__(self, dump=None):
        if dump is None:
            self.width, self.height = 800, 600
            self.data = bytes(self.width * self.height * 4)
            return
        header = struct.unpack('>25I', dump[:100])
        self.width, self.height, line = header[4], header[5], header[12]
        assert line == self.width * 4, 'the screen cannot be looked at'
        start = header[0] + header[19] * 12
        self.data = dump[start:start + line * self.height]

    def pixel(self, x, y):
        at = (y * self.width + x) * 4
        return self.data[at:at + 3]

    def find_difference(self, other, left=0, top=0, right=None, bottom=None):
        """The box (left, top, right, bottom) in which the two differ; None: nowhere."""
        right, bottom = right or self.width, bottom or self.height
        box = None
        for y in range(top, bottom):
            at = y * self.width * 4
            if self.data[at + left * 4:at + right * 4] == other.data[at + left * 4:at + right * 4]:
                continue
            xs = [x for x in range(left, right) if self.pixel(x, y) != other.pixel(x, y)]
            if not xs:
                continue
            box = (min(xs[0], box[0] if box else xs[0]), box[1] if box else y,
                   max(xs[-1] + 1, box[2] if box else 0), y + 1)
        return box

    def count_contrast(self, box):
        """How many pixels of a box are unlike the one at its corner."""
        left, top, right, bottom = box
        ground = self.pixel(left, top)
        return sum(1 for y in range(top, bottom) for x in range(left, right)
                   if sum(abs(a - b) for a, b in zip(self.pixel(x, y), ground)) > 90)


def tap(*tests):
    """Runs them; each is skipped if a part of it is missing, unless SLOTKEEPER_REQUIRE is set."""
    print(f'1..{len(tests)}')
    failed = False
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f'ok {number} {name}')
        except Missing as why:
            failed = failed or IS_REQUIRED
            print(f'not ok {number} {name} # {why}' if IS_REQUIRED else
                  f'ok {number} {name} # SKIP {why}')
        except (AssertionError, OSError, subprocess.SubprocessError) as problem:
            failed = True
            print('\n'.join(f'# {line}' for line in str(problem).splitlines()))
            print(f'not ok {number} {name}')
        sys.stdout.flush()
    return 1 if failed else 0
