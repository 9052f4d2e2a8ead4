"""Markdown gives the words that its page would show, with the place of each block."""

from __future__ import annotations

from pathlib import Path

from index.readers import extract
from index.types import Extraction


def read(source: str) -> Extraction:
    return extract(Path("ملف.md"), source.encode())


def blocks(extraction: Extraction) -> list[tuple[str, int, str]]:
    text = extraction.text
    return [(each.kind, each.level, text[each.start : each.end]) for each in extraction.blocks]


def test_a_page_becomes_text_without_its_markup() -> None:
    extraction = read("""\
# دليل **النحو** \\*الواضح\\*

انظر [الباب الأول](https://example.org) و`الفاعل` &amp; غيره،
![صورة *الغلاف*](c.png)<br>وهذا <b>سطر</b> آخر.

> قال المبرد: _النحو_ قصد.

***

## أقسام الكلام

3. اسم

   وله علامات
4. فعل
   * ماضٍ
     - مبني
   * مضارع

| الحالة | العلامة |
|---|:-:|
| **الرفع** | الضمة |
| النصب | |

```python
x = [1]

  y
```
""")

    assert extraction.title == "دليل النحو *الواضح*"
    assert (
        extraction.text
        == """\
دليل النحو *الواضح*

انظر الباب الأول والفاعل & غيره،
صورة الغلاف
وهذا سطر آخر.

قال المبرد: النحو قصد.

أقسام الكلام

3. اسم
  وله علامات
4. فعل
  * ماضٍ
    - مبني
  * مضارع

الحالة | العلامة
الرفع | الضمة
النصب | \n\nx = [1]

  y"""
    )
    assert blocks(extraction) == [
        ("heading", 1, "دليل النحو *الواضح*"),
        ("heading", 2, "أقسام الكلام"),
        ("list", 0, "3. اسم\n  وله علامات\n4. فعل\n  * ماضٍ\n    - مبني\n  * مضارع"),
        ("table", 0, "الحالة | العلامة\nالرفع | الضمة\nالنصب | "),
        ("code", 0, "x = [1]\n\n  y"),
    ]


def test_the_lines_of_a_paragraph_are_kept_for_verse_and_arabic_numbers() -> None:
    assert read("١. اسم\n٢. فعل  \n٣. حرف").text == "١. اسم\n٢. فعل\n٣. حرف"


def test_front_matter_becomes_fields_under_csl_names() -> None:
    extraction = read("""\
---
title: "النحو الواضح"
authors:
  - علي الجارم
  - {given: مصطفى, family: أمين}
date: 1938-05-01
الناشر: دار المعارف
url: https://example.org/nahw
lang: ar
draft: no
nested: {a: {b: c}}
---
# عنوان آخر

نص.
""")

    assert extraction.title == "النحو الواضح"
    assert extraction.text == "عنوان آخر\n\nنص."
    assert extraction.metadata == {
        "author": "علي الجارم; مصطفى أمين",
        "issued": "1938-05-01",
        "publisher": "دار المعارف",
        "URL": "https://example.org/nahw",
        "language": "ar",
        "draft": "no",
    }


def test_front_matter_names_the_fields_of_arabic_books() -> None:
    extraction = read("""\
---
العنوان: البيان والتبيين
المؤلف: الجاحظ
المحقق: عبد السلام هارون
ترجمة: فلان
التاريخ الهجري: ١٣٦٧ هـ
السنة: ١٩٤٨
مكان النشر: القاهرة
الجزء: ٢
الطبعة: ١
تاريخ الاطلاع: 2026-11-22
---
نص.
""")

    assert extraction.title == "البيان والتبيين"
    assert extraction.metadata == {
        "author": "الجاحظ",
        "editor": "عبد السلام هارون",
        "translator": "فلان",
        "issued-hijri": "١٣٦٧ هـ",
        "issued": "١٩٤٨",
        "publisher-place": "القاهرة",
        "volume": "٢",
        "edition": "١",
        "accessed": "2026-11-22",
    }


def test_what_only_looks_like_front_matter_stays_in_the_text() -> None:
    assert read("---\nسطر بلا حقول\n---\nنص.").text == "سطر بلا حقول\n\nنص."


def test_hostile_front_matter_gives_plain_fields_or_none() -> None:
    extraction = read("""\
---
title: "\\ud800 عنوان\\n\\n  طويل"
url: javascript:alert(1)
author: !!python/object/apply:os.system [ls]
---
نص.
""")

    assert extraction.title == "? عنوان طويل"
    assert extraction.metadata == {"author": "ls"}


def test_html_inside_gives_its_text_and_no_program() -> None:
    extraction = read("""\
<div dir="rtl">
<h2>مقدمة</h2><script>alert("خطر")</script>
<ul><li>بند</li></ul>
</div>

نص.
""")

    assert extraction.text == "مقدمة\n\n- بند\n\nنص."
    assert blocks(extraction) == [("heading", 2, "مقدمة"), ("list", 0, "- بند")]


def test_text_nested_beyond_the_parser_is_kept_with_its_markup() -> None:
    source = ">" * 500 + " نص لا يضيع"

    assert read(source).text == source


def test_a_file_without_a_heading_is_named_after_itself() -> None:
    assert read("## فرعي\n\nنص.").title == "ملف"
