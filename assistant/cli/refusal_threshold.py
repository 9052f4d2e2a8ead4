"""The threshold of refusing, fitted to the user's own cases and shown with what it trades."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from assistant.assistant import Assistant
from assistant.terminal.page import TerminalPage
from assistant.testing.calibration import Calibration, CalibrationSample, Point, calibrate, samples
from assistant.testing.case import CaseFile
from assistant.testing.corpora import folder_of, opened
from assistant.testing.messages import calibration_messages
from index.errors import Message

_BAR = 24
"""Columns of a whole bar in the plot."""
_ROWS = 14
"""Of the plot."""


def calibrated(
    page: TerminalPage, files: Sequence[CaseFile], default: Path, fast: bool
) -> Calibration:
    """Fit the threshold, show what it trades, and set it in the libraries that outlive the run.

    :param fast: whether answers are by words alone, without the encoder.
    """
    seen: list[CalibrationSample] = []
    for file in files:
        with opened(file, default, fast) as assistant:
            seen += samples(assistant, file)
            present = assistant.threshold
    calibration = calibrate(seen, present)
    _plot(page, calibration)
    libraries = set_everywhere(files, default, calibration.fitted.threshold)
    for folder in libraries:
        page.say(
            Message(
                f"صار هذا حدّ الامتناع في {folder}؛ وللعودة عنه: --uncalibrate",
                f"{folder} refuses below it from now on; to go back: --uncalibrate",
            )
        )
    return calibration


def set_everywhere(files: Sequence[CaseFile], default: Path, value: float | None) -> list[Path]:
    """Into every library that was not made for cases alone; their folders."""
    lasting = (file for file in files if file.head.corpus is None)
    folders = list(dict.fromkeys(folder_of(file, default) for file in lasting))
    for folder in folders:
        with Assistant.open(folder) as assistant:
            assistant.refuse_below(value)
    return folders


def _plot(page: TerminalPage, calibration: Calibration) -> None:
    """A row a threshold: the share answered, and the share of the answers that is wrong."""
    page.say(
        Message(
            "الحدّ، ثم المجاب مما له جواب █، ثم الخطأ من الأجوبة ░",
            "threshold, then answerable questions answered █, then wrong among answers ░",
        )
    )
    points = calibration.points
    rows = {points[at * (len(points) - 1) // (_ROWS - 1)] for at in range(_ROWS)}
    for point in sorted(rows | {calibration.fitted}, key=lambda point: point.threshold):
        mark = " <" if point == calibration.fitted else ""
        page.line(f"{point.threshold:.3f}  {_bar(point, '█', '░')}{mark}")
    for message in calibration_messages(calibration):
        page.say(message)


def _bar(point: Point, answered: str, wrong: str) -> str:
    columns = answered * round(point.answered * _BAR)
    return (
        f"{point.answered:>4.0%} {columns:<{_BAR}} {point.wrong:>4.0%}"
        f" {wrong * round(point.wrong * _BAR)}"
    )
