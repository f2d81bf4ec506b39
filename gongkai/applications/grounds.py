"""What an answer must say for each result 答复的依据: a table, and the sentences for what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.applications.models import Kind
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.publication import REGULATION

SHORTEST = 10  # characters of a reason
PART = f"《{REGULATION}》"
# 部分公开: the part kept back rests on one of these.
KEPT_BACK = tuple(
    f"{PART}{place}"
    for place in ("第十四条", "第十五条", "第十六条第一款", "第十六条第二款", "第三十六条第（七）项")
)
DENIALS = tuple(key for key in OUTCOMES if key.startswith("deny"))
# The articles among which the answer names its ground 依据.
GROUNDS: Mapping[str, tuple[str, ...]] = {
    "partial": KEPT_BACK,
    **{key: (str(OUTCOMES[key].article),) for key in DENIALS},
}
# What must have happened for a result to be possible.
PRECEDED: Mapping[str, tuple[Kind, str]] = {
    "unable3": (Kind.SUPPLEMENT_RECEIVED, "没有登记过收到补正，不能以“补正后申请内容仍不明确”答复"),
    "other1": (Kind.SUPPLEMENT_REQUESTED, "没有告知过补正，不能以“逾期不补正”不再处理"),
    "other2": (Kind.FEE_NOTIFIED, "没有发过收费通知，不能以“逾期未缴纳费用”不再处理"),
}
# What has come since, so that a result which rests on its not coming is none.
COME: Mapping[str, tuple[Kind, str]] = {
    "other1": (Kind.SUPPLEMENT_RECEIVED, "已经登记收到补正，不能以“逾期不补正”不再处理"),
    "other2": (Kind.FEE_PAID, "已经登记缴费，不能以“逾期未缴纳费用”不再处理"),
}
# Results that disclose what a third party 第三方 was asked about, or keep it back for his sake: they wait for him.
FOR_THIRD_PARTY = frozenset({"granted", "partial", "deny4"})
ALREADY_PUBLIC = "already_public"  # an answer that discloses nothing new
SEVERAL: Mapping[str, tuple[str, ...]] = {  # results whose answers are to be told apart
    key: tuple(one.key for one in outcome.answers)
    for key, outcome in OUTCOMES.items()
    if len(outcome.answers) > 1
}
NOT_EXISTING, NOT_OURS = "not_existing", "not_ours"


@dataclass(frozen=True)
class Grounds:
    """What an answer rests on; which of it is needed follows from the result."""

    answer: str = ""
    ground: str = ""
    reason: str = ""
    searched_by: str = ""
    searched_in: str = ""
    searched_for: str = ""
    searched_on: date | None = None
    right_organ: str = ""


def lacking(outcome: str, grounds: Grounds) -> list[str]:
    """What the answer still lacks, each in a sentence; empty when it may go out."""
    faults = []
    several = SEVERAL.get(outcome)
    if several and outcome != "granted" and grounds.answer not in several:
        labels = "、".join(f"“{one.label}”" for one in OUTCOMES[outcome].answers)
        faults.append(f"请选择答复类型：{labels}。")
    if outcome in GROUNDS and grounds.ground not in GROUNDS[outcome]:
        faults.append(f"“{OUTCOMES[outcome].label}”要写明依据，可选：{'、'.join(GROUNDS[outcome])}。")
    if outcome in GROUNDS and len(grounds.reason.strip()) < SHORTEST:
        faults.append(f"“{OUTCOMES[outcome].label}”要说明理由，至少{SHORTEST}个字（{PART}第三十六条）。")
    if outcome in SEVERAL and grounds.answer == NOT_EXISTING:
        faults += _search_lacking(grounds)
    if outcome in SEVERAL and grounds.answer == NOT_OURS and not grounds.right_organ.strip():
        faults.append("“非本机关负责公开”要告知负责公开的机关名称；确实不能确定的，请写“不能确定”。")
    return faults


def _search_lacking(grounds: Grounds) -> list[str]:
    asked = {
        "检索人": grounds.searched_by,
        "检索范围": grounds.searched_in,
        "检索用词": grounds.searched_for,
        "检索日期": grounds.searched_on,
    }
    gaps = [label for label, given in asked.items() if not given]
    return [f"“政府信息不存在”要有检索记录，还缺：{'、'.join(gaps)}。"] if gaps else []
