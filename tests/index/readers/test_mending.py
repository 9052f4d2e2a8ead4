"""What a file has wrong is mended where it is sure, and nothing else is touched."""

from __future__ import annotations

import pytest

from index.readers.encoding import decode
from index.types import Caveat

LETTER = (
    "خرج التاجر من المدينة قبل طلوع الشمس، ومعه قافلة تحمل القمح.",
    "صدر القرار سنة 1938 (في القاهرة) عن لجنة الزراعة.",
    "تتكون اللجنة من رئيس وعضوين، وتنعقد مرة كل شهر.",
)
ON_THE_SCREEN = (
    ".حمقلا لمحت ةلفاق هعمو ،سمشلا عولط لبق ةنيدملا نم رجاتلا جرخ",
    ".ةعارزلا ةنجل نع (ةرهاقلا يف) 1938 ةنس رارقلا ردص",
    ".رهش لك ةرم دقعنتو ،نيوضعو سيئر نم ةنجللا نوكتت",
)


def told(text: str) -> list[str]:
    return [each.en for each in decode(text.encode()).remarks]


def test_lines_in_the_order_of_the_screen_are_put_back_with_their_numbers_and_brackets() -> None:
    decoded = decode("\n".join(ON_THE_SCREEN).encode())

    assert decoded.text == "\n".join(LETTER)
    assert decoded.caveats == (Caveat("mended", 0, len(decoded.text)),)
    assert [each.ar for each in decoded.remarks] == [
        "أسطر حُفظت بترتيب ظهورها على الشاشة؛ رُدّت إلى ترتيب القراءة: 3"
    ]


def test_shapes_in_the_order_of_the_screen_become_letters_in_that_of_reading() -> None:
    text = "ﺲﻤﺸﻟﺍ ﻉﻮﻠﻃ ﻞﺒﻗ ﺔﻨﻳﺪﻤﻟﺍ ﻦﻣ ﺮﺟﺎﺘﻟﺍ ﺝﺮﺧ"

    decoded = decode(text.encode())

    assert decoded.text == "خرج التاجر من المدينة قبل طلوع الشمس"
    assert [kind.kind for kind in decoded.caveats] == ["mended"]


def test_shapes_in_the_order_of_reading_become_letters_without_a_caveat() -> None:
    decoded = decode("ﺧﺮﺝ ﺍﻟﺘﺎﺟﺮ ﻣﻦ ﺍﻟﻤﺪﻳﻨﺔ ﷺ".encode())

    assert decoded.text == "خرج التاجر من المدينة ﷺ"
    assert decoded.caveats == ()
    assert told("ﺧﺮﺝ") == ["lines letters saved by their shapes; made letters again: 1"]


def test_windows_1256_that_was_saved_as_latin_letters_is_arabic_again() -> None:
    text = "\n".join(LETTER)

    decoded = decode(text.encode("windows-1256").decode("latin-1").encode())

    assert decoded.text == text
    assert decoded.caveats == (Caveat("mended", 0, len(text)),)


def test_only_the_mended_lines_have_a_caveat() -> None:
    spoilt = LETTER[1].encode("windows-1256").decode("latin-1")

    decoded = decode("\n".join((LETTER[0], spoilt, LETTER[2])).encode())

    assert decoded.text == "\n".join(LETTER)
    start = len(LETTER[0]) + 1
    assert decoded.caveats == (Caveat("mended", start, start + len(LETTER[1])),)


@pytest.mark.parametrize(
    "text",
    [
        "À Noël, où êtes-vous allés ? Là-bas, à l’hôtel « Crémaillère », près de l’île.",
        "Größe und Übermut: Ärzte, Öfen, Fußgänger, Straßenbahn, Äpfel.",
        "El niño comió piña; ¿qué más quería? ¡Ñandúes, cigüeñas y pingüinos!",
        "Þórður á Æsustöðum fór í ána. Ég á öl. Á ey er ær.",
        "Coração, ações, não há pão; à noite há lã.",
        "Şiir güneşi gördüğünde çığ düştü; ağaç, öğüt.",
        "این کتاب مثلا برای کودکان است؛ حالا بالای میز است. اصلا فعلا طلا.",
        "ىک کتاب قدىمى است كه ىكى نوشت و ىارى داد به ىاران ىگانه",
        "پاکستان کا دارالحکومت اسلام آباد ہے۔",
        "لا. كلا وهلا؟ مثلا: فعلا وأصلا وقولا.",
        "آدم. سيارة نقلت مرة. ةلفاق كلمة مقلوبة في درس عن القلب.",
        "قال ﷺ: إنما الأعمال بالنيات ﴿١﴾",
        "قيمة Ø 12 مم وÙ أخرى",
    ],
)
def test_an_honest_text_is_left_as_it_is(text: str) -> None:
    decoded = decode(text.encode())

    assert (decoded.text, decoded.caveats, decoded.remarks) == (text, (), ())
