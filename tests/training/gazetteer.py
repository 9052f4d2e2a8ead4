"""Write the gazetteer of Arabic names of places, languages, currencies and months.

Source: Unicode CLDR through the `babel` package (BSD-3-Clause; CLDR data under the Unicode
licence), locales ar, ar_SY, ar_MA, ar_DZ, ar_SA. Run: python -m tests.training.gazetteer
"""

import re
from pathlib import Path

import babel

TARGET = Path(__file__).parents[2] / "index" / "arabic" / "gazetteer.txt"


def first_names(names: list[str]) -> list[str]:
    """Names of at most three words, without explanations after a dash or bracket."""
    plain = [re.split(r"[-–(،]", name)[0].strip() for name in names]
    return sorted({name for name in plain if name and len(name.split()) <= 3 and len(name) > 2})


def main() -> None:
    arabic = babel.Locale("ar")
    months = {
        month
        for country in ("EG", "SY", "MA", "DZ", "SA")
        for month in babel.Locale("ar", country).months["format"]["wide"].values()
    }
    months |= {"محرم", "صفر", "رجب", "شعبان", "رمضان", "شوال", "ربيع", "جمادى"}
    months |= {"ذو القعدة", "ذو الحجة", "يونيه", "يوليه", "اغسطس", "نوفمبر", "ديسمبر"}
    cities = [zone["city"] for zone in arabic.time_zones.values() if "city" in zone]
    lines = [
        f"# Arabic names out of Unicode CLDR, through babel {babel.__version__}.",
        "territory: " + "|".join(first_names(list(arabic.territories.values()))),
        "language: " + "|".join(first_names(list(arabic.languages.values()))),
        "currency: " + "|".join(first_names(list(arabic.currencies.values()))),
        "city: " + "|".join(first_names(cities)),
        "month: " + "|".join(sorted(months)),
    ]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
