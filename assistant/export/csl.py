"""A source as CSL-JSON describes a work: the common tongue of reference managers and styles."""

from __future__ import annotations

import re

from assistant.answer import Source
from assistant.controls import visible_line
from assistant.export.dates import dated
from assistant.schema import Json

TYPES = frozenset(
    [
        *("article", "article-journal", "article-magazine", "article-newspaper", "bill", "book"),
        *("broadcast", "chapter", "classic", "collection", "dataset", "document", "entry"),
        *("entry-dictionary", "entry-encyclopedia", "hearing", "interview", "legal_case"),
        *("legislation", "manuscript", "map", "motion_picture", "pamphlet", "paper-conference"),
        *("patent", "performance", "periodical", "personal_communication", "post", "post-weblog"),
        *("regulation", "report", "review", "review-book", "speech", "standard", "thesis"),
        *("treaty", "webpage"),
    ]
)
"""Those of CSL 1.0.2 that a text can be; Zotero refuses a file with a type it does not know."""

NAMES = ("author", "editor", "translator")
_PLAIN = (
    *("publisher", "publisher-place", "container-title", "collection-title", "volume", "issue"),
    *("edition", "page", "language", "DOI", "ISBN", "ISSN", "abstract", "keyword"),
)
_LATIN_INVERTED = re.compile(r"([^,؀-ۿ]+),([^,؀-ۿ]+)")


def item(source: Source) -> Json:
    """The work alone, without quotes; what the source does not state is left out."""
    fields = source.fields
    stated = fields.get("type", "")
    kind = stated if stated in TYPES else "webpage" if source.web_address else "document"
    described: Json = {"id": source.key, "type": kind, "title": title(source)}
    for name in NAMES:
        if name in fields:
            described[name] = people(fields[name])
    described |= {name: visible_line(fields[name]) for name in _PLAIN if name in fields}
    if source.web_address:
        described["URL"] = source.web_address
    issued = dated(fields.get("issued", ""), fields.get("issued-hijri", ""))
    if issued.gregorian:
        described["issued"] = {"date-parts": [list(issued.gregorian)]}
        if issued.hijri:
            described["note"] = visible_line(issued.hijri)
    elif issued.words:
        described["issued"] = {"literal": visible_line(issued.words)}
    accessed = dated(fields.get("accessed", ""))
    if accessed.gregorian:
        described["accessed"] = {"date-parts": [list(accessed.gregorian)]}
    return described


def title(source: Source) -> str:
    return visible_line(source.fields.get("title") or source.title)


def people(names: str) -> list[Json]:
    """Names as CSL has them: whole, unless one in another script states its family name first."""
    found: list[Json] = []
    for name in filter(None, map(visible_line, re.split("[;؛]", names))):
        inverted = _LATIN_INVERTED.fullmatch(name)
        if inverted:
            found.append({"family": inverted[1].strip(), "given": inverted[2].strip()})
        else:
            found.append({"literal": name})
    return found
