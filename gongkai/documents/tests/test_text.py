"""Text of attachments: every kind is read, cells stay apart, and no file whatever stops the reading."""

import random
import struct
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.documents.tests.samples import (
    FILES,
    PNG,
    compound,
    docx_of,
    ofd,
    pdf,
    pptx,
    table_docx,
    workbook,
    zipped,
)
from gongkai.documents.text import text_of
from gongkai.documents.tidy import closed_up, tidy, unwrapped
from gongkai.oldoffice.compound import Compound

P = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
KINDS = ("pdf", "docx", "xlsx", "pptx", "txt", "csv", "zip", "doc", "wps", "xls", "et", "ppt", "dps", "ofd")
GOOD = {
    "docx": docx_of(P.format("饮水安全")),
    "xlsx": workbook(表=[["饮水安全", 1]]),
    "pptx": pptx("<a:p><a:r><a:t>饮水安全</a:t></a:r></a:p>"),
    "pdf": pdf("safe water", "second page"),
    "ofd": ofd(("10 10 50 5", "饮水安全")),
    "doc": (FILES / "notice.doc").read_bytes(),
    "xls": (FILES / "schedule.xls").read_bytes(),
    "ppt": compound(
        **{"PowerPoint Document": struct.pack("<HHI", 0, 0xFA0, 8) + "饮水安全".encode("utf-16-le")}
    ),
    "zip": zipped({"a.txt": "饮水安全"}),
    "txt": "饮水安全".encode(),
    "csv": "饮水安全,1".encode("gb18030"),
}


@pytest.mark.parametrize("kind", GOOD)
def test_each_kind_gives_its_text_without_a_notice(kind: str) -> None:
    got = text_of(kind, GOOD[kind])
    assert got.notices == ()
    assert "饮水安全" in got.text or "safe water" in got.text


def test_a_word_document_gives_body_header_notes_and_text_boxes_once_and_nothing_deleted() -> None:
    box = "<w:txbxContent>" + P.format("文本框") + "</w:txbxContent>"
    twice = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    body = (
        f"<w:p><w:r><w:t>正文</w:t></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del><w:r>{twice}</w:r></w:p>"
        "<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r></w:p>"
    )
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = {
        name: f"<w:x {space}>{P.format(text)}</w:x>"
        for name, text in (("header1", "页眉"), ("footnotes", "脚注"))
    }
    got = text_of("DOCX", docx_of(body, **parts))
    assert got.text.split("\n") == ["正文文本框", "甲\t乙", "丙", "脚注", "页眉"]


NUMBERS = st.lists(st.lists(st.integers(0, 10**6).map(str), min_size=3, max_size=3), min_size=1, max_size=4)


@given(rows=NUMBERS)
@settings(max_examples=20)
def test_digits_of_neighbouring_cells_never_join(rows: list[list[str]]) -> None:
    for data, kind in ((table_docx(rows), "docx"), (workbook(表=rows), "xlsx")):
        lines = [line.split("\t") for line in text_of(kind, data).text.split("\n")]
        assert [line for line in lines if line != ["表"]] == rows


def test_hidden_worksheets_are_read_and_days_are_days() -> None:
    from datetime import date

    data = workbook(表=[[date(2020, 3, 5), 12, 34]], 隐藏=[["名单"]])
    assert text_of("xlsx", data).text == "表\n2020-03-05\t12\t34\n隐藏\n名单"


def test_old_word_documents_are_read_without_their_field_codes() -> None:
    lines = text_of("doc", GOOD["doc"]).text.split("\n")
    assert lines[:2] == [
        "关于开展2020年农村饮水安全检查的通知",
        "各村民委员会：现定于2020年3月5日开展检查，详见镇政府网站。",
    ]
    assert lines[2:4] == ["71\t72\t73", "81\t82\t83"]
    assert lines[-1] == "崆峒镇人民政府"  # the header


def test_old_workbooks_are_read_across_records_with_days_numbers_and_hidden_worksheets() -> None:
    lines = text_of("xls", GOOD["xls"]).text.split("\n")
    village = "农村饮水安全巩固提升工程项目" * 4
    assert lines[0] == "资金安排表"
    assert lines[1:121] == [
        f"第{n}村{village}\t71\t{f'{3.5 + n:.1f}'.removesuffix('.0')}\t2020-03-05\t12345678901.25\tascii {n}"
        for n in range(120)
    ]
    assert lines[121:] == ["备查", "隐藏表里的内容\t12\t34"]


def test_small_streams_of_old_files_are_found_in_their_own_store() -> None:
    file = Compound(GOOD["doc"])
    assert 0 < len(file.stream("\x05SummaryInformation")) < 4096
    assert file.stream("\x05SummaryInformation").startswith(b"\xfe\xff")


def test_old_presentations_are_read() -> None:
    records = struct.pack("<HHI", 0xF, 0x3E8, 99) + struct.pack("<HHI", 0, 0xFA8, 5) + b"water"
    assert text_of("dps", compound(**{"PowerPoint Document": records})).text == "water"


def test_slides_come_in_their_order() -> None:
    slides = [f"<a:p><a:r><a:t>第{n}页</a:t></a:r></a:p>" for n in range(1, 12)]
    assert text_of("pptx", pptx(*slides)).text.split("\n") == [f"第{n}页" for n in range(1, 12)]


def test_an_ofd_page_is_put_into_lines_by_where_its_texts_stand() -> None:
    data = ofd(
        ("10 10 20 5", "饮水"),
        ("30 10 20 5", "安全"),
        ("60 10 5 5", "71"),
        ("70 10 5 5", "72"),
        ("10 20 9 5", "下行"),
    )
    assert text_of("ofd", data).text == "饮水安全 71 72\n下行"


def test_a_full_line_runs_on_and_a_short_one_ends() -> None:
    full = "中华人民共和国政府信息公开条例和本省的有关规定由本机关政府信息"
    assert unwrapped([full, "公开工作机构", "一、总则"]) == full + "公开工作机构\n一、总则"
    assert unwrapped([full + "2020", "12" + full[:-2]]) == full + "2020\n12" + full[:-2]


def test_blanks_set_between_characters_are_closed_up_but_never_between_numbers() -> None:
    assert closed_up("邮 编 ： 223100 ， 12 号 71 3 0") == "邮编：223100，12号71 3 0"


def test_runs_of_blanks_become_one() -> None:
    assert tidy("通　　知 \u200b  甲\t \t乙\r\n\n \n 丙\x07") == "通 知 甲\t乙\n丙"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_are_read_in_the_encodings_offices_use(encoding: str) -> None:
    assert text_of("txt", "崆峒镇：通知".encode(encoding)).text == "崆峒镇：通知"


def test_a_list_has_its_cells_apart() -> None:
    assert text_of("csv", '"甲,乙",1,2\n丙,3,4'.encode()).text == "甲,乙\t1\t2\n丙\t3\t4"


def test_an_archive_gives_names_and_texts_and_names_what_it_could_not_read() -> None:
    name = zipped({"a/x.docx": GOOD["docx"], "内层.zip": GOOD["zip"], "坏.docx": b"PK", "图.png": PNG})
    got = text_of("zip", name)
    assert got.text.split("\n") == ["x.docx", "饮水安全", "内层.zip", "坏.docx", "图.png"]
    assert got.notices == (
        "压缩包里的“内层.zip”、“坏.docx”、“图.png”没有取到或者没有取全文字，只能按文件名检索。",
    )


def test_names_written_on_chinese_windows_are_read() -> None:
    data = zipped({"AAAA.txt": "1"}).replace(b"AAAA", "名单".encode("gbk"))
    assert text_of("zip", data).text.startswith("名单.txt")


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("jpg", b"\xff\xd8\xff", "JPG 图片里的文字不能检索"),
        ("xyz", b"1", "这种文件里的文字不能检索"),
        ("docx", b"", "0 字节"),
        ("pdf", pdf(""), "扫描件"),
        ("txt", b"\xff\xff\xff\x00", "编码无法识别"),
        ("docx", zipped({"a": "1"}), "损坏"),
        ("docx", docx_of("<w:p>" + "<w:t/>" * 2_000_000 + "</w:p>"), "解压后过大"),
        ("docx", docx_of("")[:-40], "损坏"),
        ("xlsx", zipped({"[Content_Types].xml": "1"}), "损坏"),
        ("doc", compound(WordDocument=struct.pack("<HH6xH", 0xA5EC, 0xC1, 0x100)), "密码"),
        ("doc", compound(WordDocument=struct.pack("<HH6xH", 0xA5DC, 0x65, 0)), "Word 95"),
        ("xls", compound(Book=b"1"), "Excel 95"),
        ("xls", compound(Workbook=struct.pack("<HHHH", 0x809, 0, 0x2F, 0)), "密码"),
        ("xls", compound(EncryptedPackage=b"1"), "密码"),
        ("et", compound(Other=b"1"), "损坏"),
        ("zip", zipped({}), "没有取到文字"),
    ],
)  # fmt: skip
def test_what_cannot_be_searched_is_said(kind: str, data: bytes, said: str) -> None:
    got = text_of(kind, data)
    assert got.text == ""
    assert len(got.notices) == 1
    assert said in got.notices[0]
    assert got.notices[0].endswith("。")


def test_entities_are_never_expanded() -> None:
    text = '<!DOCTYPE d [<!ENTITY a "aaaa">]><w:document xmlns:w="w"><w:t>&a;</w:t></w:document>'
    bomb = zipped({"word/document.xml": text})
    assert text_of("docx", bomb).text == ""
    assert "损坏" in text_of("docx", bomb).notices[0]


def test_text_beyond_the_limit_is_cut_and_said() -> None:
    got = text_of("docx", docx_of(P.format("饮水安全") * 100), limit=50)
    assert len(got.text) == 50
    assert got.notices == ("文字很多，只有前 50 个字可以检索。",)


def test_reading_stops_in_time_and_keeps_what_it_has() -> None:
    got = text_of("docx", docx_of(P.format("饮水安全") * 5), seconds=0)
    assert got.text == "饮水安全"
    assert "超过 0 秒" in got.notices[0]


def test_a_long_document_is_read_in_seconds() -> None:
    data = docx_of((P.format("现将有关事项通知如下") + "<w:p/>") * 40_000)
    began = time.monotonic()
    got = text_of("docx", data)
    assert len(got.text) == 40_000 * 11 - 1
    assert time.monotonic() - began < 10


@given(kind=st.sampled_from(KINDS), data=st.binary(max_size=2_000))
def test_no_bytes_whatever_raise(kind: str, data: bytes) -> None:
    for start in (
        b"",
        b"PK\x03\x04",
        b"%PDF-1.4\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(22) + b"\x09\x00",
    ):
        got = text_of(kind, start + data)
        assert got.text or got.notices


@pytest.mark.parametrize("kind", GOOD)
def test_no_damage_to_a_good_file_raises(kind: str) -> None:
    chance = random.Random(kind)
    for _ in range(60):
        data = bytearray(GOOD[kind])
        for _ in range(chance.choice((1, 5, 40))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        got = text_of(kind, bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]), seconds=5)
        assert got.text or got.notices
