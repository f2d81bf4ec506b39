"""Whatever a file looks like: its masked copy blocks no longer, and what was innocent in it is as it was."""

import io
from itertools import pairwise

import docx
import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.tests.samples import docx_of, saved
from gongkai.screening.content.finding import Severity
from gongkai.screening.content.masked import masked_copy
from gongkai.screening.content.screen import screen
from gongkai.screening.tests.content.planting import number, paragraph, part_of, run, shared

IDS = st.integers(1, 999).map(number)
WORDS = st.sampled_from(["王某", "补贴一千元", "a < b & c", "备注：“无”", "", "第3组", "崆政发〔2020〕12号"])
VALUES = st.one_of(IDS, WORDS, st.integers(0, 99_999))
TIMES = settings(max_examples=40, deadline=None)


def blocking(name: str, data: bytes) -> list[str]:
    return [one.where for one in screen(name, data).findings if one.severity is Severity.BLOCK]


@settings(max_examples=15, deadline=None)
@given(
    st.lists(st.tuples(WORDS, IDS, WORDS, st.sets(st.integers(1, 17), max_size=5)), min_size=1, max_size=5)
)
def test_a_word_document_loses_its_numbers_and_nothing_else(
    lines: list[tuple[str, str, str, set[int]]],
) -> None:
    document = docx.Document()
    for before, hidden, after, cuts in lines:
        line = document.add_paragraph(before)
        bounds = [0, *sorted(cuts), 18]
        for low, high in pairwise(bounds):
            line.add_run(hidden[low:high]).italic = low > 4
        line.add_run(after)
    copy = masked_copy("公示.docx", saved(document)).data
    assert copy is not None
    assert blocking("公示.docx", copy) == []
    made = docx.Document(io.BytesIO(copy)).paragraphs
    for (before, hidden, after, _), old, new in zip(lines, document.paragraphs, made, strict=True):
        assert new.text.startswith(before) and new.text.endswith(after)
        assert hidden[6:14] not in new.text
        assert len(new.runs) == len(old.runs)


@TIMES
@given(st.lists(st.tuples(VALUES, VALUES, VALUES), min_size=1, max_size=9))
def test_a_workbook_loses_its_numbers_and_nothing_else(rows: list[tuple[object, ...]]) -> None:
    copy = masked_copy("名册.xlsx", shared(("甲", "乙", "丙"), *rows)).data
    assert copy is not None
    assert blocking("名册.xlsx", copy) == []
    sheet = openpyxl.load_workbook(io.BytesIO(copy)).active
    columns = [
        sum(isinstance(row[at], str) and row[at].isalnum() and len(row[at]) == 18 for row in rows)
        for at in range(3)
    ]
    for number_, row in enumerate(rows, 2):
        for at, value in enumerate(row):
            now = sheet.cell(number_, at + 1).value
            if isinstance(value, str) and value.startswith("620802"):
                assert now is None or value[6:14] not in now
            elif columns[at] < 3:
                assert now == (value if value != "" else None)


@TIMES
@given(
    st.lists(st.tuples(WORDS, IDS), min_size=1, max_size=6), st.sampled_from(["utf-8", "gb18030", "utf-16"])
)
def test_a_text_loses_its_numbers_and_nothing_else(lines: list[tuple[str, str]], encoding: str) -> None:
    text = "\r\n".join(f"{words}，证号{hidden}。" for words, hidden in lines)
    copy = masked_copy("公示.txt", text.encode(encoding)).data
    assert copy is not None
    assert blocking("公示.txt", copy) == []
    made = copy.decode(encoding)
    assert len(made) == len(text)
    assert [new for old, new in zip(text, made, strict=True) if old != new] == ["*"] * (8 * len(lines))


@TIMES
@given(st.lists(st.tuples(WORDS, IDS, st.booleans(), st.booleans()), min_size=1, max_size=5))
def test_a_document_with_hidden_and_deleted_numbers_loses_them(
    lines: list[tuple[str, str, bool, bool]],
) -> None:
    body = ""
    for words, hidden, gone, unseen in lines:
        words = words.replace("&", "&amp;").replace("<", "&lt;")
        piece = run(hidden, "<w:vanish/>" if unseen else "", tag="delText" if gone else "t")
        body += paragraph(run(words), f"<w:del w:id='1'>{piece}</w:del>" if gone else piece)
    data = docx_of(body)
    copy = masked_copy("公示.docx", data).data
    assert copy is not None
    assert blocking("公示.docx", copy) == []
    text = part_of(copy, "word/document.xml")
    assert not any(hidden[6:14] in text for _, hidden, _, _ in lines)
