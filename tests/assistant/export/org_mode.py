"""A format from outside: quotes as Org mode writes them, each block after a line on its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answer import KeptQuote, Source
from assistant.export.transcript import Transcript

_BLOCK = re.compile(
    r"#\+ATTR_SHAHID: (?P<digest>\w+) (?P<start>\d+) (?P<end>\d+) (?P<path>.+)\n"
    r"#\+BEGIN_QUOTE\n(?P<words>.*?)\n#\+END_QUOTE",
    re.DOTALL,
)


def write(transcript: Transcript) -> str:
    return "\n".join(
        f"#+ATTR_SHAHID: {quote.source.sha256} {quote.start} {quote.end} {quote.source.path}\n"
        f"#+BEGIN_QUOTE\n{quote.text}\n#+END_QUOTE\n"
        for quote in transcript.quotes
    )


def read(data: bytes) -> Iterator[KeptQuote]:
    for found in _BLOCK.finditer(data.decode()):
        source = Source(path=found["path"], sha256=found["digest"])
        yield KeptQuote(found["words"], int(found["start"]), int(found["end"]), source)
