"""Turn heroes into their plaques: the portrait where there is one, else the stele of the name."""

from __future__ import annotations

from dataclasses import dataclass, field

from markupsafe import Markup

from qunyingpu.captions import side_place, side_title
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.vocabulary import Kind
from qunyingpu.outputs.pages.press import Press
from qunyingpu.outputs.pages.wording import has_fallen
from qunyingpu.stele import Stele, stele_of

LEGIBLE = 19.0
"""The least size of a stele's name, in hundredths of its width, that is legible on a plaque as narrow as a thumb."""


@dataclass(frozen=True, slots=True)
class Plaques:
    """Plaques as markup."""

    press: Press
    portrait: str = "tile.webp"
    """Which card of those with a photograph `large` shows."""
    _cards: dict[str, Markup] = field(default_factory=dict)

    def large(self, hero: PublishedHero) -> Markup:
        """Return the plaque of the hero's own page, with title and place beside the name where there is room."""
        stele = stele_of(hero.name)
        title, place = (side_title(hero), side_place(hero)) if stele.leaves_sides else ("", "")
        return self._render(hero, stele, f"../cards/{hero.id}-{self.portrait}", title=title, place=place)

    def medium(self, hero: PublishedHero, *, base: str) -> Markup:
        """Return the plaque of a card, *base* being the way from the page to the site's root."""
        return self._render(hero, stele_of(hero.name), f"{base}cards/{hero.id}-tile.webp")

    def card(self, hero: PublishedHero) -> Markup:
        """Return a small plaque with name and summary, for pages in a folder; rendered once however many show it.

        The long name of a group would be tiny on the plaque: 群体 stands there instead, the name stands beside it.
        """
        if hero.id not in self._cards:
            stele = stele_of(hero.name)
            if hero.kind is Kind.GROUP and stele.size < LEGIBLE:
                stele = stele_of(Kind.GROUP.label)
            plaque = self._render(hero, stele, f"../cards/{hero.id}-tile.webp")
            self._cards[hero.id] = self.press.part("plaque.html", "card")(plaque, hero.name, hero.deed.summary)
        return self._cards[hero.id]

    def _render(self, hero: PublishedHero, stele: Stele, card: str, *, title: str = "", place: str = "") -> Markup:
        draw = self.press.part("plaque.html", "portrait" if hero.portrait else "stele")
        quiet = has_fallen(hero)
        return draw(card, hero.name, quiet) if hero.portrait else draw(stele, quiet, title, place)
