"""Files → library: what is skipped, refreshed, forgotten, and what a stop leaves behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import EmbedderMismatch, FileEncrypted, Message, UserError
from index.ingest import FileResult, Reading, add, embed, heal, reindex, remove_documents
from index.readers import READERS
from index.retrieval.chroma import named_snapshot
from index.retrieval.embedding import EMBEDDERS
from index.retrieval.search import Searcher
from index.status import status_of
from index.store.library import Library
from index.types import Extraction, ReaderOptions
from tests.index.readers.making import zip_of
from tests.index.shelf import HashedWords, hits_of

CAIRO = "أُسست القاهرة سنة 969م. بناها جوهر الصقلي للفاطميين."
BAGHDAD = "بنى المنصور بغداد سنة 762م. سماها مدينة السلام."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "وثائق"
    folder.mkdir()
    (folder / "القاهرة.txt").write_text(CAIRO, encoding="utf-8")
    (folder / "بغداد.txt").write_text(BAGHDAD, encoding="utf-8")
    return folder


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.create(tmp_path / "library") as library:
        yield library


def outcomes(results: Iterator[FileResult]) -> dict[str, str]:
    return {result.path.name: result.outcome for result in results}


def best(library: Library, question: str) -> str:
    return hits_of(library, question)[0].text


def test_a_folder_becomes_searchable(library: Library, folder: Path) -> None:
    assert outcomes(add(library, [folder])) == {"القاهرة.txt": "added", "بغداد.txt": "added"}

    assert best(library, "من بنى بغداد؟") == BAGHDAD
    assert status_of(library).pending_words == status_of(library).pending_vectors == 0


def test_a_second_run_reads_only_what_changed(library: Library, folder: Path) -> None:
    list(add(library, [folder]))
    (folder / "القاهرة.txt").write_text(CAIRO + " وفيها الأزهر.", encoding="utf-8")

    again = outcomes(add(library, [folder]))

    assert again == {"القاهرة.txt": "refreshed", "بغداد.txt": "unchanged"}
    assert best(library, "أين الأزهر؟").endswith("وفيها الأزهر.")


def test_a_vanished_file_is_forgotten_only_when_asked(library: Library, folder: Path) -> None:
    list(add(library, [folder]))
    (folder / "القاهرة.txt").unlink()

    assert outcomes(add(library, [folder])) == {"بغداد.txt": "unchanged"}
    assert len(library.documents()) == 2

    assert outcomes(add(library, [folder], prune=True))["القاهرة.txt"] == "vanished"
    assert [document.title for document in library.documents()] == ["بغداد"]


def test_pruning_one_folder_leaves_the_others(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    other = tmp_path / "أخرى"
    other.mkdir()
    (other / "دمشق.txt").write_text("دمشق من أقدم المدن.", encoding="utf-8")
    list(add(library, [folder, other]))
    (folder / "القاهرة.txt").unlink()
    (other / "دمشق.txt").unlink()

    list(add(library, [folder], prune=True))

    assert [document.title for document in library.documents()] == ["بغداد", "دمشق"]


def test_a_file_that_fails_is_reported_and_the_rest_goes_on(library: Library, folder: Path) -> None:
    (folder / "ا فارغ.txt").write_bytes(b"")
    (folder / "ب صورة.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))

    results = list(add(library, [folder]))

    assert {result.path.name: result.outcome for result in results} == {
        "ا فارغ.txt": "refused",
        "ب صورة.txt": "refused",
        "القاهرة.txt": "added",
        "بغداد.txt": "added",
    }
    assert all(result.reason for result in results if result.outcome == "refused")


def test_a_wrong_path_stops_before_anything_is_written(library: Library, folder: Path) -> None:
    with pytest.raises(UserError):
        list(add(library, [folder, folder / "لا شيء"]))

    assert library.documents() == []


def test_the_same_text_under_two_names_is_one_document(library: Library, folder: Path) -> None:
    (folder / "نسخة.txt").write_text(CAIRO, encoding="utf-8")

    list(add(library, [folder]))

    assert [len(document.sources) for document in library.documents()] == [2, 1]


def test_a_run_that_stops_midway_keeps_what_was_done_and_the_next_goes_on(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.ingest.COMMIT_FILES", 1)
    stopped = add(library, [folder])
    next(stopped)
    stopped.close()

    assert len(library.documents()) == 1
    assert best(library, "من بنى القاهرة؟") == CAIRO
    assert outcomes(add(library, [folder])) == {"القاهرة.txt": "unchanged", "بغداد.txt": "added"}
    assert status_of(library).pending_vectors == 0


def test_a_windows_1256_file_is_read_and_its_decoding_recorded(
    library: Library, folder: Path
) -> None:
    (folder / "قديم.txt").write_bytes((BAGHDAD * 3).replace("؟", "").encode("windows-1256"))

    results = {result.path.name: result for result in add(library, [folder])}

    assert "1256" in results["قديم.txt"].encoding
    assert library.document(results["قديم.txt"].document_id or 0).text == BAGHDAD * 3


def test_another_embedder_is_refused_with_the_way_out(library: Library, folder: Path) -> None:
    list(add(library, [folder]))

    with pytest.raises(EmbedderMismatch) as refusal:
        list(add(library, [folder], embedder="ollama:bge-m3"))

    assert "shawahid reindex --embedder ollama:bge-m3" in refusal.value.hint.en


def test_a_provider_that_is_not_installed_names_its_extra(library: Library, folder: Path) -> None:
    with pytest.raises(UserError) as refusal:
        list(add(library, [folder], embedder="ollama:bge-m3"))

    assert "'.[ollama]'" in refusal.value.hint.en


def test_reindexing_changes_nothing_that_is_found(library: Library, folder: Path) -> None:
    list(add(library, [folder]))
    before = hits_of(library, "من بنى بغداد؟")

    reindex(library)

    after = hits_of(library, "من بنى بغداد؟")
    assert [(hit.text, hit.score) for hit in after] == [(hit.text, hit.score) for hit in before]


def test_what_is_forgotten_is_found_no_more(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EMBEDDERS, "hashed", HashedWords)
    list(add(library, [folder], embedder="hashed"))
    embed(library, snapshot=False)
    remove_documents(library, [library.documents()[0].id])

    hits = hits_of(library, "القاهرة جوهر الصقلي")

    assert [hit.title for hit in hits] == ["بغداد"]


def test_a_damaged_snapshot_is_healed(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EMBEDDERS, "hashed", HashedWords)
    list(add(library, [folder], embedder="hashed"))
    embed(library)
    snapshot = named_snapshot(library)
    assert snapshot is not None
    for file in snapshot.folder(library).rglob("*.bin"):
        file.write_bytes(b"torn")

    heal(library)

    assert Searcher.open(library, resident=True).vectors is not None
    assert status_of(library).trouble is None
    assert status_of(library).snapshot == snapshot.number + 1


def test_an_archive_is_as_many_documents_as_it_holds(library: Library, folder: Path) -> None:
    archive = folder / "أرشيف.zip"
    archive.write_bytes(zip_of({"أ.txt": "الأولى.".encode(), "فصل/ب.txt": "الثانية.".encode()}))

    assert outcomes(add(library, [archive])) == {"أ.txt": "added", "ب.txt": "added"}
    sources = [document.sources for document in library.documents()]
    assert sources == [(f"{archive}/أ.txt",), (f"{archive}/فصل/ب.txt",)]
    assert not any(document.is_missing for document in library.documents())
    assert set(outcomes(add(library, [archive], prune=True)).values()) == {"unchanged"}


def test_what_an_archive_no_longer_holds_is_forgotten(library: Library, folder: Path) -> None:
    archive = folder / "أرشيف.zip"
    archive.write_bytes(zip_of({"أ.txt": "الأولى.".encode(), "ب.txt": "الثانية.".encode()}))
    list(add(library, [archive]))
    archive.write_bytes(zip_of({"أ.txt": "الأولى.".encode(), "ج.txt": "الثالثة.".encode()}))

    assert outcomes(add(library, [archive])) == {
        "أ.txt": "refreshed",
        "ب.txt": "vanished",
        "ج.txt": "added",
    }
    archive.unlink()
    assert set(outcomes(add(library, [folder], prune=True)).values()) == {
        "added",
        "vanished",
    }


def test_a_name_too_long_for_a_sidecar_stops_nothing(library: Library, folder: Path) -> None:
    (folder / ("ا" * 125 + ".txt")).write_text("نص طويل الاسم.", "utf-8")

    assert set(outcomes(add(library, [folder])).values()) == {"added"}


def test_nothing_in_a_folder_goes_unmentioned(library: Library, folder: Path) -> None:
    (folder / "صورة.png").write_bytes(b"x")
    (folder / ".خفي.txt").write_text("سر", "utf-8")
    (folder / "رابط").symlink_to(folder)
    (folder / "تالف.docx").write_bytes(b"x")

    results = list(add(library, [folder]))

    assert {each.path.name: each.why or each.outcome for each in results} == {
        ".خفي.txt": "hidden",
        "بغداد.txt": "added",
        "القاهرة.txt": "added",
        "تالف.docx": "refused",
        "رابط": "link",
        "صورة.png": "suffix",
    }


def test_the_password_of_an_encrypted_file_is_asked_for_once_and_in_order(
    library: Library, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(READERS, ".locked", opens_with_a_password)
    for name in ("أول", "ثان", "ثالث"):
        (folder / f"{name}.locked").write_text("النص السري.", "utf-8")
    asked: list[str] = []

    def password(path: Path) -> str:
        assert threading.current_thread() is threading.main_thread(), "Ctrl+C would not reach it"
        asked.append(path.stem)
        return {"أول": "افتح", "ثان": "خطأ", "ثالث": ""}[path.stem]

    results = outcomes(add(library, [folder], reading=Reading(password=password)))

    assert asked == sorted(("أول", "ثان", "ثالث"))
    assert results["أول.locked"] == "added"
    assert results["ثان.locked"] == results["ثالث.locked"] == "refused"


def opens_with_a_password(data: bytes, options: ReaderOptions) -> Iterator[Extraction]:
    if options.password != "افتح":  # noqa: S105
        raise FileEncrypted(Message("مقفل", "locked"), Message("كلمة مروره", "its password"))
    yield Extraction(data.decode(), options.path.stem)
