#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every sentence in brackets: what has none was never given to a translator.
TAP; the library that puts the brackets there is named by the environment."""

import json
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'support'))

import access       # noqa: E402
import face         # noqa: E402

# Not ours: names a toolkit gives by itself, a program's name, and an id.
STRANGE = {'Show Text', 'Minimize', 'Maximize', 'Restore', 'Close', 'Slotkeeper',
           'Minimize the window', 'Maximize the window', 'Close the window',
           'io.github.slotkeeper.Slotkeeper'}
KEY = r'(Ctrl\+|Alt\+|Shift\+)*(\w|F\d|Space|Return|Up|Down|Left|Right)'
# The last two bring another window, which has no help.
SCENES = ('', 'paused', 'working', 'applying', 'partial', 'help', 'setup', 'locked')
# What the stand-in for the service says is not the window's to translate.
SAID_BY_SERVICE = {'Notion did not answer in time.', '1 of 8 changes could not be written.'}


def data():
    sample = json.loads(face.SAMPLE.read_text())
    titles = {task['title'] for task in sample['tasks']}
    titles |= {event['title'] for event in sample['busy']}
    titles |= {task.get('workspace') or '' for task in sample['tasks']}
    return sorted(titles, key=len, reverse=True)


def left_over(text, titles):
    """What of a text is neither in brackets nor data."""
    for title in [*titles, *SAID_BY_SERVICE]:
        text = text.replace(title, '')
    while True:
        inner = re.sub(r'\[[^\[\]]*\]', '', text)
        if inner == text:
            break
        text = inner
    return ''.join(re.findall(r'[^\W\d_]+', text))


def unmarked(see, titles):
    found = set()
    for node in see.nodes():
        try:
            said = [node.get_name() or '', node.get_description() or '']
            # where nothing is said, the class of the widget is
            if re.fullmatch(r'(Gtk|Adw|Sk)[A-Z]\w*', said[0]):
                said[0] = ''
        except Exception:       # gone between two questions
            continue
        found |= {text for text in said if text not in STRANGE and
                  not re.fullmatch(KEY, text) and left_over(text, titles)}
    return found


def main():
    lacking = face.missing() or access.missing()
    brackets = os.environ.get('SLOTKEEPER_BRACKETS')
    if lacking:
        face.skip(lacking)
        return
    if not brackets:
        print('1..0 # SKIP sanitizers want to be loaded first')
        return
    print(f'1..{len(SCENES)}', flush=True)
    titles = data()
    with face.Face(preload=brackets) as rig:
        see = access.Access(access.attach(rig.env))
        rig.open()
        rig.find_window()
        see.wait_for('push button', contains='Apply')
        for number, scene in enumerate(SCENES, 1):
            if scene == 'help':
                rig.key('F1')
                see.wait_for(contains='It had no slot')
            else:
                rig.ask('scene', f"<'{scene}'>")
                rig.settle()
            found = unmarked(see, titles)
            if scene == 'help':
                rig.key('Escape')
            print(f'{"not ok" if found else "ok"} {number} /window/brackets/{scene or "review"}')
            print(''.join(f'# {text!r}\n' for text in sorted(found)), end='', flush=True)


if __name__ == '__main__':
    main()
