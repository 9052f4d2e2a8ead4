"""What the benchmark's PDFs say: two halves of fonts and texts.

The reader was tuned on the first; it never saw the second, whose figures are the ones to believe.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
WRITTEN_ELSEWHERE = ROOT.parent / "shared/data/xquad_ar/docs.jsonl"
"""Paragraphs of articles, a JSON object a line; without it the texts of seeds/people are taken."""

KINDS = ("prose", "tashkeel", "digits", "columns", "table")
INDIC = str.maketrans("0123456789.,", "٠١٢٣٤٥٦٧٨٩٫٬")
SHORTEST = 25  # words in a paragraph that is worth setting

VOCALISED = (
    "جَلَسَ الشَّيْخُ عَلَى عَتَبَةِ الدَّارِ يَنْتَظِرُ عَوْدَةَ حَفِيدِهِ مِنَ الْمَدْرَسَةِ، وَفِي يَدِهِ مِسْبَحَةٌ مِنْ خَشَبِ "
    "الزَّيْتُونِ أَهْدَاهَا لَهُ أَبُوهُ قَبْلَ سِتِّينَ عَامًا.",
    "إِذَا أَرَدْتَ أَنْ تَعْرِفَ قَدْرَ الْمَاءِ فَاسْأَلْ عَنْهُ مَنْ سَارَ فِي الصَّحْرَاءِ يَوْمًا كَامِلًا، وَلَا تَسْأَلْ مَنْ يَسْكُنُ "
    "قُرْبَ النَّهْرِ؛ فَإِنَّ الْأَوَّلَ ذَاقَ مُرَّ الْفَقْدِ، وَالثَّانِيَ لَمْ يَذُقْهُ قَطُّ.",
    "قَالَ الْبُسْتَانِيُّ لِتِلْمِيذِهِ: لَا تُكْثِرِ الْمَاءَ عَلَى الْغَرْسَةِ فَتَكْسَلَ جُذُورُهَا، وَلَا تَمْنَعْهُ عَنْهَا فَتَمُوتَ، وَلَكِنِ "
    "اسْقِهَا ثُمَّ دَعْهَا تَبْحَثُ عَنْ رِزْقِهَا فِي الْأَرْضِ.",
    "وَكَانَتْ مَكْتَبَةُ الْقَرْيَةِ غُرْفَةً وَاحِدَةً، فِيهَا رُفُوفٌ مُتَعَبَةٌ وَمِصْبَاحٌ ضَئِيلٌ، غَيْرَ أَنَّ الْأَطْفَالَ كَانُوا "
    "يَخْرُجُونَ مِنْهَا كُلَّ مَسَاءٍ وَقَدِ اتَّسَعَتْ عُيُونُهُمْ لِلْعَالَمِ كُلِّهِ.",
    "سُئِلَ الْحَكِيمُ: مَا أَثْقَلُ شَيْءٍ حَمَلْتَهُ؟ فَقَالَ: وَعْدٌ قَطَعْتُهُ وَأَنَا شَابٌّ، فَمَا زِلْتُ أَسْعَى فِي الْوَفَاءِ بِهِ "
    "حَتَّى شَابَ رَأْسِي، ثُمَّ لَمَّا أَدَّيْتُهُ نِمْتُ لَيْلَةً لَمْ أَنَمْ مِثْلَهَا مُنْذُ عُقُودٍ.",
)
"""Of the second half: written for it."""


@dataclass(frozen=True, slots=True)
class Half:
    name: str
    fonts: tuple[str, ...]
    paragraphs: Callable[[], list[str]]
    sentences: tuple[str, ...]
    """With numbers: {n}, {year}, {date}, {time}, {part}, {large}, {phone}."""
    headings: tuple[str, ...]
    """Of a table's four columns."""

    def numbers(self, rng: random.Random) -> str:
        """A sentence whose numbers are all in one of the two sets of digits."""
        values = {
            "n": str(rng.randint(2, 400)),
            "year": str(rng.randint(1900, 2026)),
            "date": f"{rng.randint(1, 28)}/{rng.randint(1, 12)}/{rng.randint(1980, 2026)}",
            "time": f"{rng.randint(1, 12)}:{rng.randint(10, 59)}",
            "part": f"{rng.randint(0, 99)}.{rng.randint(1, 99)}",
            "large": f"{rng.randint(1, 999)},{rng.randint(100, 999)}",
            "phone": f"0{rng.randint(10_000_000, 999_999_999)}",
        }
        if rng.random() < 0.5:
            values = {name: value.translate(INDIC) for name, value in values.items()}
        return rng.choice(self.sentences).format(**values)


def vocalised(half: Half) -> Sequence[str]:
    """Paragraphs of a half with every vowel mark."""
    return _lines(SEEDS / "corpus/salt-caravan.txt") if half is TUNED else VOCALISED


def _seeds() -> list[str]:
    return [line for file in sorted((SEEDS / "corpus").glob("*.txt")) for line in _lines(file)]


def _articles() -> list[str]:
    if not WRITTEN_ELSEWHERE.exists():
        return [line for file in sorted((SEEDS / "people").glob("*.txt")) for line in _lines(file)]
    with WRITTEN_ELSEWHERE.open(encoding="utf-8") as lines:
        texts = [" ".join(str(json.loads(line)["text"]).split()) for line in lines]
    return [text for text in texts if len(text.split()) >= SHORTEST]


def _lines(file: Path) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if len(line.split()) >= SHORTEST]


TUNED = Half(
    "tuned on",
    ("Amiri", "Noto Naskh Arabic", "Noto Kufi Arabic"),
    _seeds,
    (
        "بلغ عدد السكان {large} نسمة في {date}، بزيادة {part}% عن سنة {year}.",
        "يفتح المكتب من الساعة {time} إلى الساعة {time}، والهاتف {phone}.",
        "نصت المادة ({n}) من القانون رقم {n} لسنة {year} على غرامة قدرها {large} دينار.",
        "وصل ارتفاع السد إلى {part} مترا، وطوله {n} مترا، وكلفته {large} دولار (USD).",
    ),
    ("الرقم", "الاسم", "الوصف", "السعر"),
)
REPORTED = Half(
    "unseen",
    ("Scheherazade", "KacstBook", "DejaVu Sans"),
    _articles,
    (
        "باع المتجر في {date} نحو {n} صندوقا بسعر {part} ريالا، أي {large} ريال في المجموع.",
        "انطلقت الرحلة رقم {n} عند {time} ووصلت بعد {part} ساعة (Flight {n}).",
        "ارتفعت النسبة من {part}% سنة {year} إلى {part}% سنة {year}؛ راجع الجدول {n}.",
        "للحجز اتصل بالرقم {phone} قبل {date}، ورسم الاشتراك {large} ليرة لكل {n} طلاب.",
    ),
    ("م", "الصنف", "الملاحظات", "القيمة"),
)
HALVES = (TUNED, REPORTED)
