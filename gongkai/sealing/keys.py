"""The keys (密钥): one small text file, made on first use, readable by its owner alone.

mark <32 bytes in base64>      for marks; stays for ever, or equal texts would no longer have equal marks
1    <32 bytes in base64>      for sealing; the highest number seals, all of them open
2    …                         added by `add_key`
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import fcntl
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

SIZE = 32  # bytes: AES-256
MOST = 255  # a key's number is one byte of every seal
_MARK = "mark"


class KeysUnusable(Exception):
    """The key file is missing, unreadable or garbled; the sentence says which and what to do."""


@dataclass(frozen=True)
class Keys:
    """What the key file holds."""

    marking: bytes
    sealing: Mapping[int, bytes]

    @property
    def current(self) -> int:
        """The number of the key that seals."""
        return max(self.sealing)


def read_keys(path: Path) -> Keys:
    """The keys at `path`. Raises KeysUnusable."""
    try:
        text = path.read_text(encoding="ascii")
    except FileNotFoundError:
        raise KeysUnusable(f"没有密钥文件 {path}，已加密的内容打不开。请从备份恢复这个文件。") from None
    except (OSError, UnicodeError) as problem:
        raise KeysUnusable(f"密钥文件 {path} 读不了（{type(problem).__name__}）。请检查权限。") from None
    found: dict[str, bytes] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        name, key = _named_key(line)
        if key is None or name in found:
            raise KeysUnusable(f"密钥文件 {path} 第{number}行不对。请从备份恢复这个文件。")
        found[name] = key
    marking = found.pop(_MARK, None)
    if marking is None or not found:
        raise KeysUnusable(f"密钥文件 {path} 不完整。请从备份恢复这个文件。")
    return Keys(marking, {int(name): key for name, key in found.items()})


def _named_key(line: str) -> tuple[str, bytes | None]:
    name, _, encoded = line.partition(" ")
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    known = name == _MARK or (name.isdecimal() and name == str(int(name)) and 1 <= int(name) <= MOST)
    return name, key if known and len(key) == SIZE else None


def keys_made_if_missing(path: Path) -> Keys:
    """The keys at `path`, made now when there are none: whichever process is first, all get the same."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _sole_writer(path):
            if not path.exists():
                _write(path, Keys(secrets.token_bytes(SIZE), {1: secrets.token_bytes(SIZE)}))
    return read_keys(path)


def add_key(path: Path) -> int:
    """Add a key that seals from now on (更换密钥); the older ones go on opening. Returns its number.

    Raises KeysUnusable when there is no good file, or no number left.
    """
    with _sole_writer(path):
        keys = read_keys(path)
        number = keys.current + 1
        if number > MOST:
            raise KeysUnusable(f"密钥文件 {path} 已有第{MOST}号密钥，不能再添。")
        _write(path, replace(keys, sealing={**keys.sealing, number: secrets.token_bytes(SIZE)}))
    return number


@contextlib.contextmanager
def _sole_writer(path: Path) -> Iterator[None]:
    """One process at a time changes the file; the lock is on its folder and leaves nothing behind."""
    try:
        folder = os.open(path.parent, os.O_RDONLY)
    except FileNotFoundError:
        raise KeysUnusable(f"没有密钥文件 {path}，不能更换密钥。") from None
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
        os.fsync(folder)
    finally:
        os.close(folder)


def _write(path: Path, keys: Keys) -> None:
    """The file whole or not at all, for the owner alone; it is on the disk before anything is sealed with it."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    lines = [(_MARK, keys.marking), *((str(number), key) for number, key in sorted(keys.sealing.items()))]
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.writelines(f"{name} {base64.b64encode(key).decode()}\n" for name, key in lines)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
