"""Our own words on a terminal are laid out; results for programs are left as they are."""

from __future__ import annotations

import io

import pytest

from assistant.terminal.display import Display
from assistant.terminal.page import TerminalPage
from index.errors import Message


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_result_for_programs_is_not_laid_out_even_on_a_terminal() -> None:
    output = Terminal()

    TerminalPage("ar", output, Display("visual")).result('{"سؤال": "متى؟"}')

    assert output.getvalue() == '{"سؤال": "متى؟"}\n'


def test_a_path_in_a_message_keeps_its_own_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    laid_out, piped = Terminal(), io.StringIO()
    message = Message("دار: /a/b.txt", "")

    TerminalPage("ar", laid_out, Display("visual")).say(message)
    TerminalPage("ar", piped).say(message)

    assert laid_out.getvalue() == "/a/b.txt :ﺭﺍﺩ".rjust(20) + "\n"
    assert piped.getvalue() == message.ar + "\n"


def test_a_suffix_in_a_message_keeps_its_dot_in_front(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    laid_out = Terminal()

    TerminalPage("ar", laid_out, Display("visual")).say(Message("دار: .md .txt", ""))

    assert laid_out.getvalue() == ".txt .md :ﺭﺍﺩ".rjust(20) + "\n"


@pytest.mark.parametrize(
    "typed", ["--turn", "-o FILE.docx", "x show --json", "uv tool install '.[x]'"]
)
def test_what_is_typed_in_a_message_keeps_its_dashes_in_front(
    monkeypatch: pytest.MonkeyPatch, typed: str
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    laid_out = Terminal()

    TerminalPage("ar", laid_out, Display("visual")).say(Message(f"دار: {typed} ورد", ""))

    assert laid_out.getvalue() == f"ﺩﺭﻭ {typed} :ﺭﺍﺩ".rjust(40) + "\n"
