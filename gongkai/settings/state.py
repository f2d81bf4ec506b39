"""Secrets kept in the data folder, made on first use, never shipped and never fixed."""

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """The signing key of this installation, made once in `data/keys/secret` with owner-only rights."""
    path = data / "keys" / "secret"
    try:
        return path.read_text()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.parent.chmod(0o700)
    fresh = secrets.token_urlsafe(48)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first: its key counts
        return path.read_text()
    with os.fdopen(handle, "w") as file:
        file.write(fresh)
    return fresh
