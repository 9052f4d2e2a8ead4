"""A book in EPUB becomes its chapters, in the order in which it is read (EPUB 3.3 and 2.0.1)."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from index.readers import html
from index.readers.bibliography import joined, one_line, stem_title
from index.readers.draft import DocumentDraft
from index.readers.encoding import decode
from index.readers.zipped import damaged, encrypted, member, open_zip, xml
from index.types import Extraction, ReaderOptions

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_FIELDS = {"creator": "author", "date": "issued", "publisher": "publisher", "language": "language"}
_FONT_MANGLING = (b"http://www.idpf.org/2008/embedding", b"http://ns.adobe.com/pdf/enc#RC")
_NAMED_WITHIN = 200
"""Code points of a chapter among which its title already stands."""


def read(data: bytes, options: ReaderOptions) -> Iterable[Extraction]:
    """Take the words of a book, a chapter after the other, each under its title.

    :raises FileSkipped: when it is damaged or its words are encrypted.
    """
    archive = open_zip(data)
    _refuse_locked(archive)
    name = _package(archive)
    package = xml(archive, name)
    if package is None:
        raise damaged()
    draft, titles = DocumentDraft(), _titles(archive, package, name)
    for number, chapter in enumerate(_spine(package, name), 1):
        markup = decode(member(archive, chapter) or b" ", "utf-8").text
        own = DocumentDraft()
        html.add_html(markup, own)
        text, _ = own.finish()
        if not text.strip():
            continue
        title = titles.get(chapter, "")
        draft.anchor(title or str(number), "chapter")
        if title and title not in " ".join(text[:_NAMED_WITHIN].split()):
            draft.add(title, "heading", 1)
        html.add_html(markup, draft)
    text, blocks = draft.finish()
    title, fields = _described(package)
    yield Extraction(
        text=text,
        title=title or stem_title(options.path),
        blocks=blocks,
        anchors=draft.anchors(),
        metadata=fields,
        encoding="",
    )


def _refuse_locked(archive: zipfile.ZipFile) -> None:
    """:raises FileSkipped: when more than fonts is encrypted."""
    locked = member(archive, "META-INF/encryption.xml")
    fonts = sum(locked.count(each) for each in _FONT_MANGLING)
    if locked.count(b"Algorithm=") > fonts:
        raise encrypted()


def _package(archive: zipfile.ZipFile) -> str:
    container = xml(archive, "META-INF/container.xml")
    found = None if container is None else next(container.iter(f"{_CONTAINER}rootfile"), None)
    if found is None:
        raise damaged()
    return unquote(found.get("full-path", ""))


def _spine(package: Element, name: str) -> Iterator[str]:
    """Members that hold the chapters, in order."""
    held = {one.get("id"): one.get("href", "") for one in package.iter(f"{_OPF}item")}
    for one in package.iter(f"{_OPF}itemref"):
        if href := held.get(one.get("idref")):
            yield _beside(name, href)


def _beside(name: str, href: str) -> str:
    path = unquote(href.partition("#")[0])
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _titles(archive: zipfile.ZipFile, package: Element, name: str) -> dict[str, str]:
    """Chapters' members → what the table of contents calls them."""
    found: dict[str, str] = {}
    for item in package.iter(f"{_OPF}item"):
        place = _beside(name, item.get("href", ""))
        if "nav" in item.get("properties", "").split():
            entries = _entries_of_nav(xml(archive, place))
        elif item.get("media-type") == "application/x-dtbncx+xml":
            entries = _entries_of_ncx(xml(archive, place))
        else:
            continue
        for href, title in entries:
            found.setdefault(_beside(place, href), title)
    return found


def _entries_of_nav(nav: Element | None) -> Iterator[tuple[str, str]]:
    for link in () if nav is None else nav.iter(f"{_XHTML}a"):
        yield link.get("href", ""), one_line("".join(link.itertext()))


def _entries_of_ncx(ncx: Element | None) -> Iterator[tuple[str, str]]:
    for point in () if ncx is None else ncx.iter(f"{_NCX}navPoint"):
        content, label = point.find(f"{_NCX}content"), point.find(f"{_NCX}navLabel/{_NCX}text")
        if content is not None and label is not None:
            yield content.get("src", ""), one_line(label.text or "")


def _described(package: Element) -> tuple[str, dict[str, str]]:
    said = {
        name: joined(each.text or "" for each in package.iter(f"{_DC}{element}"))
        for element, name in _FIELDS.items()
    }
    title = next((one_line(each.text or "") for each in package.iter(f"{_DC}title")), "")
    return title, {name: words for name, words in said.items() if words}
