"""A letter on paper: Word and PDF from the sealed words alone, the same bytes every time, with a code that can be read."""

import io
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from docx import Document

from gongkai.applications import acts
from gongkai.applications.letters import printing
from gongkai.applications.letters.kinds import KINDS
from gongkai.applications.letters.numbering import grouped
from gongkai.applications.letters.printing import DRAFT, document_of, printed, qr_png
from gongkai.applications.letters.words import words_of
from gongkai.applications.models import Letter
from gongkai.applications.tests.lettering import drafted, issued
from gongkai.applications.tests.making import FRIDAY, NAME, NOON
from gongkai.documents.official.as_docx import as_docx
from gongkai.organs.models import Organ

pytestmark = pytest.mark.django_db


def word_lines(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]


def pdf_text(content: bytes) -> str:
    pages = pypdfium2.PdfDocument(content)
    return "".join("".join(page.get_textpage().get_text_range() for page in pages).split())


def test_every_kind_is_a_word_document_with_all_its_paragraphs(
    town: Any, officer: Any, approver: Any
) -> None:
    for kind in KINDS.values():
        letter = issued(kind.key, town, officer, approver)
        words = words_of(letter)
        lines = word_lines(as_docx(document_of(words, FRIDAY)))
        assert lines[:3] == [kind.title, letter.number, f"{words.addressee}："], kind.key
        for _, text in words.blocks:
            assert all(line in lines for line in text.splitlines() if line), kind.key
        assert lines.index("清水区白杨镇") < lines.index(
            f"{letter.dated:%Y}年{letter.dated.month}月{letter.dated.day}日"
        )


def test_a_letter_is_set_the_same_way_every_time(town: Any, officer: Any, approver: Any) -> None:
    """The bytes come from the sealed words: neither a new name of the organ nor another day changes them."""
    letter = issued("partial", town, officer, approver)
    first = {form: printed(words_of(letter), form, FRIDAY) for form in printing.FORMS}
    Organ.objects.filter(pk=town.pk).update(name="改了名的镇", address="")
    again = Letter.objects.get(pk=letter.pk)
    for form, content in first.items():
        assert printed(words_of(again), form, NOON.replace(year=2030).date()) == content, form
    for said in (NAME, letter.number, grouped(letter.code), "2.发放说明"):
        assert said in pdf_text(first["pdf"])


def test_the_code_on_the_paper_opens_the_page_of_this_letter(town: Any, officer: Any, approver: Any) -> None:
    words = words_of(issued("receipt", town, officer, approver))
    page = pypdfium2.PdfDocument(printed(words, "pdf", FRIDAY))[0]
    found = zxingcpp.read_barcodes(page.render(scale=3).to_pil())
    assert [one.text for one in found] == [words.address]
    assert words.address.endswith(f"/fuwu/wenshu/{words.code}/") and NAME not in words.address


def test_a_draft_says_that_it_is_one_and_has_no_number_or_code(town: Any, officer: Any) -> None:
    words = words_of(drafted("partial", town, officer))
    lines = word_lines(as_docx(document_of(words, FRIDAY)))
    assert DRAFT in lines and not any("号" in line and "〔" in line for line in lines[:2])
    assert "验证码" not in "".join(lines)


def test_what_was_typed_is_words_and_never_markup(town: Any, officer: Any) -> None:
    letter = drafted("partial", town, officer, kept="<b>表</b>&amp;<img src=x>#let")
    lines = word_lines(as_docx(document_of(words_of(letter), FRIDAY)))
    assert "不予公开的部分：<b>表</b>&amp;<img src=x>#let。依据是《政府信息公开条例》第十五条。" in lines


def test_the_remedies_stand_last_and_what_the_officer_adds_before_them(town: Any, officer: Any) -> None:
    letter = drafted("partial", town, officer)
    letter = acts.rewrite_letter(
        letter=letter, blocks={"addition": "另附说明一份。\n\n请查收。"}, by=officer, at=NOON
    )
    lines = word_lines(as_docx(document_of(words_of(letter), FRIDAY)))
    assert lines.index("另附说明一份。") < lines.index("请查收。") < _place(lines, "如不服本答复")
    assert _place(lines, "附件：") > _place(lines, "如不服本答复")


def _place(lines: list[str], begins: str) -> int:
    return next(place for place, line in enumerate(lines) if line.startswith(begins))


def test_what_cannot_be_set_is_a_sentence_without_the_words(
    town: Any, officer: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = words_of(drafted("partial", town, officer))

    def broken(*_: Any) -> dict[str, str]:
        raise RuntimeError(f"no: {NAME}")

    monkeypatch.setattr(printing, "write_apart", broken)
    with pytest.raises(OSError, match="排版程序中断") as caught:
        printed(words, "pdf", FRIDAY)
    assert NAME not in str(caught.value)
    monkeypatch.setattr(
        printing, "write_apart", lambda orders, fonts: {f"{orders[0].place}.pdf": f"{NAME}坏"}
    )
    with pytest.raises(OSError, match="请检查正文里有没有特殊符号") as caught:
        printed(words, "pdf", FRIDAY)
    assert NAME not in str(caught.value)


def test_the_code_is_drawn_alike_every_time() -> None:
    assert qr_png("https://example.gov.cn/x") == qr_png("https://example.gov.cn/x")
