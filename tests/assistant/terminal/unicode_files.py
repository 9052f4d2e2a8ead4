"""Unicode's own cases for the bidirectional algorithm, where its data is installed.

`python -m tests.assistant.terminal.unicode_files` runs every one of them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from assistant.terminal.bidi import base_level, bidi_class, resolve, visual_order

FOLDER = Path("/usr/share/unicode")
CHARACTER_TEST, CLASS_TEST = FOLDER / "BidiCharacterTest.txt", FOLDER / "BidiTest.txt"
_BASES = {1: None, 2: 0, 4: 1}
"""The bits of a case in BidiTest.txt: which paragraph levels it is for."""


def failed_characters(every: int = 1) -> tuple[int, list[str]]:
    """How many cases of BidiCharacterTest.txt were run, and those that went wrong."""
    lines = [line for line in CHARACTER_TEST.read_text("utf-8").splitlines() if ";" in line]
    lines = [line for line in lines if not line.startswith("#")][::every]
    return len(lines), [line for line in lines if not _character_case(line)]


def failed_classes(every: int = 1) -> tuple[int, list[str]]:
    """The same of BidiTest.txt, whose cases are of classes without characters."""
    cases = list(islice(_class_cases(), 0, None, every))
    return len(cases), [
        f"{' '.join(types)} {base}"
        for types, base, expected in cases
        if not _agrees(resolve(types, None, _base(types, base)), expected)
    ]


def _character_case(line: str) -> bool:
    codes, direction, level, expected, order = line.split(";")
    text = "".join(chr(int(code, 16)) for code in codes.split())
    types = [bidi_class(character) for character in text]
    if direction == "2" and base_level(types, 0) != int(level):
        return False
    levels = resolve(types, text, int(level))
    kept = [at for at, wanted in enumerate(expected.split()) if wanted != "x"]
    reordered = [kept[at] for at in visual_order([levels[at] for at in kept])]
    return _agrees(levels, expected.split()) and reordered == [int(at) for at in order.split()]


def _class_cases() -> Iterator[tuple[list[str], int | None, list[str]]]:
    expected: list[str] = []
    for line in CLASS_TEST.read_text("utf-8").splitlines():
        if line.startswith("@Levels:"):
            expected = line.split()[1:]
        elif line and line[0] not in "#@":
            types, bits = line.split(";")
            yield from (
                (types.split(), base, expected)
                for bit, base in _BASES.items()
                if int(bits, 16) & bit
            )


def _base(types: list[str], base: int | None) -> int:
    return base_level(types, 0) if base is None else base


def _agrees(levels: list[int], expected: list[str]) -> bool:
    return all(
        wanted == "x" or int(wanted) == level
        for level, wanted in zip(levels, expected, strict=True)
    )


if __name__ == "__main__":
    wrong = 0
    for file, run in ((CHARACTER_TEST, failed_characters), (CLASS_TEST, failed_classes)):
        count, failed = run()
        wrong += len(failed)
        print(f"{file.name}: {count - len(failed)} of {count}", *failed[:10], sep="\n  ")
    sys.exit(wrong > 0)
