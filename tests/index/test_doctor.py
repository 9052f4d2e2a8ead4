"""The doctor finds what is wrong, says where, and mends what can be mended."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.doctor import examine_file, examine_library, repair_library
from index.ingest import add, remove_documents
from index.retrieval import lexical
from index.retrieval.lexical import TantivyIndex
from index.retrieval.vectors import ChromaIndex, build_snapshot
from index.store.library import FILE, Library
from tests.index import shelf

CAIRO = "أُسست القاهرة سنة 969م على يد القائد جوهر الصقلي في عهد الدولة الفاطمية."
BAGHDAD = "بنى المنصور بغداد سنة 762م، وسماها مدينة السلام، وجعل لها أربعة أبواب."
LAW = " ".join(
    f"المادة {number}: يلتزم الموظف رقم {number} بمواعيد العمل التي تحددها الإدارة."
    for number in range(1, 40)
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    (tmp_path / "القاهرة.txt").write_text(CAIRO, encoding="utf-8")
    (tmp_path / "بغداد.txt").write_text(BAGHDAD, encoding="utf-8")
    with Library.create(tmp_path / "مكتبة") as library:
        list(add(library, [tmp_path / "القاهرة.txt", tmp_path / "بغداد.txt"]))
        yield library


def kinds(library: Library) -> list[str]:
    return [each.kind for each in examine_library(library).findings]


def named(library: Library, title: str) -> int:
    return next(each.id for each in library.documents() if each.title == title)


def spoil_text(library: Library) -> None:
    """One letter of Cairo's text is another one on the disk."""
    with sqlite3.connect(library.path / FILE) as connection:
        connection.execute("UPDATE slices SET text = replace(text, '969', '968')")
    connection.close()


def test_a_sound_library_has_nothing_to_tell(library: Library) -> None:
    report = examine_library(library)

    assert (report.documents, report.is_sound, report.findings) == (2, True, ())


def test_a_changed_letter_in_a_kept_text_is_found_and_restored(library: Library) -> None:
    spoil_text(library)
    with Library.open(library.path) as opened:
        found = [each for each in examine_library(opened).findings if each.kind == "text"]
        repair_library(opened)

        assert [each.document_id for each in found] == [named(opened, "القاهرة")]
        assert opened.document(named(opened, "القاهرة")).text == CAIRO
        assert examine_library(opened).is_sound


def test_a_text_whose_file_is_gone_stays_told_and_is_not_removed(library: Library) -> None:
    spoil_text(library)
    (library.path.parent / "القاهرة.txt").unlink()
    with Library.open(library.path) as opened:
        repair_library(opened)

        assert {"text", "missing_file"} <= set(kinds(opened))
        assert len(opened.documents()) == 2


def test_a_missing_word_index_is_found_and_made_anew(library: Library) -> None:
    shutil.rmtree(library.path / lexical.FOLDER)

    assert kinds(library) == ["word_index"]
    repair_library(library)
    assert examine_library(library).is_sound


def test_a_garbled_word_index_is_found_and_made_anew(library: Library) -> None:
    for file in (library.path / lexical.FOLDER).iterdir():
        file.write_bytes(b"\0" * file.stat().st_size)

    assert kinds(library) == ["word_index"]
    repair_library(library)
    assert examine_library(library).is_sound


def test_a_word_index_that_lacks_a_passage_is_found_and_made_anew(library: Library) -> None:
    (library.path.parent / "دمشق.txt").write_text("دمشق من أقدم مدن العالم.", encoding="utf-8")
    before = library.path.parent / "قبل"
    shutil.copytree(library.path / lexical.FOLDER, before)
    list(add(library, [library.path.parent / "دمشق.txt"]))
    shutil.rmtree(library.path / lexical.FOLDER)
    shutil.copytree(before, library.path / lexical.FOLDER)

    found = examine_library(library).findings

    assert [each.message.en for each in found] == [
        "the word index lacks 1 of 3 passages, has 0 of no document"
    ]
    repair_library(library)
    assert examine_library(library).is_sound


def test_what_is_left_of_a_removed_document_is_told_with_its_place(library: Library) -> None:
    remove_documents(library, [named(library, "بغداد")])

    report = examine_library(library)

    assert "of removed documents, titles: the library's history: 1" in [
        each.message.en for each in report.findings
    ]
    assert report.is_sound


def test_a_removed_passage_that_the_word_index_still_holds_is_told(library: Library) -> None:
    """The index as it was before the removal, put back by a restored backup."""
    before = library.path.parent / "قبل"
    shutil.copytree(library.path / lexical.FOLDER, before)
    remove_documents(library, [named(library, "بغداد")])
    shutil.rmtree(library.path / lexical.FOLDER)
    shutil.copytree(before, library.path / lexical.FOLDER)

    told = [each.message.en for each in examine_library(library).findings]

    assert "the word index lacks 0 of 1 passages, has 1 of no document" in told
    assert "of removed documents, words: the word index: 1" in told
    repair_library(library)
    contents = TantivyIndex.contents(library)
    assert contents is not None
    assert (len(contents.ids), contents.remains) == (1, 0)


def test_vectors_of_a_removed_document_that_chroma_still_holds_are_told_and_swept(
    tmp_path: Path,
) -> None:
    with Library.create(tmp_path / "متجهات") as library:
        with library.writing():
            shelf.put(library, "/كتب/قاهرة.txt", shelf.CAIRO)
            gone = shelf.put(library, "/كتب/بغداد.txt", shelf.BAGHDAD)
            TantivyIndex.open(library).catch_up()
            build_snapshot(library)
        before = [each.kind for each in examine_library(library).findings]
        remove_documents(library, [gone])

        told = [each.message.en for each in examine_library(library).findings]
        repair_library(library)
        contents = ChromaIndex.contents(library)

    assert before == ["missing_file", "missing_file"]
    assert "of removed documents, vectors: Chroma: 2" in told
    assert contents is not None
    assert (len(contents.ids), contents.remains) == (2, 0)


def test_files_that_changed_are_read_again_and_those_that_are_gone_are_told(
    library: Library,
) -> None:
    folder = library.path.parent
    (folder / "القاهرة.txt").write_text(CAIRO + " ثم اتسعت.", encoding="utf-8")
    (folder / "بغداد.txt").unlink()

    assert sorted(kinds(library)) == ["changed_file", "missing_file"]
    repair_library(library)
    assert kinds(library) == ["missing_file"]
    assert library.document(named(library, "القاهرة")).text == CAIRO + " ثم اتسعت."


def test_a_file_is_examined_before_it_is_added(tmp_path: Path) -> None:
    spoilt = "\n".join([CAIRO.encode("windows-1256").decode("latin-1")])
    (tmp_path / "تالف.txt").write_text(spoilt, encoding="utf-8")

    (report,) = examine_file(tmp_path / "تالف.txt")

    assert report.caveats == (("mended", len(CAIRO.encode("windows-1256"))),)
    assert [each.en for each in report.remarks] == [
        "lines Windows-1256 once read as Latin-1 and saved; undone: 1"
    ]
    assert (report.document_id, report.is_sound) == (None, True)


def test_a_near_duplicate_and_a_duplicate_are_told_with_their_documents(library: Library) -> None:
    folder = library.path.parent
    (folder / "قانون.txt").write_text(LAW, encoding="utf-8")
    list(add(library, [folder / "قانون.txt"]))
    (folder / "نسخة.txt").write_text(LAW, encoding="utf-8")
    (folder / "قريب.txt").write_text(LAW.replace("الموظف رقم 7 ", "العامل رقم 7 "), "utf-8")

    (same,), (near,) = (examine_file(folder / f"{name}.txt", library) for name in ("نسخة", "قريب"))

    law = named(library, "قانون")
    assert [(each.document_id, each.share) for each in same.duplicates] == [(law, 1.0)]
    assert [each.document_id for each in near.duplicates] == [law]
    assert near.duplicates[0].share < 1


def test_text_of_wrong_letters_is_doubted(tmp_path: Path) -> None:
    (tmp_path / "خطأ.txt").write_text(
        LAW.translate(str.maketrans("ابتلمنري", "زظخءطغذف")), encoding="utf-8"
    )

    (report,) = examine_file(tmp_path / "خطأ.txt")

    assert (report.is_doubtful, report.is_sound) == (True, False)


def test_pages_without_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "كتاب.txt").write_text(f"{CAIRO}\f\n\f{BAGHDAD}", encoding="utf-8")

    (report,) = examine_file(tmp_path / "كتاب.txt")

    assert (report.pages, report.empty_pages) == (3, ("2",))


def test_a_file_of_marks_that_nobody_sees_is_refused_as_empty(tmp_path: Path) -> None:
    (tmp_path / "خفي.txt").write_text("\u200f\u200b \u2066\u2069\n", encoding="utf-8")

    (report,) = examine_file(tmp_path / "خفي.txt")

    assert report.reason is not None
    assert report.reason.message.ar == "ليس فيه نص"
