"""What each command does; `cli` has parsed its options and turns errors into exit codes."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.controls import visible, visible_line
from assistant.terminal.line import isolate
from assistant.terminal.page import isolating_paths, open_page
from index.arabic import is_boundary, next_boundary
from index.errors import Language, Message, UserError
from index.store.corrections import described
from index.store.library import DocumentSummary, Library, goes_by
from index.types import Document

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

    from index.ingest import FileResult, Outcome, Progress

DONE, FAILED, REFUSED = 0, 1, 3
_TOLD_OF_A_WORK = ("author", "editor", "translator", "publisher", "issued")
CONTEXT_SHOWN = 300
"""Code points on each side of a span that `show` prints."""


def run_add(options: Namespace, language: Language) -> int:
    from index.ingest import add

    page = open_page(language, options.display)
    beside = open_page(language, options.display, sys.stderr)
    counts: Counter[Outcome] = Counter()
    refreshed: list[int | None] = []
    with Library.create(options.library) as library, _progress(language) as (bar, progress):
        results = add(
            library,
            options.paths,
            embedder=options.embedder,
            prune=options.prune,
            progress=progress,
        )
        with closing(results):  # the library must outlive it, whatever stops the loop
            for result in results:
                counts[result.outcome] += 1
                refreshed += [result.document_id] if result.outcome == "refreshed" else []
                if lines := _file_lines(result, language):
                    bar.stop()  # the lines stay, above the bar
                    for line in lines:
                        beside.line(line)
                    bar.start()
        if refreshed:
            from assistant.cli.citing import warn_of_broken_quotes

            warn_of_broken_quotes(page, library, filter(None, refreshed))
    page.say(_tally(counts))
    return FAILED if counts.total() == counts["skipped"] else DONE


def run_ask(options: Namespace, language: Language) -> int:
    from assistant.answering import ask
    from assistant.cli.answers import write_answer
    from assistant.llms.chosen import chosen_model
    from assistant.schema import answer_json, dumps
    from index.ingest import heal
    from index.retrieval.search import Searcher

    page = open_page(language, options.display)
    with Library.open(options.library) as library:
        if options.export:  # before a model is paid for, not after
            from assistant.cli.citing import check_export

            check_export(options, options.export, library, language)
        searcher = Searcher.open(library)
        answer = ask(
            searcher,
            options.question,
            options.top,
            model=chosen_model(options.model),
            strict=not options.no_strict,
        )
        if options.json:
            page.result(dumps(answer_json(answer, library)))
        else:
            write_answer(page, answer)
        if options.export:
            from assistant.cli.citing import export_answer

            export_answer(options, options.question, answer, library, language)
        if searcher.notice:
            open_page(language, options.display, sys.stderr).say(searcher.notice)
        if searcher.vectors and searcher.vectors.damaged:
            with _progress(language) as (_, progress):
                heal(library, progress)
    return REFUSED if answer.reason else DONE


def run_models(options: Namespace, language: Language) -> int:
    from assistant.llms.check import check
    from assistant.llms.chosen import chosen_model

    page = open_page(language, options.display)
    model = chosen_model(options.model)
    if model is None:
        raise UserError(
            Message("لم يُختر نموذج", "No model is chosen"),
            Message(
                "سمّه: shawahid models check --model ollama:qwen3",
                "Name it: shawahid models check --model ollama:qwen3",
            ),
        )
    checked = check(model)
    page.line(visible_line(f"{model.name} — {model.endpoint.base_url}"))
    for told in checked.report():
        page.say(told)
    return DONE if checked.good else FAILED


def run_sources(options: Namespace, language: Language) -> int:
    from assistant.schema import dumps

    page = open_page(language, options.display)
    if options.action == "edit":
        from assistant.cli.citing import edit_source

        return edit_source(options, language)
    with Library.open(options.library) as library:
        documents = library.documents()
        works = {each.id: described(library, each.id, each.metadata) for each in documents}
    if options.json:
        page.result(dumps([_summary_json(each, works[each.id]) for each in documents]))
        return DONE
    for document in documents:
        page.line(f"{document.id:>4}  ", page.bold(visible_line(document.title)))
        for source in document.sources:
            page.line(page.dim(isolate(visible_line(source))), indent=6)
        known = [works[document.id].get(name, "") for name in _TOLD_OF_A_WORK]
        if any(known):
            page.line(page.dim("، ".join(map(visible_line, filter(None, known)))), indent=6)
        page.line(page.dim(_state(document).to(language)), indent=6)
    if not documents:
        page.say(Message("المكتبة فارغة.", "The library is empty."))
    return DONE


def run_show(options: Namespace, language: Language) -> int:
    page = open_page(language, options.display)
    with Library.open(options.library) as library:
        document = library.document(find_document(library, options.document).id)
    if options.span is None:
        page.line(visible(document.text))
        return DONE
    start, end = chosen_span(document, options.span)
    before = document.text[next_boundary(document.text, start - CONTEXT_SHOWN) : start]
    after = document.text[end : next_boundary(document.text, end + CONTEXT_SHOWN)]
    marked = visible(document.text[start:end])
    # Without styles to tell it apart, the span stands between brackets that texts do not use.
    shown = page.bold(marked) if page.styled else f"⟦{marked}⟧"
    page.line(visible(before), shown, visible(after))
    return DONE


def chosen_span(document: Document, span: tuple[int, int]) -> tuple[int, int]:
    """The span, widened so that it cuts no grapheme cluster.

    :raises UserError: when it is outside the document.
    """
    start, end = span
    if end > len(document.text):
        raise UserError(
            Message(
                f"الموضع {start}:{end} خارج الوثيقة، وطولها {len(document.text)}",
                f"{start}:{end} is outside the document, which has {len(document.text)} characters",
            ),
            Message("اختر موضعًا داخلها", "Choose a place inside it"),
        )
    while not is_boundary(document.text, start):
        start -= 1
    return start, next_boundary(document.text, end)


def run_remove(options: Namespace, language: Language) -> int:
    from index.ingest import forget

    page = open_page(language, options.display)
    with Library.open(options.library) as library:
        documents = [find_document(library, name) for name in options.document]
        forget(library, [document.id for document in documents])
    for document in documents:
        page.say(Message(f"نُسيت: {document.title}", f"Forgotten: {document.title}"))
    return DONE


def run_status(options: Namespace, language: Language) -> int:
    from assistant.schema import dumps
    from index.status import status_of

    page = open_page(language, options.display)
    with Library.open(options.library) as library:
        status = status_of(library)
    told = status.trouble and status.trouble.to("en" if options.json else language)
    facts = {**asdict(status), "trouble": told}
    if options.json:
        page.result(dumps(facts))
        return DONE
    for name, value in facts.items():
        shown = value if value is not None else _NONE.to(language)
        page.line(f"{_STATUS[name].to(language)}: {visible_line(str(shown))}")
    return DONE


def run_chat(options: Namespace, language: Language) -> int:
    from assistant.tui.start import start

    return start(
        options.library, language, options.display, options.model, options.chat, options.latest
    )


def run_chats(options: Namespace, language: Language) -> int:
    from assistant.cli import chats

    return chats.run(options, language)


def run_export(options: Namespace, language: Language) -> int:
    from assistant.cli.citing import export_chat

    return export_chat(options, language)


def run_cite(options: Namespace, language: Language) -> int:
    from assistant.cli.citing import cite

    return cite(options, language)


def run_verify(options: Namespace, language: Language) -> int:
    from assistant.cli.citing import verify

    return verify(options, language)


def run_test(options: Namespace, language: Language) -> int:
    from assistant.cli import test

    return test.run_test(options, language)


def run_reindex(options: Namespace, language: Language) -> int:
    from index.ingest import reindex

    with Library.open(options.library) as library, _progress(language) as (_, progress):
        reindex(library, embedder=options.embedder, progress=progress)
    open_page(language, options.display).say(Message("جُدّدت المكتبة.", "The library is renewed."))
    return DONE


@contextmanager
def _progress(language: Language) -> Iterator[tuple[RichProgress, Progress]]:
    """A bar on the error stream, and the function that moves it."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as RichProgress

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    rate = TextColumn("{task.fields[rate]}")
    console = Console(stderr=True)
    with RichProgress(
        *(*columns, rate, TimeElapsedColumn()),
        console=console,
        transient=True,
        disable=not console.is_terminal,  # its empty frames would part the lines of a log
    ) as bar:
        task = bar.add_task("", total=None, rate="")

        def move(what: Message, done: int, total: int) -> None:
            speed = bar.tasks[0].speed
            bar.update(
                task,
                description=what.to(language),
                completed=done,
                total=total,
                rate=f"{speed:.0f}/s" if speed else "",
            )

        yield bar, move


def _file_lines(result: FileResult, language: Language) -> list[str]:
    """What there is to say of one file; nothing of one that was not touched."""
    path = visible_line(str(result.path))
    if result.reason is not None:
        message, hint = result.reason.message.to(language), result.reason.hint.to(language)
        return [
            f"✗ {isolate(path)}: {isolating_paths(visible_line(message))}",
            f"  {isolating_paths(visible_line(hint))}",
        ]
    if result.outcome == "unchanged":
        return []
    sign = {"added": "+", "refreshed": "~", "vanished": "-"}[result.outcome]
    decoding = "" if result.encoding in ("", "utf-8") else f" ({visible_line(result.encoding)})"
    return [f"{sign} {path}{decoding}"]


def _tally(counts: Counter[Outcome]) -> Message:
    return Message(
        f"أُضيف {counts['added']}، جُدّد {counts['refreshed']}، لم يتغير {counts['unchanged']}،"
        f" نُسي {counts['vanished']}، تُرك {counts['skipped']}",
        f"added {counts['added']}, refreshed {counts['refreshed']}, unchanged"
        f" {counts['unchanged']}, forgotten {counts['vanished']}, skipped {counts['skipped']}",
    )


def find_document(library: Library, name: str) -> DocumentSummary:
    """The one document that a name fits: an id, a path or its last parts, or a title.

    :raises UserError: when none fits, or more than one.
    """
    documents = library.documents()
    found = [document for document in documents if str(document.id) == name] or [
        document for document in documents if goes_by(name, document)
    ]
    if len(found) == 1:
        return found[0]
    hint = Message("القائمة: shawahid sources", "The list: shawahid sources")
    if not found:
        raise UserError(Message(f"لا وثيقة باسم «{name}»", f"There is no document “{name}”"), hint)
    ids = [str(document.id) for document in found]
    raise UserError(
        Message(
            f"«{name}» يصدق على وثائق عدة: {'، '.join(ids)}",
            f"“{name}” fits several documents: {', '.join(ids)}",
        ),
        hint,
    )


def _summary_json(document: DocumentSummary, work: Mapping[str, str]) -> dict[str, object]:
    return {
        "id": document.id,
        "title": document.title,
        "sources": list(document.sources),
        "sha256": document.sha256,
        "passages": document.passages,
        "characters": document.characters,
        "encoding": document.encoding,
        "state": _state_name(document),
        "added_at": document.added_at,
        "bibliography": work,
    }


def _state_name(document: DocumentSummary) -> str:
    """`current`, or `missing` when no source of the document is there any more."""
    return "current" if any(Path(source).exists() for source in document.sources) else "missing"


def _state(document: DocumentSummary) -> Message:
    gone = _state_name(document) == "missing"
    return Message(
        f"{document.passages} مقطعًا، {document.characters} محرفًا، {document.encoding}"
        + ("، لم يعد ملفها موجودًا" if gone else ""),
        f"{document.passages} passages, {document.characters} characters, {document.encoding}"
        + (", its file is gone" if gone else ""),
    )


_NONE = Message("لا شيء", "none")
_STATUS = {
    "library": Message("المكتبة", "Library"),
    "documents": Message("الوثائق", "Documents"),
    "files": Message("الملفات", "Files"),
    "passages": Message("المقاطع", "Passages"),
    "characters": Message("المحارف", "Characters"),
    "library_bytes": Message("حجم المكتبة بالبايت", "Library, bytes"),
    "lexical_bytes": Message("حجم فهرس الكلمات بالبايت", "Word index, bytes"),
    "vector_bytes": Message("حجم فهرس المتجهات بالبايت", "Vector index, bytes"),
    "embedder": Message("المُضمِّن", "Embedder"),
    "fingerprint": Message("بصمة المتجهات", "Fingerprint of the vectors"),
    "generation": Message("جيل فهرس المتجهات", "Generation of the vector index"),
    "pending_words": Message("مقاطع تنتظر فهرسة الكلمات", "Passages awaiting the word index"),
    "pending_vectors": Message(
        "مقاطع تُمسح متجهاتها مباشرة", "Passages whose vectors are scanned exactly"
    ),
    "trouble": Message("خلل", "Trouble"),
    "exact_tokens": Message("عدّ دقيق للرموز", "Tokens counted exactly"),
}
