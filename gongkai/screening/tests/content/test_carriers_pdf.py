"""What a PDF holds beside its pages: texts that no viewer shows, stamps, columns, and what it was before."""

import time
import zlib

import pytest

from gongkai.documents.tests.samples import pdf
from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.kinds import read
from gongkai.screening.content.carriers.pdf_rest import PLACE, rest_of_pdf
from gongkai.screening.content.carriers.pdf_versions import older_versions
from gongkai.screening.content.finding import Kind, Severity
from gongkai.screening.content.screen import screen
from gongkai.screening.tests.content.planting import ID, ids, number, places
from gongkai.screening.tests.content.test_carriers_other import pdf_with

_SAID = f"证号{ID}"
_WIDE = "<FEFF" + _SAID.encode("utf-16-be").hex().upper() + ">"
_OLDER = "文件里留有以前的版本（修改前的内容还在里面）。请重新“打印为 PDF”以后再上传。"


def packed(content: bytes, entries: bytes) -> bytes:
    """A stream, packed."""
    inner = zlib.compress(content)
    return b"<<%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (entries, len(inner), inner)


@pytest.mark.parametrize(
    "data",
    [
        pdf_with(b"", b"", b"/Info 9 0 R", b"<</IDCard(%s)>>" % ID.encode()),
        pdf_with(b"", b"", b"", b"<</Old %s>>" % _WIDE.encode()),
        pdf_with(b"", b"", b"", b"<</Old(6208\\\n02%s)>>" % "".join(f"\\{ord(s):03o}" for s in ID[6:]).encode()),
        pdf_with(
            b"/AcroForm<</Fields[9 0 R]>>", b"", b"", b"<</FT/Tx/T(n)/V(%s)>>" % ID.encode()
        ),
        pdf_with(
            b"/AcroForm<</Fields[9 0 R]>>", b"/Annots[9 0 R]", b"",
            b"<</Type/Annot/Subtype/Widget/FT/Ch/Rect[0 0 9 9]/T(n)/V(a)/Opt[(a)(%s)]>>" % ID.encode(),
        ),
        pdf_with(b"/StructTreeRoot 9 0 R", b"", b"", b"<</K<</S/Figure/Alt(%s)>>>>" % _SAID.encode("gb18030")),
        pdf_with(b"/OpenAction<</S/URI/URI(http://a.cn/?q=%s)>>" % ID.encode()),
        pdf_with(b"/OpenAction<</S/JavaScript/JS(app.alert\\('%s'\\))>>" % ID.encode()),
        pdf_with(b"/OpenAction<</S/JavaScript/JS 9 0 R>>", b"", b"", packed(f"app.alert('{ID}')".encode(), b"")),
        pdf_with(b"", b"", b"", packed(b"20 0 <</Old(%s)>>" % ID.encode(), b"/Type/ObjStm/N 1/First 5")),
    ],
    ids=[
        "property", "wide", "escaped", "field", "choice", "picture", "address", "script", "packed-script", "packed",
    ],
)  # fmt: skip
def test_an_id_number_in_what_no_viewer_shows_is_found(data: bytes) -> None:
    assert places("公示.pdf", data) in ([PLACE], ["第1页（图章、批注里的文字）"])


def test_properties_packed_as_xml_and_what_stands_behind_the_end_are_read() -> None:
    xml = f"<x:xmpmeta><dc:title>{_SAID}</dc:title></x:xmpmeta>".encode()
    data = pdf_with(b"/Metadata 9 0 R", b"", b"", packed(xml, b"/Type/Metadata/Subtype/XML"))
    assert places("公示.pdf", data) == [PLACE]
    assert places("公示.pdf", pdf("1") + f"\n%{_SAID}".encode()) == [PLACE]


def test_a_mark_that_no_viewer_shows_is_found() -> None:
    data = pdf_with(
        b"", b"", b"/Info 9 0 R", b"<</Level <FEFF%s>>>" % "机密".encode("utf-16-be").hex().encode()
    )
    (found,) = screen("公示.pdf", data).findings
    packed_mark = packed("<x:xmpmeta><dc:b>甲</dc:b><dc:b>机密</dc:b></x:xmpmeta>".encode(), b"")
    (within,) = screen("公示.pdf", pdf_with(b"", b"", b"", packed_mark)).findings
    assert within.severity is Severity.BLOCK
    assert (found.kind, found.severity) == (Kind.SECRECY_MARK, Severity.BLOCK)


def test_what_a_page_says_is_not_told_twice() -> None:
    data = pdf_with(
        b"", b"/Annots[9 0 R]", b"", b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents(%s)>>" % ID.encode()
    )
    assert places("公示.pdf", data) == ["第1页（批注）"]


@pytest.mark.parametrize("flags", [b"4", b"2", b"0"])
def test_what_a_stamp_draws_is_read_even_if_it_is_hidden(flags: bytes) -> None:
    drawing = b"BT /F1 10 Tf 0 0 Td (%s) Tj ET" % ID.encode()
    font = b"/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
    form = b"<</Type/XObject/Subtype/Form/BBox[0 0 200 20]%s/Length %d>>stream\n%s\nendstream" % (
        font, len(drawing), drawing,
    )  # fmt: skip
    stamp = b"<</Type/Annot/Subtype/Stamp/F %s/Rect[100 100 300 120]/AP<</N 10 0 R>>>>" % flags
    assert places("公示.pdf", pdf_with(b"", b"/Annots[9 0 R]", b"", stamp, form)) == [
        "第1页（图章、批注里的文字）"
    ]


def changed_later(before: bytes, drawing: bytes) -> bytes:
    """A PDF onto which an editor has hung a new drawing of its page, object 4 or whichever draws it."""
    at = int(before.rsplit(b"startxref", 1)[1].split()[0])
    number = before[: before.index(b"stream")].rsplit(b" 0 obj", 1)[0].split()[-1]
    begin = len(before)
    new = b"%s 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\n" % (number, len(drawing), drawing)
    table = begin + len(new)
    return (
        before + new + b"xref\n%s 1\n%010d 00000 n \n" % (number, begin)
        + b"trailer<</Size 99/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (at, table)
    )  # fmt: skip


def test_what_a_page_said_before_an_editor_masked_it_is_found_and_told() -> None:
    before = pdf(ID)
    after = changed_later(before, b"BT /F1 12 Tf 72 720 Td (masked) Tj ET")
    result = screen("公示.pdf", after)
    assert [(one.where, one.severity) for one in ids(result)] == [("以前的版本第1页", Severity.BLOCK)]
    assert _OLDER in result.unread
    assert _OLDER not in screen("公示.pdf", before).unread


def test_a_pdf_within_a_pdf_or_made_to_load_fast_is_no_older_version() -> None:
    within = pdf_with(b"", b"", b"", b"<</Length 9>>stream\n%s\nendstream" % pdf("2"))
    assert _OLDER not in screen("公示.pdf", within + b"\n/Prev").unread
    fast = changed_later(pdf("1"), b"BT /F1 12 Tf 72 720 Td (1) Tj ET").replace(
        b"%PDF-1.4\n", b"%PDF-1.4\n%/Linearized 1\n", 1
    )
    assert fast.count(b"%%EOF") == 2
    assert _OLDER not in screen("公示.pdf", fast).unread


def test_a_number_that_wraps_in_the_right_column_is_found() -> None:
    lines = b""
    for row in range(10):
        right = {5: ID[:6], 6: ID[6:]}.get(row, "words words")
        for left, text in ((50, f"left words {row}"), (320, right)):
            lines += b"1 0 0 1 %d %d Tm (%s) Tj " % (left, 700 - 15 * row, text.encode())
    content = b"BT /F1 12 Tf " + lines + b"ET"
    before = pdf("1")
    drawn = before[before.index(b"stream\n") + 7 : before.index(b"endstream")].rstrip(b"\r\n")
    assert places("公示.pdf", before.replace(drawn, content)) == ["第1页"]


def test_a_pdf_that_says_nothing_at_all_is_told() -> None:
    blank = pdf("1").replace(b"(1) Tj", b"      ")
    said = "没有读到任何文字，没有检查。请用原来的软件打开核对，重新“打印为 PDF”后再检查。"
    assert said in screen("公示.pdf", blank).unread
    cut = pdf(*"123")
    for size in range(20, len(cut), 40):
        result = screen("公示.pdf", cut[:size])
        assert result.unread or result.findings or cut[:size].count(b"Tj") > 0


@pytest.mark.parametrize(
    "junk",
    [
        b"(",
        b"((a)",
        b"(a",
        b"<",
        b"<61",
        b"(\\",
        b"stream\n",
        b"1 0 obj ",
        b"startxref 9 %%EOF\n",
        b"(11111)",
    ],
)
def test_a_hostile_pdf_takes_no_longer_than_its_length_asks(junk: bytes) -> None:
    data = pdf("1") + b"\n/Prev" + junk * (500_000 // len(junk))
    begin = time.process_time()
    contents = Contents(read)
    rest_of_pdf(data, contents)
    older_versions(data)
    assert time.process_time() - begin < 20


def test_texts_of_days_and_of_nothing_are_no_findings() -> None:
    data = pdf_with(
        b"", b"", b"/Info 9 0 R/ID[<620802199003070075620802199003><620802>]",
        b"<</CreationDate(D:20240101120000+08'00')/Level(%s)>>" % number(1)[:8].encode(),
    )  # fmt: skip
    assert screen("公示.pdf", data).findings == ()
