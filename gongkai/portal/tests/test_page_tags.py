"""The page tags of 国办发〔2017〕47号, read as an inspector's program reads them."""

import io
import re
from datetime import UTC, datetime

import pytest
import segno

from gongkai.disclosure import acts
from gongkai.disclosure.models import Attachment
from gongkai.portal.acts import describe_site
from gongkai.portal.models import Site
from gongkai.portal.publisher import drain
from gongkai.portal.tests.folders import document

pytestmark = [pytest.mark.django_db, pytest.mark.pages]

OF_THE_SITE = {"SiteName": "清水区人民政府", "SiteDomain": "www.qingshui.example", "SiteIDCode": "6208020001"}
OF_THE_COLUMN = {"ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"}
KINDS = {
    "首页",
    "信息公开指南",
    "信息公开目录",
    "信息公开年报",
    "政策文件",
    "概况信息",
    "依申请公开",
    "数据开放",
}
TOWN = "baiyang-zhen"
EMBEDS = {"pianduan.html", "qianru.html"}  # parts of other sites' pages


@pytest.fixture
def described(moment):
    site = Site(name="清水区人民政府", domain="www.qingshui.example", id_code="6208020001")
    return describe_site(site=site, by=None, at=moment)


def _tags(page):
    """name → every content given for it."""
    found = {}
    for tag in page.xpath("/html/head/meta[@name]"):
        found.setdefault(tag.get("name"), []).append(tag.get("content"))
    return found


def test_every_page_carries_the_tags_of_site_and_column(described, published, signed, officer, moment, site):
    from gongkai.reporting import acts as reporting

    published()
    reporting.publish(report=signed(2020), by=officer, at=moment)
    drain()
    pages = sorted(
        path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.name not in EMBEDS
    )
    assert {f"{TOWN}/nianbao/2020/index.html", f"{TOWN}/2021/1.html", f"{TOWN}/fdzdgk/index.html"} <= set(
        pages
    )
    for path in pages:
        tags = _tags(document(site, path))
        assert {name: tags[name] for name in OF_THE_SITE} == {k: [v] for k, v in OF_THE_SITE.items()}, path
        for name in OF_THE_COLUMN:
            [content] = tags[name]
            assert content.strip(), (path, name)
        assert tags["ColumnType"][0] in KINDS, path
        assert len(document(site, path).xpath("//h1")) == 1, path


@pytest.mark.parametrize(
    ("path", "name", "kind"),
    [
        ("index.html", "政府信息公开", "首页"),
        (f"{TOWN}/index.html", "政府信息公开", "信息公开目录"),
        (f"{TOWN}/zhinan/index.html", "政府信息公开指南", "信息公开指南"),
        (f"{TOWN}/zhidu/index.html", "政府信息公开制度", "信息公开目录"),
        (f"{TOWN}/fdzdgk/index.html", "法定主动公开内容", "信息公开目录"),
        (f"{TOWN}/nianbao/index.html", "政府信息公开年报", "信息公开年报"),
    ],
)
def test_the_fixed_parts_bear_their_official_names(path, name, kind, described, town, site):
    drain()
    tags = _tags(document(site, path))
    assert (tags["ColumnName"], tags["ColumnType"]) == ([name], [kind])


def test_an_item_carries_the_tags_of_content(described, published, site):
    published("关于春季植树的通知", source="清水区林业局", keywords="植树", summary="三月底前完成。")
    drain()
    tags = _tags(document(site, f"{TOWN}/2021/1.html"))
    assert tags["ArticleTitle"] == ["关于春季植树的通知"]
    assert tags["PubDate"] == ["2021-03-05 09:30"]
    assert tags["ContentSource"] == ["清水区林业局"]
    assert (tags["Keywords"], tags["Description"]) == (["植树"], ["三月底前完成。"])
    assert tags["Url"][0].endswith(f"/{TOWN}/2021/1.html")


def test_an_item_without_a_summary_is_described_by_how_it_begins(described, published, site):
    published(
        body="<h2>一、目标</h2><p>植树&amp;造林。</p><table><tr><td>" + "字" * 200 + "</td></tr></table>"
    )
    drain()
    tags = _tags(document(site, f"{TOWN}/2021/1.html"))
    [description] = tags["Description"]
    assert description.startswith("一、目标 植树&造林。 字字") and description.endswith("字…")
    assert len(description) == 121


def test_an_item_carries_what_other_programs_show_of_it(described, published, edited, site, settings):
    item = published("关于春季植树的通知", summary="三月底前完成。")
    edited(item, at=datetime(2021, 6, 1, 1, 0, tzinfo=UTC))
    drain()
    page = document(site, f"{TOWN}/2021/1.html")
    found = page.xpath("/html/head/meta[@property]")
    assert {tag.get("property"): tag.get("content") for tag in found} == {
        "og:type": "article",
        "og:title": "关于春季植树的通知",
        "og:url": f"{settings.BASE_URL}{TOWN}/2021/1.html",
        "og:site_name": "清水区人民政府",
        "og:description": "三月底前完成。",
        "article:published_time": "2021-03-05T09:30:00+08:00",
        "article:modified_time": "2021-06-01T09:00:00+08:00",
    }
    assert _tags(page)["Author"] == ["清水区白杨镇"]


def test_the_first_picture_of_the_text_stands_for_the_item(
    described, published, town, editor, moment, site, settings
):
    drawn = io.BytesIO()
    segno.make("现场").save(drawn, kind="png")
    stored = acts.store_file(organ=town, name="现场.png", data=drawn.getvalue(), by=editor, at=moment)
    name = stored.public_name
    body = f'<p>现场：</p><p><img src="{name}" alt="栽树的现场"></p>'
    published(body=body, attachments=[Attachment(stored_file=stored)])
    drain()
    page = document(site, f"{TOWN}/2021/1.html")
    assert _tags(page)["Image"] == [f"{settings.BASE_URL}{TOWN}/2021/1/{name}"]
    [shown] = page.xpath("//div[@class='body']//img/@src")
    assert shown == f"1/{name}" and (site / TOWN / "2021" / shown).is_file()
    assert page.xpath("//section[@class='attachments']") == [], "图片不列在附件里"


def test_an_item_of_the_organs_own_names_the_organ_as_its_source(described, published, site):
    published()
    drain()
    assert _tags(document(site, f"{TOWN}/2021/1.html"))["ContentSource"] == ["清水区白杨镇"]


def test_the_publication_time_is_that_of_china_across_the_turn_of_the_year(described, published, site):
    published(at=datetime(2021, 12, 31, 16, 5, tzinfo=UTC))
    drain()
    page = document(site, f"{TOWN}/2022/1.html")
    assert _tags(page)["PubDate"] == ["2022-01-01 00:05"]
    assert "2022-01-01 00:05" in page.text_content()


def test_an_edit_leaves_the_publication_time_alone(described, published, edited, site):
    item = published()
    edited(item, at=datetime(2021, 6, 1, 1, 0, tzinfo=UTC), title="改题")
    drain()
    tags = _tags(document(site, f"{TOWN}/2021/1.html"))
    assert (tags["ArticleTitle"], tags["PubDate"]) == (["改题"], ["2021-03-05 09:30"])


def test_a_report_carries_the_tags_of_content(described, signed, officer, moment, site):
    from gongkai.reporting import acts as reporting

    reporting.publish(report=signed(2020), by=officer, at=moment)
    drain()
    tags = _tags(document(site, f"{TOWN}/nianbao/2020/index.html"))
    assert tags["ArticleTitle"] == ["清水区白杨镇2020年政府信息公开工作年度报告"]
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}", tags["PubDate"][0])
    assert tags["ContentSource"] == ["清水区白杨镇"]
