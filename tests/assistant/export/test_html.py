"""The report: one file that fetches nothing, runs nothing, and shows each quote in its place."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from assistant.controls import visible
from assistant.export import export
from assistant.export.transcript import Transcript
from tests.assistant.export.browser import Browser, executable, showing
from tests.assistant.export.parsing import written
from tests.assistant.export.samples import BOOK, HOSTILE, PAGE, SCHOLAR, hostile

needs_browser = pytest.mark.skipif(executable() is None, reason="Chromium is not on this machine")


def page(exported: Transcript = SCHOLAR) -> LexborHTMLParser:
    return LexborHTMLParser(export(exported, "html").decode())


def texts(parsed: LexborHTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in parsed.css(selector)]


def test_the_report_shows_questions_answers_quotes_and_sources() -> None:
    report = page()

    assert texts(report, "h1") == ["ضوء ومكتبة"]
    assert texts(report, "h2") == ["كيف يشرق الضوء؟", "ومتى افتُتحت؟", "من ملك المريخ؟", "المصادر"]
    assert texts(report, ".answer") == [
        "على سموت خطوط مستقيمة [1] [2]",
        "صباح السبت 2 آذار/مارس 2024 [3]",
    ]
    assert texts(report, "mark") == [quote.text for quote in SCHOLAR.quotes]
    assert texts(report, "mark strong") == ["على سموت خطوط مستقيمة"]
    assert texts(report, ".understood") == ["فُهم السؤال: متى افتُتحت المكتبة؟"]
    assert texts(report, ".refusal") == ["لا يرد في الوثائق جواب: لم أجد فيها «المريخ»."]
    assert len(texts(report, ".sources li")) == 2


def test_each_quote_carries_its_fingerprint_and_the_place_on_the_web() -> None:
    report = page()

    assert texts(report, "figcaption code")[0] == f"sha256:{BOOK.sha256}#char=16,76"
    (link,) = report.css("figcaption a[rel]")
    address = link.attributes["href"] or ""
    assert address.startswith(f"{PAGE.web_address}#:~:text=")


def test_a_quote_whose_source_has_changed_says_so() -> None:
    turn = SCHOLAR.turns[0]
    old = replace(turn, quotes=(replace(turn.quotes[0], current=False),), statements=())

    assert len(page(Transcript("", SCHOLAR.created, "ar", (old,))).css(".gone")) == 1


def test_the_policy_allows_the_one_style_and_nothing_else() -> None:
    report = page()
    (policy,) = report.css("meta[http-equiv=Content-Security-Policy]")
    (style,) = report.css("style")

    digest = b64encode(sha256(style.text().encode()).digest()).decode()
    assert (policy.attributes["content"] or "").split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert not report.css("script, link, img, iframe, object, embed, form, base, [style]")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_text(words: str) -> None:
    report = page(hostile(words, {"author": words, "URL": f"https://example.org/{words}"}))

    assert [node.text() for node in report.css("mark")] == [visible(words)]
    assert not report.css("script, img, iframe, style + style")
    for link in report.css("a"):
        assert re.match(r"#|https://", link.attributes["href"] or "")
    for node in report.css("*"):
        assert not any(name.startswith("on") for name in node.attributes)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    folder = tmp_path_factory.mktemp("report")
    file = written(folder, "report.html", export(SCHOLAR, "html"))
    with showing(file, folder / "profile", width=390) as shown:
        yield shown


@needs_browser
def test_a_browser_shows_it_from_right_to_left_within_a_phone(browser: Browser) -> None:
    assert browser.value("getComputedStyle(document.body).direction") == "rtl"
    assert browser.value("document.documentElement.scrollWidth") == 390
    shown = browser.value("document.body.innerText")
    assert "الضوء يشرق من كل نقطة من الجسم المضيء على سموت خطوط مستقيمة." in shown
    assert browser.value("getComputedStyle(document.querySelector('mark')).backgroundColor") != (
        "rgba(0, 0, 0, 0)"
    )


@needs_browser
def test_a_click_on_a_number_moves_to_its_quote(browser: Browser) -> None:
    browser.value("scrollTo({top: 0, behavior: 'instant'})")
    browser.value("document.documentElement.style.setProperty('scroll-behavior', 'auto')")
    browser.value("document.querySelector('.cite[href=\"#q3\"]').click()")

    assert browser.value("location.hash") == "#q3"
    assert browser.value("document.querySelector(':target').id") == "q3"
    top = browser.value("document.querySelector('#q3').getBoundingClientRect().top")
    height = browser.value("innerHeight")
    assert 0 <= top < height


@needs_browser
def test_a_browser_asks_for_nothing_and_complains_of_nothing(browser: Browser) -> None:
    asked = [event for event in browser.events if event["method"] == "Network.requestWillBeSent"]
    complaints = [
        event
        for event in browser.events
        if event["method"] in ("Log.entryAdded", "Runtime.consoleAPICalled")
        or event["method"] == "Runtime.exceptionThrown"
    ]

    assert [event["params"]["request"]["url"].partition("#")[0][-11:] for event in asked] == [
        "report.html"
    ]
    assert complaints == []


@needs_browser
def test_it_is_dark_when_the_reader_wants_it_dark(browser: Browser) -> None:
    def lightness(scheme: str) -> int:
        feature = {"name": "prefers-color-scheme", "value": scheme}
        browser.send("Emulation.setEmulatedMedia", features=[feature])
        color = browser.value("getComputedStyle(document.documentElement).backgroundColor")
        return sum(map(int, re.findall(r"\d+", color)))

    assert lightness("dark") < 150 < 600 < lightness("light")


@needs_browser
def test_it_prints(browser: Browser) -> None:
    assert browser.send("Page.printToPDF")["data"].startswith("JVBERi0")


@needs_browser
def test_hostile_words_run_nothing_in_a_browser(tmp_path: Path) -> None:
    hurt = " ".join(HOSTILE)
    file = written(tmp_path, "hostile.html", export(hostile(hurt, {"author": hurt}), "html"))

    with showing(file, tmp_path / "profile") as shown:
        assert shown.value("document.querySelector('mark').textContent") == visible(hurt)
        assert shown.value("document.scripts.length") == 0
