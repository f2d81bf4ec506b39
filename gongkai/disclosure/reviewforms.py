"""The forms of reviewing: 保密审查登记表, and the short ones beside it."""

from datetime import date
from typing import Any

from django import forms

from gongkai.disclosure.acts.withholding import a_year_from
from gongkai.disclosure.models import (
    Article,
    Ground,
    Opinion,
    ReferredTo,
    Review,
    SecrecySheet,
    TakeDownGround,
    ThirdParty,
)
from gongkai.disclosure.reviewing.gate import MARKS, PERSONAL, Marking
from gongkai.disclosure.reviewing.looking import key_of, label_of, to_look_at
from gongkai.disclosure.reviewing.personal import QUESTIONS, composed, empty, personal, unassessed
from gongkai.disclosure.takendown import REPORT_LEAK
from gongkai.organs.models import Organ, Person

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
UNANSWERED = "这一项还没有选。没有选的不能当作同意。"
UNASSESSED = (
    "请写清楚，不能只写“无”。公开个人信息以前要做影响评估，"
    "记录至少保存三年（《个人信息保护法》第五十五条、第五十六条）。"
)


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SheetForm(forms.ModelForm):
    """保密审查登记表. Nothing is ticked beforehand: every answer is somebody's."""

    kind = forms.ChoiceField(
        label="报请哪类部门", choices=ReferredTo.choices, required=False, widget=forms.RadioSelect,
        help_text="是否属于国家秘密不明确的，最后由国家保密行政管理部门或者省、自治区、直辖市保密行政管理部门确定"
        "（《保守国家秘密法》第二十五条）。这样的材料不能放进本系统，请马上请信息员删去，走保密渠道报请。",
    )  # fmt: skip
    body = forms.CharField(label="报请的机关名称", max_length=80, required=False)
    question = forms.CharField(label="拿不准的是什么问题", max_length=300, required=False, widget=_area(2))
    ground = forms.ChoiceField(
        label="不予公开的情形", choices=[("", "请选择"), *Ground.choices], required=False
    )
    next_review_on = forms.DateField(
        label="下次评估日期", required=False, widget=DAY, help_text="最晚一年以后（《政府信息公开条例》第十八条：定期评估）。"
    )  # fmt: skip
    looked = forms.MultipleChoiceField(
        label="已逐页看过", required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "附件有变动，请重新打开看过再勾。"},
    )  # fmt: skip

    CHOSEN = (*SecrecySheet.QUESTIONS, "third_party", "co_issuer", "opinion")

    class Meta:
        model = SecrecySheet
        fields = [
            "carrier", "channel", "summary", "state_secret", "work_secret", "trade_secret", "privacy",
            "third_party", "agreed_on", "agreed_document", "co_issuer", "opinion", "basis",
            "attribute_article", "attribute_reason", *SecrecySheet.ASSESSED,
        ]  # fmt: skip
        widgets = {
            "summary": _area(2), "basis": _area(2), "agreed_on": DAY,
            **{name: _area(2) for name in SecrecySheet.ASSESSED},
        }  # fmt: skip

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="sheet-%s", **kwargs)
        self.personal = personal(review)
        self.to_look_at = {key_of(one): one for one in to_look_at(review)}
        for name in ("carrier", *self.CHOSEN):
            field = self.fields[name]
            choices = [choice for choice in field.choices if choice[0]]
            self.fields[name] = forms.ChoiceField(
                label=field.label, choices=choices, widget=forms.RadioSelect,
                error_messages={"required": UNANSWERED},
            )  # fmt: skip
        self.fields["summary"].required = True
        self.fields["summary"].error_messages["required"] = "请用一两句话写明这条信息说的是什么。"
        self.fields["attribute_article"].choices = [("", "请选择"), *Article.choices]
        self.fields["agreed_on"].error_messages["invalid"] = "请填写正确的日期。"
        self.fields["next_review_on"].error_messages["invalid"] = "请填写正确的日期。"
        self.fields["looked"].choices = [(key, label_of(one)) for key, one in self.to_look_at.items()]

    def questions(self) -> list[Any]:
        """The four questions, in the order of the printed form."""
        return [self[name] for name in SecrecySheet.QUESTIONS]

    def assessment(self) -> list[Any]:
        """The three boxes of 个人信息保护法 Art. 56."""
        return [self[name] for name in SecrecySheet.ASSESSED]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        opinion = given.get("opinion")
        if opinion == Opinion.REFER:
            self._need(given, "kind", "body", "question", "basis")
        if opinion == Opinion.WITHHOLD:
            self._need(given, "ground", "next_review_on", "basis")
        if opinion in (Opinion.REFER, Opinion.WITHHOLD):
            self._need(given, "attribute_article", "attribute_reason")
        if given.get("third_party") == ThirdParty.AGREED:
            self._need(given, "agreed_on", "agreed_document")
        if opinion == Opinion.PUBLIC:
            self._clean_public(given)
        return given

    def _clean_public(self, given: dict[str, Any]) -> None:
        if set(self.to_look_at) - set(given.get("looked", [])):
            self.add_error("looked", "还有没勾的。每个附件、每处程序读不了的，都要打开逐页看过。")
        if unassessed(self.personal):
            for name in SecrecySheet.ASSESSED:
                if name in given and empty(given[name]):
                    self.add_error(name, UNASSESSED)

    def _need(self, given: dict[str, Any], *names: str) -> None:
        for name in names:
            if not given.get(name) and name not in self.errors:
                self.add_error(name, f"请填写{self.fields[name].label}。")

    def filled(self) -> SecrecySheet:
        """The sheet as answered, not saved."""
        sheet: SecrecySheet = self.save(commit=False)
        sheet.looked = [self.to_look_at[key] for key in self.cleaned_data["looked"]]
        return sheet

    def referred(self) -> dict[str, str]:
        """What 报请确定 needs."""
        return {name: self.cleaned_data[name] for name in ("kind", "body", "question")}

    def withheld(self) -> dict[str, Any]:
        """What 不予公开 needs."""
        given = self.cleaned_data
        return {
            "ground": given["ground"], "next_review_on": given["next_review_on"],
            "reason": given["basis"],
        }  # fmt: skip


class OverrideForm(forms.Form):
    """Letting findings through."""

    findings = forms.TypedMultipleChoiceField(
        label="放行哪几处", coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选择要放行的筛查发现。", "invalid_choice": "请重新选择要放行的筛查发现。"},
    )  # fmt: skip
    reason = forms.CharField(
        label="放行的理由", max_length=200, widget=_area(2),
        error_messages={"required": "放行要写明理由，这条理由会一直保存。"},
    )  # fmt: skip
    marking = forms.ChoiceField(
        label="放行涉密标志的，选一项", choices=Marking.choices, required=False, widget=forms.RadioSelect,
        error_messages={"invalid_choice": "请重新选择放行涉密标志的原因。"},
    )  # fmt: skip
    declassified = forms.CharField(
        label="解密依据（机关、文号、日期）", max_length=100, required=False, help_text="已经解密的必须写。"
    )

    def __init__(self, *args: Any, held: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, auto_id="let-%s", **kwargs)
        self.personal = {one.pk for one in held if one.kind in PERSONAL}
        self.fields["findings"].choices = [(one.pk, str(one)) for one in held]
        self.marks = any(one.kind in MARKS for one in held)  # whether the two questions are asked
        for name, label in QUESTIONS.items():
            self.fields[name] = forms.CharField(label=label, max_length=300, required=False, widget=_area(2))

    def assessment(self) -> list[Any]:
        """The three boxes of 个人信息保护法 Art. 56."""
        return [self[name] for name in QUESTIONS]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.personal & set(given.get("findings", [])):
            for name in QUESTIONS:
                if name in given and empty(given[name]):
                    self.add_error(name, UNASSESSED)
        return given

    def facts(self) -> dict[str, Any]:
        """What the act takes; the three answers become one text."""
        given = self.cleaned_data
        answered = any(given[name].strip() for name in QUESTIONS)
        return {
            "findings": given["findings"], "reason": given["reason"],
            "impact": composed(given) if answered else "",
            "marking": given["marking"], "declassified": given["declassified"],
        }  # fmt: skip


class DetermineForm(forms.Form):
    """What the body above answered."""

    public = forms.ChoiceField(
        label="答复意见", choices=[("yes", "可以公开"), ("no", "不予公开")], widget=forms.RadioSelect,
        error_messages={"required": "请选择答复意见。"},
    )  # fmt: skip
    day = forms.DateField(
        label="答复日期",
        widget=DAY,
        error_messages={"required": "请填写答复日期。", "invalid": "请填写正确的日期。"},
    )
    number = forms.CharField(label="答复文号", max_length=60, required=False)
    note = forms.CharField(
        label="答复内容",
        max_length=300,
        required=False,
        widget=_area(2),
        help_text="没有文号的，写明答复内容。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="determined-%s", **kwargs)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("number") and not given.get("note"):
            self.add_error("number", "请填写答复文号；没有文号的，写明答复内容。")
        return given


class HandOverForm(forms.Form):
    """To whom a step goes, and why."""

    to = forms.ModelChoiceField(
        Person.objects.none(), label="转交给", empty_label="请选择",
        error_messages={"required": "请选择转交给谁。", "invalid_choice": "请重新选择转交给谁。"},
    )  # fmt: skip
    reason = forms.CharField(label="理由", max_length=200, error_messages={"required": "转交要写明理由。"})

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="handed-%s", **kwargs)
        self.fields["to"].queryset = people


class DelegationForm(forms.Form):
    """Who stands in from when until when."""

    deputy = forms.ModelChoiceField(
        Person.objects.none(), label="代办人", empty_label="请选择",
        error_messages={"required": "请选择代办人。", "invalid_choice": "请重新选择代办人。"},
    )  # fmt: skip
    since = forms.DateField(
        label="从哪天起",
        widget=DAY,
        error_messages={"required": "请填写日期。", "invalid": "请填写正确的日期。"},
    )
    until = forms.DateField(
        label="到哪天止",
        widget=DAY,
        error_messages={"required": "请填写日期。", "invalid": "请填写正确的日期。"},
    )
    reason = forms.CharField(
        label="事由", max_length=200, error_messages={"required": "请写明事由，例如出差、休假。"}
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = people


class TakeDownForm(forms.Form):
    """Taking an item off the public side."""

    ground = forms.ChoiceField(
        label="情形", choices=TakeDownGround.choices, initial=TakeDownGround.OTHER, help_text=REPORT_LEAK,
        error_messages={"required": "请选择情形。", "invalid_choice": "请重新选择情形。"},
    )  # fmt: skip
    ordered_by = forms.CharField(
        label="谁要求撤下的",
        max_length=80,
        required=False,
        help_text="例如上级机关、当事人、本机关领导；自己发现的可以不填。",
    )
    reason = forms.CharField(
        label="撤下理由（内部记录）",
        max_length=200,
        widget=_area(3),
        error_messages={"required": "撤下要写明理由。"},
    )
    decided_on = forms.DateField(
        label="撤销等决定的日期", required=False, widget=DAY, error_messages={"invalid": "请填写正确的日期。"},
        help_text="处罚等决定被变更、撤销、确认违法或者确认无效的才填。从这一天起三个工作日内撤下（《行政处罚法》第四十八条）。",
    )  # fmt: skip
    public_note = forms.CharField(
        label="向社会公开的说明", max_length=200, required=False, widget=_area(2),
        help_text="同上，被撤销等的才填。原网址上只留索引号、撤下日期和这段说明，不要写当事人姓名和原来的内容。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="withdraw-%s", **kwargs)


class AnnulledForm(forms.Form):
    """That the decision an item shows was undone, and when."""

    decided_on = forms.DateField(
        label="撤销等决定的日期", widget=DAY,
        error_messages={"required": "请填写撤销等决定的日期。", "invalid": "请填写正确的日期。"},
        help_text="处罚等决定被变更、撤销、确认违法或者确认无效的，登记以后提醒审核人和公开办在三个工作日内撤下。",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="annulled-%s", **kwargs)


class WithholdForm(forms.Form):
    """Entering information that is not public."""

    organ = forms.ModelChoiceField(Organ.objects.none(), label="机关", empty_label=None)
    title = forms.CharField(label="信息名称", max_length=200, error_messages={"required": "请填写信息名称。"})
    ground = forms.ChoiceField(
        label="不予公开的情形", choices=[("", "请选择"), *Ground.choices],
        error_messages={"required": "请选择不予公开的情形。"},
    )  # fmt: skip
    reason = forms.CharField(
        label="理由", max_length=300, widget=_area(3), error_messages={"required": "请写明理由。"}
    )
    next_review_on = forms.DateField(
        label="下次评估日期", widget=DAY, help_text="《政府信息公开条例》第十八条：不予公开的信息要定期评估。最晚一年以后。",
        error_messages={"required": "请填写下次评估日期。", "invalid": "请填写正确的日期。"},
    )  # fmt: skip

    def __init__(self, *args: Any, organs: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organ"].queryset = organs
        self.fields["next_review_on"].initial = a_year_from(day)


class ReassessForm(forms.Form):
    """Looking at it again."""

    stays = forms.ChoiceField(
        label="评估结果", choices=[("yes", "继续不予公开"), ("no", "情况变了，可以公开")], widget=forms.RadioSelect,
        error_messages={"required": "请选择评估结果。"},
    )  # fmt: skip
    reason = forms.CharField(
        label="理由", max_length=300, widget=_area(3), error_messages={"required": "请写明理由。"}
    )
    next_review_on = forms.DateField(
        label="下次评估日期（继续不予公开的填）",
        required=False,
        widget=DAY,
        error_messages={"invalid": "请填写正确的日期。"},
    )
