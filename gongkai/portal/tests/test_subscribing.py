"""订阅栏目: asking, confirming and leaving through the doors, as readers, scanners and attackers do."""

import logging
import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings as product
from django.core import mail
from django.test import Client
from lxml import html

from gongkai.disclosure.models import CatalogueNode
from gongkai.office.clock import now
from gongkai.portal.acts.subscriptions import LINK_LASTS, MOST_WAITING
from gongkai.portal.addresses import mark_of
from gongkai.portal.doors import limits, subscribing
from gongkai.portal.letters import send_letters
from gongkai.portal.links import confirming_url, leaving_url
from gongkai.portal.models import Subscription
from gongkai.portal.tests.records import everything_stored

ADDRESS = "wenguizhen1957@example.com"
LINK = re.compile(r"https?://\S+/fuwu/dingyue/(?:queren|tuiding)/\S+/")


@pytest.fixture(autouse=True)
def mailing(settings, db) -> None:
    """A mail server is configured; nobody has knocked yet."""
    settings.MAIL_FROM = "gongkai@example.gov.cn"
    limits.forget_everyone()


@pytest.fixture
def node(town) -> CatalogueNode:
    return CatalogueNode.objects.get(organ=town, code="20-15")


@pytest.fixture
def other_node(town) -> CatalogueNode:
    return CatalogueNode.objects.get(organ=town, code="20-1")


def door(node: CatalogueNode) -> str:
    return f"{product.PUBLIC_PATH}fuwu/dingyue/{node.organ.slug}/{node.slug}/"


def ask(node: CatalogueNode, address: str = ADDRESS):
    return Client().post(door(node), {"address": address})


def path_of(url: str) -> str:
    return urlsplit(url).path


def letters(at=None) -> list[str]:
    """The bodies of the letters that are sent now."""
    before = len(mail.outbox)
    send_letters(at=at or now())
    return [letter.body for letter in mail.outbox[before:]]


@pytest.fixture
def asked(node) -> Subscription:
    ask(node)
    return Subscription.objects.get()


@pytest.fixture
def confirmed(asked) -> Subscription:
    Client().post(path_of(confirming_url(asked, now())))
    asked.refresh_from_db()
    return asked


def test_a_reader_asks_confirms_by_the_button_and_leaves(node, town) -> None:
    client = Client(enforce_csrf_checks=True)
    form = html.fromstring(client.get(door(node)).content.decode()).get_element_by_id("address").getparent()
    fields = dict(form.getparent().form_values()) | {"address": ADDRESS}
    answer = client.post(door(node), fields)
    assert answer.status_code == 200 and "请到邮箱确认" in answer.content.decode()

    (letter,) = letters()
    (link,) = LINK.findall(letter)
    reader = Client(enforce_csrf_checks=True)  # opens the letter elsewhere: another browser, no cookie
    assert "确认订阅</button>" in reader.get(path_of(link)).content.decode()
    assert "已经订阅" in reader.post(path_of(link)).content.decode()
    held = Subscription.objects.get()
    assert held.node == node and held.confirmed_at is not None

    leaving = path_of(leaving_url(held))
    assert "退订</button>" in reader.get(leaving).content.decode()
    assert "已经退订" in reader.post(leaving).content.decode()
    assert not Subscription.objects.exists()


def test_the_page_names_the_column_the_feed_and_what_is_kept_for_what(node, town, settings) -> None:
    page = Client().get(door(node)).content.decode()
    assert f"订阅“{node.title}”" in page and town.name in page
    assert f'href="../../../../{town.slug}/{node.slug}/feed.atom"' in page
    assert f"{settings.BASE_URL}{town.slug}/{node.slug}/feed.atom" in page
    consent = html.fromstring(page).get_element_by_id("consent").text_content()
    for said in ("加密保存", "只用来寄送", "一键退订", "立即删除", "48小时"):
        assert said in consent
    field = html.fromstring(page).get_element_by_id("address")
    assert field.get("autocomplete") == "email" and "consent" in field.get("aria-describedby")
    assert html.fromstring(page).xpath('//label[@for="address"]')


def test_without_a_mail_server_there_is_the_feed_and_no_form(node, settings) -> None:
    settings.MAIL_FROM = ""
    answer = Client().get(door(node))
    assert "feed.atom" in answer.content.decode() and "电子邮箱" not in answer.content.decode()
    assert not answer.cookies
    assert "电子邮箱" not in ask(node).content.decode()
    assert not Subscription.objects.exists()


def test_a_forged_form_of_another_site_is_refused(node) -> None:
    answer = Client(enforce_csrf_checks=True).post(door(node), {"address": ADDRESS})
    assert answer.status_code == 403
    assert not Subscription.objects.exists()


def test_an_unknown_column_is_not_found_politely(town, other_town) -> None:
    for path in (f"{town.slug}/meiyou/", "meiyou/fdzdgk/", "queren/abc/", "queren/1/", "tuiding/9-9.x/"):
        answer = Client().get(f"{product.PUBLIC_PATH}fuwu/dingyue/{path}")
        assert answer.status_code == 404
        assert "首页" in answer.content.decode() and "后台" not in answer.content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_no_other_method_is_answered(node, asked, method: str) -> None:
    for path in (door(node), path_of(confirming_url(asked, now())), path_of(leaving_url(asked))):
        assert getattr(Client(), method)(path).status_code == 405
    assert Subscription.objects.get().confirmed_at is None


@pytest.mark.parametrize(
    "typed", ["", "zhangsan", "a@b.com\nBcc: c@d.com", "a@b.com,c@d.com", "<script>@b.com"]
)
def test_a_wrong_address_is_told_beside_its_field_and_nothing_is_kept(node, typed: str) -> None:
    answer = ask(node, typed)
    page = html.fromstring(answer.content.decode())
    assert answer.status_code == 400
    assert "请填写" in page.get_element_by_id("wrong").text_content()
    assert page.get_element_by_id("address").get("aria-invalid") == "true"
    assert b"<script>@" not in answer.content
    assert not Subscription.objects.exists()


def test_a_huge_address_is_not_thrown_back(node) -> None:
    assert len(ask(node, "a" * 1_000_000).content) < 20_000


def test_the_answer_is_the_same_whether_an_address_is_known_or_not(node, confirmed) -> None:
    known = ask(node)
    assert ask(node, "lisi@example.com").content == known.content
    assert known.status_code == 200
    limits.forget_everyone()
    assert ask(node, "lisi@example.com").content == known.content
    assert len(letters()) == 1, "已经订阅的不再寄确认信"


def test_asking_again_within_the_hour_sends_no_second_letter(node, asked) -> None:
    assert len(letters()) == 1
    ask(node)
    ask(node, ADDRESS.upper())
    assert letters() == []
    assert Subscription.objects.count() == 1


def test_asking_again_after_an_hour_sends_another(node, asked) -> None:
    letters()
    hour = timedelta(hours=1, seconds=1)
    Subscription.objects.update(asked_at=now() - hour, invited_at=now() - hour)
    assert letters() == []
    ask(node)
    assert len(letters()) == 1
    assert letters() == []


def test_several_columns_of_one_address_come_in_one_letter_an_hour(node, other_node, asked) -> None:
    ask(other_node)
    (letter,) = letters()
    assert len(LINK.findall(letter)) == 2
    assert node.title in letter and other_node.title in letter
    third = CatalogueNode.objects.get(organ=node.organ, code="all")
    ask(third)
    assert letters() == [], "同一个邮箱一小时最多一封"
    assert len(letters(now() + timedelta(hours=1, seconds=5))) == 1


def test_opening_the_link_as_a_scanner_does_confirms_nothing(asked) -> None:
    link = path_of(confirming_url(asked, now()))
    for method in ("get", "head", "get"):
        assert getattr(Client(), method)(link).status_code == 200
    asked.refresh_from_db()
    assert asked.confirmed_at is None


def test_opening_the_link_to_leave_ends_nothing(confirmed) -> None:
    for method in ("get", "head"):
        assert getattr(Client(), method)(path_of(leaving_url(confirmed))).status_code == 200
    assert Subscription.objects.exists()


def test_one_click_leaves_without_cookies_as_a_mail_program_does(confirmed) -> None:
    """RFC 8058: a POST with `List-Unsubscribe=One-Click`, no cookie, no referrer, no further question."""
    click = Client(enforce_csrf_checks=True).post(
        path_of(leaving_url(confirmed)), {"List-Unsubscribe": "One-Click"}
    )
    assert click.status_code == 200 and not click.cookies
    assert not Subscription.objects.exists()
    again = Client().post(path_of(leaving_url(confirmed)))
    assert again.status_code == 404 and "可能已经退订" in again.content.decode()


def test_confirming_twice_is_one_confirmation(asked) -> None:
    link = path_of(confirming_url(asked, now()))
    assert Client().post(link).status_code == 200
    first = Subscription.objects.get().confirmed_at
    assert "已经订阅" in Client().post(link).content.decode()
    assert "已经订阅" in Client().get(link).content.decode()
    assert Subscription.objects.get().confirmed_at == first


def test_a_link_dies_after_48_hours(asked, monkeypatch) -> None:
    link = path_of(confirming_url(asked, now()))
    later = now() + LINK_LASTS
    monkeypatch.setattr(subscribing, "now", lambda: later - timedelta(seconds=5))
    assert Client().get(link).status_code == 200
    monkeypatch.setattr(subscribing, "now", lambda: later + timedelta(seconds=5))
    for method in ("get", "post"):
        answer = getattr(Client(), method)(link)
        assert answer.status_code == 404 and "48小时" in answer.content.decode()
    assert Subscription.objects.get().confirmed_at is None


def test_what_nobody_confirmed_is_forgotten_after_48_hours_and_what_is_confirmed_stays(
    node, other_node, asked
) -> None:
    ask(other_node, "lisi@example.com")
    Subscription.objects.filter(node=other_node).update(confirmed_at=now())
    letters(now() + LINK_LASTS - timedelta(minutes=1))
    assert Subscription.objects.count() == 2
    letters(now() + LINK_LASTS + timedelta(minutes=1))
    assert Subscription.objects.get().node == other_node


def test_a_link_that_was_changed_opens_nothing(node, other_node, asked) -> None:
    ask(other_node, "lisi@example.com")
    other = Subscription.objects.get(node=other_node)
    at = now()
    good = confirming_url(asked, at)
    token = good.rstrip("/").rpartition("/")[2]
    number, _, rest = token.partition("-")
    moment, _, signature = rest.partition(".")
    forged = [
        f"{other.pk}-{rest}",  # somebody else's number
        f"{number}-{int(moment) + 3600}.{signature}",  # a longer life
        f"{number}-{moment}.{signature[:-1]}",
        f"{number}-{moment}.{signature[:-1]}{'A' if signature[-1] != 'A' else 'B'}",
        f"{number}-{moment}",
        f"{number}-{moment}.",
        f"{number}-.{signature}",
        f"{number}",
        f"{number}.{signature}",
        f"0{token}",
        f"{'9' * 400}-{rest}",
        f"{number}-{rest}{'x' * 10_000}",
        f"１-{rest}",
        leaving_url(asked).rstrip("/").rpartition("/")[2],  # good to leave with, not to confirm
        confirming_url(other, at).rstrip("/").rpartition("/")[2].replace(f"{other.pk}-", f"{asked.pk}-", 1),
    ]
    for wrong in forged:
        for method in ("get", "post"):
            answer = getattr(Client(), method)(path_of(good).replace(token, wrong))
            assert answer.status_code == 404, wrong
        limits.forget_everyone()
    assert not Subscription.objects.filter(confirmed_at__isnull=False).exists()
    assert Client().post(path_of(good).replace("queren", "tuiding")).status_code == 404
    assert Subscription.objects.count() == 2
    assert Client().post(path_of(good)).status_code == 200


def test_a_link_of_another_column_or_of_a_number_given_anew_opens_nothing(other_node, asked) -> None:
    confirming, leaving = path_of(confirming_url(asked, now())), path_of(leaving_url(asked))
    Subscription.objects.filter(pk=asked.pk).update(node=other_node)
    assert Client().post(confirming).status_code == Client().post(leaving).status_code == 404
    Subscription.objects.filter(pk=asked.pk).update(node=asked.node, address_mark=mark_of("lisi@example.com"))
    assert Client().post(confirming).status_code == Client().post(leaving).status_code == 404
    assert Subscription.objects.get().confirmed_at is None


def test_a_link_of_another_installation_opens_nothing(asked, settings) -> None:
    link = path_of(confirming_url(asked, now()))
    settings.SECRET_KEY = "another"
    assert Client().post(link).status_code == 404


def test_one_who_subscribes_is_told_of_what_comes_after_the_confirmation(node, published) -> None:
    for title in ("甲", "乙"):
        published(title)
    ask(node)
    held = Subscription.objects.get()
    published("丙")
    Client().post(path_of(confirming_url(held, now())))
    assert Subscription.objects.get().told == 3


def test_too_many_that_wait_are_refused_alike_for_everybody(node, confirmed) -> None:
    Subscription.objects.bulk_create(
        Subscription(node=node, sealed_address=b"", address_mark=str(number), asked_at=now())
        for number in range(MOST_WAITING)
    )
    answers = [ask(node, address) for address in (ADDRESS, "lisi@example.com")]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert all("现在申请订阅的人太多" in answer.content.decode() for answer in answers)
    assert Subscription.objects.count() == MOST_WAITING + 1


def test_one_reader_cannot_ask_for_many(node) -> None:
    answers = [ask(node, f"a{number}@example.com").status_code for number in range(12)]
    assert answers[:6] == [200] * 6 and set(answers[6:]) == {429}
    assert Subscription.objects.count() == 6
    assert Client(REMOTE_ADDR="198.51.100.9").post(door(node), {"address": ADDRESS}).status_code == 200


def test_the_pages_behind_links_are_kept_by_nobody_and_told_to_nobody(asked) -> None:
    for link in (confirming_url(asked, now()), leaving_url(asked)):
        answer = Client().get(path_of(link))
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["Cache-Control"] == "no-store" and "noindex" in answer["X-Robots-Tag"]
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        assert ADDRESS not in answer.content.decode() and not answer.cookies


def test_the_address_stands_in_no_record_no_link_and_no_log(node, published, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    ask(node)
    (letter,) = letters()
    held = Subscription.objects.get()
    Client().post(path_of(LINK.findall(letter)[0]))
    published("新的通知")
    letters()
    assert len(mail.outbox) == 2 and all(sent.to == [ADDRESS] for sent in mail.outbox)
    kept = everything_stored() + caplog.text + "".join(sent.body for sent in mail.outbox)
    assert "portal_subscription" in kept and "新的通知" in kept
    for trace in (ADDRESS, "wenguizhen"):
        assert trace not in kept
    Client().post(path_of(leaving_url(held)))
    assert held.address_mark not in everything_stored()
