#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What stays resident needs no toolkit: none of the libraries that PROGRAM is
linked with, and none that those are linked with, draws.

    check-needs.py PROGRAM"""

import re
import subprocess
import sys

FORBIDDEN = r'lib(gtk|gdk|adwaita|handy|pango|cairo|graphene|epoxy|GL|EGL|X11|wayland|harfbuzz)'


def main():
    listed = subprocess.run(['ldd', sys.argv[1]], stdout=subprocess.PIPE, text=True,
                            env={'LC_ALL': 'C', 'PATH': '/usr/bin:/bin'}, check=True).stdout
    needed = {words[0] for words in map(str.split, listed.splitlines())}
    if not any(name.startswith('libgio-2.0.so') for name in needed):
        print(f'{sys.argv[1]} is not the program:\n{listed}')
        return 1
    wrong = sorted(name for name in needed if re.match(FORBIDDEN, name))
    missing = [line.strip() for line in listed.splitlines() if line.endswith('not found')]
    print('\n'.join([f'{name} is linked, and draws' for name in wrong] + missing))
    return 1 if wrong or missing else 0


if __name__ == '__main__':
    sys.exit(main())
