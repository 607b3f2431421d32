"""Say which simplified character stands for a traditional one that somebody may type and the roll never uses."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt
from opencc import OpenCC

from qunyingpu.outputs.search.folding import fold

_SURROGATES = (0xD800, 0xE000)


def variant_pairs(used: set[str]) -> str:
    """Return pairs of a traditional character and the simplified one, one after the other, by the traditional ones.

    *used* are all characters that can be found, folded. A traditional character among them is left as it is: it may
    be part of a name.
    """
    return "".join(f"{old}{new}" for old, new in _simplified() if old not in used and new in used)


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
