"""检索: the public search, as a page and as JSON. Reads the public index and two small tables, nothing else."""

import logging
from html import unescape
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from gongkai.portal.doors.answering import answer, kept_by_nobody
from gongkai.portal.doors.asking import FILTERS, Asked, asked
from gongkai.portal.doors.choices import choices
from gongkai.portal.doors.limits import limited
from gongkai.portal.doors.sought import tally
from gongkai.portal.doors.tables import Tables, tables
from gongkai.portal.indexing import built, public_index
from gongkai.portal.pages.page import Column
from gongkai.search.errors import IndexDamaged, IndexNotWritten
from gongkai.search.query import Hit, Hits, Match, Query

BROKEN = "检索暂时不能使用，正在恢复，请稍后再试。各栏目的信息不受影响，可以从首页按栏目查找。"
BUILDING = "检索库正在建立，现在的结果可能不全，请稍后再试。"
NEAREST = 6  # columns offered when nothing was found
RETRY = "30"  # seconds

logger = logging.getLogger(__name__)


@require_safe
@limited(per_minute=90, burst=40)
def search(request: HttpRequest) -> HttpResponse:
    """The search page; with `format=json` the same for programs."""
    return _answer(request)


@require_safe
@limited(per_minute=90, burst=40)
def search_json(request: HttpRequest) -> HttpResponse:
    """The same answers for programs."""
    return _answer(request, as_json=True)


def _answer(request: HttpRequest, *, as_json: bool = False) -> HttpResponse:
    names = tables()
    question = asked(request, names)
    as_json = as_json or question.as_json
    try:
        hits, notices = _answered(question)
    except (IndexDamaged, IndexNotWritten):
        logger.exception("检索库不能读")
        return _broken(request, as_json)
    if as_json:
        return _json(_facts(question, hits, notices))
    shown = _shown(question, hits, notices, names)
    return answer(request, "portal/search.html", column=_COLUMN, site=names.site, **shown)


def _broken(request: HttpRequest, as_json: bool) -> HttpResponse:
    if as_json:
        response = _json({"提示": [BROKEN]}, status=503)
    else:
        response = answer(request, "portal/search.html", column=_COLUMN, broken=BROKEN, status=503)
    response["Retry-After"] = RETRY
    return response


_COLUMN = Column("检索", "服务", "在已公开的政府信息中检索", "政府信息检索")


def _answered(question: Asked) -> tuple[Hits, list[str]]:
    """The hits, counted as sought, and everything there is to say about them. Raises IndexDamaged, IndexNotWritten."""
    index = public_index()
    hits = index.search(question.query)
    notices = [*question.notices, *hits.notices]
    if not built(index):
        notices.insert(0, BUILDING)
    if hits.total and not hits.hits:
        notices.append(f"没有第 {hits.page} 页，一共 {hits.pages} 页。")
    if question.query.page == 1:
        tally.note(question.query.words, hits.total)
    return hits, notices


def _shown(question: Asked, hits: Hits, notices: list[str], names: Tables) -> dict[str, Any]:
    """What the page is made of."""
    query = question.query
    shown: dict[str, Any] = {
        "query": query,
        "hits": hits,
        "first": (hits.page - 1) * hits.size + 1,
        "notices": notices,
        "filters": choices(question, hits, names),
        "sorts": [("relevance", "按相关程度"), ("date", "按日期")],
        "narrowed": any(getattr(query, name) is not None for name in FILTERS),
        "everything": question.address(**dict.fromkeys(FILTERS)),
        "previous": question.address(page=hits.page - 1) if hits.page > 1 and hits.hits else None,
        "next": question.address(page=hits.page + 1) if hits.page < hits.pages else None,
    }
    if hits.suggestion is not None and hits.match is not Match.CORRECTED:
        shown["meant"] = (hits.suggestion.words, question.address(q=hits.suggestion.words))
    if not hits.total and query.words.strip():
        organ = query.organ if query.organ and query.organ not in names.villages else names.applied_to
        shown |= {"columns": _nearest(query, names), "applied_to": organ}
        shown["applied_name"] = names.organs.get(organ, "")
    return shown


def _nearest(query: Query, names: Tables) -> list[tuple[str, str]]:
    """Columns near the words that hold something: their slugs and names."""
    index = public_index()
    near = names.nearest_columns(query.words)[: 2 * NEAREST]
    holding = [
        slug
        for slug in near
        if index.search(Query(column=names.alike[slug], organ=query.organ, size=1)).total
    ]
    return [(slug, names.columns[slug]) for slug in holding[:NEAREST]]


def _facts(question: Asked, hits: Hits, notices: list[str]) -> dict[str, Any]:
    query = question.query
    return {
        "检索词": query.words,
        "条件": {label: question.chosen(name) for name, label in FILTERS.items() if question.chosen(name)},
        "总数": hits.total,
        "页": hits.page,
        "页数": hits.pages,
        "提示": notices,
        "您要找的是不是": hits.suggestion.words if hits.suggestion else None,
        "结果": [_hit(hit) for hit in hits.hits],
        "分类计数": {label: dict(hits.facets.get(name, {})) for name, label in FILTERS.items()},
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "标题": hit.title,
        "网址": settings.BASE_URL + hit.address,
        "公开机关": hit.organ_name,
        "发文机关": hit.issuing_organ,
        "文号": hit.document_number,
        "索引号": hit.index_number,
        "体裁": hit.kind,
        "有效性": hit.validity,
        "年份": hit.year,
        "日期": hit.published.date().isoformat(),
        "摘要": unescape(hit.snippet_html.replace("<mark>", "").replace("</mark>", "")),
    }


def _json(facts: dict[str, Any], status: int = 200) -> HttpResponse:
    return kept_by_nobody(JsonResponse(facts, status=status, json_dumps_params={"ensure_ascii": False}))
