"""Other tools' tests → a file of cases: deepeval, ragas, promptfoo and SQuAD.

What they ask a judge model to decide has no like here; it is left out, and counted.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from assistant.testing.loading import case_text
from assistant.testing.schema import CaseForm
from assistant.testing.table import rows
from assistant.testing.writing import Written, write_cases
from index.errors import Message, UserError

SIMILAR_ENOUGH = 0.5
"""F1 of words that a short answer is asked for where a tool gives a whole expected output."""

_QUESTION = ("question", "input", "user_input", "query", "prompt")
_EXPECTED = ("expected_output", "reference", "ground_truth", "answer")
_CONTEXTS = ("context", "reference_contexts", "retrieval_context", "contexts")
_NAMES = ("name", "description")


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import."""

    path: Path
    cases: int
    dropped: Mapping[str, int]
    """By name, what was left out, and how often."""


def import_cases(source: Path) -> Imported:
    """Write `NAME.qa.yaml` into the working folder.

    :raises UserError: for a file of another kind, or when that file is there already.
    """
    target = Path(f"{source.stem}.qa.yaml")
    if target.exists():
        raise UserError(
            Message(f"الملف موجود: {target}", f"{target} is there already"),
            Message("انقله أو احذفه", "Move or delete it"),
        )
    dropped: Counter[str] = Counter()
    found = [case for each in _entries(source) for case in _taken(each, dropped)]
    if not found:
        raise UserError(
            Message(f"لا أسئلة تُعرف في {source}", f"No questions that are known in {source}"),
            Message(
                "المعروف: deepeval و ragas و promptfoo و SQuAD",
                "Known are deepeval, ragas, promptfoo and SQuAD",
            ),
        )
    write_cases(target, found)
    return Imported(target, len(found), dropped)


def _entries(source: Path) -> Iterator[Mapping[str, Any]]:
    """The tests of a file, each as its tool wrote it."""
    text = case_text(source)
    if source.suffix == ".csv":
        for _, case in rows(source, text):
            yield case
        return
    try:
        if source.suffix == ".jsonl":
            held: Any = [json.loads(line) for line in text.split("\n") if line.strip()]
        elif source.suffix == ".json":
            held = json.loads(text)
        else:
            held = yaml.safe_load(text)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise UserError(
            Message(f"لا يُقرأ {source}: {error}", f"Cannot read {source}: {error}"),
            Message("صحّح الملف", "Correct the file"),
        ) from error
    yield from _listed(held)


def _listed(held: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - whatever a file holds
    if isinstance(held, Mapping):
        known = ("tests", "goldens", "samples", "examples", "test_cases", "data")
        name = next((name for name in known if isinstance(held.get(name), list)), None)
        defaults = held.get("defaultTest")
        own = held[name] if name else [held]
        common = defaults.get("assert", []) if isinstance(defaults, Mapping) else []
        for each in _listed(own):
            yield {**each, "assert": [*common, *each["assert"]]} if "assert" in each else each
    elif isinstance(held, list):
        yield from (each for each in held if isinstance(each, Mapping))


def _taken(entry: Mapping[str, Any], dropped: Counter[str]) -> Iterator[Written]:
    """The cases of an entry, whatever else stands where its tool's values should."""
    try:
        cases = list(_cases(entry, dropped))
    except (KeyError, TypeError, AttributeError):
        cases = [{}]
    for case in cases:
        if _is_valid(case):
            yield case
        else:
            dropped["tests of another form"] += 1


def _cases(entry: Mapping[str, Any], dropped: Counter[str]) -> Iterator[Written]:
    if "paragraphs" in entry:
        for paragraph in entry["paragraphs"]:
            yield from map(_from_squad, paragraph.get("qas", ()))
        return
    if "answers" in entry and "question" in entry:
        yield _from_squad(entry)
        return
    case = _from_promptfoo(entry, dropped) if _is_promptfoo(entry) else _from_golden(entry)
    if case:
        yield case
    else:
        dropped["tests without a question"] += 1


def _from_squad(entry: Mapping[str, Any]) -> Written:
    answers = entry.get("answers", [])
    texts = (
        answers.get("text", []) if isinstance(answers, Mapping) else [a["text"] for a in answers]
    )
    expected: Written = (
        {"type": "quotes", "value": list(dict.fromkeys(texts))} if texts else {"type": "abstains"}
    )
    return {"question": entry["question"], "assert": [expected]}


def _is_promptfoo(entry: Mapping[str, Any]) -> bool:
    return "vars" in entry or "assert" in entry


def _from_promptfoo(entry: Mapping[str, Any], dropped: Counter[str]) -> Written | None:
    variables = entry.get("vars", entry)
    question = _first(variables, _QUESTION) or _only_text(variables)
    if not isinstance(question, str):
        return None
    kept = []
    for assertion in entry.get("assert", []):
        known = {name: value for name, value in assertion.items() if name in _PROMPTFOO}
        if _is_valid({"question": question, "assert": [known]}):
            kept.append(known)
        else:
            dropped[str(assertion.get("type"))] += 1
    case: Written = {"question": question, "assert": kept}
    case |= {name: entry[name] for name in ("description", "threshold", "tags") if entry.get(name)}
    metadata = entry.get("metadata") or {}
    return {**case, "metadata": {str(name): str(value) for name, value in metadata.items()}}


_PROMPTFOO = frozenset({"type", "value", "threshold", "weight"})


def _only_text(variables: Mapping[str, Any]) -> str | None:
    texts = [value for value in variables.values() if isinstance(value, str)]
    return texts[0] if len(texts) == 1 else None


def _is_valid(case: Written) -> bool:
    try:
        CaseForm.model_validate(case)
    except ValidationError:
        return False
    return True


def _from_golden(entry: Mapping[str, Any]) -> Written | None:
    """One of deepeval's goldens or of ragas' samples."""
    asked = _first(entry, _QUESTION) or entry.get("turns")
    questions = [asked] if isinstance(asked, str) else list(_said_by_user(asked or []))
    if not questions:
        return None
    asserts: list[Written] = []
    expected = _first(entry, _EXPECTED)
    if isinstance(expected, str):
        asserts.append({"type": "short-answer", "value": expected, "threshold": SIMILAR_ENOUGH})
    contexts = _first(entry, _CONTEXTS) or []
    contexts = [contexts] if isinstance(contexts, str) else contexts
    asserts += ({"type": "retrieves", "passage": context} for context in contexts)
    case: Written = {"question": questions[0]} if len(questions) == 1 else {"turns": questions}
    name = _first(entry, _NAMES)
    if isinstance(name, str):
        case["description"] = name
    return {**case, "assert": asserts}


def _said_by_user(turns: list[Mapping[str, Any]]) -> Iterator[str]:
    for turn in turns:
        if turn.get("role", turn.get("type")) in ("user", "human"):
            yield str(turn["content"])


def _first(entry: Mapping[str, Any], names: tuple[str, ...]) -> Any:  # noqa: ANN401 - any JSON
    return next((entry[name] for name in names if entry.get(name)), None)
