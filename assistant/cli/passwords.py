"""Passwords of encrypted files: from a file of the user's, else asked for once on the terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.controls import visible_line
from index.errors import Language, Message, UserError

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


def asked_passwords(
    file: Path | None, language: Language, bar: Bar, given: dict[Path, str]
) -> Callable[[Path], str]:
    """What gives a file's password, empty where there is none to be had.

    :param file: lines «name: password», or one password for all.
    :param bar: stopped while the terminal asks.
    :param given: what was typed, which is not asked for again; grows.
    :raises UserError: when the file cannot be read.
    """
    named, common = _kept(file) if file else ({}, "")

    def password(path: Path) -> str:
        known = named.get(path.name) or common
        if known or not (sys.stdin.isatty() and sys.stderr.isatty()):
            return known
        if path not in given:
            bar.stop()
            prompt = Message("كلمة مرور", "Password of").to(language)
            given[path] = getpass(f"{prompt} {visible_line(path.name)}: ", sys.stderr)
            bar.start()
        return given[path]

    return password


def _kept(file: Path) -> tuple[dict[str, str], str]:
    """Passwords by file name, and the one for all the others."""
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            Message(f"تعذّرت قراءة ملف كلمات المرور: {file}", f"cannot read passwords: {file}"),
            Message("راجع اسمه وصلاحية قراءته", "check its name, and that it may be read"),
        ) from error
    pairs = [line.partition(": ") for line in lines if line.strip()]
    named = {name.strip(): value for name, sign, value in pairs if sign}
    return named, next((name for name, sign, _ in pairs if not sign), "")
