"""What holds for every test: no test fails for being slow, and a person can read its name."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

LONGEST = 48
"""Characters of a value in a test's name; what goes beyond is left out."""

settings.register_profile(
    "shawahid", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("shawahid")

# The encoder takes seconds: only its own tests, which switch it on, wait for it.
os.environ["SHAWAHID_FAST"] = "1"


def pytest_make_parametrize_id(val: object) -> str | None:
    """A text in its own letters, on one line; what would steer a terminal is escaped."""
    if not isinstance(val, str | bytes):
        return None
    text = val if isinstance(val, str) else val[:LONGEST].decode("latin-1")
    shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text[:LONGEST])
    return shown if len(val) <= LONGEST else f"{shown}…"
