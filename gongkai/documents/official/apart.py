"""Writing documents in a short-lived process of its own, many at once, so that a server stays small.

The files are written by that process, each beside its place and renamed onto it: never half a file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.annualreport.write.fonts import FontMissing
from gongkai.documents.official.document import OfficialDocument, document_from_json, document_json

START, EACH = 20, 2  # seconds: for the process, and for one document, which takes a sixtieth of one
FORMS = ("docx", "pdf")


@dataclass(frozen=True)
class Order:
    """A document, and where its files go: the form's ending is added to `place`."""

    document: OfficialDocument
    place: Path


def write_apart(orders: Sequence[Order], fonts: Path | None = None) -> dict[str, str]:
    """Write every order in both forms. Returns by path what could not be written and why, in Chinese.

    Raises FontMissing when no PDF could be set for want of a Chinese font, and RuntimeError when the process
    itself failed; the files written before that stay.
    """
    told = {
        "fonts": str(fonts) if fonts else "",
        "orders": [{"document": document_json(one.document), "place": str(one.place)} for one in orders],
    }
    done = subprocess.run(
        [sys.executable, "-P", "-m", __name__],
        input=json.dumps(told).encode(),
        capture_output=True,
        timeout=START + EACH * len(orders),
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace").strip()[-2000:])
    said = json.loads(done.stdout)
    if said["fontless"]:
        raise FontMissing(said["fontless"])
    failed: dict[str, str] = said["failed"]
    return failed


def main() -> int:
    """The process: orders come in as JSON, files are written, what failed goes out as JSON."""
    told = json.load(sys.stdin.buffer)
    failed: dict[str, str] = {}
    fontless = ""
    for order in told["orders"]:
        document = document_from_json(order["document"])
        for form in FORMS:
            path = f"{order['place']}.{form}"
            try:
                _put(Path(path), _writer(form, told["fonts"])(document))
            except FontMissing as missing:
                fontless = str(missing)
            except Exception as fault:  # the others are written all the same
                failed[path] = f"公文“{document.title}”没有排成 {form}：{fault}"
    sys.stdout.write(json.dumps({"failed": failed, "fontless": fontless}))
    return 0


def _writer(form: str, fonts: str) -> Callable[[OfficialDocument], bytes]:
    if form == "docx":
        from gongkai.documents.official.as_docx import as_docx

        return as_docx
    from gongkai.documents.official.as_pdf import as_pdf

    return lambda document: as_pdf(document, Path(fonts) if fonts else None)


def _put(path: Path, content: bytes) -> None:
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.write_bytes(content)
    fresh.replace(path)


if __name__ == "__main__":
    sys.exit(main())
