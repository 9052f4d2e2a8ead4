"""Whatever a model writes, what is shown, saved or exported as a quote is in the documents.

Replies are made from a table of lies, for several sentences, in every style of quotation marks,
and streams are cut at every byte; the servers speak real HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import Verdict
from assistant.answering import ask
from assistant.generative.prompting import prompt_for
from assistant.grounding import Finding
from assistant.llms.llm import LanguageModel, Patience
from index.ingest import add
from index.retrieval.search import Searcher
from index.store.library import Library
from tests.assistant.honesty import honest
from tests.assistant.scripted_server import Reply, body_of, model_at, serving, statements

TEXTS = {
    "بيت الحكمة": "أنشأ الرشيدُ بيتَ الحكمة في بغداد، ووسّعه المأمون. وكان فيه ٤٠٠ مجلّد في الفلك."
    " قال أمينه: «من قرأ كتابًا فقد صحب صاحبه».",
    "الجسر": "بُني الجسر القديم سنة 1871 بطول 320 مترًا.\nولم يُهدم في الحرب، بل رُمّم سنة 1952.",
    "السوق": "يفتح سوق الورّاقين أبوابه فجرًا إلا يوم الجمعة. وأهمّ ما يباع فيه الورق السمرقنديّ.",
}
QUESTION = "ماذا في بيت الحكمة والجسر والسوق؟"
MARKS = ("«»", "“”", '""', "„“", "‹›", "「」", "``", "''")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    texts = tmp_path_factory.mktemp("hostile")
    for name, text in TEXTS.items():
        (texts / f"{name}.txt").write_text(text, encoding="utf-8")
    with Library.create(texts / "library") as library:
        list(add(library, [texts]))
    return texts / "library"


@pytest.fixture
def searcher(folder: Path) -> Iterator[Searcher]:
    with Library.open(folder) as library:
        yield Searcher.open(library)


@pytest.fixture
def sources(searcher: Searcher) -> tuple[Finding, ...]:
    """What the model is shown, in the order of its numbers."""
    return prompt_for(QUESTION, searcher.search(searcher.analyse(QUESTION))).sources


Alteration = Callable[[str, str], str]
"""Of a sentence, given another one."""

WORDS_KEPT: dict[str, Alteration] = {
    "as it is": lambda s, _: s,
    "its middle": lambda s, _: " ".join(s.split()[1:-1]),
    "without tashkeel": lambda s, _: re.sub("[\u064b-\u0652]", "", s),
    "with tashkeel": lambda s, _: s.replace("ا", "اَ", 1),
    "with tatweel": lambda s, _: s.replace("ي", "يـ", 1),
    "other hamza": lambda s, _: re.sub("[أإآ]", "ا", s),
    "other digits": lambda s, _: s.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    "spaced": lambda s, _: s.replace(" ", "  \n"),
    "zero width": lambda s, _: "\u200b".join(s),
    "overridden": lambda s, _: f"\u202e{s}\u202c",
    "escaped": lambda s, _: f"\x1b[31m{s}\x1b[0m\x07",
    "hyperlinked": lambda s, _: f"\x9d8;;http://example.org\x9c{s}",
    "bold": lambda s, _: f"**{s}**",
    "nested": lambda s, t: f"{s} «{t} حقًّا» {s}",
}
WORDS_CHANGED: dict[str, Alteration] = {
    "a letter more": lambda s, _: s.replace("ا", "اا", 1),
    "a letter less": lambda s, _: re.sub(r"\w(?=\W*$)", "", s, count=1),
    "another letter": lambda s, _: (
        s.replace("ن", "ت", 1) + "ه" if "ن" not in s else s.replace("ن", "ت", 1)
    ),
    "another digit": lambda s, _: s + " 7777",
    "a word more": lambda s, _: s.rstrip(".") + " حقًّا",
    "a word less": lambda s, _: " ".join([*s.split()[:1], *s.split()[2:]]),
    "words exchanged": lambda s, _: " ".join(reversed(s.split())),
    "spliced": lambda s, t: " ".join(s.split()[: len(s.split()) // 2] + t.split()[1:]),
    "with a gap": lambda s, _: f"{s.split()[0]} … {s.split()[-1]}",
    "invented": lambda s, _: "وكان أعظم ما بناه الناس في زمانهم",
    "markup": lambda s, _: f"<b>{s}</b> [نص](http://example.org) ![](http://example.org/x.png)",
    "rich markup": lambda s, _: f"[/القسم][@click=app.quit]{s}[/]",
}
ALTERATIONS = {**WORDS_KEPT, **WORDS_CHANGED}


@pytest.mark.parametrize("cite", ["itself", "another"])
@pytest.mark.parametrize("name", ALTERATIONS)
def test_quotations_in_all_marks(
    name: str,
    cite: str,
    searcher: Searcher,
    sources: tuple[Finding, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    replies = []
    # What stands between marks of its own in a document is a true quotation, however it is cut.
    numbers = [at for at, each in enumerate(sources, 1) if "«" not in each.text]
    for at, marks in enumerate(MARKS):
        own, other = numbers[at % len(numbers)], numbers[(at + 3) % len(numbers)]
        words = ALTERATIONS[name](sources[own - 1].text, sources[other - 1].text)
        cited = own if cite == "itself" else other
        replies.append(([cited], f"جاء في الوثائق: {marks[0]}{words}{marks[1]} كما ترى."))

    with serving(*(Reply(statements(each)) for each in replies)) as server:
        model = at_once(model_at(server, monkeypatch))
        answers = [honest(searcher, QUESTION, model) for _ in replies]

    assert len(server.requests) == len(replies)
    verdicts = {q.verdict for a in answers if a.writing for q in a.writing.quotations}
    if name in WORDS_CHANGED:
        assert Verdict.EXACT not in verdicts
        assert Verdict.ORTHOGRAPHIC not in verdicts


NUMBERS: list[list[object]] = [
    [],
    [0],
    [-1],
    [10**6],
    [10**300],
    [1, 1, 1],
    [1, 10**9],
    ["1"],
    ["[1]"],
    [1.0],
    [True],
    [None],
    [[1]],
    [{"id": 1}],
    list(range(-50, 500)),
]


@pytest.mark.parametrize("vendor", ["openai", "ollama"])
def test_numbers_of_sentences_that_are_not_there(
    vendor: str, searcher: Searcher, sources: tuple[Finding, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [sources[0].text, sources[1].text, "كلام لا أصل له [1] [2] [٣]."]
    replies = [(cited, text) for cited in NUMBERS for text in texts]

    with serving(*(Reply(statements(each)) for each in replies)) as server:
        model = at_once(model_at(server, monkeypatch, vendor))
        for cited, _ in replies:
            answer = honest(searcher, QUESTION, model)
            if any(not each.unsupported for each in answer.statements):
                assert answer.writing
                assert answer.writing.cause is None
                assert any(isinstance(n, int) and 1 <= n <= len(sources) for n in cited)


FORMS = {
    "controls": '{"statements": [{"sentences": [1], "text": "\\u202e\\u001b[2J\\ud800 نص"}]}',
    "wrong types": '{"statements": [{"sentences": [1], "text": 5}, null, [], 3, "نص"]}',
    "a number for the list": '{"statements": [{"sentences": 1, "text": "نص"}]}',
    "an object for the list": '{"statements": {"sentences": [1], "text": "نص"}}',
    "more than one": '{"statements": []} {"statements": [{"sentences": [1], "text": "«نص»"}]}',
    "thoughts": '<think>"statements": [</think>{"statements": []}',
    "fenced": '```json\n{"statements": [{"sentences": [1], "text": "«نص» مزعوم"}]}\n```',
    "offsets of its own": '{"statements": [{"sentences": [1], "text": "«مزعوم»", "start": 0}]}',
    "deep lists": '{"statements": [' + "[" * 3_000,
    "deep objects": '{"statements": [' + '{"a":' * 3_000,
    "a long number": '{"statements": [{"sentences": [' + "9" * 5_000 + '], "text": "نص"}]}',
    "another form": '{"quotes": [{"text": "«مزعوم»"}]}',
    "prose": "«مزعوم» كما في [1].",
    "brackets": "[" * 100_000,
    "raw controls": "\x00\x1b]52;c;aGk=\x07",
}


@pytest.mark.parametrize("vendor", ["openai", "ollama", "anthropic"])
@pytest.mark.parametrize("name", FORMS)
def test_forms_that_are_none(
    name: str, vendor: str, searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Reply(FORMS[name])) as server:
        honest(searcher, QUESTION, at_once(model_at(server, monkeypatch, vendor)))


@pytest.mark.parametrize(
    ("vendor", "path"), [("openai", "/v1/chat/completions"), ("ollama", "/api/chat")]
)
def test_a_stream_that_is_cut_at_any_byte(
    vendor: str,
    path: str,
    searcher: Searcher,
    sources: tuple[Finding, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = (" ".join(source.text.split()[:2]) for source in sources[:2])
    text = statements(([1], f"«{first}»"), ([2], second))
    body = body_of(path, text)
    cuts = range(len(body))

    with serving(*(Reply(text, cut=cut) for cut in cuts)) as server:
        model = at_once(model_at(server, monkeypatch, vendor))
        answers = [honest(searcher, QUESTION, model) for _ in cuts]
    extractive = ask(searcher, QUESTION)

    whole = f"«{first}» [1] {second} [2]"
    for answer in answers:
        assert answer.writing
        if answer.writing.cause is None:
            assert answer.text == whole
        elif answer.writing.incomplete:
            assert whole.startswith(answer.text)
        else:
            assert answer.quotes == extractive.quotes
    kinds = {(a.writing.incomplete, a.writing.cause is None) for a in answers if a.writing}
    assert kinds == {(False, False), (True, False), (False, True)}


def at_once(model: LanguageModel) -> LanguageModel:
    """The model, asked once: what is tested here are its words."""
    return replace(model, patience=Patience(retries=0))
