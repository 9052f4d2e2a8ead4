"""What of a PDF can be read: pages that cannot are named, a file of such pages is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from index.errors import FileSkipped, Message
from index.readers.pdf import ocr
from index.readers.pdf.legibility import legibility
from index.readers.pdf.reading import PageText

Fault = Literal["scan", "unmapped", "garbled", "overfull", "empty"]

MOSTLY_IMAGE = 0.5
"""Share of a page that images cover when it is a scan."""
FEW_LETTERS = 150
"""Letters over an image that may be a footer or a stamp rather than the page's text."""
MANY_SUCH = 0.3
"""Share of pages with few letters over an image from which these are scans, not covers."""
UNMAPPED, SOME_UNMAPPED = 0.25, 0.01
"""Share of glyphs without Unicode from which a page cannot be read, or is read with doubt."""
FEW_GLYPHS = 20
TOO_FEW = 0.1
"""Share of pages that must be readable, if a file is not to be refused."""
MOST_NAMED = 12
"""Stretches of pages that are named in one message."""

REASONS: dict[Fault, Message] = {
    "scan": Message("صور بلا نص", "images without text"),
    "unmapped": Message("حروف خطّها بلا مقابل في يونيكود", "letters of its font have no Unicode"),
    "garbled": Message(
        "خريطة حروفه خاطئة فلا يُفهم نصه", "its map of letters is wrong, the text is gibberish"
    ),
    "overfull": Message("فيها رسوم أكثر مما يُقرأ", "more is drawn there than is to be read"),
    "empty": Message("لا نص فيها", "there is no text"),
}
RECOGNISED: tuple[Fault, ...] = ("scan", "unmapped", "garbled")
"""Faults of pages that can be recognised from their images."""


@dataclass(slots=True)
class Judgement:
    """Which pages cannot be read, and which are read with doubt."""

    faults: dict[int, Fault] = field(default_factory=dict)
    """Index of a page, from 0 → why it cannot be read."""
    unsure: frozenset[int] = frozenset()
    recognised: list[int] = field(default_factory=list)


def judged(pages: Sequence[PageText]) -> Judgement:
    """Judge all pages; those that cannot be read lose what seemed to be their text."""
    judgement = Judgement()
    covered = [
        page for page in pages if page.images > MOSTLY_IMAGE and _letters(page) < FEW_LETTERS
    ]
    scans = len(covered) >= MANY_SUCH * len(pages)
    unsure: set[int] = set()
    for page in pages:
        fault, sure = _fault(page, scans)
        if fault:
            judgement.faults[page.index] = fault
            page.items = []
        elif not sure:
            unsure.add(page.index)
    judgement.unsure = frozenset(unsure)
    return judgement


def refuse_unreadable(judgement: Judgement, count: int, ocr_asked: bool) -> None:
    """Refuse a file of which hardly a page can be read.

    :param count: of its pages.
    :raises FileSkipped: with the reason, the pages and the way out.
    """
    written = count - Counter(judgement.faults.values())["empty"]
    good = count - len(judgement.faults)
    if good and good >= TOO_FEW * written:
        return
    faults = Counter(judgement.faults.values())
    del faults["empty"]
    fault: Fault = faults.most_common(1)[0][0] if faults else "empty"
    pages = [index for index, each in judgement.faults.items() if each == fault]
    named = named_pages(pages, [str(number) for number in range(1, count + 1)])
    raise FileSkipped(
        Message(
            f"لا يُقرأ (ص {named}): {REASONS[fault].ar}",
            f"cannot be read (p. {named}): {REASONS[fault].en}",
        ),
        _way_out(fault, ocr_asked),
    )


def _way_out(fault: Fault, ocr_asked: bool) -> Message:
    if fault not in RECOGNISED:
        return Message("راجع محتواه أو احفظ نصه وحده", "check its content, or save its text alone")
    if not ocr.model():
        return ocr.HOW_TO_INSTALL
    if ocr_asked:
        return Message("امسحه ضوئيًّا من جديد بدقة أعلى", "scan it again, in more dots per inch")
    return ocr.HINT


def remarks(
    judgement: Judgement, pages: Sequence[PageText], running: int, labels: Sequence[str]
) -> tuple[Message, ...]:
    """What was left out, mended or doubted, a line each."""
    found: list[Message] = []
    for fault, reason in REASONS.items():
        faulty = [index for index, each in judgement.faults.items() if each == fault]
        if faulty and fault != "empty":
            named = named_pages(faulty, labels)
            found.append(
                Message(
                    f"صفحات لم تُقرأ ({named}): {reason.ar}",
                    f"pages not read ({named}): {reason.en}",
                )
            )
    found += _of_pages(
        judgement.recognised, labels, "تعرّفناها ضوئيًّا من صورها", "recognised from their images"
    )
    hidden = [page.index for page in pages if page.hidden and page.items]
    found += _of_pages(
        hidden, labels, "نصها تعرّفٌ ضوئي سابق", "their text was recognised by another program"
    )
    found += _of_pages(sorted(judgement.unsure), labels, "قُرئت بلا يقين", "read without certainty")
    mended = sum(len(written.mended) for page in pages for written in page.written)
    aside = sum(page.aside for page in pages)
    dropped = sum(page.unmapped for page in pages)
    for number, ar, en in (
        (mended, "كلمات أُصلحت حروفها", "words with mended letters"),
        (dropped, "حروف بلا مقابل في يونيكود تُركت", "letters without Unicode, left out"),
        (aside, "حروف مائلة أو مقلوبة تُركت", "slanted or turned letters, left out"),
        (running, "سطور تُركت من رؤوس الصفحات وتذييلاتها", "running heads and feet, left out"),
    ):
        if number:
            found.append(Message(f"{ar}: {number}", f"{en}: {number}"))
    return tuple(found)


def _of_pages(pages: Sequence[int], labels: Sequence[str], ar: str, en: str) -> list[Message]:
    if not pages:
        return []
    named = named_pages(pages, labels)
    return [Message(f"صفحات {ar} ({named})", f"pages {en} ({named})")]


def _letters(page: PageText) -> int:
    return sum(sum(map(str.isalpha, written.text)) for written in page.written)


def _fault(page: PageText, scans: bool) -> tuple[Fault | None, bool]:
    """What is wrong with a page, else whether it is read without doubt."""
    if page.overfull:
        return "overfull", False
    text = " ".join(written.text for written in page.written)
    letters = sum(map(str.isalpha, text))
    unmapped = page.unmapped / max(page.unmapped + letters, 1)
    if unmapped > UNMAPPED and page.unmapped > FEW_GLYPHS:
        return "unmapped", False
    if page.images > MOSTLY_IMAGE and letters < FEW_LETTERS and (scans or not letters):
        return "scan", False
    if not text.strip():
        return "empty", False
    reads = legibility(text)
    if reads.verdict == "broken":
        return "garbled", False
    return None, reads.verdict == "good" and unmapped < SOME_UNMAPPED


def named_pages(pages: Sequence[int], labels: Sequence[str]) -> str:
    """Labels of pages, those that follow one another as a stretch: «1–3, 7»."""
    stretches: list[list[int]] = []
    for index in sorted(pages):
        if stretches and index == stretches[-1][-1] + 1:
            stretches[-1].append(index)
        else:
            stretches.append([index])
    named = [
        labels[each[0]] if len(each) == 1 else f"{labels[each[0]]}–{labels[each[-1]]}"
        for each in stretches[:MOST_NAMED]
    ]
    return ", ".join(named) + (", …" if len(stretches) > MOST_NAMED else "")
