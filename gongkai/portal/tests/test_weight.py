"""A page is light: with its styles at most 60 KB, on a slow line and an old phone."""

import pytest

from gongkai.disclosure.models import CatalogueNode, Item
from gongkai.disclosure.tests.unguarded import unguarded
from gongkai.portal.publisher import drain
from gongkai.portal.tests.archive import fill

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
MOST = 60 * 1024  # bytes
LOOK = ("assets/site.css", "assets/site.js", "assets/icon.svg", "assets/emblem.svg")


def _size(site, *paths):
    return sum((site / path).stat().st_size for path in paths)


def test_an_item_of_three_pages_of_text_is_light(published, attachment, site):
    body = "".join(f"<p>{'政府信息公开' * 25}</p>" for _ in range(12))
    files = [attachment(f"附件{number}", title=f"附件{number}：春季植树任务分配表") for number in range(8)]
    published(
        "清水区白杨镇人民政府关于印发春季植树造林工作实施方案的通知",
        body=body,
        summary="概述" * 50,
        attachments=files,
    )
    drain()
    assert _size(site, "baiyang-zhen/2021/1.html", *LOOK) < MOST


def test_the_fullest_list_is_light(town, moment, site):
    fill(town, CatalogueNode.objects.get(organ=town, code="20-15"), 60, moment)
    with unguarded():
        Item.objects.update(
            title="清水区白杨镇人民政府关于印发春季植树造林工作实施方案的通知",
            summary="安排全镇春季植树的任务、时间和责任人，要求各村三月底前完成并上报。",
            document_number="白镇发〔2021〕112号",
        )
    drain()
    for path in ("qita-fading/index.html", "quanbu/index.html", "quanbu/1.html"):
        assert _size(site, f"baiyang-zhen/{path}", *LOOK) < MOST, path


def test_the_front_pages_and_a_frame_are_light(published, site):
    published()
    drain()
    for path in (
        "index.html",
        "baiyang-zhen/index.html",
        "baiyang-zhen/fdzdgk/index.html",
        "ditu/index.html",
    ):
        assert _size(site, path, *LOOK) < MOST, path
    assert _size(site, "baiyang-zhen/quanbu/qianru.html", "assets/frame.css") < 8 * 1024
