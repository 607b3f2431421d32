"""Put changes onto a branch of their own, a commit each, without touching the folder that somebody works in."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qunyingpu.errors import UsageError


@dataclass(frozen=True, slots=True)
class Commit:
    """What one commit changes: *contents* of files by their path from the project's root, and its *message*."""

    message: str
    contents: Mapping[str, bytes]


def is_clean_checkout(root: Path) -> bool:
    """Tell whether *root* lies in a git repository with a commit, and nothing below its content is changed there."""
    try:
        _git(root, "rev-parse", "--verify", "-q", "HEAD")
        return not _git(root, "status", "--porcelain", "--", "heroes", "content").strip()
    except UsageError:
        return False


def commit_on_branch(root: Path, wanted: str, commits: Sequence[Commit]) -> str:
    """Make a branch called *wanted*, or that with a number, from HEAD with *commits* on it, and return its name.

    The branch appears when all commits are made, or never; the folder, its index and its HEAD stay as they are. Raises
    UsageError where git is missing or refuses.
    """
    prefix = _git(root, "rev-parse", "--show-prefix").strip()
    head = parent = _git(root, "rev-parse", "--verify", "HEAD").strip()
    with tempfile.TemporaryDirectory() as folder:
        index = str(Path(folder) / "index")
        _git(root, "read-tree", head, index=index)
        for commit in commits:
            for path, content in sorted(commit.contents.items()):
                blob = _git(root, "hash-object", "-w", "--stdin", given=content).strip()
                _git(root, "update-index", "--add", "--cacheinfo", f"100644,{blob},{prefix}{path}", index=index)
            tree = _git(root, "write-tree", index=index).strip()
            parent = _git(root, "commit-tree", tree, "-p", parent, given=commit.message.encode()).strip()
    name = _free_name(root, wanted)
    _git(root, "update-ref", f"refs/heads/{name}", parent, "")
    return name


def _free_name(root: Path, wanted: str) -> str:
    taken = set(_git(root, "for-each-ref", "--format=%(refname:short)", "refs/heads").split())
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}-{number}", number + 1
    return name


def _git(root: Path, *words: str, given: bytes = b"", index: str = "") -> str:
    env = {**os.environ, "LC_ALL": "C", **({"GIT_INDEX_FILE": index} if index else {})}
    try:
        done = subprocess.run(["git", *words], cwd=root, env=env, input=given, capture_output=True, check=False)  # noqa: S603, S607 - git is found by PATH, as in any shell; no word comes from content but an object's path
    except OSError:
        raise UsageError("没有找到 git。请安装 git，或加上 --no-branch 直接写入文件夹。") from None
    if done.returncode:
        raise UsageError(_reason(done.stderr.decode(errors="replace")))
    return done.stdout.decode("utf-8", errors="replace")


def _reason(said: str) -> str:
    if re.search("tell me who you are|empty ident", said):
        return (
            "git 还不知道你是谁。请先运行 git config user.name 你的名字 和 git config user.email 你的邮箱，"
            "或加上 --no-branch。"
        )
    last = said.strip().splitlines()[-1:] or ["没有说原因"]
    return f"git 没有照办（{last[0]}）。可以加上 --no-branch 直接写入文件夹。"
