"""A web page gives the text that its reader came for."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import FileSkipped
from index.readers import extract
from index.types import Extraction


def read(source: str) -> Extraction:
    return extract(Path("صفحة.html"), source.encode())


def text_of(source: str) -> str:
    return read(source).text


def blocks(extraction: Extraction) -> list[tuple[str, int, str]]:
    text = extraction.text
    return [(each.kind, each.level, text[each.start : each.end]) for each in extraction.blocks]


def test_a_page_gives_its_blocks_and_not_its_frame() -> None:
    extraction = read("""\
<!doctype html><html lang="ar"><head><title>أسواق المدينة</title><style>p {}</style></head>
<body><header><h1>جريدة الساحل</h1></header><nav>الرئيسية</nav>
<h1>أسواق  <b>المدينة</b></h1>
<p>كان فيها
   ثلاثة أسواق،<br>أكبرها   <i>سوق</i>&nbsp;القمح.</p>نص عارٍ
<ul><li>القمح<ul><li>الأحمر</li></ul></li><li><p>الزيت</p><p>والزيتون</p></li></ul>
<ol start="5"><li>أول<li value="9">ثانٍ<li>ثالث</ol>
<table><caption>الأسعار</caption><tr><th>السلعة<th>السعر</tr>
<tr><td>قمح<td><p>عشرة</p> دراهم</tr></table>
<pre>
  بيت
      شطر
</pre>
<aside>إعلان</aside><form>اشترك <button>هنا</button></form><footer>الحقوق محفوظة</footer>
<script>alert("خطر")</script><noscript>فعّل</noscript><svg><text>رسم</text></svg>
</body></html>""")

    assert extraction.title == "أسواق المدينة"
    assert (
        extraction.text
        == """\
أسواق المدينة

كان فيها ثلاثة أسواق،
أكبرها سوق\u00a0القمح.

نص عارٍ

- القمح
  - الأحمر
- الزيت
  والزيتون

5. أول
9. ثانٍ
10. ثالث

الأسعار

السلعة | السعر
قمح | عشرة دراهم

  بيت
      شطر"""
    )
    assert blocks(extraction) == [
        ("heading", 1, "أسواق المدينة"),
        ("list", 0, "- القمح\n  - الأحمر\n- الزيت\n  والزيتون"),
        ("list", 0, "5. أول\n9. ثانٍ\n10. ثالث"),
        ("table", 0, "السلعة | السعر\nقمح | عشرة دراهم"),
        ("code", 0, "  بيت\n      شطر"),
    ]


def test_main_is_the_text_when_most_of_it_is_there() -> None:
    page = "<div>روابط كثيرة</div><main><header><h2>خبر</h2></header>{}</main>"

    assert (
        text_of(page.format("<p>" + "كلام طويل " * 9)) == "خبر\n\n" + "كلام طويل " * 8 + "كلام طويل"
    )
    assert text_of(page.format("")) == "روابط كثيرة\n\nخبر"


def test_a_form_around_the_whole_page_is_not_dropped() -> None:
    assert text_of("<form><p>نص الصفحة كله هنا</p><select><option>بلد</select></form>") == (
        "نص الصفحة كله هنا"
    )


def test_a_table_that_places_blocks_is_read_as_blocks() -> None:
    extraction = read("<table><tr><td>قائمة<td><h2>خبر</h2><p>أول<p>ثانٍ</table>")

    assert extraction.text == "قائمة\n\nخبر\n\nأول\n\nثانٍ"
    assert blocks(extraction) == [("heading", 2, "خبر")]


MENU = '<a href="/1">الرئيسية</a> <a href="/2">سياسة</a> <a href="/3">رياضة</a>'
BRIDGE = (
    "<p>افتتح رئيس البلدية الجسر الجديد بعد ثلاث سنوات من الأشغال.</p>"
    "<p>وبلغت كلفته أحد عشر مليون دينار دفعت الدولة ثلثيها.</p>"
)
BRIDGE_TEXT = (
    "افتتح رئيس البلدية الجسر الجديد بعد ثلاث سنوات من الأشغال.\n\n"
    "وبلغت كلفته أحد عشر مليون دينار دفعت الدولة ثلثيها."
)


@pytest.mark.parametrize(
    "page",
    [
        f"<div>{MENU}</div><div>{BRIDGE}</div><div>{MENU}</div>",
        f"<table><tr><td>{MENU}</td><td>{BRIDGE}</td></tr></table>",
        f"<div><div><ul><li>{MENU}</li></ul></div><div>{BRIDGE}</div></div>",
    ],
)
def test_menus_are_left_out_where_they_are_tables_or_divs_and_the_remark_says_so(page: str) -> None:
    found = read(page)

    assert found.text == BRIDGE_TEXT
    assert [remark.en.split(":")[0] for remark in found.remarks] == [
        "lists of links around the text left out"
    ]


def test_a_list_of_links_within_the_text_is_text() -> None:
    found = read(f"<div>{BRIDGE}<ul><li>{MENU}</li></ul></div>")

    assert "الرئيسية سياسة رياضة" in found.text
    assert found.remarks == ()


def test_a_page_of_links_alone_keeps_them() -> None:
    assert text_of(f"<div>{MENU}</div><div>فهرس</div>") == "الرئيسية سياسة رياضة\n\nفهرس"


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>سر</p>",
        '<p aria-hidden="TRUE">سر</p>',
        '<p style="color:red; Display : none">سر</p>',
        '<div style="visibility:hidden"><p>سر</p></div>',
        '<span style="font-size:0">سر</span>',
        '<span style="opacity: 0">سر</span>',
        "<template><p>سر</p></template>",
        "<!-- سر -->",
        "<iframe srcdoc='سر'>سر</iframe>",
    ],
)
def test_what_a_reader_would_not_see_is_not_text(hidden: str) -> None:
    assert text_of(f"<p>ظاهر</p>{hidden}") == "ظاهر"


def test_what_is_small_or_pale_is_seen() -> None:
    assert text_of('<p style="font-size:0.9em; opacity: 0.5">ظاهر</p>') == "ظاهر"


def test_entities_become_characters_and_never_surrogates() -> None:
    assert text_of("<p>&laquo;نص&raquo; &#x627; &#xD800; &lt;b&gt;") == "«نص» ا \ufffd <b>"


def test_the_head_names_the_work_under_csl_names() -> None:
    extraction = read("""\
<html lang="ar"><head><title>خبر – موقع</title>
<meta name="citation_title" content="تاريخ الأسواق">
<meta name="citation_author" content="سعاد الخطيب"><meta name="citation_author" content="نبيل حداد">
<meta name="DC.date" content="2019/05/01"><meta name="author" content="المحرر">
<meta property="article:published_time" content="2020-01-01">
<meta property="og:site_name" content="مجلة الساحل"><meta name="citation_doi" content="10.1/x">
<link rel="canonical" href="https://example.org/souq">
</head><body>نص</body></html>""")

    assert extraction.title == "تاريخ الأسواق"
    assert extraction.metadata == {
        "author": "سعاد الخطيب; نبيل حداد",
        "issued": "2019/05/01",
        "container-title": "مجلة الساحل",
        "URL": "https://example.org/souq",
        "language": "ar",
        "DOI": "10.1/x",
    }


def test_linked_data_names_the_work_too() -> None:
    extraction = read("""\
<script type="application/ld+json">{"@graph": [{"@type": "WebSite", "name": "موقع"},
{"@type": "NewsArticle", "headline": "افتتاح المعرض", "datePublished": "2021-03-04",
 "author": [{"name": "ليلى \\ud800"}, "عمر"], "publisher": {"name": "وكالة"},
 "url": "javascript:alert(1)"}]}</script><p>نص""")

    assert extraction.title == "افتتاح المعرض"
    assert extraction.metadata == {
        "author": "ليلى ?; عمر",
        "issued": "2021-03-04",
        "publisher": "وكالة",
        "type": "article-newspaper",
    }


def test_the_head_names_the_muhaqqiq_and_the_translator() -> None:
    extraction = read("""\
<meta name="citation_title" content="كتاب الحيوان"><meta name="citation_author" content="الجاحظ">
<meta name="citation_editor" content="عبد السلام هارون">
<meta name="DCTERMS.contributor.translator" content="فلان">
<meta name="citation_isbn" content="9789953"><meta name="citation_volume" content="٢"><p>نص""")

    assert extraction.metadata == {
        "author": "الجاحظ",
        "editor": "عبد السلام هارون",
        "translator": "فلان",
        "volume": "٢",
        "ISBN": "9789953",
    }


@pytest.mark.parametrize("broken", ["{", "[1, null]", '"نص"', '{"@graph": 3}', "[" * 9_999])
def test_broken_linked_data_is_passed_over(broken: str) -> None:
    extraction = read(f'<script type="application/ld+json">{broken}</script><p>نص')

    assert extraction == Extraction(text="نص", title="صفحة", encoding="utf-8")


def test_the_title_is_sought_in_the_head_then_in_the_first_heading_then_in_the_name() -> None:
    assert read("<title>أ</title><meta property=og:title content=ب><h1>ج</h1>").title == "ب"
    assert read("<title>أ</title><h1>ج</h1>").title == "أ"
    assert read("<title> </title><h1>ج</h1>").title == "ج"
    assert read("<p>نص").title == "صفحة"


def test_the_declared_encoding_is_respected() -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Привет'

    extraction = extract(Path("a.html"), page.encode("windows-1251"))

    assert (extraction.text, extraction.encoding) == ("Привет", "windows-1251 (declared)")


def test_a_page_nested_beyond_measure_is_skipped() -> None:
    with pytest.raises(FileSkipped, match="nested beyond measure"):
        read("<div>" * 20_000 + "نص")
