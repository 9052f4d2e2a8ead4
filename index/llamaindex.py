"""Our parts as LlamaIndex components, so that any LlamaIndex program can use them.

Importing this module imports LlamaIndex, which takes over a second: `ask` never does.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.node_parser import NodeParser
from llama_index.core.schema import (
    BaseNode,
    MetadataMode,
    NodeRelationship,
    NodeWithScore,
    QueryBundle,
    RelatedNodeInfo,
    TextNode,
)
from llama_index.core.schema import Document as LlamaDocument

from index.retrieval.embedding import BuiltinEmbedder
from index.retrieval.search import Searcher
from index.splitting import split_into_passages
from index.store.library import Library
from index.types import Hit


class LibraryRetriever(BaseRetriever):
    """Our search as a LlamaIndex retriever; safe to use from threads.

    Each node is a passage: its text, `start_char_idx` and `end_char_idx` in code points of the
    document's canonical text, and in its metadata the document's id, title, sha256 and sources.
    """

    def __init__(self, library: str | Path, limit: int = 10) -> None:
        """:raises LibraryMissing: when the folder holds no library."""
        super().__init__()
        self._library = Library.open(library)
        self._searcher = Searcher.open(self._library, resident=True)
        self._limit = limit

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        hits = self._searcher.search(
            self._searcher.analyse(query_bundle.query_str), limit=self._limit
        )
        return [NodeWithScore(node=self._node(hit), score=hit.score) for hit in hits]

    def _node(self, hit: Hit) -> TextNode:
        document = self._library.document(hit.passage.document_id)
        return TextNode(
            id_=str(hit.passage.id),
            text=document.text[hit.passage.start : hit.passage.end],
            start_char_idx=hit.passage.start,
            end_char_idx=hit.passage.end,
            metadata={
                "document_id": document.id,
                "title": document.title,
                "headings": list(hit.passage.headings),
                "sha256": document.sha256,
                "sources": list(document.sources),
            },
        )


class PassageParser(NodeParser):
    """Our splitter as a LlamaIndex node parser: whole sentences, exact offsets, nothing lost."""

    @classmethod
    def class_name(cls) -> str:
        return "PassageParser"

    def _parse_nodes(
        self,
        nodes: Sequence[BaseNode],
        show_progress: bool = False,
        **kwargs: Any,  # the base class passes whatever its caller gave
    ) -> list[BaseNode]:
        return [passage for node in nodes for passage in _passage_nodes(node)]

    def _postprocess_parsed_nodes(
        self, nodes: list[BaseNode], parent_doc_map: dict[str, LlamaDocument]
    ) -> list[BaseNode]:
        # The base class looks every text up again, and finds repeated ones in the wrong place.
        texts = [node for node in nodes if isinstance(node, TextNode)]
        positions = [(node.start_char_idx, node.end_char_idx) for node in texts]
        finished = super()._postprocess_parsed_nodes(nodes, parent_doc_map)
        for node, (start, end) in zip(texts, positions, strict=True):
            node.start_char_idx, node.end_char_idx = start, end
        return finished


def _passage_nodes(node: BaseNode) -> list[TextNode]:
    text = node.get_content(metadata_mode=MetadataMode.NONE)
    parent = RelatedNodeInfo(node_id=node.node_id)
    return [
        TextNode(
            text=text[passage.start : passage.end],
            start_char_idx=passage.start,
            end_char_idx=passage.end,
            relationships={NodeRelationship.SOURCE: parent},
            metadata=dict(node.metadata),
        )
        for passage in split_into_passages(text)
    ]


class BuiltinEmbedding(BaseEmbedding):
    """The built-in embedder as a LlamaIndex embedding model."""

    model_name: str = BuiltinEmbedder.fingerprint

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        rows: list[list[float]] = BuiltinEmbedder().embed(texts).tolist()
        return rows

    def _get_query_embedding(self, query: str) -> list[float]:
        vector: list[float] = BuiltinEmbedder().embed_question(query).tolist()
        return vector

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)
