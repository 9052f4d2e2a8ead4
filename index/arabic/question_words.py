from dataclasses import dataclass

from index.arabic.folding import folded_words as folded

_QUESTION_WORDS = (
    ("WHEN", folded("متى ومتى امتى ايمتى إيمتى وقتاش فوقاش")),
    ("WHERE", folded("أين وأين بأين وين فين منين")),
    ("HOWMANY", folded("كم بكم وكم لكم كام قديش قداش شكد شحال اشحال بكام")),
    ("WHY", folded("لماذا لمادا لما ولماذا ليش ليه علاش")),
    ("HOW", folded("كيف وكيف إزاي ازاي شلون كيفاش")),
    ("YESNO", folded("هل وهل أهل")),
    ("WHICH", folded("أي أية بأي لأي أيا أيهما وأي فأي")),
    (
        "WHATVERB",
        folded("ماذا بماذا مماذا بم مم مما عم علام فيم الام مادا وماذا شو ايش إيش شنو وش ايه"),
    ),
    ("WHATNOUN", folded("ماهو ماهي ماهى وماهو ماهم ماهما ماسم")),
    ("WHO", folded("لمن منهو منهي مين منو شكون")),
)


@dataclass(frozen=True)
class QuestionWord:
    type: str


def question_word(word):
    for kind, listed in _QUESTION_WORDS:
        if word in listed:
            return QuestionWord(kind)
    return None
