"""A PDF gives its text in the order of reading, with its pages, or is refused with the reason."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from index.errors import FileSkipped
from index.readers.pdf import Box, boxes, read
from index.types import Anchor, Caveat, Extraction, ReaderOptions, Span
from tests.index.readers.pdf.drawn import Sheet, drawn, line, pdf, ruling

OPTIONS = ReaderOptions(Path("لائحة-الشركة.pdf"))
LAW = (
    "ينظر مجلس الإدارة في كل طلب يقدم إليه خلال ثلاثين يوما من",
    "تاريخ استلامه ويبلغ القرار إلى صاحب الطلب كتابة في سنة 2019",
    "ولا يجوز أن يتأخر القرار عن ذلك إلا بموافقة الوزير المختص.",
)
MORE = (
    "ويجوز لصاحب الطلب أن يعترض على القرار أمام المحكمة العليا خلال",
    "مدة لا تزيد على عشرين يوما من اليوم الذي علم فيه بالقرار.",
)


def extraction(data: bytes, options: ReaderOptions = OPTIONS) -> Extraction:
    (only,) = read(data, options)
    return only


def lines(texts: tuple[str, ...], top: float = 700, size: float = 12) -> str:
    return "".join(line(text, 560, top - 20 * at, size) for at, text in enumerate(texts))


def refusal(data: bytes, options: ReaderOptions = OPTIONS) -> FileSkipped:
    with pytest.raises(FileSkipped) as caught:
        extraction(data, options)
    return caught.value


def test_lines_become_paragraphs_in_the_order_of_reading() -> None:
    read_text = extraction(pdf([Sheet(lines(LAW) + lines(MORE, 600))]))

    assert read_text.text == " ".join(LAW) + "\n\n" + " ".join(MORE)
    assert read_text.anchors == (Anchor(0, "1"),)
    assert read_text.caveats == ()
    assert read_text.title == "لائحة الشركة"


def test_a_sentence_over_a_page_end_stays_whole_and_its_page_begins_at_its_word() -> None:
    text = extraction(pdf([Sheet(lines(LAW[:2])), Sheet(lines(LAW[2:]))]))

    assert text.text == " ".join(LAW)
    assert text.anchors == (Anchor(0, "1"), Anchor(text.text.index("ولا يجوز"), "2"))


def test_marks_belong_to_the_letter_that_they_stand_on() -> None:
    vowelled = "ذَهَبَ الْوَلَدُ إِلَى الْمَدْرَسَةِ وَعَادَ إِلَى الْبَيْتِ"

    assert extraction(pdf([Sheet(line(vowelled, 560, 700))])).text == vowelled


def test_numbers_and_latin_words_stand_where_they_are_read() -> None:
    drawn_line = drawn("(50% ةبسنب) Nature Review 16 GB ةلجم 2019/5/12 يف ترشن", 100, 700)

    assert (
        extraction(pdf([Sheet(drawn_line)])).text
        == "نشرت في 2019/5/12 مجلة Nature Review 16 GB (بنسبة 50%)"
    )


def test_a_glyph_drawn_twice_to_look_bold_is_read_once() -> None:
    doubled = line(LAW[0], 560, 700) + line(LAW[0], 560.4, 700)

    assert extraction(pdf([Sheet(doubled)])).text == LAW[0]


def test_columns_are_read_one_after_the_other_from_the_right() -> None:
    right = tuple(f"هذا سطر من العمود الأيمن رقم {at}" for at in range(1, 9))
    left = tuple(f"هذا سطر من العمود الأيسر رقم {at}" for at in range(1, 9))
    page = "".join(line(text, 580, 700 - 20 * at) for at, text in enumerate(right))
    page += "".join(line(text, 300, 700 - 20 * at) for at, text in enumerate(left))

    text = extraction(pdf([Sheet(page)])).text

    assert " ".join(text.split()) == " ".join(right + left)


def test_a_table_is_rows_of_cells_and_a_cell_that_wraps_is_one() -> None:
    page = line("أسعار السوق في هذا اليوم كما يلي:", 560, 750)
    for y in (720, 700, 650, 630):
        page += ruling(100, y, 560, y)
    for x in (100, 250, 400, 560):
        page += ruling(x, 630, x, 720)
    for right, y, text in (
        (550, 705, "السلعة"),
        (390, 705, "الكمية"),
        (240, 705, "السعر"),
        (550, 685, "زيت الزيتون البكر"),
        (550, 665, "من معصرة القرية"),
        (390, 685, "12"),
        (240, 685, "120"),
        (550, 635, "تمر"),
        (390, 635, "45"),
        (240, 635, "18"),
    ):
        page += line(text, right, y)

    found = extraction(pdf([Sheet(page)]))

    (table,) = (block for block in found.blocks if block.kind == "table")
    assert found.text[table.start : table.end].split("\n") == [
        "السلعة | الكمية | السعر",
        "زيت الزيتون البكر من معصرة القرية | 12 | 120",
        "تمر | 45 | 18",
    ]


def test_running_heads_and_page_numbers_are_left_out_and_counted() -> None:
    sheets = [
        Sheet(line("الجريدة الرسمية", 560, 780) + lines(text) + drawn(str(7 + at), 300, 20))
        for at, text in enumerate((LAW, MORE, LAW[1:]))
    ]

    found = extraction(pdf(sheets))

    assert found.text == "\n\n".join(map(" ".join, (LAW, MORE, LAW[1:])))
    assert [remark.en for remark in found.remarks] == ["running heads and feet, left out: 6"]


def test_pages_that_all_say_the_same_keep_it() -> None:
    sheets = [Sheet(line("لافتة واحدة في كل صفحة", 560, 700))] * 4

    assert extraction(pdf(sheets)).text.count("لافتة واحدة") == 4


def test_a_number_that_does_not_grow_with_the_pages_is_no_page_number() -> None:
    sheets = [Sheet(line(f"المادة {number}", 560, 780) + lines(LAW)) for number in (3, 9, 4)]

    text = extraction(pdf(sheets)).text

    assert [part for part in text.split("\n\n") if part.startswith("المادة")] == [
        "المادة 3",
        "المادة 9",
        "المادة 4",
    ]


def test_notes_follow_what_their_page_ends_with() -> None:
    first = lines(LAW[:2]) + line("(1) انظر المادة السابعة من اللائحة", 560, 60, 9)

    text = extraction(pdf([Sheet(first), Sheet(lines(LAW[2:]))])).text

    assert text == " ".join(LAW) + "\n\n(1) انظر المادة السابعة من اللائحة"


def test_a_larger_line_is_a_heading_and_the_title_of_a_file_that_names_none() -> None:
    found = extraction(pdf([Sheet(line("نظام العمل", 560, 750, 20) + lines(LAW))]))

    assert [(each.kind, each.level) for each in found.blocks] == [("heading", 1)]
    assert found.title == "نظام العمل"


@pytest.mark.parametrize("name", ["Untitled", "Microsoft Word - draft.docx", "لائحة.pdf"])
def test_a_title_that_names_nothing_is_not_taken(name: str) -> None:
    info = f"/Title {utf_16(name)}"

    assert extraction(pdf([Sheet(lines(LAW))], info=info)).title == "لائحة الشركة"


def test_author_date_and_title_are_taken_from_the_file() -> None:
    info = (
        f"/Title {utf_16('نظام الشركات')} /Author {utf_16('وزارة العدل')} "
        "/CreationDate (D:20230405120000Z)"
    )

    found = extraction(pdf([Sheet(lines(LAW))], info=info))

    assert found.title == "نظام الشركات"
    assert found.metadata == {"author": "وزارة العدل", "issued": "2023-04-05"}


def utf_16(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>"


TURN = "q 0 1 -1 0 600 0 cm {} Q"


@pytest.mark.parametrize("rotate", [0, 90])
def test_a_turned_page_is_read_as_it_is_held(rotate: int) -> None:
    sheet = Sheet(TURN.format(lines(LAW, 500)), rotate=rotate)

    assert extraction(pdf([sheet])).text == " ".join(LAW)


def test_writing_across_the_page_is_left_out_and_counted() -> None:
    stamp = "q 0.7 0.7 -0.7 0.7 100 100 cm " + line("مسودة", 200, 100, 40) + " Q"

    found = extraction(pdf([Sheet(lines(LAW) + stamp)]))

    assert found.text == " ".join(LAW)
    assert [remark.en for remark in found.remarks] == ["slanted or turned letters, left out: 5"]


def test_kaf_that_is_read_as_alef_madda_is_mended_where_words_make_it_sure() -> None:
    texts = (
        "كان الكتاب في المكتبة وكانت الكلمة الأولى لمحكمة العدل كما",
        "كتب الكاتب عن مكة وعن ملوك اليمن وكل ما كان في تلك المملكة",
        "وآخر ما ذكره عن الحكم بين الشركة وبين آخرين في الكويت.",
    )

    found = extraction(pdf([Sheet(lines(texts))], {"ك": "آ"}))

    assert found.text == " ".join(texts)
    mended = [found.text[each.start : each.end] for each in found.caveats]
    assert {each.kind for each in found.caveats} == {"mended"}
    assert "الكتاب" in mended
    assert "آخرين" not in mended


def test_a_letter_that_words_speak_against_is_mended() -> None:
    texts = (
        "كان المجلس قد نظر في عدد من طلبات أهل المدينة وأن الجيش كان",
        "في تلك الجزيرة من بلاد العرب وكتب في سنة 2019 إلى الجمهورية",
        "العربية عن الجنوب وعن هذا الجبل الذي في شمال البلاد وعن عدد",
        "السكان وعن المجتمع وعن تاريخ الدولة وحكم ملوك هذه المنطقة.",
    )

    found = extraction(pdf([Sheet(lines(texts))], {"ج": "ى"}))

    assert found.text == " ".join(texts)
    assert {each.kind for each in found.caveats} == {"mended"}


def test_a_number_of_two_digit_sets_is_written_in_one() -> None:
    page = lines(("صدر النظام في عام ١٤٤٥ للهجرة ونشر في ٢٠٢٤ للميلاد",))

    found = extraction(pdf([Sheet(page)], {"١": "1"}))

    assert found.text == "صدر النظام في عام ١٤٤٥ للهجرة ونشر في ٢٠٢٤ للميلاد"
    start = found.text.index("١٤٤٥")
    assert found.caveats == (Caveat("mended", start, start + 4),)


def test_a_letter_without_unicode_is_told_by_its_words() -> None:
    texts = (
        "بحث العلماء عن البحر وعن البلاد وعن باب المدينة وعن بيت",
        "قبل أن تبدأ الحرب بين العرب وبعد أن كتب الكتاب وطلب الطالب",
    )

    found = extraction(pdf([Sheet(lines(texts))], {"ب": None}))

    assert found.text == " ".join(texts)
    assert {each.kind for each in found.caveats} == {"mended"}


# What cannot be read is refused.


def test_a_scan_is_refused_with_its_pages() -> None:
    error = refusal(pdf([Sheet("", image=True)] * 3))

    assert error.message.en == "cannot be read (p. 1–3): images without text"
    assert "--ocr" in error.hint.en


@pytest.mark.parametrize("pages", [2, 4])
def test_a_scan_with_a_typed_foot_is_a_scan(pages: int) -> None:
    error = refusal(pdf([Sheet(line("بريد الأمانة العامة", 300, 20), image=True)] * pages))

    assert "images without text" in error.message.en


def test_pages_that_cannot_be_read_are_named_and_the_rest_is_read() -> None:
    found = extraction(pdf([Sheet(lines(LAW)), Sheet("", image=True), Sheet(lines(MORE))]))

    assert found.text == " ".join(LAW) + "\n\n" + " ".join(MORE)
    assert [remark.en for remark in found.remarks] == ["pages not read (2): images without text"]


def test_letters_without_unicode_are_refused() -> None:
    letters = {chr(code): None for code in range(0x621, 0x64B)}

    error = refusal(pdf([Sheet(lines(LAW))], dict(letters)))

    assert "have no Unicode" in error.message.en


def test_a_broken_map_is_refused() -> None:
    alphabet = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    moved = dict(zip(alphabet, alphabet[7:] + alphabet[:7], strict=True))

    error = refusal(pdf([Sheet(lines(LAW) + lines(MORE, 600))], moved))

    assert "gibberish" in error.message.en


def test_arabic_that_is_mapped_to_accented_latin_is_refused() -> None:
    latin = {chr(code): chr(0xC0 + code - 0x621) for code in range(0x621, 0x64B)}

    assert "gibberish" in refusal(pdf([Sheet(lines(LAW))], latin)).message.en


@pytest.mark.parametrize(
    "text",
    [
        "این قانون از تاریخ تصویب لازم‌الاجرا است و همه‌ی گزارش‌های دیگر پس از آن پذیرفته می‌شود",
        "The board decides on every request within thirty days of its receipt and writes so.",
    ],
)
def test_other_languages_are_no_gibberish(text: str) -> None:
    text = text.replace("\u200c", "")
    page = line(text, 590, 700, 10) if "ا" in text else drawn(text, 20, 700, 10)

    assert extraction(pdf([Sheet(page)])).text == text


def test_a_file_that_is_cut_short_is_refused() -> None:
    whole = pdf([Sheet(lines(LAW))] * 4)

    for part in (0.3, 0.6, 0.9):
        assert refusal(whole[: int(len(whole) * part)]).message.en.startswith("the file is")


def test_what_is_no_pdf_is_refused() -> None:
    assert refusal(b"<html>").message.en == "it is not a PDF file"


def test_a_damaged_file_is_refused() -> None:
    whole = pdf([Sheet(lines(LAW))])

    damaged = whole.replace(b"/Kids [", b"/Kids <").replace(b"/Type /Page ", b"/Type /Pag  ")

    assert refusal(damaged).message.en.startswith(("the file is damaged", "cannot be read"))


@pytest.mark.parametrize(("password", "word"), [("", "protected"), ("خطأ", "does not open")])
def test_an_encrypted_file_asks_for_its_password(password: str, word: str) -> None:
    error = refusal(ENCRYPTED.read_bytes(), ReaderOptions(Path("سري.pdf"), password=password))

    assert word in error.message.en
    assert "--password-file" in error.hint.en


def test_an_encrypted_file_is_read_with_its_password() -> None:
    found = extraction(ENCRYPTED.read_bytes(), ReaderOptions(Path("سري.pdf"), password=PASSWORD))

    assert found.text == " ".join(LAW)


PASSWORD = "shahid"  # noqa: S105  # of a file that is made here
ENCRYPTED = Path(__file__).parent / "files" / "encrypted.pdf"


def test_a_page_tree_that_names_itself_ends() -> None:
    data = pdf([Sheet(lines(LAW))])
    number = data.split(b"/Kids [")[1].split(b" ")[0]
    tree = data.split(b"/Type /Catalog /Pages ")[1].split(b" ")[0]

    text = refusal(data.replace(b"/Kids [" + number + b" 0", b"/Kids [" + tree + b" 0")).message.en

    assert text


# Where a quote stands on its page.


def test_a_quote_has_a_box_for_each_of_its_lines() -> None:
    data = pdf([Sheet(lines(LAW[:2])), Sheet(lines(LAW[2:]))])
    text = extraction(data).text
    start, end = text.index("يوما من"), text.index("استلامه") + len("استلامه")

    found = boxes(data, OPTIONS, Span(start, end))

    assert list(found) == [0]
    first, second = found[0]
    assert (first.y0 < 700 < first.y1, second.y0 < 680 < second.y1) == (True, True)
    assert second.x1 == pytest.approx(560)


def test_boxes_hold_what_another_reader_finds_there() -> None:
    import pypdfium2

    data = pdf([Sheet(lines(LAW))])
    at = extraction(data).text.index("المختص")

    (box,) = boxes(data, OPTIONS, Span(at, at + len("المختص")))[0]

    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    held = page.get_text_bounded(box.x0, box.y0, box.x1, box.y1)
    assert sorted(held.strip()) == sorted("المختص")


def test_boxes_of_a_turned_page_lie_on_it_as_it_is_shown() -> None:
    flat = pdf([Sheet(lines(LAW, 500), box=(0, 0, 800, 600))])
    turned = pdf([Sheet(TURN.format(lines(LAW, 500)), rotate=90)])
    span = Span(0, len("ينظر مجلس"))

    assert places(boxes(turned, OPTIONS, span)[0]) == pytest.approx(
        places(boxes(flat, OPTIONS, span)[0])
    )


def test_boxes_of_writing_that_is_turned_itself_stand_upright() -> None:
    flat = boxes(pdf([Sheet(lines(LAW, 500))]), OPTIONS, Span(0, 4))[0][0]

    (box,) = boxes(pdf([Sheet(TURN.format(lines(LAW, 500)))]), OPTIONS, Span(0, 4))[0]

    assert places((box,)) == pytest.approx([600 - flat.y1, flat.x0, 600 - flat.y0, flat.x1])


def places(found: tuple[Box, ...]) -> list[float]:
    return [number for box in found for number in (box.x0, box.y0, box.x1, box.y1)]


# Text from images.


def test_a_scan_is_recognised_on_request_and_says_so() -> None:
    from index.readers.pdf import ocr

    if not ocr.model():
        pytest.skip("tesseract with its model of Arabic is not installed")
    options = ReaderOptions(Path("ممسوح.pdf"), ocr=True)

    found = extraction((Path(__file__).parent / "files" / "scan.pdf").read_bytes(), options)

    assert "مجلس الإدارة" in found.text
    assert found.caveats == (Caveat("ocr", 0, len(found.text)),)
    assert found.anchors == (Anchor(0, "1"),)


def test_pages_are_counted_while_they_are_read() -> None:
    told: list[tuple[int, int]] = []
    options = ReaderOptions(OPTIONS.path, progress=lambda done, total: told.append((done, total)))

    extraction(pdf([Sheet(lines(LAW))] * 3), options)

    assert told == [(1, 3), (2, 3), (3, 3)]


@pytest.mark.parametrize("start", [40, 61, 83])
def test_a_file_with_a_wrong_byte_is_read_or_refused(start: int) -> None:
    whole = pdf([Sheet(lines(LAW))] * 2)
    for at in range(start, len(whole) - 60, 97):
        broken = bytearray(whole)
        broken[at] ^= 0x55
        with contextlib.suppress(FileSkipped):
            extraction(bytes(broken))
