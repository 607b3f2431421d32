"""Turn the roll into cards: what the list of results shows of each row besides the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from json.encoder import encode_basestring
from typing import Any

from qunyingpu.model.vocabulary import DeedType, Kind, Level, Outcome
from qunyingpu.outputs.search.columns import fit_for_script, written
from qunyingpu.outputs.search.roll import People, Roll
from qunyingpu.stele import Stele, stele_of

ROWS_OF_A_FILE = 64
LEGIBLE = 19.0
"""The least size of a stele's name, in hundredths of its width, that is legible beside a line of a list."""

_MARKED = (Outcome.SACRIFICED, Outcome.MIXED)
_FEW_HAN = re.compile("[\u3400-\u9fff]{1,4}")


def card_files(roll: Roll) -> list[str]:
    """Return what each file of cards holds."""
    deeds, shown = roll.deeds, [encode_basestring(place.shown)[1:-1] for place in roll.places]
    kinds = [
        f'年　{deed.label}{f"　{level.label}" if level else ""}","{outcome.label if outcome in _MARKED else ""}'
        for deed in DeedType
        for level in (*Level, None)
        for outcome in Outcome
    ]
    kind = (roll.type * (len(Level) + 1) + roll.level) * len(Outcome) + roll.outcome
    cards = [
        f'["{hero}","{shown[place]}　{date.year}{kinds[kind]}",{encode_basestring(summary)}{stele}]'
        for hero, place, date, kind, summary, stele in zip(
            *(roll.people.id, roll.place.tolist(), deeds.date, kind.tolist(), deeds.summary, _steles(roll.people)),
            strict=True,
        )
    ]
    starts = range(0, len(cards), ROWS_OF_A_FILE)
    return [fit_for_script(f"[{','.join(cards[start : start + ROWS_OF_A_FILE])}]") for start in starts]


def _steles(people: People) -> list[str]:
    """Return size, gap and columns of the stele of each row, each after a comma; nothing where a portrait stands."""
    # Few Han characters are one column, whatever they are: most names need no more than its size and gap.
    beginnings = [""] + [_stele("一" * length, Kind.INDIVIDUAL)[: -1 - length] for length in range(1, 5)]
    return [
        ("" if portrait else f'{beginnings[len(name)]}{name}"' if _FEW_HAN.fullmatch(name) else _stele(name, kind))
        for name, kind, portrait in zip(people.name, people.kind, people.portrait, strict=True)
    ]


def _stele(name: str, kind: Kind) -> str:
    stele = stele_of(name)
    if kind is Kind.GROUP and stele.size < LEGIBLE:
        stele = stele_of(Kind.GROUP.label)
    return f",{written((stele.size, stele.gap, *_columns(stele)))[1:-1]}"


def _columns(stele: Stele) -> Iterator[Any]:
    """Yield for each column a text, or where a cell is not one character a list whose runs are ``[text, scale]``."""
    for column in stele.columns:
        cells = [cell.text if len(cell.text) == 1 else [cell.text, cell.scale] for cell in column]
        yield cells if any(isinstance(cell, list) for cell in cells) else "".join(cell.text for cell in column)
