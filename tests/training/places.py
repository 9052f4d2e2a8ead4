"""Write `assistant/reading/places.txt` from Unicode CLDR.

pip install babel && python -m tests.training.places
"""

from __future__ import annotations

from pathlib import Path

from babel import Locale

from assistant.reading.lexemes import place_words


def main() -> None:
    """Country, region and exemplar city names of the Arabic locale, one folded word a line."""
    locale = Locale("ar")
    zones = locale._data["time_zones"].values()  # no public door to the exemplar cities
    cities = [zone["city"] for zone in zones if hasattr(zone, "get") and zone.get("city")]
    found = place_words([*locale.territories.values(), *cities])
    Path("assistant/reading/places.txt").write_text("\n".join(found) + "\n", encoding="utf-8")


main()
