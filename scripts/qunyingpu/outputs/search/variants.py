"""Say which simplified character stands for a traditional one that somebody may type and no name has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain

import numpy as np
import numpy.typing as npt
from opencc import OpenCC

from qunyingpu.outputs.search.folding import fold

_SURROGATES = (0xD800, 0xE000)


def variants_in_names(names: set[str]) -> str:
    """Return pairs of a traditional character and the simplified one, one after the other, by the traditional ones.

    *names* are the characters of all names, folded. A traditional character among them is left as it is: it is part of
    a name.
    """
    return _joined(pair for pair in _foreign_to(names) if pair[1] in names)


def other_variants(names: set[str], written: set[str]) -> tuple[str, str]:
    """Return the pairs whose simplified character stands only elsewhere, among all that are *written*, folded.

    And, of the traditional characters of all pairs, those that are written outside names, as where a text quotes an old
    inscription: whoever types one of them may mean either.
    """
    pairs = [(old, new) for old, new in _foreign_to(names) if new in written]
    return _joined(pair for pair in pairs if pair[1] not in names), "".join(old for old, _ in pairs if old in written)


def _foreign_to(names: set[str]) -> Iterator[tuple[str, str]]:
    return (pair for pair in _simplified() if pair[0] not in names)


def _joined(pairs: Iterable[tuple[str, str]]) -> str:
    return "".join(chain.from_iterable(pairs))


def characters_of(texts: Iterable[str], bigrams: npt.NDArray[np.uint32]) -> set[str]:
    """Return the characters of *texts* and of *bigrams*, folded."""
    units = np.frombuffer("".join(texts).encode("utf-16-le"), "<u2")
    is_used = np.zeros(2**16, np.bool_)
    is_used[units] = is_used[bigrams >> 16] = is_used[bigrams & 0xFFFF] = True
    is_used[slice(*_SURROGATES)] = False
    neighbours = np.concatenate([bigrams, units[:-1].astype(np.uint32) << 16 | units[1:]])
    pairs = np.unique(neighbours[(neighbours & 0xFC00FC00) == 0xD800DC00])
    beyond = np.stack([pairs >> 16, pairs & 0xFFFF], axis=1).astype("<u2").tobytes().decode("utf-16-le")
    return set(fold("".join(map(chr, np.flatnonzero(is_used).tolist())) + beyond))


@cache
def _simplified() -> tuple[tuple[str, str], ...]:
    """Return OpenCC's characters, each with the first of the simplified ones that it may stand for."""
    tables = OpenCC("t2s").dict_cache.items()
    table = next(table for path, (_, _, table) in tables if path.endswith("TSCharacters.txt"))
    return tuple(sorted((old, new.split(" ")[0]) for old, new in table.items() if old != new.split(" ")[0]))
