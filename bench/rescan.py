"""Measured on the grown archive of bench/archive.py: looking through it all with today's rules (历史信息筛查)."""

import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

EVERY, LEAKING = 20, 500  # one item in so many has a Word file, and leaks
LEAK = "<p>联系人手机：13800138000。</p>"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMMAND = [sys.executable, "-m", "gongkai", "screen", "--published"]


def measure(data: Path, at: Any) -> dict[str, Any]:
    """Seconds to look through everything, once killed half-way and taken up again, once in one go."""
    from gongkai.disclosure.models import Item, PublishedFinding, Rescan

    _attach(at)
    leaking = Item.objects.filter(pk__in=list(Item.objects.public().values_list("pk", flat=True)[::LEAKING]))
    planted = leaking.update(body=LEAK)
    items = Item.objects.public().count()

    def half() -> bool:
        return any(done >= items // 2 for done in Rescan.objects.values_list("items", flat=True))

    before = _run(data, until=half)
    cut_at = Rescan.objects.get().items
    after = _run(data)
    rescan = Rescan.objects.get()
    found = PublishedFinding.objects.filter(severity="block").values("item").distinct().count()
    whole = _run(data)
    return {
        "items": items, "cut_at": cut_at, "cut": before + after, "whole": whole,
        "complete": rescan.ended_at is not None and rescan.items == items,
        "planted": planted, "found": found,
    }  # fmt: skip


def _run(data: Path, until: Callable[[], bool] | None = None) -> float:
    """Seconds of the command; killed without warning as soon as `until` says so."""
    begun = time.perf_counter()
    with subprocess.Popen(
        COMMAND, env=os.environ | {"GONGKAI_DATA": str(data)}, stdout=subprocess.DEVNULL
    ) as running:
        while until is not None and running.poll() is None and not until():
            time.sleep(0.2)
        if until is not None:
            running.send_signal(signal.SIGKILL)
    return time.perf_counter() - begun


def _attach(at: Any) -> None:
    """A Word file of its own for one item in EVERY, laid down as acts do."""
    from gongkai.disclosure.acts.files import lay_down
    from gongkai.disclosure.models import Attachment, Item, StoredFile

    keys = list(Item.objects.public().order_by("pk").values_list("pk", "organ_id")[::EVERY])
    files = []
    for number, (_, organ) in enumerate(keys):
        written = _word(number)
        files.append(
            StoredFile(
                organ_id=organ, sha256=lay_down(written), name=f"附件{number}.docx", extension="docx",
                media_type="application/zip", size=len(written), uploaded_at=at,
            )
        )  # fmt: skip
    kept = StoredFile.objects.bulk_create(files)
    Attachment.objects.bulk_create(
        Attachment(item_id=key, stored_file=one, sort_order=0)
        for (key, _), one in zip(keys, kept, strict=True)
    )


def _word(number: int) -> bytes:
    paragraph = f"<w:p><w:r><w:t>第{number}号事项的具体安排，请按要求办理。</w:t></w:r></w:p>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{WORD}"><w:body>{paragraph * 40}</w:body></w:document>',
        )
        made.writestr("[Content_Types].xml", "<Types/>")
    return stream.getvalue()
