"""How fast is it? Cold start, ingest, warm questions, memory and disk, beside stock LlamaIndex.

    python tests/benchmarks/speed.py [--passages 1000 10000 100000] [--texts FILE] [--no-peer]

FILE holds a JSON object a line, with `text`. Both systems get the same files and the same
questions, made from the texts; each step is a process of its own, so that memory and start-up are
its own. Wall time is what a user waits; on a shared machine trust CPU time and the ratio. With
100,000 passages it takes a quarter of an hour: the encoder makes the vectors of the first ones,
for their rate, and chance those of the others, which are searched as fast.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from tests.index.chroma_use import uses_chroma

if TYPE_CHECKING:  # a step imports only what it measures
    from llama_index.core.base.base_retriever import BaseRetriever
    from llama_index.core.schema import BaseNode
    from llama_index.vector_stores.chroma import ChromaVectorStore
    from rich.table import Table

    from index.store.library import Library

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT.parent / "shared/data/openiti_sample/docs.jsonl.gz"
STARTS = 7  # processes for each figure of a cold start
SEED_QUESTION = "متى قصفت أمريكا الأراضي العراقية؟"
EMBEDDED_SECONDS = 60  # of the encoder's work
PEER_VECTOR_SECONDS = 240  # after which the peer's vector store is given up
TEXTS_PER_FILE = 50  # rows of the text source in one file, which is then 50 kB
QUESTIONS = 400  # half for each measure, so that none finds its words in a cache
QUESTION_WORDS = ("ما", "من", "متى", "أين", "كم", "كيف", "هل", "لماذا")
HITS = 10
Figures = dict[str, float]
"""By measure. The last part of a name is its unit; of a rate, a name in MB/s, more is better."""

BUDGETS = {
    "help, best, s": 0.15,
    "question on the seeds, best, s": 1.2,
    "fast question on the seeds, best, s": 0.8,
    "to searchable, MB/s of CPU": 1.0,
    "whole question, p50, ms": 250.0,
    "peak memory asking with Chroma, MB": 700.0,
    "peak memory asking, vectors scanned, MB": 700.0,
}
"""The limits of the design, for 100,000 passages."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--passages", nargs="+", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--texts", type=Path, default=SAMPLE if SAMPLE.is_file() else None)
    parser.add_argument("--no-peer", action="store_true", help="only our own figures")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="shawahid-speed-") as folder:
        peer = {} if options.no_peer else peer_cold_start(Path(folder))
        show(f"Cold start: {STARTS} fresh processes", cold_start(Path(folder)), peer)
    for passages in options.passages:
        with tempfile.TemporaryDirectory(prefix="shawahid-speed-") as folder:
            title = f"{step('prepare', folder, passages, options.texts or '')['MB']:.1f} MB of text"
            ours = {**step("ingest", folder), **step("ask", folder), **step("ask_exact", folder)}
            title += f", {ours.pop('passages'):,.0f} passages"
            peer = {} if options.no_peer else step("peer_ingest", folder)
            if peer:
                peer |= step("peer_ask", folder)
                title += f"; LlamaIndex: {peer['passages']:,.0f} nodes"
            if "given up at" in peer:
                title += f", {peer['given up at']:,.0f} of them in its Chroma when given up after"
                title += f" {PEER_VECTOR_SECONDS} s, so BM25 alone is asked"
            show(title, ours, peer)
    return 0


def cold_start(folder: Path) -> Figures:
    command = [sys.executable, "-m", "assistant"]
    library = ("--library", str(folder / "library"))
    add = [*command, "add", "seeds/corpus", *library]
    subprocess.run(add, cwd=ROOT, capture_output=True, check=True)
    ask = [*command, "ask", SEED_QUESTION, *library]
    return {
        **_starts("help", [*command, "--help"]),
        **_starts("question on the seeds", ask),
        **_starts("fast question on the seeds", [*ask, "--fast"]),
    }


def peer_cold_start(folder: Path) -> Figures:
    step("prepare", folder, 0, "")
    step("peer_ingest", folder)
    return _starts("question on the seeds", _step_command("peer_once", folder))


def _starts(name: str, command: Sequence[str]) -> Figures:
    walls, cpus = [], []
    for _ in range(STARTS + 1):
        start, before = time.perf_counter(), sum(os.times()[2:4])
        if subprocess.run(command, cwd=ROOT, capture_output=True).returncode not in (0, 3):
            raise RuntimeError(" ".join(command))
        walls.append(time.perf_counter() - start)
        cpus.append(sum(os.times()[2:4]) - before)
    # The first one may have had to compile, or to read from a cold disk.
    best, middle, cpu = min(walls[1:]), statistics.median(walls[1:]), statistics.median(cpus[1:])
    return {f"{name}, best, s": best, f"{name}, median, s": middle, f"{name}, CPU, s": cpu}


def step(name: str, *arguments: object) -> Figures:
    """Run one step in a process of its own; its last line is what it found."""
    command = _step_command(name, *arguments)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{name}: {done.stderr}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _step_command(name: str, *arguments: object) -> list[str]:
    return [sys.executable, __file__, "--step", name, *map(str, arguments)]


def show(title: str, ours: Figures, peer: Figures) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(title=title, title_justify="left")
    table.add_column("measure")
    for heading in ("Shawahid", "LlamaIndex", "times better", "budget"):
        table.add_column(heading, justify="right")
    table.add_column("met")
    for measure, mine in ours.items():
        _add_row(table, measure, mine, peer.get(measure))
    Console(width=None if sys.stdout.isatty() else 110).print(table)


def _add_row(table: Table, measure: str, mine: float, other: float | None) -> None:
    limit, rate = BUDGETS.get(measure), "MB/s" in measure
    shown, times, budget, met = "–", "–", "", ""
    if other:
        shown, times = _number(other), f"{mine / other if rate else other / mine:.2f}"
    if limit:
        budget, met = _number(limit), "yes" if (mine >= limit) is rate else "NO"
    table.add_row(measure, _number(mine), shown, times, budget, met)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def prepare(folder: Path, passages: str, texts: str) -> Figures:
    """Write the files, of the seeds alone for 0 passages, and the questions."""
    from index.splitting import split_into_passages

    (folder / "texts").mkdir()
    rows = _rows(Path(texts)) if texts else _varied_seeds()
    wanted, characters, cut, size = int(passages), 0, 0, 0
    chosen: list[str] = []
    while some := list(islice(rows, TEXTS_PER_FILE)):
        number = len(chosen) // TEXTS_PER_FILE
        body = "\n\n".join((f"{number}", *some))
        size += (folder / "texts" / f"{number:05}.txt").write_bytes(body.encode())
        chosen += some
        characters += len(body)
        if number < TEXTS_PER_FILE:  # enough to know how many letters make a passage
            letters = characters / (cut := cut + len(split_into_passages(body)))
        if characters >= wanted * letters:
            break
    (folder / "questions.json").write_text(json.dumps(_questions(chosen)))
    return {"MB": size / 1e6}


def _rows(file: Path) -> Iterator[str]:
    with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)


def _varied_seeds() -> Iterator[str]:
    """The seeds, then for ever the seeds with other words of theirs in a third of the places."""
    from index.readers import find_files, read_file

    seeds = [read_file(file).text for file in find_files([ROOT / "seeds/corpus"])]
    yield from seeds
    words = sorted({word for text in seeds for word in text.split()})
    some = random.Random(1)  # noqa: S311 the same texts each time
    while True:
        for text in seeds:
            yield " ".join(some.choice((word, word, some.choice(words))) for word in text.split())


def _questions(texts: Sequence[str]) -> list[str]:
    """A question word, then three to six words of one sentence in their order."""
    from index.arabic import STOP_WORDS, sentences, words

    some = random.Random(2)  # noqa: S311 the same questions each time
    questions: list[str] = []
    while len(questions) < QUESTIONS:
        text = some.choice(texts)
        span = some.choice(sentences(text))
        said = [word for word in words(text[span.start : span.end]) if word not in STOP_WORDS]
        said = [word for word in said if len(word) > 2]
        if len(said) >= 3:
            places = sorted(some.sample(range(len(said)), min(len(said), some.randint(3, 6))))
            asked = (some.choice(QUESTION_WORDS), *(said[at] for at in places))
            questions.append(" ".join(asked) + "؟")
    return questions


def ingest(folder: Path) -> Figures:
    """Files to a library, by the product's own door."""
    from index.errors import Message
    from index.ingest import add
    from index.status import status_of
    from index.store.library import Library

    clock, searchable = _Clock(folder), Figures()

    def progress(what: Message, done: int, total: int) -> None:
        if what.en == "Indexing words":  # the last time, when all are in
            searchable.update(clock.rates("to searchable"))

    with Library.create(folder / "library") as library:
        for result in add(library, [folder / "texts"], progress=progress):
            if result.reason:
                raise result.reason
        searchable.update(_vectors(library))
        status = status_of(library)
    return {
        **searchable,
        "peak memory of ingest, MB": _peak_mb(),
        "passages": status.passages,
        "disk: texts, passages and vectors, MB": status.library_bytes / 1e6,
        "disk: word index, MB": status.lexical_bytes / 1e6,
        "disk: Chroma, MB": status.vector_bytes / 1e6,
    }


def _vectors(library: Library) -> Figures:
    """As many as the encoder makes in its time, then any others, and Chroma's snapshot."""
    import numpy as np

    from index.errors import Message
    from index.ingest import embed
    from index.retrieval.vectors import build_snapshot

    start = time.monotonic()

    def progress(what: Message, done: int, total: int) -> None:
        if time.monotonic() > start + EMBEDDED_SECONDS:
            raise TimeoutError

    with suppress(TimeoutError):
        embed(library, snapshot=False, progress=progress)
    taken, made = time.monotonic() - start, library.count(until=library.embedded)
    chance = np.random.default_rng(1)
    ids = [passage.id for _, passage, _ in library.passages_after(library.embedded)]
    others = chance.normal(size=(len(ids), library.dimension or 1))
    with library.writing():
        library.put_vectors(ids, others / np.linalg.norm(others, axis=1, keepdims=True))
        start = time.monotonic()
        build_snapshot(library)
    return {
        "vectors by the encoder, passages a second, /s": made / taken,
        "snapshot of all vectors, s": time.monotonic() - start,
    }


def ask(folder: Path) -> Figures:
    """Warm questions to a process that stays; Chroma answers for the vectors."""
    from assistant.answering import ask as answer
    from index.retrieval.search import Searcher
    from index.store.library import Library

    with Library.open(folder / "library") as library:
        start = time.perf_counter()
        searcher = Searcher.open(library, resident=True)
        opened = time.perf_counter() - start
        if not uses_chroma(searcher.vectors):
            raise RuntimeError("Chroma does not answer")
        figures = _warm(
            "search", folder, lambda asked: searcher.search(searcher.analyse(asked), HITS)
        )
        figures |= _warm("whole question", folder, lambda asked: answer(searcher, asked), 1)
    return {"opening, s": opened, **figures, "peak memory asking with Chroma, MB": _peak_mb()}


def ask_exact(folder: Path) -> Figures:
    """The same with every vector scanned, as a single question on a small library does."""
    import index.retrieval.vectors
    from assistant.answering import ask as answer
    from index.retrieval.search import Searcher
    from index.store.library import Library

    index.retrieval.vectors.EXACT_NUMBERS = sys.maxsize
    with Library.open(folder / "library") as library:
        searcher = Searcher.open(library)
        name = "whole question, vectors scanned"
        figures = _warm(name, folder, lambda question: answer(searcher, question))
    return {**figures, "peak memory asking, vectors scanned, MB": _peak_mb()}


def peer_ingest(folder: Path) -> Figures:
    """The same files by stock parts, passages as big as ours, our vectors."""
    from llama_index.core import VectorStoreIndex
    from llama_index.retrievers.bm25 import BM25Retriever

    from index.llamaindex import BuiltinEmbedding

    clock = _Clock(folder)
    nodes = _peer_nodes(folder)
    words = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=min(HITS, len(nodes)))
    words.persist(str(folder / "peer-words"))
    figures = {**clock.rates("to searchable"), "passages": len(nodes)}
    figures["disk: word index, MB"] = _size_mb(folder / "peer-words")
    index = VectorStoreIndex.from_vector_store(_peer_store(folder), BuiltinEmbedding())
    limit = time.monotonic() + PEER_VECTOR_SECONDS
    for at in range(0, len(nodes), 1_000):
        if time.monotonic() > limit:
            return {**figures, "given up at": at}
        index.insert_nodes(nodes[at : at + 1_000])
    (folder / "peer-vectors-complete").touch()
    figures |= clock.rates("to vectors in Chroma")
    figures["disk: Chroma, MB"] = _size_mb(folder / "peer-vectors")
    return {**figures, "peak memory of ingest, MB": _peak_mb()}


def _peer_nodes(folder: Path) -> list[BaseNode]:
    from llama_index.core import Document
    from llama_index.core.node_parser import SentenceSplitter
    from llama_index.core.utils import get_tokenizer

    from index.splitting import PASSAGE_TOKENS

    splitter = SentenceSplitter(
        chunk_size=PASSAGE_TOKENS,
        chunk_overlap=0,
        tokenizer=get_tokenizer("gpt-4o"),
        # Its own sentence finder is nltk's, which refuses to run where uv installed it.
        chunking_tokenizer_fn=re.compile(r"[^.!?؟؛\n]*[.!?؟؛\n]+|[^.!?؟؛\n]+").findall,
    )
    files = sorted((folder / "texts").iterdir())
    return splitter.get_nodes_from_documents([Document(text=file.read_text()) for file in files])


def _peer_store(folder: Path) -> ChromaVectorStore:
    from chromadb import PersistentClient
    from llama_index.vector_stores.chroma import ChromaVectorStore

    client = PersistentClient(str(folder / "peer-vectors"))
    return ChromaVectorStore(chroma_collection=client.get_or_create_collection("peer"))


def _peer_retriever(folder: Path) -> BaseRetriever:
    from llama_index.core import VectorStoreIndex
    from llama_index.core.llms import MockLLM
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.core.retrievers.fusion_retriever import FUSION_MODES
    from llama_index.retrievers.bm25 import BM25Retriever

    from index.llamaindex import BuiltinEmbedding

    retrievers: list[BaseRetriever] = [BM25Retriever.from_persist_dir(str(folder / "peer-words"))]
    if (folder / "peer-vectors-complete").exists():
        index = VectorStoreIndex.from_vector_store(_peer_store(folder), BuiltinEmbedding())
        retrievers.append(index.as_retriever(similarity_top_k=HITS))
    mode = FUSION_MODES.RECIPROCAL_RANK
    return QueryFusionRetriever(
        retrievers, MockLLM(), mode=mode, similarity_top_k=HITS, num_queries=1, use_async=False
    )


def peer_ask(folder: Path) -> Figures:
    """Warm questions: only what it finds, since without a model it answers nothing."""
    start = time.perf_counter()
    retriever = _peer_retriever(folder)
    opened = time.perf_counter() - start
    figures = {"opening, s": opened, **_warm("search", folder, retriever.retrieve)}
    return {**figures, "peak memory asking with Chroma, MB": _peak_mb()}


def peer_once(folder: Path) -> Figures:
    return {"found": len(_peer_retriever(folder).retrieve(SEED_QUESTION))}


def _warm(name: str, folder: Path, answer: Callable[[str], object], half: int = 0) -> Figures:
    questions = json.loads((folder / "questions.json").read_text())[half::2]
    answer(SEED_QUESTION)
    times, cpu = [], time.process_time()
    for question in questions:
        start = time.perf_counter()
        answer(question)
        times.append((time.perf_counter() - start) * 1e3)
    return {
        f"{name}, p50, ms": statistics.median(times),
        f"{name}, p95, ms": statistics.quantiles(times, n=20)[-1],
        f"{name}, CPU, ms": (time.process_time() - cpu) / len(questions) * 1e3,
    }


class _Clock:
    """Tells how fast the files are taken in, since it was made."""

    def __init__(self, folder: Path) -> None:
        self._megabytes = _size_mb(folder / "texts")
        self._wall, self._cpu = time.perf_counter(), sum(os.times()[:4])

    def rates(self, name: str) -> Figures:
        wall, cpu = time.perf_counter() - self._wall, sum(os.times()[:4]) - self._cpu
        rates = {f"{name}, MB/s of CPU": 1 / cpu, f"{name}, MB/s": 1 / wall}
        return {rate: self._megabytes * value for rate, value in rates.items()}


def _peak_mb() -> float:
    """Of this process; `getrusage` would count the one that started it too."""
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1e3


def _size_mb(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


STEPS: dict[str, Callable[..., Figures]] = {
    each.__name__: each
    for each in (prepare, ingest, ask, ask_exact, peer_ingest, peer_ask, peer_once)
}

if __name__ == "__main__":
    if sys.argv[1:2] != ["--step"]:
        sys.exit(main())
    print(json.dumps(STEPS[sys.argv[2]](Path(sys.argv[3]), *sys.argv[4:])))
