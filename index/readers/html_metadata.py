"""What the head of a web page says of the page: title, author, date, place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from index.readers.bibliography import joined, one_line, web_address

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("citation_title", "dc.title", "og:title", "ld:headline", "title"),
    "author": ("citation_author", "dc.creator", "ld:author", "article:author", "author"),
    "editor": ("citation_editor", "ld:editor"),
    "translator": ("citation_translator", "dc.contributor.translator", "ld:translator"),
    "issued": (
        "citation_publication_date",
        "citation_date",
        "dc.issued",
        "dc.date",
        "ld:datePublished",
        "article:published_time",
        "date",
    ),
    "publisher": ("citation_publisher", "dc.publisher", "ld:publisher"),
    "container-title": (
        "citation_journal_title",
        "citation_inbook_title",
        "ld:isPartOf",
        "og:site_name",
    ),
    "URL": ("citation_public_url", "canonical", "og:url", "ld:url"),
    "language": ("citation_language", "dc.language", "ld:inLanguage", "lang"),
    "volume": ("citation_volume",),
    "issue": ("citation_issue",),
    "DOI": ("citation_doi",),
    "ISBN": ("citation_isbn", "ld:isbn"),
    "ISSN": ("citation_issn",),
    "edition": ("citation_edition", "ld:bookEdition"),
    "type": ("ld:@type",),
}
"""CSL name → what pages call it, the most trustworthy first."""

MAX_JSON = 200_000
"""Code points of one JSON-LD script."""

_LINKED = (
    *("headline", "author", "editor", "translator", "datePublished", "publisher", "isPartOf"),
    *("url", "inLanguage", "isbn", "bookEdition", "@type"),
)
_TYPES: Mapping[str, str] = {
    "NewsArticle": "article-newspaper",
    "ScholarlyArticle": "article-journal",
    "BlogPosting": "post-weblog",
    "Book": "book",
    "Report": "report",
    "Thesis": "thesis",
    "Legislation": "legislation",
    "WebPage": "webpage",
}
"""Kinds of schema.org → CSL's; any other kind says nothing that a reference needs."""


def of(page: LexborHTMLParser) -> tuple[str, dict[str, str]]:
    """The title, empty when the head names none, and the fields under CSL names."""
    found: dict[str, list[str]] = {}
    for name, value in _stated(page):
        found.setdefault(name, []).append(value)
    fields: dict[str, str] = {}
    for csl_name, names in FIELDS.items():
        words = next(filter(None, (joined(found.get(name, ())) for name in names)), "")
        if csl_name == "URL":
            words = web_address(words)
        if words:
            fields[csl_name] = words
    return fields.pop("title", ""), fields


def _stated(page: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    root = page.root
    if root is None:
        return
    yield "lang", root.attributes.get("lang") or ""
    for node in page.css("head title, meta[content], link[rel=canonical], script"):
        attributes = node.attributes
        if node.tag == "title":
            yield "title", node.text()
        elif node.tag == "link":
            yield "canonical", attributes.get("href") or ""
        elif node.tag == "meta":
            name = attributes.get("name") or attributes.get("property") or ""
            content = attributes.get("content") or ""
            lowered = name.strip().lower().replace("dcterms.", "dc.")
            # Facebook asks that article:author be an address; an address is no name.
            if lowered != "article:author" or not web_address(content):
                yield lowered, content
        elif (attributes.get("type") or "").strip().lower() == "application/ld+json":
            yield from _linked(node.text())


def _linked(source: str) -> Iterator[tuple[str, str]]:
    """The fields of the first work that a JSON-LD script describes."""
    if len(source) > MAX_JSON:
        return
    try:
        described: object = json.loads(source)
    except (ValueError, RecursionError):
        return
    if isinstance(described, dict) and isinstance(described.get("@graph"), list):
        described = described["@graph"]
    works = described if isinstance(described, list) else [described]
    for work in works:
        if isinstance(work, dict) and ("headline" in work or "datePublished" in work):
            for name in _LINKED:
                values = work.get(name)
                for value in values if isinstance(values, list) else [values]:
                    said = _name(value)
                    yield f"ld:{name}", _TYPES.get(said, "") if name == "@type" else said
            return


def _name(value: object) -> str:
    name = value.get("name") if isinstance(value, dict) else value
    return one_line(name) if isinstance(name, str) else ""
