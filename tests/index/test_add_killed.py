"""`shawahid add`, stopped as users and machines stop it: rerun, it is as if it never was."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from assistant.answering import ask
from index.readers import read_file
from index.retrieval.lexical import TantivyIndex
from index.retrieval.search import Searcher
from index.store.library import FILE, Library
from tests.index.shelf import hits_of

KILLS = int(os.environ.get("SHAWAHID_KILLS", "5"))
ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds" / "corpus"
FILES = 60
STARTING = (0.0, 0.25)  # seconds into a run: Python, the library's making
ADDING = (0.0, 0.03)  # seconds after a line: within the next file or two
INDEXING = (0.0, 1.2)  # seconds after the last line: the words' index
QUESTIONS = (
    "من هو ابن الهيثم؟",
    "متى وُلد ابن الهيثم؟",
    "كم هدفًا ضربت القوات الأمريكية؟",
    "من هو المتحدث باسم القائد العام؟",
    "كم كتابًا يجوز أن يستعير القارئ؟",
    "ما مدة عقد الإيجار؟",
    "كيف يُصنع مربى السفرجل؟",
    "ما سبب ملوحة التربة؟",
    "كم وترًا للعود؟",
    "أين تقع قافلة الملح؟",
    "متى افتتحت المكتبة؟",
    "ما لون سيارة المدير الجديد؟",
)

Answers = list[object]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts enough for a run of a second or two, no two of them alike."""
    folder = tmp_path_factory.mktemp("وثائق")
    seeds = sorted(SEEDS.iterdir())
    for number in range(FILES):
        seed = seeds[number % len(seeds)]
        text = seed.read_text(encoding="utf-8") + f"\nهذه هي النسخة رقم {number}.\n"
        (folder / f"{number:03}-{seed.name}").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What a library that nobody disturbed answers."""
    clean = tmp_path_factory.mktemp("نظيفة") / "library"
    run_to_the_end(corpus, clean)
    return answers(clean)


@pytest.mark.parametrize("seed", range(KILLS))
def test_add_killed_and_rerun_answers_as_if_it_never_was(
    corpus: Path, expected: Answers, tmp_path: Path, seed: int
) -> None:
    library = tmp_path / "library"

    acknowledged = killed_run(corpus, library, seed)
    assert_holds(library, acknowledged)
    run_to_the_end(corpus, library)

    assert_holds(library, {str(path) for path in corpus.iterdir()})
    assert answers(library) == expected


@pytest.fixture
def heeded_interrupts() -> Iterator[None]:
    """Interrupts reach what is started here even where a shell began the tests in the background,
    which has its children ignore them."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heeded_interrupts")
@pytest.mark.parametrize("seen", [5, FILES])
def test_add_stopped_by_the_user_says_so_and_goes_on_when_rerun(
    corpus: Path, expected: Answers, tmp_path: Path, seen: int
) -> None:
    library = tmp_path / "library"

    with adding(corpus, library) as run:
        lines = lines_until(run, seen)
        # As a terminal does, to the whole group.
        os.killpg(run.pid, signal.SIGINT)
        output, errors = run.communicate()

    assert run.returncode == 130
    assert output == ""
    assert "أُوقف العمل" in errors.splitlines()[-2]
    assert "Traceback" not in errors
    assert_holds(library, added({*lines, *errors.splitlines(keepends=True)}))
    run_to_the_end(corpus, library)
    assert answers(library) == expected


def killed_run(corpus: Path, library: Path, seed: int) -> set[str]:
    """Kill a run at a moment that the seed chooses; returns the files that it called added."""
    chance = random.Random(seed)  # noqa: S311 repeatable, not secret
    seen, seconds = chance.choice(
        [(0, STARTING), (chance.randrange(1, FILES), ADDING), (FILES, INDEXING)]
    )
    with adding(corpus, library) as run:
        lines = lines_until(run, seen)
        timer = threading.Timer(chance.uniform(*seconds), run.kill)
        timer.start()
        lines += run.stderr or ()
        run.wait()
        timer.cancel()
    return added(lines)


@contextmanager
def adding(corpus: Path, library: Path) -> Iterator[subprocess.Popen[str]]:
    command = ["-m", "assistant", "add", str(corpus), "--library", str(library)]
    with subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
        env={**os.environ, "SHAWAHID_LANG": "ar"},
    ) as run:
        yield run


def run_to_the_end(corpus: Path, library: Path) -> None:
    with adding(corpus, library) as run:
        _, errors = run.communicate()
    assert run.returncode == 0, errors


def lines_until(run: subprocess.Popen[str], seen: int) -> list[str]:
    """The first lines of a run, as soon as it has named so many files."""
    lines: list[str] = []
    assert run.stderr is not None
    while len(added(lines)) < seen:
        line = run.stderr.readline()
        assert line, "the run ended early"
        lines.append(line)
    return lines


def added(lines: list[str] | set[str]) -> set[str]:
    """The paths on whole lines; the kill may have cut the last one short."""
    return {line[2:-1] for line in lines if line.startswith("+ ") and line.endswith("\n")}


def assert_holds(folder: Path, paths: set[str]) -> None:
    """Those files, and of every file all or nothing."""
    if not (folder / FILE).exists():
        assert not paths
        return
    with Library.open(folder) as library:
        assert library.damage() is None
        assert paths <= {record.path for record in library.files()}
        for summary in library.documents():
            assert_whole(library, summary.id)


def assert_whole(library: Library, id: int) -> None:
    """All of its file's text, every word of it in a passage."""
    document = library.document(id)
    passages = library.passages_of(id)
    covered = {at for each in passages for at in range(each.start, each.end)}
    assert document.text == read_file(Path(document.sources[0])).text
    assert sha256(document.text.encode()).hexdigest() == document.sha256
    assert all(at in covered for at, letter in enumerate(document.text) if not letter.isspace())


def answers(folder: Path) -> Answers:
    """What each question finds and quotes, by words and not by ids; no index is left to mend."""
    with Library.open(folder) as library:
        searcher = Searcher.open(library)
        assert searcher.notice is None
        assert isinstance(searcher.lexical, TantivyIndex)
        assert not searcher.lexical.in_memory
        return [answered(searcher, question) for question in QUESTIONS]


def answered(searcher: Searcher, question: str) -> object:
    hits = [
        (hit.title, hit.text, *(round(each, 4) for each in (hit.score, hit.lexical, hit.vector)))
        for hit in hits_of(searcher, question)
    ]
    quotes = [
        (quote.document.sources, quote.start, quote.end, quote.text)
        for quote in ask(searcher, question).quotes
    ]
    return question, hits, quotes
