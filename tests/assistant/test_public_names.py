"""What programs may import, and that the README's eight lines of Python do what they say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from runpy import run_path

import pytest

import assistant
import index
from index.store.library import Library

ROOT = Path(__file__).parents[2]


def test_the_assistant_exports_four_names() -> None:
    assert assistant.__all__ == ["Answer", "Assistant", "Quote", "Refusal"]
    assert all(getattr(assistant, name).__name__ == name for name in assistant.__all__)
    with pytest.raises(AttributeError):
        getattr(assistant, "nothing")  # noqa: B009 - mypy knows that it is not there


def test_the_index_exports_four_names() -> None:
    assert index.__all__ == ["BuiltinEmbedding", "Library", "LibraryRetriever", "PassageParser"]
    assert all(getattr(index, name).__name__ == name for name in index.__all__)


def test_importing_the_packages_imports_nothing_of_theirs() -> None:
    script = (
        "import sys, assistant, index; print(sum(n.startswith('assistant.') for n in sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)

    assert run.stdout.strip() == "0"


def test_the_lines_of_the_readme_print_a_quote_with_its_place(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = (ROOT / "README.md").read_text("utf-8").partition("## In a Python program")[2]
    program = tmp_path / "program.py"
    program.write_text(shown.partition("```python\n")[2].partition("```")[0], encoding="utf-8")
    (tmp_path / ".shawahid").symlink_to(seeds)
    monkeypatch.chdir(tmp_path)

    run_path(str(program))

    quote, _, place = capsys.readouterr().out.splitlines()[0].removeprefix("«").partition("» (")
    title, _, span = place.removesuffix(")").partition("، ")
    start, end = map(int, span.split(":"))
    with Library.open(seeds) as library:
        (cited,) = (each.id for each in library.documents() if each.title == title)
        assert library.text(cited, start, end) == quote
    assert "سنة ٩٦٥م" in quote
