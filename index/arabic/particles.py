"""Closed classes of words: prepositions, pronouns, relatives, negations, openers of clauses."""

from __future__ import annotations

from index.arabic.folding import folded_words

PREPOSITIONS = folded_words(
    "في من إلى على عن مع بين عند لدى حتى منذ خلال حول ضد نحو قبل بعد تحت فوق أمام خلف وراء دون "
    "وسط داخل خارج قرب بسبب مثل أثناء عبر ضمن لكل كل"
)
"""Also the adverbs of place and time that a noun follows."""
PRONOUNS = folded_words("هو هي هم هما هن")
"""Those of the third person that are words of their own."""
PLURAL_PRONOUNS = folded_words("هم هن")
RELATIVES = folded_words("الذي التي الذين")
DUAL_RELATIVES = folded_words("اللذان اللتان")
DEMONSTRATIVES = folded_words("ذلك هذا هذه تلك ذاك هذي هاي")
CONDITIONS = folded_words("إذا لو إن حين عندما")
AUXILIARIES = folded_words("كان كانت")
ENDS_OF_PHRASES = (
    PREPOSITIONS
    | RELATIVES
    | DUAL_RELATIVES
    | AUXILIARIES
    | folded_words(
        "أن إن أنه أنها لأن لم لن لا ما قد هو هي هم هما ثم أو أم حين عندما إذا وهو وهي ذلك هذا هذه "
        "تلك"
    )
)
"""Words that no noun phrase goes on over."""
CONJUNCTIONS = folded_words("و ف ثم")
"""Those that carry a sentence on, whether or not they are written on to a word."""
CONJUNCT_PRONOUNS = folded_words("وهو وهي وهم فهو فهي")
TIME_OPENERS = folded_words("عندما حين حينما بعد بعدما قبل منذ لما خلال أثناء كلما")
"""What opens a clause or a phrase of time."""
CONCLUSIONS = folded_words("لذلك لذا لهذا ولذلك ولذا ولهذا فلذلك فلهذا وعليه وبذلك بذلك")
"""What opens a sentence whose reason stands in the one before it."""
NOT_BEFORE_AGENTS = folded_words("في إلى عن منذ خلال عند")
"""Prepositions that govern no one who does something and no predicate."""
ABOUT = folded_words("عن بشأن بخصوص")
CONCERNING = folded_words("بالنسبة")
NEGATIONS = folded_words(
    "لا لم لن ليس ليست ليسوا لسنا لست غير دون بدون عدم ولا ولم ولن وليس وليست فلا فلم فلن "
    "no not never without neither nor none cannot"
)
AFFIRMED_WHEN_NEGATED = folded_words("يزال تزال يزالون زال زالت سيما بد شك ريب")
"""«لا يزال» says that something is so."""
