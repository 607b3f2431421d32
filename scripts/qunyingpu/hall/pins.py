"""Keep the PIN of the maintenance page: checked slowly, set at the machine, forgotten only by a signed file.

scrypt (RFC 7914) with a salt of 16 bytes; a PIN has four to eight digits.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qunyingpu.hall.disk import Disk
from qunyingpu.hall.refusals import Refusal
from qunyingpu.hall.roots import Root
from qunyingpu.hall.signing import verify
from qunyingpu.hall.strict_json import dump_object, parse_object, read_capped

FILE = "pin.json"
RESET, RESET_SIGNATURE = "pin-reset.json", "pin-reset.json.minisig"
KIND = "qunyingpu-pin-reset"
_KEYS: Mapping[str, type | tuple[type, ...]] = {"site": str, "serial": int}
_PIN = re.compile(r"\d{4,8}", re.ASCII)
_SPOILED = {"salt": "00", "hash": "00"}
"""No PIN has this hash."""


def has_pin(home: Path) -> bool:
    """Tell whether a PIN has been set: until then nothing on the maintenance page can be done."""
    return bool(_kept(home).get("hash"))


def set_pin(home: Path, pin: str, disk: Disk) -> None:
    """Set the PIN where none is set; raise Refusal for what is no PIN and where there is one."""
    kept = _kept(home)
    if kept.get("hash"):
        raise Refusal("pin-set", "PIN 已经设过。忘了的，请向主办单位要一个重置 PIN 的 U 盘。")
    if not _PIN.fullmatch(pin):
        raise Refusal("pin-form", "PIN 是 4 至 8 位数字。")
    salt = secrets.token_bytes(16)
    new = {"serial": kept.get("serial", 0), "salt": salt.hex(), "hash": _hash(pin, salt).hex()}
    disk.replace(home / FILE, json.dumps(new).encode())


def is_pin(home: Path, pin: str) -> bool:
    """Tell whether *pin* is the one that was set."""
    kept = _kept(home)
    if not kept.get("hash") or not _PIN.fullmatch(pin):
        return False
    return hmac.compare_digest(_hash(pin, bytes.fromhex(kept["salt"])), bytes.fromhex(kept["hash"]))


def reset_bytes(*, site: str, serial: int) -> bytes:
    """Return the file that, signed with a withdrawal key, lets a hall forget its PIN once."""
    return dump_object(KIND, {"site": site, "serial": serial})


def take_in_reset(stick: Path, home: Path, root: Root, disk: Disk) -> bool:
    """Forget the PIN where *stick* brings a reset that was not used yet; tell whether it did. Raises Refusal."""
    if not (stick / RESET).exists():
        return False
    content = read_capped(stick / RESET, 4096)
    verify(content, read_capped(stick / RESET_SIGNATURE, 4096), root.withdrawal_keys, name=RESET)
    reset = parse_object(content, KIND, _KEYS, name=RESET)
    if reset["site"] != root.site:
        raise Refusal("site-other", "这个 U 盘属于别的网站。")
    if reset["serial"] <= _kept(home).get("serial", 0):
        return False
    disk.replace(home / FILE, json.dumps({"serial": reset["serial"]}).encode())
    return True


def _kept(home: Path) -> dict[str, Any]:
    """Return what is kept; where a bad disk has spoiled it, a lock that only a signed reset opens."""
    try:
        kept = json.loads((home / FILE).read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError):
        return _SPOILED
    return kept if isinstance(kept, dict) else _SPOILED


def _hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=2**14, r=8, p=1)
