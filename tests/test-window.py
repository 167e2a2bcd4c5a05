#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The preview window through a screen reader's eyes, with a keyboard and a
mouse: from opening to an applied plan and back, and every state.  TAP."""

import pathlib
import sys
import traceback

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'support'))

import access       # noqa: E402
import face         # noqa: E402

SCENES = {          # what is said, and the button that mends it
    'paused': ('Paused until 14:00.', 'Resume'),
    'offline': ('No connection. Showing the plan of 08:00.', 'Try Again'),
    'denied': ('Notion refuses the key of “Work”.', 'Preferences'),
    'missing': ('“Work” has no column “Scheduled Date”.', 'Preferences'),
    'conflict': ('2 tasks changed in Notion while you were looking; the plan was made again.',
                 None),
}


class Window:
    def __init__(self, rig, atspi):
        self.rig = rig
        self.see = access.Access(atspi)
        self.atspi = atspi

    def status(self, text):
        self.see.wait_for('status bar', contains=text)

    def button(self, name):
        return self.see.wait_for('push button', name=name)

    def middle(self, node):
        place = node.get_extents(self.atspi.CoordType.WINDOW)
        shape = dict(line.split('=') for line in self.rig.run(
            'xdotool', 'getwindowgeometry', '--shell', self.rig.find_window()).split('\n'))
        return (int(shape['X']) + place.x + place.width // 2,
                int(shape['Y']) + place.y + place.height // 2)

    def click(self, node):
        """With the mouse, where it is."""
        self.rig.run('xdotool', 'mousemove', *self.middle(node), 'click', '1')

    def carry(self, node, x, y):
        """From its middle, so many pixels."""
        from_x, from_y = self.middle(node)
        self.rig.run('xdotool', 'mousemove', from_x, from_y, 'mousedown', '1')
        for part in range(1, 6):
            self.rig.run('xdotool', 'mousemove', from_x + x * part // 5, from_y + y * part // 5)
            self.rig.settle()
        self.rig.run('xdotool', 'mouseup', '1')

    def check(self, title):
        return self.see.wait_for('check box', name=f'Write “{title}”')

    def wait_checked(self, title, is_checked):
        self.see.wait(lambda: self.see.has_state(self.check(title), 'CHECKED') == is_checked,
                      f'“{title}” is not {"checked" if is_checked else "unchecked"}')

    def wait_focus(self, start):
        self.see.wait(lambda: (node := self.see.focused()) and
                      (node.get_name() or '').startswith(start), f'no focus on “{start}”')


# --- what is tried ---

def opens_on_the_changes(window):
    window.status('8 changes · next pass 08:10')
    window.button('Apply 8 Changes')
    window.wait_focus('Prepare the customer workshop')


def every_card_has_a_name(window):
    for name in ('Fix the login bug, Mon 23 Nov 13:15–14:45, new',
                 'Call the bank, Fri 20 Nov 14:00 → Mon 23 Nov 10:30–11:00, missed',
                 'Dentist, Wed 25 Nov 16:00–17:00, pinned',
                 'Stand-up, Mon 23 Nov 10:00–10:30, busy'):
        window.button(name)


def every_day_says_how_full_it_is(window):
    window.see.wait_for(contains='Mon 23 Nov: 5 h 30 min of 7 h 15 min taken')


def space_refuses_and_takes_back(window):
    window.rig.key('space')
    window.status('7 changes')
    window.wait_checked('Prepare the customer workshop', False)
    window.button('Apply 7 Changes')
    window.rig.key('space')
    window.status('8 changes')
    window.wait_checked('Prepare the customer workshop', True)


def arrows_walk_the_list(window):
    window.rig.key('Down')
    window.wait_focus('Call the bank')
    window.rig.key('Up')
    window.wait_focus('Prepare the customer workshop')


def return_says_why(window):
    window.rig.key('Return')
    window.see.wait_for('label', name='What holds the time before')
    window.button('Pin Here')
    window.rig.key('Escape')
    window.see.wait_gone('label', name='What holds the time before')


def keys_apply_and_undo(window):
    window.rig.key('ctrl+Return')
    window.status('Nothing to change')
    window.see.wait_for(contains='8 slots written')
    window.rig.key('ctrl+z')
    window.status('8 changes')


def keys_turn_the_pages(window):
    window.rig.key('ctrl+3')
    window.see.wait_for('list item', contains='Write the thesis')
    window.see.wait(lambda: window.see.has_state(window.button('Unplaced'), 'PRESSED'),
                    'the third page is not open')
    window.rig.key('ctrl+2')
    window.see.wait(lambda: window.see.has_state(window.button('Upcoming'), 'PRESSED'),
                    'the second page is not open')
    window.rig.key('ctrl+1')
    window.see.wait(lambda: window.see.has_state(window.button('Changes'), 'PRESSED'),
                    'the first page is not open')


def mouse_refuses_and_takes_back(window):
    window.click(window.check('Call the bank'))
    window.status('7 changes')
    window.wait_checked('Call the bank', False)
    window.click(window.check('Call the bank'))
    window.status('8 changes')


def mouse_asks_why(window):
    window.click(window.button('Tax return, Thu 26 Nov 10:30–12:00, new'))
    window.see.wait_for('label', name='What holds the time before')
    window.rig.key('Escape')
    window.see.wait_gone('label', name='What holds the time before')


def mouse_applies_and_undoes(window):
    window.click(window.button('Apply 8 Changes'))
    window.status('Nothing to change')
    window.see.wait_for('label', name='Your Week Is in Order')
    window.click(window.see.wait(
        lambda: [node for node in window.see.find_all('push button', name='Undo')
                 if window.see.has_state(node, 'SENSITIVE')], 'nothing can be undone')[0])
    window.status('8 changes')


def is_card(node):
    return node is not None and node.get_role_name() == 'push button' and \
        ' Nov ' in (node.get_name() or '')


def name_of(node):
    return (node.get_role_name(), node.get_name()) if node is not None else None


def tab_reaches_the_week_and_arrows_walk_it(window):
    stops = []
    for _ in range(20):
        before = name_of(window.see.focused())
        stops.append(before)
        if is_card(window.see.focused()):
            break
        window.rig.key('Tab')
        window.see.wait(lambda: name_of(window.see.focused()) not in (None, before),
                        f'Tab does not leave {before}')
    else:
        raise AssertionError(f'Tab does not reach the week, only {stops}')
    window.rig.key('Down')
    window.see.wait(lambda: name_of(window.see.focused()) not in (None, before) and
                    is_card(window.see.focused()), 'the arrow does not walk')
    window.rig.key('Tab')
    window.see.wait(lambda: not is_card(window.see.focused()), 'the week is more than one stop')


def says_what_is_in_the_way(window):
    for scene, (text, button) in SCENES.items():
        window.rig.ask('scene', f"<'{scene}'>")
        window.status(text)
        if button:
            window.button(button)
    window.rig.ask('scene', "<''>")


def says_what_there_is_to_set_up(window):
    window.rig.ask('scene', "<'setup'>")
    window.see.wait_for('label', name='No Tasks Yet')
    window.rig.ask('scene', "<'locked'>")
    window.see.wait_for('label', name='Your Keyring Is Locked')
    window.button('Unlock')
    window.rig.ask('scene', "<''>")
    window.status('8 changes')


def works_without_hiding_the_plan(window):
    window.rig.ask('scene', "<'working'>")
    window.status('Looking at your tasks…')
    window.button('Fix the login bug, Mon 23 Nov 13:15–14:45, new')
    window.rig.ask('scene', "<'applying'>")
    window.status('Writing…')
    window.button('Stop')
    window.rig.ask('scene', "<''>")
    window.status('8 changes')


def what_failed_can_be_tried_again(window):
    window.rig.ask('scene', "<'partial'>")
    window.see.wait_for('label', name='Notion did not answer in time.')
    window.button('Retry')
    window.rig.ask('scene', "<''>")
    window.see.wait_gone('push button', name='Retry')


def help_says_what_marks_mean(window):
    window.rig.key('F1')
    window.see.wait_for(contains='It had no slot and gets one.')
    window.rig.key('Escape')
    window.see.wait_gone(contains='It had no slot and gets one.')


def keys_put_it_later(window):
    window.rig.key('ctrl+1')
    window.click(window.see.wait_for('list item', contains='Fix the login bug'))
    window.wait_focus('Fix the login bug')
    window.rig.key('ctrl+Down')
    window.button('Fix the login bug, Mon 23 Nov 13:30–15:00, pinned')


def mouse_carries_a_card(window):
    window.carry(window.button('Tax return, Thu 26 Nov 10:30–12:00, new'), 0, 340)
    window.see.wait_for('push button', contains='Tax return, Thu 26 Nov 15:')


def narrow_is_one_column(window):
    window.rig.resize(360, 640)
    window.see.wait_for(name='Day')
    window.status('8 changes')
    window.rig.key('ctrl+4')
    window.see.wait_for('push button', name='Later Days')
    window.button('Apply 8 Changes')
    window.rig.resize(1120, 760)
    window.status('next pass')


def stays_without_the_service(window):
    window.rig.service.terminate()
    window.status('Slotkeeper is not running. Showing the plan of 08:00.')
    window.button('Start')


def ends_with_its_window(window):
    window.rig.key('ctrl+w')
    if window.rig.window.wait(access.PATIENCE) != 0:
        raise AssertionError(f'it ended with {window.rig.window.returncode}')


TRIED = [
    opens_on_the_changes, every_card_has_a_name, every_day_says_how_full_it_is,
    space_refuses_and_takes_back, arrows_walk_the_list, return_says_why, keys_apply_and_undo,
    keys_turn_the_pages, mouse_refuses_and_takes_back, mouse_asks_why, mouse_applies_and_undoes,
    tab_reaches_the_week_and_arrows_walk_it, says_what_is_in_the_way,
    says_what_there_is_to_set_up, works_without_hiding_the_plan, what_failed_can_be_tried_again,
    help_says_what_marks_mean, narrow_is_one_column, keys_put_it_later, mouse_carries_a_card,
    stays_without_the_service,
    ends_with_its_window,
]


def main():
    lacking = face.missing() or access.missing()
    if lacking:
        face.skip(lacking)
        return
    print(f'1..{len(TRIED)}', flush=True)
    with face.Face(env={'G_DEBUG': 'fatal-criticals'}) as rig:
        window = Window(rig, access.attach(rig.env))
        rig.open()
        rig.find_window()
        for number, trial in enumerate(TRIED, 1):
            name = trial.__name__.replace('_', '-')
            try:
                trial(window)
                print(f'ok {number} /window/{name}', flush=True)
            except Exception:       # each says for itself
                print(f'not ok {number} /window/{name}', flush=True)
                print('# ' + traceback.format_exc().replace('\n', '\n# '), flush=True)
                print('# ' + window.see.tree().replace('\n', '\n# '), file=sys.stderr)


if __name__ == '__main__':
    main()
