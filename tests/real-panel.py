#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The icon in a real panel: seen in a screenshot, its menu opened, a row clicked with
the mouse.

    real-panel.py --icons FOLDER DEMO
    real-panel.py --icons FOLDER --notion STAND-IN PROGRAM [ARGUMENT...]

DEMO is tests/support/tray-demo.c: it says itself what was clicked, and shows each state.
PROGRAM is the service, with the stand-in for Notion behind it: that "Reschedule now" has
come is to be seen in what it asked the stand-in for."""

import argparse
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'support'))
import desk as d    # noqa: E402, the folder has to be known first

PANEL_HEIGHT = 32
APP = 'io.github.slotkeeper.Slotkeeper'

WORKSPACE = {
    'databases': [{'title': 'Tasks', 'data_sources': [{
        'name': 'Tasks',
        'schema': {
            'Task name': {'type': 'title'},
            'Rank': {'type': 'number'},
            'Status': {'type': 'status'},
            'Est Duration Hrs': {'type': 'number'},
            'Due date': {'type': 'date'},
            'Scheduled Date': {'type': 'date'},
            'Last Scheduled': {'type': 'date'},
            'Auto Schedule': {'type': 'checkbox'},
        },
        'rows': [
            {'Task name': 'R&D <draft>', 'Rank': 9, 'Est Duration Hrs': 1, 'Auto Schedule': True},
            {'Task name': 'Fix bug', 'Rank': 5, 'Est Duration Hrs': 2, 'Auto Schedule': True},
        ],
    }]}],
}

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
        blank = d.Picture()
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

    # --- the service and what is behind it ---

    def start_notion(self):
        scenario = self.write('notion.json', json.dumps(WORKSPACE))
        self.notion_log = os.path.join(self.home, 'requests')
        self.notion = self.start('notion', self.arguments.notion, scenario, self.notion_log)
        d.wait('the stand-in', lambda: self.notion.says('database Tasks$'))
        lines = self.notion.text().splitlines()
        self.env.update({'SLOTKEEPER_NOTION_URL': lines[0], 'WORK_NOTION_API_KEY': 'ntn_stand_in',
                         'WORK_NOTION_DB_ID': lines[1].split()[0]})

    def get_state(self):
        """What the service says of itself on the bus; None while it does not."""
        text = self.run('gdbus', 'call', '--session', '--dest', APP, '--object-path',
                        '/' + APP.replace('.', '/'), '--method',
                        'org.freedesktop.DBus.Properties.Get', APP + '.Service1', 'State').decode()
        found = re.match(r"\(<(['\"])(.*)\1>,\)", text, re.S)
        return json.loads(found[2].replace("\\'", "'").replace('\\n', '\n')) if found else None

    def wait_for_plan(self, after=0):
        def planned():
            state = self.get_state()
            return state if state and state['revision'] > after and \
                state['phase'] in ('idle', 'review') else None
        return d.wait('a plan', planned)

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


def point_at_row(panel, label, keep=None):
    """Opens the menu and points at a row; where that is, and how the menu looked before."""
    labels = panel.get_labels()
    picture, box = panel.open_menu(keep)
    rows = find_rows(picture, box)
    assert len(rows) == len(labels), f'{len(rows)} rows are seen of {labels}'
    x, y = box[0] + 40, rows[labels.index(label)]
    panel.point(x, y)
    panel.look_when_still()
    return x, y, picture, box


def click_row(panel, label, keep=None):
    x, y, _, _ = point_at_row(panel, label, keep)
    panel.point(x, y, button=1)


def make_tests(arguments):
    def need_parts():
        d.need('Xvfb', 'dbus-daemon', 'xfce4-panel', 'xdotool', 'gdbus')
        d.need_file('reader of SVG pictures', '/usr/lib/*/gdk-pixbuf-2.0/*/loaders/*svg*',
                    '/usr/lib*/gdk-pixbuf-2.0/*/loaders/*svg*')

    def seen_and_clicked():
        need_parts()
        with Panel(arguments) as panel:
            panel.start_program()
            panel.look('icon')
            click_row(panel, 'Reschedule now', 'menu')
            d.wait('what was clicked', lambda: panel.program.says('^action reschedule'))

    def service_passes():
        need_parts()
        with Panel(arguments) as panel:
            panel.start_notion()
            panel.start_program()
            before = panel.wait_for_plan()
            panel.look_when_still('service')
            click_row(panel, 'Reschedule now', 'service-menu')
            panel.wait_for_plan(before['revision'])
            panel.notion.end()
            with open(panel.notion_log, encoding='utf-8') as log:
                asked = re.findall('^POST /v1/.*/query.* 200', log.read(), re.M)
            assert len(asked) >= 2, 'the stand-in was not asked again'

    def left_click():
        need_parts()
        with Panel(arguments) as panel:
            panel.start_program()
            panel.point(*panel.get_center(), button=1)
            d.wait('the preview', lambda: panel.program.says("^action preview ''$"))

    def submenu():
        need_parts()
        with Panel(arguments) as panel:
            panel.start_program()
            _, _, before, menu = point_at_row(panel, 'Pause')

            def find():
                return panel.look().find_difference(before, left=menu[2], top=PANEL_HEIGHT)
            d.wait('the menu beside it', find)
            picture = panel.look_when_still('submenu')
            box = find()
            rows = find_rows(picture, box)
            assert len(rows) == 3, f'{len(rows)} rows are seen of 3'
            panel.point(box[0] + 40, rows[0], button=1)
            d.wait('what was clicked', lambda: panel.program.says('^action pause uint32 60$'))

    def tooltip():
        need_parts()
        with Panel(arguments) as panel:
            panel.start_program()
            panel.tell('review')
            before = panel.look_when_still()
            x, y = panel.get_center()
            panel.point(x, y)
            panel.point(x + 1, y + 1)
            d.wait('what is said of the icon',
                   lambda: panel.look().find_difference(before, top=PANEL_HEIGHT))
            panel.look_when_still('tooltip')

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

    if arguments.notion:
        return [('/panel/reschedule-now-is-clicked-and-notion-is-asked', service_passes)]

    return [('/panel/icon-is-seen-and-reschedule-now-is-clicked', seen_and_clicked),
            ('/panel/a-click-on-the-icon-previews', left_click),
            ('/panel/a-menu-beside-the-menu', submenu),
            ('/panel/the-pointer-rests-on-the-icon', tooltip),
            ('/panel/the-panel-restarts', panel_restarts),
            ('/panel/every-state-is-seen-in-a-light-panel', states(False)),
            ('/panel/every-state-is-seen-in-a-dark-panel', states(True))]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--icons', default='')
    parser.add_argument('--notion')
    parser.add_argument('program', nargs='+')
    return d.tap(*make_tests(parser.parse_args()))


if __name__ == '__main__':
    sys.exit(main())
