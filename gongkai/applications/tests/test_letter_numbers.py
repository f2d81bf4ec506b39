"""文号 and the day of a letter: counted by organ, series and year, given at issue, never twice, never to a dropped draft."""

from typing import Any

import pytest

from gongkai.applications import acts
from gongkai.applications.acts import issuing
from gongkai.applications.letters.kinds import KINDS
from gongkai.applications.letters.numbering import series_of
from gongkai.applications.letters.words import words_of
from gongkai.applications.models import Application
from gongkai.applications.tests.lettering import drafted, facts_for, handed_on, issued, passed
from gongkai.applications.tests.making import NOON, registered
from gongkai.organs.models import Organ
from gongkai.trail.tests.refusing import refused

pytestmark = pytest.mark.django_db


def test_a_dropped_draft_takes_no_number(town: Any, officer: Any, approver: Any) -> None:
    first = handed_on(drafted("receipt", town, officer), officer)
    dropped = acts.drop_letter(letter=first, by=officer, at=NOON)
    assert (dropped.number, dropped.serial) == ("", None)
    with refused("这份文书已作废，不能再印发。"):
        acts.issue_letter(letter=dropped, by=officer, at=NOON)
    assert issued("receipt", town, officer, approver).serial == 1


def test_whoever_loses_a_race_for_a_number_takes_the_next(
    town: Any, officer: Any, approver: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = issued("receipt", town, officer, approver)
    seen = iter([first.serial, first.serial, 2])
    monkeypatch.setattr(issuing, "next_serial", lambda *_: next(seen))
    codes = iter([first.code, "A" * 12, "B" * 12])
    monkeypatch.setattr(issuing, "new_code", lambda: next(codes))
    second = issued("receipt", town, officer, approver)
    assert (second.number, second.code) == ("白镇公开告〔2021〕2号", "B" * 12)
    assert words_of(second).number == second.number
    monkeypatch.setattr(issuing, "next_serial", lambda *_: 1)
    monkeypatch.setattr(issuing, "new_code", lambda: "C" * 12)
    waiting = handed_on(drafted("receipt", town, officer), officer)
    with refused("没有编上文号，请稍后再试。"):
        acts.issue_letter(letter=waiting, by=officer, at=NOON)


def test_the_number_follows_the_organ_the_series_and_the_year_of_signing(
    town: Any, officer: Any, approver: Any
) -> None:
    assert issued("receipt", town, officer, approver).number == "白镇公开告〔2021〕1号"
    assert issued("granted", town, officer, approver).number == "白镇公开复〔2021〕1号"
    letter = passed(handed_on(drafted("granted", town, officer), officer), approver)
    late = acts.issue_letter(letter=letter, by=officer, at=NOON.replace(year=2022, month=1, day=4))
    assert (late.number, late.dated) == ("白镇公开复〔2021〕2号", NOON.date())


def test_a_refusal_signed_before_2024_and_sent_after_is_made_anew(
    town: Any, officer: Any, approver: Any
) -> None:
    last = NOON.replace(year=2023, month=12, day=29)
    case = registered(town, officer, at=last, received_on=last.date())
    facts = facts_for(KINDS["deny5"])
    letter = acts.draft_letter(application=case, kind="deny5", facts=facts, by=officer, at=last)
    letter = acts.rewrite_letter(letter=letter, ready=True, by=officer, at=last)
    letter = passed(letter, approver, at=last)
    with refused("“救济途径”与2024年1月2日适用的法律不一致，请点“重新生成”"):
        acts.issue_letter(letter=letter, by=officer, at=last.replace(year=2024, month=1, day=2))
    assert acts.issue_letter(letter=letter, by=officer, at=last).dated == last.date()


@pytest.mark.parametrize(
    ("prefix", "number", "series"),
    [
        ("白镇发", "白杨依申〔2021〕1号", "白镇公开复"),
        ("白政办发", "1", "白公开复"),
        ("", "崆镇依申〔2021〕1号", "崆镇公开复"),
        ("", "崆镇依申请公开申〔2021〕1号", "崆镇公开复"),
        ("", "申〔2021〕1号", "白杨镇公开复"),
        ("", "2021-1", "白杨镇公开复"),
    ],
)
def test_the_series_begins_with_the_organs_own_word(prefix: str, number: str, series: str) -> None:
    organ = Organ(short_name="白杨镇", document_prefix=prefix)
    assert series_of(KINDS["granted"], Application(organ=organ, number=number)) == series
