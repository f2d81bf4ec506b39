"""A secrecy mark (密级) that is all a place says is found there, however little surrounds it."""

import pytest

from gongkai.documents.tests.samples import docx_of, zipped
from gongkai.screening.content.finding import Finding, Kind, Severity
from gongkai.screening.content.screen import screen
from gongkai.screening.tests.content.planting import changed, paragraph, run


def marks(name: str, data: bytes) -> list[Finding]:
    """The secrecy marks in a file."""
    return [one for one in screen(name, data).findings if one.kind is Kind.SECRECY_MARK]


def word(*within: str, **parts: str) -> bytes:
    """A document of a notice with more in it."""
    text = paragraph(run("关于有关工作的通知"))
    return changed(docx_of(text + "".join(f"<w:p>{one}</w:p>" for one in within)), **parts)


@pytest.mark.parametrize("mark", ["机密", "绝密", "秘密", "内部资料"])
@pytest.mark.parametrize(
    "build",
    [
        lambda mark: ("a.docx", word(f'<w:r><w:pict><v:textpath string="{mark}"/></w:pict></w:r>')),
        lambda mark: ("a.docx", word(f'<w:r><wp:docPr descr="{mark}" name="图片"/></w:r>')),
        lambda mark: (
            "a.docx",
            word(docProps__custom_x=f"<Properties><property name='甲'><v>{mark}</v></property></Properties>"),
        ),
        lambda mark: ("a.docx", word(customXml__item1_x=f"<a><b>文号</b><b>{mark}</b><b>年度</b></a>")),
        lambda mark: ("a.html", f"<html><body><p>公示</p><!-- {mark} --><p>甲</p></body></html>".encode()),
        lambda mark: (
            "a.html",
            f"<html><body><img src='公示.jpg' alt='{mark}'><a title='甲'>甲</a></body></html>".encode(),
        ),
        lambda mark: ("a.xml", f"<?xml version='1.0'?><a><b>文号</b><b>{mark}</b><b>年度</b></a>".encode()),
        lambda mark: (f"{mark}.docx", word()),
        lambda mark: ("材料.zip", zipped({f"{mark}.txt": "甲"})),
        lambda mark: ("材料.zip", zipped({f"村/{mark}/甲.txt": "甲"})),
    ],
    ids=["watermark", "alt", "property", "data", "comment", "attribute", "element", "name", "member", "folder"],
)  # fmt: skip
def test_a_mark_that_stands_alone_in_its_place_is_found(build, mark: str) -> None:  # type: ignore[no-untyped-def]
    assert [one.severity for one in marks(*build(mark))] == [Severity.BLOCK]


def test_levels_to_choose_from_in_a_form_are_no_mark() -> None:
    choices = "".join(f'<w:listItem w:value="{level}"/>' for level in ("公开", "秘密", "机密", "绝密"))
    data = word(f"<w:sdt><w:sdtPr><w:dropDownList>{choices}</w:dropDownList></w:sdtPr></w:sdt>")
    assert marks("a.docx", data) == []


def test_a_name_that_only_speaks_of_secrets_is_no_mark() -> None:
    assert marks("保守国家秘密知识.txt", "甲".encode()) == []
    assert marks("材料.zip", zipped({"机密文件管理办法.txt": "甲"})) == []


def test_a_number_in_a_name_is_told_once() -> None:
    name = "张某13800138000.txt"
    assert [one.kind for one in screen(name, "甲".encode()).findings] == [Kind.MOBILE]
