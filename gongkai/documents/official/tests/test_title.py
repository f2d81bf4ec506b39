"""A long title is broken where its words allow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.documents.official.title import title_lines


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于春季植树的通知", ["关于春季植树的通知"]),
        ("崆峒区自然灾害救助应急预案（2026年修订）", ["崆峒区自然灾害救助应急预案", "（2026年修订）"]),
        ("平凉市崆峒区崆峒镇人民政府2020年工作计划", ["平凉市崆峒区崆峒镇人民政府", "2020年工作计划"]),
        (
            "崆峒区人民政府关于2020年提高城乡低保和特困供养标准的通知",
            ["崆峒区人民政府关于2020年提高", "城乡低保和特困供养标准的通知"],
        ),
        (
            "清水区人民政府办公室关于印发《清水区政务公开工作要点》的通知",
            ["清水区人民政府办公室关于印发", "《清水区政务公开工作要点》的通知"],
        ),
    ],
)
def test_titles_as_they_are_set(title, lines):
    assert title_lines(title) == lines


@given(st.text("关于印发清水区人民政府的通知《》（），、2021年aB ", max_size=200))
def test_no_word_is_lost_and_no_line_is_too_long(title):
    lines = title_lines(title)
    assert "".join("".join(lines).split()) == "".join(title.split())
    assert all(len(line) <= 34 for line in lines)


@pytest.mark.parametrize("mark", "，、》）")
def test_no_line_begins_with_a_closing_mark(mark):
    for place in range(8, 22):
        title = "清水区农业农村局水务局林草局自然资源局联合检查情况公报"
        lines = title_lines(title[:place] + mark + title[place:])
        assert len(lines) == 2 and not lines[1].startswith(mark)
