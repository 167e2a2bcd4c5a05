#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The house rules a compiler cannot keep: who may name whom, and where
each decision lives.  Run by `meson test --suite house`."""

import pathlib
import re
import sys

PORTS = {'sk-task-source.h', 'sk-busy-source.h', 'sk-blocking.h', 'sk-account-source.h',
         'sk-key-store.h', 'sk-secret.h'}
SHARED_BY_ADAPTERS = {'sk-http.h', 'sk-http-download.h', 'sk-keyring.h'}

# A layer, and the layers whose headers it may include besides its own.
MAY_INCLUDE = {
    'model': set(),
    'planner': {'model'},
    'words': {'model'},
    'codec': {'model', 'words'},
    'sources': {'model', 'codec'},
    'service': {'model', 'planner', 'words', 'codec', 'sources'},   # the ports only
    'tray': {'model', 'words'},
    'bus': {'model', 'codec', 'service'},   # the mirror: neither planner nor service
    'eds': {'model', 'codec', 'sources'},   # how a VEVENT is read
    'wiring': {'model', 'service', 'sources'},
    'window': {'model', 'words', 'bus', 'service'},   # the preferences only
    'app': {'model', 'service', 'sources', 'wiring', 'tray', 'bus'},   # of sources the ports
    'cli': {'model', 'words', 'codec', 'service', 'wiring', 'bus',   # of bus the mirror
            'planner',   # the checker only
            'sources'},  # and what blocks, only
}
ONLY = {   # of a layer it may include, the only headers
    ('service', 'sources'): PORTS,
    ('app', 'sources'): PORTS,
    ('window', 'service'): {'sk-settings-store.h', 'sk-preferences-store.h'},
    ('cli', 'planner'): {'sk-plan-check.h'},
    ('cli', 'bus'): {'sk-bus-mirror.h'},
    ('cli', 'sources'): {'sk-blocking.h', 'sk-busy-source.h'},
    ('eds', 'sources'): {'sk-ical-decode.h', 'sk-ical-facts.h'},
}

HOME = {   # a decision, and the only files that may take it
    r'g_get_real_time|g_date_time_new_now\w*|time': {'service/sk-clock.c'},
    r'soup_session_new\w*': {'sources/sk-http.c', 'sources/sk-http-download.c'},
    r'secret_(?:collection|password|retrievable|service|value)_\w+':
        {'sources/sk-keyring.c', 'sources/sk-vault.c'},
    r'g_settings_new\w*': {'service/sk-settings-store.c'},
    r'timerfd_\w+': {'service/sk-wall-alarm.c'},
    r'tzset|g_network_monitor_get_default|g_power_profile_monitor_dup_default':
        {'service/sk-triggers.c'},
    r'g_getenv|g_listenv': {'service/sk-settings.c', 'app/sk-application.c'},
    r'g_time_zone_new_local': {'service/sk-settings.c'},
    r'json_parser_load\w*|json_generator_\w+': {'codec/sk-json.c'},
    r'g_application_get_default': set(),
    r'system|popen|sprintf|strcpy|strcat': set(),
}

FORBIDDEN = {   # libraries a layer may not use
    'model': r'<(gio|gtk|libsoup|json-glib)|<adwaita',
    'planner': r'<(gio|gtk|libsoup|json-glib|glib/gi18n)|<adwaita',
    'words': r'<(gio|gtk|libsoup|json-glib)|<adwaita',
    'codec': r'<(gio|gtk|libsoup)|<adwaita',
    'sources': r'<gtk|<adwaita',
    'service': r'<(gtk|libsoup)|<adwaita',
    'tray': r'<(gtk|libsoup|json-glib)|<adwaita',
    'bus': r'<gtk|<adwaita',
    'eds': r'<(gtk|libsoup)|<adwaita',
    'wiring': r'<gtk|<adwaita',
    'window': r'<(libsoup|json-glib)',
    'app': r'<(gtk|libsoup|json-glib)|<adwaita',
    'cli': r'<(gtk|libsoup)|<adwaita',
}

# The planner has no clock, no log, no chance and no GError.
PLANNER_NEVER = r'\b(GError|g_debug|g_info|g_message|g_warning|g_log|g_random_\w+|g_rand_\w+|_ ?\(")'


def without_comments(text):
    return re.sub(r'/\*.*?\*/', lambda m: '\n' * m[0].count('\n'), text, flags=re.S)


def checker(name):
    """Whether the file belongs to the independent checker."""
    return re.match(r'planner/sk-(plan-check|check-)', name)


def include_complaints(name, layer, code, where):
    for header in re.findall(r'#include "([^"]+)"', code):
        target = where.get(header)
        if target is None:      # made by the build: config.h
            continue
        if target[0] != layer and target[0] not in MAY_INCLUDE[layer]:
            yield f'{name}: {layer} may not include {header} ({target[0]})'
        allowed = ONLY.get((layer, target[0]))
        if allowed is not None and header not in allowed:
            yield f'{name}: of {target[0]} only {sorted(allowed)} may be included, not {header}'
        if layer == 'sources' and target[0] == 'sources':
            own = pathlib.PurePath(name).parent.as_posix()
            if target[1] not in ('sources', own):
                yield f'{name}: one adapter may not include another, {header}'
            if own != 'sources' and target[1] == 'sources' and \
               header not in PORTS | SHARED_BY_ADAPTERS:
                yield f'{name}: an adapter may not include {header}'
        if checker(name) and target[0] == 'planner' and not checker(f'planner/{header}'):
            yield f'{name}: the checker may share nothing with the planner, not even {header}'
        if layer == 'planner' and not checker(name) and checker(f'planner/{header}'):
            yield f'{name}: the planner may not know the checker'


def text_complaints(name, path, layer, text, code):
    if re.search(r'#include ' + FORBIDDEN.get(layer, r'\A\Z'), code):
        yield f'{name}: {layer} may not use that library'
    for pattern, homes in HOME.items():
        if re.search(rf'\b(?:{pattern}) \(', code) and name not in homes:
            yield f'{name}: {pattern} has its home elsewhere: {sorted(homes)}'
    if layer == 'planner':
        for found in re.finditer(PLANNER_NEVER, code):
            yield f'{name}: the planner has no {found[0]}'
    if re.search(r'-(utils?|helpers?|manager|common|misc)\b', path.stem):
        yield f'{name}: that name does not say what belongs in it'
    if 'SPDX-License-Identifier: GPL-3.0-or-later' not in text:
        yield f'{name}: no SPDX line'
    if path.suffix == '.c' and not text.startswith(f'/* {path.name} — '):
        yield f'{name}: the first line does not say what the file is for'
    if path.suffix == '.c' and '#include "config.h"' not in text:
        yield f'{name}: config.h is not included'
    if path.suffix == '.h' and '#pragma once' not in text:
        yield f'{name}: no #pragma once'


def line_complaints(name, text):
    for number, line in enumerate(text.split('\n'), 1):
        if len(line) > 100 or '\t' in line or line != line.rstrip():
            yield f'{name}:{number}: too wide, a tab, or trailing space'


def complaints(root):
    files = sorted(p for p in root.rglob('*') if p.suffix in ('.c', '.h'))
    where = {p.name: (p.relative_to(root).parts[0], p.relative_to(root).parent.as_posix())
             for p in files if p.suffix == '.h'}
    for path in files:
        name = path.relative_to(root).as_posix()
        layer = path.relative_to(root).parts[0]
        text = path.read_text(encoding='utf-8')
        code = without_comments(text)
        if layer not in MAY_INCLUDE:
            yield f'{name}: no layer is called {layer}'
            continue
        yield from include_complaints(name, layer, code, where)
        yield from text_complaints(name, path, layer, text, code)
        yield from line_complaints(name, text)


def test_complaints(root):
    for path in sorted((root.parent / 'tests').rglob('*.[ch]')):
        name = path.relative_to(root.parent).as_posix()
        text = path.read_text(encoding='utf-8')
        yield from line_complaints(name, text)
        if re.search(r'\b(g_usleep|usleep|sleep|nanosleep) ?\(', without_comments(text)):
            yield f'{name}: a test that sleeps is a test that lies'
        if 'SPDX-License-Identifier' not in text:
            yield f'{name}: no SPDX line'


def untranslated(root):
    listed = [line for line in (root.parent / 'po' / 'POTFILES').read_text().split('\n')
              if line and not line.startswith('#')]
    spoken = {
        f'src/{p.relative_to(root).as_posix()}'
        for p in root.rglob('*')
        if p.suffix in ('.c', '.ui') and re.search(
            r'\b(?:N?C?_|ngettext|g_dngettext) ?\("|translatable="yes"',
            without_comments(p.read_text()))
    } | {
        p.relative_to(root.parent).as_posix()
        for kind in ('*.desktop.in', '*.metainfo.xml.in', '*.gschema.xml')
        for p in (root.parent / 'data').glob(kind)
    }
    if listed != sorted(listed):
        yield 'po/POTFILES: not sorted'
    for name in sorted(spoken ^ set(listed)):
        yield f'po/POTFILES: {name} is ' + ('missing' if name in spoken else 'listed but silent')


def main():
    root = pathlib.Path(sys.argv[1])
    found = [*complaints(root), *test_complaints(root), *untranslated(root)]
    print('\n'.join(found))
    return 1 if found else 0


if __name__ == '__main__':
    sys.exit(main())
