#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The icon in a real panel: seen in a screenshot, its menu opened, a row clicked with
the mouse.

    real-panel.py [--says PATTERN] [--log FILE] PROGRAM [ARGUMENT...]

PROGRAM shows the icon.  That "Reschedule now" has come is to be seen by PATTERN in FILE,
which is what the program says itself unless another is named.  States of its own, given
to it on its standard input, are tried only with tests/support/tray-demo.c."""

import argparse
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
import desk as d    # noqa: E402, the folder has to be known first

PANEL_HEIGHT = 32

PANEL = '''<?xml version="1.0" encoding="UTF-8"?>
<channel name="xfce4-panel" version="1.0">
  <property name="configver" type="int" value="2"/>
  <property name="panels" type="array">
    <value type="int" value="1"/>
    <property name="dark-mode" type="bool" value="{dark}"/>
    <property name="panel-1" type="empty">
      <property name="position" type="string" value="p=6;x=0;y=0"/>
      <property name="length" type="uint" value="100"/>
      <property name="position-locked" type="bool" value="true"/>
      <property name="size" type="uint" value="32"/>
      <property name="icon-size" type="uint" value="22"/>
      <property name="plugin-ids" type="array"><value type="int" value="1"/></property>
    </property>
  </property>
  <property name="plugins" type="empty">
    <property name="plugin-1" type="string" value="systray">
      <property name="symbolic-icons" type="bool" value="true"/>
      <property name="square-icons" type="bool" value="true"/>
    </property>
  </property>
</channel>
'''


class Panel(d.Desk):
    """A desk with a panel and the program under test on it."""

    def __init__(self, arguments, is_dark=False):
        super().__init__()
        self.arguments = arguments
        self.write('config_home/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml',
                   PANEL.format(dark='true' if is_dark else 'false'))

    def start_panel(self):
        self.panel = self.start('panel', 'xfce4-panel', '--disable-wm-check')
        blank = d.Picture(bytes(800 * 600 * 3), 800, 600)
        d.wait('the panel', lambda: self.look().find_difference(blank, bottom=PANEL_HEIGHT))
        return self.look_when_still()

    def start_program(self):
        empty = self.start_panel()
        self.env['SLOTKEEPER_ICONS'] = self.arguments.icons
        self.program = self.start('program', *self.arguments.program, stdin=subprocess.PIPE)
        self.wait_for_icon(empty)

    def wait_for_icon(self, empty):
        def find():
            box = self.look().find_difference(empty, bottom=PANEL_HEIGHT)
            return box if box and box[2] - box[0] >= 8 and box[3] - box[1] >= 8 else None
        d.wait('an icon in the panel', find)
        self.look_when_still()
        self.icon = find()
        return self.icon

    def get_center(self):
        left, top, right, bottom = self.icon
        return (left + right) // 2, (top + bottom) // 2

    def open_menu(self, keep=None):
        """The box of the menu that opens."""
        closed = self.look_when_still()
        self.point(*self.get_center(), button=3)
        d.wait('the menu', lambda: self.look().find_difference(closed, top=PANEL_HEIGHT))
        picture = self.look_when_still(keep)
        return picture, picture.find_difference(closed, top=PANEL_HEIGHT)

    def close_menu(self):
        self.run('xdotool', 'key', 'Escape')

    def tell(self, state):
        """Another state; what the panel looked like before it."""
        before = self.look_when_still()
        self.program.process.stdin.write(f'{state}\n'.encode())
        self.program.process.stdin.flush()
        d.wait(f'the state {state}', lambda: self.program.says(f'^state {state}$'))
        return before

    # --- the menu as the panel was told ---

    def get_labels(self):
        """What the rows that are seen say, without the lines between them."""
        names = self.run('gdbus', 'call', '--session', '--dest', 'org.kde.StatusNotifierWatcher',
                         '--object-path', '/StatusNotifierWatcher',
                         '--method', 'org.freedesktop.DBus.Properties.Get',
                         'org.kde.StatusNotifierWatcher', 'RegisteredStatusNotifierItems').decode()
        name = re.search(r":[0-9.]+", names)
        assert name, f'the panel knows no icon: {names}'
        layout = self.run('gdbus', 'call', '--session', '--dest', name[0],
                          '--object-path', '/StatusNotifierItem/Menu',
                          '--method', 'com.canonical.dbusmenu.GetLayout', '0', '1', '[]').decode()
        rows = re.findall(r"<\((\d+), \{(.*?)\}, (?:@av )?\[", layout)
        return [re.search(r"'label': <(['\"])(.*?)\1>", row)[2] for _, row in rows
                if "'label'" in row and "'visible': <false>" not in row]


def find_rows(picture, box):
    """The middles of the lines of text in a menu, from above."""
    left, top, right, bottom = box
    ground = picture.pixel(left + 12, top + 4)
    rows, begin = [], None
    for y in range(top + 3, bottom - 2):
        marks = sum(1 for x in range(left + 8, right - 24)
                    if sum(abs(a - b) for a, b in zip(picture.pixel(x, y), ground)) > 60)
        is_text = 0 < marks < (right - left) * 0.8      # a line is all marks, or none
        if is_text and begin is None:
            begin = y
        if not is_text and begin is not None:
            rows.append((begin, y))
            begin = None
    return [(a + b) // 2 for a, b in rows if b - a >= 5]


def click_row(panel, label, keep=None):
    labels = panel.get_labels()
    picture, box = panel.open_menu(keep)
    rows = find_rows(picture, box)
    assert len(rows) == len(labels), f'{len(rows)} rows are seen of {labels}'
    panel.point(box[0] + 40, rows[labels.index(label)])
    panel.look_when_still()
    panel.point(box[0] + 40, rows[labels.index(label)], button=1)


def read(path):
    if not os.path.exists(path):
        return ''
    with open(path, encoding='utf-8', errors='replace') as log:
        return log.read()


def make_tests(arguments):
    def need_parts():
        d.need('Xvfb', 'dbus-daemon', 'xfce4-panel', 'xdotool', 'import', 'gdbus')

    def seen_and_clicked():
        need_parts()
        with Panel(arguments) as panel:
            panel.start_program()
            panel.look('icon')
            log = arguments.log or panel.program.log
            before = len(re.findall(arguments.says, read(log)))
            click_row(panel, 'Reschedule now', 'menu')
            d.wait('what was clicked', lambda: len(re.findall(arguments.says, read(log))) > before)

    def left_click():
        need_parts()
        with Panel(arguments) as panel:
            panel.start_program()
            panel.point(*panel.get_center(), button=1)
            d.wait('the preview', lambda: panel.program.says("^action preview ''$"))

    def panel_restarts():
        need_parts()
        with Panel(arguments) as panel:
            panel.start_program()
            panel.panel.end()
            d.wait('the panel to go', lambda: panel.program.says('^not shown$'))
            panel.start('panel-again', 'xfce4-panel', '--disable-wm-check')
            d.wait('the icon to come back',
                   lambda: len(re.findall('^shown$', panel.program.text(), re.M)) == 2)
            before = panel.look()
            d.wait('it to be seen', lambda: before.count_contrast(panel.icon) > 20 or
                   panel.look().count_contrast(panel.icon) > 20)

    def states(is_dark):
        def test():
            need_parts()
            with Panel(arguments, is_dark) as panel:
                panel.start_program()
                for state in ('working', 'review', 'paused', 'failed', 'idle'):
                    before = panel.tell(state)
                    d.wait(f'the icon of {state}', lambda: panel.look().find_difference(
                        before, bottom=PANEL_HEIGHT))
                    picture = panel.look_when_still(f'{"dark" if is_dark else "light"}-{state}')
                    assert picture.count_contrast(panel.icon) > 20, f'{state} is hard to see'
                    if state != 'idle':
                        panel.open_menu(f'{"dark" if is_dark else "light"}-{state}-menu')
                        panel.close_menu()
        return test

    tests = [('/panel/icon-is-seen-and-reschedule-now-is-clicked', seen_and_clicked)]
    if arguments.has_states:
        tests += [('/panel/a-click-on-the-icon-previews', left_click),
                  ('/panel/the-panel-restarts', panel_restarts),
                  ('/panel/every-state-is-seen-in-a-light-panel', states(False)),
                  ('/panel/every-state-is-seen-in-a-dark-panel', states(True))]
    return tests


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--says', default='^action reschedule')
    parser.add_argument('--log')
    parser.add_argument('--icons', default='')
    parser.add_argument('program', nargs='+')
    arguments = parser.parse_args()
    arguments.says = re.compile(arguments.says, re.M)
    arguments.has_states = os.path.basename(arguments.program[0]) == 'tray-demo'
    return d.tap(*make_tests(arguments))


if __name__ == '__main__':
    sys.exit(main())
