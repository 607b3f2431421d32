"""Put a project under git and change it on a branch, as a pull request does."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

from projects import CLEAN, Project

_WHO = {
    name: value
    for role in ("AUTHOR", "COMMITTER")
    for name, value in ((f"GIT_{role}_NAME", "测试"), (f"GIT_{role}_EMAIL", "test@example.org"))
}
_APART = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
BROKEN = CLEAN.replace("outcome: safe", "outcome: 牺牲了").replace("2024-06-24", "2024-02-30")


@dataclass(frozen=True)
class Branch:
    """A project under git: `main` is what stood before, the working copy what the branch makes of it."""

    project: Project

    @property
    def root(self) -> Path:
        """Return the folder of the project."""
        return self.project.root

    def git(self, *words: str) -> str:
        """Run git in the project and return what it said."""
        answer = subprocess.run(
            ["git", "-C", str(self.root), *words],
            env=os.environ | _WHO | _APART,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=True,
        )
        return answer.stdout

    def commit(self) -> None:
        """Commit all that has changed."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "测试")


def a_branch(project: Project) -> Branch:
    """Commit *project* as ``main`` and begin a branch."""
    branch = Branch(project)
    branch.git("init", "--quiet", "--initial-branch", "main")
    branch.commit()
    branch.git("switch", "--quiet", "--create", "proposal")
    return branch
