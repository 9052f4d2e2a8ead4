"""A failure in words: the same lines on the terminal, in pytest and in every report."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.controls import shortened, visible_line
from assistant.testing.assertion import AssertionForm
from assistant.testing.calibration import Calibration, Point
from assistant.testing.diagnosis import Diagnosis, Located, Ranks
from assistant.testing.suite import ChangesSincePass, Examined
from index.arabic import fold
from index.errors import Language, Message

MARKS = ("⟦", "⟧")
"""Around words that differ; texts do not use them, and right-to-left lines mirror them."""
_FOUND_CHARACTERS = 400
"""Of what was found, at most so many are shown."""


def failure_lines(tested: Examined, language: Language) -> list[str]:
    """Why a case failed, safe for a terminal, without the line that names it."""
    messages: list[Message] = []
    rate = tested.result.pass_rate
    if tested.case.repeat > 1:
        times = f"{round(rate * tested.case.repeat)}/{tested.case.repeat}"
        messages.append(Message(f"نجحت {times}", f"Passed {times}"))
    for check in tested.result.mended:
        what = stated(check.assertion)
        messages.append(
            Message(f"عُرف إخفاقه، وقد تحقق: {what}", f"Known to fail, and holds: {what}")
        )
    for each in tested.diagnoses:
        messages += _diagnosis(each)
    if tested.change is not None:
        messages += change_messages(tested.change)
    return [visible_line(message.to(language)) for message in messages]


def stated(assertion: AssertionForm) -> str:
    """An assertion on one line: its type and what it was given."""
    given = assertion.model_dump(exclude={"type", "weight"}, exclude_defaults=True)
    value = given.pop("value", None)
    more = [f"{name}={held}" for name, held in given.items()]
    return f"{assertion.type} {' '.join(filter(None, [_value(value), *more]))}".rstrip()


def _value(value: object) -> str:
    if isinstance(value, tuple):
        texts = (each["quote"] if isinstance(each, dict) else str(each) for each in value)
        return " | ".join(f"«{text}»" for text in texts)
    return "" if value is None else f"«{value}»"


def _diagnosis(each: Diagnosis) -> Iterator[Message]:
    what = stated(each.check.assertion)
    yield Message(f"لم يتحقق: {what}", f"Does not hold: {what}")
    if each.expected and each.found:
        expected, found = marked_words(each.expected, each.found)
        yield Message(f"المنتظر: {expected}", f"Expected: {expected}")
        yield Message(f"الموجود: {found}", f"Found: {found}")
    yield from failure_notes(each)


def failure_notes(each: Diagnosis) -> Iterator[Message]:
    """What there is to say of a failure beside its two texts."""
    asked = each.asked
    if asked.understood != asked.question:
        yield Message(f"فُهم السؤال: {asked.understood}", f"Understood: {asked.understood}")
    reason = asked.answer.reason
    if reason is not None:
        yield Message(f"الموجود: امتناع ({reason})", f"Found: a refusal ({reason})")
    elif each.found and not each.expected:
        found = shortened(each.found, _FOUND_CHARACTERS)
        yield Message(f"الموجود: {found}", f"Found: {found}")
    if each.located is not None:
        yield location_message(each.located)
    if each.ranks is not None:
        yield ranks_message(each.ranks)


def marked_words(expected: str, found: str) -> tuple[str, str]:
    """Both texts with the words that differ between marks; spelling that search folds is no
    difference."""
    left, right = (re.findall(r"\S+", text) for text in (expected, found))
    matcher = difflib.SequenceMatcher(None, _bare(left), _bare(right), autojunk=False)
    shown: tuple[list[str], list[str]] = ([], [])
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        for words, out in ((left[start:end], shown[0]), (right[other_start:other_end], shown[1])):
            if words:
                text = " ".join(words)
                out.append(text if kind == "equal" else f"{MARKS[0]}{text}{MARKS[1]}")
    return " ".join(shown[0]), " ".join(shown[1])


def _bare(words: list[str]) -> list[str]:
    """As they are compared: folded, without the punctuation written on to them."""
    return [re.sub(r"^\W+|\W+$", "", fold(word)) or word for word in words]


def location_message(located: Located) -> Message:
    if located.document is None or located.span is None:
        if located.state == "gone":
            return Message(
                "موضع المنتظر الآن: ليست وثيقته في المكتبة",
                "The expected text now: the library does not hold its document",
            )
        return Message(
            "موضع المنتظر الآن: لم يُعثر عليه في الوثائق",
            "The expected text now: not found in the documents",
        )
    name = Path(located.document.sources[0]).name
    span = f"{located.span.start}:{located.span.end}"
    if located.state == "altered":
        return Message(
            f"موضع المنتظر الآن: {name} عند {span}، وقد تغيّر إلى: «{located.text}»",
            f"The expected text now: {name} at {span}, altered to: “{located.text}”",
        )
    return Message(
        f"موضع المنتظر الآن: {name} عند {span}", f"The expected text now: {name} at {span}"
    )


def ranks_message(ranks: Ranks) -> Message:
    order, lexical, vector = (
        "–" if rank is None else str(rank) for rank in (ranks.order, ranks.lexical, ranks.vector)
    )
    return Message(
        f"رتبة مقطعه: {order} في النتيجة، {lexical} في فهرس الكلمات، {vector} في فهرس المتجهات",
        f"Rank of its passage: {order} in all, {lexical} in the word index,"
        f" {vector} in the vector index",
    )


def change_messages(change: ChangesSincePass) -> Iterator[Message]:
    if not change.what:
        yield Message(
            f"لم يتغيّر شيء منذ آخر نجاح ({change.since})",
            f"Nothing has changed since it last passed ({change.since})",
        )
        return
    yield Message(
        f"تغيّر منذ آخر نجاح ({change.since}):", f"Changed since it last passed ({change.since}):"
    )
    yield from (Message(f"- {what.ar}", f"- {what.en}") for what in change.what)


SIGNS = {"passed": "✓", "failed": "✗", "xfailed": "~", "xpassed": "!"}


def run_summary(tested: Sequence[Examined], seconds: float) -> Message:
    counts = Counter(each.result.outcome for each in tested)
    score = f"{score_of(tested):.1%}"
    return Message(
        f"الحالات {len(tested)} في {seconds:.1f} ث: نجح {counts['passed']}،"
        f" أخفق {counts['failed']}، خلل معروف {counts['xfailed']}،"
        f" نجح على غير المتوقع {counts['xpassed']}؛ الدرجة {score}",
        f"{len(tested)} cases in {seconds:.1f} s: {counts['passed']} passed, {counts['failed']}"
        f" failed, {counts['xfailed']} known to fail, {counts['xpassed']} passed unexpectedly;"
        f" score {score}",
    )


def score_of(tested: Sequence[Examined]) -> float:
    """Weighted mean of the cases' scores, 0 to 1; 1 without any."""
    weight = sum(each.case.weight for each in tested)
    return sum(each.case.weight * each.result.score for each in tested) / weight if weight else 1.0


def calibration_messages(calibration: Calibration) -> list[Message]:
    """The two thresholds, and what each brings."""
    return [
        Message(
            f"حالات لها جواب {calibration.answerable}، ولا جواب لها {calibration.unanswerable}",
            f"{calibration.answerable} answerable cases, {calibration.unanswerable} unanswerable",
        ),
        _point(Message("الحد المستعمل", "in use"), calibration.present),
        _point(Message("الحد الموافق لحالاتك", "fitted to your cases"), calibration.fitted),
    ]


def _point(name: Message, point: Point) -> Message:
    return Message(
        f"{name.ar} {point.threshold:.3f}: يجاب {point.answered:.0%} مما له جواب،"
        f" والخطأ {point.wrong:.0%} من الأجوبة",
        f"{name.en}, {point.threshold:.3f}: {point.answered:.0%} of the answerable answered,"
        f" {point.wrong:.0%} of the answers wrong",
    )
