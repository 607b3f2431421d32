"""Make workbooks as people hand them in: exported and edited, typed from nothing, with pictures."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.drawing.image import Image
from openpyxl.worksheet.worksheet import Worksheet
from PIL import Image as Pixels
from PIL import ImageDraw

from projects import TODAY, Project
from qunyingpu.authoring.spreadsheet.books import as_workbook
from qunyingpu.authoring.spreadsheet.importing import Import, import_spreadsheet
from qunyingpu.authoring.spreadsheet.texts import as_csv

HEADINGS = ("编号", "姓名", "事发日期", "事发地", "事迹类型", "结局", "一句话", "公开依据", "出处1·标题")
NEW = (
    "",
    "测试乙",
    "2024-05-06",
    "江苏省/苏州市/虎丘区",
    "水中救援",
    "平安",
    "测试用的一句话，河边听见呼救。",
    "公开报道",
    "虚构资料（测试用）",
)
"""The cells of one new hero below `HEADINGS`."""


def exported(project: Project) -> bytes:
    """Return the workbook of the project."""
    return as_workbook(_heroes(project))


def exported_csv(project: Project) -> bytes:
    """Return the project as CSV."""
    return as_csv(_heroes(project))


def edited(content: bytes, cells: Mapping[str, Any], sheet: str = "英雄") -> bytes:
    """Return the workbook *content* as another program saves it, with *cells* of *sheet* changed."""
    workbook = load_workbook(io.BytesIO(content))
    for name, value in cells.items():
        workbook[sheet][name] = value
    return saved(workbook)


def typed(rows: Sequence[Sequence[Any]] = (NEW,), headings: Sequence[str] = HEADINGS) -> Workbook:
    """Return a workbook as someone types it: *headings* and *rows*, no help, no choices."""
    workbook = Workbook()
    sheet = first_sheet(workbook)
    sheet.append(list(headings))
    for row in rows:
        sheet.append(list(row))
    return workbook


def first_sheet(workbook: Workbook) -> Worksheet:
    """Return the first sheet."""
    return workbook.worksheets[0]


def saved(workbook: Workbook) -> bytes:
    """Return the file of *workbook*."""
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def imported(project: Project, content: bytes, name: str = "名单.xlsx") -> Import:
    """Return what importing *content* would do."""
    file = project.write(f"../{name}", content)
    return import_spreadsheet(file, project.root, today=TODAY)


def told(found: Import) -> list[tuple[str, str]]:
    """Return the cell and the code of every problem."""
    return [(problem.field.split(" ")[0], problem.code) for problem in found.problems]


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return the ZIP *content* with *parts* in place of those of the same name, or beside them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, part in parts.items():
            after.writestr(name, part)
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    """Return one part of the ZIP *content*."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


# ── pictures ──


def a_photo(kind: str = "JPEG", size: tuple[int, int] = (900, 1200)) -> bytes:
    """Return a drawn, sharp picture of nobody."""
    picture = Pixels.new("RGB", size, "#c8b89a")
    pen = ImageDraw.Draw(picture)
    for place in range(0, size[0], 12):
        pen.line([(place, 0), (size[0] - place, size[1])], fill="#30281e", width=2)
    out = io.BytesIO()
    picture.save(out, kind)
    return out.getvalue()


def with_floating(workbook: Workbook, cell: str, photo: bytes) -> bytes:
    """Return *workbook* with *photo* floating over *cell*, as every program inserts a picture."""
    first_sheet(workbook).add_image(Image(io.BytesIO(photo)), cell)
    return saved(workbook)


_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def with_dispimg(workbook: Workbook, cell: str, photo: bytes) -> bytes:
    """Return *workbook* with *photo* in *cell* as WPS's 嵌入单元格 writes it."""
    first_sheet(workbook)[cell] = '=_xlfn.DISPIMG("ID_0123456789ABCDEF",1)'
    images = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<etc:cellImages xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
 xmlns:r="{_OFFICE}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:cellImage><xdr:pic><xdr:nvPicPr>
<xdr:cNvPr id="2" name="ID_0123456789ABCDEF" descr="photo"/><xdr:cNvPicPr/></xdr:nvPicPr>
<xdr:blipFill><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr/></xdr:pic>
</etc:cellImage></etc:cellImages>"""
    return with_parts(
        saved(workbook),
        {
            "xl/cellimages.xml": images.encode(),
            "xl/_rels/cellimages.xml.rels": _relation("media/image1.jpeg", "image"),
            "xl/media/image1.jpeg": photo,
        },
    )


def with_placed(workbook: Workbook, cell: str, photo: bytes) -> bytes:
    """Return *workbook* with *photo* in *cell* as Excel's “place in cell” writes it."""
    first_sheet(workbook)[cell] = "PLACED"
    content = saved(workbook)
    sheet = part(content, "xl/worksheets/sheet1.xml").decode()
    begin = sheet.index(f'<c r="{cell}"')
    end = sheet.index("</c>", begin) + len("</c>")
    placed = f'<c r="{cell}" t="e" vm="1"><v>#VALUE!</v></c>'
    rich = "http://schemas.microsoft.com/office/spreadsheetml/2017/richdata"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_parts(
        content,
        {
            "xl/worksheets/sheet1.xml": (sheet[:begin] + placed + sheet[end:]).encode(),
            "xl/metadata.xml": f"""<metadata xmlns="{main}" xmlns:xlrd="{rich}"><metadataTypes count="1">
<metadataType name="XLRICHVALUE"/></metadataTypes><futureMetadata name="XLRICHVALUE" count="1"><bk><extLst>
<ext uri="{{3e2802c4-a4d2-4d8b-9148-e3be6c30e623}}"><xlrd:rvb i="0"/></ext></extLst></bk></futureMetadata>
<valueMetadata count="1"><bk><rc t="1" v="0"/></bk></valueMetadata></metadata>""".encode(),
            "xl/richData/rdrichvalue.xml": f"""<rvData xmlns="{rich}" count="1">
<rv s="0"><v>0</v><v>5</v></rv></rvData>""".encode(),
            "xl/richData/rdrichvaluestructure.xml": f"""<rvStructures xmlns="{rich}" count="1"><s t="_localImage">
<k n="_rvRel:LocalImageIdentifier" t="i"/><k n="CalcOrigin" t="i"/></s></rvStructures>""".encode(),
            "xl/richData/richValueRel.xml": f"""<richValueRels xmlns:r="{_OFFICE}"
 xmlns="http://schemas.microsoft.com/office/spreadsheetml/2022/richvaluerel">
<rel r:id="rId1"/></richValueRels>""".encode(),
            "xl/richData/_rels/richValueRel.xml.rels": _relation("../media/image7.png", "image"),
            "xl/media/image7.png": photo,
        },
    )


def _relation(target: str, kind: str) -> bytes:
    return (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        "</Relationships>"
    ).encode()


def _heroes(project: Project) -> Sequence[Any]:
    book = project.read().book
    assert book is not None
    return book.heroes


def files_of(root: Path) -> dict[str, bytes]:
    """Return the files of the roll."""
    found = (file for file in (root / "heroes").rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in found}
