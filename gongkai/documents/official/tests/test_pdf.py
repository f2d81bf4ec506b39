"""The PDF: every word is there, at its place, within the type area of GB/T 9704—2012."""

import re
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.annualreport.write.fonts import FontMissing
from gongkai.documents.official.article import article
from gongkai.documents.official.as_pdf import as_pdf
from gongkai.documents.official.tests.samples import MM, letters, lines, official, pdf_text, png, squeezed

# Marks that mean something to the setter, and everyday words.
HOSTILE = (
    "#$\\*_`'\"<>@=-+/~[](){}&%^|!?;:,. 甲乙丙丁公文通知，。；：？！“”《》（）〔〕、…—·%0123456789abcXYZ\n\t"
)


def prose(characters):
    return "<p>" + "植" * characters + "</p>"


def test_the_page_is_a4_with_22_lines_of_28_characters():
    page = pypdfium2.PdfDocument(as_pdf(official(prose(800))))[1]
    assert [round(side / MM) for side in page.get_size()] == [210, 297]
    full = lines(as_pdf(official(prose(1500))), page=1)
    assert full[-1] == "—2—" and [len(line) for line in full[:-1]] == [28] * 22


def test_the_first_line_of_a_paragraph_is_two_characters_in():
    content = as_pdf(official(prose(60), title="标题", number=""))
    row = [box for _, letter, box in letters(content) if letter == "植"]
    left, top = min(box[0] for box in row), max(box[3] for box in row)
    first = min(box[0] for box in row if box[3] > top - 5)
    assert left == pytest.approx(28 * MM, abs=2) and first - left == pytest.approx(2 * 15.79, abs=0.5)


def within(content):
    """Characters outside the type area, the page number left out."""
    return [
        letter
        for _, letter, (left, bottom, right, top) in letters(content)
        if top - bottom > 0
        and bottom > 34 * MM
        and not (left >= 28 * MM - 1 and right <= 184 * MM + 1 and top <= 261 * MM)
    ]


def test_nothing_leaves_the_type_area():
    wide = (
        "<table><tr>"
        + "".join(f"<th>栏目{n}</th>" for n in range(14))
        + "</tr><tr>"
        + "<td>1234567.89</td>" * 14
        + "</tr></table>"
    )
    long = "<p>" + "https://www.example.gov.cn/" + "a1b2" * 60 + "</p>"
    content = as_pdf(
        official(wide + long + prose(300), title="关于" + "植树" * 60 + "的通知", issuer="委员会" * 20)
    )
    assert within(content) == []
    assert "栏目13" in pdf_text(content) and pdf_text(content).count("1234567.89") == 14


def test_no_line_begins_with_closing_punctuation():
    text = "".join(f"{n}植树造林，绿化家园；“保护环境”。（人人有责）、" for n in "一二三四五六七八九十" * 8)
    content = as_pdf(official(f"<p>{text}</p>"))
    for page in range(3):
        assert [line for line in lines(content, page) if line[0] in "，。；、”）"] == []


def test_page_numbers_stand_outside_odd_right_even_left():
    content = as_pdf(official(prose(1500)))
    places = {page: box for page, letter, box in letters(content) if letter.isdigit() and box[1] < 34 * MM}
    assert places[0][0] > 160 * MM and places[1][0] < 50 * MM and places[2][0] > 160 * MM


def test_no_page_holds_a_signature_alone():
    for characters in range(380, 640, 13):
        body = prose(characters) + "<p>请遵照执行，并将办理情况报镇党政办公室。</p>"
        pages = pypdfium2.PdfDocument(as_pdf(official(body)))
        last = pages[len(pages) - 1].get_textpage().get_text_range()
        assert "请遵照执行" in last and "2021年3月5日" in last


def test_a_long_table_repeats_its_head_on_each_page():
    rows = "".join(f"<tr><td>村{n}</td><td>{n}</td></tr>" for n in range(120))
    content = as_pdf(official(f"<table><thead><tr><th>村名</th><th>株数</th></tr></thead>{rows}</table>"))
    assert len(pypdfium2.PdfDocument(content)) >= 3
    assert pdf_text(content).count("村名") == len(pypdfium2.PdfDocument(content))


def test_emphasis_small_letters_and_links_are_drawn():
    content = as_pdf(
        official(
            '<p><strong>重</strong><em>斜</em><u>线</u>H<sub>2</sub>m<sup>3</sup><a href="https://a.gov.cn/">网</a></p>'
        )
    )
    assert "重斜线H2m3网" in pdf_text(content)
    assert b"https://a.gov.cn/" in content


@pytest.mark.parametrize("size", [(40, 40), (3000, 200), (200, 5000)])
def test_a_picture_is_drawn_within_the_type_area(size):
    content = as_pdf(
        official('<p>如图：</p><p><img src="a.png" alt="示意图"></p>', pictures={"a.png": png(*size)})
    )
    pages = pypdfium2.PdfDocument(content)
    boxes = [one.get_bounds() for page in pages for one in page.get_objects() if one.type == 3]
    assert len(boxes) == 1
    left, bottom, right, top = boxes[0]
    assert left >= 28 * MM - 1 and right <= 184 * MM + 1 and bottom >= 34 * MM and top <= 261 * MM
    assert (right - left) / (top - bottom) == pytest.approx(size[0] / size[1], rel=0.02)


@pytest.mark.parametrize(
    "data", [b"", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\nbroken", b"\xff\xd8\xff\xe0broken"]
)
def test_a_picture_that_cannot_be_read_stands_there_by_its_words(data):
    content = as_pdf(official('<img src="a.png" alt="示意图">', pictures={"a.png": data}))
    assert "（图片：示意图）" in pdf_text(content)
    assert "（图片：无说明）" in pdf_text(as_pdf(official('<img src="b.png">')))


def test_the_file_says_whose_it_is_and_has_the_same_bytes_each_time():
    content = as_pdf(official())
    assert content == as_pdf(official())
    facts = pypdfium2.PdfDocument(content).get_metadata_dict()
    assert (facts["Title"], facts["Author"], facts["CreationDate"][:10]) == (
        "关于春季植树的通知",
        "白杨镇人民政府",
        "D:20210305",
    )


def words_of(document):
    """All that must be printed."""
    return squeezed("".join(getattr(part, "text", "") for part in article(document)))


@settings(max_examples=40)
@given(st.text(HOSTILE, min_size=1, max_size=80), st.text(HOSTILE, max_size=200))
def test_any_words_are_printed_as_they_are_and_never_read_as_markup(title, text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    document = official(f"<p>{escaped}</p>", title=f"甲{title}", number="")
    printed = re.sub(r"—\d+—", "", pdf_text(as_pdf(document)))
    assert sorted(printed) == sorted(re.sub(r"—\d+—", "", words_of(document)))


@settings(max_examples=25)
@given(st.text(max_size=120), st.text(max_size=120))
def test_any_text_at_all_is_set(title, text):
    assert as_pdf(official(text, title=title, issuer=text[:40], note=title)).startswith(b"%PDF-")


def test_a_font_folder_without_chinese_fonts_is_told_with_its_remedy(tmp_path: Path):
    with pytest.raises(FontMissing, match="没有找到字体文件夹"):
        as_pdf(official(), tmp_path / "字体")
