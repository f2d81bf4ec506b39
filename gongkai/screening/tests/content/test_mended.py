"""What once slipped through or was stopped without reason, by its cause: each of these was found by trying."""

import io
import zipfile
import zlib

import openpyxl
import pytest

from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.screen import screen
from gongkai.screening.content.text import hits
from gongkai.screening.tests.content.planting import ID, book

MOBILE = "13800138000"


def blocked(name: str, data: bytes) -> set[Kind]:
    return {one.kind for one in screen(name, data).findings if one.severity is Severity.BLOCK}


def weights(text: str, kind: Kind) -> list[Severity]:
    return [hit.severity for hit in hits(text) if hit.kind is kind]


def pdf_with(objects: bytes, after: bytes = b"") -> bytes:
    """A page without words, with other objects that nothing refers to."""
    body = (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\n"
        b"endobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n" + objects
    )
    return body + b"trailer\n<</Root 1 0 R/Size 9>>\n%%EOF\n" + after


def packed(data: bytes) -> bytes:
    inner = zlib.compress(data)
    return b"4 0 obj\n<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream\nendobj\n" % (
        len(inner),
        inner,
    )


@pytest.mark.parametrize(
    "data",
    [
        pdf_with(f"4 0 obj\n<</DV({ID})>>\nendobj\n".encode()),
        pdf_with(b"4 0 obj\n<</Alt<FEFF" + ID.encode("utf-16-be").hex().encode() + b">>>\nendobj\n"),
        pdf_with(packed(f"BT ({ID}) Tj ET".encode())),
        pdf_with(packed(f"<?xpacket?><x:xmpmeta><t>{ID}</t></x:xmpmeta>".encode())),
        pdf_with(b"", f"\n%{ID}\n".encode()),
        pdf_with(f'4 0 obj\n<</JS(app.alert\\("{ID}"\\))>>\nendobj\n'.encode()),
    ],
)
def test_what_a_pdf_holds_beside_its_pages_is_read(data: bytes) -> None:
    assert Kind.RESIDENT_ID in blocked("通知.pdf", data)


def test_a_pdf_of_which_nothing_can_be_unpacked_is_read_to_its_end() -> None:
    broken = b"4 0 obj\n<</Filter/FlateDecode>>\nstream\nnothing packed\nendstream\nendobj\n"
    assert Kind.RESIDENT_ID in blocked("通知.pdf", pdf_with(broken + f"5 0 obj\n({ID})\nendobj\n".encode()))
    assert blocked("通知.pdf", pdf_with(b"4 0 obj\n<</Filter/FlateDecode>>\nstream\n")) == set()


def test_a_number_that_a_formula_puts_together_is_one_number() -> None:
    def change(made: openpyxl.Workbook) -> None:
        made.active["C2"] = f'="{ID[:6]}" & "{ID[6:]}"'
        made.active["C3"] = f'=CONCATENATE("{MOBILE[:4]}","{MOBILE[4:]}")'

    assert blocked("名册.xlsx", book(change)) == {Kind.RESIDENT_ID, Kind.MOBILE}


@pytest.mark.parametrize(
    "script",
    [
        f'var a="{ID[:6]}" + "{ID[6:]}"',
        "var a='" + "".join(f"\\u{ord(sign):04x}" for sign in ID) + "'",
        "var a='\\ud83d\\u0000'; var b='" + ID + "'",
    ],
)
def test_a_number_that_a_script_puts_together_is_one_number(script: str) -> None:
    assert Kind.RESIDENT_ID in blocked("公示.html", f"<html><script>{script}</script></html>".encode())


def test_a_page_written_out_in_a_link_is_read() -> None:
    written = "".join(f"%{sign:02X}" for sign in f"<p>{ID}</p>".encode())
    assert Kind.RESIDENT_ID in blocked("公示.html", f'<a href="data:text/html,{written}">a</a>'.encode())


def test_folders_and_notes_of_an_archive_are_read() -> None:
    for plant in ("folder", "note"):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            info = zipfile.ZipInfo("甲.txt")
            info.comment = ID.encode() if plant == "note" else b""
            archive.writestr(info, "x")
            if plant == "folder":
                archive.writestr(f"张三{ID}/", "")
        assert Kind.RESIDENT_ID in blocked("附件.zip", made.getvalue()), plant


def test_notes_of_a_picture_are_read_wherever_they_stand() -> None:
    note = b"\xff\xfe" + (len(ID) + 2).to_bytes(2, "big") + ID.encode()
    for data in (b"\xff\xd8\xff" + note, b"\xff\xd8\xff\xda\x00\x02dots" + note + b"\xff\xd9"):
        assert Kind.RESIDENT_ID in blocked("照片.jpg", data)
    wide = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x92\x86\0\x07\0\0\0$\0\0\0\x1a\0\0\0\0" + ID.encode("utf-16-be")
    data = b"\xff\xd8\xff\xe1" + (len(wide) + 2).to_bytes(2, "big") + wide + b"\xff\xd9"
    assert Kind.RESIDENT_ID in blocked("照片.jpg", data)


def test_coded_heads_of_a_mail_are_read() -> None:
    import base64

    coded = base64.b64encode(f"名单{ID}".encode()).decode()
    mail = f"MIME-Version: 1.0\r\nSubject: =?utf-8?B?{coded}?=\r\nContent-Type: text/plain\r\n\r\nx"
    assert Kind.RESIDENT_ID in blocked("信.eml", mail.encode())


@pytest.mark.parametrize("text", [f"{MOBILE}元旦值班", f"{MOBILE}万老师", f"{MOBILE}角楼", "1380 0138 000"])
def test_a_mobile_number_before_a_word_that_begins_like_a_measure_blocks(text: str) -> None:
    assert weights(text, Kind.MOBILE) == [Severity.BLOCK]


@pytest.mark.parametrize("text", [f"{MOBILE}元", f"{MOBILE}元整", f"{MOBILE}万元", f"{MOBILE}亩"])
def test_an_amount_is_no_mobile_number(text: str) -> None:
    assert weights(text, Kind.MOBILE) == []


@pytest.mark.parametrize(
    "text",
    [
        f"项目\t金额（元）\n道路\t{MOBILE}",
        f"编号\t单位\n{MOBILE}\t甲单位",
        f"准考证号\t成绩\n{MOBILE}\t80",
        f"发票代码：0{MOBILE}",
        f"执法证号：{MOBILE}",
        f"e21a{MOBILE}b7c3",
    ],
)
def test_what_is_called_an_amount_or_a_serial_number_is_for_a_person_to_look_at(text: str) -> None:
    assert weights(text, Kind.MOBILE) == [Severity.WARN]


def test_a_heading_counts_no_further_than_its_table() -> None:
    assert weights(f"项目\t金额\n道路\t100\n以下是联系人。\n张三\t{MOBILE}", Kind.MOBILE) == [Severity.BLOCK]


def test_digits_within_a_credit_code_are_no_card_but_an_id_number_is_never_a_credit_code() -> None:
    assert not [hit for hit in hits("5252240128683089RN") if hit.severity is Severity.BLOCK]
    assert weights(f"统一社会信用代码：{ID}", Kind.RESIDENT_ID) == [Severity.BLOCK]


def test_codes_of_parcels_in_gansu_are_for_a_person_to_look_at_and_cards_block() -> None:
    assert weights("地块编码：6229011325064782342", Kind.BANK_CARD) == [Severity.WARN]
    assert weights("账号：6229011325064782342", Kind.BANK_CARD) == [Severity.BLOCK]


@pytest.mark.parametrize(
    "text",
    ["绝密：关于有关情况的报告", "绝密/特急", "特急·绝密", "絕密★", "绝·密", "**绝密**", "绝密级文件", "定密：机密",
     "本文件为绝密级", "第 1 页 绝密", "某某人民政府文件　　　　绝密", "绝密 平办发〔2024〕1号", "此件不得转发",
     "本文件不得公开", "此件属于不予公开事项", "绝                    密★10年"],
)  # fmt: skip
def test_a_mark_of_secrecy_blocks_however_it_is_set(text: str) -> None:
    assert Severity.BLOCK in weights(text, Kind.SECRECY_MARK)


@pytest.mark.parametrize(
    "text",
    ["涉及国家秘密的，不得公开。", "《内部资料性出版物管理办法》第三条规定，内部资料不得公开发行。", "读书活动：《机密》",
     "标有“秘密★”“机密★”字样的文件", "“内部资料”字样", "“此件不公开”的含义是", "国家秘密分为绝密、机密、秘密三级"],
)  # fmt: skip
def test_a_text_that_speaks_of_marks_bears_none(text: str) -> None:
    assert Severity.BLOCK not in weights(text, Kind.SECRECY_MARK)


@pytest.mark.parametrize("line", ["保密", "密件", "涉密文件", "商密"])
def test_a_line_that_says_nothing_but_secret_is_for_a_person_to_look_at(line: str) -> None:
    assert weights(f"某局\n{line}\n关于有关工作的通知", Kind.SECRECY_MARK) == [Severity.WARN]
    assert weights(f"做好{line}管理工作", Kind.SECRECY_MARK) == []


def test_a_document_that_calls_itself_not_for_everybody_warns() -> None:
    for text in ("公开属性：依申请公开", "公开方式：依申请公开"):
        (hit,) = [one for one in hits(text) if one.kind is Kind.WORK_SECRET]
        assert hit.severity is Severity.WARN
    assert weights("公开属性：不予公开", Kind.SECRECY_MARK) == [Severity.BLOCK]
    for text in (
        "公开方式：主动公开",
        "公开方式：主动公开□ 依申请公开□",
        "本机关办理依申请公开",
        "严格保密，保护举报人",
    ):
        assert weights(text, Kind.WORK_SECRET) == []


@pytest.mark.parametrize(
    "text",
    [
        "区残疾人联合会理事长李明",
        "李明，男，享受残疾人两项补贴",
        "李明，男，参加大病保险",
        "村民李明申请大病救助",
    ],
)
def test_names_of_organs_and_benefits_say_nothing_of_anybodys_health(text: str) -> None:
    assert weights(text, Kind.HEALTH) == []
    assert weights(text + "；村民王大山，男，肢体残疾二级", Kind.HEALTH) == [Severity.WARN]
