"""Markdown with footnotes: no word of a document becomes mark-up."""

from __future__ import annotations

import re

import pytest
from markdown_it import MarkdownIt

from assistant.controls import visible_line
from assistant.export import export
from assistant.export.markdown import escape_markdown, unescape_markdown
from tests.assistant.export.parsing import pandoc, pandoc_json
from tests.assistant.export.samples import BOOK, HOSTILE, SCHOLAR, hostile


def test_a_conversation_in_markdown() -> None:
    written = export(SCHOLAR, "markdown").decode()

    assert written.startswith(
        "# ضوء ومكتبة\n\n## كيف يشرق الضوء؟\n\n**على سموت خطوط مستقيمة**[^1][^2]\n\n"
        "> «الضوء يشرق من كل نقطة من الجسم المضيء على سموت خطوط مستقيمة.»\n"
    )
    assert "*فُهم السؤال: متى افتُتحت المكتبة؟*" in written
    assert "لا يرد في الوثائق جواب: لم أجد فيها «المريخ»." in written
    assert re.search(
        rf"^\[\^2\]: «إلا إذا .*» — .* — sha256:{BOOK.sha256}#char=110,133$", written, re.M
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_escapes_come_back(text: str) -> None:
    assert unescape_markdown(escape_markdown(text)) == visible_line(text)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_text_to_a_parser(words: str) -> None:
    fields = {"author": words, "URL": f"https://example.org/{words}"}
    markup = export(hostile(words, fields), "markdown").decode()
    parser = MarkdownIt("commonmark")

    (heading, *_) = [token for token in parser.parse(markup) if token.type == "inline"]

    assert {token.type for token in heading.children or ()} <= {"text", "text_special"}
    assert "".join(token.content for token in heading.children or ()) == visible_line(words)
    rendered = parser.render(markup)
    assert not re.search(r"<(script|img|code)\b", rendered)
    assert set(re.findall(r'href="([^:"]*:)', rendered)) <= {"https:"}


def test_pandoc_finds_a_footnote_for_each_quote() -> None:
    plain = pandoc(export(SCHOLAR, "markdown"), "markdown", "plain")

    assert plain.count("#char=") == 3
    assert "[3] «افتُتحت المكتبة صباح السبت 2 آذار/مارس 2024» — رائد المرجاوي" in plain


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_text_to_pandoc(words: str) -> None:
    tree = str(pandoc_json(export(hostile(words), "markdown"), "markdown", "json"))

    assert not re.search(r"'t': '(Link|Image|RawInline|RawBlock|Code|Cite|Math)'", tree)
