"""What the command line says of itself: in the user's language, and laid out for it."""

from __future__ import annotations

import io
import re
import sys

import pytest

from assistant.cli.main import main
from assistant.export import FORMATS

USAGE = 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True

    @property
    def rows(self) -> list[str]:
        """What is seen, without what switches the terminal's own bidi off and on."""
        return re.sub(r"\x1b\[8[hl]", "", self.getvalue()).splitlines()


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """The first line of a usage error."""
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == USAGE
    return capsys.readouterr().err.splitlines()[0]


@pytest.mark.parametrize(
    ("arguments", "wrong"),
    [
        (["ask"], "ينقص question"),
        (["ask", " "], "question: هو فارغ"),
        (["fly"], "COMMAND: لا يُقبل 'fly'؛ المقبول: "),
        (["status", "زائد"], "لا يُعرف زائد"),
        (["ask", "من؟", "--top"], "--top: لم تُذكر قيمته"),
        (["ask", "من؟", "--json=1"], "--json: لا يأخذ قيمة: '1'"),
        (["chat", "أ"], "CHAT: ليس عددًا: 'أ'"),
        (["chats", "--rename", "أ", "--delete"], "--delete: لا يجتمع مع --rename"),
        (["chats", "--d"], "لا يُعرف أي خيار هو --d: --display, --delete"),
    ],
)
def test_wrong_usage_is_told_in_arabic(
    capsys: pytest.CaptureFixture[str], arguments: list[str], wrong: str
) -> None:
    assert told(capsys, *arguments).startswith(f"استعمال غير صحيح: {wrong}")


def test_wrong_usage_is_told_in_english_when_that_is_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    wrong = told(capsys, "ask", "--lang", "en")

    assert wrong == "Wrong usage: the following arguments are required: question"


def test_on_a_terminal_wrong_usage_is_laid_out_from_right_to_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    monkeypatch.setenv("COLUMNS", "60")

    with pytest.raises(SystemExit):
        main(["chats", "--rename", "أ", "--delete", "--display", "visual"])

    assert terminal.rows == [
        "--rename ﻊﻣ ﻊﻤﺘﺠﻳ ﻻ :--delete :ﺢﻴﺤﺻ ﺮﻴﻏ ﻝﺎﻤﻌﺘﺳﺍ".rjust(60),
        "shawahid chats --help :ﺮﻈﻧﺍ".rjust(60),
    ]


def test_on_a_terminal_help_is_a_table_from_right_to_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "stdout", terminal := Terminal())
    monkeypatch.setenv("COLUMNS", "90")

    with pytest.raises(SystemExit) as stop:
        main(["status", "--help", "--display", "visual"])

    assert stop.value.code == 0
    row = "(SHAWAHID_LIBRARY ﻭﺃ ،ﺎﻨﻫ .shawahid) ﺔﺒﺘﻜﻤﻟﺍ ﺪﻠﺠﻣ         --library DIR  "
    assert row.rjust(90) in terminal.rows


def test_in_a_pipe_help_is_as_it_was_written(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["status", "--help"])

    assert "  --library DIR         مجلد المكتبة" in capsys.readouterr().out


def test_help_names_every_format_of_an_export(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["export", "--help"])

    told = re.sub(r"-\s+", "-", capsys.readouterr().out).split()
    assert set(FORMATS) <= set(told)
