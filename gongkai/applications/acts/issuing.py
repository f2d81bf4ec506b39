"""印发 of a letter: what must be true at that moment, and the number that it gets."""

from dataclasses import replace
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction

from gongkai.applications.acts.closing import check_dated
from gongkai.applications.acts.keeping import rows_of
from gongkai.applications.acts.lettering import day_of, noted_letter, opened_letter, refuse, words_for
from gongkai.applications.letters.agreeing import against_register, answer_letter, term_differs
from gongkai.applications.letters.demands import missing
from gongkai.applications.letters.facts import label_of
from gongkai.applications.letters.gathering import MAY_CHANGE, Case, followed
from gongkai.applications.letters.kinds import APPLICANT, KINDS, REPLACES, LetterKind
from gongkai.applications.letters.numbering import new_code, next_serial, series_of
from gongkai.applications.letters.proposing import event_for, impossible
from gongkai.applications.letters.words import Words, seal_words
from gongkai.applications.models import CaseEvent, Letter, Stage
from gongkai.applications.personal import Unreadable, applicant_of
from gongkai.organs.calendar import working_calendar
from gongkai.organs.models import Person
from gongkai.trail.acts import Refused

TRIES = 20  # numbers asked for, before somebody is told to try again


@transaction.atomic
def issue_letter(*, letter: Letter, by: Person, at: datetime) -> Letter:
    """印发: number, day, code and digest are fixed; from now on nothing of the letter changes.

    Refused where it lacks anything, where the law does not allow the step now, and where it does not agree with what
    the register says.
    """
    letter = opened_letter("issue", letter, by, at)
    kind, words, rows = KINDS[letter.kind], words_for(letter), rows_of(letter.application)
    refuse(impossible(kind, letter.application, by, day_of(at), rows))
    refuse("".join(missing(kind, words, day_of(at))))  # the law of the day on which it goes out
    refuse(_addressed_otherwise(letter, kind, words))
    refuse(_changed_since(letter, kind, words, rows, day_of(at)))
    dated = day_of(letter.signed_at or at)
    check_dated(letter, dated)
    letter.event = event_for(kind, letter.application, rows)
    if kind.answer:
        refuse(_replacing(letter, words, rows))
        refuse(against_register(kind, words, rows, dated))
    elif letter.event is not None:
        refuse(term_differs(words, letter.event))
    _number(letter, kind, words, dated, by, at)
    noted_letter("印发文书", letter, by, at, 文号=letter.number, 落款日期=dated.isoformat())
    return letter


def _number(letter: Letter, kind: LetterKind, words: Words, dated: date, by: Person, at: datetime) -> None:
    """Give the letter its number; whoever loses a race for one takes the next."""
    letter.series, letter.year, letter.dated = series_of(kind, letter.application), dated.year, dated
    letter.stage, letter.issued_by, letter.issued_at = Stage.ISSUED, by, at
    for _ in range(TRIES):
        letter.serial = next_serial(letter.organ_id, letter.series, letter.year)
        letter.code = new_code()
        address = f"{settings.BASE_URL}{settings.DOORS}wenshu/{letter.code}/"
        issued = replace(
            words, number=letter.number, dated=dated.isoformat(), code=letter.code, address=address
        )
        letter.digest = issued.digest()
        seal_words(letter, issued)
        try:
            with transaction.atomic():
                letter.save()
        except IntegrityError:
            continue
        return
    raise Refused("同时印发文书的人太多，没有编上文号，请稍后再试。")


def _addressed_otherwise(letter: Letter, kind: LetterKind, words: Words) -> str:
    """The letter goes to whom the register names now, whatever was put right since it was written."""
    try:
        named = applicant_of(letter.application).name
    except Unreadable as fault:
        return str(fault)
    if kind.to != APPLICANT or words.addressee == named:
        return ""
    return "文书的收件人与登记的申请人不一致，请点“重新生成”，再送审、签发。"


def _changed_since(letter: Letter, kind: LetterKind, words: Words, rows: list[CaseEvent], day: date) -> str:
    """The letter says of the case what the register says now: what was asked for, when it came, until when."""
    if words.seen is None:
        return ""
    case = Case(letter.application, rows, working_calendar(), day)
    try:
        now = followed(kind, case, words.facts)
    except Unreadable as fault:
        return str(fault)
    seen = [name for name in MAY_CHANGE if name in words.seen]
    changed = [label_of(name) for name in seen if words.seen[name] != now.get(name, "")]
    if not changed:
        return ""
    return f"拟写以后登记的内容有了变化（{'、'.join(changed)}），请点“重新生成”，核对以后再送审、签发。"


def _replacing(letter: Letter, words: Words, rows: list[CaseEvent]) -> str:
    """A second answer letter says which one it takes the place of: a case has one result."""
    earlier = answer_letter(letter.application, rows)
    if earlier is None or earlier.number in words.block(REPLACES):
        return ""
    return f"已经印发过答复书{earlier.number}。要更正的，请点“重新生成”，在文书里写明撤销先前的答复书。"
