"""到哪个机关申请: the organs that take applications, each with what it is competent for; and what becomes of the rest."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gongkai.organs.models import Level, Organ
from gongkai.organs.permissions import today
from gongkai.portal.doors.answering import answer
from gongkai.portal.doors.applying.competence import competent_by_level, takes_applications
from gongkai.portal.doors.limits import limited
from gongkai.portal.pages.page import Column

COLUMN = Column("网上申请", "依申请公开", "在网上申请公开政府信息", "依申请公开,网上申请")


@require_safe
@limited(per_minute=60, burst=30)
def choose(request: HttpRequest) -> HttpResponse:
    """The list of organs."""
    return answer(request, "portal/applying_choose.html", column=COLUMN, groups=competent_by_level())


def agency(slug: str) -> Organ | None:
    """The organ of an address, when it takes applications."""
    return takes_applications(today()).select_related("parent__parent").filter(slug=slug).first()


def no_agency(request: HttpRequest, slug: str) -> HttpResponse:
    """The answer for any other address: what is there instead, and the way to the list."""
    organ = Organ.objects.select_related("parent__parent").filter(slug=slug).first()
    if organ is None:
        said = "没有这个机关，网址可能写错了。请从机关的列表里选。"
    elif organ.level == Level.VILLAGE:
        said = f"{organ.name}不是行政机关，不受理政府信息公开申请。村里的事可以看村务公开，也可以向{organ.parent}申请。"
    else:
        said = f"{organ.name}已经撤销，不再受理申请。请向承接其职责的机关申请。"
    return said_page(request, "这里不受理申请", said, status=404)


def said_page(
    request: HttpRequest, heading: str, said: str, *, status: int = 200, organ: Organ | None = None
) -> HttpResponse:
    """A page that says one thing and shows the way on."""
    return answer(
        request,
        "portal/applying_said.html",
        column=COLUMN,
        status=status,
        heading=heading,
        said=said,
        organ=organ,
    )
