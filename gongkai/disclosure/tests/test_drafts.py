"""Drafts: clean text, an old screen that meets a newer record, and what no draft can bring back."""

from datetime import datetime
from typing import Any

import pytest
from wagtail.models import Revision

from gongkai.disclosure import acts
from gongkai.disclosure.models import Item
from gongkai.disclosure.richtext import clean
from gongkai.disclosure.tests.passing import publish

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>甲<script>alert(1)</script>乙</p>", "<p>甲乙</p>"),
        ("<p onclick='x()' onmouseover=y>甲</p>", "<p>甲</p>"),
        ("<style>p{color:red}</style><p style='color:red' class='a'>甲</p>", "<p>甲</p>"),
        ("<a href='javascript:alert(1)'>甲</a>", '<a rel="noopener">甲</a>'),
        ("<a href=' JaVa\tScript:alert(1)'>甲</a>", '<a rel="noopener">甲</a>'),
        ("<a href='data:text/html,x'>甲</a>", '<a rel="noopener">甲</a>'),
        ("<img src=x onerror=alert(1)>甲", "甲"),
        ("<iframe src='https://example.com'></iframe><p>甲</p>", "<p>甲</p>"),
        ("<svg onload=alert(1)><p>甲</p></svg>", "<p>甲</p>"),
        ("<form action='/x'><input name=a>甲</form>", "甲"),
        ("<!--<b>甲</b>--><p>乙</p>", "<p>乙</p>"),
        ("<math><mtext><script>alert(1)</script></mtext></math>甲", "甲"),
    ],
)
def test_text_at_rest_is_clean(draft: Any, written: str, kept: str) -> None:
    item = draft(body=written)
    assert Item.objects.get(pk=item.pk).body == kept
    assert item.latest_revision.content["body"] == kept


@pytest.mark.parametrize(
    "kept",
    [
        "<h2>一、总体要求</h2><p>甲<strong>乙</strong><sub>2</sub></p>",
        '<table><thead><tr><th scope="col" colspan="2">项目</th></tr></thead>'
        '<tbody><tr><td rowspan="2">甲</td><td>1</td></tr></tbody></table>',
        '<ol start="3"><li>第三</li></ol>',
        '<a href="https://www.example.gov.cn/" title="甲" rel="noopener">乙</a>',
        '<a href="mailto:a@example.gov.cn" rel="noopener">乙</a>',
        "<p>3 &lt; 5 &amp; 7</p>",
    ],
)
def test_what_a_document_needs_stays(kept: str) -> None:
    assert clean(kept) == kept
    assert clean(clean(kept)) == kept


def test_a_screen_opened_before_publication_does_not_undo_it(
    draft: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    item = draft()
    opened = Item.objects.get(pk=item.pk)
    acts.submit(item=item, by=editor, at=moment)
    public = publish(item=item, by=approver, at=moment)
    opened.title = "旧屏幕上改的标题"
    acts.draft(item=opened, by=editor, at=moment)
    stored = Item.objects.get(pk=item.pk)
    assert (stored.live, stored.title) == (True, public.title)
    assert (stored.index_number, stored.first_published_at) == (public.index_number, moment)
    assert stored.get_latest_revision_as_object().title == "旧屏幕上改的标题"


def test_a_screen_opened_before_a_withdrawal_does_not_undo_it(
    published: Any, editor: Any, approver: Any, moment: datetime
) -> None:
    item = published()
    opened = Item.objects.get(pk=item.pk)
    acts.withdraw(item=item, by=approver, at=moment, reason="内容有误")
    acts.draft(item=opened, by=editor, at=moment)
    stored = Item.objects.get(pk=item.pk)
    assert (stored.live, stored.withdrawn_reason) == (False, "内容有误")


def test_editing_does_not_change_the_author(draft: Any, edit: Any, both: Any, editor: Any) -> None:
    item = edit(draft(), by=both, title="改过")
    assert Item.objects.get(pk=item.pk).author == editor


def test_an_old_draft_never_brings_back_what_is_given_once(
    published: Any, edit: Any, editor: Any, approver: Any, both: Any, other_town: Any, moment: datetime
) -> None:
    item = published()
    edit(item, title="一个旧稿", change_note="改题。")
    revision = Item.objects.get(pk=item.pk).latest_revision
    stale = {
        "index_number": "别的/2020-1",
        "address_year": 1999,
        "address_serial": 77,
        "author": both.pk,
        "organ": other_town.pk,
        "live": False,
        "first_published_at": "1999-01-01T00:00:00Z",
        "withdrawn_at": "1999-01-01T00:00:00Z",
        "withdrawn_reason": "旧理由",
        "submitted_revision": None,
        "pk": 12345,
    }
    Revision.objects.filter(pk=revision.pk).update(content=revision.content | stale)
    stored = Item.objects.get(pk=item.pk)
    acts.submit(item=stored, by=editor, at=moment)
    again = publish(item=stored, by=approver, at=moment)
    again.refresh_from_db()
    kept = ("pk", "index_number", "address_year", "address_serial", "author_id", "organ_id")
    kept += ("first_published_at", "live", "withdrawn_at", "withdrawn_reason")
    assert [getattr(again, name) for name in kept] == [getattr(stored, name) for name in kept]
    assert again.title == "一个旧稿"


def test_a_draft_is_dated_by_the_act_and_signed_by_its_writer(
    draft: Any, editor: Any, moment: datetime
) -> None:
    revision = draft().latest_revision
    revision.refresh_from_db()
    assert (revision.created_at, revision.user) == (moment, editor)
