"""Turn one page that the site engine has rendered into a form that is filled any number of times.

A shell is an ordinary page of the site with marked slots, ``⟦title⟧``. It is split once; each page of its kind is
the literal pieces joined with that page's values, so that the theme is rendered once however large the roll is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

_SLOT = re.compile("⟦([a-z]+)⟧")


class Slot(Enum):
    """What a page puts into its shell, and how the value is escaped on the way."""

    TITLE = "title"
    DESCRIPTION = "description"
    CANONICAL = "canonical"
    HEAD = "head"
    BODY = "body"

    # As cheap as the slots are often looked up: the hash that Enum has is a call of Python.
    __hash__ = object.__hash__

    @property
    def is_markup(self) -> bool:
        """Tell whether the value is finished HTML rather than text."""
        return self is Slot.HEAD or self is Slot.BODY


class Kind(Enum):
    """The kinds of generated pages: where the engine renders the shell, and which tab is lit, if any."""

    HOME = "home", "index.html", "home"
    HERO = "hero", "heroes/_shell.html", "roll"
    ROLL = "roll", "roll/index.html", "roll"
    SEARCH = "search", "search.html", "roll"
    CAMPAIGN = "campaign", "campaigns/index.html", "campaigns"
    CEREMONY = "ceremony", "ceremonies/index.html", "ceremonies"
    FIELDS = "fields", "handbook/fields.html", "about"
    MESSAGES = "messages", "handbook/messages.html", "about"
    MAINTENANCE = "maintenance", "maintenance.html", ""

    path: str
    section: str

    def __new__(cls, name: str, path: str, section: str) -> Kind:
        """Make the kind *name* whose shell is rendered at *path* under the tab *section*."""
        kind = object.__new__(cls)
        kind._value_ = name
        kind.path, kind.section = path, section
        return kind

    @property
    def source(self) -> str:
        """Return the path of the shell's source among the engine's documents."""
        return self.path.removesuffix(".html") + ".md"


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered page cut at its slots: *pieces* has one item more than *slots*."""

    pieces: tuple[bytes, ...]
    slots: tuple[Slot, ...]

    @classmethod
    def split(cls, rendered: str) -> Shell:
        """Cut *rendered* at its slots; raise ValueError when a slot is unknown or one of `Slot` is missing."""
        parts = _SLOT.split(rendered)
        slots = tuple(Slot(name) for name in parts[1::2])
        missing = [slot.value for slot in Slot if slot not in slots]
        if missing:
            raise ValueError(f"a shell lacks the slots {missing}: the theme's main.html must carry them")
        return cls(tuple(part.encode() for part in parts[0::2]), slots)

    def fill(self, values: Mapping[Slot, str]) -> bytes:
        """Return the page with *values* in its slots, text escaped; every slot must have a value."""
        ready = {
            slot: (values[slot] if slot.is_markup else html.escape(values[slot], quote=True)).encode() for slot in Slot
        }
        page = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            page += (ready[slot], piece)
        return b"".join(page)


def shell_source(kind: Kind) -> str:
    """Return the Markdown page that an engine renders into the shell of *kind*."""
    return (
        f"---\nshell: {kind.value}\nsection: {kind.section}\ntitle: ⟦title⟧\ndescription: ⟦description⟧\n"
        "hide: [navigation, toc]\n---\n"
    )


def split_shells(rendered: Mapping[Kind, str]) -> dict[Kind, Shell]:
    """Split the *rendered* page of every kind; raise ValueError naming the kind whose shell is unsound."""
    shells = {}
    for kind in Kind:
        try:
            shells[kind] = Shell.split(rendered[kind])
        except (KeyError, ValueError) as fault:
            raise ValueError(f"shell of {kind.value} ({kind.path}): {fault}") from fault
    return shells
