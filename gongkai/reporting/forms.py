"""Forms of the annual report: opening one, and writing its narrative."""

from typing import Any

from django import forms

from gongkai.annualreport.formats import format_for
from gongkai.disclosure.takendown import REPORT_LEAK
from gongkai.organs.models import Organ
from gongkai.reporting.models import AnnualReport, ReportGround


class OpenForm(forms.Form):
    """Which organ, which year."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label=None)
    year = forms.IntegerField(
        label="报告年度",
        min_value=2019,
        max_value=2100,
        error_messages={"min_value": "全国统一的年度报告格式自2019年度起施行，请填2019或以后的年度。"},
    )

    def __init__(self, *args: Any, organs: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs


class NarrativeForm(forms.ModelForm):
    """Sections 一, 五 and 六 as text; a blank line or a new line begins a paragraph."""

    class Meta:
        model = AnnualReport
        fields = list(AnnualReport.NARRATIVES)
        widgets = {
            "intro": forms.Textarea(attrs={"rows": 4}),
            "situation": forms.Textarea(attrs={"rows": 18}),
            "problems": forms.Textarea(attrs={"rows": 8}),
            "other_matters": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = "、".join(format_for(self.instance.year).section1_parts)
        self.fields["situation"].help_text = f"分五部分写：{parts}。小标题各占一行。"
        self.fields[
            "other_matters"
        ].help_text = "没有就写“无其他需要报告的事项。”；收取信息处理费的，写明金额。"


class SignForm(forms.Form):
    """The signer confirms the confidentiality review."""

    reviewed_by = forms.CharField(
        label="保密审查人",
        max_length=40,
        error_messages={"required": "请写明保密审查人的姓名。"},
    )
    reviewed = forms.BooleanField(
        label="已经保密审查", error_messages={"required": "请审查以后勾选“已经保密审查”。"}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="sign-%s", **kwargs)


class WithdrawReportForm(forms.Form):
    """Why a published report is taken down."""

    ground = forms.ChoiceField(
        label="情形",
        choices=ReportGround.choices,
        help_text=REPORT_LEAK,
        error_messages={"required": "请选择情形。", "invalid_choice": "请重新选择情形。"},
    )
    reason = forms.CharField(
        label="撤下理由",
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "撤下要写明理由。"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="withdraw-%s", **kwargs)
