#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How soon the window is seen, in a table.

Times are of this machine and this moment, and as coarse as it takes to look at
the display: from the start of the program until the week is on it, the service
being one that plans a file and runs already."""

import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'support'))

import face         # noqa: E402

RUNS = 5


def is_drawn(rig):
    """Whether the display is not black where the week is."""
    return any(subprocess.run(
        ['import', '-silent', '-window', 'root', '-crop', '16x16+400+400', 'rgb:-'],
        env=rig.env, check=True, capture_output=True).stdout)


def first_frame(tasks):
    with face.Face(tasks=tasks, size='1400x900') as rig:
        # looking costs time: not before there is a window at all
        watch = rig.start('stdbuf', '-oL', 'xprop', '-spy', '-root', '_NET_CLIENT_LIST',
                          stdout=subprocess.PIPE, text=True)
        watch.stdout.readline()
        began = time.monotonic()
        rig.open()
        while '0x' not in watch.stdout.readline():
            pass
        while not is_drawn(rig):
            pass
        passed = time.monotonic() - began
        ticks = pathlib.Path(f'/proc/{rig.window.pid}/stat').read_text().rsplit(')')[1].split()
        worked = (int(ticks[11]) + int(ticks[12])) / os.sysconf('SC_CLK_TCK')
        return passed * 1000, worked * 1000


def hundreds():
    """Two hundred tasks over a fortnight."""
    file = tempfile.NamedTemporaryFile('w', suffix='.json', delete=False)
    json.dump({'format': 'slotkeeper-tasks/1', 'timezone': 'Europe/Berlin', 'days_ahead': 21,
               'tasks': [{'id': f't{i}', 'title': f'Task {i}', 'duration_hours': 0.5,
                          'rank': 200 - i} for i in range(200)]}, file)
    file.close()
    return file.name


def main():
    lacking = face.missing() + ([] if shutil.which('xprop') else ['x11-utils'])
    if lacking:
        print(f'The window is not measured; not here: {", ".join(lacking)}')
        return
    many = hundreds()
    print('The window: from its start until it is on the display, cairo renderer, milliseconds')
    for name, tasks in (('sample tasks', face.SAMPLE), ('200 tasks', many)):
        runs = [first_frame(tasks) for _ in range(RUNS)]
        times = sorted(passed for passed, _ in runs)
        print(f'  {name:14} median {statistics.median(times):5.0f}   best {times[0]:5.0f}   '
              f'worst {times[-1]:5.0f}   aim 400   of which it worked '
              f'{statistics.median(worked for _, worked in runs):4.0f}')
    pathlib.Path(many).unlink()


if __name__ == '__main__':
    main()
