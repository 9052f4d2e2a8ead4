"""The truth: what is stored, under which id, and what another process sees of it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from index.errors import LibraryBusy, LibraryMissing, UserError
from index.store import database, migrations
from index.store.database import write_ahead_is_safe
from index.store.library import FILE, Library
from index.store.names import goes_by
from index.store.records import SLICE_CHARACTERS
from index.types import Anchor, Block, Caveat, Document, Extraction, NewPassage
from tests.index.shelf import BAGHDAD, CAIRO, CORDOBA, put, sentences


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "مكتبة") as library:
        yield library


def words(library: Library, document_id: int) -> list[str]:
    """Of a document's passages, cut one by one."""
    return [
        library.text(document_id, passage.start, passage.end)
        for passage in library.passages_of(document_id)
    ]


def test_a_document_comes_back_whole_with_what_its_reader_found(library: Library) -> None:
    extraction = Extraction(
        text=CAIRO,
        title="القاهرة",
        blocks=(Block("heading", 0, 7, 1),),
        anchors=(Anchor(0, "١"), Anchor(24, "ب", "slide")),
        caveats=(Caveat("ocr", 8, 20),),
        metadata={"author": "المقريزي"},
        encoding="windows-1256",
    )
    with library.writing():
        id = library.put("/كتب/خطط.txt", "aa", 90, extraction, sentences(CAIRO, ["الباب الأول"]))

    document = library.document(id)
    assert document.text == CAIRO
    assert document.blocks == extraction.blocks
    assert document.anchors == extraction.anchors
    assert document.caveats == extraction.caveats
    assert document.metadata == {"author": "المقريزي"}
    assert document.sources == ("/كتب/خطط.txt",)
    assert library.passages_of(id)[0].headings == ("الباب الأول",)
    summary = library.documents()[0]
    assert (summary.title, summary.sha256) == ("القاهرة", document.sha256)
    assert (summary.passages, summary.characters) == (2, len(CAIRO))
    assert summary.encoding == "windows-1256"


def test_a_slice_across_rows_is_the_same_as_a_slice_of_the_text(library: Library) -> None:
    text = CAIRO * (3 * SLICE_CHARACTERS // len(CAIRO))
    with library.writing():
        id = library.put("/طويل.txt", "aa", 1, Extraction(text, "طويل"), [])

    edge = SLICE_CHARACTERS
    for start, end in [(0, 9), (edge - 5, edge + 5), (edge, edge), (edge - 1, 2 * edge + 1)]:
        assert library.text(id, start, end) == text[start:end]
    with pytest.raises(IndexError):
        library.text(id, len(text) - 1, len(text) + 1)
    with pytest.raises(KeyError):
        library.text(id + 1, 0, 1)


def test_the_words_of_passages_are_the_same_when_read_together(library: Library) -> None:
    text = "القاهرة\x00ألف\n" + CAIRO * (2 * SLICE_CHARACTERS // len(CAIRO))
    edge = SLICE_CHARACTERS
    spans = [(0, 5), (3, 12), (edge - 5, edge + 5), (edge, edge + 9), (edge - 9, edge)]
    with library.writing():
        extraction = Extraction(text, "طويل")
        id = library.put("/طويل.txt", "aa", 1, extraction, [NewPassage(*span) for span in spans])

    passages = library.passages_of(id)

    assert library.texts(passages) == {each.id: text[each.start : each.end] for each in passages}
    with library.writing():
        library.remove(id)
    with pytest.raises(KeyError):
        library.texts(passages)


def test_a_changed_file_keeps_its_document_and_loses_its_old_passages(library: Library) -> None:
    with library.writing():
        id = put(library, "/أ.txt", CAIRO)
        old = library.passages_of(id)
        assert put(library, "/أ.txt", BAGHDAD) == id

    assert library.document(id).text == BAGHDAD
    assert words(library, id) == ["بنى المنصور بغداد سنة 762م.", "سماها مدينة السلام."]
    assert library.passages(passage.id for passage in old) == {}
    assert [gone for _, gone in library.removed_after(0)] == [passage.id for passage in old]


def test_the_same_file_again_changes_nothing(library: Library) -> None:
    with library.writing():
        id = put(library, "/أ.txt", CAIRO)
        before = (library.lsn, library.passages_of(id), library.history())
        put(library, "/أ.txt", CAIRO)

    assert (library.lsn, library.passages_of(id), library.history()) == before


def test_one_text_under_two_paths_is_one_document(library: Library) -> None:
    with library.writing():
        id = put(library, "/ب.txt", CAIRO)
        assert put(library, "/أ.txt", CAIRO) == id

    assert library.document(id).sources == ("/أ.txt", "/ب.txt")
    assert len(library.documents()) == 1
    assert library.count() == 2


def test_a_copy_that_is_changed_leaves_the_document_to_the_other_path(library: Library) -> None:
    with library.writing():
        id = put(library, "/أ.txt", CAIRO)
        put(library, "/نسخة.txt", CAIRO)
        other = put(library, "/نسخة.txt", BAGHDAD)

    assert other != id
    assert library.document(id).sources == ("/أ.txt",)
    assert library.document(other).sources == ("/نسخة.txt",)


def test_a_file_that_becomes_another_files_text_joins_it(library: Library) -> None:
    with library.writing():
        cairo = put(library, "/أ.txt", CAIRO)
        baghdad = put(library, "/ب.txt", BAGHDAD)
        assert put(library, "/ب.txt", CAIRO) == cairo

    assert [summary.id for summary in library.documents()] == [cairo]
    with pytest.raises(KeyError):
        library.document(baghdad)


def test_a_renamed_file_keeps_its_document_and_takes_its_new_title(library: Library) -> None:
    with library.writing():
        id = put(library, "/قديم.txt", CAIRO, title="قديم")
        put(library, "/جديد.txt", CAIRO, title="جديد")
        library.remove_path("/قديم.txt")

    document = library.document(id)
    assert (document.title, document.sources) == ("جديد", ("/جديد.txt",))


def test_the_path_that_stays_is_read_again_when_the_one_that_gave_the_title_goes(
    library: Library,
) -> None:
    with library.writing():
        put(library, "/أ.txt", CAIRO, title="أ")
        put(library, "/ب.txt", CAIRO, title="ب")
        library.remove_path("/ب.txt")

    record = library.file("/أ.txt")
    assert record is not None
    assert record.sha256 == ""


def test_a_document_goes_with_its_last_path_and_its_id_is_not_given_again(
    library: Library,
) -> None:
    with library.writing():
        id = put(library, "/أ.txt", CAIRO)
        library.remove_path("/أ.txt")
        library.remove_path("/أ.txt")
        again = put(library, "/أ.txt", CAIRO)

    assert again > id
    assert len(library.removed_after(0)) == 2
    assert library.damage() is None


def test_lsn_rises_with_every_passage_added_or_removed(library: Library) -> None:
    with library.writing():
        id = put(library, "/أ.txt", CAIRO)
        put(library, "/ب.txt", BAGHDAD)
        library.remove(id)
        put(library, "/ج.txt", CORDOBA)

    added = [lsn for lsn, _, _ in library.passages_after(0)]
    removed = [lsn for lsn, _ in library.removed_after(0)]
    assert added == [3, 4, 7, 8]
    assert removed == [5, 6]
    assert library.lsn == 8
    assert [title for _, _, title in library.passages_after(4)] == ["مدن", "مدن"]


def test_vectors_come_back_beside_their_passages(library: Library) -> None:
    vectors = np.array([[0.5, -0.25], [1, 0]])
    with library.writing():
        id = library.put("/أ", "", 1, Extraction(CAIRO, "أ"), sentences(CAIRO))
        put_ids = [passage.id for passage in library.passages_of(id)]
        assert (library.embedded, library.dimension) == (0, None)
        library.put_vectors(put_ids, vectors)

    ids, matrix = library.vectors_after(0)
    assert (ids.tolist(), matrix.tolist()) == (put_ids, vectors.tolist())
    ids, matrix = library.vectors([put_ids[1], 999])
    assert (ids.tolist(), matrix.tolist()) == ([put_ids[1]], [[1, 0]])
    assert library.dimension == 2
    assert library.embedded == library.lsn


def test_vectors_are_kept_in_the_order_of_their_passages(library: Library) -> None:
    with library.writing():
        for text in (CAIRO, BAGHDAD):
            library.put(f"/{text}", "", 1, Extraction(text, "مدن"), sentences(text))
        first, *others = [passage.id for _, passage, _ in library.passages_after(0)]

        with pytest.raises(ValueError, match="order"):
            library.put_vectors(others, np.ones((3, 2)))
        library.put_vectors([first], np.ones((1, 2)))
        library.remove(library.documents()[0].id)
        library.put_vectors(others, np.ones((3, 2)))  # of one that has gone, too

    assert library.vectors_after(0)[0].tolist() == others[1:]
    assert [id for _, id in library.removed_after(0)] == [first, others[0]]


def test_a_document_that_does_not_fit_is_refused_and_leaves_no_trace(library: Library) -> None:
    one = [NewPassage(0, 5)]
    extraction = Extraction(CAIRO, "أ")
    with library.writing():
        library.put("/أ", "", 1, Extraction(BAGHDAD, "ب"), one)
        before = (library.documents(), library.lsn)
        for passages in ([NewPassage(0, 999)], [NewPassage(5, 5)]):
            with pytest.raises(ValueError, match=r"."):
                library.put("/ج", "", 1, extraction, passages)
            assert (library.documents(), library.lsn) == before


@pytest.mark.parametrize(
    "vectors",
    [np.ones((2, 4)), np.ones((1, 8)), np.full((1, 4), np.nan), np.full((1, 4), 1e9)],
    ids=["عددها", "بعدها", "ليست عددًا", "أكبر من أن تُحفظ"],
)
def test_vectors_that_do_not_fit_are_refused_and_leave_no_trace(
    library: Library, vectors: npt.NDArray[np.float64]
) -> None:
    with library.writing():
        for name in ("أ", "ب"):
            extraction = Extraction(CAIRO + name, name)
            library.put(f"/{name}", "", 1, extraction, [NewPassage(0, 5)])
        known, new = [passage.id for _, passage, _ in library.passages_after(0)]
        library.put_vectors([known], np.ones((1, 4)))

        with pytest.raises(ValueError, match=r"."):
            library.put_vectors([new], vectors)

    assert library.vectors_after(0)[0].tolist() == [known]


def test_several_changes_can_be_one_and_a_failing_one_is_undone_alone(library: Library) -> None:
    with library.writing():
        with library.transaction():
            put(library, "/أ.txt", CAIRO)
            with pytest.raises(ValueError, match="does not fit"):
                library.put("/ب", "", 1, Extraction(BAGHDAD, "ب"), [NewPassage(0, 999)])
        with pytest.raises(ValueError, match="does not fit"), library.transaction():
            library.put("/ج", "", 1, Extraction(CORDOBA, "ج"), [NewPassage(0, 999)])

    assert [summary.sources for summary in library.documents()] == [("/أ.txt",)]


def test_a_path_that_is_no_utf8_is_kept_by_its_bytes(library: Library) -> None:
    path = os.fsdecode("/كتب/".encode() + b"\xc7\xe1\xde\xc7\xe5\xd1\xc9.txt")
    with library.writing():
        id = library.put(path, "aa", 1, Extraction(CAIRO, Path(path).stem), [])

    assert library.document(id).sources == (path,)
    assert library.file(path) is not None
    library.document(id).title.encode()


def test_new_cuts_replace_passages_and_equal_ones_keep_their_ids(library: Library) -> None:
    with library.writing():
        id = library.put("/أ", "", 1, Extraction(CAIRO, "أ"), sentences(CAIRO))
        before = library.passages_of(id)
        library.replace_passages(id, sentences(CAIRO))
        assert library.passages_of(id) == before
        library.replace_passages(id, [NewPassage(0, len(CAIRO))])

    assert words(library, id) == [CAIRO]


def test_history_tells_what_was_done_in_order(library: Library) -> None:
    with library.writing():
        id = put(library, "/أ.txt", CAIRO, title="القاهرة")
        put(library, "/أ.txt", BAGHDAD, title="بغداد")
        library.log("settings", {"embedder": "builtin"})
        library.remove(id)

    events = [(event.event, event.details) for event in library.history()]
    assert events == [
        ("add", {"document": id, "title": "القاهرة", "path": "/أ.txt"}),
        ("refresh", {"document": id, "title": "بغداد", "path": "/أ.txt"}),
        ("settings", {"embedder": "builtin"}),
        ("remove", {"document": id, "title": "بغداد"}),
    ]
    assert [event.event for event in library.history(after=2)] == ["settings", "remove"]


def test_state_is_kept_and_forgotten(library: Library) -> None:
    with library.writing():
        library.set("embedder", "builtin")
        library.set("embedder", "ollama:bge-m3")
        assert library.get("embedder") == "ollama:bge-m3"
        library.set("embedder", None)
    assert library.get("embedder") is None


def test_a_document_read_before_a_refresh_is_read_anew(library: Library) -> None:
    with library.writing():
        id = put(library, "/أ.txt", CAIRO)
    with Library.open(library.path) as reader:
        assert reader.document(id).text == CAIRO
        with library.writing():
            put(library, "/أ.txt", BAGHDAD)
            put(library, "/ب.txt", BAGHDAD)
        assert reader.document(id).text == BAGHDAD
        assert reader.document(id).sources == ("/أ.txt", "/ب.txt")


def test_a_reader_is_not_held_up_by_a_writer_and_sees_only_whole_changes(library: Library) -> None:
    with library.writing(), Library.open(library.path) as reader:
        put(library, "/أ.txt", CAIRO)
        with library.transaction():
            put(library, "/ب.txt", BAGHDAD)
            assert len(library.documents()) == 2
            assert [summary.sources for summary in reader.documents()] == [("/أ.txt",)]
        assert len(reader.documents()) == 2


def test_nothing_is_changed_outside_writing(library: Library) -> None:
    with pytest.raises(RuntimeError):
        put(library, "/أ.txt", CAIRO)
    with library.writing():
        pass
    with pytest.raises(RuntimeError):
        library.remove(1)


def test_a_second_writer_is_told_at_once_who_holds_the_lock(library: Library) -> None:
    with library.writing(), Library.open(library.path) as other:
        with pytest.raises(LibraryBusy) as refusal, other.writing():
            pass
        assert str(os.getpid()) in refusal.value.message.ar
        assert str(os.getpid()) in refusal.value.message.en
    with Library.open(library.path) as other, other.writing():
        put(other, "/أ.txt", CAIRO)


def test_the_lock_of_a_dead_writer_is_free(library: Library) -> None:
    script = (
        "import os, sys; from index.store.library import Library\n"
        "with Library.open(sys.argv[1]).writing(): os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", script, library.path], check=False)

    with library.writing():
        put(library, "/أ.txt", CAIRO)


def test_where_there_is_no_library_one_is_told_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(LibraryMissing) as refusal:
        Library.open(tmp_path)
    assert str(tmp_path) in refusal.value.message.ar
    assert "shawahid add" in refusal.value.hint.en


def test_a_library_is_for_its_owner_only(library: Library) -> None:
    assert library.path.stat().st_mode & 0o777 == 0o700
    assert (library.path / FILE).stat().st_mode & 0o777 == 0o600


def test_a_library_of_a_later_version_is_refused(library: Library) -> None:
    library.close()
    connection = sqlite3.connect(library.path / FILE)
    connection.execute(f"PRAGMA user_version = {database.SCHEMA_VERSION + 1}")
    connection.close()

    with pytest.raises(UserError, match=f"format {database.SCHEMA_VERSION + 1}"):
        Library.open(library.path)


def test_a_library_of_an_older_version_is_brought_up_to_date_and_kept(tmp_path: Path) -> None:
    file = tmp_path / FILE
    old = sqlite3.connect(file)
    old.executescript(Path(__file__).with_name("library-1.sql").read_text())
    old.close()

    with Library.open(tmp_path) as library:
        document = library.document(1)
        assert [anchor.label for anchor in document.anchors] == ["1", "2"]
        assert document.page_at(document.text.index("الأزهر")) == "2"
        assert document.caveats == ()
        assert library.passages_of(1)
    kept = sqlite3.connect(migrations.kept_copy(file, 1))
    assert kept.execute("PRAGMA user_version").fetchone() == (1,)
    assert kept.execute("SELECT pages FROM documents").fetchone()
    kept.close()


@pytest.mark.parametrize("keep", [0, 10, 5000])
def test_a_damaged_file_is_named(library: Library, keep: int) -> None:
    with library.writing():
        put(library, "/أ.txt", CAIRO)
    library.close()
    file = library.path / FILE
    file.write_bytes(file.read_bytes()[:keep])

    with pytest.raises(UserError) as refusal, Library.open(library.path) as opened:
        opened.documents()
    assert str(file) in refusal.value.message.en


def test_write_ahead_logging_is_used_only_where_sqlite_mended_it() -> None:
    safe = [(3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 52, 0)]
    unsafe = [(3, 40, 1), (3, 44, 5), (3, 45, 0), (3, 50, 6), (3, 51, 0), (3, 51, 2)]
    assert all(map(write_ahead_is_safe, safe))
    assert not any(map(write_ahead_is_safe, unsafe))


def test_blocks_and_anchors_are_plain_json_in_the_file(library: Library) -> None:
    extraction = Extraction(CAIRO, "أ", anchors=(Anchor(0, "١"),))
    with library.writing():
        library.put("/أ", "", 1, extraction, [])

    connection = sqlite3.connect(library.path / FILE)
    anchors = connection.execute("SELECT anchors FROM documents").fetchone()[0]
    connection.close()
    assert json.loads(anchors) == [{"start": 0, "label": "١", "kind": "page"}]


def test_a_document_goes_by_its_title_and_the_last_parts_of_its_path() -> None:
    document = Document(1, "نص", "", "عنوان", ("/أ/ب.txt",))

    assert goes_by("عنوان", document)
    assert goes_by("أ/ب.txt", document)
    assert not goes_by("ب", document)
    assert not goes_by("", document)


def test_a_name_is_the_same_in_either_normal_form(library: Library) -> None:
    with library.writing():
        id = put(library, "/كتب/ا\u0653ثار.txt", CAIRO, title="تأريخ")

    document = library.document(id)

    assert goes_by("آثار.txt", document)
    assert goes_by("تا\u0654ريخ", document)
