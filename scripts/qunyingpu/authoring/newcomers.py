"""Give a new profile its id, its file and its line in the list of addresses."""

from __future__ import annotations

from pathlib import Path

from qunyingpu.authoring.canonical import canonical_yaml, profile_path
from qunyingpu.authoring.identities import mint_id, taken_ids
from qunyingpu.authoring.interview import Answers
from qunyingpu.authoring.permalinks import address_of, listed_with
from qunyingpu.model.date import PartialDate
from qunyingpu.model.hero import Hero
from qunyingpu.model.region import resolve_code
from qunyingpu.model.vocabulary import Visibility
from qunyingpu.reading import PERMALINKS


def id_for(answers: Answers, root: Path) -> str:
    """Return a new id for the profile that *answers* describe, sound ones, in the project at *root*."""
    year = PartialDate.parse(answers[("deed", "date")]).year
    visibility = Visibility.parse(answers[("visibility",)] or Visibility.NAMED)
    return mint_id(resolve_code(answers[("deed", "region")]), year, visibility, taken_ids(root))


def newcomer_files(hero: Hero, root: Path) -> dict[str, bytes]:
    """Return the files that put *hero* into the project at *root*: the profile, and the list unless it is not shown."""
    files = {profile_path(hero.id): canonical_yaml(hero).encode()}
    if not hero.draft and hero.visibility is not Visibility.WITHHELD:
        files[PERMALINKS] = listed_with(root, [address_of(hero.id)])
    return files
