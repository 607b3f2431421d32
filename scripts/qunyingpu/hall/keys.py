"""Make and renew the keys of a foundation: root keys that are kept apart, one key for content, one for withdrawals.

The root keys are needed only when another key was lost or someone left: print them or put them on sticks in two places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from qunyingpu.errors import UsageError
from qunyingpu.hall.disk import Disk
from qunyingpu.hall.roots import FOLDER, Root, parse_root, root_name, signature_name
from qunyingpu.hall.signing import SigningKey

ROOT_KEYS, THRESHOLD = 3, 2
CONTENT, WITHDRAWAL = "content", "withdrawal"


def key_name(role: str) -> str:
    """Return what the file of the secret key for *role* is called."""
    return f"{role}.key.pem"


def new_keys(folder: Path, *, site: str, passphrase: bytes) -> Root:
    """Write three root keys, a content key, a withdrawal key and the first root into *folder*; return the root.

    Raises UsageError where there are keys already: nothing is ever written over.
    """
    require_no_keys(folder)
    roles = [*(f"root-{number}" for number in range(1, ROOT_KEYS + 1)), CONTENT, WITHDRAWAL]
    keys = {role: SigningKey.generate() for role in roles}
    root = Root(
        site=site,
        version=1,
        threshold=THRESHOLD,
        root_keys=tuple(keys[role].public for role in roles[:ROOT_KEYS]),
        content_keys=(keys[CONTENT].public,),
        withdrawal_keys=(keys[WITHDRAWAL].public,),
    )
    _keep(folder, keys, passphrase)
    _write_root(folder, root, [keys[role] for role in roles[:ROOT_KEYS]])
    return root


def require_no_keys(folder: Path) -> None:
    """Raise UsageError where *folder* holds keys."""
    if any(folder.glob("*.pem")) or (folder / FOLDER).exists():
        raise UsageError(f"“{folder}”里已经有密钥，不能再建。请换一个空文件夹。")


def renew_key(folder: Path, role: str, *, passphrase: bytes) -> Root:
    """Replace the key for *role*, ``content`` or ``withdrawal``; return the next root, signed by the root keys there.

    The old secret key stays under a name that says until which root it held. Raises UsageError where too few root keys
    are in *folder*.
    """
    before = newest_root_of(folder)
    signers = [load_key(file, passphrase) for file in sorted(folder.glob("root-*.key.pem"))]
    if len(signers) < before.threshold:
        raise UsageError(f"要 {before.threshold} 把根密钥才能换密钥，“{folder}”里只有 {len(signers)} 把。")
    key = SigningKey.generate()
    root = replace(before, version=before.version + 1)
    if role == CONTENT:
        root = replace(root, content_keys=(key.public,))
    else:
        root = replace(root, withdrawal_keys=(key.public,))
    old = folder / key_name(role)
    if old.exists():
        Disk().rename(old, folder / f"{role}.until-{before.version}.pem")
    _keep(folder, {role: key}, passphrase)
    _write_root(folder, root, signers)
    return root


def newest_root_of(folder: Path) -> Root:
    """Return the newest root under *folder*; raise UsageError where there is none."""
    roots = [parse_root(file.read_bytes()) for file in (folder / FOLDER).glob("*.root.json")]
    if not roots:
        raise UsageError(f"“{folder}”里没有根文件。请先运行 qunyingpu kiosk keys。")
    return max(roots, key=lambda root: root.version)


def load_key(file: Path, passphrase: bytes) -> SigningKey:
    """Return the secret key in *file*; raise UsageError where it is not there or the passphrase is wrong."""
    try:
        return SigningKey.load(file.read_bytes(), passphrase)
    except FileNotFoundError:
        raise UsageError(f"没有“{file}”这把密钥。") from None
    except ValueError:
        raise UsageError(f"打不开“{file.name}”：口令不对，或不是本系统的密钥。") from None


def _keep(folder: Path, keys: Mapping[str, SigningKey], passphrase: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for role, key in keys.items():
        file = folder / key_name(role)
        Disk().replace(file, key.dump(passphrase))
        file.chmod(0o600)


def _write_root(folder: Path, root: Root, signers: Sequence[SigningKey]) -> None:
    roots = folder / FOLDER
    roots.mkdir(exist_ok=True)
    content = root.dump()
    for place, signer in enumerate(signers, 1):
        comment = f"site:{root.site} root:{root.version}"
        Disk().replace(roots / signature_name(root_name(root.version), place), signer.sign(content, comment))
    Disk().replace(roots / root_name(root.version), content)
