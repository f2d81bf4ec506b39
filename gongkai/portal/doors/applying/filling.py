"""填写申请: first what is wanted, then what of it is published already, then the form; sent once, however often pressed."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from gongkai.applications import acts
from gongkai.applications.acts.submitting import submitted
from gongkai.applications.models import Application
from gongkai.applications.proofs import LIMIT, MOST
from gongkai.office.clock import now
from gongkai.organs.models import Organ
from gongkai.organs.permissions import today
from gongkai.portal.doors.answering import answer, kept_by_nobody
from gongkai.portal.doors.applying import work
from gongkai.portal.doors.applying.again import is_same
from gongkai.portal.doors.applying.choosing import COLUMN, agency, no_agency, said_page
from gongkai.portal.doors.applying.form import ApplyForm, DescribeForm, files_of
from gongkai.portal.doors.applying.keys import receipt_door
from gongkai.portal.doors.applying.offering import published
from gongkai.portal.doors.applying.tickets import Ticket, issued, read
from gongkai.portal.doors.applying.uploads import in_memory
from gongkai.portal.doors.bodies import length_of
from gongkai.portal.doors.limits import Buckets, limited, mark_of
from gongkai.trail.acts import Refused

LARGEST = MOST * LIMIT + 2 * 1024 * 1024  # bytes of one request
TOO_LARGE = "发来的内容太大，没有收下。文件每个最多5 MB、一共最多4个，请压缩或者拍小一些再提交。"
EXPIRED = "这一页打开的时间太长，已经换了新的。填好的内容都还在，请核对后再点一次“提交申请”。"
SENT = (
    "用这一页已经提交过一件申请，没有改动它；要查它，请用回执上的登记编号和查询码。"
    "现在填的还没有提交：要另外申请一件的，请核对后再点一次“提交申请”。"
)
AGAIN_FILES = "上传的文件没有保留，请重新选择。"
SPARED = Buckets(1, 3)  # how often one reader's find is counted


def too_large(request: HttpRequest) -> bool:
    """Whether a request says of itself that it is larger than a form with its files can be."""
    return length_of(request) > LARGEST


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@limited(per_minute=60, burst=40)
def apply(request: HttpRequest, organ_slug: str) -> HttpResponse:
    """Applying to one organ. A request that is too large is turned away before any of it is read."""
    if too_large(request):
        return said_page(request, "文件太大", TOO_LARGE, status=413)
    in_memory(request)
    return _guarded(request, organ_slug)


@csrf_protect
def _guarded(request: HttpRequest, organ_slug: str) -> HttpResponse:
    organ = agency(organ_slug)
    if organ is None:
        return no_agency(request, organ_slug)
    step = request.POST.get("step", "") if request.method == "POST" else ""
    steps = {"look": _look, "found": _found, "fill": _fill, "send": _send}
    return steps[step](request, organ) if step in steps else _describe(request, organ)


def _describe(
    request: HttpRequest, organ: Organ, form: DescribeForm | None = None, status: int = 200
) -> HttpResponse:
    """What is wanted."""
    if form is None:
        form = DescribeForm(initial={"request": request.POST.get("request", "")[:4000]})
    return _page(request, "portal/applying_describe.html", organ, status=status, form=form)


def _look(request: HttpRequest, organ: Organ) -> HttpResponse:
    """What is published and may answer it; without any such thing, the form."""
    form = DescribeForm(request.POST)
    if not form.is_valid():
        return _describe(request, organ, form, status=400)
    hits = published(form.cleaned_data["request"], organ)
    if not hits:
        return _fill(request, organ)
    wanted = form.cleaned_data["request"]
    return _page(request, "portal/applying_published.html", organ, hits=hits, wanted=wanted)


def _found(request: HttpRequest, organ: Organ) -> HttpResponse:
    """就是我要的: counted, and on to the item."""
    hits = published(request.POST.get("request", "")[:4000], organ)
    chosen = next((hit for hit in hits if hit.key == request.POST.get("item")), None)
    if chosen is None:
        return _look(request, organ)
    if not SPARED.take(mark_of(request)):
        acts.note_spared(day=today())
    return kept_by_nobody(HttpResponseRedirect("../" * 3 + chosen.address))


def _fill(request: HttpRequest, organ: Organ) -> HttpResponse:
    """The empty form, with what is wanted."""
    form = ApplyForm(initial={"request": request.POST.get("request", "")[:4000]})
    return _form(request, organ, form, issued(organ, now()))


def _send(request: HttpRequest, organ: Organ) -> HttpResponse:
    """The form is sent: slip and sums are looked at first, then what was filled in; files only of who may send now."""
    at, answers = now(), request.POST.get("work", "")
    ticket, form = read(request.POST.get("ticket", ""), organ, at), ApplyForm(request.POST)
    if ticket is not None and (known := submitted(ticket.submission)):
        return _known(request, organ, known, form, ticket, at)
    if ticket is None or ticket.expired(at):
        form.add_error(None, EXPIRED)
        return _again(request, organ, form, issued(organ, at))
    if said := work.unfit(ticket, answers, at):
        form.add_error(None, said)
        return _again(request, organ, form, ticket)
    said, seconds = work.too_many_files(request)
    if not said and not form.is_valid():
        return _again(request, organ, form, ticket)
    if not said:
        said, seconds = work.too_many(request, answers)
    if said:
        form.add_error(None, said)
        return _again(request, organ, form, ticket, status=429, retry=seconds)
    try:
        proofs = files_of(request.FILES)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _again(request, organ, form, ticket)
    return _submit(request, organ, form, ticket, proofs, at)


def _submit(
    request: HttpRequest, organ: Organ, form: ApplyForm, ticket: Ticket, proofs: list[Any], at: datetime
) -> HttpResponse:
    given = form.cleaned_data
    try:
        case = acts.submit(
            organ=organ,
            submission=ticket.submission,
            applicant_kind=given["applicant_kind"],
            applicant=form.applicant(),
            request=given["request"],
            form=given["form"],
            way=given["way"],
            proofs=proofs,
            at=at,
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except ValidationError as fault:
        form.add_error(None, "".join(fault.messages))
    else:
        return _done(request, case, receipt_door(case, at))
    return _again(request, organ, form, ticket)


def _known(
    request: HttpRequest, organ: Organ, case: Application, form: ApplyForm, ticket: Ticket, at: datetime
) -> HttpResponse:
    """The form was sent before: the receipt of then, to who sends the same within a day.

    Anybody else may sit at this device by now, and has another application: the form again, with a fresh slip.
    """
    said, seconds = work.too_many_files(request)
    if said:
        form.add_error(None, said)
        return _again(request, organ, form, ticket, status=429, retry=seconds)
    if not ticket.expired(at) and is_same(case, form, request.FILES.getlist("proofs")):
        return _done(request, case, receipt_door(case, at, again=True))
    form.add_error(None, SENT)
    return _again(request, organ, form, issued(organ, at))


def _done(request: HttpRequest, case: Application, receipt: str) -> HttpResponse:
    """To the receipt; a script is told where it is, and of which case."""
    if "application/json" in request.headers.get("Accept", ""):
        return kept_by_nobody(JsonResponse({"next": receipt, "number": case.number}))
    response = kept_by_nobody(HttpResponseRedirect(receipt))
    response["Referrer-Policy"] = "no-referrer"
    return response


def _again(
    request: HttpRequest, organ: Organ, form: ApplyForm, ticket: Ticket, *, status: int = 400, retry: int = 0
) -> HttpResponse:
    """The form as it was filled in, with what is to be put right; files have to be chosen anew."""
    lost = bool(request.FILES)
    response = _form(request, organ, form, ticket, status=status, lost=AGAIN_FILES if lost else "")
    if retry:
        response["Retry-After"] = str(retry)
    return response


def _form(
    request: HttpRequest, organ: Organ, form: ApplyForm, ticket: Ticket, *, status: int = 200, lost: str = ""
) -> HttpResponse:
    faults = list(form.faults()) if form.is_bound else []
    return _page(
        request,
        "portal/applying_form.html",
        organ,
        status=status,
        form=form,
        ticket=ticket,
        work=work,
        limit=LIMIT,
        faults=faults,
        lost=lost,
    )


def _page(request: HttpRequest, template: str, organ: Organ, **context: Any) -> HttpResponse:
    return answer(request, template, column=COLUMN, organ=organ, csrf_token=get_token(request), **context)
