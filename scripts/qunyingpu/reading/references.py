"""Find what only shows when all files are seen together: names of things that are not there, one id used twice."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator, Mapping, Sequence

from qunyingpu.errors import Problem
from qunyingpu.model.activity import Activity
from qunyingpu.model.book import AddressStatus, Permalink
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.hero import Hero
from qunyingpu.model.vocabulary import Visibility
from qunyingpu.reading.documents import source_of
from qunyingpu.reading.files import Found
from qunyingpu.reading.keys import Path
from qunyingpu.reading.permalinks import Listed


def doubled_ids(files: Sequence[Found]) -> Iterator[Problem]:
    """Yield each of *files* whose stem an earlier one has, in whatever case: Windows would keep only one."""
    first: dict[str, str] = {}
    for found in files:
        other = first.setdefault(found.stem.casefold(), found.file)
        if other != found.file:
            yield Problem.told("id-duplicate", file=found.file, id=found.stem, other=other)


def unknown_ceremonies(hero: Hero, found: Found, ceremonies: Collection[str]) -> Iterator[Problem]:
    """Yield the honours of *hero* and of its members that name none of *ceremonies*."""
    honours: list[tuple[Path, str | None]] = [
        (("honours", place, "ceremony"), honour.ceremony) for place, honour in enumerate(hero.honours)
    ]
    for index, member in enumerate(hero.members):
        honours += [
            (("members", index, "honours", place, "ceremony"), honour.ceremony)
            for place, honour in enumerate(member.honours)
        ]
    for path, ceremony in honours:
        if ceremony is not None and ceremony not in ceremonies:
            yield source_of(found).problem(
                "ceremony-unknown", path, id=ceremony, suggestion=nearest(ceremony, ceremonies)
            )


def unknown_heroes(
    campaign: Campaign, found: Found, heroes: Mapping[str, Hero | None], withdrawn: Collection[str]
) -> Iterator[Problem]:
    """Yield the featured heroes of *campaign* that are not among *heroes*, by id, or are not shown by name."""
    yield from _wrong_heroes("featured", campaign.featured, found, heroes, withdrawn)


def unknown_participants(
    activity: Activity, found: Found, heroes: Mapping[str, Hero | None], withdrawn: Collection[str]
) -> Iterator[Problem]:
    """Yield the heroes of *activity* that are not among *heroes*, by id, or are not shown by name."""
    yield from _wrong_heroes("heroes", activity.heroes, found, heroes, withdrawn)


def unknown_campaigns(activity: Activity, found: Found, campaigns: Collection[str]) -> Iterator[Problem]:
    """Yield the campaign of *activity* when it is none of *campaigns*."""
    wanted = activity.campaign
    if wanted is not None and wanted not in campaigns:
        suggestion = nearest(wanted, campaigns)
        yield source_of(found).problem("campaign-unknown", ("campaign",), id=wanted, suggestion=suggestion)


def taken_aliases(heroes: Sequence[tuple[Hero, Found]]) -> Iterator[Problem]:
    """Yield the aliases that are somebody's real name: the wrong person would be taken for the hero."""
    real = {hero.name for hero, _ in heroes} | {member.name for hero, _ in heroes for member in hero.members}
    for hero, found in heroes:
        people: list[tuple[Path, str | None]] = [(("alias",), hero.alias)]
        people += [(("members", place, "alias"), member.alias) for place, member in enumerate(hero.members)]
        for path, alias in people:
            if alias in real:
                yield source_of(found).problem("alias-taken", path, alias=alias)


def unlisted_heroes(heroes: Sequence[Hero], listed: Sequence[Listed], files: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the shown *heroes* whose address is not in the list; *files* gives the file of an id."""
    paths = {item.link.path for item in listed}
    for hero in heroes:
        path = f"heroes/{hero.id}.html"
        if path not in paths and not hero.draft and hero.visibility is not Visibility.WITHHELD:
            yield Problem.told("permalink-missing", file=files[hero.id], path=path)


def made_addresses(
    heroes: Mapping[str, Hero | None], *, campaigns: Collection[str], ceremonies: Collection[str]
) -> set[str]:
    """Return the addresses of pages that these files make; a file with mistakes (None) counts as well."""
    shown = (i for i, hero in heroes.items() if not hero or not (hero.draft or hero.visibility is Visibility.WITHHELD))
    made = {f"heroes/{hero_id}.html" for hero_id in shown}
    made |= {f"campaigns/{stem}.html" for stem in campaigns}
    return made | {f"ceremonies/{stem}.html" for stem in ceremonies}


def withdrawn_heroes(listed: Sequence[Listed]) -> set[str]:
    """Return the ids whose address is withdrawn."""
    return {_id_in(item.link) for item in listed if item.link.status is AddressStatus.WITHDRAWN}


def nearest(wanted: str, known: Collection[str]) -> str:
    """Return the sentence that offers the most similar of *known*, empty where none is similar."""
    near = difflib.get_close_matches(wanted, sorted(known), 1, 0.6)
    return f"是不是 {near[0]}？" if near else ""


def _wrong_heroes(
    key: str, ids: Sequence[str], found: Found, heroes: Mapping[str, Hero | None], withdrawn: Collection[str]
) -> Iterator[Problem]:
    for place, hero_id in enumerate(ids):
        path = (key, place)
        hero = heroes.get(hero_id)
        if hero_id not in heroes:
            suggestion = nearest(hero_id, heroes)
            yield source_of(found).problem("hero-unknown", path, id=hero_id, suggestion=suggestion)
        elif hero_id in withdrawn or (hero and (hero.draft or hero.visibility is not Visibility.NAMED)):
            yield source_of(found).problem("hero-hidden", path, id=hero_id)


def _id_in(link: Permalink) -> str:
    return link.path.removeprefix("heroes/").removesuffix(".html")
