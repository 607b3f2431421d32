"""Find the pictures of a sheet: those that float over a cell, and those that lie in one, from Excel and from WPS.

- Floating: ``xl/drawings/``, each with the cell of its upper left corner (ECMA-376 part 1, 20.5).
- Excel's “place in cell”: a rich value of the cell (``vm``) leads through ``xl/metadata.xml`` and ``xl/richData/`` to
  the picture ([MS-XLSX] 2.6.207 and following).
- WPS's 嵌入单元格: the formula ``DISPIMG("ID_…",1)`` names a picture of ``xl/cellimages.xml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from qunyingpu.authoring.spreadsheet.parts import Element, Parts, Relation
from qunyingpu.authoring.spreadsheet.sheets import Picture

LINKED, LOST = "sheet-picture-linked", "sheet-picture-lost"
DISPIMG = re.compile(r'=?(?:_xlfn\.)?DISPIMG\("(?P<id>[^"]*)"', re.IGNORECASE)
_CELL_IMAGES = "xl/cellimages.xml"
_RICH = "xl/richData/"

Place = tuple[int, int]
"""Row and column, counted from 1."""


def anchored_pictures(parts: Parts, sheet: str) -> Iterator[Picture]:
    """Yield the pictures that float over the part *sheet*, each at the cell of its upper left corner."""
    for relation in parts.relations(sheet).values():
        if relation.kind != "drawing" or relation.is_external:
            continue
        yield from _anchored(parts, parts.tree(relation.target), parts.relations(relation.target))


def placed_pictures(parts: Parts, values: Mapping[Place, int], formulas: Mapping[Place, str]) -> Iterator[Picture]:
    """Yield the pictures that lie in cells: *values* are numbers of rich values, *formulas* may be WPS's DISPIMG."""
    if values:
        known = _rich_pictures(parts)
        for (row, column), number in values.items():
            if number in known:
                yield _picture(parts, row, column, known[number])
    named = {place: match["id"] for place, text in formulas.items() if (match := DISPIMG.match(text))}
    images = _cell_images(parts) if named else {}
    for (row, column), name in named.items():
        yield _picture(parts, row, column, images.get(name))


def _anchored(parts: Parts, drawing: Element, targets: Mapping[str, Relation]) -> Iterator[Picture]:
    for kind in ("twoCellAnchor", "oneCellAnchor"):
        for anchor in drawing.all(kind):
            corner, blip = anchor.first("from"), anchor.first("blip")
            if corner is None or blip is None:
                continue
            row, column = (_offset(corner, name) + 1 for name in ("row", "col"))
            yield _picture(parts, row, column, _target(blip, targets))


def _picture(parts: Parts, row: int, column: int, target: Relation | None) -> Picture:
    if target is not None and target.is_external:
        return Picture(row, column, b"", LINKED)
    content = parts.medium(target.target) if target else None
    return Picture(row, column, content or b"", "" if content else LOST)


def _target(blip: Element, targets: Mapping[str, Relation]) -> Relation | None:
    return targets.get(blip.attribute("embed")) or targets.get(blip.attribute("link"))


def _offset(corner: Element, name: str) -> int:
    child = corner.first(name)
    text = child.text.strip() if child else ""
    return int(text) if len(text) <= 7 and text.isascii() and text.isdecimal() else 0


def _cell_images(parts: Parts) -> dict[str, Relation]:
    """Return the pictures of WPS by the names that DISPIMG calls them by."""
    targets = parts.relations(_CELL_IMAGES)
    found = {}
    for image in parts.tree(_CELL_IMAGES).all("cellImage"):
        name, blip = image.first("cNvPr"), image.first("blip")
        target = _target(blip, targets) if blip else None
        if name and target:
            found[name.attribute("name")] = target
    return found


def _rich_pictures(parts: Parts) -> dict[int, Relation]:
    """Return the pictures of rich values by the numbers that cells call them by, counted from 1."""
    metadata = parts.tree("xl/metadata.xml")
    records = _blocks(metadata, "valueMetadata", "rc", "v")
    values = _blocks(next(_rich_futures(metadata), Element("", {})), "", "rvb", "i")
    pictures = _picture_numbers(parts)
    targets = parts.relations(f"{_RICH}richValueRel.xml")
    order = [targets.get(item.attribute("id")) for item in parts.tree(f"{_RICH}richValueRel.xml").all("rel")]
    found = {}
    for place, record in enumerate(records, start=1):
        value = values[record] if 0 <= record < len(values) else -1
        number = pictures.get(value, -1)
        target = order[number] if 0 <= number < len(order) else None
        if target:
            found[place] = target
    return found


def _rich_futures(metadata: Element) -> Iterator[Element]:
    return (item for item in metadata.all("futureMetadata") if item.attribute("name") == "XLRICHVALUE")


def _blocks(root: Element, above: str, name: str, attribute: str) -> list[int]:
    """Return *attribute* of the first *name* in each block below *above*, -1 where there is none."""
    holder = root.first(above) if above else root
    found = []
    for block in holder.all("bk") if holder else ():
        inner = block.first(name)
        text = inner.attribute(attribute) if inner else ""
        found.append(int(text) if text.isdecimal() else -1)
    return found


def _picture_numbers(parts: Parts) -> dict[int, int]:
    """Return which picture each rich value means: its structure says at which place it names one."""
    keys = [
        [key.attribute("n") for key in structure.all("k")]
        for structure in parts.tree(f"{_RICH}rdrichvaluestructure.xml").all("s")
    ]
    found = {}
    for place, value in enumerate(parts.tree(f"{_RICH}rdrichvalue.xml").all("rv")):
        structure = int(value.attribute("s")) if value.attribute("s").isdecimal() else 0
        names = keys[structure] if structure < len(keys) else []
        words = [item.text.strip() for item in value.all("v")]
        if "_rvRel:LocalImageIdentifier" in names:
            word = words[names.index("_rvRel:LocalImageIdentifier")] if len(words) == len(names) else ""
            found[place] = int(word) if word.isdecimal() else -1
    return found
