"""What our own part of a model's answer costs: packing, streaming and grounding of 2,000 tokens.

    python tests/benchmarks/model.py

A server in this process streams an answer over the sample documents one token at a time. The
time is CPU of the asking thread; LlamaIndex and the vendor's package, which read the stream in
another thread, are measured as well and not counted as ours.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import thread_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from assistant.generative import writer
from assistant.generative.prompting import Prompt, prompt_for
from assistant.llms import llm
from assistant.llms.llm import LanguageModel, model_for
from index.ingest import add
from index.retrieval.search import Searcher
from index.splitting import count_tokens_as_written
from index.store.library import Library
from index.types import Hit
from tests.assistant import scripted_server
from tests.assistant.scripted_server import Reply, serving, statements

SEEDS = Path(__file__).parents[2] / "seeds" / "corpus"
QUESTION = "متى افتُتحت المكتبة العامة في مرج الزيتونة وماذا فيها؟"
TOKENS, RUNS, LIMIT_MS = 2_000, 15, 50
CHARACTERS_PER_TOKEN = 3


def main() -> None:
    scripted_server.PIECE = CHARACTERS_PER_TOKEN
    with tempfile.TemporaryDirectory() as folder, Library.create(folder) as library:
        list(add(library, [SEEDS]))
        searcher = Searcher.open(library)
        hits = searcher.search(searcher.analyse(QUESTION))
        prompt = prompt_for(QUESTION, hits)
        text = _answer(prompt)
        tokens = count_tokens_as_written(text)
        with serving(Reply(text)) as server:
            os.environ["SHAWAHID_BASE_URL"] = server.url + "/v1"
            model = model_for("openai:scripted")
            reading = _watched_reading()
            ours = [_run(model, searcher, hits) for _ in range(RUNS)]
        packing = [_cpu_ms(lambda: prompt_for(QUESTION, hits)) for _ in range(RUNS)]
    print(f"answer: {tokens} tokens, {text.count('sentences')} statements, {RUNS} runs, CPU")
    print(f"packing of {len(prompt.sources)} sentences   {median(packing):6.1f} ms")
    print(f"all of ours {median(ours):21.1f} ms, worst {max(ours):.1f} (aim {LIMIT_MS})")
    print(f"LlamaIndex and its client  {median(reading):6.1f} ms")


def _answer(prompt: Prompt) -> str:
    """Statements that repeat the sentences and quote a part of them, until there are enough."""
    pairs: list[tuple[list[int], str]] = []
    while count_tokens_as_written(statements(*pairs)) < TOKENS:
        at = len(pairs) % len(prompt.sources)
        words = prompt.sources[at].text.split()
        quoted = " ".join(words[: len(words) // 2])
        # A section of its own tells each statement from those that repeat it.
        text = f"في القسم {'أ' * (len(pairs) + 1)} {prompt.sources[at].text} «{quoted}»"
        pairs.append(([at + 1], text))
    return statements(*pairs)


def _run(model: LanguageModel, searcher: Searcher, hits: Sequence[Hit]) -> float:
    return _cpu_ms(
        lambda: list(writer.generate_answer(model, QUESTION, hits, searcher.library, True))
    )


def _cpu_ms(work: Callable[[], object]) -> float:
    start = thread_time()
    work()
    return (thread_time() - start) * 1e3


def _watched_reading() -> list[float]:
    """CPU of each thread that reads a stream, added as they end."""
    spent: list[float] = []
    read = llm._read

    def watched(*arguments: Any) -> None:  # noqa: ANN401 - whatever `_read` takes
        start = thread_time()
        read(*arguments)
        spent.append((thread_time() - start) * 1e3)

    llm._read = watched  # type: ignore[assignment]  # its arguments pass through
    return spent


if __name__ == "__main__":
    main()
