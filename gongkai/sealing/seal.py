"""Seals: AES-256-GCM with a random nonce, the purpose as associated data.

    version (1 byte) | number of the key (1 byte) | nonce (12 bytes) | ciphertext and tag (text + 16 bytes)

The version byte lets another algorithm (SM4-GCM, say) follow while old seals still open.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gongkai.sealing.keys import Keys, add_key, keys_made_if_missing, read_keys

VERSION = 1
NONCE = 12  # bytes
TAG = 16  # bytes
HEAD = 2  # bytes: version and number of the key


class SealBroken(Exception):
    """A seal that does not open: changed, cut, made with other keys or for another purpose. Says nothing of the text."""


class Sealer:
    """Seals and opens with the keys in one file; several threads and processes may share it."""

    def __init__(self, path: Path) -> None:
        """Keys are read when first needed, and made when first sealing or marking."""
        self.path = path
        self._keys: Keys | None = None

    def seal(self, text: str, purpose: str) -> bytes:
        """`text` sealed for `purpose`, with the newest key: different bytes every time.

        Raises KeysUnusable; ValueError for an empty purpose or a text that is no Unicode text.
        """
        return self.seal_bytes(text.encode(), purpose)

    def seal_bytes(self, data: bytes, purpose: str) -> bytes:
        """The bytes of a file sealed for `purpose`, as `seal` seals a text. Raises KeysUnusable, ValueError."""
        keys = self._for_writing()
        head = bytes([VERSION, keys.current])
        nonce = secrets.token_bytes(NONCE)
        sealed = AESGCM(keys.sealing[keys.current]).encrypt(nonce, data, _bound(head, purpose))
        return head + nonce + sealed

    def unseal(self, sealed: bytes | memoryview, purpose: str) -> str:
        """The text sealed for `purpose`. Raises SealBroken, KeysUnusable; ValueError for an empty purpose."""
        try:
            return self.unseal_bytes(sealed, purpose).decode()
        except UnicodeDecodeError:
            raise SealBroken("加密保存的是文件，不是文字，不能当作文字打开。") from None

    def unseal_bytes(self, sealed: bytes | memoryview, purpose: str) -> bytes:
        """The bytes sealed for `purpose`. Raises as `unseal`."""
        sealed = bytes(sealed)
        return self._with_latest_keys(lambda keys: _opened(keys, sealed, purpose))

    def renew(self, sealed: bytes | memoryview, purpose: str) -> bytes:
        """The same text under the newest key; `sealed` itself when it is. Raises as `unseal`.

        After `rotate`, one walk over all records with this, and an old key is needed no more.
        """
        sealed = bytes(sealed)
        content = self.unseal_bytes(sealed, purpose)
        return sealed if sealed[1] == self._for_writing().current else self.seal_bytes(content, purpose)

    def mark(self, text: str, purpose: str) -> str:
        """A keyed fingerprint (HMAC-SHA-256): equal texts of one purpose, equal marks, of use only with the keys.

        Marks outlive `rotate`. What counts as equal (letter case, spaces) is the caller's to settle first.
        Raises as `seal`.
        """
        content = _bound(b"", purpose) + text.encode()
        return hmac.new(self._for_writing().marking, content, hashlib.sha256).hexdigest()

    def rotate(self) -> int:
        """Seal with a new key from now on (更换密钥); older seals go on opening. Returns its number."""
        number = add_key(self.path)
        self._keys = read_keys(self.path)
        return number

    def _for_writing(self) -> Keys:
        if self._keys is None:
            self._keys = keys_made_if_missing(self.path)
        return self._keys

    def _with_latest_keys(self, work: Callable[[Keys], bytes]) -> bytes:
        """Do `work`; when its seal does not open, look whether another process has added a key since."""
        keys = self._keys
        if keys is not None:
            try:
                return work(keys)
            except SealBroken:
                if read_keys(self.path) == keys:
                    raise
        self._keys = read_keys(self.path)
        return work(self._keys)


def _bound(head: bytes, purpose: str) -> bytes:
    """What a seal is bound to; the length keeps a purpose and a text after it apart."""
    if not purpose:
        raise ValueError("purpose must name what is sealed")
    named = purpose.encode()
    return head + len(named).to_bytes(4, "big") + named


def _opened(keys: Keys, sealed: bytes, purpose: str) -> bytes:
    if len(sealed) < HEAD + NONCE + TAG or sealed[0] != VERSION:
        raise SealBroken("加密保存的内容不完整，或者出自更新的版本，打不开。请从备份恢复这条记录。")
    key = keys.sealing.get(sealed[1])
    if key is None:
        raise SealBroken(f"密钥文件里没有第{sealed[1]}号密钥，内容打不开。请从备份恢复密钥文件。")
    head, nonce, content = sealed[:HEAD], sealed[HEAD : HEAD + NONCE], sealed[HEAD + NONCE :]
    try:
        return AESGCM(key).decrypt(nonce, content, _bound(head, purpose))
    except InvalidTag:
        raise SealBroken(
            "加密保存的内容与密钥或者用途对不上，打不开。请从备份恢复这条记录和密钥文件。"
        ) from None


@lru_cache
def sealer(path: Path) -> Sealer:
    """The one sealer of a key file in this process."""
    return Sealer(path)
