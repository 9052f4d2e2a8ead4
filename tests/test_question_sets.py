"""What the benchmarks measure with: sets of questions, the same put otherwise, whole sentences."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.benchmarks.judging import holds_verbatim, is_torn
from tests.benchmarks.perturbing import CLOSINGS, OPENINGS, dialectal, perturbed, polite
from tests.benchmarks.sets import Question, Row, load

PARAGRAPH: Row = {
    "id": "nile-0",
    "title": "النيل",
    "text": "ينبع النيل من بحيرة فكتوريا.",
    "article_id": "nile",
}
ASKED: Row = {
    "id": 7,
    "question": "من أين ينبع النيل؟",
    "answers": [{"text": "بحيرة فكتوريا", "start": 14}],
    "doc_id": "nile-0",
    "article_id": "nile",
    "split": "train",
}


def write(path: Path, rows: Iterable[Row]) -> None:
    path.parent.mkdir(exist_ok=True)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    data = lines.encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


def test_a_set_is_read_with_its_paragraphs(tmp_path: Path) -> None:
    write(tmp_path / "nil" / "docs.jsonl", [PARAGRAPH])
    write(tmp_path / "nil" / "qa.jsonl", [ASKED])

    (shelf,) = load(tmp_path / "nil", False, "all")

    assert shelf.name == "nil"
    assert list(shelf.contents) == ["nile-0"]
    assert shelf.questions == [
        Question("7", "من أين ينبع النيل؟", ("بحيرة فكتوريا",), frozenset(["nile-0"]))
    ]


def test_a_split_that_a_set_does_not_have_is_told_with_those_that_it_has(tmp_path: Path) -> None:
    write(tmp_path / "nil" / "docs.jsonl", [PARAGRAPH])
    write(tmp_path / "nil" / "qa.jsonl", [ASKED])

    with pytest.raises(SystemExit, match="nil: no questions of the split test; it has train"):
        load(tmp_path / "nil", False, "test")


def test_paragraphs_may_stand_in_the_encyclopaedia_beside_the_set(tmp_path: Path) -> None:
    other = {**PARAGRAPH, "id": "amazon-0", "article_id": "amazon"}
    unsure = {**ASKED, "id": 8, "sure": False}
    write(tmp_path / "wiki_ar" / "docs.jsonl.gz", [PARAGRAPH, other])
    write(tmp_path / "nil" / "qa.jsonl", [{**ASKED, "answers": []}, unsure])

    (shelf,) = load(tmp_path / "nil", False, "train")

    assert list(shelf.contents) == ["nile-0"]
    assert [(one.id, one.answers) for one in shelf.questions] == [("7", ())]


def test_each_variety_of_a_set_has_a_shelf_of_its_own(tmp_path: Path) -> None:
    write(tmp_path / "nil" / "docs.jsonl", [PARAGRAPH])
    asked = [{**ASKED, "dialect": variety} for variety in ("arb", "arz", "ary")]
    write(tmp_path / "nil" / "qa.jsonl", asked)

    shelves = load(tmp_path / "nil", False, "all")

    assert [shelf.name for shelf in shelves] == ["nil · arb", "nil · arz", "nil · ary"]


def test_a_sample_is_the_same_each_time(tmp_path: Path) -> None:
    write(tmp_path / "nil" / "docs.jsonl", [PARAGRAPH])
    write(tmp_path / "nil" / "qa.jsonl", [{**ASKED, "id": number} for number in range(50)])

    (first,), (again,) = (load(tmp_path / "nil", False, "all", 5) for _ in range(2))

    assert len(first.questions) == 5
    assert first.questions == again.questions


def test_a_polite_question_holds_the_plain_one() -> None:
    asked = polite("- متى بُني الفنار؟", "7")

    opening, closing = asked.split("متى بُني الفنار؟")
    assert opening in OPENINGS
    assert closing in CLOSINGS


def test_question_words_and_particles_are_put_into_a_dialect() -> None:
    put = {dialectal("ما هو النهر الذي يمر بالقاهرة الآن؟", str(seed)) for seed in range(50)}

    assert put == {
        "إيه هو النهر اللي يمر بالقاهرة دلوقتي؟",
        "شو هو النهر يلي يمر بالقاهرة هلق؟",
        "وش هو النهر اللي يمر بالقاهرة الحين؟",
        "شنو هو النهر اللي يمر بالقاهرة هسه؟",
        "شنو هو النهر لي يمر بالقاهرة دابا؟",
    }


def test_english_questions_are_those_of_the_same_id(tmp_path: Path) -> None:
    write(tmp_path / "questions_en.jsonl.gz", [{"id": "7", "question": "Where is its source?"}])
    asked = [Question(id, "أين ينبع؟", ("فكتوريا",), frozenset(["nile-0"])) for id in ("7", "8")]

    english = perturbed(asked, "english", tmp_path)

    assert [(one.id, one.text) for one in english] == [("7", "Where is its source?")]


@pytest.mark.parametrize(
    ("text", "quote", "torn"),
    [
        ("وصل القطار ظهرًا. ثم عاد.", "وصل القطار ظهرًا.", False),
        ("وصل القطار ظهرًا. ثم عاد.", "وصل القطار ظهرًا", False),
        ("وصل القطار ظهرًا، ثم عاد ليلًا.", "وصل القطار ظهرًا،", True),
        ("المواعيد\n\nوصل القطار.", "المواعيد", False),
        ("القطار | الساعة\nالسريع | 8 | صباحًا", "القطار | الساعة\nالسريع | 8", False),
    ],
)
def test_a_quote_is_torn_when_its_sentence_goes_on(text: str, quote: str, torn: bool) -> None:
    assert is_torn(text, text.index(quote) + len(quote)) is torn


def test_a_snippet_stands_in_a_text_as_a_run_of_whole_words() -> None:
    assert holds_verbatim("بدل السكن: ٢٬٢٠٠ درهم.", "بدلُ السَّكن 2,200 درهم")
    assert not holds_verbatim("بدل السكن: ٢٬٢٠٠ درهم.", "بدل درهم")
    assert not holds_verbatim("لم يحضر.", "")
