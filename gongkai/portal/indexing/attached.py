"""The text of attachments: read once by fingerprint, then kept beside the indexes, because reading is slow."""

import contextlib
import logging
import os
import time
from pathlib import Path

from django.conf import settings

from gongkai.disclosure.models import StoredFile
from gongkai.documents.text import text_of

# A change in how texts are read needs a new number: they are then read again.
MAKE = 1

logger = logging.getLogger(__name__)


class Texts:
    """Reads attachments for one round of work, new ones for about `seconds` (None: as long as it takes)."""

    def __init__(self, seconds: float | None = None) -> None:
        """Begin a round; at least one new attachment is read in each, so that every round gets further."""
        self._until = None if seconds is None else time.monotonic() + seconds
        self._any = False
        self.put_off = False  # whether the time was up before some attachment was read

    def of(self, stored: StoredFile) -> str:
        """The text of a file; empty when it has none, is lost, or has to wait for the next round."""
        kept = _place(stored)
        with contextlib.suppress(FileNotFoundError):
            return kept.read_bytes().decode()
        if self._until is not None and self._any and time.monotonic() > self._until:
            self.put_off = True
            return ""
        try:
            data = stored.path.read_bytes()
        except OSError as fault:
            logger.warning(
                "编号%s的附件（%s）的原件读不到，只能按名称检索：%s", stored.pk, stored.sha256[:12], fault
            )
            return ""
        self._any = True
        text = text_of(stored.extension, data).text
        _keep(kept, text)
        return text


def _place(stored: StoredFile) -> Path:
    """Where a text is kept. What is read depends on the ending too."""
    folder = Path(settings.INDEX_ROOT) / "texts" / str(MAKE) / stored.sha256[:2]
    return folder / f"{stored.sha256}.{stored.extension}"


def _keep(place: Path, text: str) -> None:
    """Keep a text, whole or not at all; on a full disk it is simply read again next time."""
    with contextlib.suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = place.with_name(f".{place.name}.{os.getpid()}")
        fresh.write_bytes(text.encode("utf-8", "replace"))
        fresh.replace(place)
