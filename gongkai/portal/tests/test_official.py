"""Policy documents in Word and PDF beside their pages: set once, gone with the document."""

import shutil
import subprocess
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from gongkai.annualreport.write.fonts import FontMissing
from gongkai.disclosure import acts
from gongkai.documents.official import apart
from gongkai.portal import typesetting
from gongkai.portal.publisher import drain, publish_all
from gongkai.portal.tests.folders import changed, document, published_anew, snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.pages]
STEM = "baiyang-zhen/2021/1"


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path, monkeypatch):
    """A folder of the test's own for what has been set."""
    settings.DATA = tmp_path / "data"
    monkeypatch.setattr(typesetting, "_lacking", [])
    return tmp_path / "data" / "gongwen"


@pytest.fixture
def processes(monkeypatch):
    """How many documents each process was asked for."""
    asked = []

    def write(orders, fonts=None):
        asked.append(len(orders))
        return apart.write_apart(orders, fonts)

    monkeypatch.setattr(typesetting, "write_apart", write)
    return asked


def text_of(path: Path) -> str:
    return "".join(
        "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)).split()
    )


def test_a_policy_document_is_offered_in_both_forms_and_other_items_in_none(site, published):
    published("关于养犬的通告", validity="valid", document_number="白镇发〔2021〕5号")
    published("通知")
    publish_all()
    links = document(site, f"{STEM}.html").xpath('//a[contains(@href, "gongwen")]')
    assert [link.text for link in links] == ["Word 版（公文格式）", "PDF 版（公文格式）"]
    assert "关于养犬的通告白镇发〔2021〕5号" in text_of(site / STEM / "gongwen.pdf")
    assert Document(site / STEM / "gongwen.docx").paragraphs[0].text == "关于养犬的通告"
    assert sorted(path.relative_to(site).as_posix() for path in site.rglob("gongwen.*")) == [
        f"{STEM}/gongwen.docx",
        f"{STEM}/gongwen.pdf",
    ]


def test_a_mark_of_validity_goes_with_the_files(site, published, approver, moment):
    item = published("关于养犬的通告", validity="valid")
    drain()
    acts.mark_validity(
        item=item,
        by=approver,
        at=moment,
        validity="repealed",
        on=date(2021, 4, 1),
        instrument="白镇发〔2021〕9号",
    )
    drain()
    assert "（本文件已于2021年4月1日废止，依据：白镇发〔2021〕9号）" in text_of(site / STEM / "gongwen.pdf")
    assert "2021年4月1日废止" in Document(site / STEM / "gongwen.docx").paragraphs[1].text


def test_a_withdrawn_document_leaves_nothing_on_the_site_nor_on_the_shelf(
    site, shelf, published, approver, moment
):
    item = published("关于养犬的通告", validity="valid")
    drain()
    assert len([path for path in shelf.rglob("*") if path.is_file()]) == 2
    acts.withdraw(item=item, by=approver, at=moment, reason="有误。")
    drain()
    assert not (site / STEM).exists() and not [path for path in shelf.rglob("*") if path.is_file()]


def test_a_document_that_is_none_any_more_loses_its_files(site, published, edited, settings, tmp_path):
    item = published("关于养犬的通告", validity="valid")
    drain()
    edited(item, validity="")
    drain()
    assert not list(site.rglob("gongwen.*"))
    assert changed(snapshot(site), snapshot(published_anew(settings, tmp_path / "anew"))) == set()


def test_a_document_that_is_none_any_more_leaves_nothing_on_the_shelf(site, shelf, published, edited):
    item = published("关于养犬的通告", validity="valid")
    drain()
    edited(item, validity="")
    drain()
    assert not [path for path in shelf.rglob("*") if path.is_file()]


def test_a_withdrawal_followed_by_writing_everything_leaves_nothing_on_the_shelf(
    site, shelf, published, approver, moment
):
    item = published("关于养犬的通告", validity="valid")
    kept = published("关于养鸽的通告", validity="valid")
    drain()
    acts.withdraw(item=item, by=approver, at=moment, reason="有误。")
    publish_all()
    assert {path.parent.name for path in shelf.rglob("*") if path.is_file()} == {str(kept.pk)}


@pytest.mark.parametrize("fault", [RuntimeError("killed"), subprocess.TimeoutExpired("typst", 120)])
def test_a_document_that_breaks_the_process_breaks_no_other(site, published, monkeypatch, fault):
    lots = []

    def write(orders, fonts=None):
        lots.append(len(orders))
        for order in orders:
            if order.document.title == "坏了的通告":
                raise fault
            apart.write_apart([order], fonts)
        return {}

    monkeypatch.setattr(typesetting, "write_apart", write)
    for title in ("通告甲", "坏了的通告", "通告乙", "通告丙"):
        published(title, validity="valid")
    done = drain()
    assert sorted(done.failed) == [f"baiyang-zhen/2021/2/gongwen.{form}" for form in ("docx", "pdf")]
    assert all((site / f"baiyang-zhen/2021/{n}/gongwen.pdf").exists() for n in (1, 3, 4))
    assert lots[0] == 4 and set(lots[1:]) == {1}


def test_an_edit_sets_the_document_anew_and_keeps_no_old_setting(shelf, site, published, edited):
    item = published("关于养犬的通告", validity="valid")
    drain()
    edited(item, title="关于犬只管理的通告")
    drain()
    assert "关于犬只管理的通告" in text_of(site / STEM / "gongwen.pdf")
    assert len([path for path in shelf.rglob("*") if path.is_file()]) == 2


def test_many_documents_are_set_in_one_process_and_none_twice(site, shelf, published, processes):
    for number in range(7):
        published(f"第{number}号通告", validity="valid")
    publish_all()
    assert processes == [7]
    before = snapshot(site)
    publish_all()
    assert processes == [7] and snapshot(site) == before
    shutil.rmtree(shelf)
    publish_all()
    assert processes == [7, 7] and snapshot(site) == before


def test_a_lot_is_bounded(site, published, processes, monkeypatch):
    monkeypatch.setattr(typesetting, "LOT", 3)
    for number in range(7):
        published(f"第{number}号通告", validity="valid")
    publish_all()
    assert sum(processes) == 7 and max(processes) == 3


def test_what_another_version_of_the_program_set_is_thrown_away(shelf, site, published, monkeypatch):
    published("关于养犬的通告", validity="valid")
    drain()
    old = set(shelf.iterdir())
    monkeypatch.setattr(typesetting, "_look", lambda: "another")
    publish_all()
    assert {path.name for path in shelf.iterdir()} == {"another"} and not any(path.exists() for path in old)


def test_pictures_of_the_text_stand_in_the_files_and_attachments_are_named(
    site, published, town, editor, moment
):
    from gongkai.disclosure.models import Attachment
    from gongkai.documents.official.tests.samples import png

    picture = acts.store_file(organ=town, name="流程.png", data=png(300, 200), by=editor, at=moment)
    listed = acts.store_file(organ=town, name="登记表.txt", data="表".encode(), by=editor, at=moment)
    published(
        "关于养犬的通告",
        validity="valid",
        body=f'<p>流程如图。</p><p><img src="{picture.public_name}" alt="办理流程"></p>',
        attachments=[Attachment(stored_file=picture), Attachment(title="登记表", stored_file=listed)],
    )
    publish_all()
    images = [
        one
        for page in pypdfium2.PdfDocument(site / STEM / "gongwen.pdf")
        for one in page.get_objects()
        if one.type == 3
    ]
    assert len(images) == 1 and len(Document(site / STEM / "gongwen.docx").inline_shapes) == 1
    assert "附件：登记表" in text_of(site / STEM / "gongwen.pdf")


def test_without_a_font_the_word_file_and_all_pages_are_there_and_the_log_says_what_to_do(
    site, published, monkeypatch, caplog
):
    asked = []

    def write(orders, fonts=None):
        asked.append(len(orders))
        for order in orders:
            order.place.with_name(f"{order.place.name}.docx").write_bytes(b"docx")
        raise FontMissing("没有找到可用的中文字体，请安装。")

    monkeypatch.setattr(typesetting, "write_apart", write)
    for number in range(3):
        published(f"第{number}号通告", validity="valid")
    done = drain()
    assert sorted(done.failed) == [f"baiyang-zhen/2021/{n}/gongwen.pdf" for n in (1, 2, 3)]
    assert (site / f"{STEM}/gongwen.docx").exists() and (site / f"{STEM}.html").exists()
    assert "请安装" in caplog.text and asked == [3]


def test_the_site_s_own_fonts_are_asked_first(settings, published, monkeypatch):
    fonts = Path(settings.DATA) / "fonts"
    fonts.mkdir(parents=True)
    seen = []
    monkeypatch.setattr(typesetting, "write_apart", lambda orders, fonts=None: seen.append(fonts) or {})
    item = published("关于养犬的通告", validity="valid")
    with pytest.raises(FileNotFoundError):
        typesetting.typeset(item, "pdf")
    assert seen == [fonts]


def test_hostile_words_are_set_as_words(site, published):
    published('#import "x" $a$ \\ `raw` *b* @c <d>', validity="valid", body='<p>#eval("1") ${x} \\end</p>')
    assert drain().failed == []
    assert '#import"x"$a$\\`raw`*b*@c<d>' in text_of(site / STEM / "gongwen.pdf").replace("“", '"')
