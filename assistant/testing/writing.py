"""What is written into files of cases: a pinned answer at their end, approved quotes in place.

All else in a file stays as its writer left it, comments and order included.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assistant.controls import UNESCAPED
from assistant.conversation.saved import SavedQuote
from assistant.conversation.turns import Turn
from assistant.schema import dumps
from assistant.testing.assertions import ApprovedQuote, StableForm, approved
from assistant.testing.case import CaseFile
from assistant.testing.loading import case_nodes, case_text, child, tree
from assistant.testing.schema import SCHEMA_FILE
from assistant.testing.suite import Examined
from index.errors import Message, UserError

Written = dict[str, Any]  # a case or an assertion as YAML and JSON hold it


def pin(turns: Sequence[Turn], file: Path, library: Path) -> None:
    """Append a conversation as a case: its questions, and the last answer's quotes as approved.

    :param turns: oldest first; never empty.
    :param file: a YAML file of cases, made when it is missing.
    :param library: the folder that a new file names.
    :raises UserError: when nothing can be appended to the file.
    """
    questions = [turn.question for turn in turns]
    answer = turns[-1].answer
    if answer.reason is not None:
        expected: Written = {"type": "abstains", "value": answer.reason}
    else:
        quotes = [
            ApprovedQuote(document=Path(quote.source.path).name, quote=quote.text)
            if isinstance(quote, SavedQuote)
            else approved([quote])[0]
            for quote in answer.quotes
        ]
        expected = _stable(quotes)
    asked: Written = {"question": questions[0]} if len(turns) == 1 else {"turns": questions}
    _append(file, {**asked, "assert": [expected]}, library)


def pin_last(turns: Sequence[Turn], file: Path, library: Path) -> str | None:
    """Pin the last turn of a conversation, with those before it that its question depends on.

    :return: its question; None when there is no turn.
    :raises UserError: as `pin`.
    """
    if not turns:
        return None
    alone = [at for at, turn in enumerate(turns) if turn.understood == turn.question]
    pin(turns[alone[-1] if alone else 0 :], file, library)
    return turns[-1].question


def approve(file: CaseFile, tested: Sequence[Examined]) -> int:
    """Write the quotes seen into every `stable` of a file whose own are others; how many.

    :raises UserError: for a file that cannot hold them, or cannot be written.
    """
    changed = [each for each in tested if _stale(each)]
    if not changed:
        return 0
    path = file.written_in
    if path.name.endswith(".csv"):
        raise UserError(
            Message(f"لا يحمل CSV شواهد: {path}", f"CSV cannot hold quotes: {path}"),
            Message("انقل الحالة إلى YAML أو JSONL", "Move the case to YAML or JSONL"),
        )
    text = case_text(path)
    nodes = case_nodes(path, text)
    edits = [edit for each in changed for edit in _edits(text, *nodes[each.case.line], each)]
    for edit in sorted(edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    _write(path, text)
    return len({edit.case for edit in edits})


def write_cases(file: Path, cases: Sequence[Written]) -> None:
    """A new file of cases."""
    _write(file, f"{_head(file)}tests:\n  {_dumped(list(cases), 2)}\n")


@dataclass(frozen=True, slots=True)
class _Edit:
    """Code points `[start, end)` of a file that another text takes the place of."""

    case: str
    start: int
    end: int
    text: str


def _stable(quotes: Sequence[ApprovedQuote]) -> Written:
    return {"type": "stable", "value": [quote.model_dump() for quote in quotes]}


def _append(file: Path, case: Written, library: Path) -> None:
    if not file.exists():
        _write(file, _new(file, library) + "  " + _dumped([case], 2) + "\n")
        return
    text = case_text(file)
    tests = child(tree(file, text)[0], "tests")
    if not isinstance(tests, yaml.SequenceNode) or _is_flow(tests) or not tests.value:
        raise UserError(
            Message(f"لا تُلحق حالة بهذا الملف: {file}", f"Nothing can be appended to {file}"),
            Message(
                "اجعل «tests» فيه قائمة، كل حالة في سطورها",
                "Make its `tests` a list with each case on lines of its own",
            ),
        )
    end, column = _end(text, tests), tests.start_mark.column
    _write(file, f"{text[:end]}\n{' ' * column}{_dumped([case], column)}{text[end:] or chr(10)}")


def _new(file: Path, library: Path) -> str:
    own = os.path.relpath(library.absolute(), file.parent.absolute())
    return f"{_head(file)}{_dumped({'library': own}, 0)}\ntests:\n"


def _head(file: Path) -> str:
    """The first line of a file, naming the schema, which is put beside it for editors."""
    file.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(Path(__file__).with_name(SCHEMA_FILE), file.with_name(SCHEMA_FILE))
    return f"# yaml-language-server: $schema={SCHEMA_FILE}\n"


def _stale(tested: Examined) -> bool:
    return any(
        isinstance(check.assertion, StableForm) and not check.assertion.negated and not check.holds
        for asked in tested.result.shown.turns
        for check in asked.checks
    )


def _edits(text: str, offset: int, node: yaml.Node, tested: Examined) -> Iterator[_Edit]:
    turns = child(node, "turns")
    asked = tested.result.shown.turns
    for number, each in enumerate(asked):
        lists = [child(turns.value[number], "assert")] if turns else []
        if number == len(asked) - 1:
            lists.append(child(node, "assert"))
        for assertions in filter(None, lists):
            for one in assertions.value:
                kind = child(one, "type")
                if kind is not None and kind.value == "stable":
                    written = _stable(approved(each.answer.quotes))
                    column = None if _is_flow(assertions) else one.start_mark.column
                    start, end = offset + one.start_mark.index, _end(text, one, offset)
                    yield _Edit(tested.case.name, start, end, _dumped(written, column))


def _is_flow(node: yaml.Node) -> bool:
    """Whether it is written in brackets, as JSON is."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _end(text: str, node: yaml.Node, offset: int = 0) -> int:
    """Where a node's last word ends: a block in YAML goes on over the comments that follow it."""
    while isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return len(text[: offset + node.end_mark.index].rstrip())


def _dumped(value: object, column: int | None) -> str:
    """As YAML, its lines but the first indented to a column; as JSON on one line for None."""
    if column is None:
        return dumps(value, indent=None)

    def dump(readable: bool) -> str:
        return yaml.safe_dump(value, allow_unicode=readable, sort_keys=False, width=_ONE_LINE)

    text = dump(readable=True)
    if UNESCAPED.search(text):  # then all of it is written in escapes
        text = dump(readable=False)
    return text.rstrip("\n").replace("\n", "\n" + " " * column)


_ONE_LINE = 1 << 20
"""Columns: no scalar is broken into lines, so that a change of it is a change of one line."""


def _write(file: Path, text: str) -> None:
    written = file.with_name(f".{file.name}.new")
    try:
        with written.open("w", encoding="utf-8", newline="") as output:
            output.write(text)
        written.replace(file)
    except OSError as error:
        raise UserError(
            Message(f"تعذّرت الكتابة في {file}: {error}", f"Cannot write {file}: {error}"),
            Message("راجع الصلاحيات والمساحة", "Check permissions and space"),
        ) from error
