"""The page itself, for whoever wants to see a quote with their own eyes where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import Message, UserError
from index.readers import file_bytes, sidecar
from index.store.library import Library
from index.types import Document, ReaderOptions, Span

if TYPE_CHECKING:
    from index.readers.pdf import Box

PAGED = ".pdf"
"""Suffix of the files whose pages look the same everywhere."""


def page_image(library: Library, document: Document, span: Span, password: str = "") -> bytes:
    """The pages that a span stands on, with the span marked, as a PNG.

    :raises UserError: when the document is from no PDF, or the PDF is gone or another than it was.
    """
    from index.readers.pdf import boxes
    from index.readers.pdf.page_image import pages_png

    path = _source(document)
    data = _as_it_was(library, path)
    if any(caveat.kind == "ocr" for caveat in document.caveats):
        marked = _recognised_again(data, document, span, ReaderOptions(path, password, ocr=True))
    else:
        marked = boxes(data, ReaderOptions(path, password), span, document.text)
    if not marked:
        raise UserError(
            Message(
                f"لا يُعرف موضع المقطع في صفحات {path.name}",
                f"It is not known where the span stands in {path.name}",
            ),
            Message(
                "اختر كلمات لا فراغًا، أو أضف الملف من جديد إن تغيّر قارئه: shawahid add",
                "Choose words, or add the file again if it was read otherwise: shawahid add",
            ),
        )
    return pages_png(data, marked, password)


def _recognised_again(
    data: bytes, document: Document, span: Span, options: ReaderOptions
) -> Mapping[int, Sequence[Box]]:
    """As `boxes`, page by page: to recognise the whole of a scanned book again would take long.

    A page whose words are recognised otherwise this time is shown without a mark.
    """
    from index.readers.pdf import boxes_of_words
    from index.readers.pdf.page_image import page_alone

    marked: dict[int, Sequence[Box]] = {}
    pages = [anchor for anchor in document.anchors if anchor.kind == "page"]
    ends = [*(page.start for page in pages[1:]), len(document.text)]
    for page, end in zip(pages, ends, strict=True):
        words = document.text[max(span.start, page.start) : min(span.end, end)].strip()
        alone = page_alone(data, page.label, options.password) if words else None
        if alone:
            index, only = alone
            marked[index] = boxes_of_words(only, options, words).get(0, ())
    return marked


def _source(document: Document) -> Path:
    """The first source that is a PDF and still there."""
    paged = [Path(each) for each in document.sources if Path(each).suffix.lower() == PAGED]
    if not paged:
        raise UserError(
            Message("ليست الوثيقة من ملف PDF، فلا صورة لصفحاتها", "It is not from a PDF: no pages"),
            Message("اعرض نصها: shawahid show DOC", "Show its text: shawahid show DOC"),
        )
    return next((path for path in paged if path.is_file()), paged[0])


def _as_it_was(library: Library, path: Path) -> bytes:
    """:raises UserError: when the file is not the one that was added."""
    data = file_bytes(path)
    record = library.file(path)
    digest = sha256(data + sidecar.sidecar_bytes(path)).hexdigest()
    if record is None or record.sha256 != digest:
        raise _changed(path)
    return data


def _changed(path: Path) -> UserError:
    return UserError(
        Message(
            f"تغيّر {path.name} منذ أُضيف، فلا تُعلَّم صفحاته",
            f"{path.name} has changed since it was added: its pages are not marked",
        ),
        Message("أضفه من جديد: shawahid add", "Add it again: shawahid add"),
    )
