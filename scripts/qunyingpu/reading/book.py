"""Turn the files under ``heroes/`` and ``content/`` into one Book, or tell every mistake in them at once.

A file that fails is named and the others are still checked; what a failing file is called still counts, so that a
reference to it is no second mistake.
"""

from __future__ import annotations

import datetime
import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel

from qunyingpu.errors import ContentError, Problem, Severity
from qunyingpu.model.activity import Activity
from qunyingpu.model.book import Book
from qunyingpu.model.campaign import Campaign
from qunyingpu.model.ceremony import Ceremony
from qunyingpu.model.hero import Hero
from qunyingpu.model.regulation import Regulation
from qunyingpu.reading.documents import TreeCache, fit_to_show, read_document, source_of
from qunyingpu.reading.files import Found, find_files, is_portable, replaced
from qunyingpu.reading.masters import Masters
from qunyingpu.reading.pages import page_problems
from qunyingpu.reading.permalinks import LIST, Listed, lost_addresses, read_permalinks
from qunyingpu.reading.portraits import wrong_pictures, wrong_portraits
from qunyingpu.reading.profiles import FOLDER, Profile, is_portrait, misplaced_files, read_profiles
from qunyingpu.reading.records import read_record
from qunyingpu.reading.references import (
    doubled_ids,
    made_addresses,
    taken_aliases,
    unknown_campaigns,
    unknown_ceremonies,
    unknown_heroes,
    unknown_participants,
    unlisted_heroes,
    withdrawn_heroes,
)
from qunyingpu.reading.windows import unknown_queried_ceremonies, wrong_windows
from qunyingpu.readings import read_name
from qunyingpu.story import story_mistakes

R = TypeVar("R", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading: the *book*, None where a problem is an error, and all *problems*, in order of place.

    *sound* holds whatever could be read, for what concerns one hero alone. It is None where a profile, or the list of
    addresses, could not be: nobody knows whose name that one hides.
    """

    book: Book | None
    sound: Book | None
    problems: tuple[Problem, ...]


def read_book(
    root: Path, *, today: datetime.date, cache: TreeCache | None = None, masters: Masters | None = None
) -> Book:
    """Return the book of the project at *root*; raise ContentError with every problem when one of them is an error.

    *today* only judges dates that lie ahead. *cache* keeps what YAML texts say from one run to the next, *masters* the
    photographs: without them these are judged by their headers alone.
    """
    reading = read_all(root, today=today, cache=cache, masters=masters)
    if reading.book is None:
        raise ContentError(reading.problems)
    return reading.book


def read_all(
    root: Path,
    *,
    today: datetime.date,
    cache: TreeCache | None = None,
    masters: Masters | None = None,
    instead: Sequence[Found] = (),
) -> Reading:
    """Return the book of the project at *root* together with its warnings, or no book and every problem.

    *instead* are files under ``heroes/`` that are about to be written, read in place of those of the same path.
    """
    with _collector_paused():
        return _read(root, today, cache, masters, instead)


def _read(
    root: Path, today: datetime.date, cache: TreeCache | None, masters: Masters | None, instead: Sequence[Found]
) -> Reading:
    problems: list[Problem] = []
    files = replaced(find_files(root, FOLDER, problems), instead)
    listed = read_permalinks(next((found for found in files if found.file == LIST), None), problems)
    profiles = list(read_profiles(files, today, cache))
    is_legible = all(profile.hero for profile in profiles) and all(map(_is_of_picture, problems))
    records = _read_records(root, problems)
    problems += page_problems(root)
    problems += misplaced_files(files)
    problems += doubled_ids([found for found in files if found.name.endswith(".yaml")])
    problems += [problem for profile in profiles for problem in profile.problems]
    problems += _wrong_texts(records)
    sound = [(profile.hero, profile.found) for profile in profiles if profile.hero]
    problems += wrong_portraits(sound, files, masters)
    problems += wrong_pictures((hero for hero, _ in sound), files)
    problems += _across(profiles, records, listed)
    told = tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.sort_key))
    book = Book(
        heroes=tuple(profile.hero for profile in profiles if profile.hero),
        campaigns=_sound(records.campaigns),
        ceremonies=_sound(records.ceremonies),
        activities=_sound(records.activities),
        regulations=_sound(records.regulations),
        permalinks=tuple(item.link for item in listed),
        read_name=read_name,
        digests={profile.hero.id: profile.digest for profile in profiles if profile.hero and profile.digest},
    )
    is_clean = all(problem.severity is not Severity.ERROR for problem in told)
    return Reading(book if is_clean else None, book if is_legible else None, told)


def _is_of_picture(problem: Problem) -> bool:
    return is_portrait(Found(problem.file, ""))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector out: records hold no cycles, and it would search ten thousand of them in vain."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


class _Entry(NamedTuple, Generic[R]):
    """The file *found* of a folder, and the *record* when all is well."""

    found: Found
    record: R | None


class _Records(NamedTuple):
    """What stands under ``content/``, a folder each."""

    campaigns: Sequence[_Entry[Campaign]]
    ceremonies: Sequence[_Entry[Ceremony]]
    activities: Sequence[_Entry[Activity]]
    regulations: Sequence[_Entry[Regulation]]


def _read_records(root: Path, problems: list[Problem]) -> _Records:
    return _Records(
        campaigns=list(_read_folder(root, "content/campaigns", Campaign, problems)),
        ceremonies=list(_read_folder(root, "content/ceremonies", Ceremony, problems)),
        activities=list(_read_folder(root, "content/activities", Activity, problems)),
        regulations=list(_read_folder(root, "content/regulations", Regulation, problems)),
    )


def _sound(entries: Sequence[_Entry[R]]) -> tuple[R, ...]:
    return tuple(entry.record for entry in entries if entry.record)


def _read_folder(root: Path, folder: str, record: type[R], problems: list[Problem]) -> Iterator[_Entry[R]]:
    """Yield the records of the YAML files of *folder*; pages and pictures beside them are the engine's."""
    endings = (".yaml", ".yml", ".yaml.txt", ".yml.txt")
    files = [found for found in find_files(root, folder, problems) if found.name.casefold().endswith(endings)]
    problems += doubled_ids(files)
    for found in files:
        if not (found.name.endswith(".yaml") and is_portable(found.stem)):
            problems.append(_misnamed(found))
        if found.folder != folder:
            problems.append(Problem.told("file-place", file=found.file, expected=f"{folder}/{found.name}"))
        document = read_document(found)
        value, more = read_record(record, document, found.stem)
        problems += fit_to_show([*document.problems, *more])
        yield _Entry(found, value)


def _misnamed(found: Found) -> Problem:
    expected = "qingming.yaml 这样的名字"
    return Problem.told("file-name", file=found.file, name=found.name[:60], expected=expected)


def _wrong_texts(records: _Records) -> Iterator[Problem]:
    """Yield the pictures and unsafe links in texts that are Markdown, as a profile's story is."""
    entries: list[_Entry[Any]] = [*records.campaigns, *records.activities, *records.regulations]
    for entry in entries:
        for field in ("text", "done"):
            for code, context in story_mistakes(getattr(entry.record, field, "")):
                yield source_of(entry.found).problem(code, (field,), **context)


def _across(profiles: Sequence[Profile], records: _Records, listed: Sequence[Listed]) -> Iterator[Problem]:
    heroes: dict[str, Hero | None] = {profile.found.stem: profile.hero for profile in profiles}
    names = {entry.found.stem for entry in records.ceremonies}
    stems = {entry.found.stem for entry in records.campaigns}
    withdrawn = withdrawn_heroes(listed)
    sound = [(profile.hero, profile.found) for profile in profiles if profile.hero]
    for hero, found in sound:
        yield from unknown_ceremonies(hero, found, names)
    for entry in records.campaigns:
        if entry.record:
            yield from wrong_windows(entry.record, entry.found)
            yield from unknown_queried_ceremonies(entry.record, entry.found, names)
            yield from unknown_heroes(entry.record, entry.found, heroes, withdrawn)
    for activity in records.activities:
        if activity.record:
            yield from unknown_campaigns(activity.record, activity.found, stems)
            yield from unknown_participants(activity.record, activity.found, heroes, withdrawn)
    yield from taken_aliases(sound)
    files = {profile.found.stem: profile.found.file for profile in profiles}
    yield from unlisted_heroes([hero for hero, _ in sound], listed, files)
    yield from lost_addresses(listed, made_addresses(heroes, campaigns=stems, ceremonies=names))
