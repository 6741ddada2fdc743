#!/usr/bin/env python3
"""Makes docs/picture.svg, the README's picture of a terminal, from a real run.

usage: make-picture.py [--check] [TLSDISSECT...]    default: the program as `dotnet build -c Release` leaves it

--check writes nothing and ends with 1 if the picture is not what the program prints today. Tests run it.
Of the tools that draw a terminal, those that apt has (rich, aha with a browser) need a browser's text layout or fonts
from elsewhere. The program uses eight colors, bold and dim: a page of Python draws these, the same bytes everywhere.
"""

import os
import re
import subprocess
import sys
from xml.sax.saxutils import escape

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PICTURE = os.path.join(ROOT, "docs", "picture.svg")
CASE = os.path.join(ROOT, "captures", "versions", "rsa-aes128-gcm")
COLUMNS = 124
COMMAND = ["read", "capture.pcap", "--key", "server.key", "-d"]

# Pixels. A monospaced font of 14 pixels is 8.4 wide, or a little less.
CELL, LINE, MARGIN = 8.43, 18, 16
COLORS = {31: "#ff7b72", 32: "#7ee787", 33: "#e3b341", 34: "#79c0ff", 35: "#d2a8ff", 36: "#76d9e6", 37: "#c9d1d9"}
STYLE = (
    ".b{font-weight:bold}.d{opacity:.6}"
    + "".join(f".c{number}{{fill:{color}}}" for number, color in COLORS.items())
)
SEQUENCE = re.compile(r"\x1b\[([0-9;]*)m")


def spans(line):
    """The pieces of a line with their first column and classes; a piece ends at two spaces, so that columns align."""
    column, classes = 0, []
    for index, part in enumerate(SEQUENCE.split(line)):
        if index % 2 == 1:
            classes = after(classes, part)
            continue
        for piece in re.finditer(r"\S+(?: \S+)*", part):
            yield column + piece.start(), classes, piece.group()
        column += len(part)


def after(classes, sequence):
    """The classes that hold after a sequence of SGR numbers."""
    for number in (int(number or 0) for number in sequence.split(";")):
        if number == 0:
            classes = []
        elif number == 1:
            classes = [*classes, "b"]
        elif number == 2:
            classes = [*classes, "d"]
        elif number == 22:
            classes = [name for name in classes if name not in ("b", "d")]
        elif number in COLORS or number == 39:
            classes = [name for name in classes if name[0] != "c"] + ([f"c{number}"] if number != 39 else [])
        else:
            raise ValueError(f"this picture knows no SGR {number}: add it")
    return classes


def draw(lines):
    width, height = round(COLUMNS * CELL) + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    yield f"<style>text{{font:14px ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#e6edf3}}{STYLE}</style>"
    yield f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>'
    for row, line in enumerate(lines):
        y = MARGIN + row * LINE + 13
        for column, classes, text in spans(line):
            attribute = f' class="{" ".join(classes)}"' if classes else ""
            yield f'<text x="{MARGIN + column * CELL:.1f}" y="{y}"{attribute}>{escape(text)}</text>'
    yield "</svg>"


def main(arguments):
    check = arguments[:1] == ["--check"]
    program = arguments[check:] or [os.path.join(ROOT, "src/TlsDissect.Cli/bin/Release/net10.0/tlsdissect")]
    options = ["--color", "always", "--width", str(COLUMNS), "--quiet"]
    output = subprocess.run([*program, *COMMAND, *options], cwd=CASE, check=True, capture_output=True).stdout.decode()
    prompt = f"\x1b[2m$\x1b[0m \x1b[1mtlsdissect {' '.join(COMMAND)}\x1b[0m"
    picture = "\n".join(draw([prompt, *output.rstrip().splitlines()])) + "\n"
    if not check:
        with open(PICTURE, "w", encoding="utf-8") as file:
            file.write(picture)
        return
    with open(PICTURE, encoding="utf-8") as file:
        if file.read() != picture:
            sys.exit("docs/picture.svg is not what the program prints; run docs/tools/make-picture.py")


main(sys.argv[1:])
