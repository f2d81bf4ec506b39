"""Items (信息) out of occasions: filled in, published in time, numbered as they were formed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from gongkai.demonstration.content import AttachmentData, ItemData
from gongkai.demonstration.days import (
    CHINA,
    LAST,
    after_working_days,
    month_day,
    office_moment,
    spelled,
    working_day,
)
from gongkai.demonstration.draws import draw
from gongkai.demonstration.markup import TABLE, to_html
from gongkai.demonstration.occasions import Occasion
from gongkai.demonstration.organs import organs, places
from gongkai.demonstration.values import Turn, evaluate_all, tabulate

SEASONS = "一二三四"
PROMPT = {"公示", "公告", "通告"}  # genres that lose their point when published late


def _published_at(occasion: Occasion) -> datetime:
    """Within days as a rule; one in fifty only after the twenty working days of Art. 26."""
    seed = occasion.seed
    if occasion.family.genre in PROMPT:
        lag = draw(seed + "隔", 0, 2)
    elif draw(seed + "迟", 1, 50) == 1:
        lag = draw(seed + "隔", 22, 29)
    else:
        lag = draw(seed + "隔", 0, 8)
    day = after_working_days(occasion.formed_on, lag) if lag else working_day(occasion.formed_on)
    if day > LAST or day.year != occasion.year:
        day = working_day(occasion.formed_on)
    return office_moment(day, seed)


def _counting(number: int) -> str:
    """A number up to 99 in Chinese: 十二."""
    tens, ones = divmod(number, 10)
    digits = "〇一二三四五六七八九"
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (
        digits[ones] if ones or not tens else ""
    )


def _known(occasion: Occasion, published: datetime) -> dict[str, Any]:
    """The values that every family may use."""
    organ, round_ = organs()[occasion.organ], places()[occasion.organ]
    day = published.date()
    return {
        "机关": organ.name,
        "简称": organ.short,
        "电话": organ.phone,
        "地址": organ.address,
        "办公室": organ.disclosure_office,
        "办公时间": organ.office_hours,
        "年": occasion.year,
        "上年": occasion.year - 1,
        "次年": occasion.year + 1,
        "月": occasion.month,
        "季": SEASONS[(occasion.month - 2) // 3],
        "期": occasion.nth + 1,
        "期次": _counting(occasion.nth + 1),
        "成文": spelled(occasion.formed_on),
        "成文日": month_day(occasion.formed_on),
        "公示起": month_day(day),
        "公示止": month_day(day + timedelta(days=6)),
        "各地": round_,
        "地数": len(round_),
        "村": round_[(occasion.year * 3 + occasion.nth + draw(occasion.family.name, 0, 9)) % len(round_)],
        "表": TABLE,
        **occasion.facts,
    }


@dataclass(frozen=True)
class Draft:
    """An item still without its document number and validity."""

    occasion: Occasion
    item: ItemData


def _attachments(
    occasion: Occasion, title: str, rows: Sequence[tuple[str, ...]]
) -> tuple[AttachmentData, ...]:
    short = title.removeprefix(organs()[occasion.organ].name).removeprefix("关于")
    return tuple(
        AttachmentData(f"{short}.{kind}", kind, title, tuple(rows) if kind == "xlsx" else ())
        for kind in occasion.family.attach
    )


def write(occasion: Occasion) -> Draft:
    """Fill in a family's texts for one occasion. Raises KeyError for a value nobody gave."""
    family, published = occasion.family, _published_at(occasion)
    turn = Turn(
        occasion.organ,
        occasion.year,
        occasion.seed,
        occasion.nth,
        occasion.year + occasion.nth + draw(occasion.organ + family.name, 0, 9),
    )
    known = evaluate_all(family.values, _known(occasion, published), turn)
    rows: tuple[tuple[str, ...], ...] = ()
    if family.table:
        rows, totals = tabulate(family.table, known, turn)
        known.update(totals)
    issuer, title = organs()[occasion.organ].name, family.title.format_map(known)
    body = family.body.format_map(known) + f"\n{issuer}\n{spelled(occasion.formed_on)}"
    first, _, second = family.subject.partition("/")
    item = ItemData(
        organ=occasion.organ,
        family=family.name,
        duty=family.duty,
        title=title,
        body=to_html(body, rows),
        genre=family.genre,
        subject=(first, second),
        issuing_organ=issuer,
        document_number="",
        formed_on=occasion.formed_on,
        published_at=published,
        source=organs()[occasion.organ].short,
        keywords=tuple(word.format_map(known) for word in family.keywords),
        summary=family.summary.format_map(known),
        attachments=_attachments(occasion, title, rows),
    )
    return Draft(occasion, item)


def _numbered(drafts: Sequence[Draft]) -> list[Draft]:
    """Give document numbers by year of forming; gaps are the documents that are not for the public."""
    last: dict[tuple[str, int], int] = defaultdict(int)
    done = []
    for draft in drafts:
        item, prefix = draft.item, organs()[draft.item.organ].document_prefix
        if draft.occasion.family.numbered and prefix:
            year = item.formed_on.year
            last[item.organ, year] += draw(draft.occasion.seed + "号", 1, 4)
            number = f"{prefix}〔{year}〕{last[item.organ, year]}号"
            draft = replace(draft, item=replace(item, document_number=number))
        done.append(draft)
    return done


def _next_editions(drafts: Sequence[Draft]) -> Mapping[int, ItemData]:
    """By place in `drafts`, the next edition of the same family by the same organ."""
    found: dict[int, ItemData] = {}
    later: dict[tuple[str, str], ItemData] = {}
    for place in range(len(drafts) - 1, -1, -1):
        item = drafts[place].item
        if (item.organ, item.family) in later:
            found[place] = later[item.organ, item.family]
        later[item.organ, item.family] = item
    return found


def _with_validity(draft: Draft, successor: ItemData | None) -> ItemData:
    item, rule = draft.item, draft.occasion.family.validity
    if isinstance(rule, dict):
        state = "lapsed" if "until" in rule else "amended"
        day: date = rule["until"] if "until" in rule else rule["amended"]
        return replace(item, validity=state, validity_on=day, validity_instrument=rule["by"])
    if rule == "superseded" and successor:
        instrument = f"由《{successor.title}》代替"
        return replace(
            item, validity="repealed", validity_on=successor.formed_on, validity_instrument=instrument
        )
    return replace(item, validity="valid" if rule else "")


def items(occasions: Iterable[Occasion]) -> tuple[tuple[ItemData, bool], ...]:
    """Every item in the order of publication, and whether it is a normative document."""
    drafts = sorted(map(write, occasions), key=lambda draft: (draft.item.formed_on, draft.item.organ))
    numbered = _numbered(drafts)
    successors = _next_editions(numbered)
    done = [
        (_with_validity(draft, successors.get(place)), draft.occasion.family.normative)
        for place, draft in enumerate(numbered)
    ]
    return tuple(sorted(done, key=lambda pair: pair[0].published_at.astimezone(CHINA)))
