"""Dated values 有施行期间的规定: ask by day; get the value with its article, or be told there is none."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Generic, TypeVar

from gongkai.law.cite import Article

T = TypeVar("T")


def written_day(day: date) -> str:
    """Write a day as documents do: 2026年9月25日."""
    return f"{day.year}年{day.month}月{day.day}日"


class NotInForce(LookupError):
    """No text was in force on the day asked about; the message is in Chinese and names the days that are."""


@dataclass(frozen=True)
class Value(Generic[T]):
    """One version of a rule: its value, its article, the first and the last day in force (None: still)."""

    value: T
    article: Article
    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether this version is in force on `day`; both ends are included."""
        return self.since <= day and (self.until is None or day <= self.until)


class Dated(Generic[T]):
    """A rule through its versions, oldest first. There is no "current" value and no default: ask by day."""

    def __init__(self, name: str, *versions: Value[T], remark: str = "") -> None:
        """`name` is the rule's Chinese name for messages; `remark` says what is known of the days outside.

        Overlapping or unordered versions are refused with ValueError.
        """
        if not versions:
            raise ValueError(f"“{name}”至少应有一个版本。")
        for version in versions:
            if version.until is not None and version.until < version.since:
                raise ValueError(f"“{name}”的失效日早于施行日：{version.article}。")
        for earlier, later in pairwise(versions):
            if earlier.until is None or earlier.until >= later.since:
                raise ValueError(f"“{name}”的两个版本施行期间重叠：{earlier.article}与{later.article}。")
        self.name = name
        self.versions = versions
        self.remark = remark

    def on(self, day: date) -> Value[T]:
        """The version in force on `day`. Raises NotInForce when there is none."""
        for version in self.versions:
            if version.covers(day):
                return version
        raise NotInForce(f"{self.name}：{written_day(day)}没有可适用的规定（{self._spans()}）。{self.remark}")

    def _spans(self) -> str:
        return "；".join(
            f"{version.article}自{written_day(version.since)}起施行"
            + (f"，至{written_day(version.until + timedelta(days=1))}失效" if version.until else "")
            for version in self.versions
        )
