"""Our parts inside LlamaIndex: exact offsets, our order, no network."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from llama_index.core import VectorStoreIndex
from llama_index.core.schema import Document, TextNode

import index
from index.ingest import add
from index.llamaindex import BuiltinEmbedding, LibraryRetriever, PassageParser
from index.store.library import Library
from tests.index.shelf import hits_of

SENTENCE = "وصلت القافلة إلى المدينة قبيل الفجر ونزل أهلها عند البئر القديمة. "


@pytest.fixture
def library(tmp_path: Path) -> Path:
    source = tmp_path / "بغداد.txt"
    source.write_text("بنى المنصور بغداد سنة 762م. سماها مدينة السلام.", encoding="utf-8")
    other = tmp_path / "قرطبة.txt"
    other.write_text("قرطبة حاضرة الأندلس. فيها الجامع الكبير.", encoding="utf-8")
    with Library.create(tmp_path / "library") as library:
        list(add(library, [source, other]))
    return tmp_path / "library"


def test_the_package_exports_what_llamaindex_programs_use() -> None:
    assert index.__all__ == ["BuiltinEmbedding", "Library", "LibraryRetriever", "PassageParser"]
    assert index.LibraryRetriever is LibraryRetriever
    with pytest.raises(AttributeError):
        getattr(index, "nothing")  # noqa: B009 - mypy knows that it is not there


def test_a_retriever_returns_our_hits_as_nodes(library: Path) -> None:
    nodes = LibraryRetriever(library).retrieve("من بنى بغداد؟")

    best = nodes[0].node
    assert isinstance(best, TextNode)
    assert best.text == "بنى المنصور بغداد سنة 762م. سماها مدينة السلام."
    assert (best.start_char_idx, best.end_char_idx) == (0, len(best.text))
    assert best.metadata["title"] == "بغداد"
    with Library.open(library) as opened:
        hits = hits_of(opened, "من بنى بغداد؟")
    assert [node.score for node in nodes] == [hit.score for hit in hits]


def test_a_retriever_returns_the_same_nodes_in_every_thread(library: Path) -> None:
    retriever = LibraryRetriever(library)
    questions = ["من بنى بغداد؟", "أين الجامع الكبير؟"] * 50
    alone = [retriever.retrieve(question) for question in questions]

    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(retriever.retrieve, questions))

    assert [[node.node_id for node in nodes] for nodes in together] == [
        [node.node_id for node in nodes] for nodes in alone
    ]


def test_the_parser_keeps_the_offsets_of_repeated_sentences() -> None:
    text = SENTENCE * 60

    nodes = PassageParser().get_nodes_from_documents([Document(text=text)])

    places = [
        (node.start_char_idx, node.end_char_idx) for node in nodes if isinstance(node, TextNode)
    ]
    assert all(isinstance(start, int) for start, _ in places)
    assert [text[start:end] for start, end in places] == [node.get_content() for node in nodes]
    covered = "".join(node.get_content() for node in nodes)
    assert "".join(covered.split()) == "".join(text.split())


def test_an_index_of_llamaindex_works_with_our_parser_and_embedding() -> None:
    documents = [Document(text="بنى المنصور بغداد."), Document(text="يزرع القمح في الشتاء.")]

    built = VectorStoreIndex.from_documents(
        documents, embed_model=BuiltinEmbedding(), transformations=[PassageParser()]
    )

    found = built.as_retriever(similarity_top_k=1).retrieve("من بنى بغداد؟")
    assert found[0].node.get_content() == "بنى المنصور بغداد."
