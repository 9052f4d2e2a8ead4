"""A writer killed at any moment leaves a library that is whole, and indexes that mend."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest

from index.arabic import index_terms
from index.retrieval.chroma import named_snapshot
from index.retrieval.lexical import TantivyIndex
from index.retrieval.vectors import ChromaIndex, build_snapshot, needs_snapshot
from index.store.library import Library
from index.types import NewPassage
from tests.index.chroma_use import uses_chroma
from tests.index.shelf import HashedWords, put, sentences

KILLS = int(os.environ.get("SHAWAHID_KILLS", "15"))
SECONDS = (0.05, 4.0)  # of a writer's life: into its first document, or its second snapshot
QUESTION = "من بنى مدينة بغداد في السنة 4321؟"


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One library, which all the kills befall in turn."""
    path = tmp_path_factory.mktemp("مكتبة")
    Library.create(path).close()
    return path


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_writer_loses_nothing_that_was_acknowledged(
    path: Path, tmp_path: Path, seed: int
) -> None:
    journal = path.with_suffix(".journal")
    kill_a_writer(path, journal, seed)

    with Library.open(path) as library:
        assert library.damage() is None
        for summary in library.documents():
            assert_whole(library, summary.id)
        for name, texts in allowed(journal).items():
            assert stored(library, name) in texts
        assert_snapshot_sound(library)
        assert_words_equal_a_clean_build(library, tmp_path)
        if seed % 5 == 4:
            assert_next_snapshot_is_built(library)


def kill_a_writer(path: Path, journal: Path, seed: int) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.index.store.busy_writer", path, journal, str(seed)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    )
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"ready\n"
    with suppress(subprocess.TimeoutExpired):
        writer.wait(random.Random(seed).uniform(*SECONDS))  # noqa: S311 repeatable, not secret
    writer.send_signal(signal.SIGKILL)
    assert writer.wait() == -signal.SIGKILL
    writer.stdout.close()


def allowed(journal: Path) -> dict[str, list[str | None]]:
    """What each path may hold: what was acknowledged last, or anything begun since then.

    None stands for a path that the library does not know.
    """
    texts: dict[str, list[str | None]] = {}
    for line in journal.read_text().splitlines():
        with suppress(json.JSONDecodeError):  # of a line that the kill cut short
            entry = json.loads(line)
            if entry["done"]:
                texts[entry["path"]] = [entry["text"]]
            else:
                texts.setdefault(entry["path"], [None]).append(entry["text"])
    return texts


def stored(library: Library, name: str) -> str | None:
    record = library.file(name)
    return None if record is None else library.document(record.document_id).text


def assert_whole(library: Library, document_id: int) -> None:
    """All of a document's text, all of its passages, a vector for each."""
    document = library.document(document_id)
    passages = library.passages_of(document_id)
    assert sha256(document.text.encode()).hexdigest() == document.sha256
    assert [NewPassage(each.start, each.end) for each in passages] == sentences(document.text)
    assert len(library.vectors(each.id for each in passages)[0]) == len(passages)


def assert_snapshot_sound(library: Library) -> None:
    """The named snapshot, if any, opens without a complaint and finds what a scan finds."""
    question = HashedWords().embed_question(QUESTION)
    chroma = ChromaIndex.open(library, resident=True)
    assert chroma.damaged is None
    assert uses_chroma(chroma) is (named_snapshot(library) is not None)
    assert chroma.search(question, 20) == ChromaIndex.open(library).search(question, 20)


def assert_words_equal_a_clean_build(library: Library, folder: Path) -> None:
    terms = dict.fromkeys(index_terms(QUESTION), 1.0)
    with Library.create(folder / "نظيفة") as clean:
        with clean.writing(), clean.transaction():
            for summary in library.documents():
                put(clean, summary.sources[0], library.document(summary.id).text)
        expected = TantivyIndex.open(clean).search(terms, 5_000)
        mended = TantivyIndex.open(library)
        found = mended.search(terms, 5_000)
        assert not mended.in_memory
        assert words_and_scores(library, found) == words_and_scores(clean, expected)


def words_and_scores(library: Library, hits: list[tuple[int, float]]) -> list[tuple[float, str]]:
    passages = library.passages(id for id, _ in hits)
    return sorted(
        (score, library.text(passages[id].document_id, passages[id].start, passages[id].end))
        for id, score in hits
    )


def assert_next_snapshot_is_built(library: Library) -> None:
    with library.writing():
        build_snapshot(library)
        assert not needs_snapshot(library)
    snapshot = named_snapshot(library)
    assert snapshot is not None
    assert snapshot.rows == library.count()
    folders = list((library.path / "vectors").iterdir())
    assert folders == [snapshot.folder(library)]
