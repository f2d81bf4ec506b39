"""A letter on paper 文书成文: from its sealed words alone, in the type of GB/T 9704—2012, the same bytes every time."""

from __future__ import annotations

import io
import subprocess
from datetime import date
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import segno
from django.conf import settings

from gongkai.annualreport.write.fonts import FontMissing
from gongkai.applications.letters.kinds import REMEDIES
from gongkai.applications.letters.numbering import grouped
from gongkai.applications.letters.words import Words
from gongkai.documents.official.apart import Order, write_apart
from gongkai.documents.official.document import OfficialDocument
from gongkai.law.dated import written_day

FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
DRAFT = "（草稿，没有印发，不发生效力）"
PICTURE = "erweima.png"
SCALE, QUIET, DPI = 6, 2, 220  # dots to a module, modules around it, dots to an inch: about 25 mm wide


def document_of(words: Words, day: date) -> OfficialDocument:
    """The letter as an official document; `day` dates a draft, an issued one has its own day."""
    issued = bool(words.number)
    dated = date.fromisoformat(words.dated) if issued else day
    body = "".join(f"<p>{escape(line)}</p>" for line in _lines(words))
    body += f"<p>{escape(words.issuer)}</p><p>{written_day(dated)}</p>"
    return OfficialDocument(
        title=words.title,
        number=words.number,
        body_html=body + (_proof(words) if issued else ""),
        issuer=words.issuer,
        formed_on=dated,
        addressee=words.addressee,
        note="" if issued else DRAFT,
        attachments=tuple(line.strip() for line in words.fact("attachments").splitlines() if line.strip()),
        pictures={PICTURE: qr_png(words.address)} if issued else {},
    )


def _lines(words: Words) -> list[str]:
    """The paragraphs; remedies stand after everything the officer adds, before the signature."""
    ordered = sorted(words.blocks, key=lambda block: block[0] == REMEDIES)
    return [line.strip() for _, text in ordered for line in text.splitlines() if line.strip()]


def _proof(words: Words) -> str:
    """How anybody finds out whether the paper is genuine."""
    said = f"验证码{grouped(words.code)}。扫描二维码，可以核对本文书是否由本机关印发。"
    return (
        f'<p><img src="{PICTURE}" alt="核验文书的二维码"></p><table><tr><td>{escape(said)}</td></tr></table>'
    )


def qr_png(address: str) -> bytes:
    """The code that opens the page on which the letter is looked up."""
    stream = io.BytesIO()
    made = segno.make(address, error="m", micro=False, boost_error=False, mask=3)
    made.save(stream, kind="png", scale=SCALE, border=QUIET, dpi=DPI)
    return stream.getvalue()


def printed(words: Words, form: str, day: date) -> bytes:
    """The letter as "pdf" or "docx", set in a process of its own; nothing of it stays on the disk.

    Raises OSError, saying in Chinese what to do, when it cannot be set.
    """
    fonts = Path(settings.DATA) / "fonts"
    with TemporaryDirectory(prefix="wenshu-") as folder:
        place = Path(folder) / "wenshu"
        path = place.with_name(f"{place.name}.{form}")
        failed: dict[str, str] = {}
        try:
            failed = write_apart([Order(document_of(words, day), place)], fonts if fonts.is_dir() else None)
        except FontMissing as missing:
            failed = {str(path.with_suffix(".pdf")): str(missing)}
        except (RuntimeError, subprocess.TimeoutExpired) as fault:
            raise OSError(f"文书没有排成，排版程序中断（{type(fault).__name__}），请稍后再试。") from None
        if str(path) in failed or not path.exists():
            raise OSError(_reason(failed.get(str(path), "")))
        return path.read_bytes()


def _reason(said: str) -> str:
    """The sentence on a lacking font is for the administrator; whatever else names the words is left out."""
    return said if "字体" in said else "文书没有排成，请检查正文里有没有特殊符号，删去后再试。"
