"""Turn heroes into cards: what the list of results shows of each row besides the name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from qunyingpu.model.published import PublishedHero
from qunyingpu.model.vocabulary import DeedType, Kind, Level, Outcome
from qunyingpu.outputs.search.columns import fit_for_script, written
from qunyingpu.stele import Stele, stele_of

ROWS_OF_A_FILE = 64
LEGIBLE = 19.0
"""The least size of a stele's name, in hundredths of its width, that is legible beside a line of a list."""

_MARKED = (Outcome.SACRIFICED, Outcome.MIXED)
_FEW_HAN = re.compile("[\u3400-\u9fff]{1,4}")


def card_of(hero: PublishedHero, place: str, level: Level | None, outcome: Outcome) -> str:
    """Return the card of *hero*, of which a list tells *place*, *level* and *outcome*, as JSON that fits a script."""
    told = f"{place}　{hero.deed.date.year}{_told(hero.deed.type, level)}"
    words = ",".join(map(encode_basestring, (hero.id, told, _mark(outcome), hero.deed.summary)))
    return fit_for_script(f"[{words}{'' if hero.portrait else _stele(hero.name, hero.kind)}]")


def card_files(cards: Sequence[str]) -> list[str]:
    """Return what each file of *cards* holds."""
    starts = range(0, len(cards), ROWS_OF_A_FILE)
    return [f"[{','.join(cards[start : start + ROWS_OF_A_FILE])}]" for start in starts]


@cache
def _told(deed: DeedType, level: Level | None) -> str:
    return f"年　{deed.label}{f'　{level.label}' if level else ''}"


def _mark(outcome: Outcome) -> str:
    return outcome.label if outcome in _MARKED else ""


def _stele(name: str, kind: Kind) -> str:
    """Return size, gap and columns of the stele of *name*, each after a comma."""
    if _FEW_HAN.fullmatch(name):
        return f'{_beginning(len(name))}{name}"'
    stele = stele_of(name)
    if kind is Kind.GROUP and stele.size < LEGIBLE:
        stele = stele_of(Kind.GROUP.label)
    return _written(stele)


@cache
def _beginning(length: int) -> str:
    # Few Han characters are one column, whatever they are: most names need no more than its size and gap.
    return _written(stele_of("一" * length))[: -1 - length]


def _written(stele: Stele) -> str:
    return f",{written((stele.size, stele.gap, *_columns(stele)))[1:-1]}"


def _columns(stele: Stele) -> Iterator[Any]:
    """Yield for each column a text, or where a cell is not one character a list whose runs are ``[text, scale]``."""
    for column in stele.columns:
        cells = [cell.text if len(cell.text) == 1 else [cell.text, cell.scale] for cell in column]
        yield cells if any(isinstance(cell, list) for cell in cells) else "".join(cell.text for cell in column)
