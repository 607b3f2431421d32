"""Turn every hero of the roll into a page of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from qunyingpu.captions import leading_title
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Honour
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.vocabulary import Channel, Outcome
from qunyingpu.model.vocabulary import Kind as HeroKind
from qunyingpu.outputs.pages.kinship import Kinship
from qunyingpu.outputs.pages.linked_data import linked_data
from qunyingpu.outputs.pages.places import full_words, place_of
from qunyingpu.outputs.pages.plaques import Plaques
from qunyingpu.outputs.pages.press import Context, Page, Press
from qunyingpu.outputs.pages.shells import Kind
from qunyingpu.outputs.pages.wording import outcome_label
from qunyingpu.qr import qr_code, svg_path
from qunyingpu.story import story_html
from qunyingpu.writing import Artifact

LONG_NAME = 7
"""Characters from which on a name is set smaller: what the name of a person hardly has and that of a group does."""


def hero_pages(book: PublishedBook, press: Press, plaques: Plaques) -> Iterator[Artifact]:
    """Yield ``heroes/<id>.html`` for all of *book*, in the order of the roll."""
    # numpy, which one page alone does without, takes longer to load than that page to make.
    from qunyingpu.qr_series import svg_paths  # noqa: PLC0415

    biographer = Biographer.of(book, press, plaques)
    addresses = [press.site.address(hero.path) for hero in book.heroes]
    side = qr_code(addresses[0]).size if addresses else 0
    for hero, path in zip(book.heroes, svg_paths(addresses), strict=True):
        yield press.print(
            Page(
                kind=Kind.HERO,
                path=hero.path,
                title=f"{hero.name}（{hero.note}）" if hero.note else hero.name,
                description=hero.deed.summary,
                template="hero.html",
                context={
                    **biographer.context_of(hero),
                    **biographer.kin_of(hero),
                    "qr": {"side": side, "path": path},
                },
                image=f"cards/{hero.id}-share.jpg" if Channel.SOCIAL in hero.channels else "",
                linked_data=linked_data(hero, press.site),
            )
        )


def hero_body(hero: PublishedHero, book: PublishedBook, press: Press) -> Markup:
    """Return the page of *hero* without the frame of the site; neighbours and kin are those of *book*."""
    biographer = Biographer.of(book, press, Plaques(press))
    address = press.site.address(hero.path)
    code = {"side": qr_code(address).size, "path": svg_path(address)}
    return press.render("hero.html", {**biographer.context_of(hero), **biographer.kin_of(hero), "qr": code})


@dataclass(frozen=True, slots=True)
class Biographer:
    """What the pages of all heroes are written with."""

    book: PublishedBook
    press: Press
    plaques: Plaques
    kinship: Kinship
    ceremonies: Mapping[str, Ceremony]

    @classmethod
    def of(cls, book: PublishedBook, press: Press, plaques: Plaques) -> Biographer:
        """Return the one who writes on the heroes of *book*."""
        return cls(book, press, plaques, Kinship(book), {ceremony.id: ceremony for ceremony in book.ceremonies})

    def context_of(self, hero: PublishedHero) -> Context:
        """Return what a page on *hero* is filled with, but for the QR code and for kin."""
        return {
            "hero": hero,
            "plaque": self.plaques.large(hero),
            "is_long": len(hero.name) >= LONG_NAME,
            "rank": leading_title(hero),
            "who": who_lines(hero),
            "where": full_words(hero),
            "traits": "、".join(trait.label for trait in hero.traits),
            "outcome": outcome_label(hero),
            "regions": place_of(hero).today[:2],
            # story_html allows a few tags and nothing else, see its module.
            "story": Markup(story_html(hero.deed.story)),  # noqa: S704
            "members": members(hero),
            "honours": [self._entry(honour) for honour in hero.timeline],
            "is_sample": self.press.site.is_sample,
            "is_shared": Channel.SOCIAL in hero.channels,
        }

    def kin_of(self, hero: PublishedHero) -> Context:
        """Return who stands before and after *hero* in the roll, and who is related."""
        return {
            "before": self.kinship.before(hero),
            "after": self.kinship.after(hero),
            "kin": [(kin.hero.id, self.plaques.card(kin.hero), kin.why) for kin in self.kinship.kin_of(hero)],
        }

    def _entry(self, honour: Honour) -> tuple[Honour, Ceremony | None, str]:
        """Return *honour*, its ceremony, and who awarded it where the ceremony's name does not say so already."""
        ceremony = self.ceremonies.get(honour.ceremony or "")
        is_said = ceremony is not None and honour.awarded_by == ceremony.name
        return honour, ceremony, "" if is_said else honour.awarded_by or ""


def who_lines(hero: PublishedHero) -> tuple[str, ...]:
    """Return who it was in up to four lines: work, person, former names, death; of a group how many they were."""
    work = "，".join(part for part in (hero.occupation, hero.employer) if part)
    former = f"曾用名{'、'.join(hero.former_names)}" if hero.former_names else ""
    lines = (work, _count(hero) if hero.kind is HeroKind.GROUP else _person(hero), former, _death(hero))
    return tuple(line for line in lines if line)


def members(hero: PublishedHero) -> tuple[tuple[str, bool], ...]:
    """Return each member's name, and whether they died: of a group only those are mourned."""
    return tuple((member.name, hero.is_mourned or member.outcome is Outcome.SACRIFICED) for member in hero.members)


def _person(hero: PublishedHero) -> str:
    gender = hero.gender.label if hero.gender else ""
    born = f"{hero.birth_year}年生" if hero.birth_year else ""
    return "，".join(part for part in (gender, hero.ethnicity, born) if part)


def _count(hero: PublishedHero) -> str:
    everyone = f"共 {hero.member_count} 人" if hero.member_count else ""
    named = f"列名 {len(hero.members)} 人" if hero.members else ""
    return "，".join(part for part in (everyone, named) if part)


def _death(hero: PublishedHero) -> str:
    if not hero.is_mourned:
        return ""
    if hero.deed.died:
        return f"{hero.deed.died.label}牺牲"
    return "" if hero.kind is HeroKind.GROUP else "牺牲"
