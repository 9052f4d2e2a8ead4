"""What comes from documents is shown on a terminal, never obeyed by it."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from assistant.answer import Answer, Quote, Statement
from assistant.terminal.display import Display
from assistant.terminal.page import Page, likelihood, visible, visible_line, write_answer
from index.errors import Language, Message
from index.types import Document, Span

TEXT = "أُسست القاهرة سنة 969م. بناها جوهر الصقلي."
HOSTILE = "نص \x1b]52;c;cm0gLXJm\x07 و\x9b2J و\u202eمقلوب\u202c و\x00 و\r و\x7f"


def answer_with(title: str, text: str = TEXT) -> Answer:
    document = Document(7, text, "0" * 64, title, ("/كتب/القاهرة.txt",))
    quote = Quote(document, 0, len(text), Span(0, 4), ("الباب الأول",))
    return Answer("متى؟", (Statement(quote.text, (1,)),), (quote,), (), None)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("\x9b2J", "⟨9B⟩2J"),
        ("\u202eabc\u202c", "⟨RLO⟩abc⟨PDF⟩"),
        ("\u2067أ\u2069", "⟨RLI⟩أ⟨PDI⟩"),
        ("\x7f\x00\x07", "␡␀␇"),
        ("سطر\nآخر\tبعيد", "سطر\nآخر\tبعيد"),
        ("\udce9", "⟨DCE9⟩"),
    ],
)
def test_controls_become_marks_that_can_be_seen(raw: str, shown: str) -> None:
    assert visible(raw) == shown


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", visible(text))
    assert "\n" not in visible_line(text)


def test_an_answer_is_followed_by_its_quotes_and_their_places() -> None:
    output = io.StringIO()

    write_answer(Page("ar", output), answer_with("تاريخ القاهرة"))

    assert output.getvalue() == (
        f"{TEXT} [1]\n\n[1] «{TEXT}»\n"
        f"    تاريخ القاهرة — /كتب/القاهرة.txt — الباب الأول — 0:{len(TEXT)}\n"
    )


@pytest.mark.parametrize(
    ("language", "told"),
    [("ar", f"الأرجح (72%): {TEXT} [1]\n"), ("en", f"Likely (72%): {TEXT} [1]\n")],
)
def test_an_answer_that_is_not_sure_begins_with_how_likely_it_is(
    language: Language, told: str
) -> None:
    output = io.StringIO()

    write_answer(
        Page(language, output), replace(answer_with("تاريخ"), confidence=0.72, likely=True)
    )

    assert output.getvalue().startswith(told)


def test_a_sure_answer_begins_with_its_own_words() -> None:
    output = io.StringIO()

    write_answer(Page("ar", output), replace(answer_with("تاريخ"), confidence=0.93))

    assert output.getvalue().startswith(f"{TEXT} [1]\n")


@given(st.floats(0, 1), st.floats(0, 1))
def test_likelihoods_are_whole_percentages_in_the_order_of_their_probabilities(
    one: float, other: float
) -> None:
    shares = []
    for confidence in sorted((one, other)):
        told = likelihood(replace(answer_with("تاريخ"), confidence=confidence, likely=True))
        assert told
        shares.append(re.fullmatch(r"Likely \((\d+)%\)", told.en))

    low, high = (int(match[1]) for match in shares if match)
    assert 0 <= low <= high <= 100


def test_the_short_answer_is_emphasised_where_the_output_allows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    output = Terminal()

    write_answer(Page("ar", output), answer_with("تاريخ"))

    assert "[1] «\x1b[1mأُسس\x1b[0mت القاهرة" in output.getvalue()


def test_on_a_terminal_the_answer_is_laid_out_from_the_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "50")
    output = Terminal()
    display = Display(enter="\x1b[8l", leave="\x1b[8h")

    write_answer(Page("ar", output, display), answer_with("تاريخ القاهرة"))

    bare = output.getvalue().replace(display.enter, "").replace(display.leave, "")
    lines = unicodedata.normalize("NFKC", bare).splitlines()
    row = TEXT.replace("أُ", "\u064fأ")[::-1]  # the mark comes after its letter in any order
    assert lines[0] == f"[1] {row}".rjust(50 + 1)
    assert [cell_len(line) for line in bare.splitlines() if line] == [50, 50, 46, 46]
    assert output.getvalue().count(display.enter) == output.getvalue().count(display.leave) == 4


def test_a_result_for_programs_is_not_laid_out_even_on_a_terminal() -> None:
    output = Terminal()

    Page("ar", output, Display("visual")).result('{"سؤال": "متى؟"}')

    assert output.getvalue() == '{"سؤال": "متى؟"}\n'


def test_a_path_in_a_message_keeps_its_own_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    laid_out, piped = Terminal(), io.StringIO()
    message = Message("دار: /a/b.txt", "")

    Page("ar", laid_out, Display("visual")).say(message)
    Page("ar", piped).say(message)

    assert laid_out.getvalue() == "/a/b.txt :ﺭﺍﺩ".rjust(20) + "\n"
    assert piped.getvalue() == message.ar + "\n"


def test_a_suffix_in_a_message_keeps_its_dot_in_front(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    laid_out = Terminal()

    Page("ar", laid_out, Display("visual")).say(Message("دار: .md .txt", ""))

    assert laid_out.getvalue() == ".txt .md :ﺭﺍﺩ".rjust(20) + "\n"


@pytest.mark.parametrize("typed", ["--turn", "-o FILE.docx", "x show --json"])
def test_what_is_typed_in_a_message_keeps_its_dashes_in_front(
    monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    laid_out = Terminal()

    Page("ar", laid_out, Display("visual")).say(Message(f"دار: {typed} ورد", ""))

    assert laid_out.getvalue() == f"ﺩﺭﻭ {typed} :ﺭﺍﺩ".rjust(30) + "\n"


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    output = Terminal()

    write_answer(Page("ar", output), answer_with("تاريخ"))

    assert "\x1b" not in output.getvalue()


def test_a_hostile_document_writes_no_control_of_its_own() -> None:
    output = io.StringIO()

    write_answer(Page("ar", output), answer_with(HOSTILE, HOSTILE))

    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", output.getvalue())
    assert "␛]52;c;cm0gLXJm␇" in output.getvalue()


@pytest.mark.parametrize(
    ("language", "told"),
    [("ar", "لم أجد فيها «المريخ»"), ("en", "do not mention «المريخ»")],
)
def test_a_refusal_names_what_is_missing(language: str, told: str) -> None:
    output = io.StringIO()
    refused = Answer("من سكن المريخ؟", (), (), (), "not_supported", missing=("المريخ",))

    write_answer(Page("en" if language == "en" else "ar", output), refused)

    assert told in output.getvalue()
