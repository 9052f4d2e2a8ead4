"""Answers written by a model: it points, we cut; what does not stand is not said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from assistant.answer import Answer, Statement, Unsupported, Verdict
from assistant.answering import ask, stream
from assistant.generative.prompting import prompt_for
from assistant.llms.llm import Patience
from index.ingest import add
from index.retrieval.search import Searcher
from index.store.library import Library
from index.types import Hit
from tests.assistant.scripted_server import Reply, body_of, model_at, serving, statements

CAIRO = "أُسست القاهرة سنة 969م. بناها جوهر الصقلي للفاطميين، ولم يسكنها العامة أول الأمر."
BAGHDAD = "بنى المنصور بغداد سنة 762م، وسمّاها مدينة السلام."
QUESTION = "متى أُسست القاهرة ومن بناها؟"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of a library with a document on each city."""
    texts = tmp_path_factory.mktemp("cities")
    for name, text in (("القاهرة", CAIRO), ("بغداد", BAGHDAD)):
        (texts / f"{name}.txt").write_text(text, encoding="utf-8")
    with Library.create(texts / "library") as library:
        list(add(library, [texts]))
    return texts / "library"


@pytest.fixture
def cities(folder: Path) -> Iterator[Searcher]:
    with Library.open(folder) as library:
        yield Searcher.open(library)


@pytest.fixture
def number(cities: Searcher) -> dict[str, int]:
    """The numbers that the model is shown, by the first word of each sentence."""
    sources = prompt_for(QUESTION, cities.search(cities.analyse(QUESTION))).sources
    return {source.text.split()[0]: at for at, source in enumerate(sources, 1)}


def answered(
    cities: Searcher,
    monkeypatch: pytest.MonkeyPatch,
    *pairs: tuple[Sequence[object], str],
    strict: bool = True,
) -> Answer:
    with serving(Reply(statements(*pairs))) as server:
        return ask(cities, QUESTION, model=model_at(server, monkeypatch), strict=strict)


def test_statements_rest_on_quotes_that_are_cut_from_the_documents(
    cities: Searcher, number: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = answered(
        cities,
        monkeypatch,
        ([number["بناها"]], "بنى القاهرة جوهر الصقلي."),
        ([number["أُسست"], number["بناها"]], "وكان ذلك سنة ٩٦٩م."),
    )

    assert answer.text == "بنى القاهرة جوهر الصقلي. [1] وكان ذلك سنة ٩٦٩م. [2] [1]"
    assert [quote.text for quote in answer.quotes] == [
        "بناها جوهر الصقلي للفاطميين، ولم يسكنها العامة أول الأمر.",
        "أُسست القاهرة سنة 969م.",
    ]
    assert answer.writing
    assert (answer.status, answer.writing.model) == ("answered", "openai:سيناريو")


def test_a_models_answer_is_neither_likely_nor_sure(
    cities: Searcher, number: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = answered(cities, monkeypatch, ([number["أُسست"]], "أُسست القاهرة سنة 969م."))

    assert answer.status == "answered"
    assert (answer.confidence, answer.likely) == (None, False)


def test_what_is_shown_while_it_comes_is_never_taken_back(
    cities: Searcher, number: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = (
        ([number["أُسست"]], "أُسست سنة 969م."),
        ([number["أُسست"]], "أُسست سنة 970م."),
        ([number["بناها"]], "بناها جوهر."),
    )
    with serving(Reply(statements(*pairs))) as server:
        hits, *pieces, answer = stream(cities, QUESTION, model=model_at(server, monkeypatch))

    assert isinstance(answer, Answer)
    assert isinstance(hits, Sequence)
    shown = "".join(piece for piece in pieces if isinstance(piece, str))
    assert shown.strip() == answer.text == "أُسست سنة 969م. [1] بناها جوهر. [2]"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("أُسست سنة 970م.", Unsupported.NUMBER),
        ("أُسست في رمضان سنة 969م.", Unsupported.DATE),
        ("أسسها نابليون سنة 969م.", Unsupported.NAME),
        ("لم تؤسس القاهرة سنة 969م.", Unsupported.NEGATION),
        ("الطقس جميل.", Unsupported.UNRELATED),
        ("开罗建于969年，由法蒂玛王朝建立", Unsupported.LANGUAGE),
    ],
)
def test_a_cheap_lie_is_left_out(
    text: str,
    reason: Unsupported,
    cities: Searcher,
    number: dict[str, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer = answered(
        cities, monkeypatch, ([number["أُسست"]], text), ([number["بناها"]], "بناها جوهر.")
    )

    assert answer.text == "بناها جوهر. [1]"
    assert answer.writing
    (dropped,) = answer.writing.dropped
    assert dropped.text == text
    assert reason in dropped.unsupported


@pytest.mark.parametrize("cited", [[], [0], [-1], [99], [10**30], ["1"], [None], [True], [1.5]])
def test_a_statement_without_a_sentence_is_left_out(
    cited: list[object], cities: Searcher, number: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = answered(
        cities, monkeypatch, (cited, "القاهرة كبيرة."), ([number["بناها"]], "بناها جوهر.")
    )

    assert answer.text == "بناها جوهر. [1]"
    assert answer.writing
    assert answer.writing.dropped[0].unsupported == (Unsupported.UNSOURCED,)


def test_who_wants_them_sees_unsupported_statements_marked(
    cities: Searcher, number: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = answered(
        cities,
        monkeypatch,
        ([], "القاهرة كبيرة."),
        ([number["أُسست"]], "أُسست سنة 970م."),
        strict=False,
    )

    assert answer.statements == (
        Statement("القاهرة كبيرة.", (), (Unsupported.UNSOURCED,)),
        Statement("أُسست سنة 970م.", (1,), (Unsupported.NUMBER,)),
    )
    assert answer.text == "القاهرة كبيرة. [؟] أُسست سنة 970م. [1] [؟]"


def test_a_true_quotation_of_another_place_is_moved_there(
    cities: Searcher, number: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = answered(
        cities, monkeypatch, ([number["أُسست"]], "قيل إن القاهرة «بناها جوهر الصقلي للفاطميين».")
    )

    assert answer.writing
    (quotation,) = answer.writing.quotations
    assert (quotation.verdict, quotation.quote) == (Verdict.MISATTRIBUTED, 2)
    assert answer.quotes[1].short_text == "بناها جوهر الصقلي للفاطميين"
    assert answer.statements[0].quotes == (1, 2)


def test_when_nothing_stands_the_documents_answer_and_the_cause_is_told(
    cities: Searcher, number: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = ask(cities, QUESTION)

    answer = answered(cities, monkeypatch, ([number["أُسست"]], "أُسست سنة 970م."))

    assert (answer.statements, answer.quotes) == (alone.statements, alone.quotes)
    assert (answer.confidence, answer.likely) == (alone.confidence, alone.likely)
    assert answer.writing
    assert answer.writing.cause
    assert "لم تشهد الوثائق" in answer.writing.cause.ar


def test_a_model_that_refuses_is_not_quoted(
    cities: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = answered(cities, monkeypatch)

    assert (answer.status, answer.reason) == ("refused", "not_supported")
    assert (answer.statements, answer.quotes) == ((), ())
    assert answer.confidence is None
    assert answer.nearest


def test_nothing_found_is_refused_without_asking(
    cities: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Reply(statements(([1], "المريخ أحمر.")))) as server:
        answer = ask(cities, "؟!؟", model=model_at(server, monkeypatch))

    assert answer.reason == "nothing_found"
    assert server.requests == []


def test_without_a_model_there_is_no_trace_of_one(cities: Searcher) -> None:
    assert ask(cities, QUESTION).writing is None


FAILURES = {
    "refused": (Reply(status=503), 3),
    "empty": (Reply(""), 3),
    "blank": (Reply(" \n\n "), 3),
    "prose": (Reply("أُسست القاهرة سنة 969م كما ورد في الجملة [1]."), 3),
    "html": (Reply(raw=b"<html>502</html>"), 3),
    "wrong key": (Reply(status=401), 1),
    "too much": (Reply("{" * 200_000), 1),
    "a statement without end": (Reply('{"statements": [{"text": "' + "كلام " * 2_000), 1),
}


@pytest.mark.parametrize("vendor", ["openai", "ollama"])
@pytest.mark.parametrize("kind", FAILURES)
def test_a_model_that_fails_gives_way_to_the_documents(
    kind: str, vendor: str, cities: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply, requests = FAILURES[kind]
    with serving(reply) as server:
        answer = ask(cities, QUESTION, model=model_at(server, monkeypatch, vendor))

    assert answer.quotes == ask(cities, QUESTION).quotes != ()
    assert answer.writing
    assert answer.writing.cause
    assert not answer.writing.incomplete
    assert len(server.requests) == requests


def test_a_failure_that_passes_is_not_told(
    cities: Searcher, number: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = Reply(statements(([number["بناها"]], "بناها جوهر.")))
    busy = Reply(status=429, headers={"retry-after": "0"})
    with serving(busy, Reply(""), good) as server:
        answer = ask(cities, QUESTION, model=model_at(server, monkeypatch))

    assert answer.text == "بناها جوهر. [1]"
    assert answer.writing
    assert answer.writing.cause is None


def test_a_server_that_asks_for_more_patience_than_there_is_gets_none(
    cities: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Reply(status=429, headers={"retry-after": "60"})) as server:
        answer = ask(cities, QUESTION, model=model_at(server, monkeypatch))

    assert answer.writing
    assert answer.writing.cause
    assert "429" in answer.writing.cause.ar
    assert len(server.requests) == 1


def test_a_server_that_knows_no_schemas_is_asked_without(
    cities: Searcher, number: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = Reply(statements(([number["بناها"]], "بناها جوهر.")))
    with serving(Reply(status=400), good) as server:
        answer = ask(cities, QUESTION, model=model_at(server, monkeypatch))

    assert answer.text == "بناها جوهر. [1]"
    assert ["response_format" in request.body for request in server.requests] == [True, False]


def test_time_is_limited(cities: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Reply(raw=b"", hold=True)) as server:
        model = replace(model_at(server, monkeypatch), patience=Patience(answer_s=0.0, pause_s=0.0))
        answer = ask(cities, QUESTION, model=model)

        assert server.hung_up.wait(300)
    assert answer.quotes
    assert answer.writing
    assert answer.writing.cause
    assert "تأخر" in answer.writing.cause.ar


def test_a_model_that_repeats_itself_is_stopped(
    cities: Searcher, number: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    again = [([number["بناها"]], "بناها جوهر.")] * 50
    whole = body_of("/v1/chat/completions", statements(*again)[:-2])
    with serving(Reply(raw=whole, hold=True)) as server:
        answer = ask(cities, QUESTION, model=model_at(server, monkeypatch))

        assert server.hung_up.wait(300)
    assert answer.text == "بناها جوهر. [1]"
    assert answer.writing
    assert answer.writing.incomplete


def test_what_was_cut_off_is_marked_incomplete(
    cities: Searcher, number: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = statements(([number["أُسست"]], "أُسست سنة 969م."), ([number["بناها"]], "بناها جوهر."))
    with serving(Reply(text[: text.index("بناها")])) as server:
        answer = ask(cities, QUESTION, model=model_at(server, monkeypatch))

    assert answer.text == "أُسست سنة 969م. [1]"
    assert answer.writing
    assert (answer.writing.incomplete, len(server.requests)) == (True, 1)


def test_closing_the_stream_stops_the_model(
    cities: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(Reply(raw=b"", hold=True)) as server:
        steps = stream(cities, QUESTION, model=model_at(server, monkeypatch))
        hits = next(steps)
        assert isinstance(hits, list)
        assert isinstance(hits[0], Hit)
        assert next(steps) == ""
        steps.close()

        assert server.hung_up.wait(300)


def test_a_document_that_is_gone_meanwhile_is_not_quoted(
    folder: Path, tmp_path: Path, number: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    copytree(folder, tmp_path / "library")
    text = statements(([number["بناها"]], "بناها جوهر."))
    with Library.open(tmp_path / "library") as library, serving(Reply(text)) as server:
        steps = stream(Searcher.open(library), QUESTION, model=model_at(server, monkeypatch))
        next(steps)
        with library.writing():
            for document in library.documents():
                library.remove(document.id)
        *_, answer = steps

    assert isinstance(answer, Answer)
    assert answer.quotes == ()
