"""Registers, applications and remedies: dates that can be, numbers given once, variety."""

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal

from chinese_calendar import is_workday

from gongkai.demonstration.days import FIRST, LAST
from gongkai.demonstration.district import district
from gongkai.demonstration.registers import decided
from gongkai.law.outcomes import APPLICANT_KINDS, OUTCOMES

TOWN = "kongtong-zhen"


def test_every_decision_stands_on_a_matter_that_was_on_the_list_that_day():
    matters = {(m.organ, m.name): m for m in district().matters}
    for decision in district().decisions:
        matter = matters[decision.organ, decision.matter]
        assert matter.kind == decision.kind
        assert matter.since <= decision.decided_on <= (matter.until or LAST), decision.number
        assert is_workday(decision.decided_on)


def test_decision_numbers_are_given_once():
    numbers = Counter((d.organ, d.number) for d in district().decisions)
    assert max(numbers.values()) == 1


def test_charges_are_collected_for_matters_on_the_list():
    charges = {(m.organ, m.name): m for m in district().matters if m.kind == "charge"}
    for charge in district().charges:
        assert charges[charge.organ, charge.matter].since <= charge.collected_on <= LAST
        assert charge.amount > 0 and charge.amount == charge.amount.quantize(Decimal("0.01"))


def test_the_town_has_every_kind_of_decision_after_2020():
    kinds = {d.kind for d in district().decisions if d.organ == TOWN}
    assert kinds == {"permit", "service", "penalty", "coercion"}


def test_normative_documents_are_items_too_and_some_were_repealed():
    items = {(i.organ, i.document_number): i for i in district().items if i.document_number}
    for row in district().normatives:
        item = items[row.organ, row.document_number]
        assert item.title == row.title
        assert row.issued_on <= row.disclosed_on == item.published_at.date()
        assert row.repealed_on is None or row.repealed_on > row.issued_on
    town = [row for row in district().normatives if row.organ == TOWN]
    assert len(town) >= 5
    assert {row.repealed_on is None for row in town} == {True, False}


def test_a_disclosure_of_enforcement_quotes_the_register():
    item = next(
        i for i in district().items if i.title == "崆峒镇2023年前十个月行政许可、行政处罚、行政强制情况公示"
    )
    counted = decided(district().decisions, TOWN, 2023, item.formed_on)
    assert f"行政许可决定{counted['许可件数']}件" in item.body
    assert counted["许可件数"] > 0


def test_every_procurement_has_one_announcement():
    announced = Counter(i.organ for i in district().items if i.family == "采购结果公告")
    assert announced == Counter(p.organ for p in district().procurements)


def test_applications_are_answered_within_the_extended_term_and_open_ones_are_recent():
    for application in district().applications:
        assert FIRST <= application.received_on <= LAST and is_workday(application.received_on)
        assert (application.outcome is None) == (application.answered_on is None)
        if application.answered_on:
            assert application.received_on < application.answered_on <= LAST
            waited = (application.answered_on - application.received_on).days
            days = (application.received_on + timedelta(days=n) for n in range(1, waited + 1))
            assert sum(map(is_workday, days)) <= 40
        else:
            assert application.received_on >= date(2026, 9, 1)


def test_applications_vary_in_outcome_channel_and_applicant():
    closed = {a.outcome for a in district().applications if a.outcome}
    assert closed <= set(OUTCOMES)
    assert len(closed) >= 15
    assert {a.applicant_kind for a in district().applications} == set(APPLICANT_KINDS)
    assert {a.channel for a in district().applications} == {"counter", "post", "online", "fax"}


def test_the_kinds_of_other_handling_wait_for_the_format_that_has_them():
    early = [a.outcome for a in district().applications if a.answered_on and a.answered_on.year < 2021]
    assert not {"other1", "other2"} & set(early)


def test_application_numbers_are_given_once_and_some_cross_the_year():
    numbers = Counter((a.organ, a.number) for a in district().applications)
    assert max(numbers.values()) == 1
    crossing = [
        a for a in district().applications if a.answered_on and a.answered_on.year > a.received_on.year
    ]
    assert {a.organ for a in crossing} >= {TOWN, "kongtong-qu"}


def test_remedies_are_decided_after_they_are_filed():
    for remedy in district().remedies:
        assert remedy.route in {"review", "direct", "after_review"}
        assert (remedy.result is None) == (remedy.decided_on is None)
        assert remedy.decided_on is None or remedy.filed_on < remedy.decided_on <= LAST


def test_refusals_from_2024_on_went_to_review_before_court():
    assert not [r for r in district().remedies if r.route == "direct" and r.filed_on.year >= 2024]
