"""`shawahid embed`, and `add`, which ends with it: progress, Ctrl+C, and what `status` tells."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.cli.main import main
from index.ingest import EMBEDDED_AT_ONCE
from index.retrieval.embedding import BUILTIN, EMBEDDERS, builtin_embedder
from index.store.records import Vectors
from tests.index.shelf import HashedWords, chapter

ROOT = Path(__file__).parents[3]
PASSAGES = EMBEDDED_AT_ONCE + 4


class Interrupted(HashedWords):
    """Its user presses Ctrl+C while the second batch is made."""

    def __init__(self, model: str) -> None:
        self._batches = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        self._batches += 1
        if self._batches == 2:
            raise KeyboardInterrupt
        return super().embed(texts)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with documents of a passage each, and the encoder switched on."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SHAWAHID_FAST", "0")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv("SHAWAHID_LIBRARY", raising=False)
    monkeypatch.delenv("SHAWAHID_LANG", raising=False)
    monkeypatch.setitem(EMBEDDERS, BUILTIN, HashedWords)
    (tmp_path / "وثائق").mkdir()
    for number in range(PASSAGES):
        text = chapter(0, number).split(".")[0] + "."
        (tmp_path / "وثائق" / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def told_of_vectors(capsys: pytest.CaptureFixture[str]) -> str:
    """The line of `status` that tells of them."""
    capsys.readouterr()
    assert main(["status"]) == 0
    told = capsys.readouterr().out.splitlines()
    (line,) = (each for each in told if each.startswith("متجهات: "))
    return line


def test_add_makes_the_vectors_at_its_end(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["add", "وثائق"]) == 0

    assert told_of_vectors(capsys) == f"متجهات: {PASSAGES} من {PASSAGES} مقطعًا"


def test_add_that_is_fast_leaves_them_and_status_says_what_makes_them(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["add", "وثائق", "--fast"]) == 0
    assert told_of_vectors(capsys) == f"متجهات: 0 من {PASSAGES} مقطعًا؛ أكملها: shawahid embed"

    assert main(["embed"]) == 0
    assert capsys.readouterr().out == f"متجهات: {PASSAGES} من {PASSAGES} مقطعًا\n"


def test_a_setting_is_as_good_as_the_flag(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHAWAHID_FAST")
    (here / "config" / "shawahid").mkdir(parents=True)
    (here / "config" / "shawahid" / "config.toml").write_text("fast = true\n", encoding="utf-8")

    assert main(["add", "وثائق"]) == 0

    assert told_of_vectors(capsys).endswith("أكملها: shawahid embed")


def test_ctrl_c_keeps_what_is_made_and_says_how_to_go_on(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(EMBEDDERS, BUILTIN, Interrupted)

    assert main(["add", "وثائق"]) == 130

    output = capsys.readouterr()
    assert f"أُضيف {PASSAGES}" in output.out
    assert output.err.splitlines()[-1] == (
        f"أُوقف إعداد المتجهات عند {EMBEDDED_AT_ONCE} من {PASSAGES}؛"
        " الوثائق جاهزة للسؤال، وللإكمال: shawahid embed"
    )
    monkeypatch.setitem(EMBEDDERS, BUILTIN, HashedWords)
    assert main(["ask", "ماذا حدث في السنة 70 للهجرة؟"]) in (0, 3)
    assert main(["embed", "--lang=en"]) == 0
    assert capsys.readouterr().out.endswith(f"Vectors: {PASSAGES} of {PASSAGES} passages\n")


def test_without_the_model_add_still_adds_and_embed_says_what_is_missing(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = here / "encoder.onnx"
    monkeypatch.setitem(EMBEDDERS, BUILTIN, partial(builtin_embedder, file=missing))

    assert main(["add", "وثائق"]) == 0
    capsys.readouterr()

    assert main(["status", "--json"]) == 0
    status = json.loads(capsys.readouterr().out)
    assert (status["vectors"], status["passages"]) == (0, PASSAGES)
    assert str(missing) in status["trouble"]
    assert main(["embed"]) == 1
    assert "encoder.onnx" in capsys.readouterr().err


def test_reindexing_makes_the_vectors_anew(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["add", "وثائق"])

    assert main(["reindex"]) == 0

    assert told_of_vectors(capsys) == f"متجهات: {PASSAGES} من {PASSAGES} مقطعًا"


def test_a_fast_question_is_asked_of_words_alone(here: Path) -> None:
    main(["add", "وثائق"])

    for fast in (False, True):
        with Assistant.open(here / ".shawahid", fast=fast) as assistant:
            vectors = {hit.vector for hit in assistant.find("السنة 70 للهجرة")}
            assert (vectors == {0.0}) is fast


def test_neither_help_nor_a_fast_question_loads_the_encoder(here: Path) -> None:
    main(["add", "وثائق"])
    library = str(here / ".shawahid")
    asked = ["ask", "ماذا حدث في السنة 70 للهجرة؟", "--fast", "--library", library]
    for arguments in (["--help"], asked):
        asking = (
            "import sys\nfrom assistant.cli.main import main\n"
            f"try:\n main({arguments!r})\nexcept SystemExit: pass\n"
            "sys.exit(bool({'onnxruntime', 'tokenizers'} & sys.modules.keys()))"
        )

        run = subprocess.run(
            [sys.executable, "-c", asking], cwd=ROOT, capture_output=True, check=False
        )

        assert run.returncode == 0, arguments
