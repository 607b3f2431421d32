"""Read of a project what the doors for staff need: its sound profiles, those that are named, and what would come in."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from qunyingpu.authoring.inbox import Delivery, judged_deliveries
from qunyingpu.authoring.parcels import open_parcel
from qunyingpu.authoring.trial import problems_with
from qunyingpu.errors import Problem, UsageError
from qunyingpu.model.hero import Hero
from qunyingpu.reading import PERMALINKS
from qunyingpu.reading.files import Found, find_files
from qunyingpu.reading.permalinks import read_permalinks
from qunyingpu.reading.profiles import read_profiles
from qunyingpu.reading.references import withdrawn_heroes
from qunyingpu.writing import CACHE, Store


@dataclass(frozen=True, slots=True)
class SoundProfiles:
    """The *heroes* of a project that could be read, ids that are *withdrawn*, and the files that are *broken*."""

    heroes: Sequence[Hero]
    withdrawn: frozenset[str]
    broken: Sequence[str]


def sound_profiles(root: Path, *, today: datetime.date) -> SoundProfiles:
    """Return all profiles of the project at *root* that have no mistake of their own, drafts and hidden ones too."""
    files = find_files(root, "heroes", [])
    profiles = list(read_profiles(files, today, Store(root / CACHE).trees))
    listed = read_permalinks(next((found for found in files if found.file == PERMALINKS), None), [])
    return SoundProfiles(
        heroes=[profile.hero for profile in profiles if profile.hero],
        withdrawn=frozenset(withdrawn_heroes(listed)),
        broken=[profile.found.file for profile in profiles if not profile.hero],
    )


def trial_problems(root: Path, contents: Mapping[str, bytes], *, today: datetime.date) -> tuple[Problem, ...]:
    """Return every problem of the project at *root* once the files *contents*, by path, are in it."""
    return problems_with(root, contents, today=today, store=Store(root / CACHE))


def opened_deliveries(root: Path, files: Sequence[Path], *, today: datetime.date) -> list[Delivery]:
    """Return what the zips *files* would bring to the project at *root*, each judged as if it lay there already."""
    known = {hero.id: hero for hero in sound_profiles(root, today=today).heroes}
    parcels = [open_parcel(file) for file in files]
    return judged_deliveries(root, parcels, known, today=today, store=Store(root / CACHE))


def profiles_named(root: Path, names: Sequence[str]) -> Sequence[Found]:
    """Return the profiles of *names*, each an id or the path of a file; all where there are no names.

    Raises UsageError for a name that is no profile of the project at *root*.
    """
    every = [found for found in find_files(root, "heroes", []) if found.name.endswith(".yaml")]
    if not names:
        return every
    places = {Path(found.path).resolve(): found for found in every}
    stems = {found.stem: found for found in every}
    return [stems.get(name) or places.get(Path(name).resolve()) or _no_profile(name) for name in names]


def _no_profile(name: str) -> NoReturn:
    raise UsageError(f"“{name}”不是这个项目的档案。请写编号，或 heroes 文件夹里 .yaml 文件的路径。")
