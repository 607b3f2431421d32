"""QR codes: read back by another program, and the same modules as a path."""

from __future__ import annotations

import io
import re

import numpy as np
import zxingcpp
from PIL import Image

from faces import encoded
from qunyingpu.qr import BORDER, QrCode, qr_code, svg_path

ADDRESS = "https://roll.example/heroes/320500-2024-aaaaa.html"


def _read(rows: list[list[int]]) -> list[str]:
    image = np.array([[0 if module else 255 for module in row] for row in rows], dtype=np.uint8)
    return [found.text for found in zxingcpp.read_barcodes(image.repeat(4, axis=0).repeat(4, axis=1))]


def _painted(path: str, size: int) -> list[list[int]]:
    """Return the modules that the strokes of *path* cover, by walking it as a browser does."""
    rows = [[0] * size for _ in range(size)]
    across = down = 0.0
    for right, below, length in re.findall(r"m(-?[\d.]+) (-?[\d.]+)h(\d+)", path):
        across, down = across + float(right), down + float(below)
        for _ in range(int(length)):
            rows[int(down)][int(across)] = 1
            across += 1
    return rows


def test_a_code_reads_back_as_its_address() -> None:
    """An independent reader finds exactly the address in the modules."""
    assert _read([list(row) for row in qr_code(ADDRESS).rows]) == [ADDRESS]


def test_one_mask_serves_all_addresses() -> None:
    """Two pixels a module and a coarse JPEG are enough to read any of three hundred addresses of heroes."""
    letters = "23456789abcdefghjkmnpqrstuvwxyz"
    for number in range(300):
        tail = "".join(letters[number * (place * place + 7) % len(letters)] for place in range(5))
        host = ("qunyingpu.example", "www.jyyw.example.cn", "a.cn")[number % 3]
        address = f"https://{host}/heroes/{110000 + 100 * (number * 37 % 5400)}-{1985 + number % 42}-{tail}.html"
        modules = np.array([list(row) for row in qr_code(address).rows], dtype=np.uint8)
        small = Image.fromarray(((1 - modules) * 255).repeat(2, axis=0).repeat(2, axis=1).astype(np.uint8))
        with Image.open(io.BytesIO(encoded(small, quality=50))) as coarse:
            assert [found.text for found in zxingcpp.read_barcodes(coarse)] == [address]


def test_a_code_is_square_with_its_quiet_zone() -> None:
    """Four light modules stand on every side, as the standard asks, and are counted in the size."""
    code: QrCode = qr_code(ADDRESS)
    rows = code.rows
    assert all(len(row) == code.size for row in rows)
    edge = (*rows[:BORDER], *rows[-BORDER:], *(row[:BORDER] + row[-BORDER:] for row in rows))
    assert not any(map(any, edge))
    assert any(rows[BORDER])


def test_the_path_draws_the_same_modules() -> None:
    """The path of the pages covers the dark modules of the code and nothing else, in less than 2 KB."""
    path = svg_path(ADDRESS)
    assert _painted(path, qr_code(ADDRESS).size) == [list(row) for row in qr_code(ADDRESS).rows]
    assert len(path) < 2048
