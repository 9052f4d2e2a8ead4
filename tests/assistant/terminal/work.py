"""How much work a call does, counted in lines of our code that it runs."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

FOLDER = "assistant/terminal/"


def lines_run(call: Callable[[], object]) -> int:
    """The lines of `assistant.terminal` that a call executes."""
    count = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:  # noqa: ANN401 - as `sys` has it
        nonlocal count
        if FOLDER not in frame.f_code.co_filename:
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call()
    finally:
        sys.settrace(before)
    return count
