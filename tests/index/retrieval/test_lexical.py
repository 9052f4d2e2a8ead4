"""Words found: the index keeps up with the library, and mends itself whatever befell it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.arabic import index_terms
from index.retrieval.lexical import FOLDER, TantivyIndex
from index.store.library import Library
from tests.index.shelf import BAGHDAD, CAIRO, CORDOBA, DAMASCUS, put, put_many

Damage = Callable[[Path], None]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "مكتبة") as library:
        with library.writing():
            put(library, "/القاهرة.txt", CAIRO, title="القاهرة")
            put(library, "/بغداد.txt", BAGHDAD, title="بغداد")
            TantivyIndex.open(library).catch_up()
        yield library


def found(library: Library, index: TantivyIndex, words: str) -> list[str]:
    """The passages that hold any of the words, best first."""
    hits = index.search(dict.fromkeys(index_terms(words), 1.0), 10)
    passages = library.passages(id for id, _ in hits)
    return [library.text(each.document_id, each.start, each.end) for each in passages.values()]


def test_a_word_finds_its_passage_whatever_its_marks_and_prefixes(library: Library) -> None:
    index = TantivyIndex.open(library)

    assert found(library, index, "المَنصورُ")[0] == "بنى المنصور بغداد سنة 762م."
    assert found(library, index, "فاطمي") == ["بناها جوهر الصقلي للفاطميين."]


def test_the_frequency_of_a_term_follows_the_library(library: Library) -> None:
    index = TantivyIndex.open(library)
    before = index.frequency("_قاهر")

    with library.writing():
        put(library, "/ج.txt", "أسواق القاهرة القديمة.")
    found(library, index, "القاهرة")

    assert index.frequency("_قاهر") == before + 1


def test_the_title_and_the_headings_of_a_passage_are_among_its_words(library: Library) -> None:
    with library.writing():
        put(library, "/د.txt", DAMASCUS, title="ابن عساكر", headings=["خطط الشام"])

    index = TantivyIndex.open(library)

    assert len(found(library, index, "عساكر")) == 2
    assert len(found(library, index, "خطط")) == 2


def test_nothing_is_found_for_no_words_or_strange_ones(library: Library) -> None:
    index = TantivyIndex.open(library)

    assert index.search({}, 10) == []
    assert found(library, index, "إسطرلاب") == []
    assert index.search({"_قاهر": 1.0}, 0) == []


def test_a_heavier_term_comes_first(library: Library) -> None:
    index = TantivyIndex.open(library)
    cairo, baghdad = index_terms("القاهرة")[0], index_terms("بغداد")[0]

    first = index.search({cairo: 5.0, baghdad: 1.0}, 4)
    second = index.search({cairo: 1.0, baghdad: 5.0}, 4)

    assert {id for id, _ in first} == {id for id, _ in second}
    assert first[0][0] != second[0][0]


def test_equals_are_ordered_by_id_at_every_limit(library: Library) -> None:
    with library.writing():
        for number in range(40):
            put(library, f"/{number}.txt", f"قرطبة {'ابجدهوزحط'[number % 9]}{number}", title="كتاب")
    index = TantivyIndex.open(library)
    term = {index_terms("قرطبة")[0]: 1.0}

    everything = index.search(term, 100)

    assert everything == sorted(everything, key=lambda hit: (-hit[1], hit[0]))
    assert len({score for _, score in everything}) < len(everything)
    for limit in range(1, 41):
        assert index.search(term, limit) == everything[:limit]


def test_an_open_index_learns_what_another_process_adds_and_removes(library: Library) -> None:
    with Library.open(library.path) as reader:
        index = TantivyIndex.open(reader)
        assert found(reader, index, "قرطبة") == []
        with library.writing():
            put(library, "/قرطبة.txt", CORDOBA)
            library.remove_path("/بغداد.txt")

        assert found(reader, index, "قرطبة")[0] == "قرطبة حاضرة الأندلس."
        assert found(reader, index, "المنصور") == []
        assert not index.in_memory


def test_while_another_process_writes_the_index_answers_from_what_it_has(
    library: Library,
) -> None:
    with library.writing(), Library.open(library.path) as reader:
        put(library, "/قرطبة.txt", CORDOBA)
        index = TantivyIndex.open(reader)

        assert found(reader, index, "المنصور") == ["بنى المنصور بغداد سنة 762م."]
        assert index.behind
        assert not index.in_memory


def test_without_an_index_and_without_the_lock_it_is_made_in_memory(library: Library) -> None:
    shutil.rmtree(library.path / FOLDER)
    with library.writing(), Library.open(library.path) as reader:
        index = TantivyIndex.open(reader)
        assert index.in_memory
        assert found(reader, index, "المنصور") == ["بنى المنصور بغداد سنة 762م."]

        put(library, "/قرطبة.txt", CORDOBA)
        library.remove_path("/بغداد.txt")
        assert found(reader, index, "قرطبة")[0] == "قرطبة حاضرة الأندلس."
        assert found(reader, index, "المنصور") == []


def test_scores_tell_nothing_of_how_the_library_came_about(
    library: Library, tmp_path: Path
) -> None:
    with library.writing():
        for text in (CORDOBA, DAMASCUS, BAGHDAD):
            put(library, "/بغداد.txt", text, title="بغداد")
            TantivyIndex.open(library).catch_up()
    with Library.create(tmp_path / "أخرى") as other, other.writing():
        put(other, "/القاهرة.txt", CAIRO, title="القاهرة")
        put(other, "/بغداد.txt", BAGHDAD, title="بغداد")
        TantivyIndex.open(other).catch_up()
        terms = dict.fromkeys(index_terms("بنى المنصور القاهرة"), 1.0)
        clean = TantivyIndex.open(other).search(terms, 10)

        grown = TantivyIndex.open(library).search(terms, 10)

        assert [score for _, score in grown] == [score for _, score in clean]


def test_another_foldings_index_is_made_anew(library: Library) -> None:
    other = TantivyIndex.open(library, folding=999)

    assert found(library, other, "المنصور") == ["بنى المنصور بغداد سنة 762م."]
    assert not TantivyIndex.open(library, folding=999).behind


def test_another_librarys_index_is_made_anew(library: Library, tmp_path: Path) -> None:
    with Library.create(tmp_path / "أخرى") as other:
        with other.writing():
            put(other, "/قرطبة.txt", CORDOBA)
        shutil.copytree(library.path / FOLDER, other.path / FOLDER)

        assert found(other, TantivyIndex.open(other), "المنصور") == []


def test_an_index_ahead_of_a_library_from_a_backup_is_made_anew(
    library: Library, tmp_path: Path
) -> None:
    backup = tmp_path / "library.db"
    shutil.copy(library.path / "library.db", backup)
    with library.writing():
        put(library, "/قرطبة.txt", CORDOBA)
        TantivyIndex.open(library).catch_up()
    library.close()
    shutil.copy(backup, library.path / "library.db")

    with Library.open(library.path) as restored:
        assert found(restored, TantivyIndex.open(restored), "قرطبة") == []


def damaged(file: Path, data: bytes) -> None:
    # Damage at rest: a file that an open index has mapped is not cut under its feet.
    aside = file.with_suffix(".aside")
    aside.write_bytes(data)
    aside.rename(file)


def cut_to_nothing(file: Path) -> None:
    damaged(file, b"")


def cut_in_half(file: Path) -> None:
    damaged(file, file.read_bytes()[: file.stat().st_size // 2])


def flip_the_middle(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0x15
    damaged(file, bytes(data))


@pytest.mark.parametrize("damage", [Path.unlink, cut_to_nothing, cut_in_half, flip_the_middle])
def test_damage_to_any_file_is_noticed_and_mended_unasked(library: Library, damage: Damage) -> None:
    with library.writing():
        put_many(library, 5)
        index = TantivyIndex.open(library)
        index.catch_up()
    words = dict.fromkeys(index_terms("المنصور في بغداد"), 1.0)
    whole = index.search(words, 50)
    assert len(whole) > 10
    pristine = shutil.copytree(library.path / FOLDER, library.path / "نسخة")
    names = [file.name for file in pristine.iterdir() if file.suffix != ".lock"]
    assert len(names) > 10

    for name in names:
        shutil.rmtree(library.path / FOLDER)
        shutil.copytree(pristine, library.path / FOLDER)
        assert TantivyIndex.open(library).search(words, 50) == whole
        damage(library.path / FOLDER / name)
        mended = TantivyIndex.open(library)
        assert mended.search(words, 50) == whole, name
        assert not mended.in_memory


def test_catching_up_tells_how_far_it_is(library: Library) -> None:
    told: list[tuple[int, int]] = []
    with library.writing():
        put_many(library, 3)
        TantivyIndex.open(library).catch_up(lambda done, total: told.append((done, total)))

    assert told[-1] == (30, 30)


def test_an_index_is_changed_only_by_the_writer(library: Library) -> None:
    with pytest.raises(RuntimeError):
        TantivyIndex.open(library).catch_up()


def test_an_empty_library_has_an_index_that_finds_nothing(tmp_path: Path) -> None:
    with Library.create(tmp_path / "فارغة") as empty:
        assert TantivyIndex.open(empty).search({"_قاهر": 1.0}, 5) == []
