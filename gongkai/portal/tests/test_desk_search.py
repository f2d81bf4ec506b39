"""The office's search boxes find Chinese words, and nobody finds what belongs to another organ."""

import shutil
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai.applications import acts as applications
from gongkai.applications.models import Application
from gongkai.disclosure import acts, finding
from gongkai.disclosure.models import CatalogueNode, Charge, Item
from gongkai.organs import acts as organs
from gongkai.organs.models import Role
from gongkai.portal.indexing import follow

pytestmark = pytest.mark.django_db
LIST = "wagtailsnippets_disclosure_item:list"


@pytest.fixture
def desk():
    """What the list shows a person who seeks something."""

    def ask(person, words, name=LIST, **facts):
        client = Client()
        client.force_login(person)
        answer = client.get(reverse(name), {"q": words} | facts)
        assert answer.status_code == 200
        return html.fromstring(answer.content.decode())

    return ask


def titles(page):
    """What stands first in each row; the buttons behind it left out."""
    return [cell.text_content().split()[0] for cell in page.xpath("//main//table//td[1]")]


@pytest.fixture
def foreign(other_town, stranger, moment):
    """A draft of another town, about the same things."""
    item = Item(
        organ=other_town,
        node=CatalogueNode.objects.get(organ=other_town, code="20-15"),
        title="柳树镇植树机密方案",
        body="<p>植树。</p>",
        issuing_organ=other_town.name,
        formed_on=date(2021, 3, 1),
    )
    return acts.draft(item=item, by=stranger, at=moment)


@pytest.mark.parametrize(
    "words", ["植树", "春季 通知", "白镇发(2021)3号", "白鎮發【2021】3號", "三月底前", "植樹通知", "通知植树"]
)
def test_a_draft_is_found_by_any_of_its_words(words, desk, draft, editor):
    draft(document_number="白镇发〔2021〕3号")
    draft("别的公告", body="<p>无关。</p>")
    follow()
    assert titles(desk(editor, words)) == ["关于春季植树的通知"]


def test_the_latest_draft_is_found_not_what_it_was(desk, published, editor, moment):
    item = published()
    latest = item.get_latest_revision_as_object()
    latest.title = "关于秋季造林的通知"
    acts.draft(item=latest, by=editor, at=moment)
    follow()
    assert len(titles(desk(editor, "造林"))) == 1
    assert titles(desk(editor, "植树")) == []


def test_nobody_finds_a_title_of_another_organ_s_draft(desk, draft, foreign, editor, approver, stranger):
    draft()
    follow()
    for person in (editor, approver):
        for words in ("植树", "机密方案", "柳树镇植树机密方案", "柳树镇"):
            page = desk(person, words)
            assert "机密方案" not in page.text_content().replace(words, "") and "1 条" not in " ".join(
                titles(page)
            )
            assert titles(page) == (["关于春季植树的通知"] if words == "植树" else [])
    assert titles(desk(stranger, "植树")) == ["柳树镇植树机密方案"]


def test_other_organs_are_left_out_before_the_ranking(
    desk, draft, foreign, editor, monkeypatch, moment, stranger
):
    for number in range(4):
        other = Item.objects.get(pk=foreign.pk)
        other.pk, other.id, other.title = None, None, f"植树植树植树{number}"
        acts.draft(item=other, by=stranger, at=moment)
    draft()
    follow()
    monkeypatch.setattr(finding, "MOST", 1)
    assert titles(desk(editor, "植树")) == ["关于春季植树的通知"]


def test_who_serves_two_organs_finds_those_of_both(desk, draft, foreign, editor, other_town, moment):
    draft()
    follow()
    organs.appoint(
        person=editor, organ=other_town, role=Role.EDITOR, since=date(2019, 1, 1), by=None, at=moment
    )
    del editor._held_today
    assert set(titles(desk(editor, "植树"))) == {"关于春季植树的通知", "柳树镇植树机密方案"}


def test_filters_pages_and_order_work_together_with_words(desk, draft, published, editor):
    for number in range(25):
        draft(f"植树简报第{number + 1:02d}期")
    published()
    follow()
    first, second = titles(desk(editor, "植树简报")), titles(desk(editor, "植树简报", p=2))
    assert (len(first), len(second)) == (20, 5) and not set(first) & set(second)
    assert titles(desk(editor, "植树", live="true")) == ["关于春季植树的通知"]
    ordered = titles(desk(editor, "植树简报", ordering="title"))
    assert ordered == sorted(ordered)


@pytest.mark.parametrize("words", ["%", "'", "\0", "〔", "a" * 5000, "<script>alert(1)</script>", "OR *:*"])
def test_no_words_are_an_error(words, desk, draft, editor):
    draft()
    follow()
    page = desk(editor, words)
    assert "alert(1)" not in "".join(script.text or "" for script in page.iter("script"))


def test_without_an_index_the_box_still_finds_titles(desk, draft, foreign, editor, settings):
    draft()
    assert titles(desk(editor, "植树")) == ["关于春季植树的通知"]
    follow()
    shutil.rmtree(settings.INDEX_ROOT)
    assert titles(desk(editor, "植树")) == ["关于春季植树的通知"]


def test_the_registers_find_chinese_words(desk, editor, town, other_town, stranger, moment):
    for organ, person in ((town, editor), (other_town, stranger)):
        for matter in ("城镇垃圾处理费", "档案复制费"):
            acts.enter(
                entries=[Charge(organ=organ, matter=matter, collected_on=date(2021, 1, 4), amount=1)],
                by=person,
                at=moment,
            )
    assert titles(desk(editor, "垃圾", "register_charge:index")) == ["城镇垃圾处理费"]


def test_the_catalogue_organs_and_applications_find_too(desk, officer, town, moment):
    columns = titles(desk(officer, "统计", "disclosure_catalogue:index"))
    assert columns and all("统计" in title for title in columns)
    assert titles(desk(officer, "白杨", "organs_organ:index")) == ["清水区白杨镇"]
    assert titles(desk(officer, "柳树", "organs_organ:index")) == []
    application = Application(
        organ=town,
        number="白镇申〔2021〕7号",
        channel="post",
        applicant_kind="person",
        received_on=moment.date(),
    )
    applications.register(application=application, by=officer, at=moment)
    assert len(titles(desk(officer, "〔2021〕7号", "applications_application:index"))) == 1
    assert titles(desk(officer, "2020", "applications_application:index")) == []
