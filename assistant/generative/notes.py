"""Notes on a model's part in an answer: its name, what was mended, removed, or failed."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.answer import Dropped, Quotation, Unsupported, Verdict, Writing
from assistant.controls import shortened
from index.errors import Message

MOST_SHOWN = 5
"""Removed statements that are named; the rest are counted."""
_LONGEST = 120
"""Code points of removed words that are shown."""
_FEATURES = {
    "tashkeel": "التشكيل",
    "tatweel": "التطويل",
    "hamza": "الهمزة",
    "alef maqsura": "الألف المقصورة",
    "ta marbuta": "التاء المربوطة",
    "presentation forms": "صور الحروف",
    "persian letters": "حروف فارسية",
    "digits": "رسم الأرقام",
    "case": "حالة الحروف",
    "invisible": "محارف خفية",
    "punctuation": "الترقيم",
    "spelling": "الرسم",
}
_REASONS = {
    Unsupported.UNSOURCED: Message("بلا شاهد", "no source"),
    Unsupported.NUMBER: Message("عدد لا يرد في شاهده", "a number that its source lacks"),
    Unsupported.DATE: Message("تاريخ لا يرد في شاهده", "a date that its source lacks"),
    Unsupported.NAME: Message("اسم لا يرد في شاهده", "a name that its source lacks"),
    Unsupported.NEGATION: Message("نفي يخالف شاهده", "a negation unlike its source"),
    Unsupported.UNRELATED: Message("لا صلة له بشاهده", "nothing in common with its source"),
    Unsupported.LANGUAGE: Message("بلغة أخرى", "another language"),
}


def writing_notes(writing: Writing) -> Iterator[Message]:
    """One line each; their words are still to be made visible."""
    yield from _model(writing)
    for quotation in writing.quotations:
        yield from _quotation(quotation)
    for dropped in writing.dropped[:MOST_SHOWN]:
        yield _dropped(dropped)
    if len(writing.dropped) > MOST_SHOWN:
        more = len(writing.dropped) - MOST_SHOWN
        yield Message(f"وحُذف مثلها: {more}", f"and {more} more were removed")


def _model(writing: Writing) -> Iterator[Message]:
    name, cause = writing.model, writing.cause
    if cause is None:
        yield Message(f"النموذج: {name}", f"Model: {name}")
    elif writing.incomplete:
        yield Message(
            f"الجواب ناقص: {cause.ar} ({name}).", f"The answer is incomplete: {cause.en} ({name})."
        )
    else:
        yield Message(
            f"هذا من الوثائق وحدها: {cause.ar} ({name}).",
            f"This is from the documents alone: {cause.en} ({name}).",
        )


def _quotation(quotation: Quotation) -> Iterator[Message]:
    written, number = _short(quotation.written), quotation.quote
    named = "، ".join(_FEATURES[feature] for feature in quotation.features)
    match quotation.verdict:
        case Verdict.FABRICATED:
            yield Message(
                f"ليس نقلًا، فأُزيل تنصيصه: {written}",
                f"Not a quotation, so its marks were removed: {written}",
            )
        case Verdict.MISATTRIBUTED:
            yield Message(f"نُسب نقل إلى موضعه: [{number}]", f"A quotation was moved to [{number}]")
        case Verdict.ORTHOGRAPHIC:
            yield Message(
                f"النقل برسم المصدر [{number}]؛ خالفه النموذج في: {named}",
                f"Quoted as in [{number}]; the model differed in: {', '.join(quotation.features)}",
            )


def _dropped(dropped: Dropped) -> Message:
    why = [_REASONS[reason] for reason in dropped.unsupported]
    text = _short(dropped.text)
    return Message(
        f"حُذف ({'، '.join(each.ar for each in why)}): {text}",
        f"Removed ({', '.join(each.en for each in why)}): {text}",
    )


def _short(text: str) -> str:
    """Without quotation marks: on the screen those are kept for the documents' words."""
    return shortened(text.replace("«", "").replace("»", ""), _LONGEST)
