#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures of the preview window, made from the sample tasks.

    tests/shoot-readme.py FOLDER

writes week.png, week-dark.png, review.png and narrow.png there; README.md shows
those of data/screenshots.  They look best where the font Cantarell is installed.
Nothing else ever writes a picture: SLOTKEEPER_BUILD_ROOT names the build folder
("build")."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'support'))

import face         # noqa: E402

LATER = '2026-11-23T09:20:00+01:00'     # so that the line of the present is seen

PICTURES = {        # size, environment, keys
    'week': ('1120x760', {}, []),
    'week-dark': ('1120x760', {'ADW_DEBUG_COLOR_SCHEME': 'prefer-dark'}, []),
    'review': ('1120x760', {}, ['Down', 'space']),
    'narrow': ('360x720', {}, ['ctrl+4']),
}


def take(path, size, env, keys):
    width, height = size.split('x')
    with face.Face(size=size, at=LATER, env=env) as rig:
        rig.open()
        window = rig.find_window()
        rig.run('xdotool', 'windowmove', window, 0, 0, 'windowsize', window, width, height,
                'mousemove', int(width) - 2, int(height) - 2)
        rig.settle()
        for key in keys:
            rig.key(key)
            rig.settle()
        rig.shoot(path)
        # a window has few colours: a third of the size
        rig.run('mogrify', '-dither', 'None', '-colors', '255', '-strip', path)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if face.missing():
        sys.exit(f'not here: {", ".join(face.missing())}')
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, (size, env, keys) in PICTURES.items():
        take(folder / f'{name}.png', size, env, keys)
        print(folder / f'{name}.png')


if __name__ == '__main__':
    main()
