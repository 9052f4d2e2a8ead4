"""The door: any file ends as an extraction or as a reason that the user can act on."""

from __future__ import annotations

import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import readers
from index.errors import FileSkipped
from index.readers import MAX_BYTES, READERS, extract, file_bytes, read_file
from index.types import Extraction


def reason(path: Path) -> str:
    with pytest.raises(FileSkipped) as skipped:
        read_file(path)
    assert skipped.value.hint.ar
    assert skipped.value.hint.en
    assert skipped.value.message.ar
    return skipped.value.message.en


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_text_file_is_read_to_the_letter_and_named_after_its_file(tmp_path: Path) -> None:
    path = written(tmp_path, "أخبار_اليوم-1.txt", "افتُتح المعرضُ أمسِ.\r\nوحضره جمعٌ غفير.".encode())

    assert read_file(path) == Extraction(
        text="افتُتح المعرضُ أمسِ.\nوحضره جمعٌ غفير.", title="أخبار اليوم 1", encoding="utf-8"
    )


@pytest.mark.parametrize("name", ["a.TXT", "a.Md", "a.markdown", "a.HTML", "a.htm"])
def test_every_suffix_is_known_in_any_case(tmp_path: Path, name: str) -> None:
    assert read_file(written(tmp_path, name, "نص قصير.".encode())).text == "نص قصير."


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a.xyz", b"x", f"unknown suffix; known: {' '.join(sorted(READERS))}"),
        ("a", b"x", f"unknown suffix; known: {' '.join(sorted(READERS))}"),
        ("empty.txt", b"", "no text in it"),
        ("blank.txt", b" \n\t\r\n", "no text in it"),
        ("mark.txt", b"\xef\xbb\xbf \n", "no text in it"),
        ("only-script.html", "<script>نص</script>".encode(), "no text in it"),
        ("only-fields.md", "---\ntitle: عنوان\n---\n".encode(), "no text in it"),
        ("renamed.txt", b"%PDF-1.7\n1 0 obj", "not text: its content is PDF"),
        ("renamed.md", b"PK\x03\x04....", "not text: its content is ZIP (docx, epub, …)"),
        (
            "nuls.txt",
            "كلام".encode() + b"\0\0" + "كلام".encode(),
            "its content is binary, not text",
        ),
        ("random.txt", bytes(range(256)) * 9, "its content is binary, not text"),
        ("controls.txt", b"\x01\x02\x03abc", "its content is binary, not text"),
        (
            "big5.txt",
            "繁體中文的文件內容".encode("big5"),
            "the encoding of its letters is not known",
        ),
    ],
)
def test_a_file_without_usable_text_is_skipped_with_its_reason(
    tmp_path: Path, name: str, data: bytes, expected: str
) -> None:
    assert reason(written(tmp_path, name, data)) == expected


def test_a_file_over_the_limit_is_skipped_without_its_bytes_being_kept(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)

    assert reason(path) == "over the size limit (200 MB)"


def test_what_is_not_a_regular_file_is_never_opened(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo.txt"
    os.mkfifo(fifo)
    device = tmp_path / "device.txt"
    device.symlink_to("/dev/zero")

    assert reason(fifo) == "not a regular file"
    assert reason(device) == "not a regular file"
    assert stat.S_ISFIFO(fifo.stat().st_mode)


def test_a_broken_link_and_a_link_to_itself_are_skipped(tmp_path: Path) -> None:
    broken, loop = tmp_path / "broken.txt", tmp_path / "loop.txt"
    broken.symlink_to(tmp_path / "nowhere.txt")
    loop.symlink_to(loop)

    assert reason(broken) == "cannot be opened: No such file or directory"
    assert reason(loop) == "cannot be opened: Too many levels of symbolic links"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_skipped(tmp_path: Path) -> None:
    path = written(tmp_path, "secret.txt", b"x")
    path.chmod(0)

    assert reason(path) == "cannot be opened: Permission denied"


@pytest.mark.skipif(sys.platform == "darwin", reason="its file names are always UTF-8")
def test_a_file_name_that_is_not_utf8_gives_a_title_that_is(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xe3\xdf\xca\xc8\n.txt"))
    path.write_bytes("نص.".encode())

    assert read_file(path).title == "\ufffd\ufffd\ufffd\ufffd"


def test_loading_and_extracting_are_two_steps_of_reading(tmp_path: Path) -> None:
    path = written(tmp_path, "a.md", "# عنوان\n\nنص.".encode())

    assert extract(path, file_bytes(path)) == read_file(path)


HOSTILE = {
    "marks": "ب" + "\u064e" * 1_000_000,
    "one line": "كتاب في النحو " * 70_000,
    "spaces": "ا" + " " * 1_000_000 + "ب",
    "brackets": "[" * 1_000_000,
    "quotes": ">" * 1_000_000,
    "numbers": "1. " * 300_000 + "ن",
    "stairs": "\n".join("  " * depth + "- ن" for depth in range(1_000)),
    "tags": "<" * 1_000_000,
    "nested divs": "<div>" * 10_000 + "نص",
    "nested lists": "<ul><li>ن" * 10_000,
    "nested tables": "<table><tr><td>ن" * 10_000,
    "endless divs": "<div>" * 200_000 + "نص",
    "attributes": "<p " + " ".join(f"a{number}" for number in range(100_000)) + ">نص",
    "nested json": '<script type="application/ld+json">' + "[" * 100_000 + "</script>نص",
    "nested yaml": "---\na: " + "[" * 40_000 + "\n---\nنص",
    "yaml bomb": "---\na: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n---\nنص",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".html"])
def test_hostile_text_is_read_or_skipped_in_time_that_grows_with_its_length(
    name: str, suffix: str
) -> None:
    began = time.process_time()
    for extraction in extraction_or_nothing(Path("a" + suffix), HOSTILE[name].encode()):
        assert_sound(extraction)
    # Two seconds are the promise; a laden machine is allowed twice that.
    assert time.process_time() - began < 4


TEXTS = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("ابتثلمنوي َُِّ\n\r\f\t#*_`[]()<>|-1.&;:؟«»"),
    ),
    max_size=300,
)


@settings(max_examples=200)
@given(TEXTS, st.sampled_from([".txt", ".md", ".html"]))
def test_whatever_is_read_is_sound(text: str, suffix: str) -> None:
    for extraction in extraction_or_nothing(Path("a" + suffix), text.encode()):
        assert_sound(extraction)


@settings(max_examples=200)
@given(st.binary(max_size=300), st.sampled_from([".txt", ".md", ".html"]))
def test_any_bytes_are_read_or_skipped(data: bytes, suffix: str) -> None:
    for extraction in extraction_or_nothing(Path("a" + suffix), data):
        assert_sound(extraction)


def extraction_or_nothing(path: Path, data: bytes) -> Iterator[Extraction]:
    try:
        yield extract(path, data)
    except FileSkipped:
        return


def assert_sound(extraction: Extraction) -> None:
    text = extraction.text
    assert text.strip()
    assert "\r" not in text
    assert extraction.title.strip()
    for words in (text, extraction.title, *extraction.metadata.values()):
        words.encode()
    end = 0
    for block in extraction.blocks:
        assert end <= block.start < block.end <= len(text)
        assert text[block.start : block.end].strip()
        end = block.end
    starts = [page.start for page in extraction.anchors]
    assert starts == sorted(set(starts))
    assert all(start < len(text) for start in starts)


def test_the_door_exports_what_the_library_needs() -> None:
    assert readers.__all__ == [
        *("MAX_BYTES", "READERS", "Children", "LeftOut", "Wanted", "documents", "extract"),
        *("file_bytes", "find_files", "read_file", "sidecar", "walk", "with_sidecar"),
    ]
