"""Prompts are files of `prompts/`, so that whoever reads Arabic can read and mend them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from string import Template

from assistant.config import shipped
from index.errors import Language, Message, UserError

FOLDER = shipped("prompts")
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u0671-\u06d3]")


def filled(
    name: str, language: Language, values: Mapping[str, str] | None = None, folder: Path = FOLDER
) -> str:
    """The prompt of a name in a language, its variables replaced in one pass.

    :raises UserError: when the file is missing, or does not use exactly the variables given.
    """
    file = folder / f"{name}.{language}.txt"
    try:
        template = Template(file.read_text("utf-8").strip())
    except (OSError, ValueError) as error:
        raise UserError(
            Message(f"لا يُقرأ ملف التلقين {file}", f"Cannot read the prompt {file}"),
            Message("أعد تثبيت shawahid", "Install shawahid again"),
        ) from error
    values = values or {}
    names = set(template.get_identifiers())
    for wrong in sorted(names ^ set(values)):
        raise _wrong_variable(file, wrong, missing=wrong in values)
    if not template.is_valid():
        raise _wrong_variable(file, "$", missing=False)
    return template.substitute(values)


def prompt_language(question: str) -> Language:
    """Arabic for a question with Arabic letters, else English."""
    return "ar" if _ARABIC_LETTER.search(question) else "en"


def _wrong_variable(file: Path, name: str, *, missing: bool) -> UserError:
    message = (
        Message(f"ينقص {file} المتغيرُ ${name}", f"{file} lacks the variable ${name}")
        if missing
        else Message(f"في {file} متغير مجهول: ${name}", f"{file} has an unknown variable: ${name}")
    )
    return UserError(message, Message("صحّح الملف؛ انظر prompts/README.md", "See prompts/README.md"))
