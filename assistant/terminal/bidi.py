"""The Unicode Bidirectional Algorithm (UAX #9): which way each character runs.

Libraries give a reordered string; styles, cursor and mouse need the levels themselves. Every
step takes time linear in the text, however it nests or whatever it is flooded with.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from unicodedata import bidirectional

from assistant.terminal.brackets import CANONICAL, CLOSING

MAX_DEPTH = 125
"""Deepest explicit level (BD2)."""
MAX_OPEN_BRACKETS = 63
"""Brackets open at once, after which none is paired (BD16)."""

_EMBEDDINGS = frozenset(("RLE", "LRE", "RLO", "LRO"))
_ISOLATES = frozenset(("LRI", "RLI", "FSI"))
_REMOVED = _EMBEDDINGS | {"PDF", "BN"}
_NEUTRAL = _ISOLATES | {"B", "S", "WS", "ON", "PDI"}
_MAKES_RTL = _EMBEDDINGS | _ISOLATES | {"R", "AL", "AN"}
_BLANK_AT_END = _ISOLATES | _REMOVED | {"WS", "PDI"}
_STRONG_AT_BRACKET = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


def resolve(types: Sequence[str], text: str | None, base: int) -> list[int]:
    """The embedding level of each character of one paragraph: odd runs right to left.

    :param types: the bidi class of each character.
    :param text: the characters, of which only brackets matter; None pairs no brackets.
    :param base: the paragraph's level, 0 or 1.
    """
    if base == 0 and _MAKES_RTL.isdisjoint(types):
        return [0] * len(types)
    matches = _matching_isolates(types)
    explicit, overridden = _explicit_levels(types, base, matches)
    kept = [at for at, type_ in enumerate(types) if type_ not in _REMOVED]
    levels = list(explicit)
    for sequence in _isolating_run_sequences(kept, types, explicit, matches):
        level = explicit[sequence[0]]
        before, after = _neighbour_levels(sequence, kept, explicit, base, matches, types)
        run = _Run([overridden[at] for at in sequence], level, before, after)
        run.resolve_weak()
        if text is not None:
            run.resolve_brackets([text[at] for at in sequence], [types[at] for at in sequence])
        run.resolve_neutral()
        for at, implicit in zip(sequence, run.levels(), strict=True):
            levels[at] = implicit
    _level_removed(levels, types, base)
    _reset_blanks(levels, types, base)
    return levels


@lru_cache(maxsize=4096)
def bidi_class(character: str) -> str:
    """The Bidi_Class of a character; `L` for those not assigned."""
    return bidirectional(character) or "L"


def base_level(types: Sequence[str], default: int) -> int:
    """Rules P2 and P3: by the first strong character outside isolates."""
    return _first_strong(types, 0, len(types), default, _matching_isolates(types))


def visual_order(levels: Sequence[int]) -> list[int]:
    """Rule L2: the indices of one line's characters from left to right."""
    order = list(range(len(levels)))
    lowest_odd = min((level for level in levels if level % 2), default=0)
    if not lowest_odd:
        return order
    for level in range(max(levels), lowest_odd - 1, -1):
        start = 0
        for at in range(len(order) + 1):
            if at < len(order) and levels[order[at]] >= level:
                continue
            order[start:at] = order[start:at][::-1]
            start = at + 1
    return order


def _first_strong(
    types: Sequence[str], start: int, end: int, default: int, matches: Mapping[int, int]
) -> int:
    at = start
    while at < end:
        if types[at] in ("L", "R", "AL"):
            return int(types[at] != "L")
        if types[at] in _ISOLATES:
            at = matches.get(at, end)
        at += 1
    return default


def _matching_isolates(types: Sequence[str]) -> dict[int, int]:
    """From each isolate initiator to its PDI (BD9); those without one are left out."""
    matches: dict[int, int] = {}
    opened: list[int] = []
    for at, type_ in enumerate(types):
        if type_ in _ISOLATES:
            opened.append(at)
        elif type_ == "PDI" and opened:
            matches[opened.pop()] = at
    return matches


def _explicit_levels(
    types: Sequence[str], base: int, matches: Mapping[int, int]
) -> tuple[list[int], list[str]]:
    """Rules X1 to X8: levels, and the types after overrides."""
    stack = _DirectionalStack(base)
    levels: list[int] = []
    overridden = list(types)
    for at, type_ in enumerate(types):
        if type_ == "PDI":
            stack.end_isolate()
        levels.append(base if type_ == "B" else stack.level)
        if stack.override and type_ not in _REMOVED and type_ != "B":
            overridden[at] = stack.override
        if type_ in _EMBEDDINGS:
            override = {"RLO": "R", "LRO": "L"}.get(type_, "")
            stack.embed(type_ in ("RLE", "RLO"), override)
        elif type_ == "FSI":
            end = matches.get(at, len(types))
            stack.isolate(_first_strong(types, at + 1, end, 0, matches) == 1)
        elif type_ in _ISOLATES:
            stack.isolate(type_ == "RLI")
        elif type_ == "PDF":
            stack.end_embedding()
    return levels, overridden


class _DirectionalStack:
    """The embeddings and isolates open at a character (X1), with their overflow counts."""

    def __init__(self, base: int) -> None:
        self._open: list[tuple[int, str, bool]] = [(base, "", False)]
        self._overflown_isolates = 0
        self._overflown_embeddings = 0
        self._isolates = 0

    @property
    def level(self) -> int:
        return self._open[-1][0]

    @property
    def override(self) -> str:
        """`R` or `L` within an override, else empty."""
        return self._open[-1][1]

    def embed(self, rtl: bool, override: str) -> None:
        if not self._push(rtl, override, False) and not self._overflown_isolates:
            self._overflown_embeddings += 1

    def isolate(self, rtl: bool) -> None:
        if self._push(rtl, "", True):
            self._isolates += 1
        else:
            self._overflown_isolates += 1

    def end_embedding(self) -> None:
        if self._overflown_isolates:
            return
        if self._overflown_embeddings:
            self._overflown_embeddings -= 1
        elif len(self._open) > 1 and not self._open[-1][2]:
            self._open.pop()

    def end_isolate(self) -> None:
        if self._overflown_isolates:
            self._overflown_isolates -= 1
        elif self._isolates:
            self._overflown_embeddings = 0
            while not self._open.pop()[2]:
                pass
            self._isolates -= 1

    def _push(self, rtl: bool, override: str, isolate: bool) -> bool:
        level = (self.level + 1) | 1 if rtl else (self.level + 2) & ~1
        if level > MAX_DEPTH or self._overflown_isolates or self._overflown_embeddings:
            return False
        self._open.append((level, override, isolate))
        return True


def _isolating_run_sequences(
    kept: Sequence[int], types: Sequence[str], levels: Sequence[int], matches: Mapping[int, int]
) -> list[list[int]]:
    """BD13: level runs, joined where an isolate stands between them."""
    runs: list[list[int]] = []
    run_at: dict[int, list[int]] = {}
    for at in kept:
        if not runs or levels[runs[-1][-1]] != levels[at]:
            runs.append([])
        runs[-1].append(at)
        run_at[at] = runs[-1]
    closing = set(matches.values())
    sequences = []
    for run in runs:
        if run[0] in closing:
            continue
        sequence = list(run)
        while types[sequence[-1]] in _ISOLATES and sequence[-1] in matches:
            sequence += run_at[matches[sequence[-1]]]
        sequences.append(sequence)
    return sequences


def _neighbour_levels(
    sequence: Sequence[int],
    kept: Sequence[int],
    levels: Sequence[int],
    base: int,
    matches: Mapping[int, int],
    types: Sequence[str],
) -> tuple[int, int]:
    """X10: the levels on each side of a sequence, from which its edges take their direction."""
    before = bisect_left(kept, sequence[0]) - 1
    after = bisect_right(kept, sequence[-1])
    unclosed = types[sequence[-1]] in _ISOLATES and sequence[-1] not in matches
    return (
        levels[kept[before]] if before >= 0 else base,
        levels[kept[after]] if after < len(kept) and not unclosed else base,
    )


class _Run:
    """One isolating run sequence on its way from types to levels."""

    def __init__(self, types: list[str], level: int, before: int, after: int) -> None:
        self._types = types
        self._level = level
        self._direction = "R" if level % 2 else "L"
        self._start = "R" if max(level, before) % 2 else "L"
        self._end = "R" if max(level, after) % 2 else "L"

    def resolve_weak(self) -> None:
        self._join_marks()
        self._read_numbers()
        self._join_separators()
        self._join_terminators()
        strong = self._start
        for at, type_ in enumerate(self._types):
            if type_ in ("ES", "CS", "ET"):
                self._types[at] = "ON"
            elif type_ in ("R", "L"):
                strong = type_
            elif type_ == "EN" and strong == "L":
                self._types[at] = "L"

    def resolve_brackets(self, characters: Sequence[str], original: Sequence[str]) -> None:
        """N0: both brackets of a pair take the direction of what stands in them, or before."""
        types = self._types
        within = _Following(types, self._direction)
        opposite = "L" if self._direction == "R" else "R"
        for opening, closing in _bracket_pairs(characters, types):
            if within.has_same(opening + 1, closing):
                direction = self._direction
            elif within.has_other(opening + 1, closing):
                before = self._strong_before(opening)
                direction = opposite if before == opposite else self._direction
            else:
                continue
            for bracket in (opening, closing):
                types[bracket] = direction
                mark = bracket + 1
                while mark < len(types) and original[mark] == "NSM":
                    types[mark] = direction
                    mark += 1

    def resolve_neutral(self) -> None:
        """N1 and N2: neutrals between two like directions take it, others the level's own."""
        types, at = self._types, 0
        while at < len(types):
            if types[at] not in _NEUTRAL:
                at += 1
                continue
            start = at
            while at < len(types) and types[at] in _NEUTRAL:
                at += 1
            before = _STRONG_AT_BRACKET[types[start - 1]] if start else self._start
            after = _STRONG_AT_BRACKET[types[at]] if at < len(types) else self._end
            types[start:at] = [before if before == after else self._direction] * (at - start)

    def levels(self) -> list[int]:
        """I1 and I2."""
        if self._direction == "R":
            return [self._level + (type_ != "R") for type_ in self._types]
        rise = {"L": 0, "R": 1, "AN": 2, "EN": 2}
        return [self._level + rise[type_] for type_ in self._types]

    def _join_marks(self) -> None:
        """W1."""
        before = self._start
        for at, type_ in enumerate(self._types):
            if type_ == "NSM":
                self._types[at] = "ON" if before in _ISOLATES or before == "PDI" else before
            before = self._types[at]

    def _read_numbers(self) -> None:
        """W2 and W3: digits after an Arabic letter are Arabic; then it is a letter like others."""
        strong = self._start
        for at, type_ in enumerate(self._types):
            if type_ in ("R", "L", "AL"):
                strong = type_
                if type_ == "AL":
                    self._types[at] = "R"
            elif type_ == "EN" and strong == "AL":
                self._types[at] = "AN"

    def _join_separators(self) -> None:
        """W4: one separator between two numbers of a kind belongs to them."""
        types = self._types
        for at in range(1, len(types) - 1):
            sides = {types[at - 1], types[at + 1]}
            if (types[at] in ("ES", "CS") and sides == {"EN"}) or (
                types[at] == "CS" and sides == {"AN"}
            ):
                types[at] = types[at - 1]

    def _join_terminators(self) -> None:
        """W5: signs such as the per cent beside a European number belong to it."""
        types, at = self._types, 0
        while at < len(types):
            start = at
            while at < len(types) and types[at] == "ET":
                at += 1
            if at > start and "EN" in (*types[max(0, start - 1) : start], *types[at : at + 1]):
                types[start:at] = ["EN"] * (at - start)
            at += at == start

    def _strong_before(self, bracket: int) -> str:
        # Each pair that is looked behind becomes strong itself, so no text is passed twice.
        for at in range(bracket - 1, -1, -1):
            if self._types[at] in _STRONG_AT_BRACKET:
                return _STRONG_AT_BRACKET[self._types[at]]
        return self._start


class _Following:
    """Where the next character of each direction stands, for every place of a run."""

    def __init__(self, types: Sequence[str], direction: str) -> None:
        none = len(types)
        self._same, self._other = [none] * (none + 1), [none] * (none + 1)
        for at in range(none - 1, -1, -1):
            strong = _STRONG_AT_BRACKET.get(types[at])
            self._same[at] = at if strong == direction else self._same[at + 1]
            self._other[at] = at if strong not in (None, direction) else self._other[at + 1]

    def has_same(self, start: int, end: int) -> bool:
        return self._same[start] < end

    def has_other(self, start: int, end: int) -> bool:
        return self._other[start] < end


def _bracket_pairs(characters: Sequence[str], types: Sequence[str]) -> list[tuple[int, int]]:
    """BD16, in the order of the opening brackets."""
    opened: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for at, character in enumerate(characters):
        if types[at] != "ON":
            continue
        character = CANONICAL.get(character, character)
        if character in CLOSING:
            if len(opened) == MAX_OPEN_BRACKETS:
                return []
            opened.append((CLOSING[character], at))
            continue
        for depth in range(len(opened) - 1, -1, -1):
            if opened[depth][0] == character:
                pairs.append((opened[depth][1], at))
                del opened[depth:]
                break
    return sorted(pairs)


def _level_removed(levels: list[int], types: Sequence[str], base: int) -> None:
    """Characters that rule X9 leaves out take the level before them."""
    for at, type_ in enumerate(types):
        if type_ in _REMOVED:
            levels[at] = levels[at - 1] if at else base


def _reset_blanks(levels: list[int], types: Sequence[str], base: int) -> None:
    """L1: separators, and blanks before them or at the end, run as the paragraph does."""
    at_end = True
    for at in range(len(types) - 1, -1, -1):
        if types[at] in ("S", "B"):
            at_end = True
            levels[at] = base
        elif types[at] not in _BLANK_AT_END:
            at_end = False
        elif at_end:
            levels[at] = base
