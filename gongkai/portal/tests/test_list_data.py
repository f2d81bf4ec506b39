"""The data beside a list: walked from the front it gives every public item once, with its facts."""

import json

import pytest

from gongkai.disclosure.models import CatalogueNode, Item
from gongkai.portal.pages import lists
from gongkai.portal.publisher import drain
from gongkai.portal.tests.archive import fill
from gongkai.portal.tests.folders import document, target

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
LIST = "baiyang-zhen/qita-fading"


def _read(site, path):
    return json.loads((site / path).read_bytes())


def test_a_list_names_each_item_with_its_facts(published, town, site):
    item = published(
        "关于春季植树的通知", summary="三月底前。", document_number="白镇发〔2021〕1号", validity="valid"
    )
    drain()
    assert _read(site, f"{LIST}/index.json") == {
        "栏目": item.node.title,
        "公开机关": "清水区白杨镇",
        "网页": "index.html",
        "较新": None,
        "较早": None,
        "信息": [
            {
                "标题": "关于春季植树的通知",
                "网址": "../2021/1.html",
                "数据": "../2021/1.json",
                "索引号": item.index_number,
                "文号": "白镇发〔2021〕1号",
                "内容概述": "三月底前。",
                "发文机关": "清水区白杨镇",
                "公开机关": "清水区白杨镇",
                "栏目": item.node.title,
                "主题分类": "",
                "体裁": "通知",
                "成文日期": "2021-03-01",
                "首次发布时间": "2021-03-05T09:30:00+08:00",
                "修改时间": "2021-03-05T09:30:00+08:00",
                "有效性": "有效",
                "有效性日期": None,
            }
        ],
    }
    home = _read(site, "index.json")
    [listed] = home["信息"]
    assert (listed["网址"], listed["公开机关"]) == ("baiyang-zhen/2021/1.html", "清水区白杨镇")


def test_from_the_front_every_item_is_met_once_and_its_own_data_agree(town, moment, site, monkeypatch):
    monkeypatch.setattr(lists, "SIZE", 3)
    fill(town, CatalogueNode.objects.get(organ=town, code="20-15"), 14, moment)
    Item.objects.filter(address_serial__in=[4, 14]).update(live=False)
    drain()
    path, titles, newer = f"{LIST}/index.json", [], None
    while path is not None:
        data = _read(site, path)
        assert data["较新"] == newer
        assert document(site, target(path, data["网页"])).xpath("//table[@class='catalogue']//a/text()") == [
            one["标题"] for one in data["信息"]
        ]
        for one in data["信息"]:
            titles.append(one["标题"])
            assert (site / target(path, one["网址"])).is_file()
            twin = _read(site, target(path, one["数据"]))
            assert {name: twin[name] for name in one.keys() - {"网址", "数据"}} == {
                name: said for name, said in one.items() if name not in ("网址", "数据")
            }
        newer, path = path.rpartition("/")[2], data["较早"] and target(path, data["较早"])
    assert titles == [f"旧文第{serial}号" for serial in range(14, 0, -1) if serial not in (4, 14)]


def test_hostile_text_stays_text_in_the_data(published, site):
    evil = '</script><script>alert(1)</script>"\\\x01\u2028'
    published(evil, summary=evil)
    drain()
    for path in (f"{LIST}/index.json", "index.json"):
        [listed] = _read(site, path)["信息"]
        assert listed["标题"] == listed["内容概述"] == evil
