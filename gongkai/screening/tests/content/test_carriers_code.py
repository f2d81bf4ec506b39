"""What stands in other letters than it means: formulas and scripts that join, escapes, heads of mails, notes."""

import io
import zipfile
from base64 import b64encode
from urllib.parse import quote

import pytest

from gongkai.documents.tests.samples import docx_of
from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.masked import masked_copy
from gongkai.screening.content.screen import screen
from gongkai.screening.tests.content.planting import ID, book, changed, ids, paragraph, places, run


def blocked(name: str, data: bytes) -> set[Kind]:
    """What in a file blocks."""
    return {one.kind for one in screen(name, data).findings if one.severity is Severity.BLOCK}


@pytest.mark.parametrize(
    "formula",
    [
        f'="{ID[:6]}"&"{ID[6:]}"',
        f'="{ID[:6]}" & "{ID[6:]}"',
        f'="{ID[:6]}"&"{ID[6:10]}"&"{ID[10:]}"',
        f'=A1&"证号"&"{ID[:9]}"&"{ID[9:]}"',
    ],
)
def test_a_number_that_a_formula_puts_together_is_found_and_masked(formula: str) -> None:
    data = book(lambda made: made.active.append(["李某", formula]))
    assert places("公示.xlsx", data) == ["名册!B3（公式）"]
    copy = masked_copy("公示.xlsx", data).data
    assert copy
    assert places("公示.xlsx", copy) == []


def test_a_mark_in_a_formula_and_one_in_a_page_header_are_found() -> None:
    data = book(lambda made: made.active.append(["李某", '="机密"']))
    assert blocked("公示.xlsx", data) == {Kind.SECRECY_MARK}

    def head(made):  # type: ignore[no-untyped-def]
        made.active.oddHeader.center.text = "绝密"
        made.active.oddHeader.center.size = 12

    assert blocked("公示.xlsx", book(head)) == {Kind.SECRECY_MARK}


def test_a_number_that_codes_of_a_page_header_cut_is_found() -> None:
    def head(made):  # type: ignore[no-untyped-def]
        made.active.oddFooter.left.text = f"{ID[:4]}&B{ID[4:]}"

    assert places("公示.xlsx", book(head)) == ["名册（页眉页脚、下拉选项、超链接等）"]


def test_figures_that_excel_fills_into_a_page_header_are_no_number() -> None:
    def head(made):  # type: ignore[no-untyped-def]
        made.active.oddFooter.center.text = "第 &P 页，共 &N 页 &D"

    assert screen("公示.xlsx", book(head)).findings == ()


def escaped(text: str) -> str:
    """Every sign of a text as scripts can write it."""
    return "".join(f"\\u{ord(sign):04x}" for sign in text)


@pytest.mark.parametrize(
    "script",
    [
        f'var a="{ID[:6]}"+"{ID[6:]}";',
        f"var a='{ID[:6]}' + '{ID[6:12]}' +\n '{ID[12:]}';",
        f'var a="{escaped(ID)}";',
        f'var a="{ID[:5]}\\x{ord(ID[5]):x}{ID[6:]}";',
    ],
)
def test_a_number_that_a_script_puts_together_is_found(script: str) -> None:
    assert places("页.html", f"<html><body><script>{script}</script></body></html>".encode()) == ["网页脚本"]
    assert ids(screen("页.js", script.encode()))


def test_marks_in_scripts_styles_and_lists_are_found() -> None:
    for within in (
        '<script>var a={"x":"机密"};</script>',
        f'<script>var a="{escaped("机密")}";</script>',
        '<style>p:after{content:"机密"}</style>',
        "<a onclick=\"show('机密')\">甲</a>",
        f"<a href='/d?x={quote('绝密★10年')}'>甲</a>",
    ):
        page = f"<html><body>{within}</body></html>".encode()
        assert blocked("页.html", page) == {Kind.SECRECY_MARK}, within
    assert blocked("a.json", '{"a":["机密"]}'.encode()) == {Kind.SECRECY_MARK}
    assert blocked("a.json", f'{{"a":"{escaped("绝密★10年")}"}}'.encode()) == {Kind.SECRECY_MARK}
    assert blocked("a.sql", "insert into t values ('机密');".encode()) == {Kind.SECRECY_MARK}


def test_a_number_in_a_list_keeps_the_name_that_stands_before_it() -> None:
    assert screen("a.json", '{"订单编号":"6228480012345678","序号":"1"}'.encode()).findings == ()
    assert screen("a.json", '{"选项":["绝密","机密","秘密"]}'.encode()).findings == ()


def test_broken_escapes_are_read_as_they_stand() -> None:
    assert screen("a.json", b'{"a":"\\ud800 \\u12 \\x"}').unread == ()


def test_a_page_within_an_address_of_a_page_is_read_however_it_is_written() -> None:
    within = quote(f"<p>证号{ID}</p>")
    page = f"<html><body><a href='data:text/html,{within}'>甲</a></body></html>".encode()
    assert "网页里嵌入的第1个文件：第1段" in places("页.html", page)


def test_empty_things_within_a_page_are_not_complained_of() -> None:
    assert screen("页.html", b"<html><body>" + b"data:;base64, " * 5_000).unread == ()


def mail(head: str, body: str = "\r\n") -> bytes:
    """A mail with this in its head."""
    return f"MIME-Version: 1.0\r\nContent-Type: text/plain\r\n{head}\r\n\r\n{body}".encode()


def coded(text: str, encoding: str = "utf-8") -> str:
    """A word as heads of mails write Chinese."""
    return f"=?{encoding}?B?{b64encode(text.encode(encoding)).decode()}?="


@pytest.mark.parametrize(
    "head",
    [
        f"Subject: {coded(f'张某证号{ID}')}",
        f"Subject: {coded(f'张某证号{ID[:6]}')}\r\n {coded(ID[6:])}",
        f"To: {coded(f'张某证号{ID}', 'gb2312')} <a@b.gov.cn>",
        f"Subject: =?utf-8?Q?{quote(f'证号{ID}').replace('%', '=')}?=",
        f"From: =?utf-8*zh?B?{b64encode(f'证号{ID}'.encode()).decode().rstrip('=')}?=",
    ],
)
def test_the_head_of_a_mail_is_read_as_it_is_meant(head: str) -> None:
    assert places("信.eml", mail(head)) == ["邮件头"]


def test_the_name_of_a_file_in_a_mail_is_read_as_it_is_meant() -> None:
    data = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n--B\r\n"
        f'Content-Disposition: attachment; filename="{coded(f"张某{ID}.txt")}"\r\n\r\n甲\r\n--B--\r\n'
    ).encode()
    assert any(place.endswith("文件名") for place in places("信.eml", data))


def test_a_broken_word_in_the_head_of_a_mail_is_read_as_it_stands() -> None:
    for word in ("=?utf-8?B?A?=", "=?nonsense?B?5py6?=", "=?utf-8?Q?=ZZ?=", "=?"):
        assert screen("信.eml", mail(f"Subject: {word}")).unread == ()


def test_notes_on_things_in_an_archive_and_names_of_empty_folders_are_read() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        noted = zipfile.ZipInfo("甲.txt")
        noted.comment = f"证号{ID}".encode("gb18030")
        archive.writestr(noted, "甲")
    assert places("材料.zip", stream.getvalue()) == ["压缩包的备注"]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(f"张某{ID}/", "")
        archive.writestr("甲.txt", "甲")
    assert places("材料.zip", stream.getvalue()) == ["文件夹的名称"]


def test_an_instruction_to_a_program_in_a_document_is_read() -> None:
    data = changed(
        docx_of(paragraph(run("甲"))),
        ("word/document.xml", r"<w:t>甲", f"<?mso 证号{ID}?><w:t>甲"),
        customXml__item1_x="<a><?b 机密★10年?></a>",
    )
    assert len(ids(screen("公示.docx", data))) == 1
    assert Kind.SECRECY_MARK in blocked("公示.docx", data)


def test_a_mark_that_was_deleted_or_hidden_beside_other_words_is_found() -> None:
    gone = paragraph("<w:del>", run("机密", "", "delText"), "</w:del>", run("公示"))
    assert blocked("公示.docx", docx_of(gone)) == {Kind.SECRECY_MARK}
    hidden = paragraph(run("公示"), run("机密", "<w:vanish/>"))
    assert blocked("公示.docx", docx_of(hidden)) == {Kind.SECRECY_MARK}
    sentence = paragraph("<w:del>", run("涉及国家秘密", "", "delText"), "</w:del>", run("的不公开"))
    assert blocked("公示.docx", docx_of(sentence)) == set()


def test_lines_of_two_encodings_are_each_read_in_their_own() -> None:
    wide = ID.translate({sign: sign + 0xFEE0 for sign in range(0x30, 0x5B)})
    data = "说明文字在这里".encode("gbk") + b"\r\n" + f"证号{wide}，绝密★10年".encode()
    assert places("a.txt", data) == ["第2行"]
    assert Kind.SECRECY_MARK in blocked("a.txt", data)
