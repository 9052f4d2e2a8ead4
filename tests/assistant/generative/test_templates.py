"""Prompts are files; what is missing in one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.generative.templates import FOLDER, filled, prompt_language
from index.errors import Language, UserError


def write(folder: Path, text: str) -> None:
    (folder / "سؤال.ar.txt").write_text(text, encoding="utf-8")


def test_variables_are_replaced_once(tmp_path: Path) -> None:
    write(tmp_path, "السؤال: $question، والثمن $$5 في $documents\n")

    text = filled("سؤال", "ar", {"question": "كم $documents؟", "documents": "الوثائق"}, tmp_path)

    assert text == "السؤال: كم $documents؟، والثمن $5 في الوثائق"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("بلا متغير", r"lacks the variable \$question"),
        ("$question $answer", r"unknown variable: \$answer"),
        ("$question $", r"unknown variable: \$"),
    ],
)
def test_a_wrong_variable_is_named(text: str, named: str, tmp_path: Path) -> None:
    write(tmp_path, text)

    with pytest.raises(UserError, match=named):
        filled("سؤال", "ar", {"question": "كم؟"}, tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"Cannot read the prompt .*غائب\.en\.txt"):
        filled("غائب", "en", {}, tmp_path)


VARIABLES = {
    "rules": (),
    "question": ("documents", "question"),
    "follow-up-rules": (),
    "follow-up": ("turns", "question"),
}


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", VARIABLES)
def test_every_prompt_has_its_variables_and_its_twin(name: str, language: Language) -> None:
    values = {variable: f"⟨{variable}⟩" for variable in VARIABLES[name]}

    text = filled(name, language, values)

    assert all(value in text for value in values.values())


def test_the_readme_tells_every_file_and_variable() -> None:
    told = (FOLDER / "README.md").read_text("utf-8")

    for file in FOLDER.glob("*.txt"):
        assert f"`{file.name.split('.')[0]}`" in told
    for variables in VARIABLES.values():
        assert all(f"`${variable}`" in told for variable in variables)


@pytest.mark.parametrize(
    ("question", "language"),
    [("متى؟", "ar"), ("When was Cairo founded?", "en"), ("ما API؟", "ar"), ("1948?", "en")],
)
def test_the_question_tells_the_language(question: str, language: Language) -> None:
    assert prompt_language(question) == language
