"""`export`, `cite`, `verify`, `sources edit` and `ask --export`, as their user meets them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from assistant.answering import ask
from assistant.cli.main import main
from assistant.conversation.chats import Chats
from assistant.conversation.turns import Turn
from index.ingest import add
from index.retrieval.search import Searcher
from index.store.library import Library

CAIRO = "أُسست القاهرة سنة 969م على يد القائد جوهر الصقلي في عهد الدولة الفاطمية."
QUESTION = "متى أُسست القاهرة؟"
BROKEN = 4


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with one document, its library, and a chat of one turn."""
    folder = tmp_path_factory.mktemp("prepared")
    (folder / "cairo.txt").write_text(CAIRO, encoding="utf-8")
    with Library.create(folder / ".shawahid") as library:
        list(add(library, [folder / "cairo.txt"]))
    return folder


@pytest.fixture
def here(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a copy of all that, where the document is known by its new path."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SHAWAHID_LIBRARY", raising=False)
    monkeypatch.delenv("SHAWAHID_LANG", raising=False)
    with Library.open(".shawahid") as library:
        list(add(library, [tmp_path / "cairo.txt"]))
        with library.writing():
            library.remove_path(prepared / "cairo.txt")
        with Chats.open(library.path) as chats:
            answer = ask(Searcher.open(library), QUESTION)
            chats.append(chats.create(), Turn(QUESTION, QUESTION, answer), library)
    return tmp_path


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def test_an_answer_is_exported_by_the_suffix_and_verified(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a.html", "a.docx", "a.bib", "a.jsonld"):
        assert main(["ask", QUESTION, "--export", name]) == 0
    said(capsys)

    assert main(["verify", "a.html", "a.docx", "a.bib", "a.jsonld"]) == 0
    assert "سليم" in said(capsys)


def test_a_chat_is_exported_by_number_and_as_the_last(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "last", "--format", "ris"]) == 0
    last = said(capsys)
    assert last.startswith("TY  - ")
    assert main(["export", "1", "--turn", "1", "--format", "ris"]) == 0
    assert said(capsys) == last

    assert main(["export", "last", "-o", "out.md"]) == 0
    assert CAIRO[:10] in (here / "out.md").read_text("utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "7"],
        ["export", "last", "--turn", "9"],
        ["export", "last", "--format", "pdf"],
        ["export", "last", "--format", "docx"],
        ["export", "last", "-o", "out.xyz"],
        ["export", "last", "-o", "no/such/folder/out.md"],
        ["export", "last", "--style", "لا أسلوب"],
        ["cite", "cairo.txt", "0:9999"],
        ["verify", "لا-شيء.json"],
        ["sources", "edit"],
        ["sources", "edit", "cairo.txt", "author"],
        ["sources", "edit", "cairo.txt", "url=javascript:1"],
    ],
)
def test_what_cannot_be_done_is_told_in_two_lines(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(arguments) == 1
    assert capsys.readouterr().err.count("\n") == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["--export", "a.xyz"],
        ["--export", "a.md", "--format", "لا"],
        ["--export", "a.md", "--style", "لا"],
        ["--export", "لا/مجلد/a.md"],
        ["--export", "cairo.txt"],
    ],
)
def test_an_export_that_cannot_be_is_told_before_the_question_is_asked(
    here: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert main(["ask", QUESTION, *arguments]) == 1
    assert said(capsys) == ""


def test_an_export_takes_the_place_of_an_earlier_one(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["cite", "cairo.txt", "0:22", "-o", "a.md"])

    assert main(["export", "last", "-o", "a.md"]) == 0
    assert QUESTION in (here / "a.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["cairo.txt", "ملاحظات.md", "مصدر.md", "ق.qa.jsonl"])
def test_an_export_takes_the_place_of_no_other_file(
    here: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (here / "ملاحظات.md").write_text("كتبتها بيدي.", encoding="utf-8")
    approved = {"type": "stable", "value": [{"document": "cairo.txt", "quote": "القاهرة"}]}
    case = json.dumps({"question": QUESTION, "assert": [approved]}, ensure_ascii=False)
    (here / "ق.qa.jsonl").write_text(case, encoding="utf-8")
    main(["cite", "cairo.txt", "0:22", "-o", "مصدر.md"])  # an export that became a source
    main(["add", "مصدر.md"])
    before = (here / name).read_bytes()

    assert main(["export", "last", "-o", name]) == 1
    assert main(["cite", "cairo.txt", "0:22", "-o", name]) == 1
    assert "ليس تصديرًا سابقًا" in capsys.readouterr().err
    assert (here / name).read_bytes() == before


def test_any_span_can_be_cited(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(
        ["sources", "edit", "cairo.txt", "author=المقريزي", "المحقق=أيمن فؤاد سيد", "year=1418 هـ"]
    )
    said(capsys)

    assert main(["cite", "cairo.txt", "0:22"]) == 0
    lines = said(capsys).splitlines()
    assert lines[0] == "«أُسست القاهرة سنة 969م»"
    assert lines[1] == "المقريزي، cairo، تحقيق أيمن فؤاد سيد (1418 هـ)"
    assert lines[2].startswith("sha256:")
    assert lines[2].endswith("#char=0,22")

    assert main(["cite", "cairo.txt", "0:22", "--format", "csl-json"]) == 0
    (item,) = json.loads(said(capsys))
    assert item["author"] == [{"literal": "المقريزي"}]


def test_what_is_known_of_a_work_is_listed(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["sources", "edit", "cairo.txt", "author=المقريزي", "year=1418 هـ"])
    said(capsys)

    main(["sources", "--json"])
    (document,) = json.loads(said(capsys))
    assert document["bibliography"] == {"author": "المقريزي", "issued": "1418 هـ"}
    main(["sources"])
    assert "المقريزي، 1418 هـ" in said(capsys)


def test_a_changed_source_breaks_the_quote(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["cite", "cairo.txt", "0:22", "-o", "a.json"])
    (here / "cairo.txt").write_text(CAIRO.replace("969", "970"), encoding="utf-8")
    said(capsys)

    assert main(["verify", "a.json", "--source", "cairo.txt"]) == BROKEN
    assert "[-969م-] {+970م+}" in said(capsys)
    assert main(["verify", "a.json", "--source", "cairo.txt", "--json"]) == BROKEN
    (checked,) = json.loads(said(capsys))
    assert (checked["standing"], checked["found"]["text"]) == ("altered", "أُسست القاهرة سنة 970م")


def test_a_source_file_alone_is_enough(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["cite", "cairo.txt", "0:22", "-o", "a.txt"])
    shutil.rmtree(here / ".shawahid")

    assert main(["verify", "a.txt"]) == 0
    assert main(["verify", "a.txt", "--source", "cairo.txt"]) == 0


def test_sources_that_are_named_are_looked_in_and_nowhere_else(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["cite", "cairo.txt", "0:22", "-o", "a.txt"])
    (here / "غيره.txt").write_text("نص آخر تمامًا.", encoding="utf-8")
    said(capsys)

    assert main(["verify", "a.txt", "--source", "غيره.txt"]) == BROKEN
    assert "ذهب مصدره" in said(capsys)
    assert main(["verify", "a.txt", "--source", "ليس هنا.txt"]) == 1


def test_a_saved_chat_is_verified(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "last"]) == 0
    assert "سليم" in said(capsys)


def test_add_warns_of_a_chat_whose_quote_is_no_more(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "cairo.txt").write_text("مقدمة.\n\n" + CAIRO, encoding="utf-8")
    main(["add", "cairo.txt"])
    assert "تنبيه" not in said(capsys)

    (here / "cairo.txt").write_text(CAIRO.replace("969", "970"), encoding="utf-8")
    main(["add", "cairo.txt"])
    warned = said(capsys)
    assert "تنبيه" in warned
    assert "{+970م+}" in warned


@pytest.fixture
def paged(here: Path) -> Path:
    """The same folder, with a book of three pages, the second of them empty."""
    (here / "كتاب.txt").write_text(f"مقدمة الكتاب.\f  \f{CAIRO}", encoding="utf-8")
    with Library.open(".shawahid") as library:
        list(add(library, [here / "كتاب.txt"]))
    return here


def test_a_page_is_shown_and_cited_by_its_label(
    paged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "كتاب.txt", "--page", "٣"]) == 0
    assert said(capsys) == f"{CAIRO}\n"

    assert main(["cite", "كتاب.txt", "--page", "3"]) == 0
    quoted, place, *_ = said(capsys).splitlines()
    assert quoted == f"«{CAIRO}»"
    assert place.endswith("ص 3")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["كتاب.txt", "--page", "7"], "صفحاتها من 1 إلى 3"),
        (["كتاب.txt", "--page", "2"], "صفحاتها من 1 إلى 3"),  # nothing to quote
        (["cairo.txt", "--page", "1"], "لا صفحات"),
        (["كتاب.txt", "0:5", "--page", "1"], "موضع وصفحة معًا"),
        (["كتاب.txt"], "--page"),
    ],
)
def test_a_page_that_is_not_there_is_told(
    paged: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["cite", *arguments]) == 1
    assert message in capsys.readouterr().err
