"""Readers of other people's formats run in children of ours, within limits.

A file that hangs, swells or crashes its reader costs that file alone. What comes back over the
pipe is JSON, rebuilt value by value: nothing is unpickled.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from queue import SimpleQueue
from select import select
from time import monotonic, process_time
from typing import IO, Any, get_args

from index.errors import FileEncrypted, FileSkipped, Message
from index.types import (
    Anchor,
    AnchorKind,
    Block,
    BlockKind,
    Caveat,
    CaveatKind,
    Extraction,
    ReaderOptions,
)

Reader = Callable[[bytes, ReaderOptions], Any]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one child at one file."""

    memory: int = 3_000_000_000
    """Bytes of address space."""
    silence_s: float = 120.0
    """Seconds without a word of progress."""
    whole_s: float = 1_800.0
    """Seconds for a file, recognising letters in images included; of CPU time as of the clock's."""
    output: int = 1_000_000_000
    """Bytes of what comes back."""


_LENGTH = struct.Struct(">Q")
_CHILD = (
    "import sys; sys.path[:] = {path!r}; from index.readers.apart import serve; serve({limits})"
)
_NONSENSE = (OSError, EOFError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
"""What comes of a child that is gone, or whose answer is none."""


class Children:
    """Children that wait for files, as many as are read at one time; any thread may ask."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._idle: list[subprocess.Popen[bytes]] = []
        self._all: set[subprocess.Popen[bytes]] = set()
        self._lock = threading.Lock()
        self._is_closed = False

    def read(self, reader: Reader, data: bytes, options: ReaderOptions) -> list[Extraction]:
        """What a reader makes of a file's bytes.

        :raises FileSkipped: the reader's own, or because it broke a limit or crashed.
        """
        child = self._child()
        try:
            _send(child, reader, data, options)
            told = _told(self._answer(child, options.progress))
        except _NONSENSE as error:
            self._end(child)
            raise _crashed() from error
        except BaseException:
            self._end(child)
            raise
        with self._lock:
            self._idle.append(child)
        if isinstance(told, FileSkipped):
            raise told
        return told

    def close(self) -> None:
        """End all children, those at work too."""
        with self._lock:
            self._is_closed = True
            children = list(self._all)
        for child in children:
            self._end(child)

    def _child(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._is_closed:
                raise _crashed()
            if self._idle:
                return self._idle.pop()
            program = _CHILD.format(
                path=sys.path, limits=f"{self._limits.memory}, {self._limits.whole_s}"
            )
            child = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-c", program],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl+C is for the parent, which closes them
            )
            self._all.add(child)
            return child

    def _end(self, child: subprocess.Popen[bytes]) -> None:
        with self._lock:
            self._all.discard(child)
        with suppress(OSError):
            os.killpg(child.pid, signal.SIGKILL)  # with what it began: tesseract
        for pipe in (child.stdin, child.stdout):
            with suppress(OSError):
                if pipe is not None:
                    pipe.close()
        child.wait()

    def _answer(self, child: subprocess.Popen[bytes], progress: Progress) -> dict[str, Any]:
        pipe = child.stdout
        assert pipe is not None  # noqa: S101 - asked for above
        over = monotonic() + self._limits.whole_s
        while True:
            deadline = min(over, monotonic() + self._limits.silence_s)
            (size,) = _LENGTH.unpack(_received(pipe, _LENGTH.size, deadline))
            if size > self._limits.output:
                raise FileSkipped(
                    Message("نصّه أكبر من الحد", "its text is over the limit"), _SPLIT_IT
                )
            answer: dict[str, Any] = json.loads(_received(pipe, size, deadline))
            if "done" not in answer:
                return answer
            progress(int(answer["done"]), int(answer["total"]))


def _send(
    child: subprocess.Popen[bytes], reader: Reader, data: bytes, options: ReaderOptions
) -> None:
    asked = {
        "reader": [reader.__module__, reader.__qualname__],
        "path": os.fsencode(options.path).hex(),
        "password": options.password,
        "ocr": options.ocr,
    }
    header = json.dumps(asked).encode()
    pipe = child.stdin
    assert pipe is not None  # noqa: S101 - asked for above
    for part in (header, data):
        pipe.write(_LENGTH.pack(len(part)))
        pipe.write(part)
    pipe.flush()


def _received(pipe: IO[bytes], size: int, deadline: float) -> bytes:
    """:raises FileSkipped: when it does not come in time.
    :raises EOFError: when the other end is gone.
    """
    parts: list[bytes] = []
    while size:
        left = deadline - monotonic()
        if left <= 0 or not select([pipe], [], [], left)[0]:
            raise FileSkipped(
                Message("استغرقت قراءته أكثر من الحد", "reading it took too long"), _SPLIT_IT
            )
        part = os.read(pipe.fileno(), min(size, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _told(answer: dict[str, Any]) -> list[Extraction] | FileSkipped:
    """What the child said, or why the reader refused; what is neither is one of `_NONSENSE`."""
    if "refused" in answer:
        kind = FileEncrypted if answer.get("encrypted") else FileSkipped
        message, hint = (Message(*map(str, each)) for each in answer["refused"])
        return kind(message, hint)
    return [_extraction(each) for each in answer["documents"]]


def _extraction(said: dict[str, Any]) -> Extraction:
    found = Extraction(
        text=str(said["text"]),
        title=str(said["title"]),
        blocks=tuple(Block(**each) for each in said["blocks"]),
        anchors=tuple(Anchor(**each) for each in said["anchors"]),
        caveats=tuple(Caveat(**each) for each in said["caveats"]),
        metadata={str(name): str(value) for name, value in said["metadata"].items()},
        encoding=str(said["encoding"]),
        remarks=tuple(Message(str(each["ar"]), str(each["en"])) for each in said["remarks"]),
        member=str(said["member"]),
    )
    _check(found)
    return found


def _check(found: Extraction) -> None:
    """:raises ValueError: for an offset outside the text, a kind that is none, half a character."""
    spans = [(each.start, each.end) for each in found.blocks]
    spans += [(each.start, each.end) for each in found.caveats]
    spans += [(each.start, len(found.text)) for each in found.anchors]
    for start, end in spans:
        if not (type(start) is type(end) is int and 0 <= start <= end <= len(found.text)):
            raise ValueError("an offset outside the text")
    for known, each in (
        *((get_args(BlockKind), block.kind) for block in found.blocks),
        *((get_args(AnchorKind), anchor.kind) for anchor in found.anchors),
        *((get_args(CaveatKind), caveat.kind) for caveat in found.caveats),
    ):
        if each not in known:
            raise ValueError(f"no kind: {each}")
    told = (text for each in found.remarks for text in (each.ar, each.en))
    fields = (text for field in found.metadata.items() for text in field)
    labels = (each.label for each in found.anchors)
    for text in (found.text, found.title, found.encoding, found.member, *told, *fields, *labels):
        text.encode()  # a lone surrogate cannot be kept


def _crashed() -> FileSkipped:
    return FileSkipped(
        Message("انهار قارئه عند هذا الملف", "its reader broke down at this file"),
        Message(
            "افتحه في برنامجه واحفظه من جديد ثم أضفه",
            "open it in its program, save it anew, then add it",
        ),
    )


_SPLIT_IT = Message("قسّمه إلى ملفات أصغر", "split it into smaller files")


def serve(memory: int, cpu_s: float) -> None:
    """What a child does: read one file after the other, and end when its parent does."""
    _limit(memory)
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints does not reach the pipe
    requests: SimpleQueue[tuple[dict[str, Any], bytes]] = SimpleQueue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    while True:
        asked, data = requests.get()
        _limit_cpu(cpu_s)
        _answer_to(target, _read(target, asked, data))


def _listen(requests: SimpleQueue[tuple[dict[str, Any], bytes]]) -> None:
    """A thread of its own, since a reader that does not end must not outlive the parent."""
    try:
        for request in _requests(sys.stdin.buffer):
            requests.put(request)
    finally:
        os._exit(0)


def _limit(memory: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.addaudithook(_refuse_network)


def _limit_cpu(seconds: float) -> None:
    """For the next file: who goes on after it is killed, even in code that lets no thread run."""
    import resource

    until = int(process_time() + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))


def _refuse_network(event: str, _: tuple[Any, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        raise PermissionError(event)


def _requests(source: IO[bytes]) -> Iterator[tuple[dict[str, Any], bytes]]:
    while len(size := source.read(_LENGTH.size)) == _LENGTH.size:
        asked = json.loads(source.read(*_LENGTH.unpack(size)))
        yield asked, source.read(*_LENGTH.unpack(source.read(_LENGTH.size)))


def _read(target: IO[bytes], asked: dict[str, Any], data: bytes) -> dict[str, Any]:
    module, name = asked["reader"]
    reader: Reader = getattr(import_module(module), name)
    options = ReaderOptions(
        path=Path(os.fsdecode(bytes.fromhex(asked["path"]))),
        password=asked["password"],
        ocr=asked["ocr"],
        progress=lambda done, total: _answer_to(target, {"done": done, "total": total}),
    )
    try:
        return {"documents": [asdict(each) for each in reader(data, options)]}
    except FileSkipped as error:
        told = [[each.ar, each.en] for each in (error.message, error.hint)]
        return {"refused": told, "encrypted": isinstance(error, FileEncrypted)}
    except MemoryError:
        return {"refused": [list(_TOO_MUCH), [_SPLIT_IT.ar, _SPLIT_IT.en]]}
    except RecursionError:
        crashed = _crashed()
        return {"refused": [[each.ar, each.en] for each in (crashed.message, crashed.hint)]}


_TOO_MUCH = ("يحتاج إلى ذاكرة أكبر من الحد", "it takes more memory than the limit")


def _answer_to(target: IO[bytes], answer: dict[str, Any]) -> None:
    data = json.dumps(answer).encode()
    target.write(_LENGTH.pack(len(data)))
    target.write(data)
    target.flush()
