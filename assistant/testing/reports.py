"""A test run as a file: HTML for people, JUnit XML and JSON for programs, Markdown for reviews."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.controls import visible_line
from assistant.schema import dumps
from assistant.testing.calibration import Calibration
from assistant.testing.messages import SIGNS, failure_lines, score_of
from assistant.testing.report_page import html_report
from assistant.testing.runner import Outcome
from assistant.testing.suite import Examined
from index.errors import Language, Message, UserError


@dataclass(frozen=True, slots=True)
class Run:
    """Every case of one `shawahid test`."""

    tested: Sequence[Examined]
    at: str
    """When it began: UTC, ISO 8601."""
    seconds: float
    calibration: Calibration | None = None

    @property
    def counts(self) -> Counter[Outcome]:
        return Counter(each.result.outcome for each in self.tested)


def check_report(path: Path) -> None:
    """:raises UserError: for a suffix that names no report, or a folder that is not there."""
    if path.suffix.lower() not in _WRITERS:
        known = ", ".join(_WRITERS)
        raise UserError(
            Message(f"لا تقرير بهذه الصيغة: {path}", f"No report of this kind: {path}"),
            Message(f"اختر من: {known}", f"Choose from: {known}"),
        )
    if not path.parent.is_dir():
        raise UserError(
            Message(
                f"تعذّرت كتابة التقرير: لا مجلد في {path.parent}",
                f"Cannot write the report: there is no folder {path.parent}",
            ),
            Message("راجع المسار", "Check the path"),
        )


def write_report(path: Path, run: Run, language: Language) -> None:
    """:raises UserError: for what `check_report` finds, or a file that cannot be written."""
    check_report(path)
    write = _WRITERS[path.suffix.lower()]
    try:
        path.write_text(write(run, language), "utf-8")
    except OSError as error:
        raise UserError(
            Message(f"تعذّرت كتابة التقرير: {error}", f"Cannot write the report: {error}"),
            Message("راجع المجلد والصلاحيات", "Check the folder and permissions"),
        ) from error


def _junit(run: Run, language: Language) -> str:
    counts = run.counts
    suites = ET.Element("testsuites")
    suite = ET.SubElement(
        suites,
        "testsuite",
        name="shawahid",
        tests=str(len(run.tested)),
        failures=str(counts["failed"]),
        errors="0",
        skipped=str(counts["xfailed"]),
        time=f"{run.seconds:.3f}",
        timestamp=run.at,
    )
    for each in run.tested:
        case = ET.SubElement(
            suite,
            "testcase",
            classname=visible_line(str(each.file.path)),
            name=visible_line(each.case.name),
            file=visible_line(str(each.file.written_in)),
            line=str(each.case.line),
            time=f"{each.result.milliseconds / 1e3:.3f}",
        )
        if each.result.outcome == "failed":
            lines = failure_lines(each, language)
            failure = ET.SubElement(case, "failure", message=lines[0] if lines else "")
            failure.text = "\n".join(lines)
        elif each.result.outcome == "xfailed":
            ET.SubElement(case, "skipped", message=visible_line(each.case.xfail or ""))
    ET.indent(suites)
    return ET.tostring(suites, "unicode", xml_declaration=True) + "\n"


def _json(run: Run, language: Language) -> str:
    """Under the names of promptfoo's results."""
    counts = run.counts
    return (
        dumps(
            {
                "results": {
                    "timestamp": run.at,
                    "stats": {
                        "successes": counts["passed"] + counts["xpassed"] + counts["xfailed"],
                        "failures": counts["failed"],
                        "errors": 0,
                        "outcomes": dict(counts),
                        "score": round(score_of(run.tested), 4),
                    },
                    "results": [_result(each, language) for each in run.tested],
                }
            }
        )
        + "\n"
    )


def _result(each: Examined, language: Language) -> dict[str, object]:
    lines = failure_lines(each, language)
    shown = each.result.shown.turns[-1]
    return {
        "description": each.case.name,
        "place": each.location,
        "vars": {"question": shown.question},
        "success": each.result.outcome != "failed",
        "outcome": each.result.outcome,
        "score": round(each.result.score, 4),
        "latencyMs": round(each.result.milliseconds, 2),
        "output": shown.answer.text,
        "confidence": shown.answer.confidence,
        "quotes": [quote.text for quote in shown.answer.quotes],
        "error": "\n".join(lines) or None,
        "metadata": {**each.case.metadata, "tags": list(each.case.tags)},
    }


def _markdown(run: Run, language: Language) -> str:
    head = Message("| | الحالة | الموضع | مث |", "| | case | place | ms |").to(language)
    rows = [
        f"| {SIGNS[each.result.outcome]} | {_cell(each.case.name)} | {_cell(each.location)}"
        f" | {each.result.milliseconds:.0f} |"
        for each in run.tested
    ]
    failed = [each for each in run.tested if each.result.outcome == "failed"]
    blocks = [
        "\n".join([f"## {_cell(each.case.name)}", "", *map(_item, failure_lines(each, language))])
        for each in failed
    ]
    table = "\n".join([head, "|---|---|---|---:|", *rows])
    return "\n\n".join([f"# Shawahid, {run.at}", table, *blocks]) + "\n"


def _cell(text: str) -> str:
    """A document's own Markdown is shown, never obeyed."""
    escaped = "".join(f"\\{each}" if each in _MARKDOWN else each for each in visible_line(text))
    return escaped.replace("<", "&lt;")


def _item(line: str) -> str:
    return f"- {_cell(line)}"


_MARKDOWN = frozenset("\\`*_[]#|")

_WRITERS: dict[str, Callable[[Run, Language], str]] = {
    ".html": lambda run, language: html_report(
        run.tested, run.at, run.seconds, run.calibration, language
    ),
    ".xml": _junit,
    ".json": _json,
    ".md": _markdown,
}
