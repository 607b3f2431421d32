"""Judge what a pull request changes: its own mistakes first, and what only a comparison with its base can show."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path, PurePosixPath

from qunyingpu.authoring.canonical import profile_path
from qunyingpu.authoring.changes import FOLDERS
from qunyingpu.authoring.permalinks import address_of
from qunyingpu.engines.build_day import real_day
from qunyingpu.engines.project import project_problems
from qunyingpu.engines.versions import Base, ChangedFile, Fate
from qunyingpu.errors import Problem
from qunyingpu.model.book import AddressStatus, Permalink
from qunyingpu.model.hero import ID_PATTERN
from qunyingpu.model.vocabulary import Visibility
from qunyingpu.reading import PERMALINKS, judge_profile, parse_document, permalinks_in, printable_path

_OUTSIDE = "outside-content"


def pull_request_problems(root: Path, base: Base) -> list[Problem]:
    """Return every problem of the project at *root*, those in files changed since *base* first.

    A new profile whose address is not listed yet is only warned of; an address that was listed may never go.
    """
    files = base.changed_files()
    before, now = _addresses(base.content(PERMALINKS)), _addresses(_bytes_of(root / PERMALINKS))
    deleted = _deleted_heroes(files, base, before, now)
    found = [
        problem
        for problem in project_problems(root)
        if not (problem.code == "permalink-lost" and any(hero_id in problem.message for hero_id in deleted))
        and not (problem.code == "permalink-missing" and _address_of(problem) in before)
    ]
    found += [Problem.told("profile-deleted", file=profile_path(hero_id), id=hero_id) for hero_id in deleted]
    found += _removed_addresses(before, now, told=set(map(profile_path, deleted)))
    found += _outside(files)
    changed = {printable_path(file.path) for file in files}
    # What no content should touch comes first: platforms show only the first few.
    return sorted(found, key=lambda problem: (problem.code != _OUTSIDE, problem.file not in changed, problem.sort_key))


def _addresses(content: bytes | None) -> Mapping[str, Permalink]:
    text = (content or b"").decode("utf-8", errors="replace")
    return {item.link.path: item.link for item in permalinks_in(text, [])}


def _bytes_of(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() and not file.is_symlink() else None


def _address_of(problem: Problem) -> str:
    """Return the address of the profile of which *problem* tells."""
    return f"heroes/{problem.file.rpartition('/')[2].removesuffix('.yaml')}.html"


def _deleted_heroes(
    files: Collection[ChangedFile], base: Base, before: Mapping[str, Permalink], now: Mapping[str, Permalink]
) -> list[str]:
    """Return the ids of published profiles that are gone though nobody withdrew or moved their address."""
    removed = {file.path for file in files if file.fate is Fate.REMOVED}
    stems = {PurePosixPath(path).stem for path in removed}
    gone = (stem for stem in stems if ID_PATTERN.fullmatch(stem) and profile_path(stem) in removed)
    return sorted(hero_id for hero_id in gone if _was_live(hero_id, base, before) and _is_live(hero_id, now))


def _is_live(hero_id: str, addresses: Mapping[str, Permalink]) -> bool:
    link = addresses.get(address_of(hero_id))
    return link is None or link.status is AddressStatus.LIVE


def _was_live(hero_id: str, base: Base, before: Mapping[str, Permalink]) -> bool:
    """Tell whether *base* had a page of *hero_id*: its address says so, or its profile where none is listed yet."""
    if address_of(hero_id) in before:
        return _is_live(hero_id, before)
    path = profile_path(hero_id)
    text = (base.content(path) or b"").decode("utf-8", errors="replace")
    hero, _ = judge_profile(parse_document(path, text), hero_id, today=real_day())
    return hero is not None and not hero.draft and hero.visibility is not Visibility.WITHHELD


def _removed_addresses(
    before: Mapping[str, Permalink], now: Mapping[str, Permalink], *, told: Collection[str]
) -> Iterator[Problem]:
    """Yield the addresses that were taken out of the list, but for those of the profiles that are *told* already."""
    for path in sorted(before.keys() - now.keys()):
        hero_id = path.removeprefix("heroes/").removesuffix(".html")
        if not (path.startswith("heroes/") and profile_path(hero_id) in told):
            yield Problem.told("permalink-removed", file=PERMALINKS, path=path)


def _outside(files: Collection[ChangedFile]) -> Iterator[Problem]:
    """Yield the files beside content that a pull request of content changes too; one of the program alone has none."""
    outside = [file for file in files if not file.path.startswith(FOLDERS)]
    if len(outside) < len(files):
        for file in outside:
            yield Problem.told(_OUTSIDE, file=printable_path(file.path))
