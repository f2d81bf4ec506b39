"""Letters of an invented town: cases in the state that each kind asks for, and letters brought to each stage."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from gongkai.applications import acts
from gongkai.applications.acts.keeping import entered
from gongkai.applications.letters.kinds import KINDS, LetterKind
from gongkai.applications.letters.reasoning import REASONED
from gongkai.applications.letters.words import words_of
from gongkai.applications.models import Application, Kind, Letter
from gongkai.applications.tests.making import FRIDAY, NOON, do, registered

REVIEW, COURT = "清水区人民政府", "清水区人民法院"
LATER = NOON + timedelta(days=60)  # after every term that somebody was given
FACTS: Mapping[str, str] = {
    "addressee": "某第三方单位",
    "party_kind": "unit",
    "given": "《白杨镇2020年补贴发放表》",
    "kept": "表中各户的银行账号",
    "where": "本机关网站“财政信息”栏目",
    "reason": "这些内容公开以后会损害发放对象的合法权益。",
    "forbidding": "《统计法》第九条",
    "special": "《不动产登记暂行条例》第二十七条",
    "searched_by": "某经办",
    "searched_in": "公文系统和档案室",
    "searched_for": "补贴、发放表",
    "searched_on": FRIDAY.isoformat(),
    "right_organ": "清水区自然资源局",
    "right_contact": "0900-8000123",
    "explained": "2021年3月4日说明，研究本镇历年财政",
    "basis": "《政府信息公开条例》第二条",
    "channel": "镇信访接待室",
    "earlier": "白镇公开复〔2020〕9号，2020年9月1日",
    "attachments": "补贴发放表\n发放说明",
    "note": "请写明要哪一年的补贴发放表。",
    "until": "2021-12-31",
    "days": "10",
    "amount": "300",
    "tariff": "本月第13件，每件100元",
    "pay": "到镇财政所开具缴款书",
    "concerned": "补贴发放表中与贵单位有关的内容",
    "review_organ": REVIEW,
    "court": COURT,
}
# What must be entered before a letter of the kind can be written.
BEFORE: Mapping[str, tuple[str, ...]] = {
    "unable3": ("request_supplement", "receive_supplement"),
    "other1": ("request_supplement",),
    "other2": ("notify_fee",),
    "consult_notice": ("consult_third_party",),
    "third_party_told": ("consult_third_party",),
}


def facts_for(kind: LetterKind, **changed: str) -> dict[str, str]:
    """Good facts for a letter of the kind."""
    told = {name: FACTS.get(name, "") for name in kind.asks}
    if "ground" in kind.asks:
        told["ground"] = "《政府信息公开条例》第十五条" if kind.key == "partial" else str(kind.article)
    return told | changed


def case_for(kind: LetterKind, town: Any, officer: Any, **facts: Any) -> Application:
    """A case in which a letter of the kind can go out."""
    case = registered(town, officer, way="post", **facts)
    for key in BEFORE.get(kind.key, ()):
        do(key, case, officer)
    if kind.key == "transfer":
        with transaction.atomic():
            entered(case, kind=Kind.TRANSFERRED, day=FRIDAY, by=officer, at=NOON)
    case.refresh_from_db()
    return case


def day_of(kind: LetterKind) -> datetime:
    """When a letter of the kind may go out: after the term of the applicant or third party, where there was one."""
    return LATER if kind.key in ("unable3", "other1", "other2", "third_party_told") else NOON


def drafted(kind_key: str, town: Any, officer: Any, *, case: Any = None, **changed: str) -> Letter:
    """A draft of the kind."""
    kind = KINDS[kind_key]
    case = case or case_for(kind, town, officer)
    return acts.draft_letter(
        application=case, kind=kind_key, facts=facts_for(kind, **changed), by=officer, at=day_of(kind)
    )


def handed_on(letter: Letter, officer: Any) -> Letter:
    """The draft, sent for its passes."""
    return acts.rewrite_letter(letter=letter, by=officer, at=day_of(KINDS[letter.kind]), ready=True)


def passed(letter: Letter, approver: Any, *, at: datetime | None = None) -> Letter:
    """The letter through every pass that its kind needs."""
    kind = KINDS[letter.kind]
    at = at or day_of(kind)
    if "check" in kind.needs:
        letter = acts.check_letter(
            letter=letter, opinion="合法，不涉密。", digest=words_of(letter).digest(), by=approver, at=at
        )
    if "sign" in kind.needs:
        letter = acts.sign_letter(letter=letter, digest=words_of(letter).digest(), by=approver, at=at)
    return letter


def issued(
    kind_key: str, town: Any, officer: Any, approver: Any, *, case: Any = None, **changed: str
) -> Letter:
    """A letter of the kind, issued; where it judges reasons, the letter that asks for them before it."""
    if kind_key in REASONED:
        case = case or case_for(KINDS[kind_key], town, officer)
        issued("reasons", town, officer, approver, case=case)
    letter = handed_on(drafted(kind_key, town, officer, case=case, **changed), officer)
    letter = passed(letter, approver)
    return acts.issue_letter(letter=letter, by=officer, at=day_of(KINDS[kind_key]))
