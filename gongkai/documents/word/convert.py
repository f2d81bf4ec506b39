"""A .docx file as an item's draft: body HTML, title, pictures, index fields, and what was left out."""

from dataclasses import dataclass, replace

from gongkai.documents.fields import Fields, Found, fields_of
from gongkai.documents.text import text_of
from gongkai.documents.word.block import Block
from gongkai.documents.word.blocks import Blocks
from gongkai.documents.word.head import Head, head_of
from gongkai.documents.word.inline import Inline, Remarks
from gongkai.documents.word.layout import laid_out
from gongkai.documents.word.numbering import Numbering
from gongkai.documents.word.source import CannotConvert, Element, Picture, Source, W
from gongkai.documents.word.styles import Styles

__all__ = ["CannotConvert", "Converted", "html_of"]

_LEFT_OUT = {
    "修订痕迹": "文档带有修订痕迹，已按接受全部修订导入，请核对。",
    "隐藏文字": "文档里有隐藏文字，没有导入，请核对。",
    "删除线": "文档里有加删除线的文字，已按普通文字导入，请核对是否应当删去。",
    "公式": "文档里有 {count} 处公式，只导入了其中的文字，请核对，或者把公式截成图片。",
    "特殊符号": "文档里有 {count} 处特殊符号无法识别，没有导入，请对照原文补上。",
    "不能显示的图片": "文档里有 {count} 张图片的格式网页不能显示（如 WMF、EMF），没有导入。请另存为 PNG 或 JPG 后补上。",
    "图形": "文档里有 {count} 处图形或图表没有导入。请截成图片后补上，或者上传 PDF 附件。",
    "目录页码": "文档的目录（页码）在网页上没有用处，没有导入。",
    "嵌入的文档": "文档里嵌入了别的文档，没有导入。请把它单独导入或者作为附件上传。",
    "批注": "文档里有批注，没有导入。",
}  # fmt: skip


@dataclass(frozen=True)
class Converted:
    """The draft: `html` uses only p, br, h2–h4, strong, em, u, sub, sup, ul, ol, li, a and table tags.

    A picture's placeholder stands in the HTML where the picture stood. `title` and 文号 are not in the body.
    `notices` are Chinese sentences on what its author should look at.
    """

    html: str
    title: str
    images: tuple[Picture, ...]
    fields: Fields
    notices: tuple[str, ...]


def html_of(data: bytes) -> Converted:
    """Convert the bytes of a .docx file from Word or WPS.

    Raises CannotConvert, and nothing else, with a Chinese sentence if the file is none, is damaged, locked or
    too large.
    """
    try:
        return _converted(data)
    except CannotConvert:
        raise
    except Exception as error:  # a hostile file may make any library say anything
        raise CannotConvert(
            "这个文档的格式不正常，没有导入。请用 WPS 或 Word 打开核对，另存为 docx 后再导入。"
        ) from error


def _converted(data: bytes) -> Converted:
    """Read the parts, split off the head, lay out the rest."""
    source = Source(data)
    root = source.tree(source.main)
    body = None if root is None else root.find(W + "body")
    if body is None:
        raise CannotConvert(
            "这个文件不是 Word 文档（docx）。请选择 docx 文件，旧版文档请先用 WPS 或 Word 另存为 docx。"
        )
    remarks = Remarks()
    styles = Styles(source.related("styles"))
    inline = Inline(source, styles, remarks)
    blocks = Blocks(inline, styles, Numbering(source.related("numbering"), styles), remarks)
    read = list(blocks.inside(body))
    if source.related("comments") is not None and body.find(f".//{W}commentReference") is not None:
        remarks.count("批注")
    head = head_of(read)
    html = laid_out(head.rest) + _notes(source, blocks, remarks)
    notices = [
        words.format(count=remarks.left_out[what])
        for what, words in _LEFT_OUT.items()
        if what in remarks.left_out
    ]
    return Converted(
        html,
        head.title,
        tuple(remarks.pictures.values()),
        _fields(head, data),
        (*_about(head, read), *notices),
    )


def _fields(head: Head, data: bytes) -> Fields:
    """The index fields: what the head says goes before what the text seems to say."""
    fields = fields_of(text_of("docx", data).text)
    if head.number and not (fields.document_number and fields.document_number.sure):
        line = fields.document_number.line if fields.document_number else 1
        fields = replace(fields, document_number=Found(head.number, line))
    if head.title and not (fields.title and fields.title.sure):
        fields = replace(fields, title=Found(head.title, fields.title.line if fields.title else 1))
    if head.organ and fields.issuing_organ is None:
        fields = replace(fields, issuing_organ=Found(head.organ, 1))
    return fields


def _about(head: Head, blocks: list[Block]) -> list[str]:
    """What to say of the head."""
    if not blocks:
        return ["文档里没有文字。如果内容是图片或扫描件，请作为附件上传。"]
    said = []
    if not head.title:
        said.append("没有认出标题，请填写。")
    if head.signer:
        said.append(f"文号一行的“签发人：{head.signer}”没有导入。")
    return said


def _notes(source: Source, blocks: Blocks, remarks: Remarks) -> str:
    """The footnotes and endnotes (脚注、尾注), numbered as they are referred to."""
    parts = {kind: source.related(f"{kind}s") for kind in {kind for kind, _ in remarks.notes}}
    written = []
    for number, (kind, identifier) in enumerate(list(remarks.notes), start=1):
        note = _note(parts[kind], kind, identifier)
        words = laid_out(list(blocks.inside(note)), cell=True) if note is not None else ""
        if words:
            tag = "" if words.startswith("<p>") else "p"
            written.append(
                f"<p>[{number}] {words}</p>" if tag else words.replace("<p>", f"<p>[{number}] ", 1)
            )
    return "".join(written)


def _note(part: Element | None, kind: str, identifier: str) -> Element | None:
    """A note of a part, by its id."""
    found = () if part is None else part.findall(W + kind)
    return next((note for note in found if note.get(W + "id") == identifier), None)
