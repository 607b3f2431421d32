"""`qunyingpu inbox`: sound zips are placed whole, every bad one is told with the file in it, nothing is half-placed."""

from __future__ import annotations

import io
import random
import stat
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image

from projects import CLEAN, HERO, TODAY, Project, a_project
from qunyingpu.authoring import parcels
from qunyingpu.authoring.canonical import canonical_yaml
from qunyingpu.engines import project as engine
from qunyingpu.reading import judge_profile, parse_document
from qunyingpu.verbs import inbox
from verbs import Ended, caller

NEW, THIRD = "320500-2024-bbbbb", "320500-2024-ccccc"
PLACE = f"heroes/32/{NEW}.yaml"
LIST = "heroes/permalinks.txt"
PROFILE = CLEAN.replace("测试甲", "测试乙").replace("deed:", "kind: individual\ndeed:")
DEPICTED = PROFILE.replace("sources:", f"portrait:\n  file: {NEW}.jpg\nsources:")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Make a project with one profile, in no repository."""
    return a_project(tmp_path / "roll")


@pytest.fixture
def ended(project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ended:
    """Return what runs `qunyingpu inbox` in the project."""
    return caller(project.root, "inbox", monkeypatch, capsys, inbox)


@pytest.fixture
def post(tmp_path: Path) -> Post:
    """Return what makes zips."""
    return Post(tmp_path)


class Post:
    """Zips in a folder beside the project."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def zipped(self, files: Mapping[str, str | bytes], name: str = "a.zip") -> str:
        """Make the zip *name* of *files* and return its path."""
        path = self.folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry, content in files.items():
                archive.writestr(entry, content)
        return str(path)


def _photo(size: tuple[int, int] = (900, 1200)) -> bytes:
    stream = io.BytesIO()
    pixels = random.Random(1).randbytes(  # noqa: S311 - the same picture each time
        size[0] * size[1] // 16 * 3
    )
    Image.frombytes("RGB", (size[0] // 4, size[1] // 4), pixels).resize(size).save(stream, "JPEG")
    return stream.getvalue()


def _files(project: Project) -> dict[str, bytes]:
    every = (path for path in (project.root / "heroes").rglob("*") if path.is_file())
    return {path.relative_to(project.root).as_posix(): path.read_bytes() for path in every}


def _canonical(text: str, hero_id: str = NEW) -> bytes:
    hero, _ = judge_profile(parse_document(f"heroes/32/{hero_id}.yaml", text), hero_id, today=TODAY)
    assert hero is not None
    return canonical_yaml(hero).encode()


def test_a_profile_with_its_photograph_is_placed(ended: Ended, project: Project, post: Post) -> None:
    """Profile, photograph and address are written after the difference was shown; the roll has no mistake."""
    photo = _photo()
    status, said = ended(post.zipped({PLACE: DEPICTED, f"heroes/32/{NEW}.jpg": photo}), "--yes")
    assert status == 0, said
    assert f"+++ {PLACE}" in said and "+name: 测试乙" in said and f"heroes/32/{NEW}.jpg：无 → " in said
    placed = _files(project)
    assert placed[PLACE] == _canonical(DEPICTED)
    assert placed[f"heroes/32/{NEW}.jpg"] == photo
    assert placed[LIST].decode().splitlines() == [f"heroes/{HERO}.html", f"heroes/{NEW}.html"]
    assert not project.told()


def test_a_photograph_is_placed_without_what_tells_of_the_family(ended: Ended, project: Project, post: Post) -> None:
    """GPS, device, caption and whatever lies behind the picture stay out of the repository; the picture is upright."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Phone of Somebody"
    exif.get_ifd(0x8825)[2] = (31.0, 18.0, 1.0)
    stream = io.BytesIO()
    Image.open(io.BytesIO(_photo((1200, 900)))).save(stream, "JPEG", exif=exif, comment=b"home of somebody")
    sent = stream.getvalue() + b"behind the picture"
    status, said = ended(post.zipped({PLACE: DEPICTED, f"heroes/32/{NEW}.jpg": sent}), "--yes")
    assert status == 0, said
    placed = _files(project)[f"heroes/32/{NEW}.jpg"]
    opened = Image.open(io.BytesIO(placed))
    assert (opened.size, dict(opened.getexif()), "comment" in opened.info) == ((900, 1200), {}, False)
    assert not any(told in placed for told in (b"omebody", b"behind"))


@pytest.mark.parametrize(("kind", "ending"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp"), ("PNG", "jpg")])
def test_no_photograph_brings_traces_whatever_it_is_called(
    ended: Ended, project: Project, post: Post, kind: str, ending: str
) -> None:
    """Other formats carry places and captions as well, and bytes decide, not the ending."""
    exif, stream, name = Image.Exif(), io.BytesIO(), f"heroes/32/{NEW}.{ending}"
    exif[0x010F] = "Phone of Somebody"
    Image.open(io.BytesIO(_photo())).save(stream, kind, exif=exif)
    assert b"omebody" in stream.getvalue()
    status, said = ended(post.zipped({PLACE: DEPICTED.replace(".jpg", f".{ending}"), name: stream.getvalue()}), "--yes")
    assert status == 0, said
    assert b"omebody" not in _files(project)[name]
    assert not project.told()


def test_a_photograph_that_cannot_be_developed_is_not_placed(ended: Ended, project: Project, post: Post) -> None:
    """Not even where the roll has a photograph with the same fault: its traces would come in with it."""
    photo = _photo()
    name = f"heroes/32/{NEW}.jpg"
    for path, content in {PLACE: DEPICTED.encode(), name: photo[:9000]}.items():
        (project.root / path).write_bytes(content)
    before = _files(project)
    status, said = ended(post.zipped({PLACE: DEPICTED, name: photo[:8000]}), "--yes")
    assert (status, f"a.zip/{name}" in said, "photo-damaged" in said) == (1, True, True), said
    assert _files(project) == before


@pytest.mark.parametrize(("typed", "written"), [("y\n", [PLACE]), ("\n", []), ("n\n", [])])
def test_nothing_is_written_without_a_yes(
    ended: Ended, project: Project, post: Post, typed: str, written: list[str]
) -> None:
    """The question comes after the difference; a preview asks nothing."""
    before = _files(project)
    assert ended(post.zipped({PLACE: PROFILE}), "--dry-run")[0] == 0
    assert _files(project) == before
    assert ended(post.zipped({PLACE: PROFILE}), typed=typed)[0] == 0
    assert [path for path in _files(project) if path not in before] == written


def test_where_a_file_lies_in_the_zip_is_of_no_account(ended: Ended, project: Project, post: Post) -> None:
    """Zips that people packed again, with other folders and what systems leave behind, are placed by their ids."""
    junk: dict[str, str | bytes] = {"__MACOSX/._a": b"x", "材料/Thumbs.db": b"x", "材料/.DS_Store": b"x", "材料/": b""}
    status, said = ended(post.zipped({f"材料/{NEW}.yaml": PROFILE, **junk}), "--yes")
    assert (status, "提醒" in said) == (0, False), said
    assert PLACE in _files(project)


def test_what_is_neither_profile_nor_photograph_is_left(ended: Ended, project: Project, post: Post) -> None:
    """It is named, and the profile is placed all the same."""
    status, said = ended(post.zipped({PLACE: PROFILE, "说明.docx": b"x"}), "--yes")
    assert (status, "a.zip/说明.docx" in said) == (0, True)
    assert [path for path in _files(project) if "docx" in path] == []


def test_names_in_gbk_are_read(ended: Ended, post: Post, tmp_path: Path) -> None:
    """Windows in China writes names in GBK without saying so."""
    name = "说明.txt".encode("gbk").decode("cp437")
    path = Path(post.zipped({PLACE: PROFILE, name: b"x"}))
    data = path.read_bytes()
    # The library marks such names as UTF-8; take mark and bytes back to what Windows writes.
    utf8, gbk = name.encode("utf-8"), "说明.txt".encode("gbk")
    assert data.count(utf8) == 2
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(PLACE, PROFILE)
        archive.writestr("x" * len(gbk), b"x")
    raw = made.getvalue().replace(b"x" * len(gbk), gbk)
    path.write_bytes(raw)
    status, said = ended(str(path), "--yes")
    assert (status, "a.zip/说明.txt" in said) == (0, True), said


BOMB = b"\0" * 3_000_000


@pytest.mark.parametrize(
    ("files", "code", "place"),
    [
        ({}, "没有档案", "a.zip"),
        ({f"heroes/32/{NEW}.jpg": b"x"}, "不属于这个压缩包里的档案", f"a.zip/heroes/32/{NEW}.jpg"),
        ({PLACE: PROFILE, "../../evil.yaml": "x"}, "放到文件夹外面去", "a.zip"),
        ({PLACE: PROFILE, "/etc/evil.yaml": "x"}, "放到文件夹外面去", "a.zip"),
        ({PLACE: PROFILE, "C:\\evil.yaml": "x"}, "放到文件夹外面去", "a.zip"),
        ({PLACE: PROFILE, "..\\evil.yaml": "x"}, "放到文件夹外面去", "a.zip"),
        ({PLACE: PROFILE, "heroes/32/zhang-san.yaml": PROFILE}, "不合规则", "a.zip/heroes/32/zhang-san.yaml"),
        ({PLACE: PROFILE, f"b/{NEW}.yaml": PROFILE + "draft: 是\n"}, "两份不同的档案", f"a.zip/b/{NEW}.yaml"),
        ({PLACE: PROFILE.replace("2024-06-24", "2024-02-30")}, "没有 2 月 30 日", f"a.zip/{PLACE}:4:9"),
        ({PLACE: PROFILE + "x: " + "甲" * 70_000}, "超过 64 KB", f"a.zip/{PLACE}"),
        ({PLACE: PROFILE + 'schema: "2"\n'}, "只认第 1 版", f"a.zip/{PLACE}:13:9"),
        ({PLACE: PROFILE, f"heroes/32/{THIRD}.jpg": _photo()}, "不属于", f"a.zip/heroes/32/{THIRD}.jpg"),
        ({PLACE: PROFILE, f"heroes/32/{NEW}.jpg": _photo()}, "不属于", f"a.zip/heroes/32/{NEW}.jpg"),
        ({PLACE: DEPICTED.replace(f"{NEW}.jpg", f"{THIRD}.jpg"), f"{THIRD}.jpg": _photo()}, "同名", f"a.zip/{PLACE}"),
        ({PLACE: DEPICTED}, "找不到照片", f"a.zip/{PLACE}:10:9"),
        ({PLACE: DEPICTED, f"{NEW}.jpg": b"<html>"}, "不是 JPEG", f"a.zip/{PLACE}:10:9"),
        ({PLACE: DEPICTED, f"{NEW}.jpg": _photo()[:9000]}, "不完整或已损坏", f"a.zip/{PLACE}:10:9"),
        ({f"heroes/32/{HERO}.yaml": PROFILE}, "在名录里是“测试甲”，这里是“测试乙”", f"a.zip/heroes/32/{HERO}.yaml"),
        ({PLACE: PROFILE + "visibility: alias\nalias: 测试甲\n"}, "另一人的真名相同", f"a.zip/{PLACE}:14:8"),
    ],
)
def test_a_bad_zip_is_told_and_nothing_is_placed(
    ended: Ended, project: Project, post: Post, files: dict[str, bytes], code: str, place: str
) -> None:
    """The mistake is told with the file in the zip; neither it nor a sound zip beside it is placed."""
    before = _files(project)
    sound = post.zipped({f"{THIRD}.yaml": PROFILE.replace("测试乙", "测试丙")}, "sound.zip")
    status, said = ended(post.zipped(files), sound, "--yes")
    assert status == 1
    assert code in said and place in said, said
    assert "什么也没有收。只收没有错误的，请加 --each。" in said
    assert _files(project) == before
    assert not (project.root.parent / "evil.yaml").exists()


def test_each_takes_the_sound_ones(ended: Ended, project: Project, post: Post) -> None:
    """--each places what is sound and still ends with 1."""
    bad = post.zipped({PLACE: PROFILE.replace("2024-06-24", "2024-02-30")})
    sound = post.zipped({f"{THIRD}.yaml": PROFILE.replace("测试乙", "测试丙")}, "sound.zip")
    status, said = ended(bad, sound, "--each", "--yes")
    assert (status, "没有 2 月 30 日" in said) == (1, True)
    assert PLACE not in _files(project)
    assert f"heroes/32/{THIRD}.yaml" in _files(project)
    assert ended(bad, "--each", "--yes")[0] == 1


def test_two_zips_with_one_id_are_told(ended: Ended, project: Project, post: Post) -> None:
    """Two people under one id are a mistake, the same zip sent twice is not."""
    first, again = post.zipped({PLACE: PROFILE}), post.zipped({PLACE: PROFILE}, "again.zip")
    other = post.zipped({PLACE: PROFILE.replace("测试乙", "测试丁")}, "other.zip")
    status, said = ended(first, other, "--yes")
    assert (status, f"另一份在 a.zip/{PLACE}" in said) == (1, True), said
    assert PLACE not in _files(project)
    assert ended(first, again, "--yes")[0] == 0
    assert ended(first, "--yes") == (0, "名录里已经有了，没有要写的。\n")


def test_a_warning_is_told_once(ended: Ended, post: Post) -> None:
    """Each parcel tells its own, and none again what one before it has told."""
    small = _photo((400, 500))
    unended = DEPICTED.replace("  summary:", f"  story: {'没有句号的正文，' * 30}\n  summary:")
    parcels = [
        post.zipped({f"{hero}.yaml": unended.replace(NEW, hero), f"{hero}.jpg": small}, f"{hero}.zip")
        for hero in (NEW, THIRD)
    ]
    status, said = ended(*parcels, "--yes")
    assert status == 0
    assert [said.count(f"[提醒 {code}]") for code in ("photo-small", "story-unended")] == [2, 2], said


def test_a_correction_replaces_the_profile(ended: Ended, project: Project, post: Post) -> None:
    """The same person under the same id, also with a new name that tells the old one, is an update."""
    place = f"heroes/32/{HERO}.yaml"
    corrected = CLEAN.replace("测试甲", "测试丙").replace("deed:", "former_names: [测试甲]\ndeed:")
    status, said = ended(post.zipped({place: corrected}), "--yes")
    assert (status, "-name: 测试甲" in said) == (0, True)
    assert _files(project)[place] == _canonical(corrected, HERO)


def test_a_mistake_elsewhere_in_the_roll_is_not_the_senders(ended: Ended, project: Project, post: Post) -> None:
    """What was wrong before does not keep a sound zip out."""
    project.add_hero(THIRD, CLEAN.replace("2024-06-24", "2024-02-30"))
    assert ended(post.zipped({PLACE: PROFILE}), "--yes")[0] == 0
    assert PLACE in _files(project)


def test_bombs_and_heaps_are_refused(
    ended: Ended, project: Project, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What unpacks to more than is allowed, or holds too many files, is refused while it is read."""
    before = _files(project)
    monkeypatch.setattr(parcels, "MOST_BYTES", 5_000_000)
    bomb: dict[str, str | bytes] = {PLACE: PROFILE, f"{NEW}.jpg": BOMB, f"{THIRD}.jpg": BOMB}
    assert "解开后超过 5 MB" in ended(post.zipped(bomb), "--yes")[1]
    heap: dict[str, str | bytes] = {f"{number}.txt": b"" for number in range(parcels.MOST_FILES)} | {PLACE: PROFILE}
    assert "最多 400 个" in ended(post.zipped(heap), "--yes")[1]
    assert _files(project) == before


def test_a_bomb_that_lies_about_its_size_is_refused(
    ended: Ended, project: Project, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sizes that a zip claims are not believed."""
    monkeypatch.setattr(parcels, "MOST_BYTES", 5_000_000)
    path = Path(post.zipped({PLACE: PROFILE, f"{NEW}.jpg": BOMB * 3}))
    true_size, claimed = (len(BOMB) * 3).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    assert path.read_bytes().count(true_size) == 2
    path.write_bytes(path.read_bytes().replace(true_size, claimed))
    status, said = ended(str(path), "--yes")
    assert status == 1
    assert "压缩包打不开" in said or "解开后超过" in said
    assert PLACE not in _files(project)


def test_links_are_refused(ended: Ended, project: Project, post: Post) -> None:
    """A symbolic link in a zip is a mistake, not a file."""
    path = post.folder / "a.zip"
    link = zipfile.ZipInfo(f"heroes/32/{NEW}.jpg")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(PLACE, PROFILE)
        archive.writestr(link, "/etc/passwd")
    status, said = ended(str(path), "--yes")
    assert (status, "是一个链接" in said) == (1, True)
    assert PLACE not in _files(project)


@pytest.mark.parametrize("content", [b"", b"PK\3\4 broken", b"Rar!\x1a\7\0", b"\0" * 1000])
def test_what_is_no_zip_is_told(ended: Ended, post: Post, content: bytes) -> None:
    """Damaged archives and those of other programs are refused in a sentence."""
    (post.folder / "a.zip").write_bytes(content)
    status, said = ended(str(post.folder / "a.zip"), "--yes")
    assert (status, "压缩包打不开" in said) == (1, True)
    status, said = ended("none.zip")
    assert (status, "没有这个文件" in said) == (1, True)


def test_damage_within_a_zip_is_told(ended: Ended, project: Project, post: Post) -> None:
    """A byte that changed on the way shows in the check sum."""
    path = post.folder / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(PLACE, PROFILE)
    path.write_bytes(path.read_bytes().replace("测试乙".encode(), "测试丁".encode()))
    status, said = ended(str(path), "--yes")
    assert (status, "已经损坏" in said) == (1, True)
    assert PLACE not in _files(project)


# ── in git ──


def _git(root: Path, *words: str) -> str:
    return subprocess.run(["git", *words], cwd=root, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def repository(project: Project, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the project into a repository of its own, with an identity that no machine has to know."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "测试")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "test@example.org")
    _git(project.root, "init", "-q", "-b", "main")
    project.write(".gitignore", ".cache/\n")
    _git(project.root, "add", ".")
    _git(project.root, "commit", "-q", "-m", "start")
    return project.root


def test_in_git_each_zip_is_a_commit_on_a_branch(ended: Ended, project: Project, repository: Path, post: Post) -> None:
    """The folder stays as it is; the branch has a commit a zip, and names those alone who are shown by name."""
    before = _files(project)
    hidden = PROFILE.replace("测试乙", "测试丙") + "visibility: masked\n"
    first = post.zipped({PLACE: DEPICTED, f"{NEW}.jpg": _photo()})
    second = post.zipped({f"{THIRD}.yaml": hidden}, "测试丙的材料.zip")
    status, said = ended(first, second, "--yes")
    assert status == 0, said
    assert f"已放到分支 inbox/{NEW}" in said
    assert _files(project) == before
    assert _git(repository, "status", "--porcelain") == ""
    messages = _git(repository, "log", "--format=%B", f"main..inbox/{NEW}")
    assert "收入档案：测试乙（320500-2024-bbbbb）" in messages
    assert f"收入档案：{THIRD}" in messages and "测试丙" not in messages
    changed = _git(repository, "log", "--format=", "--name-only", f"main..inbox/{NEW}").split()
    assert changed == [f"heroes/32/{THIRD}.yaml", LIST, f"heroes/32/{NEW}.jpg", PLACE, LIST]
    _git(repository, "checkout", "-q", f"inbox/{NEW}")
    assert not project.told()
    _git(repository, "checkout", "-q", "main")
    assert f"已放到分支 inbox/{NEW}-2" in ended(first, "--yes")[1]


def test_a_folder_with_changes_is_not_branched(ended: Ended, project: Project, repository: Path, post: Post) -> None:
    """Where something is not committed the files are just written; a branch that is asked for is refused."""
    project.add_hero(THIRD, CLEAN)
    zipped = post.zipped({PLACE: PROFILE})
    status, said = ended(zipped, "--yes", "--branch")
    assert (status, "不能用分支" in said) == (2, True)
    assert ended(zipped, "--yes")[0] == 0
    assert PLACE in _files(project)
    assert _git(repository, "branch", "--list", "inbox/*") == ""


def test_no_branch_just_writes(ended: Ended, project: Project, repository: Path, post: Post) -> None:
    """--no-branch leaves it to a person to commit."""
    assert ended(post.zipped({PLACE: PROFILE}), "--yes", "--no-branch")[0] == 0
    assert PLACE in _files(project)
    assert _git(repository, "branch", "--list", "inbox/*") == ""


def test_a_refusal_of_git_leaves_no_branch(
    ended: Ended, project: Project, repository: Path, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where git does not know who commits, that is said and nothing was made."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.delenv(f"GIT_{role}_NAME")
        monkeypatch.delenv(f"GIT_{role}_EMAIL")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    _git(repository, "config", "user.useConfigOnly", "true")
    before = _files(project)
    status, said = ended(post.zipped({PLACE: PROFILE}), "--yes")
    assert (status, "git 还不知道你是谁" in said) == (2, True), said
    assert _files(project) == before
    assert _git(repository, "branch", "--list", "inbox/*") == ""


def test_a_project_below_the_top_of_its_repository(
    ended: Ended, project: Project, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paths of the branch are those of the repository."""
    top = project.root.parent
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "测试")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "test@example.org")
    _git(top, "init", "-q", "-b", "main")
    _git(top, "add", "roll")
    _git(top, "commit", "-q", "-m", "start")
    assert ended(post.zipped({PLACE: PROFILE}), "--yes")[0] == 0
    changed = _git(top, "log", "--format=", "--name-only", f"main..inbox/{NEW}").split()
    assert changed == [f"roll/{PLACE}", f"roll/{LIST}"]
    assert engine.find_root(project.root) == project.root
