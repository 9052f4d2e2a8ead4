"""Stop words, and the content words that a question is left with, each with its weight."""

from __future__ import annotations

from index.arabic.folding import fold, folded_words
from index.arabic.stems import stem
from index.arabic.tokens import words

STOP_WORDS = folded_words(
    "من ما ماذا متى اين كيف لماذا لم هل كم اي ايه مَن بم مم عم فيم علام إلام لمن منذ "
    "هو هي هم هن هما انت انا نحن هذا هذه ذلك تلك هؤلاء اولئك الذي التي الذين اللذان اللتان "
    "اللواتي اللاتي في على الى عن مع بين عند لدى حتى كان كانت يكون تكون كانوا ليس ليست قد لقد "
    "ان انه انها إن أن لان لكن لكنه او ام ثم بل لا لن و ف ب ك ل به بها فيه فيها منه منها عليه "
    "عليها له لها لهم اليه اليها عنه عنها كما حين حيث اذا اذ لو كل بعض غير سوى هناك هنا ايضا "
    "التى الذى يتم تم وقد وهو وهي ومن وما وفي وعلى والى فهو فهي مما عما بعد قبل خلال حول "
    "ولم ولا وان وكان وكانت بان "
    "ماهو ماهي ماهما ماهم ماهن ماهيه منهو منهي بماذا مماذا عماذا كماذا فماذا وماذا ولماذا باي "
    "باية لاي لايه وكيف ومتى واين فاين وهل بكم وكم ال اللي والتي والذي اللتي عندما اذكر اذكري "
    "اشرح وضح هات اعط اعطي اعطني مين منو لمين فين وين ليه ليش ايش شو وش ازاي امتى ايمتى"
)
"""Folded words that carry no subject: dropped from questions, never from the index."""

EMPTY_WORDS = STOP_WORDS | folded_words(
    "تم يتم قام قامت يقوم تقوم كانت وكان أيضا عدة أحد إحدى جدا ذات ذو دون أكثر أقل أن بأن أنه "
    "عندما بينما التي الذي وهو كذلك منها وقد وقام لقد تلك بشكل غالبا"
)
"""Folded words that name nothing, in questions and in answers."""


def content_words(question: str) -> list[str]:
    """The words of a question that say what it is about; all its words when none does."""
    everything = words(question)
    return [word for word in everything if word not in STOP_WORDS] or everything


FRAMING_WEIGHT = 0.5
"""Of a framing word in a question; from 0.3 to 0.6 training questions see little difference."""
FRAMING_STEMS = frozenset(
    stem(word)
    for word in fold(
        "حدث توجد يوجد وجد ترتيب تعريف مصطلح انواع نوع شخص اشخاص ناس سبب اسباب فرق اثناء تسمى "
        "يسمى سمي سميت تسمية احد احدى واحد بشان اسم اسماء اطلق يطلق يشير تشير نسبه فتره عدد ادى "
        "لقب ضمن اساس اساسي تعني يعني معنى اخر اخرى يعتبر تعتبر قام قامت يقوم تقوم حال حاله اهم "
        "اهميه ذكر اشهر هدف كلمه مره لاول اكثر اقل جزء شكل نطاق اجمالي يجب يمكن ممكن يكن عديد معين "
        "عباره شيء اشياء طريقه طرق كيفيه مدى جهه حول موضوع عنصر حصل يحدث تحدث تم تمت يتم صار اصبح "
        "اصبحت كان يكون لقد بسبب باسم وفقا حسب الى مقارنه يعرف تعرف عرف عرفت يقول تقول يتعلق صف "
        "سمه سمات خاصيه نتيجه بعض غير نفس مثل امثله مثال اجل لاجل عليها حاليا يتكون تتكون مكان "
        "موقع تقع يقع وقع يبلغ تبلغ بلغ بلغت"
    ).split()
)
"""Stems of words that frame a question («ما اسم …», «كم عدد …») more than they name its subject:
the passage that answers often says it without them."""


def weighed_words(question: str) -> dict[str, float]:
    """The distinct content words of a question in order, each with what it weighs there."""
    asked = content_words(question)
    framing = [word for word in asked if stem(word) in FRAMING_STEMS]
    lighter = FRAMING_WEIGHT if len(framing) < len(asked) else 1.0
    return {word: lighter if word in framing else 1.0 for word in asked}
