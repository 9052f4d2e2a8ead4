"""Arabic comes back to the letter from the encodings that no header names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.encoding import Decoded, decode
from index.types import Caveat

PROSE = (
    "خرج التاجر من المدينة قبل طلوع الشمس، ومعه قافلة تحمل القمح والزيت إلى الساحل.",
    "يجوز للموظف أن يطلب إجازة سنوية مدتها ثلاثون يومًا، على أن يقدم طلبه قبل شهر.",
    "الفاعل اسم مرفوع يأتي بعد فعل مبني للمعلوم، ويدل على من قام بالفعل أو اتصف به.",
    "قال الطبيب: هل شربت الدواء كله؟ فأجاب المريض: نعم؛ شربته صباحًا ومساء كما أمرت.",
    "كانت السفن ترسو في الميناء القديم شتاء، ثم تبحر نحو الهند حين تهب الرياح الموسمية.",
    "تتكون اللجنة من رئيس وعضوين، وتنعقد مرة كل شهر، وتصدر قراراتها بأغلبية الأصوات.",
)


@pytest.mark.parametrize("text", PROSE)
@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8 (BOM)"),
        ("windows-1256", "windows-1256 (guessed)"),
        ("iso-8859-6", "iso-8859-6 (guessed)"),
        ("utf-16", "utf-16-le (BOM)"),
        ("utf-16-le", "utf-16-le (no BOM)"),
        ("utf-16-be", "utf-16-be (no BOM)"),
        ("utf-32", "utf-32-le (BOM)"),
    ],
)
def test_a_sentence_comes_back_exactly(text: str, encoding: str, told: str) -> None:
    assert decode(text.encode(encoding)) == Decoded(text, told)


def test_vowelled_text_comes_back_exactly() -> None:
    text = "العِلْمُ نُورٌ، والجَهْلُ ظَلامٌ، ومَنْ جَدَّ وَجَدَ، ومَنْ زَرَعَ حَصَدَ، ومَنْ سَارَ على الدَّرْبِ وَصَلَ."

    assert decode(text.encode("windows-1256")).text == text
    assert decode(text.encode("iso-8859-6")).text == text


def test_a_mac_file_with_its_own_digits_comes_back_exactly() -> None:
    text = "صدر الكتاب سنة ١٩٣٨ في القاهرة، ثم أعيد طبعه مرات كثيرة في بيروت ودمشق وتونس والرباط."
    # Python encodes the space as A0, its twin of the other direction; files hold 20.
    data = text.encode("mac-arabic").replace(b"\xa0", b" ")

    assert decode(data) == Decoded(text, "mac-arabic (guessed)")


def test_a_file_of_the_dos_days_comes_back_exactly() -> None:
    text = "ترسو السفن في الميناء القديم شتاء. ثم تبحر نحو الهند حين تهب الرياح الموسمية."

    assert decode(text.encode("cp720")) == Decoded(text, "cp720 (guessed)")


def test_a_few_letters_that_two_encodings_explain_are_an_unsure_guess() -> None:
    assert decode("زغب".encode("windows-1256")).encoding == "windows-1256 (guessed, short)"


def test_a_hard_space_does_not_make_another_encoding_likelier() -> None:
    text = "صدر الكتاب في القاهرة،\xa0ثم أعيد طبعه مرات كثيرة في بيروت ودمشق وتونس والرباط."

    assert decode(text.encode("iso-8859-6")) == Decoded(text, "iso-8859-6 (guessed)")


def test_french_is_not_taken_for_arabic() -> None:
    text = "L'élève a reçu une leçon très détaillée."

    assert decode(text.encode("windows-1252")).text == text


def test_line_ends_become_one_and_nothing_else_changes() -> None:
    text = "سطر\r\nثانٍ\rثالث\n\u200fرابع\u0640ﷺ\u2028 "

    assert decode(text.encode()).text == "سطر\nثانٍ\nثالث\n\u200fرابع\u0640ﷺ\u2028 "


def test_broken_utf8_is_kept_with_its_bad_bytes_counted() -> None:
    whole = PROSE[0].encode()
    data = whole[:20] + b"\xff\xfe" + whole[20:] + b"\xd8"

    assert decode(data) == Decoded(
        whole[:20].decode() + "\ufffd\ufffd" + whole[20:].decode() + "\ufffd",
        "utf-8 (3 bad bytes)",
    )


def test_utf16_cut_in_the_middle_of_a_letter_counts_one_bad_byte() -> None:
    assert decode("كتاب النحو".encode("utf-16")[:-1]) == Decoded(
        "كتاب النح\ufffd", "utf-16-le (BOM, 1 bad byte)"
    )


def test_a_lone_surrogate_never_reaches_the_text() -> None:
    data = "كتاب".encode("utf-16-le") + b"\x00\xd8" + "نحو".encode("utf-16-le")

    assert decode(b"\xff\xfe" + data).text == "كتاب\ufffdنحو"


@pytest.mark.parametrize("misread", ["windows-1256", "windows-1252", "latin-1"])
def test_text_that_was_encoded_twice_is_mended_and_told(misread: str) -> None:
    text = "العربية لغة جميلة"
    twice = "".join(bytes([byte]).decode(misread, "ignore") or chr(byte) for byte in text.encode())

    decoded = decode(twice.encode())

    assert (decoded.text, decoded.encoding) == (text, "utf-8")
    assert decoded.caveats == (Caveat("mended", 0, len(text)),)
    assert [each.en for each in decoded.remarks] == [
        "lines UTF-8 once read as a Windows code page and saved; undone: 1"
    ]


def test_a_declared_encoding_is_believed_when_it_makes_sense() -> None:
    data = "Привет, мир".encode("windows-1251")

    assert decode(data, "Windows-1251") == Decoded("Привет, мир", "windows-1251 (declared)")


@pytest.mark.parametrize(
    "declared", ["iso-8859-1", "utf-8", "rot13", "idna", "unicode_escape", "\0", "لا"]
)
def test_a_declared_encoding_is_not_believed_against_the_bytes(declared: str) -> None:
    data = PROSE[0].encode("windows-1256")

    assert decode(data, declared) == Decoded(PROSE[0], "windows-1256 (guessed)")


LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى"


@given(st.lists(st.sampled_from(" ".join(PROSE).split()), min_size=20, unique=True))
def test_any_words_of_prose_come_back_from_every_encoding(words: list[str]) -> None:
    text = " ".join(words)

    for encoding in ("utf-8", "windows-1256", "iso-8859-6", "utf-16", "utf-16-le", "utf-16-be"):
        assert decode(text.encode(encoding)).text == text


@given(st.text(LETTERS + " 0123456789.\n", min_size=1))
def test_any_text_comes_back_from_unicode(text: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"):
        assert decode(text.encode(encoding)).text == text


def test_lines_of_two_encodings_are_each_read_in_their_own() -> None:
    data = b"\n".join((PROSE[0].encode(), PROSE[1].encode("windows-1256"), PROSE[2].encode()))

    decoded = decode(data)

    assert decoded.text == "\n".join(PROSE[:3])
    assert decoded.encoding == "utf-8 + windows-1256 (guessed)"
    assert [each.ar for each in decoded.remarks] == ["أسطر بترميز windows-1256 في ملف UTF-8: 1"]


def test_a_stray_nul_is_dropped_and_told() -> None:
    decoded = decode(PROSE[0].encode().replace(b" ", b" \0", 1))

    assert decoded.text == PROSE[0]
    assert [each.en for each in decoded.remarks] == ["NUL characters left out: 1"]


def test_letters_of_cp864_come_back_from_their_shapes() -> None:
    """The code page has shapes: each letter as it stands in its word."""
    shaped = "ﺟﺎﺀ ﺍﻟﺘﺎﺟﺮ ﻣﻦ ﺍﻟﺴﻮﻕ ﺳﺎﻟﻤﺎ ﺛﻢ ﻋﺎﺩ ﺍﻟﻰ ﺍﻟﺪﺍﺭ ﺛﻢ ﻗﺎﻝ ﻛﻼﻣﺎ ﻟﻠﻨﺎﺱ"
    data = b"".join(map(_in_cp864, shaped))

    decoded = decode(data)

    assert decoded.text == "جاء التاجر من السوق سالما ثم عاد الى الدار ثم قال كلاما للناس"
    assert decoded.encoding == "cp864 (guessed)"


def _in_cp864(shape: str) -> bytes:
    """The nearest shape that the code page has: it lacks most final and medial ones."""
    for other in (shape, *(chr(ord(shape) + step) for step in (-1, 1, -2, 2))):
        try:
            return other.encode("cp864")
        except UnicodeEncodeError:
            continue
    raise ValueError(shape)
