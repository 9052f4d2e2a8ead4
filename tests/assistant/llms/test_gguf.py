"""The real decoding path: llama.cpp runs a model of random weights, and every quote still holds."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from assistant.generative.prompting import prompt_for
from assistant.llms.llm import LanguageModel, Patience, model_for
from index.errors import UserError
from index.ingest import add
from index.retrieval.search import Searcher
from index.store.library import Library
from tests.assistant.honesty import honest

pytest.importorskip("xllamacpp", reason="the gguf extra is not installed")
from tests.assistant.llms.tiny_gguf import write_tiny_model

QUESTION = "متى أُسست القاهرة؟"
SEEDS = range(4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = tmp_path_factory.mktemp("tiny")
    (texts / "القاهرة.txt").write_text(
        "أُسست القاهرة سنة 969م. بناها جوهر الصقلي. «هي أم الدنيا».", encoding="utf-8"
    )
    with Library.create(texts / "library") as library:
        list(add(library, [texts]))
    for seed in SEEDS:
        write_tiny_model(texts / f"{seed}.gguf", seed)
    return texts


@pytest.fixture
def searcher(folder: Path) -> Iterator[Searcher]:
    with Library.open(folder / "library") as library:
        yield Searcher.open(library)


def tiny(folder: Path, seed: int) -> LanguageModel:
    """One that is asked once, and not for long: it would fill its window with nonsense."""
    model = model_for(f"gguf:{folder / f'{seed}.gguf'}")
    return replace(model, patience=Patience(answer_s=1.0, retries=0))


def test_held_to_the_form_it_cites_only_what_there_is(folder: Path, searcher: Searcher) -> None:
    answers = [honest(searcher, QUESTION, tiny(folder, seed)) for seed in SEEDS]

    assert all(answer.writing for answer in answers)


def test_numbers_that_are_not_there_cannot_be_written(folder: Path, searcher: Searcher) -> None:
    prompt = prompt_for(QUESTION, searcher.search(searcher.analyse(QUESTION)))
    written: set[int] = set()
    for seed in SEEDS:
        pieces = tiny(folder, seed).write(prompt.system, prompt.user, prompt.schema)
        text = _beginning(pieces)
        for numbers in re.findall(r'"sentences"\s*:\s*\[([\s\d,]*)\]', text):
            written |= {int(number) for number in numbers.split(",")}

    assert written
    assert written <= set(range(1, len(prompt.sources) + 1))


def test_left_alone_it_writes_nonsense(folder: Path, searcher: Searcher) -> None:
    prompt = prompt_for(QUESTION, searcher.search(searcher.analyse(QUESTION)))

    free = _beginning(tiny(folder, 0).write(prompt.system, prompt.user, None))

    assert free
    assert '"statements"' not in free


def test_nobody_else_may_use_the_port(folder: Path) -> None:
    model = tiny(folder, 0)

    answer = httpx.post(f"{model.endpoint.base_url}/chat/completions", json={"messages": []})

    assert model.endpoint.base_url.startswith("http://127.0.0.1:")
    assert answer.status_code == 401


@pytest.mark.parametrize("content", [None, b"", b"GGUF and no more"])
def test_a_file_that_is_no_model_is_told(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "نموذج.gguf"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(UserError, match="Cannot read a model"):
        model_for(f"gguf:{file}")


def _beginning(pieces: Generator[str]) -> str:
    text = ""
    with closing(pieces):
        for piece in pieces:
            text += piece
            if len(text) > 150:
                break
    return text
