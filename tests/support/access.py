# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader gets to know of a window, and what it can do with it."""

import os

import desk

PATIENCE = float(os.environ.get('SLOTKEEPER_PATIENCE', '90'))


def missing():
    """What is not here, or nothing."""
    try:
        import gi
        gi.require_version('Atspi', '2.0')
        from gi.repository import Atspi     # noqa: F401
    except (ImportError, ValueError):
        return ['python3-gi', 'gir1.2-atspi-2.0', 'at-spi2-core']
    return []


def attach(env):
    """To the display and bus of `env`: once in the life of a process."""
    os.environ.update({key: env[key] for key in ('DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'HOME',
                                                 'XDG_RUNTIME_DIR')})
    import gi
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi
    Atspi.init()
    return Atspi


class Access:
    def __init__(self, atspi, name='io.github.slotkeeper.Slotkeeper'):
        self.atspi = atspi
        self.name = name

    def applications(self):
        desktop = self.atspi.get_desktop(0)
        found = [desktop.get_child_at_index(i) for i in range(desktop.get_child_count())]
        return [a for a in found if a is not None and a.get_name() == self.name]

    def nodes(self, root=None):
        """Everything below, also what is hidden; what vanishes meanwhile is left out."""
        waiting = [root] if root is not None else self.applications()
        while waiting:
            node = waiting.pop()
            try:
                if node is None:
                    continue
                yield node
                waiting += [node.get_child_at_index(i)
                            for i in reversed(range(node.get_child_count()))]
            except Exception:       # gone between two questions
                continue

    def shown(self, node):
        """GTK 4.8 does not say what is shown: what never was has no size."""
        if not node.get_state_set().contains(self.atspi.StateType.VISIBLE):
            return False
        place = node.get_extents(self.atspi.CoordType.WINDOW)
        return place.width > 0 and place.height > 0

    def find_all(self, role=None, name=None, contains=None, hidden=False):
        found = []
        for node in self.nodes():
            try:
                said = node.get_name() or ''
                if role is not None and node.get_role_name() != role:
                    continue
                if name is not None and said != name:
                    continue
                if contains is not None and contains not in said:
                    continue
                if hidden or self.shown(node):
                    found.append(node)
            except Exception:       # gone between two questions
                continue
        return found

    def wait(self, what, why):
        return desk.wait(why, what, PATIENCE)

    def wait_for(self, role=None, name=None, contains=None):
        return self.wait(lambda: self.find_all(role, name, contains),
                         f'there is no {role or "thing"} “{name or contains}”')[0]

    def wait_gone(self, role=None, name=None, contains=None):
        self.wait(lambda: not self.find_all(role, name, contains),
                  f'“{name or contains}” does not go away')

    def has_state(self, node, state):
        return node.get_state_set().contains(getattr(self.atspi.StateType, state))

    def focused(self):
        for node in self.nodes():
            try:
                if self.has_state(node, 'FOCUSED') and node.get_role_name() != 'frame':
                    return node
            except Exception:
                continue
        return None

    def tree(self):
        lines = []
        for node in self.nodes():
            try:
                lines.append(f'{node.get_role_name()}: {node.get_name()!r}')
            except Exception:
                continue
        return '\n'.join(lines)
