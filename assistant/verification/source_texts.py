"""Where claimed words are looked for: the library, or nothing but the source files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from assistant.answer import KeptQuote, Source
from index.arabic import composed
from index.errors import FileSkipped
from index.readers import Children, documents, file_bytes, sidecar, with_sidecar
from index.store.library import Library
from index.store.records import file_of
from index.types import Anchor, Extraction, ReaderOptions


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text as it is now."""

    source: Source
    text: str = field(repr=False)
    anchors: tuple[Anchor, ...] = ()
    """As of a document."""

    def anchor_at(self, position: int) -> Anchor | None:
        """The page, slide, row, … that holds this code point; None without any."""
        return next((each for each in reversed(self.anchors) if each.start <= position), None)


class SourceTexts:
    """The texts that claims are compared with."""

    def __init__(
        self,
        library: Library | None = None,
        files: Sequence[Path] = (),
        beside: Path | None = None,
        *,
        ocr: bool = False,
    ) -> None:
        """
        :param files: sources to look in, and in none of the places that a claim names itself.
        :param beside: a folder where a source that is named without a path may lie.
        :param ocr: whether pages without text are recognised, as those that are quoted were.
        """
        self._library = library
        self._files = files
        self._beside = beside
        self._ocr = ocr

    def claimed(self, claim: KeptQuote) -> SourceText | None:
        """The text that a claim says it is from; None when there is no such source any more.

        A text with the very sha256 is that text, whatever it is called; otherwise the source is
        known by its path, then by its name.
        """
        given = self._given
        name = _name(claim.source)
        for text in given:
            if text.source.sha256 == claim.source.sha256:
                return text
        if self._library is not None:
            held = self._held(self._library, claim)
            if held is not None:
                return held
        named = [text for text in given if name and _name(text.source) == name]
        if named:
            return named[0]
        return None if self._files else self._on_disk(claim)

    def others(self, besides: SourceText | None) -> Iterator[SourceText]:
        """Every other text, in which claimed words may really stand."""
        seen = {besides.source.sha256} if besides else set()
        for text in self._all():
            if text.source.sha256 not in seen:
                seen.add(text.source.sha256)
                yield text

    def _all(self) -> Iterator[SourceText]:
        yield from self._given
        if self._library is not None:
            for summary in self._library.documents():
                yield _of(self._library, summary.id)

    @cached_property
    def _given(self) -> list[SourceText]:
        return [text for file in self._files for text in self._read(file)]

    def _held(self, library: Library, claim: KeptQuote) -> SourceText | None:
        same = library.holder(claim.source.sha256)
        if same is not None:
            return _of(library, same)
        record = library.file(claim.source.path) if claim.source.path else None
        if record is not None:
            return _of(library, record.document_id)
        name = _name(claim.source)
        named = {
            record.document_id
            for record in library.files()
            if name and _name(Source(path=record.path)) == name
        }
        return _of(library, named.pop()) if len(named) == 1 else None

    def _on_disk(self, claim: KeptQuote) -> SourceText | None:
        if not claim.source.path:
            return None
        places = [Path(claim.source.path)] if Path(claim.source.path).is_absolute() else []
        if self._beside is not None:
            places.append(self._beside / claim.source.file_name)
        return next((text for place in places for text in self._read(place)), None)

    def _read(self, source: Path) -> Iterator[SourceText]:
        """The texts of a file, all those of an archive, or the one that a path names inside it."""
        file = file_of(source)
        if file is None:
            return
        children = Children()
        try:
            read = documents(file_bytes(file), ReaderOptions(file, ocr=self._ocr), children)
        except FileSkipped:
            return
        finally:
            children.close()
        fields = sidecar.sidecar_bytes(file)
        member = source.relative_to(file).as_posix()
        for each in read:
            if member in (".", each.member) or len(read) == 1:
                path = file.absolute() / each.member
                yield _of_file(path, with_sidecar(each, fields))


def _name(source: Source) -> str:
    return composed(source.file_name)


def _of(library: Library, document_id: int) -> SourceText:
    document = library.document(document_id)
    source = Source(document.title, document.sources[0], document.sha256)
    return SourceText(source, document.text, document.anchors)


def _of_file(path: Path, read: Extraction) -> SourceText:
    digest = sha256(read.text.encode()).hexdigest()
    return SourceText(Source(read.title, str(path), digest), read.text, read.anchors)
