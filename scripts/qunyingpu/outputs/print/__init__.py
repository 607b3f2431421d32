"""Turn the roll into print: the book in ancient style, and sheets of one hero for walls, tables and hands.

How it looks lies in ``theme/print/``: layouts as data, typst templates. What is said is made here; typst gets it as
data and never as markup. The same roll gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qunyingpu.errors import ContentError, Problem, UsageError
from qunyingpu.model.book import PublishedBook
from qunyingpu.model.layout import CardTheme
from qunyingpu.model.print_layout import BookLayout, SealMark, SheetColumn, SheetLayout, WordsRow
from qunyingpu.model.published import PublishedHero
from qunyingpu.model.site import Site
from qunyingpu.model.theme import SourceFile, Theme
from qunyingpu.outputs.print.chapters import Wanted, contents_of
from qunyingpu.outputs.print.drafts import Draft
from qunyingpu.outputs.print.glyphs import Told, glyph_problems
from qunyingpu.outputs.print.pictures import POOR
from qunyingpu.outputs.print.press import Printed, Tags, measures, printed, require_typst
from qunyingpu.outputs.print.sheets import sheet_of
from qunyingpu.outputs.print.subjects import certified_subject_of, subject_of
from qunyingpu.outputs.print.volume import volume_data
from qunyingpu.outputs.print.wording import stands_in_ink
from qunyingpu.writing import Watch, unwatched

__all__ = ["Board", "Printed", "Wanted", "a_board", "a_volume", "measures", "printed", "require_typst"]

_LIVING, _FALLEN = "honour", "solemn"


@dataclass(frozen=True, slots=True)
class Board:
    """A sheet ready for the press, and what is to be *remarked* of it, a sentence or nothing."""

    document: Printed
    remark: str = ""


def a_volume(book: PublishedBook, site: Site, theme: Theme, wanted: Wanted, watch: Watch = unwatched) -> Printed:
    """Return 《英雄谱》 of those of *book* who are *wanted*, set and ready for the press; *watch* is told hero by hero.

    Raises UsageError where nobody is wanted, ContentError for characters that no font has and for a theme without it.
    """
    layout = theme.printing.book
    if layout is None:
        raise _missing("book")
    contents = contents_of(book, wanted)
    _refuse(glyph_problems(contents.heroes, _book_texts(layout, site), theme))
    data = volume_data(contents, site, layout, watch)
    return Printed(template="book.typ", layout="book", data=data, size=len(contents.heroes), tags=Tags.LEFT_OUT)


def a_board(hero: PublishedHero, form: str, site: Site, theme: Theme, portrait: SourceFile | None) -> Board:
    """Return the sheet of *hero* in the layout *form*, in gold and red for the living, in ink for the dead.

    *portrait* is the master of the photograph. Raises UsageError for a layout that there is not and for a certificate
    of nothing, ContentError for characters that no font has, a theme with gaps, a code or a photograph that is no good.
    """
    layout = theme.printing.sheets.get(form)
    if layout is None:
        raise UsageError(f"没有“{form}”这种版式，可以写：{'、'.join(sorted(theme.printing.sheets))}。")
    _refuse(glyph_problems([hero], _sheet_texts(form, layout, site), theme))
    draft = Draft(
        name=form,
        subject=certified_subject_of(hero, site) if layout.certifies else subject_of(hero, site),
        site=site,
        layout=layout,
        colours=_colours(theme, _FALLEN if stands_in_ink(hero) else _LIVING),
        # A masked hero shows no portrait, whatever photograph lies beside the profile.
        portrait=portrait if hero.portrait else None,
    )
    sheet = sheet_of(draft)
    is_poor = sheet.dots is not None and sheet.dots < POOR
    remark = f"照片在这种版式上每英寸只有 {sheet.dots} 点，印出来会发虚，请换一张大一些的。" if is_poor else ""
    return Board(Printed(template="sheet.typ", layout=form, data=sheet.data, pictures=sheet.pictures), remark)


def _colours(theme: Theme, name: str) -> CardTheme:
    if name not in theme.card_themes:
        file = "theme/cards/themes.yaml"
        raise ContentError([Problem.told("layout-field", file=file, key=name, reason="没有这一套配色")])
    return theme.card_themes[name]


def _missing(name: str) -> ContentError:
    return ContentError([Problem.told("file-unreadable", file=f"theme/print/{name}.yaml", reason="没有这个版式")])


def _refuse(problems: Iterator[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise ContentError(found)


def _book_texts(layout: BookLayout, site: Site) -> Iterator[Told]:
    file = "theme/print/book.yaml"
    yield "mkdocs.yml", "site_name", site.name
    for name in ("title", "seal", "signature"):
        yield file, name, getattr(layout, name)
    for name in ("preface", "colophon"):
        yield from ((file, f"{name}.{number}", text) for number, text in enumerate(getattr(layout, name)))


def _sheet_texts(form: str, layout: SheetLayout, site: Site) -> Iterator[Told]:
    file = f"theme/print/{form}.yaml"
    yield "mkdocs.yml", "site_name", site.name
    for place, layer in enumerate(layout.layers):
        if isinstance(layer, SealMark):
            yield file, f"layers.{place}.text", layer.text
        for number, row in enumerate(layer.rows if isinstance(layer, SheetColumn) else ()):
            if isinstance(row, WordsRow):
                yield file, f"layers.{place}.rows.{number}.text", row.text
