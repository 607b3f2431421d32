"""Turn a workbook of openpyxl into the bytes of a file that tells neither when nor where it was made."""

from __future__ import annotations

import datetime
import io
import zipfile

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

_EPOCH = datetime.datetime(1980, 1, 1)  # the first moment that a ZIP can tell


def stilled(workbook: Workbook) -> bytes:
    """Return the file of *workbook*: the same workbook gives the same bytes."""
    workbook.properties.created = workbook.properties.modified = _EPOCH
    made, still = io.BytesIO(), io.BytesIO()
    # `Workbook.save` would put the clock's time over `modified`.
    ExcelWriter(workbook, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED)).save()
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(still, "w") as archive:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 0
            archive.writestr(entry, parts.read(name))
    return still.getvalue()
