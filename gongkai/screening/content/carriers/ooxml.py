"""What any Office file of today may carry beside its text: properties, links, drawings, charts, files within."""

import re

from gongkai.screening.content.carriers.contents import Contents
from gongkai.screening.content.carriers.draft import Draft
from gongkai.screening.content.carriers.markup import tokens
from gongkai.screening.content.carriers.node import Owner
from gongkai.screening.content.carriers.package import Package
from gongkai.screening.content.carriers.pictures import is_picture, read_picture, tell_pictures
from gongkai.screening.content.carriers.sweep import sweep

# What people call the parts, the first that fits.
_NAMES: tuple[tuple[str, str], ...] = (
    (r"content\.xml", "正文"),
    (r"meta\.xml", "文档属性"),
    (r"styles\.xml", "页眉页脚、样式"),
    (r"docProps/core\.xml", "文档属性"),
    (r"docProps/app\.xml", "文档属性（单位、经理等）"),
    (r"docProps/custom\.xml", "自定义文档属性"),
    (r".*\.rels", "超链接"),
    (r"customXml/.*", "看不见的自定义数据（customXml）"),
    (r"ppt/notesSlides/.*", "没有列出的备注"),
    (r"ppt/(?:slideMasters|slideLayouts|notesMasters|handoutMasters)/.*", "母版"),
    (r"ppt/comments/.*|ppt/commentAuthors\.xml|ppt/authors\.xml", "批注"),
    (r"xl/workbook\.xml", "定义的名称等"),
    (r"xl/comments.*|xl/threadedComments/.*|xl/persons/.*", "批注"),
    (r"xl/pivot.*", "数据透视表缓存"),
    (r"xl/externalLinks/.*", "外部链接缓存的数据"),
    (r"xl/tables/.*", "表格的列名等"),
    (r"xl/connections\.xml|xl/queryTables/.*", "数据连接"),
    (r"(?:xl|word|ppt)/charts/.*", "图表"),
    (r"(?:xl|word|ppt)/drawings/.*|xl/ctrlProps/.*", "文本框、图形等"),
    (r"(?:xl|word|ppt)/diagrams/.*", "智能图形"),
    (r"word/(?:settings|webSettings)\.xml|word/people\.xml", "文档设置、修订人"),
)
_PROPERTIES = {
    "creator": "作者", "lastModifiedBy": "最后修改者", "title": "标题", "subject": "主题", "keywords": "关键词",
    "description": "备注", "category": "类别", "Company": "单位", "Manager": "经理", "contentStatus": "状态",
    "HyperlinkBase": "链接基础", "Template": "模板",
}  # fmt: skip
# Nothing that a person wrote: fonts, printer settings, and the list of parts.
_SILENT = re.compile(r"\[Content_Types\]\.xml|.*\.(?:odttf|fntdata|ttf)|.*/printerSettings/.*", re.IGNORECASE)
# How things look: names only, but a long number in one is worth reading it all.
_STYLES = re.compile(
    r".*/(?:styles\w*|tableStyles|theme\d*|fontTable|numbering)\.xml|.*/slideLayouts/.*", re.IGNORECASE
)
_WORTH_IT = re.compile(r"[0-9\uff10-\uff19]{11}|@")
_MACROS = re.compile(r".*/vba(?:Project|Data)[^/]*", re.IGNORECASE)
_MARKUP = (".xml", ".rels", ".vml", ".xhtml")


def read_rest(package: Package, contents: Contents, done: set[str]) -> None:
    """Read every part that has not been read. Raises Unopened when there is too much."""
    pictures = list[str]()
    for part in package.names(r".*"):
        if part in done or _SILENT.fullmatch(part):
            continue
        if part.lower().endswith(_MARKUP):
            contents.add(_markup(package, part).reading())
        elif _MACROS.fullmatch(part):
            contents.tell("带有宏（程序），宏里的内容没有检查。请另存为不带宏的格式后再检查。")
        else:
            data = package.data(part)
            if is_picture(data):
                pictures.append(part.rpartition("/")[2])
                read_picture(data, contents, f"图片{pictures[-1]}")
            elif data:
                contents.inside("文件里嵌入的" + part.rpartition("/")[2], data, part)
    tell_pictures(pictures, contents)


def place_of(part: str) -> str:
    """What people call a part."""
    for pattern, name in _NAMES:
        if re.fullmatch(pattern, part, re.IGNORECASE):
            return name
    return f"文件内部的{part.rpartition('/')[2]}"


def _markup(package: Package, part: str) -> Draft:
    text, draft = package.text(part), Draft(place_of(part))
    if part.lower().startswith("docprops/"):
        _properties(text, part, draft)
    elif not _STYLES.fullmatch(part) or _WORTH_IT.search(text):
        sweep(text, part, draft)
    return draft


def _properties(text: str, part: str, draft: Draft) -> None:
    """Each property (属性) apart, by its name, and a hidden unit of its own: nobody looks there."""
    depth, last = 0, 0
    for token in tokens(text):
        if token.kind == "start":
            depth += 1
            if depth == 2:
                draft.place = f"文档属性（{_PROPERTIES.get(token.name, token.name)}）"
                last = token.begin
        elif token.kind == "end":
            if depth == 2:
                owner = Owner(f"{part}#{last}")
                sweep(text, part, draft, owner=owner, low=last, high=token.after)
            depth -= 1
