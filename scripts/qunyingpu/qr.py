"""Turn an address into its QR code (ISO/IEC 18004), as rows of modules and as the path of an SVG."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import groupby

import segno

VERSION = segno.__version__
"""What finds the codes; another version may choose other modules for the same address."""

BORDER = 4
"""The quiet zone on each side, in modules (ISO/IEC 18004, 9.1)."""


MASK = 2
"""The pattern laid over every code: to try all eight, as the standard asks, is five sixths of the work of a code.

This one wins more often than any other, and a test has hundreds of addresses like ours read under it.
"""


class Recovery(Enum):
    """How much of a code may be lost: 15 % on screens, 25 % in print (ISO/IEC 18004, levels M and Q)."""

    SOME = "m"
    QUARTER = "q"


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code with its quiet zone: *rows* of 1 for dark and 0 for light, as many rows as columns."""

    rows: tuple[bytes, ...]

    @property
    def size(self) -> int:
        """Return the modules of one side, the quiet zone included: the SVG's ``viewBox`` is ``0 0 size size``."""
        return len(self.rows)


@lru_cache(maxsize=64)
def qr_code(address: str, recovery: Recovery = Recovery.SOME) -> QrCode:
    """Return the code of *address* that bears as much loss as *recovery*, or more where that costs no space."""
    modules = segno.make_qr(address, error=recovery.value, mask=MASK).matrix_iter(border=BORDER)
    return QrCode(tuple(bytes(row) for row in modules))


def svg_path(address: str) -> str:
    """Return the dark modules of *address* as the ``d`` of one path to be stroked, one unit wide.

    Each run of dark modules is a line through its middle: ``<path stroke="#211c18" d="…"/>`` in a ``viewBox`` of
    `QrCode.size` units, with ``shape-rendering="crispEdges"`` so that no seam shows between rows.
    """
    steps = []
    across = down = 0.0
    for number, row in enumerate(qr_code(address).rows):
        place = 0
        for module, run in groupby(row):
            length = len(list(run))
            if module:
                steps.append(f"m{place - across:g} {number + 0.5 - down:g}h{length}")
                across, down = place + length, number + 0.5
            place += length
    return "".join(steps)
