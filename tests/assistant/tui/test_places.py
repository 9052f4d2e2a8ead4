"""Cards of the chat say where in its file a quote stands, in a fresh answer and a saved one."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from assistant.answer import Answer, Quote, Statement
from assistant.conversation.chats import Chats
from assistant.conversation.turns import Turn
from assistant.tui.exchange import exchange_of
from index.retrieval.search import Searcher
from index.store.library import Library
from index.types import Anchor, Caveat, Extraction, NewPassage

TEXT = "بلغت كلفة الجسر 85 ألف دينار."


@pytest.mark.parametrize("refused", [False, True])
def test_the_place_and_the_caveats_stand_on_the_card_and_are_kept(
    tmp_path: Path, refused: bool
) -> None:
    extraction = Extraction(
        TEXT, "عرض", anchors=(Anchor(0, "3", "slide"),), caveats=(Caveat("ocr", 0, 20),)
    )
    passages = [NewPassage(0, len(TEXT), ("الميزانية",))]
    with Library.create(tmp_path) as library:
        with library.writing():
            digest = sha256(TEXT.encode()).hexdigest()
            id = library.put("/عرض.pptx", digest, len(TEXT), extraction, passages)
        searcher = Searcher.open(library)
        hits = tuple(searcher.search(searcher.analyse("كلفة الجسر"), 3))
        quote = Quote(library.document(id), 0, len(TEXT), None, ("الميزانية",))
        answered = Answer("كم؟", (Statement(TEXT, (1,)),), (quote,), hits, None)
        nothing = Answer("كم؟", (), (), hits, "not_supported")
        turn = Turn("كم؟", "كم؟", nothing if refused else answered)

        with Chats.open(tmp_path) as chats:
            chat = chats.create()
            chats.append(chat, turn, library)
            (kept,) = chats.turns(chat, library)

        for each in (turn, kept):
            (card,) = exchange_of(each, library).cards
            assert card.locator == "الشريحة 3، مقروء بالتعرّف الضوئي على الحروف"
