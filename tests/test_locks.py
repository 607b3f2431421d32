"""The lock files and the CI: pinned, hashed, the same everywhere, and naming no place."""

import re
import tomllib
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements-build.lock", "requirements.lock", "requirements-office.lock", "requirements-dev.lock")


@pytest.mark.parametrize("name", LOCKS)
def test_locks_carry_hashes_and_name_no_place(name: str) -> None:
    """Every package is pinned with hashes; no registry, no link and no path of a machine is written down."""
    for entry in _entries(name):
        assert re.fullmatch(r"[a-z0-9._-]+==[\w.]+( ; [^\\/]+)?( --hash=sha256:[0-9a-f]{64})+", entry), entry
    assert not re.search(r"://|\s[/~]|[A-Z]:\\", (PROJECT / name).read_text(encoding="utf-8"))


def test_smaller_locks_only_pick_from_the_largest() -> None:
    """One environment can hold all locks: what two of them name has one version and the same hashes."""
    build, site, office, everything = (set(_entries(name)) for name in LOCKS)
    assert site <= office
    assert build | office <= everything


def test_locks_hold_what_the_project_asks_for() -> None:
    """Every dependency in pyproject.toml stands in its lock: nobody forgot to renew them."""
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    extras = project["project"]["optional-dependencies"]
    lists = (groups["build"], project["project"]["dependencies"], extras["print"] + extras["office"], groups["dev"])
    asked = zip(LOCKS, lists, strict=True)
    for name, lines in asked:
        wanted = {re.split(r"[<>=; ]", line)[0].lower() for line in lines if isinstance(line, str)}
        assert wanted <= {entry.split("==")[0] for entry in _entries(name)}, name


def test_ci_runs_the_command_of_the_readme() -> None:
    """Every CI runs the one command that a person runs."""
    assert "exec python3 scripts/go.py test\n" in (PROJECT / ".ci" / "run").read_text(encoding="utf-8")
    workflow = (PROJECT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    assert "run: python scripts/go.py test\n" in workflow


def _entries(name: str) -> list[str]:
    """Return each requirement of a lock as one line with its hashes, never none."""
    lines = (PROJECT / name).read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    entries = [" ".join(line.split()) for line in lines if not line.lstrip().startswith("#")]
    assert entries
    return entries
