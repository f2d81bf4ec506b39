"""Items: different from each other, dated as offices work, and free of personal data."""

import re
from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from chinese_calendar import is_workday

from gongkai.demonstration.days import CHINA, FIRST, LAST, after_working_days
from gongkai.demonstration.district import district
from gongkai.demonstration.markup import plain_text

GENRES = {
    "通知",
    "公告",
    "通告",
    "公示",
    "意见",
    "决定",
    "报告",
    "批复",
    "函",
    "纪要",
    "办法",
    "方案",
    "规划",
}
GENRES |= {"预案", "计划", "总结", "其他"}
TAGS = {"p", "h3", "ul", "ol", "li", "strong", "table", "thead", "tbody", "tr", "th", "td"}
OTHER_YEARS = [year for year in range(2019, 2027) if year != 2020]


def per_year(organ: str) -> Counter[int]:
    return Counter(item.published_at.year for item in district().items if item.organ == organ)


def unsigned(body: str) -> str:
    """The body without the organ and day it ends with."""
    return re.sub(r"(<p>[^<]*</p>){2}$", "", body)


def every_text() -> list[str]:
    everything = district()
    texts = [f"{i.title} {i.summary} {plain_text(i.body)} {' '.join(i.keywords)}" for i in everything.items]
    texts += [" ".join(a.filename for a in i.attachments) for i in everything.items]
    texts += [d.summary for d in everything.decisions]
    texts += [n.intro + "".join(n.parts.values()) + n.problems + n.other for n in everything.narratives]
    return texts


def test_the_district_stays_about_a_thousand_items():
    assert 850 <= len(district().items) <= 1050


@pytest.mark.parametrize("year", OTHER_YEARS)
def test_the_town_publishes_25_to_45_items_in_other_years(year):
    assert 25 <= per_year("kongtong-zhen")[year] <= 45


@pytest.mark.parametrize("organ", ["kongtong-qu", "liuhu-zhen", "sishilipu-zhen", "nongye-nongcunju"])
def test_the_other_organs_publish_10_to_20_items_a_year(organ):
    assert all(10 <= per_year(organ)[year] <= 20 for year in range(2019, 2027))


def test_titles_differ_within_an_organ_and_year():
    titles = Counter((i.organ, i.published_at.year, i.title) for i in district().items)
    assert [key for key, count in titles.items() if count > 1] == []


def test_no_two_bodies_are_alike_even_without_their_signature():
    bodies = Counter(unsigned(i.body) for i in district().items)
    assert [body for body, count in bodies.items() if count > 1] == []


def test_bodies_have_between_80_and_600_chinese_characters():
    lengths = {len(re.findall("[一-鿿]", i.body)): i.title for i in district().items}
    assert min(lengths) >= 80 and max(lengths) <= 600


def test_bodies_use_only_simple_tags_that_close():
    for item in district().items:
        opened = Counter(re.findall(r"<(\w+)>", item.body))
        assert set(opened) <= TAGS, item.title
        assert opened == Counter(re.findall(r"</(\w+)>", item.body)), item.title


def test_no_placeholder_is_left_in_a_text():
    assert [
        t for i in district().items for t in (i.title, i.body, i.summary) if re.search(r"[{}\[\]]", t)
    ] == []


def test_genres_and_fields_are_those_of_the_form():
    for item in district().items:
        assert item.genre in GENRES, item.title
        assert item.summary and len(item.summary) <= 300 and len(item.title) <= 200
        assert item.keywords and len("、".join(item.keywords)) <= 120
        assert item.validity in {"", "valid", "lapsed", "repealed", "amended"}
        assert (item.validity in {"", "valid"}) == (item.validity_on is None)


def test_items_appear_in_office_hours_on_working_days():
    for item in district().items:
        moment = item.published_at.astimezone(CHINA)
        assert is_workday(moment.date()), item.title
        minutes = moment.hour * 60 + moment.minute
        assert 510 <= minutes <= 720 or 870 <= minutes <= 1080, item.title


def test_items_are_formed_under_the_present_regulation_and_published_afterwards():
    for item in district().items:
        assert FIRST <= item.formed_on <= item.published_at.date() <= LAST, item.title


def test_only_a_few_items_are_later_than_twenty_working_days():
    late = [i for i in district().items if i.published_at.date() > after_working_days(i.formed_on, 20)]
    assert 1 <= len(late) <= 20


def test_document_numbers_rise_with_the_days_and_are_given_once():
    series: dict[str, list[tuple[date, int]]] = {}
    for item in district().items:
        if item.document_number:
            prefix, year, serial = re.fullmatch(r"(.+?)〔(\d{4})〕(\d+)号", item.document_number).groups()
            assert int(year) == item.formed_on.year
            series.setdefault(prefix + year, []).append((item.formed_on, int(serial)))
    for numbered in series.values():
        serials = [serial for _, serial in sorted(numbered)]
        assert all(earlier < later for earlier, later in pairwise(serials))


def test_the_last_edition_of_a_document_is_the_one_in_force():
    plans = [i for i in district().items if (i.organ, i.family) == ("kongtong-zhen", "防汛预案")]
    assert [i.validity for i in plans] == ["repealed"] * (len(plans) - 1) + ["valid"]
    for plan, successor in pairwise(plans):
        assert plan.validity_on == successor.formed_on
        assert successor.title in plan.validity_instrument


def test_no_text_holds_anything_like_an_identity_card_or_mobile_number():
    for text in every_text():
        assert not re.search(r"\d{15,}", text)
        assert not re.search(r"(?<!\d)\d{17}[0-9Xx]", text)
        assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text)


def test_telephone_numbers_are_the_invented_ones():
    for text in every_text():
        assert all(number.startswith("0933-8000") for number in re.findall(r"\d{3,4}-\d{7,8}", text))


def test_tables_add_up():
    summed = 0
    for item in district().items:
        rows = [re.findall(r"<td>(.*?)</td>", row) for row in re.findall("<tr>(.*?)</tr>", item.body)[1:]]
        if rows and rows[-1][0] == "合计":
            for column, total in enumerate(rows[-1][1:], start=1):
                if total != "—":
                    assert sum(int(row[column]) for row in rows[:-1]) == int(total), item.title
                    summed += 1
    assert summed > 100
