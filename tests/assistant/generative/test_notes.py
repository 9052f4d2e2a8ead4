"""What became of a model's words is told, without marks that belong to quotes."""

from __future__ import annotations

from assistant.answer import Dropped, Quotation, Unsupported, Verdict, Writing
from assistant.generative.notes import MOST_SHOWN, writing_notes
from index.errors import Message

CAUSE = Message("انقطع جواب النموذج", "the model's answer broke off")


def told(writing: Writing) -> list[str]:
    return [note.ar for note in writing_notes(writing)]


def test_of_a_good_answer_only_the_model_is_told() -> None:
    assert told(Writing("ollama:qwen3", (Quotation("كذا", Verdict.EXACT, (), 1),))) == [
        "النموذج: ollama:qwen3"
    ]


def test_a_cut_and_a_missing_answer_are_told_apart() -> None:
    assert told(Writing("ollama:qwen3", incomplete=True, cause=CAUSE)) == [
        "الجواب ناقص: انقطع جواب النموذج (ollama:qwen3)."
    ]
    assert told(Writing("ollama:qwen3", cause=CAUSE)) == [
        "هذا من الوثائق وحدها: انقطع جواب النموذج (ollama:qwen3)."
    ]


def test_quotations_that_were_mended_or_removed_are_named() -> None:
    quotations = (
        Quotation("بناها نابليون «كذا»", Verdict.FABRICATED),
        Quotation("بناها جوهر", Verdict.MISATTRIBUTED, (), 2),
        Quotation("اسست", Verdict.ORTHOGRAPHIC, ("tashkeel", "hamza"), 1),
    )

    assert told(Writing("x", quotations)) == [
        "النموذج: x",
        "ليس نقلًا، فأُزيل تنصيصه: بناها نابليون كذا",
        "نُسب نقل إلى موضعه: [2]",
        "النقل برسم المصدر [1]؛ خالفه النموذج في: التشكيل، الهمزة",
    ]


def test_dropped_statements_are_named_and_the_rest_counted() -> None:
    dropped = [Dropped(f"جملة {at}", (Unsupported.NUMBER,)) for at in range(MOST_SHOWN + 3)]

    _, *lines = told(Writing("x", dropped=tuple(dropped)))

    assert lines[0] == "حُذف (عدد لا يرد في شاهده): جملة 0"
    assert lines[MOST_SHOWN:] == ["وحُذف مثلها: 3"]
