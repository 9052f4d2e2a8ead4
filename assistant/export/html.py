"""A report for publishing: one HTML file that fetches nothing and runs nothing."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import quote as percent_encoded

from assistant.answer import KeptQuote, Source
from assistant.controls import visible, visible_line
from assistant.export import words
from assistant.export.csl import title
from assistant.export.locators import FINGERPRINT, beyond_page, fingerprint, text_fragment
from assistant.export.references import References
from assistant.export.transcript import (
    ExportedQuote,
    ExportedTurn,
    Transcript,
    unsupported,
)
from assistant.schema import Json, kept_place
from index.errors import Message

_FOLDER = Path(__file__).parent
_DIRECTIONS = {"ar": "rtl", "en": "ltr"}
_MADE_BY = Message("أخرجه شواهد في", "Made by Shawahid,")
_ON_THE_WEB = Message("الموضع على الشبكة", "the place on the web")
_IN_THE_FILE = Message("الصفحة في الملف", "the page in the file")
"""Where the file lies beside the report; a report tells no path of its writer's machine."""
_QUOTE = Message("الشاهد", "Quote")


def write(transcript: Transcript, references: References) -> str:
    style = (_FOLDER / "report.css").read_text("utf-8")
    language = transcript.language
    return Template((_FOLDER / "report.html").read_text("utf-8")).substitute(
        language=language,
        direction=_DIRECTIONS[language],
        style=style,
        style_hash=b64encode(sha256(style.encode()).digest()).decode(),
        title=_text(transcript.title) or words.QUOTES.to(language),
        made_by=_MADE_BY.to(language),
        created=_text(transcript.created[:10]),
        turns="\n".join(_turn(turn, transcript, references) for turn in transcript.turns),
        sources=_sources(transcript, references),
        how_to_check=words.HOW_TO_CHECK.to(language),
    )


def read(data: bytes) -> Iterator[KeptQuote]:
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(data.decode())
    files = {
        node.attributes.get("id"): (named.attributes.get("title") or "", named.text())
        for node in page.css(".sources li")
        if (named := node.css_first(".file"))
    }
    for figure in page.css("figure.quote"):
        marked, code = figure.css_first("mark"), figure.css_first("code")
        link = figure.css_first("figcaption a")
        match = FINGERPRINT.fullmatch(code.text()) if code else None
        if match and marked and link:
            key = (link.attributes.get("href") or "").removeprefix("#")
            title, file = files.get(key, ("", ""))
            source = Source(title, file, match[1])
            start = int(match[2])
            quote = KeptQuote(marked.text(), start, int(match[3]), source)
            yield replace(quote, **kept_place(_named(figure.attributes), start))


def _named(attributes: Mapping[str, str | None]) -> Json:
    """What `_place` wrote, in the form of `schema.place_json`."""
    kind, label = attributes.get("data-anchor"), attributes.get("data-label")
    caveats = (attributes.get("data-caveats") or "").split()
    return {"anchor": {"kind": kind, "label": label} if kind else None, "caveats": caveats}


def _text(text: str) -> str:
    return escape(visible_line(text))


def _turn(turn: ExportedTurn, transcript: Transcript, references: References) -> str:
    parts = [*_asked(turn, transcript), *_answered(turn, transcript)]
    parts += [_quote(quote, transcript, references) for quote in turn.quotes]
    return '<section class="turn">\n' + "\n".join(parts) + "\n</section>"


def _asked(turn: ExportedTurn, transcript: Transcript) -> Iterator[str]:
    if turn.question and turn.question != transcript.title:
        yield f'<h2 dir="auto">{_text(turn.question)}</h2>'
    if turn.understood != turn.question:
        label = words.UNDERSTOOD.to(transcript.language)
        yield f'<p class="understood">{label}: <bdi>{_text(turn.understood)}</bdi></p>'


def _answered(turn: ExportedTurn, transcript: Transcript) -> Iterator[str]:
    if turn.reason:
        yield f'<p class="refusal">{_text(words.refused(turn, transcript.language))}</p>'
    elif turn.statements:
        said = " ".join(
            f"<bdi>{_text(each.text)}</bdi>"
            + "".join(
                f' <a class="cite" href="#q{number}">[{number}]</a>' for number in each.quotes
            )
            + unsupported(each)
            for each in turn.statements
        )
        likely = words.likely(turn, transcript.language)
        before = f'<span class="likely">{likely}</span>' if likely else ""
        yield f'<p class="answer">{before}{said}</p>'
    if turn.writer:
        yield f'<p class="writer">{_text(words.written_by(turn, transcript.language))}</p>'


def _quote(quote: ExportedQuote, transcript: Transcript, references: References) -> str:
    language = transcript.language
    marked = escape(visible(quote.text))
    if quote.short:
        short = (quote.short.start - quote.start, quote.short.end - quote.start)
        pieces = (quote.text[: short[0]], quote.text[short[0] : short[1]], quote.text[short[1] :])
        marked = "{}<strong>{}</strong>{}".format(*(escape(visible(piece)) for piece in pieces))
    cited = "، ".join(filter(None, (references.citation(quote), beyond_page(quote))))
    link = ""
    if quote.source.web_address:
        address = escape(text_fragment(quote))
        link = f' · <a rel="noreferrer" href="{address}">{_ON_THE_WEB.to(language)}</a>'
    elif quote.page_number:
        address = escape(f"{percent_encoded(quote.source.file_name)}#page={quote.page_number}")
        link = f' · <a rel="noreferrer" href="{address}">{_IN_THE_FILE.to(language)}</a>'
    gone = "" if quote.current else f'<p class="gone">{words.NO_LONGER.to(language)}</p>'
    return f"""\
<figure class="quote" id="q{quote.number}" tabindex="-1" \
aria-label="{_QUOTE.to(language)} {quote.number}"{_place(quote)}>
<span class="number" aria-hidden="true">{quote.number}</span>
<blockquote dir="auto"><span>{escape(visible(quote.before))}</span><mark>{marked}</mark>\
<span>{escape(visible(quote.after))}</span></blockquote>
{gone}<figcaption><a href="#{quote.source.key}"><bdi>{_text(cited)}</bdi></a>{link}
<code dir="ltr">{fingerprint(quote)}</code></figcaption>
</figure>"""


def _place(quote: ExportedQuote) -> str:
    """Attributes that tell a program what the reference tells people."""
    told = {
        "anchor": quote.anchor.kind if quote.anchor else "",
        "label": quote.anchor.label if quote.anchor else "",
        "caveats": " ".join(quote.caveats),
    }
    return "".join(f' data-{name}="{_text(value)}"' for name, value in told.items() if value)


def _sources(transcript: Transcript, references: References) -> str:
    """Nothing where every question was refused."""
    listed = "\n".join(_source(source, entry) for source, entry in references.works())
    title = words.SOURCES.to(transcript.language)
    section = f'<section class="sources">\n<h2>{title}</h2>\n<ol>\n{listed}\n</ol>\n</section>'
    return section if listed else ""


def _source(source: Source, entry: str) -> str:
    return (
        f'<li id="{source.key}"><bdi>{_text(entry)}</bdi>'
        f' <bdi class="file" title="{_text(title(source))}">{_text(source.file_name)}</bdi>'
        f' <code dir="ltr">sha256:{source.sha256}</code></li>'
    )
