"""Turn the published book into the files that the browser searches: ``core.js``, columns of all rows, and cards.

Rows stand in the order of the roll, so neighbours in the pinyin are neighbours here: the columns compress well, a
surname's cards lie in few files, and the engine needs no column for the order. What a card says of a row is needed
only where it is shown, so cards are files of their own, 64 rows each, known to ``core.js`` by their digests: a card
of another edition, left in a cache, is never taken for this one's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Site
from qunyingpu.model.vocabulary import Kind
from qunyingpu.outputs.search.columns import script
from qunyingpu.outputs.search.parts import facts_part, names_part, words_part
from qunyingpu.stele import stele_of
from qunyingpu.writing import Artifact, digest

FOLDER = "assets/search"
ROWS_OF_A_CARD = 64
LEGIBLE = 19.0
"""The least size of a stele's name, in hundredths of its width, that is legible beside a line of a list."""


def search_index(book: PublishedBook, site: Site) -> Iterator[Artifact]:
    """Yield ``core.js`` and the cards of *book*; the number of a row is its place in the order of the roll.

    Addresses are relative to the scripts, so nothing of *site*, which every output takes, is needed.
    """
    heroes = book.heroes
    cards = [_card(heroes[start : start + ROWS_OF_A_CARD]) for start in range(0, len(heroes), ROWS_OF_A_CARD)]
    keys = [digest(script("cards", card))[:6] for card in cards]
    parts = {
        "names": names_part(heroes) | {"cards": keys},
        "facts": facts_part(heroes),
        "words": words_part(book),
    }
    yield Artifact(f"{FOLDER}/core.js", b"".join(script("part", name, part) for name, part in parts.items()))
    for number, (card, key) in enumerate(zip(cards, keys, strict=True)):
        yield Artifact(f"{FOLDER}/cards/{number:03}.js", script("cards", number, key, card))


def _card(heroes: Sequence[PublishedHero]) -> list[list[Any]]:
    """Return rows of ``[id, summary]``, and where no portrait stands beside them ``size, gap, column …`` of the stele.

    A column is a text where each cell is one character, else a list whose runs are ``[text, scale]``.
    """
    return [[hero.id, hero.deed.summary, *([] if hero.portrait else _stele(hero))] for hero in heroes]


def _stele(hero: PublishedHero) -> Iterator[Any]:
    stele = stele_of(hero.name)
    if hero.kind is Kind.GROUP and stele.size < LEGIBLE:
        stele = stele_of(Kind.GROUP.label)
    yield stele.size
    yield stele.gap
    for column in stele.columns:
        cells = [cell.text if len(cell.text) == 1 else [cell.text, cell.scale] for cell in column]
        yield cells if any(isinstance(cell, list) for cell in cells) else "".join(cell.text for cell in column)
