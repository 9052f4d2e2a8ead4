"""Transcripts to export: two works that state much of themselves, and one that is hostile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from assistant.answer import Source, Statement
from assistant.export import FORMATS
from assistant.export.transcript import ExportedQuote, ExportedTurn, Transcript
from index.errors import Language
from index.types import Span

OPTICS = (
    "المقالة الأولى\n\nالضوء يشرق من كل نقطة من الجسم المضيء على سموت خطوط مستقيمة. والبصر لا"
    " يدرك شيئًا من المبصرات إلا إذا كان بينهما بُعد.\n\nوهذا آخر الفصل."
)
NEWS = "افتُتحت المكتبة صباح السبت 2 آذار/مارس 2024 بعد تأخير دام سبعة أسابيع."

BOOK = Source(
    "كتاب المناظر",
    "/كتب/manazir.txt",
    sha256(OPTICS.encode()).hexdigest(),
    {
        "type": "book",
        "author": "الحسن بن الهيثم",
        "editor": "عبد الحميد صبرة",
        "translator": "Rashed, Roshdi; فلان بن فلان",
        "issued": "١٤٠٣ هـ / ١٩٨٣م",
        "publisher": "المجلس الوطني",
        "publisher-place": "الكويت",
        "volume": "٢",
        "edition": "١",
        "language": "ar",
        "ISBN": "978-3-16-148410-0",
    },
)
PAGE = Source(
    "افتتاح المكتبة",
    "/أخبار/library opening.html",
    sha256(NEWS.encode()).hexdigest(),
    {
        "author": "رائد المرجاوي",
        "issued": "2024-03-03",
        "container-title": "بريد المرج",
        "URL": "https://example.org/news?id=7&lang=ar",
        "accessed": "2026-11-22",
        "language": "ar",
    },
)

HOSTILE = (
    '=HYPERLINK("http://x";"اضغط")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*2",
    "\\input{/etc/passwd} \\write18{rm} {غير متوازن",
    "100% $x^2$ a_b ~ #1 & } \\",
    "أول\nER  - \nTY  - BOOK\nAU  - دخيل",
    "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "[اضغط](javascript:alert(1)) ![](http://x/y.png) `code` **غليظ** [^1]",
    "قبل \u202eمقلوب\u202c بعد \u2067عازل\u2069",
    "\x1b[31mأحمر\x1b[0m \x9b31m \x00 نهاية",
    "]]> --> <!-- ]]>",
    "«فارغ» — " + "sha256:" + "0" * 64 + "#char=1,2",
    "@article{k, title={x}}",
)
"""What formats, editors, browsers and terminals would obey."""


SUFFIXES = {
    name: format.suffixes[0] if format.suffixes else {"biblatex": ".bib"}.get(name, ".json")
    for name, format in FORMATS.items()
    if name != "csl-citation"
}
"""Of the formats that carry the quoted words."""


def quote(
    number: int,
    source: Source,
    text: str,
    words: str,
    *,
    page: str | None = None,
    headings: tuple[str, ...] = (),
    short: str = "",
    current: bool = True,
) -> ExportedQuote:
    """The words as they stand in the text of the source."""
    start = text.index(words)
    end = start + len(words)
    inner = text.index(short, start) if short else 0
    return ExportedQuote(
        number=number,
        source=source,
        start=start,
        end=end,
        text=words,
        short=Span(inner, inner + len(short)) if short else None,
        page=page,
        headings=headings,
        prefix=text[max(0, start - 60) : start],
        suffix=text[end : end + 60],
        before=text[:start].rpartition("\n\n")[2],
        after=text[end:].partition("\n\n")[0],
        current=current,
    )


def turn(
    question: str,
    answer: str,
    quotes: Sequence[ExportedQuote],
    understood: str = "",
) -> ExportedTurn:
    """A question whose one statement rests on all its quotes."""
    numbers = tuple(each.number for each in quotes)
    statements = (Statement(answer, numbers),) if answer else ()
    return ExportedTurn(question, understood or question, statements, tuple(quotes), None, ())


def transcript(*turns: ExportedTurn, title: str = "", language: Language = "ar") -> Transcript:
    return Transcript(title, "2026-11-22T18:00:00+00:00", language, turns)


SCHOLAR = transcript(
    turn(
        "كيف يشرق الضوء؟",
        "على سموت خطوط مستقيمة",
        [
            quote(
                1,
                BOOK,
                OPTICS,
                "الضوء يشرق من كل نقطة من الجسم المضيء على سموت خطوط مستقيمة.",
                page="٣٥",
                headings=("المقالة الأولى", "الفصل الثاني: في الضوء"),
                short="على سموت خطوط مستقيمة",
            ),
            quote(2, BOOK, OPTICS, "إلا إذا كان بينهما بُعد"),
        ],
    ),
    turn(
        "ومتى افتُتحت؟",
        "صباح السبت 2 آذار/مارس 2024",
        [quote(3, PAGE, NEWS, "افتُتحت المكتبة صباح السبت 2 آذار/مارس 2024")],
        understood="متى افتُتحت المكتبة؟",
    ),
    ExportedTurn("من ملك المريخ؟", "من ملك المريخ؟", (), (), "not_supported", ("المريخ",)),
    title="ضوء ومكتبة",
)


def hostile(words: str, fields: Mapping[str, str] | None = None) -> Transcript:
    """A transcript where every text that comes from outside is hostile."""
    text = f"قبل ذلك. {words} وبعد ذلك."
    source = Source(
        words,
        "/كتب/hostile.txt",
        sha256(text.encode()).hexdigest(),
        fields if fields is not None else {"author": words, "publisher": words, "volume": words},
    )
    cited = quote(1, source, text, words, page=words, headings=(words,))
    return transcript(turn(words, words, [cited]), title=words)
