"""What an export says comes back from it, in every format that can carry it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.controls import visible_line
from assistant.export import export
from assistant.export.claims import Claim, claims
from assistant.export.transcript import Source, Transcript
from index.errors import UserError
from tests.assistant.export.parsing import written
from tests.assistant.export.samples import (
    HOSTILE,
    SCHOLAR,
    SUFFIXES,
    hostile,
    quote,
    transcript,
    turn,
)

TO_THE_LETTER = ("csl-json", "annotation", "jsonl", "char-location")


def back(exported: Transcript, format: str, folder: Path) -> list[Claim]:
    return claims(written(folder, "x" + SUFFIXES[format], export(exported, format)))


@pytest.mark.parametrize("format", SUFFIXES)
def test_words_places_and_sources_come_back(format: str, tmp_path: Path) -> None:
    found = back(SCHOLAR, format, tmp_path)

    assert [(each.text, each.start, each.end, each.sha256) for each in found] == [
        (each.text, each.start, each.end, each.source.sha256) for each in SCHOLAR.quotes
    ]
    assert [Path(each.source).name for each in found] == [
        each.source.file_name for each in SCHOLAR.quotes
    ]


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("format", SUFFIXES)
def test_hostile_words_come_back_and_forge_no_other_quote(
    format: str, words: str, tmp_path: Path
) -> None:
    (found,) = back(hostile(words), format, tmp_path)

    if format in TO_THE_LETTER:
        assert found.text == words
    else:
        assert visible_line(found.text) == visible_line(words)


@settings(max_examples=30)
@given(
    before=st.text("ابج «»—{}\\\n", max_size=8),
    words=st.text("كلمة ابج «»—.{}[]\\*\n\u064b\u202e", min_size=1, max_size=20).filter(str.strip),
)
def test_any_words_come_back_from_every_format(
    before: str, words: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = f"{before}|{words}| بعد"
    source = Source("عنوان", "/كتاب.txt", "ab" * 32)
    start = len(before) + 1
    cited = replace(quote(1, source, text, words), start=start, end=start + len(words))
    exported = transcript(turn("سؤال", "", [cited]))

    for format in SUFFIXES:
        (found,) = back(exported, format, tmp_path_factory.getbasetemp())
        assert visible_line(found.text) == visible_line(words)
        assert (found.start, found.end) == (start, start + len(words))


def test_approved_quotes_of_scripted_questions_are_claims(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        "أسئلة.qa.yaml",
        """\
tests:
  - question: متى؟
    assert:
      - {type: cites, value: a.txt}
      - type: stable
        value: [{document: a.txt, quote: سنة 969م}]
  - turns:
      - question: من؟
        assert: [{type: stable, value: [{document: b.txt, quote: جوهر}]}]
      - وأين؟
    assert: [{type: stable, value: [{document: c.txt, quote: في مصر}]}]
  - {question: كم؟, assert: [{type: not-stable, value: [{document: d.txt, quote: أربعة}]}]}
""".encode(),
    )

    assert claims(file) == [
        Claim("سنة 969م", 0, 0, source="a.txt"),
        Claim("جوهر", 0, 0, source="b.txt"),
        Claim("في مصر", 0, 0, source="c.txt"),
    ]


def test_a_file_of_cases_that_is_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    file = written(tmp_path, "أسئلة.qa.yaml", "tests:\n  - {question: متى؟, asert: []}\n".encode())

    with pytest.raises(UserError, match=r"qa\.yaml:2:"):
        claims(file)


def test_places_without_words_are_no_claims(tmp_path: Path) -> None:
    assert claims(written(tmp_path, "x.json", export(SCHOLAR, "csl-citation"))) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"{"),
        ("a.json", b'{"quotes": [{"text": 1}]}'),
        ("a.json", b"[1, 2]"),
        ("a.jsonl", b"[]"),
        ("a.docx", b"PK"),
        ("a.csv", b"a,b\n1,2"),
        ("a.html", b"\xff\xfe\x00"),
        ("a.pdf", b"%PDF"),
        ("a.qa.yaml", b"tests: {"),
    ],
)
def test_what_is_no_export_is_told_to_the_user(name: str, content: bytes, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        claims(written(tmp_path, name, content))


def test_a_file_that_is_not_there_is_told_to_the_user(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        claims(tmp_path / "لا شيء.json")
