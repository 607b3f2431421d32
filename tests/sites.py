"""Copy the project and build sites of the copies, for tests that look at finished sites."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qunyingpu.writing import CACHE
from trial_projects import DAY, shipped_project


@dataclass(frozen=True)
class Shipped:
    """The shipped roll with its site, built in *root*, and what the build *said*."""

    root: Path
    said: str

    def copied(self, folder: Path) -> Path:
        """Copy the project into *folder* with the pictures already drawn of it, but no site, and return that."""
        shutil.copytree(self.root / CACHE, shipped_project(folder) / CACHE)
        return folder


def run_mkdocs(root: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Build the site of *root* strictly and return what was said, without judging it."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"} | DAY | environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def build(root: Path, **environ: str) -> Path:
    """Build the site of *root* and return its folder; a failed build fails the test with what was said."""
    said = run_mkdocs(root, **environ)
    assert said.returncode == 0, said.stdout + said.stderr
    return root / "site"


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file below *folder* by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing: a test's output is its verdict."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve *folder* on the loopback interface and give its address, with a slash at the end."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()
