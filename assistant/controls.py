"""Controls that a terminal, an editor or a browser would obey, as marks that can be seen.

What comes from documents, models and users is shown everywhere, and obeyed nowhere.
"""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_BIDI_NAMES = {
    **{0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO", 0x202E: "RLO"},
    **{0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI"},
}

SHOWN_CONTROL = re.compile(r"⟨[0-9A-Z]{2,4}⟩|[␀-␟␡]")
"""A control as `visible` shows it."""
UNESCAPED = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What JSON and YAML leave as it is, and a terminal or an editor would obey."""


def visible(text: str) -> str:
    """The text with every control that a terminal would obey as a visible mark.

    Line feeds and tabs stay; escape becomes `␛`, an override `⟨RLO⟩`, a C1 control `⟨9B⟩`.
    """
    return _CONTROL.sub(_mark, text)


def visible_line(text: str) -> str:
    """The same on one line."""
    return " ".join(visible(text).split())


def shortened(text: str, characters: int) -> str:
    """Its first code points, and that there are more."""
    return text if len(text) <= characters else text[:characters] + "…"


def _mark(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return f"⟨{_BIDI_NAMES.get(code, format(code, 'X'))}⟩"
