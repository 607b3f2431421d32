"""Turn parcels that came by mail into changes of the roll, each judged as if it lay there already."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from qunyingpu.authoring.canonical import profile_path
from qunyingpu.authoring.formatting import formatted, is_utf8
from qunyingpu.authoring.parcels import Parcel
from qunyingpu.authoring.permalinks import address_of
from qunyingpu.authoring.trial import problems_with
from qunyingpu.errors import Problem, Severity
from qunyingpu.model.hero import Hero
from qunyingpu.model.vocabulary import Visibility
from qunyingpu.photos.headers import has_traces
from qunyingpu.reading import Masters, judge_profile, parse_document
from qunyingpu.reading.files import SIZE_LIMIT, Found, decode
from qunyingpu.reading.masters import Master, Refusal
from qunyingpu.writing import Store


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the parcel *name* brings: *heroes*, the *contents* of files by path, and all *problems*.

    *places* gives for each path what it is called in the parcel, *sent* what it holds there: problems tell of that.
    """

    name: str
    heroes: tuple[Hero, ...]
    contents: Mapping[str, bytes]
    sent: Mapping[str, bytes]
    places: Mapping[str, str]
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether everything in it may be placed."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    @property
    def addresses(self) -> list[str]:
        """Return the addresses of the pages that it will make."""
        shown = (hero for hero in self.heroes if not hero.draft and hero.visibility is not Visibility.WITHHELD)
        return [address_of(hero.id) for hero in shown]


def judged_deliveries(
    root: Path, parcels: Sequence[Parcel], known: Mapping[str, Hero], *, today: datetime.date, store: Store
) -> list[Delivery]:
    """Return what each of *parcels* would bring to the project at *root*, whose heroes are *known* by id.

    Photographs are developed, and kept in *store*, as they are for the site. A parcel is judged by itself, then beside
    those before it, and then, if sound, in its place in the roll.
    """
    masters = Masters(store)
    before = set(problems_with(root, {}, today=today, store=store, masters=masters))
    taken: dict[str, Delivery] = {}
    judged: list[Delivery] = []
    placed: list[Delivery] = []
    for parcel in parcels:
        delivery = _unpacked(parcel, today)
        more = [*_doubled(delivery, taken), *_replaced(delivery, known)]
        delivery = replace(delivery, problems=(*delivery.problems, *more))
        if delivery.is_sound:
            sent = {path: content for each in (*placed, delivery) for path, content in each.sent.items()}
            across = problems_with(root, sent, today=today, store=store, masters=masters)
            # Addresses will be listed when it is placed; what was wrong before is not the sender's.
            new = (problem for problem in across if problem not in before and problem.code != "permalink-missing")
            told = [_renamed(problem, delivery) for problem in new if _is_about(problem, delivery)]
            more = [problem for problem in told if problem not in delivery.problems]
            delivery = replace(delivery, problems=(*delivery.problems, *more))
        if delivery.is_sound:
            delivery = _without_traces(delivery, masters)
        if delivery.is_sound:
            placed.append(delivery)
            taken |= {hero.id: delivery for hero in delivery.heroes if hero.id not in taken}
        judged.append(delivery)
    return judged


def _without_traces(delivery: Delivery, masters: Masters) -> Delivery:
    """Return *delivery* with photographs developed that tell where they were taken: the repository must not know."""
    photos = {path: content for path, content in delivery.contents.items() if not path.endswith(".yaml")}
    telling = {path: content for path, content in photos.items() if has_traces(content)}
    with tempfile.TemporaryDirectory(prefix="qunyingpu-") as folder:
        files = {path: Path(folder) / PurePosixPath(path).name for path in telling}
        for path, file in files.items():
            file.write_bytes(telling[path])
        made = masters.of(files.values())
        developed = {path: made[file] for path, file in files.items()}
        plain = {path: Path(one.file.path).read_bytes() for path, one in developed.items() if isinstance(one, Master)}
    # A fault that the roll's own photograph has as well was not held against the sender.
    refused = [
        Problem.told(one.code, file=delivery.places[path], photo=PurePosixPath(path).name, **one.context)
        for path, one in developed.items()
        if isinstance(one, Refusal)
    ]
    return replace(delivery, contents={**delivery.contents, **plain}, problems=(*delivery.problems, *refused))


def message_of(delivery: Delivery) -> str:
    """Return the message of the commit for *delivery*.

    It names those alone whom the site shows by name; what the zip is called may name the others.
    """
    words = [f"{hero.name}（{hero.id}）" if _is_named(hero) else hero.id for hero in delivery.heroes]
    return f"收入档案：{'、'.join(words)}\n"


def _is_named(hero: Hero) -> bool:
    return hero.visibility is Visibility.NAMED and not hero.draft


def _unpacked(parcel: Parcel, today: datetime.date) -> Delivery:
    heroes: list[Hero] = []
    contents: dict[str, bytes] = {}
    sent: dict[str, bytes] = {}
    places: dict[str, str] = {}
    problems = list(parcel.problems)
    for entry, content in parcel.profiles.items():
        found = Found(parcel.file(entry), "")
        if len(content) > SIZE_LIMIT:
            limit = f"{SIZE_LIMIT // 1024} KB"
            problems.append(Problem.told("file-too-large", file=found.file, size=len(content), limit=limit))
            continue
        done = formatted(found, content, today=today)
        problems += done.problems
        if done.content is not None:
            path = profile_path(found.stem)
            hero, _ = judge_profile(parse_document(path, decode(found, done.content)), found.stem, today=today)
            heroes += [hero] if hero else []
            contents[path], places[path] = done.content, found.file
            sent[path] = content if is_utf8(content) else done.content
    names = {PurePosixPath(entry).stem for entry in parcel.profiles}
    depicted = {hero.portrait.file for hero in heroes if hero.portrait}
    for entry, content in parcel.photos.items():
        name = PurePosixPath(entry).name
        path = f"heroes/{name[:2]}/{name}"
        if name in depicted:
            contents[path], sent[path], places[path] = content, content, parcel.file(entry)
        elif PurePosixPath(entry).stem not in names or len(heroes) == len(names):
            problems.append(Problem.told("parcel-photo", file=parcel.file(entry), name=name))
    return Delivery(parcel.name, tuple(heroes), contents, sent, places, tuple(problems))


def _doubled(delivery: Delivery, taken: Mapping[str, Delivery]) -> Iterator[Problem]:
    """Yield the files of *delivery* that an earlier one brings with another content."""
    for path, content in delivery.contents.items():
        hero_id = PurePosixPath(path).stem
        other = taken.get(hero_id)
        if other and other.contents.get(path, content) != content:
            place = other.places[path]
            yield Problem.told("parcel-twice", file=delivery.places[path], id=hero_id, other=place)


def _replaced(delivery: Delivery, known: Mapping[str, Hero]) -> Iterator[Problem]:
    """Yield the profiles of *delivery* whose id the roll has for somebody else."""
    for hero in delivery.heroes:
        other = known.get(hero.id)
        if other and not {other.name, *other.former_names} & {hero.name, *hero.former_names}:
            file = delivery.places[profile_path(hero.id)]
            yield Problem.told("parcel-taken", file=file, id=hero.id, name=other.name, other=hero.name)


def _is_about(problem: Problem, delivery: Delivery) -> bool:
    """Tell whether *delivery* brought *problem*: parcels before it have told their own warnings."""
    return problem.file in delivery.places or problem.severity is Severity.ERROR


def _renamed(problem: Problem, delivery: Delivery) -> Problem:
    return replace(problem, file=delivery.places.get(problem.file, problem.file))
