"""Folders are walked in order, and never left."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.errors import UserError
from index.readers import LeftOut, Wanted, find_files, walk
from tests.index.readers.making import zip_of


def lay_out(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("نص", encoding="utf-8")


def found(*paths: Path, below: Path) -> list[str]:
    return [str(path.relative_to(below)) for path in find_files(paths)]


def test_a_folder_gives_its_readable_files_in_the_order_of_names(tmp_path: Path) -> None:
    lay_out(tmp_path, "ب.txt", "أ.md", "صور/1.png", "فصول/2.HTML", "فصول/1.htm", "ملف.xyz")

    assert found(tmp_path, below=tmp_path) == ["أ.md", "ب.txt", "فصول/1.htm", "فصول/2.HTML"]


def test_hidden_files_and_the_library_itself_are_passed_over(tmp_path: Path) -> None:
    lay_out(tmp_path, ".سر.txt", ".shawahid/نسخة.txt", ".git/وصف.md", "ظاهر.txt")

    assert found(tmp_path, below=tmp_path) == ["ظاهر.txt"]


def test_links_inside_a_folder_are_not_followed(tmp_path: Path) -> None:
    lay_out(tmp_path, "outside/سر.txt", "root/فصل/نص.txt")
    root = tmp_path / "root"
    (root / "خارج.txt").symlink_to(tmp_path / "outside" / "سر.txt")
    (root / "مجلد").symlink_to(tmp_path / "outside")
    (root / "فصل" / "حلقة").symlink_to(root)

    assert found(root, below=root) == ["فصل/نص.txt"]


def test_what_is_named_is_given_whatever_it_is(tmp_path: Path) -> None:
    lay_out(tmp_path, "كتاب.pdf", ".خفي.txt")
    (tmp_path / "رابط.txt").symlink_to(tmp_path / ".خفي.txt")
    named = [tmp_path / "كتاب.pdf", tmp_path / ".خفي.txt", tmp_path / "رابط.txt"]

    assert list(find_files(named)) == named


def test_a_file_that_is_named_twice_is_given_once(tmp_path: Path) -> None:
    lay_out(tmp_path, "فصل/نص.txt")

    again = tmp_path / "فصل" / ".." / "فصل" / "نص.txt"

    assert found(tmp_path, again, below=tmp_path) == ["فصل/نص.txt"]


def test_a_path_that_does_not_exist_is_told_before_anything_is_read(tmp_path: Path) -> None:
    lay_out(tmp_path, "نص.txt")

    with pytest.raises(UserError) as wrong:
        find_files([tmp_path / "نص.txt", tmp_path / "نس.txt"])

    assert wrong.value.message.en == f"no such path: {tmp_path}/نس.txt"
    assert wrong.value.message.ar == f"لا وجود لهذا المسار: {tmp_path}/نس.txt"


def left_out(root: Path, wanted: Wanted | None = None) -> dict[str, str]:
    met = (each for each in walk([root], wanted) if isinstance(each, LeftOut))
    return {str(each.path.relative_to(root)): each.why for each in met}


def test_everything_in_a_folder_is_met_and_what_is_left_is_told_why(tmp_path: Path) -> None:
    lay_out(tmp_path, "نص.txt", ".سر/نص.txt", "صورة.png", "كتاب.md", "كتاب.bib", "بلا")
    (tmp_path / "رابط.txt").symlink_to(tmp_path / "نص.txt")

    assert left_out(tmp_path) == {
        ".سر": "hidden",
        "بلا": "suffix",
        "رابط.txt": "link",
        "صورة.png": "suffix",
        "كتاب.bib": "sidecar",
    }


def test_an_ignore_file_holds_in_its_folder_and_below(tmp_path: Path) -> None:
    lay_out(tmp_path, "مسودة.txt", "عقود/مسودة.txt", "عقود/أول.txt", "أرشيف/قديم.txt")
    (tmp_path / "عقود" / ".shawahidignore").write_text("مسودة*\n", "utf-8")
    (tmp_path / ".shawahidignore").write_text("# قديم\nأرشيف/\n", "utf-8")

    assert found(tmp_path, below=tmp_path) == ["مسودة.txt", "عقود/أول.txt"]
    assert left_out(tmp_path)["أرشيف"] == "ignored"


def test_patterns_choose_among_the_files_of_folders(tmp_path: Path) -> None:
    lay_out(tmp_path, "أ.md", "ب.txt", "فصول/ج.md", "فصول/د.txt")
    wanted = Wanted(include=["*.md"], exclude=["فصول/ج*"])

    met = [each for each in walk([tmp_path], wanted) if isinstance(each, Path)]

    assert [each.name for each in met] == ["أ.md"]


def test_a_name_too_long_to_have_a_document_beside_it_stops_nothing(tmp_path: Path) -> None:
    name = "ا" * 124 + ".json"
    lay_out(tmp_path, name, "نص.txt")

    assert found(tmp_path, below=tmp_path) == ["نص.txt"]
    assert left_out(tmp_path) == {name: "suffix"}


def test_what_is_readable_under_another_name_is_told(tmp_path: Path) -> None:
    for name, data in {
        "عقد": "مدة العقد سنتان.".encode() * 400,
        "كتاب.tmp": b"%PDF-1.7\n",
        "مذكرة.bak": zip_of({"[Content_Types].xml": b"", "word/document.xml": b""}),
        "برنامج.py": b"print(1)",
        "قديم.dat": "مدة العقد".encode("cp1256"),
        "صورة.png": b"\x89PNG\r\n\x1a\n",
        "رموز.bin": "مدة\0العقد".encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
    os.mkfifo(tmp_path / "طابور")

    left = [each for each in walk([tmp_path]) if isinstance(each, LeftOut)]

    assert {each.path.name: each.looks_like for each in left if each.looks_like} == {
        "عقد": ".txt",
        "كتاب.tmp": ".pdf",
        "مذكرة.bak": ".docx",
    }
