"""Turn heroes into rows of lists, each rendered once however many lists it stands in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from markupsafe import Markup

from qunyingpu.model.published import PublishedHero
from qunyingpu.outputs.pages.places import place_of
from qunyingpu.outputs.pages.press import Press
from qunyingpu.outputs.pages.wording import has_fallen, outcome_label


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows as markup, for pages in a folder."""

    press: Press
    _kept: dict[str, Markup] = field(default_factory=dict)

    def of(self, heroes: Iterable[PublishedHero]) -> Markup:
        """Return a row for each of *heroes*."""
        return Markup("".join([self._row(hero) for hero in heroes]))  # noqa: S704 - rows are markup

    def _row(self, hero: PublishedHero) -> Markup:
        if hero.id not in self._kept:
            place = place_of(hero)
            mark = outcome_label(hero) if has_fallen(hero) else ""
            draw = self.press.part("row.html", "row")
            self._kept[hero.id] = draw(hero, mark, place.province, place.city, hero.level)
        return self._kept[hero.id]
