"""Turn texts into what is searched: folded as ``engine.js`` folds a query, and the units that its bigrams are made of.

The rules stand in FORMAT.md. Normalising a roll of texts by `unicodedata` takes longer than all else of an index, so a
character that becomes the same whatever stands beside it is looked up in a table; a text that holds any other is folded
by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

Units = npt.NDArray[np.uint16]
Places = npt.NDArray[np.int64]

BREAK = 0
"""Stands in `folded_units` for whatever no bigram holds."""

_GONE, _CONTEXT, _UNKNOWN = 1, 2, 3
"""In the table: nothing is left of it; its neighbours matter; nobody asked yet. No bigram holds these numbers."""

_UMLAUT = re.compile("[uU]\u0308")
_MARKS = re.compile("[\u0300-\u036f]")
_UNSEEN = re.compile(
    "[ \\t\\r\\f\\v\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000·•‧・.,、'\"`´‘’“”()《》〈〉【】〔〕\\-\u2010-\u2015_]"
)
_SEARCHED = (
    *((0x30, 0x39), (0x61, 0x7A), (0x100, 0x1FFF), (0x3005, 0x3007), (0x3040, 0x312F), (0x3400, 0x9FFF)),
    *((0xA000, 0xD7FF), (0xD840, 0xD8FF), (0xDC00, 0xDFFF), (0xF900, 0xFAFF)),
)
"""The units of bigrams, first and last of each range."""
_UNCHANGED = ((0x3400, 0x9FFF), (0xD840, 0xD87D), (0xD880, 0xD8FF), (0xDC00, 0xDFFF))
"""Ideographs, and halves of those beyond the BMP; those of U+2F800-2FFFF are compatibility forms."""
_SURROGATES = (0xD800, 0xDFFF)
_JOINING_JAMO = ((0x1160, 0x11FF), (0xD7B0, 0xD7FF))
"""Vowels and finals, of which a syllable before them becomes another one."""


def fold(text: str) -> str:
    """Return *text* in lower case and half width, ü as v, without tones: for what is typed and what is stored alike."""
    parts = _MARKS.sub("", _UMLAUT.sub("v", unicodedata.normalize("NFD", text)))
    return unicodedata.normalize("NFKC", parts).lower()


def bare(folded: str) -> str:
    """Return *folded* without what people leave out or write in several ways: spaces, dots, hyphens, quotes."""
    return _UNSEEN.sub("", folded)


def folded_units(texts: Sequence[str]) -> tuple[Units, Places]:
    """Return the units of *texts*, each folded, bare and followed by a `BREAK`, and the place after each of them.

    A unit that is neither letter nor digit is a `BREAK` as well.
    """
    encoded = [_encoded(text) for text in texts]
    found = _looked_up(np.frombuffer(b"\0\0".join([*encoded, b""]), "<u2"))
    if (found == _CONTEXT).any():
        parts = [_folded_alone(text, units) for text, units in zip(texts, encoded, strict=True)]
        return np.concatenate(parts), np.cumsum([len(part) for part in parts])
    stays = found != _GONE
    return found.compress(stays), np.cumsum(stays)[np.cumsum([len(units) // 2 + 1 for units in encoded]) - 1]


def _folded_alone(text: str, encoded: bytes) -> Units:
    found = _looked_up(np.frombuffer(encoded + b"\0\0", "<u2"))
    if not (found == _CONTEXT).any():
        return found.compress(found != _GONE)
    units = np.frombuffer(_encoded(bare(fold(text))) + b"\0\0", "<u2")
    return np.where(_is_searched()[units], units, BREAK).astype(np.uint16)


def _encoded(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _looked_up(units: Units) -> Units:
    """Return what each of *units* becomes; a character is looked at once, since few of all are ever met."""
    table = _table()
    found: Units = table.take(units)
    unknown = np.unique(units[found == _UNKNOWN]).tolist()
    if not unknown:
        return found
    for unit in unknown:
        table[unit] = _alone(chr(unit))
    return _looked_up(units)


@cache
def _table() -> Units:
    table = np.full(65536, _UNKNOWN, np.uint16)
    table[0] = BREAK
    table[slice(*_within(_SURROGATES))] = _CONTEXT
    for ends in _UNCHANGED:
        table[slice(*_within(ends))] = np.arange(*_within(ends))
    return table


@cache
def _is_searched() -> npt.NDArray[np.bool_]:
    flags = np.zeros(65536, np.bool_)
    for ends in _SEARCHED:
        flags[slice(*_within(ends))] = True
    return flags


def _within(ends: tuple[int, int]) -> tuple[int, int]:
    return ends[0], ends[1] + 1


def _alone(character: str) -> int:
    """Return what *character* of the BMP becomes: one unit, `BREAK`, or a word of the table."""
    # A capital sigma is another letter at the end of a word.
    if _joins(unicodedata.normalize("NFKD", character)[0]) or "ς" in fold(f"a{character}"):
        return _CONTEXT
    left = bare(fold(character))
    if len(_encoded(left)) != 2:
        return _CONTEXT if left else _GONE
    return ord(left) if _is_searched()[ord(left)] else BREAK


def _joins(character: str) -> bool:
    """Tell whether *character* may become one with what stands before it."""
    return unicodedata.category(character)[0] == "M" or any(
        first <= ord(character) <= last for first, last in _JOINING_JAMO
    )
