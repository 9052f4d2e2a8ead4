"""`shawahid status`: how the library and its indexes stand."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import asdict

from assistant.cli.embed import vectors_told
from assistant.cli.exits import DONE
from assistant.cli.help import Parser
from assistant.cli.options import add_json
from index.errors import Language, Message


def add_options(parser: Parser) -> None:
    add_json(parser)


def run(options: Namespace, language: Language) -> int:
    from assistant.assistant import Assistant
    from assistant.controls import visible_line
    from assistant.terminal.page import open_page

    page = open_page(language, options.display)
    with Assistant.open(options.library) as assistant:
        status = assistant.status()
    trouble = status.trouble and status.trouble.to("en" if options.json else language)
    facts = {**asdict(status), "trouble": trouble}
    if options.json:
        from assistant.schema import dumps

        page.result(dumps(facts))
        return DONE
    for name, value in facts.items():
        if name == "vectors":
            page.say(vectors_told(status))
            continue
        worded = value is None or isinstance(value, bool)
        shown = _IN_WORDS[value].to(language) if worded else str(value)
        page.line(f"{_STATUS[name].to(language)}: {visible_line(shown)}")
    return DONE


_IN_WORDS = {
    None: Message("لا شيء", "none"),
    True: Message("نعم", "yes"),
    False: Message("لا", "no"),
}
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
    "snapshot": Message("لقطة فهرس المتجهات", "Snapshot of the vector index"),
    "pending_words": Message("مقاطع تنتظر فهرسة الكلمات", "Passages awaiting the word index"),
    "pending_vectors": Message(
        "مقاطع تُمسح متجهاتها مباشرة", "Passages whose vectors are scanned exactly"
    ),
    "trouble": Message("خلل", "Trouble"),
    "exact_tokens": Message("عدّ دقيق للرموز", "Tokens counted exactly"),
}
