"""Question → hits: found in any spelling, best first, one document not before all."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest

from index.question import analyse
from index.retrieval.lexical import TantivyIndex
from index.retrieval.search import FROM_ONE_DOCUMENT, Searcher
from index.retrieval.vectors import ChromaIndex, build_snapshot
from index.store.library import Library
from tests.index.chroma_use import uses_chroma
from tests.index.shelf import BAGHDAD, CAIRO, CORDOBA, DAMASCUS, HashedWords, hits_of, put, put_many


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path) as library:
        yield library


@pytest.fixture
def searcher(library: Library) -> Searcher:
    with library.writing():
        for number, text in enumerate((CAIRO, BAGHDAD, CORDOBA, DAMASCUS)):
            put(library, f"/{number}.txt", text, title=text.split()[0])
        library.set("embedder_fingerprint", "none")
    return Searcher.open(library)


@pytest.mark.parametrize(
    "question",
    [
        "من بنى بغداد؟",
        "مَنْ بَنَى بَغْدَادَ؟",
        "من بني بغــداد",
        "باني بغداد المنصور",
        "ماذا بنى المنصور؟",
    ],
)
def test_a_passage_is_found_in_any_spelling_of_the_question(
    searcher: Searcher, question: str
) -> None:
    assert hits_of(searcher, question)[0].text == "بنى المنصور بغداد سنة 762م."


def test_a_hit_says_where_it_stands_and_how_it_was_found(searcher: Searcher) -> None:
    hit = hits_of(searcher, "متى أسست القاهرة؟")[0]

    assert hit.text == CAIRO[hit.passage.start : hit.passage.end] == "أُسست القاهرة سنة 969م."
    assert hit.title == "أُسست"
    assert hit.lexical_rank == 1
    assert hit.lexical > 0


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("ماذا حدث للميناء في 4 أغسطس 2020؟", "انفجر الميناء في ٤ آب ٢٠٢٠."),
        ("ماذا حدث للميناء في فبراير؟", "أُغلق الميناء في شباط."),
        ("ماذا حدث للميناء في كانون الثاني؟", "وُسّع الميناء في يناير."),
        ("ماذا حدث للميناء في 2 مارس 2019؟", "رُمّم الميناء في 02-03-2019."),
        ("ماذا حدث للميناء في ١٧ رمضان ١٤٤٠؟", "أُضيء الميناء في 17/9/1440."),
        ("ماذا حدث للميناء في 2024-07-09؟", "بيع الميناء في 9 تموز/يوليو 2024."),
        ("كم سفينة في الميناء، ٣ سفن؟", "في الميناء ثلاثة سفن."),
        ("هل في الميناء سبع سفن؟", "في الميناء 7 سفن."),
        ("هل في الميناء 25 سفينة؟", "في الميناء خمسة وعشرون سفينة."),
        ("من بنى الميناء في القرن 19؟", "بنى الميناء تاجر في القرن التاسع عشر."),
    ],
)
def test_months_numbers_and_dates_are_found_however_they_are_written(
    library: Library, question: str, text: str
) -> None:
    others = (
        "انفجر الميناء في ٤ أيلول ٢٠٢٠.",
        "أُغلق الميناء في نيسان.",
        "وُسّع الميناء في يونيو.",
        "رُمّم الميناء في 02-08-2019.",
        "أُضيء الميناء في 17/5/1440.",
        "بيع الميناء في 9 حزيران/يونيو 2024.",
        "في الميناء أربعة سفن.",
        "في الميناء 9 سفن.",
        "في الميناء خمسة وثلاثون سفينة.",
        "بنى الميناء تاجر في القرن الثامن عشر.",
    )
    with library.writing():
        for number, each in enumerate((*others, text)):
            put(library, f"/{number}.txt", each, title="خبر")

    assert hits_of(library, question)[0].text == text


@pytest.mark.parametrize(
    ("question", "exact", "otherwise"),
    [
        ("متى ازدهر اللوز، في فبراير؟", "ازدهر اللوز في فبراير.", "ازدهر اللوز في شباط."),
        ("متى ازدهر اللوز، في شباط؟", "ازدهر اللوز في شباط.", "ازدهر اللوز في فبراير."),
        ("بيعت ثلاثة خيول", "بيعت ثلاثة خيول.", "بيعت 3 خيول."),
        ("بيعت 3 خيول", "بيعت 3 خيول.", "بيعت ثلاثة خيول."),
        ("بيع في 5 آذار 2011", "بيع في 5 آذار 2011.", "بيع في 5/3/2011."),
        ("بيع في 5/3/2011", "بيع في 5/3/2011.", "بيع في 5 آذار 2011."),
        ("متى مارس الطبيب مهنته؟", "مارس الطبيب مهنته عاما.", "سكن الطبيب آذار عاما."),
    ],
)
def test_what_is_written_as_it_is_asked_for_comes_first(
    library: Library, question: str, exact: str, otherwise: str
) -> None:
    with library.writing():
        put(library, "/1.txt", otherwise, title="خبر")
        put(library, "/2.txt", exact, title="خبر")
        put(library, "/3.txt", f"{exact} {otherwise}", title="خبر")

    best, second, *_ = hits_of(library, question, limit=3)

    assert best.text == exact
    assert best.lexical == pytest.approx(second.lexical, rel=0.5)


def test_a_passage_that_has_both_forms_counts_one(library: Library) -> None:
    """«شباط/فبراير» is one month: no more than a month's name said once."""
    with library.writing():
        put(library, "/1.txt", "سافر التاجر في شباط/فبراير.", title="خبر")
        put(library, "/2.txt", "سافر التاجر ليلا في فبراير.", title="خبر")
    lexical = {hit.text: hit.lexical for hit in hits_of(library, "سافر في فبراير")}

    assert lexical["سافر التاجر في شباط/فبراير."] <= 1.05 * lexical["سافر التاجر ليلا في فبراير."]


@pytest.mark.parametrize(
    "question",
    [
        "أين انتشرت الأنفولنزا؟",
        "أين انتشرت الأنفلنزا؟",
        "أين انتشرت الأنفلو نزا؟",
        "أين انتشرتالأنفلونزا؟",
    ],
)
def test_a_misspelt_word_is_found_all_the_same(library: Library, question: str) -> None:
    texts = ("انتشرت الكوليرا في الميناء.", "الأنفلونزا في السوق.", "انتشرت الحمى في القرى.")
    with library.writing():
        for number, text in enumerate(texts):
            put(library, f"/{number}.txt", text, title="وباء")

    assert hits_of(library, question)[0].text == "الأنفلونزا في السوق."


def test_a_question_about_nothing_here_finds_nothing_by_its_words(searcher: Searcher) -> None:
    assert hits_of(searcher, "xylophone") == []


def test_one_document_does_not_crowd_out_the_others(library: Library) -> None:
    with library.writing():
        put(library, "/a.txt", " ".join(f"ذكر المؤرخ الجامع الكبير مرة {n}." for n in range(8)))
        put(library, "/b.txt", "الجامع الكبير في قرطبة من العجائب التي ذكرها الرحالة قديما.")

    hits = hits_of(library, "الجامع الكبير", limit=5)

    documents = [hit.passage.document_id for hit in hits]
    assert documents[: FROM_ONE_DOCUMENT + 1] == [1, 1, 1, 2]
    assert len(documents) == 5


def documents(searcher: Searcher, question: str, scope: Collection[int] | None = None) -> set[int]:
    return {hit.passage.document_id for hit in hits_of(searcher, question, scope=scope)}


def test_a_scope_finds_what_the_whole_library_would_never_have_shown(library: Library) -> None:
    with library.writing():
        for number in range(80):
            put(library, f"/{number}.txt", f"الجامع الكبير في قرطبة رقم {number}.")
        put_many(library, 30)
        shy = put(
            library, "/shy.txt", "زرنا المدينة ورأينا الجامع بعد عناء. ثم عدنا إلى البيت مساء."
        )
    searcher = Searcher.open(library)
    assert shy not in documents(searcher, "الجامع الكبير في قرطبة")

    hits = hits_of(searcher, "الجامع الكبير في قرطبة", scope=[shy])

    assert hits[0].text == "زرنا المدينة ورأينا الجامع بعد عناء."
    assert {hit.passage.document_id for hit in hits} == {shy}


@pytest.mark.parametrize("resident", [False, True])
def test_a_scope_is_the_whole_ranking_without_the_others(library: Library, resident: bool) -> None:
    with library.writing():
        put_many(library, 20)
        build_snapshot(library)
        put_many(library, 10, seed=1)
    lexical, vectors = TantivyIndex.open(library), ChromaIndex.open(library, resident=resident)
    vector = HashedWords().embed_question("حصن الناصر مراكش")
    terms = analyse("حصن الناصر مراكش").query_terms()
    scope = {3, 11, 24, 29}
    mine = {passage.id for document in scope for passage in library.passages_of(document)}

    nearest, best = vectors.search(vector, 15, scope), lexical.search(terms, 15, scope)

    assert uses_chroma(vectors) is resident
    everything = ChromaIndex.open(library).search(vector, 10_000)
    assert nearest == [each for each in everything if each[0] in mine][:15]
    ranking = lexical.search(terms, 10_000)
    assert best == [each for each in ranking if each[0] in mine][:15]


def test_a_scope_of_nothing_or_of_what_is_gone_finds_nothing(searcher: Searcher) -> None:
    assert hits_of(searcher, "بغداد", scope=[]) == []
    assert hits_of(searcher, "بغداد", scope=[999]) == []


def test_a_favoured_document_wins_among_equals_and_nothing_more(library: Library) -> None:
    with library.writing():
        first = put(library, "/a.txt", "بنى الوالي الجامع سنة 900م.", title="أ")
        second = put(library, "/b.txt", "بنى الوالي الجامع سنة 950م.", title="ب")
        other = put(library, "/c.txt", "وصف الرحالة أسواق المدينة.", title="ج")
    searcher = Searcher.open(library)

    def best(*favoured: int) -> int:
        return hits_of(searcher, "متى بنى الوالي الجامع؟", favoured=favoured)[0].passage.document_id

    assert (best(first), best(second)) == (first, second)
    assert best(other) in (first, second)


def test_the_same_question_gets_the_same_hits(searcher: Searcher, library: Library) -> None:
    assert hits_of(searcher, "الجامع") == hits_of(library, "الجامع")


def test_how_often_a_stem_occurs_counts_its_forms(searcher: Searcher) -> None:
    assert searcher.statistics.frequency("_جامع") == 2
    assert searcher.statistics.passages == 8
