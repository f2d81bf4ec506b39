"""拟稿 → 审查 → 签发 → 印发: which step is open on a letter, to whom; one table for buttons, screens and acts.

A letter under draft is *ready* (送审) once it has a digest: what is passed is bound to exactly those words.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.applications.letters.kinds import CHECK, KINDS, SIGN
from gongkai.applications.models import Letter, Stage
from gongkai.applications.states import OFFICE
from gongkai.organs.models import Appointment, Person, Role
from gongkai.organs.permissions import may
from gongkai.trail.queries import acts_on

APPROVERS = frozenset({Role.APPROVER})
WRITTEN = ("拟写文书", "修改文书")  # verbs of the trail: who wrote any of it
UNDER_WAY = frozenset({Stage.DRAFT, Stage.CHECKED, Stage.SIGNED})
NO_APPROVER = "本机关还没有审核人，文书不能审查和签发。请管理员先给分管领导任职“审核人”。"


@dataclass(frozen=True)
class Step:
    """One step: from which stages, by whom, what a button says it does."""

    key: str
    label: str
    stages: frozenset[Stage]
    roles: frozenset[Role]
    effect: str


STEPS: dict[str, Step] = {
    step.key: step
    for step in (
        Step("check", "审查通过", frozenset({Stage.DRAFT}), APPROVERS, "确认合法、不涉密，送签发。"),
        Step("sign", "签发", frozenset({Stage.DRAFT, Stage.CHECKED}), APPROVERS, "签发的日期就是文书的落款日期。"),
        Step("return", "退回修改", UNDER_WAY, APPROVERS, "退给拟稿人修改，改好以后重新送审。"),
        Step("issue", "印发", frozenset({Stage.DRAFT, Stage.SIGNED}), OFFICE, "编文号，此后不能再改。"),
        Step("rewrite", "修改", UNDER_WAY, OFFICE, "改动以后回到拟稿，要重新审查、签发。"),
        Step("drop", "作废", UNDER_WAY, OFFICE, "不再使用这份草稿，不占文号。"),
    )
}  # fmt: skip


def ready(letter: Letter) -> bool:
    """Whether the draft was handed on by its writer."""
    return letter.stage != Stage.DRAFT or bool(letter.digest)


def waits_for(letter: Letter) -> str:
    """The key of the step that the letter waits for; "rewrite" while its writer is not done, empty at the end."""
    if letter.stage not in UNDER_WAY:
        return ""
    needs = KINDS[letter.kind].needs
    if not ready(letter):
        return "rewrite"
    if letter.stage == Stage.DRAFT and CHECK in needs:
        return "check"
    return "sign" if letter.stage != Stage.SIGNED and SIGN in needs else "issue"


WAITING = {"rewrite": "拟稿中", "check": "待审查", "sign": "待签发", "issue": "待印发"}


def where(letter: Letter) -> str:
    """Where the letter stands, in a word."""
    if letter.stage == Stage.DRAFT and letter.checked_by_id is not None:
        return "已退回，待修改"
    return WAITING.get(waits_for(letter), Stage(letter.stage).label)


def authors(letter: Letter) -> frozenset[int]:
    """Everybody who wrote any of the letter."""
    written = acts_on(letter).filter(verb__in=WRITTEN).values_list("actor_id", flat=True)
    return frozenset({letter.drafted_by_id, *written})


def approvers(organ_id: int, day: date) -> frozenset[int]:
    """Who may pass letters of the organ on `day`."""
    held = Appointment.objects.held_on(day).filter(
        organ_id=organ_id, role__in=APPROVERS, person__is_active=True
    )
    return frozenset(held.values_list("person_id", flat=True))


def refusal(key: str, letter: Letter, person: Person, day: date) -> str:
    """Why `person` may not do this step on `day`, in a sentence; empty when it is open."""
    step, kind = STEPS[key], KINDS[letter.kind]
    if letter.stage not in UNDER_WAY:
        return f"这份文书{Stage(letter.stage).label}，不能再{step.label}。"
    if not may(person, step.roles, letter.application.organ_id):
        return _not_yours(step, letter, day)
    if key != "drop" and letter.organ_id != letter.application.organ_id:
        return "这份文书是更正受理机关以前由别的机关拟写的，请作废，另外拟写。"
    if key in ("rewrite", "drop"):
        return ""
    if not ready(letter):
        return (
            "这份文书还没有写完送审，请等拟稿人送来。"
            if key != "issue"
            else "这份文书还没有写完，请先修改、送审。"
        )
    if letter.stage not in step.stages or (key != "return" and waits_for(letter) != key):
        return f"这份文书现在是“{where(letter)}”，不能“{step.label}”。"
    if key == "return" and not kind.needs:
        return "这种文书由公开办直接印发，不用审查，也就没有退回。"
    return _own(letter, person, day) if key in ("check", "sign") else ""


def _not_yours(step: Step, letter: Letter, day: date) -> str:
    if step.roles == OFFICE:
        return f"只有本机关的公开办可以{step.label}文书。"
    return NO_APPROVER if not approvers(letter.organ_id, day) else f"只有本机关的审核人可以“{step.label}”。"


def _own(letter: Letter, person: Person, day: date) -> str:
    """Nobody passes what he wrote, unless the organ has nobody else for it."""
    writers = authors(letter)
    if person.pk in writers and approvers(letter.organ_id, day) - writers:
        return "自己拟写或者修改过的文书，不能由自己审查、签发，请由本机关其他审核人办理。"
    return ""


def open_steps(letter: Letter, person: Person, day: date) -> tuple[Step, ...]:
    """The steps open to `person`, the one the letter waits for first."""
    found = [step for step in STEPS.values() if not refusal(step.key, letter, person, day)]
    return tuple(sorted(found, key=lambda step: step.key != waits_for(letter)))
