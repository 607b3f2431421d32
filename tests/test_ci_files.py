"""The files that three platforms run on a pull request: sound, without secrets, and their commands do what they say."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from branches import BROKEN, Branch, a_branch
from projects import CLEAN, HERO, Project, a_project
from trial_projects import ROOT

GITHUB, GITLAB, GITEE = ".github/workflows/content.yml", ".gitlab-ci.yml", ".workflow/content.yml"
WRONG, GOOD, GONE = "320500-2024-bbbbb", HERO, "320500-2024-ccccc"


def _read(file: str) -> dict[Any, Any]:
    loaded: dict[Any, Any] = yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))
    return loaded


def _steps() -> list[dict[str, Any]]:
    (job,) = _read(GITHUB)["jobs"].values()
    steps: list[dict[str, Any]] = job["steps"]
    return steps


def _commands(file: str) -> list[str]:
    """Return the commands of *file*, in their order."""
    if file == GITHUB:
        commands = [step["run"] for step in _steps() if "run" in step]
    elif file == GITLAB:
        commands = _read(GITLAB)["content"]["script"]
    else:
        (stage,) = _read(GITEE)["stages"]
        commands = stage["steps"][0]["commands"]
    return [command for command in commands if command != "set -e"]


# ── safety ──


def test_github_runs_strangers_branches_without_rights() -> None:
    """No secret, no write, no `pull_request_target`; what a stranger writes never becomes a part of a command."""
    text = (ROOT / GITHUB).read_text(encoding="utf-8")
    workflow = _read(GITHUB)
    assert set(workflow[True]) == {"pull_request"}  # YAML 1.1 reads the key `on` so
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets." not in text
    checkout = next(step for step in _steps() if "checkout" in step.get("uses", ""))
    assert checkout["with"] == {"persist-credentials": False, "fetch-depth": 2}
    assert not [step["run"] for step in _steps() if "${{" in step.get("run", "")]
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", step["uses"]) for step in _steps() if "uses" in step)
    assert {job["runs-on"] for job in workflow["jobs"].values()} == {"ubuntu-latest"}


def test_all_three_check_and_preview() -> None:
    """Each platform checks what changed and keeps a preview, even when the check fails."""
    for file in (GITHUB, GITLAB, GITEE):
        verbs = sorted(re.findall(r"go\.py (\w+) --changed", "\n".join(_commands(file))))
        assert verbs == ["check", "preview"], file
    preview = next(step for step in _steps() if "preview" in step.get("run", ""))
    upload = next(step for step in _steps() if "upload-artifact" in step.get("uses", ""))
    assert preview["if"] == upload["if"] == "${{ !cancelled() }}"
    assert upload["with"]["path"] == "preview.html"


def test_gitlab_reads_the_report() -> None:
    """The Code Quality report is the file that the command writes; the artifacts are kept when the check fails."""
    job = _read(GITLAB)["content"]
    report = job["artifacts"]["reports"]["codequality"]
    assert any(f"--report gitlab={report}" in command for command in job["script"])
    assert (job["artifacts"]["when"], job["artifacts"]["paths"]) == ("always", ["preview.html", "summary.md"])
    assert (job["variables"], job["stage"]) == ({"GIT_DEPTH": "0"}, _read(GITLAB)["stages"][0])


def test_gitee_has_what_its_syntax_wants() -> None:
    """Version, triggers, stages and steps as help.gitee.com describes them; the preview comes before what may fail."""
    pipeline = _read(GITEE)
    assert (pipeline["version"], set(pipeline["triggers"]["pr"]["branches"])) == ("1.0", {"precise"})
    (stage,) = pipeline["stages"]
    (step,) = stage["steps"]
    assert (step["step"], step["pythonVersion"]) == ("build@python", "3.11")
    assert step["artifacts"] == [{"name": "BUILD_ARTIFACT", "path": ["./preview.html", "./summary.md"]}]
    assert [re.findall(r"go\.py (\w+)", command) for command in _commands(GITEE)] == [[], ["preview"], ["check"]]


# ── the commands, run on a branch with mistakes ──


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Branch:
    """Make the merge of a branch with mistakes, as a platform checks it out: HEAD^1 is where it would go."""
    project = a_project(tmp_path_factory.mktemp("pull-request"))
    project.add_hero(GONE)
    shutil.copytree(ROOT / "theme", project.root / "theme")
    project.write(".gitignore", ".cache/\n")
    branch = a_branch(project)
    project.write(f"heroes/32/{WRONG}.yaml", BROKEN)
    project.write(f"heroes/32/{GOOD}.yaml", CLEAN.replace("outcome: safe", "outcome: injured"))
    (project.root / f"heroes/32/{GONE}.yaml").unlink()
    project.write("scripts/new.py", "")
    branch.commit()
    branch.git("switch", "--quiet", "main")
    branch.git("merge", "--quiet", "--no-ff", "--no-edit", "proposal")
    return branch


def _run(branch: Branch, file: str, tools: Path, **environ: str) -> list[subprocess.CompletedProcess[str]]:
    """Run the commands of *file* in the project; what go.py would install first is this Python's already."""
    for name in ("python", "python3"):
        shim = Project(tools).write(name, f'#!/bin/sh\nshift\nexec "{sys.executable}" -m qunyingpu "$@"\n')
        shim.chmod(shim.stat().st_mode | stat.S_IXUSR)
    return [
        subprocess.run(
            ["sh", "-c", command],
            cwd=branch.root,
            env=os.environ
            | {
                "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
                "PYTHONUTF8": "1",
                "PYTHONPATH": str(ROOT / "scripts"),
            }
            | environ,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        for command in _commands(file)
    ]


def _golden(name: str, text: str, request: pytest.FixtureRequest) -> None:
    file = ROOT / "tests" / "golden" / "pull-request" / name
    if request.config.getoption("--renew"):
        Project(file.parent).write(name, text)
    assert text == file.read_text(encoding="utf-8")


def test_golden_github(merged: Branch, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """GitHub is told each mistake at its line, a summary for the page of the run, and keeps the preview."""
    summary = tmp_path / "summary.md"
    check, preview = _run(merged, GITHUB, tmp_path / "tools", GITHUB_STEP_SUMMARY=str(summary))
    assert (check.returncode, preview.returncode, check.stderr, preview.stderr) == (1, 0, "", "")
    _golden("github.txt", check.stdout, request)
    _golden("summary.md", summary.read_text(encoding="utf-8"), request)
    _look_at_the_preview(merged)


def test_golden_gitlab(merged: Branch, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """GitLab gets a Code Quality report with a path, a line, a severity and a fingerprint for each mistake."""
    base = merged.git("rev-parse", "HEAD^1").strip()
    preview, check = _run(merged, GITLAB, tmp_path / "tools", CI_MERGE_REQUEST_DIFF_BASE_SHA=base)
    assert (preview.returncode, check.returncode, check.stderr) == (0, 1, "")
    report = (merged.root / "gl-code-quality-report.json").read_text(encoding="utf-8")
    _golden("gitlab.json", report, request)
    for entry in json.loads(report):
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert entry["location"]["lines"]["begin"] >= 1
    _look_at_the_preview(merged)


def test_golden_gitee(merged: Branch, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Gitee shows the log, in which every mistake quotes its line; preview and summary are kept."""
    merged.git("branch", "target", "HEAD^1")
    merged.git("remote", "add", "origin", ".")
    fetch, preview, check = _run(merged, GITEE, tmp_path / "tools", GITEE_BRANCH="target")
    assert (fetch.returncode, preview.returncode, check.returncode, check.stderr) == (0, 0, 1, "")
    _golden("gitee.txt", check.stdout, request)
    _look_at_the_preview(merged)


def _look_at_the_preview(branch: Branch) -> None:
    page = (branch.root / "preview.html").read_text(encoding="utf-8")
    (branch.root / "preview.html").unlink()
    assert "3 份档案" in page
    for words in ("新增", "修改", "删除", "<del>平安</del><ins>负伤</ins>", "没有 2 月 30 日"):
        assert words in page, words
