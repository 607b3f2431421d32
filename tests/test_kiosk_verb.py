"""`qunyingpu kiosk bundle`: a stick that a hall takes in, with a guide for people, made anew only where it changed."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from projects import CLEAN, HERO, Project, a_project
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.manifest import parse_manifest
from qunyingpu.hall.pins import has_pin, set_pin
from qunyingpu.hall.withdrawals import denied, parse_withdrawals
from trial_projects import DAY, ROOT, shipped_project
from verbs import Ended, caller

OTHER = "320500-2024-bbbbb"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Make a project of two invented people with the shipped theme, on a known day."""
    for name, value in DAY.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("QUNYINGPU_PASSPHRASE", "test-passphrase")
    copied = shipped_project(tmp_path / "whole")
    made = a_project(tmp_path / "roll")
    (copied / "theme").rename(made.root / "theme")
    made.write("mkdocs.yml", (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("  featured:")[0])
    made.add_hero(OTHER, CLEAN.replace("测试甲", "测试乙"))
    return made


@pytest.fixture
def ended(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ended:
    """Return what runs `qunyingpu kiosk` in the project."""
    return caller(project.root, "kiosk", monkeypatch, capsys)


def _manifest(stick: Path) -> tuple[int, dict[str, tuple[str, ...]]]:
    manifest = parse_manifest((stick / "manifest.json").read_bytes())
    return manifest.serial, dict(manifest.heroes)


def test_a_stick_is_made_signed_taken_in_and_made_again(ended: Ended, project: Project, tmp_path: Path) -> None:
    """From keys to a hall that stands; the second stick has a higher number and writes only what changed."""
    stick, hall = _empty(tmp_path / "stick"), str(tmp_path / "hall")
    assert ended("keys")[0] == 0
    status, said = ended("bundle", stick)
    assert (status, "第 2026112300 版做好" in said) == (0, True), said
    assert (tmp_path / "stick" / "INSTALL-说明.html").is_file()
    assert sorted(file.name for file in (tmp_path / "stick" / "hall").iterdir()) == [
        "policy.json",
        "qunyingpu-hall.service",
        "qunyingpu-hall.xml",
    ]
    assert ended("install", stick, "--home", hall, "--first")[0] == 1, "nobody takes in what is not signed"
    assert ended("sign", stick)[0] == 0
    status, said = ended("install", stick, "--home", hall)
    assert (status, "已装好第 2026112300 版" in said) == (0, True), said
    (report,) = (tmp_path / "stick").glob("from-hall-*.json")
    counted = json.loads(report.read_text(encoding="utf-8"))
    assert counted == {"boots": 0, "restarts": 0, "silences": 0, "tributes": {}}
    number = "证书320500-2024-00123"  # built like an id, and nobody's
    project.add_hero(OTHER, CLEAN.replace("测试甲", "测试丙").replace("桥边听见呼救", number))
    status, said = ended("bundle", stick)
    assert (status, "第 2026112301 版做好" in said) == (0, True), said
    serial, heroes = _manifest(tmp_path / "stick")
    assert (serial, heroes[f"kiosk/heroes/{OTHER}.js"]) == (2026112301, (OTHER,))


def _empty(stick: Path) -> str:
    stick.mkdir()
    return str(stick)


def test_whoever_is_withdrawn_is_on_the_signed_list_and_in_no_file(
    ended: Ended, project: Project, tmp_path: Path
) -> None:
    """The list carries the id alone; no file of the edition names the person."""
    ended("keys")
    links = project.root / "heroes" / "permalinks.txt"
    text = links.read_text(encoding="utf-8")
    links.write_text(f"{text}heroes/{OTHER}.html withdrawn\n", encoding="utf-8")
    stick = tmp_path / "stick"
    stick.mkdir()
    status, said = ended("bundle", str(stick), "--show", HERO)
    assert status == 0, said
    listed = parse_withdrawals((stick / "withdrawals.json").read_bytes())
    assert (set(listed.withdrawn), set(listed.shown)) == ({OTHER}, {HERO})
    files = [file for file in (stick / "reading").rglob("*") if file.is_file()]
    assert [file for file in files if "测试乙".encode() in file.read_bytes()] == []
    status, said = ended("bundle", str(stick), "--show", OTHER)
    assert (status, "此人已经撤回" in said) == (2, True), said


def _taken_in(ended: Ended, stick: Path, hall: Path, *more: str) -> tuple[int, str]:
    """Sign *stick* and take it into *hall*."""
    assert ended("sign", str(stick))[0] == 0
    return ended("install", str(stick), "--home", str(hall), *more)


def test_a_list_goes_to_a_hall_alone(ended: Ended, project: Project, tmp_path: Path) -> None:
    """In a hurry nobody waits for a whole edition; a stick of the same day has a higher number, so that it counts."""
    hall, whole, alone = tmp_path / "hall", tmp_path / "stick", tmp_path / "alone"
    for stick in (whole, alone):
        stick.mkdir()
    ended("keys")
    ended("bundle", str(whole))
    assert _taken_in(ended, whole, hall, "--first")[0] == 0
    links = project.root / "heroes" / "permalinks.txt"
    gone = f"heroes/{HERO}.html -> heroes/{OTHER}.html\nheroes/{OTHER}.html withdrawn\n"
    links.write_text(gone, encoding="utf-8")
    (project.root / "heroes" / HERO[:2] / f"{HERO}.yaml").unlink()
    status, said = ended("bundle", str(alone), "--only", "withdrawals")
    assert (status, "第 2026112301 号撤回名单做好，共 2 人" in said) == (0, True), said
    assert (alone / "INSTALL-说明.html").is_file(), "whoever takes it in needs to be told how"
    status, said = _taken_in(ended, alone, hall)
    assert (status, "已收下撤回名单（第 2026112301 号）" in said) == (0, True), said
    assert denied(hall) == {HERO, OTHER}, "an older version knows the person by the id of then"
    status, said = ended("bundle", str(whole), "--only", "withdrawals")
    assert (status, "请换一个空文件夹" in said) == (2, True), said


def test_a_forgotten_pin_is_reset_by_a_signed_file(ended: Ended, tmp_path: Path) -> None:
    """Once for each file; one that a hall cannot use keeps no version out."""
    hall, whole, reset = tmp_path / "hall", tmp_path / "stick", tmp_path / "reset"
    for stick in (whole, reset):
        stick.mkdir()
    ended("keys")
    ended("bundle", str(whole))
    assert _taken_in(ended, whole, hall, "--first")[0] == 0
    set_pin(hall, "4711", Disk())
    assert ended("bundle", str(reset), "--only", "pin-reset")[0] == 0
    status, said = ended("install", str(reset), "--home", str(hall))
    assert (status, has_pin(hall)) == (0, True), "not signed"
    assert "重置 PIN 的文件没有用上" in said
    status, said = _taken_in(ended, reset, hall)
    assert (status, "PIN 已经清除" in said, has_pin(hall)) == (0, True, False), said
    set_pin(hall, "4712", Disk())
    status, said = ended("install", str(reset), "--home", str(hall))
    assert (status, "已经用过，PIN 没有变" in said, has_pin(hall)) == (0, True, True), said
    for name in ("pin-reset.json", "pin-reset.json.minisig"):
        (whole / name).write_bytes((reset / name).read_bytes())
    (whole / "pin-reset.json").write_bytes(b"{}")
    ended("bundle", str(whole))
    status, said = _taken_in(ended, whole, hall)
    assert (status, "已装好第" in said) == (0, True), said


def test_a_wrong_place_is_told_before_anything_is_done(ended: Ended, project: Project, tmp_path: Path) -> None:
    """No stick, no hall, no keys, a folder of something else: each has its sentence, and nothing is left behind."""
    stick, other, hall = tmp_path / "stick", tmp_path / "other", tmp_path / "hall"
    stick.mkdir()
    other.mkdir()
    status, said = ended("bundle", str(stick))
    assert (status, "请先运行 qunyingpu kiosk keys" in said) == (2, True), said
    ended("keys")
    status, said = ended("keys")
    assert (status, "已经有密钥" in said) == (2, True), said
    status, said = ended("bundle", str(tmp_path / "typo"))
    assert (status, "请看 U 盘插好没有" in said) == (2, True), said
    assert not (tmp_path / "typo").exists()
    (stick / "roots").mkdir()
    for place, code in ((tmp_path / "typo", "stick-missing"), (other, "stick-other"), (stick, "home-missing")):
        status, said = ended("install", str(place), "--home", str(hall))
        assert (status, f"[{code}]" in said) == (1, True), said
    assert (list(other.iterdir()), hall.exists()) == ([], False)
    assert not (project.root / "keys" / "last-serial.txt").exists()


def test_a_new_passphrase_is_asked_for_twice(ended: Ended, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is too short is refused before it is typed again, two that differ are asked for anew, in Chinese."""
    monkeypatch.delenv("QUNYINGPU_PASSPHRASE")
    typed = iter(["short", "long-enough", "another-one", "long-enough", "long-enough"])
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: next(typed))
    status, said = ended("keys")
    assert (status, "口令至少 8 个字符" in said) == (2, True), said
    status, said = ended("keys")
    assert (status, "两遍不一样，请重新输入。" in said, "Error" in said) == (0, True, False), said
    assert (project.root / "keys" / "content.key.pem").is_file()
    assert next(typed, None) is None


def test_a_second_service_is_told_in_a_sentence(ended: Ended, tmp_path: Path) -> None:
    """Whoever starts it twice reads why, and no traceback."""
    stick, hall = _empty(tmp_path / "stick"), str(tmp_path / "hall")
    for words in (("keys",), ("bundle", stick), ("sign", stick), ("install", stick, "--home", hall, "--first")):
        assert ended(*words)[0] == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        status, said = ended("serve", "--home", hall, "--port", port, "--no-browser")
    assert (status, f"端口 {port} 已被占用" in said) == (2, True), said


def test_the_policy_allows_the_hall_alone() -> None:
    """The browser's policy, which people copy, blocks every address but the service's own."""
    policy = json.loads((ROOT / "theme" / "hall" / "policy.json").read_text(encoding="utf-8"))
    assert (policy["URLBlocklist"], policy["URLAllowlist"]) == (["*"], ["http://127.0.0.1:8731"])
    assert (policy["DownloadRestrictions"], policy["PrintingEnabled"], policy["DeveloperToolsAvailability"]) == (
        3,
        False,
        2,
    )
