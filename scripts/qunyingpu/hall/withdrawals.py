"""Keep the list of those who must disappear from every version, and what the hall itself has hidden.

The signed list only grows: a stick with an older one changes nothing. Anyone with the maintenance PIN may hide a person
at once; only a signed list, in which the id stands under *shown*, brings one back who was hidden here.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qunyingpu.hall.disk import Disk
from qunyingpu.hall.manifest import is_hero_id
from qunyingpu.hall.refusals import Refusal
from qunyingpu.hall.roots import Root
from qunyingpu.hall.signing import verify
from qunyingpu.hall.strict_json import dump_object, parse_object, read_capped

FILE, SIGNATURE = "withdrawals.json", "withdrawals.json.minisig"
HIDDEN = "hidden.json"
KIND = "qunyingpu-withdrawals"
SIZE_LIMIT = 1024 * 1024
"""Bytes; an id has 20."""
_KEYS: Mapping[str, type | tuple[type, ...]] = {"site": str, "serial": int, "withdrawn": list, "shown": list}


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawals:
    """Who is *withdrawn*, and who of those that a hall hid by itself may be *shown*; ids only, no names, no days."""

    site: str
    serial: int
    withdrawn: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()

    def dump(self) -> bytes:
        """Return the bytes that are signed."""
        lists = {"withdrawn": sorted(self.withdrawn), "shown": sorted(self.shown)}
        return dump_object(KIND, {"site": self.site, "serial": self.serial, **lists})


def parse_withdrawals(content: bytes) -> Withdrawals:
    """Return the list in *content*; raise Refusal for what breaks a rule."""
    value = parse_object(content, KIND, _KEYS, name=FILE)
    if not all(is_hero_id(one) for one in (*value["withdrawn"], *value["shown"])) or value["serial"] < 0:
        raise Refusal("json-shape", f"{FILE} 的内容不合规则，不是本系统做的。请重做 U 盘。")
    return Withdrawals(
        site=value["site"],
        serial=value["serial"],
        withdrawn=frozenset(value["withdrawn"]),
        shown=frozenset(value["shown"]),
    )


def offered_withdrawals(stick: Path, root: Root) -> tuple[Withdrawals, bytes]:
    """Return the list on *stick* and its bytes; raise Refusal where it is missing or not signed as *root* demands."""
    content = read_capped(stick / FILE, SIZE_LIMIT)
    verify(content, read_capped(stick / SIGNATURE, 4096), root.withdrawal_keys, name=FILE)
    offered = parse_withdrawals(content)
    if offered.site != root.site:
        raise Refusal("site-other", "这个 U 盘属于别的网站。")
    return offered, content


def kept_withdrawals(home: Path) -> Withdrawals | None:
    """Return the list that was taken in last, None before the first."""
    content = _content(home / FILE)
    return None if content is None else parse_withdrawals(content)


def withdrawals_serial(home: Path) -> int:
    """Return the serial of the list that was taken in last, 0 before the first and where it cannot be read."""
    try:
        kept = kept_withdrawals(home)
    except (OSError, Refusal):
        return 0
    return kept.serial if kept else 0


def hidden_here(home: Path) -> frozenset[str]:
    """Return whom the hall has hidden by itself; raise ValueError where a bad disk has spoiled the list."""
    content = _content(home / HIDDEN)
    return frozenset() if content is None else frozenset(json.loads(content))


def denied(home: Path) -> frozenset[str]:
    """Return everyone who may not be seen, in any version."""
    kept = kept_withdrawals(home)
    return (kept.withdrawn if kept else frozenset()) | hidden_here(home)


def take_in(home: Path, offered: Withdrawals, content: bytes, disk: Disk) -> None:
    """Keep *offered* where it is newer than what is kept.

    Raises Refusal where it would let someone withdrawn return, where two lists bear one serial: whoever brings the
    second must not believe that it was taken in; and where nobody can tell any more what is kept.
    """
    kept, hidden = _remembered(home)
    if kept and offered.serial == kept.serial and content != kept.dump():
        raise Refusal(
            "withdrawals-twin", "U 盘上的撤回名单与本机的同号而内容不同，没有收下。请办公室重做 U 盘，号数要更大。"
        )
    if kept and offered.serial <= kept.serial:
        return
    if kept and not kept.withdrawn <= offered.withdrawn:
        raise Refusal("withdrawals-shrunk", "U 盘上的撤回名单比本机的少了人，不能用。请联系维护者。")
    # The list comes last: were the power cut in between, the same stick would bring them back once more.
    if hidden & offered.shown:
        _keep_hidden(home, hidden - offered.shown, disk)
    disk.replace(home / FILE, content)


def _remembered(home: Path) -> tuple[Withdrawals | None, frozenset[str]]:
    """Return what `kept_withdrawals` and `hidden_here` do; raise Refusal where the disk has spoiled either."""
    try:
        return kept_withdrawals(home), hidden_here(home)
    except (ValueError, Refusal):
        raise Refusal(
            "home-spoiled",
            f"本机的撤回名单坏了，画面已停，U 盘没有错。请维护者重新装机：把“{home}”改名，再用 --first 安装。",
        ) from None


def hide(home: Path, hero_id: str, disk: Disk) -> None:
    """Hide *hero_id* from every version at once; raise Refusal for what is no id."""
    if not is_hero_id(hero_id):
        raise Refusal("hero-id", "编号不对，请照人物页上的抄写。")
    _keep_hidden(home, hidden_here(home) | {hero_id}, disk)


def _keep_hidden(home: Path, ids: frozenset[str], disk: Disk) -> None:
    disk.replace(home / HIDDEN, json.dumps(sorted(ids)).encode())


def _content(file: Path) -> bytes | None:
    """Return the bytes of *file*, None where it never was: an empty one is spoiled, and says nothing of nobody."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
