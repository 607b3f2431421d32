"""What the tests of reading share."""

from __future__ import annotations

from pathlib import Path

import pytest

from projects import Project, a_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project with one clean profile."""
    return a_project(tmp_path)
