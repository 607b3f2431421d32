"""Turn the roll into each hero's neighbours: who stands before and after, and who is near in place, honour and deed."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qunyingpu.model.book import PublishedBook
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.vocabulary import CeremonyKind, Kind
from qunyingpu.outputs.pages.places import place_of

Tie = tuple[str, str]
"""What binds a hero to others: a key that tells all ties apart, and why they are shown, in a few words."""


@dataclass(frozen=True, slots=True)
class Kin:
    """A related *hero*, and in a few words *why*."""

    hero: PublishedHero
    why: str


class Kinship:
    """Who is related to whom in a roll; asked hero by hero, it never walks the whole roll."""

    def __init__(self, book: PublishedBook) -> None:
        """Sort the heroes of *book* by every tie that binds them."""
        self._heroes = book.heroes
        self._rank = {hero.id: rank for rank, hero in enumerate(book.heroes)}
        latest = sorted(book.ceremonies, key=lambda one: (one.date.sort_key if one.date else (0, 0, 0), one.id))
        self._latest_ceremonies: dict[str, tuple[int, Tie]] = {
            one.id: (-age, (one.id, "同届受表彰" if one.kind is CeremonyKind.CONFERENCE else "同期上榜"))
            for age, one in enumerate(latest)
        }
        self._ties = [self._ties_of(hero) for hero in book.heroes]
        self._ranks: dict[str, list[int]] = defaultdict(list)
        for rank, ties in enumerate(self._ties):
            for strand in ties:
                for key, _ in strand:
                    self._ranks[key].append(rank)

    def before(self, hero: PublishedHero) -> PublishedHero | None:
        """Return who stands before *hero* in the roll."""
        rank = self._rank[hero.id]
        return self._heroes[rank - 1] if rank else None

    def after(self, hero: PublishedHero) -> PublishedHero | None:
        """Return who stands after *hero* in the roll."""
        rank = self._rank[hero.id] + 1
        return self._heroes[rank] if rank < len(self._heroes) else None

    def kin_of(self, hero: PublishedHero, *, most: int = 3) -> tuple[Kin, ...]:
        """Return up to *most* related heroes: one near in place, one honoured with them, one of the same kind of deed.

        Where one strand of ties binds nobody, the year of the deed stands in, then the others give a second. Of
        several, the next in the roll is taken, after the last the first again: so everybody is somebody's kin.
        """
        rank = self._rank[hero.id]
        strands = [self._along(rank, strand) for strand in self._ties[rank]]
        found: dict[str, Kin] = {}
        while strands and len(found) < most:
            for strand in tuple(strands):
                kin = next((kin for kin in strand if kin.hero.id not in found), None)
                if kin is None:
                    strands.remove(strand)
                elif len(found) < most:
                    found[kin.hero.id] = kin
        return tuple(found.values())

    def _along(self, own: int, strand: Sequence[Tie]) -> Iterator[Kin]:
        for key, why in strand:
            ranks = self._ranks[key]
            start = bisect_right(ranks, own)
            for place in range(len(ranks) - 1):
                yield Kin(self._heroes[ranks[(start + place) % len(ranks)]], why)

    def _ties_of(self, hero: PublishedHero) -> tuple[list[Tie], ...]:
        """Return the ties of place, honour, deed and year, in each strand the closest first."""
        places = [(region.code, f"同在{region.name}") for region in reversed(place_of(hero).today)]
        named = {honour.ceremony for honour in hero.all_honours if honour.ceremony in self._latest_ceremonies}
        honoured = sorted(self._latest_ceremonies[key] for key in named if key)
        deeds = [(hero.deed.type.id, f"同为{hero.deed.type.label}")]
        if hero.kind is Kind.GROUP:
            deeds.append((Kind.GROUP.id, "同为群体"))
        year = str(hero.deed.date.year)
        return places, [tie for _, tie in honoured], deeds, [(year, f"同在{year}年")]
