"""Levels and visual order agree with Unicode, whatever the text and however it nests."""

from __future__ import annotations

import re

import pytest

from assistant.terminal.bidi import base_level, bidi_class, resolve, visual_order
from assistant.terminal.brackets import CLOSING, MIRROR
from tests.assistant.terminal import unicode_files
from tests.assistant.terminal.work import lines_run

needs_unicode_data = pytest.mark.skipif(
    not unicode_files.CLASS_TEST.exists(), reason="Unicode's data files are not installed"
)


def levels_of(text: str) -> list[int]:
    return resolve([bidi_class(character) for character in text], text, 1)


def reordered(text: str) -> str:
    return "".join(text[at] for at in visual_order(levels_of(text)))


@pytest.mark.parametrize(
    ("text", "level"),
    [("نص abc", 1), ("abc نص", 0), ("123 نص", 1), ("«12»", 1), ("\u2068abc\u2069 نص", 1), ("", 1)],
)
def test_the_first_strong_letter_outside_isolates_gives_the_direction(
    text: str, level: int
) -> None:
    assert base_level([bidi_class(character) for character in text], 1) == level


def test_a_file_name_in_an_isolate_keeps_its_own_order() -> None:
    assert "docx.2019" in reordered("في 2019.docx نص")
    assert "2019.docx" in reordered("في \u20682019.docx\u2069 نص")


@needs_unicode_data
def test_a_sample_of_unicodes_cases_of_characters_passes() -> None:
    count, failed = unicode_files.failed_characters(every=37)

    assert count > 2_000
    assert failed == []


@needs_unicode_data
def test_a_sample_of_unicodes_cases_of_classes_passes() -> None:
    count, failed = unicode_files.failed_classes(every=211)

    assert count > 3_000
    assert failed == []


@needs_unicode_data
def test_our_brackets_are_unicodes() -> None:
    lines = (unicode_files.FOLDER / "BidiBrackets.txt").read_text("utf-8")
    opening = re.findall(r"^(\w+); (\w+); o", lines, re.MULTILINE)

    assert {chr(int(left, 16)): chr(int(right, 16)) for left, right in opening} == CLOSING


@needs_unicode_data
def test_what_we_mirror_unicode_mirrors_so() -> None:
    lines = (unicode_files.FOLDER / "BidiMirroring.txt").read_text("utf-8")
    pairs = re.findall(r"^(\w+); (\w+)", lines, re.MULTILINE)

    assert MIRROR.items() <= {(chr(int(a, 16)), chr(int(b, 16))) for a, b in pairs}


@pytest.mark.parametrize(
    "flood",
    [
        "ب\u064b{}",  # marks
        "ب\u2068{}",  # isolates opened and never closed
        "ب\u2067 a\u2069{}",
        "ب\u202b{}",  # embeddings
        "ب({}",  # brackets opened
        "ب(a){}",
        "ب[(\u064b)]{}",
        "ب\u2068 \u2068 .{}",
        "ب1,{}",
        "ب %{}",
    ],
)
def test_the_work_grows_as_the_text_however_it_is_flooded(flood: str) -> None:
    unit = flood.removesuffix("{}")[1:]
    small, large = (
        lines_run(lambda count=count: levels_of("ب" + unit * count))  # type: ignore[misc]
        for count in (400, 800)
    )

    assert large < 2.1 * small


def test_brackets_within_brackets_cost_no_more_than_their_number() -> None:
    nested = "(" * 60 + "a" * 300 + ")" * 60
    small, large = (
        lines_run(lambda count=count: levels_of("ب" + nested * count))  # type: ignore[misc]
        for count in (2, 4)
    )

    assert large < 2.1 * small
