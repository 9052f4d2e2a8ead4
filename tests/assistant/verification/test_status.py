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
from assistant.verification.source_texts import SourceText, SourceTexts
from assistant.verification.status import Checked, VerificationStatus, check
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
        checked = check(claim(folder), sources)
        assert checked.status is VerificationStatus.INTACT
        assert checked.place == Span(place, place + len(QUOTED))


def test_words_at_another_place_have_moved_there(folder: Path) -> None:
    sources = rewritten(folder, f"مقدمة جديدة.\n\n{CAIRO}")

    checked = check(claim(folder), sources)

    assert checked.status is VerificationStatus.MOVED
    assert checked.place == Span(CAIRO.index(QUOTED) + 14, CAIRO.index(QUOTED) + 14 + len(QUOTED))


def test_of_several_places_the_one_in_the_same_surroundings_is_meant(folder: Path) -> None:
    text = f"قيل: {QUOTED} والله أعلم.\n\n{CAIRO}"

    checked = check(claim(folder), rewritten(folder, text))

    assert checked.place is not None
    assert checked.place.start == text.rindex(QUOTED)


def test_changed_words_are_told_word_by_word(folder: Path) -> None:
    sources = rewritten(folder, CAIRO.replace("جوهر الصقلي", "القائد جوهر"))

    checked = check(claim(folder), sources)

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
    checked = check(claim(folder), rewritten(folder, CAIRO.replace(QUOTED, spelt)))

    assert checked.status is VerificationStatus.ALTERED
    assert [change.words for change in checked.changes if change.kind == "removed"] != []


def test_one_changed_digit_is_found(folder: Path) -> None:
    sources = rewritten(folder, CAIRO.replace("969", "970"))

    checked = check(claim(folder, "أُسست القاهرة سنة 969م."), sources)

    assert checked.status is VerificationStatus.ALTERED
    assert [(each.kind, each.words) for each in checked.changes if each.kind != "same"] == [
        ("removed", "969م."),
        ("added", "970م."),
    ]


def test_words_of_another_source_are_misattributed(folder: Path, library: Library) -> None:
    forged = replace(claim(folder), text="وجعل لها أربعة أبواب")

    checked = check(forged, SourceTexts(library))

    assert checked.status is VerificationStatus.MISATTRIBUTED
    assert checked.found_in is not None
    assert checked.found_in.source.file_name == "baghdad.txt"
    assert checked.place is not None
    assert BAGHDAD[checked.place.start : checked.place.end] == "وجعل لها أربعة أبواب"


def test_invented_words_are_in_no_source(folder: Path, library: Library) -> None:
    invented = replace(claim(folder), text="هدمها المغول عن آخرها في ليلة واحدة")

    assert check(invented, SourceTexts(library)) == Checked(invented, VerificationStatus.ABSENT)


def test_a_source_that_is_gone_is_gone(folder: Path) -> None:
    (folder / "cairo.txt").unlink()

    assert check(claim(folder), SourceTexts()).status is VerificationStatus.GONE


def test_the_same_text_under_another_name_is_the_source(folder: Path) -> None:
    (folder / "cairo.txt").rename(folder / "misr.txt")

    assert (
        check(claim(folder), SourceTexts(files=[folder / "misr.txt"])).status
        is VerificationStatus.INTACT
    )


def test_a_source_that_is_only_named_is_sought_beside_the_export(folder: Path) -> None:
    named = replace(claim(folder), source=Source(path="cairo.txt"))

    assert check(named, SourceTexts(beside=folder)).status is VerificationStatus.INTACT


def test_what_states_no_place_is_intact_wherever_it_stands(folder: Path, library: Library) -> None:
    approved = KeptQuote(QUOTED, 0, 0, Source(path="cairo.txt"))

    assert check(approved, SourceTexts(library)).status is VerificationStatus.INTACT


def test_line_breaks_and_shown_controls_are_no_change(folder: Path) -> None:
    text = "قال:\nسطر أول\nوسطر \u202eثانٍ وثالث"
    (folder / "cairo.txt").write_text(text, encoding="utf-8")
    shown = replace(claim(folder, text=text), text="سطر أول وسطر ⟨RLO⟩ثانٍ", start=5, end=23)

    assert check(shown, SourceTexts()).status is VerificationStatus.INTACT


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

    assert check(stated, Held()).status is VerificationStatus.INTACT
    if stated.text.strip():
        assert check(replace(stated, start=end, end=end + 1), Held()).status.holds
