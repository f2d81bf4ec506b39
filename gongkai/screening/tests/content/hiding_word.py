"""Every place of a Word document where something can hide."""

from collections.abc import Callable

import docx

from gongkai.documents.tests.samples import W, docx_of, saved
from gongkai.screening.tests.content.planting import ID, changed, paragraph, run


def _word(change: Callable[[docx.document.Document], object]) -> bytes:
    document = docx.Document()
    document.add_paragraph("公示")
    change(document)
    return saved(document)


def _properties(document: docx.document.Document) -> None:
    document.core_properties.comments = f"身份证{ID}"


def _header(document: docx.document.Document) -> None:
    document.sections[0].header.paragraphs[0].text = ID


def _nested(document: docx.document.Document) -> None:
    document.add_table(1, 1).cell(0, 0).add_table(1, 2).cell(0, 1).text = ID


_BOX = "<w:pict><v:shape xmlns:v='urn:v'><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"
_NOTES = f"<w:{{0}}s {W}><w:{{0}} w:id='3'>{paragraph(run(ID))}</w:{{0}}></w:{{0}}s>"

# Each hiding place of a Word document: what the place of the finding must say, and the file.
WORD: dict[str, tuple[str, bytes]] = {
    "paragraph": ("第2段", docx_of(paragraph(run("甲")) + paragraph(run("乙" + ID)))),
    "cut over runs": ("第1段", docx_of(paragraph(*(run(sign, "<w:b/>") for sign in ID)))),
    "nested table": ("表2第1行第2列", _word(_nested)),
    "header": ("页眉", _word(_header)),
    "properties": ("文档属性（备注）", _word(_properties)),
    "hidden text": ("隐藏文字", docx_of(paragraph(run("甲"), run(ID, "<w:vanish/>")))),
    "inserted": ("第1段", docx_of(paragraph(f"<w:ins w:id='1' w:author='甲'>{run(ID)}</w:ins>"))),
    "deleted": (
        "修订中删除的文字",
        docx_of(paragraph(f"<w:del w:id='1' w:author='甲'>{run(ID, tag='delText')}</w:del>")),
    ),
    "moved away": ("修订中删除的文字", docx_of(paragraph(f"<w:moveFrom w:id='1'>{run(ID)}</w:moveFrom>"))),
    "around a deletion": (
        "第1段",
        docx_of(paragraph(run(ID[:9]), f"<w:del>{run('88', tag='delText')}</w:del>", run(ID[9:]))),
    ),
    "field code": ("域代码", docx_of(paragraph(run(f" QUOTE {ID} ", tag="instrText")))),
    "text box": ("文本框", docx_of(paragraph(run("甲"), f"<w:r>{_BOX.format(paragraph(run(ID)))}</w:r>"))),
    "alternative text": (
        "替代文字",
        docx_of(paragraph(f'<w:r><w:drawing><x descr="{ID}"/></w:drawing></w:r>')),
    ),
    "footnote": ("脚注3", docx_of(paragraph(run("甲")), footnotes=_NOTES.format("footnote"))),
    "endnote": ("尾注3", docx_of(paragraph(run("甲")), endnotes=_NOTES.format("endnote"))),
    "comment": ("批注3", docx_of(paragraph(run("甲")), comments=_NOTES.format("comment"))),
    "glossary": (
        "自动图文集",
        docx_of(paragraph(run("甲")), **{"glossary/document": f"<w:d {W}>{paragraph(run(ID))}</w:d>"}),
    ),
    "link": (
        "超链接",
        changed(
            docx_of(paragraph(run("甲"))),
            (
                "word/_rels/document.xml.rels",
                "</Rel",
                f'<Relationship Id="h" Target="http://a.cn/?q={ID}" TargetMode="External"/></Rel',
            ),
        ),
    ),
    "custom XML": (
        "customXml",
        changed(docx_of(paragraph(run("甲"))), customXml__item1_x=f"<a><b>{ID}</b></a>"),
    ),
    "custom property": (
        "文档属性",
        changed(
            docx_of(paragraph(run("甲"))),
            docProps__custom_x=f"<P><property name='n'><lpwstr>{ID}</lpwstr></property></P>",
        ),
    ),
    "chart": ("图表", changed(docx_of(paragraph(run("甲"))), word__charts__chart1_x=f"<c><v>{ID}</v></c>")),
    "XML comment": ("域代码或者设置|替代文字|第1段|正文", docx_of(paragraph(run("甲")) + f"<!-- {ID} -->")),
    "unlisted part": ("文件内部", changed(docx_of(paragraph(run("甲"))), word__odd_x=f"<a>{ID}</a>")),
}
