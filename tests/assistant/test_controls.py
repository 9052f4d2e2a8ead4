"""What comes from documents can be seen on a terminal, and is never obeyed by it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.controls import visible, visible_line


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("\x9b2J", "⟨9B⟩2J"),
        ("\u202eabc\u202c", "⟨RLO⟩abc⟨PDF⟩"),
        ("\u2067أ\u2069", "⟨RLI⟩أ⟨PDI⟩"),
        ("\x7f\x00\x07", "␡␀␇"),
        ("سطر\nآخر\tبعيد", "سطر\nآخر\tبعيد"),
        ("\udce9", "⟨DCE9⟩"),
    ],
)
def test_controls_become_marks_that_can_be_seen(raw: str, shown: str) -> None:
    assert visible(raw) == shown


@given(st.text())
def test_nothing_that_a_terminal_obeys_is_left(text: str) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", visible(text))
    assert "\n" not in visible_line(text)
