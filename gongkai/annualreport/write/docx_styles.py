"""The page and the type of GB/T 9704—2012 (党政机关公文格式) for Word: margins, fonts, page numbers."""

from __future__ import annotations

from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

TITLE, HEI, KAI, FANG, SONG = "方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"
# What Windows and WPS have when the official font is not installed.
SUBSTITUTES = {TITLE: "宋体", KAI: "楷体", FANG: "仿宋"}
LINE, TITLE_LINE = Pt(28.95), Pt(36)  # 22 lines on 225 mm; a title's own
_CENTRE, _LEFT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
_TABLE_STYLES: dict[str, tuple[str, float, WD_ALIGN_PARAGRAPH]] = {
    "TableHead": (HEI, 9.0, _CENTRE),
    "TableLabel": (SONG, 9.0, _LEFT),
    "TableNumber": (SONG, 9.0, _CENTRE),
}


def dress(document: Document) -> None:
    """Give an empty document the official page, styles, fonts and page numbers."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    _styles(document)
    _page_numbers(document)
    _substitutes(document)


def _styles(document: Document) -> None:
    styles = document.styles
    _type(styles["Normal"], FANG, 16)
    styles["Normal"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for name, font, size in (("Title", TITLE, 22.0), ("Heading 1", HEI, 16.0), ("Heading 2", KAI, 16.0)):
        _type(styles[name], font, size)
        paragraph = styles[name].paragraph_format
        paragraph.space_before = paragraph.space_after = Pt(0)
        paragraph.keep_with_next = True
    styles["Title"].paragraph_format.alignment = _CENTRE
    styles["Title"].paragraph_format.space_after = LINE
    styles["Title"].paragraph_format.line_spacing = TITLE_LINE
    for border in styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    for name, (font, size, alignment) in _TABLE_STYLES.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _type(style, font, size)
        style.paragraph_format.line_spacing = 1.0
        style.paragraph_format.alignment = alignment


def _type(style: Any, font: str, size: float) -> None:
    """Font, size and line of a style; the font is named for Chinese and Latin alike, and black."""
    style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    set_font(style.element.get_or_add_rPr(), font)
    paragraph = style.paragraph_format
    paragraph.space_after = Pt(0)
    paragraph.line_spacing_rule, paragraph.line_spacing = WD_LINE_SPACING.EXACTLY, LINE


def set_font(run_properties: Any, font: str) -> None:
    """Name one font for every script: w:eastAsia is what decides for Chinese text."""
    fonts = run_properties.get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def _page_numbers(document: Document) -> None:
    """— 1 —, 四号宋体, one character in from the right on odd pages and from the left on even ones."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        properties = paragraph._p.get_or_add_pPr()
        margins = OxmlElement("w:ind")
        margins.set(qn(f"w:{side}"), "280")
        properties.append(margins)
        alignment = OxmlElement("w:jc")
        alignment.set(qn("w:val"), side)
        properties.append(alignment)
        for text in ("— ", None, " —"):
            run = paragraph.add_run(text or "")
            run.font.size = Pt(14)
            set_font(run._r.get_or_add_rPr(), SONG)
            if text is None:
                run.text = "1"  # until Word counts the pages
                field = parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"/>')
                run._r.addprevious(field)
                field.append(run._r)


def _substitutes(document: Document) -> None:
    """Tell Word in the font table which font stands in for each official one."""
    part = next(p for p in document.part.package.iter_parts() if p.partname == "/word/fontTable.xml")
    table = parse_xml(part.blob)
    for font, substitute in SUBSTITUTES.items():
        alternative = f'<w:font {nsdecls("w")} w:name="{font}"><w:altName w:val="{substitute}"/></w:font>'
        table.append(parse_xml(alternative))
    part._blob = serialize_part_xml(table)
