"""Policy documents (政策文件) set for print in the type of GB/T 9704—2012: which items, from what, kept where.

What has been set is kept in a folder for each item, by content, so that writing the whole site anew sets nothing
twice. The folders are derived: they may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import time
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from gongkai.annualreport.write import docx_styles
from gongkai.annualreport.write.fonts import FontMissing
from gongkai.disclosure.models import Item, Validity
from gongkai.documents import official
from gongkai.documents.official.apart import Order, write_apart
from gongkai.documents.official.document import OfficialDocument, digest

LOT = 80  # documents set in one go: one process for all of them
WAIT = 600.0  # seconds before a lacking font is looked for again
FORMS = {"docx": "Word 版（公文格式）", "pdf": "PDF 版（公文格式）"}
_STATES = {Validity.LAPSED: "失效", Validity.REPEALED: "废止", Validity.AMENDED: "修改"}
_lacking: list[tuple[float, FontMissing]] = []  # until when no font is looked for, and why


class OfficialLink(NamedTuple):
    """One form of a policy document: what it is called, and where it lies under the site folder."""

    label: str
    path: str


def official_links(item: Item, stem: str) -> list[OfficialLink]:
    """The printable forms of `item`, whose files lie under `stem`; none for what is no policy document."""
    if not item.validity:
        return []
    return [OfficialLink(label, f"{stem}/gongwen.{form}") for form, label in FORMS.items()]


def document_of(item: Item) -> OfficialDocument:
    """The item as an official document; a mark of its validity goes with it wherever it is carried."""
    files = list(item.attachments.select_related("stored_file").all())
    in_text = [one.stored_file for one in files if one.inline and one.stored_file.path.exists()]
    return OfficialDocument(
        title=item.title,
        number=item.document_number,
        body_html=item.body,
        issuer=item.issuing_organ,
        formed_on=item.formed_on,
        note=_note(item),
        attachments=tuple(str(one) for one in files if not one.inline),
        pictures={stored.public_name: stored.path.read_bytes() for stored in in_text},
    )


def _note(item: Item) -> str:
    state = _STATES.get(Validity(item.validity))
    if state is None or item.validity_on is None:
        return ""
    day = f"{item.validity_on.year}年{item.validity_on.month}月{item.validity_on.day}日"
    because = f"，依据：{item.validity_instrument}" if item.validity_instrument else ""
    return f"（本文件已于{day}{state}{because}）"


def typeset(item: Item, form: str) -> bytes:
    """The policy document `item` as "docx" or "pdf".

    Raises OSError, saying in Chinese what to do, when it cannot be set.
    """
    order = _order(item)
    path = order.place.with_name(f"{order.place.name}.{form}")
    if not path.exists():
        _set(item, order, path)
    return path.read_bytes()


def forget(item_id: int) -> None:
    """Nothing of a withdrawn document stays behind."""
    shutil.rmtree(_shelf() / str(item_id), ignore_errors=True)


def forget_others() -> None:
    """Nothing stays behind of whatever is no public policy document now."""
    public = {str(pk) for pk in Item.objects.policy_documents().values_list("pk", flat=True)}
    for folder in _shelf().iterdir():
        if folder.name not in public:
            shutil.rmtree(folder, ignore_errors=True)


def _set(item: Item, order: Order, path: Path) -> None:
    """Set the document, and in the same go others of its organ that will be asked for next."""
    if _lacking and path.suffix == ".pdf" and time.monotonic() < _lacking[-1][0]:
        raise OSError(str(_lacking[-1][1]))
    forget(item.pk)  # what it was before
    fonts = Path(settings.DATA) / "fonts"
    orders = [order, *_not_yet_set(item)]
    for one in orders:  # from now on known: a document that breaks the process does not break another lot
        one.place.parent.mkdir(exist_ok=True)
    try:
        failed = write_apart(orders, fonts if fonts.is_dir() else None)
    except FontMissing as missing:
        _lacking[:] = [(time.monotonic() + WAIT, missing)]
        failed = {f"{order.place}.pdf": str(missing)}
    except (RuntimeError, subprocess.TimeoutExpired) as fault:
        said = f"公文“{item.title}”没有排成，排版程序中断（{type(fault).__name__}），稍后再试。"
        failed = {} if path.exists() else {str(path): said}
    if str(path) in failed:
        raise OSError(failed[str(path)])


def _not_yet_set(item: Item) -> list[Order]:
    """Other policy documents of the item's organ of which the folder holds nothing."""
    others = Item.objects.policy_documents().filter(organ_id=item.organ_id).exclude(pk=item.pk)
    known = {folder.name for folder in _shelf().iterdir()}
    missing = [pk for pk in others.values_list("pk", flat=True) if str(pk) not in known][: LOT - 1]
    return [_order(one) for one in Item.objects.filter(pk__in=missing)]


def _order(item: Item) -> Order:
    document = document_of(item)
    return Order(document, _shelf() / str(item.pk) / digest(document)[:24])


def _shelf() -> Path:
    """The folder of what this program, with these fonts, has set; what others set is no longer asked for."""
    top = Path(settings.DATA) / "gongwen"
    shelf = top / _look()
    if not shelf.is_dir():
        for old in top.iterdir() if top.is_dir() else []:
            shutil.rmtree(old, ignore_errors=True)
        shelf.mkdir(parents=True, exist_ok=True)
    return shelf


@cache
def _look() -> str:
    """A mark of everything besides the document that decides how it looks."""
    told = hashlib.sha256()
    sources = [*Path(official.__file__).parent.glob("*.[pt]y*"), Path(docx_styles.__file__)]
    for source in sorted(sources):
        told.update(source.read_bytes())
    fonts = Path(settings.DATA) / "fonts"
    for font in sorted(fonts.rglob("*")) if fonts.is_dir() else []:
        told.update(f"{font.name} {font.stat().st_size}".encode())
    for library in ("typst", "python-docx"):
        told.update(version(library).encode())
    return told.hexdigest()[:12]
