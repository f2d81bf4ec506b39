"""上一篇 and 下一篇: walked from the oldest, every public item of a column is met once; explanations link both ways."""

import json

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import CatalogueNode
from gongkai.portal.publisher import drain
from gongkai.portal.tests.folders import document, target

pytestmark = pytest.mark.django_db
TOWN = "baiyang-zhen"


def _page(site, item):
    return f"{TOWN}/{item.address_year}/{item.address_serial}.html"


def _walk(site, item, rel):
    """Titles met from `item` on, along the links of one kind."""
    path, met = _page(site, item), []
    while True:
        page = document(site, path)
        met.append(page.xpath("//h1/text()")[0])
        found = page.xpath(f"//a[@rel='{rel}']/@href")
        if not found:
            return met
        assert len(found) == 1 and len(met) < 50
        path = target(path, found[0])


def test_the_items_of_a_column_form_one_line(published, approver, moment, site):
    line = [published(f"第{number}号") for number in range(1, 6)]
    published("别的栏目", code="20-1")
    acts.withdraw(item=line[2], by=approver, at=moment, reason="有误。")
    drain()
    assert _walk(site, line[0], "next") == ["第1号", "第2号", "第4号", "第5号"]
    assert _walk(site, line[4], "prev") == ["第5号", "第4号", "第2号", "第1号"]


def test_those_beside_follow_a_new_title_a_withdrawal_and_a_return(published, edited, approver, moment, site):
    first, second, third = (published(f"第{number}号") for number in (1, 2, 3))
    drain()
    edited(second, title="改题")
    drain()
    assert _walk(site, first, "next") == ["第1号", "改题", "第3号"]
    acts.withdraw(item=second, by=approver, at=moment, reason="有误。")
    drain()
    assert _walk(site, first, "next") == ["第1号", "第3号"]
    edited(second)
    drain()
    assert _walk(site, third, "prev") == ["第3号", "改题", "第1号"]


def test_an_item_that_moves_closes_the_gap_it_leaves(published, edited, town, site):
    first, second, _ = (published(f"第{number}号") for number in (1, 2, 3))
    there = published("那边的", code="20-1")
    drain()
    edited(second, node=CatalogueNode.objects.get(organ=town, code="20-1"))
    drain()
    assert _walk(site, first, "next") == ["第1号", "第3号"]
    assert _walk(site, there, "next") == ["那边的", "第2号"]
    edited(second, node=CatalogueNode.objects.get(organ=town, code="20-15"))
    drain()
    assert _walk(site, first, "next") == ["第1号", "第3号", "第2号"], "回来的排在最后"


def test_a_column_and_those_under_it_are_lines_of_their_own(published, edited, town, officer, moment, site):
    parent = CatalogueNode.objects.get(organ=town, code="20-15")
    node = CatalogueNode(organ=town, parent=parent, code="xia", slug="xia", title="下级栏目")
    acts.open_node(node=node, by=officer, at=moment)
    first = published("上1")
    under = published("下1", code="xia")
    published("上2")
    drain()
    assert _walk(site, first, "next") == ["上1", "上2"]
    assert _walk(site, under, "next") == ["下1"]
    edited(under, node=parent)
    drain()
    assert _walk(site, first, "next") == ["上1", "下1", "上2"], "在上级栏目里原有的位置"


def test_rewriting_a_neighbours_page_leaves_its_attachments_alone(published, attachment, site):
    first = published("第1号", attachments=[attachment("名单")])
    drain()
    [file] = (site / TOWN / "2021/1").iterdir()
    published("第2号")
    drain()
    assert file.read_text() == "名单"
    assert _walk(site, first, "next") == ["第1号", "第2号"]


def _explaining(site, item):
    twin = json.loads((site / _page(site, item).replace(".html", ".json")).read_bytes())
    return [one["标题"] for one in twin["解读"]], twin["解读的文件"] and twin["解读的文件"]["标题"]


def test_a_document_and_its_explanation_name_each_other_as_long_as_both_are_public(
    published, edited, approver, moment, site
):
    document_ = published("办法", validity="valid")
    drain()
    explanation = published("办法的解读", explains=document_, explanation_form="text")
    drain()
    assert _explaining(site, document_) == (["办法的解读"], None)
    assert _explaining(site, explanation) == ([], "办法")
    assert "办法的解读" in (site / _page(site, document_)).read_text()
    edited(explanation, title="一图读懂")
    edited(document_, title="管理办法")
    drain()
    assert (_explaining(site, document_)[0], _explaining(site, explanation)[1]) == (["一图读懂"], "管理办法")
    acts.withdraw(item=document_, by=approver, at=moment, reason="有误。", keep=[explanation.pk])
    drain()
    assert _explaining(site, explanation) == ([], None)
    alone = (site / _page(site, explanation)).read_text()
    assert "管理办法" not in alone and "所解读的文件已撤下" in alone
    edited(document_)
    acts.withdraw(item=explanation, by=approver, at=moment, reason="有误。")
    drain()
    assert _explaining(site, document_) == ([], None)


def test_the_data_of_both_lead_to_each_other(published, site):
    document_ = published("办法")
    published("办法的解读", explains=document_)
    drain()
    [named] = json.loads((site / TOWN / "2021/1.json").read_bytes())["解读"]
    assert named == {"标题": "办法的解读", "索引号": named["索引号"], "网址": "2.html", "数据": "2.json"}
    assert json.loads((site / TOWN / "2021/2.json").read_bytes())["解读的文件"]["数据"] == "1.json"


def test_what_another_site_said_is_kept_apart_from_our_own_first_publication(published, moment, site):
    from datetime import date

    published(published_elsewhere_on=date(2018, 6, 7), former_index_number="014236727/2018-00008")
    drain()
    twin = json.loads((site / TOWN / "2021/1.json").read_bytes())
    assert (twin["原网站发布日期"], twin["原索引号"]) == ("2018-06-07", "014236727/2018-00008")
    assert twin["首次发布时间"].startswith("2021-03-05") and twin["索引号"] != twin["原索引号"]
