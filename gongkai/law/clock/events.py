"""What happens to an application 办理经过, as dated events; only days, never times or names of people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

Channel = Literal["counter", "post", "plain_letter", "online", "fax"]
Kind = Literal[
    "received",
    "supplement_requested",
    "supplement_received",
    "third_party_consulted",
    "third_party_replied",
    "organ_consulted",
    "organ_replied",
    "extended",
    "delayed",
    "fee_notified",
    "fee_paid",
    "answered",
    "reopened",
]
CHANNELS: Mapping[str, str] = {
    "counter": "当面提交",
    "post": "邮寄（有签收）",
    "plain_letter": "平常信函",
    "online": "互联网",
    "fax": "传真",
}
KINDS: Mapping[str, str] = {
    "received": "收到申请",
    "supplement_requested": "告知补正",
    "supplement_received": "收到补正",
    "third_party_consulted": "征求第三方意见",
    "third_party_replied": "第三方答复",
    "organ_consulted": "征求其他机关意见",
    "organ_replied": "其他机关答复",
    "extended": "延期",
    "delayed": "确定延迟答复的期限",
    "fee_notified": "收费通知",
    "fee_paid": "缴费",
    "answered": "答复",
    "reopened": "责令重新答复",
}
# What may be said of each kind besides its day, and what must.
_MAY: Mapping[str, frozenset[str]] = {
    "received": frozenset({"channel", "confirmed"}),
    "supplement_requested": frozenset({"by", "served"}),
    "third_party_consulted": frozenset({"served", "party"}),
    "third_party_replied": frozenset({"party"}),
    "organ_consulted": frozenset({"served", "party"}),
    "organ_replied": frozenset({"party"}),
    "extended": frozenset({"days", "served"}),
    "delayed": frozenset({"until", "served"}),
    "fee_notified": frozenset({"served"}),
    "answered": frozenset({"posted", "signed"}),
    "reopened": frozenset({"until"}),
}
_MUST: Mapping[str, str] = {"received": "channel", "extended": "days", "delayed": "until"}
_LATER = {
    "confirmed": "确认之日",
    "by": "补正期限",
    "served": "送达之日",
    "until": "截止之日",
    "posted": "交邮之日",
    "signed": "签收之日",
}


class EventRefused(ValueError):
    """An event that says too little, too much or something impossible; the message is in Chinese."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event on one day (Asia/Shanghai).

    `confirmed`: the day the receipt was confirmed with the applicant; `by`: until when to supplement; `served`:
    the day the other side had the letter; `days`: working days of an extension; `until`: the end of a delayed
    term (Art. 35), or the day that a decision sets for answering anew; `posted` 交邮之日 and `signed` 签收之日 of
    the answer; `party`: which of several was asked.
    """

    kind: Kind
    day: date
    channel: Channel | None = None
    confirmed: date | None = None
    by: date | None = None
    served: date | None = None
    days: int | None = None
    until: date | None = None
    posted: date | None = None
    signed: date | None = None
    party: str = ""

    @property
    def name(self) -> str:
        """The kind in the words people use."""
        return KINDS[self.kind]

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Event":
        """The event a row of a case says; EventRefused names what is missing, unknown or no day."""
        kind = str(row.get("kind"))
        if kind not in KINDS:
            raise EventRefused(f"没有“{kind}”这种事件，kind 可以写：{'、'.join(KINDS)}。")
        known = {"kind", "day"} | _MAY.get(kind, frozenset())
        if strange := [str(key) for key in row if key not in known]:
            raise EventRefused(
                f"“{kind}”事件里不能写“{'、'.join(strange)}”，可以写：{'、'.join(sorted(known))}。"
            )
        for key in ("day", _MUST.get(kind, "day")):
            if row.get(key) is None:
                raise EventRefused(f"“{kind}”事件缺少“{key}”。")
        event = cls(**{str(key): _value(str(key), value) for key, value in row.items()})
        event.check()
        return event

    def check(self) -> None:
        """Refuse days before the event's own (EventRefused)."""
        for name, words in _LATER.items():
            day = getattr(self, name)
            if day is not None and day < self.day:
                raise EventRefused(f"{self.name}的{words}{day}早于{self.day}，请核对。")


_DAYS = frozenset({"day", *_LATER})


def _value(key: str, value: Any) -> Any:
    if key in _DAYS and (not isinstance(value, date) or isinstance(value, datetime)):
        raise EventRefused(f"“{key}”应写日期，例如 2024-01-22，现在写的是“{value}”。")
    if key == "days" and (not isinstance(value, int) or isinstance(value, bool)):
        raise EventRefused(f"“days”应写整数，现在写的是“{value}”。")
    if key == "channel" and value not in get_args(Channel):
        raise EventRefused(f"没有“{value}”这种渠道，channel 可以写：{'、'.join(CHANNELS)}。")
    return str(value) if key == "party" else value
