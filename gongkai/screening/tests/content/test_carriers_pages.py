"""Texts, lists and web pages: all they say, in any encoding, with the line or paragraph."""

from base64 import b64encode

import pytest

from gongkai.screening.content.screen import contents_of, screen
from gongkai.screening.tests.content.planting import ID, ids, places


def text_of(name: str, data: bytes) -> str:
    contents, _ = contents_of(name, data)
    return "".join(reading.passage.text for reading in contents.readings[1:])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_text_is_read_in_every_encoding_of_the_day(encoding: str) -> None:
    data = f"公示\r\n证号{ID}\r\n".encode(encoding)
    assert places("公示.txt", data) == ["第2行"]


def test_a_text_with_a_sign_that_belongs_to_none_is_a_text() -> None:
    result = screen("公示.txt", f"甲\x0b乙\n证号{ID}\x7f".encode())
    assert [one.where for one in ids(result)] == ["第2行"]
    assert result.unread == ()


def test_a_number_cut_by_a_line_end_is_found_where_it_begins() -> None:
    assert places("公示.txt", f"甲\n证号{ID[:10]}\n{ID[10:]}\n".encode()) == ["第2行"]


def test_a_list_is_read_cell_by_cell_and_a_quoted_line_end_counts() -> None:
    data = f'姓名,证号\n"李\n""某""","{ID}"\n王某,无\n'.encode()
    assert text_of("名单.csv", data) == '姓名\t证号\n李\n"某"\t' + f"{ID}\n王某\t无\n"
    assert places("名单.csv", data) == ["第3行"]


def test_a_list_whose_quotation_marks_do_not_close_is_read_to_its_end() -> None:
    assert places("名单.csv", f'姓名,"证号\n王某,{ID}\n'.encode()) == ["第2行"]


@pytest.mark.parametrize(
    ("where", "page"),
    [
        ("第1段", f"<p>{ID}</p>"),
        ("第2段", f"<p>甲</p><p>证号<b>{ID[:6]}</b><span>{ID[6:9]}</span>{ID[9:]}</p>"),
        ("第1段", "<p>证号" + "".join(f"&#{ord(sign)};" for sign in ID) + "</p>"),
        ("第1段", f"<table><tr><td>证号</td><td>{ID}</td></tr></table>"),
        ("第1段", f"<p>{ID[:9]}<!-- 甲 -->{ID[9:]}</p>"),
        ("网页注释", f"<p>甲</p><!-- <td>{ID}</td> -->"),
        ("网页注释", f"<!-- 没有写完 {ID}"),
        ("网页标签属性", f"<p><img alt='{ID}'></p>"),
        ("网页标签属性", f"<a href=/q?id={ID}>甲</a>"),
        ("网页标签属性", f'<tr data-id="{ID}"><td>甲</td></tr>'),
        ("网页标签属性", f'<meta name="description" content="{ID}">'),
        ("网页标签属性", f"<input type=hidden value={ID}>"),
        ("隐藏的内容", f"<p style='color:red;display : none'>甲<b>{ID}</b></p>"),
        ("隐藏的内容", f"<div hidden><ul><li>{ID}</ul></div>"),
        ("网页脚本", f"<script>var a = '<p>{ID}';</script>"),
        ("网页样式", f"<style>p:after {{ content: '{ID}' }}</style>"),
        ("网页标题", f"<html><title>{ID}</title></html>"),
        ("第1段", f"<textarea>{ID}</textarea>"),
        ("第1段", f"<p {ID}"),
    ],
)
def test_an_id_number_is_found_wherever_it_hides_in_a_page(where: str, page: str) -> None:
    found = places("公示.html", f"<html><body>{page}</body></html>".encode())
    assert [place for place in found if where in place], found
    assert not any(ID in place for place in found)


def test_what_is_hidden_ends_where_its_tag_ends() -> None:
    page = f"<html><div style='display:none'><div>甲</div></div><p class='hidden-xs'>{ID}</p></html>"
    assert places("公示.html", page.encode()) == ["第2段"]


def test_two_cells_are_not_one_number_and_two_paragraphs_not_one_line() -> None:
    page = (
        b"<html><table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table><p>a</p><p>b<br>c</p></html>"
    )
    assert text_of("a.html", page) == "1\t2\t\n3\t\na\nb\nc\n"


def test_cells_that_nobody_closes_and_line_ends_between_tags_make_no_rows() -> None:
    page = b"<html><table>\n <tr>\n  <td>1\n  <td>a\nb\n <tr>\n  <td>2\n</table></html>"
    rows = text_of("a.html", page).split("\n")
    cells = [[cell.strip() for cell in row.split("\t") if cell.strip()] for row in rows if row.strip()]
    assert cells == [
        ["1", "a b"],
        ["2"],
    ]


def test_a_picture_written_into_a_page_is_read_as_the_file_it_is() -> None:
    picture = b64encode(b"\xff\xd8\xff\xfe\x00\x16" + ID.encode() + b"\0\0\xff\xd9").decode()
    page = f"<html><img src='data:image/jpeg;base64,{picture[:30]}\n{picture[30:]}'></html>"
    result = screen("公示.html", page.encode())
    assert [one.where for one in ids(result)] == ["网页里嵌入的第1个文件：图片的拍摄信息、说明等"]
    assert any("是图片" in sentence for sentence in result.unread)


def test_a_page_in_gbk_that_calls_itself_a_workbook_is_read_as_the_page_it_is() -> None:
    page = f"<html><meta charset=gb2312><table><tr><td>身份证号</td><td>{ID}</td></tr></table></html>"
    assert ids(screen("名册.xls", page.encode("gb18030")))


def test_a_file_named_with_an_id_number_is_found_and_nothing_repeats_the_number() -> None:
    result = screen(f"{ID}张某.txt", b"")
    assert [one.where for one in ids(result)] == ["文件名"]
    assert ID not in repr(result)
