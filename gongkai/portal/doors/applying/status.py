"""查询办理进度: number and code open a case; a wrong number and a wrong code are answered alike."""

import unicodedata

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.applications.codes import fits
from gongkai.applications.models import Application, CaseEvent, Kind
from gongkai.office.clock import now
from gongkai.portal.doors.answering import answer, kept_by_nobody
from gongkai.portal.doors.applying.choosing import said_page
from gongkai.portal.doors.applying.form import Words
from gongkai.portal.doors.applying.keys import case_of, key_of
from gongkai.portal.doors.applying.telling import told
from gongkai.portal.doors.limits import limited
from gongkai.portal.pages.page import Column

COLUMN = Column("申请办理进度", "依申请公开", "查询政府信息公开申请的办理进度", "依申请公开,办理进度,查询")
NOT_FOUND = "没有查到。请对照回执核对登记编号和查询码，两项都要填对；还是查不到的，请联系受理机构。"
GONE = "为了保护您的申请，打开一小时以后要重新查询。请填写登记编号和查询码。"
SEVERAL = 50  # cases of one number, one in each organ
TYPED = 200  # characters of what was typed that are read
_BRACKETS = str.maketrans("[(【〖{])】〗}", "〔〔〔〔〔〕〕〕〕〕")


@require_http_methods(["GET", "HEAD", "POST"])
@limited(per_minute=60, burst=30)
def ask(request: HttpRequest) -> HttpResponse:
    """Number and code."""
    return _asked(request) if request.method == "POST" else _page(request)


@limited(per_minute=4, burst=8, everyone=240)
def _asked(request: HttpRequest) -> HttpResponse:
    number, code = (_typed(request, name) for name in ("number", "code"))
    if not number or not code:
        return _page(request, number=number, said="登记编号和查询码都要填，两样都在回执上。", status=400)
    case = _find(number, code)
    if case is None:
        return _page(request, number=number, said=NOT_FOUND, status=404)
    response = kept_by_nobody(HttpResponseRedirect(reverse("doors:case", args=[key_of(case, now())])))
    response["Referrer-Policy"] = "no-referrer"
    return response


def _typed(request: HttpRequest, name: str) -> str:
    return Words(required=False).clean(request.POST.get(name, "")[:TYPED])[:60]


def _find(number: str, code: str) -> Application | None:
    """The case of this number and code; as long under way for a number that there is not."""
    written = unicodedata.normalize("NFKC", number).translate(_BRACKETS).replace(" ", "")
    known = list(Application.objects.filter(number__in={number, written}).order_by("pk")[:SEVERAL])
    known += _renumbered(written)
    return next((case for case in known or [None] if fits(code, case)), None)


def _renumbered(number: str) -> list[Application]:
    """Cases that had this number before they were passed on to the right organ (更正受理机关)."""
    moved = CaseEvent.objects.filter(kind=Kind.TRANSFERRED, note__contains=f"编号{number}。")
    return [event.application for event in moved.select_related("application")[:SEVERAL]]


def _page(request: HttpRequest, *, number: str = "", said: str = "", status: int = 200) -> HttpResponse:
    return answer(
        request,
        "portal/applying_ask.html",
        column=COLUMN,
        status=status,
        number=number,
        said=said,
        csrf_token=get_token(request),
    )


@require_safe
@limited(per_minute=30, burst=30)
def show(request: HttpRequest, key: str) -> HttpResponse:
    """How the case stands, and what its applicant may do now."""
    at = now()
    case = case_of(key, at)
    if case is None:
        return key_gone(request)
    response = answer(
        request,
        "portal/applying_status.html",
        column=COLUMN,
        organ=case.organ,
        case=case,
        told=told(case, at),
        done=next((said for word, said in DONE.items() if word in request.GET), ""),
    )
    response["Referrer-Policy"] = "no-referrer"  # the address of this page is a key
    return response


DONE = {  # what was just done, by the word in the address
    "gaihao": "已经改好。收到申请之日不变。",
    "chehui": "已经撤回。",
    "buzheng": "补正已经收到，答复期限从今天起重新计算。决定书（判决书）写明期限的，期限不变。",
}


def key_gone(request: HttpRequest) -> HttpResponse:
    """The answer where a key opens nothing any more."""
    return said_page(request, "请重新查询", GONE, status=404)
