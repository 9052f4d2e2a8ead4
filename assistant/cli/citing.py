"""What `export`, `cite`, `verify` and `sources edit` do: answers leave, and are checked later."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from assistant.answer import Answer
from assistant.cli.chats import LAST, named
from assistant.cli.commands import DONE, chosen_span, find_document
from assistant.controls import shortened, visible, visible_line
from assistant.conversation.chats import Chats
from assistant.conversation.dialogue import Turn
from assistant.conversation.saved import SavedQuote
from assistant.export import FORMATS, check_style, export, format_of
from assistant.export.claims import Claim, claims
from assistant.export.file import check_file, write_file
from assistant.export.place import beyond_page, fingerprint, text_fragment
from assistant.export.references import References
from assistant.export.transcript import Transcript, cited, transcript_of
from assistant.terminal.page import Page, open_page
from assistant.verification.source_texts import Shelf
from assistant.verification.status import Change, Checked, Standing, check
from index.errors import Language, LibraryMissing, Message, UserError
from index.store.corrections import edit
from index.store.library import Library

BROKEN = 4
"""The exit code when a quote no longer stands in its source."""

_QUOTE_CHARACTERS = 80
"""Of a quote in the list of what was checked."""


def check_export(options: Namespace, file: Path, library: Library, language: Language) -> None:
    """:raises UserError: for a format or a style that is none, or a file not to be written."""
    check_style(_format(file, options.format), options.style, language)
    check_file(file, library)


def export_answer(
    options: Namespace, question: str, answer: Answer, library: Library, language: Language
) -> None:
    """Write a fresh answer to the file of `--export`."""
    transcript = _transcript([Turn(question, question, answer)], library, language)
    _write(transcript, options.export, options.format, options.style)


def export_chat(options: Namespace, language: Language) -> int:
    with Library.open(options.library) as library, Chats.open(library.path) as chats:
        chat = named(chats, options.chat)
        if options.turn is not None and options.turn > chat.turns:
            raise UserError(
                Message(f"في المحادثة {chat.turns} أسئلة", f"The chat has {chat.turns} turns"),
                Message("اختر واحدًا منها", "Choose one of them"),
            )
        if options.output:
            check_export(options, options.output, library, language)
        first, last = (options.turn, options.turn) if options.turn else (1, None)
        turns = chats.turns(chat.id, library, first, last)
        title = "" if options.turn else chat.title
        transcript = _transcript(turns, library, language, title)
        _write(transcript, options.output, options.format, options.style)
    return DONE


def cite(options: Namespace, language: Language) -> int:
    """A reference for any span of a document, as text or in any format."""
    with Library.open(options.library) as library:
        if options.output:
            check_export(options, options.output, library, language)
        document = library.document(find_document(library, options.document).id)
        start, end = chosen_span(document, options.span)
        passages = library.passages_of(document.id)
        headings = next((each.headings for each in passages if each.start <= start < each.end), ())
        turn = Turn("", "", cited(document, start, end, headings))
        transcript = _transcript([turn], library, language, document.title)
    if options.format or options.output:
        _write(transcript, options.output, options.format, options.style)
        return DONE
    references = References(transcript, options.style)
    quote = next(transcript.quotes)
    place = "، ".join(filter(None, (references.citation(quote), beyond_page(quote))))
    page = open_page(language, options.display)
    page.line(f"«{visible(quote.text)}»")
    for line in dict.fromkeys((place, *(entry for _, entry in references.works()))):
        page.line(line)
    for line in (fingerprint(quote), text_fragment(quote)):
        if line:
            page.line(page.dim(visible_line(line)))
    return DONE


def verify(options: Namespace, language: Language) -> int:
    """Check the quotes of files and chats; `BROKEN` when one of them does not hold."""
    from assistant.schema import dumps

    for source in options.source or ():
        if not source.is_file():
            raise UserError(
                Message(f"لا ملف في {source}", f"There is no file {source}"),
                Message("راجع المسار", "Check the path"),
            )
    library = None if options.source else _library(options.library)
    try:
        checked = [
            (file, each) for file in options.files for each in _checked(file, library, options)
        ]
    finally:
        if library is not None:
            library.close()
    page = open_page(language, options.display)
    if options.json:
        page.result(dumps([_json(file, each) for file, each in checked]))
    else:
        for file, each in checked:
            _tell(page, file, each)
        page.say(_tally(Counter(each.standing for _, each in checked)))
    return DONE if all(each.standing.holds for _, each in checked) else BROKEN


def edit_source(options: Namespace, language: Language) -> int:
    """Correct what is known of a document: `key=value`, or `key=` to leave the field out."""
    if options.document is None or not options.fields:
        raise UserError(
            Message("أي وثيقة، وأي حقل؟", "Which document, and which field?"),
            Message(
                "مثلًا: shawahid sources edit 3 author=الجاحظ المحقق=… year=1965",
                "As in: shawahid sources edit 3 author=الجاحظ editor=… year=1965",
            ),
        )
    pairs = [field.partition("=") for field in options.fields]
    with Library.open(options.library) as library:
        document = find_document(library, options.document)
        try:
            if not all(name.strip() and equals for name, equals, _ in pairs):
                raise ValueError(next(name for name, equals, _ in pairs if not equals or not name))
            edit(library, document.id, {name: value for name, _, value in pairs})
        except ValueError as error:
            raise UserError(
                Message(f"لا يُفهم الحقل «{error}»", f"The field “{error}” cannot be understood"),
                Message("اكتبه key=value؛ والرابط http…", "Write key=value; an address is http…"),
            ) from error
    open_page(language, options.display).say(
        Message(f"صُحّحت: {document.title}", f"Corrected: {document.title}")
    )
    return DONE


def warn_of_broken_quotes(page: Page, library: Library, refreshed: Iterable[int]) -> None:
    """Name the quotes of saved chats that refreshed documents no longer bear out."""
    changed = set(refreshed)
    shelf = Shelf(library)
    with Chats.open(library.path) as chats:
        for chat in chats.listed():
            for turn in chats.turns(chat.id, library):
                for quote in turn.answer.quotes:
                    if not isinstance(quote, SavedQuote) or quote.document_id not in changed:
                        continue
                    checked = check(_claim(quote), shelf)
                    if not checked.standing.holds:
                        page.say(_WARNING)
                        _tell(page, chat.title, checked)


def _transcript(
    turns: Sequence[Turn], library: Library, language: Language, title: str = ""
) -> Transcript:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return transcript_of(turns, library, title=title, created=now, language=language)


def _write(transcript: Transcript, file: Path | None, format: str | None, style: str) -> None:
    """To a file, or to the output when none is named."""
    chosen = _format(file, format)
    written = export(transcript, chosen, style)
    if file is not None:
        write_file(file, written)
    elif chosen == "docx":
        raise UserError(
            Message("هذه الصيغة تُكتب في ملف", "This format is written to a file"),
            Message("سمِّه: -o FILE.docx", "Name it: -o FILE.docx"),
        )
    else:
        sys.stdout.write(written.decode())


def _format(file: Path | None, format: str | None) -> str:
    """The format asked for, else that of the file's suffix, else text."""
    chosen = format or (format_of(file) if file else "text")
    if chosen not in FORMATS:
        raise UserError(
            Message(f"لا صيغة باسم «{chosen}»", f"There is no format “{chosen}”"),
            Message(f"الصيغ: {' '.join(FORMATS)}", f"The formats: {' '.join(FORMATS)}"),
        )
    return chosen


def _library(folder: Path) -> Library | None:
    """The library when there is one: source files alone do as well."""
    try:
        return Library.open(folder)
    except LibraryMissing:
        return None


def _checked(name: str, library: Library | None, options: Namespace) -> list[Checked]:
    shelf = Shelf(library, options.source or (), Path(name).absolute().parent)
    if library is not None and not Path(name).exists() and (name.isdecimal() or name == LAST):
        with Chats.open(library.path) as chats:
            turns = chats.turns(named(chats, name).id, library)
            quotes = [quote for turn in turns for quote in turn.answer.quotes]
        found = [_claim(quote) for quote in quotes if isinstance(quote, SavedQuote)]
    else:
        found = claims(Path(name))
    if not found:
        raise UserError(
            Message(f"لا شواهد في {name}", f"There are no quotes in {name}"),
            Message("أعط ملفًّا صدّره شواهد", "Give a file that shawahid exported"),
        )
    return [check(each, shelf) for each in found]


def _claim(quote: SavedQuote) -> Claim:
    return Claim(
        text=quote.text,
        start=quote.start,
        end=quote.end,
        sha256=quote.sha256,
        title=quote.title,
        source=quote.source,
        prefix=quote.prefix,
        suffix=quote.suffix,
    )


def _json(file: str, checked: Checked) -> dict[str, object]:
    claim, found, place = checked.claim, checked.found_in, checked.place
    return {
        "file": file,
        "standing": checked.standing,
        "text": claim.text,
        "source": claim.source or None,
        "sha256": claim.sha256 or None,
        "start": claim.start,
        "end": claim.end,
        "found": None
        if found is None or place is None
        else {
            "title": found.title,
            "source": found.source,
            "sha256": found.sha256,
            "start": place.start,
            "end": place.end,
            "text": found.text[place.start : place.end],
        },
        "changes": [{"kind": change.kind, "words": change.words} for change in checked.changes],
    }


def _tell(page: Page, file: str, checked: Checked) -> None:
    claim, found, place = checked.claim, checked.found_in, checked.place
    cut = shortened(visible_line(claim.text), _QUOTE_CHARACTERS)
    sign = "✓" if checked.standing.holds else "✗"
    page.line(f"{sign} {_STANDINGS[checked.standing].to(page.language)}: «{cut}»")
    stated = f"{claim.start}:{claim.end}" if claim.end else ""
    parts = [file, claim.title or Path(claim.source).name, stated]
    page.line(page.dim(visible_line(" — ".join(part for part in parts if part))), indent=2)
    if found and place and checked.standing is not Standing.INTACT:
        there = f"← {found.title} — {found.source} — {place.start}:{place.end}"
        page.line(page.dim(visible_line(there)), indent=2)
    if checked.changes:
        page.line(" ".join(map(_change, checked.changes)), indent=2)


def _change(change: Change) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return marks[change.kind].format(visible_line(change.words))


def _tally(counts: Counter[Standing]) -> Message:
    found = [standing for standing in Standing if counts[standing]]
    return Message(
        "، ".join(f"{_STANDINGS[standing].ar} {counts[standing]}" for standing in found),
        ", ".join(f"{_STANDINGS[standing].en} {counts[standing]}" for standing in found),
    )


_WARNING = Message(
    "تنبيه: محادثة محفوظة تستند إلى ما لم يعد في مصدره:",
    "Note: a saved chat rests on what its source no longer says:",
)
_STANDINGS = {
    Standing.INTACT: Message("سليم", "intact"),
    Standing.MOVED: Message("انتقل", "moved"),
    Standing.ALTERED: Message("تغيّر", "altered"),
    Standing.MISATTRIBUTED: Message("في غير مصدره", "misattributed"),
    Standing.ABSENT: Message("ليس في مصدره", "not in its source"),
    Standing.GONE: Message("ذهب مصدره", "its source is gone"),
}
