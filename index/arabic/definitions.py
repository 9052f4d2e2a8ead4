"""How Arabic defines: «هو …», «يُسمّى …», «أي …», a dash or a colon after the term."""

from __future__ import annotations

from index.arabic.folding import folded_words

ASKS_MEANING = folded_words(
    "معنى المعنى مقصود المقصود المراد يقصد يعني تعني تعريف عرف عرفي مفهوم مصطلح كلمة لفظ عبارة "
    "ماهية معناه"
)
"""Words of a question that ask for a definition and belong to no term."""
IS = folded_words(
    "هو هي هم هما وهو وهي وهم فهو فهي عبارة يعني تعني ويعني وتعني أي معناه معناها تعريفه تعريفها "
    "يقصد ومعناه"
)
"""What stands after a term that is defined."""
NAMES = folded_words(
    "يسمى تسمى يسمي يسمون يسميه سمي سميت سماه سماها يعرف تعرف المعروف المعروفة يدعى تدعى يطلق "
    "اسمه اسمها "
    "المسمى المسماة باسم اسم ويسمى وتسمى ويسمي ويعرف وتعرف ويقصد يقصد المقصود والمقصود ونعني نعني "
    "تسميه لقب"
)
"""What stands before a term that is given as a name to what was described."""
AFTER_TERM = frozenset(":–—-(،")
"""Marks that stand between a term and its definition."""
