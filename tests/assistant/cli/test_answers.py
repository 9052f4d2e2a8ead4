"""An answer on a page: its words, its quotes with their places, and nothing that is obeyed."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace

import pytest
from rich.cells import cell_len

from assistant.answer import Answer, Quote, Statement
from assistant.cli.answers import write_answer
from assistant.terminal.display import Display
from assistant.terminal.page import TerminalPage
from index.errors import Language
from index.types import Anchor, Caveat, Document, Span

TEXT = "أُسست القاهرة سنة 969م. بناها جوهر الصقلي."
HOSTILE = "نص \x1b]52;c;cm0gLXJm\x07 و\x9b2J و\u202eمقلوب\u202c و\x00 و\r و\x7f"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def answer_with(title: str, text: str = TEXT) -> Answer:
    document = Document(7, text, "0" * 64, title, ("/كتب/القاهرة.txt",))
    quote = Quote(document, 0, len(text), Span(0, 4), ("الباب الأول",))
    return Answer("متى؟", (Statement(quote.text, (1,)),), (quote,), (), None)


def test_an_answer_is_followed_by_its_quotes_and_their_places() -> None:
    output = io.StringIO()

    write_answer(TerminalPage("ar", output), answer_with("تاريخ القاهرة"))

    assert output.getvalue() == (
        f"{TEXT} [1]\n\n[1] «{TEXT}»\n"
        f"    تاريخ القاهرة — /كتب/القاهرة.txt — الباب الأول — 0:{len(TEXT)}\n"
    )


@pytest.mark.parametrize(
    ("anchor", "place"),
    [
        (Anchor(0, "12"), "ص 12"),
        (Anchor(0, "3", "slide"), "الشريحة 3"),
        (Anchor(0, "4", "row"), "السطر 4"),
        (Anchor(0, "الأسعار!A4:C4", "row"), "الأسعار!A4:C4"),
        (Anchor(0, "في المياه", "chapter"), "فصل: في المياه"),
        (Anchor(0, "00:01:15", "time"), "00:01:15"),
        (Anchor(0, "7", "message"), "الرسالة 7"),
    ],
)
def test_a_place_of_its_file_and_how_it_was_read_stand_under_a_quote(
    anchor: Anchor, place: str
) -> None:
    answer = answer_with("تاريخ القاهرة")
    caveats = (Caveat("mended", 0, 3), Caveat("ocr", 3, 9), Caveat("unsure", 9, 12))
    document = replace(answer.quotes[0].document, anchors=(anchor,), caveats=caveats)
    output = io.StringIO()

    write_answer(
        TerminalPage("ar", output),
        replace(answer, quotes=(replace(answer.quotes[0], document=document),)),
    )

    assert output.getvalue().splitlines()[-1] == (
        f"    تاريخ القاهرة — /كتب/القاهرة.txt — {place} — حروف أُصلحت عند القراءة"
        " — مقروء بالتعرّف الضوئي على الحروف — قد لا يكون النص كما في الصفحة"
        f" — 0:{len(TEXT)}"
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
        TerminalPage(language, output), replace(answer_with("تاريخ"), confidence=0.72, likely=True)
    )

    assert output.getvalue().startswith(told)


def test_a_sure_answer_begins_with_its_own_words() -> None:
    output = io.StringIO()

    write_answer(TerminalPage("ar", output), replace(answer_with("تاريخ"), confidence=0.93))

    assert output.getvalue().startswith(f"{TEXT} [1]\n")


def test_the_short_answer_is_emphasised_where_the_output_allows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    output = Terminal()

    write_answer(TerminalPage("ar", output), answer_with("تاريخ"))

    assert "[1] «\x1b[1mأُسس\x1b[0mت القاهرة" in output.getvalue()


def test_on_a_terminal_the_answer_is_laid_out_from_the_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "50")
    output = Terminal()
    display = Display(enter="\x1b[8l", leave="\x1b[8h")

    write_answer(TerminalPage("ar", output, display), answer_with("تاريخ القاهرة"))

    bare = output.getvalue().replace(display.enter, "").replace(display.leave, "")
    lines = unicodedata.normalize("NFKC", bare).splitlines()
    row = TEXT.replace("أُ", "\u064fأ")[::-1]  # the mark comes after its letter in any order
    assert lines[0] == f"[1] {row}".rjust(50 + 1)
    assert [cell_len(line) for line in bare.splitlines() if line] == [50, 50, 46, 46]
    assert output.getvalue().count(display.enter) == output.getvalue().count(display.leave) == 4


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    output = Terminal()

    write_answer(TerminalPage("ar", output), answer_with("تاريخ"))

    assert "\x1b" not in output.getvalue()


def test_a_hostile_document_writes_no_control_of_its_own() -> None:
    output = io.StringIO()

    write_answer(TerminalPage("ar", output), answer_with(HOSTILE, HOSTILE))

    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", output.getvalue())
    assert "␛]52;c;cm0gLXJm␇" in output.getvalue()


@pytest.mark.parametrize(
    ("language", "told"),
    [("ar", "لم أجد فيها «المريخ»"), ("en", "do not mention «المريخ»")],
)
def test_a_refusal_names_what_is_missing(language: str, told: str) -> None:
    output = io.StringIO()
    refused = Answer("من سكن المريخ؟", (), (), (), "not_supported", missing=("المريخ",))

    write_answer(TerminalPage("en" if language == "en" else "ar", output), refused)

    assert told in output.getvalue()
