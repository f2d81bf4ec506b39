"""The fields of the acts: each once, by its name, so that the same thing is asked in the same words everywhere."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from gongkai.applications.grounds import GROUNDS, KEPT_BACK
from gongkai.applications.personal import LONGEST, REQUEST
from gongkai.law.outcomes import OUTCOMES

EARLIEST = date(2008, 5, 1)  # the regulation's first day


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """A day, picked or typed."""
    widget = forms.DateInput(attrs={"type": "date", "min": EARLIEST.isoformat()}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def text(
    label: str, longest: int, *, required: bool = False, rows: int = 0, help_text: str = ""
) -> forms.CharField:
    """A line of text, or several."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(
        label=label, max_length=longest, required=required, widget=widget, help_text=help_text
    )


def _outcomes() -> list[tuple[str, str]]:
    return [("", "请选择"), *((key, outcome.label) for key, outcome in OUTCOMES.items())]


def _answers() -> list[tuple[str, str]]:
    kinds = [one for outcome in OUTCOMES.values() if len(outcome.answers) > 1 for one in outcome.answers]
    return [("", "不用选"), *((one.key, one.label) for one in kinds)]


def _grounds() -> list[tuple[str, str]]:
    known = dict.fromkeys([*KEPT_BACK, *(ground for grounds in GROUNDS.values() for ground in grounds)])
    return [("", "不用选"), *((ground, ground) for ground in known)]


PARTS = 6  # items of one application that the form divides at once; more are divided in two goes


def _part(number: int) -> forms.CharField:
    left = "留在这件申请里。" if number == 1 else "另成一件；不用的空着。"
    return text(f"第{number}项", LONGEST[REQUEST], required=number <= 2, rows=3, help_text=left)


def _published_first() -> SafeString:
    address = reverse("wagtailsnippets_disclosure_item:add")
    said = '信息发布以后，在它的页面上可以看到索引号。还没有发布的，先<a href="{}">新建信息</a>，审核公开以后再回来登记。'
    return format_html(said, address)


def opinion() -> forms.Field:
    """What somebody asked says of disclosing; saying nothing clear is an answer too."""
    field = forms.NullBooleanField(label="对方的意见", required=False)
    field.widget.choices = [("unknown", "没有明确表示"), ("true", "同意公开"), ("false", "不同意公开")]
    return field


NAMELESS = "不要写申请人、第三方的姓名、证件号码和电话。"
SERVED = "对方收到之日；还没有收到的先不填，以后用更正补上。"
FIELDS: Mapping[str, Callable[[], forms.Field]] = {
    "day": lambda: day("日期"),
    "confirmed": lambda: day("与申请人确认之日"),
    "until": lambda: day("期限至"),
    "served": lambda: day("送达之日", required=False, help_text=SERVED),
    "days": lambda: forms.IntegerField(
        label="延长几个工作日",
        min_value=1,
        max_value=20,
        initial=20,
        error_messages={"min_value": "至少延长1个工作日。", "max_value": "最多延长20个工作日，请改小。"},
    ),
    "amount": lambda: forms.DecimalField(label="金额（元）", min_value=0, max_digits=10, decimal_places=2),
    "agrees": opinion,
    "party": lambda: forms.ChoiceField(label="谁答复了"),
    "section": lambda: text(
        "科室或者人员", 20, required=True, help_text="例如 农业农村办公室。只写本机关的科室或者人员。"
    ),
    "answering": lambda: forms.ChoiceField(label="哪个科室回复了"),
    "organ": lambda: forms.ModelChoiceField(None, label="转给哪个机关", empty_label="请选择"),
    "number": lambda: text("在那个机关的登记编号", 40, help_text="不填的，接着那个机关本年的编号往下编。"),
    "index_number": lambda: text("公开信息的索引号", 80, required=True, help_text=_published_first()),
    **{f"part{number}": partial(_part, number) for number in range(1, PARTS + 1)},
    "approver": lambda: forms.ModelChoiceField(None, label="同意延期的负责人", empty_label="请选择"),
    "to": lambda: forms.ModelChoiceField(None, label="转给", empty_label="请选择"),
    "note": lambda: text("说明", 500, rows=2, help_text=NAMELESS),
    "outcome": lambda: forms.ChoiceField(label="办理结果", choices=_outcomes()),
    "posted": lambda: day("交邮之日", required=False, help_text="邮寄的填这一项。"),
    "signed": lambda: day("签收之日", required=False, help_text="当面领取、电子邮件送达的填这一项。"),
    "answer": lambda: forms.ChoiceField(
        label="答复类型", required=False, choices=_answers(), help_text="“本机关不掌握相关政府信息”要选。"
    ),
    "ground": lambda: forms.ChoiceField(
        label="依据", required=False, choices=_grounds(), help_text="部分公开、不予公开的要选。"
    ),
    "reason": lambda: text("理由", 1000, rows=3, help_text=f"部分公开、不予公开的至少写10个字。{NAMELESS}"),
    "searched_by": lambda: text("检索人", 60, help_text="以下四项，“政府信息不存在”的要填。"),
    "searched_in": lambda: text("检索范围", 200, help_text="例如 公文系统、档案室2019年至2025年文书档案。"),
    "searched_for": lambda: text("检索用词", 200),
    "searched_on": lambda: day("检索日期", required=False),
    "right_organ": lambda: text(
        "负责公开的机关", 120, help_text="“非本机关负责公开”的要填；不能确定的写“不能确定”。"
    ),
}
