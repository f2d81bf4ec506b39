"""Names of attachments: what is refused and why, and what a safe name looks like."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.screening.filenames import LONGEST, extension_of, name_problems, safe_name


def rules(name: str) -> list[str]:
    """The rules a name breaks."""
    return [rule for rule, _ in name_problems(name)]


@pytest.mark.parametrize(
    "name",
    [
        "崆峒镇2020年政府信息公开工作年度报告.docx",
        "附件1：《关于印发〈办法〉的通知》（征求意见稿）.pdf",
        "1.关于2020.3.5会议的通知.doc",
        "www.example.com网站截图.png",
        "budget 2020 (final).xlsx",
        "长" * (LONGEST - 4) + ".pdf",
    ],
)
def test_an_ordinary_name_has_no_problem(name: str) -> None:
    assert rules(name) == []


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("", "name-empty"),
        ("  ", "name-empty"),
        ("../a.pdf", "name-path"),
        ("C:\\a.pdf", "name-path"),
        ("..", "name-path"),
        ("a\n.pdf", "name-control"),
        ("a\x00.pdf", "name-control"),
        ("a\x85.pdf", "name-control"),
        ("a\u202efdp.exe", "name-hidden"),
        ("a\u200b.pdf", "name-hidden"),
        ("\u2066a\u2069.pdf", "name-hidden"),
        ("长" * 117 + ".pdf", "name-long"),
        ("a.pdf.exe", "name-double-extension"),
        ("a.docx .JS", "name-double-extension"),
        ("a.exe.pdf", "name-double-extension"),
        ("a.php.jpg", "name-double-extension"),
        ("a．pdf．exe", "name-double-extension"),
    ],
)
def test_a_name_that_could_deceive_or_break_is_refused(name: str, rule: str) -> None:
    assert rules(name) == [rule]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("年度报告.DOCX", "年度报告.docx"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\表.xls", "表.xls"),
        ("a\u202e\x00b?.pdf", "ab_.pdf"),
        ("  a   b .pdf ", "a b.pdf"),
        ("CON.txt", "_CON.txt"),
        (".pdf", "pdf"),
        ("...", "附件"),
        ("", "附件"),
        ("\ud800.pdf", "_.pdf"),
    ],
)
def test_a_safe_name_keeps_what_matters(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=300) | st.text("a.长/ \\pdfé\u0301", max_size=300))
def test_a_safe_name_can_be_stored_anywhere_and_stays_as_it_is(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= LONGEST
    assert len(safe.encode()) <= 255
    assert not re.search(r'[/\\<>:"|?*\x00-\x1f]', safe)
    assert safe.strip(" .") == safe
    assert rules(safe) in ([], ["name-double-extension"])
    assert safe_name(safe) == safe


@given(
    st.text(st.characters(categories=("L", "N")), min_size=1, max_size=30), st.sampled_from(["pdf", "DOCX"])
)
def test_the_extension_survives(stem: str, extension: str) -> None:
    assert extension_of(safe_name(f"{stem}.{extension}")) == extension.lower()
