"""What became of every file, in one table: nothing in a folder goes unmentioned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from index.errors import Language, Message

if TYPE_CHECKING:
    from index.ingest import FileResult, Outcome

_OUTCOMES: dict[Outcome, Message] = {
    "added": Message("أُضيف", "added"),
    "refreshed": Message("جُدّد", "refreshed"),
    "unchanged": Message("لم يتغير", "unchanged"),
    "vanished": Message("أُزيل", "removed"),
    "refused": Message("رُفض", "refused"),
}
_WHY: dict[str, Message] = {
    "hidden": Message("أسماء مخفية", "hidden names"),
    "link": Message("روابط", "links"),
    "ignored": Message("استثنيتَها", "left as you said"),
    "sidecar": Message("بيانات وثائق بجانبها", "fields of documents beside them"),
}
_NO_SUFFIX = Message("بلا لاحقة", "without a suffix")
_MOST_SUFFIXES = 12


class AddReport:
    """Counts results as they come."""

    def __init__(self) -> None:
        self.outcomes: Counter[Outcome] = Counter()
        self.refreshed: set[int] = set()
        """Ids of documents whose text may be another now."""
        self.refusals: set[tuple[Path, str]] = set()
        """Each a file and its reason."""
        self._remarked = 0
        self._reasons: Counter[tuple[str, str]] = Counter()
        self._suffixes: Counter[str] = Counter()
        self._misnamed: Counter[tuple[str, str]] = Counter()
        """Suffixes, and those by which such files would be read."""
        self._left_out: Counter[str] = Counter()
        self._files: list[dict[str, Any]] = []
        self._started = monotonic()

    def count(self, result: FileResult) -> None:
        if result.outcome == "left_out" and result.why == "suffix":
            suffix = result.path.suffix.lower()
            self._suffixes[suffix] += 1
            if result.looks_like:
                self._misnamed[suffix, result.looks_like] += 1
        elif result.outcome == "left_out":
            self._left_out[result.why] += 1
        else:
            self.outcomes[result.outcome] += 1
        if result.outcome == "refreshed" and result.document_id is not None:
            self.refreshed.add(result.document_id)
        if result.reason is not None:
            self._reasons[result.reason.message.ar, result.reason.message.en] += 1
            self.refusals.add((result.path, result.reason.message.en))
        self._remarked += bool(result.remarks)
        self._files.append(_as_json(result))

    @property
    def has_changes(self) -> bool:
        """Whether the library holds another text than before."""
        outcomes = self.outcomes
        return bool(outcomes["added"] or outcomes["refreshed"] or outcomes["vanished"])

    @property
    def is_failure(self) -> bool:
        """Whether not one file could be read."""
        return self.outcomes.total() == self.outcomes["refused"]

    def lines(self) -> Iterator[Message]:
        """One for each thing that can become of a file, the counts first."""
        told = [(self.outcomes[name], said) for name, said in _OUTCOMES.items()]
        yield Message(
            "، ".join(f"{said.ar} {count}" for count, said in told),
            ", ".join(f"{said.en} {count}" for count, said in told),
        )
        if self._remarked:
            yield Message(
                f"أُصلح منها شيء أو تُرك بعضه: {self._remarked}",
                f"of these, mended or read in part: {self._remarked}",
            )
        for (ar, en), count in self._reasons.most_common():
            yield Message(f"رُفض {count}: {ar}", f"refused {count}: {en}")
        if self._suffixes:
            yield _counted(Message("ليس مما يُقرأ", "not for us"), self._by_suffix())
        if self._misnamed:
            named = [
                (_arrow(_suffix(own), known), count)
                for (own, known), count in self._misnamed.most_common(_MOST_SUFFIXES)
            ]
            yield _counted(Message("يُقرأ إن غيّرت لاحقته", "readable if you rename"), named)
        if self._left_out:
            named = [(_WHY[why], count) for why, count in self._left_out.most_common()]
            yield _counted(Message("تُرك", "left out"), named)
        files = self.outcomes.total() - self.outcomes["vanished"]
        taken = monotonic() - self._started
        if files > 1 and taken >= 1:
            yield Message(
                f"{files} ملفًّا في {taken:.1f} ثانية ({files / taken:.0f}/ث)",
                f"{files} files in {taken:.1f} s ({files / taken:.0f}/s)",
            )

    def as_json(self) -> dict[str, Any]:
        return {
            **{name: self.outcomes[name] for name in _OUTCOMES},
            "remarked": self._remarked,
            "not_for_us": dict(self._suffixes),
            "left_out": dict(self._left_out),
            "files": self._files,
        }

    def _by_suffix(self) -> list[tuple[Message, int]]:
        most = self._suffixes.most_common(_MOST_SUFFIXES)
        named = [(_suffix(one), count) for one, count in most]
        rest = self._suffixes.total() - sum(count for _, count in most)
        return [*named, (Message("غيرها", "others"), rest)] if rest else named


def _suffix(suffix: str) -> Message:
    return Message(suffix, suffix) if suffix else _NO_SUFFIX


def _arrow(own: Message, known: str) -> Message:
    return Message(f"من {own.ar} إلى {known}", f"{own.en} to {known}")


def _counted(what: Message, counts: list[tuple[Message, int]]) -> Message:
    total = sum(count for _, count in counts)
    ar = "، ".join(f"{name.ar} {count}" for name, count in counts)
    en = ", ".join(f"{name.en} {count}" for name, count in counts)
    return Message(f"{what.ar} {total}: {ar}", f"{what.en} {total}: {en}")


def _as_json(result: FileResult) -> dict[str, Any]:
    said: dict[str, Any] = {"path": str(result.path), "outcome": result.outcome}
    if result.document_id is not None:
        said["document"] = result.document_id
    if result.encoding:
        said["encoding"] = result.encoding
    if result.remarks:
        said["remarks"] = [_both(each) for each in result.remarks]
    if result.reason is not None:
        said |= {"reason": _both(result.reason.message), "hint": _both(result.reason.hint)}
    if result.looks_like:
        said["looks_like"] = result.looks_like
    return said | ({"why": result.why} if result.why else {})


def _both(message: Message) -> dict[Language, str]:
    return {"ar": message.ar, "en": message.en}
