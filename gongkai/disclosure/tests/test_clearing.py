"""Masking leaves a document's own words alone and tells each change; nothing hides from screening by its place."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gongkai.disclosure import acts
from gongkai.disclosure.models import Item, ReviewFinding
from gongkai.disclosure.reviewing import screening
from gongkai.disclosure.reviewing.chain import under_way
from gongkai.organs.models import Person
from gongkai.screening.content.finding import Screened
from gongkai.screening.content.screen import DAMAGED, FAILED
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db
ID = "110101199003070732"
OFFICIAL = (
    "<p>区残疾人联合会理事长李明主持会议，大病保险、合同法律风险由扶贫办、妇联负责。</p>"
    "<p>村民王大山因患尿毒症致贫，住清水区白杨镇柳树村二组8号，1961年3月4日出生。</p>"
)


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> None:
    """Empty folders of uploads and of what was screened."""
    settings.MEDIA_ROOT, settings.INDEX_ROOT = tmp_path / "uploads", tmp_path / "indexes"


@pytest.fixture
def handed_in(draft: Any, town: Any, editor: Person, moment: datetime) -> Callable[..., Item]:
    """A draft with a file, handed in."""

    def hand(name: str = "名单.txt", data: str = "无害的内容", title: str = "", **facts: Any) -> Item:
        item = draft(**facts)
        stored = acts.store_file(organ=town, name=name, data=data.encode(), by=editor, at=moment)
        item.attachments.create(stored_file=stored, title=title)
        acts.draft(item=item, by=editor, at=moment)
        return acts.submit(item=item, by=editor, at=moment)

    return hand


def blocked(item: Item) -> list[ReviewFinding]:
    return list(under_way(item).findings.filter(severity="block"))


def test_masking_takes_the_numbers_and_leaves_every_word_of_the_document(
    draft: Any, editor: Person, moment: datetime
) -> None:
    facts = {"summary": "扶贫办和国土资源局的事，证号" + ID, "issuing_organ": "白杨镇人民政府"}
    item = draft(body=OFFICIAL + f"<p>证号{ID}，手机13800138000。</p>", **facts)
    acts.submit(item=item, by=editor, at=moment)
    masking = acts.mask(item=item, by=editor, at=moment)
    after = Item.objects.get(pk=item.pk).get_latest_revision_as_object()
    assert after.body == OFFICIAL + "<p>证号110101********0732，手机138****8000。</p>"
    assert after.summary == "扶贫办和国土资源局的事，证号110101********0732"
    assert len(masking.done) == 3
    assert masking.done[0].startswith("内容概述：居民身份证号，")
    assert masking.done[0].endswith(" → 110101********0732")
    assert masking.done[2].startswith("正文 第3段：手机号，")
    kept = Act.objects.get(verb="换用遮盖副本").detail
    assert kept["处数"] == 3
    assert "内容概述 居民身份证号 → 110101********0732；正文 第3段" in kept["遮盖"]
    assert ID not in str(kept) + str(masking.done)
    assert any("健康、残疾或致贫情况没有遮盖" in left for left in masking.left)


def test_what_was_let_through_survives_the_masking_of_the_rest(
    handed_in: Any, editor: Person, approver: Person, moment: datetime
) -> None:
    item = handed_in(
        data=f"值班手机13800138000\n证号{ID}\n值班手机13900139000",
        body="<p>值班手机：13800138000。</p><p>王某手机：13900139000。</p>",
    )
    public = [one.pk for one in blocked(item) if "138****8000" in one.excerpt]
    assert len(public) == 2
    acts.override(
        item=item, findings=public, by=approver, at=moment, reason="公开的值班手机", impact="单位的号码。"
    )
    acts.mask(item=item, by=approver, at=moment)
    after = Item.objects.get(pk=item.pk).get_latest_revision_as_object()
    assert after.body == "<p>值班手机：13800138000。</p><p>王某手机：139****9000。</p>"
    file = after.attachments.get().stored_file
    assert file.path.read_text() == "值班手机13800138000\n证号110101********0732\n值班手机139****9000"
    acts.submit(item=item, by=editor, at=moment)
    with refused("没有程序能遮盖的地方"):
        acts.mask(item=Item.objects.get(pk=item.pk), by=editor, at=moment)


def test_the_same_bytes_under_another_name_are_screened_with_that_name(handed_in: Any) -> None:
    assert blocked(handed_in("无害.txt")) == []
    (found,) = blocked(handed_in(f"张三{ID}.txt"))
    assert (found.where, found.kind) == ("文件名", "resident_id")
    assert ID not in found.part + found.excerpt


def test_what_an_attachment_is_called_is_screened_and_masked(
    handed_in: Any, editor: Person, moment: datetime
) -> None:
    item = handed_in(title=f"张三{ID}")
    (found,) = blocked(item)
    assert (found.where, ID in found.part) == ("附件名称", False)
    acts.mask(item=item, by=editor, at=moment)
    after = Item.objects.get(pk=item.pk).get_latest_revision_as_object()
    assert after.attachments.get().title == "张三110101********0732"


@pytest.mark.parametrize(
    "name",
    ["title", "summary", "source", "keywords", "document_number", "issuing_organ", "validity_instrument",
     "former_index_number"],
)  # fmt: skip
def test_every_text_that_becomes_public_is_screened(
    draft: Any, editor: Person, moment: datetime, name: str
) -> None:
    item = acts.submit(item=draft(**{name: "13800138000"}), by=editor, at=moment)
    (found,) = blocked(item)
    assert found.kind == "mobile"


def test_no_text_field_of_an_item_is_forgotten() -> None:
    """A new one is either screened, or a choice from a list, or never shown."""
    from django.db.models import CharField, TextField

    never = {"body", "withdrawn_reason", "index_number"}  # body: apart; the number: made by the program
    texts = {
        field.name
        for field in Item._meta.get_fields()
        if isinstance(field, CharField | TextField) and not field.choices and field.editable
    }
    assert texts - never == set(screening.WORDS)


def test_a_body_that_could_not_be_read_is_told(
    draft: Any, editor: Person, moment: datetime, monkeypatch: Any
) -> None:
    monkeypatch.setattr(screening, "screen", lambda *given, **facts: Screened(unread=("读不了。",)))
    item = acts.submit(item=draft(), by=editor, at=moment)
    assert under_way(item).unread == ["正文：读不了。"]


@pytest.mark.parametrize("sentence", [FAILED, DAMAGED, "内层.zip：" + FAILED])
def test_a_screening_that_failed_is_not_kept(
    handed_in: Any, editor: Person, moment: datetime, monkeypatch: Any, sentence: str
) -> None:
    with monkeypatch.context() as failing:
        failing.setattr(screening, "screen", lambda *given, **facts: Screened(unread=(sentence,)))
        item = handed_in(data="手机13800138000")
        assert sentence in under_way(item).unread[1]
    item = acts.submit(item=item, by=editor, at=moment)
    assert (len(blocked(item)), under_way(item).unread) == (1, [])


@pytest.mark.parametrize(
    "reason", ["\u200b", "\u200b\u2060\ufeff", "。。。", "好", "12345", "\u3164\u3164\u3164", "\u2800\u2800"]
)
def test_a_reason_that_nobody_can_read_is_none(
    draft: Any, editor: Person, approver: Person, moment: datetime, reason: str
) -> None:
    item = acts.submit(item=draft(body="<p>手机13800138000</p>"), by=editor, at=moment)
    numbers = [one.pk for one in blocked(item)]
    with refused("放行要写明理由"):
        acts.override(item=item, findings=numbers, by=approver, at=moment, reason=reason, impact="没有影响")
    with refused("个人信息保护影响评估"):
        acts.override(item=item, findings=numbers, by=approver, at=moment, reason="公开的", impact=reason)


def test_a_reason_is_kept_without_signs_that_nobody_sees(
    draft: Any, editor: Person, approver: Person, moment: datetime
) -> None:
    item = acts.submit(item=draft(body="<p>手机13800138000</p>"), by=editor, at=moment)
    said = " \u200b公开的\u202e\n值班\x00手机\u200b "
    numbers = [one.pk for one in blocked(item)]
    acts.override(item=item, findings=numbers, by=approver, at=moment, reason=said, impact="没有影响")
    assert ReviewFinding.objects.get(overridden_at__isnull=False).reason == "公开的\n值班手机"


def test_masking_by_the_button_tells_each_change(
    draft: Any, editor: Person, moment: datetime, client: Any
) -> None:
    numbers = "".join(f"<p>手机{13800138000 + number}</p>" for number in range(25))
    item = acts.submit(item=draft(body=numbers), by=editor, at=moment)
    client.force_login(editor)
    from django.urls import reverse

    answer = client.post(reverse("disclosure:mask", args=[item.pk]), follow=True)
    said = [str(one) for one in answer.context["messages"]]
    assert (
        "已遮盖：正文 第1段：手机号，手机138****8000 手机138****8001 → 138****8000" in said[1]
        or "138****8000" in said[1]
    )
    assert "一共遮盖了25处，这里只列出前20处。" in said[21]
