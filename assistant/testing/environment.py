"""What bore on the answers when a case last passed, and what of that has changed since."""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from assistant.answering import ANSWERS_FROM
from assistant.testing.case import CaseFile
from assistant.testing.corpora import cache_folder, program_fingerprint
from index.arabic import FOLDING_VERSION
from index.errors import Message
from index.ingest import SPLITTING
from index.retrieval.embedding import FINGERPRINT
from index.store.library import Library

_EVENTS = {
    "add": Message("أُضيفت وثيقة", "a document was added"),
    "refresh": Message("تغيّرت وثيقة", "a document was changed"),
    "remove": Message("أُزيلت وثيقة", "a document was removed"),
    "calibrate": Message("عُدّل حدّ الامتناع", "the refusal threshold was set"),
}
_MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Environment:
    """Environment of a run: all that an answer depends on besides its question."""

    at: str
    """UTC, ISO 8601."""
    library: str
    """The library's identity."""
    event: int
    """The last of the library's history."""
    documents: Mapping[str, str]
    """Every source → the sha256 of its document's text."""
    facts: Mapping[str, str]
    """Settings, fingerprints and versions, by name."""


def environment_of(library: Library, file: CaseFile) -> Environment:
    history = library.history()
    settings = file.head.settings.model_dump(exclude_none=True)
    return Environment(
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        library=library.identity,
        event=history[-1].id if history else 0,
        documents={
            source: document.sha256
            for document in library.documents()
            for source in document.sources
        },
        facts={
            **{f"settings.{name}": str(value) for name, value in settings.items()},
            "answers_from": str(library.get(ANSWERS_FROM)),
            "vectors": str(library.get(FINGERPRINT)),
            "splitting": str(library.get(SPLITTING)),
            "folding": str(FOLDING_VERSION),
            "version": version("shawahid"),
            "index": program_fingerprint("index"),
            "assistant": program_fingerprint("assistant"),
        },
    )


def changes(before: Environment, library: Library, now: Environment) -> list[Message]:
    """What has changed, the documents first; empty when nothing has."""
    messages = (
        _events(library, before.event)
        if before.library == now.library
        else _documents(before.documents, now.documents)
    )
    facts = [
        Message(f"{name}: {was} ← {known}", f"{name}: {was} → {known}")
        for name in sorted({*before.facts, *now.facts})
        if (was := before.facts.get(name, "–")) != (known := now.facts.get(name, "–"))
    ]
    more = len(messages) - _MOST_SHOWN
    rest = [Message(f"… و{more} غيرها", f"… and {more} more")] if more > 0 else []
    return [*messages[-_MOST_SHOWN:], *rest, *facts]


def _events(library: Library, after: int) -> list[Message]:
    """The library's own log of the time since."""
    messages = []
    for event in library.history(after):
        what = _EVENTS.get(event.event, Message(event.event, event.event))
        title = event.details.get("title")
        ar, en = (f" «{title}»", f" “{title}”") if title else ("", "")
        messages.append(Message(f"{event.at}: {what.ar}{ar}", f"{event.at}: {what.en}{en}"))
    return messages


def _documents(before: Mapping[str, str], now: Mapping[str, str]) -> list[Message]:
    """Where the library itself is another, as one made for cases is after every change."""
    messages = []
    for source in sorted({*before, *now}):
        if before.get(source) != now.get(source):
            event = "add" if source not in before else "refresh" if source in now else "remove"
            what, name = _EVENTS[event], Path(source).name
            messages.append(Message(f"{what.ar} «{name}»", f"{what.en} “{name}”"))
    return messages


def last_passing(file: CaseFile) -> dict[str, Environment]:
    """By the names of the file's cases, those under which each last passed."""
    try:
        kept = json.loads(_record(file).read_text("utf-8"))
        return {
            name: Environment(**kept["circumstances"][digest])
            for name, digest in kept["passed"].items()
        }
    except (OSError, ValueError, KeyError, TypeError):  # never kept, or by another version
        return {}


def record_passes(file: CaseFile, passed: Collection[str], now: Environment) -> None:
    """Keep that these cases passed in this environment.

    :raises OSError: when the user's cache cannot be written.
    """
    with _locked(_record(file)) as record:
        known = last_passing(file) | dict.fromkeys(passed, now)
        digests = {name: _digest(each) for name, each in known.items()}
        kept = {
            "circumstances": {digests[name]: asdict(each) for name, each in known.items()},
            "passed": digests,
        }
        written = record.with_suffix(".new")
        written.write_text(json.dumps(kept, ensure_ascii=False), "utf-8")
        written.replace(record)


def _record(file: CaseFile) -> Path:
    name = hashlib.sha256(str(file.path.resolve()).encode("utf-8", "replace")).hexdigest()[:32]
    return cache_folder() / "passed" / f"{name}.json"


def _digest(each: Environment) -> str:
    return hashlib.sha256(json.dumps(asdict(each), sort_keys=True).encode()).hexdigest()[:16]


@contextmanager
def _locked(record: Path) -> Iterator[Path]:
    """Several workers of one test run may pass cases of one file."""
    record.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with record.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield record
