"""Hold what a sheet is drawn from: who is on it, how it looks, in which colours, with which photograph."""

from __future__ import annotations

from dataclasses import dataclass

from qunyingpu.model.layout import CardTheme
from qunyingpu.model.print_layout import SheetLayout
from qunyingpu.model.site import Site
from qunyingpu.model.theme import SourceFile
from qunyingpu.outputs.print.subjects import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A sheet before it is set."""

    name: str
    """The stem of the layout's file."""
    subject: Subject
    site: Site
    layout: SheetLayout
    colours: CardTheme
    portrait: SourceFile | None

    def colour(self, name: str) -> str:
        """Return the colour *name* of the theme, as ``#7a1014``."""
        return str(getattr(self.colours, name))
