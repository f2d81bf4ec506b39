"""现行有效文件: what stands on the list, what is marked, how few files change."""

import json
import re
from datetime import date, timedelta

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import Item
from gongkai.disclosure.tests.unguarded import unguarded
from gongkai.portal.pages import inforce
from gongkai.portal.publisher import drain, publish_all
from gongkai.portal.tests.archive import fill
from gongkai.portal.tests.folders import changed, document, files_holding, published_anew, snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
FRONT, SITE = "baiyang-zhen/xianxing/index.html", "xianxing/index.html"


def rows(site, path, section):
    """The titles in one part of a page."""
    return [
        cell.text_content()
        for cell in document(site, path).xpath(
            f'//section[@aria-labelledby="{section}"]//td[@class="title"]/a'
        )
    ]


@pytest.fixture
def no_setting(monkeypatch):
    """Nothing is set for print: what is tested lies elsewhere."""
    monkeypatch.setattr("gongkai.portal.pages.official.typeset", lambda item, form: form.encode())


@pytest.fixture
def many(town, moment, no_setting):
    """Puts so many policy documents of the town on the site."""

    def make(count, **facts):
        node = town.catalogue.get(code="20-15")
        fill(town, node, count, moment)
        with unguarded():
            Item.objects.update(**{"validity": "valid"} | facts)

    return make


def test_documents_in_force_stand_first_and_what_ended_is_marked_with_day_and_instrument(
    site, published, no_setting
):
    published(
        "旧办法", validity="repealed", validity_on=date(2021, 2, 3), validity_instrument="由《新办法》代替"
    )
    published("新办法", validity="valid", document_number="白镇发〔2021〕5号", formed_on=date(2021, 2, 3))
    published("修改过的办法", validity="amended", validity_on=date(2021, 2, 4), formed_on=date(2020, 5, 1))
    published("通知，不是政策文件")
    publish_all()
    for path in (FRONT, SITE, "baiyang-zhen/xianxing/2021.html"):
        assert rows(site, path, "valid") == ["新办法", "修改过的办法"]
        assert rows(site, path, "others") == ["旧办法"]
        text = " ".join(document(site, path).text_content().split())
        assert (
            "白镇发〔2021〕5号" in text and "2021-02-03由《新办法》代替" in text and "2021-02-04修改" in text
        )
        assert "不是政策文件" not in text


def test_each_document_is_offered_in_word_and_pdf(site, published):
    published("新办法", validity="valid")
    publish_all()
    for path in (FRONT, SITE):
        page = document(site, path)
        links = [(a.text, a.get("href")) for a in page.xpath('//td[@class="links"]/a')]
        assert [name for name, _ in links] == ["Word", "PDF"]
        for _, address in links:
            assert (site / path).parent.joinpath(address).resolve().is_file()


def test_an_organ_without_policy_documents_says_so_and_a_village_has_no_list(site, town, moment):
    from gongkai.organs import acts as organs

    organs.establish(
        slug="cun", name="上湾村", short_name="上湾村", level="village", parent=town, by=None, at=moment
    )
    publish_all()
    assert "没有现行有效的文件。" in document(site, FRONT).text_content()
    assert not (site / "cun" / "xianxing").exists()


def test_the_data_say_what_the_page_says(site, published, no_setting):
    published("旧办法", validity="lapsed", validity_on=date(2021, 2, 3), validity_instrument="有效期届满")
    published("新办法", validity="valid", document_number="白镇发〔2021〕5号")
    publish_all()
    for path in (FRONT, SITE):
        told = json.loads((site / path).with_suffix(".json").read_bytes())
        (valid,), (ended,) = told["现行有效"], told["失效和废止"]
        assert (valid["标题"], valid["文号"], valid["有效性"]) == ("新办法", "白镇发〔2021〕5号", "有效")
        assert (ended["有效性日期"], ended["有效性依据"]) == ("2021-02-03", "有效期届满")
        for address in (valid["网址"], valid["Word"], valid["PDF"]):
            assert (site / path).parent.joinpath(address).resolve().is_file()


def test_a_document_repealed_and_withdrawn_moves_and_goes(site, published, approver, moment, no_setting):
    item = published("新办法", validity="valid")
    drain()
    acts.mark_validity(
        item=item, by=approver, at=moment, validity="repealed", on=moment.date(), instrument="公告"
    )
    drain()
    assert rows(site, FRONT, "others") == rows(site, SITE, "others") == ["新办法"]
    assert "现行有效0件，失效、废止1件" in document(site, FRONT).text_content()
    acts.withdraw(item=item, by=approver, at=moment, reason="有误。")
    drain()
    assert files_holding(site, "新办法") == set() and not (site / "baiyang-zhen/xianxing/2021.html").exists()


def test_a_document_that_loses_its_validity_by_an_edit_or_a_mark_leaves_the_list(
    site, published, edited, approver, moment, no_setting, settings, tmp_path
):
    first, second = published("甲办法", validity="valid"), published("乙办法", validity="valid")
    drain()
    edited(first, validity="")
    drain()
    assert rows(site, FRONT, "valid") == ["乙办法"]
    acts.mark_validity(item=second, by=approver, at=moment, validity="")
    drain()
    assert rows(site, FRONT, "valid") == []
    assert changed(snapshot(site), snapshot(published_anew(settings, tmp_path / "anew"))) == set()


def test_an_item_that_never_was_a_policy_document_touches_no_list(published, no_setting):
    assert list(inforce.pages_for(published("通知"))) == []
    assert len(list(inforce.pages_for(published("办法", validity="valid")))) == 6


@pytest.fixture
def short(monkeypatch):
    """Pages are made often."""
    monkeypatch.setattr(inforce, "PAGE", 5)


@pytest.mark.parametrize("count", [4, 5, 6, 10, 11])
def test_pages_of_a_year_hold_every_document_once(count, site, many, short):
    many(count)
    publish_all()
    folder = site / "baiyang-zhen" / "xianxing"
    pages = sorted(path.name for path in folder.glob("2021*.html"))
    assert pages == sorted(["2021.html", "2021-2.html", "2021-3.html"][: -(-count // 5)])
    shown = [title for page in pages for title in rows(site, f"baiyang-zhen/xianxing/{page}", "valid")]
    assert len(shown) == len(set(shown)) == count
    beside = document(site, "baiyang-zhen/xianxing/2021.html").xpath('//nav[@class="pager"]/a/@href')
    assert beside == (["2021-2.html"] if count > 5 else [])


def test_one_more_document_beside_many_changes_few_files(site, many, short, published):
    many(23)
    publish_all()
    before = snapshot(site)
    published("新办法", validity="valid")
    drain()
    lists = {path for path in changed(before, snapshot(site)) if "xianxing" in path}
    stems = ("xianxing/index", "baiyang-zhen/xianxing/index", "baiyang-zhen/xianxing/2021-5")
    assert lists == {f"{stem}.{form}" for stem in stems for form in ("html", "json")}


def test_documents_withdrawn_by_the_dozen_leave_no_page_behind(
    site, many, short, settings, tmp_path, approver, moment
):
    many(23)
    publish_all()
    for item in Item.objects.all()[:15]:
        item.save_revision(clean=False)
        acts.withdraw(item=item, by=approver, at=moment, reason="有误。")
    drain()
    assert changed(snapshot(site), snapshot(published_anew(settings, tmp_path / "anew"))) == set()
    folder = site / "baiyang-zhen" / "xianxing"
    assert sorted(path.name for path in folder.glob("2021*.html")) == ["2021-2.html", "2021.html"]


def test_the_newest_stand_on_the_front_and_the_rest_is_told(site, many, monkeypatch):
    monkeypatch.setattr(inforce, "FRONT_VALID", 3)
    many(8)
    publish_all()
    assert len(rows(site, FRONT, "valid")) == 3
    assert "这里列出最近的3件，其余见下面各年公开的文件" in document(site, FRONT).text_content()
    assert "其余见各机关的列表" in document(site, SITE).text_content()


def test_pages_stay_within_sixty_kilobytes(many, town, district):
    title = "关于" + "切实加强农村人居环境整治和基础设施管护工作" * 4 + "的通知"
    many(150, title=title, document_number="清白镇政办发〔2021〕100号")
    ended = Item.objects.values_list("pk", flat=True)[:75]
    because = "由" + "《关于切实加强农村工作的通知》" * 6 + "代替"
    facts = {"validity": "repealed", "validity_on": date(2021, 5, 1), "validity_instrument": because}
    Item.objects.filter(pk__in=list(ended)).update(**facts)
    pages = [*inforce.all_pages(town), *inforce.of_all_organs()]
    sizes = {page.path: len(page.content()) for page in pages if page.path.endswith(".html")}
    assert len(sizes) == 5 and max(sizes.values()) <= 60_000, sizes


def test_titles_are_escaped(site, published, no_setting):
    published("<script>alert(1)</script>", validity="valid", document_number='"><img src=x>')
    publish_all()
    assert not re.search(r"<script>alert|<img src=x", (site / FRONT).read_text() + (site / SITE).read_text())


def test_an_organ_touches_no_list_of_another(site, published, other_town, no_setting):
    publish_all()
    before = snapshot(site)
    published("新办法", validity="valid", at=published("旧").first_published_at + timedelta(days=1))
    drain()
    assert not [path for path in changed(before, snapshot(site)) if path.startswith("liushu-zhen/")]
