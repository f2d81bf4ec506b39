"""文书 on the screens, in the Django client: from the page of the case to the number, as each person sees it."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.applications.letters.kinds import KINDS
from gongkai.applications.letters.tasks import letter_tasks
from gongkai.applications.letters.words import words_of
from gongkai.applications.models import Application, Letter, Stage
from gongkai.applications.tests import lettering
from gongkai.applications.tests.lettering import drafted, facts_for, handed_on, issued, passed
from gongkai.applications.tests.making import IDENTITY, NAME, PHONE, WANTED, do, registered
from gongkai.applications.tests.test_screens import desk, fresh, page_of, text
from gongkai.office.clock import now
from gongkai.trail.models import Act

pytestmark = pytest.mark.django_db
SECRETS = (NAME, PHONE, IDENTITY, WANTED)


def at(door: str, letter: Any) -> str:
    return reverse(f"applications_letter:{door}", args=[letter.pk])


def test_a_letter_goes_from_the_case_to_its_number_and_into_the_register(
    town: Any, officer: Any, approver: Any
) -> None:
    case = fresh(town, officer)
    clerk, chief = desk(officer), desk(approver)
    shown = clerk.get(page_of(case)).content.decode()
    draft = reverse("applications_letter:draft", args=[case.pk])
    assert f'href="{draft}"' in shown and f"{draft}?kind=receipt" in shown
    chosen = text(clerk.get(draft))
    assert "答复文书" in chosen and "部分公开（《政府信息公开条例》第三十七条）" in chosen
    form = clerk.get(draft, {"kind": "partial"})
    assert 'value="清水区人民政府"' in form.content.decode() and "印发以前要由审核人审查、签发。" in text(
        form
    )
    answer = clerk.post(draft, {"kind": "partial", **facts_for(KINDS["partial"], court="")}, follow=True)
    letter = Letter.objects.get()
    assert answer.redirect_chain[-1][0] == at("edit", letter)
    assert "“救济途径”还有没填的地方：管辖的人民法院" in text(answer)
    refused = clerk.post(at("edit", letter), {"ready": "1", **dict(words_of(letter).blocks)})
    assert "“救济途径”还有没填的地方" in text(refused)
    clerk.post(at("facts", letter), facts_for(KINDS["partial"]))
    letter.refresh_from_db()
    handed = clerk.post(at("edit", letter), {"ready": "1", **dict(words_of(letter).blocks)}, follow=True)
    assert "已保存，待审查。" in handed.content.decode()

    reading = chief.get(at("page", letter))
    assert all(said in text(reading) for said in (NAME, WANTED, "待审查", "审查通过", "退回修改"))
    digest = {"digest": reading.context["digest"]}
    assert "没有看清合法性的" in chief.post(at("check", letter), digest, follow=True).content.decode()
    ticked = {"lawful": "on", "not_secret": "on", "opinion": "合法，不涉密。"}
    chief.post(at("check", letter), digest | ticked)
    chief.post(at("sign", letter), digest)
    letter.refresh_from_db()
    assert (letter.stage, letter.opinion) == (Stage.SIGNED, "合法，不涉密。")

    went = clerk.post(at("issue", letter))
    assert went.url == f"{page_of(case, 'answer')}?letter={letter.pk}"
    filled = clerk.get(went.url).content.decode()
    assert '<option value="partial" selected>' in filled
    assert '<option value="《政府信息公开条例》第十五条" selected>' in filled
    assert "登记送达" in text(clerk.get(page_of(case)))
    day = now().date().isoformat()
    given = {
        name: value for name, value in facts_for(KINDS["partial"]).items() if name in ("ground", "reason")
    }
    clerk.post(went.url, given | {"outcome": "partial", "day": day, "posted": day})
    case.refresh_from_db()
    assert case.outcome == "partial"
    assert "登记送达" not in text(clerk.get(page_of(case)))


def test_the_page_of_the_case_opens_no_letter_and_names_nobody(
    case: Application, officer: Any, approver: Any
) -> None:
    letter = issued("partial", case.organ, officer, approver, case=case)
    looked = Act.objects.filter(verb="查看文书").count()
    for person in (officer, approver):
        shown = desk(person).get(page_of(case)).content.decode()
        assert letter.number in shown and at("page", letter) in shown
        assert not [secret for secret in SECRETS if secret in shown]
    listed = desk(officer).get(reverse("applications_letter:index"), {"show": "issued"}).content.decode()
    assert letter.number in listed and not [secret for secret in SECRETS if secret in listed]
    assert Act.objects.filter(verb="查看文书").count() == looked
    desk(approver).get(at("page", letter))
    assert Act.objects.filter(verb="查看文书").count() == looked + 1


def test_no_address_title_or_file_name_names_who_asked(
    case: Application, officer: Any, approver: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai.applications.views import lettersteps

    monkeypatch.setattr(lettersteps, "printed", lambda *_: b"%PDF")
    letter = issued("partial", case.organ, officer, approver, case=case)
    for door in ("page",):
        shown = desk(officer).get(at(door, letter)).content.decode()
        title = re.search(r"<title>(.*?)</title>", shown, re.DOTALL)
        assert title and not [secret for secret in SECRETS if secret in title[1]]
        assert not [
            secret
            for address in re.findall(r'href="([^"]*)"', shown)
            for secret in SECRETS
            if secret in address
        ]
    for ending, shown_as in (("pdf", "inline"), ("docx", "attachment")):
        answer = desk(officer).get(reverse("applications_letter:file", args=[letter.pk, ending]))
        assert answer["Content-Disposition"] == f'{shown_as}; filename="wenshu-{letter.pk}.{ending}"'
        assert "no-store" in answer["Cache-Control"]
    assert desk(officer).get(reverse("applications_letter:file", args=[letter.pk, "exe"])).status_code == 404


DOORS = ("page", "edit", "facts", "check", "return", "sign", "issue", "drop")


@pytest.mark.parametrize("who", ["editor", "stranger"])
def test_the_wrong_person_finds_no_letter(
    request: pytest.FixtureRequest, case: Application, officer: Any, who: str
) -> None:
    letter = handed_on(drafted("partial", case.organ, officer, case=case), officer)
    client, before = desk(request.getfixturevalue(who)), Act.objects.count()
    for door in DOORS:
        for answer in (client.get(at(door, letter)), client.post(at(door, letter), {"reason": "写错了字。"})):
            assert answer.status_code in (302, 403, 404, 405), door
            assert NAME not in answer.content.decode()
    assert client.get(reverse("applications_letter:file", args=[letter.pk, "pdf"])).status_code in (302, 404)
    assert client.post(
        reverse("applications_letter:draft", args=[case.pk]), {"kind": "receipt"}
    ).status_code in (302, 404)
    assert Act.objects.count() == before
    letter.refresh_from_db()
    assert letter.stage == Stage.DRAFT


def test_a_stranger_sees_none_in_the_list_and_an_editor_no_list(
    case: Application, officer: Any, stranger: Any, editor: Any
) -> None:
    handed_on(drafted("partial", case.organ, officer, case=case), officer)
    assert case.number not in desk(stranger).get(reverse("applications_letter:index")).content.decode()
    assert desk(editor).get(reverse("applications_letter:index")).status_code in (302, 403)


def test_an_approver_changes_nothing_and_an_officer_passes_nothing(
    case: Application, officer: Any, approver: Any
) -> None:
    letter = handed_on(drafted("partial", case.organ, officer, case=case), officer)
    chief, clerk = desk(approver), desk(officer)
    for door in ("edit", "facts"):
        assert chief.get(at(door, letter)).status_code in (302, 403)
        assert chief.post(at(door, letter), {"reason": "改"}).status_code in (302, 403)
    shown = text(chief.get(at("page", letter)))
    assert "修改正文" not in shown and "作废" not in shown
    assert "只有本机关的审核人可以“签发”" in clerk.post(at("sign", letter), follow=True).content.decode()
    assert "审查通过" not in text(clerk.get(at("page", letter)))


def test_the_first_page_says_which_letters_wait_for_whom(
    case: Application, officer: Any, approver: Any, editor: Any
) -> None:
    def lines(person: Any) -> dict[str, int]:
        return {task.label: task.count for task in letter_tasks(person)}

    town = case.organ
    handed_on(drafted("partial", town, officer, case=case), officer)
    handed_on(drafted("supplement", town, officer), officer)
    handed_on(drafted("receipt", town, officer), officer)
    drafted("granted", town, officer)
    passed(handed_on(drafted("granted", town, officer), officer), approver)
    returned = handed_on(drafted("granted", town, officer), officer)
    lettering.acts.return_letter(letter=returned, reason="理由不清楚。", by=approver, at=lettering.NOON)
    assert lines(approver) == {"件文书待审查": 1, "件文书待签发": 1}
    assert lines(officer) == {"件文书待印发": 2, "件文书被退回，待修改": 1}
    assert lines(editor) == {}
    for task in [*letter_tasks(approver), *letter_tasks(officer)]:
        answer = desk(approver).get(task.address)
        assert answer.status_code == 200 and len(answer.context["letters"]) == task.count


def test_a_letter_sent_back_shows_why_and_the_writer_starts_from_it(
    case: Application, officer: Any, approver: Any
) -> None:
    letter = handed_on(drafted("partial", case.organ, officer, case=case), officer)
    chief = desk(approver)
    assert "退回的理由：" in chief.post(at("return", letter), {"reason": ""}, follow=True).content.decode()
    chief.post(at("return", letter), {"reason": "理由写得太笼统。"})
    shown = text(desk(officer).get(at("page", letter)))
    assert "已退回，待修改" in shown and "退回的理由：理由写得太笼统。（沈核准" in shown


def test_whoever_wrote_it_reads_why_it_is_another_ones_to_pass(
    case: Application, officer: Any, approver: Any
) -> None:
    from gongkai.applications.tests.test_letter_chain import appointed
    from gongkai.organs.models import Role

    both = appointed("jianzhi", case.organ, Role.OFFICER, Role.APPROVER)
    letter = handed_on(drafted("partial", case.organ, both, case=case), both)
    shown = text(desk(both).get(at("page", letter)))
    assert "请由本机关其他审核人办理" in shown and "审查通过" not in shown


@pytest.mark.parametrize(
    "form",
    [
        {"kind": "partial", "ground": "《不存在的法》第一条"},
        {"kind": "supplement", "until": "2021-02-30"},
        {"kind": "extension", "days": "99"},
        {"kind": "fee", "amount": "许多"},
        {"kind": "partial", "reason": "长" * 2000},
        {"kind": "partial", "given": "有\0空"},
    ],
)
def test_a_bad_form_comes_back_with_what_is_wrong(
    case: Application, officer: Any, form: dict[str, str]
) -> None:
    answer = desk(officer).post(reverse("applications_letter:draft", args=[case.pk]), form)
    assert answer.status_code == 200 and "office-fault" in answer.content.decode()
    assert not Letter.objects.exists()


def test_strange_questions_are_answered_calmly(case: Application, officer: Any) -> None:
    client, index = desk(officer), reverse("applications_letter:index")
    for query in ({"show": "x"}, {"show": "\0"}, {"page": "99"}, {"page": "x"}):
        assert client.get(index, query).status_code == 200
    draft = reverse("applications_letter:draft", args=[case.pk])
    assert client.get(draft, {"kind": "没有"}).status_code == 200
    assert client.get(f"{page_of(case, 'answer')}?letter=x").status_code == 200


def test_a_broken_seal_is_said_on_the_page_of_the_case(case: Application, officer: Any) -> None:
    letter = drafted("partial", case.organ, officer, case=case)
    Letter.objects.filter(pk=letter.pk).update(sealed_words=b"\x01\x01" + b"x" * 40)
    for door in ("page", "edit", "facts"):
        answer = desk(officer).get(at(door, letter), follow=True)
        assert answer.redirect_chain[-1][0] == page_of(case) and "打不开" in answer.content.decode()


def test_a_letter_of_a_case_that_went_to_another_organ_goes_with_it(
    case: Application, officer: Any, approver: Any, stranger: Any, other_town: Any
) -> None:
    letter = drafted("receipt", case.organ, officer, case=case)
    Application.objects.filter(pk=case.pk).update(organ=other_town)
    assert desk(officer).get(at("page", letter)).status_code == 404
    assert "更正受理机关以前" in desk(stranger).post(at("issue", letter), follow=True).content.decode()


def test_an_answered_case_proposes_the_letter_of_its_answer(
    case: Application, officer: Any, approver: Any
) -> None:
    do("answer", case, officer)
    shown = desk(officer).get(page_of(case)).content.decode()
    draft = reverse("applications_letter:draft", args=[case.pk])
    assert f"{draft}?kind=granted" in shown and f"{draft}?kind=partial" not in shown
    other = registered(case.organ, officer)
    assert Client().get(reverse("applications_letter:draft", args=[other.pk])).status_code == 302
