"""All that is known of Arabic, each subject in a file of its own.

Here stands what most callers need: text folded, cut into words and sentences, words cut to stems.
All functions are pure and take time linear in their input.
"""

from index.arabic.clitics import without_prefix, without_proclitic
from index.arabic.folding import (
    FOLDING_VERSION,
    Folded,
    composed,
    composed_with_map,
    fold,
    fold_with_map,
    folded_words,
)
from index.arabic.graphemes import is_boundary, next_boundary
from index.arabic.segmentation import sentences, trimmed
from index.arabic.stems import STEM_MARK, index_terms, stem, word_terms
from index.arabic.stop_words import STOP_WORDS
from index.arabic.tokens import Word, words, words_with_spans

__all__ = [
    "FOLDING_VERSION",
    "STEM_MARK",
    "STOP_WORDS",
    "Folded",
    "Word",
    "composed",
    "composed_with_map",
    "fold",
    "fold_with_map",
    "folded_words",
    "index_terms",
    "is_boundary",
    "next_boundary",
    "sentences",
    "stem",
    "trimmed",
    "without_prefix",
    "without_proclitic",
    "word_terms",
    "words",
    "words_with_spans",
]
