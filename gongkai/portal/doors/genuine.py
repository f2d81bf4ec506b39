"""核验文书: anybody asks whether a letter on an application is genuine, by the code or the QR code printed on it.

Organ, number, kind and day are told, to be compared with the paper; who asked, and for what, to nobody.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from gongkai.applications.letters.genuine import genuine
from gongkai.applications.letters.numbering import grouped, read_code
from gongkai.portal.doors.answering import answer
from gongkai.portal.doors.limits import limited
from gongkai.portal.pages.page import Column

_COLUMN = Column("核验文书", "服务", "核对政府信息公开文书是否由本机关印发", "文书核验,政府信息公开")
SHAPE = "验证码有12位，由数字和大写字母组成，印在文书末尾的二维码下面。请核对以后再输入。"


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """Where a code is typed in."""
    typed = request.GET.get("yanzhengma", "").replace("\0", "")[:60]
    if not typed.strip():
        return _page(request)
    code = read_code(typed)
    if not code:
        return _page(request, wrong=SHAPE, typed=typed, status=400)
    return redirect(f"{request.path}{code}/")


@require_safe
@limited(per_minute=12, burst=12, everyone=1200)
def look_up(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a letter was issued under this code; a wrong code and a code of nothing get one answer."""
    found = genuine(code)
    shown = grouped(read_code(code))
    return _page(request, found=found, code=shown, sought=True, status=200 if found else 404)


def _page(request: HttpRequest, *, status: int = 200, **context: object) -> HttpResponse:
    page = answer(request, "portal/genuine.html", column=_COLUMN, status=status, **context)
    page["Referrer-Policy"] = "no-referrer"  # the address of this page names one letter
    return page
