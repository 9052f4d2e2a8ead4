"""Files of cases written: a question recorded with its answer, or another program's cases."""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.assistant import Assistant
from assistant.cli.answers import write_answer
from assistant.conversation.turns import Turn
from assistant.terminal.page import TerminalPage
from assistant.testing.corpora import opened
from assistant.testing.importing import import_cases
from assistant.testing.loading import load_cases
from assistant.testing.runner import run_settings
from assistant.testing.writing import pin
from index.errors import Message

RECORDED = Path("cases.qa.yaml")
"""Where a question is recorded unless a file is named."""


def record(page: TerminalPage, question: str, file: Path | None, library: Path, fast: bool) -> None:
    """Ask, and append question and answer as a case.

    :param library: its folder, for a file that names none.
    :param fast: whether to answer by words alone, without the encoder.
    """
    path = file or RECORDED
    if path.exists():
        cases = load_cases(path)
        with opened(cases, library, fast) as assistant:
            how = run_settings(assistant, cases.head.settings)
            answer = assistant.ask(question, how.quotes, scope=how.scope)
    else:
        with Assistant.open(library, fast=fast) as assistant:
            answer = assistant.ask(question)
    write_answer(page, answer)
    if sys.stdin.isatty():
        page.say(Message(f"أتُضاف إلى {path}؟ [y/N]", f"Add it to {path}? [y/N]"))
        if input().strip().lower() not in ("y", "yes", "نعم", "ن"):
            return
    pin([Turn(question, question, answer)], path, library)
    page.say(Message(f"أُضيفت الحالة إلى {path}", f"The case is in {path}"))


def import_from(page: TerminalPage, source: Path) -> None:
    made = import_cases(source)
    page.say(
        Message(
            f"عدد ما كُتب من الحالات في {made.path}: {made.cases}",
            f"Wrote {made.cases} cases into {made.path}",
        )
    )
    for name, count in sorted(made.dropped.items()):
        page.say(
            Message(
                f"تُرك {name} ({count}): لا نظير له هنا",
                f"Left out {name} ({count}): there is no such thing here",
            )
        )
