"""A file of cases claims the quotes that somebody approved."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import KeptQuote, Source
from assistant.testing.approved import approved_quotes
from index.errors import UserError
from tests.assistant.export.parsing import written


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

    assert list(approved_quotes(file)) == [
        KeptQuote("سنة 969م", 0, 0, Source(path="a.txt")),
        KeptQuote("جوهر", 0, 0, Source(path="b.txt")),
        KeptQuote("في مصر", 0, 0, Source(path="c.txt")),
    ]


def test_a_file_of_cases_that_is_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    file = written(tmp_path, "أسئلة.qa.yaml", "tests:\n  - {question: متى؟, asert: []}\n".encode())

    with pytest.raises(UserError, match=r"qa\.yaml:2:"):
        list(approved_quotes(file))


def test_what_is_no_file_of_cases_is_told_to_the_user(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        list(approved_quotes(written(tmp_path, "a.qa.yaml", b"tests: {")))
