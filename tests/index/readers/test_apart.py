"""A reader in a child of ours: what it says comes back, and what it does stays there."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from select import select

import pytest

from index.errors import FileEncrypted, FileSkipped, Message
from index.readers.apart import Children, Limits
from index.types import Anchor, Block, Caveat, Extraction, ReaderOptions

WHOLE = Extraction(
    "عنوان\n\nنص 𐡀 طويل",
    "عنوان",
    blocks=(Block("heading", 0, 5, 1),),
    anchors=(Anchor(0, "1"), Anchor(7, "الورقة!A1", "row")),
    caveats=(Caveat("ocr", 7, 9),),
    metadata={"author": "سلمى"},
    remarks=(Message("أُصلح", "mended"),),
    member="داخل/نص.txt",
)


def reads(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    options.progress(1, 2)
    yield WHOLE


def refuses(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    raise FileEncrypted(Message("مقفل", "locked"), Message("افتحه", "open it"))


def says(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    sys.stdout.write("what a library prints")
    sys.stdout.flush()
    yield Extraction(f"{options.password} {options.ocr} {options.path.name} {len(data)}", "أ")


def loops(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    while True:
        pass


def swells(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    yield Extraction("س" * 10_000_000_000, "أ")


def exits(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    os._exit(3)


def nests(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    return nests(data, options)


def lies(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    yield Extraction("قصير", "أ", anchors=(Anchor(90, "1"),))


def invents_a_kind(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    yield Extraction("قصير", "أ", blocks=(Block("poem", 0, 1),))  # type: ignore[arg-type]  # the lie


def turns_a_span(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    yield Extraction("قصير", "أ", caveats=(Caveat("ocr", 3, 1),))


def halves_a_character(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    yield Extraction("قصير", "أ", metadata={"author": "\ud800"})


def answers_in(pipe_says: bytes) -> None:
    """What a reader that was taken over could do: write to the pipe itself."""
    for pipe in range(3, 10):
        try:
            os.write(pipe, struct.pack(">Q", len(pipe_says)) + pipe_says)
        except OSError:
            continue


def nests_its_answer(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    answers_in(b"[" * 100_000)
    yield WHOLE


def tells_half_a_progress(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    answers_in(b'{"done": 1}')
    yield WHOLE


def answers_with_a_list(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    answers_in(b"[]")
    yield WHOLE


def calls(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    import socket

    try:
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    except PermissionError:
        yield Extraction("لا شبكة", "أ")


@pytest.fixture
def children() -> Iterator[Children]:
    found = Children(Limits(silence_s=20, memory=2_000_000_000))
    yield found
    found.close()


def options(**others: str | bool) -> ReaderOptions:
    return ReaderOptions(Path("ملف.xyz"), **others)  # type: ignore[arg-type]  # names of its fields


def test_all_that_a_reader_found_comes_back(children: Children) -> None:
    heard: list[tuple[int, int]] = []
    told = ReaderOptions(Path("أ"), progress=lambda at, of: heard.append((at, of)))

    assert children.read(reads, b"x", told) == [WHOLE]
    assert heard == [(1, 2)]


def test_what_it_refuses_is_refused_here_and_the_next_file_is_read(children: Children) -> None:
    with pytest.raises(FileEncrypted, match="locked"):
        children.read(refuses, b"x", options())

    (said,) = children.read(says, b"four", options(password="سر", ocr=True))  # noqa: S106
    assert said.text == "سر True ملف.xyz 4"


@pytest.mark.parametrize(
    ("reader", "reason"),
    [
        (swells, "memory|broke down"),
        (exits, "broke down"),
        (nests, "broke down"),
        (lies, "broke down"),
        (invents_a_kind, "broke down"),
        (turns_a_span, "broke down"),
        (halves_a_character, "broke down"),
        (nests_its_answer, "broke down"),
        (tells_half_a_progress, "broke down"),
        (answers_with_a_list, "broke down"),
    ],
)
def test_a_file_that_breaks_its_reader_costs_that_file_alone(
    children: Children, reader: object, reason: str
) -> None:
    with pytest.raises(FileSkipped, match=reason):
        children.read(reader, b"x", options())  # type: ignore[arg-type]  # one of those above

    assert children.read(reads, b"x", options()) == [WHOLE]


def test_one_that_does_not_end_is_ended() -> None:
    children = Children(Limits(silence_s=1))
    try:
        with pytest.raises(FileSkipped, match="too long"):
            children.read(loops, b"x", options())
    finally:
        children.close()


def test_one_that_works_beyond_its_time_is_killed_by_the_system() -> None:
    children = Children(Limits(silence_s=600, whole_s=1))
    try:
        with pytest.raises(FileSkipped, match=r"too long|broke down"):
            children.read(loops, b"x", options())
    finally:
        children.close()


def test_a_child_at_work_ends_with_its_parent() -> None:
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    watched = os.pidfd_open(child)

    parent.kill()
    parent.communicate()

    assert select([watched], [], [], 60)[0], "it lives on"
    os.close(watched)


PARENT = """
from pathlib import Path
from index.readers.apart import Children
from index.types import ReaderOptions
from tests.index.readers.test_apart import loops_telling

told = ReaderOptions(Path("x"), progress=lambda child, total: print(child, flush=True))
Children().read(loops_telling, b"x", told)
"""


def loops_telling(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    options.progress(os.getpid(), 0)
    return loops(data, options)


def test_it_reaches_no_network(children: Children) -> None:
    assert children.read(calls, b"x", options())[0].text == "لا شبكة"


def test_closing_ends_a_child_at_work() -> None:
    children = Children()
    children.read(reads, b"x", options())
    children.close()

    with pytest.raises(FileSkipped):
        children.read(reads, b"x", options())
