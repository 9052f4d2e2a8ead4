"""A folder with three documents to write cases about, and a cache of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from index.ingest import add
from index.store.library import Library

DOCUMENTS = {
    "القاهرة.txt": "أُسست القاهرة سنة 969م على يد القائد جوهر الصقلي في عهد الدولة الفاطمية.",
    "البصرة.txt": "بُنيت البصرة سنة 14 هـ في عهد عمر بن الخطاب، بناها عتبة بن غزوان.",
    "قرطبة.txt": "ازدهرت قرطبة في الأندلس، وفيها جامع كبير بدأ بناءه عبد الرحمن الداخل.",
}


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.delenv("SHAWAHID_LANG", raising=False)
    monkeypatch.delenv("SHAWAHID_LIBRARY", raising=False)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with the documents in `corpus`."""
    folder = tmp_path / "here"
    (folder / "corpus").mkdir(parents=True)
    for name, text in DOCUMENTS.items():
        (folder / "corpus" / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def library(here: Path) -> Iterator[Library]:
    """The documents in `.shawahid`."""
    with Library.create(here / ".shawahid") as library:
        list(add(library, [here / "corpus"]))
        yield library


@pytest.fixture
def cities(library: Library) -> Iterator[Assistant]:
    with Assistant.open(library.path) as assistant:
        yield assistant
