"""登记回执: at once, with the number, the query code, the due day and how it was counted; as a page and as a PDF."""

import io
from datetime import datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import segno
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from gongkai.annualreport.write.fonts import FontMissing
from gongkai.applications.doubts import doubts
from gongkai.applications.personal import Unreadable, applicant_of
from gongkai.documents.official.apart import Order, write_apart
from gongkai.documents.official.document import OfficialDocument
from gongkai.law.dated import written_day
from gongkai.office.clock import CHINA, now
from gongkai.portal.doors.answering import answer, kept_by_nobody
from gongkai.portal.doors.applying.choosing import said_page
from gongkai.portal.doors.applying.keys import AGAIN, asking_url, case_of
from gongkai.portal.doors.applying.status import COLUMN, key_gone
from gongkai.portal.doors.applying.telling import Told, told
from gongkai.portal.doors.limits import limited
from gongkai.portal.pages.qr import LABEL, qr_svg

QR = "chaxun.png"
DOTS = 200  # per inch: the code comes out three centimetres wide
UNPRINTABLE = "现在生成不了 PDF 文件。请回到回执，用浏览器打印，或者把编号和查询码抄下来。"


@require_safe
@limited(per_minute=30, burst=20)
def receipt(request: HttpRequest, key: str) -> HttpResponse:
    """The receipt as a page."""
    at = now()
    case = case_of(key, at)
    if case is None:
        return key_gone(request)
    found = told(case, at)
    response = answer(
        request,
        "portal/applying_receipt.html",
        column=COLUMN,
        organ=case.organ,
        told=found,
        case=case,
        qr=_drawn(),
        again=AGAIN in request.GET,
        doubts=_doubts(found),
    )
    response["Referrer-Policy"] = "no-referrer"  # the address of this page is a key
    return response


def _doubts(found: Told) -> list[str]:
    """What looks mistyped, while it can still be changed; the sentences hold nothing of what was typed."""
    if not found.may_change:
        return []
    try:
        return doubts(applicant_of(found.case), found.case.way)
    except Unreadable:
        return []


def _drawn() -> SafeString:
    return mark_safe(qr_svg(asking_url()).replace(LABEL, "查询办理进度的二维码"))  # noqa: S308  (numbers alone)


@require_safe
@limited(per_minute=4, burst=4, everyone=60)
def receipt_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """The receipt as a PDF, to keep or print."""
    at = now()
    case = case_of(key, at)
    if case is None:
        return key_gone(request)
    try:
        content = _typeset(told(case, at), at)
    except (FontMissing, RuntimeError, OSError):
        return said_page(request, "没有生成 PDF", UNPRINTABLE, status=503, organ=case.organ)
    response = kept_by_nobody(HttpResponse(content, content_type="application/pdf"))
    response["Content-Disposition"] = 'attachment; filename="huizhi.pdf"'
    response["Referrer-Policy"] = "no-referrer"
    return response


def _typeset(found: Told, at: datetime) -> bytes:
    with TemporaryDirectory(prefix="huizhi-") as folder:
        place = Path(folder, "huizhi")
        failed = write_apart([Order(document(found, at), place)])
        if (pdf := f"{place}.pdf") in failed:
            raise OSError(failed[pdf])
        return Path(pdf).read_bytes()


def document(found: Told, at: datetime) -> OfficialDocument:
    """The receipt as an official document; nothing of the applicant stands in it."""
    case = found.case
    when = (case.submitted_at or at).astimezone(CHINA)
    rows = [
        ("登记编号", case.number),
        ("查询码", found.code),
        ("收到申请之日", written_day(case.received_on) if case.received_on else "待确认"),
        ("答复期限", written_day(found.due) if found.due else "暂定"),
    ]
    cells = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
    said = [
        f"您于{written_day(when.date())}{when.hour}时{when.minute:02d}分在网上提交的政府信息公开申请，本机关已经收到并登记。",
        f"<table>{cells}</table>",
        f"答复期限这样计算：{escape(found.due_said)}依据是《政府信息公开条例》第三十一条、第三十三条。"
        "需要延长答复期限、请您补正或者征求其他人意见的，期限会有变化，以查询到的为准。",
        f"查询办理进度，请打开{escape(asking_url())}，或者扫下面的二维码，填写登记编号和查询码。",
        f'<img src="{QR}" alt="查询办理进度的二维码">',
    ]
    return OfficialDocument(
        title="政府信息公开申请登记回执",
        number="",
        body_html="".join(one if one.startswith("<") else f"<p>{one}</p>" for one in said),
        issuer=case.organ.name,
        formed_on=when.date(),
        addressee="申请人",
        pictures={QR: _png()},
    )


def _png() -> bytes:
    made = io.BytesIO()
    segno.make(asking_url(), error="m", micro=False).save(made, kind="png", scale=6, border=4, dpi=DOTS)
    return made.getvalue()
