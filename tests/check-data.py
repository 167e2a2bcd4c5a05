#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a desktop is given about us, looked at by the tools that will judge it.
Run by `meson test --suite data`, with the source and the build folder.  A tool
that is missing skips its lines, unless SLOTKEEPER_REQUIRE is set."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ID = 'io.github.slotkeeper.Slotkeeper'

# All that a sandbox gives us; whoever wants more has to say so here, too.
PERMISSIONS = {
    '--share=ipc', '--share=network', '--socket=wayland', '--socket=fallback-x11', '--device=dri',
    '--talk-name=org.kde.StatusNotifierWatcher',
    '--talk-name=org.freedesktop.secrets',      # where there is no portal for secrets
}


def complain(command):
    """What a tool says against it; nothing: it is fine."""
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                         text=True, check=False)
    return run.stdout if run.returncode != 0 else ''


def lint_man(page):
    """What groff says; it is content all the same."""
    run = subprocess.run(['groff', '-man', '-Tutf8', '-ww', '-z', page],
                         capture_output=True, text=True, check=False)
    return run.stderr


def draw(icon):
    size = '16' if 'symbolic' in icon.name else '128'
    run = subprocess.run(['rsvg-convert', '-w', size, '-h', size, icon],
                         capture_output=True, check=False)
    return run.stderr.decode() or ('' if run.stdout.startswith(b'\x89PNG') else f'{icon}: no picture\n')


def find(pattern, text):
    return set(re.findall(pattern, text, flags=re.M))


def compare(where, has, wants):
    return ''.join(f'{where} {"lacks" if name in wants else "should not have"} {name}\n'
                   for name in sorted(has ^ wants))


def compare_with_help(source, ctl):
    """The man page and the completion know the verbs and options there are."""
    told = subprocess.run([ctl, '--help'], capture_output=True, text=True, check=True,
                          env={'LC_ALL': 'C.UTF-8'}).stdout
    verbs = find(r'^  ([a-z]+) ', told.split('\n\n')[1])
    options = find(r'^  (?:-h, )?(--[a-z-]+)', told)
    page = (source / 'slotkeeperctl.1').read_text().replace('\\-', '-')
    of_page = dict(re.findall(r'^\.SH ([A-Z ]+)$(.*?)(?=^\.SH )', page, flags=re.M | re.S))
    completion = (source / 'slotkeeperctl.bash').read_text()
    listed = {kind: set(re.search(rf"local {kind}='([^']*)'", completion)[1].split())
              for kind in ('verbs', 'options')}

    return (compare('the man page', find(r'^\.TP\n\.B[IR]? ([a-z]+)', of_page['VERBS']), verbs)
            + compare('the man page',
                      find(r'^\.TP\n\.B[IR]? (?:-h ", " )?(--[a-z-]+)', of_page['OPTIONS']), options)
            + compare('the completion', listed['verbs'], verbs)
            + compare('the completion', {option.rstrip('=') for option in listed['options']},
                      options))


def compare_permissions(manifest):
    with tempfile.TemporaryDirectory() as folder:       # it leaves one of its own behind
        shown = subprocess.run(['flatpak-builder', '--show-manifest', manifest.resolve()],
                               capture_output=True, text=True, check=False, cwd=folder)
    if shown.returncode != 0:
        return shown.stderr or 'it cannot be read\n'
    return compare('the manifest', set(json.loads(shown.stdout)['finish-args']), PERMISSIONS)


def each(look, files):
    return ''.join(look(file) for file in files)


def checks(source, build, ctl):
    """A sentence, the tool it needs, and what is said against it."""
    icons = sorted(source.rglob('*.svg'))
    translations = sorted((source.parent / 'po').glob('*.po'))
    xml = [*icons, *sorted(source.rglob('*.xml')), *sorted(source.rglob('*.xml.in'))]

    yield ('desktop-files-are-valid', 'desktop-file-validate',
           lambda: each(lambda file: complain(['desktop-file-validate', file]),
                        sorted(build.glob('*.desktop'))))
    yield ('metainfo-is-valid', 'appstreamcli',
           lambda: complain(['appstreamcli', 'validate', '--no-net', '--no-color',
                             build / f'{ID}.metainfo.xml']))
    yield ('schema-is-strict', 'glib-compile-schemas',
           lambda: complain(['glib-compile-schemas', '--strict', '--dry-run', source]))
    yield ('xml-is-well-formed', 'xmllint',
           lambda: each(lambda file: complain(['xmllint', '--noout', '--nonet', file]), xml))
    yield 'icons-can-be-drawn', 'rsvg-convert', lambda: each(draw, icons)
    yield ('man-pages-are-well-formed', 'groff',
           lambda: each(lint_man, sorted(source.glob('*.1'))))
    yield ('completion-is-bash', 'bash',
           lambda: complain(['bash', '-n', source / 'slotkeeperctl.bash']))
    yield ('manifest-asks-for-no-more-than-it-needs', 'flatpak-builder',
           lambda: compare_permissions(source.parent / 'flatpak' / f'{ID}.json'))
    yield ('template-can-be-made', 'xgettext',
           lambda: complain(['xgettext', '--from-code=UTF-8', '--keyword=_', '--keyword=N_',
                             f'--files-from={source.parent / "po" / "POTFILES"}',
                             f'--directory={source.parent}', '--output=/dev/null']))
    yield ('translations-are-sound', 'msgfmt',
           lambda: each(lambda file: complain(['msgfmt', '--check', '--output-file=/dev/null',
                                               file]), translations))
    yield 'every-verb-and-option-is-told', 'slotkeeperctl', lambda: compare_with_help(source, ctl)


def main():
    source, build = (pathlib.Path(folder) for folder in sys.argv[1:3])
    ctl = sys.argv[3]
    required = os.environ.get('SLOTKEEPER_REQUIRE', '') not in ('', '0')
    failed = 0
    rows = list(checks(source, build, ctl))

    print(f'1..{len(rows)}')
    for number, (name, tool, check) in enumerate(rows, 1):
        missing = tool != 'slotkeeperctl' and shutil.which(tool) is None
        if missing and not required:
            print(f'ok {number} /data/{name} # SKIP there is no {tool}')
            continue
        complaint = f'there is no {tool}' if missing else check()
        failed += complaint != ''
        print(f'{"not ok" if complaint else "ok"} {number} /data/{name}')
        for line in complaint.splitlines():
            print(f'# {line}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
