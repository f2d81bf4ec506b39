"""What a letter must be told 拟写时要填的: each fact by its name, with its label, its size and a word of help."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

DAY, NUMBER, MONEY, TEXT, CHOICE = "day", "number", "money", "text", "choice"
SEALED = "内容加密保存。"


@dataclass(frozen=True)
class Fact:
    """One fact: `kind` is how it is typed, `longest` its characters, `rows` its height on the screen."""

    label: str
    kind: str = TEXT
    longest: int = 200
    rows: int = 0
    help_text: str = ""
    choices: tuple[tuple[str, str], ...] = ()


FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        "addressee": Fact("收件人", help_text="写对方的姓名或者单位全称。" + SEALED),
        "party_kind": Fact("第三方是", CHOICE, choices=(("person", "个人"), ("unit", "单位"))),
        "given": Fact(
            "公开的信息",
            rows=3,
            longest=1000,
            help_text="写明信息的名称、文号；附上原件的，在下面写附件名称。",
        ),
        "kept": Fact(
            "不公开的部分", rows=2, longest=500, help_text="写到能看出是哪一部分，不要写出不公开的内容。"
        ),
        "where": Fact("获取的方式和途径", rows=2, longest=500, help_text="写明网址、栏目、查阅的地点。"),
        "ground": Fact("依据", CHOICE),
        "reason": Fact("理由", rows=4, longest=1000, help_text="说明为什么这件申请适用所依据的条文。"),
        "forbidding": Fact("禁止公开的法律、行政法规", help_text="写明名称和条文。"),
        "special": Fact("有专门规定的法律、行政法规", help_text="例如《不动产登记暂行条例》第二十七条。"),
        "searched_by": Fact("检索人", longest=60, help_text="只登记，不写进文书。"),
        "searched_in": Fact("检索范围", help_text="例如 公文系统、档案室2019年至2025年文书档案。"),
        "searched_for": Fact("检索用词"),
        "searched_on": Fact("检索日期", DAY),
        "right_organ": Fact("负责公开的机关", longest=120, help_text="不能确定的写“不能确定”。"),
        "right_contact": Fact("该机关的联系方式", help_text="写电话或者地址；机关写“不能确定”的不填。"),
        "explained": Fact(
            "申请人说明的理由",
            rows=2,
            longest=500,
            help_text="申请人已经书面说明的，写明日期和内容；到期没有说明的不填。",
        ),
        "basis": Fact("依据的条文", help_text="写明法律、法规的名称和条文，例如《政府信息公开条例》第二条。"),
        "channel": Fact("应走的渠道", help_text="例如 本镇信访接待室（电话）、12345热线。"),
        "earlier": Fact("先前的答复", help_text="写明文号和日期。"),
        "attachments": Fact("附件名称", rows=2, longest=1000, help_text="一行一个，没有的不填。"),
        "note": Fact("事项或者理由", rows=3, longest=500),
        "until": Fact("期限至", DAY),
        "days": Fact("延长几个工作日", NUMBER, help_text="1到20个工作日。"),
        "amount": Fact("金额（元）", MONEY),
        "tariff": Fact("计收标准", help_text="例如 本月第15件，每件100元。只能按件或者按量计收一种。"),
        "pay": Fact("缴纳方式", help_text="例如 凭本通知到镇财政所开具缴款书，缴入国库。"),
        "concerned": Fact(
            "涉及的信息", rows=2, longest=500, help_text="只写与对方有关的，不要写申请人的情况。"
        ),
        "review_organ": Fact(
            "复议机关", longest=80, help_text="乡镇、部门作出的，是本级或者上一级人民政府。"
        ),
        "court": Fact("管辖的人民法院", longest=80, help_text="写全称，例如 清水区人民法院。"),
    }
)
# What the composing works out of the case itself; a place left open is called by these words.
DERIVED: Mapping[str, str] = MappingProxyType(
    {
        "received": "收到申请之日",
        "supplemented": "收到补正的情况",
        "organ": "本机关名称",
        "number": "登记编号",
        "you": "称呼",
        "party_you": "对第三方的称呼",
        "request": "申请的内容",
        "article": "依据的条文",
        "way": "提供方式",
        "third": "征求第三方意见的情况",
        "replaced": "撤销的文书",
        "right": "负责公开的机关",
        "contact": "联系方式",
        "office": "公开工作机构",
        "address": "地址",
        "answer_days": "答复期限的工作日数",
        "reply_days": "征求意见期限的工作日数",
        "fee_days": "缴费期限的工作日数",
        "due": "答复期限",
        "counted": "答复期限怎样计算",
        "came_from": "从哪一件分出",
        "judged": "对理由的认定",
        "new_due": "延长后的答复期限",
        "after_supplement": "补正以后的答复期限",
        "after_fee": "缴费以后的答复期限",
        "while_asking": "征求意见期间的答复期限",
        "asked_on": "告知补正的日期",
        "asked_until": "补正期限",
        "fee_on": "发出收费通知的日期",
        "fee_amount": "通知缴纳的金额",
        "consulted_on": "征求意见的日期",
        "consulted_whom": "征求意见的对象",
    }
)


def label_of(name: str) -> str:
    """What a place for a fact is called."""
    return FACTS[name].label if name in FACTS else DERIVED[name]


def day_of(value: str) -> date | None:
    """A day fact as a day; None where it is empty or none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
