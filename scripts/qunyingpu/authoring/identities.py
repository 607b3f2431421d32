"""Mint the ids of new profiles: where and when, and five characters that say nothing."""

from __future__ import annotations

import secrets
from collections.abc import Collection

from qunyingpu.model.region import region_table
from qunyingpu.model.vocabulary import Visibility

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Without 0, 1, i, l, o, which people confuse when they read an id out."""

WITHHELD = "000000-0000-"
"""How the id of a withheld profile begins: place and year would point at the person."""

_LENGTH = 5


def mint_id(region: str, year: int, visibility: Visibility, taken: Collection[str]) -> str:
    """Return an id that is not among *taken*, for a deed of *year* in *region*, a code of GB/T 2260 or 990000.

    Raises KeyError for a code that the table of regions lacks: it is refused when a profile is judged.
    """
    start = WITHHELD if visibility is Visibility.WITHHELD else f"{region_table().city_of(region, year).code}-{year}-"
    while True:
        # From the system's own source: two people who write at the same time must not mint the same.
        made = start + "".join(secrets.choice(ALPHABET) for _ in range(_LENGTH))
        if made not in taken:
            return made
