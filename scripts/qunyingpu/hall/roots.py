"""Walk the chain of root files: which keys may sign what, each version vouched for by the one before.

As in Uptane's offline updates (PURE-2) and The Update Framework, without their clocks: all versions travel on every
stick, so that a machine that missed one still follows; each is signed by enough keys of its own and of the one before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from qunyingpu.hall.refusals import Refusal
from qunyingpu.hall.signing import PublicKey, verify
from qunyingpu.hall.strict_json import dump_object, parse_object, read_capped

FOLDER = "roots"
SIZE_LIMIT = 64 * 1024
KIND = "qunyingpu-root"
MOST_SIGNATURES = 9
_KEYS: Mapping[str, type | tuple[type, ...]] = {
    "site": str, "version": int, "threshold": int, "root_keys": list, "content_keys": list, "withdrawal_keys": list,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """Who may sign what: *threshold* of the *root_keys* the next root, any of the others content or withdrawals."""

    site: str
    version: int
    threshold: int
    root_keys: tuple[PublicKey, ...]
    content_keys: tuple[PublicKey, ...]
    withdrawal_keys: tuple[PublicKey, ...]

    @property
    def name(self) -> str:
        """Return what its file is called."""
        return root_name(self.version)

    def dump(self) -> bytes:
        """Return the bytes that are signed."""
        lists = {
            name: [key.text for key in getattr(self, name)] for name in ("root_keys", "content_keys", "withdrawal_keys")
        }
        return dump_object(KIND, {"site": self.site, "version": self.version, "threshold": self.threshold, **lists})


def root_name(version: int) -> str:
    """Return what the root file of *version* is called."""
    return f"{version}.root.json"


def signature_name(name: str, place: int) -> str:
    """Return what the signature number *place*, from 1, of the root file *name* is called."""
    return f"{name}.{place}.minisig"


def parse_root(content: bytes) -> Root:
    """Return the root in *content*; raise Refusal for what breaks a rule."""
    value = parse_object(content, KIND, _KEYS, name="根文件")
    try:
        keys = {name: tuple(PublicKey.parse(text) for text in value[name]) for name in _KEYS if name.endswith("_keys")}
    except (ValueError, TypeError, AttributeError):
        raise Refusal("json-shape", "根文件里的公钥不合规则。请重做 U 盘。") from None
    if not 1 <= value["threshold"] <= len(set(keys["root_keys"])) or value["version"] < 1:
        raise Refusal("json-shape", "根文件的内容不合规则。请重做 U 盘。")
    return Root(site=value["site"], version=value["version"], threshold=value["threshold"], **keys)


def newest_root(stick: Path, trusted: Root) -> tuple[Root, bytes | None]:
    """Return the newest root on *stick* that *trusted* leads to, and its bytes, None where that is *trusted* itself.

    Raises Refusal where a root on the way is missing, unsigned, or of another site.
    """
    root, newest = trusted, None
    while (stick / FOLDER / root_name(root.version + 1)).exists():
        root, newest = _next(stick / FOLDER, root)
    return root, newest


def first_root(content: bytes, signatures: list[bytes]) -> Root:
    """Return the root with which a hall begins, given by hand; it must at least be signed by its own keys."""
    root = parse_root(content)
    _require(root, content, signatures)
    return root


def _next(folder: Path, before: Root) -> tuple[Root, bytes]:
    name = root_name(before.version + 1)
    content = read_capped(folder / name, SIZE_LIMIT)
    signatures = list(_signatures(folder, name))
    _require(before, content, signatures, name=name)
    root = parse_root(content)
    if (root.site, root.version) != (before.site, before.version + 1):
        raise Refusal("root-order", "U 盘上的根文件顺序不对，或者属于别的网站。")
    _require(root, content, signatures)
    return root, content


def _signatures(folder: Path, name: str) -> Iterator[bytes]:
    for place in range(1, MOST_SIGNATURES + 1):
        file = folder / signature_name(name, place)
        if file.exists():
            yield read_capped(file, 4096)


def _require(root: Root, content: bytes, signatures: list[bytes], *, name: str = "") -> None:
    """Raise Refusal unless enough different root keys of *root* signed *content*."""
    found = set()
    for signature in signatures:
        try:
            found.add(verify(content, signature, root.root_keys, name=name or root.name))
        except Refusal:
            continue  # a signature by a key of the next root says nothing to this one
    if len(found) < root.threshold:
        raise Refusal("root-unsigned", "根文件的签名不够，这个 U 盘不能用。")
