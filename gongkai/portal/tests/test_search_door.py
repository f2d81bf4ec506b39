"""检索: every question gets an answer, nothing that was typed or published runs, and nothing internal shows."""

import json
import logging
from datetime import date
from urllib.parse import quote, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from gongkai.disclosure import acts
from gongkai.disclosure.models import CatalogueNode
from gongkai.portal.doors import limits, search, sought, tables
from gongkai.portal.indexing import follow
from gongkai.portal.pages.page import public_address
from gongkai.portal.tests.archive import fill
from gongkai.reporting import acts as reporting
from gongkai.search.errors import IndexDamaged

pytestmark = pytest.mark.django_db
TITLE = "关于春季植树的通知"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ settings }}{% load x %}"


@pytest.fixture(autouse=True)
def _fresh(monkeypatch):
    """No reader has knocked yet, no name is remembered, and nothing is written beside the test."""
    limits.forget_everyone()
    tables.read.cache_clear()
    monkeypatch.setattr(sought, "EVERY", 3600.0)
    monkeypatch.setattr(search, "tally", sought.Tally())


@pytest.fixture
def door(settings):
    address = f"{settings.PUBLIC_PATH}{settings.DOORS}sousuo/"
    client = Client()

    def ask(q=None, raw=None, **facts):
        limits.forget_everyone()
        query = raw if raw is not None else urlencode({"q": q or ""} | facts)
        return client.get(f"{address}?{query}")

    ask.client, ask.address = client, address
    return ask


def page(answer):
    return html.fromstring(answer.content.decode())


def titles(answer):
    return [link.text_content() for link in page(answer).xpath("//ol[@class='found']//h3/a")]


def notices(answer):
    return " ".join(page(answer).xpath("//p[@class='notice']//text()"))


def test_a_reader_finds_and_the_links_lead_to_the_files(door, published):
    published(document_number="白镇发〔2021〕3号")
    follow()
    answer = door("植树")
    assert answer.status_code == 200 and titles(answer) == [TITLE]
    [link] = page(answer).xpath("//ol[@class='found']//h3/a")
    assert link.get("href") == "../../baiyang-zhen/2021/1.html"
    assert [mark.text for mark in link.iter("mark")] == ["植树"]
    assert "白镇发〔2021〕3号" in page(answer).text_content()
    assert page(answer).xpath("//input[@name='q']/@value") == ["植树"]


def test_the_door_keeps_nothing_and_wants_no_robots(door, published):
    published()
    follow()
    answer = door("植树")
    assert answer["Cache-Control"] == "no-store" and "noindex" in answer["X-Robots-Tag"]
    assert page(answer).xpath("//meta[@name='robots']/@content") == ["noindex, nofollow"]
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert not answer.cookies


def test_what_is_not_public_is_nowhere_in_an_answer(door, draft, published, approver, editor, moment):
    draft("尚未公开的撤并方案")
    gone, kept = published("撤下的撤并通知"), published("现行的通知")
    latest = kept.get_latest_revision_as_object()
    latest.title = "还没审的撤并改题"
    acts.draft(item=latest, by=editor, at=moment)
    acts.withdraw(item=gone, by=approver, at=moment, reason="有误。")
    follow()
    for words in ("撤并", "尚未公开", "还没审", "通知", ""):
        for answer in (door(words), door(words, format="json")):
            text = answer.content.decode()
            assert not any(secret in text for secret in ("尚未公开的", "撤下的", "还没审的撤并"))


def test_filters_narrow_and_say_how_many(door, published, town, other_town):
    published()
    published("关于植树的公告", genre="公告", validity="repealed", validity_on=date(2021, 3, 2))
    follow()
    answer = door("植树")
    options = page(answer).xpath("//select[@name='kind']/option/text()")
    assert options == ["全部", "公告（1）", "通知（1）"] or options == ["全部", "通知（1）", "公告（1）"]
    for facts in ({"kind": "公告"}, {"validity": "废止"}):
        narrowed = door("植树", **facts)
        assert titles(narrowed) == ["关于植树的公告"]
        assert page(narrowed).xpath("//details/@open") and "取消全部条件" in narrowed.content.decode()
    assert "废止" in page(door("植树", kind="公告")).xpath("//span[@class='mark']/text()")
    assert len(titles(door("植树", organ=town.slug, year=2021, column="fdzdgk"))) == 2
    assert titles(door("植树", organ=other_town.slug)) == []
    assert titles(door("植树", sort="date")) and titles(door("植树", year=2020)) == []


def test_columns_of_one_name_are_one_filter(door, published, other_town):
    node = CatalogueNode.objects.get(organ=other_town, slug="qita-fading")
    node.slug, node.title = "qita-2", CatalogueNode.objects.filter(slug="qita-fading").first().title
    node.save()
    published()
    follow()
    answer = door("植树", column="qita-2")
    assert titles(answer) == [TITLE]
    [chosen] = page(answer).xpath("//select[@name='column']/option[@selected]/@value")
    assert chosen == "qita-fading"


def test_pages_run_through_every_hit_once(door, town, moment):
    fill(town, CatalogueNode.objects.get(organ=town, code="20-15"), 23, moment)
    follow()
    seen, answer = [], door("旧文", sort="date")
    for _ in range(5):
        seen += titles(answer)
        following = page(answer).xpath("//a[@rel='next']/@href")
        if not following:
            break
        answer = door(raw=following[0].removeprefix("?"))
    assert len(seen) == len(set(seen)) == 23
    assert "第3页，共3页" in page(answer).text_content() and page(answer).xpath("//a[@rel='prev']")
    beyond = door("旧文", page=9)
    assert titles(beyond) == [] and "没有第 9 页，一共 3 页" in notices(beyond)


def test_a_typing_error_gets_its_suggestion(door, published):
    published("农村集贸市场管理办法")
    published("安置房建设进度")
    follow()
    assert "以下是“集贸市场”的检索结果" in notices(door("集茂市场"))


def test_words_that_make_sense_as_they_are_only_get_a_suggestion(door, published):
    for title in ("农村集贸市场管理办法", "集贸通报", "市厂通报"):
        published(title)
    follow()
    answer = door("集贸市厂")
    [meant] = page(answer).xpath("//p[@class='meant']/a")
    assert meant.text == "集贸市场"
    assert titles(door(raw=meant.get("href").removeprefix("?"))) == ["农村集贸市场管理办法"]


def test_nothing_found_offers_columns_and_the_way_to_apply(door, published, town, district):
    published()
    CatalogueNode.objects.filter(slug="qita-fading").update(title="植被和造林")
    follow()
    tables.read.cache_clear()
    answer = door("植被恢复保证金返还")
    assert titles(answer) == []
    assert page(answer).xpath("//ul[@class='tiles']//a/text()") == ["植被和造林"]
    [column] = page(answer).xpath("//ul[@class='tiles']//a/@href")
    assert titles(door(raw=column.removeprefix("?"))) == [TITLE]
    assert "../../qingshui-qu/yishenqing/" in page(answer).xpath("//a/@href")
    assert f"../../{town.slug}/yishenqing/" in page(door("植被恢复保证金返还", organ=town.slug)).xpath(
        "//a/@href"
    )


def test_the_same_answers_for_programs(door, published, settings):
    published()
    follow()
    answer = json.loads(door("植树", format="json").content)
    twin = json.loads(door.client.get(door.address.rstrip("/") + ".json?q=" + quote("植树")).content)
    assert answer == twin
    assert answer["总数"] == 1 and answer["分类计数"]["机关"] == {"baiyang-zhen": 1}
    [hit] = answer["结果"]
    assert hit["标题"] == TITLE and hit["网址"] == public_address("baiyang-zhen/2021/1.html")
    assert "<" not in hit["摘要"]


def test_reports_are_found_at_their_address(door, signed, officer, moment):
    reporting.publish(report=signed(2020), by=officer, at=moment)
    follow()
    answer = door("2020 年度报告")
    assert page(answer).xpath("//ol[@class='found']//h3/a/@href") == ["../../baiyang-zhen/nianbao/2020/"]


def test_hostile_titles_and_words_are_shown_and_do_nothing(door, published):
    published(f"植树{HOSTILE}"[:200], body=f"<p>植树{HOSTILE}</p>")
    follow()
    for answer in (
        door("植树"),
        door(HOSTILE),
        door("alert"),
        door("植树" + HOSTILE, kind=HOSTILE, organ=HOSTILE),
    ):
        root = page(answer)
        assert answer.status_code == 200
        assert [script.get("src") for script in root.iter("script")] == ["../../assets/site.js"]
        assert not [one for one in root.iter() if any(name.startswith("on") for name in one.attrib)]
        assert not list(root.iter("img"))
    assert "{{ settings }}" in page(door("植树")).text_content()


STRANGE = [
    "q=%00",
    "q=%ff%fe%80",
    "q=" + "%E6%A4%8D" * 100_000,
    "q=" + "a" * 100_000,
    "q=植树&q=通知&q=",
    "q=植树&page=-1",
    "q=植树&page=0",
    "q=植树&page=99999999999999999999",
    "q=植树&page=二",
    "q=植树&page=%D9%A3",
    "q=植树&year=abcd",
    "q=植树&year=-5",
    "q=植树&year=999999999999",
    "q=植树&organ=没有这个&column=x&kind=y&validity=z",
    "q=植树&sort=%00",
    "q=植树&organ=%00%00",
    "&&&=&=;;%",
    "q[]=1&q[$ne]=1",
    "q=" + quote("' OR 1=1 --"),
    "q=" + quote('()[]{}^~*?:\\/"+-!&|'),
    "q=" + quote("\u202e\u200b\ufeff\ud7ff"),
    "&".join(f"p{number}=1" for number in range(6000)),
    "q=%E6%A4%8D%E6%A0%91&format=json&page=x",
]


@pytest.mark.parametrize("query", STRANGE)
def test_no_query_is_an_error(query, door, published):
    published()
    follow()
    answer = door(raw=query)
    assert answer.status_code == 200
    assert len(answer.content) < 60_000
    if "format=json" not in query:
        assert page(answer).xpath("//h1/text()") == ["检索"]


def test_what_could_not_be_used_is_said(door, published):
    published()
    follow()
    answer = door("植树", organ="没有这个", kind="诏书", year="近年")
    said = notices(answer)
    assert titles(answer) == [TITLE]
    assert "没有“没有这个”这样的机关" in said and "“诏书”这样的体裁" in said and "“近年”这样的年份" in said
    assert "检索词过长，只按前 120 个字检索" in notices(door("植" * 5000))
    assert "网址里的参数过多" in notices(door(raw=STRANGE[-2]))


@pytest.fixture
def one_item(published):
    published()
    follow()


parameters = st.lists(
    st.tuples(
        st.sampled_from(["q", "organ", "column", "kind", "year", "validity", "sort", "page", "format", "x"]),
        st.one_of(
            st.text(max_size=40),
            st.binary(max_size=20),
            st.sampled_from(
                ["植树", "baiyang-zhen", "fdzdgk", "通知", "2021", "有效", "date", "2", "-1", "json"]
            ),
        ),
    ),
    max_size=8,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120, deadline=None)
@given(facts=parameters)
def test_whatever_is_sent_is_answered(one_item, door, facts):
    sent = (
        (name, value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass"))
        for name, value in facts
    )
    answer = door(raw="&".join(f"{name}={quote(value)}" for name, value in sent))
    assert answer.status_code == 200 and len(answer.content) < 60_000


def test_only_reading_is_offered(door):
    assert door.client.post(door.address, {"q": "植树"}).status_code == 405
    assert door.client.head(door.address + "?q=x").status_code == 200


def test_too_many_questions_are_refused_politely(door, published):
    published()
    follow()
    address = f"{door.address}?q={quote('植树')}"
    answers = [door.client.get(address) for _ in range(60)]
    assert {answer.status_code for answer in answers} == {200, 429}
    assert "访问过于频繁" in answers[-1].content.decode() and int(answers[-1]["Retry-After"]) >= 1


def test_an_index_that_is_not_there_yet_is_said(door, published):
    published()
    assert "检索库正在建立" in notices(door("植树"))
    follow()
    assert "检索库正在建立" not in notices(door("植树"))


def test_a_damaged_index_is_said_and_the_rest_of_the_site_named(door, published, monkeypatch, caplog):
    published()
    follow()
    monkeypatch.setattr(search, "public_index", lambda: (_ for _ in ()).throw(IndexDamaged("坏了")))
    answer = door("身份证620802199001011234")
    assert answer.status_code == 503 and answer["Retry-After"]
    assert "检索暂时不能使用" in page(answer).text_content()
    assert json.loads(door("x", format="json").content)["提示"]
    assert "620802199001011234" not in caplog.text


def test_no_log_keeps_what_was_sought(door, published, caplog):
    caplog.set_level(logging.DEBUG)
    published()
    follow()
    caplog.clear()
    door("张三 13800001111 zhangsan@example.com")
    assert "13800001111" not in caplog.text and "zhangsan" not in caplog.text


def test_an_answer_asks_the_database_next_to_nothing(door, published, django_assert_max_num_queries):
    published()
    follow()
    door("植树")
    with django_assert_max_num_queries(1):
        door("植树")
