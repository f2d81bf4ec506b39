"""Files as offices make them, built for the tests of this room."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import docx
import openpyxl
from docx.oxml.ns import qn
from docx.shared import Pt

FILES = Path(__file__).parent / "files"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip file of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def docx_of(body: str, **parts: str | bytes) -> bytes:
    """A .docx file with this XML in its body; other parts as numbering="…", styles="…" within word/."""
    related = "".join(
        f'<Relationship Id="k{name}" Target="{name}.xml" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{name}"/>'
        for name in parts
        if "/" not in name
    )
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
    spaces = (
        W + ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    main = (
        '<Relationship Id="r1" Target="word/document.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": relations.format(main),
            "word/_rels/document.xml.rels": relations.format(related),
            "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
            **{f"word/{name}.xml": data for name, data in parts.items()},
        }
    )


def notice_docx() -> bytes:
    """An official notice (公文) as typed in Word: red head, number, title of two lines, body, signature."""
    document = docx.Document()

    def line(
        text: str, size: float = 16, *, centred: bool = False, bold: bool = False, font: str = ""
    ) -> None:
        paragraph = document.add_paragraph()
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(size), bold or None
        paragraph.alignment = 1 if centred else None
        if font:
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)

    line("崆峒区崆峒镇人民政府文件", 36, centred=True)
    line("崆镇发[2020]12号")
    line("崆峒镇人民政府", 22, centred=True)
    line("关于加强农村饮水安全管理的通知", 22, centred=True)
    line("各村民委员会：")
    line("　　根据《条例》，现将有关事项通知如下。")
    line("一、总体要求", font="黑体")
    line("（一）坚持节约", bold=True)
    line("　　厉行节约 < 浪费。")
    document.add_paragraph("入户", style="List Number")
    document.add_paragraph("登记", style="List Number")
    document.add_paragraph("水质", style="List Bullet")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "村"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "户数"
    for column, text in enumerate(("甲村", "71", "3"), start=0):
        table.cell(2, column).text = text
    table.cell(1, 1).text, table.cell(1, 2).text = "本年", "上年"
    document.add_picture(io.BytesIO(PNG))
    line("附件：名单")
    line("崆峒镇人民政府")
    line("2020年3月5日")
    return saved(document)


def saved(document: object) -> bytes:
    """A document or workbook as bytes."""
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def table_docx(rows: list[list[str]]) -> bytes:
    """A .docx file with one table."""
    document = docx.Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    return saved(document)


def workbook(**tabs: list[list[object]]) -> bytes:
    """A workbook; a worksheet whose title begins with 隐 is hidden."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in tabs.items():
        sheet = book.create_sheet(title)
        sheet.sheet_state = "hidden" if title.startswith("隐") else "visible"
        for row in rows:
            sheet.append(row)
    return saved(book)


def pdf(*pages: str) -> bytes:
    """A PDF whose pages say these lines in a plain Latin font."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for page in pages:
        lines = b"".join(b"(%s) Tj T* " % line.encode() for line in page.split("\n"))
        content = b"BT /F1 12 Tf 14 TL 72 720 Td " + lines + b"ET"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
        kids.append(len(objects) + 1)
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>"
            b"/Contents %d 0 R>>" % len(objects)
        )
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (
        len(kids),
        b" ".join(b"%d 0 R" % kid for kid in kids),
    )
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(data),
    )  # fmt: skip


def ofd(*texts: tuple[str, str]) -> bytes:
    """An OFD of one page: where each text stands (left top width height), and what it says."""
    objects = "".join(
        f'<ofd:TextObject Boundary="{box}"><ofd:TextCode X="0" Y="4">{text}</ofd:TextCode></ofd:TextObject>'
        for box, text in texts
    )
    page = (
        f'<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016"><ofd:Content>{objects}</ofd:Content></ofd:Page>'
    )
    return zipped({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<D/>", "Doc_0/Pages/Page_0/Content.xml": page})


def pptx(*slides: str) -> bytes:
    """A presentation: the paragraphs of each slide as XML."""
    space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    return zipped(
        {"ppt/presentation.xml": "<p/>"}
        | {f"ppt/slides/slide{n}.xml": f"<p {space}>{xml}</p>" for n, xml in enumerate(slides, start=1)}
    )


def compound(**streams: bytes) -> bytes:
    """A compound file (old Office) with these streams, each in full sectors."""
    size = 512
    bodies = [data.ljust(4096, b"\0") for data in streams.values()]
    starts, sectors = [], []
    for body in bodies:
        starts.append(len(sectors) + 2)
        count = -(-len(body) // size)
        sectors += [len(sectors) + 3 + n for n in range(count - 1)] + [0xFFFFFFFE]
    table = struct.pack("<128I", *([0xFFFFFFFD, 0xFFFFFFFE, *sectors] + [0xFFFFFFFF] * 126)[:128])
    names = ["Root Entry", *streams]
    directory = b""
    for number, name in enumerate(names):
        raw = name.encode("utf-16-le")
        right = number + 1 if 0 < number < len(streams) else 0xFFFFFFFF
        child = 1 if not number else 0xFFFFFFFF
        start, length = (0xFFFFFFFE, 0) if not number else (starts[number - 1], len(bodies[number - 1]))
        directory += raw.ljust(64, b"\0") + struct.pack(
            "<HBBIII36xIQ", len(raw) + 2, 2 if number else 5, 1, 0xFFFFFFFF, right, child, start, length
        )
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".ljust(24, b"\0") + struct.pack(
        "<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0
    )
    header += struct.pack("<108I", *[0xFFFFFFFF] * 108)
    body = b"".join(data.ljust(-(-len(data) // size) * size, b"\0") for data in bodies)
    return header + table + directory.ljust(size, b"\0") + body


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
        + chunk(b"IEND", b"")
    )


PNG = _png()
