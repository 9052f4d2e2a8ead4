"""The HTML report: one file that fetches nothing and runs nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from string import Template

from assistant.controls import visible_line
from assistant.testing.calibration import Calibration, Point
from assistant.testing.diagnosis import Diagnosis
from assistant.testing.messages import (
    MARKS,
    SIGNS,
    calibration_messages,
    change_messages,
    failure_notes,
    marked_words,
    run_summary,
    stated,
)
from assistant.testing.suite import Examined
from index.errors import Language, Message

_WIDTH, _HEIGHT, _MARGIN = 420, 260, 44
"""Of the plot, in its own units."""


def html_report(
    tested: Sequence[Examined],
    at: str,
    seconds: float,
    calibration: Calibration | None,
    language: Language,
) -> str:
    template = Template(Path(__file__).with_name("report.html").read_text("utf-8"))
    return template.substitute(
        language=language,
        direction="rtl" if language == "ar" else "ltr",
        title=Message("اختبارات شواهد", "Shawahid tests").to(language),
        at=_safe(at),
        summary=_safe(run_summary(tested, seconds).to(language)),
        calibration=_plot(calibration, language) if calibration else "",
        case=Message("الحالة", "case").to(language),
        ms=Message("مث", "ms").to(language),
        rows="\n".join(_row(each, language) for each in tested),
    )


def _row(each: Examined, language: Language) -> str:
    result = each.result
    return (
        f'<tr class="{result.outcome}"><td>{SIGNS[result.outcome]}</td>'
        f"<td>{_safe(each.case.name)}"
        f'<div class="place"><bdi>{_safe(each.location)}</bdi></div>'
        f"{''.join(_failure(each, language))}</td>"
        f'<td class="number">{result.milliseconds:.0f}</td></tr>'
    )


def _failure(each: Examined, language: Language) -> Iterator[str]:
    if each.result.outcome == "xfailed":
        yield f"<p>{_safe(each.case.xfail or '')}</p>"
    for diagnose in each.diagnoses:
        yield f"<p>{_stated(diagnose)}</p>"
        if diagnose.expected and diagnose.found:
            yield _side_by_side(diagnose, language)
        yield _list(failure_notes(diagnose), language)
    if each.change is not None:
        yield _list(change_messages(each.change), language)


def _stated(diagnose: Diagnosis) -> str:
    """Type and value each by itself: a Latin word would take the numbers beside it along."""
    kind, _, given = stated(diagnose.check.assertion).partition(" ")
    return f"<bdi>{_safe(kind)}</bdi> <bdi>{_safe(given)}</bdi>"


def _side_by_side(diagnose: Diagnosis, language: Language) -> str:
    heads = (Message("المنتظر", "expected"), Message("الموجود", "found"))
    shown = marked_words(diagnose.expected, diagnose.found)
    return (
        f'<table class="diff"><tr>{"".join(f"<th>{head.to(language)}</th>" for head in heads)}</tr>'
        f"<tr>{''.join(f'<td>{_marked(text)}</td>' for text in shown)}</tr></table>"
    )


def _marked(text: str) -> str:
    return _safe(text).replace(MARKS[0], "<mark>").replace(MARKS[1], "</mark>")


def _list(messages: Iterator[Message], language: Language) -> str:
    items = [f"<li>{_safe(message.to(language))}</li>" for message in messages]
    return f"<ul>{''.join(items)}</ul>" if items else ""


def _plot(calibration: Calibration, language: Language) -> str:
    """Answered share to the right, wrong share upwards, a ring at each of the two thresholds."""
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(_at, calibration.points))
    rings = "".join(
        f'<circle cx="{_at(point)[0]:.1f}" cy="{_at(point)[1]:.1f}" r="5" fill="{fill}"'
        ' stroke="currentColor"/>'
        for point, fill in ((calibration.present, "none"), (calibration.fitted, "currentColor"))
    )
    bottom, left, right = _HEIGHT - _MARGIN, _MARGIN, _WIDTH - _MARGIN / 2
    answered = Message("المجاب من الأسئلة التي لها جواب", "answerable questions answered")
    wrong = Message("الخطأ من الأجوبة", "wrong among answers")
    ticks = "".join(
        f'<text x="{_at(Point(0, share, 0))[0]:.0f}" y="{bottom + 16}" text-anchor="middle">'
        f'{share:.0%}</text><text x="{left - 6}" y="{_at(Point(0, 0, share))[1] + 4:.0f}"'
        f' text-anchor="end">{share:.0%}</text>'
        for share in (0, 0.25, 0.5, 0.75, 1)
    )
    return (
        f'<figure><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">'
        f'<path d="M{left} 20V{bottom}H{right:.0f}" fill="none" stroke="currentColor"/>{ticks}'
        f'<polyline points="{line}" fill="none" stroke="currentColor" stroke-width="2"/>{rings}'
        f'<text x="{right:.0f}" y="{_HEIGHT - 8}" text-anchor="end">{answered.to(language)}</text>'
        f'<text x="{left}" y="14">{wrong.to(language)}</text></svg><figcaption>'
        f"{_list(_legend(calibration), language)}</figcaption></figure>"
    )


def _legend(calibration: Calibration) -> Iterator[Message]:
    for sign, message in zip(("", "○ ", "● "), calibration_messages(calibration), strict=True):
        yield Message(sign + message.ar, sign + message.en)


def _at(point: Point) -> tuple[float, float]:
    width, height = _WIDTH - 1.5 * _MARGIN, _HEIGHT - _MARGIN - 20
    return _MARGIN + point.answered * width, 20 + (1 - point.wrong) * height


def _safe(text: str) -> str:
    return escape(visible_line(text))
