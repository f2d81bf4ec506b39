"""订阅通知: what letters say, how often they come, and what happens when one cannot be sent."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.header import decode_header, make_header
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as product
from django.core import mail
from django.db import OperationalError
from django.template.loader import get_template

from gongkai.disclosure import acts as disclosure_acts
from gongkai.disclosure.models import CatalogueNode
from gongkai.office.clock import now
from gongkai.portal import acts
from gongkai.portal.acts.subscriptions import PAUSES
from gongkai.portal.letters import Sent, send_letters, sending
from gongkai.portal.letters.writing import MOST_LISTED
from gongkai.portal.models import Site, Subscription
from gongkai.portal.tests import mailserver

AT = now().replace(microsecond=0)
DAY = timedelta(hours=24)
Subscribed = Callable[..., Subscription]


@pytest.fixture(autouse=True)
def mailing(settings, db) -> None:
    settings.MAIL_FROM = "gongkai@example.gov.cn"
    Site.objects.create(pk=1, name="清水区人民政府", host_unit="清水区人民政府办公室")


@pytest.fixture
def node(town) -> CatalogueNode:
    return CatalogueNode.objects.get(organ=town, code="20-15")


@pytest.fixture
def subscribed(node) -> Subscribed:
    """A confirmed subscription of an address."""

    def make(address: str = "a@example.com", column: CatalogueNode = node) -> Subscription:
        before = set(Subscription.objects.values_list("pk", flat=True))
        acts.ask_to_subscribe(node=column, address=address, at=AT)
        made = Subscription.objects.exclude(pk__in=before).get()
        acts.note_invited(subscriptions=[made], at=AT)
        acts.confirm_subscription(subscription=made, at=AT)
        return Subscription.objects.get(pk=made.pk)

    return make


@pytest.fixture
def server(settings) -> Any:
    """A real mail server instead of the test suite's outbox."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_TIMEOUT = 10
    with mailserver.running() as found:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
        yield found


def sent(at: datetime = AT) -> Sent:
    return send_letters(at=at)


def test_nothing_new_is_no_letter(subscribed, published) -> None:
    published("订阅以前的")
    subscribed()
    assert sent() == Sent()
    assert mail.outbox == []


def test_a_letter_lists_what_is_new_the_newest_first(subscribed, published, town, node) -> None:
    subscribed()
    one = published("关于春季植树的通知", document_number="白镇发〔2021〕3号")
    other = published("关于防汛的通知")
    assert sent() == Sent(told=1)
    (letter,) = mail.outbox
    (rich, kind) = letter.alternatives[0]
    assert letter.subject == f"【清水区人民政府】{town.short_name}“{node.title}”：新公开2条信息"
    assert letter.to == ["a@example.com"] and not letter.cc and not letter.bcc
    assert kind == "text/html"
    for text in (letter.body, rich):
        assert text.index("关于防汛的通知") < text.index("关于春季植树的通知")
        assert "白镇发〔2021〕3号" in text and "2021-03-05发布" in text
        for item in (one, other):
            assert f"{product.BASE_URL}{town.slug}/2021/{item.address_serial}.html" in text
        assert "清水区人民政府办公室" in text and "退订" in text
        assert letter.extra_headers["List-Unsubscribe"].strip("<>") in text


def test_every_letter_of_news_can_be_left_with_one_click(subscribed, published) -> None:
    subscribed()
    published()
    sent()
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe"].startswith(f"<{product.BASE_URL}fuwu/dingyue/tuiding/")
    assert headers["List-Unsubscribe"].endswith("/>")
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_on_the_wire_the_letter_is_in_chinese_and_whole(server, subscribed, published) -> None:
    subscribed()
    published("关于“两会”期间信访工作的通知——" + "长" * 120)
    assert sent() == Sent(told=1)
    ((recipients, letter),) = server.taken
    assert recipients == ["a@example.com"]
    assert letter["Subject"].strip().startswith("【清水区人民政府】")
    assert parseaddr(str(letter["From"])) == ("清水区人民政府", "gongkai@example.gov.cn")
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@example.gov.cn>")
    assert "长" * 120 in letter.get_body(("plain",)).get_content()
    assert "长" * 120 in letter.get_body(("html",)).get_content()
    for name, value in letter.items():
        assert "\n" not in str(make_header(decode_header(value))), name


def test_what_people_wrote_cannot_break_out_of_a_letter(subscribed, published, town, node) -> None:
    Site.objects.update(name='清水"区<b>\r\nBcc: x@example.com')
    CatalogueNode.objects.filter(pk=node.pk).update(title="栏目\nBcc: y@example.com")
    subscribed()
    published("<script>alert(1)</script>&\n\n.\nBcc: z@example.com")
    assert sent() == Sent(told=1)
    (letter,) = mail.outbox
    wire = letter.message().as_string().partition("\n\n")[0]
    assert "Bcc" not in [line.partition(":")[0] for line in wire.splitlines()]
    assert letter.recipients() == ["a@example.com"]
    assert "<script>" not in letter.alternatives[0][0] and "&lt;script&gt;" in letter.alternatives[0][0]
    assert "<script>alert(1)</script>& . Bcc" in letter.body


def test_one_letter_a_day_and_the_next_tells_only_what_came_since(subscribed, published) -> None:
    subscribed()
    published("第一天")
    assert sent() == Sent(told=1)
    published("第一天晚些")
    assert sent(AT + DAY - timedelta(minutes=1)) == Sent()
    assert sent(AT + DAY) == Sent(told=1)
    assert "第一天晚些" in mail.outbox[1].body and mail.outbox[1].body.count("发布\n") == 1
    assert sent(AT + 3 * DAY) == Sent()


def test_of_very_many_the_newest_are_listed_and_the_rest_counted(subscribed, published, monkeypatch) -> None:
    monkeypatch.setattr(sending, "MOST_LISTED", 3)
    subscribed()
    for number in range(5):
        published(f"第{number}号")
    sent()
    body = mail.outbox[0].body
    assert MOST_LISTED == 50
    assert "新公开5条" in body and "另有2条" in body
    assert "第4号" in body and "第2号" in body and "第1号" not in body
    assert sent(AT + DAY) == Sent()


def test_a_withdrawn_item_is_in_no_letter_and_told_of_when_it_comes_back(
    subscribed, published, edited, approver, moment
) -> None:
    subscribed()
    item = published("撤下的")
    disclosure_acts.withdraw(item=item, by=approver, at=moment, reason="内容有误")
    assert sent() == Sent()
    edited(item, summary="改正了内容。")
    assert sent() == Sent(told=1)
    assert "撤下的" in mail.outbox[0].body


def test_a_withdrawn_item_among_others_is_left_out_and_not_counted(
    subscribed, published, approver, moment
) -> None:
    subscribed()
    gone = published("撤下的")
    published("留下的")
    disclosure_acts.withdraw(item=gone, by=approver, at=moment, reason="内容有误")
    sent()
    assert "新公开1条" in mail.outbox[0].body and "撤下的" not in mail.outbox[0].body


def test_a_correction_of_an_item_told_before_is_no_news(subscribed, published, edited) -> None:
    subscribed()
    item = published("原来的")
    sent()
    edited(item, title="改过的")
    assert sent(AT + DAY) == Sent()


def test_a_column_tells_of_its_branches_and_of_no_other(subscribed, published, town, other_town) -> None:
    def column(organ, code):
        return CatalogueNode.objects.get(organ=organ, code=code)

    subscribed("whole@example.com", column(town, "all"))
    subscribed("branch@example.com", column(town, "20-1"))
    subscribed("elsewhere@example.com", column(other_town, "all"))
    published()
    sent()
    assert [letter.to for letter in mail.outbox] == [["whole@example.com"]]


def test_an_unconfirmed_address_gets_no_news(node, published) -> None:
    acts.ask_to_subscribe(node=node, address="a@example.com", at=AT)
    published()
    assert sent() == Sent(invited=1)
    assert sent(AT + timedelta(minutes=1)) == Sent()


def test_one_who_left_gets_nothing_more(subscribed, published, monkeypatch) -> None:
    one = subscribed()
    published()
    due = sending.news_due(AT)
    acts.end_subscription(subscription=one)
    monkeypatch.setattr(sending, "news_due", lambda at: due)  # left after the run had begun
    assert sent() == Sent()


def test_without_a_mail_server_nothing_is_sent_and_the_unconfirmed_are_still_forgotten(
    subscribed, published, node, settings
) -> None:
    settings.MAIL_FROM = ""
    subscribed()
    published()
    acts.ask_to_subscribe(node=node, address="b@example.com", at=AT - timedelta(hours=49))
    assert sent() == Sent()
    assert Subscription.objects.count() == 1


def test_a_refused_letter_holds_up_no_other_and_is_tried_again_with_growing_pauses(
    server, subscribed, published, caplog
) -> None:
    server.refused = {"a@example.com"}
    server.hung_up_on = {"b@example.com"}
    for name in "abc":
        subscribed(f"{name}@example.com")
    published()
    assert sent() == Sent(told=1, failed=2)
    assert [recipients for recipients, _ in server.taken] == [["c@example.com"]]
    for word in ("@example.com", "no such user"):
        assert word not in caplog.text
    assert "SMTPRecipientsRefused" in caplog.text and "SMTPServerDisconnected" in caplog.text

    at = AT
    for pause in [*PAUSES, PAUSES[-1]]:
        assert sent(at + pause - timedelta(seconds=1)) == Sent()
        at += pause
        assert sent(at).failed == 2
    server.refused, server.hung_up_on = set(), set()
    assert sent(at + PAUSES[-1]) == Sent(told=2)
    assert len(server.taken) == 3
    assert set(Subscription.objects.values_list("failures", "retry_at")) == {(0, None)}


def test_one_connection_carries_many_letters(server, subscribed, published) -> None:
    for number in range(5):
        subscribed(f"a{number}@example.com")
    published()
    assert sent() == Sent(told=5)
    assert server.connections == 1


def test_a_server_that_does_not_answer_stops_the_run_and_costs_nobody_a_try(
    settings, subscribed, published
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    subscribed()
    published()
    with pytest.raises(OSError):
        sent()
    assert Subscription.objects.get().failures == 0


def test_a_run_killed_after_a_letter_was_handed_over_repeats_that_letter_at_most_once(
    subscribed, published, monkeypatch
) -> None:
    subscribed("a@example.com")
    subscribed("b@example.com")
    published()

    def killed(**facts):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(acts, "note_told", killed)
        with pytest.raises(SystemExit):
            sent()
    assert sent() == Sent(told=1), "别人的信不必等"
    assert sent(AT + PAUSES[0]) == Sent(told=1)
    assert sent(AT + 10 * DAY) == Sent()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["a@example.com"] * 2 + ["b@example.com"]


def test_records_that_cannot_be_written_stop_letters_before_they_go_out(
    subscribed, published, monkeypatch
) -> None:
    subscribed()
    published()

    def full(**facts):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(acts, "note_trying", full)
    for _ in range(3):
        with pytest.raises(OperationalError):
            sent()
    assert mail.outbox == []


def test_a_seal_that_does_not_open_holds_up_no_other(subscribed, published, caplog) -> None:
    broken = subscribed("a@example.com")
    subscribed("b@example.com")
    Subscription.objects.filter(pk=broken.pk).update(sealed_address=b"\1\1" + bytes(40))
    published()
    assert sent() == Sent(told=1, failed=1)
    assert "SealBroken" in caplog.text


def test_of_two_senders_at_once_one_waits_for_its_next_turn(subscribed, published) -> None:
    subscribed()
    published()
    with sending._sole_sender() as alone:
        assert alone
        assert sent() == Sent()
    assert sent() == Sent(told=1)


def test_a_confirmation_letter_says_what_to_do_and_that_one_may_do_nothing(node, town) -> None:
    acts.ask_to_subscribe(node=node, address="a@example.com", at=AT)
    assert sent() == Sent(invited=1)
    (letter,) = mail.outbox
    assert letter.subject == f"【清水区人民政府】请确认订阅：{town.short_name}“{node.title}”"
    for text in (letter.body, letter.alternatives[0][0]):
        for said in ("清水区人民政府", town.name, node.title, "48小时", "不用理会", "确认订阅"):
            assert said in text
        assert f"{product.BASE_URL}fuwu/dingyue/queren/" in text
    assert "List-Unsubscribe" not in letter.extra_headers


def test_a_refused_confirmation_letter_is_tried_again(server, node) -> None:
    server.refused = {"a@example.com"}
    acts.ask_to_subscribe(node=node, address="a@example.com", at=AT)
    assert sent() == Sent(failed=1)
    assert sent() == Sent()
    server.refused = set()
    assert sent(AT + PAUSES[0]) == Sent(invited=1)


@pytest.mark.parametrize("template", ["invitation", "news"])
def test_a_letter_has_no_picture_script_style_or_address_from_elsewhere(template: str) -> None:
    source = Path(get_template(f"portal/letters/{template}.html").origin.name).read_text()
    for word in ("<img", "<script", "style", "http"):
        assert word not in source
