"""The forms of a letter: what it is told, its paragraphs, and the words of whoever passes it."""

from typing import Any

from django import forms

from gongkai.applications.forms.fields import day, text
from gongkai.applications.grounds import GROUNDS
from gongkai.applications.letters.facts import CHOICE, DAY, FACTS, MONEY, NUMBER, Fact
from gongkai.applications.letters.kinds import LetterKind
from gongkai.applications.letters.words import LONGEST, Words

PASSED = "合法性审查、保密审查通过。"


class FactsForm(forms.Form):
    """What a letter of one kind must be told; what is left empty becomes a place to fill in later."""

    def __init__(self, *args: Any, kind: LetterKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in kind.asks:
            self.fields[name] = _field(
                FACTS[name], _grounds(kind) if name == "ground" else FACTS[name].choices
            )

    def facts(self) -> dict[str, str]:
        """Everything as text, days as ISO days."""
        return {name: "" if value is None else str(value) for name, value in self.cleaned_data.items()}


def _grounds(kind: LetterKind) -> tuple[tuple[str, str], ...]:
    known = tuple((ground, ground) for ground in GROUNDS.get(kind.outcome, ()))
    return known if len(known) == 1 else (("", "请选择"), *known)


def _field(fact: Fact, choices: tuple[tuple[str, str], ...]) -> forms.Field:
    if fact.kind == DAY:
        return day(fact.label, required=False, help_text=fact.help_text)
    if fact.kind == CHOICE:
        return forms.ChoiceField(label=fact.label, required=False, choices=choices, help_text=fact.help_text)
    if fact.kind == NUMBER:
        return forms.IntegerField(
            label=fact.label, required=False, min_value=1, max_value=20, help_text=fact.help_text
        )
    if fact.kind == MONEY:
        return forms.DecimalField(
            label=fact.label,
            required=False,
            min_value=0,
            max_digits=10,
            decimal_places=2,
            help_text=fact.help_text,
        )
    return text(fact.label, fact.longest, rows=fact.rows, help_text=fact.help_text)


class WordsForm(forms.Form):
    """The paragraphs of a letter, each in a box; what the law itself says is shown and cannot be typed over."""

    def __init__(self, *args: Any, kind: LetterKind, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for block in kind.blocks:
            said = words.block(block.key)
            if block.when and not said:
                continue
            rows = min(12, max(2, len(said) // 34 + said.count("\n") + 1))
            self.fields[block.key] = made = text(block.label, LONGEST, rows=rows)
            made.initial = said
            if block.fixed:
                made.disabled = True
                made.help_text = "由系统按法律生成，不能改；复议机关、法院写错的，点“改事实”。"
            elif block.must and block.basis:
                made.help_text = f"不能空着（{block.basis}）。"

    def blocks(self) -> dict[str, str]:
        """The paragraphs as typed."""
        return {
            name: str(value) for name, value in self.cleaned_data.items() if not self.fields[name].disabled
        }


class CheckForm(forms.Form):
    """审查: both questions are answered by name."""

    lawful = forms.BooleanField(
        label="合法：依据、理由、程序、救济途径都对",
        error_messages={"required": "没有看清合法性的，请退回修改。"},
    )
    not_secret = forms.BooleanField(
        label="保密：不含国家秘密和不该公开的内容",
        error_messages={"required": "没有看清是否涉密的，请退回修改。"},
    )
    opinion = text("审查意见", 500, required=True, rows=2)
    opinion.initial = PASSED


class ReturnForm(forms.Form):
    """退回修改."""

    reason = text(
        "退回的理由", 500, required=True, rows=2, help_text="写明改哪里。不要写申请人、第三方的姓名和电话。"
    )
