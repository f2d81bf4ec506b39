"""征求意见, 反馈, 澄清, 解读 and 更正 on public pages and in their data."""

import json
from datetime import timedelta

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import Item
from gongkai.disclosure.tests.passing import publish
from gongkai.disclosure.tests.relations import AFTER, OPINIONS, feedback_to
from gongkai.portal.pages.items import item_stem
from gongkai.portal.publisher import drain

pytestmark = pytest.mark.django_db


def page_of(site, item):
    item = Item.objects.get(pk=item.pk)
    stem = site / item_stem(item.organ.slug, item)
    return stem.with_suffix(".html").read_text(), json.loads(stem.with_suffix(".json").read_bytes())


def test_a_solicitation_and_its_feedback_lead_to_each_other(published, site):
    asked = published("办法征求意见", shortened_why="汛期将至", **OPINIONS)
    answered = published("意见采纳", at=AFTER, **feedback_to(asked))
    drain()
    page, data = page_of(site, asked)
    assert "征求意见截止日期：2021年4月4日" in page and "白杨街1号党政办" in page and "汛期将至" in page
    assert "意见采纳情况" in page and f"2021/{answered.address_serial}.html" in page
    assert data["关系"] == "征求意见" and data["征求意见截止日期"] == "2021-04-04"
    assert [one["标题"] for one in data["意见采纳情况"]] == ["意见采纳"]
    page, data = page_of(site, answered)
    assert f"2021/{asked.address_serial}.html" in page and data["所属的文件"]["标题"] == "办法征求意见"


def test_a_draft_that_a_solicitation_is_about_is_in_no_file_until_it_is_public(
    draft, published, editor, approver, moment, site
):
    document = draft("机密的题目")
    asked = published("征求意见", explains=document, **OPINIONS)
    drain()
    page, data = page_of(site, asked)
    assert "机密的题目" not in page and data["所属的文件"] is None
    acts.submit(item=document, by=editor, at=moment)
    publish(item=document, by=approver, at=moment)
    drain()
    assert "印发的文件" in page_of(site, asked)[0] and "机密的题目" in page_of(site, asked)[0]
    assert [one["标题"] for one in page_of(site, document)[1]["征求意见"]] == ["征求意见"]


def test_a_clarification_says_what_it_answers_on_both_pages(published, site):
    document = published("停水通知")
    cleared = published("澄清一", relation="clarification", explains=document, answers="网传停水一月")
    drain()
    assert "本文澄清的说法：网传停水一月" in page_of(site, cleared)[0]
    assert "澄清一" in page_of(site, document)[0] and page_of(site, document)[1]["澄清"]


def test_what_waits_for_its_document_is_in_no_file_and_then_on_both_pages(
    draft, editor, approver, moment, site
):
    document = draft("办法", validity="valid")
    explanation = draft("先过的解读", explains=document)
    for item in (explanation, document):
        acts.submit(item=item, by=editor, at=moment)
    publish(item=explanation, by=approver, at=moment)
    drain()
    assert not any("先过的解读" in file.read_text() for file in site.rglob("*.html"))
    publish(item=document, by=approver, at=moment)
    drain()
    assert "先过的解读" in page_of(site, document)[0] and "办法" in page_of(site, explanation)[0]


def test_a_corrected_page_lists_every_note_with_its_day(published, edited, moment, site):
    item = published("办法")
    drain()
    assert "更新时间" not in page_of(site, item)[0] and page_of(site, item)[1]["更正说明"] == []
    edited(item, at=moment + timedelta(days=3), change_note="更正第二条<b>。")
    edited(item, at=moment + timedelta(days=9), change_note="更正附件。")
    drain()
    page, data = page_of(site, item)
    assert "2021-03-08 更正：更正第二条&lt;b&gt;。" in page and "2021-03-14 更正：更正附件。" in page
    assert "更新时间" in page and [one["说明"] for one in data["更正说明"]] == [
        "更正第二条<b>。",
        "更正附件。",
    ]
    feed = (site / "feed.atom").read_text()
    assert "<updated>2021-03-14T" in feed


def test_what_stayed_says_that_its_document_is_gone_and_no_longer_when_it_is_back(
    published, edited, approver, moment, site
):
    document = published("办法", validity="valid")
    explanation = published("解读", explains=document)
    acts.withdraw(item=document, by=approver, at=moment, reason="有误。", keep=[explanation.pk])
    drain()
    page, data = page_of(site, explanation)
    assert "所解读的文件已撤下" in page and data["所属的文件已撤下"] and "办法" not in page
    edited(document)
    drain()
    assert "已撤下" not in page_of(site, explanation)[0]
