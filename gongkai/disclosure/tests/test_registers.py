"""Registers: entered all or none, corrected, struck out and never deleted."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from gongkai.disclosure import acts, queries
from gongkai.disclosure.models import Charge, Decision, Matter, NormativeDocument, Procurement
from gongkai.disclosure.models.registers import Entry
from gongkai.disclosure.tests.entries import REGISTERS, bare, full
from gongkai.trail.models import Act
from gongkai.trail.tests.refusing import everything, refused

pytestmark = pytest.mark.django_db


def counted(entry: Entry) -> bool:
    """Whether the report would count the row."""
    organ = entry.organ
    rows = {
        NormativeDocument: lambda: queries.documents(organ, entry.kind),
        Matter: lambda: queries.matters(organ, entry.kind),
        Decision: lambda: queries.decisions(organ, entry.kind, 2021),
        Charge: lambda: queries.charges(organ, 2021),
        Procurement: lambda: queries.procurements(organ, 2021),
    }[type(entry)]()
    return entry in rows


@pytest.mark.parametrize("register", REGISTERS)
def test_a_row_is_entered_corrected_and_struck_with_its_trail(
    town: Any, editor: Any, moment: datetime, register: type[Entry]
) -> None:
    (entry,) = acts.enter(entries=[bare(register, town)], by=editor, at=moment)
    acts.enter(entries=[entry], by=editor, at=moment)
    assert counted(entry)
    acts.strike(entry=entry, by=editor, at=moment, reason="登错了")
    assert not counted(entry)
    stored = register.objects.get(pk=entry.pk)
    assert (stored.struck_at, stored.struck_reason) == (moment, "登错了")
    verbs = Act.objects.filter(subject_kind=register._meta.label_lower).values_list("verb", flat=True)
    assert list(verbs) == ["注销台账", "更正台账", "登记台账"]


def test_the_trail_keeps_what_was_entered(town: Any, editor: Any, moment: datetime) -> None:
    acts.enter(entries=[full(Charge, town)], by=editor, at=moment)
    kept = Act.objects.first().detail
    assert (kept["收费项目"], kept["金额（元）"], kept["备注"]) == (
        "城镇垃圾处理费",
        "999999999999.99",
        "0012",
    )


def test_fifty_rows_come_in_together(town: Any, editor: Any, moment: datetime) -> None:
    rows = [bare(Decision, town, number=f"白罚{n}号") for n in range(50)]
    acts.enter(entries=rows, by=editor, at=moment)
    assert queries.decisions(town, "penalty", 2021).count() == 50


@pytest.mark.parametrize(
    ("place", "fault"),
    [(49, {"matter": ""}), (0, {"kind": "charge"}), (25, {"number": "白罚3号"}), (30, {"decided_on": None})],
)
def test_one_bad_row_of_fifty_keeps_all_out_and_is_named(
    town: Any, editor: Any, moment: datetime, place: int, fault: dict[str, Any]
) -> None:
    facts: list[dict[str, Any]] = [{"number": f"白罚{n}号"} for n in range(50)]
    facts[place] |= fault
    before = everything()
    with pytest.raises(ValidationError) as caught:
        acts.enter(entries=[bare(Decision, town, **row) for row in facts], by=editor, at=moment)
    assert caught.value.gongkai_row == place
    assert everything() == before


@pytest.mark.parametrize("who", ["stranger", "nobody", "approver", "system"])
def test_only_an_editor_of_the_organ_writes_its_registers(
    request: pytest.FixtureRequest, town: Any, editor: Any, moment: datetime, who: str
) -> None:
    person = None if who == "system" else request.getfixturevalue(who)
    (entry,) = acts.enter(entries=[bare(Procurement, town)], by=editor, at=moment)
    for row in (entry, bare(Procurement, town, project="新的")):
        with refused("您没有白杨镇的信息员职责，不能登记台账。"):
            acts.enter(entries=[row], by=person, at=moment)
    with refused("您没有白杨镇的信息员职责，不能注销台账。"):
        acts.strike(entry=entry, by=person, at=moment, reason="理由")


def test_one_row_of_another_organ_keeps_all_out(
    town: Any, other_town: Any, editor: Any, moment: datetime
) -> None:
    with refused("您没有柳树镇的信息员职责，不能登记台账。"):
        acts.enter(entries=[bare(Matter, town), bare(Matter, other_town)], by=editor, at=moment)


def test_a_stranger_cannot_carry_a_row_over_to_their_own_organ(
    town: Any, other_town: Any, editor: Any, stranger: Any, moment: datetime
) -> None:
    (entry,) = acts.enter(entries=[bare(Matter, town)], by=editor, at=moment)
    entry.organ = other_town
    with refused("这条记录属于白杨镇，不能改到别的机关。"):
        acts.enter(entries=[entry], by=stranger, at=moment)
    with refused("您没有白杨镇的信息员职责，不能注销台账。"):
        acts.strike(entry=entry, by=stranger, at=moment, reason="理由")


def test_a_struck_row_is_neither_corrected_nor_struck_again_even_from_an_old_screen(
    town: Any, editor: Any, moment: datetime
) -> None:
    (entry,) = acts.enter(entries=[bare(Charge, town)], by=editor, at=moment)
    opened = Charge.objects.get(pk=entry.pk)
    acts.strike(entry=entry, by=editor, at=moment, reason="登错了")
    with refused("已注销的台账记录不能修改，请另行登记。"):
        acts.enter(entries=[opened], by=editor, at=moment)
    with refused("这条记录已经注销。"):
        acts.strike(entry=opened, by=editor, at=moment, reason="另一个理由")


@pytest.mark.parametrize(
    ("reason", "sentence"), [("", "注销要写明理由。"), (" ", "注销要写明理由。"), ("长" * 201, "最多200个字")]
)
def test_striking_needs_a_reason(
    town: Any, editor: Any, moment: datetime, reason: str, sentence: str
) -> None:
    (entry,) = acts.enter(entries=[bare(Charge, town)], by=editor, at=moment)
    with refused(sentence):
        acts.strike(entry=entry, by=editor, at=moment, reason=reason)


@pytest.mark.parametrize(
    ("register", "sentence"),
    [
        (NormativeDocument, "台账里已有这个文号的文件。"),
        (Matter, "清单里已有这一事项。"),
        (Decision, "台账里已有这个文号的决定。"),
        (Procurement, "台账里已有同一天成交的同名项目。"),
    ],
)
def test_a_row_counts_once_per_organ_until_it_is_struck(
    town: Any,
    other_town: Any,
    editor: Any,
    stranger: Any,
    moment: datetime,
    register: type[Entry],
    sentence: str,
) -> None:
    (entry,) = acts.enter(entries=[bare(register, town)], by=editor, at=moment)
    with refused(sentence):
        acts.enter(entries=[bare(register, town)], by=editor, at=moment)
    acts.enter(entries=[bare(register, other_town)], by=stranger, at=moment)
    acts.strike(entry=entry, by=editor, at=moment, reason="登错了")
    acts.enter(entries=[bare(register, town)], by=editor, at=moment)


@pytest.mark.parametrize(
    ("register", "facts", "sentence"),
    [
        (NormativeDocument, {"repealed_on": date(2021, 2, 28)}, "废止日期不能早于制发日期。"),
        (Matter, {"until": date(2021, 2, 28)}, "取消日期不能早于列入日期。"),
        (Charge, {"amount": Decimal("0")}, "0.01"),
        (Procurement, {"amount": Decimal("-1")}, "0.01"),
        (Procurement, {"amount": Decimal("1.005")}, "2"),
        (Procurement, {"amount": Decimal("1e12")}, "。"),
    ],
)
def test_a_row_that_cannot_stand_is_refused(
    town: Any, editor: Any, moment: datetime, register: type[Entry], facts: dict[str, Any], sentence: str
) -> None:
    with refused(sentence):
        acts.enter(entries=[bare(register, town, **facts)], by=editor, at=moment)
