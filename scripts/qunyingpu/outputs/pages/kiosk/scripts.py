"""Turn values into classic scripts that hand them to the page."""

from __future__ import annotations

import json


def call(function: str, *values: object) -> bytes:
    """Return the script that calls *function* with *values*."""
    told = ",".join(json.dumps(value, ensure_ascii=False, separators=(",", ":")) for value in values)
    # In a string of a script these two were line ends, that is mistakes, until ECMAScript 2019.
    safe = told.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{function}({safe});\n".encode()
