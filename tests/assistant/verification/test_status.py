"""A quote is intact, moved, altered, misattributed or not there; nothing else is said of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import KeptQuote, Source
from assistant.verification.readings import reading_of
from assistant.verification.source_texts import SourceText, SourceTexts
from assistant.verification.status import CheckedClaim, VerificationStatus, check_claim
from index.arabic.fuzzy_match import find_similar
from index.ingest import add
from index.store.library import Library
from index.types import Span

CAIRO = "أُسست القاهرة سنة 969م. بناها جوهر الصقلي للفاطميين، وسُميت المنصورية أول أمرها."
BAGHDAD = "بنى المنصور بغداد سنة 762م، وسماها مدينة السلام، وجعل لها أربعة أبواب."
QUOTED = "بناها جوهر الصقلي للفاطميين"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "cairo.txt").write_text(CAIRO, encoding="utf-8")
    (tmp_path / "baghdad.txt").write_text(BAGHDAD, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The same two texts; their files lie elsewhere."""
    shelf = tmp_path_factory.mktemp("shelf")
    (shelf / "cairo.txt").write_text(CAIRO, encoding="utf-8")
    (shelf / "baghdad.txt").write_text(BAGHDAD, encoding="utf-8")
    with Library.create(shelf / "library") as library:
        list(add(library, [shelf / "cairo.txt", shelf / "baghdad.txt"]))
        yield library


def claim(
    folder: Path, words: str = QUOTED, name: str = "cairo.txt", text: str = CAIRO
) -> KeptQuote:
    """What an export said when the source was as it stands above."""
    start = max(text.find(words), 0)
    return KeptQuote(
        text=words,
        start=start,
        end=start + len(words),
        source=Source("القاهرة", str(folder / name), sha256(text.encode()).hexdigest()),
        prefix=text[:start],
        suffix=text[start + len(words) :],
    )


def rewritten(folder: Path, text: str) -> SourceTexts:
    """The source file alone, after it was changed."""
    (folder / "cairo.txt").write_text(text, encoding="utf-8")
    return SourceTexts()


def test_words_at_their_place_are_intact(folder: Path, library: Library) -> None:
    place = CAIRO.index(QUOTED)

    for sources in (SourceTexts(library), SourceTexts(), SourceTexts(files=[folder / "cairo.txt"])):
        checked = check_claim(claim(folder), sources)
        assert checked.status is VerificationStatus.INTACT
        assert checked.span == Span(place, place + len(QUOTED))


def test_words_at_another_place_have_moved_there(folder: Path) -> None:
    sources = rewritten(folder, f"مقدمة جديدة.\n\n{CAIRO}")

    checked = check_claim(claim(folder), sources)

    assert checked.status is VerificationStatus.MOVED
    assert checked.span == Span(CAIRO.index(QUOTED) + 14, CAIRO.index(QUOTED) + 14 + len(QUOTED))


def test_of_several_places_the_one_in_the_same_surroundings_is_meant(folder: Path) -> None:
    text = f"قيل: {QUOTED} والله أعلم.\n\n{CAIRO}"

    checked = check_claim(claim(folder), rewritten(folder, text))

    assert checked.span is not None
    assert checked.span.start == text.rindex(QUOTED)


def test_changed_words_are_told_word_by_word(folder: Path) -> None:
    sources = rewritten(folder, CAIRO.replace("جوهر الصقلي", "القائد جوهر"))

    checked = check_claim(claim(folder), sources)

    assert checked.status is VerificationStatus.ALTERED
    assert [(each.kind, each.words) for each in checked.changes] == [
        ("same", "بناها"),
        ("added", "القائد"),
        ("same", "جوهر"),
        ("removed", "الصقلي للفاطميين"),
        ("added", "للفاطميين،"),
    ]


@pytest.mark.parametrize("spelt", ["بناها جوهر الصقلّي للفاطميين", "بناها جوهر الصقلى للفاطميين"])
def test_another_spelling_is_another_text(folder: Path, spelt: str) -> None:
    checked = check_claim(claim(folder), rewritten(folder, CAIRO.replace(QUOTED, spelt)))

    assert checked.status is VerificationStatus.ALTERED
    assert [change.words for change in checked.changes if change.kind == "removed"] != []


def test_one_changed_digit_is_found(folder: Path) -> None:
    sources = rewritten(folder, CAIRO.replace("969", "970"))

    checked = check_claim(claim(folder, "أُسست القاهرة سنة 969م."), sources)

    assert checked.status is VerificationStatus.ALTERED
    assert [(each.kind, each.words) for each in checked.changes if each.kind != "same"] == [
        ("removed", "969م."),
        ("added", "970م."),
    ]


def test_words_of_another_source_are_misattributed(folder: Path, library: Library) -> None:
    forged = replace(claim(folder), text="وجعل لها أربعة أبواب")

    checked = check_claim(forged, SourceTexts(library))

    assert checked.status is VerificationStatus.MISATTRIBUTED
    assert checked.found_in is not None
    assert checked.found_in.source.file_name == "baghdad.txt"
    assert checked.span is not None
    assert BAGHDAD[checked.span.start : checked.span.end] == "وجعل لها أربعة أبواب"


def test_invented_words_are_in_no_source(folder: Path, library: Library) -> None:
    invented = replace(claim(folder), text="هدمها المغول عن آخرها في ليلة واحدة")

    assert check_claim(invented, SourceTexts(library)) == CheckedClaim(
        invented, VerificationStatus.ABSENT
    )


def test_a_source_that_is_gone_is_gone(folder: Path) -> None:
    (folder / "cairo.txt").unlink()

    assert check_claim(claim(folder), SourceTexts()).status is VerificationStatus.GONE


def test_the_same_text_under_another_name_is_the_source(folder: Path) -> None:
    (folder / "cairo.txt").rename(folder / "misr.txt")

    assert (
        check_claim(claim(folder), SourceTexts(files=[folder / "misr.txt"])).status
        is VerificationStatus.INTACT
    )


def test_a_source_that_is_only_named_is_sought_beside_the_export(folder: Path) -> None:
    named = replace(claim(folder), source=Source(path="cairo.txt"))

    assert check_claim(named, SourceTexts(beside=folder)).status is VerificationStatus.INTACT


def test_what_states_no_place_is_intact_wherever_it_stands(folder: Path, library: Library) -> None:
    approved = KeptQuote(QUOTED, 0, 0, Source(path="cairo.txt"))

    assert check_claim(approved, SourceTexts(library)).status is VerificationStatus.INTACT


def test_line_breaks_and_shown_controls_are_no_change(folder: Path) -> None:
    text = "قال:\nسطر أول\nوسطر \u202eثانٍ وثالث"
    (folder / "cairo.txt").write_text(text, encoding="utf-8")
    shown = replace(claim(folder, text=text), text="سطر أول وسطر ⟨RLO⟩ثانٍ", start=5, end=23)

    assert check_claim(shown, SourceTexts()).status is VerificationStatus.INTACT


@given(st.data())
def test_every_slice_of_a_text_is_intact_and_is_found_again(data: st.DataObject) -> None:
    text = data.draw(st.text("ابج \n\u064b\u202e⟨9B⟩␛.", min_size=3, max_size=40))
    start = data.draw(st.integers(0, len(text) - 2))
    end = data.draw(st.integers(start + 1, len(text)))
    digest = sha256(text.encode()).hexdigest()
    stated = KeptQuote(text[start:end], start, end, Source("", "/لا.txt", digest))

    class Held(SourceTexts):
        def claimed(self, claim: KeptQuote) -> SourceText | None:
            return SourceText(Source("", "/لا.txt", digest), text)

        def others(self, besides: SourceText | None) -> Iterator[SourceText]:
            return iter(())

    assert check_claim(stated, Held()).status is VerificationStatus.INTACT
    if stated.text.strip():
        assert check_claim(replace(stated, start=end, end=end + 1), Held()).status.holds


NOISE = "ووصف الرحالة أسواق المدينة وحماماتها وأبوابها وما فيها من الصناع والتجار. "
"""Words of which no quote below has any."""


def similar(quoted: str, text: str) -> str | None:
    """The words that are found."""
    place = find_similar(quoted, text)
    return None if place is None else text[place.start : place.end]


def test_three_of_five_words_in_order_are_the_quote_altered_and_two_are_not() -> None:
    quoted = "بنى المنصور مدينة السلام سنة"

    assert similar(quoted, "ثم بنى المنصور مدينة كبيرة هنا") == "بنى المنصور مدينة كبيرة هنا"
    assert similar(quoted, "ثم بنى المنصور بستانا كبيرا هنا") is None


def test_the_same_words_in_another_order_are_not_the_quote() -> None:
    assert similar("سنة السلام مدينة المنصور بنى", "بنى المنصور مدينة السلام سنة 762م") is None


def test_words_changed_at_either_end_belong_to_what_is_found() -> None:
    text = f"{NOISE}ثم شيّد المنصور مدينة السلام عام. {NOISE}"

    assert similar("بنى المنصور مدينة السلام سنة", text) == "شيّد المنصور مدينة السلام عام."


def test_a_word_put_in_or_left_out_is_no_hindrance() -> None:
    text = f"{NOISE}بنى الخليفة المنصور مدينة السلام. {NOISE}"

    assert similar("بنى المنصور مدينة السلام كلها", text) == (
        "بنى الخليفة المنصور مدينة السلام. ووصف"
    )


def test_words_put_in_amid_a_quote_do_not_part_it() -> None:
    parted = "بنى الخليفة المنصور العباسي مدينة السلام (وكان ذلك في أول عهده) على شاطئ دجلة الغربي."

    found = similar(
        "بنى الخليفة المنصور العباسي مدينة السلام على شاطئ دجلة الغربي", f"{NOISE}{parted} {NOISE}"
    )

    assert found == parted


def test_a_word_that_stands_far_off_is_not_drawn_in() -> None:
    text = "بنى المنصور مدينة السلام عام كذا في بقعة كان اسمها سوق بغداد سنة"

    assert similar("بنى المنصور مدينة السلام سنة", text) == "بنى المنصور مدينة السلام عام"


def test_a_word_counts_only_while_the_place_holds_it() -> None:
    worse, better = "بنى الخليفة مدينة السلام سنة كذا.", "بنى المنصور مدينة السلام سنة كذا."
    text = f"المنصور. {NOISE}{worse} {NOISE}{better}"

    assert similar("بنى المنصور مدينة السلام سنة 762م", text) == better


def test_a_long_refrain_is_like_itself() -> None:
    refrain = "ألا ليت الشباب يعود يوما فأخبره بما فعل المشيب "
    text = NOISE * 9 + refrain * 14 + NOISE * 9

    found = similar(refrain * 13 + "ألا ليت الزمان يعود يوما", text)

    assert found is not None
    assert len(found.split()) == 13 * 9 + 5


def test_no_more_is_found_than_the_text_has_at_either_end() -> None:
    assert similar("ثم بنى المنصور مدينة السلام", "المنصور مدينة السلام") == "المنصور مدينة السلام"
    assert (
        similar("المنصور مدينة السلام كلها حقا", "المنصور مدينة السلام") == "المنصور مدينة السلام"
    )


def test_the_densest_place_is_found_wherever_it_stands() -> None:
    quoted = "بنى المنصور مدينة السلام سنة 762م"
    altered = "بنى المنصور مدينة السلام عام 762م."
    decoy = "بنى المنصور قصرا في مدينة أخرى. "

    for text in (
        altered,
        f"{altered} {NOISE * 3}{decoy}",
        f"{decoy}{NOISE * 3}{altered}",
        f"{decoy}{NOISE * 3}{altered} {NOISE * 3}{decoy}",
    ):
        assert similar(quoted, text) == altered


def test_one_word_said_over_and_over_is_no_likeness() -> None:
    repeated = "المنصور " * 20
    altered = "بنى المنصور مدينة سنة"

    assert similar("بنى المنصور مدينة السلام", f"{repeated}{NOISE}{altered}") == altered
    assert similar("بنى المنصور مدينة السلام", repeated) is None


def test_the_first_of_two_places_that_are_alike_is_found() -> None:
    text = f"بنى المنصور مدينة كبيرة. {NOISE}بنى المنصور مدينة صغيرة."

    assert similar("بنى المنصور مدينة السلام", text) == "بنى المنصور مدينة كبيرة."


def test_punctuation_goes_with_the_words_that_it_leans_on() -> None:
    text = f"{NOISE}قيل: «بنى المنصور مدينة كبيرة!» {NOISE}"

    assert similar("بنى المنصور مدينة السلام", text) == "«بنى المنصور مدينة كبيرة!»"
    assert similar("بنى المنصور مدينة السلام", text[text.index("«") :]) == (
        "«بنى المنصور مدينة كبيرة!»"
    )


@pytest.mark.parametrize(("quoted", "text"), [("", NOISE), ("ـــ", NOISE), (QUOTED, ""), ("", "")])
def test_where_there_are_no_words_there_is_nothing_like_them(quoted: str, text: str) -> None:
    assert find_similar(quoted, text) is None


def test_canonically_equal_words_are_the_same_words(folder: Path) -> None:
    """A Mac saves «أُ» as three code points, and marks in another order."""
    words = "ثم زادَّ الأمر وأُسست القلعة"
    same = words.replace("أ", "ا\u0654").replace("\u064e\u0651", "\u0651\u064e")
    quoted = replace(claim(folder), text=words, start=0, end=len(words))

    checked = check_claim(quoted, rewritten(folder, f"قيل: {same}. انتهى."))

    assert checked.status is VerificationStatus.MOVED
    assert checked.span is not None
    assert checked.found_in is not None
    assert checked.found_in.text[checked.span.start : checked.span.end] == same


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("السور القديم بُني سنة 969م", "السـور القديم\nبُني  سنة 969م"),
        ("السور القديم بُني سنة 969م", "ﺍﻟﺴﻮﺭ القديم بُني \u200fسنة 969م\u200e"),
        ("ﺍﻟﺴﻮﺭ القديم\u200b بُني", "السور القديم بُني"),
        ("السور 969 البلدية", "السور | 969 | البلدية"),
    ],
)
def test_what_another_version_reads_otherwise_has_moved_and_is_not_altered(
    folder: Path, before: str, now: str
) -> None:
    """The file is the same: a kashida, a presentation form, a mark of direction, a cell's bar."""
    old = f"رأس الصفحة 3\n\n{before} وانتهى."
    quoted = claim(folder, before, text=old)

    checked = check_claim(quoted, rewritten(folder, f"مقدمة.\n\n{now} وانتهى."))

    assert checked.status is VerificationStatus.MOVED
    assert checked.span is not None
    assert checked.found_in is not None
    found = checked.found_in.text[checked.span.start : checked.span.end]
    assert reading_of(found).text.split() == reading_of(before).text.split()


def test_running_heads_that_left_the_text_move_the_words_between_them(folder: Path) -> None:
    old = f"جريدة القلعة — العدد 12\n\n{CAIRO}\n\nجريدة القلعة — ص 3"
    quoted = claim(folder, text=old)

    checked = check_claim(quoted, rewritten(folder, CAIRO.replace(" ", "  ")))

    assert checked.status is VerificationStatus.MOVED


@pytest.mark.parametrize("now", ["السور القديم بُنيَ سنة 969م", "السور القديم بني سنة 970م"])
def test_another_mark_or_digit_is_no_other_reading(folder: Path, now: str) -> None:
    quoted = claim(folder, "السور القديم بُني سنة 969م", text="السور القديم بُني سنة 969م")

    checked = check_claim(quoted, rewritten(folder, f"قيل: {now}."))

    assert checked.status is VerificationStatus.ALTERED
