"""Cases of an invented town brought into every state by the acts themselves, around the Friday of `moment`."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.applications import acts
from gongkai.applications.grounds import NOT_EXISTING, NOT_OURS, Grounds
from gongkai.applications.models import Application, Kind, State
from gongkai.applications.personal import Applicant

CHINA = ZoneInfo("Asia/Shanghai")
MONDAY, FRIDAY = date(2021, 3, 1), date(2021, 3, 5)
NOON = datetime(2021, 3, 5, 12, tzinfo=CHINA)
NAME, PHONE, IDENTITY, WANTED = "申某某甲", "0900-8123456", "110101190001010000", "某村补贴发放的秘密小纸条"
SECTION = "农业农村办公室"
WHO = Applicant(name=NAME, phone=PHONE, id_kind="居民身份证", id_number=IDENTITY)
_serial = count(1)


def application(organ: Any, **facts: Any) -> Application:
    """An application of Monday, unsaved."""
    made = {
        "number": f"白镇申〔2021〕{next(_serial)}号",
        "channel": "counter",
        "applicant_kind": "person",
        "received_on": MONDAY,
    }
    return Application(organ=organ, **(made | facts))


def registered(organ: Any, by: Any, *, at: datetime = NOON, **facts: Any) -> Application:
    """An application of Monday, in the register with who asked."""
    return acts.register(application=application(organ, **facts), applicant=WHO, request=WANTED, by=by, at=at)


# Facts with which each act is good on a case that is open for it.
FACTS: Mapping[str, dict[str, Any]] = {
    "confirm": {"confirmed": FRIDAY},
    "request_supplement": {"day": FRIDAY, "until": date(2021, 3, 20), "note": "请写明文号。"},
    "receive_supplement": {"day": FRIDAY},
    "consult_third_party": {"day": FRIDAY, "whom": Kind.THIRD_PARTY_CONSULTED},
    "consult_organ": {"day": FRIDAY, "whom": Kind.ORGAN_CONSULTED},
    "reply": {"day": FRIDAY, "party": "第三方1"},
    "extend": {"day": FRIDAY, "days": 10, "note": "需要查阅旧档案。"},
    "delay": {"day": FRIDAY, "until": date(2021, 6, 30), "note": "申请数量多。"},
    "notify_fee": {"day": FRIDAY, "amount": Decimal(300)},
    "pay": {"day": FRIDAY},
    "answer": {"day": FRIDAY, "posted": FRIDAY, "outcome": "granted"},
    "archive": {"day": FRIDAY},
    "hand_over": {"day": FRIDAY},
    "reopen": {"day": FRIDAY, "note": "行政复议：复〔2021〕1号"},
    "make_public": {"day": FRIDAY, "index_number": "BYZ/2021-00001"},
    "ask_section": {"day": FRIDAY, "section": SECTION, "until": date(2021, 3, 9), "note": "查找补贴名册。"},
    "section_reply": {"day": FRIDAY, "answering": SECTION},
    "split": {"day": FRIDAY, "parts": ["某村补贴发放名册", "某村道路工程合同"]},
    "transfer": {"day": FRIDAY, "note": "道路由柳树镇负责。"},
    "amend": {"applicant": WHO, "request": f"{WANTED}（补正）"},
}
CALLS: Mapping[str, Callable[..., Any]] = {
    "consult_third_party": acts.consult,
    "consult_organ": acts.consult,
} | {key: getattr(acts, key) for key in FACTS if not key.startswith("consult")}

# The acts that bring a fresh case into each state.
TO: Mapping[State, tuple[str, ...]] = {
    State.UNCONFIRMED: (),
    State.HANDLING: (),
    State.SUPPLEMENTING: ("request_supplement",),
    State.CONSULTING: ("consult_third_party",),
    State.AWAITING_FEE: ("notify_fee",),
    State.ANSWERED: ("answer",),
    State.ARCHIVED: ("answer", "archive"),
}


def do(key: str, case: Application, by: Any, *, at: datetime = NOON, **facts: Any) -> Any:
    """One act by its key, with good facts where none are given."""
    return CALLS[key](application=case, by=by, at=at, **(FACTS[key] | facts))


def in_state(state: State, organ: Any, by: Any) -> Application:
    """A fresh case in that state."""
    channel = "plain_letter" if state == State.UNCONFIRMED else "counter"
    case = registered(organ, by, channel=channel)
    for key in TO[state]:
        do(key, case, by)
    case.refresh_from_db()
    assert case.state == state
    return case


SEARCHED = Grounds(
    answer=NOT_EXISTING,
    searched_by="某经办",
    searched_in="公文系统",
    searched_for="补贴",
    searched_on=FRIDAY,
)
ELSEWHERE = Grounds(answer=NOT_OURS, right_organ="清水区自然资源局")
