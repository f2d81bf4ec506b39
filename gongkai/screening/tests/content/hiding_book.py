"""Every place of a workbook where something can hide."""

from collections.abc import Callable

import openpyxl

from gongkai.documents.tests.samples import docx_of
from gongkai.screening.tests.content.planting import ID, book, changed, number, paragraph, run, shared


def _cell(at: str, value: object = ID) -> Callable[[openpyxl.Workbook], None]:
    def change(made: openpyxl.Workbook) -> None:
        made.active[at] = value

    return change


def _hidden(what: str) -> Callable[[openpyxl.Workbook], None]:
    def change(made: openpyxl.Workbook) -> None:
        made.active["C7"] = ID
        if what == "column":
            made.active.column_dimensions["C"].hidden = True
        elif what == "row":
            made.active.row_dimensions[7].hidden = True
        else:
            made.create_sheet("封面")
            made.active = 1
            made["名册"].sheet_state = what

    return change


def _comment(made: openpyxl.Workbook) -> None:
    made.active["A2"].comment = openpyxl.comments.Comment(f"证号{ID}", "办事员")


def _list(made: openpyxl.Workbook) -> None:
    rule = openpyxl.worksheet.datavalidation.DataValidation("list", formula1=f'"{ID},无"')
    made.active.add_data_validation(rule)
    rule.add("A3")


def _footer(made: openpyxl.Workbook) -> None:
    made.active.oddFooter.center.text = ID


def _linked(made: openpyxl.Workbook) -> None:
    made.active["A2"].hyperlink = f"http://a.cn/?q={ID}"


def _named(made: openpyxl.Workbook) -> None:
    made.defined_names["证号"] = openpyxl.workbook.defined_name.DefinedName("证号", attr_text=f'"{ID}"')


def _about(made: openpyxl.Workbook) -> None:
    made.properties.creator = ID


_SHEET = "xl/worksheets/sheet1.xml"
_PLAIN = shared(("姓名", "事项"), ("王某", "补贴"))
_UNUSED = f"<si><t>{ID}</t></si></sst>"
_FORMAT = f'<numFmts count="1"><numFmt numFmtId="170" formatCode="&quot;{ID}&quot;"/></numFmts><fonts'
_BOX = f"<d><p><r><t>{ID[:8]}</t></r><r><t>{ID[8:]}</t></r></p></d>"
_ODD = f'<worksheet><sheetData><row r="1"><c r="A1" t="str"><v>{ID}</v></c></row></sheetData></worksheet>'


def _written(cell: str) -> bytes:
    """A workbook with the cell C7 as no common program would write it."""
    return changed(book(_cell("C7", 5)), (_SHEET, '<c r="C7"[^>]*><v>5</v>', cell))


def _one_sign_a_cell(made: openpyxl.Workbook) -> None:
    for column, sign in enumerate(ID, 1):
        made.active.cell(7, column, sign)


# Each hiding place of a workbook, as above.
BOOK: dict[str, tuple[str, bytes]] = {
    "cell": ("名册!C7", book(_cell("C7"))),
    "shared text": ("名册!A2", shared(("甲",), (ID,))),
    "number": ("名册!C7", changed(book(_cell("C7", 5)), (_SHEET, "<v>5</v>", f"<v>{number(1)}</v>"))),
    "number in exponents": (
        "名册!C7",
        _written(f'<c r="C7"><v>{number(1)[0]}.{number(1)[1:]}E+17</v>'),
    ),
    "result of a formula": (
        "名册!C7",
        changed(book(_cell("C7", "=A1&B1")), (_SHEET, r"</f><v\s*/?>(?:</v>)?", f"</f><v>{ID}</v>")),
    ),
    "formula": ("公式", book(_cell("C7", f'=LEFT("{ID}",18)'))),
    "cut over cells": (
        "名册!A7",
        book(_one_sign_a_cell),
    ),
    "inline text": (
        "名册!C7",
        _written(f'<c r="C7" t="inlineStr"><is><r><t>{ID[:5]}</t></r><r><t>{ID[5:]}</t></r></is>'),
    ),
    "CDATA": (
        "名册!C7",
        _written(f'<c r="C7" t="str"><v><![CDATA[{ID}]]></v>'),
    ),
    "entities": (
        "名册!C7",
        changed(book(_cell("C7", "abc")), (_SHEET, "abc", f"&#x36;{ID[1:9]}&#{ord(ID[9])};{ID[10:]}")),
    ),
    "escapes": ("名册!C7", book(_cell("C7", f"_x0036_{ID[1:9]}_x0009_{ID[9:]}"))),
    "number format": (
        "文件内部的styles.xml",
        changed(
            _PLAIN,
            (
                "xl/styles.xml",
                "<fonts",
                _FORMAT,
            ),
        ),
    ),
    "hidden column": ("隐藏列", book(_hidden("column"))),
    "hidden row": ("隐藏行", book(_hidden("row"))),
    "hidden sheet": ("隐藏工作表", book(_hidden("hidden"))),
    "very hidden sheet": ("隐藏工作表", book(_hidden("veryHidden"))),
    "comment": ("批注", book(_comment)),
    "list of choices": ("下拉选项", book(_list)),
    "footer": ("页眉页脚", book(_footer)),
    "link": ("超链接", book(_linked)),
    "defined name": ("定义的名称", book(_named)),
    "properties": ("文档属性（作者）", book(_about)),
    "deleted cell": ("已删除的单元格", changed(_PLAIN, ("xl/sharedStrings.xml", "</sst>", _UNUSED))),
    "pivot cache": (
        "数据透视表缓存",
        changed(_PLAIN, xl__pivotCache__pivotCacheRecords1_x=f'<r><s v="{ID}"/></r>'),
    ),
    "external link": (
        "外部链接",
        changed(_PLAIN, xl__externalLinks__externalLink1_x=f"<e><cell><v>{ID}</v></cell></e>"),
    ),
    "text box": (
        "文本框",
        changed(_PLAIN, xl__drawings__drawing1_x=_BOX),
    ),
    "thread of comments": (
        "批注",
        changed(_PLAIN, xl__threadedComments__threadedComment1_x=f"<t><text>{ID}</text></t>"),
    ),
    "sheet nobody lists": (
        "没有列出的工作表",
        changed(
            _PLAIN,
            xl__worksheets__sheet9_x=_ODD,
        ),
    ),
    "between cells": ("名册", changed(_PLAIN, (_SHEET, "</row>", f"</row><!-- {ID} -->"))),
    "embedded document": (
        "嵌入的a.docx：第1段",
        changed(_PLAIN, **{"xl__embeddings__a.docx": docx_of(paragraph(run(ID)))}),
    ),
}
