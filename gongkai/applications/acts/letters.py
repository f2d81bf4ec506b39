"""文书: drafting, changing and passing the letters of a case, and reading them; the trail says nothing of their words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from django.db import transaction

from gongkai.applications.acts.closing import check_dated
from gongkai.applications.acts.keeping import rows_of, stored
from gongkai.applications.acts.lettering import day_of, noted_letter, opened_letter, refuse, words_for
from gongkai.applications.letters.agreeing import answer_letter
from gongkai.applications.letters.composing import composed
from gongkai.applications.letters.demands import missing
from gongkai.applications.letters.facts import FACTS
from gongkai.applications.letters.gathering import Case
from gongkai.applications.letters.kinds import KINDS, LetterKind
from gongkai.applications.letters.proposing import event_for, impossible
from gongkai.applications.letters.words import LONGEST, Words, seal_words
from gongkai.applications.models import Application, Letter, Stage
from gongkai.applications.personal import Unreadable
from gongkai.applications.states import NOT_SEEING, may_see
from gongkai.law.dated import written_day
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused
from gongkai.trail.queries import acts_on

STILL_LOOKING = timedelta(minutes=30)
SHORTEST, OPINION = 4, 500  # characters of a reason or an opinion
CHANGED = "这份文书刚刚改动过，请重新打开，看过现在的内容再办。"


@transaction.atomic
def draft_letter(
    *, application: Application, kind: str, facts: Mapping[str, str], by: Person, at: datetime
) -> Letter:
    """Draft (拟稿) a letter of that kind from the case and from what was filled in."""
    application = stored(application)
    made, rows = _kind(kind), rows_of(application)
    refuse(impossible(made, application, by, day_of(at), rows))
    letter = Letter(
        application=application, organ=application.organ, kind=made.key, drafted_by=by, drafted_at=at,
        event=event_for(made, application, rows),
    )  # fmt: skip
    seal_words(letter, _composed(made, application, facts, at))
    letter.save()
    noted_letter("拟写文书", letter, by, at)
    return letter


@transaction.atomic
def rewrite_letter(
    *,
    letter: Letter,
    by: Person,
    at: datetime,
    blocks: Mapping[str, str] | None = None,
    facts: Mapping[str, str] | None = None,
    ready: bool = False,
) -> Letter:
    """Change a letter under way: its paragraphs (`blocks`), or what it was told (`facts`), from which it is made anew.

    Whatever it had passed is void. `ready` hands it on (送审), refused while it lacks anything.
    """
    letter = opened_letter("rewrite", letter, by, at)
    kind, words = KINDS[letter.kind], words_for(letter)
    if facts is not None:
        words = _composed(kind, letter.application, facts, at)
    if blocks is not None:
        words = _changed(kind, words, blocks)
    letter.stage, letter.opinion, letter.digest = Stage.DRAFT, "", ""
    letter.checked_by = letter.checked_at = letter.signed_by = letter.signed_at = None
    if ready:
        refuse("".join(missing(kind, words, day_of(at))))
        letter.digest = words.digest()
    seal_words(letter, words)
    letter.save()
    noted_letter("修改文书", letter, by, at, 送审="是" if ready else "否")
    return letter


@transaction.atomic
def check_letter(*, letter: Letter, opinion: str, digest: str, by: Person, at: datetime) -> Letter:
    """审查: that the letter is lawful and holds no secret; `digest` is that of the words which were read."""
    letter = _passing("check", letter, digest, by, at)
    letter.opinion = _said(opinion, "审查意见")
    letter.stage, letter.checked_by, letter.checked_at = Stage.CHECKED, by, at
    letter.save()
    noted_letter("审查文书", letter, by, at)
    return letter


@transaction.atomic
def return_letter(*, letter: Letter, reason: str, by: Person, at: datetime) -> Letter:
    """退回修改: back to its writer, with the reason, which stays with the letter and not in the trail."""
    letter = opened_letter("return", letter, by, at)
    letter.opinion = _said(reason, "退回的理由")
    letter.stage, letter.digest, letter.checked_by, letter.checked_at = Stage.DRAFT, "", by, at
    letter.signed_by = letter.signed_at = None
    letter.save()
    noted_letter("退回文书", letter, by, at)
    return letter


@transaction.atomic
def sign_letter(*, letter: Letter, digest: str, by: Person, at: datetime) -> Letter:
    """签发: the day of signing is the day of the letter (党政机关公文处理工作条例第九条)."""
    letter = _passing("sign", letter, digest, by, at)
    check_dated(letter, day_of(at))
    letter.stage, letter.signed_by, letter.signed_at = Stage.SIGNED, by, at
    letter.save()
    noted_letter("签发文书", letter, by, at)
    return letter


@transaction.atomic
def drop_letter(*, letter: Letter, by: Person, at: datetime) -> Letter:
    """作废 a letter under way; it had no number, so none is lost. Its words stay under seal."""
    letter = opened_letter("drop", letter, by, at)
    letter.stage = Stage.DROPPED
    letter.save()
    noted_letter("作废文书", letter, by, at)
    return letter


@transaction.atomic
def open_letter(*, letter: Letter, by: Person, at: datetime) -> Words:
    """Read a letter: it names who asked, so that whoever looks is noted in the trail.

    Not again while the last that happened to the letter is this person's own and only just done.
    """
    letter = stored(letter)
    if not may_see(by, letter.application):
        raise Refused(NOT_SEEING)
    words = words_for(letter)
    last = acts_on(letter).first()
    if last is None or last.actor_id != by.pk or at - last.at > STILL_LOOKING:
        noted_letter("查看文书", letter, by, at)
    return words


def _passing(step: str, letter: Letter, digest: str, by: Person, at: datetime) -> Letter:
    letter = opened_letter(step, letter, by, at)
    words = words_for(letter)
    if not digest or digest != words.digest():
        raise Refused(CHANGED)
    refuse("".join(missing(KINDS[letter.kind], words, day_of(at))))
    return letter


def _composed(kind: LetterKind, application: Application, facts: Mapping[str, str], at: datetime) -> Words:
    rows = rows_of(application)
    told = {name: str(facts.get(name, "") or "").strip() for name in kind.asks}
    if long := [FACTS[name].label for name, value in told.items() if len(value) > FACTS[name].longest]:
        raise Refused(f"这些内容太长，请写短一些：{'、'.join(long)}。")
    earlier = answer_letter(application, rows) if kind.answer else None
    replaced = ""
    if earlier is not None and earlier.dated is not None:
        replaced = f"{written_day(earlier.dated)}印发的《{KINDS[earlier.kind].title}》（{earlier.number}）"
    case = Case(application, rows, working_calendar(), day_of(at))
    try:
        return composed(kind, case, told, replaced=replaced)
    except Unreadable as fault:
        raise Refused(str(fault)) from None


def _changed(kind: LetterKind, words: Words, blocks: Mapping[str, str]) -> Words:
    """The words with the paragraphs that were typed; what the law itself says stays."""
    fixed = {block.key for block in kind.blocks if block.fixed}
    new = tuple(
        (key, text if key in fixed else blocks.get(key, text).replace("\0", "").strip())
        for key, text in words.blocks
    )
    if sum(len(text) for _, text in new) > LONGEST:
        raise Refused(f"文书最多{LONGEST}个字，请把详细内容作为附件。")
    return replace(words, blocks=new)


def _kind(key: str) -> LetterKind:
    if key not in KINDS:
        raise Refused("没有这种文书，请从申请的页面选择要拟写的文书。")
    return KINDS[key]


def _said(text: str, what: str) -> str:
    text = text.replace("\0", "").strip()
    if not SHORTEST <= len(text) <= OPINION:
        raise Refused(f"请写明{what}，{SHORTEST}到{OPINION}个字。")
    return text
