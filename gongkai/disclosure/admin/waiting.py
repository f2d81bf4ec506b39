"""The waiting room: files that a clerk has chosen and looks at before anything is done with them."""

import secrets
import time
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

DAY = 24 * 3600  # seconds
REMEMBERED = 5  # files of one session


def _room() -> Path:
    """Where files wait; those of yesterday are swept out."""
    room = Path(settings.MEDIA_ROOT) / "waiting"
    room.mkdir(parents=True, exist_ok=True)
    for path in room.iterdir():
        if time.time() - path.stat().st_mtime > DAY:
            path.unlink(missing_ok=True)
    return room


def keep(request: HttpRequest, purpose: str, fact: str | int, content: bytes) -> str:
    """Keep a file for this session and this purpose, with one fact about it; gives the token that finds it."""
    token = secrets.token_hex(16)
    (_room() / token).write_bytes(content)
    kept = request.session.get("waiting", [])[1 - REMEMBERED :]
    request.session["waiting"] = [*kept, [token, purpose, fact]]
    return token


def look(request: HttpRequest, purpose: str) -> tuple[bytes, str | int] | None:
    """The file that the form's token stands for, which goes on waiting; None for any that is not this session's."""
    for token, kept_for, fact in request.session.get("waiting", []):
        if (token, kept_for) == (request.POST.get("token"), purpose):
            path = _room() / token
            return (path.read_bytes(), fact) if path.exists() else None
    return None


def take(request: HttpRequest, purpose: str) -> tuple[bytes, str | int] | None:
    """The same, taken away: a second click finds nothing."""
    found = look(request, purpose)
    if found is not None:
        try:
            (_room() / request.POST["token"]).unlink()
        except FileNotFoundError:
            return None
    return found
