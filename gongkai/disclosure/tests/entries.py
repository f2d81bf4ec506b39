"""A row of every register (台账), with every field filled in."""

from datetime import date
from decimal import Decimal
from typing import Any

from gongkai.disclosure.models import Charge, Decision, Matter, NormativeDocument, Procurement
from gongkai.disclosure.models.registers import Entry
from gongkai.organs.models import Organ

DAY = date(2021, 3, 1)
FULL: dict[type[Entry], dict[str, Any]] = {
    NormativeDocument: {
        "kind": "rule",
        "title": "白杨镇饮水安全管理办法",
        "document_number": "白镇规〔2021〕1号",
        "issued_on": DAY,
        "disclosed_on": date(2021, 3, 4),
        "repealed_on": date(2021, 12, 31),
        "repealed_by": "白镇规〔2021〕9号",
    },
    Matter: {
        "kind": "charge",
        "name": "城镇垃圾处理费",
        "basis": "有关规定，第“三”条",
        "since": DAY,
        "until": date(2021, 6, 30),
    },
    Decision: {
        "kind": "penalty",
        "matter": "乱倒垃圾",
        "number": "白罚〔2021〕第3号",
        "decided_on": DAY,
        "summary": "=1+1 不是公式",
    },
    Charge: {
        "matter": "城镇垃圾处理费",
        "collected_on": DAY,
        "amount": Decimal("999999999999.99"),
        "note": "0012",
    },
    Procurement: {
        "project": "办公桌椅",
        "contracted_on": DAY,
        "amount": Decimal("0.01"),
        "method": "询价",
        "supplier": "（甲）公司",
    },
}
REGISTERS = list(FULL)


def bare(register: type[Entry], organ: Organ, **facts: Any) -> Entry:
    """A row with nothing but what it must have."""
    needed = {
        name: value for name, value in FULL[register].items() if not register._meta.get_field(name).blank
    }
    return register(organ=organ, **(needed | facts))


def full(register: type[Entry], organ: Organ, **facts: Any) -> Entry:
    """A row with everything filled in."""
    return register(organ=organ, **(FULL[register] | facts))
