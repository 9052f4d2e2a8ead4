"""Vectors are made behind the conversation, and nobody waits for them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from threading import Event

import pytest

from assistant.tui.embedding import BackgroundEmbedding
from index.ingest import EMBEDDED_AT_ONCE, add
from index.retrieval.embedding import BUILTIN, EMBEDDERS
from index.status import status_of
from index.store.library import Library
from index.store.records import Vectors
from tests.assistant.tui.conftest import BUILT_CAIRO, PATIENCE, ask, chat_with, until
from tests.index.shelf import HashedWords, chapter


def without_vectors(folder: Path) -> int:
    with Library.open(folder) as library:
        status = status_of(library)
        return status.passages - status.vectors


async def test_what_lacks_vectors_gets_them_while_questions_are_asked(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EMBEDDERS, BUILTIN, HashedWords)

    async with chat_with(library, fast=False).run_test() as pilot:
        exchange = await ask(pilot, BUILT_CAIRO)
        await until(pilot, lambda: without_vectors(library) == 0)

    assert exchange.stage == "answered"


async def test_a_fast_chat_makes_none(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EMBEDDERS, BUILTIN, HashedWords)

    async with chat_with(library).run_test() as pilot:
        await ask(pilot, BUILT_CAIRO)
        assert "embedding" not in {thread.name for thread in threading.enumerate()}

    assert without_vectors(library) == 3


class Held(HashedWords):
    """Its first batch takes until it is let go."""

    begun, let_go = Event(), Event()

    def embed(self, texts: Sequence[str]) -> Vectors:
        self.begun.set()
        assert self.let_go.wait(PATIENCE)
        return super().embed(texts)


def test_a_chat_that_ends_stops_after_the_batch_at_hand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EMBEDDERS, BUILTIN, Held)
    (tmp_path / "وثائق").mkdir()
    for number in range(EMBEDDED_AT_ONCE + 4):
        text = chapter(0, number).split(".")[0] + "."
        (tmp_path / "وثائق" / f"{number}.txt").write_text(text, encoding="utf-8")
    with Library.create(tmp_path / "library") as library:
        list(add(library, [tmp_path / "وثائق"]))
    embedding = BackgroundEmbedding(tmp_path / "library")
    embedding.begin()
    assert Held.begun.wait(PATIENCE)

    embedding.close()
    Held.let_go.set()
    for thread in threading.enumerate():
        if thread.name == "embedding":
            thread.join(PATIENCE)

    assert without_vectors(tmp_path / "library") == 4
