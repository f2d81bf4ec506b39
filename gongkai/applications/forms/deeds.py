"""One form for every act: the table below says which fields each asks, and which act they are handed to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import partial
from typing import Any

from django import forms

from gongkai.applications import acts
from gongkai.applications.acts.keeping import PAST
from gongkai.applications.folding import standing, waiting_parties, waiting_sections
from gongkai.applications.forms.fields import FIELDS, PARTS
from gongkai.applications.grounds import Grounds
from gongkai.applications.models import Application, CaseEvent, Kind
from gongkai.applications.queries import consenting, neighbours
from gongkai.applications.states import OFFICE
from gongkai.organs.models import Appointment, Person

GROUNDS = tuple(one.name for one in fields(Grounds))


@dataclass(frozen=True)
class Deed:
    """Which fields an act asks, what they are called here, which may not stay empty, and the act itself."""

    fields: tuple[str, ...]
    act: Callable[..., Any]
    labels: Mapping[str, str] = field(default_factory=dict)
    needed: frozenset[str] = frozenset()


NOTED = frozenset({"note"})
DEEDS: Mapping[str, Deed] = {
    "confirm": Deed(("confirmed",), acts.confirm),
    "request_supplement": Deed(
        ("day", "until", "served", "note"), acts.request_supplement,
        {"day": "告知日期", "until": "请申请人补正到", "note": "要补正的事项"}, NOTED,
    ),
    "receive_supplement": Deed(("day", "note"), acts.receive_supplement, {"day": "收到补正之日"}),
    "consult_third_party": Deed(
        ("day", "served", "note"), partial(acts.consult, whom=Kind.THIRD_PARTY_CONSULTED),
        {"day": "发出征求意见书的日期"},
    ),
    "consult_organ": Deed(
        ("day", "served", "note"), partial(acts.consult, whom=Kind.ORGAN_CONSULTED),
        {"day": "发出征求意见书的日期", "note": "征求哪个机关"},
    ),
    "reply": Deed(("party", "agrees", "day", "note"), acts.reply, {"day": "收到对方答复之日"}),
    "extend": Deed(
        ("day", "days", "approver", "served", "note"), acts.extend,
        {"day": "决定延期的日期", "served": "告知申请人（送达）之日", "note": "延期的理由"}, NOTED,
    ),
    "delay": Deed(
        ("day", "until", "served", "note"), acts.delay,
        {"day": "决定的日期", "until": "延迟答复至", "served": "告知申请人（送达）之日", "note": "理由"}, NOTED,
    ),
    "notify_fee": Deed(("day", "amount", "served", "note"), acts.notify_fee, {"day": "发出收费通知的日期"}),
    "pay": Deed(("day", "note"), acts.pay, {"day": "缴费之日"}),
    "answer": Deed(
        ("outcome", "day", "posted", "signed", *GROUNDS, "note"), acts.answer, {"day": "答复书落款日期"}
    ),
    "archive": Deed(("day", "note"), acts.archive, {"day": "归档日期"}),
    "hand_over": Deed(("to", "day"), acts.hand_over, {"day": "转办日期"}),
    "ask_section": Deed(
        ("section", "day", "until", "note"), acts.ask_section,
        {"day": "请协查的日期", "until": "请科室回复到", "note": "协查的事项"}, NOTED,
    ),
    "section_reply": Deed(("answering", "day", "note"), acts.section_reply, {"day": "科室回复之日"}),
    "split": Deed(("day", *(f"part{number}" for number in range(1, PARTS + 1))), acts.split, {"day": "分拆日期"}),
    "transfer": Deed(("organ", "number", "day", "note"), acts.transfer, {"note": "更正的理由"}, NOTED),
    "make_public": Deed(("index_number", "day"), acts.make_public, {"day": "公开日期"}),
}  # fmt: skip
TODAY = frozenset({"day", "confirmed"})  # proposed: today


class DeedForm(forms.Form):
    """The form of one act on one case."""

    def __init__(
        self, *args: Any, key: str, application: Application, rows: list[CaseEvent], by: Person, today: date,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.deed, self.today = DEEDS[key], today
        for name in self.deed.fields:
            made = FIELDS[name]()
            made.label = self.deed.labels.get(name, made.label)
            made.required = made.required or name in self.deed.needed
            if name in TODAY:
                made.initial = today
            self.fields[name] = made
        self._choices(application, rows, by, today)

    def _choices(self, application: Application, rows: list[CaseEvent], by: Person, today: date) -> None:
        if "party" in self.fields:
            waiting = waiting_parties(standing(rows))
            self.fields["party"].choices = [(party, party) for _, party in waiting]
            self.fields["party"].initial = waiting[0][1] if waiting else ""
        if "answering" in self.fields:
            sections = [row.party for row in waiting_sections(standing(rows))]
            self.fields["answering"].choices = [(one, one) for one in sections]
        if "organ" in self.fields:
            self.fields["organ"].queryset = neighbours(application.organ, today)
        if "approver" in self.fields:
            people = [one.pk for one in consenting(application, by, today)]
            self.fields["approver"].queryset = Person.objects.filter(pk__in=people)
        if "to" in self.fields:
            office = Person.objects.filter(
                appointments__in=_held(application.organ_id, today), is_active=True
            ).exclude(pk=application.handler_id)
            self.fields["to"].queryset = office.distinct()

    def clean(self) -> dict[str, Any]:
        """A day to come is said beside its field; the act would refuse it too."""
        given = super().clean()
        for name in PAST:
            if given.get(name) and given[name] > self.today:
                self.add_error(name, "不能晚于今天，请核对。")
        return given

    def do(self, application: Application, **context: Any) -> Any:
        """Hand what was filled in to the act. Raises what the act raises."""
        facts = dict(self.cleaned_data)
        if "part1" in facts:
            facts["parts"] = [facts.pop(name) for name in list(facts) if name.startswith("part")]
        if "outcome" in facts:
            facts["grounds"] = Grounds(**{name: facts.pop(name) for name in GROUNDS})
        return self.deed.act(application=application, **facts, **context)


def _held(organ_id: int, day: date) -> Any:
    return Appointment.objects.held_on(day).filter(organ_id=organ_id, role__in=OFFICE)
