"""Near passages found: the same by scan and by Chroma, whatever became of the snapshot."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.errors import UserError
from index.retrieval.chroma import COLLECTION, NAMED, named_snapshot
from index.retrieval.vectors import ChromaIndex, build_snapshot, needs_snapshot
from index.store.library import FILE, Library
from tests.index.chroma_use import uses_chroma
from tests.index.shelf import BAGHDAD, CAIRO, HashedWords, chapter, put, put_many

Damage = Callable[[Path], None]
QUESTIONS = (
    "من بنى القاهرة؟",
    "متى حُصّنت قرطبة؟",
    "ما الذي جدده المنصور في بغداد؟",
    "حكم صلاح الدين حلب",
    "القيروان",
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of 600 passages with its snapshot; to be copied, not changed."""
    with Library.create(tmp_path_factory.mktemp("مكتبة")) as library, library.writing():
        put_many(library, 60)
        build_snapshot(library)
        return library.path


@pytest.fixture
def library(built: Path, tmp_path: Path) -> Iterator[Library]:
    shutil.copytree(built, tmp_path / "مكتبة")
    with Library.open(tmp_path / "مكتبة") as library:
        yield library


def nearest(index: ChromaIndex, limit: int = 20) -> list[list[tuple[int, float]]]:
    embedder = HashedWords()
    return [index.search(embedder.embed_question(each), limit) for each in QUESTIONS]


def snapshot_folder(library: Library) -> Path:
    snapshot = named_snapshot(library)
    assert snapshot is not None
    return snapshot.folder(library)


def test_a_scan_and_chroma_find_the_same_in_the_same_order(library: Library) -> None:
    scan = ChromaIndex.open(library)
    chroma = ChromaIndex.open(library, resident=True)

    assert nearest(scan) == nearest(chroma)
    assert (uses_chroma(scan), uses_chroma(chroma)) == (False, True)


def test_a_passage_is_nearest_to_its_own_words(library: Library) -> None:
    vector = HashedWords().embed_question(chapter(0, 7).split(".")[2])
    index = ChromaIndex.open(library, resident=True)

    (id, cosine), *_ = index.search(vector, 1)

    passage = library.passages([id])[id]
    text = library.text(passage.document_id, passage.start, passage.end)
    assert text == chapter(0, 7).split(".")[2].strip() + "."
    assert cosine == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize("resident", [False, True])
def test_what_changed_since_the_snapshot_is_found_or_left_out(
    library: Library, resident: bool
) -> None:
    index = ChromaIndex.open(library, resident=resident)
    nearest(index)
    first = library.documents()[0]
    gone = {passage.id for passage in library.passages_of(first.id)}
    with library.writing():
        library.remove(first.id)
        put(library, "/كتب/0-1.txt", CAIRO)
        put(library, "/بغداد.txt", BAGHDAD)

    hits = nearest(index, 600)

    assert hits == nearest(ChromaIndex.open(library), 600)
    assert not gone & {id for some in hits for id, _ in some}
    new = library.passages_of(library.documents()[-1].id)
    assert {passage.id for passage in new} <= {id for some in hits for id, _ in some}
    assert uses_chroma(index) is resident


def test_an_open_index_moves_to_the_next_snapshot(library: Library) -> None:
    index = ChromaIndex.open(library, resident=True)
    with library.writing():
        put_many(library, 5, seed=3)
        build_snapshot(library)

    assert nearest(index) == nearest(ChromaIndex.open(library))
    assert uses_chroma(index)
    assert len(list((library.path / "vectors").iterdir())) == 1


def test_a_snapshot_is_built_where_somebody_has_an_index_of_their_own(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.py").write_text("raise SystemExit('not yours')\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    before = named_snapshot(library)
    with library.writing():
        put_many(library, 5, seed=3)
        build_snapshot(library)

    assert named_snapshot(library) != before


def test_a_question_without_words_is_near_to_nothing(library: Library) -> None:
    assert ChromaIndex.open(library).search([0.0] * 256, 5) == []


def test_a_library_without_vectors_is_searched_in_vain_and_needs_no_snapshot(
    tmp_path: Path,
) -> None:
    with Library.create(tmp_path) as empty:
        assert ChromaIndex.open(empty, resident=True).search([1.0] * 256, 5) == []
        assert not needs_snapshot(empty)
        with empty.writing():
            build_snapshot(empty)
        assert empty.get(NAMED) is None


def test_a_snapshot_is_due_when_there_is_none_or_it_fits_no_more(library: Library) -> None:
    assert not needs_snapshot(library)
    with library.writing():
        put_many(library, 90, seed=4)
        assert not needs_snapshot(library)
        put_many(library, 20, seed=5)
        assert needs_snapshot(library)
        build_snapshot(library)
        assert not needs_snapshot(library)
        library.set("embedder_fingerprint", "ollama:bge-m3")
        assert needs_snapshot(library)
        assert not uses_chroma(ChromaIndex.open(library, resident=True))


def cut_to_nothing(file: Path) -> None:
    file.write_bytes(b"")


def cut_in_half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def flip_some(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for at in range(40, len(data), max(1, len(data) // 200)):
        data[at] ^= 0x15
    file.write_bytes(data)


@pytest.mark.parametrize("damage", [Path.unlink, cut_to_nothing, cut_in_half, flip_some])
def test_damage_to_any_file_is_noticed_before_chroma_sees_it_and_answers_stay(
    library: Library, damage: Damage
) -> None:
    whole = nearest(ChromaIndex.open(library))
    names = sorted(
        str(file.relative_to(snapshot_folder(library)))
        for file in snapshot_folder(library).rglob("*")
        if file.is_file() and file.stat().st_size
    )
    assert len(names) >= 5
    for name in names:
        file = snapshot_folder(library) / name
        kept = file.read_bytes()
        damage(file)

        index = ChromaIndex.open(library, resident=True)

        assert nearest(index) == whole
        assert index.damaged is not None
        assert name in index.damaged
        assert not uses_chroma(index)
        assert needs_snapshot(library)
        file.write_bytes(kept)
    assert ChromaIndex.open(library, resident=True).damaged is None


@pytest.mark.parametrize("damage", [Path.unlink, cut_to_nothing, cut_in_half])
def test_a_single_question_notices_a_missing_or_short_file_by_its_size(
    library: Library, damage: Damage
) -> None:
    damage(snapshot_folder(library) / "chroma.sqlite3")

    index = ChromaIndex.open(library)

    assert index.damaged is not None
    assert len(nearest(index)[0]) == 20


def test_a_damaged_snapshot_is_replaced_and_its_folder_swept(library: Library) -> None:
    broken = snapshot_folder(library)
    shutil.rmtree(broken)
    with library.writing():
        assert needs_snapshot(library)
        build_snapshot(library)

    assert snapshot_folder(library) != broken
    assert uses_chroma(ChromaIndex.open(library, resident=True))


def test_a_snapshot_that_was_opened_often_is_still_sound(library: Library) -> None:
    """Chroma adds a row to this table whenever it opens a folder."""
    connection = sqlite3.connect(snapshot_folder(library) / "chroma.sqlite3")
    with connection:
        rows = [(1,)] * 5_000
        connection.executemany("INSERT INTO acquire_write (lock_status) VALUES (?)", rows)
    connection.close()

    index = ChromaIndex.open(library, resident=True)

    assert index.damaged is None
    assert uses_chroma(index)


@pytest.mark.parametrize("text", ["القاهرة.", "؟؟؟.", "القاهرة. ؟؟؟."])
def test_a_library_of_a_word_or_none_has_a_snapshot_too(tmp_path: Path, text: str) -> None:
    with Library.create(tmp_path / "مكتبة") as library:
        with library.writing():
            put(library, "/صغير.txt", text)
            build_snapshot(library)

        index = ChromaIndex.open(library, resident=True)
        assert nearest(index) == nearest(ChromaIndex.open(library))
        assert (index.damaged, uses_chroma(index)) == (None, True)


def test_a_folder_that_no_row_names_is_rubbish(library: Library) -> None:
    live = snapshot_folder(library)
    (library.path / "vectors" / "gen-000099").mkdir()
    with library.writing():
        build_snapshot(library)

    assert [file.name for file in (library.path / "vectors").iterdir()] == ["gen-000002"]
    assert not live.exists()


def test_a_snapshot_that_cannot_be_built_leaves_the_live_one(library: Library) -> None:
    live = library.get(NAMED)
    in_the_way = library.path / "vectors" / "gen-000002"
    in_the_way.write_text("ملف في الطريق", encoding="utf-8")
    with library.writing():
        with pytest.raises(UserError) as refusal:
            build_snapshot(library)
        assert str(in_the_way) in refusal.value.message.ar
        assert library.get(NAMED) == live
        build_snapshot(library)

    assert uses_chroma(ChromaIndex.open(library, resident=True))


def test_chromas_server_is_never_imported_and_nothing_embeds_by_itself(library: Library) -> None:
    script = (
        "import sys; from index.store.library import Library\n"
        "from index.retrieval.vectors import ChromaIndex\n"
        "index = ChromaIndex.open(Library.open(sys.argv[1]), resident=True)\n"
        "assert index._collection is not None\n"
        "assert not [name for name in sys.modules if name.startswith('chromadb.server')]\n"
        "assert 'onnxruntime' not in sys.modules\n"
        "try: index._collection.query(query_texts=['القاهرة'])\n"
        "except RuntimeError as refusal: print(refusal)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, library.path], capture_output=True, text=True, check=True
    )
    assert "query this collection by vector" in done.stdout


def test_one_question_on_a_small_library_does_not_import_chroma(library: Library) -> None:
    script = (
        "import sys; from index.store.library import Library\n"
        "from index.retrieval.vectors import ChromaIndex\n"
        "print(ChromaIndex.open(Library.open(sys.argv[1])).search([1.0] * 256, 3))\n"
        "assert 'chromadb' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script, library.path], check=True, capture_output=True)


def test_llamaindex_reads_our_collection_with_its_own_chroma_store(library: Library) -> None:
    import chromadb
    from llama_index.core.vector_stores.types import VectorStoreQuery
    from llama_index.vector_stores.chroma import ChromaVectorStore

    client = chromadb.PersistentClient(str(snapshot_folder(library)))
    store = ChromaVectorStore(chroma_collection=client.get_collection(COLLECTION))
    question = HashedWords().embed_question("متى حُصّنت قرطبة؟")

    answer = store.query(VectorStoreQuery(query_embedding=question.tolist(), similarity_top_k=3))

    ours = ChromaIndex.open(library).search(question, 3)
    assert answer.ids == [str(id) for id, _ in ours]
    for node, passage in zip(
        answer.nodes or (), library.passages(id for id, _ in ours).values(), strict=True
    ):
        text = library.text(passage.document_id, passage.start, passage.end)
        assert node.get_content() == text
        assert node.metadata["document_id"] == passage.document_id
        assert (node.metadata["start"], node.metadata["end"]) == (passage.start, passage.end)
        assert node.to_dict()["start_char_idx"] == passage.start
        assert node.ref_doc_id == str(passage.document_id)


def test_a_read_only_folder_still_answers(library: Library) -> None:
    """Root may write anywhere, so the child gives that power up before it starts."""
    with library.writing():
        put(library, "/قرطبة.txt", CAIRO)
    expected = nearest(ChromaIndex.open(library))[0]
    library.close()
    library.path.chmod(0o500)
    (library.path / FILE).chmod(0o400)
    script = (
        "import sys; from index.store.library import Library\n"
        "from index.retrieval.vectors import ChromaIndex\n"
        "from index.retrieval.lexical import TantivyIndex\n"
        "from tests.index.shelf import HashedWords\n"
        "library = Library.open(sys.argv[1]); assert not library.writable\n"
        "words = TantivyIndex.open(library); assert words.search({'_منصور': 1.0}, 3)\n"
        "assert words.in_memory\n"
        "vector = HashedWords().embed_question(sys.argv[2])\n"
        "print(ChromaIndex.open(library, resident=True).search(vector, 20))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, library.path, QUESTIONS[0]],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=give_up_overriding_permissions,
    )
    library.path.chmod(0o700)
    assert done.stderr == ""
    assert done.stdout.strip() == str(expected)


def give_up_overriding_permissions() -> None:
    import ctypes

    drop_from_bounding_set, override_permissions = 24, 1  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE
    ctypes.CDLL(None).prctl(drop_from_bounding_set, override_permissions, 0, 0, 0)
