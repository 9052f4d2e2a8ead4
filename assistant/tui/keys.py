"""Keys under an Arabic keyboard layout: terminals then report the Arabic letter of the key."""

from __future__ import annotations

_LATIN = "qwertyuiopasdfghjklzxcvnm"
_ARABIC = "ضصثقفغعهخحشسيبلاتنمئءؤرىة"
_TWINS = dict(zip(_LATIN, _ARABIC, strict=True))


def with_twins(keys: str) -> str:
    """Keys for a `Binding`, each `ctrl+letter` followed by its Arabic twin: `ctrl+t,ctrl+ف`."""
    return ",".join(twin for key in keys.split(",") for twin in _twins(key))


def _twins(key: str) -> list[str]:
    *modifiers, last = key.split("+")
    if "ctrl" in modifiers and last in _TWINS:
        return [key, "+".join([*modifiers, _TWINS[last]])]
    return [key]
