"""The only writer: what is dear is made once, nothing is trusted that was altered, nothing stale stays."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from pathlib import Path

import pytest

from qunyingpu.errors import ContentError, Problem
from qunyingpu.writing import Artifact, Drawing, Shelf, Store, TreeShelf, digest, publish, replace_file


@pytest.fixture
def executor() -> Iterator[Executor]:
    """Run jobs in one thread."""
    with ThreadPoolExecutor(1) as pool:
        yield pool


def _bytes(*contents: bytes) -> list[bytes]:
    return list(contents)


def _drawing(text: bytes, key: str = "a1") -> Drawing:
    return Drawing(("cards/a.jpg", "cards/b.jpg"), digest(key, text), functools.partial(_bytes, text, text + b"2"))


def test_artifacts_are_written_where_they_say(tmp_path: Path, executor: Executor) -> None:
    """An artifact's bytes lie at its path."""
    publish([Artifact("a/b.txt", b"x")], into=tmp_path / "site", store=Store(tmp_path / "c"), executor=executor)
    assert (tmp_path / "site/a/b.txt").read_bytes() == b"x"


def test_a_drawing_is_made_once(tmp_path: Path, executor: Executor) -> None:
    """A second publication of the same key draws nothing and gives the same bytes."""
    store = Store(tmp_path / "cache")
    first = publish([_drawing(b"x")], into=tmp_path / "one", store=store, executor=executor)
    second = publish([_drawing(b"x")], into=tmp_path / "two", store=store, executor=executor)
    assert (first.made, second.made, second.reused) == (1, 0, 1)
    assert (tmp_path / "two/cards/b.jpg").read_bytes() == b"x2"


def test_one_change_makes_one_drawing(tmp_path: Path, executor: Executor) -> None:
    """Another key is drawn anew, into the same place."""
    store = Store(tmp_path / "cache")
    publish([_drawing(b"x")], into=tmp_path / "site", store=store, executor=executor)
    report = publish([_drawing(b"y")], into=tmp_path / "site", store=store, executor=executor)
    assert report.made == 1
    assert (tmp_path / "site/cards/a.jpg").read_bytes() == b"y"


@pytest.mark.parametrize("harm", [b"", b"z", b"longer"])
def test_an_altered_blob_is_not_trusted(tmp_path: Path, executor: Executor, harm: bytes) -> None:
    """A blob that was cut short or written over is drawn again."""
    store = Store(tmp_path / "cache")
    publish([_drawing(b"x")], into=tmp_path / "site", store=store, executor=executor)
    blob = next((tmp_path / "cache").rglob("*.0"))
    blob.write_bytes(harm)
    report = publish([_drawing(b"x")], into=tmp_path / "site", store=store, executor=executor)
    assert report.made == 1
    assert (tmp_path / "site/cards/a.jpg").read_bytes() == b"x"


def test_writing_never_goes_through_a_link(tmp_path: Path, executor: Executor) -> None:
    """What replaces a linked file leaves the blob behind it alone."""
    store = Store(tmp_path / "cache")
    publish([_drawing(b"x")], into=tmp_path / "site", store=store, executor=executor)
    publish([Artifact("cards/a.jpg", b"other")], into=tmp_path / "site", store=store, executor=executor)
    assert next((tmp_path / "cache").rglob("*.0")).read_bytes() == b"x"


def test_what_is_no_longer_made_is_removed(tmp_path: Path, executor: Executor) -> None:
    """A file of an earlier publication goes; a file of someone else stays."""
    store, site = Store(tmp_path / "cache"), tmp_path / "site"
    publish([Artifact("a.html", b"a"), Artifact("b.html", b"b")], into=site, store=store, executor=executor)
    (site / "theirs.html").write_bytes(b"t")
    publish([Artifact("a.html", b"a")], into=site, store=store, executor=executor)
    assert sorted(path.name for path in site.iterdir()) == ["a.html", "theirs.html"]


@pytest.mark.parametrize("path", ["../out.html", "/etc/x", "a\\b"])
def test_nothing_is_written_outside_the_site(tmp_path: Path, executor: Executor, path: str) -> None:
    """A path that leaves the site is a fault of an output, told loudly."""
    with pytest.raises(ValueError, match="outside the site"):
        publish([Artifact(path, b"")], into=tmp_path / "site", store=Store(tmp_path / "c"), executor=executor)


def test_two_works_cannot_claim_one_path(tmp_path: Path, executor: Executor) -> None:
    """No artifact silently overwrites another."""
    works = [Artifact("a.html", b"1"), Artifact("a.html", b"2")]
    with pytest.raises(ValueError, match="twice"):
        publish(works, into=tmp_path / "site", store=Store(tmp_path / "c"), executor=executor)


def _fail() -> list[bytes]:
    raise RuntimeError("a fault of ours")


def test_a_fault_keeps_what_was_drawn_before(tmp_path: Path, executor: Executor) -> None:
    """When one job fails, the cache stays usable: what was drawn is not drawn again."""
    store = Store(tmp_path / "cache")
    bad = Drawing(("cards/bad.jpg",), digest("bad"), _fail)
    with pytest.raises(RuntimeError):
        publish([_drawing(b"x"), bad], into=tmp_path / "site", store=store, executor=executor)
    assert publish([_drawing(b"x")], into=tmp_path / "site", store=store, executor=executor).made == 0


def _refuse(name: str) -> list[bytes]:
    raise ContentError([Problem.told("layout-room", file=f"{name}.yaml", name=name)])


def test_a_wrong_drawing_stops_no_other(tmp_path: Path, executor: Executor) -> None:
    """What cannot be drawn is told, all of it, once everything else is drawn and kept."""
    store = Store(tmp_path / "cache")
    wrong = [Drawing((f"cards/{name}.jpg",), digest(name), functools.partial(_refuse, name)) for name in ("d", "c")]
    with pytest.raises(ContentError) as told:
        publish([*wrong, _drawing(b"x")], into=tmp_path / "site", store=store, executor=executor)
    assert [problem.file for problem in told.value.problems] == ["c.yaml", "d.yaml"]
    assert publish([_drawing(b"x")], into=tmp_path / "site", store=store, executor=executor).made == 0


def test_a_site_elsewhere_gets_copies(tmp_path: Path, executor: Executor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where links fail, as between disks, the bytes are copied."""

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refuse)
    publish([_drawing(b"x")], into=tmp_path / "site", store=Store(tmp_path / "c"), executor=executor)
    assert (tmp_path / "site/cards/a.jpg").read_bytes() == b"x"


def test_parts_of_a_key_do_not_run_together() -> None:
    """Keys of ("ab", "c") and ("a", "bc") differ."""
    assert digest("ab", "c") != digest("a", "bc")


def _works_that_fail() -> Iterator[Artifact | Drawing]:
    yield _drawing(b"x")
    yield Artifact("a.html", b"new")
    raise LookupError("an output found a mistake")


def test_a_mistake_on_the_way_leaves_the_site_as_it_was(tmp_path: Path, executor: Executor) -> None:
    """Nothing is written before every work has come: a site is the old one or the new one, never half of each."""
    store, site = Store(tmp_path / "cache"), tmp_path / "site"
    publish([Artifact("a.html", b"old")], into=site, store=store, executor=executor)
    with pytest.raises(LookupError):
        publish(_works_that_fail(), into=site, store=store, executor=executor)
    assert {path.name: path.read_bytes() for path in site.iterdir()} == {"a.html": b"old"}


def test_a_shelf_of_bytes_holds_what_was_put_last(tmp_path: Path) -> None:
    """Parts come back as one; what is only put is not kept, and an empty shelf is not written."""
    file = tmp_path / "cache" / "postings"
    shelf = Shelf(file)
    assert shelf.get() == b""
    shelf.keep()
    assert not file.exists()
    shelf.put(b"1\n", memoryview(b"2"), bytearray(b"3"))
    assert Shelf(file).get() == b""
    shelf.keep()
    assert Shelf(file).get() == b"1\n23"


@pytest.mark.parametrize("harm", ["cut", "longer", "altered", "no seal"])
def test_an_altered_shelf_of_bytes_is_empty(tmp_path: Path, harm: str) -> None:
    """A shelf that was cut short or written over says nothing."""
    file = tmp_path / "postings"
    shelf = Shelf(file)
    shelf.put(b"content")
    shelf.keep()
    sound = file.read_bytes()
    harmed = {"cut": sound[:-1], "longer": sound + b"!", "altered": sound[:-1] + b"!", "no seal": b"content"}
    file.write_bytes(harmed[harm])
    assert Shelf(file).get() == b""


def _shelf_with(file: Path, **trees: dict[str, str]) -> None:
    shelf = TreeShelf(file)
    for key, tree in trees.items():
        shelf.put(key, tree)
    shelf.keep()


def test_a_shelf_keeps_what_was_read_last(tmp_path: Path) -> None:
    """What nobody asked for is forgotten, so that a shelf never outgrows the roll."""
    file = tmp_path / "cache" / "trees.json"
    _shelf_with(file, a={"name": "测试甲"}, b={"name": "测试乙"})
    shelf = TreeShelf(file)
    assert shelf.get("a") == {"name": "测试甲"}
    shelf.keep()
    assert TreeShelf(file).get("a") == {"name": "测试甲"}
    assert TreeShelf(file).get("b") is None


@pytest.mark.parametrize("harm", [b"", b"{}", b"x" * 40 + b"\n{}"])
def test_an_altered_shelf_is_empty(tmp_path: Path, harm: bytes) -> None:
    """A shelf that was cut short or written over is read anew from the profiles."""
    file = tmp_path / "trees.json"
    _shelf_with(file, a={"name": "测试甲"})
    file.write_bytes(harm or file.read_bytes().replace("甲".encode(), "乙".encode()))
    assert TreeShelf(file).get("a") is None


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """What a person asked for lies there whole, with ordinary permissions, and nothing lies beside it."""
    target = tmp_path / "made.pdf"
    for content in (b"first", b"second"):
        replace_file(target, content)
        assert target.read_bytes() == content
    assert list(tmp_path.iterdir()) == [target]
    (tmp_path / "plain").write_bytes(b"")
    assert target.stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    """Where a link stands, the file takes its place, and what it led to stays."""
    (tmp_path / "elsewhere").write_bytes(b"dear")
    (tmp_path / "made.pdf").symlink_to(tmp_path / "elsewhere")
    replace_file(tmp_path / "made.pdf", b"made")
    assert ((tmp_path / "elsewhere").read_bytes(), (tmp_path / "made.pdf").read_bytes()) == (b"dear", b"made")


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    """A folder that was mistyped is told, not made."""
    with pytest.raises(FileNotFoundError):
        replace_file(tmp_path / "nowhere" / "made.pdf", b"made")
    assert not (tmp_path / "nowhere").exists()
