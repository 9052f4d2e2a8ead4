"""Books, subtitles, letters, archives and notes: their words in order, each with its place."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from index.errors import FileSkipped
from index.readers import READERS, extract
from index.types import Extraction, ReaderOptions
from tests.index.readers.making import epub_of, zip_of

CHAPTERS = {
    "الفصل الأول: الرحيل": "رحلت القافلة من تدمر قبل الفجر.",
    "الفصل الثاني: الوصول": "وبلغت حلب بعد أحد عشر يومًا.",
}
SRT = """1
00:00:01,000 --> 00:00:03,500
بدأ البناء في سنة

2
00:00:03,600 --> 00:00:05,000
<i>ألف وتسعمئة وثلاثين</i>.

3
00:01:15,000 --> 00:01:17,000
{\\an8}ثم توقف أعوامًا.
"""
VTT = """WEBVTT

NOTE هذه ملاحظة للمترجم

00:01.000 --> 00:03.000 align:start
<v دانة>متى بدأ البناء؟

00:03.000 --> 00:05.000
متى بدأ البناء؟
بدأ سنة 1930.
"""


def documents(name: str, data: bytes) -> list[Extraction]:
    path = Path(name)
    return list(READERS[path.suffix.lower()](data, ReaderOptions(path)))


def letter(subject: str, words: str, charset: str = "utf-8") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "سلمى <salma@example.org>", "dana@example.org"
    message["Date"], message["Subject"] = "Sat, 16 Oct 2021 09:30:00 +0300", subject
    message.set_content(words, charset=charset)
    return message


def test_a_book_is_read_in_the_order_of_its_spine_under_its_chapters_titles() -> None:
    extraction = extract(Path("كتاب.epub"), epub_of("رحلة القافلة", "سلمى المرجاوي", CHAPTERS))

    assert extraction.title == "رحلة القافلة"
    assert extraction.metadata["author"] == "سلمى المرجاوي"
    expected = "\n\n".join(f"{title}\n\n{words}" for title, words in CHAPTERS.items())
    assert extraction.text == expected
    second = extraction.text.index("الفصل الثاني")
    assert [(each.label, each.start) for each in extraction.anchors] == [
        ("الفصل الأول: الرحيل", 0),
        ("الفصل الثاني: الوصول", second),
    ]


def test_a_book_behind_a_lock_is_refused() -> None:
    locked = (
        '<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/'
        'xmlenc#aes128-cbc"/></EncryptedData></encryption>'
    )

    with pytest.raises(FileSkipped, match="password"):
        extract(Path("أ.epub"), epub_of("أ", "ب", CHAPTERS, {"META-INF/encryption.xml": locked}))


def test_a_sentence_over_two_cues_stays_whole_and_each_has_its_time() -> None:
    extraction = extract(Path("فلم.srt"), SRT.encode())

    assert extraction.text == "بدأ البناء في سنة ألف وتسعمئة وثلاثين.\n\nثم توقف أعوامًا."
    placed = {each.label: extraction.text[each.start :].split()[0] for each in extraction.anchors}
    assert placed == {"00:00:01": "بدأ", "00:00:03": "ألف", "00:01:15": "ثم"}


def test_rolling_captions_are_not_said_twice_and_speakers_are_named() -> None:
    assert extract(Path("فلم.vtt"), VTT.encode()).text == (
        "دانة: متى بدأ البناء؟ متى بدأ البناء؟ بدأ سنة 1930."
    )


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_a_letter_has_its_subject_its_date_and_what_is_attached(charset: str) -> None:
    message = letter("موعد القطاف", "نقطف العسل في أيلول.", charset)
    message.add_attachment("عدد الخلايا 86.\n".encode(), "text", "plain", filename="عدد.txt")
    message.add_attachment(b"\x89PNG", "image", "png", filename="منحل.png")

    own, attached = documents("رسالة.eml", message.as_bytes())

    assert (own.title, own.text) == ("موعد القطاف", "نقطف العسل في أيلول.")
    assert own.metadata["issued"] == "2021-10-16"
    assert [remark.en for remark in own.remarks] == ["attachment not read: منحل.png"]
    assert (attached.member, attached.text.strip()) == ("عدد.txt", "عدد الخلايا 86.")


def test_a_mailbox_holds_a_document_for_each_letter() -> None:
    letters = [letter("الأولى", "وصلت القافلة."), letter("الثانية", "رحلت القافلة.")]
    mailbox = b"".join(b"From me Sat Oct 16 2021\n" + each.as_bytes() + b"\n" for each in letters)

    found = documents("بريد.mbox", mailbox)

    assert [(each.member, each.title) for each in found] == [("1", "الأولى"), ("2", "الثانية")]


def test_a_page_saved_as_one_file_is_read() -> None:
    message = EmailMessage()
    message["Subject"] = "خبر"
    message.set_content("<h1>سيل في البلدة</h1><p>غمر السوق.</p>", subtype="html")

    assert extract(Path("خبر.mhtml"), message.as_bytes()).text == "سيل في البلدة\n\nغمر السوق."


def test_an_archive_gives_its_documents_and_tells_of_the_rest() -> None:
    inner = zip_of({"أعمق.txt": "في العمق.".encode()})
    data = zip_of(
        {
            "عقود/أول.txt": "العقد الأول.".encode(),
            "../../هرب.txt": "لا يخرج.".encode(),
            "داخل.zip": inner,
            "صورة.png": b"x",
            "تالف.docx": b"x",
        }
    )

    found = documents("أرشيف.zip", data)

    assert [each.member for each in found] == ["عقود/أول.txt", "هرب.txt", "داخل.zip/أعمق.txt"]
    assert [remark.en for remark in found[0].remarks] == [
        "not for us: صورة.png",
        "تالف.docx: the file is damaged or cut short",
    ]


def test_names_that_old_windows_packed_are_read() -> None:
    import io
    import zipfile

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("عقد.txt".encode("cp1256").decode("cp437"), "نص العقد.".encode())
    raw = file.getvalue().replace(b"\x00\x08", b"\x00\x00")

    assert documents("أ.zip", raw)[0].text == "نص العقد."


def test_notes_are_read_as_their_reader_sees_them() -> None:
    note = """# سقف %%راجع المصدر%% بارد

انظر [[مواد العزل|مادة العزل]] و[[الطلاء]]، وفيها ==خمس درجات==.[^1] ^m1

![[صورة السقف.png]]

> [!warning] تنبيه
> لا يُطلى في الصيف.

- [x] قياس الحرارة #سقوف

[^1]: قيست في آب.
"""

    assert extract(Path("سقف.md"), note.encode()).text == (
        "سقف  بارد\n\nانظر مادة العزل والطلاء، وفيها خمس درجات.\n\nتنبيه\nلا يُطلى في الصيف.\n\n"
        "- قياس الحرارة سقوف\n\nقيست في آب."
    )


def test_code_keeps_its_marks() -> None:
    note = "نص\n\n```\n[[لا يمس]] ==هنا==\n```\n\nو`[[هنا]]` كذلك\n"

    text = extract(Path("أ.md"), note.encode()).text

    assert "[[لا يمس]] ==هنا==" in text
    assert "[[هنا]]" in text


def test_a_classic_has_its_volumes_and_pages() -> None:
    classic = (
        "######OpenITI#\n\n#META# 010.AuthorNAME\t:: الجاحظ\n#META# 020.BookTITLE\t:: الحيوان\n"
        "#META#Header#End#\n\n### | باب الحمام\n# الحمام يهتدي ms001\n~~إلى بيته PageV01P022 من "
        "بعيد.\n# وهو ألوف. PageV01P023\n"
    )

    extraction = extract(Path("0255Jahiz.Hayawan.mARkdown"), classic.encode())

    assert extraction.text == "باب الحمام\n\nالحمام يهتدي إلى بيته من بعيد.\n\nوهو ألوف."
    assert (extraction.title, extraction.metadata["author"]) == ("الحيوان", "الجاحظ")
    assert [
        (each.label, extraction.text[each.start :].split()[0]) for each in extraction.anchors
    ] == [
        ("1/22", "باب"),
        ("1/23", "من"),
    ]
