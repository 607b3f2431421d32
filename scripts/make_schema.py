"""Turn the model of a profile into the JSON Schema by which VS Code helps to write one.

    python scripts/make_schema.py

Writes `.vscode/profile.schema.json`; a test fails where the file is not what this writes.
"""

from __future__ import annotations

import json
from pathlib import Path

from qunyingpu.authoring.schema import profile_schema

FILE = Path(__file__).resolve().parents[1] / ".vscode" / "profile.schema.json"


def main() -> None:
    """Write the schema."""
    FILE.write_text(schema_text(), encoding="utf-8", newline="\n")
    print(FILE)


def schema_text() -> str:
    """Return what the file holds."""
    return json.dumps(profile_schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    main()
