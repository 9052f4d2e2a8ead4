"""Files of cases → cases; what is wrong in one is reported with its line and column."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from assistant.testing import ENDINGS
from assistant.testing.case import Case, CaseFile, CaseTurn
from assistant.testing.errors import CaseFileWrong, error_message
from assistant.testing.schema import CaseForm, DefaultsForm, HeadForm, TurnForm, XfailForm
from assistant.testing.table import rows
from index.errors import Message, UserError

MOST_NESTED = 32
"""Brackets or blocks inside each other; a case needs eight."""

_Form = TypeVar("_Form", bound=BaseModel)

# The parser in C reads a thousand cases in a tenth of a second, the one in Python in two.
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def find_case_files(paths: Sequence[Path]) -> list[Path]:
    """The files of cases among the paths and in the folders, sorted within each.

    :raises UserError: for a path that does not exist or a folder without any such file.
    """
    found: dict[Path, None] = {}
    for path in paths:
        files = [path] if path.is_file() else sorted(_below(path))
        if not files:
            raise UserError(
                Message(f"لا ملفات اختبار في {path}", f"There are no files of cases in {path}"),
                Message(
                    "أسماؤها تنتهي بـ .qa.yaml أو .qa.jsonl أو .qa.csv",
                    "Their names end in .qa.yaml, .qa.jsonl or .qa.csv",
                ),
            )
        found.update(dict.fromkeys(files))
    return list(found)


def _below(folder: Path) -> Iterator[Path]:
    """Those in a folder and its folders, without hidden ones."""
    for parent, names, files in os.walk(folder):
        names[:] = [name for name in names if not name.startswith(".")]
        yield from (Path(parent, name) for name in files if name.endswith(ENDINGS))


def load_cases(path: Path) -> CaseFile:
    """The cases of a file, with its defaults in each.

    :raises CaseFileWrong: naming line and column.
    """
    head_piece, pieces = _parsed(path)
    head = _checked(HeadForm, head_piece)
    names: dict[str, int] = {}
    cases = tuple(_case(piece, head.defaults, names) for piece in pieces)
    return CaseFile(path, head, cases, pieces[0].path if pieces else path)


def case_nodes(path: Path, text: str) -> dict[int, tuple[int, yaml.Node]]:
    """The tree of each case in YAML or JSONL by its line, with the offset that its marks lack."""
    if path.name.endswith(".jsonl"):  # a line of JSON is a line of YAML
        starts = accumulate((len(line) + 1 for line in text.split("\n")), initial=0)
        return {
            number: (start, yaml.compose(line, yaml.BaseLoader) or yaml.MappingNode("", []))
            for number, (start, line) in enumerate(zip(starts, text.split("\n"), strict=False), 1)
            if line.strip()
        }
    node, _ = tree(path, text)
    tests = child(node, "tests") or node
    return {each.start_mark.line + 1: (0, each) for each in tests.value}


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a file as it was parsed, and where it stands."""

    path: Path
    value: object
    line: int
    """From 1."""
    node: yaml.Node | None = None
    """None in CSV and JSONL."""
    source: str = ""
    """Of a line of JSONL."""


def _parsed(path: Path) -> tuple[_Piece, list[_Piece]]:
    """The head of a file without its `tests`, and each of them."""
    if path.name.endswith((".csv", ".jsonl")):
        return _Piece(path, {}, 1), _tests_in(path)
    node, value = tree(path, case_text(path))
    if not isinstance(node, yaml.MappingNode) or "tests" not in value:
        raise CaseFileWrong(path, 1, 1, Message("ينقصه «tests»", "it has no `tests`"))
    head = {key: held for key, held in value.items() if key != "tests"}
    tests, written = value["tests"], child(node, "tests")
    if isinstance(tests, str):
        named = path.parent / tests.removeprefix("file://")
        return _Piece(path, head, 1, node), _tests_in(named)
    return _Piece(path, head, 1, node), _listed(path, written, tests)


def _tests_in(path: Path) -> list[_Piece]:
    """The cases of a file that holds nothing else."""
    text = case_text(path)
    if path.name.endswith(".csv"):
        return [_Piece(path, value, line) for line, value in rows(path, text)]
    if path.name.endswith(".jsonl"):
        return [
            _Piece(path, _json(path, number, line), number, source=line)
            for number, line in enumerate(text.split("\n"), 1)
            if line.strip()
        ]
    return _listed(path, *tree(path, text))


def _listed(path: Path, node: yaml.Node | None, value: object) -> list[_Piece]:
    if not isinstance(node, yaml.SequenceNode) or not isinstance(value, list):
        line = node.start_mark.line + 1 if node else 1
        raise CaseFileWrong(path, line, 1, Message("«tests» ليست قائمة", "`tests` is not a list"))
    return [
        _Piece(path, held, own.start_mark.line + 1, own)
        for own, held in zip(node.value, value, strict=True)
    ]


def case_text(path: Path) -> str:
    """A file's text with its line ends as they are.

    :raises CaseFileWrong: when it cannot be read, or is not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return file.read()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "≠ UTF-8"
        said = Message(f"لا يُقرأ: {why}", f"cannot be read: {why}")
        raise CaseFileWrong(path, 1, 1, said) from error


def tree(path: Path, text: str) -> tuple[yaml.Node, dict[str, object]]:
    """The tree of a YAML file and its values, each of them still the text that was written.

    :raises CaseFileWrong: when it is not YAML, or names a key twice.
    """
    try:
        _refuse_depth(path, text)
        loader = _Loader(text)
        node = loader.get_single_node() or yaml.MappingNode("", [])
        _refuse_twins(path, node)
        return node, loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise CaseFileWrong(
            path, line, column, Message(f"ليس YAML: {error.problem}", f"no YAML: {error.problem}")
        ) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise CaseFileWrong(
            path, 1, 1, Message(f"ليس YAML: {error}", f"no YAML: {error}")
        ) from error


def _refuse_depth(path: Path, text: str) -> None:
    """Ours to refuse: how deep the parser in C goes differs by release."""
    depth = read = 0
    try:
        for event in yaml.parse(text, _Loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if event.start_mark is None or event.end_mark is None:
                continue
            if depth > MOST_NESTED:
                raise _too_deep(path, event.start_mark.line + 1, event.start_mark.column + 1)
            read = event.end_mark.index
    except yaml.YAMLError:  # it looks ahead, and meets its own limit before we meet ours
        _refuse_brackets(path, text, read, depth)
        raise


def _refuse_brackets(
    path: Path, text: str, start: int = 0, depth: int = 0, first_line: int = 1
) -> None:
    """:param depth: of what stands before `start`."""
    for match in _BRACKETS.finditer(text, start):
        depth += (match[0] in "[{") - (match[0] in "]}")
        if depth > MOST_NESTED:
            line_start = text.rfind("\n", 0, match.start()) + 1
            line = first_line + text.count("\n", 0, line_start)
            raise _too_deep(path, line, match.start() - line_start + 1)


_BRACKETS = re.compile(r'"(?:\\.|[^"\\])*"|[\[{\]}]', re.DOTALL)
"""Brackets, and texts in quotation marks whole, so that none is looked for in them."""


def _too_deep(path: Path, line: int, column: int) -> CaseFileWrong:
    return CaseFileWrong(path, line, column, Message("تداخل عميق", "nested too deeply"))


def _refuse_twins(path: Path, node: yaml.Node) -> None:
    """YAML forbids a key twice in one mapping; PyYAML would take the last without a word."""
    waiting, seen = [node], {id(node)}
    while waiting:
        each = waiting.pop()
        if isinstance(each, yaml.MappingNode):
            keys: set[object] = set()
            for key, _ in each.value:
                if isinstance(key, yaml.ScalarNode) and key.value in keys:
                    mark = key.start_mark
                    said = Message(f"«{key.value}» مكرر", f"`{key.value}` stands twice")
                    raise CaseFileWrong(path, mark.line + 1, mark.column + 1, said)
                keys.add(key.value if isinstance(key, yaml.ScalarNode) else id(key))
        for inner in _inner(each):
            if id(inner) not in seen:
                seen.add(id(inner))
                waiting.append(inner)


def _inner(node: yaml.Node) -> list[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        return [value for _, value in node.value]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _json(path: Path, number: int, line: str) -> object:
    _refuse_brackets(path, line, first_line=number)
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        said = Message(f"ليس JSON: {error.msg}", f"no JSON: {error.msg}")
        raise CaseFileWrong(path, number, error.colno, said) from error


def _checked(form: type[_Form], piece: _Piece) -> _Form:
    try:
        return form.model_validate(piece.value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        line, column = _position(piece, first["loc"], of_key=first["type"] == "extra_forbidden")
        raise CaseFileWrong(piece.path, line, column, error_message(first)) from error


def _position(
    piece: _Piece, location: Sequence[str | int], *, of_key: bool = False
) -> tuple[int, int]:
    """Line and column, from 1, of the value that a location leads to, or as near as it goes.

    :param of_key: of the key before that value instead.
    """
    node, before = piece.node, 0
    if node is None and piece.source:  # a line of JSON is a line of YAML, which keeps places
        node, before = yaml.compose(piece.source, yaml.BaseLoader), piece.line - 1
    if node is None:
        return piece.line, 1
    parent = node
    for part in location:
        # Beside keys and positions a location names the branch of a union, which no file holds.
        parent, node = node, child(node, part) or node
    if of_key and isinstance(parent, yaml.MappingNode):
        node = next((key for key, _ in parent.value if key.value == location[-1]), node)
    return before + node.start_mark.line + 1, node.start_mark.column + 1


def child(node: yaml.Node, part: str | int) -> yaml.Node | None:
    """What a mapping holds under a key, or a list at a position; None when it does not."""
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        child: yaml.Node = node.value[part]
        return child
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == part), None)
    return None


def _case(piece: _Piece, defaults: DefaultsForm, names: dict[str, int]) -> Case:
    form = _checked(CaseForm, piece)
    own = (*defaults.asserts, *form.asserts)
    written = [
        TurnForm(question=turn) if isinstance(turn, str) else turn
        for turn in form.turns or (form.question or "",)
    ]
    turns = [CaseTurn(turn.question, turn.asserts) for turn in written]
    turns[-1] = CaseTurn(turns[-1].question, (*written[-1].asserts, *own))
    return Case(
        name=_name(form.description, turns[-1].question, names),
        line=piece.line,
        turns=tuple(turns),
        tags=(*defaults.tags, *form.tags),
        metadata={**defaults.metadata, **form.metadata},
        threshold=defaults.threshold if form.threshold is None else form.threshold,
        weight=_first(form.weight, defaults.weight, 1.0),
        repeat=int(_first(form.repeat, defaults.repeat, 1)),
        pass_rate=_first(form.pass_rate, defaults.pass_rate, 1.0),
        xfail=form.xfail.reason if isinstance(form.xfail, XfailForm) else form.xfail,
        fails=_known_to_fail(piece, form, turns),
    )


def _known_to_fail(piece: _Piece, form: CaseForm, turns: Sequence[CaseTurn]) -> frozenset[int]:
    """Positions of the assertions that the mark of a case names."""
    if not isinstance(form.xfail, XfailForm):
        return frozenset()
    types = [assertion.type for turn in turns for assertion in turn.assertions]
    named: set[int] = set()
    for at, name in enumerate(form.xfail.fails):
        kind, _, number = name.partition(" ")
        positions = [position for position, one in enumerate(types) if one == kind]
        if number:
            positions = positions[int(number) - 1 : int(number)] if number.isdecimal() else []
        if not positions:
            said = Message(f"لا تأكيد باسم «{name}»", f"the case has no assertion `{name}`")
            raise CaseFileWrong(piece.path, *_position(piece, ("xfail", "fails", at)), said)
        named.update(positions)
    return frozenset(named)


def _first(own: float | None, of_file: float | None, default: float) -> float:
    if own is not None:
        return own
    return default if of_file is None else of_file


def _name(description: str, question: str, names: dict[str, int]) -> str:
    name = " ".join(f"{description}: {question}".removeprefix(": ").split())
    names[name] = names.get(name, 0) + 1
    return name if names[name] == 1 else f"{name} ({names[name]})"
