"""Sign files and verify signatures: Ed25519 in minisign's envelope, so that the stock tool can check a stick.

Only the prehashed form (algorithm ``ED``, BLAKE2b-512 of the file) is accepted: https://jedisct1.github.io/minisign/.
The trusted comment is covered by the second signature.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import blake2b

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from qunyingpu.hall.refusals import Refusal

_PREHASHED, _KEY = b"ED", b"Ed"
_LONGEST = 4096
"""Bytes of a signature file; a real one has about 300."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key that may verify: its 8-byte *number*, by which minisign finds it, and its 32 bytes."""

    number: bytes
    key: bytes

    @property
    def text(self) -> str:
        """Return the key as minisign writes it in one line."""
        return base64.b64encode(_KEY + self.number + self.key).decode("ascii")

    @classmethod
    def parse(cls, text: str) -> PublicKey:
        """Return the key of a line of minisign; raise ValueError."""
        packed = _unpacked(text, 42)
        if packed[:2] != _KEY:
            raise ValueError("not an Ed25519 key of minisign")
        return cls(packed[2:10], packed[10:])


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key that may sign; it is kept in a file that a passphrase opens."""

    private: Ed25519PrivateKey

    @classmethod
    def generate(cls) -> SigningKey:
        """Return a new key."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def load(cls, pem: bytes, passphrase: bytes) -> SigningKey:
        """Return the key in *pem*; raise ValueError for a wrong passphrase and for what is no such key."""
        try:
            private = load_pem_private_key(pem, passphrase)
        except TypeError as error:
            raise ValueError(str(error)) from error
        if not isinstance(private, Ed25519PrivateKey):
            raise ValueError("not an Ed25519 key")
        return cls(private)

    def dump(self, passphrase: bytes) -> bytes:
        """Return the key as PEM (PKCS #8), encrypted with *passphrase*."""
        return self.private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase))

    @property
    def public(self) -> PublicKey:
        """Return the key that verifies; its number is a digest of it, where minisign draws one by chance."""
        key = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return PublicKey(blake2b(key, digest_size=8).digest(), key)

    def sign(self, content: bytes, comment: str) -> bytes:
        """Return the file ``….minisig`` for *content*; *comment*, one line, is signed as well."""
        signature = self.private.sign(_prehash(content))
        covering = self.private.sign(signature + comment.encode())
        lines = (
            "untrusted comment: signature of qunyingpu",
            base64.b64encode(_PREHASHED + self.public.number + signature).decode("ascii"),
            f"trusted comment: {comment}",
            base64.b64encode(covering).decode("ascii"),
        )
        return "".join(f"{line}\n" for line in lines).encode()


def verify(content: bytes, envelope: bytes, keys: Collection[PublicKey], *, name: str) -> PublicKey:
    """Return which of *keys* signed *content*, the file *name*; raise Refusal where none did."""
    number, signature, comment, covering = _opened(envelope, name)
    for key in keys:
        if key.number == number and _holds(key, content, signature, comment, covering):
            return key
    raise Refusal("signature-wrong", f"{name} 的签名对不上：它不是本馆认可的单位签发的，或者被改动过。请告诉维护者。")


def _holds(key: PublicKey, content: bytes, signature: bytes, comment: bytes, covering: bytes) -> bool:
    public = Ed25519PublicKey.from_public_bytes(key.key)
    try:
        public.verify(signature, _prehash(content))
        public.verify(covering, signature + comment)
    except InvalidSignature:
        return False
    return True


def _opened(envelope: bytes, name: str) -> tuple[bytes, bytes, bytes, bytes]:
    """Return key number, signature, trusted comment and covering signature of *envelope*."""
    try:
        if len(envelope) > _LONGEST:
            raise ValueError("too long")
        untrusted, first, trusted, second = envelope.decode("utf-8").removesuffix("\n").split("\n")
        packed, covering = _unpacked(first, 74), _unpacked(second, 64)
        if not untrusted.startswith("untrusted comment: ") or not trusted.startswith("trusted comment: "):
            raise ValueError("no comments")
        if packed[:2] != _PREHASHED:
            raise ValueError("not prehashed")
    except ValueError:
        raise Refusal("signature-form", f"{name} 的签名文件不完整或格式不对。") from None
    comment = trusted.removeprefix("trusted comment: ").encode()
    return packed[2:10], packed[10:], comment, covering


def _unpacked(text: str, length: int) -> bytes:
    try:
        packed = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError(str(error)) from error
    if len(packed) != length:
        raise ValueError("wrong length")
    return packed


def _prehash(content: bytes) -> bytes:
    return blake2b(content, digest_size=64).digest()
