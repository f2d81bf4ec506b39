"""What a program may mask (可以自动遮盖的), and what it has: an official text is never reworded by a button."""

from dataclasses import dataclass

from gongkai.screening.content.finding import Finding, Kind, Severity
from gongkai.screening.content.hit import Hit

# What is a person's own. Words that are wrong, names of leaders, links and dates are never a program's to change.
PERSONAL = frozenset({
    Kind.RESIDENT_ID, Kind.PASSPORT, Kind.MOBILE, Kind.LANDLINE, Kind.BANK_CARD, Kind.EMAIL, Kind.PLATE,
    Kind.ADDRESS, Kind.BIRTH_DATE, Kind.HEALTH, Kind.MINOR,
})  # fmt: skip
# In a list these are somebody's data; in a sentence they may be the document's own words (残疾人联合会).
_IN_LISTS = frozenset({Kind.ADDRESS, Kind.BIRTH_DATE, Kind.HEALTH, Kind.MINOR})
KEPT = 200  # characters of a place and of an excerpt by which a finding is known again

Let = frozenset[tuple[str, str, str]]  # findings that somebody let through with a reason: see `is_let`
NONE_LET: Let = frozenset()


@dataclass(frozen=True)
class Change:
    """What was changed at a place: `excerpt` as it was, masked; `after` what stands there now, empty if nothing."""

    where: str
    label: str
    excerpt: str
    after: str

    @property
    def told(self) -> str:
        """For the person who asked for it."""
        return f"{self.where}：{self.label}，{self.excerpt} → {self.after or '（删去）'}"

    @property
    def brief(self) -> str:
        """For what is kept for ever: without what stands around."""
        return f"{self.where} {self.label} → {self.after or '（删去）'}"


def may_mask(hit: Hit, *, listed: bool, hidden: bool) -> bool:
    """Whether a program may mask it: what blocks anywhere, some else only in lists and where nobody looks."""
    if hit.mask is None or hit.kind not in PERSONAL:
        return False
    return hit.severity is Severity.BLOCK or (
        hit.severity is Severity.WARN and hit.kind in _IN_LISTS and (listed or hidden)
    )


def known_by(finding: Finding) -> tuple[str, str, str]:
    """By what a finding is known again: its kind, its place, and what was shown of it."""
    return finding.kind.value, finding.where[:KEPT], finding.excerpt[:KEPT]


def is_let(finding: Finding, let: Let) -> bool:
    """Whether it is what somebody let through at its place, and not another number there.

    By its excerpt; or by its own mask in that, since what stands around may have been masked meanwhile, or be
    shown in another way by newer rules.
    """
    kind, where, excerpt = known_by(finding)
    shown = [before for of_kind, at, before in let if (of_kind, at) == (kind, where)]
    return excerpt in shown or bool(finding.mask and any(finding.mask in before for before in shown))


def within(let: Let, prefix: str) -> Let:
    """What was let through in the file of that prefix, as it is placed there."""
    return frozenset(
        (kind, where.removeprefix(prefix), shown) for kind, where, shown in let if where.startswith(prefix)
    )
