"""PDF, OFD, slides, old Office files, pictures, archives and mails: what they say, and where."""

import io
import struct
import zipfile
import zlib

import pytest

from gongkai.documents.tests.samples import FILES, PNG, compound, docx_of, ofd, pdf, zipped
from gongkai.screening.content.finding import Kind
from gongkai.screening.content.masked import masked_copy
from gongkai.screening.content.screen import screen
from gongkai.screening.tests.content.planting import ID, changed, ids, number, paragraph, places, run, shared

_A = "<a:p><a:r><a:t>{}</a:t></a:r><a:r><a:t>{}</a:t></a:r></a:p>"


def pdf_with(catalog: bytes = b"", page: bytes = b"", trailer: bytes = b"", *objects: bytes) -> bytes:
    """A PDF of one page with further entries in its catalog, page and trailer, and further objects from 9 on."""
    data = pdf("1")
    data = data.replace(b"/Type/Catalog", b"/Type/Catalog" + catalog).replace(
        b"/Type/Page/", b"/Type/Page" + page + b"/"
    )
    body, _, _ = data.partition(b"xref\n")
    more = b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (9 + number, content) for number, content in enumerate(objects)
    )
    return body + more + b"trailer<</Size 99/Root 1 0 R" + trailer + b">>\n%%EOF"


_WORDS = b"(%s)" % ID.encode()
_FILE = zlib.compress(ID.encode())
_NOTE = b"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents%s>>" % _WORDS
_MARK = b"<</Parent 9 0 R/Title%s>>" % _WORDS


@pytest.mark.parametrize(
    ("where", "data"),
    [
        ("第2页", pdf("1", ID)),
        ("第1页", pdf(f"{ID[:9]}\n{ID[9:]}")),
        ("文档属性（作者）", pdf_with(b"", b"", b"/Info 9 0 R", b"<</Author%s>>" % _WORDS)),
        ("文档属性（XMP）", pdf_with(b"", b"", b"", b"<x:xmpmeta><dc:creator>%s</dc:creator></x:xmpmeta>" % ID.encode())),
        ("第1页（批注）", pdf_with(b"", b"/Annots[9 0 R]", b"", _NOTE)),
        (
            "第1页（表单内容）",
            pdf_with(
                b"/AcroForm<</Fields[9 0 R]>>", b"/Annots[9 0 R]", b"",
                b"<</Type/Annot/Subtype/Widget/FT/Tx/Rect[0 0 9 9]/T(n)/V%s>>" % _WORDS,
            ),
        ),
        (
            "第1页（超链接）",
            pdf_with(
                b"", b"/Annots[9 0 R]", b"",
                b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://a.cn/?q=%s)>>>>" % ID.encode(),
            ),
        ),
        ("书签", pdf_with(b"/Outlines 9 0 R", b"", b"", b"<</First 10 0 R/Last 10 0 R/Count 1>>", _MARK)),
        (
            "PDF里的附件a.txt：第1行",
            pdf_with(
                b"/Names<</EmbeddedFiles<</Names[(a.txt)9 0 R]>>>>", b"", b"",
                b"<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 10 0 R>>>>",
                b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(_FILE), _FILE),
            ),
        ),
    ],
)  # fmt: skip
def test_an_id_number_is_found_wherever_it_hides_in_a_pdf(where: str, data: bytes) -> None:
    assert where in places("公示.pdf", data)


def test_a_file_pinned_to_a_page_of_a_pdf_is_read() -> None:
    data = pdf_with(
        b"", b"/Annots[9 0 R]", b"",
        b"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]/FS<</Type/Filespec/F(a.txt)/UF(a.txt)/EF<</F 10 0 R>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(_FILE), _FILE),
    )  # fmt: skip
    assert places("公示.pdf", data) == ["PDF里的附件a.txt：第1行"]


def test_a_page_of_a_pdf_without_text_is_named_for_a_person_to_look_at() -> None:
    data = pdf("1", "", "", "").replace(b"() Tj T* ET", b"ET 9 9 m 99 9 l S")
    assert "第2-4页是图片，没有文字层，没有检查，请人工查看。" in screen("公示.pdf", data).unread


def test_an_empty_page_of_a_pdf_is_no_picture() -> None:
    data = pdf("1", "").replace(b"BT /F1 12 Tf 14 TL 72 720 Td () Tj T* ET", b" " * 43)
    assert screen("公示.pdf", data).unread == ()


def test_text_boxes_of_an_ofd_are_read_as_one_line_where_they_touch() -> None:
    data = ofd(("10 10 5 5", "证号"), ("15 10 30 5", ID[:9]), ("45 10 30 5", ID[9:]))
    assert places("公示.ofd", data) == ["第1页"]
    other = zipped(
        {
            "OFD.xml": "<OFD/>",
            "Doc_0/Annots/a.xml": f"<a Remark='{ID}'/>",
            "Doc_0/Pages/P/Content.xml": "<p/>",
        }
    )
    assert places("公示.ofd", other) == ["文件内部的a.xml"]


def test_slides_are_read_in_the_order_shown_with_notes_and_hidden_ones_named() -> None:
    relation = '<Relationship Id="{}" Type="x/{}" Target="{}"/>'
    data = zipped(
        {
            "[Content_Types].xml": "<T/>",
            "ppt/presentation.xml": '<p><sldId id="9" r:id="b"/><sldId id="8" r:id="a"/></p>',
            "ppt/_rels/presentation.xml.rels": relation.format("a", "slide", "slides/slide1.xml")
            + relation.format("b", "slide", "slides/slide2.xml"),
            "ppt/slides/slide1.xml": '<p:sld show="0">'
            + _A.format(number(1)[:6], number(1)[6:])
            + "</p:sld>",
            "ppt/slides/_rels/slide1.xml.rels": relation.format(
                "n", "notesSlide", "../notesSlides/notesSlide1.xml"
            ),
            "ppt/slides/slide2.xml": f"<p:sld>{_A.format('证号', number(2))}</p:sld>",
            "ppt/notesSlides/notesSlide1.xml": f"<p>{_A.format('证号', number(3))}</p>",
            "ppt/slides/slide3.xml": f"<p:sld>{_A.format('证号', number(4))}</p:sld>",
        }
    )
    hidden = "（隐藏的幻灯片）"
    assert places("汇报.pptx", data) == ["第1页", f"第2页{hidden}", f"第2页备注{hidden}", "第3页"]
    copy = masked_copy("汇报.pptx", data)
    assert copy.data
    assert places("汇报.pptx", copy.data) == []


def test_an_open_document_is_read() -> None:
    content = f"<office><text:p>证号<text:span>{ID[:8]}</text:span>{ID[8:]}</text:p></office>"
    data = zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
    assert places("公示.odt", data) == ["正文"]


def test_old_office_files_are_read_with_their_properties_and_what_lies_in_them() -> None:
    said = f"证号{ID}".encode("utf-16-le")
    slides = struct.pack("<HHI", 0, 0x0FA0, len(said)) + said
    assert places("汇报.ppt", compound(**{"PowerPoint Document": slides})) == ["第1段"]
    left = compound(
        **{
            "PowerPoint Document": b"\0" * 8,
            "\x05SummaryInformation": b"\0" * 40 + f"证号{ID}".encode("gbk") + b"\0",
        }
    )
    assert places("汇报.ppt", left) == ["文件属性、批注或者残留的文字"]
    within = compound(**{"PowerPoint Document": b"\0" * 8, "Package": shared((ID,))})
    assert "文件里嵌入的第1个文件：名册!A1" in places("汇报.ppt", within)


@pytest.mark.parametrize("file", sorted(FILES.iterdir()), ids=lambda file: file.name)
def test_old_files_made_by_real_programs_are_read(file) -> None:  # type: ignore[no-untyped-def]
    result = screen(file.name, file.read_bytes())
    assert not [sentence for sentence in result.unread if "损坏" in sentence]


def old_workbook(*records: tuple[int, bytes]) -> bytes:
    """A .xls file of one sheet 名册 with these records in it, the sheet hidden if the first is empty."""
    hidden = records[0][0] == 0
    title = "名册".encode("utf-16-le")
    head = struct.pack("<HHHH", 0x809, 4, 0x600, 5)
    tab = struct.pack("<HHIBBBB", 0x85, 8 + len(title), len(head) + 12 + len(title), hidden, 0, 2, 1) + title
    sheet = struct.pack("<HHHH", 0x809, 4, 0x600, 0x10)
    listed = b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records if kind)
    return compound(Workbook=head + tab + sheet + listed)


def _label(row: int, column: int, text: str = ID) -> tuple[int, bytes]:
    return 0x204, struct.pack("<HHHHB", row, column, 0, len(text), 0) + text.encode()


@pytest.mark.parametrize(
    ("where", "records"),
    [
        ("名册!C5", [_label(4, 2)]),
        ("名册!C5（隐藏列）", [(0x7D, struct.pack("<HHHHHH", 2, 3, 0, 0, 1, 0)), _label(4, 2)]),
        ("名册!C5（隐藏行）", [(0x208, struct.pack("<HHHHHHI", 4, 0, 3, 0, 0, 0, 0x20)), _label(4, 2)]),
        ("名册!C5（隐藏工作表）", [(0, b""), _label(4, 2)]),
        ("名册!A1", [_label(0, 0, ID[:8]), _label(0, 1, ID[8:])]),
    ],
)
def test_cells_of_an_old_workbook_are_named_with_what_hides_them(
    where: str, records: list[tuple[int, bytes]]
) -> None:
    assert places("名册.xls", old_workbook(*records))[0] == where


def test_a_number_of_a_person_that_an_old_workbook_has_rounded_is_named() -> None:
    number = (0x203, struct.pack("<HHHd", 0, 3, 0, float(ID[:15] + "000")))
    (found,) = ids(screen("名册.xls", old_workbook(number)))
    assert (found.where, found.mask) == ("名册!D1", "")
    assert "以数字保存" in found.excerpt


def test_a_picture_in_an_old_document_is_named_and_one_without_is_whole() -> None:
    slides = struct.pack("<HHI", 0, 0x0FA0, 2) + "甲".encode("utf-16-le")
    assert screen("a.ppt", compound(**{"PowerPoint Document": slides})).unread == ()
    with_picture = compound(**{"PowerPoint Document": slides, "Pictures": PNG})
    assert "1张图片" in screen("a.ppt", with_picture).unread[0]


def test_rtf_is_read_in_both_of_its_ways_to_write_chinese() -> None:
    text = (
        "".join(f"\\'{byte:02x}" for byte in "证号".encode("gbk"))
        + r"\u35777?\b0 "
        + ID[:7]
        + r"\b "
        + ID[7:]
    )
    assert places("公示.rtf", (r"{\rtf1\ansi 甲\par ".encode("gbk") + text.encode() + b"}")) == ["第2段"]


def test_a_page_saved_whole_and_a_mail_are_read_part_by_part() -> None:
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
    part = "--B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    part += f"<html><p>{ID[:9]}=\r\n{ID[9:]}</p></html>\r\n--B--\r\n"
    assert places("公示.mht", (head + part).encode()) == ["第2部分：第1段"]


def test_an_archive_is_read_with_names_notes_and_chinese_of_old_windows() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("村/名册.xlsx", shared((ID,)))
        archive.writestr(f"{ID}.txt", "甲")
        archive.comment = f"证号{ID}".encode("gb18030")
    found = places("材料.zip", stream.getvalue())
    assert "村/名册.xlsx：名册!A1" in found
    assert "压缩包的备注" in found
    assert any(place.endswith(".txt：文件名") for place in found)
    assert not any(ID in place for place in found)


def test_a_document_in_an_object_of_a_document_is_read() -> None:
    data = changed(
        docx_of(paragraph(run("甲"))), **{"word__embeddings__oleObject1.bin": compound(Package=shared((ID,)))}
    )
    assert places("公示.docx", data) == ["文件里嵌入的oleObject1.bin：里面的第1个文件：名册!A1"]


def test_what_systems_leave_in_archives_is_read_and_not_complained_of() -> None:
    data = zipped(
        {"__MACOSX/._a": b"\0\5\x16\7" + ID.encode() + b"\0", ".DS_Store": b"\0\0\0\1Bud1", "a.txt": "甲"}
    )
    result = screen("材料.zip", data)
    assert result.unread == ()
    assert [one.where for one in ids(result)] == ["__MACOSX/._a：系统自动生成的文件"]


def test_an_archive_hung_onto_a_picture_is_read() -> None:
    result = screen("图.png", PNG + zipped({"a.txt": f"证号{ID}"}))
    assert [one.where for one in ids(result)] == ["末尾夹带的第1个压缩包：a.txt：第1行"]
    assert any("夹带" in sentence for sentence in result.unread)


def tiff(*entries: tuple[int, int, bytes], gps: bool = False) -> bytes:
    """What a camera writes: entries (tag, kind, bytes), and perhaps a place."""
    count = len(entries) + gps
    body, at = b"", 8 + 2 + 12 * count + 4
    listed = b""
    for tag, kind, value in entries:
        listed += struct.pack("<HHII", tag, kind, len(value), at + len(body))
        body += value
    if gps:
        listed += struct.pack("<HHII", 0x8825, 4, 1, at + len(body))
        place = at + len(body) + 2 + 24 + 4
        body += struct.pack("<H", 2)
        for number, tag in enumerate((2, 4)):
            body += struct.pack("<HHII", tag, 5, 3, place + 24 * number)
        body += struct.pack("<I", 0) + struct.pack("<12I", 35, 1, 30, 1, 1, 1, 106, 1, 40, 1, 1, 1)
    return b"II*\0" + struct.pack("<IH", 8, count) + listed + struct.pack("<I", 0) + body


def jpeg(*blocks: tuple[int, bytes]) -> bytes:
    """A JPEG of these blocks and no dots."""
    listed = b"".join(
        b"\xff" + bytes([mark]) + struct.pack(">H", len(data) + 2) + data for mark, data in blocks
    )
    return b"\xff\xd8" + listed + b"\xff\xda\0\x02\xff\xd9"


def png(kind: bytes, data: bytes) -> bytes:
    """A PNG with one more chunk."""
    chunk = struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return PNG[:33] + chunk + PNG[33:]


_SAID = f"证号{ID}"


@pytest.mark.parametrize(
    "data",
    [
        jpeg((0xE1, b"Exif\0\0" + tiff((0x010E, 2, _SAID.encode() + b"\0")))),
        jpeg((0xE1, b"Exif\0\0" + tiff((0x9C9C, 1, _SAID.encode("utf-16-le"))))),
        jpeg((0xE1, f"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>{_SAID}</x:xmpmeta>".encode())),
        jpeg((0xED, b"Photoshop 3.0\08BIM\x04\x04" + _SAID.encode("gbk"))),
        jpeg((0xFE, _SAID.encode())),
        png(b"tEXt", b"Comment\0" + _SAID.encode("gbk")),
        png(b"zTXt", b"Comment\0\0" + zlib.compress(_SAID.encode())),
        png(b"iTXt", b"Comment\0\1\0\0\0" + zlib.compress(_SAID.encode())),
        png(b"eXIf", tiff((0x010E, 2, _SAID.encode() + b"\0"))),
        b"GIF89a\1\0\1\0\0\0\0!\xfe" + bytes([len(_SAID.encode())]) + _SAID.encode() + b"\0;",
        tiff((0x010E, 2, _SAID.encode() + b"\0")),
        jpeg() + _SAID.encode(),
        PNG + _SAID.encode("gbk"),
    ],
    ids=[
        "exif", "windows", "xmp", "iptc", "comment", "text", "packed", "international", "png-exif", "gif", "tiff",
        "behind-jpeg", "behind-png",
    ],
)  # fmt: skip
def test_what_is_written_into_a_picture_is_read(data: bytes) -> None:
    result = screen("照片", data)
    assert [one.where for one in ids(result)] == ["图片的拍摄信息、说明等"]
    assert any("请人工查看" in sentence for sentence in result.unread)


def test_the_place_where_a_photograph_was_taken_is_a_finding() -> None:
    located = jpeg((0xE1, b"Exif\0\0" + tiff(gps=True)))
    (found,) = screen("照片.jpg", located).findings
    assert (found.kind, found.where) == (Kind.ADDRESS, "图片")
    assert "拍摄位置" in found.excerpt
    assert screen("照片.jpg", jpeg((0xE1, b"Exif\0\0" + tiff((0x010F, 2, b"Phone\0"))))).findings == ()
    (within,) = screen("材料.zip", zipped({"照片.jpg": located})).findings
    assert within.where == "照片.jpg：图片"
