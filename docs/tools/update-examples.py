#!/usr/bin/env python3
"""Runs the examples of README.md and docs/*.md and writes their output into the pages.

usage: update-examples.py [--check] [TLSDISSECT...]    default: the program as `dotnet build -c Release` leaves it

An example is a block ```sh and, right below it, a block ```text with what it writes to standard output. bash runs it in
the repository's root. A block ```sh without output below it is not run. docs/tutorial.md and docs/corpus.md have
tests of their own.
--check writes nothing and ends with 1 if a page is not what the program prints today. Tests run it.
"""

import difflib
import glob
import os
import re
import shlex
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXAMPLE = re.compile(r"^```sh\n((?:(?!```).*\n)+)```\n\n```text\n(?:(?!```).*\n)*```$", re.MULTILINE)


def run(command, program):
    script = f'tlsdissect() {{ {shlex.join(program)} "$@"; }}\n{command}'
    result = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    if not result.stdout:
        sys.exit(f"{command}prints nothing: {result.stderr.decode()}")
    return "".join(f"{line.rstrip()}\n" for line in result.stdout.decode().splitlines())


def main(arguments):
    check = arguments[:1] == ["--check"]
    program = arguments[check:] or [os.path.join(ROOT, "src/TlsDissect.Cli/bin/Release/net10.0/tlsdissect")]
    stale = []
    for page in [os.path.join(ROOT, "README.md"), *sorted(glob.glob(os.path.join(ROOT, "docs", "*.md")))]:
        if page.endswith(("tutorial.md", "corpus.md")):
            continue
        with open(page, encoding="utf-8") as file:
            old = file.read()
        new = EXAMPLE.sub(lambda found: f"```sh\n{found[1]}```\n\n```text\n{run(found[1], program)}```", old)
        if old.count("```text\n") != len(EXAMPLE.findall(old)):
            sys.exit(f"{page}: a text block has no sh block right above it, so nothing tells where its lines come from")
        if new == old:
            continue
        name = os.path.relpath(page, ROOT)
        stale += difflib.unified_diff(old.splitlines(), new.splitlines(), name, "the program", lineterm="")
        if not check:
            with open(page, "w", encoding="utf-8") as file:
                file.write(new)
    if check and stale:
        sys.exit("\n".join(stale) + "\nthe pages are not what the program prints; run docs/tools/update-examples.py")


main(sys.argv[1:])
