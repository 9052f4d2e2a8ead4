"""The one front door: what every front end, every case and every program calls.

Safe to use from threads: one assistant answers as many questions at once as are asked of it.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

from assistant.answer import QUOTES, Answer
from assistant.llms.chosen import ChosenModel
from index.errors import Language, Message, UserError
from index.store.library import DocumentSummary, Library
from index.store.names import named
from index.types import Document, Hit

if TYPE_CHECKING:
    from assistant.conversation.asking import Conversation
    from assistant.conversation.chats import Chat, Chats
    from assistant.conversation.turns import Turn
    from assistant.export.citation import Citation
    from assistant.export.transcript import Transcript
    from assistant.llms.llm import LanguageModel
    from assistant.verification.status import CheckedClaim
    from index.doctor import FileReport, LibraryReport
    from index.ingest import FileResult, Progress, Reading
    from index.readers.finding import Wanted
    from index.retrieval.search import Searcher
    from index.status import Status

_Embedder = tuple[str | None, str | None]
"""Spec and fingerprint of what made a library's vectors."""
DEFAULT_STYLE = "shawahid"
"""As `assistant.export` has it, which is too heavy to import for a question."""


class Assistant:
    """Answers from one library of documents, and looks after it.

    Any method may raise UserError, which says what to do: a folder without permission, a model
    that cannot be reached, a name that no document goes by.
    """

    def __init__(
        self,
        library: Library,
        model: str | LanguageModel | None = None,
        language: Language = "ar",
        *,
        fast: bool = False,
    ) -> None:
        """As `open`, with a library that is open; `close` closes it too."""
        self.library = library
        """To be read beside the answers; what changes it has a method here."""
        self.language: Language = language
        self.model = ChosenModel(model)
        self._fast = fast
        self._lock = Lock()  # while what follows is opened
        self._opened: tuple[_Embedder, Searcher] | None = None
        self._chats: Chats | None = None

    @classmethod
    def open(
        cls,
        library: str | os.PathLike[str],
        *,
        model: str | LanguageModel | None = None,
        language: Language = "ar",
        create: bool = False,
        fast: bool = False,
    ) -> Assistant:
        """
        :param library: the folder of a library.
        :param model: what words the answers, such as `ollama:qwen3`, opened when it is first
            needed; None when the documents speak for themselves.
        :param language: of what frames an export.
        :param create: whether to make a library where there is none.
        :param fast: whether to answer by words alone, without the encoder.
        :raises LibraryMissing: when there is none, and none is to be made.
        """
        opened = Library.create(library) if create else Library.open(library)
        return cls(opened, model, language, fast=fast)

    def close(self) -> None:
        if self._chats is not None:
            self._chats.close()
        self.library.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Questions.

    def ask(
        self,
        question: str,
        quotes: int = QUOTES,
        *,
        scope: Collection[int] | None = None,
        strict: bool = True,
    ) -> Answer:
        """The grounded answer to a question, or a refusal with its reason.

        :param quotes: how many to show at most; at least 1.
        :param scope: ids of the only documents to look in; None for the whole library.
        :param strict: whether a model's statements without support are dropped instead of marked.
        """
        from assistant.answering import ask

        model = self.model.get()
        return ask(self._searcher(), question, quotes, scope=scope, model=model, strict=strict)

    def stream(
        self,
        question: str,
        quotes: int = QUOTES,
        *,
        scope: Collection[int] | None = None,
        strict: bool = True,
    ) -> Generator[Sequence[Hit] | str | Answer]:
        """The same step by step: the hits, pieces of a model's text, the answer."""
        from assistant.answering import stream

        model = self.model.get()
        return stream(self._searcher(), question, quotes, scope=scope, model=model, strict=strict)

    def chat(self, id: int | None = None, *, saved: bool = True) -> Conversation:
        """A conversation, in which a question may depend on those before it.

        :param id: of a saved one that goes on; None for a new one.
        :param saved: whether its turns are kept in the library's folder.
        :raises NoSuchChat: when it is not there.
        """
        from assistant.conversation.asking import REMEMBERED, Conversation

        turns: Sequence[Turn] = ()
        if id is not None:
            turns = self.turns(id, first=max(1, self.chats.chat(id).turns + 1 - REMEMBERED))
        chats = (lambda: self.chats) if saved else None
        return Conversation(self._searcher, self.model, chats, id, turns)

    def find(
        self, question: str, limit: int = 10, *, scope: Collection[int] | None = None
    ) -> list[Hit]:
        """The passages that a question is most likely answered in, best first."""
        searcher = self._searcher()
        return searcher.search(searcher.analyse(question), limit, scope=scope)

    def unrefused(
        self,
        question: str,
        quotes: int = QUOTES,
        *,
        scope: Collection[int] | None = None,
    ) -> tuple[float, Answer]:
        """What would be answered were nothing ever refused, and how sure that is: 0 to 1."""
        from assistant.answering import unrefused

        return unrefused(self._searcher(), question, quotes, scope=scope)

    @property
    def notice(self) -> Message | None:
        """What the user should know of how questions are answered; None when all is well."""
        return self._searcher().notice

    @property
    def threshold(self) -> float:
        """The probability from which a question is answered."""
        from assistant.answering import threshold

        return threshold(self.library, reads=self._searcher().reader is not None)

    def refuse_below(self, threshold: float | None) -> None:
        """Set that probability for this library; None for the shipped one."""
        from assistant.answering import ANSWERS_FROM

        with self.library.writing():
            self.library.set(ANSWERS_FROM, None if threshold is None else repr(threshold))
            self.library.log("calibrate", {ANSWERS_FROM: threshold})

    # Documents.

    def add(
        self,
        paths: Sequence[Path],
        *,
        embedder: str | None = None,
        prune: bool = False,
        wanted: Wanted | None = None,
        reading: Reading | None = None,
        progress: Progress = lambda what, done, total: None,
    ) -> Generator[FileResult, None, None]:
        """As `index.ingest.add`; to be gone through by one thread."""
        from index.ingest import add

        return add(
            self.library,
            paths,
            embedder=embedder,
            prune=prune,
            wanted=wanted,
            reading=reading,
            progress=progress,
        )

    def embed(
        self, progress: Progress = lambda what, done, total: None, *, snapshot: bool = True
    ) -> None:
        """As `index.ingest.embed`, after which what was added is found by its meaning too."""
        from index.ingest import embed

        embed(self.library, snapshot=snapshot, progress=progress)

    def remove(self, names: Sequence[str | int]) -> list[DocumentSummary]:
        """Remove documents, all or none of them; returns what is no more."""
        from index.ingest import remove_documents

        documents = [self.source(name) for name in names]
        remove_documents(self.library, [document.id for document in documents])
        return documents

    def reindex(
        self,
        embedder: str | None = None,
        progress: Progress = lambda what, done, total: None,
    ) -> None:
        """As `index.ingest.reindex`."""
        from index.ingest import reindex

        reindex(self.library, embedder=embedder, progress=progress)

    def sources(self) -> list[DocumentSummary]:
        """The documents in the order in which they were added, their metadata as corrected."""
        from index.store.corrections import with_corrections

        return [
            replace(each, metadata=with_corrections(self.library, each.id, each.metadata))
            for each in self.library.documents()
        ]

    def source(self, name: str | int) -> DocumentSummary:
        """The one document that a name fits: an id, a path or its last parts, or a title.

        :raises UserError: when none fits, or more than one.
        """
        return named(str(name), self.library.documents())

    def document(self, name: str | int) -> Document:
        """:raises UserError: as `source`."""
        return self.library.document(self.source(name).id)

    def correct(self, name: str | int, fields: Mapping[str, str]) -> DocumentSummary:
        """Set bibliographic fields of a document; an empty value leaves the field out.

        :raises UserError: as `source`, and for a value that is none.
        """
        from index.store.corrections import edit

        document = self.source(name)
        try:
            edit(self.library, document.id, fields)
        except ValueError as error:
            raise UserError(
                Message(f"لا يُفهم الحقل «{error}»", f"The field “{error}” cannot be understood"),
                Message("اكتبه key=value؛ والرابط http…", "Write key=value; an address is http…"),
            ) from error
        return document

    def status(self) -> Status:
        """How the library and its indexes stand."""
        from index.status import status_of

        return status_of(self.library)

    def examine(
        self,
        progress: Progress = lambda what, done, total: None,
        *,
        repair: bool = False,
    ) -> LibraryReport:
        """What is wrong with the library, as `index.doctor`, and with what saved chats quote.

        :param repair: also rebuild and read again what can be; what is told is what is left.
        """
        from index.doctor import Finding, examine_library, repair_library

        if repair:
            repair_library(self.library, progress)
        report = examine_library(self.library, progress)
        ids = self._quoted_documents()
        stale = [
            Finding(
                "stale_quote",
                Message(
                    f"محادثة «{chat.title}»: شاهد لم يعد في مصدره: «{checked.claim.text}»",
                    f"chat “{chat.title}”: a quote no longer in its source: “{checked.claim.text}”",
                ),
                path=checked.claim.source.path,
            )
            for chat, checked in self.broken_quotes(ids)
        ]
        return replace(report, findings=(*report.findings, *stale))

    def examine_file(self, path: Path) -> list[FileReport]:
        """What a file holds and what became of it, whether it was added or not."""
        from index.doctor import examine_file

        return examine_file(path, self.library)

    def _quoted_documents(self) -> set[int]:
        """Every document that a saved chat quotes, those that are no more among them."""
        from assistant.conversation.saved import SavedQuote

        return {
            quote.document_id
            for chat in self.chats.listed()
            for turn in self.turns(chat.id)
            for quote in turn.answer.quotes
            if isinstance(quote, SavedQuote)
        }

    @property
    def is_damaged(self) -> bool:
        """Whether a question has met an index that `heal` rebuilds; answers do not suffer."""
        vectors = self._opened[1].vectors if self._opened else None
        return vectors is not None and vectors.damaged is not None

    def heal(self, progress: Progress = lambda what, done, total: None) -> None:
        """Rebuild the indexes where they are damaged, unless another process writes."""
        from index.ingest import heal

        heal(self.library, progress)

    # Saved conversations.

    @property
    def chats(self) -> Chats:
        """The saved conversations."""
        from assistant.conversation.chats import Chats

        with self._lock:
            if self._chats is None:
                self._chats = Chats.open(self.library.path)
            return self._chats

    def turns(self, chat: int, first: int = 1, last: int | None = None) -> Sequence[Turn]:
        """The turns of a saved conversation, their quotes compared with the library as it is.

        :param first: number of the first turn wanted, from 1; `last` is among them.
        """
        return self.chats.turns(chat, self.library, first, last)

    # Quotes that leave, and are checked later.

    def cite(self, name: str | int, start: int, end: int) -> Answer:
        """A span of a document as an answer that says nothing but quotes it.

        The span is widened so that it cuts no grapheme cluster.

        :raises UserError: as `source`, and when the span is not in the document.
        """
        from assistant.export.transcript import cited
        from assistant.grounding import chosen_span

        document = self.document(name)
        span = chosen_span(document, start, end)
        passages = self.library.passages_of(document.id)
        around = (each.headings for each in passages if each.start <= span.start < each.end)
        return cited(document, span.start, span.end, next(around, ()))

    def cite_page(self, name: str | int, page: str) -> Answer:
        """A whole page of a document, as `cite`.

        :param page: its label: «12», «١٢», «iv».
        :raises UserError: as `source`, and when the document has no such page.
        """
        from assistant.grounding import page_span

        span = page_span(self.document(name), page)
        return self.cite(name, span.start, span.end)

    def page_image(self, name: str | int, start: int, end: int, password: str = "") -> bytes:
        """The pages of a PDF that a span stands on, with the span marked, as a PNG.

        :raises UserError: as `cite`; when the document is not from a PDF, or not as it lies there.
        """
        from assistant.grounding import chosen_span
        from assistant.verification.page_image import page_image

        document = self.document(name)
        return page_image(self.library, document, chosen_span(document, start, end), password)

    def reference(self, answer: Answer, style: str = DEFAULT_STYLE) -> Citation:
        """How the first quote of an answer is cited; `style` is one of CSL's."""
        from assistant.export.citation import citation_of

        return citation_of(self._transcript(answer), style)

    def check_export(
        self, file: Path, format: str | None = None, style: str = DEFAULT_STYLE
    ) -> None:
        """Known before anything is asked or made.

        :raises UserError: for a format or a style that is none, or a file not to be written.
        """
        from assistant.export import check_style, chosen_format
        from assistant.export.file import check_file

        check_style(chosen_format(file, format), style, self.language)
        check_file(file, self.library)

    def export(
        self,
        what: Answer | Sequence[Turn],
        file: Path | None = None,
        *,
        format: str | None = None,
        style: str = DEFAULT_STYLE,
        title: str = "",
    ) -> bytes:
        """Answers with their quotes in a format that can be verified later.

        :param file: to be written as well, new or over an earlier export.
        :param format: one of `assistant.export.FORMATS`; None for that of the file's suffix, or
            text without a file.
        :param title: of the whole; the first question when empty.
        :raises UserError: as `check_export`.
        """
        from assistant.export import chosen_format, export
        from assistant.export.file import check_file, write_file

        if file is not None:
            check_file(file, self.library)
        written = export(self._transcript(what, title), chosen_format(file, format), style)
        if file is not None:
            write_file(file, written)
        return written

    def verify(self, name: str) -> list[CheckedClaim]:
        """Whether the quotes of a file or of a saved conversation still stand.

        :param name: of a file that was exported; a conversation's number, or `last`.
        :raises UserError: when there are no quotes in it.
        """
        from assistant.verification.verify import verify

        return verify(name, self.library)

    def broken_quotes(self, documents: Collection[int]) -> Iterator[tuple[Chat, CheckedClaim]]:
        """The quotes of saved conversations that no longer stand in some documents."""
        from assistant.verification.verify import broken_quotes

        return broken_quotes(self.library, self.chats, documents)

    def _transcript(self, what: Answer | Sequence[Turn], title: str = "") -> Transcript:
        from assistant.conversation.turns import Turn
        from assistant.export.transcript import transcript_of

        turns = [Turn(what.question, what.question, what)] if isinstance(what, Answer) else what
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return transcript_of(turns, self.library, title=title, created=now, language=self.language)

    def _searcher(self) -> Searcher:
        """Opened again when the library's vectors have become another embedder's."""
        from index.retrieval.embedding import EMBEDDER, FINGERPRINT
        from index.retrieval.encoder import shipped_encoder
        from index.retrieval.search import Searcher

        embedder = (self.library.get(EMBEDDER), self.library.get(FINGERPRINT))
        with self._lock:
            if self._opened is None or self._opened[0] != embedder:
                reader = None if self._fast else shipped_encoder()
                searcher = Searcher.open(self.library, fast=self._fast, reader=reader)
                self._opened = embedder, searcher
            return self._opened[1]
