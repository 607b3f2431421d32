"""Each photograph is developed once; what went wrong is told and leaves nothing behind."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from faces import a_face, encoded
from qunyingpu.photos import darkroom
from qunyingpu.photos.darkroom import Darkroom
from qunyingpu.photos.developing import develop
from qunyingpu.reading import masters
from qunyingpu.reading.masters import Master, Masters, Refusal
from qunyingpu.writing import Store

FACES = [encoded(a_face((90, 120), blur=blur)) for blur in (0, 2, 4)]


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Write three photographs and return their paths."""
    paths = [tmp_path / f"{number}.jpg" for number in range(3)]
    for path, face in zip(paths, FACES, strict=True):
        path.write_bytes(face)
    return paths


@pytest.fixture
def developed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Return the list to which every photograph is added that is developed."""
    contents: list[bytes] = []

    class Watched(Darkroom):
        def develop(self, content: bytes):  # type: ignore[no-untyped-def]
            contents.append(content)
            return super().develop(content)

    monkeypatch.setattr(masters, "Darkroom", Watched)
    return contents


def _masters(folder: Path) -> Masters:
    return Masters(Store(folder / "cache"))


def _files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_a_master_is_made_once(tmp_path: Path, photos: list[Path], developed: list[bytes]) -> None:
    """A second build, and a second question in one build, develop nothing and find the same bytes."""
    first = _masters(tmp_path)
    made = first.of(photos)
    assert sorted(developed) == sorted(FACES)
    assert first.of(photos) == _masters(tmp_path).of(photos) == made
    assert len(developed) == 3
    for photo, face in zip(photos, FACES, strict=True):
        master = made[photo]
        assert isinstance(master, Master)
        assert (master.facts, master.file.path.read_bytes()) == develop(face)


def test_only_a_changed_photograph_is_developed(tmp_path: Path, photos: list[Path], developed: list[bytes]) -> None:
    """A change of one photograph is one photograph's work; the same bytes under another name are none."""
    _masters(tmp_path).of(photos)
    developed.clear()
    changed = encoded(a_face((90, 120), blur=1))
    photos[1].write_bytes(changed)
    photos[2].rename(tmp_path / "moved.jpg")
    _masters(tmp_path).of([photos[0], photos[1], tmp_path / "moved.jpg"])
    assert developed == [changed]


@pytest.mark.parametrize("version", ["code", "pillow"])
def test_another_program_develops_anew(
    tmp_path: Path, photos: list[Path], developed: list[bytes], monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    """Another Pillow, and other code of ours, make other masters."""
    _masters(tmp_path).of(photos[:1])
    darkroom._code_version.cache_clear()
    with monkeypatch.context() as other:
        if version == "code":
            other.setattr("inspect.getsource", lambda _: "other")
        else:
            other.setattr("PIL.__version__", "other")
        _masters(tmp_path).of(photos[:1])
    darkroom._code_version.cache_clear()
    assert len(developed) == 2


def test_an_altered_master_is_not_trusted(tmp_path: Path, photos: list[Path], developed: list[bytes]) -> None:
    """A master that was cut short or written over in the cache is made again, with the same bytes."""
    before = _masters(tmp_path).of(photos[:1])
    for blob in (tmp_path / "cache").rglob("*.[01]"):
        whole = blob.read_bytes()
        blob.write_bytes(whole[:-1])
        assert _masters(tmp_path).of(photos[:1]) == before
        assert blob.read_bytes() == whole
    assert len(developed) == 3


def test_refusals_are_told_one_by_one_and_not_kept(tmp_path: Path, photos: list[Path], developed: list[bytes]) -> None:
    """A torn photograph keeps no other from its master, leaves nothing in the cache, and is tried again."""
    photos[1].write_bytes(FACES[1][:900])
    for _ in range(2):
        made = _masters(tmp_path).of([*photos, tmp_path / "gone.jpg"])
        assert made[photos[1]] == made[tmp_path / "gone.jpg"] == Refusal("photo-damaged")
        assert isinstance(made[photos[0]], Master)
        assert isinstance(made[photos[2]], Master)
    assert len(developed) == 4
    assert len(_files(tmp_path / "cache")) == 6


@pytest.mark.parametrize(("death", "code"), [("os._exit(1)", "photo-crash"), ("Event().wait()", "photo-slow")])
def test_a_worker_that_dies_or_hangs_leaves_nothing(
    tmp_path: Path, photos: list[Path], monkeypatch: pytest.MonkeyPatch, death: str, code: str
) -> None:
    """A crash and a hang end in a refusal of each photograph, and nothing half-written is in the cache."""
    program = tmp_path / "program.py"
    program.write_text(f"import os, sys\nfrom threading import Event\nsys.stdin.buffer.read(9)\n{death}\n")
    seconds = 0.2 if code == "photo-slow" else 60
    monkeypatch.setattr(masters, "Darkroom", functools.partial(Darkroom, program=program, seconds=seconds))
    assert set(_masters(tmp_path).of(photos).values()) == {Refusal(code)}
    assert not (tmp_path / "cache").exists()
    monkeypatch.undo()
    assert all(isinstance(made, Master) for made in _masters(tmp_path).of(photos).values())


def test_one_photograph_of_many_heroes(tmp_path: Path, photos: list[Path]) -> None:
    """The same bytes under twenty names, developed at the same time, come to the same master."""
    for number in range(20):
        (tmp_path / f"twin-{number}.jpg").write_bytes(FACES[0])
    twins = sorted(tmp_path.glob("twin-*.jpg"))
    made = _masters(tmp_path).of(twins)
    assert set(made.values()) == {_masters(tmp_path).of(photos[:1])[photos[0]]}
    assert len(_files(tmp_path / "cache")) == 3
