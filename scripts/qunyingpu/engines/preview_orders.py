"""Make the preview that a person or a pull request asks for: one hero, or all that changed, before and after."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qunyingpu.authoring.canonical import profile_path
from qunyingpu.authoring.differences import Side, differences
from qunyingpu.engines.build_day import real_day
from qunyingpu.engines.project import any_site
from qunyingpu.engines.versions import Base, Fate
from qunyingpu.errors import ContentError, Problem, UsageError
from qunyingpu.model.hero import ID_PATTERN, Hero
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Site
from qunyingpu.model.theme import Theme
from qunyingpu.model.vocabulary import Channel
from qunyingpu.outputs.cards.orders import Order, ordered_cards
from qunyingpu.outputs.pages.preview_page import Exhibit, Sight, preview_page
from qunyingpu.reading import Found, Masters, Single, printable_path, read_preview_frame, read_single, read_theme
from qunyingpu.writing import CACHE, Artifact, Store

MOST = 25
"""Profiles in one preview of a pull request: what a reviewer can look through, and a file that opens."""

SIZES = ("share", "square", "tile", "poster")
"""The cards to which the pages link."""

_MARKS = {Side.BOTH: "", Side.BEFORE: "del", Side.AFTER: "ins"}
_FATES = {Fate.ADDED: "新增", Fate.CHANGED: "修改", Fate.REMOVED: "删除"}


def preview_of(root: Path, words: str) -> tuple[Artifact, Sequence[Problem]]:
    """Return the preview of the profile that *words* name, an id or a file, and its problems.

    Raises UsageError where there is no such file.
    """
    found = _found(root, words)
    desk = _Desk.of(root)
    single, sight, problems = desk.look(found)
    exhibit = desk.exhibit(found.file, "", single, before=None, after=sight, problems=problems)
    return desk.page([exhibit], left_out=0), problems


def preview_since(root: Path, base: Base) -> Artifact:
    """Return the preview of all profiles that changed since *base*, by path; of more than 25 only the first."""
    desk = _Desk.of(root)
    stems = dict(_changed_profiles(base))
    exhibits = [desk.compared(base, stem, stems[stem]) for stem in sorted(stems)[:MOST]]
    return desk.page(exhibits, left_out=max(0, len(stems) - MOST))


def _changed_profiles(base: Base) -> Iterator[tuple[str, Fate]]:
    """Yield the ids whose profile or photograph changed; where only the photograph did, the profile has changed."""
    changed = {file.path: file.fate for file in base.changed_files() if file.path.startswith("heroes/")}
    for path in changed:
        stem = path.rpartition("/")[2].rpartition(".")[0]
        if ID_PATTERN.fullmatch(stem):
            yield stem, changed.get(profile_path(stem), Fate.CHANGED)


def _found(root: Path, words: str) -> Found:
    file = profile_path(words) if ID_PATTERN.fullmatch(words) else words
    path = root / file if ID_PATTERN.fullmatch(words) else Path(words)
    if not path.is_file():
        raise UsageError(f"找不到档案“{words}”。请写编号（如 320500-2024-q7m2k）或档案文件的路径。")
    return Found(Path(file).as_posix(), str(path))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every preview of one project is made with."""

    root: Path
    site: Site
    theme: Theme
    masters: Masters

    @classmethod
    def of(cls, root: Path) -> _Desk:
        return cls(root, any_site(root), read_theme(root, for_print=False), Masters(Store(root / CACHE)))

    def page(self, exhibits: Sequence[Exhibit], *, left_out: int) -> Artifact:
        templates = {**self.theme.templates, **read_preview_frame(self.root)}
        return preview_page(exhibits, self.site, templates, left_out=left_out)

    def look(self, found: Found) -> tuple[Single, Sight, Sequence[Problem]]:
        """Return what the profile *found* says, how it would look, and everything wrong with it."""
        single = read_single(self.root, found, today=real_day(), masters=self.masters)
        if single.book is None:
            return single, Sight(book=None, note="这份档案有错，改正后才能看到页面。"), single.problems
        book = single.book.published(Channel.WEB)
        if not book.heroes:
            return single, Sight(book=None, note="这份档案不在网站公开，没有页面。"), single.problems
        note = "这是草稿，去掉“草稿”一行才会公布。" if single.hero and single.hero.draft else ""
        try:
            cards = self._cards(book.heroes[0], single)
        except ContentError as error:
            return single, Sight(book=book, note=note), [*single.problems, *error.problems]
        return single, Sight(book=book, cards=tuple(cards), note=note), single.problems

    def compared(self, base: Base, stem: str, fate: Fate) -> Exhibit:
        """Return the profile *stem* as it was in *base* and as it is."""
        file = profile_path(stem)
        with tempfile.TemporaryDirectory(prefix="qunyingpu-") as folder:
            earlier = _restored(base, stem, Path(folder))
            was = self.look(earlier)[:2] if earlier else None
            path = self.root / file
            now = self.look(Found(file, str(path))) if path.is_file() else None
        hero = was[0].hero if was else None
        before = was[1] if was else None
        if now is None:
            return self.exhibit(file, _FATES[Fate.REMOVED], was[0] if was else None, before=before, after=None)
        single, after, problems = now
        return self.exhibit(file, _FATES[fate], single, before=before, after=after, problems=problems, was=hero)

    def exhibit(  # noqa: PLR0913 - all by name: two states and what is said of them
        self,
        file: str,
        fate: str,
        single: Single | None,
        *,
        before: Sight | None,
        after: Sight | None,
        problems: Sequence[Problem] = (),
        was: Hero | None = None,
    ) -> Exhibit:
        hero = single.hero if single else None
        changed = differences(was, hero) if was and hero else ()
        pieces = ((one.title, [(piece.text, _MARKS[piece.side]) for piece in one.pieces]) for one in changed)
        stem = file.rpartition("/")[2].removesuffix(".yaml")
        return Exhibit(
            name=shown.name if (shown := hero or was) else stem,
            file=printable_path(file),
            fate=fate,
            changes=list(pieces),
            problems=[str(problem) for problem in problems],
            before=before,
            after=after,
        )

    def _cards(self, hero: PublishedHero, single: Single) -> Sequence[Artifact]:
        sizes = [size for size in SIZES if self.theme.layouts[size].channel in hero.channels]
        order = Order(hero=hero, portrait=single.portrait, sizes=sizes)
        return ordered_cards(order, self.site, self.theme) if sizes else ()


def _restored(base: Base, stem: str, folder: Path) -> Found | None:
    """Put the profile *stem* of *base* and its photograph into *folder*; return the profile, None where none was."""
    file = profile_path(stem)
    profile = base.content(file)
    if profile is None:
        return None
    for path in base.listing(file.rpartition("/")[0]):
        name = path.rpartition("/")[2]
        if name.startswith(f"{stem}.") and (content := base.content(path)) is not None:
            (folder / name).write_bytes(content)
    return Found(file, str(folder / f"{stem}.yaml"))
