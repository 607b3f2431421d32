"""Turn an address into the code that is printed of it: level Q, as runs of dark modules."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from qunyingpu.qr import Recovery, qr_code


def code_of(address: str) -> dict[str, Any]:
    """Return the code of *address*: its *size* with the quiet zone, in modules, and its dark *runs* ``[x, y, length]``.

    Print is scratched and seen from afar, so a quarter of the code may be lost (ISO/IEC 18004, level Q).
    """
    code = qr_code(address, Recovery.QUARTER)
    runs = []
    for down, row in enumerate(code.rows):
        across = 0
        for module, run in groupby(row):
            length = len(list(run))
            if module:
                runs.append([across, down, length])
            across += length
    return {"size": code.size, "runs": runs}
