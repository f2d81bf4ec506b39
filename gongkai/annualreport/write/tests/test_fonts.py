"""Choosing fonts for the PDF, and saying what to do when there are none."""

from pathlib import Path

import pytest

from gongkai.annualreport.write import as_pdf, fonts
from gongkai.annualreport.write.fonts import ROLES, FontMissing, choose, typeface
from gongkai.annualreport.write.tests.samples import sample


def test_a_folder_without_fonts_is_refused_with_the_remedy(tmp_path: Path):
    with pytest.raises(FontMissing, match="fonts-noto-cjk") as refusal:
        typeface(tmp_path, system=False)
    assert str(tmp_path) in str(refusal.value)


def test_a_folder_that_is_not_there_is_refused_by_name(tmp_path: Path):
    with pytest.raises(FontMissing, match=r"没有找到字体文件夹“.*没有”"):
        typeface(tmp_path / "没有")


def test_a_pdf_is_refused_where_no_font_prints_chinese(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(as_pdf, "typeface", typeface.__wrapped__)
    monkeypatch.setattr(fonts, "FOLDERS", ())
    monkeypatch.setattr(fonts, "choose", lambda families: {})
    with pytest.raises(FontMissing, match="没有找到可用的中文字体，无法生成PDF"):
        as_pdf.report_pdf(sample(2023))


def test_the_official_font_goes_before_the_free_one():
    chosen = choose(["Noto Serif CJK SC", "Noto Sans CJK SC", "FangSong", "仿宋_GB2312"])
    assert chosen["fang"] == "仿宋_GB2312"
    assert chosen["song"] == chosen["kai"] == "Noto Serif CJK SC"
    assert chosen["hei"] == "Noto Sans CJK SC"


def test_one_chinese_font_can_play_every_part():
    assert choose(["DejaVu Sans", "simsun"]) == dict.fromkeys(ROLES, "simsun")


def test_fonts_that_print_no_chinese_are_not_chosen():
    assert choose(["DejaVu Sans", "Liberation Serif"]) == {}


def test_the_fonts_are_read_once():
    assert typeface() is typeface()
