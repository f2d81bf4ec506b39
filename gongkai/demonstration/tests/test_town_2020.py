"""崆峒镇 in 2020: what its published annual report says must come out of the records."""

from decimal import Decimal

from gongkai.demonstration.days import CHINA
from gongkai.demonstration.district import district

TOWN, YEAR = "kongtong-zhen", 2020


def published_items():
    return [
        item
        for item in district().items
        if item.organ == TOWN and item.published_at.astimezone(CHINA).year == YEAR
    ]


def test_the_town_published_exactly_220_items():
    assert len(published_items()) == 220


def test_it_made_nine_procurements_for_172425_yuan():
    bought = [p for p in district().procurements if p.organ == TOWN and p.contracted_on.year == YEAR]
    assert len(bought) == 9
    assert sum(p.amount for p in bought) == Decimal("172425.00")


def test_each_of_the_nine_was_announced_with_its_amount():
    bought = [p for p in district().procurements if p.organ == TOWN and p.contracted_on.year == YEAR]
    announced = [item for item in published_items() if item.duty == "20-9"]
    assert len(announced) == 9
    for procurement in bought:
        assert any(
            procurement.project in item.title and f"{procurement.amount:.2f}元" in item.body
            for item in announced
        )


def test_its_registers_were_empty_until_the_year_was_over():
    everything = district()
    assert not [n for n in everything.normatives if n.organ == TOWN and n.issued_on.year <= YEAR]
    assert not [m for m in everything.matters if m.organ == TOWN and m.since.year <= YEAR]
    assert not [d for d in everything.decisions if d.organ == TOWN and d.decided_on.year <= YEAR]
    assert not [c for c in everything.charges if c.organ == TOWN and c.collected_on.year <= YEAR]


def test_nobody_applied_and_nothing_was_carried_in_or_out():
    touching = [
        a
        for a in district().applications
        if a.organ == TOWN
        and a.received_on.year <= YEAR
        and (a.answered_on is None or a.answered_on.year >= YEAR)
    ]
    assert touching == []


def test_there_was_no_remedy():
    assert not [r for r in district().remedies if r.organ == TOWN and r.filed_on.year <= YEAR]


def test_its_narrative_quotes_the_numbers_by_name_and_never_types_them():
    words = next(n for n in district().narratives if (n.organ, n.year) == (TOWN, YEAR))
    text = "".join(words.parts.values())
    assert "{{主动公开条数}}" in text and "{{采购金额}}" in text
    assert "220" not in text and "172425" not in text
